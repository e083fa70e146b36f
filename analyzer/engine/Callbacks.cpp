//===- Callbacks.cpp - What is left to callbacks --------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

/// False if neither the callback nor the function that ends it can take over a
/// reference that was left to it.
bool Executor::mayTakeOverLater(const CallSite &Call,
                                const Summary::Callback &C) const {
  auto MayTakeOver = [&](std::optional<unsigned> Argument) {
    if (!Argument || *Argument >= Call.Arguments.size())
      return false;
    const Value &V = Terms[Call.Arguments[*Argument]];
    return V.Kind != ValueKind::Null &&
           (V.Kind != ValueKind::Function || Program.mayTakeOver(V.Text));
  };
  return MayTakeOver(C.Function) || MayTakeOver(C.Notify);
}

/// False if neither of the two does more with the opaque than use it.
bool Executor::mayTakeOverOpaque(const CallSite &Call,
                                 const Summary::Callback &C) const {
  auto OnlyBorrows = [&](std::optional<unsigned> Argument, unsigned Parameter) {
    if (!Argument || *Argument >= Call.Arguments.size())
      return true;
    const Value &V = Terms[Call.Arguments[*Argument]];
    return V.Kind == ValueKind::Null ||
           (V.Kind == ValueKind::Function &&
            Program.onlyBorrows(V.Text, Parameter));
  };
  return mayTakeOverLater(Call, C) &&
         !(OnlyBorrows(C.Function, C.OpaqueParameter) &&
           OnlyBorrows(C.Notify, 0));
}

/// True if the callback gets what its source holds as an argument, not through
/// a task, and does no more than use it.
bool Executor::onlyBorrowsSource(const CallSite &Call,
                                 const Summary::Callback &C) const {
  if (C.Runs != CallTime::Repeatedly || C.Function >= Call.Arguments.size())
    return false;
  const Value &V = Terms[Call.Arguments[C.Function]];
  for (unsigned I = 0; I != C.OpaqueParameter; ++I)
    if (V.Kind != ValueKind::Function || !Program.onlyBorrows(V.Text, I))
      return false;
  return true;
}

/// An object that an asynchronous call holds until its callback has run: the
/// creator may leave its own reference to the callback as well, which drops
/// what it gets from the task, although `qio_task_get_source` only lends it
/// (`socket_outgoing_migration` does).
void Executor::leaveToCallback(State &S, const CallSite &Call,
                               const Summary &Callee, const Outcome &O) {
  if (llvm::none_of(Callee.Callbacks, [&](const Summary::Callback &C) {
        return mayTakeOverLater(Call, C) && !onlyBorrowsSource(Call, C);
      }))
    return;
  for (const ReferenceEffect &E : O.Effects)
    if (E.Action == ReferenceAction::Hold && !E.Holder.argument())
      escape(S, resolve(S, E.Object, Call, Values::Unknown), Silence::Opaque);
}

void Executor::leaveOpaques(State &S, const CallSite &Call,
                            const Summary &Callee) {
  for (const Summary::Callback &C : Callee.Callbacks) {
    if (!C.Opaque || *C.Opaque >= Call.Arguments.size())
      continue;
    ValueId Opaque = Call.Arguments[*C.Opaque];
    // Handlers that run any number of times do not take what they are given;
    // one that runs once may have been given a reference to drop.
    if (C.Runs != CallTime::Now && C.Runs != CallTime::Repeatedly &&
        mayTakeOverOpaque(Call, C))
      escape(S, Opaque, Silence::Opaque);
    if (Terms[Opaque].Kind == ValueKind::LocalAddress)
      forget(S, Opaque);
  }
}
