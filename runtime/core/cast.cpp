//===- cast.cpp - From one type to another --------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A cast changes no count and no pointer. It fails by null, or ends the process
// in the asserting form that the generated checkers use.
//
//===----------------------------------------------------------------------===//
#include "fatal.h"
#include "object.h"
#include "type.h"

using namespace qom;

static bool isInterface(TypeImpl *T) {
  static TypeImpl *Root = findType(TYPE_INTERFACE);
  return isA(T, Root);
}

/// Ambiguous if two interfaces of the class derive from the one asked for.
static ObjectClass *castToInterface(ObjectClass *Class, TypeImpl *Interface) {
  ObjectClass *Found = nullptr;
  for (GSList *I = Class->interfaces; I; I = I->next) {
    auto *Candidate = static_cast<ObjectClass *>(I->data);
    if (!isA(Candidate->type, Interface))
      continue;
    if (Found)
      return nullptr;
    Found = Candidate;
  }
  return Found;
}

ObjectClass *object_class_dynamic_cast(ObjectClass *klass,
                                       const char *type_name) {
  if (!klass)
    return nullptr;
  TypeImpl *Target = findType(type_name);
  if (!Target)
    return nullptr;
  if (isA(klass->type, Target))
    return klass;
  return isInterface(Target) ? castToInterface(klass, Target) : nullptr;
}

Object *object_dynamic_cast(Object *obj, const char *type_name) {
  if (!obj)
    return nullptr;
  noticeLateAccess(obj, "cast", QOM_CALLER);
  return object_class_dynamic_cast(obj->klass, type_name) ? obj : nullptr;
}

Object *object_dynamic_cast_assert(Object *obj, const char *type_name,
                                   const char *file, int line,
                                   const char *func) {
  if (!obj)
    return nullptr;
  noticeLateAccess(obj, "cast", QOM_CALLER);
  if (!object_class_dynamic_cast(obj->klass, type_name))
    fatal(obj, "cast to '%s', which it is not, in %s() at %s:%d", type_name,
          func, file, line);
  return obj;
}

ObjectClass *object_class_dynamic_cast_assert(ObjectClass *klass,
                                              const char *type_name,
                                              const char *file, int line,
                                              const char *func) {
  if (!klass)
    return nullptr;
  ObjectClass *Result = object_class_dynamic_cast(klass, type_name);
  if (!Result)
    fatalType(object_class_get_name(klass),
              "class cast to '%s', which it is not, in %s() at %s:%d",
              type_name, func, file, line);
  return Result;
}
