//===- TidyControlFlow.cpp - Shortens the ways through a function ---------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Body.h"
#include "analyzer/capture/Reads.h"
#include "analyzer/capture/Tidy.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

template <class Visitor> void forEachTarget(Terminator &T, Visitor Visit) {
  for (Terminator::Case &Case : T.Cases)
    Visit(Case.Target);
  for (BlockId &Target : T.Targets)
    Visit(Target);
}

void goTo(Terminator &T, BlockId Target) {
  T = Terminator();
  T.Targets = {Target};
}

/// The target of a branch on a constant.
std::optional<BlockId> decided(const Terminator &T, const Operand &Value) {
  if (T.Kind != TerminatorKind::Branch)
    return std::nullopt;
  switch (Value.Kind) {
  case OperandKind::Null:
    return T.Targets[1];
  case OperandKind::Integer:
    return T.Targets[Value.Integer ? 0 : 1];
  case OperandKind::Address:
  case OperandKind::Function:
  case OperandKind::String:
    return T.Targets[0];
  default:
    return std::nullopt;
  }
}

void decideConstants(Function &F) {
  for (Block &B : F.Blocks)
    if (std::optional<BlockId> Target = decided(B.End, B.End.Value))
      goTo(B.End, *Target);
}

/// A block that does nothing but test a variable, perhaps through a chain of
/// `!` and `!= 0`.
struct PureTest {
  VariableId Tested = NoId;
  bool Negated = false;
};

bool isZero(const Operand &O) {
  return O.Kind == OperandKind::Null ||
         (O.Kind == OperandKind::Integer && O.Integer == 0);
}

/// Follows one event of a test; false if it is something else.
bool extendTest(const Event &E, Operand &Value, PureTest &Test) {
  if (E.Kind == EventKind::Load && E.Target->isVariable() &&
      Test.Tested == NoId) {
    Test.Tested = E.Target->Index;
  } else if (E.Kind == EventKind::Compute && Test.Tested == NoId &&
             E.Operands[0].Kind == OperandKind::Variable) {
    Test.Tested = E.Operands[0].Index;
    Test.Negated ^= E.Callee.str() == "!" || E.Callee.str() == "==";
  } else if (E.Kind == EventKind::Compute && E.Operands[0] == Value) {
    Test.Negated ^= E.Callee.str() == "!" || E.Callee.str() == "==";
  } else {
    return false;
  }
  if (E.Kind == EventKind::Compute && E.Callee.str() != "!")
    if ((E.Callee.str() != "!=" && E.Callee.str() != "==") ||
        !isZero(E.Operands[1]))
      return false;
  Value = indexed(OperandKind::Temporary, E.Result);
  return true;
}

std::optional<PureTest> pureTest(const Block &B, const Reads &Counts) {
  if (B.End.Kind != TerminatorKind::Branch)
    return std::nullopt;
  PureTest Test;
  Operand Value;
  for (const Event &E : B.Events)
    if (!extendTest(E, Value, Test) || Counts.OfTemporary[E.Result] != 1)
      return std::nullopt;
  if (B.Events.empty() && B.End.Value.Kind == OperandKind::Variable) {
    Test.Tested = B.End.Value.Index;
    return Test;
  }
  if (B.Events.empty() || !(B.End.Value == Value))
    return std::nullopt;
  return Test;
}

/// Where the last event of \p B stores a constant into \p Variable: that.
const Operand *lastStored(const Block &B, VariableId Variable) {
  if (B.Events.empty())
    return nullptr;
  const Event &Last = B.Events.back();
  if (Last.Kind != EventKind::Store || !Last.Target->isVariable() ||
      Last.Target->Index != Variable)
    return nullptr;
  return &Last.Operands[0];
}

/// What the test at the end of \p Edge tests when it is reached from \p From;
/// null unless \p From has just stored it.
const Operand *testedAfter(const Function &F, const Block &From, BlockId Edge,
                           const Reads &Counts, bool &Negated) {
  std::optional<PureTest> Test = pureTest(F.Blocks[Edge], Counts);
  if (!Test)
    return nullptr;
  Negated = Test->Negated;
  return lastStored(From, Test->Tested);
}

BlockId otherTarget(const Terminator &T, BlockId Target) {
  return Target == T.Targets[0] ? T.Targets[1] : T.Targets[0];
}

/// `x = 1; goto t; t: if (x)` goes where the test would: asserts and `?:` in
/// conditions become the branches of the source. Short circuits store before
/// their own branch, so each edge is threaded for itself.
bool threadEdge(Function &F, const Block &From, BlockId &Edge,
                const Reads &Counts) {
  bool Negated = false;
  const Operand *Stored = testedAfter(F, From, Edge, Counts, Negated);
  if (!Stored)
    return false;
  const Terminator &T = F.Blocks[Edge].End;
  std::optional<BlockId> Target = decided(T, *Stored);
  if (!Target)
    return false;
  Edge = Negated ? otherTarget(T, *Target) : *Target;
  return true;
}

