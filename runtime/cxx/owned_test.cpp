//===- owned_test.cpp - References as values ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "thing.h"

#include <sstream>
#include <thread>
#include <unordered_set>

using namespace qom;
using namespace qom::testing;

namespace {

using OwnedTest = BqlTest;

TEST_F(OwnedTest, FromRawTakesOverAndTheDropEnds) {
  Object *Raw = ::object_new(TYPE_THING);
  {
    auto Ref = Owned<Object>::from_raw(Raw);
    EXPECT_EQ(Raw->ref, 1u) << "the creation reference is this one";
    EXPECT_EQ(Ref.get(), Raw);
  }
  EXPECT_EQ(Log, Lines{"thing finalized"});
}

TEST_F(OwnedTest, FromAddsAndLeavesTheOther) {
  Object *Raw = ::object_new(TYPE_THING);
  {
    auto Ref = Owned<Object>::from(*Raw);
    EXPECT_EQ(Raw->ref, 2u);
  }
  EXPECT_EQ(Raw->ref, 1u);
  object_unref(Raw);
}

TEST_F(OwnedTest, IntoRawGivesTheReferenceUp) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  Thing *Raw = Owned<Thing>::into_raw(std::move(Ref));
  EXPECT_EQ(Raw->parent_obj.ref, 1u);
  EXPECT_TRUE(Log.empty());
  auto Again = Owned<Thing>::from_raw(Raw);
}

TEST_F(OwnedTest, CloneCountsAndMoveDoesNot) {
  Owned<Thing> First = qom::object_new<Thing>();
  Owned<Thing> Second = First.clone();
  EXPECT_EQ(First->parent_obj.ref, 2u);
  Owned<Thing> Third = std::move(First);
  EXPECT_EQ(Third->parent_obj.ref, 2u);
  EXPECT_EQ(Second, Third);
}

TEST_F(OwnedTest, AssigningDropsTheOld) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  Owned<Thing> Other = qom::object_new<Thing>();
  Ref = std::move(Other);
  EXPECT_EQ(Log, Lines{"thing finalized"});
  Owned<Thing> &Same = Ref;
  Ref = std::move(Same);
  EXPECT_EQ(Ref->parent_obj.ref, 1u) << "assigning to itself changes nothing";
}

TEST_F(OwnedTest, AMovedFromVariableMayBeAssigned) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  auto Sink = std::move(Ref);
  Ref = std::move(Sink);
  EXPECT_EQ(Ref->parent_obj.ref, 1u);
}

TEST_F(OwnedTest, MovedFromIsFatalToUse) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  Owned<Thing> Sink = std::move(Ref);
  const char *Message = "moved-from reference.*'cxx-thing'";
  EXPECT_DEATH(Ref.get(), Message);
  EXPECT_DEATH(static_cast<void>(Ref.clone()), Message);
  EXPECT_DEATH(static_cast<void>(Ref->Value), Message);
  EXPECT_DEATH(static_cast<void>(Ref == Sink), Message);
  EXPECT_DEATH(Owned<Thing> Again = std::move(Ref), Message);
}

TEST_F(OwnedTest, NullIsFatal) {
  EXPECT_DEATH(Owned<Thing>::from_raw(nullptr),
               "from_raw: null.*'cxx-thing'.*never null");
}

TEST_F(OwnedTest, DroppingNeedsTheBql) {
  EXPECT_DEATH(
      {
        Owned<Thing> Ref = qom::object_new<Thing>();
        bql_unlock();
      },
      "drop: object 0x.* of type 'cxx-thing' without the BQL");
}

TEST_F(OwnedTest, CreatingNeedsTheBql) {
  EXPECT_DEATH(
      {
        bql_unlock();
        auto Ref = qom::object_new<Thing>();
      },
      "object_new: .*'cxx-thing' without the BQL");
}

TEST_F(OwnedTest, AnUpcastIsAMove) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  Thing *Raw = Ref.get();
  Owned<Object> Up = std::move(Ref);
  EXPECT_EQ(Up.get(), as_ptr<Object>(*Raw));
  EXPECT_EQ(Up->ref, 1u);
}

TEST_F(OwnedTest, ADowncastMovesIfTheTypeIsRight) {
  Owned<Object> Ref = qom::object_new<Thing>();
  std::optional<Owned<Thing>> Down = downcast<Thing>(std::move(Ref));
  ASSERT_TRUE(Down);
  EXPECT_EQ((*Down)->parent_obj.ref, 1u);

  Owned<Object> Other = qom::object_new<OtherThing>();
  EXPECT_FALSE(downcast<Thing>(std::move(Other)));
  EXPECT_EQ(Other->ref, 1u) << "the reference stays where it was";
}

TEST_F(OwnedTest, EqualMeansTheSameObject) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  Owned<Thing> Clone = Ref.clone();
  Owned<Object> Up = Ref.clone();
  Owned<Thing> Other = qom::object_new<Thing>();
  EXPECT_TRUE(Ref == Clone);
  EXPECT_TRUE(Ref == Up);
  EXPECT_FALSE(Ref == Other);
  EXPECT_EQ(Ref <=> Clone, std::strong_ordering::equal);
  EXPECT_EQ(Ref < Other, Ref.get() < Other.get());
  std::unordered_set<Owned<Thing>> Set;
  Set.insert(std::move(Ref));
  EXPECT_TRUE(Set.contains(Clone));
  EXPECT_FALSE(Set.contains(Other));
}

