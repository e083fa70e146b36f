//===- LoopNumbers.cpp - What a loop counts -------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/LoopNumbers.h"
#include "llvm/Support/MathExtras.h"

using namespace qomlint;

void LoopNumbers::note(ValueId Address, ValueId Stored) {
  if (Terms[Stored].Kind != ValueKind::Integer)
    return;
  Range Now = Range::exactly(Terms[Stored].Number);
  Range *Known = Held.find(Address);
  Held[Address] = Known ? Known->unite(Now) : Now;
}

/// The constant that the value adds to another one.
std::optional<int64_t> LoopNumbers::stepOf(ValueId Id) const {
  const Value &V = Terms[Id];
  if (V.Kind != ValueKind::Compute || Terms[V.Other].Kind != ValueKind::Integer)
    return std::nullopt;
  int64_t Number = Terms[V.Other].Number;
  if (V.Text.str() == "+")
    return Number;
  if (V.Text.str() == "-" && Number != std::numeric_limits<int64_t>::min())
    return -Number;
  return std::nullopt;
}

static Range shifted(Range R, int64_t By) {
  // A bound that is none stays so.
  if (R.Low != Range::any().Low && llvm::AddOverflow(R.Low, By, R.Low))
    R.Low = Range::any().Low;
  if (R.High != Range::any().High && llvm::AddOverflow(R.High, By, R.High))
    R.High = Range::any().High;
  R.NonZero = false;
  return R;
}

/// What the path knows of a number that may be a sum.
Range LoopNumbers::rangeOf(const State &S, ValueId Id) const {
  if (std::optional<int64_t> Step = stepOf(Id))
    return shifted(S.rangeOf(Terms, Terms[Id].Base), *Step);
  return S.rangeOf(Terms, Id);
}

static Range atLeast(int64_t Low) { return {Low, Range::any().High, false}; }
static Range atMost(int64_t High) { return {Range::any().Low, High, false}; }

Range LoopNumbers::inLaterRounds(const State &S, ValueId Address, ValueId Now,
                                 ValueId First) const {
  Range Known = rangeOf(S, Now);
  if (std::optional<int64_t> Step = stepOf(Now))
    return *Step > 0 ? atLeast(Known.Low) : atMost(Known.High);
  if (Terms[Now].Kind != ValueKind::Integer ||
      Terms[First].Kind != ValueKind::Integer)
    return Range::any();
  // What went up and down stays on its side of where it came from, no more.
  int64_t Start = Terms[First].Number;
  const Range *Before = Held.find(Address);
  if (Terms[Now].Number > Start)
    return atLeast(Before && Before->High <= Known.Low ? Known.Low : Start);
  return atMost(Before && Before->Low >= Known.High ? Known.High : Start);
}
