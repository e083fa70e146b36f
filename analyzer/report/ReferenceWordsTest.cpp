//===- ReferenceWordsTest.cpp - Holders and conditions in words -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/ReferenceWords.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

Holding by(std::string Who, std::string Relation, std::string Until) {
  Holding H;
  H.Kind = HoldingKind::Holder;
  H.Who = std::move(Who);
  H.Relation = std::move(Relation);
  H.Until = std::move(Until);
  return H;
}

ReferenceState clockInput() {
  ReferenceState R;
  R.Holdings = {by("dev", "child", "properties_released"),
                by("dev", "clocks", "device_finalize")};
  return R;
}

TEST(ReferenceWords, Holders) {
  EXPECT_EQ(holderText(by("dev", "clocks", "device_finalize")),
            "the clock list of 'dev', until device_finalize, the last "
            "finalizer of 'dev'");
  EXPECT_EQ(holderText(by("/machine/unattached", "child", "unparent")),
            "the child property of /machine/unattached, until it is "
            "unparented");
  EXPECT_EQ(holderText(by("the system bus", "bus", "rcu")),
            "the system bus, until a grace period after it is unplugged");
  EXPECT_EQ(
      holderText(by("", "child", "properties_released")),
      "the child property of its parent, until properties are released in "
      "its parent, before any finalizer");
  EXPECT_EQ(holderText(by("task", "reference", "explicit:qio_task_free")),
            "'task', until qio_task_free()");
}

TEST(ReferenceWords, CountsOfWhatIsKnown) {
  ReferenceState R = clockInput();
  EXPECT_EQ(countText(R), "2 references");
  EXPECT_EQ(adviceText(R),
            "borrowed: 'Owned::from' makes it 3, 'Owned::from_raw' would take "
            "a reference of somebody else");
  R.OthersMayHold = true;
  EXPECT_EQ(countText(R), "at least 2 references");
  R.Holdings.clear();
  EXPECT_EQ(countText(R), "not counted here: others may hold it");
  EXPECT_EQ(adviceText(R), "");
  R.Unknown = Silence::Opaque;
  EXPECT_EQ(countText(R), "unknown from here: handed to a callback");
}

TEST(ReferenceWords, AHolderThatMayBeThereOrNotIsNotCounted) {
  ReferenceState R = clockInput();
  R.Holdings[1].OnlyIf = "non_null";
  EXPECT_EQ(countText(R), "1 to 2 references");
  EXPECT_EQ(R.count(), std::nullopt);
  EXPECT_EQ(R.known(), 1);
}

TEST(ReferenceWords, OwnedPointersAreTakenOver) {
  ReferenceState R;
  R.Holdings.emplace_back();
  EXPECT_EQ(countText(R), "1 reference");
  EXPECT_EQ(adviceText(R),
            "'Owned::from_raw' takes over the reference of this function");
  R.Gone = true;
  EXPECT_EQ(countText(R), "gone: the last reference was dropped");
  EXPECT_EQ(adviceText(R), "");
}

TEST(ReferenceWords, AnArrayIsFreedAndNoOwned) {
  ReferenceState R;
  R.IsArray = true;
  R.Holdings.emplace_back();
  EXPECT_EQ(adviceText(R), "");
  R.Gone = true;
  EXPECT_EQ(countText(R), "gone: the array was freed");
}

TEST(ReferenceWords, Conditions) {
  ReferenceState R;
  EXPECT_EQ(conditionText(R), "");
  PathCondition Fails;
  Fails.Kind = PathCondition::SubjectKind::Failure;
  Fails.Text = "qdev_realize";
  Fails.Line = 12;
  Fails.Low = Fails.High = 1;
  PathCondition Bus;
  Bus.Kind = PathCondition::SubjectKind::Pointer;
  Bus.Text = "bus";
  Bus.NonZero = true;
  R.When = {Fails, Bus};
  EXPECT_EQ(conditionText(R),
            "if qdev_realize() on line 12 fails and 'bus' is not null");
  R.When[0].Text = "";
  EXPECT_EQ(conditionText(R),
            "if the call on line 12 fails and 'bus' is not null");
  R.SomePaths = true;
  R.When.clear();
  EXPECT_EQ(conditionText(R), "on some paths");
  R.SomePaths = false;
  R.Otherwise = true;
  EXPECT_EQ(conditionText(R), "otherwise");
}

} // namespace
