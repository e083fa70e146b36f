//===- object_test.cpp - Creation, counting, the end ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "testing.h"

using namespace qom::testing;
using qom::TheSemantics;

namespace {

#define TYPE_BASE "test-base"
#define TYPE_LEAF "test-leaf"
#define TYPE_ABSTRACT "test-abstract"
#define TYPE_TAKER "test-taker"
#define TYPE_ALIGNED "test-aligned"

struct Base {
  Object Parent;
  int Value;
};

const char *const Said[] = {"base init", "base post-init", "base finalize",
                            "leaf init", "leaf post-init", "leaf finalize"};

template <int Which> void say(Object *Obj) { Log.push_back(Said[Which]); }

void classPropertyReleased(Object *Obj, const char *Name, void *Opaque) {
  Log.push_back(std::string("release ") + Name);
}

void leafClassInit(ObjectClass *Class, const void *Data) {
  object_class_property_add(Class, "of-class", "bool", nullptr, nullptr,
                            classPropertyReleased, nullptr);
}

/// What a type does to itself while it is finalized.
void (*Misbehave)(Object *) = nullptr;

void takerFinalize(Object *Obj) {
  if (Misbehave)
    Misbehave(Obj);
}

const TypeInfo Types[] = {
    {.name = TYPE_BASE,
     .parent = TYPE_OBJECT,
     .instance_size = sizeof(Base),
     .instance_init = say<0>,
     .instance_post_init = say<1>,
     .instance_finalize = say<2>},
    {.name = TYPE_LEAF,
     .parent = TYPE_BASE,
     .instance_init = say<3>,
     .instance_post_init = say<4>,
     .instance_finalize = say<5>,
     .class_init = leafClassInit},
    {.name = TYPE_ABSTRACT, .parent = TYPE_OBJECT, .abstract = true},
    {.name = TYPE_TAKER,
     .parent = TYPE_OBJECT,
     .instance_finalize = takerFinalize},
    {.name = TYPE_ALIGNED,
     .parent = TYPE_OBJECT,
     .instance_size = 192,
     .instance_align = 64},
};
DEFINE_TYPES(Types)

class ObjectTest : public RuntimeTest {};
using ObjectDeathTest = ObjectTest;

TEST_F(ObjectTest, InitRunsBaseFirst) {
  Object *Obj = object_new(TYPE_LEAF);
  Lines Init{"base init", "leaf init"};
  Lines PostInit = TheSemantics.PostInitBaseFirst
                       ? Lines{"base post-init", "leaf post-init"}
                       : Lines{"leaf post-init", "base post-init"};
  Init.insert(Init.end(), PostInit.begin(), PostInit.end());
  EXPECT_EQ(Log, Init);
  object_unref(Obj);
}

TEST_F(ObjectTest, PropertiesAreReleasedThenTheLeafThenItsBase) {
  Object *Obj = object_new(TYPE_LEAF);
  object_property_add(Obj, "own", "bool", nullptr, nullptr,
                      classPropertyReleased, nullptr);
  Log.clear();
  object_unref(Obj);
  EXPECT_EQ(Log, (Lines{"release own", "release of-class", "leaf finalize",
                        "base finalize"}));
}

TEST_F(ObjectTest, ClassPropertiesAreReleasedForEachInstance) {
  object_unref(object_new(TYPE_LEAF));
  Log.clear();
  object_unref(object_new(TYPE_LEAF));
  EXPECT_EQ(std::count(Log.begin(), Log.end(), "release of-class"), 1);
}

TEST_F(ObjectTest, CountsStartAtOneAndNullIsFine) {
  Object *Obj = object_new(TYPE_BASE);
  EXPECT_EQ(Obj->ref, 1u);
  EXPECT_EQ(object_ref(Obj), Obj);
  EXPECT_EQ(Obj->ref, 2u);
  object_unref(Obj);
  EXPECT_EQ(Obj->ref, 1u);
  object_unref(Obj);
  EXPECT_EQ(object_ref(nullptr), nullptr);
  object_unref(nullptr);
}

TEST_F(ObjectTest, StorageOfSomebodyElseIsFinalizedNotFreed) {
  Base Storage;
  memset(&Storage, 0xff, sizeof(Storage));
  Recorder R;
  object_initialize(&Storage, sizeof(Storage), TYPE_BASE);
  EXPECT_EQ(Storage.Value, 0);
  EXPECT_EQ(Storage.Parent.free, nullptr);
  object_unref(&Storage);
  EXPECT_EQ(R.of(&Storage),
            (Lines{"initialize 1", "unref 0", "finalize 0", "finalized 0"}));
}

TEST_F(ObjectTest, StorageMayBecomeAnObjectAgain) {
  Base Storage;
  for (int Round = 0; Round < 2; ++Round) {
    object_initialize(&Storage, sizeof(Storage), TYPE_BASE);
    EXPECT_EQ(Storage.Parent.ref, 1u);
    object_unref(&Storage);
  }
}

TEST_F(ObjectTest, InstancesAreAlignedAsTheirTypeSays) {
  Object *Obj = object_new(TYPE_ALIGNED);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(Obj) % 64, 0u);
  object_unref(Obj);
}

TEST_F(ObjectTest, ObserversSeeTheWholeLife) {
  Recorder R;
  Object *Obj = object_new(TYPE_BASE);
  object_ref(Obj);
  object_unref(Obj);
  object_unref(Obj);
  EXPECT_EQ(R.of(Obj), (Lines{"initialize 1", "ref 2", "unref 1", "unref 0",
                              "finalize 0", "finalized 0", "free 0"}));
}

