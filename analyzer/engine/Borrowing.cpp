//===- Borrowing.cpp - Parameters that are only borrowed ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Borrowing.h"
#include "analyzer/engine/Hooks.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

/// Parameters as bits; functions with more are rare, and their last ones count
/// as more than borrowed.
using Bits = uint64_t;
constexpr unsigned MaximumParameters = 64;

bool isBorrow(const ArgumentEffect &A) {
  return A.Effect == Effect::Borrow || A.Effect == Effect::Weak ||
         A.Effect == Effect::Unweak || A.Effect == Effect::SetError;
}

/// A contract speaks of what it lists; the rest is borrowed.
bool borrows(const Contract &C, unsigned Argument) {
  bool Returned =
      C.Return.Ownership == Ownership::Alias && C.Return.AliasOf == Argument;
  return !Returned && llvm::all_of(C.Arguments, [&](const ArgumentEffect &A) {
    return A.Index != Argument || isBorrow(A);
  });
}

} // namespace

/// Which variables and temporaries of a body may be a parameter, and what is
/// done with them, in no particular order.
class Borrowing::BodyReader {
public:
  BodyReader(Borrowing &Result, const Function &F) : Result(Result), F(F) {
    Variables.resize(F.Variables.size());
    for (unsigned I = 0; I != std::min(F.ParameterCount, MaximumParameters);
         ++I)
      Variables[I] = Bits(1) << I;
  }

  void read() {
    do {
      Changed = false;
      forEachEvent([&](const Event &E) { follow(E); });
    } while (Changed);
    forEachEvent([&](const Event &E) { judge(E); });
    for (const Block &B : F.Blocks)
      if (B.End.Kind == TerminatorKind::Return)
        except(bitsOf(B.End.Value));
    for (unsigned I = MaximumParameters; I < F.ParameterCount; ++I)
      Result.Exceptions.insert({F.Key, I});
  }

private:
  template <class Visitor> void forEachEvent(Visitor V) {
    for (const Block &B : F.Blocks)
      for (const Event &E : B.Events)
        V(E);
  }

  Bits &temporary(TemporaryId Id) {
    if (Temporaries.size() <= Id)
      Temporaries.resize(Id + 1);
    return Temporaries[Id];
  }

  /// A part of an object is the object, for this question.
  Bits bitsOf(const Place &P) {
    bool Inside = llvm::count_if(P.Steps, [](const Step &S) {
                    return S.Kind == StepKind::Dereference;
                  }) <= 1;
    if (!Inside)
      return 0;
    if (P.Root == PlaceRoot::Variable)
      return Variables[P.Index];
    return P.Root == PlaceRoot::Temporary ? temporary(P.Index) : 0;
  }

  Bits bitsOf(const Operand &O) {
    if (O.Kind == OperandKind::Variable)
      return Variables[O.Index];
    if (O.Kind == OperandKind::Temporary)
      return temporary(O.Index);
    return O.Kind == OperandKind::Address ? bitsOf(F.Places[O.Index]) : 0;
  }

  void add(Bits &To, Bits Added) {
    Changed |= (To | Added) != To;
    To |= Added;
  }

  void follow(const Event &E) {
    switch (E.Kind) {
    case EventKind::Load:
      if (E.Target->isVariable())
        add(temporary(E.Result), bitsOf(*E.Target));
      return;
    case EventKind::Store:
      if (E.Target->isVariable())
        add(Variables[E.Target->Index], bitsOf(E.Operands[0]));
      return;
    case EventKind::ContainerOf:
      return add(temporary(E.Result), bitsOf(E.Operands[0]));
    case EventKind::Call:
      if (const Contract *C = Result.Known.find(Name(plainName(E.Callee))))
        if (C->Return.Ownership == Ownership::Alias && E.Result != NoId &&
            C->Return.AliasOf < E.Operands.size())
          add(temporary(E.Result), bitsOf(E.Operands[C->Return.AliasOf]));
      return;
    default:
      return;
    }
  }

  void judge(const Event &E) {
    switch (E.Kind) {
    case EventKind::Store:
      if (!E.Target->isVariable())
        except(bitsOf(E.Operands[0]));
      return;
    case EventKind::Insert:
    case EventKind::FreeStorage:
      return except(bitsOf(E.Operands[0]));
    case EventKind::Call:
      return judgeCall(E);
    case EventKind::CallThroughPointer:
      return judgePointerCall(E);
    default:
      return;
    }
  }

