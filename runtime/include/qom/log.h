/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_LOG_H
#define QOM_LOG_H

#include "qom/osdep.h"

#define LOG_UNIMP (1 << 10)
#define LOG_GUEST_ERROR (1 << 11)

QOM_BEGIN_DECLS

bool qemu_loglevel_mask(int mask);
void qemu_log(const char *fmt, ...) G_GNUC_PRINTF(1, 2);

QOM_END_DECLS

#define qemu_log_mask(mask, ...)                  \
    do {                                          \
        if (unlikely(qemu_loglevel_mask(mask))) { \
            qemu_log(__VA_ARGS__);                \
        }                                         \
    } while (0)

#endif
