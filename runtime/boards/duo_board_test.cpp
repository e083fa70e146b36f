//===- duo_board_test.cpp - Firmware for two harts and more ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/boards/duo_board.h"

#include "runtime/devices/rv32_asm.h"
#include "runtime/devices/testing.h"

#include "qom/chardev.h"
#include "qom/object_interfaces.h"
#include "qom/option.h"

#include <string>
#include <vector>

namespace {

using namespace qom::testing;

constexpr unsigned Mstatus = 0x300, Mie = 0x304, Mtvec = 0x305, Mhartid = 0xf14;
constexpr uint32_t Uart = DUO_BOARD_SOC + DUO_SOC_UART,
                   Timer = DUO_BOARD_SOC + DUO_SOC_TIMER,
                   Vic = DUO_BOARD_SOC + DUO_SOC_VIC;
constexpr uint32_t EchoStart = 0x40, TickStart = 0x100, AddedStart = 0x180,
                   Echo = 0x200, Tick = 0x240, Marks = 0x400;

void sleepWithHandler(Program &Code, uint32_t Handler) {
  Code.li(5, DUO_BOARD_RAM + Handler)
      .csrrw(0, Mtvec, 5)
      .li(5, 1 << 11)
      .csrrs(0, Mie, 5)
      .li(5, 1 << 3)
      .csrrs(0, Mstatus, 5)
      .wfi()
      .jal(0, -4);
}

/// The first hart sends back what it receives, the second counts ticks in x10.
/// Any other leaves a mark, and leaves when it is asked.
Program firmware() {
  Program Code;
  Code.csrrs(5, Mhartid, 0)
      .addi(6, 0, 1)
      .beq(5, 0, EchoStart - 8)
      .beq(5, 6, TickStart - 12)
      .jal(0, AddedStart - 16);

  Code.skipTo(EchoStart)
      .li(6, Vic)
      .li(7, 1 << DUO_SOC_IRQ_UART)
      .sw(7, 6, 0x10)
      .li(8, Uart)
      .li(7, 0x301)
      .sw(7, 8, 0x30)
      .addi(7, 0, 0x10)
      .sw(7, 8, 0x38);
  sleepWithHandler(Code, Echo);

  Code.skipTo(TickStart)
      .li(6, Vic)
      .li(7, 1 << DUO_SOC_IRQ_TIMER)
      .sw(7, 6, 0x0c)
      .sw(7, 6, 0x10)
      .li(8, Timer)
      .li(7, DUO_BOARD_REFCLK_HZ / 1000)
      .sw(7, 8, 0)
      .addi(7, 0, 0xe2)
      .sw(7, 8, 8);
  sleepWithHandler(Code, Tick);

  Code.skipTo(AddedStart)
      .li(6, DUO_BOARD_RAM + Marks)
      .plus(6, 6, 5)
      .sb(5, 6, 0)
      .li(8, DUO_BOARD_POWER)
      .lw(7, 8, 0)
      .beq(7, 0, -4)
      .sw(5, 8, 0)
      .jal(0, 0);

  Code.skipTo(Echo).lw(9, 8, 0).sw(9, 8, 0).mret();
  Code.skipTo(Tick).addi(10, 10, 1).sw(0, 8, 0x0c).mret();
  return Code;
}

class DuoBoardScript : public DeviceScript {
protected:
  DuoBoardScript() : DeviceScript(TYPE_DUO_BOARD) {}

  void SetUp() override {
    DeviceScript::SetUp();
    Board = DUO_BOARD(qdev_get_machine());
    Soc = DUO_SOC(Board->soc);
    qom_on_device_deleted(
        [](const char *Id, const char *, void *List) {
          if (Id)
            static_cast<std::vector<std::string> *>(List)->push_back(Id);
        },
        &Deleted);
  }

  void TearDown() override {
    qom_on_device_deleted(nullptr, nullptr);
    DeviceScript::TearDown();
  }

  void makeBackends() override {
    qom_set_serial_hd(0, qemu_chr_new("console", "ringbuf", nullptr));
    user_creatable_add_from_str("iothread,id=" DUO_BOARD_IOTHREAD,
                                &error_abort);
  }

  static void boot() {
    Program Code = firmware();
    address_space_write(&address_space_memory, DUO_BOARD_RAM,
                        MEMTXATTRS_UNSPECIFIED, Code.words().data(),
                        4 * Code.words().size());
    qom_system_reset();
    run(10);
  }

  static void run(int64_t Microseconds) {
    passNs(Microseconds * 1000);
    main_loop_wait(true);
  }

  static std::string type(const std::string &Text) {
    for (char C : Text) {
      auto Byte = static_cast<uint8_t>(C);
      qemu_chr_be_write(serial_hd(0), &Byte, 1);
      run(2);
    }
    g_autofree char *Said = qmp_ringbuf_read("console", 64, &error_abort);
    return Said;
  }

