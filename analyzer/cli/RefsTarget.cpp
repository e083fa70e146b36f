//===- RefsTarget.cpp - What refs is asked about --------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/RefsTarget.h"
#include "analyzer/cli/RelatedFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
using llvm::StringRef;

/// Parts between single colons.
static llvm::SmallVector<StringRef, 3> partsOf(StringRef Text) {
  llvm::SmallVector<StringRef, 3> Parts;
  size_t From = 0;
  for (size_t At = 0; At < Text.size(); ++At) {
    if (Text[At] != ':')
      continue;
    if (At + 1 < Text.size() && Text[At + 1] == ':') {
      ++At;
      continue;
    }
    Parts.push_back(Text.slice(From, At));
    From = At + 1;
  }
  Parts.push_back(Text.drop_front(From));
  return Parts;
}

static bool isNumber(StringRef Text) {
  return !Text.empty() && llvm::all_of(Text, llvm::isDigit);
}

llvm::Expected<RefsTarget> qomlint::parseRefsTarget(StringRef Text) {
  auto Fail = [&](const llvm::Twine &Why) {
    return llvm::createStringError(
        "'" + Text + "': " + Why +
        "; expected FILE[:LINE[:COLUMN]] or FILE:FUNCTION[:VARIABLE]");
  };
  auto Parts = partsOf(Text);
  if (Parts.size() > 3)
    return Fail("too many colons");
  if (llvm::any_of(Parts, [](StringRef Part) { return Part.empty(); }))
    return Fail("an empty part");
  RefsTarget Result;
  Result.File = Parts[0].str();
  if (Parts.size() == 1)
    return Result;
  if (!isNumber(Parts[1])) {
    Result.Function = Parts[1].str();
    if (Parts.size() == 3)
      Result.Variable = Parts[2].str();
    return Result;
  }
  if (Parts[1].getAsInteger(10, Result.Line) || Result.Line == 0)
    return Fail("no line " + Parts[1]);
  if (Parts.size() == 3 &&
      (!isNumber(Parts[2]) || Parts[2].getAsInteger(10, Result.Column) ||
       Result.Column == 0))
    return Fail("no column " + Parts[2]);
  return Result;
}

static bool isWordCharacter(char C) { return llvm::isAlnum(C) || C == '_'; }

StringRef qomlint::identifierAt(StringRef Line, uint32_t Column) {
  size_t At = std::min<size_t>(Column - 1, Line.size());
  if (At == Line.size() || !isWordCharacter(Line[At])) {
    if (At == 0 || !isWordCharacter(Line[At - 1]))
      return "";
    --At;
  }
  size_t Begin = At, End = At;
  while (Begin > 0 && isWordCharacter(Line[Begin - 1]))
    --Begin;
  while (End < Line.size() && isWordCharacter(Line[End]))
    ++End;
  return Line.slice(Begin, End);
}

bool qomlint::isCalled(StringRef Name, StringRef Written) {
  Written.consume_front("&");
  StringRef Plain = Name;
  Plain.consume_front("&");
  return Plain == Written || Plain.split('[').first == Written ||
         lastComponent(Name) == Written;
}

bool qomlint::isCalled(const ObjectHistory &O, StringRef Written) {
  return llvm::any_of(O.Names, [&](const std::string &Name) {
    return isCalled(StringRef(Name), Written);
  });
}

bool qomlint::isOnLine(const ObjectHistory &O, uint32_t Line, StringRef Text) {
  return llvm::any_of(O.Lines,
                      [&](const ReferenceLine &L) {
                        return L.At.Line == Line &&
                               L.Kind != ReferenceEventKind::Return;
                      }) ||
         llvm::any_of(O.Names, [&](const std::string &Name) {
           return mentions(Text, lastComponent(Name));
         });
}
