// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Adding a child consumes the reference, so the call says std::move.
// expect-error: no matching function for call to 'property_add_child'
#include "qom/owned.hpp"

#ifdef MISUSE
void add(Object &parent, qom::Owned<Object> &child) {
  qom::property_add_child(parent, "child", child);
}
#else
void add(Object &parent, qom::Owned<Object> &child) {
  qom::property_add_child(parent, "child", std::move(child));
}
#endif
