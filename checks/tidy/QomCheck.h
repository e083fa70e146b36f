//===- QomCheck.h - A check of the registry in clang-tidy -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One class for every check: which findings are whose is data. It translates
// findings to diagnostics and decides nothing; what hides a diagnostic (NOLINT,
// header and line filters) and what makes it an error is clang-tidy's.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_TIDY_QOMCHECK_H
#define QOMLINT_CHECKS_TIDY_QOMCHECK_H

#include "checks/tidy/SkippedWalk.h"
#include "checks/tidy/UnitAnalysis.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include <optional>

namespace qomlint {

class QomCheck : public clang::tidy::ClangTidyCheck {
public:
  /// \p All are the checks of every module, enabled or not.
  QomCheck(llvm::StringRef CheckName, clang::tidy::ClangTidyContext *Context,
           std::shared_ptr<UnitAnalyses> Units,
           const clang::tidy::ClangTidyCheckFactories &All);

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Map) override;
  void registerPPCallbacks(const clang::SourceManager &Sources,
                           clang::Preprocessor *PP,
                           clang::Preprocessor *ModuleExpander) override;
  void registerMatchers(clang::ast_matchers::MatchFinder *Finder) override;
  void
  check(const clang::ast_matchers::MatchFinder::MatchResult &Match) override;
  void onEndOfTranslationUnit() override;

private:
  void report(const Finding &F);
  std::vector<clang::FixItHint> hints(const Finding &F) const;

  std::shared_ptr<UnitAnalyses> Units;
  TidySettings Settings;
  std::string Show;
  std::shared_ptr<UnitAnalysis> Unit;
  clang::ASTContext *AST = nullptr;
  bool IsAlone; ///< no check is enabled that is not of the registry
  std::optional<SkippedWalk> Skipped;
};

} // namespace qomlint

#endif // QOMLINT_CHECKS_TIDY_QOMCHECK_H
