//===- FileSelectionTest.cpp ----------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/FileSelection.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace qomlint;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

namespace {

DatabaseEntry entry(const std::string &File, const std::string &Flags = "") {
  return {"/build", File, "cc " + Flags + " -c " + File, {}};
}

class FileSelectionTest : public testing::Test {
protected:
  Database D;
  SelectionRequest Request;

  FileSelectionTest() {
    D.Path = "/build/compile_commands.json";
    Request.SourceRoot = "/source";
    for (const char *File : {"/source/hw/arm/virt.c", "/source/hw/net/e1000.c",
                             "/source/tests/unit/test-x.c",
                             "/source/hw/net/tests/y.c", "/build/generated.c"})
      D.Entries.push_back(entry(File));
  }

  std::vector<std::string> selected() {
    auto S = select(D, Request);
    if (!S)
      return {toString(S.takeError())};
    std::vector<std::string> Files;
    for (const DatabaseEntry *E : S->Entries)
      Files.push_back(E->File);
    return Files;
  }

  std::string error() {
    auto S = select(D, Request);
    return S ? "no error" : toString(S.takeError());
  }
};

TEST_F(FileSelectionTest, EverythingInOrder) {
  EXPECT_THAT(selected(),
              ElementsAre("/source/hw/arm/virt.c", "/source/hw/net/e1000.c",
                          "/source/tests/unit/test-x.c",
                          "/source/hw/net/tests/y.c", "/build/generated.c"));
}

TEST_F(FileSelectionTest, ExcludesFoldersOfTheRootAndGlobs) {
  Request.Exclude = {"tests/", "*/e1000.?"};
  EXPECT_THAT(selected(),
              ElementsAre("/source/hw/arm/virt.c", "/source/hw/net/tests/y.c",
                          "/build/generated.c"));
}

TEST_F(FileSelectionTest, PathsOutsideTheRootAreAbsolute) {
  Request.Exclude = {"/build/", "hw/"};
  EXPECT_THAT(selected(), ElementsAre("/source/tests/unit/test-x.c"));
}

TEST_F(FileSelectionTest, AnEmptyGlobCancelsEarlierOnes) {
  Request.Exclude = {"hw/", "", "tests/"};
  EXPECT_THAT(selected(),
              ElementsAre("/source/hw/arm/virt.c", "/source/hw/net/e1000.c",
                          "/source/hw/net/tests/y.c", "/build/generated.c"));
}

TEST_F(FileSelectionTest, SaysWhichGlobsExcludedNothing) {
  Request.Exclude = {"contrib/", "tests/"};
  auto S = select(D, Request);
  ASSERT_TRUE(bool(S));
  EXPECT_THAT(S->UselessGlobs, ElementsAre("contrib/"));
}

TEST_F(FileSelectionTest, BadGlob) {
  Request.Exclude = {"hw/[a"};
  EXPECT_THAT(error(), HasSubstr("bad glob 'hw/[a'"));
}

TEST_F(FileSelectionTest, FilesAreNotExcluded) {
  Request.Exclude = {"tests/"};
  Request.Files = {"/source/tests/unit/test-x.c", "hw/arm/virt.c"};
  EXPECT_THAT(selected(), ElementsAre("/source/hw/arm/virt.c",
                                      "/source/tests/unit/test-x.c"));
  auto S = select(D, Request);
  ASSERT_TRUE(bool(S));
  EXPECT_THAT(S->Files, ElementsAre("tests/unit/test-x.c", "hw/arm/virt.c"));
}

TEST_F(FileSelectionTest, UnknownFiles) {
  Request.Files = {"/source/hw/arm/vird.c"};
  EXPECT_EQ(error(), "no such file: /source/hw/arm/vird.c; did you mean "
                     "'hw/arm/virt.c'?");
  Request.Files = {"virt.c"};
  EXPECT_EQ(error(), "no such file: virt.c; did you mean 'hw/arm/virt.c'?");
  Request.Files = {"/etc/passwd"};
  EXPECT_EQ(error(), "/etc/passwd is not in the compilation database "
                     "/build/compile_commands.json");
}

TEST_F(FileSelectionTest, EntriesWithEqualFactsAreReadOnce) {
  D.Entries = {entry("/source/a.c", "-DX -MD -MF a.d -o a.o -Wall -g"),
               entry("/source/a.c", "-DX -MD -MF b.d -o b.o -Wextra"),
               entry("/source/a.c", "-DY"), entry("/source/a.c", "-I/i -DY"),
               entry("/source/b.c", "-DX")};
  auto S = select(D, Request);
  ASSERT_TRUE(bool(S));
  EXPECT_THAT(S->Entries, ElementsAre(&D.Entries[0], &D.Entries[2],
                                      &D.Entries[3], &D.Entries[4]));
}

TEST_F(FileSelectionTest, ArgumentsForThePreprocessorAreNoWarnings) {
  EXPECT_NE(factsKey(entry("/a.c", "-Wp,-DX").command()),
            factsKey(entry("/a.c", "-Wp,-DY").command()));
}

TEST_F(FileSelectionTest, FaultsAreSelectedLikeFiles) {
  D.Faults = {{"/source/tests/gone.c", "gone", true},
              {"/source/hw/gone.c", "gone", true}};
  Request.Exclude = {"tests/"};
  auto S = select(D, Request);
  ASSERT_TRUE(bool(S));
  EXPECT_THAT(S->Faults, ElementsAre(&D.Faults[1]));
  Request.Files = {"/source/hw/arm/virt.c"};
  S = select(D, Request);
  ASSERT_TRUE(bool(S));
  EXPECT_THAT(S->Faults, IsEmpty());
}

} // namespace
