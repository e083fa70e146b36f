//===- type.cpp - Types and their classes ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "type.h"

#include "builtin_types.h"
#include "fatal.h"
#include "property.h"

#include <algorithm>
#include <string_view>
#include <strings.h>
#include <unordered_map>

using namespace qom;

//===----------------------------------------------------------------------===//
// The registry
//===----------------------------------------------------------------------===//

namespace {

struct TypeTable {
  std::unordered_map<std::string_view, TypeImpl *> ByName;
  std::vector<TypeImpl *> InOrder;
  /// object_class_foreach is running; its callback must register nothing.
  bool IsEnumerated = false;
};

/// Types are registered before main(), too.
TypeTable &types() {
  static TypeTable *Table = new TypeTable;
  return *Table;
}

bool isValidName(std::string_view Name) {
  return Name.size() > 1 && g_ascii_isalnum(Name[0]) && Name[0] != '0' &&
         std::all_of(Name.begin(), Name.end(), [](char C) {
           return g_ascii_isalnum(C) || C == '-' || C == '_' || C == '.';
         });
}

TypeImpl *makeType(const TypeInfo &Info) {
  auto *T = new TypeImpl{
      .Name = Info.name,
      .ParentName = Info.parent ? Info.parent : "",
      .Interfaces = {},
      .InstanceSize = Info.instance_size,
      .InstanceAlign = Info.instance_align,
      .ClassSize = Info.class_size,
      .IsAbstract = Info.abstract,
      .InstanceInit = Info.instance_init,
      .InstancePostInit = Info.instance_post_init,
      .InstanceFinalize = Info.instance_finalize,
      .ClassInit = Info.class_init,
      .ClassBaseInit = Info.class_base_init,
      .ClassData = Info.class_data,
  };
  for (const InterfaceInfo *I = Info.interfaces; I && I->type; ++I)
    T->Interfaces.emplace_back(I->type);
  return T;
}

TypeImpl *registerType(const TypeInfo &Info) {
  if (!isValidName(Info.name))
    fatalType(Info.name, "registered with an invalid name");
  if (findType(Info.name))
    fatalType(Info.name, "registered twice");
  if (types().IsEnumerated)
    fatalType(Info.name, "registered while types are enumerated");
  TypeImpl *T = makeType(Info);
  types().ByName.emplace(T->Name, T);
  types().InOrder.push_back(T);
  return T;
}

} // namespace

TypeImpl *qom::findType(const char *Name) {
  if (!Name)
    return nullptr;
  auto It = types().ByName.find(Name);
  return It == types().ByName.end() ? nullptr : It->second;
}

TypeImpl *qom::findTypeOrError(const char *Name, Error **Errp) {
  TypeImpl *T = findType(Name);
  if (!T)
    error_setg(Errp, "unknown type '%s'", Name);
  return T;
}

Type type_register_static(const TypeInfo *info) {
  if (!info->parent)
    fatalType(info->name, "registered without a parent");
  return registerType(*info);
}

Type type_register(const TypeInfo *info) { return type_register_static(info); }

void type_register_static_array(const TypeInfo *infos, int nr_infos) {
  for (int I = 0; I < nr_infos; ++I)
    type_register_static(&infos[I]);
}

//===----------------------------------------------------------------------===//
// Classes
//===----------------------------------------------------------------------===//

TypeImpl *qom::parentOf(TypeImpl *T) {
  if (!T->Parent && !T->ParentName.empty()) {
    T->Parent = findType(T->ParentName.c_str());
    if (!T->Parent)
      fatalType(T->Name.c_str(), "its parent '%s' is not registered",
                T->ParentName.c_str());
  }
  return T->Parent;
}

bool qom::isA(TypeImpl *T, const TypeImpl *Ancestor) {
  while (T && T != Ancestor)
    T = parentOf(T);
  return T != nullptr;
}

