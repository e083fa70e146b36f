/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_FATAL_HPP
#define QOM_FATAL_HPP

#include "qom/bql.h"

/*
 * Broken rules. Each message names type, object and rule, then the process
 * aborts, as QOM does: a program that has lost track of a reference has no
 * state worth keeping.
 */
namespace qom::detail
{

[[noreturn]] void fatal_null(const char *type, const char *operation);
[[noreturn]] void fatal_moved_from(const char *type);
[[noreturn]] void fatal_without_bql(const char *type, const void *obj,
                                    const char *operation);
[[noreturn]] void fatal_outside_owner(const char *type, const void *child,
                                      const void *owner);

/*
 * Finalizers touch what only the BQL protects (the composition tree, a
 * device's clock and gpio lists, memory topology), and any drop may be the one
 * that runs them. The same holds for what creates objects.
 */
inline void require_bql(const char *type, const void *obj,
                        const char *operation)
{
    if (!bql_locked()) [[unlikely]] {
        fatal_without_bql(type, obj, operation);
    }
}

} // namespace qom::detail

#endif