TEST_F(ObjectTest, ObserversMayKeepTheStorage) {
  struct Keeper : Recorder {
    bool keepStorage(Object *Obj, ObjectFree *Free) override {
      Kept = Obj;
      return true;
    }
    Object *Kept = nullptr;
  } R;
  Object *Obj = object_new(TYPE_BASE);
  object_unref(Obj);
  ASSERT_EQ(R.Kept, Obj);
  R.Events.clear();
  EXPECT_EQ(OBJECT_CHECK(Base, Obj, TYPE_BASE), reinterpret_cast<Base *>(Obj));
  object_unparent(Obj);
  object_ref(Obj);
  EXPECT_EQ(R.of(Obj), (Lines{"late access 0 cast", "late access 0 unparent",
                              "late access 1 take a reference", "ref 1"}));
  g_free(Obj);
}

TEST_F(ObjectTest, CastsOfTheirOwnAreNotLateInFinalizers) {
  Recorder R;
  Misbehave = [](Object *Obj) { OBJECT_CHECK(Object, Obj, TYPE_TAKER); };
  Object *Obj = object_new(TYPE_TAKER);
  object_unref(Obj);
  Misbehave = nullptr;
  EXPECT_EQ(R.of(Obj), (Lines{"initialize 1", "unref 0", "finalize 0",
                              "finalized 0", "free 0"}));
}

TEST_F(ObjectTest, UnknownTypesWithPropertiesAreAnError) {
  Error *Err = nullptr;
  EXPECT_EQ(
      object_new_with_props("test-none", object_get_root(), "x", &Err, nullptr),
      nullptr);
  EXPECT_STREQ(error_get_pretty(Err), "invalid object type: test-none");
  error_free(Err);
}

TEST_F(ObjectTest, WithPropertiesOnlyTheParentHasAReference) {
  Object *Obj = object_new_with_props(TYPE_BASE, object_get_root(), "x",
                                      &error_abort, nullptr);
  EXPECT_EQ(Obj->ref, 1u);
  EXPECT_EQ(Obj->parent, object_get_root());
  object_unparent(Obj);
}

TEST_F(ObjectTest, WithPropertiesAndNoNameTheResultIsGone) {
  Recorder R;
  Object *Obj = object_new_with_props(TYPE_BASE, object_get_root(), nullptr,
                                      &error_abort, nullptr);
  EXPECT_EQ(R.of(Obj).back(), "free 0");
}

TEST_F(ObjectTest, AFailingPropertyEndsTheObject) {
  Recorder R;
  Error *Err = nullptr;
  EXPECT_EQ(object_new_with_props(TYPE_BASE, object_get_root(), "x", &Err,
                                  "nothing", "1", nullptr),
            nullptr);
  EXPECT_STREQ(error_get_pretty(Err), "Property 'test-base.nothing' not found");
  error_free(Err);
  EXPECT_EQ(R.Events.back().Kind, qom::EventKind::Free);
}

TEST_F(ObjectDeathTest, UnknownType) {
  if (TheSemantics.UnknownTypeExits)
    EXPECT_EXIT(object_new("test-none"), testing::ExitedWithCode(1),
                "unknown type 'test-none'");
  else
    EXPECT_DEATH(object_new("test-none"), "unknown type 'test-none'");
}

TEST_F(ObjectDeathTest, AbstractType) {
  EXPECT_DEATH(object_new(TYPE_ABSTRACT),
               "type 'test-abstract': is abstract and has no instances");
}

TEST_F(ObjectDeathTest, StorageTooSmall) {
  Base Storage;
  EXPECT_DEATH(object_initialize(&Storage, sizeof(Object), TYPE_BASE),
               "type 'test-base': needs .* bytes of storage and got");
}

TEST_F(ObjectDeathTest, UnrefBelowZero) {
  Base Storage;
  object_initialize(&Storage, sizeof(Storage), TYPE_BASE);
  object_unref(&Storage);
  EXPECT_DEATH(object_unref(&Storage),
               "of type 'test-base' .*: a reference was dropped, but none was "
               "left");
}

TEST_F(ObjectDeathTest, UnrefOfTheParentsReference) {
  Object *Obj = object_new(TYPE_BASE);
  object_property_add_child(object_get_root(), "x", Obj);
  object_unref(Obj);
  EXPECT_DEATH(object_unref(Obj), "type 'test-base' \\(/x\\): its last "
                                  "reference was dropped, which was its "
                                  "parent's");
  object_unparent(Obj);
}

TEST_F(ObjectDeathTest, ReferenceKeptDuringFinalization) {
  Misbehave = [](Object *Obj) { object_ref(Obj); };
  Object *Obj = object_new(TYPE_TAKER);
  EXPECT_DEATH(object_unref(Obj), "taken during its finalization and kept");
  Misbehave = nullptr;
  object_unref(Obj);
}

TEST_F(ObjectDeathTest, ReferenceTakenAndDroppedDuringFinalization) {
  Misbehave = [](Object *Obj) {
    object_ref(Obj);
    object_unref(Obj);
  };
  Object *Obj = object_new(TYPE_TAKER);
  EXPECT_DEATH(object_unref(Obj), "taken and dropped during its finalization");
  Misbehave = nullptr;
  object_unref(Obj);
}

TEST_F(ObjectDeathTest, PropertiesInAFinalizer) {
  Misbehave = [](Object *Obj) { object_property_find(Obj, "x"); };
  Object *Obj = object_new(TYPE_TAKER);
  EXPECT_DEATH(object_unref(Obj), "its properties are used, but were released");
  Misbehave = nullptr;
  object_unref(Obj);
}

} // namespace
