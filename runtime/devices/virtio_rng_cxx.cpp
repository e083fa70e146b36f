//===- virtio_rng_cxx.cpp - The virtio entropy device, in C++ -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same device as virtio_rng.c, and the same script drives both. A mapped
// buffer goes back into its queue when its pointer ends; the default back end's
// reference moves into the tree; the transport has the device as a Child. The
// link to the back end is a plain pointer here, too: its reference is the
// property's, and an Owned would drop it a second time.
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/timer.hpp"
#include "runtime/devices/virtio.hpp"
#include "runtime/devices/virtio_rng.h"

#include "qom/child.hpp"
#include "qom/object_interfaces.h"
#include "qom/owned.hpp"
#include "qom/type.hpp"

#include <algorithm>
#include <memory>

using namespace qom;

namespace {

struct GiveBack {
  VirtQueue *Queue = nullptr;
  void operator()(VirtQueueElement *Element) const {
    virtqueue_unpop(Queue, Element);
    g_free(Element);
  }
};

/// A chain that was popped: pushed, or given back.
using Chain = std::unique_ptr<VirtQueueElement, GiveBack>;

Chain pop(VirtQueue *Queue) { return Chain(virtqueue_pop(Queue), {Queue}); }

void push(Chain Done, uint32_t Length) {
  virtqueue_push(Done.get_deleter().Queue, Done.get(), Length);
  g_free(Done.release());
}

struct VirtIORng {
  VirtIODevice parent_obj;
  RngBackend *Backend = nullptr;
  uint64_t MaxBytes = INT64_MAX;
  uint32_t PeriodMs = 1 << 16;
  VirtQueue *Queue = nullptr;
  devices::Timer Refill;
  /// What a request is out for.
  Chain Pending;
  uint64_t Quota = 0;

  VirtIORng();
  void realize(Error **Errp);
  void unrealize();
  void ask();
  void takeBack();
  void reset();
  int loaded();

private:
  bool makeDefaultBackend(Error **Errp);
  void fill(const void *Data, size_t Size);
  void awaitRefill();
};

#define TYPE_VIRTIO_RNG_CXX "virtio-rng-device-cxx"
#define TYPE_VIRTIO_RNG_MMIO_CXX "virtio-rng-mmio-cxx"

} // namespace

QOM_OBJECT_TYPE(VirtIORng, VirtIODevice, VirtioDeviceClass, TYPE_VIRTIO_RNG_CXX)

namespace {

/// The device and how a driver reaches it.
struct VirtIORngMmio {
  VirtIOMMIO parent_obj;
  Child<VirtIORng> Device;

  VirtIORngMmio();
};

} // namespace

QOM_OBJECT_TYPE(VirtIORngMmio, VirtIOMMIO, VirtIOMMIOClass,
                TYPE_VIRTIO_RNG_MMIO_CXX)

