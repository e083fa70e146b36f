//===- DatabaseTest.cpp ---------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Database.h"
#include "analyzer/cli/ScratchDirectory.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

using namespace qomlint;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

namespace {

class DatabaseTest : public testing::Test {
protected:
  ScratchDirectory Scratch;

  /// `{"directory": DIRECTORY, "file": FILE, "command": "cc -c FILE"}`
  static std::string entry(const std::string &Directory,
                           const std::string &File) {
    return "{\"directory\": \"" + Directory + "\", \"file\": \"" + File +
           "\", \"command\": \"cc -c " + File + "\"}";
  }

  llvm::Expected<Database> load(const std::string &Text) {
    return loadDatabase(Scratch.write("build/compile_commands.json", Text));
  }

  std::string errorOf(const std::string &Text) {
    auto Loaded = load(Text);
    return Loaded ? "no error" : toString(Loaded.takeError());
  }

  Database mustLoad(const std::string &Text) {
    auto Loaded = load(Text);
    if (Loaded)
      return std::move(*Loaded);
    ADD_FAILURE() << toString(Loaded.takeError());
    return {};
  }
};

TEST_F(DatabaseTest, ReadsCommands) {
  std::string File = Scratch.write("source/a.c");
  Database D = mustLoad(R"([{"directory": ")" + Scratch.path("build") +
                        R"(", "file": "../source/a.c", "output": "a.o",
      "command": "cc -DX='a b' -DY=\\\"q\\\" -c ../source/a.c"}])");
  ASSERT_EQ(D.Entries.size(), 1u);
  CompileCommand C = D.Entries[0].command();
  EXPECT_EQ(C.Directory, Scratch.path("build"));
  EXPECT_EQ(C.File, File);
  EXPECT_EQ(C.Arguments, (std::vector<std::string>{"cc", "-DX=a b", "-DY=\"q\"",
                                                   "-c", "../source/a.c"}));
}

TEST_F(DatabaseTest, ReadsArguments) {
  Scratch.write("build/a.c");
  Database D = mustLoad(R"([{"directory": ".", "file": "a.c",
                            "arguments": ["cc", "-DX=a b", "a.c"]}])");
  ASSERT_EQ(D.Entries.size(), 1u);
  EXPECT_EQ(D.Entries[0].command().Arguments,
            (std::vector<std::string>{"cc", "-DX=a b", "a.c"}));
}

TEST_F(DatabaseTest, TakesTheDirectoryOrTheFile) {
  Scratch.write("build/a.c");
  mustLoad("[" + entry(".", "a.c") + "]");
  auto Loaded = loadDatabase(Scratch.path("build"));
  ASSERT_TRUE(bool(Loaded));
  EXPECT_EQ(Loaded->Path, Scratch.path("build/compile_commands.json"));
}

TEST_F(DatabaseTest, FaultsOfTheWholeAreErrors) {
  auto Missing = loadDatabase(Scratch.path("nowhere"));
  ASSERT_FALSE(bool(Missing));
  EXPECT_THAT(toString(Missing.takeError()),
              EndsWith("nowhere does not exist"));
  EXPECT_THAT(errorOf(""), EndsWith("compile_commands.json is empty"));
  EXPECT_THAT(errorOf("[]"), EndsWith("has no entries"));
  EXPECT_THAT(errorOf("[{]"), HasSubstr("parse error at line 1, column 3"));
  EXPECT_THAT(errorOf("[{\"file\": \"a.c\""), HasSubstr("parse error at line"));
  EXPECT_THAT(errorOf("build all the things"),
              HasSubstr("parse error at line"));
  EXPECT_THAT(errorOf("{\"a\": [{}]}"),
              EndsWith("expected a list of entries, not object"));
  EXPECT_THAT(errorOf("3"), EndsWith("expected a list of entries, not number"));
}

