//===- ReferenceTracerTest.cpp - Histories of references ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object's history is written one line a state: `line event count: holders`,
// with `?` for a count that is not known, and what only may hold in brackets.
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Analysis.h"
#include "analyzer/facts/Text.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

std::string text(const Holding &H) {
  std::string Text = toString(H.Kind).str();
  if (!H.Relation.empty())
    Text = H.Relation;
  if (!H.Who.empty())
    Text += "(" + H.Who + ")";
  if (H.Count != 1)
    Text = std::to_string(H.Count) + " " + Text;
  return H.OnlyIf.empty() ? Text : "[" + Text + "]";
}

void print(const ReferenceLine &L, llvm::raw_ostream &OS) {
  for (const ReferenceState &R : L.States) {
    OS << L.At.Line << ' ' << toString(L.Kind);
    if (!L.Subject.empty())
      OS << ' ' << L.Subject;
    OS << ' ' << (R.count() ? std::to_string(*R.count()) : "?") << ':';
    for (const Holding &H : R.Holdings)
      OS << ' ' << text(H);
    if (R.Gone)
      OS << " gone";
    if (R.Unknown != Silence::None)
      OS << ' ' << toString(R.Unknown);
    for (const PathCondition &C : R.When)
      OS << " if " << C.Text;
    OS << '\n';
  }
}

class ReferenceTracerTest : public testing::Test {
protected:
  FunctionHistory history(llvm::StringRef Text, llvm::StringRef Function) {
    llvm::Expected<Unit> U = parseUnit(Text);
    EXPECT_TRUE(bool(U)) << llvm::toString(U.takeError());
    P.add(std::move(*U));
    Analysis A(P, Known);
    A.run();
    return A.history(P.find(Name(Function))->Variants.front());
  }

  std::string lines(llvm::StringRef Text, llvm::StringRef Object) {
    std::string Result;
    llvm::raw_string_ostream OS(Result);
    for (const ObjectHistory &O : history(Text, "f").Objects)
      if (O.Names.front() == Object)
        for (const ReferenceLine &L : O.Lines)
          print(L, OS);
    return Result;
  }

  ContractTable Table = ContractTable::bundled();
  Contracts Known{Table, "10.2"};
  Program P;
};

TEST_F(ReferenceTracerTest, WhatACallMakesHasNoOtherHolders) {
  EXPECT_EQ(lines(R"(
    function f(dev: *DeviceState) {
      local clk: *Clock
      %1 = call qdev_init_clock_in(dev, "c", null, null, 0) @ 1:1
      store clk, %1 @ 1:1
      return @ 2:1
    })",
                  "clk"),
            "1 call qdev_init_clock_in 2: child(dev) clocks(dev)\n"
            "2 return 2: child(dev) clocks(dev)\n");
}

TEST_F(ReferenceTracerTest, WhatACallLooksUpMayHaveOthers) {
  EXPECT_EQ(lines(R"(
    function f(dev: *DeviceState) {
      local clk: *Clock
      %1 = call qdev_get_clock_in(dev, "c") @ 1:1
      store clk, %1 @ 1:1
      return @ 2:1
    })",
                  "clk"),
            "1 call qdev_get_clock_in ?: child(dev) clocks(dev)\n"
            "2 return ?: child(dev) clocks(dev)\n");
}

TEST_F(ReferenceTracerTest, AtTheEndEachReferenceHasAPlace) {
  EXPECT_EQ(lines(R"(
    record R {
      lid: *Object
    }
    function f(parent: *Object, r: *R) {
      local obj: *Object
      %1 = call object_new("x") @ 1:1
      store obj, %1 @ 1:1
      call object_property_add_child(parent, "c", obj) @ 2:1
      call object_ref(obj) @ 3:1
      store r->lid, obj @ 4:1
      return @ 5:1
    })",
                  "obj"),
            "1 call object_new 1: frame\n"
            "2 call object_property_add_child 2: frame child(parent)\n"
            "3 call object_ref 3: 2 frame child(parent)\n"
            "4 store r->lid 3: 2 frame child(parent)\n"
            "5 return 3: field(r->lid) nobody child(parent)\n");
}

TEST_F(ReferenceTracerTest, PathsAreToldApartByTheCallThatForkedThem) {
  EXPECT_EQ(lines(R"(
    function f(errp) {
      local dev: *DeviceState
      %1 = call qdev_new("x") @ 1:1
      store dev, %1 @ 1:1
      %2 = call qdev_realize(dev, null, errp) @ 2:1
      return @ 3:1
    })",
                  "dev"),
            "1 call qdev_new 1: frame\n"
            "2 call qdev_realize 2: frame child(/machine/unattached) if "
            "qdev_realize\n"
            "2 call qdev_realize 1: frame if qdev_realize\n"
            "3 return 2: nobody child(/machine/unattached) if qdev_realize\n"
            "3 return 1: nobody if qdev_realize\n");
}

