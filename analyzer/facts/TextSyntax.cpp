//===- TextSyntax.cpp - Words and characters of the text form -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/TextSyntax.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace qomlint;
using namespace qomlint::text;
using llvm::StringRef;

bool text::isIdentifierCharacter(char C) {
  return llvm::isAlnum(C) || C == '_';
}

bool text::isFileCharacter(char C) {
  return isIdentifierCharacter(C) || StringRef("./+-").contains(C);
}

size_t text::matchIdentifier(StringRef Text) {
  if (Text.empty() || llvm::isDigit(Text.front()))
    return 0;
  return Text.take_while(isIdentifierCharacter).size();
}

size_t text::matchQualified(StringRef Text) {
  size_t Length = matchIdentifier(Text);
  while (Length && Text.drop_front(Length).starts_with("::")) {
    size_t Next = matchIdentifier(Text.drop_front(Length + 2));
    if (!Next)
      break;
    Length += 2 + Next;
  }
  return Length;
}

size_t text::matchFile(StringRef Text) {
  if (Text.empty() || llvm::isDigit(Text.front()) ||
      StringRef("+-").contains(Text.front()))
    return 0;
  return Text.take_while(isFileCharacter).size();
}

size_t text::matchOperator(StringRef Text) {
  auto IsOperator = [](char C) {
    return StringRef("=!<>&|^+-*/%~").contains(C);
  };
  return Text.take_while(IsOperator).size();
}

size_t text::matchKey(StringRef Text) {
  size_t File = matchFile(Text);
  StringRef Rest = Text.drop_front(File);
  if (File && Rest.starts_with(":"))
    if (size_t Plain = matchQualified(Rest.drop_front()))
      return File + 1 + Plain;
  return matchQualified(Text);
}

static bool isWhole(size_t Matched, StringRef Text) {
  return Matched && Matched == Text.size();
}

bool text::isIdentifier(StringRef Text) {
  return isWhole(matchIdentifier(Text), Text);
}
bool text::isQualified(StringRef Text) {
  return isWhole(matchQualified(Text), Text);
}
bool text::isFile(StringRef Text) { return isWhole(matchFile(Text), Text); }
bool text::isKey(StringRef Text) { return isWhole(matchKey(Text), Text); }
bool text::isOperator(StringRef Text) {
  return isWhole(matchOperator(Text), Text);
}
bool text::isType(StringRef Text) {
  return isQualified(Text) && Text != "int" && Text != "void";
}

namespace {
template <class Kind> struct Word {
  Kind Value;
  StringRef Text;
};

constexpr Word<EventKind> EventWords[] = {
    {EventKind::Call, "call"},
    {EventKind::CallThroughPointer, "call"},
    {EventKind::Load, "load"},
    {EventKind::Store, "store"},
    {EventKind::Use, "use"},
    {EventKind::Compute, "compute"},
    {EventKind::ContainerOf, "container"},
    {EventKind::Insert, "insert"},
    {EventKind::Remove, "remove"},
    {EventKind::AllocateStorage, "new"},
    {EventKind::FreeStorage, "delete"},
    {EventKind::ScopeEnd, "end"},
};

constexpr Word<TerminatorKind> TerminatorWords[] = {
    {TerminatorKind::Goto, "goto"},
    {TerminatorKind::Branch, "branch"},
    {TerminatorKind::Switch, "switch"},
    {TerminatorKind::Return, "return"},
    {TerminatorKind::Throw, "throw"},
    {TerminatorKind::Unreachable, "unreachable"},
};

constexpr Word<NoLintScope> ScopeWords[] = {
    {NoLintScope::Line, "line"},
    {NoLintScope::NextLine, "next-line"},
    {NoLintScope::Begin, "begin"},
    {NoLintScope::End, "end"},
};

template <class Kind, size_t N>
StringRef textOf(const Word<Kind> (&Words)[N], Kind Value) {
  for (const Word<Kind> &W : Words)
    if (W.Value == Value)
      return W.Text;
  llvm_unreachable("every kind has a word");
}

template <class Kind, size_t N>
std::optional<Kind> valueOf(const Word<Kind> (&Words)[N], StringRef Text) {
  for (const Word<Kind> &W : Words)
    if (W.Text == Text)
      return W.Value;
  return std::nullopt;
}
} // namespace

StringRef text::wordFor(EventKind Kind) { return textOf(EventWords, Kind); }
StringRef text::wordFor(TerminatorKind Kind) {
  return textOf(TerminatorWords, Kind);
}
StringRef text::wordFor(NoLintScope Scope) { return textOf(ScopeWords, Scope); }
std::optional<EventKind> text::eventFor(StringRef Word) {
  return valueOf(EventWords, Word);
}
std::optional<TerminatorKind> text::terminatorFor(StringRef Word) {
  return valueOf(TerminatorWords, Word);
}
std::optional<NoLintScope> text::scopeFor(StringRef Word) {
  return valueOf(ScopeWords, Word);
}

llvm::ArrayRef<Hook> text::hooks() {
  static const Hook All[] = {
      {"instance_init", &TypeInfo::InstanceInit},
      {"instance_post_init", &TypeInfo::InstancePostInit},
      {"instance_finalize", &TypeInfo::InstanceFinalize},
      {"class_init", &TypeInfo::ClassInit},
      {"class_base_init", &TypeInfo::ClassBaseInit},
  };
  return All;
}

Name text::impliedRecord(const Place &P, const Function &F) {
  if (P.Root != PlaceRoot::Variable || P.Index >= F.Variables.size())
    return Name();
  const Variable &V = F.Variables[P.Index];
  bool IsPointee =
      P.Steps.size() == 1 && P.Steps[0].Kind == StepKind::Dereference;
  bool Direct = V.Pointer ? IsPointee : P.Steps.empty();
  return Direct ? V.Type : Name();
}

bool text::impliesInternal(Name Key) {
  return plainName(Key).size() != Key.str().size();
}
