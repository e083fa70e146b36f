//===- PathConditionsTest.cpp - What tells paths apart --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/PathConditions.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

using Group = std::vector<PathKnowledge>;

PathKnowledge knows(std::initializer_list<std::pair<const char *, Range>> All) {
  PathKnowledge Result;
  for (const auto &[Text, R] : All) {
    Result[Text].Named.Text = Text;
    Result[Text].Known = R;
  }
  return Result;
}

const Range Null = Range::exactly(0), NotNull = Range::nonZero();

TEST(PathConditions, OneGroupNeedsNone) {
  std::vector<ReferenceState> R = tellApart({Group{knows({{"x", Null}})}});
  ASSERT_EQ(R.size(), 1u);
  EXPECT_TRUE(R[0].When.empty());
  EXPECT_FALSE(R[0].Otherwise || R[0].SomePaths);
}

TEST(PathConditions, WhatExcludesTheOthersIsNamed) {
  std::vector<ReferenceState> R =
      tellApart({Group{knows({{"a", Null}, {"x", Null}})},
                 Group{knows({{"a", Null}, {"x", NotNull}})}});
  ASSERT_EQ(R[0].When.size(), 1u);
  EXPECT_EQ(R[0].When[0].Text, "x");
  EXPECT_EQ(R[0].When[0].High, 0);
  EXPECT_TRUE(R[1].When[0].NonZero);
}

TEST(PathConditions, AConjunctionWhereOneIsNotEnough) {
  std::vector<ReferenceState> R =
      tellApart({Group{knows({{"x", NotNull}, {"y", NotNull}})},
                 Group{knows({{"x", Null}, {"y", NotNull}}),
                       knows({{"x", NotNull}, {"y", Null}})}});
  EXPECT_EQ(R[0].When.size(), 2u);
  EXPECT_FALSE(R[0].SomePaths);
  // Either of two: has no name but that it is not the other.
  EXPECT_TRUE(R[1].Otherwise);
  EXPECT_TRUE(R[1].When.empty());
}

TEST(PathConditions, WhatCannotBeNamedIsAdmitted) {
  std::vector<ReferenceState> R =
      tellApart({Group{knows({{"x", Null}})}, Group{knows({{"y", Null}})}});
  EXPECT_TRUE(R[0].SomePaths);
  EXPECT_TRUE(R[1].SomePaths);
  EXPECT_TRUE(R[0].When.empty());
}

TEST(PathConditions, AFailureIsCalledOne) {
  PathKnowledge Fails = knows({{"realize", Null}});
  PathKnowledge Succeeds = knows({{"realize", NotNull}});
  for (PathKnowledge *Path : {&Fails, &Succeeds}) {
    (*Path)["realize"].Failure = Null;
    (*Path)["realize"].Success = NotNull;
  }
  std::vector<ReferenceState> R = tellApart({Group{Fails}, Group{Succeeds}});
  EXPECT_EQ(R[0].When[0].Kind, PathCondition::SubjectKind::Failure);
  EXPECT_EQ(R[0].When[0].Low, 1);
  EXPECT_EQ(R[1].When[0].Low, 0);
}

} // namespace
