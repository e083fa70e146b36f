//===- pl011_cxx.cpp - The PrimeCell UART (PL011), in C++ -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The same device as pl011.c, and the same script drives both. What that file
// keeps by discipline is held by members here: the region is a Child, which the
// destructor may still use; the clock is Owned, beside the list's reference;
// the timer goes with its pointer. No function of this file drops anything.
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/pl011.hpp"

#include "qom/type.hpp"
#include "qom/vmstate.hpp"

#include <array>

using namespace qom;
using namespace qom::devices;

namespace {

enum Register : hwaddr {
  DR = 0x00,
  RSR = 0x04,
  FR = 0x18,
  ILPR = 0x20,
  IBRD = 0x24,
  FBRD = 0x28,
  LCR_H = 0x2c,
  CR = 0x30,
  IFLS = 0x34,
  IMSC = 0x38,
  RIS = 0x3c,
  MIS = 0x40,
  ICR = 0x44,
  DMACR = 0x48,
  PeripheralId = 0xfe0,
};

enum Bit : uint32_t {
  CharacterBreak = 1 << 10,
  CharacterOverrun = 1 << 11,
  FlagReceiveEmpty = 1 << 4,
  FlagReceiveFull = 1 << 6,
  FlagTransmitEmpty = 1 << 7,
  FifosEnabled = 1 << 4,
  UartEnabled = 1 << 0,
  Loopback = 1 << 7,
  TransmitEnabled = 1 << 8,
  ReceiveEnabled = 1 << 9,
  InterruptReceive = 1 << 4,
  InterruptTransmit = 1 << 5,
  InterruptTimeout = 1 << 6,
  InterruptBreak = 1 << 9,
  InterruptOverrun = 1 << 10,
};

constexpr int64_t TimeoutBits = 32;
constexpr std::array<uint8_t, 8> Ids = {0x11, 0x10, 0x14, 0x00,
                                        0x0d, 0xf0, 0x05, 0xb1};

PL011 &uart(void *Opaque) { return *static_cast<PL011 *>(Opaque); }

uint64_t readRegister(void *Opaque, hwaddr Offset, unsigned) {
  return uart(Opaque).read(Offset);
}

void writeRegister(void *Opaque, hwaddr Offset, uint64_t Value, unsigned) {
  uart(Opaque).write(Offset, Value);
}

const MemoryRegionOps Ops = {
    .read = readRegister,
    .write = writeRegister,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .impl = {.min_access_size = 4, .max_access_size = 4}};

} // namespace

PL011::PL011()
    : Registers(
          MemoryRegion::init_io(&Ops, this, 0x1000).to_child(this, "pl011")),
      Input(init_clock_in<&PL011::clockChanged>(*this, "clk", ClockUpdate)),
      Timeout(timer_new_ns(
          QEMU_CLOCK_VIRTUAL,
          [](void *Opaque) { uart(Opaque).raise(InterruptTimeout); }, this)) {
  auto *Device = as_ptr<SysBusDevice>(*this);
  sysbus_init_mmio(Device, Registers.get());
  sysbus_init_irq(Device, &Irq);
}

bool PL011::hasFifos() const { return S.LineControl & FifosEnabled; }

/// Characters that raise the interrupt: an eighth, a quarter, half, ...
unsigned PL011::level() const {
  constexpr std::array<unsigned, 5> Levels = {2, 4, 8, 12, 14};
  unsigned Choice = extract32(S.FifoLevels, 3, 3);
  return hasFifos() ? Levels[std::min<size_t>(Choice, Levels.size() - 1)] : 1;
}

void PL011::raise(uint32_t Bits) {
  S.Raised |= Bits;
  update();
}

/// Never, while there is no clock or no divisor.
void PL011::expectTimeout() {
  uint64_t Hertz = clock_get_hz(Input.get());
  int64_t BitTime = Hertz ? NANOSECONDS_PER_SECOND * S.Divisor / 4 / Hertz : 0;
  if (S.Count && BitTime)
    timer_mod(Timeout.get(),
              qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) + TimeoutBits * BitTime);
  else
    timer_del(Timeout.get());
}

int PL011::room() const {
  bool Listens = has(UartEnabled | ReceiveEnabled) && !has(Loopback);
  return Listens ? depth() - S.Count : 0;
}

void PL011::put(uint16_t Character) {
  if (S.Count == depth()) {
    S.Overrun = true;
    return raise(InterruptOverrun);
  }
  S.Fifo[(S.First + S.Count++) % FifoDepth] = Character;
  expectTimeout();
  raise((Character & CharacterBreak ? InterruptBreak : 0) |
        (S.Count >= level() ? InterruptReceive : 0));
}

uint32_t PL011::take() {
  if (!S.Count)
    return 0;
  uint32_t Character = S.Fifo[S.First];
  if (std::exchange(S.Overrun, false))
    Character |= CharacterOverrun;
  S.First = (S.First + 1) % FifoDepth;
  --S.Count;
  S.ReceiveStatus = Character >> 8;
  if (S.Count < level())
    S.Raised &= ~InterruptReceive;
  if (!S.Count)
    S.Raised &= ~InterruptTimeout;
  expectTimeout();
  update();
  qemu_chr_fe_accept_input(&Line);
  return Character;
}

void PL011::send(uint8_t Character) {
  if (!has(UartEnabled | TransmitEnabled))
    return;
  if (has(Loopback))
    put(Character);
  else
    qemu_chr_fe_write_all(&Line, &Character, 1);
  raise(InterruptTransmit);
}

