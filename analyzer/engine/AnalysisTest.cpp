//===- AnalysisTest.cpp - Verdicts and summaries of small programs --------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/AnalysisFixture.h"

using namespace qomlint;

namespace {

TEST_F(AnalysisTest, CreatedAndDroppedIsSilent) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      %1 = call object_new("x") @ 1:1
      call object_unref(%1) @ 2:1
    })"),
            "");
}

TEST_F(AnalysisTest, IgnoredResultIsLost) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      %1 = call object_new("x") @ 1:1
    })"),
            "surplus 1 \n");
}

TEST_F(AnalysisTest, ErrorPathThatForgetsIsLost) {
  EXPECT_EQ(verdicts(R"(
    function f(n) {
      local obj: *Object
      %1 = call object_new("x") @ 1:1
      store obj, %1
      branch n, fail, ok
    fail:
      return
    ok:
      call object_unref(obj) @ 5:1
    })"),
            "surplus 1 obj\n");
}

TEST_F(AnalysisTest, FlagTestedTwiceCorrelates) {
  EXPECT_EQ(verdicts(R"(
    function f(flag) {
      local obj: *Object
      branch flag, make, meet
    make:
      %1 = call object_new("x") @ 1:1
      store obj, %1
      goto meet
    meet:
      branch flag, drop, end
    drop:
      call object_unref(obj) @ 5:1
      goto end
    end:
      return
    })"),
            "");
}

TEST_F(AnalysisTest, AddChildTakesItsOwn) {
  EXPECT_EQ(verdicts(R"(
    function f(parent: *Object) {
      %1 = call object_new("x") @ 1:1
      call object_property_add_child(parent, "c", %1) @ 2:1
    })"),
            "surplus 1 \n");
  EXPECT_EQ(verdicts(R"(
    function f(parent: *Object) {
      %1 = call object_new("x") @ 1:1
      call object_property_add_child(parent, "c", %1) @ 2:1
      call object_unref(%1) @ 3:1
      call object_property_set_bool(%1, "b", 1, null) @ 4:1
    })"),
            "");
}

TEST_F(AnalysisTest, FailedConsumingRealizeLeavesNothing) {
  EXPECT_EQ(verdicts(R"(
    function f(bus: *BusState, errp) {
      %1 = call qdev_new("x") @ 1:1
      %2 = call qdev_realize_and_unref(%1, bus, errp) @ 2:1
      branch %2, ok, failed
    failed:
      call object_unparent(%1) @ 4:1
      return
    ok:
      call object_property_set_bool(%1, "b", 1, null) @ 6:1
    })"),
            "use 4 \n");
}

TEST_F(AnalysisTest, FatalErrorsPrune) {
  EXPECT_EQ(verdicts(R"(
    function f(bus: *BusState) {
      %1 = call qdev_new("x") @ 1:1
      %2 = call qdev_realize_and_unref(%1, bus, &$error_fatal) @ 2:1
      branch %2, ok, failed
    failed:
      call object_unparent(%1) @ 4:1
      return
    ok:
      return
    })"),
            "");
}

TEST_F(AnalysisTest, DroppedTwice) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      %1 = call object_new("x") @ 1:1
      call object_unref(%1) @ 2:1
      call object_unref(%1) @ 3:1
    })"),
            "drop 3 \n");
}

TEST_F(AnalysisTest, BorrowedIsNotOursToDrop) {
  EXPECT_EQ(verdicts(R"(
    function f(dev: *DeviceState) {
      %1 = call qdev_init_clock_in(dev, "clk", null, null, 0) @ 1:1
      call object_unref(%1) @ 2:1
    })"),
            "drop 2 \n");
}

TEST_F(AnalysisTest, HelperThatDropsItsArgument) {
  EXPECT_EQ(verdicts(R"(
    function drop_it(o: *Object) {
      call object_unref(o)
    }
    function f() {
      %1 = call object_new("x") @ 1:1
      call drop_it(%1) @ 2:1
    }
    function g() {
      %1 = call object_new("x") @ 11:1
      call drop_it(%1) @ 12:1
      call drop_it(%1) @ 13:1
    })"),
            "drop 13 \n");
}

TEST_F(AnalysisTest, CleanupDropsWhatIsNotNull) {
  EXPECT_EQ(verdicts(R"(
    function cleanup(p: *Object) {
      %1 = load *p
      branch %1, drop, end
    drop:
      call object_unref(%1)
      goto end
    end:
      return
    }
    function f(n) -> *Object {
      local obj: *Object slot
      store obj, null
      branch n, make, out
    make:
      %1 = call object_new("x") @ 11:1
      store obj, %1
      goto out
    out:
      implicit call cleanup(&obj)
      return
    })"),
            "");
}

TEST_F(AnalysisTest, CreatorReturnsOwned) {
  EXPECT_EQ(verdicts(R"(
    function make() -> *Object {
      %1 = call object_new("x") @ 1:1
      return %1
    }
    function f() {
      %1 = call make() @ 5:1
    })"),
            "surplus 5 \n");
}

