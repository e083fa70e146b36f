//===- Values.cpp - Symbolic values of one function -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Values.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include <optional>

using namespace qomlint;

bool qomlint::isCondition(Name Operator) {
  static constexpr llvm::StringLiteral ZeroOrOne[] = {"!",  "==", "!=", "<",
                                                      "<=", ">",  ">="};
  return llvm::is_contained(ZeroOrOne, Operator.str());
}

Values::Values() {
  Terms.push_back({ValueKind::Unknown});
  intern({ValueKind::Null});
}

size_t Values::Hash::operator()(const Value &V) const {
  return llvm::hash_combine(static_cast<unsigned>(V.Kind), V.Base, V.Other,
                            V.Number, V.Text.identity(), V.Record.identity());
}

ValueId Values::intern(Value V) {
  auto [Entry, Inserted] = Ids.try_emplace(V, Terms.size());
  if (Inserted)
    Terms.push_back(V);
  return Entry->second;
}

ValueId Values::integer(int64_t Number) {
  return intern({ValueKind::Integer, 0, 0, Number});
}
ValueId Values::string(Name Text) {
  return intern({ValueKind::String, 0, 0, 0, Text});
}
ValueId Values::function(Name Key) {
  return intern({ValueKind::Function, 0, 0, 0, Key});
}
ValueId Values::parameter(uint32_t Index) {
  return intern({ValueKind::Parameter, 0, 0, Index});
}
ValueId Values::globalAddress(Name Global) {
  return intern({ValueKind::GlobalAddress, 0, 0, 0, Global});
}
ValueId Values::localAddress(uint32_t Variable) {
  return intern({ValueKind::LocalAddress, 0, 0, Variable});
}

ValueId Values::fieldAddress(ValueId Base, Name Record, Name Field) {
  if (Base == Unknown)
    return Unknown;
  const Value &B = Terms[Base];
  if (B.Kind == ValueKind::Container && B.Text == Field && B.Record == Record)
    return B.Base;
  return intern({ValueKind::FieldAddress, Base, 0, 0, Field, Record});
}

ValueId Values::elementAddress(ValueId Base, ValueId Index) {
  if (Base == Unknown)
    return Unknown;
  return intern({ValueKind::ElementAddress, Base, Index});
}

ValueId Values::content(ValueId Address) {
  if (Address == Unknown)
    return Unknown;
  return intern({ValueKind::Content, Address});
}

ValueId Values::member(ValueId Aggregate, Name Record, Name Field) {
  if (Aggregate == Unknown)
    return Unknown;
  return intern({ValueKind::Member, Aggregate, 0, 0, Field, Record});
}

ValueId Values::container(ValueId MemberAddress, Name Record, Name Field) {
  if (MemberAddress == Unknown || MemberAddress == Null)
    return MemberAddress;
  const Value &M = Terms[MemberAddress];
  if (M.Kind == ValueKind::FieldAddress && M.Text == Field &&
      M.Record == Record)
    return M.Base;
  return intern({ValueKind::Container, MemberAddress, 0, 0, Field, Record});
}

ValueId Values::symbol(SymbolKind Kind, ValueId Base, int64_t Number) {
  return intern({ValueKind::Symbol, Base, static_cast<ValueId>(Kind), Number});
}

ValueId Values::resultOf(uint32_t Event, uint32_t Visit) {
  return symbol(SymbolKind::Result, Visit, Event);
}

ValueId Values::storedBy(ValueId CallResult, size_t Index) {
  return symbol(SymbolKind::Stored, CallResult, static_cast<int64_t>(Index));
}

ValueId Values::someIndex(ValueId CallResult) {
  return symbol(SymbolKind::Index, CallResult, 0);
}

ValueId Values::copyOf(ValueId Struct, uint32_t Event, uint32_t Visit) {
  return symbol(SymbolKind::Copy, Struct,
                static_cast<int64_t>(Event) << 32 | Visit);
}

ValueId Values::inRounds(ValueId Address, uint32_t Head, uint32_t Visit) {
  return symbol(SymbolKind::Round, Address,
                static_cast<int64_t>(Head) << 32 | Visit);
}

bool Values::isOfRounds(ValueId Id, uint32_t Head) const {
  const Value &V = Terms[Id];
  return V.Kind == ValueKind::Symbol &&
         V.Other == static_cast<ValueId>(SymbolKind::Round) &&
         V.Number >> 32 == Head;
}

ValueId Values::fresh() {
  return symbol(SymbolKind::Fresh, Unknown, static_cast<int64_t>(size()));
}

