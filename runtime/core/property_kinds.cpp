//===- property_kinds.cpp - Strings, booleans, numbers, aliases -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Properties whose accessors are simpler than ObjectPropertyAccessor. The
// accessors are kept in a record that the property owns; one of a class is
// shared by all instances and never freed.
//
//===----------------------------------------------------------------------===//
#include "property.h"

#include <type_traits>

using namespace qom;

namespace {

template <class Record>
void freeRecord(Object *Obj, const char *Name, void *Opaque) {
  delete static_cast<Record *>(Opaque);
}

//===----------------------------------------------------------------------===//
// Strings and booleans
//===----------------------------------------------------------------------===//

struct StringAccess {
  char *(*Get)(Object *, Error **);
  void (*Set)(Object *, const char *, Error **);
};

void getString(Object *Obj, Visitor *V, const char *Name, void *Opaque,
               Error **errp) {
  ERRP_GUARD();
  g_autofree char *Text = static_cast<StringAccess *>(Opaque)->Get(Obj, errp);
  char *Written = Text;
  if (!*errp)
    visit_type_str(V, Name, &Written, errp);
}

void setString(Object *Obj, Visitor *V, const char *Name, void *Opaque,
               Error **Errp) {
  g_autofree char *Text = nullptr;
  if (visit_type_str(V, Name, &Text, Errp))
    static_cast<StringAccess *>(Opaque)->Set(Obj, Text, Errp);
}

struct BoolAccess {
  bool (*Get)(Object *, Error **);
  void (*Set)(Object *, bool, Error **);
};

void getBool(Object *Obj, Visitor *V, const char *Name, void *Opaque,
             Error **errp) {
  ERRP_GUARD();
  bool On = static_cast<BoolAccess *>(Opaque)->Get(Obj, errp);
  if (!*errp)
    visit_type_bool(V, Name, &On, errp);
}

void setBool(Object *Obj, Visitor *V, const char *Name, void *Opaque,
             Error **Errp) {
  bool On;
  if (visit_type_bool(V, Name, &On, Errp))
    static_cast<BoolAccess *>(Opaque)->Set(Obj, On, Errp);
}

} // namespace

ObjectProperty *object_property_add_str(Object *obj, const char *name,
                                        char *(*get)(Object *, Error **),
                                        void (*set)(Object *, const char *,
                                                    Error **)) {
  return object_property_add(
      obj, name, "string", get ? getString : nullptr, set ? setString : nullptr,
      freeRecord<StringAccess>, new StringAccess{get, set});
}

ObjectProperty *
object_class_property_add_str(ObjectClass *klass, const char *name,
                              char *(*get)(Object *, Error **),
                              void (*set)(Object *, const char *, Error **)) {
  return object_class_property_add(
      klass, name, "string", get ? getString : nullptr,
      set ? setString : nullptr, nullptr, new StringAccess{get, set});
}

ObjectProperty *object_property_add_bool(Object *obj, const char *name,
                                         bool (*get)(Object *, Error **),
                                         void (*set)(Object *, bool,
                                                     Error **)) {
  return object_property_add(obj, name, "bool", get ? getBool : nullptr,
                             set ? setBool : nullptr, freeRecord<BoolAccess>,
                             new BoolAccess{get, set});
}

ObjectProperty *
object_class_property_add_bool(ObjectClass *klass, const char *name,
                               bool (*get)(Object *, Error **),
                               void (*set)(Object *, bool, Error **)) {
  return object_class_property_add(klass, name, "bool", get ? getBool : nullptr,
                                   set ? setBool : nullptr, nullptr,
                                   new BoolAccess{get, set});
}

//===----------------------------------------------------------------------===//
// Numbers in place
//===----------------------------------------------------------------------===//

namespace {

template <class Number>
using Visit = bool (*)(Visitor *, const char *, Number *, Error **);

template <class Number, Visit<Number> Do>
void getInPlace(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                Error **Errp) {
  Number Copy = *static_cast<Number *>(Opaque);
  Do(V, Name, &Copy, Errp);
}

template <class Number, Visit<Number> Do>
void setInPlace(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                Error **Errp) {
  Number New;
  if (Do(V, Name, &New, Errp))
    *static_cast<Number *>(Opaque) = New;
}

template <class Number, Visit<Number> Do>
ObjectProperty *addInPlace(Object *Obj, const char *Name, const char *Type,
                           const Number *Field, ObjectPropertyFlags Flags) {
  return object_property_add(
      Obj, Name, Type,
      Flags & OBJ_PROP_FLAG_READ ? getInPlace<Number, Do> : nullptr,
      Flags & OBJ_PROP_FLAG_WRITE ? setInPlace<Number, Do> : nullptr, nullptr,
      const_cast<Number *>(Field));
}

} // namespace

ObjectProperty *object_property_add_uint32_ptr(Object *obj, const char *name,
                                               const uint32_t *v,
                                               ObjectPropertyFlags flags) {
  return addInPlace<uint32_t, visit_type_uint32>(obj, name, "uint32", v, flags);
}

ObjectProperty *object_property_add_uint64_ptr(Object *obj, const char *name,
                                               const uint64_t *v,
                                               ObjectPropertyFlags flags) {
  return addInPlace<uint64_t, visit_type_uint64>(obj, name, "uint64", v, flags);
}

//===----------------------------------------------------------------------===//
// Aliases: another object's property, which is not kept alive
//===----------------------------------------------------------------------===//

namespace {

struct Alias {
  Object *Target;
  std::string Name;
};

void getAlias(Object *Obj, Visitor *V, const char *Name, void *Opaque,
              Error **Errp) {
  auto *A = static_cast<Alias *>(Opaque);
  RenamingVisitor Inner(*V, Name);
  object_property_get(A->Target, A->Name.c_str(), &Inner, Errp);
}

void setAlias(Object *Obj, Visitor *V, const char *Name, void *Opaque,
              Error **Errp) {
  auto *A = static_cast<Alias *>(Opaque);
  RenamingVisitor Inner(*V, Name);
  object_property_set(A->Target, A->Name.c_str(), &Inner, Errp);
}

Object *resolveAlias(Object *Obj, void *Opaque, const char *Part) {
  auto *A = static_cast<Alias *>(Opaque);
  return object_resolve_path_component(A->Target, A->Name.c_str());
}

/// To an alias, a child of the target is a link.
std::string aliasType(const ObjectProperty *Prop) {
  if (!isChild(Prop))
    return Prop->type;
  return std::string("link") + (Prop->type + strlen("child"));
}

} // namespace

ObjectProperty *object_property_add_alias(Object *obj, const char *name,
                                          Object *target_obj,
                                          const char *target_name) {
  ObjectProperty *Target =
      object_property_find_err(target_obj, target_name, &error_abort);
  ObjectProperty *Prop = object_property_add(
      obj, name, aliasType(Target).c_str(), getAlias, setAlias,
      freeRecord<Alias>, new Alias{target_obj, target_name});
  Prop->resolve = resolveAlias;
  Prop->description = g_strdup(Target->description);
  return Prop;
}
