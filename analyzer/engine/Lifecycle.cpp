//===- Lifecycle.cpp - When a function runs in an object's life -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Lifecycle.h"
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

/// Abstract bases of what boards are made of: devices that users cannot make
/// unless a derived type says so. Known by name, because a part of a program
/// may derive from them without defining them.
bool isBoardBase(Name TypeName) {
  return llvm::is_contained({"sys-bus-device", "pci-host-bridge", "cpu"},
                            TypeName.str());
}

template <class Visitor>
void forEachEvent(const ProgramFunction &F, Visitor V) {
  for (const Function &Body : F.Variants)
    for (const Block &B : Body.Blocks)
      for (const Event &E : B.Events)
        V(E);
}

} // namespace

Lifecycle::Lifecycle(const Program &P, const Contracts &C) : P(P), Known(C) {
  for (const ProgramFunction *F : P.functions())
    forEachEvent(*F, [&](const Event &E) {
      if (E.Kind == EventKind::Call && P.find(E.Callee))
        Calls[F->Key].push_back(E.Callee);
    });
  for (const TypeInfo &Info : P.types())
    if (!Info.TypeName.empty() && !Types.count(Info.TypeName))
      addType(Info);
  addInstallations();
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

/// Class init functions install hooks, directly or through helpers, and say
/// whether users can make and plug the type (DeviceClass in hw/qdev-core.h).
void Lifecycle::readClassInit(Type &T, Name ClassInit) {
  for (Name Key : reachableFrom({ClassInit})) {
    const ProgramFunction *F = P.find(Key);
    if (!F)
      continue;
    forEachEvent(*F, [&](const Event &E) {
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
      if (Member.Field.str() == "user_creatable")
        T.UserCreatable = Stored.Integer != 0;
      if (Member.Field.str() == "hotpluggable")
        T.Hotpluggable = Stored.Integer != 0;
    });
  }
}

/// Whoever stores a function in a hook's member, passes it to a function that
/// installs it, or lists it in a table, decides when it runs.
void Lifecycle::addInstallations() {
  auto PhaseOf = [&](llvm::StringRef Hook) {
    const Contract *C = Known.find(Name(Hook));
    return C ? C->Phase : Phase::None;
  };
  auto Member = [](Name Record, Name Field) {
    return (Record.str() + "." + Field.str()).str();
  };
  auto Install = [&](Name Function, Phase When) {
    if (When != Phase::None)
      addHook(Function, When, nullptr);
  };
  for (const ProgramFunction *F : P.functions())
    forEachEvent(*F, [&](const Event &E) {
      if (E.Kind == EventKind::Store && !E.Target->Steps.empty() &&
          E.Operands[0].Kind == OperandKind::Function) {
        const Step &Last = E.Target->Steps.back();
        if (Last.Kind == StepKind::Field)
          Install(E.Operands[0].Text, PhaseOf(Member(Last.Record, Last.Field)));
      }
      if (E.Kind != EventKind::Call)
        return;
      const Contract *C = Known.find(Name(plainName(E.Callee)));
      for (unsigned I = 0; I != E.Operands.size(); ++I) {
        if (E.Operands[I].Kind != OperandKind::Function)
          continue;
        bool Told = false;
        if (C)
          for (const struct Install &Each : C->Installs)
            if (Each.Argument == I) {
              Install(E.Operands[I].Text, PhaseOf(Each.Hook.str()));
              Told = true;
            }
        // Any other callback runs when somebody outside decides.
        if (!Told)
          Install(E.Operands[I].Text, Phase::Guest);
      }
    });
  for (const FunctionTable &Table : P.tables())
    for (const FunctionTable::Entry &Entry : Table.Entries)
      Install(Entry.Function, PhaseOf(Member(Entry.Record, Entry.Field)));
}

std::set<Name> Lifecycle::reachableFrom(const std::vector<Name> &Roots) const {
  std::set<Name> Seen;
  std::vector<Name> Work = Roots;
  while (!Work.empty()) {
    Name Next = Work.back();
    Work.pop_back();
    if (Next.empty() || !Seen.insert(Next).second)
      continue;
    auto It = Calls.find(Next);
    if (It != Calls.end())
      Work.insert(Work.end(), It->second.begin(), It->second.end());
  }
  return Seen;
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

/// Which types run a function, and which types a type's functions make.
void Lifecycle::spreadTypes() {
  for (auto &[TypeName, T] : Types)
    for (Name Function : reachableFrom(T.Hooks)) {
      Owners[Function].insert(TypeName);
      const ProgramFunction *F = P.find(Function);
      if (!F)
        continue;
      forEachEvent(*F, [&](const Event &E) {
        if (E.Kind == EventKind::Call)
          for (const Operand &O : E.Operands)
            if (O.Kind == OperandKind::String && Types.count(O.Text))
              T.Makes.insert(O.Text);
      });
    }
}

bool Lifecycle::isDevice(Name TypeName) const {
  for (unsigned Depth = 0; Depth != 32; ++Depth) {
    if (TypeName.str() == "device" || isBoardBase(TypeName))
      return true;
    auto It = Types.find(TypeName);
    if (It == Types.end())
      return false;
    TypeName = It->second.Info.Parent;
  }
  return false;
}

/// A class starts as a copy of its parent's, so the nearest setting counts.
std::optional<bool>
Lifecycle::inherited(const Type &T, std::optional<bool> Type::*Member) const {
  const Type *Next = &T;
  for (unsigned Depth = 0; Depth != 32; ++Depth) {
    if (Next->*Member)
      return Next->*Member;
    auto It = Types.find(Next->Info.Parent);
    if (It == Types.end()) {
      if (isBoardBase(Next->Info.Parent) && Member == &Type::UserCreatable)
        return false;
      return std::nullopt;
    }
    Next = &It->second;
  }
  return std::nullopt;
}

bool Lifecycle::canBePlugged(const Type &T) const {
  return !T.Info.Abstract &&
         inherited(T, &Type::UserCreatable).value_or(true) &&
         inherited(T, &Type::Hotpluggable).value_or(true);
}

/// A type goes away if users can plug it, if it is no device at all, or if
/// such a type embeds or creates it.
void Lifecycle::findRemovableTypes() {
  std::vector<Name> Work;
  for (const auto &[TypeName, T] : Types)
    if (!isDevice(TypeName) || canBePlugged(T))
      if (T.Info.Parent.str() != "machine")
        Work.push_back(TypeName);
  while (!Work.empty()) {
    Name Next = Work.back();
    Work.pop_back();
    auto It = Types.find(Next);
    if (It == Types.end() || !Removable.insert(Next).second)
      continue;
    Work.insert(Work.end(), It->second.Makes.begin(), It->second.Makes.end());
    // What runs for a type runs for what it is derived from.
    Work.push_back(It->second.Info.Parent);
  }
}

/// MachineState, or a struct that begins with one.
bool Lifecycle::isMachine(Name Record) const {
  for (unsigned Depth = 0; Depth != 32 && !Record.empty(); ++Depth) {
    if (Record.str() == "MachineState")
      return true;
    auto It = P.records().find(Record);
    Record = It == P.records().end() ? Name() : It->second.Base;
  }
  return false;
}

Reach Lifecycle::reach(Name Function) const {
  auto It = Phases.find(Function);
  uint32_t Bits = It == Phases.end() ? 0 : It->second;
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

bool Lifecycle::onlyFinalizes(Name Function) const {
  auto It = Phases.find(Function);
  return It != Phases.end() && It->second == bit(Phase::Finalize);
}

bool Lifecycle::isSetter(Name Function) const {
  auto It = Phases.find(Function);
  return It != Phases.end() && (It->second & bit(Phase::Setter));
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
