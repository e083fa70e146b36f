//===- Analysis.cpp - The whole program -----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Analysis.h"
#include "analyzer/contracts/AnnotationContract.h"
#include "analyzer/engine/ContractSummary.h"
#include "analyzer/engine/Pairing.h"
#include "analyzer/engine/SummaryBuilder.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

/// Rounds in which the summaries of mutually recursive functions may settle.
constexpr unsigned MaximumRounds = 3;

/// A contract speaks of the function that a header declares, not of a static
/// function of some file that happens to have its name.
bool isPublic(Name Key) {
  llvm::StringRef Text = Key.str();
  llvm::StringRef Plain = plainName(Key);
  return Text == Plain || Text.drop_back(Plain.size() + 1).ends_with(".h");
}

/// One body does nothing or ends the process, the other is the real one.
bool isStub(const Summary &S) { return S.Outcomes.empty() || S.isNeutral(); }

/// What a call does when the key has several bodies.
Summary united(std::vector<Summary> Variants) {
  if (Variants.size() > 1 && !llvm::all_of(Variants, isStub))
    llvm::erase_if(Variants, isStub);
  Summary Result = std::move(Variants.front());
  for (Summary &Other : llvm::drop_begin(Variants))
    for (Outcome &O : Other.Outcomes)
      if (!llvm::is_contained(Result.Outcomes, O))
        Result.Outcomes.push_back(std::move(O));
  return Result;
}

/// What annotations in the source say; words that are not known say nothing
/// (the front end reports them).
std::optional<Summary> statedByAnnotations(const Function &F) {
  llvm::Expected<std::optional<Contract>> C = contractFromAnnotations(F);
  if (!C) {
    llvm::consumeError(C.takeError());
    return std::nullopt;
  }
  return *C ? std::optional<Summary>(summaryOf(**C)) : std::nullopt;
}

} // namespace

Analysis::Analysis(const Program &P, const Contracts &C, bool Whole)
    : P(P), Known(C), Installed(P, C), Life(P, C, Installed), Linked(P, C),
      Nulls(P), Fields(Life, Linked) {
  if (Whole)
    Borrows.emplace(P, C);
}

void Analysis::run() {
  for (const auto &Component : P.components())
    runComponent(Component);
  judgeFields();
}

const Summary *Analysis::inferred(Name Key) const {
  auto It = Inferred.find(Key);
  return It == Inferred.end() ? nullptr : &It->second;
}

const Summary *Analysis::fromContract(Name Row) const {
  auto [It, New] = FromContracts.try_emplace(Row);
  if (New)
    if (const Contract *C = Known.find(Row))
      It->second = summaryOf(*C);
  return It->second ? &*It->second : nullptr;
}

const Summary *Analysis::find(Name Key) const {
  if (isPublic(Key))
    if (const Summary *Stated = fromContract(Name(plainName(Key))))
      return Stated;
  return inferred(Key);
}

const Summary *Analysis::findHook(Name Record, Name Field) const {
  return fromContract(hookName(Record, Field));
}

Promise Analysis::promiseOf(const Function &F) const {
  if (countsByHand(F))
    return Promise();
  const Contract *Own =
      isPublic(F.Key) ? Known.find(Name(plainName(F.Key))) : nullptr;
  auto It = Installed.installed().find(F.Key);
  std::vector<const Contract *> Rows;
  if (It != Installed.installed().end())
    Rows.assign(It->second.begin(), It->second.end());
  return qomlint::promiseOf(Own, F.ParameterCount, Rows);
}

bool Analysis::onlyBorrows(Name Record, Name Field, unsigned Argument) const {
  return Borrows && Borrows->onlyBorrows(Record, Field, Argument);
}

bool Analysis::onlyBorrows(Name Key, unsigned Parameter) const {
  return Borrows && Borrows->onlyBorrows(Key, Parameter);
}

bool Analysis::onlyBorrows(const SlotKey &Slot) const {
  return Borrows && Borrows->onlyBorrows(Slot);
}

std::optional<std::set<SlotKey>>
Analysis::slotsTakenFrom(const Function &Body) const {
  if (!Borrows)
    return std::nullopt;
  return Borrows->slotsTakenFrom(Body);
}

Name Analysis::typeOfMember(const SlotKey &Member) const {
  auto It = P.records().find(Member.Record);
  if (It == P.records().end())
    return Name();
  for (const Record::Member &M : It->second.Members)
    if (M.Field == Member.Field)
      return M.Type;
  return Name();
}

static bool drops(const Contract &C) {
  return llvm::any_of(C.Arguments, [](const ArgumentEffect &A) {
    return A.Effect == Effect::Release || A.Effect == Effect::Consume ||
           A.Effect == Effect::ClearSlot || A.Effect == Effect::Take ||
           A.Effect == Effect::NotifyOpaque;
  });
}

/// True if the event may leave a pointer where it stays.
static bool keeps(const Event &E) {
  if (E.Kind == EventKind::Insert)
    return true;
  return E.Kind == EventKind::Store && !E.Target->isVariable() &&
         (E.Operands[0].Kind == OperandKind::Variable ||
          E.Operands[0].Kind == OperandKind::Temporary);
}

bool Analysis::mayTakeOver(Name Key) const {
  auto [It, New] = MayTakeOver.try_emplace(Key, true);
  if (New)
    It->second = reachesTakeOver(Key);
  return It->second;
}