namespace {

/// What a type leaves at zero it inherits.
void inheritSizes(TypeImpl &T, const TypeImpl *Parent) {
  if (!T.ClassSize)
    T.ClassSize = Parent ? Parent->ClassSize : sizeof(ObjectClass);
  if (!T.InstanceSize && Parent)
    T.InstanceSize = Parent->InstanceSize;
  if (!T.InstanceAlign && Parent)
    T.InstanceAlign = Parent->InstanceAlign;
  if (Parent && T.ClassSize < Parent->ClassSize)
    fatalType(T.Name.c_str(), "its class is smaller than that of '%s'",
              Parent->Name.c_str());
  if (Parent && T.InstanceSize < Parent->InstanceSize)
    fatalType(T.Name.c_str(), "its instances are smaller than those of '%s'",
              Parent->Name.c_str());
  // Interfaces have no instances.
  if (T.InstanceSize == 0)
    T.IsAbstract = true;
}

/// Each class has its own copy of an interface's class, to override methods in.
void implementInterface(TypeImpl &T, TypeImpl *Interface, TypeImpl *From) {
  std::string Name = T.Name + "::" + Interface->Name;
  TypeInfo Info{
      .name = Name.c_str(), .parent = From->Name.c_str(), .abstract = true};
  TypeImpl *Own = makeType(Info);
  Own->Parent = From;
  auto *Class = reinterpret_cast<InterfaceClass *>(classOf(Own));
  Class->interface_type = Interface;
  T.Class->interfaces = g_slist_append(T.Class->interfaces, Class);
}

bool implements(const ObjectClass *Class, const TypeImpl *Interface) {
  for (GSList *I = Class->interfaces; I; I = I->next)
    if (isA(static_cast<ObjectClass *>(I->data)->type, Interface))
      return true;
  return false;
}

void implementInterfaces(TypeImpl &T, const TypeImpl *Parent) {
  for (GSList *I = Parent ? Parent->Class->interfaces : nullptr; I;
       I = I->next) {
    auto *Inherited = static_cast<InterfaceClass *>(I->data);
    implementInterface(T, Inherited->interface_type,
                       Inherited->parent_class.type);
  }
  for (const std::string &Name : T.Interfaces) {
    TypeImpl *Interface = findType(Name.c_str());
    if (!Interface)
      fatalType(T.Name.c_str(), "its interface '%s' is not registered",
                Name.c_str());
    if (!implements(T.Class, Interface))
      implementInterface(T, Interface, Interface);
  }
}

/// Base hooks see each class below them, the nearest base first.
void runClassHooks(TypeImpl &T) {
  for (TypeImpl *Base = T.Parent; Base; Base = Base->Parent)
    if (Base->ClassBaseInit)
      Base->ClassBaseInit(T.Class, T.ClassData);
  if (T.ClassInit)
    T.ClassInit(T.Class, T.ClassData);
}

} // namespace

ObjectClass *qom::classOf(TypeImpl *T) {
  if (T->Class)
    return T->Class;
  TypeImpl *Parent = parentOf(T);
  if (Parent)
    classOf(Parent);
  inheritSizes(*T, Parent);
  T->Class = static_cast<ObjectClass *>(g_malloc0(T->ClassSize));
  if (Parent)
    memcpy(static_cast<void *>(T->Class), Parent->Class, Parent->ClassSize);
  T->Class->interfaces = nullptr;
  T->Class->type = T;
  T->Class->properties = newPropertyTable();
  implementInterfaces(*T, Parent);
  runClassHooks(*T);
  return T->Class;
}

ObjectClass *object_class_by_name(const char *type_name) {
  TypeImpl *T = findType(type_name);
  return T ? classOf(T) : nullptr;
}

/// There are no modules to load.
ObjectClass *module_object_class_by_name(const char *type_name) {
  return object_class_by_name(type_name);
}

ObjectClass *object_get_class(Object *obj) {
  noticeLateAccess(obj, "class", QOM_CALLER);
  return obj->klass;
}

const char *object_get_typename(const Object *obj) {
  return obj->klass->type->Name.c_str();
}

const char *object_class_get_name(ObjectClass *klass) {
  return klass->type->Name.c_str();
}

bool object_class_is_abstract(ObjectClass *klass) {
  return klass->type->IsAbstract;
}

ObjectClass *object_class_get_parent(ObjectClass *klass) {
  TypeImpl *Parent = parentOf(klass->type);
  return Parent ? classOf(Parent) : nullptr;
}

void object_class_foreach(void (*fn)(ObjectClass *klass, void *opaque),
                          const char *implements_type, bool include_abstract,
                          void *opaque) {
  types().IsEnumerated = true;
  for (TypeImpl *T : types().InOrder) {
    ObjectClass *Class = classOf(T);
    if (T->IsAbstract && !include_abstract)
      continue;
    if (implements_type && !object_class_dynamic_cast(Class, implements_type))
      continue;
    fn(Class, opaque);
  }
  types().IsEnumerated = false;
}

GSList *object_class_get_list(const char *implements_type,
                              bool include_abstract) {
  GSList *List = nullptr;
  object_class_foreach(
      [](ObjectClass *Class, void *Result) {
        auto **List = static_cast<GSList **>(Result);
        *List = g_slist_prepend(*List, Class);
      },
      implements_type, include_abstract, &List);
  return List;
}

GSList *object_class_get_list_sorted(const char *implements_type,
                                     bool include_abstract) {
  return g_slist_sort(
      object_class_get_list(implements_type, include_abstract),
      [](gconstpointer A, gconstpointer B) {
        auto Name = [](gconstpointer Class) {
          return static_cast<const ObjectClass *>(Class)->type->Name.c_str();
        };
        return strcasecmp(Name(A), Name(B));
      });
}

//===----------------------------------------------------------------------===//
// The two roots
//===----------------------------------------------------------------------===//

static char *typeProperty(Object *Obj, Error **Errp) {
  return g_strdup(object_get_typename(Obj));
}

static void objectClassInit(ObjectClass *Class, const void *Data) {
  object_class_property_add_str(Class, "type", typeProperty, nullptr);
}

void qom::registerRootTypes() {
  registerType({.name = TYPE_INTERFACE,
                .abstract = true,
                .class_size = sizeof(InterfaceClass)});
  registerType({.name = TYPE_OBJECT,
                .instance_size = sizeof(Object),
                .abstract = true,
                .class_init = objectClassInit});
}
