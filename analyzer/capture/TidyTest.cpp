//===- TidyTest.cpp - Removes what lowering need not have said ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Tidy.h"
#include "analyzer/facts/Text.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

/// The tidied form of a function's text; positions are left out.
std::string tidied(llvm::StringRef Text) {
  llvm::Expected<Unit> U = parseUnit(("unit x.c\n" + Text).str());
  EXPECT_TRUE(bool(U)) << llvm::toString(U.takeError());
  if (!U || U->Functions.size() != 1)
    return "";
  tidy(U->Functions[0]);
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  print(U->Functions[0], OS);
  return Result;
}

TEST(TidyTest, UnreadLoadsBecomeUsesOrNothing) {
  EXPECT_EQ(tidied("function f(s: *S) {\n"
                   "b0:\n"
                   "  %0 = load s->a\n"
                   "  %1 = load s\n"
                   "  %2 = load $g\n"
                   "  %3 = compute + %0, %2\n"
                   "  return\n"
                   "}\n"),
            "function f(s: *S) {\n"
            "b0:\n"
            "  use s->a\n"
            "  return\n"
            "}\n");
}

TEST(TidyTest, RepeatedUsesAreOne) {
  EXPECT_EQ(tidied("function f(s: *S) {\n"
                   "b0:\n"
                   "  use s->a\n"
                   "  use s->b\n"
                   "  use s->a\n"
                   "  call g(s)\n"
                   "  use s->a\n"
                   "  return\n"
                   "}\n"),
            "function f(s: *S) {\n"
            "b0:\n"
            "  use s->a\n"
            "  use s->b\n"
            "  call g(s)\n"
            "  use s->a\n"
            "  return\n"
            "}\n");
}

TEST(TidyTest, StoredConstantsDecideTheNextTest) {
  EXPECT_EQ(tidied("function f(p: *) {\n"
                   "  local v\n"
                   "b0:\n"
                   "  branch p, b1, b2\n"
                   "b1:\n"
                   "  store v, 1\n"
                   "  goto b3\n"
                   "b2:\n"
                   "  store v, 0\n"
                   "  goto b3\n"
                   "b3:\n"
                   "  %0 = load v\n"
                   "  %1 = compute ! %0\n"
                   "  branch %1, b4, b5\n"
                   "b4:\n"
                   "  call g()\n"
                   "  return\n"
                   "b5:\n"
                   "  return\n"
                   "}\n"),
            "function f(p: *) {\n"
            "b0:\n"
            "  branch p, b1, b2\n"
            "b1:\n"
            "  return\n"
            "b2:\n"
            "  call g()\n"
            "  return\n"
            "}\n");
}

TEST(TidyTest, StoresThatAreReadElsewhereStay) {
  EXPECT_EQ(tidied("function f(p: *) {\n"
                   "  local v\n"
                   "b0:\n"
                   "  store v, 1\n"
                   "  goto b1\n"
                   "b1:\n"
                   "  branch v, b2, b1\n"
                   "b2:\n"
                   "  call g(v)\n"
                   "  return\n"
                   "}\n"),
            "function f(p: *) {\n"
            "  local v\n"
            "b0:\n"
            "  store v, 1\n"
            "  call g(v)\n"
            "  return\n"
            "}\n");
}

TEST(TidyTest, StoredPointersStay) {
  EXPECT_EQ(tidied("function f(p: *) {\n"
                   "  local o: *Object\n"
                   "b0:\n"
                   "  %0 = call object_new()\n"
                   "  store o, %0\n"
                   "  end o\n"
                   "  return\n"
                   "}\n"),
            "function f(p: *) {\n"
            "  local o: *Object\n"
            "b0:\n"
            "  %0 = call object_new()\n"
            "  store o, %0\n"
            "  end o\n"
            "  return\n"
            "}\n");
}

TEST(TidyTest, EndlessEmptyLoopsEnd) {
  EXPECT_EQ(tidied("function f() {\n"
                   "b0:\n"
                   "  goto b1\n"
                   "b1:\n"
                   "  goto b1\n"
                   "}\n"),
            "function f() {\n"
            "b0:\n"
            "  goto b1\n"
            "b1:\n"
            "  goto b1\n"
            "}\n");
}

} // namespace
