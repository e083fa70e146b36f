//===- Registry.h - The one table of checks -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the front ends see of engine and checks: facts in, findings out.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_REGISTRY_H
#define QOMLINT_CHECKS_REGISTRY_H

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/engine/Program.h"
#include "analyzer/engine/SlotKey.h"
#include "analyzer/facts/Finding.h"
#include "analyzer/facts/Silence.h"
#include <map>
#include <set>
#include <string>
#include <vector>

namespace qomlint {

struct CheckInfo {
  llvm::StringRef Id;
  llvm::StringRef Severity;   ///< `error`, `warning`
  llvm::StringRef Confidence; ///< the highest it reports: `definite`, `likely`
  llvm::StringRef Summary;    ///< one sentence, as on its page
  bool Default = true;
};

/// All checks, sorted by id.
const std::vector<CheckInfo> &allChecks();

/// What else there is a page about, such as `contracts`; sorted.
std::vector<llvm::StringRef> allTopics();

/// The page of a check or about a topic; empty if there is none.
llvm::StringRef documentation(llvm::StringRef Name);

struct AnalysisOptions {
  bool Pedantic = false;
  /// False if \p Program is a part of the real one: then a reference that
  /// other files could drop is not reported.
  bool WholeProgram = true;
  /// Fields all of whose users are in the program although it is a part.
  std::set<SlotKey> KnownFields;
  std::set<Name> KnownCallers; ///< the same of functions and their callers
  /// The files whose findings matter. Of the others, nothing is asked.
  std::set<Name> AskedFiles;        ///< empty: all
  std::vector<Name> EnabledChecks;  ///< empty: those on by default
  bool CountsArgumentDrops = false; ///< fills AnalysisResult::ArgumentDrops
};

/// What a part of a program left open, by the names that the missing files
/// mention.
struct OpenQuestions {
  std::set<SlotKey> Fields; ///< whose balance other files may change
  std::set<Name> Functions; ///< that may take what they are given
  std::set<Name> Callers;   ///< functions; their callers decide what is harmful
  std::set<Name> Bases;     ///< instance structs; their types decide it
  bool empty() const {
    return Fields.empty() && Functions.empty() && Callers.empty() &&
           Bases.empty();
  }
};

/// An annotation that says nothing, as its words are not known.
struct AnnotationMistake {
  Position At; ///< of the function
  std::string Message;
};

struct AnalysisResult {
  std::vector<Finding> Findings; ///< by position, then check
  uint64_t Functions = 0;
  uint64_t LimitsHit = 0;
  OpenQuestions Open;
  /// How often the engine gave up on an owned reference, by reason.
  std::map<Silence, uint64_t> Silences;
  /// Only if asked for: how many references a function without a contract drops
  /// on some path, of what its callers know by an argument: `arg0`.
  std::map<Name, std::map<std::string, int>> ArgumentDrops;
  std::vector<AnnotationMistake> Mistakes;
};

AnalysisResult analyze(const Program &P, const Contracts &C,
                       const AnalysisOptions &Options);

/// Stable text for `qomlint dump`. \p Function is a plain name; empty: all.
std::string dumpSummaries(const Program &P, const Contracts &C,
                          llvm::StringRef Function);
std::string dumpStates(const Program &P, const Contracts &C,
                       llvm::StringRef Function);

} // namespace qomlint

#endif // QOMLINT_CHECKS_REGISTRY_H
