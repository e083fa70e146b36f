//===- qdev/reset.cpp - Reset in three phases -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Enter, hold, exit. What is in reset n times leaves it after n releases. A
// tree goes through each phase as a whole, children before their parent.
//
//===----------------------------------------------------------------------===//
#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"

#include "qom/reset.h"

#include <algorithm>
#include <vector>

using namespace qom;

//===----------------------------------------------------------------------===//
// One tree
//===----------------------------------------------------------------------===//

/// Deeper than this, the reset tree has a cycle.
static constexpr unsigned MaxCount = 50;

static bool IsEntering = false;
static unsigned ExitsInProgress = 0;

static void forEachChild(Object *Obj, ResettableChildCallback Call,
                         ResetType Type) {
  if (ResettableChildForeach Each = RESETTABLE_GET_CLASS(Obj)->child_foreach)
    Each(Obj, Call, nullptr, Type);
}

static ResettableState &stateOf(Object *Obj) {
  ResettableState *State = RESETTABLE_GET_CLASS(Obj)->get_state(Obj);
  if (State->exit_phase_in_progress)
    fatal(Obj, "is reset again while it leaves reset");
  return *State;
}

static void enter(Object *Obj, void *, ResetType Type) {
  ResettableState &State = stateOf(Obj);
  bool IsFirst = State.count++ == 0;
  if (State.count > MaxCount)
    fatal(Obj, "is its own descendant in the reset tree");
  forEachChild(Obj, enter, Type);
  if (!IsFirst)
    return;
  if (ResettableEnterPhase Hook = RESETTABLE_GET_CLASS(Obj)->phases.enter)
    Hook(Obj, Type);
  State.hold_phase_pending = true;
}

static void hold(Object *Obj, void *, ResetType Type) {
  ResettableState &State = stateOf(Obj);
  forEachChild(Obj, hold, Type);
  if (!State.hold_phase_pending)
    return;
  State.hold_phase_pending = false;
  if (ResettableHoldPhase Hook = RESETTABLE_GET_CLASS(Obj)->phases.hold)
    Hook(Obj, Type);
}

static void leave(Object *Obj, void *, ResetType Type) {
  ResettableState &State = stateOf(Obj);
  if (!State.count)
    fatal(Obj, "leaves reset, but is not in it");
  State.exit_phase_in_progress = true;
  forEachChild(Obj, leave, Type);
  ResettableExitPhase Hook = RESETTABLE_GET_CLASS(Obj)->phases.exit;
  if (--State.count == 0 && Hook)
    Hook(Obj, Type);
  State.exit_phase_in_progress = false;
}

void resettable_assert_reset(Object *obj, ResetType type) {
  if (IsEntering)
    fatal(obj, "is reset while something enters reset");
  IsEntering = true;
  enter(obj, nullptr, type);
  IsEntering = false;
  hold(obj, nullptr, type);
}

void resettable_release_reset(Object *obj, ResetType type) {
  if (IsEntering)
    fatal(obj, "leaves reset while something enters reset");
  ++ExitsInProgress;
  leave(obj, nullptr, type);
  --ExitsInProgress;
}

void resettable_reset(Object *obj, ResetType type) {
  resettable_assert_reset(obj, type);
  resettable_release_reset(obj, type);
}

bool resettable_is_in_reset(Object *obj) {
  return RESETTABLE_GET_CLASS(obj)->get_state(obj)->count > 0;
}

static unsigned countOf(Object *Obj) {
  return Obj ? RESETTABLE_GET_CLASS(Obj)->get_state(Obj)->count : 0;
}

void resettable_change_parent(Object *obj, Object *newp, Object *oldp) {
  if (IsEntering || ExitsInProgress)
    fatal(obj, "moves while something enters or leaves reset");
  unsigned Old = countOf(oldp), New = countOf(newp);
  for (unsigned I = Old; I < New; ++I)
    resettable_assert_reset(obj, RESET_TYPE_COLD);
  if (Old && stateOf(obj).hold_phase_pending)
    hold(obj, nullptr, RESET_TYPE_COLD);
  for (unsigned I = New; I < Old; ++I)
    resettable_release_reset(obj, RESET_TYPE_COLD);
}

//===----------------------------------------------------------------------===//
// Everything that registered
//===----------------------------------------------------------------------===//

/// A function or an object; neither is kept alive.
struct Registered {
  QEMUResetHandler *Function;
  void *Opaque;
  Object *Obj;

  bool operator==(const Registered &) const = default;
};

static std::vector<Registered> &registered() {
  static std::vector<Registered> List;
  return List;
}

static void forget(const Registered &Which) {
  auto It = std::find(registered().begin(), registered().end(), Which);
  if (It != registered().end())
    registered().erase(It);
}

void qemu_register_reset(QEMUResetHandler *func, void *opaque) {
  registered().push_back({func, opaque, nullptr});
}

void qemu_unregister_reset(QEMUResetHandler *func, void *opaque) {
  forget({func, opaque, nullptr});
}

void qemu_register_resettable(Object *obj) {
  registered().push_back({nullptr, nullptr, obj});
}

void qemu_unregister_resettable(Object *obj) {
  forget({nullptr, nullptr, obj});
}

/// All enter, then all hold, then all exit. A function counts as a hold phase.
void qemu_devices_reset(ResetType type) {
  // What is called may unregister itself.
  const std::vector<Registered> List = registered();
  IsEntering = true;
  for (const Registered &R : List)
    if (R.Obj)
      enter(R.Obj, nullptr, type);
  IsEntering = false;
  for (const Registered &R : List) {
    if (R.Obj)
      hold(R.Obj, nullptr, type);
    else
      R.Function(R.Opaque);
  }
  ++ExitsInProgress;
  for (const Registered &R : List)
    if (R.Obj)
      leave(R.Obj, nullptr, type);
  --ExitsInProgress;
}

void qom::registerResettableType() {
  static const TypeInfo Resettable = {.name = TYPE_RESETTABLE_INTERFACE,
                                      .parent = TYPE_INTERFACE,
                                      .class_size = sizeof(ResettableClass)};
  type_register_static(&Resettable);
}
