//===- Chunks.cpp - Byte strings in a row ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Chunks.h"
#include "llvm/Support/Endian.h"

using namespace qomlint;

void qomlint::putChunk(std::string &Bytes, llvm::StringRef Text) {
  char Size[sizeof(uint64_t)];
  llvm::support::endian::write64le(Size, Text.size());
  Bytes.append(Size, sizeof(Size));
  Bytes += Text;
}

bool qomlint::takeChunk(llvm::StringRef &Bytes, llvm::StringRef &Text) {
  if (Bytes.size() < sizeof(uint64_t))
    return false;
  uint64_t Size = llvm::support::endian::read64le(Bytes.data());
  llvm::StringRef Rest = Bytes.drop_front(sizeof(uint64_t));
  if (Rest.size() < Size)
    return false;
  Text = Rest.take_front(Size);
  Bytes = Rest.drop_front(Size);
  return true;
}
