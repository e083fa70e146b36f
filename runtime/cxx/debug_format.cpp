//===- debug_format.cpp - Objects in messages -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/owned.hpp"

#include <cstdio>

namespace qom::detail {

std::string debug_fmt(const Object *Obj) {
  char Address[2 + 2 * sizeof(void *) + 1];
  std::snprintf(Address, sizeof(Address), "%p", static_cast<const void *>(Obj));
  return std::string(object_get_typename(Obj)) + "(" + Address + ")";
}

} // namespace qom::detail
