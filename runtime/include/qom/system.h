/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_SYSTEM_H
#define QOM_SYSTEM_H

#include "qom/main_loop.h"
#include "qom/qdev.h"

QOM_BEGIN_DECLS

/*
 * The part of QEMU's main() that programs of the runtime need: these functions
 * are not QEMU's.
 */

/*
 * Registers types, takes the BQL, makes the machine, runs its init and resets
 * it. NULL stands for a machine of nothing but its containers.
 */
void qom_system_start(const char *machine_type);

/* Resets all that hangs on the system bus or registered; as the start does. */
void qom_system_reset(void);

/*
 * Ends everything that hangs on the tree, and whatever waits for a grace
 * period. What lives after it is leaked.
 */
void qom_system_stop(void);

/* As DEVICE_DELETED of the monitor; id may be null. */
typedef void QomDeviceDeleted(const char *id, const char *path, void *opaque);
void qom_on_device_deleted(QomDeviceDeleted *fn, void *opaque);

QOM_END_DECLS

#endif
