//===- AnalysisTest.cpp - Verdicts and summaries of small programs --------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs are facts in text form, judged under the bundled contracts. A
// verdict is written `Kind line`, by the line it is reported at.
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Analysis.h"
#include "analyzer/facts/Text.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

const char *word(VerdictKind Kind) {
  switch (Kind) {
  case VerdictKind::Surplus:
    return "surplus";
  case VerdictKind::Overwritten:
    return "overwritten";
  case VerdictKind::FieldSurplus:
    return "field";
  case VerdictKind::DropBelowZero:
    return "drop";
  case VerdictKind::EmbeddedDrop:
    return "embedded";
  case VerdictKind::UseAfterLast:
    return "use";
  case VerdictKind::EmbeddedReinitialized:
    return "initialized";
  case VerdictKind::EmbeddedFreed:
    return "freed";
  case VerdictKind::PinnedByPart:
    return "pinned by part";
  case VerdictKind::EmbeddedOutlived:
    return "outlived";
  case VerdictKind::BlockLost:
    return "block";
  case VerdictKind::FieldBlockLost:
    return "field-block";
  case VerdictKind::ReturnedBorrowed:
    return "returned-borrowed";
  case VerdictKind::ReturnedEither:
    return "returned-either";
  case VerdictKind::FieldDroppedTwice:
    return "field-dropped-twice";
  case VerdictKind::FieldDrop:
    return "field-drop";
  case VerdictKind::LinkStored:
    return "link-stored";
  case VerdictKind::LinkDrop:
    return "link-drop";
  case VerdictKind::FieldOverwritten:
    return "filled";
  }
  return "";
}

class AnalysisTest : public testing::Test {
protected:
  /// Verdicts of a program, one a line, in order.
  std::string verdicts(llvm::StringRef Text) {
    run(Text);
    std::string Result;
    llvm::raw_string_ostream OS(Result);
    for (const Verdict &V : A->verdicts())
      if (V.Kind != VerdictKind::FieldOverwritten) // the lifecycle decides
        OS << word(V.Kind) << ' '
           << (V.Kind == VerdictKind::Surplus ? V.Source : V.At).Line << ' '
           << V.Expression << '\n';
    return Result;
  }

  std::string summary(llvm::StringRef Text, llvm::StringRef Function) {
    run(Text);
    std::string Result;
    llvm::raw_string_ostream OS(Result);
    const Summary *S = A->inferred(Name(Function));
    EXPECT_TRUE(S) << Function.str();
    if (S)
      print(*S, OS);
    return Result;
  }

  void run(llvm::StringRef Text) {
    llvm::Expected<Unit> U = parseUnit(Text);
    ASSERT_TRUE(bool(U)) << llvm::toString(U.takeError());
    P = Program();
    P.add(std::move(*U));
    A.emplace(P, Known);
    A->run();
  }

  ContractTable Table = ContractTable::bundled();
  Contracts Known{Table, "7.2"};
  Program P;
  std::optional<Analysis> A;
};

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
// Fields along an object's life
//===----------------------------------------------------------------------===//

constexpr const char *Lamp = R"(
  record Lamp : DeviceState { bulb: *Object }
  type "lamp" : "pci-device" {
    instance Lamp
    instance_init lamp_init
    instance_finalize lamp_finalize
    class_init lamp_class
  }
  function lamp_class(dc: *DeviceClass) {
    store dc->DeviceClass::realize, @lamp_realize
    store dc->DeviceClass::unrealize, @lamp_unrealize
  }
)";

