//===- Adoption.h - How a smart pointer gets its reference ------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// `Owned<T>::from_raw(p)` takes over a reference that somebody gave,
// `Owned<T>::from(*p)` adds one to an object that somebody else keeps.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_ADOPTION_H
#define QOMLINT_CHECKS_ADOPTION_H

#include "analyzer/engine/Verdict.h"

namespace qomlint {

enum class AdoptionKind : uint8_t { TakesOver, Adds };

/// The call by which a smart pointer got the wrong reference.
struct Adoption {
  AdoptionKind Kind = AdoptionKind::TakesOver;
  Position At;
};

/// How a function of that plain name gets its reference, if it is one of them.
std::optional<AdoptionKind> adoptionBy(llvm::StringRef Callee);

/// The adoption that a verdict is about: a drop too many by a smart pointer
/// that took over what nobody gave, or a reference that is lost beside the one
/// that a smart pointer added.
std::optional<Adoption> wrongAdoption(const Verdict &V);

} // namespace qomlint

#endif // QOMLINT_CHECKS_ADOPTION_H
