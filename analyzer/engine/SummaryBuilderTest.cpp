//===- SummaryBuilderTest.cpp - What callers know of a helper -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/AnalysisFixture.h"

using namespace qomlint;

namespace {

class SummaryBuilderTest : public AnalysisTest {};

TEST_F(SummaryBuilderTest, TwoWaysToDoNothingStayApartFromTheDrop) {
  constexpr llvm::StringLiteral Helper = R"(
    function put(bulb: *Object, ours, done) {
      branch ours, and, out
    and:
      branch done, drop, out
    drop:
      call object_unref(bulb)
      goto out
    out:
      return
    })";
  auto Calls = [&](llvm::StringRef Flags) {
    return verdicts((Helper + R"(
      function f() {
        %1 = call object_new("t") @ 1:1
        call put(%1, )" +
                     Flags + R"()
      })")
                        .str());
  };
  EXPECT_EQ(Calls("1, 1"), "");
  EXPECT_EQ(Calls("1, 0"), "surplus 1 \n");
  EXPECT_EQ(Calls("0, 1"), "surplus 1 \n");
}

TEST_F(SummaryBuilderTest, ABitOfAnArgumentIsACondition) {
  std::string Helper = R"(
    function put(bulb: *Object, what) {
      %1 = compute & what, 4
      branch %1, drop, out
    drop:
      call object_unref(bulb)
      goto out
    out:
      return
    })";
  EXPECT_EQ(summary(Helper, "put"), "  outcome -> any\n"
                                    "    if arg1 & 4 is 0\n"
                                    "  outcome -> any\n"
                                    "    if arg1 & 4 is nonzero\n"
                                    "    drop arg0\n");
}

TEST_F(SummaryBuilderTest, ExitsThatDoTheSameAreOneWhereNothingElseIsDone) {
  EXPECT_EQ(summary(R"(
    function tell(a, b) -> int {
      branch a, one, other
    one:
      return 1
    other:
      branch b, two, three
    two:
      return 2
    three:
      return 3
    })",
                    "tell"),
            "  outcome -> [1..3] nonzero\n");
}

TEST_F(SummaryBuilderTest, StoresOfACallHappenAtOnce) {
  EXPECT_EQ(verdicts(R"(
    function swap(a: *, b: *) {
      %1 = load *a
      %2 = load *b
      store *a, %2
      store *b, %1
    }
    function f() {
      local a: *Object slot
      local b: *Object slot
      %1 = call object_new("a") @ 1:1
      store a, %1
      %2 = call object_new("b") @ 2:1
      store b, %2
      call swap(&a, &b) @ 3:1
      call object_unref(a) @ 4:1
    })"),
            "surplus 1 a\n");
}

} // namespace