TEST_F(AnalysisTest, WhatInitFillsTheFinalizerEmpties) {
  std::string Filled = std::string(Lamp) + R"(
    function lamp_init(s: *Lamp) {
      %1 = call object_new("bulb") @ 1:1
      store s->Lamp::bulb, %1 @ 1:1
    }
    function lamp_realize(s: *Lamp, errp: *Error) { }
  )";
  std::string Drop = R"( {
      %1 = load s->Lamp::bulb
      call object_unref(%1) @ 2:1
    })";
  EXPECT_EQ(verdicts(Filled + "function lamp_finalize(s: *Lamp)" + Drop +
                     "function lamp_unrealize(s: *Lamp) { }"),
            "");
  // Introspection makes lamps and drops them, and never realizes one.
  EXPECT_EQ(verdicts(Filled + "function lamp_unrealize(s: *Lamp)" + Drop +
                     "function lamp_finalize(s: *Lamp) { }"),
            "field 1 s->bulb\n");
}

TEST_F(AnalysisTest, FinalizerDropsWhatUnrealizeLeft) {
  auto Program = [](llvm::StringRef Clear) {
    return std::string(Lamp) + R"(
      function lamp_init(s: *Lamp) { }
      function lamp_realize(s: *Lamp, errp: *Error) {
        %1 = call object_new("bulb") @ 1:1
        store s->Lamp::bulb, %1 @ 1:1
      }
      function lamp_unrealize(s: *Lamp) {
        %1 = load s->Lamp::bulb
        call object_unref(%1) @ 2:1
        )" +
           Clear.str() + R"(
      }
      function lamp_finalize(s: *Lamp) {
        %1 = load s->Lamp::bulb
        call object_unref(%1) @ 3:1
      })";
  };
  EXPECT_EQ(verdicts(Program("store s->Lamp::bulb, null")), "");
  EXPECT_EQ(verdicts(Program("")), "field-dropped-twice 3 s->bulb\n");
}

TEST_F(AnalysisTest, LinkSlotNeedsAReferenceWithThePointer) {
  auto Program = [](llvm::StringRef Take) {
    return std::string(Lamp) + R"(
      link Lamp.bulb
      function lamp_init(s: *Lamp) { }
      function lamp_finalize(s: *Lamp) { }
      function lamp_unrealize(s: *Lamp) { }
      function lamp_realize(s: *Lamp, errp: *Error) {
        %1 = call qdev_get_machine()
        )" +
           Take.str() + R"(
        store s->Lamp::bulb, %1 @ 2:1
      })";
  };
  EXPECT_EQ(verdicts(Program("%2 = call object_ref(%1)")), "");
  EXPECT_EQ(verdicts(Program("")), "link-stored 2 s->bulb\n");
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

TEST_F(AnalysisTest, LoopsInLoopsEnd) {
  EXPECT_EQ(verdicts(R"(
    function nested() {
      local o: *Object
      local i
      local j
    b0:
      %0 = call object_new("x") -> *Object @ 1:1
      store o, %0
      store i, 0
      goto b1
    b1:
      %1 = compute < i, 3
      branch %1, b2, b6
    b2:
      store j, 0
      goto b3
    b3:
      %2 = compute < j, 2
      branch %2, b4, b5
    b4:
      %3 = compute + j, 1
      store j, %3
      goto b3
    b5:
      %4 = compute + i, 1
      store i, %4
      goto b1
    b6:
      call object_unref(o) @ 2:1
      call object_unref(o) @ 3:1
      return
    })"),
            "drop 3 o\n");
}

TEST_F(AnalysisTest, ALoopIsDoneBeforeWhatFollows) {
  EXPECT_EQ(verdicts(R"(
    function in_turn(n) {
      local i
      local j
    b0:
      store i, 0
      goto b1
    b1:
      %0 = compute < i, n
      branch %0, b2, b3
    b2:
      %1 = compute + i, 1
      store i, %1
      goto b1
    b3:
      store j, 0
      goto b4
    b4:
      %2 = compute < j, 32
      branch %2, b5, b6
    b5:
      %3 = compute + j, 1
      store j, %3
      goto b4
    b6:
      return
    }
    function caller() {
      %0 = call object_new("x") @ 1:1
      call in_turn(126)
    })"),
            "surplus 1 \n");
}

constexpr const char *SetsOnce = R"(
    noreturn exit
    function once(s: *Bank, n) {
    b0:
      %0 = load s->names[n]
      branch %0, b1, b2
    b1:
      call exit(1)
      unreachable
    b2:
      store s->names[n], 1
      return
    })";