/// `x = y; goto t; t: if (x)` tests y at once.
void threadValue(Function &F, Block &From, const Reads &Counts) {
  if (From.End.Kind != TerminatorKind::Goto)
    return;
  bool Negated = false;
  const Operand *Stored =
      testedAfter(F, From, From.End.Targets[0], Counts, Negated);
  if (!Stored || Stored->Kind == OperandKind::Unknown)
    return;
  Operand Value = *Stored;
  From.End = F.Blocks[From.End.Targets[0]].End;
  From.End.Value = Value;
  if (Negated)
    std::swap(From.End.Targets[0], From.End.Targets[1]);
}

void threadTests(Function &F) {
  Reads Counts(F);
  for (Block &B : F.Blocks) {
    forEachTarget(B.End, [&](BlockId &Edge) {
      for (int Limit = 8; Limit && threadEdge(F, B, Edge, Counts); --Limit)
        ;
    });
    threadValue(F, B, Counts);
  }
}

/// The block that an edge to \p Id reaches after passing through empty ones.
BlockId skipEmpty(const Function &F, BlockId Id) {
  for (size_t Limit = F.Blocks.size(); Limit; --Limit) {
    const Block &B = F.Blocks[Id];
    if (!B.Events.empty() || B.End.Kind != TerminatorKind::Goto)
      return Id;
    Id = B.End.Targets[0];
  }
  return Id;
}

void simplifyEdges(Function &F) {
  for (Block &B : F.Blocks) {
    forEachTarget(B.End, [&](BlockId &Edge) { Edge = skipEmpty(F, Edge); });
    Terminator &T = B.End;
    if (T.Kind == TerminatorKind::Branch && T.Targets[0] == T.Targets[1])
      goTo(T, T.Targets[0]);
  }
}

/// Reverse postorder of the blocks that the entry reaches.
std::vector<BlockId> reachable(Function &F) {
  std::vector<char> Seen(F.Blocks.size());
  std::vector<BlockId> Order;
  std::vector<std::pair<BlockId, std::vector<BlockId>>> Path;
  auto Enter = [&](BlockId Id) {
    if (Seen[Id])
      return;
    Seen[Id] = true;
    std::vector<BlockId> Next;
    forEachTarget(F.Blocks[Id].End, [&](BlockId &T) { Next.push_back(T); });
    // Taken from the back: the false arm first, so that the true arm comes
    // first in the reversed order.
    Path.push_back({Id, std::move(Next)});
  };
  Enter(0);
  while (!Path.empty()) {
    auto &[Id, Next] = Path.back();
    if (Next.empty()) {
      Order.push_back(Id);
      Path.pop_back();
      continue;
    }
    BlockId Target = Next.back();
    Next.pop_back();
    Enter(Target);
  }
  std::reverse(Order.begin(), Order.end());
  return Order;
}

/// Appends to each block the only successor that has no other predecessor.
void mergeChains(Function &F) {
  std::vector<unsigned> Predecessors(F.Blocks.size());
  ++Predecessors[0];
  for (Block &B : F.Blocks)
    forEachTarget(B.End, [&](BlockId &Target) { ++Predecessors[Target]; });
  for (BlockId Id = 0; Id < F.Blocks.size(); ++Id) {
    Block &B = F.Blocks[Id];
    while (B.End.Kind == TerminatorKind::Goto) {
      BlockId Target = B.End.Targets[0];
      if (Predecessors[Target] != 1 || Target == Id)
        break;
      Block &Next = F.Blocks[Target];
      llvm::append_range(B.Events, std::move(Next.Events));
      B.End = std::move(Next.End);
      Next = Block();
      Next.End.Kind = TerminatorKind::Unreachable;
    }
  }
}

void keepReachable(Function &F) {
  std::vector<BlockId> Order = reachable(F);
  std::vector<BlockId> NewId(F.Blocks.size(), NoId);
  std::vector<Block> Kept;
  for (BlockId Id : Order) {
    NewId[Id] = Kept.size();
    Kept.push_back(std::move(F.Blocks[Id]));
  }
  F.Blocks = std::move(Kept);
  for (Block &B : F.Blocks)
    forEachTarget(B.End, [&](BlockId &Target) { Target = NewId[Target]; });
}

} // namespace

void qomlint::tidyControlFlow(Function &F) {
  decideConstants(F);
  simplifyEdges(F);
  threadTests(F);
  simplifyEdges(F);
  keepReachable(F);
  mergeChains(F);
  keepReachable(F);
}
