//===- TextWriterTest.cpp - The report for people -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/SampleReport.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

const char XSource[] = "void x_realize(XState *s) {\n"
                       "  s->clk = clock_new();\n"
                       "\tadd(s->clk);\n"
                       "}\n";

std::optional<std::string> source(llvm::StringRef File) {
  if (File == "hw/x.c")
    return XSource;
  return std::nullopt;
}

std::string written(const Report &R, ReportOptions Options = {}) {
  if (!Options.ReadSource)
    Options.ReadSource = source;
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeText(R, Options, OS);
  return Text;
}

Report reportOf(Finding F) {
  Report R;
  R.Findings = {std::move(F)};
  return R;
}

/// What is written for a finding on line 1, at \p Column of \p Line.
std::string snippet(const std::string &Line, uint32_t Column) {
  Finding F = sampleUse();
  F.At = {Name("a.c"), 1, Column};
  ReportOptions Options;
  Options.ReadSource = [&](llvm::StringRef) { return Line + "\n"; };
  std::string Text = written(reportOf(F), Options);
  size_t Start = Text.find('\n') + 1;
  return Text.substr(Start, Text.find("1 error") - Start);
}

TEST(TextWriterTest, WholeReport) {
  EXPECT_EQ(
      written(sampleReport()),
      R"(hw/x.c:3:2: warning: the creation reference of 's->clk' is kept [qom-child-leak]
    3 |         add(s->clk);
      |         ^
hw/x.c:2:12: note: reference taken here (1 reference)
    2 |   s->clk = clock_new();
      |            ^
hw/x.c:3:2: note: added as a child (in x_add, 2 references)
    3 |         add(s->clk);
      |         ^
include/gone.h:7:1: note: drop it here
  fix:
    4 + object_unref(s->clk);
hw/y.c:8:1: error: 'dev' is used after its last holder is gone [qom-use-after-unref]
hw/y.c:8:1: note: likely, not definite: its bus may hold it for a while
hw/z.c: error: not analyzed (parse): hw/z.c:1:1: error: unknown type name 'Z'
1 error (likely), 1 warning; 1 latent finding not shown (--show=latent); 2 suppressed by NOLINT
2 files and 40 functions analyzed; 1 file not analyzed; 1 limit hit
not judged: kept in a container or changed by each round of a loop 3, left to a function whose effect on it is not known 10
)");
}

/// The lines that show the fix, for XSource.
std::string shownFix(uint32_t Offset, uint32_t Length, std::string New) {
  Finding F = sampleLeak();
  F.Trace.clear();
  F.Fixes = {{Name("hw/x.c"), Offset, Length, std::move(New)}};
  std::string Text = written(reportOf(F));
  size_t Start = Text.find("  fix:\n");
  return Text.substr(Start, Text.find("1 warning") - Start);
}

TEST(TextWriterTest, FixesShowTheirLines) {
  size_t Add = llvm::StringRef(XSource).find("\tadd");
  EXPECT_EQ(shownFix(Add, 0, "\tone();\n\ttwo();\n"),
            "  fix:\n"
            "    3 +         one();\n"
            "    4 +         two();\n");
  EXPECT_EQ(shownFix(Add, 14, ""), "  fix:\n"
                                   "    3 -         add(s->clk);\n");
  EXPECT_EQ(shownFix(Add - 1, 14, ""), "  fix:\n"
                                       "    3 -         add(s->clk);\n");
  EXPECT_EQ(shownFix(Add + 1, 3, "give"), "  fix:\n"
                                          "    3 -         add(s->clk);\n"
                                          "    3 +         give(s->clk);\n");
  EXPECT_EQ(shownFix(999, 1, "past the end"), "  fix:\n");
}

TEST(TextWriterTest, NothingFound) {
  Report R;
  R.Files = 1;
  R.Functions = 2;
  EXPECT_EQ(written(R), "no findings\n1 file and 2 functions analyzed\n");
}

TEST(TextWriterTest, ShowsLatentFindingsIfAsked) {
  ReportOptions Options;
  Options.ShowLatent = true;
  std::string Text = written(reportOf(sampleLatent()), Options);
  EXPECT_NE(Text.find("warning: latent: the creation reference"),
            std::string::npos);
  EXPECT_NE(Text.find("\n1 latent finding\n"), std::string::npos);
  EXPECT_EQ(Text.find("not shown"), std::string::npos);
}

TEST(TextWriterTest, OnlyLatentFindings) {
  EXPECT_EQ(written(reportOf(sampleLatent())),
            "no findings; 1 latent finding not shown (--show=latent)\n"
            "0 files and 0 functions analyzed\n");
}

TEST(TextWriterTest, ColorsOnlyIfAsked) {
  EXPECT_EQ(written(sampleReport()).find('\033'), std::string::npos);
  ReportOptions Options;
  Options.Color = true;
  std::string Text = written(sampleReport(), Options);
  EXPECT_NE(Text.find('\033'), std::string::npos);
  std::string Plain;
  for (size_t I = 0; I < Text.size(); ++I)
    if (Text[I] == '\033')
      I = Text.find('m', I);
    else
      Plain += Text[I];
  EXPECT_EQ(Plain, written(sampleReport()));
}

TEST(TextWriterTest, CaretStandsUnderTheColumn) {
  EXPECT_EQ(snippet("a = b;", 5), "    1 | a = b;\n      |     ^\n");
  EXPECT_EQ(snippet("a\tb", 3), "    1 | a       b\n      |         ^\n");
  EXPECT_EQ(snippet("\xC3\xA4 b", 4), "    1 | \xC3\xA4 b\n      |   ^\n");
  EXPECT_EQ(snippet("a;\r", 1), "    1 | a;\n      | ^\n");
}

TEST(TextWriterTest, SourceCannotSteerTheTerminal) {
  EXPECT_EQ(snippet("\033[2J \xFF x", 8),
            "    1 | ?[2J ? x\n      |        ^\n");
}

TEST(TextWriterTest, ChangedSourceHasNoCaret) {
  EXPECT_EQ(snippet("short", 6), "");
  EXPECT_EQ(snippet("", 1), "");
  EXPECT_EQ(snippet("nowhere", 0), "");
  EXPECT_EQ(snippet(std::string(10000, 'x'), 5), "");
}

TEST(TextWriterTest, ReadsSourceBelowTheRoot) {
  Finding F = sampleUse();
  F.At = {Name("TextWriterTest.cpp"), 1, 1};
  ReportOptions Options;
  Options.SourceRoot = llvm::StringRef(__FILE__).rsplit('/').first.str();
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  writeText(reportOf(F), Options, OS);
  EXPECT_NE(Text.find("\n    1 | //===- TextWriterTest.cpp"), std::string::npos)
      << Text;
  Options.SourceRoot += "/nowhere";
  std::string Missing;
  llvm::raw_string_ostream MissingOS(Missing);
  writeText(reportOf(F), Options, MissingOS);
  EXPECT_EQ(Missing.find(" | "), std::string::npos);
}

TEST(TextWriterTest, FindingWithoutPosition) {
  Finding F = sampleUse();
  F.At = {Name("hw/y.c"), 0, 0};
  EXPECT_TRUE(llvm::StringRef(written(reportOf(F)))
                  .starts_with("hw/y.c: error: 'dev' is used"));
}

} // namespace
