//===- Silence.h - Why nothing is said of an object -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From some point on the engine may not know who holds an object, and is silent
// about it. Each such silence has one of these reasons, and is counted.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_SILENCE_H
#define QOMLINT_FACTS_SILENCE_H

#include <cstdint>

namespace qomlint {

enum class Silence : uint8_t {
  None,
  UnknownCallee,     ///< only declared and without a contract: may take
  UnresolvedPointer, ///< called through an unresolved function pointer
  Container,         ///< kept in a container that the model does not follow
  Opaque,            ///< handed to a callback
  UnknownStore,      ///< stored where the engine cannot see
  Conflict,          ///< variants of the callee disagree
  Sometimes,         ///< the contract itself is not sure
};
inline constexpr unsigned SilenceCount = 8;

/// How a reason is spelled; all are empty for None.
struct SilenceWords {
  const char *Code;    ///< of one object, in JSON
  const char *Told;    ///< of one object, for people
  const char *Counted; ///< of all objects of a report
};
const SilenceWords &wordsOf(Silence S);

} // namespace qomlint

#endif // QOMLINT_FACTS_SILENCE_H
