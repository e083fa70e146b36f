//===- NoLintScan.h - Finds NOLINT comments -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_NOLINTSCAN_H
#define QOMLINT_CAPTURE_NOLINTSCAN_H

#include "analyzer/facts/Unit.h"

namespace qomlint {

/// The NOLINT comments of one file's text, in order. The text is searched as it
/// is: a comment inside of a string counts too, and harms nobody.
std::vector<NoLint> scanForNoLint(llvm::StringRef Text, Name File);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_NOLINTSCAN_H
