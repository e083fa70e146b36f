//===- Text.h - The readable form of facts --------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A stable text form that a person can read and write: `qomlint dump facts`
// prints it, the engine's unit tests are written in it. The comments of
// Function.h show the syntax of each operand, event and terminator. Printing
// and parsing are inverse: parse(print(U)) equals U, print(parse(T)) is T up to
// white space and comments (`#` to the end of the line).
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_TEXT_H
#define QOMLINT_FACTS_TEXT_H

#include "analyzer/facts/Unit.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace qomlint {

void print(const Unit &U, llvm::raw_ostream &OS);
void print(const Function &F, llvm::raw_ostream &OS);
/// \p P as the source would spell it: `s->clk`, `section.mr`, `cpus[i]`.
std::string toString(const Place &P, const Function &F);
std::string toString(const Operand &O, const Function &F);

/// Parses a unit. An error says line and column of the text and what was
/// expected there.
llvm::Expected<Unit> parseUnit(llvm::StringRef Text);

} // namespace qomlint

#endif // QOMLINT_FACTS_TEXT_H
