//===- events.h - What happens to references ------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Everything that the runtime does to a reference, told to one observer. The
// runtime knows nothing else of who watches; without an observer an event costs
// one relaxed load and a branch.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_EVENTS_H
#define QOM_CORE_EVENTS_H

#include "qom/object.h"

#include <atomic>

namespace qom {

enum class EventKind {
  /// Storage is about to become an object; its bytes are not valid yet.
  Initialize,
  /// A reference more; the holder has it.
  Ref,
  /// A reference less; the holder had it. Zero: finalization follows.
  Unref,
  /// A reference changes hands, the count stays: the calling code had it, the
  /// holder has it now. As when the clock list keeps the creation reference.
  Pass,
  /// The child property is there. Its Ref event came before.
  AddChild,
  /// The child property is going. Its Unref event comes after, when
  /// ObjectClass.unparent has run.
  Unparent,
  /// The count is zero; properties are about to be released.
  FinalizeBegin,
  /// instance_finalize has run on every level; only the header is left.
  FinalizeEnd,
  /// The storage is about to be freed. Only for objects of the heap.
  Free,
  /// An object was touched after FinalizeEnd, by Event::Operation. Not fatal.
  LateAccess,
  /// An unref with no reference left to drop. The runtime aborts after it.
  OverRelease,
};

/// Who has a reference. The default stands for the code that calls, whose
/// pointer is a local variable or a field of its own.
struct Holder {
  /// "child", "link", "bus", "parent bus", "clock list", ...; null for a
  /// caller.
  const char *Role = nullptr;
  /// The parent, the owner of the link, the bus, ...
  const void *Who = nullptr;
  /// Of the property, where there is one.
  const char *Name = nullptr;
};

struct Event {
  EventKind Kind;
  Object *Obj;
  /// Outlive the process's last event, like every name of a type.
  const char *TypeName;
  size_t InstanceSize;
  /// References after the event.
  uint32_t Count;
  /// The storage is the heap's: a Free follows the finalization.
  bool OnHeap;
  Holder Of;
  /// Where the public function that did this returns to. May lie in the runtime
  /// itself, when one public function uses another; the stack tells the rest.
  const void *Caller;
  /// "object_ref", "cast to clock", ... for late accesses; else null.
  const char *Operation;
};

class Observer {
public:
  virtual ~Observer() = default;

  /// Comes from whatever thread does it, without a lock. May use objects other
  /// than through the event's fields only with care: it must cause no event.
  virtual void notice(const Event &E) = 0;

  /// Asked after Free: true keeps the storage, so that late accesses stay
  /// observable; the observer frees it, if ever, with \p Free.
  virtual bool keepStorage(Object *Obj, ObjectFree *Free) { return false; }
};

extern std::atomic<Observer *> TheObserver;

/// Null stops observation. The observer must outlive its use.
void setObserver(Observer *O);

inline Observer *observer() {
  // The observer is installed before the objects that it watches are made.
  return TheObserver.load(std::memory_order_relaxed);
}

} // namespace qom

/// In a public function: where its caller goes on.
#define QOM_CALLER __builtin_return_address(0)

#endif
