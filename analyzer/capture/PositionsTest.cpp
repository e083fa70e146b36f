//===- PositionsTest.cpp - Where events stand -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/CaptureFixture.h"

using namespace qomlint;

namespace qomlint {
/// For messages of failing tests, which look for it beside the type.
static std::ostream &operator<<(std::ostream &OS, const Site &S) {
  return OS << S.At.Line << ':' << S.At.Column << '-' << S.EndLine << ':'
            << S.EndColumn << (S.InMacro ? " macro" : "");
}
} // namespace qomlint

namespace {

class PositionsTest : public CaptureTest {
protected:
  /// The sites of all calls of `use` and `put` in the function f.
  std::vector<Site> calls(llvm::StringRef Source) {
    std::vector<Site> Result;
    Unit U = capture(Source);
    for (const Block &B : functionIn(U, "f").Blocks)
      for (const Event &E : B.Events)
        if (E.Kind == EventKind::Call)
          Result.push_back(E.Where);
    return Result;
  }

  static Site site(unsigned Line, unsigned Column, unsigned EndLine,
                   unsigned EndColumn, bool InMacro) {
    Site Result;
    Result.At = {Name("x.c"), Line, Column};
    Result.EndLine = EndLine;
    Result.EndColumn = EndColumn;
    Result.InMacro = InMacro;
    return Result;
  }
};

TEST_F(PositionsTest, CallsCoverTheirTokens) {
  EXPECT_EQ(
      calls("void f(void *p) {\n"
            "  use(p);\n"
            "  use(\n    p);\n"
            "}\n"),
      (std::vector<Site>{site(3, 3, 3, 9, false), site(4, 3, 5, 7, false)}));
}

TEST_F(PositionsTest, MacroBodiesStandAtTheirExpansion) {
  EXPECT_EQ(
      calls("#define TWICE(x) do { use(x); use(x); } while (0)\n"
            "void f(void *p) {\n"
            "  TWICE(p);\n"
            "}\n"),
      (std::vector<Site>{site(4, 3, 4, 11, true), site(4, 3, 4, 11, true)}));
}

TEST_F(PositionsTest, MacroArgumentsStandWhereTheyAreWritten) {
  EXPECT_EQ(calls("#define RUN(x) do { x; } while (0)\n"
                  "#define OUTER(x) RUN(x)\n"
                  "void f(void *p) {\n"
                  "  OUTER(use(p));\n"
                  "}\n"),
            (std::vector<Site>{site(5, 9, 5, 15, false)}));
}

TEST_F(PositionsTest, MacrosAtTheEndOfARange) {
  EXPECT_EQ(calls("#define LAST NULL)\n"
                  "void f(void) {\n"
                  "  use(LAST;\n"
                  "}\n"),
            (std::vector<Site>{site(4, 3, 4, 11, true)}));
}

TEST_F(PositionsTest, CleanupsStandAtTheEndOfTheScope) {
  EXPECT_EQ(
      calls("static void drop(Object **p);\n"
            "int f(int n) {\n"
            "  __attribute__((cleanup(drop))) Object *o = NULL;\n"
            "  if (n)\n"
            "    return 1;\n"
            "  return 2;\n"
            "}\n"
            "static void drop(Object **p) {}\n"),
      (std::vector<Site>{site(6, 5, 6, 13, false), site(7, 3, 7, 11, false)}));
}

} // namespace
