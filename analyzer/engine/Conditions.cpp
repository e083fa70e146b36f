//===- Conditions.cpp - What is known of numbers and null -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"

using namespace qomlint;

namespace {

/// Without a number that is not at an end of the range, it has a gap; of those
/// only zero is known.
Range without(Range R, int64_t N) {
  if (N == 0)
    return Range::nonZero();
  if (R.Low == N && N != Range::any().High)
    return {N + 1, R.High, R.NonZero};
  if (R.High == N && N != Range::any().Low)
    return {R.Low, N - 1, R.NonZero};
  return R;
}

/// The values of x, of those Known, for which `x op N` holds.
std::optional<Range> rangeOfComparison(llvm::StringRef Operator, int64_t N,
                                       Range Known) {
  constexpr int64_t Min = std::numeric_limits<int64_t>::min();
  constexpr int64_t Max = std::numeric_limits<int64_t>::max();
  if (Operator == "==")
    return Range::exactly(N);
  if (Operator == "!=")
    return without(Known, N);
  if (Operator == "<" && N != Min)
    return Range{Min, N - 1, false};
  if (Operator == "<=")
    return Range{Min, N, false};
  if (Operator == ">" && N != Max)
    return Range{N + 1, Max, false};
  if (Operator == ">=")
    return Range{N, Max, false};
  return std::nullopt;
}

llvm::StringRef negated(llvm::StringRef Operator) {
  if (Operator == "==")
    return "!=";
  if (Operator == "!=")
    return "==";
  if (Operator == "<")
    return ">=";
  if (Operator == ">=")
    return "<";
  if (Operator == ">")
    return "<=";
  return Operator == "<=" ? ">" : "";
}

std::optional<int64_t> numberOf(const Value &V) {
  if (V.Kind == ValueKind::Null)
    return 0;
  if (V.Kind == ValueKind::Integer)
    return V.Number;
  return std::nullopt;
}

} // namespace

/// Two globals, or two objects that were created here, are at different
/// addresses, and so are what was created here and what was there at entry. Of
/// other pointers nothing is known.
bool Executor::differ(const State &S, ValueId A, ValueId B) const {
  auto IsNew = [&](ValueId Id) {
    const ObjectState *O = S.object(Id);
    return O && O->Origin == Origin::Created;
  };
  auto IsGlobal = [&](ValueId Id) {
    return Terms[Id].Kind == ValueKind::GlobalAddress;
  };
  auto AtEntry = [&](ValueId Id) {
    ValueKind Kind = Terms[Id].Kind;
    return Kind == ValueKind::Parameter || Kind == ValueKind::Content;
  };
  return A != B &&
         ((IsGlobal(A) && IsGlobal(B)) ||
          (IsNew(A) && (IsNew(B) || AtEntry(B))) || (AtEntry(A) && IsNew(B)));
}

/// Of two values the first is less, equal or greater: which of these a
/// comparison allows, as bits.
static unsigned relationsOf(llvm::StringRef Operator) {
  constexpr unsigned Less = 1, Equal = 2, Greater = 4;
  return llvm::StringSwitch<unsigned>(Operator)
      .Case("<", Less)
      .Case("<=", Less | Equal)
      .Case("==", Equal)
      .Case("!=", Less | Greater)
      .Case(">", Greater)
      .Case(">=", Greater | Equal)
      .Default(0);
}

/// What other comparisons of the same two values say of this one.
static std::optional<bool> compareAsBefore(const Values &Terms, const State &S,
                                           const Value &Comparison) {
  constexpr unsigned All = 7;
  static const Name Operators[] = {Name("<"),  Name("<="), Name("=="),
                                   Name("!="), Name(">"),  Name(">=")};
  unsigned Wanted = relationsOf(Comparison.Text.str()), Left = All;
  if (!Wanted)
    return std::nullopt;
  for (Name Operator : Operators)
    if (ValueId Other =
            Terms.known(Operator, Comparison.Base, Comparison.Other)) {
      Range Known = S.rangeOf(Terms, Other);
      unsigned Allowed = relationsOf(Operator.str());
      if (Known.excludesZero())
        Left &= Allowed;
      else if (Known.isZero())
        Left &= All & ~Allowed;
    }
  if (!(Left & Wanted))
    return false;
  return (Left & ~Wanted) ? std::nullopt : std::optional<bool>(true);
}

