//===- Registry.cpp - The one table of checks -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Registry.h"
#include "analyzer/contracts/AnnotationContract.h"
#include "analyzer/engine/Analysis.h"
#include "checks/Documentation.h"
#include "checks/Repairs.h"
#include "checks/Rule.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

/// Sorted by id.
static const Rule *const Rules[] = {
#define CHECK(Id, Class) &Class,
#include "checks/Checks.def"
};

const std::vector<CheckInfo> &qomlint::allChecks() {
  static const std::vector<CheckInfo> Checks = [] {
    std::vector<CheckInfo> Result;
    for (const Rule *R : Rules)
      Result.push_back(
          {R->Id, toString(R->Harm), toString(R->Certainty), R->Summary});
    return Result;
  }();
  return Checks;
}

llvm::StringRef qomlint::documentation(llvm::StringRef Name) {
  for (llvm::ArrayRef<Page> Pages : {CheckPages, TopicPages})
    for (const Page &P : Pages)
      if (Name == P.Name)
        return P.Text;
  return "";
}

std::vector<llvm::StringRef> qomlint::allTopics() {
  std::vector<llvm::StringRef> Names;
  for (const Page &P : TopicPages)
    Names.push_back(P.Name);
  return Names;
}

namespace {

class Reporter {
public:
  Reporter(const Analysis &A, const AnalysisOptions &Options)
      : A(A), Life(A.lifecycle()), Options(Options) {}

  /// About fields and callers, after report().
  const OpenQuestions &openQuestions() const { return Open; }

  std::vector<Finding> report() {
    for (const Verdict &V : A.verdicts())
      for (const Rule *R : Rules)
        if (isEnabled(*R) && R->Claims(V))
          add(*R, V);
    std::vector<Finding> Result;
    for (auto &[Key, Entry] : Findings) {
      auto &[F, R, V] = Entry;
      if (R->Repair)
        F.Edits = R->Repair(*V, Repairs(A, *V));
      Result.push_back(std::move(F));
    }
    return Result;
  }

private:
  struct Entry {
    Finding F;
    const Rule *R;
    const Verdict *V;
  };

  bool isEnabled(const Rule &R) const {
    return Options.EnabledChecks.empty() ||
           llvm::is_contained(Options.EnabledChecks, Name(R.Id));
  }

  static bool isBetter(const Finding &A, const Finding &B) {
    return A.Confidence != B.Confidence ? A.Confidence > B.Confidence
                                        : A.Trace.size() < B.Trace.size();
  }

  /// One reference lost on several paths is one finding, with the surest and
  /// then the shortest story.
  void add(const Rule &R, const Verdict &V) {
    // One slot for all values of a template says nothing of one of them.
    if (isLibraryMember(V.Slot.Field))
      return;
    if (isOpen(V)) {
      if (isAskedFor(V))
        Open.Fields.insert(V.Slot);
      return;
    }
    if (!Options.WholeProgram && isAskedFor(V)) {
      Open.Callers.merge(Life.openCallers(functionOf(V)));
      Open.Bases.merge(Life.openBases(functionOf(V)));
    }
    if (mayBeBoards(V))
      return;
    Finding F = finding(R, V);
    if (F.Confidence == Confidence::Weak && !Options.Pedantic)
      return;
    auto Key = std::make_pair(isLeak(V) ? lostReference(V).At : F.At, F.Check);
    Entry Found{std::move(F), &R, &V};
    auto [It, New] = Findings.try_emplace(Key, Found);
    if (!New && isBetter(Found.F, It->second.F))
      It->second = std::move(Found);
  }

  bool isAskedFor(const Verdict &V) const {
    auto IsAsked = [&](const Position &At) {
      return Options.AskedFiles.count(At.File) != 0;
    };
    return Options.AskedFiles.empty() || IsAsked(V.At) ||
           llvm::any_of(V.Story, [&](const StoryStep &Step) {
             return IsAsked(Step.At);
           });
  }

  /// What the balance of a field says holds only if all of its users are known.
  bool isOpen(const Verdict &V) const {
    bool OfField = V.Kind == VerdictKind::FieldSurplus ||
                   V.Kind == VerdictKind::PinnedByPart ||
                   V.Kind == VerdictKind::PinnedByLink ||
                   V.Kind == VerdictKind::FieldBlockLost ||
                   V.Kind == VerdictKind::FieldDrop ||
                   V.Kind == VerdictKind::FieldDroppedTwice ||
                   V.Kind == VerdictKind::FieldUsedAfterDrop ||
                   V.Kind == VerdictKind::LinkDrop ||
                   V.Kind == VerdictKind::FieldOverwritten;
    return OfField && !Options.WholeProgram &&
           !Options.KnownFields.count(V.Slot) &&
           !A.program().isPrivate(V.Slot.Record);
  }

  /// Storage that lasts as long as the board is no matter of references, and a
  /// part of a program may not show that it is a board's.
  bool mayBeBoards(const Verdict &V) const {
    return isOfStorage(V) && !Options.WholeProgram &&
           !Life.isRun(functionOf(V)) &&
           llvm::any_of(Life.openCallers(functionOf(V)), [&](Name Caller) {
             return !Options.KnownCallers.count(Caller);
           });
  }

  static bool isLeftBlock(const Verdict &V) {
    return V.Kind == VerdictKind::BlockLost ||
           V.Kind == VerdictKind::FieldBlockLost;
  }

