//===- CheckGlobs.cpp - Which checks are on -------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CheckGlobs.h"
#include "analyzer/cli/NearestName.h"
#include "llvm/ADT/SmallVector.h"

using namespace qomlint;

/// In clang-tidy's globs only `*` is special.
static bool matches(llvm::StringRef Glob, llvm::StringRef Text) {
  auto [Head, Tail] = Glob.split('*');
  if (Head.size() == Glob.size())
    return Glob == Text;
  if (!Text.consume_front(Head))
    return false;
  for (size_t Skipped = 0; Skipped <= Text.size(); ++Skipped)
    if (matches(Tail, Text.drop_front(Skipped)))
      return true;
  return false;
}

static llvm::Error unknownCheck(llvm::StringRef Glob,
                                const std::vector<CheckChoice> &Checks) {
  std::vector<llvm::StringRef> Ids;
  for (const CheckChoice &C : Checks)
    Ids.push_back(C.Id);
  bool Pattern = Glob.contains('*');
  return llvm::createStringError(
      (Pattern ? "no check matches '" : "unknown check '") + Glob + "'" +
      (Pattern ? "" : didYouMean(Glob, Ids)));
}

static llvm::Error applyGlob(llvm::StringRef Glob,
                             std::vector<CheckChoice> &Checks) {
  bool On = !Glob.consume_front("-");
  Glob = Glob.trim();
  bool Matched = false;
  for (CheckChoice &C : Checks) {
    if (!matches(Glob, C.Id))
      continue;
    C.On = On;
    Matched = true;
  }
  return Matched ? llvm::Error::success() : unknownCheck(Glob, Checks);
}

llvm::Error qomlint::applyCheckGlobs(llvm::StringRef Globs,
                                     std::vector<CheckChoice> &Checks) {
  llvm::SmallVector<llvm::StringRef, 8> Lines, Parts;
  Globs.split(Lines, '\n');
  for (llvm::StringRef Line : Lines)
    Line.split(Parts, ',');
  for (llvm::StringRef Part : Parts)
    if (!Part.trim().empty())
      if (llvm::Error E = applyGlob(Part.trim(), Checks))
        return E;
  return llvm::Error::success();
}
