//===- RepairsTest.cpp - Which repairs are offered ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs are facts in text form; every statement has a line of its own.
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Text.h"
#include "checks/Registry.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

class RepairsTest : public testing::Test {
protected:
  /// `KIND LINE [OLD ->] NEW` of each edit of the one finding.
  std::string repair(llvm::StringRef Text) {
    llvm::Expected<Unit> U = parseUnit(Text);
    EXPECT_TRUE(bool(U)) << llvm::toString(U.takeError());
    if (!U)
      return "";
    Program P;
    P.add(std::move(*U));
    std::vector<Finding> Found = analyze(P, Known, {}).Findings;
    EXPECT_EQ(Found.size(), 1u);
    std::string Result;
    for (const Finding &F : Found)
      for (const Edit &E : F.Edits)
        Result += (Result.empty() ? "" : "; ") + words(E);
    return Result;
  }

  static std::string words(const Edit &E) {
    std::string Line = std::to_string(E.Where.At.Line);
    switch (E.Kind) {
    case EditKind::Replace:
    case EditKind::ReplaceIn:
      return "line " + Line + ": " + E.Old + " becomes " + E.New;
    case EditKind::InsertAfter:
      return "after line " + Line + ": " + E.New;
    case EditKind::InsertBefore:
      return "before line " + Line + ": " + E.New;
    case EditKind::Delete:
      return "without line " + Line;
    }
    return "";
  }

  ContractTable Table = ContractTable::bundled();
  Contracts Known{Table, "7.2"};
};

TEST_F(RepairsTest, ADropAfterTheParentTookItsReference) {
  EXPECT_EQ(repair(R"(unit x.c
    function f(parent: *Object @ 1:10) @ 1:6 {
      local clk: *Clock @ 2:10
      statements 3:5-40, 4:5-40
      %0 = call object_new("clock") -> *Clock @ 3:11-28
      store clk, %0 @ 3:5-28
      call object_property_add_child(parent, "clk", clk) @ 4:5-40
      call clock_set(clk, 1) @ 5:5-20
      return @ 6:1-2
    })"),
            "after line 4: object_unref(OBJECT(clk));");
}

TEST_F(RepairsTest, TheExpressionOfTheCallIsDropped) {
  EXPECT_EQ(repair(R"(unit x.c
    record SState : Object { clk: *Clock }
    function f(s: *SState @ 1:10) @ 1:6 {
      local clk: *Clock @ 2:10
      statements 4:5-40
      %0 = call object_new("clock") -> *Clock @ 3:11-28
      store s->clk, %0 @ 3:5-28
      %1 = load s->clk @ 4:30-36
      call object_property_add_child(s, "clk", %1) @ 4:5-40
      return @ 6:1-2
    })"),
            "after line 4: object_unref(OBJECT(s->clk));");
}

TEST_F(RepairsTest, TheConsumingTwinOfRealize) {
  EXPECT_EQ(repair(R"(unit x.c
    function f(bus: *BusState @ 1:10) @ 1:6 {
      local dev: *DeviceState @ 2:10
      %0 = call qdev_new("x") -> *DeviceState @ 3:11-28
      store dev, %0 @ 3:5-28
      %1 = call qdev_realize(dev, bus, &$error_fatal) @ 4:5-40
      return @ 6:1-2
    })"),
            "line 4: qdev_realize becomes qdev_realize_and_unref");
}

constexpr const char *ErrorPath = R"(unit x.c
    function f(fail: int @ 1:10) -> int @ 1:6 {
      local obj: *Object @ 2:10
      statements 5:9-18, 7:5-20, 8:5-13
      %0 = call object_new("x") -> *Object @ 3:11-28
      store obj, %0 @ 3:5-28
      branch fail, b1, b2 @ 4:9-13
    b1:
      return -1 @ 5:9-18
    b2:
      call object_unref(obj) @ 7:5-20
      return 0 @ 8:5-13
    })";

