//===- CaptureTest.cpp - Command lines, errors, and what is captured ------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/CaptureFixture.h"
#include "analyzer/capture/Invocations.h"
#include "analyzer/facts/Binary.h"

using namespace qomlint;
using ::testing::Test;

namespace {

std::vector<std::string> keys(const Unit &U) {
  std::vector<std::string> Result;
  for (const Function &F : U.Functions)
    Result.push_back(F.Key.str().str());
  return Result;
}

using Strings = std::vector<std::string>;

//===----------------------------------------------------------------------===//
// Command lines
//===----------------------------------------------------------------------===//

TEST_F(CaptureTest, OutputAndDependencyFlagsAreIgnored) {
  write("a.c", "void f(void) {}\n");
  CaptureResult R = captureFile(
      "a.c", {"-c", "-o", "a.o", "-MD", "-MQ", "a.o", "-MF", "a.d", "-pipe"});
  EXPECT_EQ(R.Error, "");
  EXPECT_EQ(R.DroppedFlags, Strings());
  ASSERT_TRUE(R.Facts);
  EXPECT_EQ(keys(*R.Facts), Strings{"f"});
  EXPECT_EQ(R.Facts->MainFile.str(), "a.c");
}

TEST_F(CaptureTest, UnknownFlagsAreDroppedAndReported) {
  write("a.c", "void f(void) {}\n");
  CaptureResult R =
      captureFile("a.c", {"-fno-such-flag", "-fanalyzer-verbosity=2",
                          "-mno-such-cpu-flag", "-Wno-such-warning", "-DX=1"});
  EXPECT_EQ(R.Error, "");
  ASSERT_TRUE(R.Facts);
  EXPECT_EQ(R.DroppedFlags, (Strings{"-fno-such-flag", "-fanalyzer-verbosity=2",
                                     "-mno-such-cpu-flag"}));
}

TEST_F(CaptureTest, FlagsWithImpossibleValuesAreDropped) {
  write("a.c", "void f(void) {}\n");
  CaptureResult R =
      captureFile("a.c", {"-std=c++17x", "-fcf-protection=maybe"});
  EXPECT_EQ(R.Error, "");
  EXPECT_TRUE(R.Facts);
  EXPECT_FALSE(R.DroppedFlags.empty());
}

TEST_F(CaptureTest, WarningsAreNoErrors) {
  write("a.c", "int f(void) { int unused; }\n");
  CaptureResult R =
      captureFile("a.c", {"-Wall", "-Werror", "-Werror=return-type",
                          "-pedantic-errors", "-Wfatal-errors"});
  EXPECT_EQ(R.Error, "");
  EXPECT_TRUE(R.Facts);
}

TEST_F(CaptureTest, LaunchersAndResponseFilesAreUnderstood) {
  write("flags", "-DVALUE=7\n");
  write("a.c", "int f(void) { return VALUE; }\n");
  CompileCommand C = command("a.c", {"@flags"});
  C.Arguments.insert(C.Arguments.begin(), "/usr/bin/ccache");
  CaptureResult R = Capturer(Directory).capture(C);
  EXPECT_EQ(R.Error, "");
  ASSERT_TRUE(R.Facts);
  EXPECT_EQ(bodyText(functionIn(*R.Facts, "f")), "b0:\n  return 7\n");
}

TEST_F(CaptureTest, CompilerNameDecidesTheLanguageMode) {
  write("a.c", "struct S { int f() { return 1; } };\n");
  CompileCommand C = command("a.c", {"-x", "c++"});
  C.Arguments[0] = "x86_64-linux-gnu-g++";
  EXPECT_EQ(Capturer(Directory).capture(C).Error, "");
}

TEST_F(CaptureTest, CommandsDifferInTheirFlags) {
  write("a.c", "int f(void) { return VALUE; }\n");
  for (const char *Value : {"1", "2", "1"}) {
    CaptureResult R = captureFile("a.c", {std::string("-DVALUE=") + Value});
    ASSERT_TRUE(R.Facts);
    EXPECT_EQ(bodyText(functionIn(*R.Facts, "f")),
              std::string("b0:\n  return ") + Value + "\n");
  }
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

TEST_F(CaptureTest, FirstErrorIsKeptAndFactsAreNot) {
  write("a.c", "void f(void) {}\nint x = y;\nint z = w;\n");
  CaptureResult R = captureFile("a.c");
  EXPECT_EQ(R.Error, "a.c:2:9: error: use of undeclared identifier 'y'");
  EXPECT_FALSE(R.Facts);
  EXPECT_EQ(R.MissingHeader, "");
}

TEST_F(CaptureTest, MissingHeaderIsNamedAsWritten) {
  write("a.c", "#include \"gen/trace.h\"\nvoid f(void) {}\n");
  CaptureResult R = captureFile("a.c");
  EXPECT_EQ(R.Error, "a.c:1:10: fatal error: 'gen/trace.h' file not found");
  EXPECT_EQ(R.MissingHeader, "gen/trace.h");
  EXPECT_FALSE(R.Facts);
}

TEST_F(CaptureTest, MissingFileIsAnError) {
  CaptureResult R = captureFile("nowhere.c");
  EXPECT_NE(R.Error.find("nowhere.c"), std::string::npos) << R.Error;
  EXPECT_FALSE(R.Facts);
}

TEST_F(CaptureTest, GoodUnitsFollowBadOnes) {
  write("bad.c", "int f(\n");
  write("good.c", "int f(void) { return 1; }\n");
  EXPECT_FALSE(captureFile("bad.c").Facts);
  EXPECT_TRUE(captureFile("good.c").Facts);
}

//===----------------------------------------------------------------------===//
// What is captured
//===----------------------------------------------------------------------===//

TEST_F(CaptureTest, InlineFunctionsOfHeadersComeWithTheirCallers) {
  write("h.h", "typedef struct O { struct O *next; } O;\n"
               "static inline O *second(O *o) { return o->next; }\n"
               "static inline O *third(O *o) { return second(o)->next; }\n"
               "static inline O *unused(O *o) { return o; }\n"
               "static inline int scalar(int i) { return i; }\n");
  write("a.c", "#include \"h.h\"\n"
               "O *f(O *o) { scalar(1); return third(o); }\n");
  CaptureResult R = captureFile("a.c");
  ASSERT_TRUE(R.Facts);
  EXPECT_EQ(keys(*R.Facts), (Strings{"f", "h.h:third", "h.h:second"}));
  EXPECT_TRUE(functionIn(*R.Facts, "h.h:third").Internal);
}

TEST_F(CaptureTest, CodeIncludedAsTextIsTheUnitsOwn) {
  write("part.c.inc", "static int part(void) { return 3; }\n");
  write("a.c", "#include \"part.c.inc\"\n");
  CaptureResult R = captureFile("a.c");
  ASSERT_TRUE(R.Facts);
  EXPECT_EQ(keys(*R.Facts), Strings{"part.c.inc:part"});
}

TEST_F(CaptureTest, KeysTellLinkageApart) {
  Unit U = capture("static void local(void) {}\nvoid global(void) {}\n");
  EXPECT_EQ(keys(U), (Strings{"x.c:local", "global"}));
  EXPECT_EQ(U.Functions[0].plainName(), "local");
}

TEST_F(CaptureTest, DeclaredProbesAndNoReturns) {
  Unit U = capture("void container_get(void); void machine_foo(void);\n"
                   "void f(void) { die(); }\n");
  EXPECT_EQ(U.Declared, std::vector<Name>{Name("container_get")});
  EXPECT_EQ(U.NoReturns, std::vector<Name>{Name("die")});
}

TEST_F(CaptureTest, DeclaredProbesInBlocksOfC) {
  Unit U = capture("extern \"C\" { void usb_new(); void container_get(); }\n"
                   "namespace other { void qemu_init_irq(); }\n"
                   "int sysbus_mmio_unmap;\n",
                   /*IsCpp=*/true);
  EXPECT_EQ(U.Declared,
            (std::vector<Name>{Name("container_get"), Name("usb_new")}));
}

TEST_F(CaptureTest, AnnotationsOfFunctionsAndParameters) {
  Unit U = capture(
      "#define Q(x) __attribute__((annotate(\"qomlint::\" x)))\n"
      "Q(\"returns_owned\") Object *f(Object *a, Q(\"consume\") Object *b);\n"
      "Object *f(Object *a, Object *b) { return a; }\n");
  EXPECT_EQ(functionIn(U, "f").Annotations,
            (std::vector<Name>{Name("param1:consume"), Name("returns_owned")}));
}

TEST_F(CaptureTest, NoLintCommentsOfMainFileAndHeaders) {
  write("h.h", "// NOLINTBEGIN(qom-*)\n// NOLINTEND\n");
  write("a.c", "#include \"h.h\"\n"
               "int x; // NOLINT(qom-ref-leak, qom-child-leak)\n"
               "/* NOLINTNEXTLINE */ int y;\n"
               "int NOLINTER; // NOLINTED\n");
  CaptureResult R = captureFile("a.c");
  ASSERT_TRUE(R.Facts);
  const std::vector<NoLint> &Found = R.Facts->NoLints;
  ASSERT_EQ(Found.size(), 4u);
  EXPECT_EQ(Found[0].Scope, NoLintScope::Line);
  EXPECT_EQ(Found[0].Checks.str(), "qom-ref-leak, qom-child-leak");
  EXPECT_EQ(Found[0].At, (Position{Name("a.c"), 2, 11}));
  EXPECT_EQ(Found[1].Scope, NoLintScope::NextLine);
  EXPECT_EQ(Found[2].Scope, NoLintScope::Begin);
  EXPECT_EQ(Found[2].At.File.str(), "h.h");
  EXPECT_EQ(Found[3].Scope, NoLintScope::End);
}

TEST_F(CaptureTest, FilesOutsideOfTheRootKeepTheirPath) {
  write("root/a.c", "#include \"../outside.h\"\nint f(void) { return g(); }\n");
  write("outside.h", "typedef struct O { int i; } O;\n"
                     "int g(void);\nstatic inline int h(O *o) {return o->i;}\n"
                     "static inline int use(O *o) { return h(o); }\n");
  write("root/b.c",
        "#include \"../outside.h\"\nint f(O *o) { return h(o); }\n");
  CompileCommand C = command("root/b.c");
  CaptureResult R = Capturer(Directory + "/root").capture(C);
  ASSERT_TRUE(R.Facts) << R.Error;
  EXPECT_EQ(keys(*R.Facts), (Strings{"f", Directory + "/outside.h:h"}));
  EXPECT_EQ(R.Facts->MainFile.str(), "b.c");
}

TEST_F(CaptureTest, CapturingTwiceGivesEqualFacts) {
  const char Source[] = "static void g(XState *s) { s->clk = NULL; }\n"
                        "void f(XState *s) { g(s); use(s->cpu[s->count]); }\n";
  EXPECT_EQ(encode(capture(Source)), encode(capture(Source)));
}

} // namespace
