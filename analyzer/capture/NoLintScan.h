//===- NoLintScan.h - Finds NOLINT comments -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_NOLINTSCAN_H
#define QOMLINT_CAPTURE_NOLINTSCAN_H

#include "analyzer/facts/Unit.h"
#include "llvm/ADT/DenseMap.h"

namespace clang {
class FileEntry;
class SourceManager;
} // namespace clang

namespace qomlint {

/// The NOLINT comments of one file's text, in order. The text is searched as it
/// is: a comment inside of a string counts too, and harms nobody.
std::vector<NoLint> scanForNoLint(llvm::StringRef Text, Name File);

class SourceMap;

/// Finds the comments of all files of a unit, system headers excepted: nobody
/// puts qomlint's there. A header is searched once for all units that share a
/// file manager.
class NoLintFinder {
public:
  std::vector<NoLint> find(SourceMap &Source);

private:
  llvm::DenseMap<const clang::FileEntry *, std::vector<NoLint>> Known;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_NOLINTSCAN_H
