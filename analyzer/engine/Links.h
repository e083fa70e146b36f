//===- Links.h - Slots that link properties manage ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A STRONG link property (`object_property_add_link` with
// OBJ_PROP_LINK_STRONG) owns what its slot holds, and drops it when it is set
// again or when the object ends, before the finalizer runs.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_LINKS_H
#define QOMLINT_ENGINE_LINKS_H

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/engine/Program.h"
#include "analyzer/engine/Verdict.h"
#include <set>

namespace qomlint {

/// Points into the program, which must outlive it.
class Links {
public:
  Links(const Program &P, const Contracts &C);

  /// The functions that add the properties; null: a table does, for all
  /// instances.
  using Makers = std::set<const Function *>;
  /// Null if no link manages the slot.
  const Makers *makers(const SlotKey &Slot) const;

private:
  void addCall(const Function &F, const Event &E, const Contract &C);

  std::map<SlotKey, Makers> Slots;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_LINKS_H
