//===- PathJoinsTest.cpp - Which paths become one -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/PathJoins.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

constexpr int Bound = 24; // paths that are told apart
enum : VariableId { Here, There, Flag, VariableCount };

/// Paths that meet with one object in a variable.
class PathJoinsTest : public testing::Test {
protected:
  /// A path that owns as many references of the object.
  State path(int Owned) {
    State S;
    S.Variables.assign(VariableCount, Values::Null);
    S.Variables[Here] = Object;
    S.Objects[Object].Origin = Origin::Created;
    S.Objects[Object].Frame = Owned;
    return S;
  }

  /// As many paths as are told apart, which own 1, 2, … references.
  std::vector<State> asManyAsAreToldApart() {
    std::vector<State> States;
    for (int Owned = 1; Owned <= Bound; ++Owned)
      States.push_back(path(Owned));
    return States;
  }

  std::vector<State> join(std::vector<State> States,
                          bool IsBeforeReturn = false) {
    auto Fails = [](const State &) { return false; };
    return Joins.joined(std::move(States), {0, IsBeforeReturn, Fails});
  }

  Values Terms;
  StructValues Structs{Terms};
  PathJoins Joins{Terms, Structs};
  const ValueId Object = Terms.parameter(0), Other = Terms.parameter(1);
};

TEST_F(PathJoinsTest, NoMorePathsAreLeftThanAreToldApart) {
  std::vector<State> States = asManyAsAreToldApart();
  EXPECT_EQ(join(States).size(), size_t(Bound));
  EXPECT_EQ(Joins.limitsHit(), 0u);
  States.push_back(path(Bound + 1));
  EXPECT_EQ(join(States).size(), size_t(Bound));
  EXPECT_EQ(Joins.limitsHit(), 1u);
}

TEST_F(PathJoinsTest, FirstThoseBecomeOneThatOwnTheSame) {
  std::vector<State> States = asManyAsAreToldApart();
  States.push_back(path(Bound));
  States.back().Objects[Other].Frame = -1;
  States = join(std::move(States));
  ASSERT_EQ(States.size(), size_t(Bound));
  for (const State &S : States)
    EXPECT_EQ(S.object(Object)->Silence, Silence::None);
  EXPECT_EQ(States.back().object(Object)->Frame, Bound);
  EXPECT_EQ(States.back().object(Other)->Silence, Silence::Conflict);
  EXPECT_EQ(States.back().object(Other)->Frame, 0);
}

TEST_F(PathJoinsTest, NothingIsKnownOfWhatIsKeptAtTwoPlaces) {
  std::vector<State> States = asManyAsAreToldApart();
  States.push_back(path(Bound));
  std::swap(States.back().Variables[Here], States.back().Variables[There]);
  States = join(std::move(States));
  ASSERT_EQ(States.size(), size_t(Bound));
  EXPECT_EQ(States.back().object(Object)->Silence, Silence::Conflict);
  EXPECT_EQ(States.back().object(Object)->Frame, 0);
}

TEST_F(PathJoinsTest, BeforeTheReturnCallersTellPathsApart) {
  State Zero = path(1), One = path(1);
  Zero.Ranges[Other] = Range::exactly(0);
  One.Ranges[Other] = Range::exactly(1);
  EXPECT_EQ(join({Zero, One}, /*IsBeforeReturn=*/true).size(), 2u);
  std::vector<State> Joined = join({Zero, One});
  ASSERT_EQ(Joined.size(), 1u);
  EXPECT_EQ(Joined[0].rangeOf(Terms, Other), (Range{0, 1, false}));
  ValueId Local = Terms.fresh();
  Zero = path(1), One = path(1);
  Zero.Ranges[Local] = Range::exactly(0);
  One.Ranges[Local] = Range::exactly(1);
  EXPECT_EQ(join({Zero, One}, /*IsBeforeReturn=*/true).size(), 1u);
}

TEST_F(PathJoinsTest, FlagsTellPathsApartWhileThereAreFew) {
  State Unset = path(1), Set = path(1);
  Unset.Variables[Flag] = Terms.integer(0);
  Set.Variables[Flag] = Terms.integer(1);
  EXPECT_EQ(join({Unset, Set}).size(), 2u);
  std::vector<State> States;
  for (int64_t Value = 0; Value != Bound; ++Value) {
    States.push_back(path(1));
    States.back().Variables[Flag] = Terms.integer(Value);
  }
  EXPECT_EQ(join(States).size(), 1u);
}

TEST_F(PathJoinsTest, AMemberThatOnePathKnowsIsForgotten) {
  const Name Record("Pair"), First("first");
  ValueId Member = Terms.member(Terms.fresh(), Record, First);
  ValueId Field = Terms.fieldAddress(Other, Record, First);
  State Knows = path(1);
  Knows.Memory[Member] = Knows.Memory[Field] = Terms.integer(7);
  for (bool KnownFirst : {true, false}) {
    std::vector<State> Joined =
        KnownFirst ? join({Knows, path(1)}) : join({path(1), Knows});
    ASSERT_EQ(Joined.size(), 1u);
    EXPECT_FALSE(Joined[0].Memory.find(Member));
    const ValueId *Either = Joined[0].Memory.find(Field);
    ASSERT_TRUE(Either); // what it held at entry, or 7
    EXPECT_NE(*Either, Terms.integer(7));
    EXPECT_NE(*Either, Terms.content(Field));
  }
}

} // namespace
