//===- AnalysisFixture.h - Programs as text, and their verdicts  -*- C++
//-*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Programs are facts in text form, judged under the bundled contracts. A
// verdict is written `Kind line`, by the line it is reported at.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_ANALYSISFIXTURE_H
#define QOMLINT_ENGINE_ANALYSISFIXTURE_H

#include "analyzer/engine/Analysis.h"
#include "analyzer/facts/Text.h"
#include "gtest/gtest.h"

namespace qomlint {

inline const char *word(VerdictKind Kind) {
  switch (Kind) {
  case VerdictKind::Surplus:
    return "surplus";
  case VerdictKind::Overwritten:
    return "overwritten";
  case VerdictKind::FieldSurplus:
    return "field";
  case VerdictKind::DropBelowZero:
    return "drop";
  case VerdictKind::EmbeddedDrop:
    return "embedded";
  case VerdictKind::UseAfterLast:
    return "use";
  case VerdictKind::EmbeddedReinitialized:
    return "initialized";
  case VerdictKind::EmbeddedFreed:
    return "freed";
  case VerdictKind::InstanceFreed:
    return "instance-freed";
  case VerdictKind::PinnedByLink:
    return "pinned-by-link";
  case VerdictKind::PinnedByPart:
    return "pinned by part";
  case VerdictKind::EmbeddedOutlived:
    return "outlived";
  case VerdictKind::BlockLost:
    return "block";
  case VerdictKind::FieldBlockLost:
    return "field-block";
  case VerdictKind::ReturnedBorrowed:
    return "returned-borrowed";
  case VerdictKind::ReturnedEither:
    return "returned-either";
  case VerdictKind::FieldDroppedTwice:
    return "field-dropped-twice";
  case VerdictKind::FieldUsedAfterDrop:
    return "field-used";
  case VerdictKind::FieldDrop:
    return "field-drop";
  case VerdictKind::LinkStored:
    return "link-stored";
  case VerdictKind::LinkDrop:
    return "link-drop";
  case VerdictKind::FieldOverwritten:
    return "filled";
  }
  return "";
}

class AnalysisTest : public testing::Test {
protected:
  /// Verdicts of a program, one a line, in order.
  std::string verdicts(llvm::StringRef Text) {
    run(Text);
    std::string Result;
    llvm::raw_string_ostream OS(Result);
    for (const Verdict &V : A->verdicts())
      if (V.Kind != VerdictKind::FieldOverwritten) // the lifecycle decides
        OS << word(V.Kind) << ' '
           << (V.Kind == VerdictKind::Surplus ? V.Source : V.At).Line << ' '
           << V.Expression << '\n';
    return Result;
  }

  std::string summary(llvm::StringRef Text, llvm::StringRef Function) {
    run(Text);
    std::string Result;
    llvm::raw_string_ostream OS(Result);
    const Summary *S = A->inferred(Name(Function));
    EXPECT_TRUE(S) << Function.str();
    if (S)
      print(*S, OS);
    return Result;
  }

  void run(llvm::StringRef Text) {
    llvm::Expected<Unit> U = parseUnit(Text);
    ASSERT_TRUE(bool(U)) << llvm::toString(U.takeError());
    P = Program();
    P.add(std::move(*U));
    A.emplace(P, Known);
    A->run();
  }

  ContractTable Table = ContractTable::bundled();
  Contracts Known{Table, "7.2"};
  Program P;
  std::optional<Analysis> A;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_ANALYSISFIXTURE_H
