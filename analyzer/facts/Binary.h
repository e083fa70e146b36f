//===- Binary.h - The compact form of facts -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The form in which facts travel from a capture worker to the engine, and in
// which an index stores them. Equal units encode to equal bytes.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_BINARY_H
#define QOMLINT_FACTS_BINARY_H

#include "analyzer/facts/Unit.h"
#include "llvm/Support/Error.h"

namespace qomlint {

/// Increased by every change of the format; decode refuses other versions.
inline constexpr uint32_t BinaryVersion = 3;

std::string encode(const Unit &U);
/// Fails, and never crashes, on truncated or altered bytes.
llvm::Expected<Unit> decode(llvm::StringRef Bytes);

} // namespace qomlint

#endif // QOMLINT_FACTS_BINARY_H
