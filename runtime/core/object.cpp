//===- object.cpp - Creation, counting, the end ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The life of an object:
//
//   created       count 1; instance_init base first, then instance_post_init
//   counted       take and drop; each reference is somebody's
//   count 0       1. every property's release callback, of instance and class:
//                    children are unparented, strong links dropped
//                 2. instance_finalize, leaf first
//                 3. checks: nobody took a reference, nobody is the parent
//                 4. the storage is freed if it is the heap's
//
// There is no way back from count 0.
//
//===----------------------------------------------------------------------===//
#include "object.h"

#include "fatal.h"
#include "property.h"
#include "semantics.h"
#include "type.h"

#include "qom/object_interfaces.h"

#include <cstddef>
#include <cstdlib>

using namespace qom;

//===----------------------------------------------------------------------===//
// Events
//===----------------------------------------------------------------------===//

static Event describe(EventKind Kind, Object *Obj, Holder Of,
                      const void *Caller) {
  TypeImpl *T = Obj->klass->type;
  return {.Kind = Kind,
          .Obj = Obj,
          .TypeName = T->Name.c_str(),
          .InstanceSize = T->InstanceSize,
          .Count = __atomic_load_n(&Obj->ref, __ATOMIC_RELAXED),
          .OnHeap = Obj->free != nullptr,
          .Of = Of,
          .Caller = Caller,
          .Operation = nullptr};
}

void qom::tell(EventKind Kind, Object *Obj, Holder Of, const void *Caller) {
  if (Observer *O = observer())
    O->notice(describe(Kind, Obj, Of, Caller));
}

static void tellLate(Object *Obj, const char *Operation, const void *Caller) {
  Event E = describe(EventKind::LateAccess, Obj, {}, Caller);
  E.Operation = Operation;
  observer()->notice(E);
}

void qom::tellLateAccess(Object *Obj, const char *Operation,
                         const void *Caller) {
  if (isFinalized(Obj))
    tellLate(Obj, Operation, Caller);
}

//===----------------------------------------------------------------------===//
// Creation
//===----------------------------------------------------------------------===//

/// Base first.
static void runInit(Object *Obj, TypeImpl *T) {
  if (!T)
    return;
  runInit(Obj, T->Parent);
  if (T->InstanceInit)
    T->InstanceInit(Obj);
}

static void runPostInit(Object *Obj, TypeImpl *T) {
  if (!T)
    return;
  if (TheSemantics.PostInitBaseFirst)
    runPostInit(Obj, T->Parent);
  if (T->InstancePostInit)
    T->InstancePostInit(Obj);
  if (!TheSemantics.PostInitBaseFirst)
    runPostInit(Obj, T->Parent);
}

static void tellInitialize(Object *Obj, TypeImpl *T, bool OnHeap,
                           const void *Caller) {
  if (Observer *O = observer())
    O->notice({.Kind = EventKind::Initialize,
               .Obj = Obj,
               .TypeName = T->Name.c_str(),
               .InstanceSize = T->InstanceSize,
               .Count = 1,
               .OnHeap = OnHeap,
               .Of = {},
               .Caller = Caller,
               .Operation = nullptr});
}

/// The free hook is set last, so an object that dies in its own instance_init
/// is a leak, not a double free.
static void initialize(Object *Obj, TypeImpl *T, ObjectFree *Free,
                       const void *Caller) {
  tellInitialize(Obj, T, Free != nullptr, Caller);
  memset(static_cast<void *>(Obj), 0, T->InstanceSize);
  Obj->klass = T->Class;
  Obj->ref = 1;
  initClassProperties(Obj);
  Obj->properties = newPropertyTable();
  runInit(Obj, T);
  runPostInit(Obj, T);
  Obj->free = Free;
}

static TypeImpl *concreteType(const char *Name) {
  TypeImpl *T = findTypeOrError(
      Name, TheSemantics.UnknownTypeExits ? &error_fatal : &error_abort);
  classOf(T);
  return T;
}

static void checkInstantiable(TypeImpl *T) {
  if (T->IsAbstract)
    fatalType(T->Name.c_str(), "is abstract and has no instances");
}

Object *qom::create(TypeImpl *T, const void *Caller) {
  classOf(T);
  checkInstantiable(T);
  if (T->InstanceAlign <= alignof(std::max_align_t)) {
    auto *Obj = static_cast<Object *>(g_malloc(T->InstanceSize));
    initialize(Obj, T, g_free, Caller);
    return Obj;
  }
  size_t Size = ROUND_UP(T->InstanceSize, T->InstanceAlign);
  auto *Obj = static_cast<Object *>(aligned_alloc(T->InstanceAlign, Size));
  initialize(Obj, T, free, Caller);
  return Obj;
}

