//===- rv32_asm.h - Small programs for the hart -----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_DEVICES_RV32_ASM_H
#define QOM_DEVICES_RV32_ASM_H

#include <cstdint>
#include <vector>

namespace qom::testing {

/// Puts one instruction behind the other. Registers are their numbers, offsets
/// of jumps are in bytes from the instruction.
class Program {
public:
  /// As many instructions as it takes to have \p Value in \p Rd.
  Program &li(unsigned Rd, uint32_t Value) {
    uint32_t Low = Value & 0xfff;
    lui(Rd, (Value >> 12) + (Low >> 11));
    return addi(Rd, Rd, Low);
  }
  Program &lui(unsigned Rd, uint32_t Upper) {
    return add(Upper << 12 | Rd << 7 | 0x37);
  }
  Program &auipc(unsigned Rd, uint32_t Upper) {
    return add(Upper << 12 | Rd << 7 | 0x17);
  }
  Program &addi(unsigned Rd, unsigned Rs, int32_t Value) {
    return immediate(0x13, 0, Rd, Rs, Value);
  }
  Program &andi(unsigned Rd, unsigned Rs, int32_t Value) {
    return immediate(0x13, 7, Rd, Rs, Value);
  }
  Program &plus(unsigned Rd, unsigned Left, unsigned Right) {
    return add(Right << 20 | Left << 15 | Rd << 7 | 0x33);
  }
  Program &lw(unsigned Rd, unsigned Base, int32_t Offset) {
    return immediate(0x03, 2, Rd, Base, Offset);
  }
  Program &lbu(unsigned Rd, unsigned Base, int32_t Offset) {
    return immediate(0x03, 4, Rd, Base, Offset);
  }
  Program &sw(unsigned Rs, unsigned Base, int32_t Offset) {
    return store(2, Rs, Base, Offset);
  }
  Program &sb(unsigned Rs, unsigned Base, int32_t Offset) {
    return store(0, Rs, Base, Offset);
  }
  Program &beq(unsigned Left, unsigned Right, int32_t Offset) {
    return branch(0, Left, Right, Offset);
  }
  Program &bne(unsigned Left, unsigned Right, int32_t Offset) {
    return branch(1, Left, Right, Offset);
  }
  Program &jal(unsigned Rd, int32_t Offset) {
    uint32_t O = Offset;
    return add((O >> 20 & 1) << 31 | (O >> 1 & 0x3ff) << 21 |
               (O >> 11 & 1) << 20 | (O >> 12 & 0xff) << 12 | Rd << 7 | 0x6f);
  }
  Program &jalr(unsigned Rd, unsigned Base, int32_t Offset) {
    return immediate(0x67, 0, Rd, Base, Offset);
  }
  Program &csrrw(unsigned Rd, unsigned Csr, unsigned Rs) {
    return immediate(0x73, 1, Rd, Rs, Csr);
  }
  Program &csrrs(unsigned Rd, unsigned Csr, unsigned Rs) {
    return immediate(0x73, 2, Rd, Rs, Csr);
  }
  Program &csrrc(unsigned Rd, unsigned Csr, unsigned Rs) {
    return immediate(0x73, 3, Rd, Rs, Csr);
  }
  Program &mret() { return add(0x30200073); }
  Program &wfi() { return add(0x10500073); }
  Program &word(uint32_t Value) { return add(Value); }

  /// Nothing, up to byte \p Offset of the program.
  Program &skipTo(unsigned Offset) {
    Words.resize(Offset / 4);
    return *this;
  }

  const std::vector<uint32_t> &words() const { return Words; }

private:
  Program &add(uint32_t Word) {
    Words.push_back(Word);
    return *this;
  }
  Program &immediate(unsigned Op, unsigned Funct, unsigned Rd, unsigned Rs,
                     int32_t Value) {
    return add(uint32_t(Value) << 20 | Rs << 15 | Funct << 12 | Rd << 7 | Op);
  }
  Program &store(unsigned Funct, unsigned Rs, unsigned Base, int32_t Offset) {
    uint32_t O = Offset;
    return add((O >> 5 & 0x7f) << 25 | Rs << 20 | Base << 15 | Funct << 12 |
               (O & 0x1f) << 7 | 0x23);
  }
  Program &branch(unsigned Funct, unsigned Left, unsigned Right,
                  int32_t Offset) {
    uint32_t O = Offset;
    return add((O >> 12 & 1) << 31 | (O >> 5 & 0x3f) << 25 | Right << 20 |
               Left << 15 | Funct << 12 | (O >> 1 & 0xf) << 8 |
               (O >> 11 & 1) << 7 | 0x63);
  }

  std::vector<uint32_t> Words;
};

} // namespace qom::testing

#endif
