//===- Contract.h - What a known function does to references --*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The model behind qom.json: for each function of QOM's API, what a call does
// to the references of its arguments and its result, by outcome. Contracts are
// data; the engine interprets them and knows no API function by name.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_CONTRACT_H
#define QOMLINT_CONTRACTS_CONTRACT_H

#include "analyzer/contracts/Version.h"
#include "analyzer/facts/Name.h"
#include <optional>
#include <string>
#include <vector>

namespace qomlint {

/// What becomes of an argument.
enum class Effect : uint8_t {
  Borrow,       ///< nothing: the argument is used during the call
  Weak,         ///< the pointer is kept without a reference
  Unweak,       ///< a pointer kept without a reference is forgotten
  AddReference, ///< a holder takes its own new reference
  Consume,      ///< one reference of the caller moves into the callee
  Release,      ///< the caller's reference is dropped
  ReleaseHeld,  ///< a holder's reference is dropped, the caller's is untouched
  InitializeEmbedded, ///< raw storage becomes an object, held by Who
  OwnSlot,            ///< the memory pointed to becomes an owning slot
  ClearSlot,    ///< `*arg` is set to null, its reference moves to the result
                ///< (steal) or goes with the Release of the same argument
  NotifyOpaque, ///< untyped data, given back through the hook `Notify`
  Callback,     ///< a function that is called with borrowed objects
  Take,         ///< may be kept or dropped: nothing is known any more
  FreeStorage,  ///< the storage is freed (g_free)
  SetError,     ///< `Error **`: set on failure. Fatal arguments end the path
};

/// When an effect applies. All conditions of an effect must hold.
enum class Condition : uint8_t {
  Success,      ///< the call succeeded (see Failure)
  Failure,      ///< it did not
  NoParent,     ///< the object has no parent yet
  HasParent,    ///< it has one
  NonNull,      ///< the argument of the holder is not null
  HasOwner,     ///< the memory region has an owner
  OwnersDiffer, ///< the two memory regions have different owners
  StrongLink,   ///< the link property has the STRONG flag
  Sometimes,    ///< the contract does not say; treat as unknown
  Null,         ///< the opposite of NonNull, of the same argument
};

/// When a holder lets go by itself.
enum class Until : uint8_t {
  Unparent,           ///< object_unparent of the object
  PropertiesReleased, ///< first step of the holder's finalization
  LeafFinalize,       ///< its leaf class's instance_finalize
  DeviceFinalize,     ///< the device base class's finalizer, the last
  Rcu,                ///< after a grace period
  Explicit,           ///< a call of Holder::EndedBy
  Never,
  Unknown,
};

/// What kind of holder: decides what its presence implies.
enum class Relation : uint8_t {
  Child,     ///< a child<> property: the object has a parent
  Bus,       ///< a bus: the object is plugged in
  Clocks,    ///< the device's clock list
  Gpios,     ///< the device's gpio list
  Link,      ///< a link property
  Region,    ///< a use of a memory region, counted on the region's owner
  Space,     ///< an address space's use of its root, counted likewise
  Slot,      ///< a field or global: whoever reads it may drop the reference
  Reference, ///< any other holder
};

/// When a Callback runs.
enum class CallTime : uint8_t {
  Unknown,
  Now,         ///< before the call returns
  Later,       ///< at most once, after the call returned
  Repeatedly,  ///< any number of times, until it is removed
  OnDestroy,   ///< once, when what keeps the opaque goes away
  OtherThread, ///< on another thread
};

/// When in an object's life a hook runs, or who causes it to run: decides where
/// a loss is latent.
enum class Phase : uint8_t {
  None,
  InstanceInit,
  PostInit,
  Finalize,
  Realize,
  Unrealize,
  Complete,
  Unparent,
  ClassInit,
  MachineInit,
  Setter, ///< a property accessor: introspection and management use it
  Reset,
  Guest,     ///< the guest causes it, as often as it likes
  Monitor,   ///< a management command causes it, as often as it likes
  Migration, ///< before saving, after loading
};

/// Someone other than the caller who holds `Count` references.
struct Holder {
  /// `argN`, `result`, `storage`, `parent`, `caller` (the frame of whoever
  /// calls), or a name such as `/machine/unattached`.
  std::string Who;
  Relation Relation = qomlint::Relation::Reference;
  unsigned Count = 1;
  Until Until = qomlint::Until::Unknown;
  Name EndedBy; ///< Until::Explicit: the function that ends it

