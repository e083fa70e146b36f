//===- CaptureAnswerTest.cpp ----------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureAnswer.h"
#include "analyzer/facts/Binary.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

CaptureResult sample() {
  CaptureResult Result;
  Result.Facts.emplace();
  Result.Facts->MainFile = Name("hw/x.c");
  Result.Facts->Declared = {Name("object_ref"), Name("object_unref")};
  Result.Error = "hw/x.c:1:1: error: no";
  Result.MissingHeader = "qapi/types.h";
  Result.DroppedFlags = {"-fconserve-stack", "-mno-fp-ret-in-387"};
  return Result;
}

TEST(CaptureAnswerTest, KeepsEverything) {
  CaptureResult Sent = sample();
  llvm::Expected<CaptureResult> Received = decodeAnswer(encodeAnswer(Sent));
  ASSERT_TRUE(bool(Received)) << toString(Received.takeError());
  ASSERT_TRUE(Received->Facts.has_value());
  EXPECT_EQ(encode(*Received->Facts), encode(*Sent.Facts));
  EXPECT_EQ(Received->Error, Sent.Error);
  EXPECT_EQ(Received->MissingHeader, Sent.MissingHeader);
  EXPECT_EQ(Received->DroppedFlags, Sent.DroppedFlags);
}

TEST(CaptureAnswerTest, NoFacts) {
  CaptureResult Sent;
  Sent.Error = "no";
  llvm::Expected<CaptureResult> Received = decodeAnswer(encodeAnswer(Sent));
  ASSERT_TRUE(bool(Received)) << toString(Received.takeError());
  EXPECT_FALSE(Received->Facts.has_value());
  EXPECT_EQ(Received->Error, "no");
  EXPECT_TRUE(Received->DroppedFlags.empty());
}

TEST(CaptureAnswerTest, WhatIsCutOffInsideTheFactsIsAnError) {
  std::string Bytes = encodeAnswer(sample());
  size_t FactsEnd = sizeof(uint64_t) + encode(*sample().Facts).size();
  for (size_t Size = 0; Size < FactsEnd; ++Size) {
    llvm::Expected<CaptureResult> Received =
        decodeAnswer(llvm::StringRef(Bytes).take_front(Size));
    EXPECT_FALSE(bool(Received)) << Size;
    llvm::consumeError(Received.takeError());
  }
}

} // namespace
