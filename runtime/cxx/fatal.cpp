//===- fatal.cpp - Broken rules of the C++ layer --------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/fatal.hpp"

#include <cstdio>
#include <cstdlib>

namespace qom::detail {

void fatal_null(const char *Type, const char *Operation) {
  std::fprintf(stderr,
               "%s: null for an object of type '%s': an Owned is never null\n",
               Operation, Type);
  std::abort();
}

void fatal_moved_from(const char *Type) {
  std::fprintf(stderr,
               "Owned: use of a moved-from reference to an object of type "
               "'%s': its reference is somebody else's now\n",
               Type);
  std::abort();
}

void fatal_without_bql(const char *Type, const void *Obj,
                       const char *Operation) {
  std::fprintf(stderr,
               "%s: object %p of type '%s' without the BQL: creating and "
               "dropping need bql_lock()\n",
               Operation, Obj, Type);
  std::abort();
}

void fatal_outside_owner(const char *Type, const void *Child,
                         const void *Owner) {
  std::fprintf(stderr,
               "to_child: object %p of type '%s' lies outside of its owner %p: "
               "an embedded child's storage must be the owner's\n",
               Child, Type, Owner);
  std::abort();
}

} // namespace qom::detail