bool Analysis::reachesTakeOver(Name Key) const {
  std::set<Name> Seen;
  std::vector<Name> Work{Key};
  while (!Work.empty()) {
    Name Next = Work.back();
    Work.pop_back();
    if (!Seen.insert(Next).second)
      continue;
    const ProgramFunction *F = P.find(Next);
    if (const Contract *C = Known.find(Name(plainName(Next)))) {
      if (drops(*C))
        return true;
      continue;
    }
    if (!F && !isWhole())
      return true;
    if (!F)
      continue;
    for (const Function &Body : F->Variants)
      for (const Block &B : Body.Blocks)
        for (const Event &E : B.Events) {
          if (E.Kind == EventKind::CallThroughPointer || keeps(E))
            return true;
          if (E.Kind == EventKind::Call)
            Work.push_back(E.Callee);
        }
  }
  return false;
}

static bool callsItself(const ProgramFunction &F) {
  for (const Function &Variant : F.Variants)
    for (const Block &B : Variant.Blocks)
      for (const Event &E : B.Events)
        if (E.Kind == EventKind::Call && E.Callee == F.Key)
          return true;
  return false;
}

/// The summaries of functions that call each other, from a first assumption of
/// what all of them do.
void Analysis::settle(const std::vector<const ProgramFunction *> &Component,
                      const Summary &First) {
  for (const ProgramFunction *F : Component)
    Inferred[F->Key] = First;
  for (unsigned Round = 0; Round != MaximumRounds; ++Round) {
    bool Changed = false;
    for (const ProgramFunction *F : Component) {
      Summary New = runFunction(*F, /*Keep=*/false);
      Changed |= !(New == Inferred[F->Key]);
      Inferred[F->Key] = std::move(New);
    }
    if (!Changed)
      return;
  }
}

void Analysis::runComponent(
    const std::vector<const ProgramFunction *> &Component) {
  bool Recursive = Component.size() > 1 || callsItself(*Component[0]);
  if (Recursive) {
    // Assume at first that no call within the component returns, then what was
    // found: so each outcome comes from one that does not recur.
    settle(Component, Summary());
    bool IsEndless = llvm::any_of(Component, [&](const ProgramFunction *F) {
      return Inferred[F->Key].Outcomes.empty();
    });
    Summary Nothing;
    Nothing.Outcomes.emplace_back();
    if (IsEndless)
      settle(Component, Nothing);
  }
  for (const ProgramFunction *F : Component)
    Inferred[F->Key] = runFunction(*F, /*Keep=*/true);
}

Summary Analysis::runFunction(const ProgramFunction &F, bool Keep) {
  std::vector<Summary> Variants;
  for (const Function &Body : F.Variants) {
    Executor E(Body, *this);
    ExecutionResult Result = E.run();
    Variants.push_back(buildSummary(Body, E, Result));
    if (std::optional<Summary> Stated = statedByAnnotations(Body))
      Variants.back() = std::move(*Stated);
    if (Body.NoReturn)
      Variants.back().Outcomes.clear();
    if (Keep)
      collect(std::move(Result));
  }
  return united(std::move(Variants));
}

Analysis::Trial Analysis::tryOut(const Function &Changed) const {
  Executor E(Changed, *this);
  Trial T;
  T.Result = E.run();
  T.Effects = buildSummary(Changed, E, T.Result);
  return T;
}

void Analysis::printExits(const Function &Body, llvm::raw_ostream &OS) const {
  Executor E(Body, *this);
  ExecutionResult Result = E.run();
  for (const Exit &Exit : Result.Exits) {
    OS << "  exit\n";
    for (const auto &[Id, O] : Exit.Final.Objects) {
      std::string Text = E.describe(Id, Exit.Final);
      OS << "    " << (Text.empty() ? "object" : Text) << ": frame " << O.Frame
         << ", held " << O.held() << (O.Gone ? ", gone" : "")
         << (O.Silence != Silence::None ? ", silent" : "") << '\n';
    }
  }
}

void Analysis::collect(ExecutionResult Result) {
  llvm::append_range(Verdicts, Result.Verdicts);
  for (const SlotEvent &E : Result.SlotEvents)
    Fields.add(E);
  for (size_t I = 0; I != SilenceCount; ++I)
    Silences[I] += Result.Silences[I];
  UnknownCallees.insert(Result.UnknownCallees.begin(),
                        Result.UnknownCallees.end());
  LimitsHit += Result.LimitsHit;
}

/// Storage that lasts as long as the board is no matter of references, but the
/// one that its object was made with is.
void Analysis::leaveBlocksToBoards() {
  for (Verdict &V : Verdicts)
    if (V.Kind == VerdictKind::BlockLost && V.Object.Frame > 0 &&
        Life.isLatent(V.Where->Key))
      V.Kind = VerdictKind::Surplus;
  llvm::erase_if(Verdicts, [&](const Verdict &V) {
    return isOfStorage(V) && Life.isLatent(V.Where->Key);
  });
}

void Analysis::judgeFields() {
  llvm::erase_if(Verdicts, [&](const Verdict &V) {
    return V.Kind == VerdictKind::EmbeddedDrop &&
           !Fields.onlyParentHolds(V.Slot);
  });
  for (Verdict &V : Verdicts)
    if (V.Kind == VerdictKind::LinkStored)
      Fields.explainLink(V);
  pairLookups(Verdicts);
  pairCallbacks(Verdicts);
  llvm::append_range(Verdicts, Fields.verdicts());
  pairPromises(Verdicts);
  leaveBlocksToBoards();
  // What is no QOM object ends as its users please.
  llvm::erase_if(Verdicts, [&](const Verdict &V) {
    return V.Kind == VerdictKind::EmbeddedOutlived &&
           (!P.isPartOfInstance(V.Container) ||
            Fields.isUnparented(V.Slot, *V.Where, V.Container));
  });
}
