//===- RecordFacts.h - Members of QOM structs -----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_RECORDFACTS_H
#define QOMLINT_CAPTURE_RECORDFACTS_H

#include "analyzer/capture/UnitContext.h"
#include "analyzer/facts/Unit.h"

namespace qomlint {

/// Describes the records that lowering mentioned and that are QOM instance
/// structs, embed one, or point to one; and what they embed or derive from, so
/// that every chain of bases is complete.
std::vector<Record> collectRecords(UnitContext &Unit);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_RECORDFACTS_H
