//===- Program.cpp - All facts, linked ------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Program.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace qomlint;

void Program::add(Unit U) {
  MainFiles.insert(U.MainFile);
  for (Function &F : U.Functions)
    addFunction(std::move(F));
  llvm::append_range(Types, U.Types);
  llvm::append_range(Links, U.Links);
  llvm::append_range(Tables, U.Tables);
  llvm::append_range(NoLints, U.NoLints);
  for (Record &R : U.Records)
    Records.try_emplace(R.Identifier, std::move(R));
  for (const SourceFile &S : U.Sources) {
    auto [It, New] = Hashes.try_emplace(S.File, S.Hash);
    if (!New && It->second != S.Hash)
      It->second.reset();
  }
  for (Name N : U.Declared)
    if (DeclaredOnce.insert(N).second)
      Declared.push_back(N);
}

bool qomlint::countsByHand(const Function &Body) {
  for (const Block &B : Body.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Store && !E.Target->Steps.empty() &&
          E.Target->Steps.back().Record.str() == "Object")
        return true;
  return false;
}

void Program::addFunction(Function F) {
  ProgramFunction &Entry = Functions[F.Key];
  Entry.Key = F.Key;
  if (!llvm::is_contained(Entry.Variants, F))
    Entry.Variants.push_back(std::move(F));
}

const ProgramFunction *Program::find(Name Key) const {
  auto It = Functions.find(Key);
  return It == Functions.end() ? nullptr : &It->second;
}

std::vector<const ProgramFunction *> Program::functions() const {
  std::vector<const ProgramFunction *> Result;
  for (const auto &[Key, F] : Functions)
    Result.push_back(&F);
  return Result;
}

std::optional<uint64_t> Program::hashOf(Name File) const {
  auto It = Hashes.find(File);
  return It == Hashes.end() ? std::nullopt : It->second;
}

bool Program::isInstance(Name Record) const {
  return llvm::any_of(Types,
                      [&](const TypeInfo &T) { return T.Record == Record; });
}

std::vector<Name> Program::bases(Name Record) const {
  std::vector<Name> Result;
  while (!Record.empty() && !llvm::is_contained(Result, Record)) {
    Result.push_back(Record);
    auto It = Records.find(Record);
    Record = It == Records.end() ? Name() : It->second.Base;
  }
  return Result;
}

/// The records that \p Part lies in, itself included.
std::set<Name> Program::around(Name Part) const {
  std::set<Name> Seen;
  std::vector<Name> Work{Part};
  while (!Work.empty()) {
    Name Next = Work.back();
    Work.pop_back();
    if (!Seen.insert(Next).second)
      continue;
    for (const auto &[Outer, Definition] : Records)
      if (llvm::any_of(Definition.Members, [&](const Record::Member &M) {
            return M.Type == Next && !M.Pointer;
          }))
        Work.push_back(Outer);
  }
  return Seen;
}

bool Program::isPartOfInstance(Name Part) const {
  return llvm::any_of(around(Part),
                      [&](Name Record) { return isInstance(Record); });
}

std::set<Name> Program::waysTo(Name Record) const {
  std::set<Name> Result = around(Record);
  for (const auto &[Outer, Definition] : Records)
    if (llvm::any_of(Definition.Members, [&](const Record::Member &M) {
          return M.Type == Record && M.Pointer;
        }))
      Result.merge(around(Outer));
  return Result;
}

bool Program::isPrivate(Name Record) const {
  auto It = Records.find(Record);
  return It != Records.end() && MainFiles.count(It->second.At.File) != 0;
}

namespace {

/// Tarjan's algorithm with its stack on the heap: call chains are deep.
class ComponentFinder {
public:
  explicit ComponentFinder(const Program &P) : All(P.functions()) {
    for (uint32_t I = 0; I != All.size(); ++I)
      Numbers[All[I]->Key] = I;
    Nodes.resize(All.size());
  }

  std::vector<std::vector<const ProgramFunction *>> find() {
    for (uint32_t I = 0; I != All.size(); ++I)
      if (!Nodes[I].Index)
        visit(I);
    return std::move(Components);
  }

private:
  struct Node {
    uint32_t Index = 0, Low = 0;
    bool OnStack = false;
  };
  struct Frame {
    uint32_t Function;
    llvm::SmallVector<uint32_t, 8> Callees;
    size_t Next = 0;
  };

  llvm::SmallVector<uint32_t, 8> calleesOf(uint32_t I) const {
    llvm::SmallVector<uint32_t, 8> Result;
    for (const Function &F : All[I]->Variants)
      for (const Block &B : F.Blocks)
        for (const Event &E : B.Events)
          if (E.Kind == EventKind::Call)
            if (auto It = Numbers.find(E.Callee); It != Numbers.end())
              if (!llvm::is_contained(Result, It->second))
                Result.push_back(It->second);
    return Result;
  }

  void enter(uint32_t I) {
    Nodes[I] = {++Counter, Counter, true};
    Stack.push_back(I);
    Frames.push_back({I, calleesOf(I), 0});
  }

  void visit(uint32_t Root) {
    enter(Root);
    while (!Frames.empty()) {
      Frame &Top = Frames.back();
      uint32_t I = Top.Function;
      if (Top.Next != Top.Callees.size()) {
        uint32_t Callee = Top.Callees[Top.Next++];
        if (!Nodes[Callee].Index)
          enter(Callee);
        else if (Nodes[Callee].OnStack)
          Nodes[I].Low = std::min(Nodes[I].Low, Nodes[Callee].Index);
        continue;
      }
      Frames.pop_back();
      if (!Frames.empty()) {
        Node &Caller = Nodes[Frames.back().Function];
        Caller.Low = std::min(Caller.Low, Nodes[I].Low);
      }
      if (Nodes[I].Low == Nodes[I].Index)
        popComponent(I);
    }
  }

  void popComponent(uint32_t Root) {
    std::vector<uint32_t> Members;
    for (;;) {
      uint32_t I = Stack.back();
      Stack.pop_back();
      Nodes[I].OnStack = false;
      Members.push_back(I);
      if (I == Root)
        break;
    }
    llvm::sort(Members);
    std::vector<const ProgramFunction *> Component;
    for (uint32_t I : Members)
      Component.push_back(All[I]);
    Components.push_back(std::move(Component));
  }

  std::vector<const ProgramFunction *> All;
  std::unordered_map<Name, uint32_t> Numbers;
  std::vector<Node> Nodes;
  std::vector<uint32_t> Stack;
  std::vector<Frame> Frames;
  uint32_t Counter = 0;
  std::vector<std::vector<const ProgramFunction *>> Components;
};

} // namespace

std::vector<std::vector<const ProgramFunction *>> Program::components() const {
  return ComponentFinder(*this).find();
}
