//===- Lifecycle.cpp - When a function runs in an object's life -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Lifecycle.h"
#include "analyzer/engine/BlockOrder.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

constexpr uint32_t bit(Phase P) { return 1u << static_cast<unsigned>(P); }

constexpr uint32_t Introspected =
    bit(Phase::InstanceInit) | bit(Phase::PostInit) | bit(Phase::Setter);
constexpr uint32_t Repeated = bit(Phase::Reset) | bit(Phase::Guest) |
                              bit(Phase::Monitor) | bit(Phase::Migration) |
                              bit(Phase::Complete);
constexpr uint32_t Lived = bit(Phase::Realize) | bit(Phase::Unrealize) |
                           bit(Phase::Finalize) | bit(Phase::Unparent);
constexpr uint32_t Once = bit(Phase::MachineInit) | bit(Phase::ClassInit);

template <class Visitor>
void forEachEvent(const ProgramFunction &F, Visitor V) {
  for (const Function &Body : F.Variants)
    for (const Block &B : Body.Blocks)
      for (const Event &E : B.Events)
        V(E);
}

} // namespace

/// A name for types whose own is computed when they are registered: their hooks
/// run for what they are derived from.
static Name placeholder(const TypeInfo &Info) {
  return Name(Info.Parent.str().str() + " of " + Info.At.File.str().str() +
              ":" + std::to_string(Info.At.Line));
}

Lifecycle::Lifecycle(const Program &P, const Contracts &C,
                     const Hooks &Installed)
    : P(P), Known(C) {
  for (const ProgramFunction *F : P.functions())
    forEachEvent(*F, [&](const Event &E) {
      if (E.Kind != EventKind::Call || !P.find(E.Callee))
        return;
      Calls[F->Key].push_back(E.Callee);
      Callers[E.Callee].push_back(F->Key);
    });
  for (TypeInfo Info : P.types()) {
    if (Info.TypeName.empty())
      Info.TypeName = placeholder(Info);
    if (!Types.count(Info.TypeName))
      addType(Info);
  }
  addInstallations(Installed);
  spreadPhases();
  spreadTypes();
  findRemovableTypes();
}

void Lifecycle::addType(const TypeInfo &Info) {
  Type &T = Types[Info.TypeName];
  T.Info = Info;
  addHook(Info.InstanceInit, Phase::InstanceInit, &T);
  addHook(Info.InstancePostInit, Phase::PostInit, &T);
  addHook(Info.InstanceFinalize, Phase::Finalize, &T);
  Finalizers.insert(Info.InstanceFinalize);
  addHook(Info.ClassInit, Phase::ClassInit, nullptr);
  addHook(Info.ClassBaseInit, Phase::ClassInit, nullptr);
  readClassInit(T, Info.ClassInit);
  readClassInit(T, Info.ClassBaseInit);
}

void Lifecycle::addHook(Name Function, Phase When, Type *Owner) {
  if (Function.empty())
    return;
  Phases[Function] |= bit(When);
  if (Owner)
    Owner->Hooks.push_back(Function);
}

/// True if no path through the function leaves the block out.
static bool isAlwaysPassed(BlockId Block, const Function &F) {
  for (BlockId Last = 0; Last != F.Blocks.size(); ++Last)
    if (F.Blocks[Last].End.Kind == TerminatorKind::Return &&
        !dominates(Block, Last, F))
      return false;
  return true;
}

/// True if every run of \p Root runs the function.
bool Lifecycle::isAlwaysRun(Name Key, Name Root) const {
  std::set<Name> Seen{Root};
  std::vector<Name> Work{Root};
  while (!Work.empty()) {
    Name Next = Work.back();
    Work.pop_back();
    if (Next == Key)
      return true;
    for (const Function &Body : P.find(Next)->Variants)
      for (BlockId Block = 0; Block != Body.Blocks.size(); ++Block)
        for (const Event &E : Body.Blocks[Block].Events)
          if (E.Kind == EventKind::Call && P.find(E.Callee) &&
              !Seen.count(E.Callee) && isAlwaysPassed(Block, Body)) {
            Seen.insert(E.Callee);
            Work.push_back(E.Callee);
          }
  }
  return false;
}

