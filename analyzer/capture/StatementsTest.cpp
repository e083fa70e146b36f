//===- StatementsTest.cpp - Where a fix may go ----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/CaptureFixture.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace qomlint;

namespace {

class StatementsTest : public CaptureTest {
protected:
  /// The text of each statement of the function f.
  std::vector<std::string> statements(llvm::StringRef Source) {
    std::vector<std::string> Result;
    llvm::SmallVector<llvm::StringRef> Lines;
    Unit U = capture(Source);
    Source.split(Lines, '\n');
    for (const Statement &S : functionIn(U, "f").Statements) {
      EXPECT_EQ(S.Line, S.EndLine);
      // Sources start at line 2.
      Result.push_back(
          Lines[S.Line - 2].slice(S.Column - 1, S.EndColumn - 1).str());
    }
    return Result;
  }
};

using Texts = std::vector<std::string>;

TEST_F(StatementsTest, CallsAndReturnsOfBlocks) {
  EXPECT_EQ(statements("int f(Object *o) {\n"
                       "  object_ref(o);\n"
                       "  if (get()) {\n"
                       "    int n;\n"
                       "    n = get();\n"
                       "    return n;\n"
                       "  }\n"
                       "  switch (get()) {\n"
                       "  case 1:\n"
                       "    put(1);\n"
                       "    break;\n"
                       "  }\n"
                       "  return 0;\n"
                       "}\n"),
            (Texts{"object_ref(o)", "n = get()", "return n", "return 0"}));
}

TEST_F(StatementsTest, NotTheBodiesWithoutBraces) {
  EXPECT_EQ(statements("int f(Object *o) {\n"
                       "  if (get())\n"
                       "    put(1);\n"
                       "  else\n"
                       "    put(2);\n"
                       "  while (get())\n"
                       "    put(3);\n"
                       "  for (put(4); get(); put(5))\n"
                       "    put(6);\n"
                       "out:\n"
                       "  put(7);\n"
                       "  if (get()) return 1;\n"
                       "  return 0;\n"
                       "}\n"),
            (Texts{"return 0"}));
}

TEST_F(StatementsTest, NotWhatMacrosMake) {
  EXPECT_EQ(statements("#define TWICE(x) do { put(x); put(x); } while (0)\n"
                       "#define PUT(x) put(x)\n"
                       "#define FAIL 1\n"
                       "int f(Object *o) {\n"
                       "  TWICE(1);\n"
                       "  PUT(2);\n"
                       "  put(FAIL);\n"
                       "  return FAIL;\n"
                       "}\n"),
            (Texts{"put(FAIL)", "return FAIL"}));
}

TEST_F(StatementsTest, NotTheValuesOfStatementExpressions) {
  EXPECT_EQ(statements("int f(Object *o) {\n"
                       "  put(({ put(1); get(); }));\n"
                       "  return 0;\n"
                       "}\n"),
            (Texts{"put(({ put(1); get(); }))", "return 0"}));
}

TEST_F(StatementsTest, NotThoseOfHeaders) {
  write("other.h", "static inline void g(Object *o) {\n  use(o);\n}\n");
  Unit U = capture("#include \"other.h\"\n"
                   "void f(Object *o) {\n  g(o);\n}\n");
  EXPECT_TRUE(functionIn(U, "other.h:g").Statements.empty());
  EXPECT_EQ(functionIn(U, "f").Statements.size(), 1u);
}

TEST_F(StatementsTest, SourcesAreKnownByTheirHash) {
  write("part.c.inc", "static int part;\n");
  std::string Source = "#include \"part.c.inc\"\nvoid f(void) {}\n";
  Unit U = capture(Source);
  ASSERT_EQ(U.Sources.size(), 2u);
  EXPECT_EQ(U.Sources[0].File.str(), "part.c.inc");
  EXPECT_EQ(U.Sources[0].Hash, hashOf("static int part;\n"));
  EXPECT_EQ(U.Sources[1].File.str(), "x.c");
  EXPECT_EQ(U.Sources[1].Hash, hashOf("#include \"prelude.h\"\n" + Source));
}

} // namespace