Object *object_new(const char *type_name) {
  return create(concreteType(type_name), QOM_CALLER);
}

Object *object_new_with_class(ObjectClass *klass) {
  return create(klass->type, QOM_CALLER);
}

static void initializeIn(void *Storage, size_t Size, const char *TypeName,
                         const void *Caller) {
  TypeImpl *T = concreteType(TypeName);
  checkInstantiable(T);
  if (Size < T->InstanceSize)
    fatalType(TypeName, "needs %zu bytes of storage and got %zu",
              T->InstanceSize, Size);
  initialize(static_cast<Object *>(Storage), T, nullptr, Caller);
}

void object_initialize(void *obj, size_t size, const char *type_name) {
  initializeIn(obj, size, type_name, QOM_CALLER);
}

//===----------------------------------------------------------------------===//
// Creation with properties and a parent
//===----------------------------------------------------------------------===//

/// Gives a created object properties, a parent if \p Id is not null, and
/// completes it; undoes the parent on failure. The caller's reference stays.
static bool furnish(Object *Obj, Object *Parent, const char *Id, va_list Args,
                    Error **Errp, const void *Caller) {
  if (!object_set_propv(Obj, Errp, Args))
    return false;
  if (Id)
    addChild(Parent, Id, Obj, &error_abort, Caller);
  Object *Creatable = object_dynamic_cast(Obj, TYPE_USER_CREATABLE);
  if (!Creatable || user_creatable_complete(USER_CREATABLE(Creatable), Errp))
    return true;
  if (Id)
    unparent(Obj, Caller);
  return false;
}

Object *object_new_with_propv(const char *type_name, Object *parent,
                              const char *id, Error **errp, va_list vargs) {
  TypeImpl *T = findType(type_name);
  if (!T) {
    error_setg(errp, "invalid object type: %s", type_name);
    return nullptr;
  }
  if (object_class_is_abstract(classOf(T))) {
    error_setg(errp, "object type '%s' is abstract", type_name);
    return nullptr;
  }
  Object *Obj = create(T, QOM_CALLER);
  bool Done = furnish(Obj, parent, id, vargs, errp, QOM_CALLER);
  // What is left is the parent's reference, if any.
  drop(Obj, {}, QOM_CALLER);
  return Done ? Obj : nullptr;
}

Object *object_new_with_props(const char *type_name, Object *parent,
                              const char *id, Error **errp, ...) {
  va_list Args;
  va_start(Args, errp);
  Object *Obj = object_new_with_propv(type_name, parent, id, errp, Args);
  va_end(Args);
  return Obj;
}

bool object_initialize_child_with_propsv(Object *parentobj,
                                         const char *propname, void *childobj,
                                         size_t size, const char *type,
                                         Error **errp, va_list vargs) {
  initializeIn(childobj, size, type, QOM_CALLER);
  Object *Child = OBJECT(childobj);
  bool Done = furnish(Child, parentobj, propname, vargs, errp, QOM_CALLER);
  drop(Child, {}, QOM_CALLER);
  return Done;
}

bool object_initialize_child_with_props(Object *parentobj, const char *propname,
                                        void *childobj, size_t size,
                                        const char *type, Error **errp, ...) {
  va_list Args;
  va_start(Args, errp);
  bool Done = object_initialize_child_with_propsv(parentobj, propname, childobj,
                                                  size, type, errp, Args);
  va_end(Args);
  return Done;
}

void object_initialize_child_internal(Object *parent, const char *propname,
                                      void *child, size_t size,
                                      const char *type) {
  object_initialize_child_with_props(parent, propname, child, size, type,
                                     &error_abort, nullptr);
}

//===----------------------------------------------------------------------===//
// The end
//===----------------------------------------------------------------------===//