/// What a comparison of two places in one array yields.
static std::optional<bool> comparePositions(const Values &Terms,
                                            const Value &Comparison) {
  std::optional<Values::Position> A = Terms.position(Comparison.Base),
                                  B = Terms.position(Comparison.Other);
  if (!A || !B || A->Array != B->Array)
    return std::nullopt;
  std::optional<Range> Holds =
      rangeOfComparison(Comparison.Text.str(), 0, Range::any());
  if (!Holds)
    return std::nullopt;
  Range Distance = Range::exactly(A->Index - B->Index);
  return !Distance.intersect(*Holds).isEmpty();
}

std::optional<bool> Executor::truth(const State &S, ValueId Id) const {
  Range Known = rangeOf(S, Id);
  if (Known.isZero())
    return false;
  if (Known.excludesZero())
    return true;
  const Value &V = Terms[Id];
  if (V.Kind != ValueKind::Compute)
    return std::nullopt;
  llvm::StringRef Operator = V.Text.str();
  if (Operator == "!") {
    std::optional<bool> Inner = truth(S, V.Base);
    return Inner ? std::optional<bool>(!*Inner) : std::nullopt;
  }
  if (std::optional<int64_t> N = numberOf(Terms[V.Other])) {
    Range Left = rangeOf(S, V.Base);
    std::optional<Range> Holds = rangeOfComparison(Operator, *N, Left);
    std::optional<Range> Fails = rangeOfComparison(negated(Operator), *N, Left);
    if (Holds && Left.intersect(*Holds).isEmpty())
      return false;
    if (Fails && Left.intersect(*Fails).isEmpty())
      return true;
    return compareAsBefore(Terms, S, V);
  }
  if (V.Base == V.Other && (Operator == "==" || Operator == "!="))
    return Operator == "==";
  if (std::optional<bool> Known = comparePositions(Terms, V))
    return Known;
  if ((Operator == "==" || Operator == "!=") && differ(S, V.Base, V.Other))
    return Operator == "!=";
  return compareAsBefore(Terms, S, V);
}

/// True if a callee's precondition says that a pointer is null which came with
/// a parameter, and neither this function nor a caller has said so.
bool Executor::isAssumption(const State &S, ValueId Id, Range R) const {
  const Value &V = Terms[Id];
  return R.isZero() && V.Kind == ValueKind::Parameter &&
         V.Number < F.ParameterCount && F.Variables[V.Number].Pointer &&
         rangeOf(S, Id) == Range::any() &&
         !Program.isPassedNull(F.Key, V.Number);
}

bool Executor::restrict(State &S, ValueId Id, Range R) {
  if (Id == Values::Unknown || R == Range::any())
    return true;
  Range Known = rangeOf(S, Id).intersect(R);
  if (Known.isEmpty())
    return false;
  if (!Terms.isConstant(Id) && !Terms.isAddress(Id))
    S.Ranges[Id] = Known;
  return true;
}

/// Of a pair one of which has turned out not to hold, the other one does.
bool Executor::concludeFromPairs(State &S) {
  auto Fails = [&](Literal L) { return truth(S, L.Id) == !L.NonZero; };
  auto IsDecided = [&](const std::pair<Literal, Literal> &Pair) {
    return Fails(Pair.first) || Fails(Pair.second);
  };
  for (auto It = llvm::find_if(S.Either, IsDecided); It != S.Either.end();
       It = llvm::find_if(S.Either, IsDecided)) {
    Literal Left = Fails(It->first) ? It->second : It->first;
    S.Either.erase(It);
    if (!assume(S, Left.Id, Left.NonZero))
      return false;
  }
  return true;
}

bool Executor::assume(State &S, ValueId Id, bool Truth) {
  if (std::optional<bool> Known = truth(S, Id))
    return *Known == Truth;
  return assumeNew(S, Id, Truth) && concludeFromPairs(S);
}

/// What is not known yet.
bool Executor::assumeNew(State &S, ValueId Id, bool Truth) {
  const Value V = Terms[Id];
  if (V.Kind == ValueKind::Compute) {
    if (V.Text.str() == "!" && !assume(S, V.Base, !Truth))
      return false;
    if (std::optional<int64_t> N = numberOf(Terms[V.Other])) {
      llvm::StringRef Operator = Truth ? V.Text.str() : negated(V.Text.str());
      std::optional<Range> R =
          rangeOfComparison(Operator, *N, rangeOf(S, V.Base));
      if (R && !restrict(S, V.Base, *R))
        return false;
    }
  }
  return restrict(S, Id, Truth ? Range::nonZero() : Range::exactly(0));
}