namespace {

VirtIORng &rng(void *Opaque) { return *static_cast<VirtIORng *>(Opaque); }

VirtIORng::VirtIORng()
    : Refill(timer_new_ns(
          QEMU_CLOCK_VIRTUAL,
          [](void *Opaque) {
            rng(Opaque).Quota = rng(Opaque).MaxBytes;
            rng(Opaque).ask();
          },
          this)) {}

/// The link takes its own reference, the child property has the first one.
bool VirtIORng::makeDefaultBackend(Error **Errp) {
  Owned<RngBuiltin> Made = object_new<RngBuiltin>();
  RngBuiltin &Default = *Made;
  if (!user_creatable_complete(USER_CREATABLE(&Default), Errp))
    return false;
  property_add_child(*this, "default-backend", std::move(Made));
  object_property_set_link(as_ptr<Object>(*this), "rng",
                           as_ptr<Object>(Default), &error_abort);
  return true;
}

void VirtIORng::realize(Error **Errp) {
  if (!PeriodMs || !MaxBytes) {
    error_setg(Errp, "virtio-rng: 'period' and 'max-bytes' must not be 0");
    return;
  }
  if (!Backend && !makeDefaultBackend(Errp))
    return;
  Queue =
      virtio_add_queue(as_ptr<VirtIODevice>(*this),
                       [](VirtIODevice *Dev, VirtQueue *) { rng(Dev).ask(); });
  Quota = MaxBytes;
}

void VirtIORng::unrealize() {
  takeBack();
  timer_del(Refill.get());
  virtio_delete_queues(as_ptr<VirtIODevice>(*this));
}

void VirtIORng::awaitRefill() {
  if (!timer_pending(Refill.get()))
    timer_mod(Refill.get(), qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                                int64_t{PeriodMs} * SCALE_MS);
}

/// One buffer at a time: the quota decides how much of it.
void VirtIORng::ask() {
  if (Pending || !Quota)
    return;
  Pending = pop(Queue);
  if (!Pending)
    return;
  awaitRefill();
  size_t Size = std::min<uint64_t>(virtqueue_writable(Pending.get()), Quota);
  rng_backend_request_entropy(
      Backend, Size,
      [](void *Opaque, const void *Data, size_t Size) {
        rng(Opaque).fill(Data, Size);
      },
      this);
}

void VirtIORng::fill(const void *Data, size_t Size) {
  size_t Written = virtqueue_write(Pending.get(), Data, Size);
  push(std::move(Pending), Written);
  Quota -= Size;
  virtio_notify(as_ptr<VirtIODevice>(*this), Queue);
  ask();
}

void VirtIORng::takeBack() {
  rng_backend_cancel_requests(Backend, this);
  Pending.reset();
}

void VirtIORng::reset() {
  takeBack();
  timer_del(Refill.get());
  Quota = MaxBytes;
}

/// A new period begins.
int VirtIORng::loaded() {
  timer_del(Refill.get());
  if (Quota < MaxBytes)
    awaitRefill();
  ask();
  return 0;
}

VirtIORngMmio::VirtIORngMmio()
    : Device(pin_init<VirtIORng>().to_child(this, "virtio-backend")) {
  qdev_alias_all_properties(as_ptr<DeviceState>(*Device),
                            as_ptr<Object>(*this));
}

const VMStateField StateFields[] = {
    VMSTATE_VIRTIO_DEVICE(parent_obj, VirtIORng),
    VMSTATE_UINT64(Quota, VirtIORng), VMSTATE_END_OF_LIST()};

int takeBackPending(void *Opaque) {
  rng(Opaque).takeBack();
  return 0;
}

/// A request cannot be saved, but the buffer that it is out for can.
const VMStateDescription SavedState = {
    .name = TYPE_VIRTIO_RNG_CXX,
    .version_id = 1,
    .minimum_version_id = 1,
    .pre_load = takeBackPending,
    .post_load = [](void *Opaque, int) { return rng(Opaque).loaded(); },
    .pre_save = takeBackPending,
    .post_save =
        [](void *Opaque) {
          rng(Opaque).ask();
          return 0;
        },
    .fields = StateFields};

/// Without defaults: those would be set before the constructor sets its own.
const Property Properties[] = {
    DEFINE_PROP_LINK("rng", VirtIORng, Backend, TYPE_RNG_BACKEND, RngBackend *),
    DEFINE_PROP("max-bytes", VirtIORng, MaxBytes, qdev_prop_uint64, uint64_t),
    DEFINE_PROP("period", VirtIORng, PeriodMs, qdev_prop_uint32, uint32_t)};

void initDeviceClass(ObjectClass *Class, const void *) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  device_class_set_props(Device, Properties);
  Device->vmsd = &SavedState;
  VirtioDeviceClass *Virtio = VIRTIO_DEVICE_CLASS(Class);
  Virtio->realize = [](DeviceState *Dev, Error **Errp) {
    rng(Dev).realize(Errp);
  };
  Virtio->unrealize = [](DeviceState *Dev) { rng(Dev).unrealize(); };
  Virtio->reset = [](VirtIODevice *Dev) { rng(Dev).reset(); };
  Virtio->set_status = [](VirtIODevice *Dev, uint8_t) { rng(Dev).ask(); };
  Virtio->device_id = VIRTIO_ID_RNG;
}

void initTransportClass(ObjectClass *Class, const void *) {
  VIRTIO_MMIO_CLASS(Class)->get_device = [](VirtIOMMIO *Transport) {
    auto *Self = reinterpret_cast<VirtIORngMmio *>(Transport);
    return as_ptr<VirtIODevice>(*Self->Device);
  };
}

void registerTypes() {
  TypeInfo Device = type_info<VirtIORng>();
  Device.class_init = initDeviceClass;
  type_register(&Device);
  TypeInfo Transport = type_info<VirtIORngMmio>();
  Transport.class_init = initTransportClass;
  type_register(&Transport);
}
type_init(registerTypes)

} // namespace
