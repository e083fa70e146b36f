//===- ContractTableTest.cpp - The contracts in force ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/contracts/Version.h"
#include "llvm/Support/FileSystem.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

/// A row of `f` whose notes are \p Tag.
std::string row(llvm::StringRef Tag, llvm::StringRef Versions = "") {
  return ("{\"functions\": [{\"function\": \"f\", \"versions\": [" + Versions +
          "], \"notes\": \"" + Tag + "\"}]}")
      .str();
}

/// The notes of the row of `f` that holds in \p Version; `-` if none does.
std::string chosen(const ContractTable &Table, llvm::StringRef Version) {
  Contracts Selected(Table, Version);
  const Contract *Row = Selected.find(Name("f"));
  return Row ? Row->Notes : "-";
}

void add(ContractTable &Table, const std::string &Json) {
  llvm::Error Problem = Table.add(Json, "layer");
  EXPECT_FALSE(bool(Problem)) << llvm::toString(std::move(Problem));
}

ContractTable twoVersions() {
  ContractTable Table({{7, 2}, {10, 2}});
  add(Table, R"({"functions": [
    {"function": "f", "versions": ["7.2"], "notes": "old"},
    {"function": "f", "versions": ["10.2"], "notes": "new"},
    {"function": "g"},
    {"function": "h", "versions": ["10.2"]}]})");
  return Table;
}

TEST(Contracts, ListedVersionsSelectTheirRow) {
  EXPECT_EQ(chosen(twoVersions(), "7.2"), "old");
  EXPECT_EQ(chosen(twoVersions(), "10.2"), "new");
}

TEST(Contracts, TheThirdNumberDoesNotMatter) {
  EXPECT_EQ(chosen(twoVersions(), "7.2.22"), "old");
  EXPECT_EQ(chosen(twoVersions(), "10.2.2"), "new");
}

TEST(Contracts, VersionsBetweenTakeTheOlderRow) {
  EXPECT_EQ(chosen(twoVersions(), "9.0"), "old");
  EXPECT_EQ(chosen(twoVersions(), "10.1"), "old");
}

TEST(Contracts, VersionsBeyondTakeTheNearestRow) {
  EXPECT_EQ(chosen(twoVersions(), "11.0"), "new");
  EXPECT_EQ(chosen(twoVersions(), "6.0"), "old");
}

TEST(Contracts, VersionsCompareAsNumbers) {
  ContractTable Table;
  add(Table, R"({"functions": [
    {"function": "f", "versions": ["9.2"], "notes": "nine"},
    {"function": "f", "versions": ["10.0"], "notes": "ten"}]})");
  EXPECT_EQ(chosen(Table, "10.1"), "ten");
}

TEST(Contracts, AChangeIsDatedToARelease) {
  ContractTable Table;
  add(Table, R"({"functions": [
    {"function": "f", "before": "7.0", "notes": "first"},
    {"function": "f", "since": "7.0", "before": "8.1", "notes": "second"},
    {"function": "f", "since": "8.1", "notes": "third"}]})");
  for (const char *Version : {"2.0", "5.2", "6.2"})
    EXPECT_EQ(chosen(Table, Version), "first") << Version;
  for (const char *Version : {"7.0", "7.2.22", "8.0"})
    EXPECT_EQ(chosen(Table, Version), "second") << Version;
  for (const char *Version : {"8.0.50", "8.1", "10.0", "11.0"})
    EXPECT_EQ(chosen(Table, Version), "third") << Version;
}

TEST(Contracts, NothingStandsInForADatedRow) {
  ContractTable Table;
  add(Table, R"({"functions": [{"function": "f", "since": "8.1"}]})");
  EXPECT_EQ(chosen(Table, "8.0"), "-");
  EXPECT_EQ(chosen(Table, "8.1"), "");
}

TEST(Contracts, RowsWithoutVersionsAlwaysHold) {
  for (const char *Version : {"7.2", "9.0", "10.2", "11.0"})
    EXPECT_TRUE(Contracts(twoVersions(), Version).find(Name("g"))) << Version;
}

TEST(Contracts, AFunctionOfAnotherListedVersionHasNoRow) {
  EXPECT_FALSE(Contracts(twoVersions(), "7.2").find(Name("h")));
  EXPECT_TRUE(Contracts(twoVersions(), "10.2").find(Name("h")));
  EXPECT_TRUE(Contracts(twoVersions(), "9.0").find(Name("h")))
      << "unknown versions take what is known of the function";
}

