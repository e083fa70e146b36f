//===- ArraysTest.cpp - Arrays of lines and their elements ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Arrays (qemu_allocate_irqs) have one owner, and elements that are borrowed.
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/AnalysisFixture.h"

using namespace qomlint;

namespace {

using ArraysTest = AnalysisTest;

TEST_F(ArraysTest, ElementSaysNothingOfItsArray) {
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

TEST_F(ArraysTest, FreeingTheStorageOfAnObjectDropsNothing) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      %1 = call object_new("x") @ 1:1
      call g_free(%1)
    })"),
            "surplus 1 \n");
}

TEST_F(ArraysTest, HelperFreesArray) {
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

TEST_F(ArraysTest, HelperFreesArrayInAStruct) {
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

TEST_F(ArraysTest, ArrayWithoutElementsIsNull) {
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

TEST_F(ArraysTest, OldArrayGoesWithItsExtension) {
  EXPECT_EQ(verdicts(R"(
    function f(s: *Desk) {
      %1 = call qemu_allocate_irqs(@set, s, 4) @ 2:1
      %2 = call qemu_extend_irqs(%1, 4, @set, s, 4) @ 3:1
    })"),
            "surplus 3 \n");
}

TEST_F(ArraysTest, FieldThatPointsToAnArray) {
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

/// Three conditions that have nothing to do with it, and a loop that fills the
/// elements of an array.
constexpr const char *FillsElements = R"(
    function fill(s: *Bank, a: *, b: *, c: *) {
      local i
    b0:
      branch a, b1, b2
    b1:
      call unknown(a)
      goto b2
    b2:
      branch b, b3, b4
    b3:
      call unknown(b)
      goto b4
    b4:
      branch c, b5, b6
    b5:
      call unknown(c)
      goto b6
    b6:
      store i, 0
      goto b7
    b7:
      %0 = load s->Bank::count
      %1 = compute < i, %0
      branch %1, b8, b9
    b8:
      %2 = call object_new("x") @ 1:1
      store (*s->Bank::lamps)[i], %2
      %3 = compute + i, 1
      store i, %3
      goto b7
    b9:
      return
    })";

TEST_F(ArraysTest, ManyPathsFillTheSameElements) {
  std::string Program = FillsElements;
  llvm::StringRef Kept = "field 1 s->lamps[i]\n";
  std::string Verdicts = verdicts(Program);
  EXPECT_EQ(llvm::StringRef(Verdicts).count(Kept) * Kept.size(),
            Verdicts.size());
  EXPECT_FALSE(Verdicts.empty());
  EXPECT_EQ(verdicts(Program + R"(
    function drop(s: *Bank, n) {
      %0 = load (*s->Bank::lamps)[n]
      call object_unref(%0)
    })"),
            "");
}

TEST_F(ArraysTest, AHelperFillsSomeElements) {
  auto Program = [](llvm::StringRef Count) {
    return R"(
      function fill(v: *, n) {
        local i
      b0:
        store i, 0
        goto b1
      b1:
        %0 = compute < i, n
        branch %0, b2, b4
      b2:
        %1 = call object_new("x") @ 1:1
        store (*v)[i], %1
        %2 = call anything(i)
        branch %2, b3, b5
      b3:
        %3 = compute + i, 1
        store i, %3
        goto b1
      b4:
        return i
      b5:
        %4 = load (*v)[i]
        call object_unref(%4)
        return i
      }
      function use() {
        local v: *Object slot
        %0 = call fill(&v, )" +
           Count.str() + R"() @ 2:1
      })";
  };
  EXPECT_EQ(verdicts(Program("1")), "surplus 2 v[i]\n");
  // One is owned, and the next one was dropped.
  EXPECT_EQ(verdicts(Program("4")), "");
}

} // namespace