namespace {

/// The objects that this thread is finalizing; one's end may cause another's.
struct Ending {
  const Object *Obj;
  Ending *Outer;
};

thread_local Ending *Endings = nullptr;

bool isEnding(const Object *Obj) {
  for (const Ending *E = Endings; E; E = E->Outer)
    if (E->Obj == Obj)
      return true;
  return false;
}

void release(Object *Obj, const void *Caller) {
  tell(EventKind::Free, Obj, {}, Caller);
  ObjectFree *Free = Obj->free;
  Observer *O = observer();
  if (!O || !O->keepStorage(Obj, Free))
    Free(Obj);
}

void finalize(Object *Obj, const void *Caller) {
  if (isEnding(Obj))
    fatal(Obj, "a reference was taken and dropped during its finalization");
  if (!Obj->properties)
    fatal(Obj, "a reference was taken and dropped after its finalization");
  Ending Here{Obj, Endings};
  Endings = &Here;

  tell(EventKind::FinalizeBegin, Obj, {}, Caller);
  releaseProperties(Obj, Caller);
  for (TypeImpl *T = Obj->klass->type; T; T = T->Parent)
    if (T->InstanceFinalize)
      T->InstanceFinalize(Obj);
  if (__atomic_load_n(&Obj->ref, __ATOMIC_RELAXED) != 0)
    fatal(Obj, "a reference was taken during its finalization and kept");
  if (Obj->parent)
    fatal(Obj, "its last reference was dropped, which was its parent's");

  Endings = Here.Outer;
  tell(EventKind::FinalizeEnd, Obj, {}, Caller);
  if (Obj->free)
    release(Obj, Caller);
}

} // namespace

bool qom::isFinalized(const Object *Obj) {
  return __atomic_load_n(&Obj->ref, __ATOMIC_RELAXED) == 0 && Obj->klass &&
         !Obj->properties && !isEnding(Obj);
}

//===----------------------------------------------------------------------===//
// Counting
//===----------------------------------------------------------------------===//

/// Asserted long before the counter overflows.
static constexpr uint32_t MaxCount = INT_MAX;

[[gnu::noinline, gnu::cold]] static void
tellTaken(Object *Obj, Holder Of, const void *Caller, uint32_t Before) {
  if (Before == 0 && !Obj->properties && !isEnding(Obj))
    tellLate(Obj, "take a reference", Caller);
  tell(EventKind::Ref, Obj, Of, Caller);
}

/// Inlined into the public function: without an observer, neither the holder
/// nor the caller is so much as computed.
[[gnu::always_inline]] static inline Object *takeInline(Object *Obj, Holder Of,
                                                        const void *Caller) {
  if (!Obj)
    return nullptr;
  uint32_t Before = __atomic_fetch_add(&Obj->ref, 1, __ATOMIC_SEQ_CST);
  if (G_UNLIKELY(Before >= MaxCount))
    fatal(Obj, "too many references");
  if (G_UNLIKELY(observer() != nullptr))
    tellTaken(Obj, Of, Caller, Before);
  return Obj;
}

[[noreturn, gnu::noinline, gnu::cold]] static void
overRelease(Object *Obj, Holder Of, const void *Caller) {
  __atomic_store_n(&Obj->ref, 0, __ATOMIC_RELAXED);
  tell(EventKind::OverRelease, Obj, Of, Caller);
  fatal(Obj, "a reference was dropped, but none was left");
}

/// Another thread may end the object as soon as this one has let go.
[[gnu::noinline, gnu::cold]] static uint32_t
decrementObserved(Object *Obj, Holder Of, const void *Caller) {
  Event E = describe(EventKind::Unref, Obj, Of, Caller);
  uint32_t Before = __atomic_fetch_sub(&Obj->ref, 1, __ATOMIC_SEQ_CST);
  E.Count = Before - 1;
  if (Before != 0)
    observer()->notice(E);
  return Before;
}

[[gnu::always_inline]] static inline void dropInline(Object *Obj, Holder Of,
                                                     const void *Caller) {
  if (!Obj)
    return;
  uint32_t Before = G_LIKELY(!observer())
                        ? __atomic_fetch_sub(&Obj->ref, 1, __ATOMIC_SEQ_CST)
                        : decrementObserved(Obj, Of, Caller);
  if (G_LIKELY(Before > 1))
    return;
  if (Before == 0)
    overRelease(Obj, Of, Caller);
  finalize(Obj, Caller);
}

Object *qom::take(Object *Obj, Holder Of, const void *Caller) {
  return takeInline(Obj, Of, Caller);
}

void qom::drop(Object *Obj, Holder Of, const void *Caller) {
  dropInline(Obj, Of, Caller);
}

Object *object_ref(void *obj) {
  return takeInline(OBJECT(obj), {}, QOM_CALLER);
}

void object_unref(void *obj) { dropInline(OBJECT(obj), {}, QOM_CALLER); }
