//===- CaptureAnswer.cpp - What a capture worker sends back ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureAnswer.h"
#include "analyzer/cli/Chunks.h"
#include "analyzer/facts/Binary.h"

using namespace qomlint;

std::string qomlint::encodeAnswer(const CaptureResult &Result) {
  std::string Bytes;
  putChunk(Bytes, Result.Facts ? encode(*Result.Facts) : "");
  putChunk(Bytes, Result.Error);
  putChunk(Bytes, Result.MissingHeader);
  for (const std::string &Flag : Result.DroppedFlags)
    putChunk(Bytes, Flag);
  return Bytes;
}

llvm::Expected<CaptureResult> qomlint::decodeAnswer(llvm::StringRef Bytes) {
  llvm::StringRef Facts, Error, MissingHeader, Flag;
  if (!takeChunk(Bytes, Facts) || !takeChunk(Bytes, Error) ||
      !takeChunk(Bytes, MissingHeader))
    return llvm::createStringError("the worker's answer is incomplete");
  CaptureResult Result;
  Result.Error = Error.str();
  Result.MissingHeader = MissingHeader.str();
  while (takeChunk(Bytes, Flag))
    Result.DroppedFlags.push_back(Flag.str());
  if (Facts.empty())
    return Result;
  llvm::Expected<Unit> Decoded = decode(Facts);
  if (!Decoded)
    return Decoded.takeError();
  Result.Facts = std::move(*Decoded);
  return Result;
}