TEST_F(OwnedTest, DebugShowsTheObjectsOwnType) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  std::ostringstream Address;
  Address << static_cast<void *>(Ref.get());
  std::string Expected = "cxx-thing(" + Address.str() + ")";
  EXPECT_EQ(debug_fmt(Ref), Expected);
  Owned<Object> Up = std::move(Ref);
  std::ostringstream Out;
  Out << Up;
  EXPECT_EQ(Out.str(), Expected) << "not the pointer's type";
}

TEST_F(OwnedTest, AViewNeitherTakesNorDrops) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  {
    ManuallyDrop<Owned<Thing>> View = view(*Ref);
    EXPECT_EQ(Ref->parent_obj.ref, 1u);
    Owned<Thing> Kept = View->clone();
    EXPECT_EQ(Ref->parent_obj.ref, 2u);
  }
  EXPECT_EQ(Ref->parent_obj.ref, 1u);
}

TEST_F(OwnedTest, AddingAChildConsumes) {
  Owned<Thing> Parent = qom::object_new<Thing>();
  Owned<Thing> Child = qom::object_new<Thing>();
  Thing *Raw = Child.get();
  property_add_child(*Parent, "kid", std::move(Child));
  EXPECT_EQ(Raw->parent_obj.ref, 1u) << "the child property's";
  EXPECT_EQ(Raw->parent_obj.parent, as_ptr<Object>(*Parent));

  Owned<Object> Same = qom::object_new<Thing>();
  Object *RawObject = Same.get();
  property_add_child(*Parent, "other", std::move(Same));
  EXPECT_EQ(RawObject->ref, 1u) << "also without a conversion";
}

TEST_F(OwnedTest, CastsKeepThePointerAndTheCount) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  Object &Up = upcast<Object>(*Ref);
  EXPECT_EQ(static_cast<void *>(&Up), Ref.get());
  EXPECT_EQ(downcast<Thing>(Up), Ref.get());
  EXPECT_EQ(dynamic_cast_to<OtherThing>(*Ref), nullptr);
  EXPECT_EQ(&unsafe_cast<Thing>(Up), Ref.get());
  EXPECT_EQ(typename_of(Up), "cxx-thing");
  EXPECT_EQ(&get_class(*Ref), object_get_class(&Up));
  EXPECT_EQ(&get_class(Ref), &get_class(*Ref));
  EXPECT_EQ(typename_of(Ref), typename_of(*Ref));
  EXPECT_EQ(as_ptr(Ref), Ref.get());
  EXPECT_EQ(as_ptr<Object>(Ref), &Up);
  EXPECT_EQ(downcast<Thing>(static_cast<Object *>(nullptr)), nullptr);
  EXPECT_EQ(Up.ref, 1u);
}

TEST_F(OwnedTest, AThreadGetsWhatMayBeSent) {
  Owned<Thing> Ref = qom::object_new<Thing>();
  {
    qom::thread Worker([](Thing &T, int Value) { T.Value = Value; },
                       std::ref(*Ref), 42);
  }
  EXPECT_EQ(Ref->Value, 42);
  EXPECT_EQ(Ref->parent_obj.ref, 1u);
}

static_assert(sizeof(Owned<Thing>) == sizeof(Thing *));
static_assert(!std::is_default_constructible_v<Owned<Thing>>);
static_assert(!std::is_copy_constructible_v<Owned<Thing>>);
static_assert(!std::is_convertible_v<Thing *, Owned<Thing>>);
static_assert(std::is_nothrow_move_constructible_v<Owned<Thing>>);
static_assert(std::is_convertible_v<Owned<Thing> &&, Owned<Object>>);
static_assert(!std::is_convertible_v<Owned<Object> &&, Owned<Thing>>);
static_assert(!std::is_convertible_v<Owned<Thing> &&, Owned<OtherThing>>);

static_assert(IsA<Thing, Object> && IsA<Thing, Thing>);
static_assert(!IsA<Object, Thing> && !IsA<Thing, OtherThing>);
static_assert(!IsA<int, Object>);
static_assert(IsA<SysBusDevice, DeviceState> && !IsA<Clock, DeviceState>);

static_assert(!is_sendable<Owned<Thing>> && is_shareable<Owned<Thing>>);
static_assert(!is_sendable<std::optional<Owned<Thing>>>);
static_assert(!is_sendable<std::pair<int, Owned<Thing>>>);
static_assert(is_sendable<std::pair<int, std::string>>);
static_assert(is_sendable<std::reference_wrapper<Thing>>);
static_assert(!is_sendable<std::shared_ptr<Owned<Thing>>>);
static_assert(!is_sendable<Thing *> && !is_shareable<Thing *>);

struct Unknown {
  int Field;
};
static_assert(!is_sendable<Unknown>, "nobody has answered for it");
struct Answered {
  int Field;
};

} // namespace

template <> inline constexpr bool qom::is_sendable<Answered> = true;
static_assert(
    std::is_constructible_v<qom::thread, void (*)(Answered), Answered>);
static_assert(
    !std::is_constructible_v<qom::thread, void (*)(Unknown), Unknown>);