TEST_F(ReferenceTracerTest, AHolderThatMayNotBeThereIsNotCounted) {
  EXPECT_EQ(lines(R"(
    function f(bus: *BusState) {
      local dev: *DeviceState
      %1 = call qdev_new("x") @ 1:1
      store dev, %1 @ 1:1
      %2 = call qdev_realize_and_unref(dev, bus, &$error_fatal) @ 2:1
      return @ 3:1
    })",
                  "dev"),
            "1 call qdev_new 1: frame\n"
            "2 call qdev_realize_and_unref ?: child(/machine/unattached) "
            "[bus(bus)]\n"
            "3 return ?: child(/machine/unattached) [bus(bus)]\n");
}

TEST_F(ReferenceTracerTest, InsideACall) {
  FunctionHistory H = history(R"(
    function make(dev: *DeviceState) -> *Clock {
      %1 = call qdev_init_clock_in(dev, "c", null, null, 0) @ 1:1
      call object_ref(%1) @ 2:1
      call object_unref(%1) @ 3:1
      return %1 @ 4:1
    }
    function f(owner: *DeviceState) {
      local obj: *Clock
      %1 = call make(owner) -> *Clock @ 11:1
      store obj, %1 @ 11:1
      return @ 12:1
    })",
                              "f");
  for (const ObjectHistory &O : H.Objects) {
    if (O.Names.front() != "obj")
      continue;
    ASSERT_EQ(O.Lines.size(), 2u);
    const ReferenceLine &Call = O.Lines[0];
    ASSERT_EQ(Call.States.size(), 1u);
    EXPECT_EQ(Call.States[0].count(), 2) << "made below, so that all is known";
    EXPECT_EQ(text(Call.States[0].Holdings[0]), "child(owner)");
    std::vector<uint32_t> Inside;
    for (const InnerStep &Step : Call.Inner)
      Inside.push_back(Step.At.Line);
    EXPECT_EQ(Inside, (std::vector<uint32_t>{1, 2, 3}));
    return;
  }
  FAIL() << "no object";
}

TEST_F(ReferenceTracerTest, ResultsOfWhichNothingIsKnown) {
  EXPECT_EQ(lines(R"(
    record Object {
    }
    function f() {
      local obj: *Object
      %1 = call somewhere() -> *Object @ 1:1
      store obj, %1 @ 1:1
      call object_ref(obj) @ 2:1
      return @ 3:1
    })",
                  "obj"),
            "1 call somewhere ?:\n"
            "2 call object_ref ?: frame\n"
            "3 return ?: caller\n");
}

TEST_F(ReferenceTracerTest, WhatEscapesIsNotCountedAnyMore) {
  EXPECT_EQ(lines(R"(
    function f() {
      local obj: *Object
      %1 = call object_new("x") @ 1:1
      store obj, %1 @ 1:1
      call somewhere(obj) @ 2:1
      return @ 3:1
    })",
                  "obj"),
            "1 call object_new 1: frame\n"
            "2 call somewhere ?: unknown_callee\n"
            "3 return ?: unknown_callee\n");
}

/// What a function that calls itself says of itself is nothing new.
TEST_F(ReferenceTracerTest, ALinkIsWhereItIsAdded) {
  FunctionHistory H = history(R"(
    record Lamp : Object { bulb: *Object lens: *Object }
    link Lamp.lens @ 9:1
    function lamp_init(obj: *Object, s: *Lamp) @ 1:1 {
      call object_property_add_link(obj, "bulb", "part", &s->bulb, @ok, 1) @ 2:1
    }
    function f(s: *Lamp) @ 3:1 {
      %1 = load s->bulb
      call object_unref(%1) @ 4:1
      %2 = load s->lens
      call object_unref(%2) @ 5:1
    })",
                              "f");
  std::vector<std::pair<std::string, uint32_t>> Links;
  for (const FieldHistory &Field : H.Fields)
    for (const FieldUse &Use : Field.Uses)
      if (Use.Kind == FieldUseKind::Links)
        Links.push_back({Field.Field, Use.At.Line});
  EXPECT_EQ(Links, (std::vector<std::pair<std::string, uint32_t>>{
                       {"bulb", 2}, {"lens", 9}}));
}

TEST_F(ReferenceTracerTest, RecursionEnds) {
  FunctionHistory H = history(R"(
    function pick(n) -> *Object {
      local p: *Object
      branch n, more, root
    more:
      %1 = call pick(?) -> *Object @ 2:1
      store p, %1 @ 2:1
      return p @ 3:1
    root:
      %2 = call object_get_root() -> *Object @ 4:1
      return %2 @ 5:1
    })",
                              "pick");
  ASSERT_EQ(H.Objects.size(), 1u);
  EXPECT_EQ(H.Objects[0].Names, std::vector<std::string>{"p"});
}

TEST_F(ReferenceTracerTest, FunctionsThatCallEachOtherEnd) {
  FunctionHistory H = history(R"(
    function even(o: *Object, n) {
      call object_ref(o) @ 1:1
      call odd(o, n) @ 2:1
    }
    function odd(o: *Object, n) {
      call object_ref(o) @ 3:1
      branch n, more, done
    more:
      call even(o, n) @ 4:1
      return @ 5:1
    done:
      return @ 6:1
    })",
                              "even");
  ASSERT_EQ(H.Objects.size(), 1u);
  EXPECT_EQ(H.Objects[0].Names, std::vector<std::string>{"o"});
}

} // namespace
