//===- BorrowingTest.cpp - Parameters that are only borrowed --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Borrowing.h"
#include "analyzer/facts/Text.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

class BorrowingTest : public testing::Test {
protected:
  void read(llvm::StringRef Text) {
    llvm::Expected<Unit> U = parseUnit(Text);
    ASSERT_TRUE(bool(U)) << llvm::toString(U.takeError());
    P.add(std::move(*U));
    B.emplace(P, Known);
  }

  bool onlyBorrows(llvm::StringRef Function, unsigned Parameter = 0) {
    return B->onlyBorrows(Name(Function), Parameter);
  }

  ContractTable Table = ContractTable::bundled();
  Contracts Known{Table, "7.2"};
  Program P;
  std::optional<Borrowing> B;
};

TEST_F(BorrowingTest, ReadingIsBorrowing) {
  read(R"(
    function size(s: *Bank) -> int {
      %1 = load s->size
      return %1
    })");
  EXPECT_TRUE(onlyBorrows("size"));
}

TEST_F(BorrowingTest, WhatIsDroppedKeptOrReturnedIsNot) {
  read(R"(
    function drops(o: *Object) { call object_unref(o) }
    function keeps(o: *Object, s: *Bank) { store s->o, o }
    function returns(o: *Object) -> *Object { return o }
    function passes(o: *Object) { call somewhere_else(o) }
  )");
  for (llvm::StringRef Function : {"drops", "keeps", "returns", "passes"})
    EXPECT_FALSE(onlyBorrows(Function)) << Function.str();
  EXPECT_TRUE(onlyBorrows("keeps", 1));
}

TEST_F(BorrowingTest, CopiesAndPartsAreTheParameter) {
  read(R"(
    function drops_copy(o: *Object) {
      local copy: *Object
      store copy, o
      call object_unref(copy)
    }
    function drops_part(s: *Bank) { call object_unref(&s->child) }
  )");
  EXPECT_FALSE(onlyBorrows("drops_copy"));
  EXPECT_FALSE(onlyBorrows("drops_part"));
}

TEST_F(BorrowingTest, CalleesDecide) {
  read(R"(
    function drops(o: *Object) { call object_unref(o) }
    function reads(o: *Object) { use o->ref }
    function outer(o: *Object, p: *Object) {
      call drops(o)
      call reads(p)
    })");
  EXPECT_FALSE(onlyBorrows("outer", 0));
  EXPECT_TRUE(onlyBorrows("outer", 1));
}

TEST_F(BorrowingTest, EveryTargetOfAMemberDecides) {
  read(R"(
    table ops { BankOps.read = reads }
    function reads(o: *Object) { use o->ref }
    function drops(o: *Object) { call object_unref(o) }
    function setup(ops: *BankOps) { store ops->write, @drops }
    function access(o: *Object, ops: *BankOps) { call *ops->read(o) }
    function change(o: *Object, ops: *BankOps) { call *ops->write(o) }
  )");
  EXPECT_TRUE(B->onlyBorrows(Name("BankOps"), Name("read"), 0));
  EXPECT_FALSE(B->onlyBorrows(Name("BankOps"), Name("write"), 0));
  EXPECT_FALSE(B->onlyBorrows(Name("BankOps"), Name("never_set"), 0));
  EXPECT_TRUE(onlyBorrows("access"));
  EXPECT_FALSE(onlyBorrows("change"));
}

} // namespace
