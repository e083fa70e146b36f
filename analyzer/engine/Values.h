//===- Values.h - Symbolic values of one function -------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What an expression may stand for, as hash-consed terms: equal terms have
// equal ids, so that `s->clk` read twice is one object and a flag tested twice
// is one condition. An object is the value of a pointer to it.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_VALUES_H
#define QOMLINT_ENGINE_VALUES_H

#include "analyzer/facts/Name.h"
#include <cstdint>
#include <unordered_map>
#include <vector>

namespace qomlint {

/// Index of a term in its Values.
using ValueId = uint32_t;

enum class ValueKind : uint8_t {
  Unknown, ///< no two are equal; never a key of anything
  Null,
  Integer,        ///< Number
  String,         ///< Text
  Function,       ///< Text: the key
  Parameter,      ///< Number: what it held at entry
  GlobalAddress,  ///< Text
  LocalAddress,   ///< Number: the variable
  FieldAddress,   ///< Base, Text: field, Record
  ElementAddress, ///< Base, Other: the index
  Content,        ///< Base: what the address held at entry
  Member,         ///< Base: a struct value, Text, Record
  Container,      ///< Base: the member's address, Text, Record
  Compute,        ///< Text: the operator, Base, Other
  Symbol,         ///< a fresh value. Other: its SymbolKind, Base, Number: which
};

/// Where a fresh value came from. Symbols of different kinds are never equal.
enum class SymbolKind : uint8_t {
  Result, ///< of the event Number, in its Base-th processing
  Stored, ///< by the call whose result is Base, in its Number-th store
  Index,  ///< of some element, in the call whose result is Base, or in any
  Copy,   ///< of the struct at Base, made by the event Number >> 32
  Round,  ///< at the place Base, in rounds of a loop. Number: which loop, when
  Fresh,  ///< equal to nothing else
};

/// True if the operator's results are 0 or 1.
bool isCondition(Name Operator);

struct Value {
  ValueKind Kind = ValueKind::Unknown;
  ValueId Base = 0, Other = 0;
  int64_t Number = 0;
  Name Text = {}, Record = {};

  friend bool operator==(const Value &A, const Value &B) {
    return A.Kind == B.Kind && A.Base == B.Base && A.Other == B.Other &&
           A.Number == B.Number && A.Text == B.Text && A.Record == B.Record;
  }
};

/// The terms of one function. Ids 0 and 1 are Unknown and Null.
class Values {
public:
  static constexpr ValueId Unknown = 0;
  static constexpr ValueId Null = 1;

  Values();

  const Value &operator[](ValueId Id) const { return Terms[Id]; }
  size_t size() const { return Terms.size(); }

  ValueId integer(int64_t Number);
  ValueId string(Name Text);
  ValueId function(Name Key);
  ValueId parameter(uint32_t Index);
  ValueId globalAddress(Name Global);
  ValueId localAddress(uint32_t Variable);
  /// The address of a field. The container of a field's address is the record
  /// itself again.
  ValueId fieldAddress(ValueId Base, Name Record, Name Field);
  ValueId elementAddress(ValueId Base, ValueId Index);
  ValueId content(ValueId Address);
  ValueId member(ValueId Aggregate, Name Record, Name Field);
  ValueId container(ValueId MemberAddress, Name Record, Name Field);
  /// Folds constants; `!` of a comparison is the opposite comparison.
  ValueId compute(Name Operator, ValueId Left, ValueId Right);
  /// The value of an event in its \p Visit-th processing; two paths that pass
  /// there together share it.
  ValueId resultOf(uint32_t Event, uint32_t Visit);
  /// What a call stores somewhere, if nothing more is known of it.
  ValueId storedBy(ValueId CallResult, size_t Index);
  /// The index of some element that a call deals with; of any call if that is
  /// Unknown.
  ValueId someIndex(ValueId CallResult);
  /// The struct at an address of the frame, as the event finds it in its
  /// \p Visit-th processing.
  ValueId copyOf(ValueId Struct, uint32_t Event, uint32_t Visit);
  /// What the place holds in the rounds that the \p Visit-th processing of a
  /// loop's head stands for.
  ValueId inRounds(ValueId Address, uint32_t Head, uint32_t Visit);
  bool isOfRounds(ValueId Id, uint32_t Head) const;
  /// A value that is equal to no other.
  ValueId fresh();

  /// What compute() has made of them, if it has.
  ValueId known(Name Operator, ValueId Left, ValueId Right) const;

  bool isConstant(ValueId Id) const;
  /// An address that cannot be null.
  bool isAddress(ValueId Id) const;
  /// True if the term is made of parameters, globals and what they point to, so
  /// that it means something to a caller.
  bool isVisibleToCaller(ValueId Id) const;
  /// The value at the bottom of an address or content term.
  ValueId root(ValueId Id) const;
  /// True if the address is an element of an array, or lies in one.
  bool liesInElement(ValueId Address) const;
  /// True if an element with that index is on the way to \p Id.
  bool liesAtIndex(ValueId Id, ValueId Index) const;
  /// False if it is an element, or lies in one, whose index is no constant.
  bool isExact(ValueId Address) const;
  /// The same of it and of what it is reached through: it cannot stand for
  /// several elements of an array.
  bool isOnePlace(ValueId Address) const;
  /// True if it is an element, or lies in one, of whose index nothing is known:
  /// not even what is equal to itself is the same element for certain.
  bool hasUnknownIndex(ValueId Address) const;
  /// True if the addresses differ at most in indices that are not known.
  bool mayBeSame(ValueId A, ValueId B) const;
  /// The struct value that the member is one of; any other term is its own.
  ValueId aggregate(ValueId Member) const;
  /// Where in an array an address is, as far as that is a number: `a[2]` and
  /// `a + 2` are 2 of `a`, and so is `a` itself 0. Any other value is none.
  struct Position {
    ValueId Array = 0;
    int64_t Index = 0;
  };
  std::optional<Position> position(ValueId Address) const;
  /// What the address lies in: it without its last fields and elements.
  ValueId storage(ValueId Address) const;
  /// True if \p Address is \p Storage or lies in it, or in a member of it.
  bool liesIn(ValueId Address, ValueId Storage) const;
  /// True if \p Id is \p Ancestor or a part of, or reached through it.
  bool reachesThrough(ValueId Id, ValueId Ancestor) const;

private:
  ValueId intern(Value V);
  ValueId symbol(SymbolKind Kind, ValueId Base, int64_t Number);

  struct Hash {
    size_t operator()(const Value &V) const;
  };
  std::vector<Value> Terms;
  std::unordered_map<Value, ValueId, Hash> Ids;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_VALUES_H
