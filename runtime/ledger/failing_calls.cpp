//===- failing_calls.cpp - Calls that fail when a test says so ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The linker calls __wrap_F where somebody calls F of another file, and F for
// __real_F; qom_add_lifecycles names the functions. Together they are the rungs
// of realize (runtime/core/qdev/realize.cpp) and what devices do in theirs.
// Each fails as its contract says.
//
//===----------------------------------------------------------------------===//
#include "lifecycle.h"

#include "qom/memory.h"
#include "qom/object_interfaces.h"

static unsigned CallsLeft = 0;
static bool HasFailed = false;

void qom::testing::failCall(unsigned N) {
  CallsLeft = N;
  HasFailed = false;
}

bool qom::testing::hasFailedCall() { return HasFailed; }

static bool fails(const char *Call, Error **Errp) {
  if (!CallsLeft || Errp == &error_abort || Errp == &error_fatal || --CallsLeft)
    return false;
  HasFailed = true;
  error_setg(Errp, "%s fails in this run", Call);
  return true;
}

extern "C" {

bool __real_qdev_set_parent_bus(DeviceState *, BusState *, Error **);
bool __wrap_qdev_set_parent_bus(DeviceState *Dev, BusState *Bus, Error **Errp) {
  return !fails("qdev_set_parent_bus", Errp) &&
         __real_qdev_set_parent_bus(Dev, Bus, Errp);
}

void __real_hotplug_handler_pre_plug(HotplugHandler *, DeviceState *, Error **);
void __wrap_hotplug_handler_pre_plug(HotplugHandler *Handler, DeviceState *Dev,
                                     Error **Errp) {
  if (!fails("hotplug_handler_pre_plug", Errp))
    __real_hotplug_handler_pre_plug(Handler, Dev, Errp);
}

void __real_hotplug_handler_plug(HotplugHandler *, DeviceState *, Error **);
void __wrap_hotplug_handler_plug(HotplugHandler *Handler, DeviceState *Dev,
                                 Error **Errp) {
  if (!fails("hotplug_handler_plug", Errp))
    __real_hotplug_handler_plug(Handler, Dev, Errp);
}

bool __real_qbus_realize(BusState *, Error **);
bool __wrap_qbus_realize(BusState *Bus, Error **Errp) {
  return !fails("qbus_realize", Errp) && __real_qbus_realize(Bus, Errp);
}

bool __real_qdev_realize(DeviceState *, BusState *, Error **);
bool __wrap_qdev_realize(DeviceState *Dev, BusState *Bus, Error **Errp) {
  return !fails("qdev_realize", Errp) && __real_qdev_realize(Dev, Bus, Errp);
}

bool __real_qdev_realize_and_unref(DeviceState *, BusState *, Error **);
bool __wrap_qdev_realize_and_unref(DeviceState *Dev, BusState *Bus,
                                   Error **Errp) {
  if (!fails("qdev_realize_and_unref", Errp))
    return __real_qdev_realize_and_unref(Dev, Bus, Errp);
  object_unref(Dev);
  return false;
}

bool __real_object_property_set_link(Object *, const char *, Object *,
                                     Error **);
bool __wrap_object_property_set_link(Object *Obj, const char *Name,
                                     Object *Value, Error **Errp) {
  return !fails("object_property_set_link", Errp) &&
         __real_object_property_set_link(Obj, Name, Value, Errp);
}

bool __real_user_creatable_complete(UserCreatable *, Error **);
bool __wrap_user_creatable_complete(UserCreatable *Uc, Error **Errp) {
  return !fails("user_creatable_complete", Errp) &&
         __real_user_creatable_complete(Uc, Errp);
}

} // extern "C"
