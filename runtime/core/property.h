//===- property.h - Tables of properties ------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_PROPERTY_H
#define QOM_CORE_PROPERTY_H

#include "object.h"
#include "visitor.h"

#include <string_view>

namespace qom {

/// From names to ObjectProperty, which it owns. GLib's, because the order in
/// which it iterates is the order in which QOM releases properties.
GHashTable *newPropertyTable();

/// Sets what class properties have defaults for; before instance_init.
void initClassProperties(Object *Obj);

/// Runs each release callback of instance and class properties once and drops
/// the table.
void releaseProperties(Object *Obj, const void *Caller);

/// The instance's table; ends the process when it is gone.
GHashTable *propertiesOf(Object *Obj);

ObjectProperty *findClassProperty(ObjectClass *Class, const char *Name);

void setDefault(ObjectProperty *Prop, Value V);

inline bool isChild(const ObjectProperty *Prop) {
  return std::string_view(Prop->type).starts_with("child<");
}

/// The child property of \p Child, which must be there.
ObjectProperty *childProperty(Object *Parent, const Object *Child);

/// Null with an error if the name is in use.
ObjectProperty *addChild(Object *Parent, const char *Name, Object *Child,
                         Error **Errp, const void *Caller);

/// Nothing happens without a parent.
void unparent(Object *Obj, const void *Caller);

} // namespace qom

#endif
