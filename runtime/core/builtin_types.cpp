//===- builtin_types.cpp - The types that the runtime brings along --------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "builtin_types.h"

void qom::registerBuiltinTypes() {
  registerRootTypes();
  registerContainerType();
  registerUserCreatableType();

  registerResettableType();
  registerHotplugHandlerType();
  registerDeviceType();
  registerBusType();
  registerIrqType();
  registerClockType();
  registerSysBusTypes();

  registerMemoryRegionType();
  registerMachineTypes();

  registerI2CTypes();
  registerPciTypes();
  registerScsiTypes();
  registerUsbTypes();

  registerChardevTypes();
  registerIoThreadType();
  registerChannelTypes();
}