  static bool isOverRelease(const Verdict &V) {
    return V.Kind == VerdictKind::FieldDrop ||
           V.Kind == VerdictKind::FieldDroppedTwice ||
           V.Kind == VerdictKind::LinkStored || V.Kind == VerdictKind::LinkDrop;
  }

  static bool isLeak(const Verdict &V) {
    return V.Kind == VerdictKind::Surplus ||
           V.Kind == VerdictKind::FieldSurplus ||
           V.Kind == VerdictKind::FieldOverwritten ||
           V.Kind == VerdictKind::Overwritten;
  }

  static Name functionOf(const Verdict &V) {
    return V.Where->EnclosingKey ? V.Where->EnclosingKey : V.Where->Key;
  }

  Finding finding(const Rule &R, const Verdict &V) const {
    Finding F;
    F.Check = Name(R.Id);
    F.Doubt = doubt(R, V);
    F.Confidence = V.Assumed         ? Confidence::Weak
                   : F.Doubt.empty() ? Confidence::Definite
                                     : Confidence::Likely;
    Name Function = functionOf(V);
    F.Reach = Life.reach(Function);
    Severity Harm = isOverRelease(V)              ? Severity::Error
                    : isLeftBlock(V) || isLeak(V) ? Severity::Warning
                                                  : R.Harm;
    F.Harm = Harm;
    F.Severity = Life.isLatent(Function) ? Severity::Latent : Harm;
    const StoryStep &Decisive = isLeak(V) ? lostReference(V) : V.Story.back();
    // An overwritten pointer is lost where it is overwritten.
    F.At = isLeak(V) && V.Kind != VerdictKind::Overwritten ? Decisive.At : V.At;
    if (R.Place)
      F.At = R.Place(V);
    F.Api = Name(Decisive.Subject);
    F.Function = Name(plainName(Function));
    F.ObjectType = V.Type.str().str();
    F.ObjectExpression = V.Expression;
    F.Message = R.Message(V);
    F.Trace = traceOf(V);
    return F;
  }

  const Analysis &A;
  const Lifecycle &Life;
  const AnalysisOptions &Options;
  std::map<std::pair<Position, Name>, Entry> Findings;
  OpenQuestions Open;
};

std::vector<AnnotationMistake> annotationMistakes(const Program &P) {
  std::vector<AnnotationMistake> Result;
  for (const ProgramFunction *F : P.functions())
    for (const Function &Body : F->Variants)
      if (llvm::Error E = contractFromAnnotations(Body).takeError())
        Result.push_back({Body.At, toString(std::move(E))});
  return Result;
}

} // namespace

static std::map<std::string, int> dropsOf(const Summary &S) {
  std::map<std::string, int> Result;
  for (const Outcome &O : S.Outcomes) {
    std::map<std::string, int> Here;
    for (const ReferenceEffect &E : O.Effects) {
      bool Drops = E.Action == ReferenceAction::Drop ||
                   E.Action == ReferenceAction::Give;
      if (!Drops || E.Object.Root != AccessPath::RootKind::Argument)
        continue;
      std::string Text;
      llvm::raw_string_ostream OS(Text);
      print(E.Object, OS);
      Here[Text] += E.Count;
    }
    for (const auto &[Path, Count] : Here)
      Result[Path] = std::max(Result[Path], Count);
  }
  return Result;
}

static std::map<Name, std::map<std::string, int>>
argumentDrops(const Analysis &A) {
  std::map<Name, std::map<std::string, int>> Result;
  for (const ProgramFunction *F : A.program().functions())
    if (const Summary *Known = A.summary(F->Key); Known && !Known->FromContract)
      if (auto Drops = dropsOf(*Known); !Drops.empty())
        Result[F->Key] = std::move(Drops);
  return Result;
}

AnalysisResult qomlint::analyze(const Program &P, const Contracts &C,
                                const AnalysisOptions &Options) {
  Analysis A(P, C, Options.WholeProgram);
  A.run();
  AnalysisResult Result;
  Reporter Reports(A, Options);
  Result.Findings = Reports.report();
  Result.Open = Reports.openQuestions();
  Result.Open.Functions = A.unknownCallees();
  Result.Functions = P.functionCount();
  Result.LimitsHit = A.limitsHit();
  if (Options.CountsArgumentDrops)
    Result.ArgumentDrops = argumentDrops(A);
  Result.Mistakes = annotationMistakes(P);
  for (size_t I = 1; I != SilenceCount; ++I)
    if (uint64_t Count = A.silences()[I])
      Result.Silences[static_cast<Silence>(I)] = Count;
  return Result;
}

static void forEachNamed(const Program &P, llvm::StringRef Function,
                         llvm::function_ref<void(const ProgramFunction &)> V) {
  for (const ProgramFunction *F : P.functions())
    if (Function.empty() || plainName(F->Key) == Function)
      V(*F);
}

std::string qomlint::dumpSummaries(const Program &P, const Contracts &C,
                                   llvm::StringRef Function) {
  Analysis A(P, C);
  A.run();
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  forEachNamed(P, Function, [&](const ProgramFunction &F) {
    OS << "summary " << F.Key.str() << '\n';
    print(*A.inferred(F.Key), OS);
  });
  return Text;
}

std::string qomlint::dumpStates(const Program &P, const Contracts &C,
                                llvm::StringRef Function) {
  Analysis A(P, C);
  A.run();
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  forEachNamed(P, Function, [&](const ProgramFunction &F) {
    for (const qomlint::Function &Body : F.Variants) {
      OS << "states " << F.Key.str() << '\n';
      A.printExits(Body, OS);
    }
  });
  return Text;
}
