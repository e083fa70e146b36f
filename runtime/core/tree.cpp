//===- tree.cpp - Parents, children, paths --------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The composition tree. A child property is the one way to have a parent, and
// the parent's reference belongs to that property.
//
//===----------------------------------------------------------------------===//
#include "builtin_types.h"
#include "fatal.h"
#include "property.h"
#include "type.h"

using namespace qom;

//===----------------------------------------------------------------------===//
// Child properties
//===----------------------------------------------------------------------===//

static void getChild(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                     Error **Errp) {
  g_autofree char *Path =
      object_get_canonical_path(static_cast<Object *>(Opaque));
  char *Written = Path;
  visit_type_str(V, Name, &Written, Errp);
}

static Object *resolveChild(Object *Parent, void *Opaque, const char *Part) {
  return static_cast<Object *>(Opaque);
}

/// The hook first: a device is unrealized while the tree still has it.
static void releaseChild(Object *Parent, const char *Name, void *Opaque) {
  auto *Child = static_cast<Object *>(Opaque);
  Holder Property{"child", Parent, Name};
  tell(EventKind::Unparent, Child, Property, QOM_CALLER);
  if (Child->klass->unparent)
    Child->klass->unparent(Child);
  Child->parent = nullptr;
  drop(Child, Property, QOM_CALLER);
}

ObjectProperty *qom::addChild(Object *Parent, const char *Name, Object *Child,
                              Error **Errp, const void *Caller) {
  if (Child->parent)
    fatal(Child, "is to become child '%s' of %p, but has a parent", Name,
          static_cast<void *>(Parent));
  g_autofree char *Type =
      g_strdup_printf("child<%s>", object_get_typename(Child));
  ObjectProperty *Prop = object_property_try_add(
      Parent, Name, Type, getChild, nullptr, releaseChild, Child, Errp);
  if (!Prop)
    return nullptr;
  Prop->resolve = resolveChild;
  Holder Property{"child", Parent, Prop->name};
  take(Child, Property, Caller);
  Child->parent = Parent;
  tell(EventKind::AddChild, Child, Property, Caller);
  return Prop;
}

ObjectProperty *object_property_try_add_child(Object *obj, const char *name,
                                              Object *child, Error **errp) {
  return addChild(obj, name, child, errp, QOM_CALLER);
}

ObjectProperty *object_property_add_child(Object *obj, const char *name,
                                          Object *child) {
  return addChild(obj, name, child, &error_abort, QOM_CALLER);
}

/// Null if \p Child is no child of \p Parent.
static ObjectProperty *findChildProperty(Object *Parent, const Object *Child) {
  GHashTableIter Iter;
  void *Item;
  g_hash_table_iter_init(&Iter, propertiesOf(Parent));
  while (g_hash_table_iter_next(&Iter, nullptr, &Item)) {
    auto *Prop = static_cast<ObjectProperty *>(Item);
    if (isChild(Prop) && Prop->opaque == Child)
      return Prop;
  }
  return nullptr;
}

ObjectProperty *qom::childProperty(Object *Parent, const Object *Child) {
  ObjectProperty *Prop = findChildProperty(Parent, Child);
  if (!Prop)
    fatalType(object_get_typename(Child),
              "object %p has a parent without a child property for it",
              static_cast<const void *>(Child));
  return Prop;
}

void qom::unparent(Object *Obj, const void *Caller) {
  noticeLateAccess(Obj, "unparent", Caller);
  Object *Parent = Obj->parent;
  if (!Parent)
    return;
  ObjectProperty *Prop = childProperty(Parent, Obj);
  Prop->release(Parent, Prop->name, Obj);
  // The callback may have changed the table, but the property is still there.
  // Should the parent be finalized meanwhile, it is not released again.
  Prop->release = nullptr;
  g_hash_table_remove(propertiesOf(Parent), Prop->name);
}

void object_unparent(Object *obj) { unparent(obj, QOM_CALLER); }

//===----------------------------------------------------------------------===//
// Children
//===----------------------------------------------------------------------===//

static int forEachChild(Object *Obj, int (*Fn)(Object *, void *), void *Opaque,
                        bool Recurse) {
  GHashTableIter Iter;
  void *Item;
  g_hash_table_iter_init(&Iter, propertiesOf(Obj));
  while (g_hash_table_iter_next(&Iter, nullptr, &Item)) {
    auto *Prop = static_cast<ObjectProperty *>(Item);
    if (!isChild(Prop))
      continue;
    auto *Child = static_cast<Object *>(Prop->opaque);
    int Result = Fn(Child, Opaque);
    if (!Result && Recurse)
      Result = forEachChild(Child, Fn, Opaque, true);
    if (Result)
      return Result;
  }
  return 0;
}

int object_child_foreach(Object *obj, int (*fn)(Object *child, void *opaque),
                         void *opaque) {
  return forEachChild(obj, fn, opaque, false);
}

int object_child_foreach_recursive(Object *obj,
                                   int (*fn)(Object *child, void *opaque),
                                   void *opaque) {
  return forEachChild(obj, fn, opaque, true);
}

//===----------------------------------------------------------------------===//
// Roots
//===----------------------------------------------------------------------===//

