//===- BinaryTest.cpp - Encoding and decoding facts -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Binary.h"
#include "analyzer/facts/SampleUnit.h"
#include "analyzer/facts/Text.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

constexpr size_t VersionAt = 4, ChecksumAt = 8, PayloadAt = 16;

Unit sample() { return llvm::cantFail(parseUnit(SampleUnit)); }

std::string printed(const Unit &U) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  print(U, OS);
  return Text;
}

std::string errorOf(llvm::StringRef Bytes) {
  llvm::Expected<Unit> U = decode(Bytes);
  EXPECT_FALSE(bool(U));
  return U ? "" : llvm::toString(U.takeError());
}

/// Makes the checksum right again, so that the decoder proper sees damage.
void forgeChecksum(std::string &Bytes) {
  uint64_t Checksum =
      llvm::xxh3_64bits(llvm::StringRef(Bytes).drop_front(PayloadAt));
  llvm::support::endian::write64le(&Bytes[ChecksumAt], Checksum);
}

TEST(BinaryTest, RoundTrips) {
  llvm::Expected<Unit> U = decode(encode(sample()));
  ASSERT_TRUE(bool(U)) << llvm::toString(U.takeError());
  EXPECT_EQ(printed(*U), SampleUnit);
}

TEST(BinaryTest, EmptyUnitRoundTrips) {
  llvm::Expected<Unit> U = decode(encode(Unit()));
  ASSERT_TRUE(bool(U)) << llvm::toString(U.takeError());
  EXPECT_EQ(encode(*U), encode(Unit()));
}

TEST(BinaryTest, ExtremeNumbersRoundTrip) {
  Unit U = sample();
  auto &Operands = U.Functions[0].Blocks[0].Events[1].Operands;
  Operands[0] = {OperandKind::Integer, INT64_MIN, 0, {}};
  Operands[1] = {OperandKind::Integer, INT64_MAX, 0, {}};
  U.Functions[0].At.Line = 0xffffffff;
  U.Functions[0].At.Column = 0x80000000;
  llvm::Expected<Unit> Back = decode(encode(U));
  ASSERT_TRUE(bool(Back)) << llvm::toString(Back.takeError());
  EXPECT_EQ(printed(*Back), printed(U));
}

TEST(BinaryTest, EqualUnitsGiveEqualBytes) {
  EXPECT_EQ(encode(sample()), encode(sample()));
}

TEST(BinaryTest, IsSmallerThanText) {
  EXPECT_LT(encode(sample()).size(), llvm::StringRef(SampleUnit).size());
}

TEST(BinaryTest, RefusesOtherVersions) {
  std::string Bytes = encode(sample());
  llvm::support::endian::write32le(&Bytes[VersionAt], BinaryVersion + 1);
  EXPECT_EQ(errorOf(Bytes), "these facts have version " +
                                std::to_string(BinaryVersion + 1) + ", not " +
                                std::to_string(BinaryVersion));
}

TEST(BinaryTest, RefusesOtherFiles) {
  EXPECT_EQ(errorOf(""), "these bytes are not facts");
  EXPECT_EQ(errorOf("qomf"), "these bytes are not facts");
  EXPECT_EQ(errorOf("\x7f"
                    "ELF............"),
            "these bytes are not facts");
}

TEST(BinaryTest, RefusesEveryTruncation) {
  std::string Bytes = encode(sample());
  for (size_t Size = 0; Size < Bytes.size(); ++Size)
    EXPECT_NE(errorOf(llvm::StringRef(Bytes).take_front(Size)), "");
  EXPECT_NE(errorOf(Bytes + "x"), "");
}

TEST(BinaryTest, RefusesEveryFlippedBit) {
  std::string Bytes = encode(sample());
  for (size_t Bit = 0; Bit < 8 * Bytes.size(); ++Bit) {
    std::string Altered = Bytes;
    Altered[Bit / 8] ^= 1 << (Bit % 8);
    EXPECT_NE(errorOf(Altered), "");
  }
}

TEST(BinaryTest, RefusesTruncationUnderAGoodChecksum) {
  std::string Bytes = encode(sample());
  for (size_t Size = PayloadAt; Size < Bytes.size(); ++Size) {
    std::string Shorter = Bytes.substr(0, Size);
    forgeChecksum(Shorter);
    EXPECT_NE(errorOf(Shorter), "");
  }
}

/// Bytes altered under a good checksum may mean another unit, but then it is
/// one that can be printed, parsed and encoded.
TEST(BinaryTest, SurvivesAlterationUnderAGoodChecksum) {
  std::string Bytes = encode(sample());
  size_t Accepted = 0, Refused = 0;
  for (size_t At = PayloadAt; At < Bytes.size(); ++At)
    for (int Value :
         {0x00, 0x01, 0x02, 0x03, 0x05, 0x0a, 0x20, 0x22, 0x7e, 0x80, 0xff}) {
      std::string Altered = Bytes;
      Altered[At] = static_cast<char>(Value);
      forgeChecksum(Altered);
      llvm::Expected<Unit> U = decode(Altered);
      if (!U) {
        llvm::consumeError(U.takeError());
        ++Refused;
        continue;
      }
      ++Accepted;
      EXPECT_EQ(encode(llvm::cantFail(decode(encode(*U)))), encode(*U));
      llvm::Expected<Unit> Reread = parseUnit(printed(*U));
      ASSERT_TRUE(bool(Reread)) << llvm::toString(Reread.takeError()) << '\n'
                                << printed(*U);
      EXPECT_EQ(printed(*Reread), printed(*U));
    }
  EXPECT_GT(Accepted, 0u);
  EXPECT_GT(Refused, 0u);
}

TEST(BinaryTest, RefusesIdsOfNothing) {
  auto DefectOf = [](auto Change) {
    Unit U = sample();
    Change(U.Functions[0]);
    return errorOf(encode(U));
  };
  const std::string In = "in function hw/x.c:x_realize ";
  EXPECT_EQ(DefectOf([](Function &F) { F.Blocks[2].End.Targets = {7}; }),
            In + "there is no block b7");
  EXPECT_EQ(DefectOf([](Function &F) {
              F.Blocks[0].Events[1].Operands[0].Index = 6;
            }),
            In + "there is no variable 6");
  EXPECT_EQ(DefectOf([](Function &F) { F.Blocks[0].Events[0].Result = 1; }),
            In + "%1 is defined twice");
  EXPECT_EQ(DefectOf([](Function &F) { F.Places.pop_back(); }),
            In + "there is no place 3");
  EXPECT_EQ(DefectOf([](Function &F) { F.ParameterCount = 7; }),
            In + "there are fewer variables than parameters");
  EXPECT_EQ(DefectOf([](Function &F) { F.Blocks[0].Events[2].Target.reset(); }),
            In + "an event has no place");
  EXPECT_EQ(DefectOf([](Function &F) { F.Blocks.clear(); }),
            In + "there is no entry block");
}

} // namespace
