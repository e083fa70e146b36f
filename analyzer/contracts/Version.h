//===- Version.h - QEMU version numbers -----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_VERSION_H
#define QOMLINT_CONTRACTS_VERSION_H

#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>
#include <utility>

namespace qomlint {

/// Major and minor number. Contracts do not change in QEMU's stable updates, so
/// the third number is dropped: 7.2.22 is 7.2.
using Version = std::pair<unsigned, unsigned>;

/// Reads `7.2`, `7.2.22` or a VERSION file. A third number from 50 on marks the
/// development towards the next release and counts as that: 9.0.50 is 9.1. What
/// a fork appends is left out, if a sign such as `-` sets it apart.
std::optional<Version> parseVersion(llvm::StringRef Text);

std::string toString(Version V);

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_VERSION_H
