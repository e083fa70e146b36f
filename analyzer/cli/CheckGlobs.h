//===- CheckGlobs.h - Which checks are on -----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_CHECKGLOBS_H
#define QOMLINT_CLI_CHECKGLOBS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace qomlint {

/// A check as the glob language sees it.
struct CheckChoice {
  llvm::StringRef Id;
  bool On = false;
};

/// Applies clang-tidy's glob language to \p Checks, in place: globs separated
/// by commas or line ends, the last that matches a check decides, a leading `-`
/// switches off. A glob that matches no check is an error, with the nearest
/// name.
llvm::Error applyCheckGlobs(llvm::StringRef Globs,
                            std::vector<CheckChoice> &Checks);

} // namespace qomlint

#endif // QOMLINT_CLI_CHECKGLOBS_H