TEST_F(AnalysisTest, FieldIsReleasedElsewhere) {
  const char *Fill = R"(
    function realize(s: *XState) {
      %1 = call object_new("x") @ 1:1
      store s->obj, %1
    })";
  EXPECT_EQ(verdicts(Fill), "field 1 s->obj\n");
  EXPECT_EQ(verdicts(std::string(Fill) + R"(
    function unrealize(s: *XState) {
      %1 = load s->obj
      call object_unref(%1) @ 5:1
    })"),
            "");
}

TEST_F(AnalysisTest, EmbeddedChildIsItsParents) {
  EXPECT_EQ(verdicts(R"(
    function init(s: *XState) {
      call object_initialize_child_internal(s, "c", &s->child, 8, "t")
    }
    function realize(s: *XState) {
      call object_unref(&s->child) @ 5:1
    })"),
            "embedded 5 &s->child\n");
}

TEST_F(AnalysisTest, SectionIsOwnedWhenFound) {
  const char *Leak = R"(
    function f(mr: *MemoryRegion) {
      local section: MemoryRegionSection
      %1 = call memory_region_find(mr, 0, 4) @ 1:1
      store section, %1
      %2 = load section.mr
      branch %2, found, none
    found:
      return
    none:
      return
    })";
  EXPECT_EQ(verdicts(Leak), "surplus 1 section.mr\n");
  EXPECT_EQ(verdicts(R"(
    function f(mr: *MemoryRegion) {
      local section: MemoryRegionSection
      %1 = call memory_region_find(mr, 0, 4) @ 1:1
      store section, %1
      %2 = load section.mr
      call memory_region_unref(%2) @ 3:1
    })"),
            "");
}

TEST_F(AnalysisTest, CountedLoopEnds) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      local i: int
      store i, 0
    head:
      %1 = compute < i, 40
      branch %1, body, after
    body:
      %2 = compute + i, 1
      store i, %2
      goto head
    after:
      %3 = call object_new("x") @ 9:1
    })"),
            "surplus 9 \n");
}

TEST_F(AnalysisTest, UnknownCalleeMayTake) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      %1 = call object_new("x") @ 1:1
      call somewhere_else(%1) @ 2:1
    })"),
            "");
}

TEST_F(AnalysisTest, StolenPointerLeavesItsSlot) {
  EXPECT_EQ(verdicts(R"(
    function f() -> *Object {
      local obj: *Object slot
      %1 = call object_new("x") @ 1:1
      store obj, %1
      %2 = call g_steal_pointer(&obj) @ 3:1
      %3 = load obj
      branch %3, drop, end
    drop:
      call object_unref(%3) @ 4:1
      goto end
    end:
      return %2
    })"),
            "");
}

TEST_F(AnalysisTest, ClearedPointerIsDropped) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      local obj: *Object slot
      %1 = call object_new("x") @ 1:1
      store obj, %1
      call g_clear_pointer(&obj, @object_unref) @ 3:1
    })"),
            "");
}

TEST_F(AnalysisTest, OverwrittenOwner) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      local obj: *Object
      %1 = call object_new("x") @ 1:1
      store obj, %1 @ 1:1
      %2 = call object_new("x") @ 2:1
      store obj, %2 @ 2:1
      call object_unref(obj) @ 3:1
    })"),
            "overwritten 2 obj\n");
}

TEST_F(AnalysisTest, WhatIsStillToBeReadIsNotOverwritten) {
  EXPECT_EQ(verdicts(R"(
    function f(n) {
      local obj: *Object slot
      %1 = call object_new("x") @ 1:1
      store obj, %1 @ 1:1
      %2 = load obj @ 2:1
      store obj, null @ 2:1
      branch n, some, none
    some:
      goto last
    none:
      goto last
    last:
      call object_unref(%2) @ 3:1
      return
    })"),
            "");
}

TEST_F(AnalysisTest, ATemporaryOfTheLastRoundIsNotToBeRead) {
  std::string Result = verdicts(R"(
    function f() {
      local obj: *Object
      store obj, null
      goto round
    round:
      store obj, null @ 1:1
      %1 = call object_new("x") @ 2:1
      store obj, %1 @ 2:1
      %2 = call more()
      branch %2, round, last
    last:
      call object_unref(obj) @ 3:1
      return
    })");
  EXPECT_EQ(Result.substr(0, Result.find('\n')), "overwritten 1 obj");
}

TEST_F(AnalysisTest, SummaryTellsOutcomesApart) {
  EXPECT_EQ(summary(R"(
    function take_if(o: *Object, n) -> int {
      branch n, yes, no
    yes:
      call object_ref(o)
      return 0
    no:
      return -1
    })",
                    "take_if"),
            "  outcome -> -1\n    if arg1 is 0\n"
            "  outcome -> 0\n    if arg1 is nonzero\n"
            "    take arg0\n    use arg0\n");
}

//===----------------------------------------------------------------------===//
// What a function promises
//===----------------------------------------------------------------------===//

