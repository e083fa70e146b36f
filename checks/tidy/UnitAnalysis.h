//===- UnitAnalysis.h - One analysis for all checks of a unit ---*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy makes an object per check and unit. The checks of one unit own
// this together: the first that asks has the unit captured and analyzed, and it
// goes with the last of them.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_TIDY_UNITANALYSIS_H
#define QOMLINT_CHECKS_TIDY_UNITANALYSIS_H

#include "analyzer/engine/Program.h"
#include "analyzer/facts/Finding.h"
#include "checks/Registry.h"
#include "checks/tidy/Settings.h"
#include <map>
#include <memory>
#include <utility>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace qomlint {

class UnitAnalysis {
public:
  explicit UnitAnalysis(const clang::Preprocessor &PP) : PP(PP) {}

  bool isOf(const clang::Preprocessor &Other) const { return &PP == &Other; }

  /// What all checks find with these settings; nothing in a unit that does not
  /// compile. Captures at most once, and analyzes at most once per settings. An
  /// error is about the settings and is returned only the first time.
  llvm::Expected<llvm::ArrayRef<Finding>>
  findings(clang::ASTContext &AST, const TidySettings &Settings);

  /// What is wrong with the unit's annotations, after findings(); only the
  /// first time, for whichever check asks.
  std::vector<AnnotationMistake> takeMistakes() {
    return std::exchange(Mistakes, {});
  }

private:
  llvm::Expected<std::vector<Finding>> analyze(clang::ASTContext &AST,
                                               const TidySettings &Settings);
  const Program *facts(clang::ASTContext &AST);

  const clang::Preprocessor &PP;
  bool IsCaptured = false;
  std::optional<Program> Facts;
  std::map<TidySettings, std::vector<Finding>> Known;
  std::vector<AnnotationMistake> Mistakes;
  bool MistakesAreKnown = false;
};

/// Where the checks of one unit meet. It keeps no analysis alive.
class UnitAnalyses {
public:
  std::shared_ptr<UnitAnalysis> of(const clang::Preprocessor &PP);

private:
  /// Only the latest: clang-tidy makes all checks of a unit in one go.
  std::weak_ptr<UnitAnalysis> Latest;
};

} // namespace qomlint

#endif // QOMLINT_CHECKS_TIDY_UNITANALYSIS_H
