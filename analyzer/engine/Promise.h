//===- Promise.h - What a function promises its callers -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Call sites believe contracts. Where the body of such a function is in the
// program, the body must keep what the contract says: a parameter that the
// caller only lends is not dropped, one that it consumes does not stay owned,
// and the result is what the caller takes it for. The same holds for hooks,
// whose callers are out of sight.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_PROMISE_H
#define QOMLINT_ENGINE_PROMISE_H

#include "analyzer/contracts/Contract.h"
#include "llvm/ADT/ArrayRef.h"

namespace qomlint {

struct Promise {
  /// The contract that says so, for messages; empty: nothing is promised.
  Name By;
  /// Parameters that are an object, and never null: a hook gets its own.
  std::vector<unsigned> NonNull;
  /// Parameters that come without a reference.
  std::vector<unsigned> Borrowed;
  /// ... and to which the function takes one that it keeps.
  std::vector<unsigned> Taken;
  /// Parameters that come with one, which the function drops or keeps.
  std::vector<unsigned> Consumed;
  /// Those of them that are arrays.
  std::vector<unsigned> Arrays;
  /// None: nothing is said of a counted result.
  Ownership Result = Ownership::None;
  /// Parameters that hold a borrowed result; if one is null nobody does.
  std::vector<unsigned> ResultHolders;
};

/// \p Own may be null. A hook promises only what its row spells out: an
/// opaque, for one, may come with a reference that some other function took.
Promise promiseOf(const Contract *Own, unsigned ParameterCount,
                  llvm::ArrayRef<const Contract *> Hooks);

} // namespace qomlint

#endif // QOMLINT_ENGINE_PROMISE_H
