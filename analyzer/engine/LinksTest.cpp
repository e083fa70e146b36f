//===- LinksTest.cpp - Which link properties take references --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Links.h"
#include "analyzer/facts/Text.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

class LinksTest : public testing::Test {
protected:
  Links links(llvm::StringRef Text) {
    llvm::Expected<Unit> U = parseUnit(Text);
    EXPECT_TRUE(bool(U)) << llvm::toString(U.takeError());
    P = Program();
    if (U)
      P.add(std::move(*U));
    return Links(P, Known);
  }

  ContractTable Table = ContractTable::bundled();
  Contracts Known{Table, "7.2"};
  Program P;
  const Name Team = Name("Team");
};

TEST_F(LinksTest, TheTypeOfTheTargetIsNoProperty) {
  Links L = links(R"(
    record Team : Object { a: *Object b: *Object }
    function team_init(obj: *Object, s: *Team) {
      call object_property_add_link(obj, "boss", "cpu", &s->a, @check, 0)
      call object_property_add_link(obj, "cpu", "worker", &s->b, @check, 1)
    })");
  EXPECT_FALSE(L.isStrong(Team, "boss"));
  EXPECT_TRUE(L.isStrong(Team, "cpu"));
  EXPECT_FALSE(L.isStrong(Team, "worker"));
}

TEST_F(LinksTest, ALinkThatNobodyAddsMayBeOneOfATable) {
  const std::string Base = "record Base : Object { c: *Object } link Base.c ";
  const std::string Record = "record Team : Base { a: *Object }";
  const std::string Weak = R"(
    function team_init(obj: *Object, s: *Team) {
      call object_property_add_link(obj, "boss", "cpu", &s->a, @check, 0)
    })";
  Links L = links(Base + Record + Weak);
  EXPECT_TRUE(L.isStrong(Team, "other"));
  EXPECT_FALSE(L.isStrong(Team, "boss"));
  EXPECT_FALSE(L.isStrong(Name("Object"), "other"));
}

TEST_F(LinksTest, OneWeakLinkOfTheNameDecides) {
  Links L = links(R"(
    record Team : Object { a: *Object b: *Object }
    function old_init(obj: *Object, s: *Team) {
      call object_property_add_link(obj, "boss", "cpu", &s->a, @check, 1)
    }
    function new_init(obj: *Object, s: *Team) {
      call object_property_add_link(obj, "boss", "cpu", &s->b, @check, 0)
    })");
  EXPECT_FALSE(L.isStrong(Team, "boss"));
}

} // namespace