TEST(Contracts, AllIsSortedByName) {
  Contracts Selected(twoVersions(), "10.2");
  std::vector<const Contract *> All = Selected.all();
  ASSERT_EQ(All.size(), 3u);
  EXPECT_EQ(All[0]->Function, Name("f"));
  EXPECT_EQ(All[1]->Function, Name("g"));
  EXPECT_EQ(All[2]->Function, Name("h"));
}

TEST(Contracts, UnknownFunctionsHaveNoContract) {
  EXPECT_EQ(Contracts(twoVersions(), "7.2").find(Name("unknown")), nullptr);
}

TEST(ContractTable, ALaterLayerReplacesTheVersionsItLists) {
  ContractTable Table = twoVersions();
  add(Table, row("mine", "\"7.2\""));
  EXPECT_EQ(chosen(Table, "7.2"), "mine");
  EXPECT_EQ(chosen(Table, "10.2"), "new");
  EXPECT_EQ(Table.rowsFor("f").size(), 2u) << "the old row is gone";
}

TEST(ContractTable, ALaterLayerWithoutVersionsReplacesAll) {
  ContractTable Table = twoVersions();
  add(Table, row("mine"));
  for (const char *Version : {"7.2", "9.0", "10.2"})
    EXPECT_EQ(chosen(Table, Version), "mine") << Version;
  EXPECT_EQ(Table.rowsFor("f").size(), 1u);
}

TEST(ContractTable, ALaterVersionNarrowsARowOfEveryVersion) {
  ContractTable Table;
  add(Table, row("every"));
  add(Table, row("mine", "\"7.2\""));
  EXPECT_EQ(chosen(Table, "7.2"), "mine");
  EXPECT_EQ(chosen(Table, "10.2"), "every");
}

TEST(ContractTable, ALaterVersionNarrowsADatedRow) {
  ContractTable Table;
  add(Table, R"({"functions": [
    {"function": "f", "before": "8.1", "notes": "old"},
    {"function": "f", "since": "8.1", "notes": "new"}]})");
  add(Table, row("mine", "\"8.0\", \"8.1\""));
  EXPECT_EQ(chosen(Table, "7.2"), "old");
  EXPECT_EQ(chosen(Table, "8.0"), "mine");
  EXPECT_EQ(chosen(Table, "8.1"), "mine");
  EXPECT_EQ(chosen(Table, "8.2"), "new");
}

TEST(ContractTable, ADatedRowReplacesWhatItCovers) {
  ContractTable Table = twoVersions();
  add(Table, R"({"functions": [
    {"function": "f", "since": "8.1", "notes": "mine"}]})");
  EXPECT_EQ(chosen(Table, "7.2"), "old");
  EXPECT_EQ(chosen(Table, "10.2"), "mine");
  EXPECT_EQ(Table.rowsFor("f").size(), 2u) << "that of 10.2 is gone";
}

TEST(ContractTable, OverlapIsPerVersion) {
  ContractTable Table;
  add(Table, row("both", "\"7.2\", \"10.2\""));
  add(Table, row("mine", "\"10.2.2\""));
  EXPECT_EQ(chosen(Table, "7.2"), "both");
  EXPECT_EQ(chosen(Table, "10.2"), "mine");
}

TEST(ContractTable, ALaterLayerSaysNothingOfOtherFunctions) {
  ContractTable Table = twoVersions();
  add(Table, R"({"functions": [{"function": "mine", "versions": ["11.0"]}]})");
  EXPECT_EQ(chosen(Table, "11.0"), "new") << "still the nearest that is known";
  EXPECT_TRUE(Contracts(Table, "11.0").find(Name("mine")));
  EXPECT_FALSE(Contracts(Table, "10.2").find(Name("mine")));
}

TEST(ContractTable, AnErrorLeavesTheTableAlone) {
  ContractTable Table = twoVersions();
  size_t Before = Table.rows().size();
  llvm::Error Problem = Table.add(
      R"({"functions": [{"function": "f"}, {"function": 1}]})", "bad.json");
  EXPECT_EQ(llvm::toString(std::move(Problem)),
            "bad.json: record 1: function: expected a string");
  EXPECT_EQ(Table.rows().size(), Before);
  EXPECT_EQ(chosen(Table, "7.2"), "old");
}

TEST(ContractTable, AStarStandsForTheRestOfAName) {
  ContractTable Table;
  llvm::Error Problem = Table.add(R"({"functions": [{"function": "trace_*"},
                                  {"function": "*.parent_realize"},
                                  {"function": "trace_own"}]})",
                                  "stars.json");
  ASSERT_FALSE(bool(Problem)) << llvm::toString(std::move(Problem));
  Contracts InForce(Table, "10.2");
  auto RowOf = [&](const char *Function) {
    const Contract *Row = InForce.find(Name(Function));
    return Row ? Row->Function.str() : "none";
  };
  EXPECT_EQ(RowOf("trace_clock_set"), "trace_*");
  EXPECT_EQ(RowOf("trace_own"), "trace_own");
  EXPECT_EQ(RowOf("XClass.parent_realize"), "*.parent_realize");
  EXPECT_EQ(RowOf("retrace_"), "none");
  EXPECT_EQ(RowOf("XClass.parent_realized"), "none");
}

