//===- tree_test.cpp - Parents, children, paths ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "testing.h"

using namespace qom::testing;

namespace {

#define TYPE_NODE "test-node"

struct Node {
  Object Parent;
  bool SawParent;
};

struct Owner {
  Object Parent;
  Node Embedded;
};

#define TYPE_OWNER "test-owner"

void nodeUnparent(Object *Obj) {
  Log.push_back(Obj->parent && Obj->ref ? "hook with parent" : "hook");
}

void nodeFinalize(Object *Obj) {
  Log.push_back(Obj->parent ? "finalize with parent" : "finalize");
}

void nodeClassInit(ObjectClass *Class, const void *Data) {
  Class->unparent = nodeUnparent;
}

void ownerInit(Object *Obj) {
  object_initialize_child(Obj, "embedded",
                          &reinterpret_cast<Owner *>(Obj)->Embedded, TYPE_NODE);
}

void ownerFinalize(Object *Obj) {
  uint32_t Count = reinterpret_cast<Owner *>(Obj)->Embedded.Parent.ref;
  Log.push_back("owner finalize, child " + std::to_string(Count));
}

const TypeInfo Types[] = {{.name = TYPE_NODE,
                           .parent = TYPE_OBJECT,
                           .instance_size = sizeof(Node),
                           .instance_finalize = nodeFinalize,
                           .class_init = nodeClassInit},
                          {.name = TYPE_OWNER,
                           .parent = TYPE_OBJECT,
                           .instance_size = sizeof(Owner),
                           .instance_init = ownerInit,
                           .instance_finalize = ownerFinalize}};
DEFINE_TYPES(Types)

class TreeTest : public RuntimeTest {
protected:
  static Object *add(Object *Parent, const char *Name) {
    Object *Child = object_new(TYPE_NODE);
    object_property_add_child(Parent, Name, Child);
    object_unref(Child);
    return Child;
  }
};
using TreeDeathTest = TreeTest;

TEST_F(TreeTest, TheParentTakesAReferenceOfItsOwn) {
  Object *Child = object_new(TYPE_NODE);
  object_property_add_child(object_get_root(), "child", Child);
  EXPECT_EQ(Child->ref, 2u);
  EXPECT_EQ(Child->parent, object_get_root());
  object_unparent(Child);
  EXPECT_EQ(Child->ref, 1u);
  EXPECT_EQ(Child->parent, nullptr);
  EXPECT_EQ(Log, Lines{"hook with parent"});
  object_unparent(Child);
  EXPECT_EQ(Child->ref, 1u) << "without a parent, nothing happens";
  object_unref(Child);
}

TEST_F(TreeTest, ADuplicateNameTakesNothing) {
  Object *First = add(object_get_root(), "child");
  Object *Second = object_new(TYPE_NODE);
  Error *Err = nullptr;
  EXPECT_EQ(
      object_property_try_add_child(object_get_root(), "child", Second, &Err),
      nullptr);
  EXPECT_NE(Err, nullptr);
  error_free(Err);
  EXPECT_EQ(Second->ref, 1u);
  EXPECT_EQ(Second->parent, nullptr);
  object_unref(Second);
  object_unparent(First);
}

TEST_F(TreeTest, EmbeddedChildrenNetToOne) {
  Object *Owning = object_new(TYPE_OWNER);
  Node &Child = reinterpret_cast<Owner *>(Owning)->Embedded;
  EXPECT_EQ(Child.Parent.ref, 1u);
  EXPECT_EQ(Child.Parent.parent, Owning);
  object_unref(Owning);
  EXPECT_EQ(Log,
            (Lines{"hook with parent", "finalize", "owner finalize, child 0"}));
}

TEST_F(TreeTest, AnExtraReferenceKeepsAChildForTheOwnersFinalizer) {
  Object *Owning = object_new(TYPE_OWNER);
  object_ref(&reinterpret_cast<Owner *>(Owning)->Embedded);
  Owning = object_ref(Owning);
  object_unref(Owning);
  Object *Child = &reinterpret_cast<Owner *>(Owning)->Embedded.Parent;
  ObjectFree *Free = Owning->free;
  Owning->free = nullptr;
  object_unref(Owning);
  EXPECT_EQ(Log, (Lines{"hook with parent", "owner finalize, child 1"}));
  object_unref(Child);
  Free(Owning);
}

TEST_F(TreeTest, PathsLeadBack) {
  Object *Outer = add(object_get_root(), "outer");
  Object *Inner = add(Outer, "inner");
  g_autofree char *Path = object_get_canonical_path(Inner);
  EXPECT_STREQ(Path, "/outer/inner");
  EXPECT_EQ(object_resolve_path(Path, nullptr), Inner);
  EXPECT_EQ(object_resolve_path("inner", nullptr), Inner);
  EXPECT_EQ(object_resolve_path_at(Outer, "inner"), Inner);
  EXPECT_EQ(object_resolve_path_component(Outer, "inner"), Inner);
  EXPECT_EQ(object_resolve_path("/outer/none", nullptr), nullptr);
  object_unparent(Outer);
}

TEST_F(TreeTest, PartialPathsMayBeAmbiguous) {
  Object *A = add(object_get_root(), "a"), *B = add(object_get_root(), "b");
  add(A, "x");
  add(B, "x");
  bool Ambiguous = false;
  EXPECT_EQ(object_resolve_path("x", &Ambiguous), nullptr);
  EXPECT_TRUE(Ambiguous);
  EXPECT_NE(object_resolve_path("a/x", &Ambiguous), nullptr);
  EXPECT_FALSE(Ambiguous);
  Error *Err = nullptr;
  EXPECT_EQ(object_resolve_type_unambiguous(TYPE_NODE, &Err), nullptr);
  EXPECT_STREQ(error_get_pretty(Err), "More than one object of type test-node");
  error_free(Err);
  object_unparent(A);
  object_unparent(B);
}

TEST_F(TreeTest, WithoutTheRootThereIsNoPath) {
  Object *Loose = object_new(TYPE_NODE);
  add(Loose, "x");
  EXPECT_EQ(object_get_canonical_path(Loose), nullptr);
  EXPECT_EQ(
      object_get_canonical_path(object_resolve_path_component(Loose, "x")),
      nullptr);
  object_unref(Loose);
}

TEST_F(TreeTest, TheEndOfAParentIsTheEndOfItsChildren) {
  Object *Outer = object_new(TYPE_NODE);
  add(Outer, "x");
  Log.clear();
  object_unref(Outer);
  EXPECT_EQ(Log, (Lines{"hook with parent", "finalize", "finalize"}));
}

TEST_F(TreeTest, ChildrenAreVisitedUntilOneSaysStop) {
  Object *Outer = object_new(TYPE_NODE);
  add(add(Outer, "x"), "y");
  int Seen = 0;
  auto Count = [](Object *, void *N) { return ++*static_cast<int *>(N), 0; };
  EXPECT_EQ(object_child_foreach(Outer, Count, &Seen), 0);
  EXPECT_EQ(Seen, 1);
  EXPECT_EQ(object_child_foreach_recursive(Outer, Count, &Seen), 0);
  EXPECT_EQ(Seen, 3);
  EXPECT_EQ(object_child_foreach(
                Outer, [](Object *, void *) { return 7; }, nullptr),
            7);
  object_unref(Outer);
}

TEST_F(TreeTest, ContainersAreThere) {
  EXPECT_EQ(object_get_objects_root(), object_get_container("objects"));
  Object *New = object_property_add_new_container(object_get_root(), "new");
  EXPECT_EQ(New->ref, 1u);
  object_unparent(New);
}

TEST_F(TreeTest, ObserversSeeTheChildsLife) {
  Recorder R;
  Object *Child = object_new(TYPE_NODE);
  object_property_add_child(object_get_root(), "x", Child);
  object_unref(Child);
  object_unparent(Child);
  EXPECT_EQ(R.of(Child),
            (Lines{"initialize 1", "ref 2 child x", "add child 2 child x",
                   "unref 1", "unparent 1 child x", "unref 0 child x",
                   "finalize 0", "finalized 0", "free 0"}));
}

TEST_F(TreeDeathTest, SecondParent) {
  Object *Child = add(object_get_root(), "child");
  EXPECT_DEATH(object_property_add_child(object_get_objects_root(), "x", Child),
               "type 'test-node' \\(/child\\): is to become child 'x' of .*, "
               "but has a parent");
  object_unparent(Child);
}

TEST_F(TreeDeathTest, NoSuchContainer) {
  EXPECT_DEATH(object_get_container("none"),
               "type 'container' .*: has no container 'none'");
}

} // namespace