  uint32_t ticks() const { return Soc->cpus[1]->x[10]; }

  static uint32_t word(hwaddr Address) { return Registers(Address).read(0); }

  static DeviceState *addHart(unsigned HartId, Error **Errp) {
    std::string Text = "rv32-cpu,hart-id=" + std::to_string(HartId) +
                       ",id=hart" + std::to_string(HartId);
    QemuOpts *Opts =
        qemu_opts_parse(&qemu_device_opts, Text.c_str(), true, &error_abort);
    DeviceState *Dev = qdev_device_add(Opts, Errp);
    if (!Dev)
      qemu_opts_del(Opts);
    object_unref(Dev);
    return Dev;
  }

  std::vector<std::string> Deleted;
  DuoBoardState *Board;
  DuoSoCState *Soc;
};

TEST_F(DuoBoardScript, EveryPartIsWhereItShouldBe) {
  EXPECT_EQ(word(Uart + 0xfe0), 0x11u);
  EXPECT_EQ(word(Timer + 0xfe0), 0x04u);
  EXPECT_EQ(word(Vic + 0xfe0), 0x90u);
  EXPECT_EQ(word(DUO_BOARD_SOC + DUO_SOC_HASH + 0x1c), 0u);
  EXPECT_EQ(word(DUO_BOARD_NET + 0x18) & 0xff00, 0x0800u);
  EXPECT_EQ(object_resolve_path_type("", "w5100", nullptr)->parent,
            machine_get_container("unattached"));
  EXPECT_EQ(qemu_get_cpu(0), CPU(Soc->cpus[0]));
  EXPECT_EQ(qemu_get_cpu(1), CPU(Soc->cpus[1]));
}

TEST_F(DuoBoardScript, TheFirstHartEchoes) {
  boot();
  EXPECT_EQ(type("hello"), "hello");
}

TEST_F(DuoBoardScript, TheSecondHartCountsMilliseconds) {
  boot();
  EXPECT_EQ(ticks(), 0u);
  run(3000);
  EXPECT_EQ(ticks(), 3u);
  EXPECT_EQ(type("x"), "x") << "both at once";
}

TEST_F(DuoBoardScript, AResetStartsAgain) {
  boot();
  run(3000);
  qom_system_reset();
  EXPECT_EQ(ticks(), 0u);
  run(2500);
  EXPECT_EQ(ticks(), 2u);
}

TEST_F(DuoBoardScript, SaveAndLoad) {
  boot();
  run(3500);
  SavedState Saved;
  qom_system_reset();
  run(7777);
  Saved.load();
  EXPECT_EQ(ticks(), 3u);
  run(400);
  EXPECT_EQ(ticks(), 3u);
  run(200);
  EXPECT_EQ(ticks(), 4u);
  EXPECT_EQ(type("again"), "again");
}

TEST_F(DuoBoardScript, TheHashEngineRunsInTheUsersThread) {
  user_creatable_del(DUO_BOARD_IOTHREAD, &error_abort);
  Registers Hash(DUO_BOARD_SOC + DUO_SOC_HASH), Lines(Vic);
  Lines.write(0x10, 1 << DUO_SOC_IRQ_HASH);
  Hash.write(0x20, DUO_BOARD_RAM & 0x7fffffff);
  Hash.write(0x2c, 0);
  Hash.write(0x24, 0);
  Hash.write(0x30, 0x250);
  while (Hash.read(0x1c) & 1)
    main_loop_wait(false);
  EXPECT_EQ(Lines.read(0), 1u << DUO_SOC_IRQ_HASH);
}

TEST_F(DuoBoardScript, AHartIsAddedAndLeavesByItself) {
  boot();
  DeviceState *Hart = addHart(2, &error_abort);
  EXPECT_TRUE(qdev_is_realized(Hart));
  run(10);
  EXPECT_EQ(word(DUO_BOARD_RAM + Marks) >> 16 & 0xff, 2u) << "it has started";
  qdev_unplug(Hart, &error_abort);
  EXPECT_EQ(word(DUO_BOARD_POWER), 1u << 2) << "the guest is asked";
  EXPECT_TRUE(qdev_is_realized(Hart));
  run(10);
  drain_call_rcu();
  EXPECT_EQ(word(DUO_BOARD_POWER), 0u);
  EXPECT_EQ(Deleted, std::vector<std::string>{"hart2"});
  addHart(2, &error_abort);
  run(10);
}

TEST_F(DuoBoardScript, NoSocketForIt) {
  for (unsigned HartId : {0u, 1u, 8u}) {
    Error *Err = nullptr;
    EXPECT_EQ(addHart(HartId, &Err), nullptr);
    EXPECT_NE(strstr(error_get_pretty(Err), "no socket"), nullptr);
    error_free(Err);
  }
  addHart(3, &error_abort);
  Error *Err = nullptr;
  EXPECT_EQ(addHart(3, &Err), nullptr);
  EXPECT_STREQ(error_get_pretty(Err), "Duplicate device ID 'hart3'");
  error_free(Err);
}

/// Asked by the user, unplugged by the board before the guest answers.
TEST_F(DuoBoardScript, TheGuestAnswersTooLate) {
  DeviceState *Hart = addHart(2, &error_abort);
  qdev_unplug(Hart, &error_abort);
  Registers(DUO_BOARD_POWER).write(0, 2);
  hotplug_handler_unplug(HOTPLUG_HANDLER(Board), Hart, &error_abort);
  object_unparent(OBJECT(Hart));
  EXPECT_TRUE(Deleted.empty()) << "the bottom half holds it";
  main_loop_wait(true);
  EXPECT_EQ(Deleted, std::vector<std::string>{"hart2"});
}

TEST_F(DuoBoardScript, TheGuestAnswersForOneThatHasLeft) {
  DeviceState *Hart = addHart(2, &error_abort);
  qdev_unplug(Hart, &error_abort);
  hotplug_handler_unplug(HOTPLUG_HANDLER(Board), Hart, &error_abort);
  object_unparent(OBJECT(Hart));
  EXPECT_EQ(word(DUO_BOARD_POWER), 0u);
  Registers(DUO_BOARD_POWER).write(0, 2);
  main_loop_wait(true);
}

TEST_F(DuoBoardScript, TheGuestAnswersWithoutAQuestion) {
  Registers(DUO_BOARD_POWER).write(0, 2);
  Registers(DUO_BOARD_POWER).write(0, 77);
  main_loop_wait(true);
}

TEST_F(DuoBoardScript, TheChipGoesWithAllItHas) {
  boot();
  memory_region_del_subregion(get_system_memory(), &Soc->container);
  object_unparent(OBJECT(Soc));
  drain_call_rcu();
  EXPECT_EQ(object_resolve_path_type("", "rv32-cpu", nullptr), nullptr);
  EXPECT_EQ(object_resolve_path_type("", "pl011", nullptr), nullptr);
  run(10);
}

/// Everything is made anew, once a grace period has ended what was there: until
/// then the old UART has the character device.
TEST_F(DuoBoardScript, TheChipIsRealizedTwice) {
  qdev_unrealize(DEVICE(Soc));
  EXPECT_EQ(Soc->uart, nullptr);
  drain_call_rcu();
  object_property_set_bool(OBJECT(Soc), "realized", true, &error_abort);
  boot();
  EXPECT_EQ(type("twice"), "twice");
}

/// A second chip on the board, which fails at each point where it can.
struct Failure {
  const char *Property;
  const char *Value;
  const char *Message;
};

class SecondDuo
    : public DuoBoardScript,
      public ::testing::WithParamInterface<std::tuple<bool, Failure>> {};

TEST_P(SecondDuo, RealizeFails) {
  auto [HasParent, How] = GetParam();
  DeviceState *Dev = qdev_new(TYPE_DUO_SOC);
  if (HasParent)
    object_property_add_child(qdev_get_machine(), "second", OBJECT(Dev));
  object_property_set_link(OBJECT(Dev), "iothread",
                           OBJECT(iothread_by_id(DUO_BOARD_IOTHREAD)),
                           &error_abort);
  if (How.Property) {
    qdev_connect_clock_in(
        Dev, "refclk", CLOCK(object_resolve_path("/machine/refclk", nullptr)));
    object_property_parse(OBJECT(Dev), How.Property, How.Value, &error_abort);
  }
  Error *Err = nullptr;
  EXPECT_FALSE(sysbus_realize_and_unref(SYS_BUS_DEVICE(Dev), &Err));
  EXPECT_NE(strstr(error_get_pretty(Err), How.Message), nullptr)
      << error_get_pretty(Err);
  error_free(Err);
  if (HasParent)
    object_unparent(OBJECT(Dev));
  drain_call_rcu();
  boot();
  EXPECT_EQ(type("x"), "x") << "the first one goes on";
}

INSTANTIATE_TEST_SUITE_P(
    Parent, SecondDuo,
    ::testing::Combine(::testing::Bool(),
                       ::testing::Values(Failure{nullptr, nullptr, "refclk"},
                                         Failure{"cpus", "9", "9 cpus"},
                                         Failure{"serial", "console", "in use"},
                                         Failure{"reset-pc", "2",
                                                 "reset-pc"})));

} // namespace
