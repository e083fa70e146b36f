//===- Borrowing.cpp - Parameters and slots that only borrow --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Borrowing.h"
#include "analyzer/engine/Hooks.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallBitVector.h"

using namespace qomlint;

namespace {

bool isBorrow(const ArgumentEffect &A) {
  return A.Effect == Effect::Borrow || A.Effect == Effect::Weak ||
         A.Effect == Effect::Unweak || A.Effect == Effect::SetError ||
         A.Effect == Effect::Callback;
}

bool returns(const Contract &C, unsigned Argument) {
  return C.Return.Ownership == Ownership::Alias && C.Return.AliasOf == Argument;
}

/// A contract speaks of what it lists; the rest is borrowed.
bool uses(const Contract &C, unsigned Argument) {
  return llvm::all_of(C.Arguments, [&](const ArgumentEffect &A) {
    return A.Index != Argument || isBorrow(A);
  });
}

bool borrows(const Contract &C, unsigned Argument) {
  return uses(C, Argument) && !returns(C, Argument);
}

} // namespace

Borrowing::Node Borrowing::parameter(Name Function, unsigned Index) {
  return {Node::Kind::Parameter, Function, Name(), Index};
}

Borrowing::Node Borrowing::pointerParameter(const Member &Pointer,
                                            unsigned Index) {
  return {Node::Kind::PointerParameter, Pointer.first, Pointer.second, Index};
}

Borrowing::Node Borrowing::result(Name Function) {
  return {Node::Kind::Result, Function, Name(), 0};
}

Borrowing::Node Borrowing::slot(Name Record, Name Field) {
  return {Node::Kind::Slot, Record, Field, 0};
}

/// What a body does with pointers.
class Borrowing::Flow {
public:
  virtual ~Flow() = default;
  /// More than use and pass on what is there.
  virtual void except(const Node &N) = 0;
  virtual void pass(const Node &From, const Node &To) = 0;
};

/// The whole program's.
class Borrowing::FlowGraph : public Flow {
public:
  explicit FlowGraph(Borrowing &Graph) : Graph(Graph) {}
  void except(const Node &N) override { Graph.except(N); }
  void pass(const Node &From, const Node &To) override {
    Graph.Sources[To].push_back(From);
  }

private:
  Borrowing &Graph;
};

/// One body's, where it is known what the rest of the program does.
class Borrowing::TakenSlots : public Flow {
public:
  explicit TakenSlots(const Borrowing &Known) : Known(Known) {}
  void except(const Node &N) override {
    if (N.Is == Node::Kind::Slot)
      Slots.insert({N.Owner, N.Field});
  }
  void pass(const Node &From, const Node &To) override {
    if (Known.Exceptions.count(To))
      except(From);
  }
  std::set<SlotKey> Slots;

private:
  const Borrowing &Known;
};

/// Which variables and temporaries of a body may hold what a parameter, a slot
/// or a callee's result brought, and what is done with them, in no particular
/// order.
class Borrowing::BodyReader {
public:
  BodyReader(const Borrowing &Program, Flow &Result, const Function &F)
      : Program(Program), Result(Result), F(F) {
    Variables.resize(F.Variables.size());
    for (unsigned I = 0; I != F.ParameterCount; ++I)
      Variables[I] = from(parameter(F.Key, I));
  }

  void read() {
    do {
      Changed = false;
      forEachEvent([&](const Event &E) { follow(E); });
    } while (Changed);
    forEachEvent([&](const Event &E) { judge(E); });
    for (const Block &B : F.Blocks)
      if (B.End.Kind == TerminatorKind::Return)
        pass(comingTo(B.End.Value), result(F.Key));
  }

private:
  /// Indices into Origins.
  using Set = llvm::SmallBitVector;

  template <class Visitor> void forEachEvent(Visitor V) {
    for (const Block &B : F.Blocks)
      for (const Event &E : B.Events)
        V(E);
  }

  Set from(const Node &N) {
    auto [It, New] = Indices.try_emplace(N, Origins.size());
    if (New)
      Origins.push_back(N);
    Set One(It->second + 1);
    One.set(It->second);
    return One;
  }

  Set &temporary(TemporaryId Id) {
    if (Temporaries.size() <= Id)
      Temporaries.resize(Id + 1);
    return Temporaries[Id];
  }

  /// A part of an object is the object, for this question.
  Set comingTo(const Place &P) {
    bool Inside = llvm::count_if(P.Steps, [](const Step &S) {
                    return S.Kind == StepKind::Dereference;
                  }) <= 1;
    if (!Inside)
      return Set();
    if (P.Root == PlaceRoot::Variable)
      return Variables[P.Index];
    return P.Root == PlaceRoot::Temporary ? temporary(P.Index) : Set();
  }

