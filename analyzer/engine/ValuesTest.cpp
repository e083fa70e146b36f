//===- ValuesTest.cpp - Terms that mean the same are the same -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Values.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

const Name R("XState"), Child("child"), Clk("clk");

TEST(ValuesTest, EqualTermsAreEqual) {
  Values V;
  ValueId S = V.parameter(0);
  EXPECT_EQ(V.fieldAddress(S, R, Clk), V.fieldAddress(S, R, Clk));
  EXPECT_NE(V.fieldAddress(S, R, Clk), V.fieldAddress(S, R, Child));
  EXPECT_NE(V.content(V.fieldAddress(S, R, Clk)), V.fieldAddress(S, R, Clk));
}

TEST(ValuesTest, ContainerOfAMemberIsTheRecord) {
  Values V;
  ValueId S = V.parameter(0), P = V.parameter(1);
  EXPECT_EQ(V.container(V.fieldAddress(S, R, Child), R, Child), S);
  EXPECT_EQ(V.fieldAddress(V.container(P, R, Child), R, Child), P);
}

TEST(ValuesTest, FoldsConstants) {
  Values V;
  EXPECT_EQ(V.compute(Name("=="), Values::Null, V.integer(0)), V.integer(1));
  EXPECT_EQ(V.compute(Name("&"), V.integer(6), V.integer(3)), V.integer(2));
  EXPECT_EQ(V.compute(Name("!"), V.integer(5), Values::Unknown), V.integer(0));
}

TEST(ValuesTest, NegatedComparisonIsTheOpposite) {
  Values V;
  ValueId N = V.parameter(0), Zero = V.integer(0);
  ValueId Less = V.compute(Name("<"), N, Zero);
  EXPECT_EQ(V.compute(Name("!"), Less, Values::Unknown),
            V.compute(Name(">="), N, Zero));
  EXPECT_EQ(V.compute(Name(">"), Zero, N), Less);
}

TEST(ValuesTest, PositionsInAnArray) {
  Values V;
  ValueId Array = V.localAddress(0);
  ValueId Third = V.elementAddress(Array, V.integer(2));
  ValueId Next = V.compute(Name("+"), Third, V.integer(1));
  auto IndexOf = [&](ValueId Address) {
    std::optional<Values::Position> At = V.position(Address);
    return At && At->Array == Array ? At->Index : -1;
  };
  EXPECT_EQ(IndexOf(Array), 0);
  EXPECT_EQ(IndexOf(Third), 2);
  EXPECT_EQ(IndexOf(Next), 3);
  EXPECT_EQ(IndexOf(V.compute(Name("-"), Next, V.integer(2))), 1);
  EXPECT_FALSE(V.position(V.elementAddress(Array, V.fresh())));
  EXPECT_FALSE(V.position(V.compute(Name("+"), V.parameter(0), V.integer(1))));
}

TEST(ValuesTest, OnlyParametersAndGlobalsMeanSomethingToCallers) {
  Values V;
  EXPECT_TRUE(
      V.isVisibleToCaller(V.content(V.fieldAddress(V.parameter(0), R, Clk))));
  EXPECT_TRUE(V.isVisibleToCaller(V.content(V.globalAddress(Name("g")))));
  EXPECT_FALSE(V.isVisibleToCaller(V.fresh()));
  EXPECT_FALSE(V.isVisibleToCaller(V.localAddress(0)));
}

} // namespace
