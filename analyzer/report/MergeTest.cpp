//===- MergeTest.cpp - One finding for what many units see ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Merge.h"
#include "analyzer/report/SampleReport.h"
#include "llvm/ADT/STLExtras.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

TEST(MergeTest, OneFindingOfManyUnitsStaysOne) {
  EXPECT_EQ(mergeFindings({sampleLeak(), sampleLeak(), sampleLeak()}).size(),
            1u);
}

TEST(MergeTest, OtherPositionsChecksAndObjectsStayApart) {
  Finding Lower = sampleLeak(), Other = sampleLeak(), Object = sampleLeak();
  Lower.At.Line += 1;
  Other.Check = Name("qom-ref-leak");
  Object.ObjectExpression = "s->bus";
  EXPECT_EQ(mergeFindings({sampleLeak(), Lower, Other, Object}).size(), 4u);
}

TEST(MergeTest, TheWorstViewStays) {
  Finding Latent = sampleLeak(), Likely = sampleLeak();
  Latent.Severity = Severity::Latent;
  Latent.Trace.clear();
  Likely.Confidence = Confidence::Likely;
  Likely.Trace.clear();
  std::vector<Finding> Merged = mergeFindings({Latent, Likely, sampleLeak()});
  ASSERT_EQ(Merged.size(), 1u);
  EXPECT_EQ(Merged[0].Severity, Severity::Warning);
  EXPECT_EQ(Merged[0].Confidence, Confidence::Definite);
  EXPECT_EQ(Merged[0].Trace.size(), 3u);
}

TEST(MergeTest, TheShorterStoryStays) {
  Finding Short = sampleLeak();
  Short.Trace.pop_back();
  std::vector<Finding> Merged = mergeFindings({sampleLeak(), Short});
  ASSERT_EQ(Merged.size(), 1u);
  EXPECT_EQ(Merged[0].Trace.size(), 2u);
}

/// Findings that differ in one detail each, some of which merge.
std::vector<Finding> manyFindings() {
  std::vector<Finding> All = {sampleUse(), sampleLatent()};
  for (int Variant = 0; Variant < 6; ++Variant) {
    Finding F = sampleLeak();
    F.Message += Variant == 1 ? "!" : "";
    F.Trace[0].References = Variant == 2 ? 7 : 1;
    F.Trace[1].Message += Variant == 3 ? "!" : "";
    F.Fixes[0].Replacement += Variant == 4 ? "!" : "";
    F.ObjectType += Variant == 5 ? "!" : "";
    All.push_back(F);
  }
  return All;
}

std::string json(std::vector<Finding> Findings) {
  Report R;
  R.Findings = std::move(Findings);
  prepareFindings(R.Findings, {});
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeJson(R, OS);
  return Text;
}

TEST(MergeTest, TheOrderOfTheInputDoesNotMatter) {
  std::vector<Finding> Order = manyFindings();
  const std::string Expected = json(Order);
  for (size_t Turn = 0; Turn < Order.size(); ++Turn) {
    std::rotate(Order.begin(), Order.begin() + 1, Order.end());
    EXPECT_EQ(json(Order), Expected);
    std::vector<Finding> Reversed(Order.rbegin(), Order.rend());
    EXPECT_EQ(json(Reversed), Expected);
  }
}

TEST(MergeTest, SortsByPosition) {
  std::vector<Finding> Merged =
      mergeFindings({sampleUse(), sampleLatent(), sampleLeak()});
  ASSERT_EQ(Merged.size(), 3u);
  EXPECT_TRUE(llvm::is_sorted(
      Merged, [](const Finding &A, const Finding &B) { return A.At < B.At; }));
}

/// A NOLINT on the first of two equal findings leaves the second's fingerprint
/// as it was.
TEST(MergeTest, SuppressingOneFindingKeepsTheOthersFingerprints) {
  Finding Second = sampleLeak();
  Second.At.Line = 20;
  std::vector<Finding> All = {sampleLeak(), Second}, Fewer = All;
  EXPECT_EQ(prepareFindings(All, {}), 0u);
  NoLint Comment{sampleLeak().At, NoLintScope::Line, Name()};
  EXPECT_EQ(prepareFindings(Fewer, {Comment}), 1u);
  ASSERT_EQ(Fewer.size(), 1u);
  EXPECT_EQ(Fewer[0].Fingerprint, All[1].Fingerprint);
}

} // namespace
