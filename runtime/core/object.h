//===- object.h - Counting, for the runtime's own use -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the public functions of qom/object.h are made of: the same operations,
// with a holder and a place for the observer.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_OBJECT_H
#define QOM_CORE_OBJECT_H

#include "events.h"

namespace qom {

/// A reference more; it is \p Of's. Null is fine.
Object *take(Object *Obj, Holder Of, const void *Caller);

/// A reference of \p Of less; the last one finalizes. Null is fine.
void drop(Object *Obj, Holder Of, const void *Caller);

/// An object of the heap with one reference, the caller's.
Object *create(TypeImpl *T, const void *Caller);

/// The instance_finalize hooks have run; the header alone is left. Known only
/// as long as the storage is not used for something else.
bool isFinalized(const Object *Obj);

void tellLateAccess(Object *Obj, const char *Operation, const void *Caller);

/// Tells the observer if the object is finalized already.
inline void noticeLateAccess(Object *Obj, const char *Operation,
                             const void *Caller) {
  if (G_UNLIKELY(observer() != nullptr))
    tellLateAccess(Obj, Operation, Caller);
}

/// For events other than those of counting.
void tell(EventKind Kind, Object *Obj, Holder Of, const void *Caller);

} // namespace qom

#endif
