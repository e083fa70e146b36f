//===- ReferenceTracer.cpp - Follows the references of one function -------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/ReferenceTracer.h"
#include "analyzer/engine/CallerPaths.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

ReferenceTracer::ReferenceTracer(const Function &F, const Callees &Calls,
                                 ReferenceTraces &Others)
    : F(F), Others(Others), Run(F, Calls, this), HasLoop(hasLoop(F)),
      Source(F, Run, HasLoop) {
  Finished = Run.run();
}

ReferenceTracer::~ReferenceTracer() = default;

//===----------------------------------------------------------------------===//
// Objects and their names
//===----------------------------------------------------------------------===//

/// One key for what the rounds of a loop meet at one place of the source.
std::string ReferenceTracer::keyOf(ValueId Id) const {
  if (auto It = Keys.find(Id); It != Keys.end())
    return It->second;
  const Value &V = Run.values()[Id];
  switch (V.Kind) {
  case ValueKind::Parameter:
    return "p" + std::to_string(V.Number);
  case ValueKind::GlobalAddress:
    return "g" + V.Text.str().str();
  case ValueKind::LocalAddress:
    return "l" + std::to_string(V.Number);
  case ValueKind::FieldAddress:
    return keyOf(V.Base) + "." + V.Record.str().str() + ":" +
           V.Text.str().str();
  case ValueKind::ElementAddress:
    return keyOf(V.Base) + "[" + (HasLoop ? "" : std::to_string(V.Other)) + "]";
  case ValueKind::Content:
    return keyOf(V.Base) + "*";
  case ValueKind::Member:
    return keyOf(V.Base) + "#" + V.Text.str().str();
  case ValueKind::Symbol:
    if (ResultOf.count(Id))
      return "r" + std::to_string(V.Number);
    return "s" + std::to_string(Id);
  default:
    return "v" + std::to_string(Id);
  }
}

bool ReferenceTracer::isQomType(Name Type) const {
  return llvm::any_of(Others.program().bases(Type), [&](Name Record) {
    return Record.str() == "Object" || Others.program().isInstance(Record);
  });
}

Name ReferenceTracer::typeOf(const State &S, ValueId Id) const {
  const ObjectState *O = S.object(Id);
  if (O && !O->Type.empty())
    return O->Type;
  const Value &V = Run.values()[Id];
  if (V.Kind == ValueKind::Parameter)
    return F.Variables[V.Number].Type;
  // The storage itself, or what a pointer there leads to.
  const Value *A = V.Kind == ValueKind::Content ? &Run.values()[V.Base] : &V;
  while (A->Kind == ValueKind::ElementAddress)
    A = &Run.values()[A->Base];
  if (A->Kind == ValueKind::FieldAddress) {
    auto It = Others.program().records().find(A->Record);
    if (It != Others.program().records().end())
      for (const Record::Member &M : It->second.Members)
        if (M.Field == A->Text)
          return M.Type;
  }
  return Name();
}

ObjectKind ReferenceTracer::kindOf(const State &S, ValueId Id) const {
  const ObjectState *O = S.object(Id);
  if (O && O->Origin == Origin::Created)
    return ObjectKind::Owned;
  const Value &V = Run.values()[Id];
  if (V.Kind == ValueKind::Parameter)
    return ObjectKind::Argument;
  if (Run.values().isAddress(Id))
    return ObjectKind::Embedded;
  if (O && O->Origin == Origin::Lent && !O->Promised)
    return ObjectKind::Borrowed;
  return ObjectKind::Field;
}

/// Everything that is passed around may come to be tracked; only objects of QOM
/// are counted.
bool ReferenceTracer::isRelevant(const State &S, ValueId Id) const {
  const ObjectState *O = S.object(Id);
  if (O && (O->Origin != Origin::Foreign || O->Frame || !O->Holders.empty()))
    return true;
  return isQomType(typeOf(S, Id));
}

ReferenceTracer::Object &ReferenceTracer::object(const State &S, ValueId Id) {
  std::string Key = keyOf(Id);
  Object &O = Objects[Key];
  if (!O.Met) {
    O.Met = true;
    Order.push_back(Key);
    O.Kind = kindOf(S, Id);
  }
  O.Ids.insert(Id);
  if (O.Type.empty())
    O.Type = typeOf(S, Id);
  O.Relevant |= isRelevant(S, Id);
  return O;
}

void ReferenceTracer::noteSlotOf(ValueId Address) {
  if (std::optional<SlotKey> Slot = Run.slotOf(Address))
    Slots.insert(*Slot);
}

