//===- ReferenceHistory.cpp - Who holds each reference --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/ReferenceHistory.h"

using namespace qomlint;

std::optional<int> ReferenceState::known() const {
  if (Unknown != Silence::None || OnOwner)
    return std::nullopt;
  int Total = 0;
  for (const Holding &H : Holdings)
    Total += H.OnlyIf.empty() ? H.Count : 0;
  return Total;
}

int ReferenceState::uncertain() const {
  int Total = 0;
  for (const Holding &H : Holdings)
    Total += H.OnlyIf.empty() ? 0 : H.Count;
  return Total;
}

llvm::StringRef qomlint::lastComponent(llvm::StringRef Name) {
  Name = Name.split('[').first;
  size_t Last = Name.find_last_of(">.&*");
  return Last == llvm::StringRef::npos ? Name : Name.drop_front(Last + 1);
}

llvm::StringRef qomlint::toString(HoldingKind K) {
  switch (K) {
  case HoldingKind::Frame:
    return "frame";
  case HoldingKind::Caller:
    return "caller";
  case HoldingKind::Holder:
    return "holder";
  case HoldingKind::Receiver:
    return "receiver";
  case HoldingKind::Field:
    return "field";
  case HoldingKind::Storage:
    return "storage";
  case HoldingKind::Result:
    return "result";
  case HoldingKind::Nobody:
    return "nobody";
  }
  return "";
}

llvm::StringRef qomlint::toString(ReferenceEventKind K) {
  switch (K) {
  case ReferenceEventKind::Entry:
    return "entry";
  case ReferenceEventKind::Call:
    return "call";
  case ReferenceEventKind::Store:
    return "store";
  case ReferenceEventKind::Read:
    return "read";
  case ReferenceEventKind::ScopeEnd:
    return "scope_end";
  case ReferenceEventKind::Cleanup:
    return "cleanup";
  case ReferenceEventKind::Free:
    return "free";
  case ReferenceEventKind::Other:
    return "other";
  case ReferenceEventKind::Return:
    return "return";
  }
  return "";
}

llvm::StringRef qomlint::toString(ObjectKind K) {
  switch (K) {
  case ObjectKind::Argument:
    return "argument";
  case ObjectKind::Field:
    return "field";
  case ObjectKind::Embedded:
    return "embedded";
  case ObjectKind::Owned:
    return "owned";
  case ObjectKind::Borrowed:
    return "borrowed";
  }
  return "";
}

llvm::StringRef qomlint::toString(FieldUseKind K) {
  switch (K) {
  case FieldUseKind::Owns:
    return "owns";
  case FieldUseKind::Borrows:
    return "borrows";
  case FieldUseKind::Stores:
    return "stores";
  case FieldUseKind::Embeds:
    return "embeds";
  case FieldUseKind::EmbedsOwned:
    return "embeds_owned";
  case FieldUseKind::Takes:
    return "takes";
  case FieldUseKind::Drops:
    return "drops";
  case FieldUseKind::LeavesDropped:
    return "leaves_dropped";
  case FieldUseKind::Escapes:
    return "escapes";
  case FieldUseKind::Copies:
    return "copies";
  case FieldUseKind::Unparents:
    return "unparents";
  case FieldUseKind::Frees:
    return "frees";
  case FieldUseKind::Links:
    return "links";
  }
  return "";
}
