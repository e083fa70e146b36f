//===- Fingerprint.cpp - The identity of a finding ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Fingerprint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/SHA256.h"

using namespace qomlint;
using llvm::StringRef;

/// Files outside of the source root have absolute paths, which differ between
/// machines.
static StringRef portable(StringRef File) {
  return llvm::sys::path::is_absolute(File) ? llvm::sys::path::filename(File)
                                            : File;
}

std::string qomlint::identity(const Finding &F) {
  const StringRef Parts[] = {F.Check.str(),      portable(F.At.File.str()),
                             F.Function.str(),   F.ObjectType,
                             F.ObjectExpression, F.Api.str()};
  std::string Text;
  for (StringRef Part : Parts) {
    Text += Part;
    Text += '\0'; // keeps `a` `bc` apart from `ab` `c`
  }
  return Text;
}

static std::string hash(StringRef Identity, unsigned Ordinal) {
  // The recipe's number changes with what identity contains.
  const StringRef Recipe = "qomlint finding 1";
  llvm::SHA256 Hasher;
  Hasher.update(Recipe);
  Hasher.update(Identity);
  Hasher.update(std::to_string(Ordinal));
  constexpr size_t Bytes = 16;
  std::array<uint8_t, 32> Digest = Hasher.final();
  return "sha256:" +
         llvm::toHex(llvm::ArrayRef(Digest).take_front(Bytes), true);
}

void qomlint::assignFingerprints(std::vector<Finding> &Findings) {
  llvm::StringMap<unsigned> Seen;
  for (Finding &F : Findings) {
    std::string Identity = identity(F);
    F.Fingerprint = hash(Identity, Seen[Identity]++);
  }
}
