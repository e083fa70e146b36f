//===- Repairs.cpp - Repairs that the engine confirms ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Repairs.h"
#include "checks/Adoption.h"
#include "checks/Rule.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

static constexpr llvm::StringRef Consuming = "_and_unref";

//===----------------------------------------------------------------------===//
// Comparing what the engine says
//===----------------------------------------------------------------------===//

namespace {

/// What is wrong with a body, or would be should a field's balance say so.
struct Complaint {
  bool OfSlot = false;
  int Kind = 0;
  Position At, Source;
  SlotKey Slot;

  friend bool operator<(const Complaint &A, const Complaint &B) {
    return std::tie(A.OfSlot, A.Kind, A.At, A.Source, A.Slot) <
           std::tie(B.OfSlot, B.Kind, B.At, B.Source, B.Slot);
  }
};

} // namespace

static bool losesReference(VerdictKind Kind) {
  return Kind == VerdictKind::Surplus || Kind == VerdictKind::Overwritten ||
         Kind == VerdictKind::FieldSurplus;
}

/// The verdicts of a run, those included that fields have to confirm.
static std::vector<std::pair<Complaint, const Verdict *>>
complaintsOf(const ExecutionResult &Run) {
  auto SourceOf = [](const Verdict &V) {
    return V.Story.empty() ? V.At : lostReference(V).At;
  };
  std::vector<std::pair<Complaint, const Verdict *>> Result;
  for (const Verdict &V : Run.Verdicts)
    Result.push_back(
        {{false, static_cast<int>(V.Kind), V.At, SourceOf(V), V.Slot}, &V});
  for (const SlotEvent &E : Run.SlotEvents)
    if (const Verdict &V = E.Details; V.Where)
      Result.push_back(
          {{true, static_cast<int>(E.Kind), V.At, SourceOf(V), E.Slot}, &V});
  return Result;
}

/// True if \p Other reports what \p V does, maybe on another path.
bool Repairs::isTarget(const Verdict &Other) const {
  if (losesReference(V.Kind))
    return losesReference(Other.Kind) && !Other.Story.empty() &&
           lostReference(Other).At == lostReference(V).At;
  return Other.At == V.At;
}

bool Repairs::confirms(const Function &Body, const Draft &New,
                       DropTarget Wanted) const {
  Analysis::Trial Before = A.tryOut(Body), After = A.tryOut(New.body());
  if (After.Result.IsCutShort)
    return false;
  if (llvm::any_of(After.Result.Proposed,
                   [&](DropTarget T) { return T != Wanted; }))
    return false;
  std::set<Complaint> Old;
  for (const auto &[C, Of] : complaintsOf(Before.Result))
    Old.insert(C);
  for (const auto &[C, Of] : complaintsOf(After.Result))
    if (!Old.count(C) || isTarget(*Of))
      return false;
  // What a field receives is what is to change; else callers see no difference.
  return !losesReference(V.Kind) || V.Kind == VerdictKind::FieldSurplus ||
         Before.Effects == After.Effects;
}

/// Tries the change in each body that has something at the places. All have to
/// agree on the edits, since they share the source.
std::vector<Edit> Repairs::confirmed(const std::vector<Position> &Places,
                                     DropTarget Wanted, Change Make) const {
  std::optional<std::vector<Edit>> Edits;
  const ProgramFunction *Bodies = A.program().find(V.Where->Key);
  if (!Bodies || Places.empty())
    return {};
  for (const Function &Body : Bodies->Variants) {
    Draft New(Body);
    if (llvm::none_of(Places,
                      [&](const Position &At) { return New.reaches(At); }))
      continue;
    if (!Make(New) || !confirms(Body, New, Wanted) ||
        (Edits && *Edits != New.edits()))
      return {};
    Edits = New.edits();
  }
  return Edits ? *Edits : std::vector<Edit>();
}

//===----------------------------------------------------------------------===//
// References that are lost
//===----------------------------------------------------------------------===//

/// Only what the function itself created is surely its own to drop, and by
/// `object_unref`. What it returns may be what some callers drop.
bool Repairs::isOwnReference() const {
  return losesReference(V.Kind) && V.Object.Origin == Origin::Created &&
         !V.Object.IsArray && V.Promise.empty() && !V.Object.OnOwner &&
         !V.Object.MaybeGone && V.Lost == Loss::Always &&
         lostReference(V).Kind == StoryKind::Created;
}

std::vector<Edit> Repairs::consume() const {
  if (!isOwnReference())
    return {};
  for (const StoryStep &S : llvm::reverse(V.Story)) {
    Name Twin((S.Subject + Consuming).str());
    if (S.Kind != StoryKind::Held || !A.contracts().find(Twin))
      continue;
    std::vector<Edit> Edits =
        confirmed({S.At}, DropTarget::Owned,
                  [&](Draft &D) { return D.callInstead(S.At, Twin); });
    if (!Edits.empty())
      return Edits;
  }
  return {};
}

