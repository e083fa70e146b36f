//===- qdev/clock_test.cpp - Clocks, alone and in devices -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/testing.h"

#include "qom/clock.h"

using namespace qom::testing;
using qom::TheSemantics;

namespace {

#define TYPE_CLOCKED "test-clocked"

struct Clocked {
  DeviceState Parent;
  Clock *In, *Out;
};

DECLARE_INSTANCE_CHECKER(Clocked, CLOCKED, TYPE_CLOCKED)

void ticked(void *Opaque, ClockEvent Event) {
  Log.push_back(Event == ClockPreUpdate ? "before" : "after");
}

void clockedInit(Object *Obj) {
  Clocked *C = CLOCKED(Obj);
  C->In = qdev_init_clock_in(&C->Parent, "in", ticked, C,
                             ClockPreUpdate | ClockUpdate);
  C->Out = qdev_init_clock_out(&C->Parent, "out");
}

/// The clocks are still there for a finalizer, if the list holds them.
void clockedFinalize(Object *Obj) {
  Log.push_back("input " + std::to_string(OBJECT(CLOCKED(Obj)->In)->ref));
}

const TypeInfo Types[] = {{.name = TYPE_CLOCKED,
                           .parent = TYPE_DEVICE,
                           .instance_size = sizeof(Clocked),
                           .instance_init = clockedInit,
                           .instance_finalize = clockedFinalize}};
DEFINE_TYPES(Types)

class ClockTest : public SystemTest {
protected:
  void SetUp() override {
    SystemTest::SetUp();
    Dev = qdev_new(TYPE_CLOCKED);
    Root = object_new(TYPE_CONTAINER);
    Source = clock_new(Root, "source");
  }
  void TearDown() override {
    object_unref(Dev);
    object_unref(Root);
    SystemTest::TearDown();
  }

  Clock *in() { return CLOCKED(Dev)->In; }
  Clock *out() { return CLOCKED(Dev)->Out; }

  DeviceState *Dev;
  Object *Root;
  Clock *Source;
};
using ClockDeathTest = ClockTest;

TEST_F(ClockTest, NewClocksAreTheParents) {
  EXPECT_EQ(OBJECT(Source)->ref, 1u);
  EXPECT_EQ(OBJECT(Source)->parent, Root);
}

TEST_F(ClockTest, TheListKeepsTheCreationReference) {
  EXPECT_EQ(OBJECT(in())->ref, 2u);
  EXPECT_EQ(OBJECT(out())->ref, TheSemantics.ClockListHoldsOutputs ? 2u : 1u);
}

TEST_F(ClockTest, FinalizersStillHaveTheInput) {
  Dev = (object_unref(Dev), nullptr);
  EXPECT_EQ(Log, Lines{"input 1"});
}

TEST_F(ClockTest, TheListTellsWhatItHolds) {
  Recorder R;
  DeviceState *Other = qdev_new(TYPE_CLOCKED);
  Clock *In = CLOCKED(Other)->In;
  object_unref(Other);
  Lines Seen = R.of(In);
  EXPECT_EQ(Lines(Seen.begin(), Seen.begin() + 4),
            (Lines{"initialize 1", "ref 2 child in", "add child 2 child in",
                   "pass 2 clock list in"}));
  EXPECT_EQ(Seen[5], "unref 1 child in");
  EXPECT_EQ(Seen[6], "unref 0 clock list in");
}

TEST_F(ClockTest, PeriodsFollowTheSource) {
  clock_set_source(in(), Source);
  EXPECT_EQ(OBJECT(Source)->ref, 1u) << "connections count nothing";
  clock_update_hz(Source, 1000000);
  EXPECT_EQ(clock_get_hz(in()), 1000000u);
  EXPECT_EQ(Log, (Lines{"before", "after"}));
  clock_set_mul_div(Source, 1, 4);
  clock_propagate(Source);
  EXPECT_EQ(clock_get(in()), clock_get(Source) / 4);
}

TEST_F(ClockTest, UnparentAndCallbacks) {
  clock_set_source(in(), Source);
  object_ref(in());
  object_unparent(OBJECT(in()));
  clock_update_hz(Source, 5);
  if (TheSemantics.UnparentClearsClockCallback)
    EXPECT_EQ(Log, Lines{});
  else
    EXPECT_EQ(Log, (Lines{"before", "after"}));
  object_unref(in());
}

TEST_F(ClockTest, WhoEndsFirstDisconnects) {
  clock_set_source(in(), Source);
  object_unparent(OBJECT(Source));
  EXPECT_FALSE(clock_has_source(in()));
  Source = clock_new(Root, "again");
  clock_set_source(in(), Source);
  Dev = (object_unref(Dev), nullptr);
  EXPECT_TRUE(QLIST_EMPTY(&Source->children));
}

TEST_F(ClockTest, AnAliasHoldsTheClock) {
  DeviceState *Other = qdev_new(TYPE_CLOCKED);
  uint32_t Before = OBJECT(in())->ref;
  EXPECT_EQ(qdev_alias_clock(Dev, "in", Other, "theirs"), in());
  EXPECT_EQ(OBJECT(in())->ref, Before + 1);
  EXPECT_EQ(qdev_get_clock_in(Other, "theirs"), in());
  object_unref(Other);
  EXPECT_EQ(OBJECT(in())->ref, Before);
}

TEST_F(ClockTest, ManyAtOnce) {
  static const ClockPortInitArray Ports = {QDEV_CLOCK_OUT(Clocked, Out),
                                           QDEV_CLOCK_END};
  object_property_add_alias(Root, "x", Root, "source");
  struct Local {
    static void init(Object *Obj) { qdev_init_clocks(DEVICE(Obj), Ports); }
  };
  static const TypeInfo Info = {.name = "test-many-clocks",
                                .parent = TYPE_DEVICE,
                                .instance_size = sizeof(Clocked),
                                .instance_init = Local::init};
  if (!object_class_by_name(Info.name))
    type_register_static(&Info);
  DeviceState *Many = qdev_new(Info.name);
  EXPECT_EQ(reinterpret_cast<Clocked *>(Many)->Out,
            qdev_get_clock_out(Many, "Out"));
  object_unref(Many);
}

TEST_F(ClockDeathTest, Misuse) {
  EXPECT_DEATH(qdev_get_clock_in(Dev, "none"),
               "type 'test-clocked' .*: has no clock 'none'");
  EXPECT_DEATH(qdev_get_clock_in(Dev, "out"), "clock 'out' is no input");
  clock_set_source(in(), Source);
  EXPECT_DEATH(clock_set_source(in(), Source),
               "type 'clock' .*: gets a source, but has one");
  EXPECT_DEATH(clock_set_mul_div(Source, 1, 0), "is divided by zero");
  qdev_realize(Dev, nullptr, &error_abort);
  EXPECT_DEATH(qdev_init_clock_in(Dev, "late", nullptr, nullptr, 0),
               "gets clock 'late' after it was realized");
}

} // namespace
