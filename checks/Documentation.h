//===- Documentation.h - The pages of the checks --------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_DOCUMENTATION_H
#define QOMLINT_CHECKS_DOCUMENTATION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <utility>

namespace qomlint {

/// Check id and page, generated from checks/<id>/doc.md.
extern const llvm::ArrayRef<std::pair<const char *, const char *>>
    DocumentationPages;

} // namespace qomlint

#endif // QOMLINT_CHECKS_DOCUMENTATION_H