TEST_F(AnalysisTest, CreatorThatPromisesToLendKeepsNothing) {
  // led_create_simple: the parent holds the result, and nobody else.
  EXPECT_EQ(verdicts(R"(
    function led_create_simple(parent: *Object) -> *LEDState {
      %1 = call qdev_new("led") @ 1:1
      call object_property_add_child(parent, "led", %1) @ 2:1
      return %1 @ 3:1
    })"),
            "surplus 1 \n");
}

TEST_F(AnalysisTest, WhatIsLentMayBeHeldUntilAnotherFunctionLetsGo) {
  const char *Take = R"(
    unit io/x.c
    function qio_net_listener_set_client_func(l: *QIONetListener @ 3:9, f, d, n) {
      call object_ref(l) @ 1:1
    })";
  const char *Drop = R"(
    function qio_net_listener_disconnect(l: *QIONetListener) {
      call object_unref(l) @ 2:1
    })";
  EXPECT_EQ(verdicts(Take), "surplus 3 l\n");
  EXPECT_EQ(verdicts(std::string(Take) + Drop), "");
}

TEST_F(AnalysisTest, LookupThatPromisesAReferenceTakesOne) {
  EXPECT_EQ(verdicts(R"(
    function scsi_device_get(bus: *SCSIBus, c, t, l) -> *SCSIDevice {
      %1 = call scsi_device_find(bus, c, t, l) @ 1:1
      return %1 @ 2:1
    })"),
            "returned-borrowed 2 \n");
}

TEST_F(AnalysisTest, ConsumedParameterIsDroppedOnEveryPath) {
  EXPECT_EQ(verdicts(R"(
    function qdev_realize_and_unref(dev: *DeviceState @ 1:9, bus: *BusState, errp: *Error) {
      %1 = call qdev_realize(dev, bus, errp) @ 2:1
      branch %1, done, failed
    done:
      call object_unref(dev) @ 3:1
      return %1
    failed:
      return %1 @ 4:1
    })"),
            "surplus 1 dev\n");
}

TEST_F(AnalysisTest, HookDoesNotDropWhatItIsLent) {
  EXPECT_EQ(verdicts(R"(
    function visit(child: *Object, opaque) {
      call object_unref(child) @ 1:1
    }
    function walk(obj: *Object) {
      call object_child_foreach(obj, @visit, null) @ 2:1
    })"),
            "drop 1 child\n");
}

TEST_F(AnalysisTest, ResultThatIsOwnedOnOnePathOnly) {
  EXPECT_EQ(verdicts(R"(
    function find_or_make(name) -> *Object {
      %1 = call object_resolve_path(name, null) @ 1:1
      branch %1, found, make
    found:
      return %1 @ 2:1
    make:
      %2 = call object_new("x") @ 3:1
      return %2 @ 4:1
    })"),
            "returned-either 4 \n");
}

//===----------------------------------------------------------------------===//
// Blocks around embedded objects
//===----------------------------------------------------------------------===//

TEST_F(AnalysisTest, BlockAroundAnObjectIsFreedOrKept) {
  auto Program = [](llvm::StringRef Rest) {
    return R"(
      function f(dev: *Object, keep: *Keeper) {
        local mr: *MemoryRegion
        %1 = call g_malloc0_n(1, 100)
        store mr, %1
        call memory_region_init(mr, dev, "mr", 1) @ 2:1
        )" +
           Rest.str() + R"(
      })";
  };
  EXPECT_EQ(verdicts(Program("")), "block 2 mr\n");
  EXPECT_EQ(verdicts(Program("call object_unparent(mr) call g_free(mr)")), "");
  EXPECT_EQ(verdicts(Program("store keep->Keeper::mr, mr")),
            "field-block 2 mr\n");
}

TEST_F(AnalysisTest, WhoeverMayHaveFreedABlockHasNotLostIt) {
  EXPECT_EQ(verdicts(R"(
    record XState {
      msix: *XMsix
    }
    record XMsix {
      mmio: MemoryRegion
    }
    function f(s: *XState, obj: *Object) {
      %1 = call g_malloc0_n(1, 100)
      store s->msix, %1
      %2 = load s->msix
      call memory_region_init_io(&%2->XMsix::mmio, obj, ?, s, "x", 4) @ 2:1
      %3 = call somebody_else(s)
      store s->msix, null @ 4:1
    })"),
            "");
}

TEST_F(AnalysisTest, TooManyPathsThatKeepOneObjectAtDifferentPlaces) {
  std::string Cases, Blocks, Drops;
  for (unsigned I = 0; I != 30; ++I) {
    std::string N = std::to_string(I);
    Cases += N + ": keep" + N + ", ";
    Blocks += "keep" + N + ": store s->Bank::lamp" + N + ", %0 goto end ";
    Drops += "%" + N + " = load s->Bank::lamp" + N + " call object_unref(%" +
             N + ") ";
  }
  EXPECT_EQ(verdicts("function keep(s: *Bank, n) { "
                     "%0 = call object_new(\"x\") @ 1:1 switch n, " +
                     Cases + "default: keep0 " + Blocks +
                     "end: return } "
                     "function drop(s: *Bank) { " +
                     Drops + "}"),
            "");
}

} // namespace
