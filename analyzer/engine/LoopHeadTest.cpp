//===- LoopHeadTest.cpp - Flags, counts, and the rounds that are run ------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/LoopRounds.h"
#include "analyzer/facts/Text.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

enum : VariableId { I, Copy, Done, Found };
constexpr BlockId Head = 1;

/// A path meets the head of a loop that counts and that has two flags.
class LoopHeadTest : public testing::Test {
protected:
  void SetUp() override {
    llvm::Expected<Unit> U = parseUnit(R"(
      function loop() {
        local i
        local copy
        local done
        local found
      b0:
        store i, 0
        goto b1
      b1:
        %0 = compute < i, 9
        branch %0, b2, b3
      b2:
        store copy, i
        %1 = compute + i, 1
        store i, %1
        store done, 1
        %2 = call find() @ 1:1
        store found, %2
        store $cursor, %1
        goto b1
      b3:
        return
      })");
    ASSERT_TRUE(bool(U)) << llvm::toString(U.takeError());
    F = U->Functions.front();
    Flags.emplace(F, std::vector<BlockId>{1, 2});
    Order.emplace(F);
    Object = Terms.parameter(0);
  }

  bool isFlag(ValueId Address) { return Flags->isFlag(Terms[Address]); }

  /// A path with these numbers that owns as many references of one object.
  State path(int64_t Count, int64_t Flag, int Owned) {
    State S;
    S.Variables.assign(F.Variables.size(), Values::Unknown);
    S.Variables[I] = Terms.integer(Count);
    S.Variables[Done] = Terms.integer(Flag);
    S.Objects[Object].Origin = Origin::Created;
    S.Objects[Object].Frame = Owned;
    return S;
  }

  /// Begins the next round with one path; what that is run with.
  std::vector<State> begin(LoopRounds &Rounds, State S) {
    LoopHead &Loop = Rounds.beginRound(Head);
    KeepsFlags = !Loop.isWidened() || Loop.widen(S, ++Widenings);
    return Loop.uncovered({std::move(S)});
  }

  Function F;
  Values Terms;
  std::optional<LoopFlags> Flags;
  std::optional<BlockOrder> Order;
  ValueId Object = Values::Unknown;
  uint32_t Widenings = 0;
  bool KeepsFlags = true;
};

TEST_F(LoopHeadTest, OnlyConstantsAndResultsMakeAFlag) {
  EXPECT_FALSE(isFlag(Terms.localAddress(I)));
  EXPECT_FALSE(isFlag(Terms.localAddress(Copy)));
  EXPECT_TRUE(isFlag(Terms.localAddress(Done)));
  EXPECT_TRUE(isFlag(Terms.localAddress(Found)));
  EXPECT_FALSE(isFlag(Terms.globalAddress(Name("cursor"))));
  EXPECT_TRUE(isFlag(Terms.globalAddress(Name("other"))));
}

TEST_F(LoopHeadTest, WhatGrewGoesOnToGrow) {
  LoopNumbers Numbers(Terms);
  ValueId Place = Terms.localAddress(I), Zero = Terms.integer(0);
  Numbers.note(Place, Zero);
  Numbers.note(Place, Terms.integer(1));
  const int64_t Most = Range::any().High, Least = Range::any().Low;
  auto Later = [&](ValueId Now) {
    return Numbers.inLaterRounds(State(), Place, Now, Zero);
  };
  EXPECT_EQ(Later(Terms.integer(2)), (Range{2, Most, false}));
  EXPECT_EQ(Later(Terms.integer(-1)), (Range{Least, -1, false}));
  EXPECT_EQ(Later(Terms.parameter(1)), Range::any());
}

TEST_F(LoopHeadTest, WhatTurnedBackStaysOnItsSide) {
  LoopNumbers Numbers(Terms);
  ValueId Place = Terms.localAddress(I), Zero = Terms.integer(0);
  Numbers.note(Place, Zero);
  Numbers.note(Place, Terms.integer(5));
  EXPECT_EQ(Numbers.inLaterRounds(State(), Place, Terms.integer(2), Zero),
            (Range{0, Range::any().High, false}));
}

