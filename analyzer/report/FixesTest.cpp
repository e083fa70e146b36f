//===- FixesTest.cpp - Edits as bytes of a file ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Fixes.h"
#include "gtest/gtest.h"

using namespace qomlint;
using llvm::StringRef;

namespace {

/// Positions of \p Part, which the text has once.
Site siteOf(StringRef Part, StringRef Text) {
  size_t Start = Text.find(Part), End = Start + Part.size();
  EXPECT_EQ(Text.find(Part, Start + 1), StringRef::npos) << Part.str();
  auto Line = [&](size_t At) { return Text.take_front(At).count('\n') + 1; };
  auto Column = [&](size_t At) {
    return At - (Text.take_front(At).rfind('\n') + 1) + 1;
  };
  Site Result;
  Result.At = {Name("x.c"), static_cast<uint32_t>(Line(Start)),
               static_cast<uint32_t>(Column(Start))};
  Result.EndLine = Line(End);
  Result.EndColumn = Column(End);
  return Result;
}

/// The text after the edit at \p Part; `no` if it is refused.
std::string edited(EditKind Kind, StringRef Part, StringRef Text,
                   std::string New = "b();", std::string Old = "") {
  std::optional<Fix> F =
      locate({Kind, siteOf(Part, Text), std::move(Old), std::move(New)}, Text);
  return F ? withFixes(Text, {*F}) : "no";
}

TEST(FixesTest, ReplacesOnlyWhatIsExpected) {
  EXPECT_EQ(edited(EditKind::Replace, "a", "{\n  a();\n}\n", "b", "a"),
            "{\n  b();\n}\n");
  EXPECT_EQ(edited(EditKind::Replace, "a", "{\n  a();\n}\n", "b", "c"), "no");
}

TEST(FixesTest, ReplacesTheOnlyPlaceInACall) {
  llvm::StringRef Call = "O<T>::a(p)", Text = "{\n  x = O<T>::a(p);\n}\n";
  EXPECT_EQ(edited(EditKind::ReplaceIn, Call, Text, "b(*", "a("),
            "{\n  x = O<T>::b(*p);\n}\n");
  EXPECT_EQ(edited(EditKind::ReplaceIn, Call, Text, "b(", "a(*"), "no");
  EXPECT_EQ(edited(EditKind::ReplaceIn, "a(a(p))", "a(a(p));\n", "b(", "a("),
            "no");
}

TEST(FixesTest, InsertsLinesWithTheSameIndentation) {
  EXPECT_EQ(edited(EditKind::InsertAfter, "a()", "{\n  a();\n}\n"),
            "{\n  a();\n  b();\n}\n");
  EXPECT_EQ(edited(EditKind::InsertBefore, "a()", "{\n\ta();\n}\n"),
            "{\n\tb();\n\ta();\n}\n");
  EXPECT_EQ(edited(EditKind::InsertAfter, "a(1,\n    2)",
                   "{\n  a(1,\n    2) ; // why\n}\n"),
            "{\n  a(1,\n    2) ; // why\n  b();\n}\n");
}

TEST(FixesTest, KeepsLineEnds) {
  EXPECT_EQ(edited(EditKind::InsertAfter, "a()", "{\r\n  a();\r\n}\r\n"),
            "{\r\n  a();\r\n  b();\r\n}\r\n");
  EXPECT_EQ(edited(EditKind::Delete, "a()", "{\r\n  a();\r\n  c();\r\n}\r\n"),
            "{\r\n  c();\r\n}\r\n");
}

TEST(FixesTest, ACommentThatGoesOnIsNotCut) {
  EXPECT_EQ(edited(EditKind::InsertAfter, "a()", "{\n  a(); /* one */\n}\n"),
            "{\n  a(); /* one */\n  b();\n}\n");
  EXPECT_EQ(
      edited(EditKind::InsertAfter, "a()", "{\n  a(); /* one\n two */\n}"),
      "no");
}

TEST(FixesTest, InsertsBeforeTheBraceOfTheBody) {
  EXPECT_EQ(edited(EditKind::InsertBefore, "}", "{\n  a();\n}\n"),
            "{\n  a();\n    b();\n}\n");
  EXPECT_EQ(edited(EditKind::InsertBefore, "}", "{\n\ta();\n\n}\n"),
            "{\n\ta();\n\n\tb();\n}\n");
  EXPECT_EQ(edited(EditKind::InsertBefore, "}", "{ a(); }\n"), "no");
}

TEST(FixesTest, DeletesTheLineToo) {
  EXPECT_EQ(edited(EditKind::Delete, "a()", "{\n  a();\n  c();\n}\n"),
            "{\n  c();\n}\n");
  EXPECT_EQ(edited(EditKind::Delete, "a()", "{\n  a(); // why\n  c();\n}\n"),
            "{\n  c();\n}\n");
}

TEST(FixesTest, LeavesNoBracesEmpty) {
  EXPECT_EQ(edited(EditKind::Delete, "a()", "if (c) {\n  a();\n}\n"), "no");
  EXPECT_EQ(edited(EditKind::Delete, "a()",
                   "if (c) {\n  /* why */ // and\n  // how\n  a();\n}\n"),
            "no");
}

TEST(FixesTest, RefusesStatementsThatShareTheirLine) {
  for (EditKind Kind :
       {EditKind::InsertAfter, EditKind::InsertBefore, EditKind::Delete})
    EXPECT_EQ(edited(Kind, "a()", "{\n  c(); a();\n  d();\n}\n"), "no");
  for (EditKind Kind : {EditKind::InsertAfter, EditKind::Delete})
    EXPECT_EQ(edited(Kind, "a()", "{\n  a(); c();\n  d();\n}\n"), "no");
}

TEST(FixesTest, RefusesPreprocessorLines) {
  const char Text[] =
      "{\n  a(1,\n#ifdef X\n    2,\n#endif\n    3);\n  c();\n}\n";
  const char Call[] = "a(1,\n#ifdef X\n    2,\n#endif\n    3)";
  EXPECT_EQ(edited(EditKind::InsertAfter, Call, Text), "no");
  EXPECT_EQ(edited(EditKind::Delete, Call, Text), "no");
}

TEST(FixesTest, TheStatementHasToMentionTheExpression) {
  const char Text[] = "{\n  a(s->cpu, dev);\n}\n";
  auto After = [&](std::string Old) {
    return edited(EditKind::InsertAfter, "a(s->cpu, dev)", Text, "b();", Old);
  };
  EXPECT_NE(After("s->cpu"), "no");
  EXPECT_NE(After("dev"), "no");
  EXPECT_EQ(After("cpu"), "no");
  EXPECT_EQ(After("s"), "{\n  a(s->cpu, dev);\n  b();\n}\n");
  EXPECT_EQ(After("de"), "no");
}

/// Before `return` in \p Text, if `var` is in scope there.
std::string insertedInScope(StringRef Text) {
  Edit E{EditKind::InsertBefore, siteOf("return", Text), "", "b();"};
  E.Declared = siteOf("var", Text).At;
  return locate(E, Text) ? "yes" : "no";
}

TEST(FixesTest, TheVariableHasToBeInScope) {
  EXPECT_EQ(insertedInScope("{\n  T *var;\n  if (a) {\n  return;\n}\n"), "yes");
  EXPECT_EQ(insertedInScope("{\n  {\n  T *var;\n  }\n  return;\n}\n"), "no");
  EXPECT_EQ(insertedInScope("{\n  a(({ T *var; 0; }));\n  return;\n}\n"), "no");
  EXPECT_EQ(insertedInScope("{\n  T *var = a(\"}\\\"}\", '}');\n"
                            "  /* } */ // }\n  return;\n}\n"),
            "yes");
  EXPECT_EQ(insertedInScope("{\n  return;\n  T *var;\n}\n"), "no");
}

TEST(FixesTest, RefusesPositionsOfAnotherText) {
  Edit E{EditKind::Replace, {{Name("x.c"), 9, 1}, 9, 2, false}, "a", "b"};
  EXPECT_FALSE(locate(E, "a\n"));
  E.Where = {{Name("x.c"), 1, 5}, 1, 6, false};
  EXPECT_FALSE(locate(E, "a\nlonger\n"));
}

Finding findingAt(StringRef Part, StringRef Text,
                  Severity Harm = Severity::Warning) {
  Finding F;
  F.Severity = Harm;
  F.Edits = {{EditKind::InsertAfter, siteOf(Part, Text), "", "b();"}};
  return F;
}

TEST(FixesTest, FixesThatTouchAreLeftOut) {
  const char Text[] = "{\n  a();\n  c();\n}\n";
  std::vector<Finding> Findings{findingAt("a()", Text, Severity::Latent),
                                findingAt("a()", Text), findingAt("c()", Text)};
  EXPECT_EQ(locateFixes(Findings, [&](StringRef) { return Text; }),
            std::vector<size_t>{0});
  EXPECT_TRUE(Findings[0].Fixes.empty());
  EXPECT_EQ(Findings[1].Fixes.size(), 1u);
  EXPECT_EQ(Findings[2].Fixes.size(), 1u);
}

TEST(FixesTest, AFindingHasAllOfItsFixesOrNone) {
  const char Text[] = "{\n  a();\n  c(); d();\n}\n";
  Finding F = findingAt("a()", Text);
  F.Edits.push_back(findingAt("d()", Text).Edits[0]);
  std::vector<Finding> Findings{F};
  locateFixes(Findings, [&](StringRef) { return Text; });
  EXPECT_TRUE(Findings[0].Fixes.empty());
}

TEST(FixesTest, NothingForAFileThatIsNotThere) {
  std::vector<Finding> Findings{findingAt("a()", "{\n  a();\n}\n")};
  locateFixes(Findings, [](StringRef) { return std::nullopt; });
  EXPECT_TRUE(Findings[0].Fixes.empty());
}

} // namespace