  void judgeCall(const Event &E) {
    const Contract *C = Result.Known.find(Name(plainName(E.Callee)));
    for (unsigned I = 0; I != E.Operands.size(); ++I) {
      Bits Passed = bitsOf(E.Operands[I]);
      if (!Passed)
        continue;
      if (C) {
        // Its result stands for the argument, and is followed by itself.
        bool Alias = C->Return.Ownership == Ownership::Alias &&
                     C->Return.AliasOf == I && E.Result != NoId;
        if (!Alias && !borrows(*C, I))
          except(Passed);
      } else if (Result.Bodies.count(E.Callee)) {
        pass(Passed, {E.Callee, {}, I});
      } else {
        except(Passed);
      }
    }
  }

  void judgePointerCall(const Event &E) {
    bool Named = !E.Target->Steps.empty() &&
                 E.Target->Steps.back().Kind == StepKind::Field;
    for (unsigned I = 0; I != E.Operands.size(); ++I) {
      Bits Passed = bitsOf(E.Operands[I]);
      if (!Passed)
        continue;
      if (!Named) {
        except(Passed);
        continue;
      }
      const Step &Last = E.Target->Steps.back();
      const Contract *Hook =
          Result.Known.find(hookName(Last.Record, Last.Field));
      if (!Hook)
        pass(Passed, {Name(), {Last.Record, Last.Field}, I});
      else if (!borrows(*Hook, I))
        except(Passed);
    }
  }

  void except(Bits Parameters) {
    for (unsigned I = 0; Parameters >> I; ++I)
      if (Parameters >> I & 1)
        Result.Exceptions.insert({F.Key, I});
  }

  void pass(Bits Parameters, const Use &To) {
    for (unsigned I = 0; Parameters >> I; ++I)
      if (Parameters >> I & 1)
        Result.PassedBy[To].push_back({F.Key, I});
  }

  Borrowing &Result;
  const Function &F;
  std::vector<Bits> Variables, Temporaries;
  bool Changed = false;
};

Borrowing::Borrowing(const Program &P, const Contracts &C) : Known(C) {
  findTargets(P);
  readBodies(P);
  spread();
}

void Borrowing::findTargets(const Program &P) {
  for (const ProgramFunction *F : P.functions()) {
    Bodies.insert(F->Key);
    for (const Function &Body : F->Variants)
      for (const Block &B : Body.Blocks)
        for (const Event &E : B.Events)
          if (E.Kind == EventKind::Store && !E.Target->Steps.empty() &&
              E.Operands[0].Kind == OperandKind::Function &&
              E.Target->Steps.back().Kind == StepKind::Field)
            Targets[{E.Target->Steps.back().Record,
                     E.Target->Steps.back().Field}]
                .insert(E.Operands[0].Text);
  }
  for (const FunctionTable &Table : P.tables())
    for (const FunctionTable::Entry &Entry : Table.Entries)
      Targets[{Entry.Record, Entry.Field}].insert(Entry.Function);
}

void Borrowing::readBodies(const Program &P) {
  for (const ProgramFunction *F : P.functions())
    for (const Function &Body : F->Variants)
      BodyReader(*this, Body).read();
}

/// Who passes a parameter on to someone who does more than borrow it does so,
/// too.
void Borrowing::spread() {
  std::vector<Use> Work;
  for (const auto &[Key, Parameter] : Exceptions)
    Work.push_back({Key, {}, Parameter});
  std::map<Name, std::vector<Member>> PointersTo;
  for (const auto &[Pointer, Functions] : Targets)
    for (Name Key : Functions)
      PointersTo[Key].push_back(Pointer);
  auto AddPointer = [&](const Member &Pointer, unsigned Parameter) {
    if (PointerExceptions.insert({Pointer, Parameter}).second)
      Work.push_back({Name(), Pointer, Parameter});
  };
  for (const auto &[To, From] : PassedBy)
    if (To.Function.empty() &&
        (!Targets.count(To.Pointer) ||
         llvm::any_of(Targets[To.Pointer],
                      [&](Name Key) { return !Bodies.count(Key); })))
      AddPointer(To.Pointer, To.Parameter);
  while (!Work.empty()) {
    Use Next = Work.back();
    Work.pop_back();
    auto It = PassedBy.find(Next);
    if (It != PassedBy.end())
      for (const auto &From : It->second)
        if (Exceptions.insert(From).second)
          Work.push_back({From.first, {}, From.second});
    if (!Next.Function.empty())
      for (const Member &Pointer : PointersTo[Next.Function])
        AddPointer(Pointer, Next.Parameter);
  }
}

bool Borrowing::onlyBorrows(Name Function, unsigned Parameter) const {
  return Bodies.count(Function) && !Exceptions.count({Function, Parameter});
}

bool Borrowing::onlyBorrows(Name Record, Name Field, unsigned Parameter) const {
  auto It = Targets.find({Record, Field});
  return It != Targets.end() && llvm::all_of(It->second, [&](Name Key) {
           return onlyBorrows(Key, Parameter);
         });
}
