//===- SuppressionTest.cpp - NOLINT comments ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Suppression.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

NoLint comment(NoLintScope Scope, uint32_t Line, const char *Checks = "",
               const char *File = "x.c") {
  return {{Name(File), Line, 30}, Scope, Name(Checks)};
}

Finding finding(uint32_t Line, const char *Check = "qom-child-leak") {
  Finding F;
  F.Check = Name(Check);
  F.At = {Name("x.c"), Line, 5};
  return F;
}

/// The lines, of 1 to 9, whose findings \p Comments suppress.
std::vector<uint32_t> suppressedLines(std::vector<NoLint> Comments) {
  Suppressions All(Comments);
  std::vector<uint32_t> Lines;
  for (uint32_t Line = 1; Line < 10; ++Line)
    if (All.suppresses(finding(Line)))
      Lines.push_back(Line);
  return Lines;
}

using Lines = std::vector<uint32_t>;
constexpr auto Line = NoLintScope::Line, NextLine = NoLintScope::NextLine,
               Begin = NoLintScope::Begin, End = NoLintScope::End;

TEST(SuppressionTest, LineAndNextLine) {
  EXPECT_EQ(suppressedLines({comment(Line, 3)}), Lines({3}));
  EXPECT_EQ(suppressedLines({comment(NextLine, 3)}), Lines({4}));
  EXPECT_EQ(suppressedLines({comment(NextLine, 5), comment(Line, 3)}),
            Lines({3, 6}));
}

TEST(SuppressionTest, OtherFilesAreNotMeant) {
  EXPECT_EQ(suppressedLines({comment(Line, 3, "", "y.c")}), Lines());
  EXPECT_EQ(suppressedLines(
                {comment(Begin, 3, "", "a.c"), comment(End, 5, "", "z.c")}),
            Lines());
}

TEST(SuppressionTest, NamedChecks) {
  EXPECT_EQ(suppressedLines({comment(Line, 3, "qom-child-leak")}), Lines({3}));
  EXPECT_EQ(suppressedLines({comment(Line, 3, "qom-ref-leak")}), Lines());
  EXPECT_EQ(suppressedLines({comment(Line, 3, "bugprone-x, qom-child-leak")}),
            Lines({3}));
}

TEST(SuppressionTest, SeveralCommentsOnOneLine) {
  EXPECT_EQ(suppressedLines({comment(Line, 3, "qom-ref-leak"),
                             comment(NextLine, 2, "qom-child-*")}),
            Lines({3}));
}

TEST(SuppressionTest, Globs) {
  EXPECT_TRUE(namesCheck("*", "qom-child-leak"));
  EXPECT_TRUE(namesCheck("qom-*", "qom-child-leak"));
  EXPECT_TRUE(namesCheck("*-leak", "qom-child-leak"));
  EXPECT_TRUE(namesCheck("q*child*k", "qom-child-leak"));
  EXPECT_FALSE(namesCheck("qom", "qom-child-leak"));
  EXPECT_FALSE(namesCheck("", "qom-child-leak"));
  EXPECT_FALSE(namesCheck("qom-child-leak-2", "qom-child-leak"));
  EXPECT_FALSE(namesCheck("*,-qom-child*", "qom-child-leak"));
  EXPECT_TRUE(namesCheck("-qom-child*,*", "qom-child-leak"));
  EXPECT_TRUE(namesCheck("*, -qom-ref-leak", "qom-child-leak"));
}

TEST(SuppressionTest, Blocks) {
  EXPECT_EQ(suppressedLines({comment(Begin, 3), comment(End, 6)}),
            Lines({4, 5, 6}));
  EXPECT_EQ(
      suppressedLines({comment(End, 6, "qom-*"), comment(Begin, 3, "qom-*")}),
      Lines({4, 5, 6}));
}

TEST(SuppressionTest, BlocksNest) {
  EXPECT_EQ(suppressedLines({comment(Begin, 2, "qom-*"), comment(Begin, 4),
                             comment(End, 6), comment(End, 8, "qom-*")}),
            Lines({3, 4, 5, 6, 7, 8}));
}

TEST(SuppressionTest, BlocksThatDoNotMatchSuppressNothing) {
  EXPECT_EQ(suppressedLines({comment(Begin, 3)}), Lines());
  EXPECT_EQ(suppressedLines({comment(End, 3)}), Lines());
  EXPECT_EQ(suppressedLines({comment(Begin, 3, "qom-*"), comment(End, 6)}),
            Lines());
  std::vector<NoLint> Crossed = {comment(Begin, 2, "a"), comment(Begin, 3, "b"),
                                 comment(End, 5, "a"), comment(End, 6, "b")};
  std::vector<NoLint> Unmatched = Suppressions(Crossed).unmatched();
  ASSERT_EQ(Unmatched.size(), 2u);
  EXPECT_EQ(Unmatched[0].At.Line, 5u);
  EXPECT_EQ(Unmatched[1].At.Line, 2u);
}

/// Every unit that includes a header reports its comments.
TEST(SuppressionTest, RepeatedCommentsCountOnce) {
  EXPECT_EQ(suppressedLines({comment(Begin, 3), comment(End, 6),
                             comment(Begin, 3), comment(End, 6)}),
            Lines({4, 5, 6}));
}

TEST(SuppressionTest, FilterKeepsTheOrder) {
  std::vector<Finding> Kept = filterSuppressed(
      {finding(5), finding(3), finding(3, "qom-ref-leak"), finding(1)},
      {comment(Line, 3, "qom-child-leak")});
  ASSERT_EQ(Kept.size(), 3u);
  EXPECT_EQ(Kept[0].At.Line, 5u);
  EXPECT_EQ(Kept[1].Check.str(), "qom-ref-leak");
  EXPECT_EQ(Kept[2].At.Line, 1u);
}

} // namespace
