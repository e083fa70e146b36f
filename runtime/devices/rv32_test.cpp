//===- rv32_test.cpp - Programs for a hart --------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/rv32_cpu.h"

#include "runtime/devices/guest_ram.h"
#include "runtime/devices/rv32_asm.h"

namespace {

using namespace qom::testing;

constexpr uint32_t Base = 0x80000000;
constexpr unsigned Mstatus = 0x300, Mie = 0x304, Mtvec = 0x305, Mepc = 0x341,
                   Mcause = 0x342, Mhartid = 0xf14;

class HartScript : public DeviceScript {
protected:
  void SetUp() override {
    DeviceScript::SetUp();
    Ram.map(0x10000);
  }

  void TearDown() override {
    Ram.unmap();
    DeviceScript::TearDown();
  }

  /// From the start of the memory, after a reset.
  void start(const Program &Code, uint32_t Id = 0) {
    Ram.write(0, Code.words().data(), 4 * Code.words().size());
    DeviceState *Dev = qdev_new("rv32-cpu");
    object_property_add_child(qdev_get_machine(), "hart", OBJECT(Dev));
    qdev_prop_set_uint32(Dev, "reset-pc", Base);
    qdev_prop_set_uint32(Dev, "hart-id", Id);
    qdev_realize_and_unref(Dev, nullptr, &error_abort);
    Hart = RV32_CPU(Dev);
  }

  static void cycles(unsigned Count) { passNs(Count * RV32_CYCLE_NS); }

  static uint32_t word(hwaddr Offset) { return Registers(Base).read(Offset); }

