//===- GateTest.cpp -------------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Gate.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

Finding finding(Severity Harm, Confidence Certainty) {
  Finding F;
  F.Severity = Harm;
  F.Confidence = Certainty;
  return F;
}

ExitStatus status(llvm::StringRef GateText, const std::vector<Finding> &Shown,
                  bool Incomplete = false, bool Strict = false) {
  llvm::Expected<Gate> Parsed = parseGate(GateText);
  if (!Parsed) {
    ADD_FAILURE() << toString(Parsed.takeError());
    return ExitBadInput;
  }
  Parsed->Strict = Strict;
  return Parsed->status(Shown, Incomplete);
}

std::string errorOf(llvm::StringRef GateText) {
  llvm::Expected<Gate> Parsed = parseGate(GateText);
  return Parsed ? "no error" : toString(Parsed.takeError());
}

const Finding Definite = finding(Severity::Warning, Confidence::Definite);
const Finding Likely = finding(Severity::Error, Confidence::Likely);
const Finding Latent = finding(Severity::Latent, Confidence::Definite);

TEST(GateTest, DefaultFailsOnDefiniteWarnings) {
  EXPECT_EQ(Gate().status({}, false), ExitClean);
  EXPECT_EQ(Gate().status({Latent, Likely}, false), ExitClean);
  EXPECT_EQ(Gate().status({Latent, Likely, Definite}, false), ExitFindings);
}

TEST(GateTest, BothHarmAndCertaintyCount) {
  EXPECT_EQ(status("error", {Definite}), ExitClean);
  EXPECT_EQ(status("error", {Likely}), ExitClean) << "definite by default";
  EXPECT_EQ(status("error:likely", {Likely}), ExitFindings);
  EXPECT_EQ(status("warning:likely", {Definite}), ExitFindings);
  EXPECT_EQ(status("latent", {Latent}), ExitFindings);
}

TEST(GateTest, IncompleteRuns) {
  EXPECT_EQ(status("warning", {}, true), ExitIncomplete);
  EXPECT_EQ(status("warning", {Definite}, true), ExitFindings);
  EXPECT_EQ(status("warning", {Definite}, true, true), ExitIncomplete);
  EXPECT_EQ(status("warning", {Definite}, false, true), ExitFindings);
}

TEST(GateTest, BadLevels) {
  EXPECT_EQ(errorOf("warn"),
            "--fail-on=warn: expected latent, warning or error");
  EXPECT_EQ(errorOf("eror"), "--fail-on=eror: expected latent, warning or "
                             "error; did you mean 'error'?");
  EXPECT_EQ(errorOf("likely"),
            "--fail-on=likely: 'likely' is a confidence, and stands after a "
            "severity: --fail-on=warning:likely");
  EXPECT_EQ(errorOf("error:sure"),
            "--fail-on=error:sure: expected weak, likely "
            "or definite after ':'");
  EXPECT_EQ(errorOf("error:"), "--fail-on=error:: expected weak, likely or "
                               "definite after ':'");
}

} // namespace
