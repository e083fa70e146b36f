//===- child_test.cpp - Embedded children of C++ classes ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "thing.h"

using namespace qom;
using namespace qom::testing;

namespace {

#define TYPE_BOX "cxx-box"

struct Box {
  Object parent_obj;
  Child<Thing> First;
  Child<Thing> Second;
  Box();
  ~Box();
};

#define TYPE_LOOSE "cxx-loose"

struct Loose {
  Object parent_obj;
};

} // namespace

QOM_OBJECT_TYPE(Box, Object, ObjectClass, TYPE_BOX)
QOM_OBJECT_TYPE(Loose, Object, ObjectClass, TYPE_LOOSE)

namespace {

Box::Box()
    : First(pin_init<Thing>().to_child(this, "first")),
      Second(pin_init<Thing>()
                 .with([](Thing &T) { T.Value = 7; })
                 .to_child(this, "second")) {
  Log.push_back("box constructed");
}

Box::~Box() {
  Log.push_back(
      "box destroyed, child count " + std::to_string(First->parent_obj.ref) +
      (First->parent_obj.parent ? " with parent" : " without parent"));
}

void registerTypes() {
  for (const TypeInfo &Info : {type_info<Box>(), type_info<Loose>()})
    type_register(&Info);
}
type_init(registerTypes)

    using ChildTest = BqlTest;

TEST_F(ChildTest, HasTwoReferencesAndAParent) {
  Owned<Box> B = qom::object_new<Box>();
  EXPECT_EQ(B->First->parent_obj.ref, 2u) << "the property's and its own";
  EXPECT_EQ(B->First->parent_obj.parent, as_ptr<Object>(*B));
  EXPECT_EQ(object_resolve_path_component(as_ptr<Object>(*B), "second"),
            as_ptr<Object>(*B->Second));
  EXPECT_EQ(B->Second->Value, 7) << "set up after it was there";
}

TEST_F(ChildTest, LivesUntilTheOwnersDestructorHasRun) {
  {
    Owned<Box> B = qom::object_new<Box>();
  }
  EXPECT_EQ(Log, (Lines{"box constructed",
                        "box destroyed, child count 1 without parent",
                        "thing finalized", "thing finalized"}));
}

TEST_F(ChildTest, StaysWithItsOwnReferenceWhenUnparented) {
  Owned<Box> B = qom::object_new<Box>();
  object_unparent(as_ptr<Object>(*B->First));
  EXPECT_EQ(B->First->parent_obj.ref, 1u);
}

TEST_F(ChildTest, MustLieInItsOwner) {
  Owned<Loose> Owner = qom::object_new<Loose>();
  EXPECT_DEATH(
      Child<Thing> Outside(pin_init<Thing>().to_child(Owner.get(), "outside")),
      "'cxx-thing' lies outside of its owner");
}

TEST_F(ChildTest, ItsDropNeedsTheBql) {
  EXPECT_DEATH(
      {
        Object *Raw = ::object_new(TYPE_BOX);
        bql_unlock();
        object_unref(Raw);
      },
      "drop: object 0x.* of type 'cxx-thing' without the BQL");
}

static_assert(sizeof(Child<Thing>) == sizeof(Thing));
static_assert(!std::is_copy_constructible_v<Child<Thing>>);
static_assert(!std::is_move_constructible_v<Child<Thing>>);
static_assert(!is_sendable<Child<Thing>>);

} // namespace
