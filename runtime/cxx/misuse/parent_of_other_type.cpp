// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Casts need the struct of the parent type first, as declared.
// expect-error: 'Timer' does not satisfy 'CxxType'
#include "qom/type.hpp"

#ifdef MISUSE
struct Timer {
  DeviceState parent_obj;
};
QOM_OBJECT_TYPE(Timer, SysBusDevice, SysBusDeviceClass, "timer")
TypeInfo info = qom::type_info<Timer>();
#else
struct Timer {
  SysBusDevice parent_obj;
};
QOM_OBJECT_TYPE(Timer, SysBusDevice, SysBusDeviceClass, "timer")
TypeInfo info = qom::type_info<Timer>();
#endif