TEST_F(RepairsTest, ADropBeforeTheReturnThatLosesIt) {
  EXPECT_EQ(repair(ErrorPath), "before line 5: object_unref(obj);");
}

TEST_F(RepairsTest, NoFixWithoutAStatement) {
  std::string Text = ErrorPath;
  Text.replace(Text.find("5:9-18, "), 8, "");
  EXPECT_EQ(repair(Text), "");
}

TEST_F(RepairsTest, NoFixWhereOtherPathsReturn) {
  // On one way to the return the reference was dropped before.
  EXPECT_EQ(repair(R"(unit x.c
    function f(fail: int @ 1:10) -> int @ 1:6 {
      local obj: *Object @ 2:10
      statements 7:5-20, 8:5-13
      %0 = call object_new("x") -> *Object @ 3:11-28
      store obj, %0 @ 3:5-28
      branch fail, b2, b1 @ 4:9-13
    b1:
      call object_unref(obj) @ 7:5-20
    b2:
      return 0 @ 8:5-13
    })"),
            "");
}

TEST_F(RepairsTest, NoFixWhereSomebodyMayHaveTakenIt) {
  EXPECT_EQ(repair(R"(unit x.c
    function f(fail: int @ 1:10) -> int @ 1:6 {
      local obj: *Object @ 2:10
      statements 7:5-20, 8:5-13
      %0 = call object_new("x") -> *Object @ 3:11-28
      store obj, %0 @ 3:5-28
      branch fail, b2, b1 @ 4:9-13
    b1:
      call who_knows(obj) @ 7:5-20
    b2:
      return 0 @ 8:5-13
    })"),
            "");
}

TEST_F(RepairsTest, NoFixWhereTheVariableHasNoValue) {
  EXPECT_EQ(repair(R"(unit x.c
    function f(fail: int @ 1:10) -> int @ 1:6 {
      local obj: *Object @ 2:10
      statements 8:5-13
      branch fail, b2, b1 @ 4:9-13
    b1:
      %0 = call object_new("x") -> *Object @ 5:11-28
      store obj, %0 @ 5:5-28
    b2:
      return 0 @ 8:5-13
    })"),
            "");
}

TEST_F(RepairsTest, NoFixWhereItsNameMayMeanAnother) {
  std::string Text = ErrorPath;
  Text.insert(Text.find("statements"), "local obj~2: *Object @ 6:10\n");
  EXPECT_EQ(repair(Text), "");
}

TEST_F(RepairsTest, TheSecondDropGoes) {
  EXPECT_EQ(repair(R"(unit x.c
    function f() @ 1:6 {
      local obj: *Object @ 2:10
      statements 4:5-22, 5:5-22
      %0 = call object_new("x") -> *Object @ 3:11-28
      store obj, %0 @ 3:5-28
      call object_unref(obj) @ 4:5-22
      call object_unref(obj) @ 5:5-22
      return @ 6:1-2
    })"),
            "without line 5");
}

TEST_F(RepairsTest, ADropOnSomePathsOnlyStays) {
  EXPECT_EQ(repair(R"(unit x.c
    function f(fail: int @ 1:10) @ 1:6 {
      local obj: *Object @ 2:10
      statements 5:5-22, 6:5-22
      %0 = call object_new("x") -> *Object @ 3:11-28
      store obj, %0 @ 3:5-28
      branch fail, b2, b1 @ 4:9-13
    b1:
      call object_unref(obj) @ 5:5-22
    b2:
      call object_unref(obj) @ 6:5-22
      return @ 7:1-2
    })"),
            "");
}

TEST_F(RepairsTest, AVariableThatNothingElseReadsKeepsTheDrop) {
  EXPECT_EQ(repair(R"(unit x.c
    function f() @ 1:6 {
      local obj: *Object @ 2:10
      statements 5:5-22
      %0 = call object_resolve_path("x", null) -> *Object @ 3:11-28
      store obj, %0 @ 3:5-28
      call object_unref(obj) @ 5:5-22
      return @ 6:1-2
    })"),
            "");
}

