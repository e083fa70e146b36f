//===- property.cpp - Tables of properties --------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An object's properties are its own and those of its class and the class's
// ancestors. A name means the same in all of them: ancestors come first.
//
//===----------------------------------------------------------------------===//
#include "property.h"

#include "fatal.h"
#include "type.h"

#include <unordered_set>

using namespace qom;

//===----------------------------------------------------------------------===//
// Tables
//===----------------------------------------------------------------------===//

static void freeProperty(void *Data) {
  auto *Prop = static_cast<ObjectProperty *>(Data);
  delete Prop->defval;
  g_free(Prop->name);
  g_free(Prop->type);
  g_free(Prop->description);
  g_free(Prop);
}

GHashTable *qom::newPropertyTable() {
  return g_hash_table_new_full(g_str_hash, g_str_equal, nullptr, freeProperty);
}

GHashTable *qom::propertiesOf(Object *Obj) {
  if (!Obj->properties)
    fatal(Obj, "its properties are used, but were released already");
  return Obj->properties;
}

static ObjectProperty *lookUp(GHashTable *Table, const char *Name) {
  return static_cast<ObjectProperty *>(g_hash_table_lookup(Table, Name));
}

static ObjectProperty *insert(GHashTable *Table, const char *Name,
                              const char *Type, ObjectPropertyAccessor *Get,
                              ObjectPropertyAccessor *Set,
                              ObjectPropertyRelease *Release, void *Opaque) {
  ObjectProperty *Prop = g_new0(ObjectProperty, 1);
  Prop->name = g_strdup(Name);
  Prop->type = g_strdup(Type);
  Prop->get = Get;
  Prop->set = Set;
  Prop->release = Release;
  Prop->opaque = Opaque;
  g_hash_table_insert(Table, Prop->name, Prop);
  return Prop;
}

/// Calls \p Visit with each property of an object, until it returns true.
template <class Visitor> static void anyProperty(Object *Obj, Visitor Visit) {
  GHashTable *Table = Obj->properties;
  ObjectClass *Class = Obj->klass;
  while (true) {
    GHashTableIter Iter;
    void *Prop;
    g_hash_table_iter_init(&Iter, Table);
    while (g_hash_table_iter_next(&Iter, nullptr, &Prop))
      if (Visit(static_cast<ObjectProperty *>(Prop)))
        return;
    if (!Class)
      return;
    Table = Class->properties;
    Class = object_class_get_parent(Class);
  }
}

void qom::releaseProperties(Object *Obj, const void *Caller) {
  // A callback may add and delete properties, so each starts a new iteration.
  std::unordered_set<const ObjectProperty *> Released;
  bool FoundOne;
  do {
    FoundOne = false;
    anyProperty(Obj, [&](ObjectProperty *Prop) {
      if (!Prop->release || !Released.insert(Prop).second)
        return false;
      Prop->release(Obj, Prop->name, Prop->opaque);
      return FoundOne = true;
    });
  } while (FoundOne);
  g_hash_table_unref(Obj->properties);
  Obj->properties = nullptr;
}

//===----------------------------------------------------------------------===//
// Finding, adding, deleting
//===----------------------------------------------------------------------===//

ObjectProperty *qom::findClassProperty(ObjectClass *Class, const char *Name) {
  if (ObjectClass *Parent = object_class_get_parent(Class))
    if (ObjectProperty *Prop = findClassProperty(Parent, Name))
      return Prop;
  return lookUp(Class->properties, Name);
}

ObjectProperty *object_property_find(Object *obj, const char *name) {
  noticeLateAccess(obj, "find a property", QOM_CALLER);
  if (ObjectProperty *Prop = findClassProperty(obj->klass, name))
    return Prop;
  return lookUp(propertiesOf(obj), name);
}

ObjectProperty *object_property_find_err(Object *obj, const char *name,
                                         Error **errp) {
  ObjectProperty *Prop = object_property_find(obj, name);
  if (!Prop)
    error_setg(errp, "Property '%s.%s' not found", object_get_typename(obj),
               name);
  return Prop;
}

/// "name[*]" stands for the first of "name[0]", "name[1]", ... that is free.
static char *freeNameOf(Object *Obj, const char *Pattern) {
  int Stem = strlen(Pattern) - strlen("[*]");
  for (int I = 0; I < INT16_MAX; ++I) {
    char *Name = g_strdup_printf("%.*s[%d]", Stem, Pattern, I);
    if (!object_property_find(Obj, Name))
      return Name;
    g_free(Name);
  }
  fatal(Obj, "has no free name left for property '%s'", Pattern);
}

