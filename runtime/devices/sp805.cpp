//===- sp805.cpp - The watchdog (SP805), in C++ ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// After ARM's technical reference manual: counts down, interrupts at zero, and
// at the next zero resets whoever has not answered.
//
// Lifetime: as the UART in pl011_cxx.cpp, held by members. The callback comes
// before and after each change of the clock.
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/sp805.hpp"

#include "qom/type.hpp"
#include "qom/vmstate.hpp"

#include <algorithm>
#include <array>

using namespace qom;
using namespace qom::devices;

namespace {

enum Register : hwaddr {
  WdogLoad = 0x000,
  WdogValue = 0x004,
  WdogControl = 0x008,
  WdogIntClr = 0x00c,
  WdogRIS = 0x010,
  WdogMIS = 0x014,
  WdogLock = 0xc00,
  PeripheralId = 0xfe0,
};

enum Bit : uint32_t {
  InterruptEnabled = 1 << 0,
  ResetEnabled = 1 << 1,
};

constexpr uint32_t Key = 0x1acce551;
constexpr std::array<uint8_t, 8> Ids = {0x05, 0x18, 0x14, 0x00,
                                        0x0d, 0xf0, 0x05, 0xb1};

SP805 &watchdog(void *Opaque) { return *static_cast<SP805 *>(Opaque); }

uint64_t readRegister(void *Opaque, hwaddr Offset, unsigned) {
  return watchdog(Opaque).read(Offset);
}

void writeRegister(void *Opaque, hwaddr Offset, uint64_t Value, unsigned) {
  watchdog(Opaque).write(Offset, Value);
}

const MemoryRegionOps Ops = {
    .read = readRegister,
    .write = writeRegister,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = {.min_access_size = 4, .max_access_size = 4}};

} // namespace

SP805::SP805()
    : Registers(
          MemoryRegion::init_io(&Ops, this, 0x1000).to_child(this, "sp805")),
      Input(init_clock_in<&SP805::clockChanged>(*this, "clk",
                                                ClockPreUpdate | ClockUpdate)),
      Expiry(timer_new_ns(
          QEMU_CLOCK_VIRTUAL, [](void *Opaque) { watchdog(Opaque).expired(); },
          this)) {
  auto *Device = as_ptr<SysBusDevice>(*this);
  sysbus_init_mmio(Device, Registers.get());
  sysbus_init_irq(Device, &Irq);
  qdev_init_gpio_out_named(as_ptr<DeviceState>(*this), &ResetLine, SP805_RESET,
                           1);
}

bool SP805::isCounting() const {
  return S.Control & InterruptEnabled && clock_is_enabled(Input.get());
}

uint32_t SP805::valueNow() const {
  if (!isCounting())
    return S.Count;
  uint64_t Passed = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) - Since;
  auto Ticks =
      (static_cast<unsigned __int128>(Passed) << 32) / clock_get(Input.get());
  return S.Count - static_cast<uint32_t>(Ticks);
}

void SP805::freeze() {
  S.Count = valueNow();
  Since = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
  stop();
}

void SP805::goOn() {
  Since = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
  auto Left = static_cast<unsigned __int128>(S.Count) * clock_get(Input.get());
  if (isCounting())
    timer_mod_ns(Expiry.get(),
                 Since + static_cast<int64_t>((Left + UINT32_MAX) >> 32));
}

/// A load of 0 is below the minimum.
void SP805::begin() {
  stop();
  S.Count = std::max(S.Load, 1u);
  goOn();
}

void SP805::expired() {
  if (S.Raised && S.Control & ResetEnabled)
    S.Reset = true;
  S.Raised = true;
  begin();
  update();
}

void SP805::update() {
  qemu_set_irq(Irq, S.Raised && S.Control & InterruptEnabled);
  qemu_set_irq(ResetLine, S.Reset);
}

void SP805::clockChanged(ClockEvent Event) {
  if (Event == ClockPreUpdate)
    freeze();
  else
    goOn();
}

/// Counting begins anew when it is switched on.
void SP805::setControl(uint32_t Value) {
  uint32_t Before = S.Control;
  freeze();
  S.Control = Value & (InterruptEnabled | ResetEnabled);
  if (S.Control & ~Before & InterruptEnabled)
    begin();
  else
    goOn();
}

uint32_t SP805::read(hwaddr Offset) const {
  if (Offset >= PeripheralId)
    return Ids[(Offset - PeripheralId) >> 2];
  switch (Offset) {
  case WdogLoad:
    return S.Load;
  case WdogValue:
    return valueNow();
  case WdogControl:
    return S.Control;
  case WdogRIS:
    return S.Raised;
  case WdogMIS:
    return S.Raised && S.Control & InterruptEnabled;
  case WdogLock:
    return S.Locked;
  default:
    return 0;
  }
}

void SP805::write(hwaddr Offset, uint32_t Value) {
  if (Offset == WdogLock)
    S.Locked = Value != Key;
  if (S.Locked)
    return;
  switch (Offset) {
  case WdogLoad:
    S.Load = Value;
    begin();
    break;
  case WdogControl:
    setControl(Value);
    break;
  case WdogIntClr:
    S.Raised = false;
    begin();
    break;
  }
  update();
}

void SP805::reset() {
  stop();
  S = State();
  update();
}

namespace {

const VMStateField Fields[] = {
    VMSTATE_OWNED_CLOCK(Input, SP805), VMSTATE_UINT32(S.Load, SP805),
    VMSTATE_UINT32(S.Count, SP805),    VMSTATE_UINT32(S.Control, SP805),
    VMSTATE_BOOL(S.Raised, SP805),     VMSTATE_BOOL(S.Reset, SP805),
    VMSTATE_BOOL(S.Locked, SP805),     VMSTATE_END_OF_LIST()};

/// What was counted is saved, from when on is not: time goes on elsewhere.
const VMStateDescription SavedState = {.name = TYPE_SP805,
                                       .version_id = 1,
                                       .minimum_version_id = 1,
                                       .post_load =
                                           [](void *Opaque, int) {
                                             watchdog(Opaque).stop();
                                             watchdog(Opaque).goOn();
                                             return 0;
                                           },
                                       .pre_save =
                                           [](void *Opaque) {
                                             watchdog(Opaque).freeze();
                                             watchdog(Opaque).goOn();
                                             return 0;
                                           },
                                       .fields = Fields};

void realize(DeviceState *Dev, Error **Errp) {
  if (!clock_has_source(watchdog(Dev).Input.get()))
    error_setg(Errp, "sp805: clk is not connected");
}

void initClass(ObjectClass *Class, const void *) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  Device->realize = realize;
  Device->unrealize = [](DeviceState *Dev) { watchdog(Dev).stop(); };
  device_class_set_legacy_reset(
      Device, [](DeviceState *Dev) { watchdog(Dev).reset(); });
  Device->vmsd = &SavedState;
}

void registerType() {
  TypeInfo Info = type_info<SP805>();
  Info.class_init = initClass;
  type_register(&Info);
}
type_init(registerType)

} // namespace
