//===- Chunks.h - Byte strings in a row -------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_CHUNKS_H
#define QOMLINT_CLI_CHUNKS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace qomlint {

/// Appends \p Text with its length in front.
void putChunk(std::string &Bytes, llvm::StringRef Text);

/// Moves the next chunk from \p Bytes to \p Text, which points into it. False,
/// and nothing moved, if there is no whole one.
bool takeChunk(llvm::StringRef &Bytes, llvm::StringRef &Text);

} // namespace qomlint

#endif // QOMLINT_CLI_CHUNKS_H
