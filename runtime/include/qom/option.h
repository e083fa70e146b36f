/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_OPTION_H
#define QOM_OPTION_H

#include "qom/qdict.h"

QOM_BEGIN_DECLS

/* A kind of command-line option. */
typedef struct QemuOptsList {
    const char *name;
    const char *implied_opt_name;
} QemuOptsList;

/* -device */
extern QemuOptsList qemu_device_opts;

QemuOpts *qemu_opts_parse(QemuOptsList *list, const char *params,
                          bool permit_abbrev, Error **errp);
void qemu_opts_del(QemuOpts *opts);

QOM_END_DECLS

#endif
