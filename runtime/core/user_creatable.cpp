//===- user_creatable.cpp - Objects that a user makes and deletes ---------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "builtin_types.h"
#include "property.h"
#include "type.h"

#include "qom/object_interfaces.h"

using namespace qom;

struct ObjectOptions {
  std::string TypeName;
  std::string Id;
  QDict Properties;
};

bool user_creatable_complete(UserCreatable *uc, Error **errp) {
  ERRP_GUARD();
  UserCreatableClass *Class = USER_CREATABLE_GET_CLASS(uc);
  if (Class->complete)
    Class->complete(uc, errp);
  return !*errp;
}

bool user_creatable_can_be_deleted(UserCreatable *uc) {
  UserCreatableClass *Class = USER_CREATABLE_GET_CLASS(uc);
  return !Class->can_be_deleted || Class->can_be_deleted(uc);
}

/// Letters, digits, '-', '.' and '_', a letter first.
static bool isIdentifier(std::string_view Id) {
  if (Id.empty() || !g_ascii_isalpha(Id[0]))
    return false;
  for (char C : Id)
    if (!g_ascii_isalnum(C) && !strchr("-._", C))
      return false;
  return true;
}

/// Null with an error unless a user may make objects of the type.
static TypeImpl *creatableType(const char *Name, Error **Errp) {
  TypeImpl *T = findType(Name);
  if (!T) {
    error_setg(Errp, "invalid object type: %s", Name);
    return nullptr;
  }
  if (!object_class_dynamic_cast(classOf(T), TYPE_USER_CREATABLE)) {
    error_setg(Errp, "object type '%s' isn't supported by object-add", Name);
    return nullptr;
  }
  if (T->IsAbstract) {
    error_setg(Errp, "object type '%s' is abstract", Name);
    return nullptr;
  }
  return T;
}

static bool setAll(Object *Obj, const QDict &Properties, Visitor *V,
                   Error **Errp) {
  for (const auto &[Name, Text] : Properties.Entries)
    if (!object_property_set(Obj, Name.c_str(), V, Errp))
      return false;
  return true;
}

/// On failure the object has no parent.
static bool furnishCreatable(Object *Obj, const char *Id,
                             const QDict &Properties, Visitor *V,
                             Error **Errp) {
  if (!setAll(Obj, Properties, V, Errp))
    return false;
  Object *Objects = object_get_objects_root();
  if (Id && !addChild(Objects, Id, Obj, Errp, QOM_CALLER))
    return false;
  if (user_creatable_complete(USER_CREATABLE(Obj), Errp))
    return true;
  if (Id)
    object_property_del(Objects, Id);
  return false;
}

Object *user_creatable_add_type(const char *type, const char *id,
                                const QDict *qdict, Visitor *v, Error **errp) {
  if (id && !isIdentifier(id)) {
    error_setg(errp, "Parameter 'id' expects an identifier");
    return nullptr;
  }
  TypeImpl *T = creatableType(type, errp);
  if (!T)
    return nullptr;
  Object *Obj = create(T, QOM_CALLER);
  if (furnishCreatable(Obj, id, *qdict, v, errp))
    return Obj;
  drop(Obj, {}, QOM_CALLER);
  return nullptr;
}

void user_creatable_add_qapi(ObjectOptions *options, Error **errp) {
  Visitor *V = qobject_input_visitor_new_keyval(&options->Properties);
  Object *Obj =
      user_creatable_add_type(options->TypeName.c_str(), options->Id.c_str(),
                              &options->Properties, V, errp);
  // /objects has a reference of its own.
  drop(Obj, {}, QOM_CALLER);
  visit_free(V);
}

/// Null with an error if there is none.
static bool takeOut(QDict &From, const char *Key, std::string &To,
                    Error **Errp) {
  auto It = From.Entries.find(Key);
  if (It == From.Entries.end()) {
    error_setg(Errp, "Parameter '%s' is missing", Key);
    return false;
  }
  To = It->second;
  From.Entries.erase(It);
  return true;
}

ObjectOptions *user_creatable_parse_str(const char *str, Error **errp) {
  QDict *Dict = keyval_parse(str, "qom-type", nullptr, errp);
  if (!Dict)
    return nullptr;
  auto *Options = new ObjectOptions{.Properties = *Dict};
  qobject_unref(Dict);
  if (takeOut(Options->Properties, "qom-type", Options->TypeName, errp) &&
      takeOut(Options->Properties, "id", Options->Id, errp))
    return Options;
  delete Options;
  return nullptr;
}

void qapi_free_ObjectOptions(ObjectOptions *options) { delete options; }

bool user_creatable_add_from_str(const char *optarg, Error **errp) {
  ERRP_GUARD();
  ObjectOptions *Options = user_creatable_parse_str(optarg, errp);
  if (!Options)
    return false;
  user_creatable_add_qapi(Options, errp);
  delete Options;
  return !*errp;
}

bool user_creatable_del(const char *id, Error **errp) {
  Object *Obj = object_resolve_path_component(object_get_objects_root(), id);
  if (!Obj) {
    error_setg(errp, "object '%s' not found", id);
    return false;
  }
  if (!user_creatable_can_be_deleted(USER_CREATABLE(Obj))) {
    error_setg(errp, "object '%s' is in use, can not be deleted", id);
    return false;
  }
  unparent(Obj, QOM_CALLER);
  return true;
}

void user_creatable_cleanup(void) {
  unparent(object_get_objects_root(), QOM_CALLER);
}

void qom::registerUserCreatableType() {
  static const TypeInfo Interface = {.name = TYPE_USER_CREATABLE,
                                     .parent = TYPE_INTERFACE,
                                     .class_size = sizeof(UserCreatableClass)};
  type_register_static(&Interface);
}