TEST_F(AnalysisTest, AnIndexMayBeAnArgument) {
  EXPECT_EQ(summary(SetsOnce, "once"), "  outcome -> any\n"
                                       "    if arg0.names[arg1]* is 0\n"
                                       "    store arg0.names[arg1] = 1\n"
                                       "    use arg0\n");
}

TEST_F(AnalysisTest, ElementsAreToldApartByArguments) {
  std::string Program = SetsOnce;
  EXPECT_EQ(verdicts(Program + R"(
    function twice(s: *Bank, n, m) {
      %0 = call object_new("x") @ 1:1
      call once(s, 1)
      call once(s, 2)
      call once(s, n)
      call once(s, m)
    })"),
            "surplus 1 \n");
  EXPECT_EQ(verdicts(Program + R"(
    function again(s: *Bank) {
      %0 = call object_new("x") @ 1:1
      call once(s, 1)
      call once(s, 1)
    })"),
            "");
}

TEST_F(AnalysisTest, WhoFindsAnAddressInMemoryMayWriteThere) {
  EXPECT_EQ(verdicts(R"(
    noreturn exit
    function consume(o: *Parse) { store o->result, o }
    function feed(p: *Parser) {
      %0 = load p->opaque
      call *p->emit(%0)
    }
    function parse() {
      local st: Parse slot
    b0:
      %0 = call object_new("x") @ 1:1
      store st.result, null
      store st.parser.Parser::emit, @consume
      store st.parser.Parser::opaque, &st
      call feed(&st.parser)
      %1 = load st.result
      branch %1, b2, b1
    b1:
      call exit(1)
      unreachable
    b2:
      return
    })"),
            "surplus 1 \n");
}

TEST_F(AnalysisTest, AStructOfTheFrameIsReadByItsFields) {
  auto Program = [](const char *Reading) {
    return std::string(R"(
    function fill(s: *Bank) {
      %1 = call object_new("x") @ 1:1
      store s->lamp, %1
    }
    function read(c: *Config) {
      %1 = load c->lamp)") +
           Reading + R"(
    }
    function pass(s: *Bank) {
      local c: Config slot
      %1 = load s->lamp
      store c.lamp, %1
      call read(&c)
    })";
  };
  EXPECT_EQ(verdicts(Program("\n use %1->ref")), "field 1 s->lamp\n");
  EXPECT_EQ(verdicts(Program("\n call object_unref(%1)")), "");
}

TEST_F(AnalysisTest, AnObjectOfTheFrameMayHoldItsOwnAddress) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      local o: Object slot
      call object_initialize(&o, 40, "x") @ 1:1
      store o.self, &o
      call somewhere_else(&o) @ 2:1
    })"),
            "");
}

// Arrays (qemu_allocate_irqs): one owner, and elements that are borrowed.

TEST_F(AnalysisTest, ElementSaysNothingOfItsArray) {
  auto Program = [](llvm::StringRef Rest) {
    return R"(
      function f(s: *Desk) {
        local lines: *
        %1 = call qemu_allocate_irqs(@set, s, 4) @ 2:1
        store lines, %1
        %2 = load (*lines)[1]
        store s->Desk::line, %2
        call unknown(%2)
        )" +
           Rest.str() + R"(
      })";
  };
  EXPECT_EQ(verdicts(Program("")), "surplus 2 lines\n");
  EXPECT_EQ(verdicts(Program("call qemu_free_irqs(lines, 4)")), "");
  EXPECT_EQ(verdicts(Program("call g_free(lines)")), "");
  EXPECT_EQ(verdicts(Program("call unknown(lines)")), "");
  EXPECT_EQ(verdicts(Program("call unknown(&(*lines)[0])")), "");
  EXPECT_EQ(verdicts(Program("call g_free(lines) @ 8:1 "
                             "call qemu_free_irqs(lines, 4) @ 9:1")),
            "drop 9 lines\n");
}