/// Class init functions install hooks, directly or through helpers, and say
/// whether users can make and plug the type (DeviceClass in hw/qdev-core.h).
void Lifecycle::readClassInit(Type &T, Name ClassInit) {
  for (Name Key : reachableFrom({ClassInit})) {
    const ProgramFunction *F = P.find(Key);
    if (!F)
      continue;
    for (const Function &Body : F->Variants)
      for (BlockId Block = 0; Block != Body.Blocks.size(); ++Block)
        for (const Event &E : Body.Blocks[Block].Events)
          readClassEvent(T, E, [&] {
            return isAlwaysPassed(Block, Body) && isAlwaysRun(Key, ClassInit);
          });
  }
}

void Lifecycle::readClassEvent(Type &T, const Event &E,
                               llvm::function_ref<bool()> IsAlways) {
  if (E.Kind == EventKind::Call) {
    for (const Operand &O : E.Operands)
      if (O.Kind == OperandKind::Function)
        T.Hooks.push_back(O.Text);
    return;
  }
  if (E.Kind != EventKind::Store || E.Target->Steps.empty() ||
      E.Target->Steps.back().Kind != StepKind::Field)
    return;
  const Step &Member = E.Target->Steps.back();
  const Operand &Stored = E.Operands[0];
  if (Stored.Kind == OperandKind::Function)
    T.Hooks.push_back(Stored.Text);
  if (Stored.Kind != OperandKind::Integer ||
      Member.Record.str() != "DeviceClass")
    return;
  std::optional<bool> *Answer =
      Member.Field.str() == "user_creatable" ? &T.UserCreatable
      : Member.Field.str() == "hotpluggable" ? &T.Hotpluggable
                                             : nullptr;
  // What only some of the types of one class init function forbid, the others
  // allow.
  if (Answer && (Stored.Integer != 0 || IsAlways()))
    *Answer = Stored.Integer != 0;
}

/// The hook that a function is installed as decides when it runs. Any other
/// callback runs when somebody outside decides.
void Lifecycle::addInstallations(const Hooks &Installed) {
  for (const auto &[Function, Rows] : Installed.installed())
    for (const Contract *Row : Rows)
      if (Row->Phase != Phase::None) {
        addHook(Function, Row->Phase, nullptr);
        if (Row->Phase == Phase::Realize)
          Realizers.insert(Function);
      }
  for (Name Function : Installed.otherCallbacks())
    addHook(Function, Phase::Guest, nullptr);
}

/// What a path of \p Edges leads to from \p Roots, themselves included.
static std::set<Name>
closure(const std::unordered_map<Name, std::vector<Name>> &Edges,
        std::vector<Name> Roots) {
  std::set<Name> Seen;
  while (!Roots.empty()) {
    Name Next = Roots.back();
    Roots.pop_back();
    if (Next.empty() || !Seen.insert(Next).second)
      continue;
    auto It = Edges.find(Next);
    if (It != Edges.end())
      Roots.insert(Roots.end(), It->second.begin(), It->second.end());
  }
  return Seen;
}

std::set<Name> Lifecycle::reachableFrom(const std::vector<Name> &Roots) const {
  return closure(Calls, Roots);
}

void Lifecycle::spreadPhases() {
  std::vector<Name> Work;
  for (const auto &[Function, Bits] : Phases)
    Work.push_back(Function);
  llvm::sort(Work);
  while (!Work.empty()) {
    Name Next = Work.back();
    Work.pop_back();
    uint32_t Bits = Phases[Next];
    auto It = Calls.find(Next);
    if (It == Calls.end())
      continue;
    for (Name Callee : It->second) {
      uint32_t &Old = Phases[Callee];
      if ((Old | Bits) == Old)
        continue;
      Old |= Bits;
      Work.push_back(Callee);
    }
  }
}

/// False if the type that the call names is only printed, asked for by a cast,
/// or what a link may point to.
bool Lifecycle::mayMake(const Event &Call) const {
  const Contract *C = Known.find(Name(plainName(Call.Callee)));
  bool Prints = llvm::any_of(Call.Operands, [](const Operand &O) {
    return O.Kind == OperandKind::String && O.Text.str().contains('%');
  });
  bool IsCast = C && C->Return.Ownership == Ownership::Alias;
  bool AddsLink = C && llvm::any_of(C->Arguments, [](const ArgumentEffect &A) {
                    return A.Effect == Effect::OwnSlot;
                  });
  return !Prints && !IsCast && !AddsLink;
}

/// Which types run a function, and which types a type's functions make.
void Lifecycle::spreadTypes() {
  for (auto &[TypeName, T] : Types)
    for (Name Function : reachableFrom(T.Hooks)) {
      Owners[Function].insert(TypeName);
      const ProgramFunction *F = P.find(Function);
      if (!F)
        continue;
      forEachEvent(*F, [&](const Event &E) {
        if (E.Kind == EventKind::Call && mayMake(E))
          for (const Operand &O : E.Operands)
            if (O.Kind == OperandKind::String && Types.count(O.Text))
              T.Makes.insert(O.Text);
      });
    }
}

