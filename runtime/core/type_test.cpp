//===- type_test.cpp - Types, classes, interfaces, casts ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "testing.h"

using namespace qom::testing;

namespace {

#define TYPE_SHAPE "test-shape"
#define TYPE_SQUARE "test-square"
#define TYPE_DRAWN "test-drawn"
#define TYPE_PAINTED "test-painted"

struct ShapeClass {
  ObjectClass Parent;
  int Corners;
  const char *Name;
};

struct DrawnClass {
  InterfaceClass Parent;
  int Color;
};

void shapeClassInit(ObjectClass *Class, const void *Data) {
  auto *Shape = reinterpret_cast<ShapeClass *>(Class);
  Shape->Corners = 3;
  Shape->Name = "shape";
}

void shapeBaseInit(ObjectClass *Class, const void *Data) {
  Log.push_back(std::string("base init of ") + object_class_get_name(Class));
}

void squareClassInit(ObjectClass *Class, const void *Data) {
  reinterpret_cast<ShapeClass *>(Class)->Corners = 4;
  auto *Drawn = reinterpret_cast<DrawnClass *>(
      object_class_dynamic_cast(Class, TYPE_DRAWN));
  Drawn->Color = *static_cast<const int *>(Data);
}

const int Red = 7;
const InterfaceInfo Drawn[] = {{TYPE_DRAWN}, {nullptr}};

const TypeInfo Types[] = {
    {.name = TYPE_DRAWN,
     .parent = TYPE_INTERFACE,
     .class_size = sizeof(DrawnClass)},
    {.name = TYPE_PAINTED,
     .parent = TYPE_DRAWN,
     .class_size = sizeof(DrawnClass)},
    // Its parent comes after it: classes are made when they are needed.
    {.name = TYPE_SQUARE,
     .parent = TYPE_SHAPE,
     .class_init = squareClassInit,
     .class_data = &Red},
    {.name = TYPE_SHAPE,
     .parent = TYPE_OBJECT,
     .class_size = sizeof(ShapeClass),
     .class_init = shapeClassInit,
     .class_base_init = shapeBaseInit,
     .interfaces = Drawn},
};
DEFINE_TYPES(Types)

class TypeTest : public RuntimeTest {};
using TypeDeathTest = TypeTest;

TEST_F(TypeTest, AClassStartsAsItsParentsCopy) {
  auto *Square =
      reinterpret_cast<ShapeClass *>(object_class_by_name(TYPE_SQUARE));
  EXPECT_EQ(Square->Corners, 4);
  EXPECT_STREQ(Square->Name, "shape");
  EXPECT_EQ(object_class_get_parent(&Square->Parent),
            object_class_by_name(TYPE_SHAPE));
}

TEST_F(TypeTest, BaseInitRunsForDerivedClassesOnly) {
  TypeInfo Info{
      .name = "test-late-square", .parent = TYPE_SQUARE, .class_data = &Red};
  type_register_static(&Info);
  object_class_by_name("test-late-square");
  EXPECT_EQ(Log, Lines{"base init of test-late-square"});
}

TEST_F(TypeTest, InterfacesHaveAClassForEachType) {
  auto Color = [](const char *Type) {
    ObjectClass *Class = object_class_by_name(Type);
    return reinterpret_cast<DrawnClass *>(
               object_class_dynamic_cast(Class, TYPE_DRAWN))
        ->Color;
  };
  EXPECT_EQ(Color(TYPE_SQUARE), Red);
  EXPECT_EQ(Color(TYPE_SHAPE), 0);
}

TEST_F(TypeTest, CastsKeepThePointer) {
  Object *Square = object_new(TYPE_SQUARE);
  EXPECT_EQ(object_dynamic_cast(Square, TYPE_SHAPE), Square);
  EXPECT_EQ(object_dynamic_cast(Square, TYPE_DRAWN), Square);
  EXPECT_EQ(object_dynamic_cast(Square, TYPE_PAINTED), nullptr);
  EXPECT_EQ(object_dynamic_cast(Square, "test-none"), nullptr);
  EXPECT_EQ(object_dynamic_cast(nullptr, TYPE_SHAPE), nullptr);
  EXPECT_EQ(Square->ref, 1u);
  object_unref(Square);
}

TEST_F(TypeTest, InterfacesAreAbstract) {
  EXPECT_TRUE(object_class_is_abstract(object_class_by_name(TYPE_DRAWN)));
}

TEST_F(TypeTest, ListsAreFilteredAndSorted) {
  GSList *List = object_class_get_list_sorted(TYPE_DRAWN, false);
  Lines Names;
  for (GSList *I = List; I; I = I->next)
    Names.push_back(object_class_get_name(static_cast<ObjectClass *>(I->data)));
  g_slist_free(List);
  EXPECT_TRUE(std::is_sorted(Names.begin(), Names.end()));
  EXPECT_EQ(std::count(Names.begin(), Names.end(), TYPE_SHAPE), 1);
  EXPECT_EQ(std::count(Names.begin(), Names.end(), TYPE_DRAWN), 0);
}

TEST_F(TypeDeathTest, BadCast) {
  Object *Square = object_new(TYPE_SQUARE);
  EXPECT_DEATH((void)OBJECT_CHECK(Object, Square, TYPE_CONTAINER),
               "of type 'test-square' .*: cast to 'container', which it is "
               "not");
  object_unref(Square);
}

TEST_F(TypeDeathTest, BadClassCast) {
  EXPECT_DEATH((void)OBJECT_CLASS_CHECK(
                   ObjectClass, object_class_by_name(TYPE_SHAPE), TYPE_SQUARE),
               "type 'test-shape': class cast to 'test-square'");
}

TEST_F(TypeDeathTest, RegisteredTwice) {
  EXPECT_DEATH(type_register_static(&Types[0]),
               "type 'test-drawn': registered twice");
}

TEST_F(TypeDeathTest, ParentMissing) {
  TypeInfo Info{.name = "test-orphan", .parent = "test-none"};
  EXPECT_DEATH(
      {
        type_register_static(&Info);
        object_class_by_name("test-orphan");
      },
      "type 'test-orphan': its parent 'test-none' is not registered");
}

TEST_F(TypeDeathTest, InterfaceMissing) {
  static const InterfaceInfo None[] = {{"test-none"}, {nullptr}};
  TypeInfo Info{
      .name = "test-claims", .parent = TYPE_OBJECT, .interfaces = None};
  EXPECT_DEATH(
      {
        type_register_static(&Info);
        object_class_by_name("test-claims");
      },
      "type 'test-claims': its interface 'test-none' is not registered");
}

TEST_F(TypeDeathTest, BadName) {
  TypeInfo Info{.name = "test type", .parent = TYPE_OBJECT};
  EXPECT_DEATH(type_register_static(&Info), "registered with an invalid name");
}

} // namespace
