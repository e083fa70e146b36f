// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Owned counts references of QOM types only.
// expect-error: declare T with QOM_OBJECT_TYPE
#include "qom/owned.hpp"

struct Plain {
  int field;
};
#ifdef MISUSE
void hold(qom::Owned<Plain> &plain) { plain.get(); }
#else
QOM_OBJECT_TYPE(Plain, Object, ObjectClass, "plain")
void hold(qom::Owned<Plain> &plain) { plain.get(); }
#endif