/// Deeper than any chain of parents, which may be circular in broken code.
constexpr unsigned MaximumDepth = 32;

bool Lifecycle::isA(Name TypeName, Name Ancestor) const {
  for (unsigned Depth = 0; Depth != MaximumDepth; ++Depth) {
    if (TypeName == Ancestor)
      return true;
    auto It = Types.find(TypeName);
    if (It == Types.end())
      return false;
    TypeName = It->second.Info.Parent;
  }
  return false;
}

/// A part of a program may derive from types that it does not define; then the
/// instance struct tells what they are.
const Contract *Lifecycle::typeContract(Name TypeName) const {
  auto Find = [&](Name TypeOrRecord) {
    const Contract *C = Known.find(TypeOrRecord);
    return C && C->Kind == ContractKind::Type ? C : nullptr;
  };
  Name Instance;
  for (unsigned Depth = 0; Depth != MaximumDepth; ++Depth) {
    if (const Contract *C = Find(TypeName))
      return C;
    auto It = Types.find(TypeName);
    if (It == Types.end())
      break;
    if (Instance.empty())
      Instance = It->second.Info.Record;
    TypeName = It->second.Info.Parent;
  }
  for (Name Base : P.bases(Instance))
    if (const Contract *C = Find(Base))
      return C;
  return nullptr;
}

bool Lifecycle::isDevice(Name TypeName) const {
  return isA(TypeName, Name("device")) || typeContract(TypeName);
}

/// True if an instance of the type is, or begins with, the record.
bool Lifecycle::hasRecord(Name TypeName, Name Record) const {
  for (unsigned Depth = 0; Depth != MaximumDepth; ++Depth) {
    auto It = Types.find(TypeName);
    if (It == Types.end())
      return false;
    if (It->second.Info.Record == Record)
      return true;
    TypeName = It->second.Info.Parent;
  }
  return false;
}

std::vector<Name> Lifecycle::ownersWith(Name Function, Name Record) const {
  std::vector<Name> Result;
  auto It = Owners.find(Function);
  if (It != Owners.end())
    llvm::copy_if(It->second, std::back_inserter(Result),
                  [&](Name TypeName) { return hasRecord(TypeName, Record); });
  return Result;
}

bool Lifecycle::mayRunFor(Name Function, Name TypeName, Name Record) const {
  std::vector<Name> OfFunction = ownersWith(Function, Record);
  return OfFunction.empty() || llvm::any_of(OfFunction, [&](Name Owner) {
           return isA(TypeName, Owner) || isA(Owner, TypeName);
         });
}

bool Lifecycle::mayShareType(Name A, Name B) const {
  auto OfA = Owners.find(A), OfB = Owners.find(B);
  if (OfA == Owners.end() || OfB == Owners.end())
    return true;
  return llvm::any_of(OfA->second, [&](Name X) {
    return llvm::any_of(OfB->second,
                        [&](Name Y) { return isA(X, Y) || isA(Y, X); });
  });
}

bool Lifecycle::mayShareObject(Name A, Name B, Name Record) const {
  std::vector<Name> OfA = ownersWith(A, Record);
  return OfA.empty() || llvm::any_of(OfA, [&](Name Owner) {
           return mayRunFor(B, Owner, Record);
         });
}

/// A class starts as a copy of its parent's, so the nearest setting counts.
std::optional<bool>
Lifecycle::inherited(const Type &T, std::optional<bool> Type::*Member) const {
  const Type *Next = &T;
  for (unsigned Depth = 0; Depth != MaximumDepth; ++Depth) {
    if (Next->*Member)
      return Next->*Member;
    auto It = Types.find(Next->Info.Parent);
    if (It == Types.end())
      return std::nullopt;
    Next = &It->second;
  }
  return std::nullopt;
}

bool Lifecycle::canBePlugged(const Type &T) const {
  const Contract *Base = typeContract(T.Info.TypeName);
  return !T.Info.Abstract && (!Base || Base->Pluggable) &&
         inherited(T, &Type::UserCreatable).value_or(true) &&
         inherited(T, &Type::Hotpluggable).value_or(true);
}