TEST_F(LoopHeadTest, ASumGrowsFromWhatIsKnownOfItsTerm) {
  LoopNumbers Numbers(Terms);
  ValueId Term = Terms.parameter(1);
  ValueId Sum = Terms.compute(Name("+"), Term, Terms.integer(1));
  State S;
  S.Ranges[Term] = {3, 10, false};
  EXPECT_EQ(
      Numbers.inLaterRounds(S, Terms.localAddress(I), Sum, Terms.integer(0)),
      (Range{4, Range::any().High, false}));
}

TEST_F(LoopHeadTest, TheThirdRoundStandsForTheOthers) {
  LoopRounds Rounds(F, *Order, Terms);
  EXPECT_EQ(begin(Rounds, path(0, 0, 1))[0].Variables[I], Terms.integer(0));
  EXPECT_EQ(begin(Rounds, path(1, 0, 1))[0].Variables[I], Terms.integer(1));
  std::vector<State> Third = begin(Rounds, path(2, 0, 1));
  ASSERT_EQ(Third.size(), 1u);
  ValueId Count = Third[0].Variables[I];
  EXPECT_TRUE(Terms.isOfRounds(Count, Head));
  EXPECT_EQ(Third[0].rangeOf(Terms, Count),
            (Range{2, Range::any().High, false}));
  EXPECT_TRUE(begin(Rounds, Third[0]).empty());
}

TEST_F(LoopHeadTest, AFlagThatChangesIsNotCovered) {
  LoopRounds Rounds(F, *Order, Terms);
  for (int64_t Round = 0; Round != 3; ++Round)
    begin(Rounds, path(Round, 0, 1));
  std::vector<State> Fourth = begin(Rounds, path(3, 1, 1));
  ASSERT_EQ(Fourth.size(), 1u);
  EXPECT_EQ(Fourth[0].Variables[Done], Terms.integer(1));
  EXPECT_TRUE(begin(Rounds, path(4, 1, 1)).empty());
}

TEST_F(LoopHeadTest, WithTooManyRoundsFlagsAreLost) {
  LoopRounds Rounds(F, *Order, Terms);
  for (int64_t Round = 1; Round != 7; ++Round) {
    begin(Rounds, path(0, Round, 1));
    EXPECT_TRUE(KeepsFlags);
  }
  State Seventh = path(0, 7, 1);
  EXPECT_FALSE(Rounds.beginRound(Head).widen(Seventh, 7));
  EXPECT_TRUE(Terms.isOfRounds(Seventh.Variables[Done], Head));
}

TEST_F(LoopHeadTest, WhatALaterRoundDropsIsDoubted) {
  LoopRounds Rounds(F, *Order, Terms);
  for (int64_t Round = 0; Round != 3; ++Round) {
    LoopHead &Loop = Rounds.beginRound(Head);
    EXPECT_TRUE(Loop.doubts({path(Round, 0, 1)}).empty());
    Loop.uncovered({path(Round, 0, 1)});
  }
  LoopHead &Loop = Rounds.beginRound(Head);
  std::vector<LoopHead::Doubt> Doubts = Loop.doubts({path(3, 0, 0)});
  ASSERT_EQ(Doubts.size(), 1u);
  EXPECT_EQ(Doubts[0].Object, Object);
  EXPECT_EQ(Doubts[0].Frame, 1);
  // The round may as well not drop it.
  EXPECT_TRUE(Loop.doubts({path(3, 0, 0), path(3, 0, 1)}).empty());
}

TEST_F(LoopHeadTest, ALoopBeginsAgainInsideAnother) {
  llvm::Expected<Unit> U = parseUnit(R"(
    function nest(again) {
    b0:
      goto b1
    b1:
      branch again, b2, b4
    b2:
      branch again, b3, b1
    b3:
      goto b2
    b4:
      return
    })");
  ASSERT_TRUE(bool(U)) << llvm::toString(U.takeError());
  const Function &Nest = U->Functions.front();
  BlockOrder NestOrder(Nest);
  LoopRounds Rounds(Nest, NestOrder, Terms);
  constexpr BlockId Outer = 1, Inner = 2, Body = 3;
  Rounds.beginRound(Outer);
  Rounds.visit(Body);
  Rounds.beginRound(Inner);
  Rounds.beginRound(Inner);
  EXPECT_TRUE(Rounds.beginRound(Inner).isWidened());
  Rounds.beginInnerLoops(Outer);
  EXPECT_EQ(Rounds.visits(Body), 0u);
  EXPECT_FALSE(Rounds.beginRound(Inner).isWidened());
}

} // namespace
