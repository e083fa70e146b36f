//===- ReferenceTracer.h - Follows the references of one function -*- C++ -*-=//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Watches an execution and keeps, for each object and each event that changes
// something about it, the states of all paths there. What differs between paths
// is told by what the paths have shown of values.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_REFERENCETRACER_H
#define QOMLINT_ENGINE_REFERENCETRACER_H

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/engine/Executor.h"
#include "analyzer/engine/PathConditions.h"
#include "analyzer/engine/Program.h"
#include "analyzer/engine/SourceNames.h"
#include "analyzer/facts/ReferenceHistory.h"
#include <memory>

namespace qomlint {

/// The functions that are traced already, so that what happens inside a callee
/// is looked up once.
class ReferenceTraces;

class ReferenceTracer final : private Watcher {
public:
  ReferenceTracer(const Function &F, const Callees &Calls,
                  ReferenceTraces &Others);
  ~ReferenceTracer() override;

  /// The object that callers know by the path.
  struct Export {
    AccessPath Path;
    bool InSlot = false;
    friend bool operator<(const Export &A, const Export &B) {
      return std::tie(A.InSlot, A.Path) < std::tie(B.InSlot, B.Path);
    }
  };

  /// Made when first asked for. Objects that the function only passes on have
  /// no names.
  const std::vector<ObjectHistory> &histories();
  /// Who holds the object at any time.
  std::vector<Holding> holdersOf(const Export &Object);
  /// What the function does, and its callees do, to the object.
  std::vector<InnerStep> stepsTo(const Export &Object, unsigned Depth);
  /// True if the object is made by the function, or below it.
  bool makes(const Export &Object);
  /// Fields and globals that hold, held or are one of its objects.
  const std::set<SlotKey> &slots() const { return Slots; }
  bool isIncomplete() const { return Finished.LimitsHit != 0; }

private:
  /// An object with the state of a path that has it.
  struct Sighting {
    std::shared_ptr<const State> Path;
    ReferenceState References;
  };
  struct Line {
    ReferenceLine Shown;
    const Event *Cause = nullptr; ///< none at entry and return
    std::vector<Sighting> Sightings;
  };
  struct Object {
    std::vector<std::string> Names;
    Name Type;
    ObjectKind Kind = ObjectKind::Argument;
    bool Met = false;      ///< not only named by a callee
    bool Relevant = false; ///< it is a QOM object, or treated as one
    std::vector<Line> Lines;
    std::set<ValueId> Ids;
    std::set<Export> Exports;
    /// Paths by which the callees at an event know it.
    std::map<const Event *, std::set<Export>> Reached;
  };

  void entering(const State &Entry) override;
  void before(const Event &E, const std::vector<State> &States) override;
  void after(const Event &E, const std::vector<State> &States) override;
  void reached(const Event &E, const AccessPath &Path, bool InSlot,
               ValueId Object) override;
  void returning(const Exit &E) override;

  std::string keyOf(ValueId Id) const;
  Object &object(const State &S, ValueId Id);
  void noteNames(const State &S);
  void noteSlotOf(ValueId Address);
  void noteFirst(const State &S, const Event &E);
  bool isOnEveryPath(ValueId Id) const;
  ObjectKind kindOf(const State &S, ValueId Id) const;
  bool isQomType(Name Type) const;
  Name typeOf(const State &S, ValueId Id) const;
  bool isRelevant(const State &S, ValueId Id) const;

  ReferenceState referencesTo(const State &S, ValueId Id) const;
  void addHolders(ReferenceState &R, const ObjectState &O) const;
  /// Who has the frame's references when the function has returned.
  void settle(ReferenceState &R, const Exit &E, ValueId Id,
              const Object &O) const;
  Line &lineAt(Object &O, const Position &At, ReferenceEventKind Kind,
               const Event *Cause);
  void noteExports(const Exit &E, ValueId Id);

  PathKnowledge knowledgeOf(const State &S) const;
  void addKnowledge(PathKnowledge &Into, PathCondition::SubjectKind Kind,
                    std::string Text, Range R, unsigned Rank) const;
  void addResult(PathKnowledge &Into, const Event &E, Range R) const;
  std::string expression(ValueId Id, const State &S) const;
  ReferenceLine finished(const Line &L, bool IsNew) const;
  static std::vector<const Line *> inSourceOrder(const Object &O);
  void mergeReturns(std::vector<ReferenceLine> &Lines) const;
  bool isNew(const Object &O);
  void nameHolders(const Object &O, ObjectHistory &H);
  std::string argumentFor(const Line &L, const Function &Callee,
                          llvm::StringRef Parameter) const;
  std::vector<InnerStep> innerSteps(const Object &O, const Line &L,
                                    unsigned Depth);

  const Function &F;
  ReferenceTraces &Others;
  Executor Run;
  ExecutionResult Finished;
  const bool HasLoop;
  const SourceNames Source;
  std::map<std::string, Object> Objects;
  /// Set before Shown is filled: callees that call back see what is there.
  bool IsShown = false;
  std::vector<ObjectHistory> Shown;
  std::map<Export, bool> Made;           ///< answers of makes()
  std::vector<std::string> KeyOfHistory; ///< by index in Shown
  std::vector<std::string> Order;        ///< keys of objects, as they were met
  std::map<ValueId, std::string> Keys;   ///< of values that a callee has stored
  std::map<ValueId, const Event *> ResultOf; ///< symbols to the calls
  std::set<SlotKey> Slots;
  /// Before the event at hand: by object, the states it was in.
  std::map<std::string, std::vector<ReferenceState>> Previous;
};

class ReferenceTraces {
public:
  ReferenceTraces(const Program &P, const Contracts &Known,
                  const Callees &Calls)
      : P(P), Known(Known), Calls(Calls) {}

  const Program &program() const { return P; }
  const Contracts &contracts() const { return Known; }
  const Callees &callees() const { return Calls; }
  /// Null if the function has no body, or its contract is believed instead.
  ReferenceTracer *find(Name Key);

private:
  const Program &P;
  const Contracts &Known;
  const Callees &Calls;
  std::map<Name, std::unique_ptr<ReferenceTracer>> Traced;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_REFERENCETRACER_H
