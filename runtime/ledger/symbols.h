//===- symbols.h - From addresses to lines ----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Debug information is read by llvm-symbolizer, once, when the report is
// written: the program under observation pays nothing for names.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_LEDGER_SYMBOLS_H
#define QOM_LEDGER_SYMBOLS_H

#include "call_stack.h"

#include <map>
#include <string>
#include <vector>

namespace qom::ledger {

struct Site {
  std::string File;
  unsigned Line = 0;
  std::string Function;

  bool operator==(const Site &) const = default;
};

/// Names for addresses. A call that was inlined has a site of its own.
class Symbols {
public:
  /// Asks the symbolizer about all of \p Addresses.
  static Symbols load(const std::vector<uintptr_t> &Addresses);

  /// For tests and for the reader below: innermost first.
  void add(uintptr_t Address, std::vector<Site> Sites);

  /// The sites of a stack, innermost first, from the first that is not the
  /// runtime's own: what a user of the runtime calls the place.
  std::vector<Site> userSites(const CallStack &Stack) const;

private:
  std::map<uintptr_t, std::vector<Site>> Known;
};

/// In the runtime itself, the sanitizer, or the system's headers.
bool isInternal(const Site &S);

} // namespace qom::ledger

#endif