  Set comingTo(const Operand &O) {
    if (O.Kind == OperandKind::Variable)
      return Variables[O.Index];
    if (O.Kind == OperandKind::Temporary)
      return temporary(O.Index);
    return O.Kind == OperandKind::Address ? comingTo(F.Places[O.Index]) : Set();
  }

  void add(Set &To, const Set &Added) {
    if (!Added.test(To)) // nothing that To lacks
      return;
    Changed = true;
    To |= Added;
  }

  void follow(const Event &E) {
    switch (E.Kind) {
    case EventKind::Load:
      if (E.Target->isVariable())
        add(temporary(E.Result), comingTo(*E.Target));
      else if (std::optional<SlotKey> Slot = slotAt(*E.Target))
        add(temporary(E.Result), from(slot(Slot->Record, Slot->Field)));
      return;
    case EventKind::Store:
      if (E.Target->isVariable())
        add(Variables[E.Target->Index], comingTo(E.Operands[0]));
      return;
    case EventKind::ContainerOf:
      return add(temporary(E.Result), comingTo(E.Operands[0]));
    case EventKind::Call:
      return followCall(E);
    default:
      return;
    }
  }

  void followCall(const Event &E) {
    if (E.Result == NoId)
      return;
    const Contract *C = contractOf(E);
    if (!C && Program.Bodies.count(E.Callee))
      add(temporary(E.Result), from(result(E.Callee)));
    if (C && C->Return.Ownership == Ownership::Alias &&
        C->Return.AliasOf < E.Operands.size())
      add(temporary(E.Result), comingTo(E.Operands[C->Return.AliasOf]));
  }

  const Contract *contractOf(const Event &E) const {
    return Program.Known.find(Name(plainName(E.Callee)));
  }

  void judge(const Event &E) {
    for (const Operand &O : E.Operands)
      judgeOperand(O);
    switch (E.Kind) {
    case EventKind::Store:
      if (std::optional<SlotKey> Slot = slotAt(*E.Target))
        pass(comingTo(E.Operands[0]), slot(Slot->Record, Slot->Field));
      else if (!E.Target->isVariable())
        except(comingTo(E.Operands[0]));
      return;
    case EventKind::Insert:
    case EventKind::FreeStorage:
      return except(comingTo(E.Operands[0]));
    case EventKind::Call:
      return judgeCall(E);
    case EventKind::CallThroughPointer:
      return judgePointerCall(E);
    default:
      return;
    }
  }

  /// Who has the address of a slot may do anything with what it holds, and who
  /// has that of a function, with its result.
  void judgeOperand(const Operand &O) {
    if (O.Kind == OperandKind::Function)
      Result.except(result(O.Text));
    if (O.Kind != OperandKind::Address)
      return;
    const Place &P = F.Places[O.Index];
    if (std::optional<SlotKey> Slot = slotAt(P))
      Result.except(slot(Slot->Record, Slot->Field));
    else if (P.isVariable())
      exceptLoaded(Variables[P.Index]);
  }

  void judgeCall(const Event &E) {
    const Contract *C = contractOf(E);
    for (unsigned I = 0; I != E.Operands.size(); ++I) {
      Set Passed = comingTo(E.Operands[I]);
      if (Passed.none())
        continue;
      if (C)
        judgeContractArgument(E, *C, I, Passed);
      else if (Program.Bodies.count(E.Callee))
        pass(Passed, parameter(E.Callee, I));
      else
        except(Passed);
    }
  }

  void judgeContractArgument(const Event &E, const Contract &C, unsigned Index,
                             const Set &Passed) {
    // A result that stands for the argument is followed by itself.
    if (!uses(C, Index))
      except(Passed);
    for (const ArgumentEffect &A : C.Arguments)
      if (A.Effect == Effect::Callback && A.Opaque == Index) {
        passToCallback(E, A.Index, A.OpaqueParameter, Passed);
        if (A.Notify)
          passToCallback(E, *A.Notify, 0, Passed);
      }
  }

  void passToCallback(const Event &E, unsigned Callback, unsigned Parameter,
                      const Set &Passed) {
    if (Callback >= E.Operands.size())
      return;
    const Operand &O = E.Operands[Callback];
    bool IsNull = O.Kind == OperandKind::Integer && O.Integer == 0;
    const Contract *C = O.Kind == OperandKind::Function
                            ? Program.Known.find(Name(plainName(O.Text)))
                            : nullptr;
    if (C ? borrows(*C, Parameter) : IsNull)
      return;
    if (!C && Program.Bodies.count(O.Text))
      pass(Passed, parameter(O.Text, Parameter));
    else
      except(Passed);
  }