namespace {

std::optional<int64_t> numberOf(const Value &V) {
  if (V.Kind == ValueKind::Null)
    return 0;
  if (V.Kind == ValueKind::Integer)
    return V.Number;
  return std::nullopt;
}

std::optional<int64_t> fold(llvm::StringRef Operator, int64_t A, int64_t B) {
  // Unsigned arithmetic: overflow of an analyzed program must not be ours.
  uint64_t UA = A, UB = B;
  if (Operator == "==")
    return A == B;
  if (Operator == "!=")
    return A != B;
  if (Operator == "<")
    return A < B;
  if (Operator == "<=")
    return A <= B;
  if (Operator == ">")
    return A > B;
  if (Operator == ">=")
    return A >= B;
  if (Operator == "&")
    return UA & UB;
  if (Operator == "|")
    return UA | UB;
  if (Operator == "^")
    return UA ^ UB;
  if (Operator == "+")
    return UA + UB;
  if (Operator == "-")
    return UA - UB;
  if (Operator == "*")
    return UA * UB;
  if (Operator == "<<" && UB < 63)
    return UA << UB;
  if (Operator == "!")
    return A == 0;
  if (Operator == "~")
    return ~A;
  return std::nullopt;
}

llvm::StringRef opposite(llvm::StringRef Operator) {
  return llvm::StringSwitch<llvm::StringRef>(Operator)
      .Case("==", "!=")
      .Case("!=", "==")
      .Case("<", ">=")
      .Case(">=", "<")
      .Case(">", "<=")
      .Case("<=", ">")
      .Default("");
}

/// The operator of the comparison with its sides exchanged.
llvm::StringRef mirrored(llvm::StringRef Operator) {
  return llvm::StringSwitch<llvm::StringRef>(Operator)
      .Case("<", ">")
      .Case(">", "<")
      .Case("<=", ">=")
      .Case(">=", "<=")
      .Cases({"==", "!="}, Operator)
      .Default("");
}

} // namespace

ValueId Values::compute(Name Operator, ValueId Left, ValueId Right) {
  if (Left == Unknown)
    return Unknown;
  const Value L = Terms[Left];
  bool Unary = Operator.str() == "!" || Operator.str() == "~";
  if (!Unary && Right == Unknown)
    return Unknown;
  std::optional<int64_t> A = numberOf(L);
  std::optional<int64_t> B = Unary ? 0 : numberOf(Terms[Right]);
  if (A && B)
    if (std::optional<int64_t> Result = fold(Operator.str(), *A, *B))
      return integer(*Result);
  if (Operator.str() == "!" && L.Kind == ValueKind::Compute &&
      !opposite(L.Text.str()).empty())
    return compute(Name(opposite(L.Text.str())), L.Base, L.Other);
  // The constant stands behind, and of two others the older one in front.
  bool IsMirrored = !Unary && !B && (A || Left > Right);
  if (IsMirrored && !mirrored(Operator.str()).empty())
    return compute(Name(mirrored(Operator.str())), Right, Left);
  return intern({ValueKind::Compute, Left, Right, 0, Operator});
}

ValueId Values::known(Name Operator, ValueId Left, ValueId Right) const {
  auto It = Ids.find({ValueKind::Compute, Left, Right, 0, Operator});
  return It == Ids.end() ? Unknown : It->second;
}

bool Values::isConstant(ValueId Id) const {
  switch (Terms[Id].Kind) {
  case ValueKind::Null:
  case ValueKind::Integer:
  case ValueKind::String:
  case ValueKind::Function:
    return true;
  default:
    return false;
  }
}

bool Values::isAddress(ValueId Id) const {
  switch (Terms[Id].Kind) {
  case ValueKind::String:
  case ValueKind::Function:
  case ValueKind::GlobalAddress:
  case ValueKind::LocalAddress:
  case ValueKind::FieldAddress:
  case ValueKind::ElementAddress:
    return true;
  default:
    return false;
  }
}

ValueId Values::root(ValueId Id) const {
  for (;;) {
    switch (Terms[Id].Kind) {
    case ValueKind::FieldAddress:
    case ValueKind::ElementAddress:
    case ValueKind::Content:
    case ValueKind::Member:
    case ValueKind::Container:
      Id = Terms[Id].Base;
      continue;
    default:
      return Id;
    }
  }
}

bool Values::isVisibleToCaller(ValueId Id) const {
  ValueKind Root = Terms[root(Id)].Kind;
  return Root == ValueKind::Parameter || Root == ValueKind::GlobalAddress;
}