ObjectProperty *object_property_try_add(Object *obj, const char *name,
                                        const char *type,
                                        ObjectPropertyAccessor *get,
                                        ObjectPropertyAccessor *set,
                                        ObjectPropertyRelease *release,
                                        void *opaque, Error **errp) {
  g_autofree char *Free = nullptr;
  if (g_str_has_suffix(name, "[*]"))
    name = Free = freeNameOf(obj, name);
  if (object_property_find(obj, name)) {
    error_setg(errp,
               "attempt to add duplicate property '%s' to object (type '%s')",
               name, object_get_typename(obj));
    return nullptr;
  }
  return insert(obj->properties, name, type, get, set, release, opaque);
}

ObjectProperty *
object_property_add(Object *obj, const char *name, const char *type,
                    ObjectPropertyAccessor *get, ObjectPropertyAccessor *set,
                    ObjectPropertyRelease *release, void *opaque) {
  return object_property_try_add(obj, name, type, get, set, release, opaque,
                                 &error_abort);
}

ObjectProperty *object_class_property_add(ObjectClass *klass, const char *name,
                                          const char *type,
                                          ObjectPropertyAccessor *get,
                                          ObjectPropertyAccessor *set,
                                          ObjectPropertyRelease *release,
                                          void *opaque) {
  if (findClassProperty(klass, name))
    fatalType(object_class_get_name(klass), "already has a class property '%s'",
              name);
  return insert(klass->properties, name, type, get, set, release, opaque);
}

void object_property_del(Object *obj, const char *name) {
  GHashTable *Table = propertiesOf(obj);
  ObjectProperty *Prop = lookUp(Table, name);
  if (!Prop)
    fatal(obj, "has no property '%s' of its own to delete", name);
  if (Prop->release)
    Prop->release(obj, name, Prop->opaque);
  g_hash_table_remove(Table, name);
}

void object_property_set_description(Object *obj, const char *name,
                                     const char *description) {
  ObjectProperty *Prop = object_property_find_err(obj, name, &error_abort);
  g_free(Prop->description);
  Prop->description = g_strdup(description);
}

void object_class_property_set_description(ObjectClass *klass, const char *name,
                                           const char *description) {
  ObjectProperty *Prop = lookUp(klass->properties, name);
  g_free(Prop->description);
  Prop->description = g_strdup(description);
}

//===----------------------------------------------------------------------===//
// Reading and writing
//===----------------------------------------------------------------------===//

bool object_property_get(Object *obj, const char *name, Visitor *v,
                         Error **errp) {
  ERRP_GUARD();
  ObjectProperty *Prop = object_property_find_err(obj, name, errp);
  if (!Prop)
    return false;
  if (!Prop->get) {
    error_setg(errp, "Property '%s.%s' is not readable",
               object_get_typename(obj), name);
    return false;
  }
  Prop->get(obj, v, name, Prop->opaque, errp);
  return !*errp;
}

bool object_property_set(Object *obj, const char *name, Visitor *v,
                         Error **errp) {
  ERRP_GUARD();
  ObjectProperty *Prop = object_property_find_err(obj, name, errp);
  if (!Prop)
    return false;
  if (!Prop->set) {
    error_setg(errp, "Property '%s.%s' is not writable",
               object_get_typename(obj), name);
    return false;
  }
  Prop->set(obj, v, name, Prop->opaque, errp);
  return !*errp;
}

static bool setValue(Object *Obj, const char *Name, Value V, Error **Errp) {
  InputVisitor Visitor(std::move(V));
  return object_property_set(Obj, Name, &Visitor, Errp);
}

/// What the getter wrote, read back as the type that is wanted.
template <class T>
static T getValue(Object *Obj, const char *Name,
                  bool (*Read)(Visitor *, const char *, T *, Error **),
                  T OnError, Error **Errp) {
  OutputVisitor Written;
  T Result;
  if (!object_property_get(Obj, Name, &Written, Errp))
    return OnError;
  InputVisitor Held(std::move(Written.Result));
  return Read(&Held, Name, &Result, Errp) ? Result : OnError;
}

