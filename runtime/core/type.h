//===- type.h - Types and their classes -------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A registered type, and the class that is made of it when it is first needed.
// Types and classes live as long as the process; nothing counts them.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_TYPE_H
#define QOM_CORE_TYPE_H

#include "qom/object.h"

#include <string>
#include <vector>

struct TypeImpl {
  std::string Name;
  /// Empty for the two roots, "object" and "interface".
  std::string ParentName;
  std::vector<std::string> Interfaces;
  size_t InstanceSize;
  size_t InstanceAlign;
  size_t ClassSize;
  bool IsAbstract;
  void (*InstanceInit)(Object *);
  void (*InstancePostInit)(Object *);
  void (*InstanceFinalize)(Object *);
  void (*ClassInit)(ObjectClass *, const void *);
  void (*ClassBaseInit)(ObjectClass *, const void *);
  const void *ClassData;
  /// Looked up when the class is made: parents may be registered later.
  TypeImpl *Parent = nullptr;
  ObjectClass *Class = nullptr;
};

namespace qom {

/// Null if there is no such type.
TypeImpl *findType(const char *Name);

/// Reports to \p Errp and returns null if there is no such type.
TypeImpl *findTypeOrError(const char *Name, Error **Errp);

/// Null for a root.
TypeImpl *parentOf(TypeImpl *T);

/// Makes the class of the type, its ancestors' first, unless that was done.
ObjectClass *classOf(TypeImpl *T);

/// The type itself counts.
bool isA(TypeImpl *T, const TypeImpl *Ancestor);

} // namespace qom

#endif
