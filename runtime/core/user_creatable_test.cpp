//===- user_creatable_test.cpp - Objects that a user makes and deletes ----===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "testing.h"

#include "qom/object_interfaces.h"

using namespace qom::testing;

namespace {

#define TYPE_MADE "test-made"

bool FailComplete = false;
bool InUse = false;

struct Made {
  Object Parent;
  uint32_t Size;
};

void complete(UserCreatable *Creatable, Error **Errp) {
  if (FailComplete)
    error_setg(Errp, "cannot complete");
}

bool canBeDeleted(UserCreatable *Creatable) { return !InUse; }

void madeInit(Object *Obj) {
  object_property_add_uint32_ptr(Obj, "size",
                                 &reinterpret_cast<Made *>(Obj)->Size,
                                 OBJ_PROP_FLAG_READWRITE);
}

void madeClassInit(ObjectClass *Class, const void *Data) {
  auto *Creatable = reinterpret_cast<UserCreatableClass *>(
      object_class_dynamic_cast(Class, TYPE_USER_CREATABLE));
  Creatable->complete = complete;
  Creatable->can_be_deleted = canBeDeleted;
}

const InterfaceInfo Creatable[] = {{TYPE_USER_CREATABLE}, {nullptr}};
const TypeInfo Types[] = {{.name = TYPE_MADE,
                           .parent = TYPE_OBJECT,
                           .instance_size = sizeof(Made),
                           .instance_init = madeInit,
                           .class_init = madeClassInit,
                           .interfaces = Creatable}};
DEFINE_TYPES(Types)

class UserCreatableTest : public RuntimeTest {
protected:
  void SetUp() override {
    RuntimeTest::SetUp();
    FailComplete = InUse = false;
  }
  void TearDown() override { error_free(Err); }

  static Object *made() {
    return object_resolve_path_component(object_get_objects_root(), "m");
  }

  Error *Err = nullptr;
};

TEST_F(UserCreatableTest, ObjectsIsTheOnlyHolder) {
  ASSERT_TRUE(user_creatable_add_from_str("test-made,id=m,size=5", &Err));
  ASSERT_NE(made(), nullptr);
  EXPECT_EQ(made()->ref, 1u);
  EXPECT_EQ(reinterpret_cast<Made *>(made())->Size, 5u);
  EXPECT_TRUE(user_creatable_del("m", &error_abort));
  EXPECT_EQ(made(), nullptr);
}

TEST_F(UserCreatableTest, AddTypeGivesTheCallerAReference) {
  QDict *Empty = qdict_new();
  Visitor *V = qobject_input_visitor_new_keyval(QOBJECT(Empty));
  Object *Obj = user_creatable_add_type(TYPE_MADE, "m", Empty, V, &error_abort);
  EXPECT_EQ(Obj->ref, 2u);
  object_unref(Obj);
  Object *Loose =
      user_creatable_add_type(TYPE_MADE, nullptr, Empty, V, &error_abort);
  EXPECT_EQ(Loose->ref, 1u);
  object_unref(Loose);
  visit_free(V);
  qobject_unref(Empty);
  user_creatable_del("m", &error_abort);
}

TEST_F(UserCreatableTest, AFailureLeavesNothing) {
  FailComplete = true;
  Recorder R;
  EXPECT_FALSE(user_creatable_add_from_str("test-made,id=m", &Err));
  EXPECT_STREQ(error_get_pretty(Err), "cannot complete");
  EXPECT_EQ(made(), nullptr);
  EXPECT_EQ(R.Events.back().Kind, qom::EventKind::Free);
}

TEST_F(UserCreatableTest, ADuplicateIdLeavesTheFirst) {
  ASSERT_TRUE(user_creatable_add_from_str("test-made,id=m", &error_abort));
  Object *First = made();
  EXPECT_FALSE(user_creatable_add_from_str("test-made,id=m", &Err));
  EXPECT_EQ(made(), First);
  EXPECT_EQ(First->ref, 1u);
  user_creatable_del("m", &error_abort);
}

TEST_F(UserCreatableTest, WhatIsInUseStays) {
  ASSERT_TRUE(user_creatable_add_from_str("test-made,id=m", &error_abort));
  InUse = true;
  EXPECT_FALSE(user_creatable_del("m", &Err));
  EXPECT_STREQ(error_get_pretty(Err),
               "object 'm' is in use, can not be deleted");
  InUse = false;
  user_creatable_del("m", &error_abort);
}

TEST_F(UserCreatableTest, OtherTypesAreRefused) {
  EXPECT_FALSE(user_creatable_add_from_str("container,id=m", &Err));
  EXPECT_STREQ(error_get_pretty(Err),
               "object type 'container' isn't supported by object-add");
}

TEST_F(UserCreatableTest, EmbeddedOnesAreCompletedOrUndone) {
  Made Storage;
  Object *Owner = object_new(TYPE_CONTAINER);
  EXPECT_TRUE(object_initialize_child_with_props(
      Owner, "m", &Storage, sizeof(Storage), TYPE_MADE, &error_abort, "size",
      "3", nullptr));
  EXPECT_EQ(Storage.Parent.ref, 1u);
  object_unparent(&Storage.Parent);
  FailComplete = true;
  EXPECT_FALSE(object_initialize_child_with_props(
      Owner, "m", &Storage, sizeof(Storage), TYPE_MADE, &Err, nullptr));
  EXPECT_EQ(Storage.Parent.ref, 0u);
  EXPECT_EQ(object_resolve_path_component(Owner, "m"), nullptr);
  object_unref(Owner);
}

} // namespace
