//===- accounts_test.cpp - Who still has what -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "accounts.h"

#include <gtest/gtest.h>

using namespace qom;
using namespace qom::ledger;

namespace {

/// A history without a runtime: objects are numbers, functions are addresses.
class Book {
public:
  Object *object(unsigned Number) { return &Storage[Number]; }

  Book &event(EventKind Kind, unsigned Number, uint32_t Count, Holder Of = {},
              uintptr_t Function = 1, const char *Operation = nullptr) {
    Pages.add({.Kind = Kind,
               .Obj = object(Number),
               .TypeName = "thing",
               .InstanceSize = Size,
               .Count = Count,
               .OnHeap = OnHeap,
               .Of = Of,
               .Caller = nullptr,
               .Operation = Operation},
              0, {Function});
    return *this;
  }

  Book &made(unsigned Number, uintptr_t Function = 1) {
    return event(EventKind::Initialize, Number, 1, {}, Function);
  }

  Book &ended(unsigned Number) {
    event(EventKind::FinalizeBegin, Number, 0);
    event(EventKind::FinalizeEnd, Number, 0);
    return OnHeap ? event(EventKind::Free, Number, 0) : *this;
  }

  Verdicts verdicts() const {
    return judge(Pages, [](const Entry &E) {
      return "function " + std::to_string(E.Stack.front());
    });
  }

  History Pages;
  size_t Size = sizeof(Object);
  bool OnHeap = true;

private:
  Object Storage[8];
};

Holder childOf(const void *Parent) { return {"child", Parent, "kid"}; }

TEST(AccountsTest, ABalancedLifeHasNoVerdict) {
  Book B;
  B.made(0).event(EventKind::Ref, 0, 2).event(EventKind::Unref, 0, 1);
  B.event(EventKind::Unref, 0, 0).ended(0);
  Verdicts V = B.verdicts();
  EXPECT_TRUE(V.Leaks.empty());
  EXPECT_TRUE(V.OverReleases.empty());
  EXPECT_TRUE(V.LateAccesses.empty());
  EXPECT_TRUE(V.LostStorages.empty());
  EXPECT_TRUE(V.Unaccounted.empty());
}

TEST(AccountsTest, ALeakNamesTheReferenceThatItsFunctionKept) {
  Book B;
  B.made(0, 1).event(EventKind::Ref, 0, 2, {}, 2);
  B.event(EventKind::Unref, 0, 1, {}, 2);
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.Leaks.size(), 1u);
  EXPECT_EQ(V.Leaks[0].NeverDropped, std::vector<EntryId>{0});
}

TEST(AccountsTest, WhatTheTreeHoldsIsNoLeak) {
  Book B;
  B.made(0).event(EventKind::Pass, 0, 1, {"process", nullptr, nullptr});
  B.made(1).event(EventKind::Ref, 1, 2, childOf(B.object(0)));
  B.event(EventKind::Unref, 1, 1);
  EXPECT_TRUE(B.verdicts().Leaks.empty())
      << "only the child property has a reference";
}

TEST(AccountsTest, TheCreationReferenceBesidesTheParentsIsALeak) {
  Book B;
  B.made(0).event(EventKind::Pass, 0, 1, {"process", nullptr, nullptr});
  B.made(1).event(EventKind::Ref, 1, 2, childOf(B.object(0)));
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.Leaks.size(), 1u);
  EXPECT_EQ(V.Leaks[0].Of, 1u);
}

TEST(AccountsTest, ALeakedParentKeepsItsChildrenAlive) {
  Book B;
  B.made(0).made(1).event(EventKind::Ref, 1, 2, childOf(B.object(0)));
  B.event(EventKind::Unref, 1, 1);
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.Leaks.size(), 1u) << "the child is a consequence, not a leak";
  EXPECT_EQ(V.Leaks[0].Of, 0u);
  EXPECT_EQ(V.Leaks[0].KeptAlive, std::vector<ObjectId>{1});
}

