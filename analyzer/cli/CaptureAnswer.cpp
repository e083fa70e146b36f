//===- CaptureAnswer.cpp - What a capture worker sends back ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureAnswer.h"
#include "analyzer/facts/Binary.h"
#include <cstring>

using namespace qomlint;

static void put(std::string &Bytes, llvm::StringRef Text) {
  uint64_t Size = Text.size();
  Bytes.append(reinterpret_cast<const char *>(&Size), sizeof(Size));
  Bytes += Text;
}

/// Takes a text from the front of \p Bytes; false if there is none.
static bool take(llvm::StringRef &Bytes, llvm::StringRef &Text) {
  uint64_t Size;
  if (Bytes.size() < sizeof(Size))
    return false;
  memcpy(&Size, Bytes.data(), sizeof(Size));
  Bytes = Bytes.drop_front(sizeof(Size));
  if (Bytes.size() < Size)
    return false;
  Text = Bytes.take_front(Size);
  Bytes = Bytes.drop_front(Size);
  return true;
}

std::string qomlint::encodeAnswer(const CaptureResult &Result) {
  std::string Bytes;
  put(Bytes, Result.Facts ? encode(*Result.Facts) : "");
  put(Bytes, Result.Error);
  put(Bytes, Result.MissingHeader);
  for (const std::string &Flag : Result.DroppedFlags)
    put(Bytes, Flag);
  return Bytes;
}

llvm::Expected<CaptureResult> qomlint::decodeAnswer(llvm::StringRef Bytes) {
  llvm::StringRef Facts, Error, MissingHeader, Flag;
  if (!take(Bytes, Facts) || !take(Bytes, Error) || !take(Bytes, MissingHeader))
    return llvm::createStringError("the worker's answer is incomplete");
  CaptureResult Result;
  Result.Error = Error.str();
  Result.MissingHeader = MissingHeader.str();
  while (take(Bytes, Flag))
    Result.DroppedFlags.push_back(Flag.str());
  if (Facts.empty())
    return Result;
  llvm::Expected<Unit> Decoded = decode(Facts);
  if (!Decoded)
    return Decoded.takeError();
  Result.Facts = std::move(*Decoded);
  return Result;
}
