//===- Suppression.h - NOLINT comments --------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_SUPPRESSION_H
#define QOMLINT_REPORT_SUPPRESSION_H

#include "analyzer/facts/Finding.h"
#include "analyzer/facts/Unit.h"

namespace qomlint {

/// What clang-tidy's comments suppress: `NOLINT` its line, `NOLINTNEXTLINE` the
/// next, `NOLINTBEGIN` and `NOLINTEND` what is between them. Blocks nest; a
/// `NOLINTEND` closes the innermost block, and only if both name the same
/// checks. A block that is not closed suppresses nothing.
class Suppressions {
public:
  /// \p NoLints may be in any order and repeat those of a header.
  explicit Suppressions(std::vector<NoLint> NoLints);

  bool suppresses(const Finding &F) const;
  /// The NOLINTBEGIN and NOLINTEND comments without a partner.
  const std::vector<NoLint> &unmatched() const { return Unmatched; }

private:
  struct Block {
    Position Begin, End;
    Name Checks;
  };

  /// By line that they suppress, not by line that they stand on.
  std::vector<NoLint> Lines;
  std::vector<Block> Blocks;
  std::vector<NoLint> Unmatched;

  void addBlocks(const std::vector<NoLint> &NoLints);
};

/// True if \p Globs, as between the parentheses of a NOLINT, name \p Check:
/// the last glob that matches decides, and one with a `-` in front excludes.
bool namesCheck(llvm::StringRef Globs, llvm::StringRef Check);

/// The findings that no comment suppresses, in the same order.
std::vector<Finding> filterSuppressed(std::vector<Finding> Findings,
                                      const std::vector<NoLint> &NoLints);

} // namespace qomlint

#endif // QOMLINT_REPORT_SUPPRESSION_H
