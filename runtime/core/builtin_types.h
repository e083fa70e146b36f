//===- builtin_types.h - The types that the runtime brings along -*- C++
//-*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A list instead of constructors: a static library drops object files that
// nothing refers to, and types with them.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_BUILTIN_TYPES_H
#define QOM_CORE_BUILTIN_TYPES_H

namespace qom {

void registerRootTypes();
void registerContainerType();
void registerUserCreatableType();

void registerResettableType();
void registerHotplugHandlerType();
void registerDeviceType();
void registerBusType();
void registerIrqType();
void registerClockType();
void registerSysBusTypes();

void registerMemoryRegionType();
void registerMachineTypes();

void registerI2CTypes();
void registerPciTypes();
void registerScsiTypes();
void registerUsbTypes();

void registerChardevTypes();
void registerIoThreadType();
void registerChannelTypes();
void registerSocketType();
void registerBufferType();
void registerFileType();
void registerTlsTypes();
void registerListenerType();

/// All of them, before the types of the program.
void registerBuiltinTypes();

/// Ends /objects, /machine and all else below the roots.
void dropRoots();

} // namespace qom

#endif
