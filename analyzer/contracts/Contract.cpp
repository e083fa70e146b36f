//===- Contract.cpp - What a known function does to references ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/Contract.h"
#include "llvm/ADT/StringRef.h"

using namespace qomlint;

bool Holder::isNamed() const {
  return !argument() && Who != "result" && Who != "storage" &&
         Who != "parent" && Who != "caller";
}

std::optional<unsigned> Holder::argument() const {
  llvm::StringRef Text = Who;
  unsigned Index;
  if (!Text.consume_front("arg") || Text.getAsInteger(10, Index))
    return std::nullopt;
  return Index;
}