TEST(AccountsTest, ObjectsThatHoldEachOtherAreALeak) {
  Book B;
  B.made(0).made(1).event(EventKind::Ref, 1, 2, childOf(B.object(0)));
  B.event(EventKind::Unref, 1, 1);
  B.event(EventKind::Ref, 0, 2, {"container", B.object(1), nullptr}, 7);
  EXPECT_EQ(B.verdicts().Leaks[0].NeverDropped, std::vector<EntryId>{0})
      << "the creator has a reference, still";
  B.event(EventKind::Unref, 0, 1);
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.Leaks.size(), 1u) << "the child is a consequence";
  EXPECT_EQ(V.Leaks[0].Of, 0u);
  EXPECT_EQ(V.Leaks[0].KeptAlive, std::vector<ObjectId>{1});
  EXPECT_EQ(B.Pages.Entries[V.Leaks[0].NeverDropped[0]].Stack.front(), 7u);
}

TEST(AccountsTest, ARingThatTheProcessHoldsIsNone) {
  Book B;
  B.made(0).event(EventKind::Pass, 0, 1, {"process", nullptr, nullptr});
  B.made(1).event(EventKind::Pass, 1, 1, childOf(B.object(0)));
  B.event(EventKind::Ref, 0, 2, {"container", B.object(1), nullptr});
  EXPECT_TRUE(B.verdicts().Leaks.empty());
}

TEST(AccountsTest, ALinksReferenceCanBeTakenOutOfItsSlot) {
  Book B;
  Holder Link{"link", B.object(1), "target"};
  B.made(0).made(1).event(EventKind::Ref, 0, 2, Link);
  B.event(EventKind::Unref, 0, 1).event(EventKind::Unref, 0, 0, {}, 7);
  EXPECT_TRUE(B.verdicts().OverReleases.empty())
      << "the slot may have been cleared, which is no event";
  B.event(EventKind::OverRelease, 0, 0, Link);
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.OverReleases.size(), 1u) << "it was not";
  EXPECT_EQ(B.Pages.Entries[V.OverReleases[0].At].Stack.front(), 7u);
}

TEST(AccountsTest, DroppingTheParentsReferenceIsSeenBeforeTheCountIsZero) {
  Book B;
  B.made(0);
  B.made(1).event(EventKind::Ref, 1, 2, childOf(B.object(0)));
  B.event(EventKind::Unref, 1, 1)
      .event(EventKind::Ref, 1, 2, {"bus", nullptr, nullptr});
  B.event(EventKind::Unref, 1, 1, {}, 7);
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.OverReleases.size(), 1u);
  EXPECT_EQ(B.Pages.Entries[V.OverReleases[0].At].Stack.front(), 7u);
  EXPECT_EQ(V.OverReleases[0].Holders.size(), 2u)
      << "child and bus had one each";
}

TEST(AccountsTest, OfManyDropsTooManyTheFirstIsReported) {
  Book B;
  B.made(0).event(EventKind::Unref, 0, 0).ended(0);
  B.event(EventKind::OverRelease, 0, 0, {}, 5);
  B.event(EventKind::OverRelease, 0, 0, {}, 6);
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.OverReleases.size(), 1u);
  EXPECT_EQ(B.Pages.Entries[V.OverReleases[0].At].Stack.front(), 5u);
}

TEST(AccountsTest, APassedReferenceIsTheHolders) {
  Book B;
  Holder List{"clock list", B.object(3), nullptr};
  B.made(3).made(0).event(EventKind::Pass, 0, 1, List);
  B.event(EventKind::Unref, 0, 0, List).ended(0);
  EXPECT_TRUE(B.verdicts().OverReleases.empty());

  Book Wrong;
  Holder SameList{"clock list", Wrong.object(3), nullptr};
  Wrong.made(3).made(0).event(EventKind::Pass, 0, 1, SameList);
  Wrong.event(EventKind::Unref, 0, 0).ended(0);
  EXPECT_EQ(Wrong.verdicts().OverReleases.size(), 1u)
      << "the caller passed its only reference and dropped it";
}

TEST(AccountsTest, ALinkDropsWhatItsSlotWasFilledWith) {
  Book B;
  B.made(3).made(0).event(EventKind::Unref, 0, 0,
                          {"link", B.object(3), "peer"});
  B.ended(0);
  EXPECT_TRUE(B.verdicts().OverReleases.empty());
}

