//===- Documentation.h - The pages of the checks --------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_DOCUMENTATION_H
#define QOMLINT_CHECKS_DOCUMENTATION_H

#include "llvm/ADT/ArrayRef.h"

namespace qomlint {

/// What `qomlint explain` calls a page, and its text.
struct Page {
  const char *Name;
  const char *Text;
};

/// One for each check, checks/<id>/doc.md, and those for all checks,
/// checks/pages/<name>.md; both sorted by name.
extern const llvm::ArrayRef<Page> CheckPages;
extern const llvm::ArrayRef<Page> TopicPages;

} // namespace qomlint

#endif // QOMLINT_CHECKS_DOCUMENTATION_H
