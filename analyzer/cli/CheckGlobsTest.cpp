//===- CheckGlobsTest.cpp -------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CheckGlobs.h"
#include "analyzer/cli/NearestName.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace qomlint;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

/// The checks that are on, or the error.
std::vector<std::string> on(llvm::StringRef Globs) {
  std::vector<CheckChoice> Checks = {{"qom-child-leak", true},
                                     {"qom-over-unref", true},
                                     {"qom-ref-leak", true},
                                     {"qom-field-protocol", false}};
  if (llvm::Error E = applyCheckGlobs(Globs, Checks))
    return {toString(std::move(E))};
  std::vector<std::string> Ids;
  for (const CheckChoice &C : Checks)
    if (C.On)
      Ids.push_back(C.Id.str());
  return Ids;
}

TEST(CheckGlobsTest, AddToTheDefaults) {
  EXPECT_THAT(on(""),
              ElementsAre("qom-child-leak", "qom-over-unref", "qom-ref-leak"));
  EXPECT_THAT(on("qom-field-protocol"),
              ElementsAre("qom-child-leak", "qom-over-unref", "qom-ref-leak",
                          "qom-field-protocol"));
}

TEST(CheckGlobsTest, TheLastMatchDecides) {
  EXPECT_THAT(on("-*,qom-ref-leak"), ElementsAre("qom-ref-leak"));
  EXPECT_THAT(on("qom-ref-leak,-*"), IsEmpty());
  EXPECT_THAT(on("-*,*-leak,-qom-child*"), ElementsAre("qom-ref-leak"));
  EXPECT_THAT(on("-q*m-*-*ak"), ElementsAre("qom-over-unref"));
}

TEST(CheckGlobsTest, BlanksAndLines) {
  EXPECT_THAT(on(" -* ,\n  qom-ref-leak ,\n"), ElementsAre("qom-ref-leak"));
}

TEST(CheckGlobsTest, UnknownNames) {
  EXPECT_THAT(on("-*,qom-ref-leek"),
              ElementsAre("unknown check 'qom-ref-leek'; did you mean "
                          "'qom-ref-leak'?"));
  EXPECT_THAT(on("-bugprone-use-after-move"),
              ElementsAre("unknown check 'bugprone-use-after-move'"));
  EXPECT_THAT(on("bugprone-*"), ElementsAre("no check matches 'bugprone-*'"));
}

TEST(NearestNameTest, OnlySlips) {
  EXPECT_EQ(didYouMean("chekc", {"check", "explain"}),
            "; did you mean 'check'?");
  EXPECT_EQ(didYouMean("frobnicate", {"check", "explain"}), "");
}

} // namespace
