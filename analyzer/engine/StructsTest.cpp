//===- StructsTest.cpp - Struct values and their members ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/AnalysisFixture.h"

using namespace qomlint;

namespace {

using StructsTest = AnalysisTest;

/// A smart pointer as capture lowers it, and what follows in the caller.
std::string withOwner(llvm::StringRef Rest) {
  return R"(
    function adopt(object: *Object) -> Owner {
      local owner: Owner
      store owner.Owner::object, object
      return owner
    }
    function move(this: *Owner, other: *Owner) {
      %1 = load other->Owner::object
      store this->Owner::object, %1
      store other->Owner::object, null
    }
    function end(this: *Owner) {
      %1 = load this->Owner::object
      call object_unref(%1) @ 20:1
    }
    function f(lent: *Object) {
      local owner: Owner slot
      local next: Owner slot
      )" +
         Rest.str() + "}";
}

TEST_F(StructsTest, ReturnedStructBringsWhatItsMembersHold) {
  EXPECT_EQ(verdicts(withOwner(R"(
    %1 = call object_new("x") @ 1:1
    %2 = call adopt(%1)
    store owner, %2
    implicit call end(&owner)
  )")),
            "");
  EXPECT_EQ(verdicts(withOwner(R"(
    %1 = call object_new("x") @ 1:1
    %2 = call adopt(%1)
    store owner, %2
  )")),
            "surplus 1 owner.object\n");
}

TEST_F(StructsTest, MovedFromStructIsEmpty) {
  llvm::StringRef Moved = R"(
    %1 = call object_new("x") @ 1:1
    %2 = call adopt(%1)
    store owner, %2
    call move(&next, &owner)
    implicit call end(&owner)
  )";
  EXPECT_EQ(verdicts(withOwner((Moved + "implicit call end(&next)").str())),
            "");
  EXPECT_EQ(verdicts(withOwner(Moved)), "surplus 1 next.object\n");
}

TEST_F(StructsTest, CopyHasWhatWasStoredSince) {
  EXPECT_EQ(verdicts(withOwner(R"(
    %1 = call object_new("x") @ 1:1
    %2 = call adopt(lent)
    store owner, %2
    store owner.Owner::object, %1
    store next, owner
    implicit call end(&next)
  )")),
            "");
}

TEST_F(StructsTest, PathsWithDifferentOwnersStayApart) {
  EXPECT_EQ(verdicts(R"(
    function adopt(object: *Object) -> Owner {
      local owner: Owner
      store owner.Owner::object, object
      return owner
    }
    function f(which) {
      local owner: Owner slot
    b0:
      branch which, b1, b2
    b1:
      %1 = call object_new("x") @ 1:1
      %2 = call adopt(%1)
      store owner, %2
      goto b3
    b2:
      %3 = call object_new("y") @ 2:1
      %4 = call adopt(%3)
      store owner, %4
      goto b3
    b3:
      %5 = load owner.Owner::object
      call object_unref(%5)
    })"),
            "");
}

TEST_F(StructsTest, StructThatIsPassedMayGiveItsMembersAway) {
  EXPECT_EQ(verdicts(withOwner(R"(
    %1 = call object_new("x") @ 1:1
    %2 = call adopt(%1)
    call unknown(%2)
  )")),
            "");
}

TEST_F(StructsTest, StructInAStructKeepsItsMembers) {
  llvm::StringRef Program = R"(
    function make() -> Box {
      local inner: Owner
      local box: Box
      %1 = call object_new("x") @ 1:1
      store inner.Owner::object, %1
      store box.Box::inner, inner
      return box
    }
    function f() {
      local box: Box slot
      %1 = call make() @ 2:1
      store box, %1
      %2 = load box.Box::inner.Owner::object
      call object_unref(%2)
    })";
  EXPECT_EQ(verdicts(Program), "");
  EXPECT_EQ(
      verdicts((Program.split("call object_unref(%2)").first + "}").str()),
      "surplus 2 box.inner.object\n");
}

TEST_F(StructsTest, NothingIsSaidOfAnObjectInTwoMembers) {
  EXPECT_EQ(verdicts(R"(
    function make() -> Pair {
      local pair: Pair
      %1 = call object_new("x") @ 1:1
      store pair.Pair::first, %1
      store pair.Pair::second, %1
      return pair
    }
    function f() {
      local pair: Pair
      %1 = call make() @ 2:1
      store pair, %1
      %2 = load pair.Pair::first
      call object_unref(%2)
    })"),
            "");
}

TEST_F(StructsTest, StructThatHoldsItsOwnAddressEscapes) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      local head: Ring slot
      local next: Ring slot
      store next.Ring::next, &head
      store head, next
      call unknown(&head)
    })"),
            "");
}

} // namespace