/// A type goes away if users can plug it, if it is no device at all, or if
/// such a type embeds or creates it.
void Lifecycle::findRemovableTypes() {
  std::vector<Name> Work;
  for (const auto &[TypeName, T] : Types)
    if (!isDevice(TypeName) || canBePlugged(T))
      Work.push_back(TypeName);
  while (!Work.empty()) {
    Name Next = Work.back();
    Work.pop_back();
    auto It = Types.find(Next);
    // A machine ends with the process, and with it what it makes.
    if (It == Types.end() || isA(Next, Name("machine")) ||
        !Removable.insert(Next).second)
      continue;
    Work.insert(Work.end(), It->second.Makes.begin(), It->second.Makes.end());
    // What runs for a type runs for what it is derived from.
    Work.push_back(It->second.Info.Parent);
  }
}

/// MachineState, or a struct that begins with one.
bool Lifecycle::isMachine(Name Record) const {
  return llvm::is_contained(P.bases(Record), Name("MachineState"));
}

uint32_t Lifecycle::phasesOf(Name Function) const {
  auto It = Phases.find(Function);
  return It == Phases.end() ? 0 : It->second;
}

Reach Lifecycle::reach(Name Function) const {
  uint32_t Bits = phasesOf(Function);
  if (Bits & Introspected)
    return Reach::Introspection;
  if (Bits & Repeated)
    return Reach::Guest;
  if (Bits & Lived)
    return Reach::Teardown;
  if (Bits & Once)
    return Reach::Process;
  if (const ProgramFunction *F = P.find(Function))
    for (const qomlint::Function &Body : F->Variants)
      for (uint32_t I = 0; I != Body.ParameterCount; ++I)
        if (isMachine(Body.Variables[I].Type))
          return Reach::Process;
  return Reach::Guest;
}

std::set<Name> Lifecycle::openCallers(Name Function) const {
  std::set<Name> Result;
  uint32_t Bits = phasesOf(Function);
  if (Bits & (Introspected | Repeated))
    return Result;
  for (Name Caller : closure(Callers, {Function}))
    if (plainName(Caller) == Caller.str())
      Result.insert(Caller);
  return Result;
}

/// The struct of the first base that neither program nor contracts know.
Name Lifecycle::openBase(Name TypeName) const {
  Name Instance;
  for (unsigned Depth = 0; Depth != MaximumDepth; ++Depth) {
    auto It = Types.find(TypeName);
    if (It == Types.end())
      break;
    if (!It->second.Info.Record.empty())
      Instance = It->second.Info.Record;
    TypeName = It->second.Info.Parent;
  }
  std::vector<Name> Bases = P.bases(Instance);
  bool IsKnown = Types.count(TypeName) || Known.find(TypeName);
  return IsKnown || Bases.size() < 2 ? Name() : Bases[1];
}

std::set<Name> Lifecycle::openBases(Name Function) const {
  std::set<Name> Result;
  auto It = Owners.find(Function);
  if (It == Owners.end() || reach(Function) != Reach::Teardown ||
      isLatent(Function))
    return Result;
  for (Name TypeName : It->second)
    if (Name Base = openBase(TypeName))
      Result.insert(Base);
  return Result;
}

bool Lifecycle::onlyFinalizes(Name Function) const {
  return phasesOf(Function) == bit(Phase::Finalize);
}

bool Lifecycle::onlyInitializes(Name Function) const {
  constexpr uint32_t Initializing =
      bit(Phase::InstanceInit) | bit(Phase::PostInit);
  uint32_t Bits = phasesOf(Function);
  return Bits && !(Bits & ~Initializing);
}

bool Lifecycle::onlyUnrealizes(Name Function) const {
  return phasesOf(Function) == bit(Phase::Unrealize);
}

bool Lifecycle::needsUse(Name Function) const {
  constexpr uint32_t AlwaysRun =
      bit(Phase::InstanceInit) | bit(Phase::PostInit) | bit(Phase::Finalize);
  uint32_t Bits = phasesOf(Function);
  return Bits && !(Bits & AlwaysRun);
}

bool Lifecycle::isSetter(Name Function) const {
  return phasesOf(Function) & bit(Phase::Setter);
}

bool Lifecycle::isLatent(Name Function) const {
  switch (reach(Function)) {
  case Reach::Process:
    return true;
  case Reach::Introspection:
  case Reach::Guest:
    return false;
  case Reach::Teardown:
    break;
  }
  auto It = Owners.find(Function);
  return It != Owners.end() && !It->second.empty() &&
         llvm::none_of(It->second,
                       [&](Name T) { return Removable.count(T) != 0; });
}
