//===- AnnotationContract.h - Contracts from source annotations -*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Code can state its own contracts: `annotate("qomlint::returns_owned")` on a
// function, `annotate("qomlint::consumes")` on a parameter. Capture hands the
// words on as `returns_owned` and `param0:consumes`.
//
//   on the function   returns_owned, returns_borrowed
//   on a parameter    borrows, adds_reference, consumes, releases, takes
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_ANNOTATIONCONTRACT_H
#define QOMLINT_CONTRACTS_ANNOTATIONCONTRACT_H

#include "analyzer/contracts/Contract.h"
#include "analyzer/facts/Function.h"
#include "llvm/Support/Error.h"

namespace qomlint {

/// What the annotations of \p F say; nothing if it has none. An error names the
/// function, the annotation and the words that are known.
llvm::Expected<std::optional<Contract>>
contractFromAnnotations(const Function &F);

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_ANNOTATIONCONTRACT_H