bool Values::liesInElement(ValueId Address) const {
  while (Terms[Address].Kind == ValueKind::FieldAddress)
    Address = Terms[Address].Base;
  return Terms[Address].Kind == ValueKind::ElementAddress;
}

bool Values::liesAtIndex(ValueId Id, ValueId Index) const {
  for (;;) {
    const Value &V = Terms[Id];
    switch (V.Kind) {
    case ValueKind::ElementAddress:
      if (V.Other == Index)
        return true;
      [[fallthrough]];
    case ValueKind::FieldAddress:
    case ValueKind::Content:
    case ValueKind::Member:
    case ValueKind::Container:
      Id = V.Base;
      continue;
    default:
      return false;
    }
  }
}

bool Values::isExact(ValueId Address) const {
  for (;; Address = Terms[Address].Base) {
    const Value &A = Terms[Address];
    if (A.Kind == ValueKind::ElementAddress && !isConstant(A.Other))
      return false;
    if (A.Kind != ValueKind::ElementAddress &&
        A.Kind != ValueKind::FieldAddress)
      return true;
  }
}

bool Values::isOnePlace(ValueId Address) const {
  for (;; Address = Terms[Address].Base) {
    if (!isExact(Address))
      return false;
    Address = storage(Address);
    if (Terms[Address].Kind != ValueKind::Content)
      return true;
  }
}

bool Values::hasUnknownIndex(ValueId Address) const {
  for (;; Address = Terms[Address].Base) {
    const Value &A = Terms[Address];
    if (A.Kind == ValueKind::ElementAddress && A.Other == Unknown)
      return true;
    if (A.Kind != ValueKind::ElementAddress &&
        A.Kind != ValueKind::FieldAddress)
      return false;
  }
}

bool Values::mayBeSame(ValueId A, ValueId B) const {
  for (; A != B; A = Terms[A].Base, B = Terms[B].Base) {
    const Value &X = Terms[A], &Y = Terms[B];
    bool BothFields = X.Kind == ValueKind::FieldAddress &&
                      Y.Kind == ValueKind::FieldAddress && X.Text == Y.Text &&
                      X.Record == Y.Record;
    bool BothElements =
        X.Kind == ValueKind::ElementAddress &&
        Y.Kind == ValueKind::ElementAddress &&
        (X.Other == Y.Other || !isConstant(X.Other) || !isConstant(Y.Other));
    if (!BothFields && !BothElements)
      return false;
  }
  return true;
}

std::optional<Values::Position> Values::position(ValueId Address) const {
  const Value &A = Terms[Address];
  if (A.Kind == ValueKind::ElementAddress) {
    std::optional<int64_t> Index = numberOf(Terms[A.Other]);
    return Index ? std::optional<Position>({A.Base, *Index}) : std::nullopt;
  }
  if (A.Kind != ValueKind::Compute)
    return isAddress(Address) ? std::optional<Position>({Address, 0})
                              : std::nullopt;
  llvm::StringRef Operator = A.Text.str();
  std::optional<int64_t> Distance = numberOf(Terms[A.Other]);
  if (!Distance || (Operator != "+" && Operator != "-"))
    return std::nullopt;
  std::optional<Position> Result = position(A.Base);
  if (Result)
    Result->Index += Operator == "+" ? *Distance : -*Distance;
  return Result;
}

ValueId Values::storage(ValueId Address) const {
  while (Terms[Address].Kind == ValueKind::FieldAddress ||
         Terms[Address].Kind == ValueKind::ElementAddress)
    Address = Terms[Address].Base;
  return Address;
}

ValueId Values::aggregate(ValueId Member) const {
  while (Terms[Member].Kind == ValueKind::Member)
    Member = Terms[Member].Base;
  return Member;
}

bool Values::liesIn(ValueId Address, ValueId Storage) const {
  while (Address != Storage) {
    const Value &A = Terms[Address];
    if (A.Kind != ValueKind::FieldAddress &&
        A.Kind != ValueKind::ElementAddress)
      return false;
    Address = A.Base;
  }
  return true;
}

bool Values::reachesThrough(ValueId Id, ValueId Ancestor) const {
  for (;;) {
    if (Id == Ancestor)
      return true;
    switch (Terms[Id].Kind) {
    case ValueKind::FieldAddress:
    case ValueKind::ElementAddress:
    case ValueKind::Content:
    case ValueKind::Member:
    case ValueKind::Container:
      Id = Terms[Id].Base;
      continue;
    default:
      return false;
    }
  }
}
