//===- FingerprintTest.cpp - The identity of a finding --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Fingerprint.h"
#include "analyzer/report/SampleReport.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

std::string fingerprintOf(Finding F) {
  std::vector<Finding> One = {std::move(F)};
  assignFingerprints(One);
  return One[0].Fingerprint;
}

/// The fingerprint of the sample leak after a change.
template <class Function> std::string afterwards(Function Change) {
  Finding F = sampleLeak();
  Change(F);
  return fingerprintOf(F);
}

/// Baselines outlive releases: when this fails, the recipe needs a new number
/// and a release note.
TEST(FingerprintTest, StaysTheSameForever) {
  EXPECT_EQ(fingerprintOf(sampleLeak()),
            "sha256:6229cb391311f4a4e3e24196cb7a45e4");
}

TEST(FingerprintTest, DoesNotDependOnTextThatMoves) {
  const std::string Before = fingerprintOf(sampleLeak());
  EXPECT_EQ(Before, afterwards([](Finding &F) { F.At.Line = 99; }));
  EXPECT_EQ(Before, afterwards([](Finding &F) { F.At.Column = 99; }));
  EXPECT_EQ(Before, afterwards([](Finding &F) { F.Message = "other"; }));
  EXPECT_EQ(Before, afterwards([](Finding &F) { F.Trace.clear(); }));
  EXPECT_EQ(Before, afterwards([](Finding &F) { F.Fixes.clear(); }));
  EXPECT_EQ(Before,
            afterwards([](Finding &F) { F.Severity = Severity::Latent; }));
  EXPECT_EQ(Before,
            afterwards([](Finding &F) { F.Confidence = Confidence::Weak; }));
  EXPECT_EQ(Before, afterwards([](Finding &F) { F.Reach = Reach::Guest; }));
}

TEST(FingerprintTest, DependsOnEveryPartOfTheIdentity) {
  const std::string Before = fingerprintOf(sampleLeak());
  EXPECT_NE(Before, afterwards([](Finding &F) { F.Check = Name("qom-x"); }));
  EXPECT_NE(Before, afterwards([](Finding &F) { F.At.File = Name("y.c"); }));
  EXPECT_NE(Before, afterwards([](Finding &F) { F.Function = Name("f"); }));
  EXPECT_NE(Before, afterwards([](Finding &F) { F.ObjectType = "Bus"; }));
  EXPECT_NE(Before, afterwards([](Finding &F) { F.ObjectExpression = "t"; }));
  EXPECT_NE(Before, afterwards([](Finding &F) { F.Api = Name("g"); }));
}

TEST(FingerprintTest, PartsDoNotRunTogether) {
  EXPECT_NE(afterwards([](Finding &F) {
              F.ObjectType = "ab";
              F.ObjectExpression = "c";
            }),
            afterwards([](Finding &F) {
              F.ObjectType = "a";
              F.ObjectExpression = "bc";
            }));
}

TEST(FingerprintTest, AbsolutePathsCountByTheirName) {
  auto In = [](const char *Path) {
    return afterwards([&](Finding &F) { F.At.File = Name(Path); });
  };
  EXPECT_EQ(In("/usr/include/glib.h"), In("/opt/include/glib.h"));
  EXPECT_NE(In("hw/a/x.c"), In("hw/b/x.c"));
}

TEST(FingerprintTest, EqualFindingsAreNumbered) {
  std::vector<Finding> Twice = {sampleLeak(), sampleLeak()};
  assignFingerprints(Twice);
  EXPECT_EQ(Twice[0].Fingerprint, fingerprintOf(sampleLeak()));
  EXPECT_NE(Twice[0].Fingerprint, Twice[1].Fingerprint);
}

} // namespace