/// What points to the objects now.
void ReferenceTracer::noteNames(const State &S) {
  auto Find = [&](ValueId Id) -> Object * {
    if (Id == Values::Unknown || Run.values().isConstant(Id))
      return nullptr;
    auto It = Objects.find(keyOf(Id));
    return It == Objects.end() ? nullptr : &It->second;
  };
  for (const auto &[Id, Tracked] : S.Objects) {
    Object *O = Find(Id);
    if (!O || !O->Relevant)
      continue;
    Source.addTo(O->Names, Tracked.Called.str().str());
    if (Run.values().isAddress(Id))
      Source.addTo(O->Names, "&" + Source.ofStorage(Id, S));
    else if (Run.values()[Id].Kind == ValueKind::Content)
      Source.addTo(O->Names, Source.ofStorage(Run.values()[Id].Base, S));
    noteSlotOf(Run.values()[Id].Kind == ValueKind::Content
                   ? Run.values()[Id].Base
                   : Id);
  }
  for (size_t I = 0; I != S.Variables.size(); ++I)
    if (Object *O = Find(S.Variables[I]))
      Source.addTo(O->Names, F.Variables[I].Identifier.str().str());
  for (const auto &[Address, Stored] : S.Memory) {
    Object *O = Find(Stored);
    if (!O || !O->Relevant)
      continue;
    Source.addTo(O->Names, Source.ofStorage(Address, S));
    noteSlotOf(Address);
  }
}

//===----------------------------------------------------------------------===//
// Watching
//===----------------------------------------------------------------------===//

ReferenceTracer::Line &ReferenceTracer::lineAt(Object &O, const Position &At,
                                               ReferenceEventKind Kind,
                                               const Event *Cause) {
  for (Line &L : O.Lines)
    if (L.Shown.At == At && L.Shown.Kind == Kind && L.Cause == Cause)
      return L;
  Line New;
  New.Shown.At = At;
  New.Shown.Kind = Kind;
  New.Cause = Cause;
  O.Lines.push_back(std::move(New));
  return O.Lines.back();
}

void ReferenceTracer::entering(const State &Entry) {
  auto Shared = std::make_shared<const State>(Entry);
  for (uint32_t I = 0; I != F.ParameterCount; ++I) {
    ValueId Id = Entry.Variables[I];
    if (!F.Variables[I].Pointer || !isQomType(F.Variables[I].Type))
      continue;
    Object &O = object(Entry, Id);
    Source.addTo(O.Names, F.Variables[I].Identifier.str().str());
    Line &L = lineAt(O, F.At, ReferenceEventKind::Entry, nullptr);
    L.Sightings.push_back({Shared, referencesTo(Entry, Id)});
  }
}

void ReferenceTracer::before(const Event &, const std::vector<State> &States) {
  Previous.clear();
  for (const State &S : States)
    for (const auto &[Id, O] : S.Objects) {
      auto &Known = Previous[keyOf(Id)];
      ReferenceState R = referencesTo(S, Id);
      if (!llvm::is_contained(Known, R))
        Known.push_back(std::move(R));
    }
}

/// True if it is there before anything happens.
bool ReferenceTracer::isOnEveryPath(ValueId Id) const {
  return Run.values()[Id].Kind != ValueKind::Symbol &&
         Run.values().isVisibleToCaller(Id);
}

static ReferenceEventKind kindOf(const Event &E) {
  switch (E.Kind) {
  case EventKind::Call:
  case EventKind::CallThroughPointer:
    return E.Implicit ? ReferenceEventKind::Cleanup : ReferenceEventKind::Call;
  case EventKind::Store:
    return ReferenceEventKind::Store;
  case EventKind::ScopeEnd:
    return ReferenceEventKind::ScopeEnd;
  case EventKind::FreeStorage:
    return ReferenceEventKind::Free;
  default:
    return ReferenceEventKind::Other;
  }
}

