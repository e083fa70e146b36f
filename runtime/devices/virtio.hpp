//===- virtio.hpp - What the compiler must know of virtio -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_DEVICES_VIRTIO_HPP
#define QOM_DEVICES_VIRTIO_HPP

#include "qom/types.hpp"
#include "runtime/devices/rng.h"
#include "runtime/devices/virtio.h"
#include "runtime/devices/virtio_mmio.h"

QOM_ABSTRACT_TYPE(VirtIODevice, DeviceState, VirtioDeviceClass,
                  TYPE_VIRTIO_DEVICE)
QOM_ABSTRACT_TYPE(VirtioBusState, BusState, VirtioBusClass, TYPE_VIRTIO_BUS)
QOM_ABSTRACT_TYPE(VirtIOMMIO, SysBusDevice, VirtIOMMIOClass, TYPE_VIRTIO_MMIO)
QOM_ABSTRACT_TYPE(RngBackend, Object, RngBackendClass, TYPE_RNG_BACKEND)
QOM_OBJECT_TYPE(RngBuiltin, RngBackend, RngBackendClass, TYPE_RNG_BUILTIN)

#endif
