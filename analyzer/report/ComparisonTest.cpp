//===- ComparisonTest.cpp - What another contract would change ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/SampleReport.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

Finding onLine(uint32_t Line) {
  Finding F = sampleLeak();
  F.At.Line = Line;
  return F;
}

TEST(Comparison, OnlyTheDifferenceIsLeft) {
  OnlyInOne Found = compareFindings({onLine(3), onLine(5), onLine(7)},
                                    {onLine(5), onLine(9)});
  EXPECT_EQ(Found.Same, 1u);
  ASSERT_EQ(Found.Before.size(), 2u);
  EXPECT_EQ(Found.Before[0].At.Line, 3u);
  EXPECT_EQ(Found.Before[1].At.Line, 7u);
  ASSERT_EQ(Found.After.size(), 1u);
  EXPECT_EQ(Found.After[0].At.Line, 9u);
}

TEST(Comparison, EqualFindingsAreMatchedOneByOne) {
  OnlyInOne Found =
      compareFindings({onLine(3)}, {onLine(3), onLine(3), onLine(3)});
  EXPECT_EQ(Found.Same, 1u);
  EXPECT_EQ(Found.Before.size(), 0u);
  EXPECT_EQ(Found.After.size(), 2u);
}

TEST(Comparison, AnotherCheckAtTheSamePlaceIsAnotherFinding) {
  Finding Moved = onLine(3);
  Moved.Check = Name("qom-ref-leak");
  OnlyInOne Found = compareFindings({onLine(3)}, {Moved});
  EXPECT_EQ(Found.Same, 0u);
  EXPECT_EQ(Found.Before.size(), 1u);
  EXPECT_EQ(Found.After.size(), 1u);
}

TEST(Comparison, TextSaysWhatToDo) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeText(sampleComparison(), {}, OS);
  EXPECT_NE(Text.find("what if 'object_property_add_child' did as "
                      "consume.json says"),
            std::string::npos);
  EXPECT_NE(Text.find("\n1 drop to delete: it would be one too many\n"),
            std::string::npos)
      << Text;
  EXPECT_NE(Text.find("\n1 leak cured\n"), std::string::npos);
  EXPECT_NE(Text.find("x_add drops 1 of 'child', now 0\n"), std::string::npos);
  EXPECT_NE(Text.find("2 differences; 1 finding the same in both\n"),
            std::string::npos);
  EXPECT_EQ(Text.find('\033'), std::string::npos);
}

} // namespace
