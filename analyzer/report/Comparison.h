//===- Comparison.h - What another contract would change --------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Two analyses of the same facts, one with the contracts in force and one with
// supposed ones: what is found in only one of them.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_COMPARISON_H
#define QOMLINT_REPORT_COMPARISON_H

#include "analyzer/report/Report.h"

namespace qomlint {

/// What a difference asks for, in the order in which it is shown.
enum class DifferenceKind : uint8_t {
  DropToDelete,    ///< a drop that would be one too many
  ReferenceNeeded, ///< a pointer that is kept or used without a reference
  NewLeak,         ///< a reference that nobody would drop any more
  OwnBody,         ///< a supposed function does not do what is supposed of it
  CuredLeak,       ///< a leak that would be none
  CuredRelease,    ///< a wrong drop or a late use that would be right
};
inline constexpr unsigned DifferenceKindCount = 6;

/// `drop_to_delete`, and likewise: the words of the JSON form.
llvm::StringRef toString(DifferenceKind K);

/// True if the finding is one of the supposed contracts, false if of those in
/// force.
bool isNew(DifferenceKind K);

struct Difference {
  DifferenceKind Kind = DifferenceKind::DropToDelete;
  qomlint::Finding Finding;
};

/// A function that would drop more references to an argument than now: it
/// passes it on to a supposed function. Its callers have been analyzed with
/// that.
struct ArgumentDrop {
  std::string Function; ///< plain name
  Position At;
  std::string Argument; ///< `child`, `dev->parent_bus`
  int Before = 0, After = 0;
};

struct Comparison {
  std::string ToolVersion, QemuVersion;
  std::string SupposedFile;            ///< as named on the command line
  std::vector<std::string> Supposed;   ///< the functions with other contracts
  std::vector<Difference> Differences; ///< by kind, then by position
  std::vector<ArgumentDrop> ArgumentDrops; ///< by position
  std::vector<ReportError> Errors;
  uint64_t Same = 0; ///< findings of both
  uint64_t Files = 0, Functions = 0;
};

/// What only one of two runs over the same facts found. Both as prepareFindings
/// leaves them.
struct OnlyInOne {
  std::vector<Finding> Before, After;
  uint64_t Same = 0;
};
OnlyInOne compareFindings(std::vector<Finding> Before,
                          std::vector<Finding> After);

/// For people: what to do, kind by kind. Latent findings are shown as well.
void writeText(const Comparison &C, const ReportOptions &Options,
               llvm::raw_ostream &OS);

/// For programs: schema/what-if.schema.json.
void writeJson(const Comparison &C, llvm::raw_ostream &OS);

} // namespace qomlint

#endif // QOMLINT_REPORT_COMPARISON_H
