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

/// Major and minor number. The third is dropped, 7.2.22 is 7.2: what changes in
/// QEMU's stable updates follows no order of numbers, as 8.1.0 lacks
/// what 7.2.22 has. A contract has to be true with and without such a change.
using Version = std::pair<unsigned, unsigned>;

/// Reads `7.2`, `7.2.22` or a VERSION file. A third number from 50 on marks the
/// development towards the next release and counts as that: 9.0.50 is 9.1. What
/// a fork appends is left out, if a sign such as `-` sets it apart.
std::optional<Version> parseVersion(llvm::StringRef Text);

std::string toString(Version V);

/// The releases from Since on, up to the one before Before.
struct VersionRange {
  Version Since = {0, 0};
  Version Before = {~0u, 0};

  static VersionRange only(Version V) { return {V, {V.first, V.second + 1}}; }

  bool isOne() const { return *this == only(Since); }
  bool contains(Version V) const { return Since <= V && V < Before; }
  bool contains(const VersionRange &Other) const {
    return Since <= Other.Since && Other.Before <= Before;
  }
  bool overlaps(const VersionRange &Other) const {
    return Since < Other.Before && Other.Since < Before;
  }

  friend bool operator==(const VersionRange &, const VersionRange &) = default;
};

/// `7.2`, `since 8.1`, `before 8.1` or `since 6.0 and before 8.1`.
std::string toString(const VersionRange &Range);

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_VERSION_H