bool object_property_set_str(Object *obj, const char *name, const char *value,
                             Error **errp) {
  return setValue(obj, name, std::string(value), errp);
}

char *object_property_get_str(Object *obj, const char *name, Error **errp) {
  return getValue<char *>(obj, name, visit_type_str, nullptr, errp);
}

bool object_property_set_bool(Object *obj, const char *name, bool value,
                              Error **errp) {
  return setValue(obj, name, value, errp);
}

bool object_property_get_bool(Object *obj, const char *name, Error **errp) {
  return getValue<bool>(obj, name, visit_type_bool, false, errp);
}

bool object_property_set_int(Object *obj, const char *name, int64_t value,
                             Error **errp) {
  return setValue(obj, name, value, errp);
}

int64_t object_property_get_int(Object *obj, const char *name, Error **errp) {
  return getValue<int64_t>(obj, name, visit_type_int64, -1, errp);
}

bool object_property_set_uint(Object *obj, const char *name, uint64_t value,
                              Error **errp) {
  return setValue(obj, name, value, errp);
}

uint64_t object_property_get_uint(Object *obj, const char *name, Error **errp) {
  return getValue<uint64_t>(obj, name, visit_type_uint64, 0, errp);
}

bool object_property_parse(Object *obj, const char *name, const char *string,
                           Error **errp) {
  InputVisitor Text(std::string(string), true);
  return object_property_set(obj, name, &Text, errp);
}

static char *print(const Value &V, bool Human) {
  if (auto *Bool = std::get_if<bool>(&V))
    return g_strdup(*Bool ? "true" : "false");
  if (auto *Signed = std::get_if<int64_t>(&V))
    return g_strdup_printf("%" PRId64, *Signed);
  if (auto *Unsigned = std::get_if<uint64_t>(&V))
    return g_strdup_printf("%" PRIu64, *Unsigned);
  if (auto *Text = std::get_if<std::string>(&V))
    return g_strdup_printf(Human ? "\"%s\"" : "%s", Text->c_str());
  return g_strdup("");
}

char *object_property_print(Object *obj, const char *name, bool human,
                            Error **errp) {
  OutputVisitor Written;
  if (!object_property_get(obj, name, &Written, errp))
    return nullptr;
  return print(Written.Result, human);
}

bool object_set_propv(Object *obj, Error **errp, va_list vargs) {
  while (const char *Name = va_arg(vargs, const char *)) {
    const char *Text = va_arg(vargs, const char *);
    if (!Text)
      fatal(obj, "property '%s' is to be set, but its value is missing", Name);
    if (!object_property_parse(obj, Name, Text, errp))
      return false;
  }
  return true;
}

bool object_set_props(Object *obj, Error **errp, ...) {
  va_list Args;
  va_start(Args, errp);
  bool Done = object_set_propv(obj, errp, Args);
  va_end(Args);
  return Done;
}

//===----------------------------------------------------------------------===//
// Defaults
//===----------------------------------------------------------------------===//

static void setToDefault(Object *Obj, ObjectProperty *Prop) {
  InputVisitor Held(static_cast<DefaultValue *>(Prop->defval)->Held);
  Prop->set(Obj, &Held, Prop->name, Prop->opaque, &error_abort);
}

void qom::setDefault(ObjectProperty *Prop, Value V) {
  Prop->defval = new DefaultValue(std::move(V));
  Prop->init = setToDefault;
}

void object_property_set_default_bool(ObjectProperty *prop, bool value) {
  setDefault(prop, value);
}

void object_property_set_default_str(ObjectProperty *prop, const char *value) {
  setDefault(prop, std::string(value));
}

void object_property_set_default_int(ObjectProperty *prop, int64_t value) {
  setDefault(prop, value);
}

void object_property_set_default_uint(ObjectProperty *prop, uint64_t value) {
  setDefault(prop, value);
}

void qom::initClassProperties(Object *Obj) {
  for (ObjectClass *Class = Obj->klass; Class;
       Class = object_class_get_parent(Class)) {
    GHashTableIter Iter;
    void *Item;
    g_hash_table_iter_init(&Iter, Class->properties);
    while (g_hash_table_iter_next(&Iter, nullptr, &Item)) {
      auto *Prop = static_cast<ObjectProperty *>(Item);
      if (Prop->init)
        Prop->init(Obj, Prop);
    }
  }
}