Object *object_property_add_new_container(Object *obj, const char *name) {
  Object *Container = create(findType(TYPE_CONTAINER), QOM_CALLER);
  addChild(obj, name, Container, &error_abort, QOM_CALLER);
  drop(Container, {}, QOM_CALLER);
  return Container;
}

static constexpr Holder Process{"process", nullptr, nullptr};

static Object *newRoot(const void *Caller) {
  Object *Root = create(findType(TYPE_CONTAINER), Caller);
  tell(EventKind::Pass, Root, Process, Caller);
  return Root;
}

static Object *makeRoot() {
  Object *Root = newRoot(QOM_CALLER);
  for (const char *Name : {"audiodevs", "chardevs", "objects", "backend"})
    object_property_add_new_container(Root, Name);
  return Root;
}

/// Both roots live as long as the process, or until dropRoots.
static Object *TheRoot = nullptr;
static Object *TheInternalRoot = nullptr;

Object *object_get_root(void) {
  if (!TheRoot)
    TheRoot = makeRoot();
  return TheRoot;
}

Object *object_get_internal_root(void) {
  if (!TheInternalRoot)
    TheInternalRoot = newRoot(QOM_CALLER);
  return TheInternalRoot;
}

void qom::dropRoots() {
  drop(TheRoot, Process, QOM_CALLER);
  drop(TheInternalRoot, Process, QOM_CALLER);
  TheRoot = TheInternalRoot = nullptr;
}

Object *object_get_container(const char *name) {
  Object *Container = object_resolve_path_component(object_get_root(), name);
  if (!object_dynamic_cast(Container, TYPE_CONTAINER))
    fatal(object_get_root(), "has no container '%s'", name);
  return Container;
}

Object *object_get_objects_root(void) {
  return object_get_container("objects");
}

void qom::registerContainerType() {
  static const TypeInfo Container = {.name = TYPE_CONTAINER,
                                     .parent = TYPE_OBJECT};
  type_register_static(&Container);
}

//===----------------------------------------------------------------------===//
// Paths
//===----------------------------------------------------------------------===//

const char *object_get_canonical_path_component(const Object *obj) {
  return obj->parent ? childProperty(obj->parent, obj)->name : nullptr;
}

char *object_get_canonical_path(const Object *obj) {
  const Object *Root = object_get_root();
  if (obj == Root)
    return g_strdup("/");
  std::string Path;
  for (; obj != Root; obj = obj->parent) {
    const char *Component = object_get_canonical_path_component(obj);
    if (!Component)
      return nullptr;
    Path = std::string("/") + Component + Path;
  }
  return g_strdup(Path.c_str());
}

Object *object_resolve_path_component(Object *parent, const char *part) {
  ObjectProperty *Prop = object_property_find(parent, part);
  return Prop && Prop->resolve ? Prop->resolve(parent, Prop->opaque, part)
                               : nullptr;
}

static Object *resolveFrom(Object *Obj, char **Parts, const char *TypeName) {
  for (; Obj && *Parts; ++Parts)
    if (**Parts)
      Obj = object_resolve_path_component(Obj, *Parts);
  return object_dynamic_cast(Obj, TypeName);
}

/// A path without a leading slash may start anywhere. Null if nothing or, with
/// \p Ambiguous set, more than one thing is found.
static Object *resolvePartial(Object *Start, char **Parts, const char *TypeName,
                              bool &Ambiguous) {
  Object *Found = resolveFrom(Start, Parts, TypeName);
  GHashTableIter Iter;
  void *Item;
  g_hash_table_iter_init(&Iter, propertiesOf(Start));
  while (g_hash_table_iter_next(&Iter, nullptr, &Item)) {
    auto *Prop = static_cast<ObjectProperty *>(Item);
    if (!isChild(Prop))
      continue;
    Object *Below = resolvePartial(static_cast<Object *>(Prop->opaque), Parts,
                                   TypeName, Ambiguous);
    Ambiguous |= Below && Found;
    if (Ambiguous)
      return nullptr;
    if (Below)
      Found = Below;
  }
  return Found;
}

Object *object_resolve_path_type(const char *path, const char *type_name,
                                 bool *ambiguous) {
  g_auto(GStrv) Parts = g_strsplit(path, "/", 0);
  bool IsAmbiguous = false;
  Object *Found =
      *path == '/'
          ? resolveFrom(object_get_root(), Parts, type_name)
          : resolvePartial(object_get_root(), Parts, type_name, IsAmbiguous);
  if (ambiguous)
    *ambiguous = IsAmbiguous;
  return Found;
}

Object *object_resolve_path(const char *path, bool *ambiguous) {
  return object_resolve_path_type(path, TYPE_OBJECT, ambiguous);
}

Object *object_resolve_path_at(Object *parent, const char *path) {
  g_auto(GStrv) Parts = g_strsplit(path, "/", 0);
  return resolveFrom(*path == '/' ? object_get_root() : parent, Parts,
                     TYPE_OBJECT);
}

Object *object_resolve_type_unambiguous(const char *type_name, Error **errp) {
  bool Ambiguous = false;
  Object *Found = object_resolve_path_type("", type_name, &Ambiguous);
  if (Ambiguous)
    error_setg(errp, "More than one object of type %s", type_name);
  else if (!Found)
    error_setg(errp, "No object found of type %s", type_name);
  return Found;
}
