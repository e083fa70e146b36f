//===- NullArguments.h - Parameters that callers pass null to --*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that does not test a parameter may still pass it to one that
// does. Whether its own paths with a null there are real, only its callers
// can tell.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_NULLARGUMENTS_H
#define QOMLINT_ENGINE_NULLARGUMENTS_H

#include "analyzer/engine/Program.h"

namespace qomlint {

class NullArguments {
public:
  explicit NullArguments(const Program &P);

  /// True if some call of the function has the constant null as that argument.
  bool has(Name Key, unsigned Parameter) const {
    return Passed.count({Key, Parameter}) != 0;
  }

private:
  std::set<std::pair<Name, unsigned>> Passed;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_NULLARGUMENTS_H
