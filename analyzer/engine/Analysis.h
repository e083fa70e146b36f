//===- Analysis.h - The whole program -------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs every function of a program once, callees before callers, and collects
// summaries, verdicts and the field table.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_ANALYSIS_H
#define QOMLINT_ENGINE_ANALYSIS_H

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/engine/Borrowing.h"
#include "analyzer/engine/FieldTable.h"
#include "analyzer/engine/Hooks.h"
#include "analyzer/engine/NullArguments.h"
#include "analyzer/engine/Program.h"
#include "analyzer/facts/ReferenceHistory.h"

namespace qomlint {

/// The results hold pointers into the program, which must outlive them.
class Analysis : private Callees {
public:
  /// \p Whole: no function of the program is missing, so that whoever may be
  /// called is known.
  Analysis(const Program &P, const Contracts &C, bool Whole = true);

  void run();

  /// In the order in which functions were run, which is the same every time.
  /// Verdicts that the field table refutes are left out.
  const std::vector<Verdict> &verdicts() const { return Verdicts; }
  const Lifecycle &lifecycle() const { return Life; }
  const Contracts &contracts() const { return Known; }
  const Program &program() const { return P; }
  /// The summary that a call of the key uses; null if there is none.
  const Summary *summary(Name Key) const { return find(Key); }
  /// The summary of the body, whatever the contract says.
  const Summary *inferred(Name Key) const;
  const std::array<uint64_t, SilenceCount> &silences() const {
    return Silences;
  }
  uint64_t limitsHit() const { return LimitsHit; }
  /// Functions without body or contract that owned objects were passed to.
  const std::set<Name> &unknownCallees() const { return UnknownCallees; }
  /// What a body would do if it were \p Changed. The result points into it.
  struct Trial {
    ExecutionResult Result;
    Summary Effects;
  };
  Trial tryOut(const Function &Changed) const;
  /// Runs a body once more and prints the state at each of its exits.
  void printExits(const Function &Body, llvm::raw_ostream &OS) const;
  /// Runs a body once more and tells what becomes of each object.
  FunctionHistory history(const Function &Body) const;
  /// What all functions do to a slot.
  FieldHistory fieldHistory(const SlotKey &Slot) const;

private:
  const Summary *find(Name Key) const override;
  const Summary *findHook(Name Record, Name Field) const override;
  bool isWhole() const override { return Borrows.has_value(); }
  bool onlyBorrows(Name Record, Name Field, unsigned Argument) const override;
  bool onlyBorrows(Name Key, unsigned Parameter) const override;
  bool onlyBorrows(const SlotKey &Slot) const override;
  std::optional<std::set<SlotKey>>
  slotsTakenFrom(const Function &Body) const override;
  bool mayTakeOver(Name Key) const override;
  bool isPassedNull(Name Key, unsigned Parameter) const override {
    return Nulls.has(Key, Parameter);
  }
  bool isStrongLink(const SlotKey &Slot, const Function &Seen) const override {
    return Fields.isSurelyLink(Slot, Seen);
  }
  bool isStrongLink(Name Record, llvm::StringRef Property) const override {
    return Linked.isStrong(Record, Property);
  }
  Name typeOfMember(const SlotKey &Member) const override;
  bool isFinalizer(Name Key) const override { return Life.isFinalizer(Key); }
  bool isInstance(Name Record) const override { return P.isInstance(Record); }
  Promise promiseOf(const Function &F) const override;
  /// Null if no row of that name is in force.
  const Summary *fromContract(Name Row) const;

  bool reachesTakeOver(Name Key) const;

  void settle(const std::vector<const ProgramFunction *> &Component,
              const Summary &First);
  void runComponent(const std::vector<const ProgramFunction *> &Component);
  Summary runFunction(const ProgramFunction &F, bool Keep);
  void collect(ExecutionResult Result);
  void leaveBlocksToBoards();
  void judgeFields();

  const Program &P;
  const Contracts &Known;
  const Hooks Installed;
  const Lifecycle Life;
  const Links Linked;
  const NullArguments Nulls;
  std::optional<Borrowing> Borrows; ///< none if callees may be missing
  /// Contracts as summaries, made when first asked for.
  mutable std::unordered_map<Name, std::optional<Summary>> FromContracts;
  std::unordered_map<Name, Summary> Inferred;
  mutable std::unordered_map<Name, bool> MayTakeOver;
  std::vector<Verdict> Verdicts;
  FieldTable Fields;
  std::array<uint64_t, SilenceCount> Silences{};
  std::set<Name> UnknownCallees;
  uint64_t LimitsHit = 0;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_ANALYSIS_H
