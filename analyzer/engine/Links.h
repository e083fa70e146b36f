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
#include <map>
#include <set>

namespace qomlint {

/// The property that a call adds or sets: its first string, for others may say
/// the type of the target. Empty if none is constant.
llvm::StringRef linkName(const Event &Call);

/// Points into the program, which must outlive it.
class Links {
public:
  Links(const Program &P, const Contracts &C);

  /// What adds a property.
  struct Maker {
    const Function *By = nullptr; ///< null: a table, for all instances
    Position At;
  };
  using Makers = std::vector<Maker>;
  /// In the order of the program. Null if no link manages the slot.
  const Makers *makers(const SlotKey &Slot) const;
  /// True if the link property of that name takes references, in any object
  /// with that instance struct that has one. One link of that name that takes
  /// none decides against it. The names in tables are not known: a name that
  /// nobody is seen to add counts as STRONG if a table of the record or of one
  /// of its bases has a STRONG link.
  bool isStrong(Name Record, llvm::StringRef Property) const;

private:
  struct Named {
    Name Record; ///< empty if it is not known
    bool Strong = false;
  };
  void addCall(const Function &F, const Event &E, const Contract &C);

  const Program &P;
  std::map<SlotKey, Makers> Slots;
  std::map<std::string, std::vector<Named>, std::less<>> ByName; ///< of calls
  std::set<Name> InTables;                                       ///< records
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_LINKS_H
