//===- Function.cpp - What a function does to references ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Function.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace qomlint;

/// The last `:` of \p Key that is not part of `::` and stands before any
/// parameter or template argument list, whose text may spell positions.
static size_t findFileSeparator(llvm::StringRef Key) {
  size_t Found = llvm::StringRef::npos;
  size_t End = std::min(Key.find_first_of("(<"), Key.size());
  for (size_t I = 0; I < End; ++I) {
    if (Key[I] != ':')
      continue;
    if (I + 1 < Key.size() && Key[I + 1] == ':')
      ++I;
    else
      Found = I;
  }
  return Found;
}

llvm::StringRef qomlint::plainName(Name Key) {
  llvm::StringRef Text = Key.str();
  size_t Colon = findFileSeparator(Text);
  if (Colon == llvm::StringRef::npos)
    return Text;
  bool IsFile =
      Text.take_front(Colon).find_first_of("./") != llvm::StringRef::npos;
  return IsFile ? Text.drop_front(Colon + 1) : Text;
}

bool qomlint::isLibraryMember(Name Field) {
  llvm::StringRef Text = Field.str();
  return Text.size() > 1 && Text[0] == '_' && llvm::isUpper(Text[1]);
}

llvm::StringRef Function::plainName() const { return qomlint::plainName(Key); }

uint32_t Function::lastLine() const {
  uint32_t Last = At.Line;
  auto See = [&](const Site &Where) {
    if (Where.At.File == At.File)
      Last = std::max({Last, Where.At.Line, Where.EndLine});
  };
  for (const Block &B : Blocks) {
    for (const Event &E : B.Events)
      See(E.Where);
    See(B.End.Where);
  }
  return Last;
}