TEST_F(DatabaseTest, FaultsOfEntriesLeaveTheOthers) {
  std::string Good = Scratch.write("build/good.c");
  Scratch.write("build/a.c");
  Database D = mustLoad(R"([7,
    {"directory": ".", "command": "cc a.c"},
    {"file": "a.c", "command": "cc a.c"},
    {"directory": ".", "file": "a.c"},
    {"directory": ".", "file": "a.c", "arguments": ["cc", 1]},
    {"directory": ".", "file": ["a.c"], "command": "cc a.c"},
    {"directory": ".", "file": "gone.c", "command": "cc gone.c"},)" +
                        entry(".", "good.c") + "]");
  ASSERT_EQ(D.Entries.size(), 1u);
  EXPECT_EQ(D.Entries[0].File, Good);
  std::vector<std::string> Messages;
  for (const Database::Fault &F : D.Faults) {
    EXPECT_THAT(F.Message, HasSubstr(" of the compilation database "));
    Messages.push_back(F.Message.substr(0, F.Message.find(" of ")) +
                       F.Message.substr(F.Message.find("database") + 8));
  }
  std::string NoCommand =
      " has neither a text \"command\" nor a list \"arguments\"";
  EXPECT_EQ(Messages,
            (std::vector<std::string>{
                "entry 1 is not an object", "entry 2 has no text \"file\"",
                "entry 3 has no text \"directory\"", "entry 4" + NoCommand,
                "entry 5" + NoCommand, "entry 6 has no text \"file\"",
                "entry 7 names a file that does not exist"}));
  EXPECT_TRUE(D.Faults.back().FileMissing);
  EXPECT_EQ(D.Faults.back().File, Scratch.path("build/gone.c"));
  EXPECT_EQ(D.Faults.front().File, D.Path);
}

TEST_F(DatabaseTest, SourceRootHoldsAllFilesOutsideTheBuildDirectory) {
  for (const char *File :
       {"source/hw/arm/a.c", "source/hw/net/b.c", "build/generated.c"})
    Scratch.write(File);
  std::string Build = Scratch.path("build");
  Database D = mustLoad("[" + entry(Build, "../source/hw/arm/a.c") + "," +
                        entry(Build, "../source/hw/net/b.c") + "," +
                        entry(Build, "generated.c") + "]");
  EXPECT_EQ(D.buildDirectory(), Build);
  EXPECT_EQ(D.sourceRoot(), Scratch.path("source/hw"));
}

TEST_F(DatabaseTest, SourceRootAboveTheBuildDirectory) {
  Scratch.write("a.c");
  Scratch.write("hw/b.c");
  Database D = mustLoad("[" + entry(Scratch.path("build"), "../a.c") + "," +
                        entry(Scratch.path("build"), "../hw/b.c") + "]");
  EXPECT_EQ(D.sourceRoot(), Scratch.path());
}

TEST_F(DatabaseTest, SourceRootOfABuildInPlace) {
  Scratch.write("hw/a.c");
  Scratch.write("hw/b.c");
  Database D = mustLoad("[" + entry(Scratch.path(), "hw/a.c") + "," +
                        entry(Scratch.path("hw"), "b.c") + "]");
  EXPECT_EQ(D.sourceRoot(), Scratch.path());
}

TEST_F(DatabaseTest, FoldersLoseTheirLinksFilesKeepTheirNames) {
  Scratch.write("real/a.c");
  std::filesystem::create_directory_symlink(Scratch.path("real"),
                                            Scratch.path("link"));
  std::filesystem::create_symlink(Scratch.path("real/a.c"),
                                  Scratch.path("real/b.c"));
  Database D = mustLoad("[" + entry("..", "link/a.c") + "," +
                        entry("..", "link/b.c") + "]");
  ASSERT_EQ(D.Entries.size(), 2u);
  EXPECT_EQ(D.Entries[0].File, Scratch.path("real/a.c"));
  EXPECT_EQ(D.Entries[1].File, Scratch.path("real/b.c"));
}

TEST_F(DatabaseTest, IsFoundUpwards) {
  std::string File = Scratch.write("compile_commands.json");
  Scratch.write("hw/arm/a.c");
  EXPECT_EQ(findDatabase(Scratch.path("hw/arm")), File);
  EXPECT_EQ(findDatabase(Scratch.path()), File);
}

TEST_F(DatabaseTest, FlagsMakeEntries) {
  Database D = databaseOfFlags({"a.c", "sub/b.c"}, {"-DX"});
  ASSERT_EQ(D.Entries.size(), 2u);
  EXPECT_EQ(D.sourceRoot(), D.Entries[0].Directory);
  EXPECT_THAT(D.Entries[1].File, StartsWith("/"));
  EXPECT_THAT(D.Entries[1].File, EndsWith("/sub/b.c"));
  EXPECT_EQ(D.Entries[0].command().Arguments,
            (std::vector<std::string>{"clang", "-DX", D.Entries[0].File}));
}

TEST(PathTest, RelativeTo) {
  EXPECT_EQ(relativeTo("/a", "/a/b.c"), "b.c");
  EXPECT_EQ(relativeTo("/", "/a/b.c"), "a/b.c");
  EXPECT_EQ(relativeTo("/a", "/ab/c.c"), "/ab/c.c");
  EXPECT_TRUE(contains("/a", "/a"));
  EXPECT_FALSE(contains("/a", "/ab"));
}

} // namespace
