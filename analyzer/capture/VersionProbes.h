//===- VersionProbes.h - Functions that tell QEMU versions apart *- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_VERSIONPROBES_H
#define QOMLINT_CAPTURE_VERSIONPROBES_H

#include "analyzer/facts/Name.h"
#include "llvm/ADT/SmallPtrSet.h"
#include <vector>

namespace clang {
class Decl;
class IdentifierInfo;
class IdentifierTable;
} // namespace clang

namespace qomlint {

/// Notes which functions are declared of some that came or went between the
/// versions of QEMU that contracts distinguish. A lookup by name would cost
/// more: in C, the first one has to enter all that a unit declares.
class VersionProbes {
public:
  explicit VersionProbes(const clang::IdentifierTable &Identifiers);

  /// For each declaration of the unit; those in `extern "C"` count.
  void note(const clang::Decl *Top);
  /// The functions that were noted, by name; for Unit::Declared.
  std::vector<Name> declared() const;

private:
  llvm::SmallPtrSet<const clang::IdentifierInfo *, 16> Wanted, Found;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_VERSIONPROBES_H
