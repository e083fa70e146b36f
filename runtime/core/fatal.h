//===- fatal.h - Bad use ends the process ----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// QOM asserts. The runtime asserts the same rules and says which one was
// broken, by which object of which type.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_FATAL_H
#define QOM_CORE_FATAL_H

#include "qom/object.h"

namespace qom {

[[noreturn]] void fatal(const Object *Obj, const char *Rule, ...)
    G_GNUC_PRINTF(2, 3);

/// For rules about a type, before there is an object.
[[noreturn]] void fatalType(const char *TypeName, const char *Rule, ...)
    G_GNUC_PRINTF(2, 3);

} // namespace qom

#endif
