//===- NearestName.h - "Did you mean" ---------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_NEARESTNAME_H
#define QOMLINT_CLI_NEARESTNAME_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <string>

namespace qomlint {

/// `; did you mean 'NAME'?` with the most similar candidate, or an empty text
/// if none is similar. To be put behind a message.
std::string didYouMean(llvm::StringRef Written,
                       llvm::ArrayRef<llvm::StringRef> Candidates);

} // namespace qomlint

#endif // QOMLINT_CLI_NEARESTNAME_H
