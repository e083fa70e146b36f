//===- FixExportTest.cpp - Fixes for clang-apply-replacements -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/FixExport.h"
#include "analyzer/report/SampleReport.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

std::string exported(const Report &R, bool WithLatent = false) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeFixExport(
      R, "/qemu", WithLatent, [](llvm::StringRef) { return "\n\n  text\n"; },
      OS);
  return Text;
}

TEST(FixExportTest, AFindingWithItsFix) {
  Report R;
  R.Findings = {sampleLeak()};
  R.Findings[0].Message = "a \"quoted\" word";
  EXPECT_EQ(exported(R), R"(---
MainSourceFile:  ''
Diagnostics:
  - DiagnosticName:  "qom-child-leak"
    DiagnosticMessage:
      Message:         "a \"quoted\" word"
      FilePath:        "/qemu/hw/x.c"
      FileOffset:      3
      Replacements:
        - FilePath:        "/qemu/hw/x.c"
          Offset:          66
          Length:          0
          ReplacementText: "object_unref(s->clk);\n"
    Level:           Warning
    BuildDirectory:  "/qemu"
...
)");
}

TEST(FixExportTest, LatentOnesOnlyIfTheyAreShown) {
  Report R;
  R.Findings = {sampleLeak()};
  R.Findings[0].Severity = Severity::Latent;
  EXPECT_EQ(exported(R),
            "---\nMainSourceFile:  ''\nDiagnostics:     []\n...\n");
  EXPECT_NE(exported(R, true).find("qom-child-leak"), std::string::npos);
}

} // namespace
