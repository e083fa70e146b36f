//===- CaptureFileTest.cpp ------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureFile.h"
#include "analyzer/facts/Binary.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

Unit sampleUnit(llvm::StringRef File) {
  Unit U;
  U.MainFile = Name(File);
  U.Declared = {Name("object_ref")};
  return U;
}

std::string sample() {
  std::string Bytes;
  llvm::raw_string_ostream OS(Bytes);
  CaptureWriter Writer(OS);
  Writer.add(sampleUnit("hw/x.c"));
  Writer.add(sampleUnit("hw/y.c"));
  CaptureManifest Manifest;
  Manifest.SourceRoot = "/src/qemu";
  Manifest.VersionFile = "7.2.0\n";
  Manifest.Files = {"hw/x.c", "hw/y.c", "hw/z.c"};
  Manifest.Failures = {{"hw/z.c", "parse", "hw/z.c:1:1: error: no"}};
  Writer.finish(Manifest);
  return Bytes;
}

std::string failure(llvm::StringRef Bytes) {
  llvm::Expected<CaptureManifest> Read = readCapture(Bytes, [](Unit) {});
  return Read ? "" : toString(Read.takeError());
}

TEST(CaptureFileTest, KeepsEverything) {
  std::vector<std::string> Units;
  llvm::Expected<CaptureManifest> Read =
      readCapture(sample(), [&](Unit U) { Units.push_back(encode(U)); });
  ASSERT_TRUE(bool(Read)) << toString(Read.takeError());
  EXPECT_EQ(Units, (std::vector{encode(sampleUnit("hw/x.c")),
                                encode(sampleUnit("hw/y.c"))}));
  EXPECT_EQ(Read->SourceRoot, "/src/qemu");
  EXPECT_EQ(Read->VersionFile, "7.2.0\n");
  EXPECT_EQ(Read->Files,
            (std::vector<std::string>{"hw/x.c", "hw/y.c", "hw/z.c"}));
  ASSERT_EQ(Read->Failures.size(), 1u);
  EXPECT_EQ(Read->Failures[0].File, "hw/z.c");
  EXPECT_EQ(Read->Failures[0].Reason, "parse");
  EXPECT_EQ(Read->Failures[0].Message, "hw/z.c:1:1: error: no");
}

TEST(CaptureFileTest, WhatIsCutOffIsAnError) {
  std::string Bytes = sample();
  for (size_t Size = 0; Size != Bytes.size(); ++Size)
    EXPECT_NE(failure(llvm::StringRef(Bytes).take_front(Size)), "") << Size;
}

TEST(CaptureFileTest, OtherFilesAndVersionsAreRefused) {
  EXPECT_EQ(failure("{}"), "not made by qomlint capture");
  std::string Bytes = sample();
  size_t Version = Bytes.find('\n') + 1 + sizeof(uint64_t);
  Bytes[Version] = '9';
  EXPECT_NE(failure(Bytes).find("another version"), std::string::npos);
}

} // namespace
