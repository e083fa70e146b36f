//===- BorrowingTest.cpp - Parameters and slots that only borrow ----------===//
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

TEST_F(BorrowingTest, WhatIsTakenOrDroppedIsNot) {
  read(R"(
    function drops(o: *Object) { call object_unref(o) }
    function takes(o: *Object) { %1 = call object_ref(o) }
    function passes(o: *Object) { call somewhere_else(o) }
    function keeps_unseen(o: *Object, slot: *Object) { store *slot, o }
  )");
  for (llvm::StringRef Function : {"drops", "takes", "passes", "keeps_unseen"})
    EXPECT_FALSE(onlyBorrows(Function)) << Function.str();
}

TEST_F(BorrowingTest, SlotsAreWhatTheirReadersDo) {
  read(R"(
    function keep_weak(o: *Object, s: *Bank) { store s->weak, o }
    function look(s: *Bank) {
      %1 = load s->weak
      use %1->ref
    }
    function keep_own(o: *Object, s: *Bank) { store s->own, o }
    function finalize(s: *Bank) {
      %1 = load s->own
      call object_unref(%1)
    }
    function clear(s: *Bank) { call g_clear_object(&s->cleared) }
  )");
  EXPECT_TRUE(B->onlyBorrows(SlotKey{Name("Bank"), Name("weak")}));
  EXPECT_FALSE(B->onlyBorrows(SlotKey{Name("Bank"), Name("own")}));
  EXPECT_FALSE(B->onlyBorrows(SlotKey{Name("Bank"), Name("cleared")}));
  EXPECT_TRUE(onlyBorrows("keep_weak"));
  EXPECT_FALSE(onlyBorrows("keep_own"));
  EXPECT_TRUE(onlyBorrows("keep_own", 1));
}

TEST_F(BorrowingTest, WhoGetsAResultDecides) {
  read(R"(
    function look(s: *Bank) -> *Object {
      %1 = load s->seen
      return %1
    }
    function reads(s: *Bank) {
      %1 = call look(s)
      use %1->ref
    }
    function get(s: *Bank) -> *Object {
      %1 = load s->taken
      return %1
    }
    function drops(s: *Bank) {
      %1 = call get(s)
      call object_unref(%1)
    }
    function called_elsewhere(s: *Bank) -> *Object {
      %1 = load s->lent
      return %1
    }
    table ops { BankOps.peek = called_elsewhere }
  )");
  EXPECT_TRUE(B->onlyBorrows(SlotKey{Name("Bank"), Name("seen")}));
  EXPECT_FALSE(B->onlyBorrows(SlotKey{Name("Bank"), Name("taken")}));
  EXPECT_FALSE(B->onlyBorrows(SlotKey{Name("Bank"), Name("lent")}));
}

TEST_F(BorrowingTest, CallbacksDecideAboutTheirOpaque) {
  read(R"(
    function reads(opaque: *Object) { use opaque->ref }
    function drops(opaque: *Object) { call object_unref(opaque) }
    function watch(o: *Object) { call aio_bh_schedule_oneshot(?, @reads, o) }
    function hand(o: *Object) { call aio_bh_schedule_oneshot(?, @drops, o) }
  )");
  EXPECT_TRUE(onlyBorrows("watch"));
  EXPECT_FALSE(onlyBorrows("hand"));
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

TEST_F(BorrowingTest, ABodyTakesFromSomeOfItsSlots) {
  read(R"(
    function look(b: *Bulb) { use b->Bulb::watts }
    function both(s: *Lamp) {
      %1 = load s->Lamp::bulb
      call look(%1)
      %2 = load s->Lamp::shade
      call object_unref(%2)
      %3 = load s->Lamp::cord
      call *s->Lamp::hang(%3)
    }
    function other(s: *Lamp) {
      %1 = load s->Lamp::bulb
      call object_unref(%1)
    })");
  const Function &Both = P.find(Name("both"))->Variants.front();
  EXPECT_EQ(B->slotsTakenFrom(Both),
            (std::set<SlotKey>{{Name("Lamp"), Name("shade")},
                               {Name("Lamp"), Name("cord")}}));
}

} // namespace
