//===- RelatedFilesTest.cpp - Whole words and definitions -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/RelatedFiles.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

TEST(RelatedFilesTest, MentionsWholeWordsOnly) {
  EXPECT_TRUE(mentions("s->irq = x;", "irq"));
  EXPECT_FALSE(mentions("s->irqs = my_irq;", "irq"));
  EXPECT_TRUE(mentions("irq", "irq"));
}

TEST(RelatedFilesTest, DefinitionsAreNeitherCallsNorDeclarations) {
  EXPECT_TRUE(defines("int f(int a,\n      int b)\n{\n}\n", "f"));
  EXPECT_TRUE(defines("static\nint x;\nvoid *\nf(void) {", "f"));
  EXPECT_FALSE(defines("int f(int);\n", "f"));
  EXPECT_FALSE(defines("int g(void)\n{\n    f(1);\n}\n", "f"));
}

TEST(RelatedFilesTest, StructsAreWhatTheKeywordNames) {
  EXPECT_EQ(structsIn("typedef struct Core { struct\nPart *p; } CoreState;\n"
                      "struct { int constructed; } destruct;"),
            (std::set<Name>{Name("Core"), Name("Part")}));
}

TEST(RelatedFilesTest, TypesAreDefinedWhereTheirInstancesHaveTheirSize) {
  const char Type[] = "static const TypeInfo t = {\n"
                      "    .instance_size = sizeof(Core),\n};\n";
  EXPECT_TRUE(definesType(Type, "Core"));
  EXPECT_FALSE(definesType(Type, "Cor"));
  EXPECT_FALSE(definesType("Core *c = g_malloc(sizeof(Core));", "Core"));
}

} // namespace