  /// True if Who names an object, and is none of the words above.
  bool isNamed() const;
  /// The index if Who is `argN`.
  std::optional<unsigned> argument() const;
};

struct ArgumentEffect {
  unsigned Index = 0; ///< from 0
  Effect Effect = qomlint::Effect::Borrow;
  std::vector<Condition> When;
  /// AddReference, ReleaseHeld, InitializeEmbedded. Weak, Unweak and OwnSlot
  /// may name who keeps the pointer.
  std::optional<Holder> Holder;
  /// Condition::NonNull and Null: the argument that is meant, where it is not
  /// the holder.
  std::optional<unsigned> Of;
  /// NotifyOpaque, Callback: the argument that is the destroy hook; Callback:
  /// the argument that is the opaque.
  std::optional<unsigned> Notify, Opaque;
  /// Callback: which of its own parameters receives the opaque.
  unsigned OpaqueParameter = 0;
  /// Callback.
  CallTime Runs = CallTime::Unknown;
  /// The reference is counted on the memory region's owner, not on the object.
  bool OnOwner = false;
  /// As in Return.
  std::string What = "object";
};

/// How a call tells its caller that it failed.
enum class FailureKind : uint8_t {
  None, ///< cannot fail
  ReturnsNull,
  ReturnsFalse,
  ReturnsNegative,
  SetsError,  ///< only the Error ** argument tells
  Terminates, ///< failing ends the process
  Callback,   ///< the callback learns it
};

enum class Ownership : uint8_t {
  None,     ///< nothing counted comes back
  Owned,    ///< the caller has one reference
  Borrowed, ///< someone else's; valid while that holder keeps it
  Alias,    ///< the pointer of argument AliasOf; if that argument is
            ///< ClearSlot: the pointer that its slot held
  Immortal, ///< never freed
};

struct Return {
  Ownership Ownership = qomlint::Ownership::None;
  /// What it is: `object`; `array`, which has one owner and lends its elements,
  /// and of which g_free gives back only the array; or something uncounted by
  /// QOM (`string`, `gsource`, `struct`, …), which the engine leaves alone.
  std::string What = "object";
  /// `array`: the argument that says how many elements; of none, null comes
  /// back.
  std::optional<unsigned> Length;
  /// The member of the returned struct that is meant (`mr`); else empty.
  Name Member;
  bool Nullable = false;
  /// Borrowed: the call makes the object, so that the holders named are all
  /// there are. Of what a call looks up others may hold references as well.
  bool IsNew = false;
  unsigned AliasOf = 0;
  /// Who else holds the object when the call returns.
  std::vector<Holder> Holders;
  Name ReleaseWith;
  bool OnOwner = false; ///< as in ArgumentEffect
};

enum class ContractKind : uint8_t {
  Function,
  Inline,
  Macro,
  Cast,
  Hook,
  Type, ///< a QOM type; the row tells what holds for all derived from it
};

/// A function that is given as an argument becomes a hook of a type.
struct Install {
  unsigned Argument = 0; ///< which argument is the function (or table)
  Name Hook;             ///< the row that tells how it is called
};

/// One row: a function and the QEMU versions in which the row holds.
struct Contract {
  /// C identifier; hooks: `Struct.member`; types: their name; `*_X`: every name
  /// with that end.
  Name Function;
  ContractKind Kind = ContractKind::Function;
  std::vector<VersionRange> Versions; ///< empty: every version
  Return Return;
  std::vector<ArgumentEffect> Arguments; ///< not listed: Borrow
  FailureKind Failure = FailureKind::None;
  /// The Error ** argument; calls with &error_fatal or &error_abort there
  /// return only on success.
  std::optional<unsigned> ErrorArgument;
  bool NoReturn = false;
  /// Type: devices of it can come and go while the machine runs. False where
  /// their bus has no hotplug handler, or only boards make them. Function is
  /// then the type's name, or that of the struct that its instances begin with.
  bool Pluggable = true;
  /// Hook: when it runs, and which parameter is the object (or the opaque that
  /// stands for it).
  Phase Phase = qomlint::Phase::None;
  std::optional<unsigned> ObjectArgument;
  std::vector<Install> Installs;
  std::string Notes;
  std::string DeclaredIn;
  std::string Origin; ///< the file that the row came from, for messages
};

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_CONTRACT_H
