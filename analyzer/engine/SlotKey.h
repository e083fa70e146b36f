//===- SlotKey.h - A field of a record, or a global ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_SLOTKEY_H
#define QOMLINT_ENGINE_SLOTKEY_H

#include "analyzer/facts/Function.h"
#include <optional>
#include <tuple>

namespace qomlint {

/// A slot of any instance of a record, or a global.
struct SlotKey {
  Name Record; ///< empty for globals
  Name Field;  ///< the field, or the key of the global

  bool isGlobal() const { return Record.empty(); }

  friend bool operator<(const SlotKey &A, const SlotKey &B) {
    return std::tie(A.Record, A.Field) < std::tie(B.Record, B.Field);
  }
  friend bool operator==(const SlotKey &A, const SlotKey &B) {
    return A.Record == B.Record && A.Field == B.Field;
  }
};

/// The field or global that the place is, or of which, an array, it is an
/// element. None for what only a pointer leads to: `s->p` is a slot, `*s->p` is
/// not.
std::optional<SlotKey> slotAt(const Place &P);

} // namespace qomlint

#endif // QOMLINT_ENGINE_SLOTKEY_H
