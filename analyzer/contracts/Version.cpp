//===- Version.cpp - QEMU version numbers ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/Version.h"

using namespace qomlint;
using llvm::StringRef;

/// QEMU's releases of a year are x.0, x.1 and x.2.
static Version nextRelease(Version V) {
  return V.second < 2 ? Version(V.first, V.second + 1)
                      : Version(V.first + 1, 0);
}

std::optional<Version> qomlint::parseVersion(StringRef Text) {
  Text = Text.trim();
  Version Out;
  unsigned Micro = 0;
  if (Text.consumeInteger(10, Out.first) || !Text.consume_front(".") ||
      Text.consumeInteger(10, Out.second))
    return std::nullopt;
  if (Text.consume_front(".") && Text.consumeInteger(10, Micro))
    return std::nullopt;
  // `7.2.0-rc1`, `7.2.22+fork`, `7.2.0 (Fork)`, and a fork's fourth number.
  if (!Text.empty() && !StringRef("-+~. ").contains(Text.front()))
    return std::nullopt;
  return Micro >= 50 ? nextRelease(Out) : Out;
}

std::string qomlint::toString(Version V) {
  return std::to_string(V.first) + "." + std::to_string(V.second);
}

std::string qomlint::toString(const VersionRange &Range) {
  if (Range.isOne())
    return toString(Range.Since);
  std::string Text;
  if (Range.Since != VersionRange().Since)
    Text = "since " + toString(Range.Since);
  if (Range.Before != VersionRange().Before)
    Text +=
        (Text.empty() ? "before " : " and before ") + toString(Range.Before);
  return Text;
}
