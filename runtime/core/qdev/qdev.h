//===- qdev/qdev.h - Devices and buses, for the runtime's own use -*- C++
//-*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_QDEV_QDEV_H
#define QOM_CORE_QDEV_QDEV_H

#include "qom/machine.h"
#include "qom/qdev.h"

namespace qom {

/// The setter of the "realized" property.
void setRealized(Object *Obj, bool Value, Error **Errp);

/// The bus takes the device's place in its list and a reference, which it drops
/// after a grace period once the device has left.
void addToBus(BusState *Bus, DeviceState *Dev, const void *Caller);
void removeFromBus(BusState *Bus, DeviceState *Dev, const void *Caller);

/// Drop what the lists hold; by device_finalize.
void finalizeGpioLists(DeviceState *Dev);

void setCanonicalPath(Clock *Clk);

/// Calls the listeners of realize and unrealize.
void tellRealized(DeviceState *Dev);
void tellUnrealized(DeviceState *Dev);

/// Ends the main system bus, which nothing else does.
void dropSystemBus();

/// Back to before there was a machine.
void resetPhase();

} // namespace qom

#endif
