//===- pl011.hpp - The PrimeCell UART (PL011), in C++ -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_DEVICES_PL011_HPP
#define QOM_DEVICES_PL011_HPP

#include "runtime/devices/timer.hpp"

#include "qom/chardev.h"
#include "qom/child.hpp"
#include "qom/clock.hpp"
#include "qom/sysbus.h"

#define TYPE_PL011_CXX "pl011-cxx"

namespace qom::devices {

struct PL011 {
  static constexpr unsigned FifoDepth = 16;

  /// What a reset sets, in one assignment.
  struct State {
    uint16_t Fifo[FifoDepth] = {};
    uint32_t First = 0;
    uint32_t Count = 0;
    bool Overrun = false;
    uint32_t ReceiveStatus = 0;
    uint32_t LowPower = 0;
    uint32_t IntegerDivisor = 0;
    uint32_t FractionalDivisor = 0;
    uint32_t LineControl = 0;
    /// Both directions are enabled, the UART is not.
    uint32_t Control = 0x300;
    uint32_t FifoLevels = 0x12;
    uint32_t Mask = 0;
    uint32_t Raised = 0;
    uint32_t DmaControl = 0;
    /// In 1/64, as it was when LCR_H was last written.
    uint32_t Divisor = 0;
  };

  SysBusDevice parent_obj;
  Child<MemoryRegion> Registers;
  Owned<Clock> Input;
  Timer Timeout;
  CharBackend Line = {};
  qemu_irq Irq = nullptr;
  State S;

  PL011();

  uint32_t read(hwaddr Offset);
  void write(hwaddr Offset, uint32_t Value);
  int room() const;
  void put(uint16_t Character);
  void listen(bool On);
  void reset();
  int loaded();

private:
  bool has(uint32_t Bits) const { return (S.Control & Bits) == Bits; }
  bool hasFifos() const;
  unsigned depth() const { return hasFifos() ? FifoDepth : 1; }
  unsigned level() const;
  uint32_t flags() const;
  uint32_t take();
  void send(uint8_t Character);
  void setLineControl(uint32_t Value);
  void update() { qemu_set_irq(Irq, (S.Raised & S.Mask) != 0); }
  void raise(uint32_t Bits);
  void expectTimeout();
  void clockChanged(ClockEvent) { expectTimeout(); }
};

} // namespace qom::devices

QOM_OBJECT_TYPE(qom::devices::PL011, SysBusDevice, SysBusDeviceClass,
                TYPE_PL011_CXX)

#endif
