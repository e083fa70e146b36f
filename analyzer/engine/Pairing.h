//===- Pairing.h - What one function takes and another drops ----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each function is judged alone, and some take a reference for another one to
// drop: open and close, schedule and run. Most functions of QEMU that call
// `object_ref` do not call `object_unref`. A verdict on the one is refuted by a
// verdict on the other: each of these removes the pairs that it finds.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_PAIRING_H
#define QOMLINT_ENGINE_PAIRING_H

#include "analyzer/engine/Verdict.h"
#include <vector>

namespace qomlint {

/// What is looked up where a reference is taken may be looked up again where it
/// is dropped, in the same file.
void pairLookups(std::vector<Verdict> &Verdicts);

/// A function may take a reference to what it was lent, for a time that another
/// function of the file ends: watching and not watching any more.
void pairPromises(std::vector<Verdict> &Verdicts);

/// A reference may be left to a callback, which drops what it was lent when it
/// is done, as some of a QIOTask do.
void pairCallbacks(std::vector<Verdict> &Verdicts);

} // namespace qomlint

#endif // QOMLINT_ENGINE_PAIRING_H