TEST_F(AnalysisTest, FreeingTheStorageOfAnObjectDropsNothing) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      %1 = call object_new("x") @ 1:1
      call g_free(%1)
    })"),
            "surplus 1 \n");
}

TEST_F(AnalysisTest, HelperFreesArray) {
  llvm::StringRef Caller = R"(
    function f(s: *Desk) {
      local lines: * slot
      %1 = call qemu_allocate_irqs(@set, s, 4) @ 2:1
      store lines, %1
      call end(&lines)
    })";
  EXPECT_EQ(verdicts((Caller + R"(
    function end(lines: *) {
      %1 = load *lines
      call g_free(%1)
    })")
                         .str()),
            "");
  EXPECT_EQ(verdicts((Caller + "function end(lines: *) { }").str()),
            "surplus 2 lines\n");
}

TEST_F(AnalysisTest, HelperFreesArrayInAStruct) {
  auto Program = [](llvm::StringRef End) {
    return R"(
      function f(s: *Desk) {
        local box: Box slot
        %1 = call qemu_allocate_irqs(@set, s, 4) @ 2:1
        store box.Box::lines, %1
        call outer(&box)
      }
      function outer(box: *Box) {
        call end(box)
      }
      function end(box: *Box) {
        %1 = load box->Box::lines
        )" +
           End.str() + R"(
      })";
  };
  EXPECT_EQ(verdicts(Program("call g_free(%1)")), "");
  EXPECT_EQ(verdicts(Program("use %1->first")), "surplus 2 box.lines\n");
}

TEST_F(AnalysisTest, ArrayWithoutElementsIsNull) {
  auto Program = [](llvm::StringRef Condition) {
    return R"(
      function f(n) {
        local lines: *
        %1 = call qemu_allocate_irqs(@set, null, n) @ 2:1
        store lines, %1
        %2 = compute )" +
           Condition.str() + R"(
        branch %2, some, none
      some:
        call qemu_free_irqs(lines, n)
        return
      none:
        return
      })";
  };
  EXPECT_EQ(verdicts(Program("> n, 0")), "");
  EXPECT_EQ(verdicts(Program("> n, 1")), "surplus 2 lines\n");
}

TEST_F(AnalysisTest, OldArrayGoesWithItsExtension) {
  EXPECT_EQ(verdicts(R"(
    function f(s: *Desk) {
      %1 = call qemu_allocate_irqs(@set, s, 4) @ 2:1
      %2 = call qemu_extend_irqs(%1, 4, @set, s, 4) @ 3:1
    })"),
            "surplus 3 \n");
}

TEST_F(AnalysisTest, FieldThatPointsToAnArray) {
  auto Program = [](llvm::StringRef Rest) {
    return R"(
      function fill(s: *Desk) {
        %1 = call qemu_allocate_irqs(@set, s, 4) @ 2:1
        store s->Desk::lines, %1
      }
      function read(s: *Desk, t: *Desk) {
        local lines: *
        %1 = load s->Desk::lines
        store lines, %1
        %2 = load (*lines)[1]
        store t->Desk::line, %2
        call unknown(%2)
        call qemu_free_irq(%2)
        )" +
           Rest.str() + R"(
      })";
  };
  EXPECT_EQ(verdicts(Program("")), "field 2 s->lines\n");
  EXPECT_EQ(verdicts(Program("call qemu_free_irqs(lines, 4)")), "");
  EXPECT_EQ(verdicts(Program("call g_free(lines)")), "");
  EXPECT_EQ(verdicts(Program("call unknown(lines)")), "");
  EXPECT_EQ(verdicts(Program("store t->Desk::others, lines")),
            "field 2 s->lines\n");
  EXPECT_EQ(verdicts(Program("store t->Desk::others, lines") + R"(
      function end(s: *Desk) {
        %1 = load s->Desk::others
        call qemu_free_irqs(%1, 4)
      })"),
            "");
}

} // namespace