TEST_F(RepairsTest, ThePlainTwinForAnEmbeddedChild) {
  EXPECT_EQ(repair(R"(unit x.c
    record SState : Object { dev: DeviceState }
    function f(s: *SState @ 1:10) @ 1:6 {
      call object_initialize_child(s, "dev", &s->dev, "x") @ 3:5-40
      %1 = call sysbus_realize_and_unref(&s->dev, &$error_fatal) @ 4:5-60
      return @ 6:1-2
    })"),
            "line 4: sysbus_realize_and_unref becomes sysbus_realize");
}

TEST_F(RepairsTest, NoFixInAMacro) {
  EXPECT_EQ(repair(R"(unit x.c
    function f(bus: *BusState @ 1:10) @ 1:6 {
      local dev: *DeviceState @ 2:10
      %0 = call qdev_new("x") -> *DeviceState @ 3:11-28
      store dev, %0 @ 3:5-28
      %1 = call qdev_realize(dev, bus, &$error_fatal) @ 4:5-40 macro
      return @ 6:1-2 macro
    })"),
            "");
}

TEST_F(RepairsTest, EveryBodyOfTheSourceHasToAgree) {
  std::string Text = ErrorPath;
  // For another target, the error path has dropped it.
  std::string Other = Text.substr(Text.find("function"));
  Other.insert(Other.find("return -1"), "call object_unref(obj) @ 4:20-30\n");
  EXPECT_EQ(repair(Text + "\n" + Other), "");
}

/// Owned<T> as capture lowers it, with what the file uses of it, and a function
/// with one.
std::string withOwned(llvm::StringRef Member, llvm::StringRef Body) {
  return R"(unit x.cpp
    function "Owned<Clock>::~Owned"(this: *"Owned<Clock>") {
      %1 = load this->"Owned<Clock>"::ptr_
      call object_unref(%1)
    }
    function )" +
         Member.str() + R"((p: *Clock) -> "Owned<Clock>" {
      local owned: "Owned<Clock>"
      )" +
         (Member.contains("raw") ? "" : "call object_ref(p)") +
         R"(
      store owned."Owned<Clock>"::ptr_, p
      return owned
    }
    function f(dev: *DeviceState) @ 9:6 {
      local clk: "Owned<Clock>" slot @ 11:3
      )" +
         Body.str() +
         R"(
      implicit call "Owned<Clock>::~Owned"(&clk) @ 12:1
    })";
}

TEST_F(RepairsTest, ABorrowedPointerIsSharedInsteadOfTakenOver) {
  EXPECT_EQ(repair(withOwned("\"Owned<Clock>::from_raw\"", R"(
      %1 = call qdev_get_clock_in(dev, "clk") -> *Clock @ 11:20-40
      %2 = call "Owned<Clock>::from_raw"(%1) @ 11:9-41
      store clk, %2 @ 11:9-41)")),
            "line 11: from_raw( becomes from(*");
}

TEST_F(RepairsTest, AGivenReferenceIsTakenOverInsteadOfShared) {
  EXPECT_EQ(repair(withOwned("\"Owned<Clock>::from\"", R"(
      %1 = call object_new("clock") -> *Clock @ 11:20-40
      %2 = call "Owned<Clock>::from"(%1) @ 11:9-41
      store clk, %2 @ 11:9-41)")),
            "line 11: from(* becomes from_raw(");
}

TEST_F(RepairsTest, AComputedPointerIsNotDereferenced) {
  EXPECT_EQ(repair(withOwned("\"Owned<Clock>::from_raw\"", R"(
      %1 = call qdev_get_clock_in(dev, "clk") -> *Clock @ 11:20-40
      local raw: *Clock @ 10:3
      store raw, %1
      %2 = load raw
      %3 = call "Owned<Clock>::from_raw"(%2) @ 11:9-41
      store clk, %3 @ 11:9-41)")),
            "");
}

} // namespace
