//===- error_test.cpp - Error ** ------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/error.h"

#include <gtest/gtest.h>

namespace {

void fail(Error **errp, const char *Text) { error_setg(errp, "%s", Text); }

bool failsAndLooks(Error **errp) {
  ERRP_GUARD();
  fail(errp, "inner");
  return *errp != nullptr;
}

TEST(ErrorTest, TheFirstErrorWins) {
  Error *First = nullptr, *Second = nullptr;
  fail(&First, "first");
  fail(&Second, "second");
  error_propagate(&First, Second);
  EXPECT_STREQ(error_get_pretty(First), "first");
  error_free(First);
}

TEST(ErrorTest, NullIgnores) {
  fail(nullptr, "nobody");
  Error *Err = nullptr;
  fail(&Err, "nobody");
  error_propagate(nullptr, Err);
  error_propagate(&Err, nullptr);
}

TEST(ErrorTest, TextGrowsAtBothEnds) {
  Error *Err = nullptr;
  error_setg_errno(&Err, ENOENT, "open");
  EXPECT_STREQ(error_get_pretty(Err), "open: No such file or directory");
  error_prepend(&Err, "disk %d: ", 1);
  Error *Copy = error_copy(Err);
  EXPECT_STREQ(error_get_pretty(Copy),
               "disk 1: open: No such file or directory");
  error_free(Copy);
  error_free_or_abort(&Err);
  EXPECT_EQ(Err, nullptr);
}

TEST(ErrorTest, ClassesAreKept) {
  Error *Err = nullptr;
  error_set(&Err, ERROR_CLASS_DEVICE_NOT_FOUND, "none");
  EXPECT_EQ(error_get_class(Err), ERROR_CLASS_DEVICE_NOT_FOUND);
  error_free(Err);
}

TEST(ErrorTest, TheGuardMakesErrorsVisible) {
  EXPECT_TRUE(failsAndLooks(nullptr));
  Error *Err = nullptr;
  EXPECT_TRUE(failsAndLooks(&Err));
  error_free(Err);
}

TEST(ErrorDeathTest, SomeArgumentsEndTheProcess) {
  EXPECT_EXIT(failsAndLooks(&error_fatal), testing::ExitedWithCode(1),
              "^inner");
  EXPECT_DEATH(fail(&error_abort, "inner"),
               "Unexpected error in fail.*\ninner");
  Error *Err = nullptr;
  fail(&Err, "first");
  EXPECT_DEATH(fail(&Err, "second"), "sets an error over 'first'");
  error_free(Err);
}

} // namespace
