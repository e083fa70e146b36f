/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_BQL_H
#define QOM_BQL_H

#include "qom/osdep.h"

QOM_BEGIN_DECLS

/* The Big QEMU Lock. */
bool bql_locked(void);
#define bql_lock() bql_lock_impl(__FILE__, __LINE__)
void bql_lock_impl(const char *file, int line);
void bql_unlock(void);

/* Runs the callbacks that wait for a grace period. */
void drain_call_rcu(void);
void rcu_read_lock(void);
void rcu_read_unlock(void);

QOM_END_DECLS

#endif