void PL011::setLineControl(uint32_t Value) {
  // A FIFO that is switched loses what it has.
  if ((S.LineControl ^ Value) & FifosEnabled) {
    S.First = S.Count = 0;
    S.Raised &= ~(InterruptReceive | InterruptTimeout);
  }
  S.LineControl = Value & 0xff;
  S.Divisor = S.IntegerDivisor << 6 | S.FractionalDivisor;
  expectTimeout();
}

uint32_t PL011::flags() const {
  return FlagTransmitEmpty | (S.Count ? 0 : FlagReceiveEmpty) |
         (S.Count == depth() ? FlagReceiveFull : 0);
}

uint32_t PL011::read(hwaddr Offset) {
  if (Offset >= PeripheralId)
    return Ids[(Offset - PeripheralId) >> 2];
  switch (Offset) {
  case DR:
    return take();
  case RSR:
    return S.ReceiveStatus;
  case FR:
    return flags();
  case ILPR:
    return S.LowPower;
  case IBRD:
    return S.IntegerDivisor;
  case FBRD:
    return S.FractionalDivisor;
  case LCR_H:
    return S.LineControl;
  case CR:
    return S.Control;
  case IFLS:
    return S.FifoLevels;
  case IMSC:
    return S.Mask;
  case RIS:
    return S.Raised;
  case MIS:
    return S.Raised & S.Mask;
  case DMACR:
    return S.DmaControl;
  default:
    return 0;
  }
}

void PL011::write(hwaddr Offset, uint32_t Value) {
  switch (Offset) {
  case DR:
    send(Value);
    break;
  case RSR:
    S.ReceiveStatus = 0;
    break;
  case ILPR:
    S.LowPower = Value & 0xff;
    break;
  case IBRD:
    S.IntegerDivisor = Value & 0xffff;
    break;
  case FBRD:
    S.FractionalDivisor = Value & 0x3f;
    break;
  case LCR_H:
    setLineControl(Value);
    break;
  case CR:
    S.Control = Value & 0xff87;
    qemu_chr_fe_accept_input(&Line);
    break;
  case IFLS:
    S.FifoLevels = Value & 0x3f;
    break;
  case IMSC:
    S.Mask = Value & 0x7ff;
    break;
  case ICR:
    S.Raised &= ~Value;
    break;
  case DMACR:
    S.DmaControl = Value & 0x7;
    break;
  }
  update();
}

void PL011::reset() {
  S = State();
  timer_del(Timeout.get());
  update();
}

/// The silence on the line is measured anew.
int PL011::loaded() {
  if (S.First >= FifoDepth || S.Count > depth())
    return -EINVAL;
  expectTimeout();
  update();
  return 0;
}

/// The character device has a pointer to this one for as long as this says.
void PL011::listen(bool On) {
  if (!On) {
    timer_del(Timeout.get());
    qemu_chr_fe_set_handlers(&Line, nullptr, nullptr, nullptr, nullptr, nullptr,
                             nullptr, true);
    return;
  }
  qemu_chr_fe_set_handlers(
      &Line, [](void *Opaque) { return uart(Opaque).room(); },
      [](void *Opaque, const uint8_t *Bytes, int Count) {
        for (int I = 0; I < Count; ++I)
          uart(Opaque).put(Bytes[I]);
      },
      [](void *Opaque, QEMUChrEvent Event) {
        if (Event == CHR_EVENT_BREAK && uart(Opaque).room())
          uart(Opaque).put(CharacterBreak);
      },
      nullptr, this, nullptr, true);
}

namespace {

const VMStateField Fields[] = {
    VMSTATE_OWNED_CLOCK(Input, PL011),
    VMSTATE_UINT16_ARRAY(S.Fifo, PL011, PL011::FifoDepth),
    VMSTATE_UINT32(S.First, PL011),
    VMSTATE_UINT32(S.Count, PL011),
    VMSTATE_BOOL(S.Overrun, PL011),
    VMSTATE_UINT32(S.ReceiveStatus, PL011),
    VMSTATE_UINT32(S.LowPower, PL011),
    VMSTATE_UINT32(S.IntegerDivisor, PL011),
    VMSTATE_UINT32(S.FractionalDivisor, PL011),
    VMSTATE_UINT32(S.LineControl, PL011),
    VMSTATE_UINT32(S.Control, PL011),
    VMSTATE_UINT32(S.FifoLevels, PL011),
    VMSTATE_UINT32(S.Mask, PL011),
    VMSTATE_UINT32(S.Raised, PL011),
    VMSTATE_UINT32(S.DmaControl, PL011),
    VMSTATE_UINT32(S.Divisor, PL011),
    VMSTATE_END_OF_LIST()};

const VMStateDescription SavedState = {
    .name = TYPE_PL011_CXX,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = [](void *Opaque, int) { return uart(Opaque).loaded(); },
    .fields = Fields};

const Property Properties[] = {DEFINE_PROP_CHR("chardev", PL011, Line)};

void initClass(ObjectClass *Class, const void *) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  Device->realize = [](DeviceState *Dev, Error **) { uart(Dev).listen(true); };
  Device->unrealize = [](DeviceState *Dev) { uart(Dev).listen(false); };
  device_class_set_legacy_reset(Device,
                                [](DeviceState *Dev) { uart(Dev).reset(); });
  device_class_set_props(Device, Properties);
  Device->vmsd = &SavedState;
}

void registerType() {
  TypeInfo Info = type_info<PL011>();
  Info.class_init = initClass;
  type_register(&Info);
}
type_init(registerType)

} // namespace