void ReferenceTracer::after(const Event &E, const std::vector<State> &States) {
  bool IsCall =
      E.Kind == EventKind::Call || E.Kind == EventKind::CallThroughPointer;
  if (IsCall) {
    ResultOf[Run.resultSymbol(E)] = &E;
  }
  std::set<ValueId> Changed;
  for (const State &S : States)
    for (const auto &[Id, O] : S.Objects) {
      auto It = Previous.find(keyOf(Id));
      if (It == Previous.end()
              ? isRelevant(S, Id)
              : !llvm::is_contained(It->second, referencesTo(S, Id)))
        Changed.insert(Id);
    }
  if (IsCall || (E.Kind == EventKind::Load && !E.Target->isVariable()))
    for (const State &S : States)
      noteFirst(S, E);
  // A store changes no count; it is a line because another can drop it now.
  std::string StoredIn;
  if (E.Kind == EventKind::Store && !E.Target->isVariable())
    StoredIn = Run.spelling(*E.Target);
  for (const State &S : States) {
    auto Shared = std::make_shared<const State>(S);
    if (!StoredIn.empty() && StoredIn[0] != '$') {
      State Copy = S;
      ValueId Stored = Run.evaluate(Copy, E.Operands[0]);
      if (Objects.count(keyOf(Stored)) && S.object(Stored))
        Changed.insert(Stored);
    }
    for (ValueId Id : Changed) {
      if (!isOnEveryPath(Id) && !S.object(Id))
        continue;
      Object &O = object(S, Id);
      Source.addTo(O.Names, StoredIn);
      Line &L = lineAt(O, E.Where.At, ::kindOf(E), &E);
      L.Sightings.push_back({Shared, referencesTo(S, Id)});
    }
    noteNames(S);
  }
}

/// What a field holds is met where it is read first; so is what a call returns
/// of which nothing is known.
void ReferenceTracer::noteFirst(const State &S, const Event &E) {
  ValueId Id = E.Result < S.Temporaries.size() ? S.Temporaries[E.Result]
                                               : Values::Unknown;
  bool IsRead = E.Kind == EventKind::Load;
  bool IsNew =
      IsRead ? Run.values()[Id].Kind == ValueKind::Content &&
                   isQomType(typeOf(S, Id))
             : Id == Run.resultSymbol(E) && !S.object(Id) && isQomType(E.Type);
  if (!IsNew)
    return;
  Object &O = object(S, Id);
  if (!O.Lines.empty() && O.Lines.front().Cause != &E)
    return;
  if (!IsRead) {
    O.Kind = ObjectKind::Borrowed;
    O.Type = E.Type;
    O.Relevant = true;
  }
  Line &L = lineAt(O, E.Where.At,
                   IsRead ? ReferenceEventKind::Read : ::kindOf(E), &E);
  L.Sightings.push_back(
      {std::make_shared<const State>(S), referencesTo(S, Id)});
}

void ReferenceTracer::reached(const Event &E, const AccessPath &Path,
                              bool InSlot, ValueId Id) {
  if (Id == Values::Unknown || Run.values().isConstant(Id))
    return;
  if (InSlot && Run.values()[Id].Kind == ValueKind::Symbol &&
      !ResultOf.count(Id) && !Keys.count(Id)) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    print(Path, OS);
    Keys[Id] = "c" + std::to_string(E.Where.At.Line) + ":" +
               std::to_string(E.Where.At.Column) + Text;
  }
  // The result is known as a symbol only after the call.
  if (Id == Run.resultSymbol(E))
    ResultOf[Id] = &E;
  Objects[keyOf(Id)].Reached[&E].insert({Path, InSlot});
}

void ReferenceTracer::returning(const Exit &E) {
  auto Shared = std::make_shared<const State>(E.Final);
  std::set<ValueId> Present;
  for (const auto &[Id, O] : E.Final.Objects) {
    noteExports(E, Id);
    Present.insert(Id);
  }
  for (const auto &[Key, O] : Objects)
    if (O.Ids.size() == 1 && isOnEveryPath(*O.Ids.begin()))
      Present.insert(*O.Ids.begin());
  for (ValueId Id : Present) {
    auto It = Objects.find(keyOf(Id));
    if (It == Objects.end() || It->second.Lines.empty())
      continue;
    Line &L = lineAt(It->second, E.At.At, ReferenceEventKind::Return, nullptr);
    ReferenceState R = referencesTo(E.Final, Id);
    settle(R, E, Id, It->second);
    L.Sightings.push_back({Shared, std::move(R)});
  }
  noteNames(E.Final);
}

//===----------------------------------------------------------------------===//
// What callers know of it
//===----------------------------------------------------------------------===//

void ReferenceTracer::noteExports(const Exit &E, ValueId Id) {
  std::set<Export> Known;
  if (std::optional<AccessPath> Path = callerPath(Run.values(), Id, HasLoop))
    Known.insert({*Path, /*InSlot=*/false});
  if (E.Result == Id)
    Known.insert({AccessPath::result(), /*InSlot=*/false});
  for (const auto &[Address, Stored] : E.Final.Memory)
    if (Stored == Id)
      if (std::optional<AccessPath> Path =
              callerPath(Run.values(), Address, HasLoop))
        Known.insert({*Path, /*InSlot=*/true});
  if (!Known.empty())
    Objects[keyOf(Id)].Exports.insert(Known.begin(), Known.end());
}
