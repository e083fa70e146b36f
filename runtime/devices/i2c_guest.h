//===- i2c_guest.h - A driver for the I2C master ----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_DEVICES_I2C_GUEST_H
#define QOM_DEVICES_I2C_GUEST_H

#include "runtime/devices/testing.h"

namespace qom::testing {

/// What a guest does with OpenCores' controller.
class I2CGuest {
public:
  explicit I2CGuest(Registers Regs) : Regs(Regs) {}

  void enable() const { Regs.write(Control, 0xc0); }

  /// True if somebody answers.
  bool select(uint8_t Address, bool Receive) const {
    return send(Address << 1 | Receive, Start | Write);
  }
  bool send(uint8_t Byte, uint32_t Command = Write) const {
    Regs.write(Data, Byte);
    Regs.write(CommandStatus, Command);
    return !(Regs.read(CommandStatus) & 0x80);
  }
  uint8_t receive(bool Last) const {
    Regs.write(CommandStatus, Last ? Read | Nack | Stop : Read);
    return Regs.read(Data);
  }
  void stop() const { Regs.write(CommandStatus, Stop); }

  void write8(uint8_t Address, uint8_t Pointer, uint8_t Value) const {
    EXPECT_TRUE(select(Address, false) && send(Pointer) && send(Value));
    stop();
  }
  void write16(uint8_t Address, uint8_t Pointer, uint16_t Value) const {
    EXPECT_TRUE(select(Address, false) && send(Pointer) && send(Value >> 8) &&
                send(Value));
    stop();
  }
  uint16_t read16(uint8_t Address, uint8_t Pointer) const {
    EXPECT_TRUE(select(Address, false) && send(Pointer));
    EXPECT_TRUE(select(Address, true));
    uint16_t Value = receive(false) << 8;
    return Value | receive(true);
  }

private:
  static constexpr hwaddr Control = 0x08, Data = 0x0c, CommandStatus = 0x10;
  static constexpr uint32_t Nack = 0x08, Write = 0x10, Read = 0x20, Stop = 0x40,
                            Start = 0x80;
  Registers Regs;
};

} // namespace qom::testing

#endif
