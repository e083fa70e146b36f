//===- system/system_test.cpp - Threads, grace periods, timers, machines --===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "system.h"

#include "runtime/core/testing.h"

#include "qom/machine.h"
#include "qom/sysbus.h"
#include "qom/timer.h"

#include <thread>

using namespace qom::testing;

namespace {

#define TYPE_TEST_CPU "test-cpu"

void note(void *Text) { Log.push_back(static_cast<const char *>(Text)); }

char *text(const char *Literal) { return const_cast<char *>(Literal); }

void resetHold(Object *Obj, ResetType Type) { Log.push_back("reset"); }

void onBoardClassInit(ObjectClass *Class, const void *Data) {
  RESETTABLE_CLASS(Class)->phases.hold = resetHold;
}

const TypeInfo Types[] = {{.name = "test-on-board",
                           .parent = TYPE_SYS_BUS_DEVICE,
                           .class_init = onBoardClassInit},
                          {.name = TYPE_TEST_CPU,
                           .parent = TYPE_CPU,
                           .instance_size = sizeof(CPUState)}};
DEFINE_TYPES(Types)

void boardInit(MachineState *Machine) {
  Log.push_back("board with " + std::to_string(Machine->ram_size));
  sysbus_create_simple("test-on-board", -1, nullptr);
}

void testBoard(MachineClass *Class) {
  Class->desc = "a board for tests";
  Class->init = boardInit;
  Class->default_ram_size = 16 * MiB;
}
DEFINE_MACHINE("test-board", testBoard)

using SystemDeathTest = SystemTest;

//===----------------------------------------------------------------------===//
// The BQL
//===----------------------------------------------------------------------===//

TEST_F(SystemTest, OneThreadHasTheBql) {
  EXPECT_TRUE(bql_locked());
  std::atomic<bool> Entered = false;
  std::thread Other([&] {
    EXPECT_FALSE(bql_locked());
    bql_lock();
    Entered = true;
    bql_unlock();
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_FALSE(Entered) << "two threads have the lock";
  bql_unlock();
  Other.join();
  EXPECT_TRUE(Entered);
  bql_lock();
}

TEST_F(SystemTest, CountsAreAtomic) {
  static constexpr int Rounds = 20000;
  Object *Obj = object_new(TYPE_CONTAINER);
  auto Work = [Obj] {
    for (int I = 0; I < Rounds; ++I) {
      object_ref(Obj);
      object_unref(Obj);
    }
  };
  std::thread A(Work), B(Work);
  A.join();
  B.join();
  EXPECT_EQ(Obj->ref, 1u);
  object_unref(Obj);
}

TEST_F(SystemDeathTest, Locks) {
  EXPECT_DEATH(bql_lock(), "takes the BQL, which its thread has");
  bql_unlock();
  EXPECT_DEATH(bql_unlock(), "released by a thread that has it not");
  bql_lock();
}

//===----------------------------------------------------------------------===//
// Grace periods
//===----------------------------------------------------------------------===//

TEST_F(SystemTest, WhatWaitsRunsInOrderUnderTheBql) {
  qom::callLater([] { Log.push_back(bql_locked() ? "first" : "unlocked"); });
  qom::callLater([] {
    Log.push_back("second");
    qom::callLater([] { Log.push_back("nested"); });
  });
  EXPECT_EQ(Log, Lines{});
  drain_call_rcu();
  EXPECT_EQ(Log, (Lines{"first", "second", "nested"}));
}

TEST_F(SystemTest, AReaderHoldsThingsUp) {
  std::atomic<bool> IsReading = false, MayEnd = false, Freed = false;
  std::thread Reader([&] {
    rcu_read_lock();
    rcu_read_lock();
    IsReading = true;
    while (!MayEnd)
      std::this_thread::yield();
    EXPECT_FALSE(Freed);
    // Readers may need the BQL, so who waits must not have it.
    bql_lock();
    bql_unlock();
    rcu_read_unlock();
    EXPECT_FALSE(Freed) << "sections nest";
    rcu_read_unlock();
  });
  while (!IsReading)
    std::this_thread::yield();
  qom::callLater([&] { Freed = true; });
  MayEnd = true;
  drain_call_rcu();
  EXPECT_TRUE(Freed);
  Reader.join();
}

TEST_F(SystemDeathTest, AReaderCannotWait) {
  rcu_read_lock();
  EXPECT_DEATH(drain_call_rcu(), "a read section waits for its own end");
  rcu_read_unlock();
}

//===----------------------------------------------------------------------===//
// The main loop
//===----------------------------------------------------------------------===//

TEST_F(SystemTest, BottomHalvesRunOnceForEachSchedule) {
  QEMUBH *Bh = qemu_bh_new(note, text("half"));
  main_loop_wait(true);
  EXPECT_EQ(Log, Lines{});
  qemu_bh_schedule(Bh);
  qemu_bh_schedule(Bh);
  main_loop_wait(true);
  EXPECT_EQ(Log, Lines{"half"});
  qemu_bh_schedule(Bh);
  qemu_bh_cancel(Bh);
  main_loop_wait(true);
  EXPECT_EQ(Log, Lines{"half"});
  qemu_bh_schedule(Bh);
  qemu_bh_delete(Bh);
  main_loop_wait(true);
  EXPECT_EQ(Log, Lines{"half"}) << "deleted ones do not run";
}

TEST_F(SystemTest, OneShotsDeleteThemselves) {
  aio_bh_schedule_oneshot(qemu_get_aio_context(), note, text("once"));
  main_loop_wait(true);
  main_loop_wait(true);
  EXPECT_EQ(Log, Lines{"once"});
}

TEST_F(SystemTest, TheLoopWaitsForOtherThreads) {
  std::thread Other([] {
    bql_lock();
    aio_bh_schedule_oneshot(qemu_get_aio_context(), note, text("from afar"));
    bql_unlock();
  });
  while (Log.empty())
    main_loop_wait(false);
  Other.join();
  EXPECT_EQ(Log, Lines{"from afar"});
}

//===----------------------------------------------------------------------===//
// Timers
//===----------------------------------------------------------------------===//

TEST_F(SystemTest, VirtualTimersRunInOrderAtTheirTime) {
  int64_t Start = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
  QEMUTimer *Late = timer_new_ns(QEMU_CLOCK_VIRTUAL, note, text("late"));
  QEMUTimer *Early = timer_new_ns(QEMU_CLOCK_VIRTUAL, note, text("early"));
  timer_mod(Late, Start + 200);
  timer_mod(Early, Start + 100);
  main_loop_wait(true);
  EXPECT_EQ(Log, Lines{}) << "virtual time stands still";
  qemu_clock_advance_virtual_time(Start + 150);
  EXPECT_EQ(Log, Lines{"early"});
  EXPECT_FALSE(timer_pending(Early));
  EXPECT_TRUE(timer_pending(Late));
  timer_del(Late);
  qemu_clock_advance_virtual_time(Start + 500);
  EXPECT_EQ(Log, Lines{"early"});
  EXPECT_EQ(qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL), Start + 500);
  timer_free(Late);
  timer_free(Early);
  timer_free(nullptr);
}

TEST_F(SystemTest, PeriodicTimersSetThemselvesAgain) {
  struct Periodic {
    QEMUTimer *Timer;
    int Count;
    static void tick(void *Opaque) {
      auto *P = static_cast<Periodic *>(Opaque);
      ++P->Count;
      timer_mod(P->Timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) + 10);
    }
  } P{};
  P.Timer = timer_new_ns(QEMU_CLOCK_VIRTUAL, Periodic::tick, &P);
  int64_t Start = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
  timer_mod(P.Timer, Start + 10);
  qemu_clock_advance_virtual_time(Start + 100);
  EXPECT_EQ(P.Count, 10);
  timer_free(P.Timer);
}

//===----------------------------------------------------------------------===//
// Machines and processors
//===----------------------------------------------------------------------===//

TEST_F(SystemTest, BoardsAreMadeByName) {
  qom_system_stop();
  Log.clear();
  qom_system_start(MACHINE_TYPE_NAME("test-board"));
  EXPECT_EQ(Log, (Lines{"board with " + std::to_string(16 * MiB), "reset"}));
  qom_system_reset();
  EXPECT_EQ(Log.size(), 3u);
  EXPECT_STREQ(MACHINE_GET_CLASS(current_machine)->name, "test-board");
  EXPECT_EQ(qdev_get_machine(), OBJECT(current_machine));
  EXPECT_TRUE(phase_check(PHASE_MACHINE_READY));
}

TEST_F(SystemTest, AProcessorsCreationReferenceIsTheCallers) {
  CPUState *Cpu = cpu_create(TYPE_TEST_CPU);
  EXPECT_EQ(OBJECT(Cpu)->ref, 2u);
  EXPECT_EQ(OBJECT(Cpu)->parent, machine_get_container("unattached"));
  EXPECT_EQ(qemu_get_cpu(Cpu->cpu_index), Cpu);
  EXPECT_EQ(cpu_by_arch_id(Cpu->cpu_index + 1), nullptr);
  object_unref(Cpu);
}

TEST_F(SystemTest, AProcessorsMemoryIsAStrongLink) {
  MemoryRegion Memory;
  memory_region_init(&Memory, nullptr, "cpu-memory", 0x1000);
  CPUState *Cpu = CPU(qdev_new(TYPE_TEST_CPU));
  object_property_set_link(OBJECT(Cpu), "memory", OBJECT(&Memory),
                           &error_abort);
  EXPECT_EQ(OBJECT(&Memory)->ref, 2u);
  qdev_realize(DEVICE(Cpu), nullptr, &error_abort);
  EXPECT_EQ(Cpu->as->root, &Memory);
  object_unparent(OBJECT(Cpu));
  object_unref(Cpu);
  drain_call_rcu();
  EXPECT_EQ(OBJECT(&Memory)->ref, 1u);
  object_unparent(OBJECT(&Memory));
}

} // namespace