  GuestRam Ram{Base};
  RV32CPU *Hart;
};

TEST_F(HartScript, Arithmetic) {
  start(Program()
            .li(5, 0x12345fff)
            .addi(6, 5, -1)
            .plus(7, 5, 6)
            .andi(8, 7, 0xff)
            .addi(0, 5, 1)
            .auipc(9, 1));
  cycles(7);
  EXPECT_EQ(Hart->x[5], 0x12345fffu);
  EXPECT_EQ(Hart->x[6], 0x12345ffeu);
  EXPECT_EQ(Hart->x[7], 0x2468bffdu);
  EXPECT_EQ(Hart->x[8], 0xfdu);
  EXPECT_EQ(Hart->x[0], 0u);
  EXPECT_EQ(Hart->x[9], Base + 24 + 0x1000u);
}

/// A sum from 5 down to 1, by a call.
TEST_F(HartScript, BranchesAndCalls) {
  start(Program()
            .addi(5, 0, 5)
            .jal(1, 12)
            .addi(10, 6, 0)
            .wfi()
            .plus(6, 6, 5)
            .addi(5, 5, -1)
            .bne(5, 0, -8)
            .beq(5, 0, 8)
            .word(0)
            .jalr(0, 1, 0));
  cycles(60);
  EXPECT_EQ(Hart->x[10], 15u);
  EXPECT_TRUE(Hart->parent_obj.halted);
}

TEST_F(HartScript, LoadsAndStores) {
  start(Program()
            .lui(5, 0x80001)
            .li(6, 0xcafe1234)
            .sw(6, 5, -4)
            .lw(7, 5, -4)
            .lbu(8, 5, -3)
            .sb(8, 5, 0));
  cycles(7);
  EXPECT_EQ(word(0xffc), 0xcafe1234u);
  EXPECT_EQ(Hart->x[7], 0xcafe1234u);
  EXPECT_EQ(Hart->x[8], 0x12u);
  EXPECT_EQ(word(0x1000), 0x12u);
}

TEST_F(HartScript, TrapsSayWhy) {
  struct {
    Program Bad;
    uint32_t Cause;
  } Cases[] = {{Program().word(0), 2},
               {Program().lw(5, 0, 0x10), 5},
               {Program().sw(5, 0, 0x10), 7}};
  for (auto &[Bad, Cause] : Cases) {
    start(Program()
              .lui(5, 0x80000)
              .addi(5, 5, 0x40)
              .csrrw(0, Mtvec, 5)
              .word(Bad.words()[0])
              .skipTo(0x40)
              .csrrs(6, Mcause, 0)
              .csrrs(7, Mepc, 0)
              .wfi());
    cycles(7);
    EXPECT_EQ(Hart->x[6], Cause);
    EXPECT_EQ(Hart->x[7], Base + 12);
    object_unparent(OBJECT(Hart));
  }
}

TEST_F(HartScript, ItLocksUpWhereNothingIs) {
  start(Program().jalr(0, 0, 0x100));
  cycles(10);
  EXPECT_TRUE(Hart->parent_obj.halted);
}

/// Sleeps until the time is 50 later, and does not miss it.
Program tickingProgram() {
  return Program()
      .lui(5, 0x80000)
      .addi(5, 5, 0x80)
      .csrrw(0, Mtvec, 5)
      .lui(6, RV32_CLINT >> 12)
      .lui(7, 0xc)
      .plus(7, 7, 6)
      .lw(8, 7, -8)
      .addi(8, 8, 50)
      .lui(7, 4)
      .plus(7, 7, 6)
      .sw(8, 7, 0)
      .sw(0, 7, 4)
      .addi(9, 0, 0x80)
      .csrrs(0, Mie, 9)
      .addi(9, 0, 8)
      .csrrs(0, Mstatus, 9)
      .wfi()
      .jal(0, -4)
      .skipTo(0x80)
      .addi(10, 10, 1)
      .csrrs(11, Mcause, 0)
      .sw(0, 7, 4)
      .addi(8, 0, -1)
      .sw(8, 7, 0)
      .sw(8, 7, 4)
      .mret();
}

TEST_F(HartScript, TheTimerWakesIt) {
  start(tickingProgram());
  cycles(30);
  EXPECT_TRUE(Hart->parent_obj.halted);
  cycles(40);
  EXPECT_EQ(Hart->x[10], 1u);
  EXPECT_EQ(Hart->x[11], 0x80000007u);
  EXPECT_TRUE(Hart->parent_obj.halted) << "and sleeps again";
}

TEST_F(HartScript, SoftwareInterruptsItself) {
  start(Program()
            .lui(6, RV32_CLINT >> 12)
            .addi(5, 0, 8)
            .csrrs(0, Mie, 5)
            .addi(7, 0, 1)
            .sw(7, 6, 0)
            .wfi()
            .lw(8, 6, 0)
            .sw(0, 6, 0)
            .wfi());
  cycles(20);
  EXPECT_EQ(Hart->x[8], 1u) << "what is pending does not let it sleep";
  EXPECT_TRUE(Hart->parent_obj.halted);
}

TEST_F(HartScript, AnExternalLineWakesWithoutATrap) {
  start(Program()
            .addi(5, 1, 0)
            .lui(5, 1)
            .addi(5, 5, -2048)
            .csrrs(0, Mie, 5)
            .wfi()
            .csrrs(6, Mhartid, 0)
            .wfi(),
        7);
  cycles(10);
  ASSERT_TRUE(Hart->parent_obj.halted);
  qemu_set_irq(qdev_get_gpio_in(DEVICE(Hart), RV32_EXTERNAL), 1);
  EXPECT_FALSE(Hart->parent_obj.halted);
  cycles(1);
  EXPECT_EQ(Hart->x[6], 7u);
}

/// Its memory maps hold it, too, until a grace period is over.
TEST_F(HartScript, TheInterruptorIsThereWhileTheHartIsRealized) {
  start(Program().wfi());
  ClintState *First = Hart->clint;
  EXPECT_EQ(OBJECT(First)->parent, OBJECT(Hart));
  object_ref(First);
  qdev_unrealize(DEVICE(Hart));
  drain_call_rcu();
  EXPECT_EQ(OBJECT(First)->ref, 1u) << "ours is the last";
  object_unref(First);
  EXPECT_EQ(object_resolve_path_component(OBJECT(Hart), "clint"), nullptr);
  qdev_realize(DEVICE(Hart), nullptr, &error_abort);
  EXPECT_EQ(object_resolve_path_component(OBJECT(Hart), "clint"),
            OBJECT(Hart->clint));
}

/// Neither a line nor a reset starts what has no memory.
TEST_F(HartScript, NothingRunsWhileItIsNotRealized) {
  start(Program().li(5, 1 << 11).csrrs(0, Mie, 5).wfi());
  cycles(10);
  ASSERT_TRUE(Hart->parent_obj.halted);
  qdev_unrealize(DEVICE(Hart));
  qemu_set_irq(qdev_get_gpio_in(DEVICE(Hart), RV32_EXTERNAL), 1);
  EXPECT_FALSE(timer_pending(&Hart->next));
  device_cold_reset(DEVICE(Hart));
  EXPECT_FALSE(timer_pending(&Hart->next));
  cycles(10);
}

TEST_F(HartScript, WithoutAParentItIsUnattached) {
  CPUState *Cpu = cpu_create("rv32-cpu");
  EXPECT_EQ(OBJECT(Cpu)->parent, machine_get_container("unattached"));
  object_unref(Cpu);
  EXPECT_EQ(qemu_get_cpu(Cpu->cpu_index), Cpu);
  object_unparent(OBJECT(Cpu));
}

TEST_F(HartScript, RealizeFailsAndLeavesNoParent) {
  DeviceState *Dev = qdev_new("rv32-cpu");
  qdev_prop_set_uint32(Dev, "reset-pc", 2);
  Error *Err = nullptr;
  EXPECT_FALSE(qdev_realize(Dev, nullptr, &Err));
  error_free(Err);
  EXPECT_EQ(OBJECT(Dev)->parent, nullptr);
  EXPECT_EQ(RV32_CPU(Dev)->clint, nullptr);
  object_unref(Dev);
}

TEST_F(HartScript, SaveAndLoadWhileItSleeps) {
  start(Program()
            .lui(6, RV32_CLINT >> 12)
            .addi(5, 0, 8)
            .csrrs(0, Mie, 5)
            .wfi()
            .addi(10, 10, 1)
            .wfi());
  cycles(10);
  SavedState Saved;
  device_cold_reset(DEVICE(Hart));
  EXPECT_FALSE(Hart->parent_obj.halted);
  Saved.load();
  EXPECT_TRUE(Hart->parent_obj.halted);
  cycles(10);
  EXPECT_EQ(Hart->x[10], 0u);
  address_space_stl(Hart->parent_obj.as, RV32_CLINT, 1, MEMTXATTRS_UNSPECIFIED,
                    nullptr);
  cycles(1);
  EXPECT_EQ(Hart->x[10], 1u);
}

TEST_F(HartScript, UnplugWhileItRuns) {
  start(Program().jal(0, 0));
  cycles(10);
  object_unparent(OBJECT(Hart));
  cycles(10);
}

} // namespace
