/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_MODULE_H
#define QOM_MODULE_H

#include "qom/compiler.h"

QOM_BEGIN_DECLS

typedef enum {
    MODULE_INIT_MIGRATION,
    MODULE_INIT_BLOCK,
    MODULE_INIT_OPTS,
    MODULE_INIT_QOM,
    MODULE_INIT_TRACE,
    MODULE_INIT_MAX
} module_init_type;

/* Remembers fn until module_call_init(type). */
void register_module_init(void (*fn)(void), module_init_type type);
void module_call_init(module_init_type type);

QOM_END_DECLS

#define module_init(function, type)                                        \
    static void __attribute__((constructor)) do_qemu_init_##function(void) \
    {                                                                      \
        register_module_init(function, type);                              \
    }

#define type_init(function) module_init(function, MODULE_INIT_QOM)

#endif
