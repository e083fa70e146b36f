//===- SlotKey.cpp - A field of a record, or a global ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/SlotKey.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

std::optional<SlotKey> qomlint::slotAt(const Place &P) {
  for (const Step &S : llvm::reverse(P.Steps)) {
    if (S.Kind == StepKind::Field)
      return SlotKey{S.Record, S.Field};
    if (S.Kind == StepKind::Dereference)
      return std::nullopt;
  }
  if (P.Root == PlaceRoot::Global)
    return SlotKey{Name(), P.Global};
  return std::nullopt;
}
