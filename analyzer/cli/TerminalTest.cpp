//===- TerminalTest.cpp ---------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Terminal.h"
#include "gtest/gtest.h"

using namespace qomlint;
using std::chrono::seconds;

namespace {

TEST(TerminalTest, DurationsAreAsPreciseAsTheyCanBeTrusted) {
  EXPECT_EQ(toString(seconds(0)), "0s");
  EXPECT_EQ(toString(seconds(59)), "59s");
  EXPECT_EQ(toString(seconds(65)), "1m 05s");
  EXPECT_EQ(toString(seconds(3599)), "59m 59s");
  EXPECT_EQ(toString(seconds(7500)), "2h 05m");
}

TEST(TerminalTest, MessagesNameTheTool) {
  testing::internal::CaptureStderr();
  sayError("no file");
  sayNote("nothing");
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "qomlint: error: no file\nqomlint: note: nothing\n");
}

TEST(TerminalTest, ShortRunsShowNoProgressInALog) {
  testing::internal::CaptureStderr();
  {
    Progress P(Progress::Style::Log, 2);
    P.advance("a.c");
    P.advance("b.c");
  }
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

} // namespace
