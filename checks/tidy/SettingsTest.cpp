//===- SettingsTest.cpp ---------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/tidy/Settings.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

/// A source tree: hw/arm/board.c.
class Settings : public testing::Test {
protected:
  Settings() {
    EXPECT_FALSE(llvm::sys::fs::createUniqueDirectory("qomlint-tidy", Root));
    Board = write("hw/arm/board.c", "");
  }
  ~Settings() override {
    EXPECT_FALSE(llvm::sys::fs::remove_directories(Root));
  }

  std::string write(llvm::StringRef File, llvm::StringRef Text) {
    llvm::SmallString<128> Path(Root);
    llvm::sys::path::append(Path, File);
    EXPECT_FALSE(
        llvm::sys::fs::create_directories(llvm::sys::path::parent_path(Path)));
    std::error_code Failure;
    llvm::raw_fd_ostream(Path, Failure) << Text;
    EXPECT_FALSE(Failure) << Path.c_str();
    return Path.str().str();
  }

  /// The number of rows for \p Function, or the error.
  std::string rows(const std::string &Files, llvm::StringRef Function) {
    TidySettings S;
    S.Contracts = Files;
    llvm::Expected<ContractTable> Table = loadContracts(S, Board);
    return Table ? std::to_string(Table->rowsFor(Function).size())
                 : toString(Table.takeError());
  }

  std::string version(const std::string &Wanted) {
    TidySettings S;
    S.QemuVersion = Wanted;
    llvm::Expected<std::string> V = qemuVersion(S, Board, {});
    return V ? *V : toString(V.takeError());
  }

  static std::string contract(const std::string &Function) {
    return R"({"functions": [{"function": ")" + Function +
           R"(", "return": {"ownership": "owned"}}]})";
  }

  llvm::SmallString<128> Root;
  std::string Board;
};

TEST_F(Settings, ContractsAreLookedForUpwards) {
  write("scripts/mine.json", contract("make_widget"));
  EXPECT_EQ(rows("", "make_widget"), "0");
  EXPECT_EQ(rows("scripts/mine.json", "make_widget"), "1");
  EXPECT_EQ(rows((Root + "/scripts/mine.json").str(), "make_widget"), "1");
}

TEST_F(Settings, TheNearestFileWins) {
  write("mine.json", contract("far_away"));
  write("hw/mine.json", contract("nearby"));
  EXPECT_EQ(rows("mine.json", "nearby"), "1");
  EXPECT_EQ(rows("mine.json", "far_away"), "0");
}

TEST_F(Settings, SeveralContractFiles) {
  write("one.json", contract("make_one"));
  write("two.json", contract("make_two"));
  EXPECT_EQ(rows("one.json; two.json;", "make_one"), "1");
  EXPECT_EQ(rows("one.json; two.json;", "make_two"), "1");
}

TEST_F(Settings, ContractErrorsNameOptionAndFile) {
  EXPECT_EQ(rows("none.json", "x"), "Contracts: none.json: no such file in "
                                    "the directory of board.c or above it");
  write("bad.json", "{");
  EXPECT_TRUE(llvm::StringRef(rows("bad.json", "x"))
                  .starts_with(("Contracts: " + Root + "/bad.json").str()))
      << rows("bad.json", "x");
}

TEST_F(Settings, VersionOfTheTree) {
  write("VERSION", "7.2.22\n");
  EXPECT_EQ(version(""), "7.2");
  EXPECT_EQ(version("10.2"), "10.2");
}

TEST_F(Settings, OnlyVersionFilesCount) {
  write("VERSION", "8.1.0\n");
  write("hw/VERSION", "not a version\n");
  EXPECT_EQ(version(""), "8.1");
}

TEST_F(Settings, VersionErrorsNameTheOption) {
  EXPECT_EQ(version("latest"),
            "QemuVersion: latest: expected a version such as 7.2");
}

} // namespace