std::vector<Edit> Repairs::dropAfterHold() const {
  if (!isOwnReference())
    return {};
  constexpr unsigned MostArguments = 5;
  for (const StoryStep &S : V.Story) {
    if (S.Kind != StoryKind::Held || S.Relation != Relation::Child)
      continue;
    for (unsigned I = 0; I != MostArguments; ++I) {
      std::vector<Edit> Edits =
          confirmed({S.At}, DropTarget::Owned,
                    [&](Draft &D) { return D.dropAfter(S.At, I); });
      if (!Edits.empty())
        return Edits;
    }
  }
  return {};
}

std::vector<Edit> Repairs::dropBeforeReturns() const {
  constexpr size_t MostReturns = 4;
  if (V.Kind != VerdictKind::Surplus || !isOwnReference())
    return {};
  std::vector<Position> Returns;
  Analysis::Trial Before = A.tryOut(*V.Where);
  for (const Verdict &Other : Before.Result.Verdicts) {
    if (!isTarget(Other))
      continue;
    if (Other.Kind != VerdictKind::Surplus)
      return {};
    if (!llvm::is_contained(Returns, Other.At))
      Returns.push_back(Other.At);
  }
  if (Returns.size() > MostReturns)
    return {};
  llvm::sort(Returns);
  return confirmed(Returns, DropTarget::Owned, [&](Draft &D) {
    return llvm::all_of(Returns, [&](const Position &At) {
      return !D.reaches(At) || D.dropBefore(At, V.Expression);
    });
  });
}

std::vector<Edit> Repairs::dropBeforeOverwriting() const {
  if (V.Kind != VerdictKind::Overwritten || !isOwnReference())
    return {};
  return confirmed({V.At}, DropTarget::Owned, [&](Draft &D) {
    return D.dropBeforeStore(V.At, V.Expression);
  });
}

//===----------------------------------------------------------------------===//
// Drops that are wrong
//===----------------------------------------------------------------------===//

/// The function called there, if it is one.
static Name calleeAt(const Function &F, const Position &At) {
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Call && E.Where.At == At)
        return Name(plainName(E.Callee));
  return Name();
}

/// In no body and on no path may the drop there be right.
bool Repairs::isWrongOnEveryPath(const Position &Drop) const {
  const std::set<DropTarget> Wrong{DropTarget::Unowned};
  const ProgramFunction *Bodies = A.program().find(V.Where->Key);
  return Bodies && llvm::all_of(Bodies->Variants, [&](const Function &Body) {
           Draft Question(Body);
           return !Question.reaches(Drop) ||
                  (Question.ask(Drop) &&
                   A.tryOut(Question.body()).Result.Proposed == Wrong);
         });
}

std::vector<Edit> Repairs::dropNothing() const {
  if (V.Object.MaybeGone)
    return {};
  llvm::StringRef Callee = calleeAt(*V.Where, V.At).str();
  if (V.Kind != VerdictKind::LinkDrop && !isWrongOnEveryPath(V.At))
    return {};
  if (Callee == "object_unref")
    return confirmed({V.At}, DropTarget::Unowned,
                     [&](Draft &D) { return D.remove(V.At); });
  llvm::StringRef Plain = Callee;
  if (!Plain.consume_back(Consuming) || !A.contracts().find(Name(Plain)))
    return {};
  return confirmed({V.At}, DropTarget::Unowned,
                   [&](Draft &D) { return D.callInstead(V.At, Name(Plain)); });
}

//===----------------------------------------------------------------------===//
// Smart pointers that got the wrong reference
//===----------------------------------------------------------------------===//

static const Event *callAt(const Function &F, const Position &At) {
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Call && E.Where.At == At &&
          adoptionBy(plainName(E.Callee)))
        return &E;
  return nullptr;
}

/// True if `*` before the argument's text means what it points to: a name or a
/// call, as far as facts tell.
static bool bindsTightly(const Operand &Argument, const Function &F) {
  if (Argument.Kind == OperandKind::Variable)
    return F.Variables[Argument.Index].At.valid();
  return Argument.Kind == OperandKind::Temporary &&
         llvm::any_of(F.Blocks, [&](const Block &B) {
           return llvm::any_of(B.Events, [&](const Event &E) {
             return E.Kind == EventKind::Call && E.Result == Argument.Index;
           });
         });
}

std::vector<Edit> Repairs::adoptOtherwise() const {
  std::optional<Adoption> Wrong = wrongAdoption(V);
  const Event *Call = Wrong ? callAt(*V.Where, Wrong->At) : nullptr;
  if (!Call)
    return {};
  bool Adds = Wrong->Kind == AdoptionKind::TakesOver;
  if (Adds && !bindsTightly(Call->Operands[0], *V.Where))
    return {};
  return confirmed({Wrong->At}, DropTarget::Owned,
                   [&](Draft &D) { return D.adoptOtherwise(Wrong->At, Adds); });
}
