//===- kiosk.hpp - A board, in C++ ------------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_BOARDS_KIOSK_HPP
#define QOM_BOARDS_KIOSK_HPP

#include "runtime/boards/kiosk_soc.hpp"

#include "qom/machine.h"
#include "qom/main_loop.h"

#include <memory>

#define TYPE_KIOSK MACHINE_TYPE_NAME("kiosk")

namespace qom::boards {

struct Kiosk {
  static constexpr hwaddr SocAddress = 0x40000000, ModemAddress = 0x50000000;
  static constexpr unsigned CrystalHz = 24000000;
  static constexpr int ModemLine = KioskSoc::FirstFreeLine;

  struct DeleteBottomHalf {
    void operator()(QEMUBH *Half) const { qemu_bh_delete(Half); }
  };

  MachineState parent_obj;
  Owned<Clock> Crystal;
  /// Where the watchdog's line ends.
  Child<IRQState> Restart;
  /// A reset from within a timer or a write would reset who asks for it.
  std::unique_ptr<QEMUBH, DeleteBottomHalf> RestartSoon;
  unsigned Restarts = 0;

  Kiosk();

  void build();
  void restart();

private:
  Owned<KioskSoc> addSoc();
  void addModem(DeviceState &Soc);
};

} // namespace qom::boards

QOM_OBJECT_TYPE(qom::boards::Kiosk, MachineState, MachineClass, TYPE_KIOSK)

#endif
