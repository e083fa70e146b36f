//===- sp805.hpp - The watchdog (SP805), in C++ -----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_DEVICES_SP805_HPP
#define QOM_DEVICES_SP805_HPP

#include "runtime/devices/timer.hpp"

#include "qom/child.hpp"
#include "qom/clock.hpp"
#include "qom/sysbus.h"

#define TYPE_SP805 "sp805"
/// The line that resets what the watchdog watches.
#define SP805_RESET "reset"

namespace qom::devices {

struct SP805 {
  struct State {
    uint32_t Load = UINT32_MAX;
    uint32_t Count = UINT32_MAX;
    uint32_t Control = 0;
    bool Raised = false;
    bool Reset = false;
    bool Locked = false;
  };

  SysBusDevice parent_obj;
  Child<MemoryRegion> Registers;
  Owned<Clock> Input;
  Timer Expiry;
  qemu_irq Irq = nullptr;
  qemu_irq ResetLine = nullptr;
  /// When Count was right, in ns.
  int64_t Since = 0;
  State S;

  SP805();

  uint32_t read(hwaddr Offset) const;
  void write(hwaddr Offset, uint32_t Value);
  void reset();
  void stop() { timer_del(Expiry.get()); }
  /// Makes Count right for now.
  void freeze();
  /// Counts down from Count.
  void goOn();

private:
  bool isCounting() const;
  uint32_t valueNow() const;
  void begin();
  void expired();
  void update();
  void setControl(uint32_t Value);
  void clockChanged(ClockEvent Event);
};

} // namespace qom::devices

QOM_OBJECT_TYPE(qom::devices::SP805, SysBusDevice, SysBusDeviceClass,
                TYPE_SP805)

#endif