TEST(AccountsTest, AHolderThatIsGoneHoldsNothing) {
  Book B;
  B.made(0).made(1).event(EventKind::Ref, 1, 2, {"link", B.object(0), "peer"});
  B.event(EventKind::Unref, 1, 1);
  B.event(EventKind::Unref, 0, 0).ended(0);
  EXPECT_EQ(B.verdicts().Leaks.size(), 1u);
}

TEST(AccountsTest, AHeaderOfEmbeddedStorageMayBeAsked) {
  for (bool OnHeap : {false, true}) {
    Book B;
    B.OnHeap = OnHeap;
    B.made(0).event(EventKind::Unref, 0, 0).ended(0);
    B.event(EventKind::LateAccess, 0, 0, {}, 1, "unparent");
    B.event(EventKind::LateAccess, 0, 0, {}, 1, "take a reference");
    Verdicts V = B.verdicts();
    ASSERT_EQ(V.LateAccesses.size(), 2u);
    EXPECT_EQ(V.LateAccesses[0].Harmless, !OnHeap);
    EXPECT_FALSE(V.LateAccesses[1].Harmless);
  }
}

TEST(AccountsTest, InitializingALiveObjectsStorageLosesIt) {
  Book B;
  B.OnHeap = false;
  B.made(0).made(0);
  EXPECT_EQ(B.verdicts().LostStorages.size(), 1u);

  Book Right;
  Right.OnHeap = false;
  Right.made(0).event(EventKind::Unref, 0, 0).ended(0).made(0);
  EXPECT_TRUE(Right.verdicts().LostStorages.empty());
}

TEST(AccountsTest, FreeingTheOwnerOfALiveObjectLosesIt) {
  Book B;
  B.Size = 4 * sizeof(Object);
  B.made(0);
  B.Size = sizeof(Object);
  B.OnHeap = false;
  B.made(1);
  B.OnHeap = true;
  B.event(EventKind::Unref, 0, 0).ended(0);
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.LostStorages.size(), 1u);
  EXPECT_EQ(V.LostStorages[0].Of, 1u);
}

TEST(AccountsTest, AnAccessBelongsToTheInnermostDeadObject) {
  Book B;
  B.Size = 4 * sizeof(Object);
  B.made(0);
  B.Size = sizeof(Object);
  B.OnHeap = false;
  B.made(1).event(EventKind::Unref, 1, 0).ended(1);
  auto Inside = reinterpret_cast<uintptr_t>(B.object(1)) + 8;
  auto Behind = reinterpret_cast<uintptr_t>(B.object(2)) + 8;
  B.Pages.addAccess(Inside, "read of 4 bytes", 0, {9});
  B.Pages.addAccess(Behind, "read of 4 bytes", 0, {9});
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.LateAccesses.size(), 1u);
  EXPECT_EQ(V.LateAccesses[0].Of, 1u);
  EXPECT_EQ(B.Pages.StrayAccesses.size(), 1u) << "the owner is alive";
}

TEST(AccountsTest, AReferenceWhileEndingIsAResurrection) {
  Book B;
  B.made(0).event(EventKind::Unref, 0, 0);
  B.event(EventKind::FinalizeBegin, 0, 0).event(EventKind::Ref, 0, 1, {}, 3);
  Verdicts V = B.verdicts();
  ASSERT_EQ(V.Resurrections.size(), 1u);
  EXPECT_EQ(B.Pages.Entries[V.Resurrections[0].At].Stack.front(), 3u);
}

TEST(AccountsTest, ObjectsFromBeforeAreNotJudged) {
  Book B;
  B.event(EventKind::Ref, 0, 5).event(EventKind::Unref, 0, 4);
  B.event(EventKind::Unref, 0, 3);
  Verdicts V = B.verdicts();
  EXPECT_TRUE(V.Leaks.empty());
  EXPECT_TRUE(V.OverReleases.empty());
  EXPECT_TRUE(V.Unaccounted.empty());
}

TEST(AccountsTest, ACountThatNobodyExplainsIsTold) {
  Book B;
  B.made(0).event(EventKind::Ref, 0, 3);
  EXPECT_EQ(B.verdicts().Unaccounted.size(), 1u);
}

} // namespace
