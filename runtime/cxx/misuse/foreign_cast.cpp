// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Casts know QOM types only.
// expect-error: 'QomType
#include "qom/owned.hpp"

struct Plain {
  int field;
};
#ifdef MISUSE
Plain *down(Object &obj) { return qom::dynamic_cast_to<Plain>(obj); }
#else
QOM_OBJECT_TYPE(Plain, Object, ObjectClass, "plain")
Plain *down(Object &obj) { return qom::dynamic_cast_to<Plain>(obj); }
#endif
