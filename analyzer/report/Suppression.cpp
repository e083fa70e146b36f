//===- Suppression.cpp - NOLINT comments ----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Suppression.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace qomlint;
using llvm::StringRef;

/// In clang-tidy's globs only `*` is special.
static bool matches(StringRef Glob, StringRef Text) {
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

bool qomlint::namesCheck(StringRef Globs, StringRef Check) {
  llvm::SmallVector<StringRef, 4> Parts;
  Globs.split(Parts, ',');
  for (StringRef Part : llvm::reverse(Parts)) {
    Part = Part.trim();
    bool Excludes = Part.consume_front("-");
    if (matches(Part.trim(), Check))
      return !Excludes;
  }
  return false;
}

static bool isBlockScope(const NoLint &N) {
  return N.Scope == NoLintScope::Begin || N.Scope == NoLintScope::End;
}

Suppressions::Suppressions(std::vector<NoLint> NoLints) {
  auto Key = [](const NoLint &N) { return std::tie(N.At, N.Scope, N.Checks); };
  llvm::sort(NoLints,
             [&](const NoLint &A, const NoLint &B) { return Key(A) < Key(B); });
  NoLints.erase(
      llvm::unique(NoLints, [&](const NoLint &A,
                                const NoLint &B) { return Key(A) == Key(B); }),
      NoLints.end());
  for (NoLint N : NoLints) {
    if (isBlockScope(N))
      continue;
    N.At.Line += N.Scope == NoLintScope::NextLine;
    Lines.push_back(N);
  }
  llvm::sort(Lines,
             [](const NoLint &A, const NoLint &B) { return A.At < B.At; });
  addBlocks(NoLints);
}

/// \p NoLints are sorted by position.
void Suppressions::addBlocks(const std::vector<NoLint> &NoLints) {
  std::vector<NoLint> Open;
  auto CloseFile = [&] {
    llvm::append_range(Unmatched, Open);
    Open.clear();
  };
  for (const NoLint &N : NoLints) {
    if (!Open.empty() && Open.back().At.File != N.At.File)
      CloseFile();
    if (N.Scope == NoLintScope::Begin) {
      Open.push_back(N);
    } else if (N.Scope == NoLintScope::End) {
      if (Open.empty() || Open.back().Checks != N.Checks) {
        Unmatched.push_back(N);
        continue;
      }
      Blocks.push_back({Open.back().At, N.At, N.Checks});
      Open.pop_back();
    }
  }
  CloseFile();
}

static bool covers(Name Checks, const Finding &F) {
  return Checks.empty() || namesCheck(Checks.str(), F.Check.str());
}

bool Suppressions::suppresses(const Finding &F) const {
  Position LineStart = {F.At.File, F.At.Line, 0};
  auto First = llvm::lower_bound(
      Lines, LineStart,
      [](const NoLint &N, const Position &At) { return N.At < At; });
  for (auto I = First;
       I != Lines.end() && I->At.File == F.At.File && I->At.Line == F.At.Line;
       ++I)
    if (covers(I->Checks, F))
      return true;
  return llvm::any_of(Blocks, [&](const Block &B) {
    return B.Begin.File == F.At.File && B.Begin < F.At && F.At < B.End &&
           covers(B.Checks, F);
  });
}

std::vector<Finding>
qomlint::filterSuppressed(std::vector<Finding> Findings,
                          const std::vector<NoLint> &NoLints) {
  Suppressions Comments(NoLints);
  llvm::erase_if(Findings,
                 [&](const Finding &F) { return Comments.suppresses(F); });
  return Findings;
}