  void judgePointerCall(const Event &E) {
    bool Named = !E.Target->Steps.empty() &&
                 E.Target->Steps.back().Kind == StepKind::Field;
    for (unsigned I = 0; I != E.Operands.size(); ++I) {
      Set Passed = comingTo(E.Operands[I]);
      if (Passed.none())
        continue;
      if (!Named) {
        except(Passed);
        continue;
      }
      const Step &Last = E.Target->Steps.back();
      const Contract *Hook =
          Program.Known.find(hookName(Last.Record, Last.Field));
      if (!Hook)
        pass(Passed, pointerParameter({Last.Record, Last.Field}, I));
      else if (!borrows(*Hook, I))
        except(Passed);
    }
  }

  void except(const Set &Passed) {
    for (unsigned I : Passed.set_bits())
      Result.except(Origins[I]);
  }

  /// Not the parameters: what a callee does with the variable is done to a copy
  /// of the pointer.
  void exceptLoaded(const Set &Passed) {
    for (unsigned I : Passed.set_bits())
      if (Origins[I].Is != Node::Kind::Parameter)
        Result.except(Origins[I]);
  }

  void pass(const Set &Passed, const Node &To) {
    for (unsigned I : Passed.set_bits())
      Result.pass(Origins[I], To);
  }

  const Borrowing &Program;
  Flow &Result;
  const Function &F;
  std::vector<Node> Origins;
  std::map<Node, unsigned> Indices;
  std::vector<Set> Variables, Temporaries;
  bool Changed = false;
};

Borrowing::Borrowing(const Program &P, const Contracts &C) : Known(C) {
  findTargets(P);
  readBodies(P);
  spread();
}

void Borrowing::addTarget(const Member &Pointer, Name Function) {
  Targets[Pointer].insert(Function);
  PointersTo[Function].insert(Pointer);
  except(result(Function));
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
            addTarget(
                {E.Target->Steps.back().Record, E.Target->Steps.back().Field},
                E.Operands[0].Text);
  }
  for (const FunctionTable &Table : P.tables())
    for (const FunctionTable::Entry &Entry : Table.Entries)
      addTarget({Entry.Record, Entry.Field}, Entry.Function);
}

void Borrowing::readBodies(const Program &P) {
  for (const LinkField &Link : P.links())
    if (Link.Strong)
      except(slot(Link.Record, Link.Field));
  FlowGraph Graph(*this);
  for (const ProgramFunction *F : P.functions())
    for (const Function &Body : F->Variants)
      BodyReader(*this, Graph, Body).read();
}

void Borrowing::except(const Node &N) {
  if (Exceptions.insert(N).second)
    Unspread.push_back(N);
}

/// Whatever gives a pointer to someone who does more than use it does so, too.
void Borrowing::spread() {
  for (const auto &[To, From] : Sources)
    if (To.Is == Node::Kind::PointerParameter) {
      auto It = Targets.find({To.Owner, To.Field});
      if (It == Targets.end() || !llvm::all_of(It->second, [&](Name Key) {
            return Bodies.count(Key) != 0;
          }))
        except(To);
    }
  while (!Unspread.empty()) {
    Node Next = Unspread.back();
    Unspread.pop_back();
    if (auto It = Sources.find(Next); It != Sources.end())
      for (const Node &From : It->second)
        except(From);
    if (Next.Is != Node::Kind::Parameter)
      continue;
    if (auto It = PointersTo.find(Next.Owner); It != PointersTo.end())
      for (const Member &Pointer : It->second)
        except(pointerParameter(Pointer, Next.Parameter));
  }
}

bool Borrowing::onlyBorrows(Name Function, unsigned Parameter) const {
  return Bodies.count(Function) &&
         !Exceptions.count(parameter(Function, Parameter));
}

bool Borrowing::onlyBorrows(Name Record, Name Field, unsigned Parameter) const {
  auto It = Targets.find({Record, Field});
  return It != Targets.end() && llvm::all_of(It->second, [&](Name Key) {
           return onlyBorrows(Key, Parameter);
         });
}

bool Borrowing::onlyBorrows(const SlotKey &Slot) const {
  return !Exceptions.count(slot(Slot.Record, Slot.Field));
}

std::set<SlotKey> Borrowing::slotsTakenFrom(const Function &Body) const {
  TakenSlots Result(*this);
  BodyReader(*this, Result, Body).read();
  return Result.Slots;
}
