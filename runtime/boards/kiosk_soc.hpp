//===- kiosk_soc.hpp - A system on a chip, in C++ ---------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_BOARDS_KIOSK_SOC_HPP
#define QOM_BOARDS_KIOSK_SOC_HPP

#include "runtime/devices/pl011.hpp"
#include "runtime/devices/pl190.h"
#include "runtime/devices/sp805.hpp"

#include <array>

/// Lines in: the interrupt controller's, of which the parts take the first.
/// Lines out: the controller's two, and SP805_RESET. Clock "refclk" in.
/// Property "serial" is the UART's character device.
#define TYPE_KIOSK_SOC "kiosk-soc"

QOM_OBJECT_TYPE(PL190State, SysBusDevice, SysBusDeviceClass, TYPE_PL190)

namespace qom::boards {

struct KioskSoc {
  /// Where the parts are in the chip's only region.
  static constexpr hwaddr VicOffset = 0x0000, UartOffset = 0x1000,
                          WatchdogOffset = 0x2000, Size = 0x3000;
  enum Line { UartLine, WatchdogLine, FirstFreeLine };

  SysBusDevice parent_obj;
  Child<MemoryRegion> Container;
  Child<PL190State> Vic;
  Child<devices::PL011> Uart;
  Child<devices::SP805> Watchdog;
  /// The watchdog's, under the chip's name.
  Owned<Clock> Input;

  KioskSoc();

  bool realize(Error **Errp);
  void unrealize();

private:
  void map(SysBusDevice *Part, hwaddr At);
  bool realizePart(SysBusDevice *Part, int Line, Error **Errp);
  std::array<SysBusDevice *, 3> parts();
};

} // namespace qom::boards

QOM_OBJECT_TYPE(qom::boards::KioskSoc, SysBusDevice, SysBusDeviceClass,
                TYPE_KIOSK_SOC)

#endif
