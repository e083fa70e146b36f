//===- SourceNames.cpp - What the source calls an object ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/SourceNames.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

/// In a loop, the elements that its first rounds met stand for all.
static std::string withoutNumbers(llvm::StringRef Text) {
  std::string Result;
  while (!Text.empty()) {
    auto [Front, Rest] = Text.split('[');
    Result += Front;
    if (Front.size() == Text.size())
      break;
    auto [Index, After] = Rest.split(']');
    bool IsNumber = !Index.empty() && Index.find_first_not_of("0123456789") ==
                                          llvm::StringRef::npos;
    Result += "[" + (IsNumber ? "i" : Index.str()) + "]";
    Text = After;
  }
  return Result;
}

/// The steps of `s->clk[i]`, without the variable and the index.
static std::string stepsOf(llvm::StringRef Text) {
  size_t First = Text.find_first_of("-.");
  std::string Result;
  bool InIndex = false;
  for (char C : Text.drop_front(std::min(First, Text.size()))) {
    InIndex = C == '[' || (InIndex && C != ']');
    if (!InIndex || C == '[')
      Result += C;
  }
  return Result;
}

SourceNames::SourceNames(const Function &F, const Executor &Run, bool InLoop)
    : F(F), Run(Run), InLoop(InLoop) {
  auto Note = [&](const Place &P) {
    std::string Text = Run.spelling(P);
    std::string Steps = stepsOf(Text);
    if (!Steps.empty() && Text[0] != '$' && Text[0] != '*')
      Spellings.try_emplace(Steps, Text);
  };
  for (const Place &P : F.Places)
    Note(P);
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (E.Target)
        Note(*E.Target);
}

std::string SourceNames::spelled(const std::string &Text) const {
  std::string Steps = stepsOf(Text);
  auto It = Spellings.find(Steps);
  if (Steps.empty() || It == Spellings.end())
    return Text;
  bool IsAddress = llvm::StringRef(Text).starts_with("&");
  return (IsAddress ? "&" : "") + It->second;
}

std::string SourceNames::ofStorage(ValueId Address, const State &S) const {
  std::string Text = Run.describeStorage(Address, S);
  Name Record;
  while (Run.values()[Address].Kind == ValueKind::FieldAddress ||
         Run.values()[Address].Kind == ValueKind::ElementAddress) {
    Record = Run.values()[Address].Record;
    Address = Run.values()[Address].Base;
  }
  size_t Arrow = Text.find("->");
  if (Arrow == std::string::npos || Record.empty())
    return Text;
  for (size_t I = 0; I != S.Variables.size(); ++I)
    if (S.Variables[I] == Address && F.Variables[I].Type == Record)
      return F.Variables[I].Identifier.str().str() + Text.substr(Arrow);
  return Text;
}

std::string SourceNames::among(const std::vector<std::string> &Names,
                               std::string Text) const {
  if (InLoop)
    Text = withoutNumbers(Text);
  std::string Steps = stepsOf(Text);
  for (const std::string &Old : Names)
    if (!Steps.empty() && stepsOf(Old) == Steps)
      return Old;
  return Text;
}

void SourceNames::addTo(std::vector<std::string> &Names,
                        std::string Text) const {
  if (InLoop)
    Text = withoutNumbers(Text);
  if (Text.empty() || Text[0] == '$')
    return;
  // A field is named through the variable that the source first named it by,
  // although others are the same pointer: `s->clk`, not `obj->clk`.
  if (llvm::is_contained(Names, among(Names, Text)))
    return;
  Text = spelled(Text);
  Names.push_back(std::move(Text));
}
