//===- Watcher.h - Sees what the executor sees ----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_WATCHER_H
#define QOMLINT_ENGINE_WATCHER_H

#include "analyzer/engine/State.h"

namespace qomlint {

struct Exit;

/// Is told of each step of an execution, and changes none. Arguments are valid
/// during the call.
class Watcher {
public:
  virtual ~Watcher() = default;

  virtual void entering(const State &Entry) = 0;
  /// The event is executed on all \p States together, and leaves others.
  virtual void before(const Event &E, const std::vector<State> &States) = 0;
  virtual void after(const Event &E, const std::vector<State> &States) = 0;
  /// A call did something to an object that its callee knows by \p Path, or
  /// (\p InSlot) stored it at the address that its callee knows by \p Path.
  virtual void reached(const Event &E, const AccessPath &Path, bool InSlot,
                       ValueId Object) = 0;
  /// A path ends; \p E tells what is there before slots and caller have got
  /// their shares.
  virtual void returning(const Exit &E) = 0;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_WATCHER_H
