//===- semantics.h - Where QEMU 7.2 and 10.2 differ ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one object declared here is defined by the library that a program links:
// qom_semantics_102 or qom_semantics_72.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_SEMANTICS_H
#define QOM_CORE_SEMANTICS_H

namespace qom {

struct Semantics {
  const char *Version;
  /// instance_post_init runs base first, else leaf first.
  bool PostInitBaseFirst;
  /// object_new of an unknown type exits as for a user's mistake, else aborts.
  bool UnknownTypeExits;
  /// The clock list keeps the creation reference of outputs, as of inputs.
  bool ClockListHoldsOutputs;
  /// A clock forgets its callback when it is unparented.
  bool UnparentClearsClockCallback;
  /// Between regions of one owner no reference is taken, and a region that is
  /// finalized leaves its container by itself.
  bool RegionsOfOneOwnerAreFree;
  /// A SCSI request holds its device and the host bus adapter.
  bool RequestsHoldDevice;
  /// Completing a task runs its callback only; the caller frees it.
  bool TaskOutlivesCompletion;
};

extern const Semantics TheSemantics;

} // namespace qom

#endif