TEST(ContractTable, MissingFilesAreNamed) {
  ContractTable Table;
  std::string Text = llvm::toString(Table.addFile("no-such-contracts.json"));
  EXPECT_NE(Text.find("no-such-contracts.json: "), std::string::npos) << Text;
}

TEST(ContractTable, FilesAreTheOriginOfTheirRows) {
  llvm::SmallString<128> Path;
  int Descriptor;
  ASSERT_FALSE(llvm::sys::fs::createTemporaryFile("contracts", "json",
                                                  Descriptor, Path));
  llvm::raw_fd_ostream(Descriptor, /*shouldClose=*/true) << row("mine");
  ContractTable Table;
  llvm::Error Problem = Table.addFile(Path);
  EXPECT_FALSE(llvm::sys::fs::remove(Path));
  ASSERT_FALSE(bool(Problem)) << llvm::toString(std::move(Problem));
  EXPECT_EQ(Table.rowsFor("f").at(0)->Origin, Path.str().str());
}

TEST(Version, StableUpdatesAndDevelopmentTrees) {
  EXPECT_EQ(parseVersion("7.2.22\n"), Version(7, 2));
  EXPECT_EQ(parseVersion("10.2"), Version(10, 2));
  EXPECT_EQ(parseVersion("9.0.50"), Version(9, 1));
  EXPECT_EQ(parseVersion("9.2.90"), Version(10, 0));
  EXPECT_EQ(parseVersion("7.2.0-rc1"), Version(7, 2));
  EXPECT_EQ(parseVersion("7.2.22 (Fork)"), Version(7, 2));
  EXPECT_EQ(parseVersion("7.2.22.1"), Version(7, 2));
  EXPECT_EQ(parseVersion("seven"), std::nullopt);
  EXPECT_EQ(parseVersion("7.2x"), std::nullopt);
  EXPECT_EQ(parseVersion("7.2.x"), std::nullopt);
  EXPECT_EQ(parseVersion("7.2,10.2"), std::nullopt);
  EXPECT_EQ(parseVersion(""), std::nullopt);
}

TEST(Version, Ranges) {
  VersionRange Dated{{6, 0}, {8, 1}};
  EXPECT_EQ(toString(Dated), "since 6.0 and before 8.1");
  EXPECT_EQ(toString(VersionRange{{8, 1}}), "since 8.1");
  EXPECT_EQ(toString(VersionRange{.Before = {8, 1}}), "before 8.1");
  EXPECT_EQ(toString(VersionRange::only({7, 2})), "7.2");
  EXPECT_TRUE(Dated.contains(Version(6, 0)));
  EXPECT_TRUE(Dated.contains(Version(8, 0)));
  EXPECT_FALSE(Dated.contains(Version(8, 1)));
  EXPECT_TRUE(Dated.overlaps(VersionRange::only({8, 0})));
  EXPECT_FALSE(Dated.overlaps(VersionRange{{8, 1}}));
}

TEST(DetectVersion, TheVersionFileDecides) {
  EXPECT_EQ(detectQemuVersion("7.2.22\n", {Name("qemu_init_irq_child")}),
            "7.2");
  EXPECT_EQ(detectQemuVersion("9.1.50", {}), "9.2");
}

TEST(DetectVersion, DeclarationsDecideWithoutAFile) {
  EXPECT_EQ(detectQemuVersion("", {Name("container_get"), Name("object_new")}),
            "9.2");
  EXPECT_EQ(detectQemuVersion("", {Name("container_get"), Name("usb_new"),
                                   Name("sysbus_address_space")}),
            "8.2");
  EXPECT_EQ(
      detectQemuVersion("", {Name("container_get"), Name("ide_create_drive")}),
      "7.2");
  EXPECT_EQ(detectQemuVersion("", {Name("qemu_init_irq_child"),
                                   Name("object_get_container")}),
            "10.2");
}

TEST(DetectVersion, MostDeclarationsWin) {
  EXPECT_EQ(
      detectQemuVersion("", {Name("container_get"), Name("qemu_init_irq_child"),
                             Name("object_get_container")}),
      "10.2");
}

TEST(DetectVersion, WithoutEvidenceTheNewest) {
  EXPECT_EQ(detectQemuVersion("", {}), "10.2");
}

} // namespace
