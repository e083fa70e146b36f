//===- ReferenceWords.h - Holders and conditions in words -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_REFERENCEWORDS_H
#define QOMLINT_REPORT_REFERENCEWORDS_H

#include "analyzer/facts/ReferenceHistory.h"

namespace qomlint {

/// Who holds the reference, and until when: `the clock list of 'dev', until
/// device_finalize, the last finalizer of 'dev'`.
std::string holderText(const Holding &H);

/// `if qdev_realize() on line 12 fails and 's->bus' is null`, `otherwise`, `on
/// some paths`; empty if on all.
std::string conditionText(const ReferenceState &R);

/// `2 references`, `at least 1 reference`, `unknown: …`, `gone: …`.
std::string countText(const ReferenceState &R);

/// Where the object comes from.
std::string originText(const ObjectHistory &O);

/// What smart pointers of the runtime would make of a pointer in that state;
/// empty where there is no good answer.
std::string adviceText(const ReferenceState &R);

/// What happens on the line, beside its source.
std::string eventText(const ReferenceLine &L);

/// `x_realize() leaves a reference with it`.
std::string useText(const FieldUse &Use);

} // namespace qomlint

#endif // QOMLINT_REPORT_REFERENCEWORDS_H
