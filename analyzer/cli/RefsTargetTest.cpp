//===- RefsTargetTest.cpp - What refs is asked about ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/RefsTarget.h"
#include "gmock/gmock.h"

using namespace qomlint;
using testing::HasSubstr;

namespace {

RefsTarget parsed(llvm::StringRef Text) {
  llvm::Expected<RefsTarget> Result = parseRefsTarget(Text);
  EXPECT_TRUE(static_cast<bool>(Result)) << Text.str();
  return Result ? *Result : RefsTarget();
}

std::string mistakeIn(llvm::StringRef Text) {
  llvm::Expected<RefsTarget> Result = parseRefsTarget(Text);
  return Result ? "" : toString(Result.takeError());
}

TEST(RefsTarget, FileLineColumn) {
  EXPECT_EQ(parsed("hw/x.c").File, "hw/x.c");
  RefsTarget T = parsed("hw/x.c:12:7");
  EXPECT_EQ(T.File, "hw/x.c");
  EXPECT_EQ(T.Line, 12u);
  EXPECT_EQ(T.Column, 7u);
  EXPECT_EQ(parsed("hw/x.c:12").Column, 0u);
}

TEST(RefsTarget, FunctionAndVariable) {
  RefsTarget T = parsed("x.c:x_init:s->clk");
  EXPECT_EQ(T.Function, "x_init");
  EXPECT_EQ(T.Variable, "s->clk");
  EXPECT_EQ(T.Line, 0u);
  T = parsed("x.cpp:qom::Device::init:clk");
  EXPECT_EQ(T.Function, "qom::Device::init");
  EXPECT_EQ(T.Variable, "clk");
}

TEST(RefsTarget, MistakesAreNamed) {
  EXPECT_THAT(mistakeIn("x.c:0"), HasSubstr("no line 0"));
  EXPECT_THAT(mistakeIn("x.c:3:name"), HasSubstr("no column name"));
  EXPECT_THAT(mistakeIn("x.c:f:v:w"), HasSubstr("too many colons"));
  EXPECT_THAT(mistakeIn("x.c:"), HasSubstr("an empty part"));
  EXPECT_THAT(mistakeIn(":f"), HasSubstr("FILE:FUNCTION[:VARIABLE]"));
}

TEST(RefsTarget, IdentifierUnderTheColumn) {
  llvm::StringRef Line = "  s->clk = 0;";
  EXPECT_EQ(identifierAt(Line, 3), "s");
  EXPECT_EQ(identifierAt(Line, 6), "clk");
  EXPECT_EQ(identifierAt(Line, 8), "clk");
  EXPECT_EQ(identifierAt(Line, 9), "clk"); // just behind it
  EXPECT_EQ(identifierAt(Line, 10), "");
  EXPECT_EQ(identifierAt(Line, 1), "");
  EXPECT_EQ(identifierAt(Line, 99), "");
}

TEST(RefsTarget, NamesOfUsers) {
  EXPECT_TRUE(isCalled("s->clk", "s->clk"));
  EXPECT_TRUE(isCalled("s->clk", "clk"));
  EXPECT_TRUE(isCalled("s->cpu[i]", "cpu"));
  EXPECT_TRUE(isCalled("s->cpu[i]", "s->cpu"));
  EXPECT_TRUE(isCalled("&s->iomem", "s->iomem"));
  EXPECT_TRUE(isCalled("s->iomem", "&s->iomem"));
  EXPECT_FALSE(isCalled("s->clk", "s"));
  EXPECT_FALSE(isCalled("s->refclk", "clk"));
}

TEST(RefsTarget, ObjectsOnALine) {
  ObjectHistory O;
  O.Names = {"dev", "s->clk"};
  ReferenceLine Made;
  Made.At.Line = 5;
  Made.Kind = ReferenceEventKind::Call;
  ReferenceLine Return = Made;
  Return.At.Line = 9;
  Return.Kind = ReferenceEventKind::Return;
  O.Lines = {Made, Return};
  EXPECT_TRUE(isOnLine(O, 5, "make();"));
  EXPECT_TRUE(isOnLine(O, 7, "show(s->clk);"));
  EXPECT_FALSE(isOnLine(O, 7, "show(s->clock, device);"));
  EXPECT_FALSE(isOnLine(O, 9, "}"));
}

} // namespace
