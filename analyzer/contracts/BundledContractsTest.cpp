//===- BundledContractsTest.cpp - qom.json holds together -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What no schema can say about the rows that ship: they agree with each other.
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/BundledContracts.h"
#include "analyzer/contracts/ContractPrinter.h"
#include "analyzer/contracts/ContractReader.h"
#include "analyzer/contracts/ContractTable.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

const std::vector<Contract> &rows() {
  static const std::vector<Contract> Rows = [] {
    std::vector<Contract> Read;
    ContractTable Table = ContractTable::bundled();
    for (const ContractRow &Row : Table.rows())
      Read.push_back(Row.get());
    return Read;
  }();
  return Rows;
}

/// The names of all rows, and the parts of hook names before the dot.
llvm::StringSet<> names() {
  llvm::StringSet<> Names;
  for (const Contract &Row : rows()) {
    Names.insert(Row.Function.str());
    if (Row.Kind == ContractKind::Hook)
      Names.insert(Row.Function.str().split('.').first);
  }
  return Names;
}

std::string label(const Contract &Row) {
  std::string Text = Row.Function.str().str();
  for (const VersionRange &Range : Row.Versions)
    Text += " [" + toString(Range) + "]";
  return Text;
}

TEST(BundledContracts, Load) {
  auto Rows = readContracts(BundledContracts, "qom.json");
  ASSERT_TRUE(bool(Rows)) << llvm::toString(Rows.takeError());
  EXPECT_GT(Rows->size(), 497u) << "no fewer rows than the seed had";
  ASSERT_EQ(rows().size(), Rows->size());
  std::string OneByOne, AtOnce;
  for (const auto &[One, Other] : llvm::zip(rows(), *Rows)) {
    llvm::raw_string_ostream OneText(OneByOne), OtherText(AtOnce);
    print(One, OneText);
    print(Other, OtherText);
  }
  EXPECT_EQ(OneByOne, AtOnce);
}

std::optional<Contract> rowIn(llvm::StringRef Version,
                              llvm::StringRef Function) {
  static const ContractTable Table = ContractTable::bundled();
  Contracts InForce(Table, Version);
  const Contract *Row = InForce.find(Name(Function));
  return Row ? std::optional(*Row) : std::nullopt;
}

TEST(BundledContracts, FilesOnChannelsChangedTheirMakersIn71) {
  for (const char *Maker :
       {"qemu_fopen_channel_input", "qemu_fopen_channel_output"}) {
    EXPECT_TRUE(rowIn("7.0", Maker)) << Maker;
    EXPECT_FALSE(rowIn("7.1", Maker)) << Maker;
  }
}

TEST(BundledContracts, ArgumentsAreThoseOfTheRelease) {
  auto Opaque = [](llvm::StringRef Version) {
    return rowIn(Version, "thread_pool_submit_aio")->Arguments.back().Opaque;
  };
  for (const char *Version : {"5.2", "7.2", "8.0"})
    EXPECT_EQ(Opaque(Version), 4u) << Version;
  for (const char *Version : {"8.1", "8.2", "9.2", "10.2"})
    EXPECT_EQ(Opaque(Version), 3u) << Version;
  for (auto [Version, Argument] :
       {std::pair("5.2", 7u), {"7.2", 8u}, {"8.1", 9u}, {"8.2", 8u}})
    EXPECT_EQ(rowIn(Version, "memory_region_init_ram_from_file")->ErrorArgument,
              Argument)
        << Version;
}

TEST(BundledContracts, AnotherFunctionOfTheNameHasNoRow) {
  EXPECT_FALSE(rowIn("6.1", "qbus_init"));
  EXPECT_TRUE(rowIn("6.2", "qbus_init"));
}

TEST(BundledContracts, EveryInstalledHookHasARow) {
  llvm::StringSet<> Names = names();
  for (const Contract &Row : rows())
    for (const Install &I : Row.Installs)
      EXPECT_TRUE(Names.contains(I.Hook.str()))
          << label(Row) << " installs " << I.Hook.str().str();
}

TEST(BundledContracts, EveryExplicitEndHasARow) {
  llvm::StringSet<> Names = names();
  auto Check = [&](const Contract &Row, const Holder &H) {
    if (H.Until == Until::Explicit) {
      EXPECT_TRUE(Names.contains(H.EndedBy.str()))
          << label(Row) << " ends with " << H.EndedBy.str().str();
    }
  };
  for (const Contract &Row : rows()) {
    for (const Holder &H : Row.Return.Holders)
      Check(Row, H);
    for (const ArgumentEffect &A : Row.Arguments)
      if (A.Holder)
        Check(Row, *A.Holder);
  }
}

TEST(BundledContracts, OwnedObjectsSayHowToReleaseThem) {
  llvm::StringSet<> Names = names();
  for (const Contract &Row : rows())
    if (Row.Return.Ownership == Ownership::Owned &&
        Row.Return.What == "object") {
      EXPECT_TRUE(Names.contains(Row.Return.ReleaseWith.str())) << label(Row);
    }
}

TEST(BundledContracts, BorrowedObjectsNameAHolder) {
  for (const Contract &Row : rows())
    if (Row.Return.Ownership == Ownership::Borrowed &&
        Row.Return.What == "object") {
      EXPECT_FALSE(Row.Return.Holders.empty()) << label(Row);
    }
}

TEST(BundledContracts, NullOnFailureIsNullable) {
  for (const Contract &Row : rows())
    if (Row.Failure == FailureKind::ReturnsNull) {
      EXPECT_TRUE(Row.Return.Nullable) << label(Row);
    }
}

TEST(BundledContracts, OutcomesNeedAWayToFail) {
  for (const Contract &Row : rows())
    for (const ArgumentEffect &A : Row.Arguments)
      if (llvm::is_contained(A.When, Condition::Success) ||
          llvm::is_contained(A.When, Condition::Failure)) {
        EXPECT_TRUE(Row.Failure != FailureKind::None &&
                    Row.Failure != FailureKind::Terminates)
            << label(Row);
      }
}

TEST(BundledContracts, ChildrenAndLinksHaveAnEnd) {
  auto Check = [](const Contract &Row, const Holder &H) {
    if (H.Relation == Relation::Child || H.Relation == Relation::Link) {
      EXPECT_TRUE(H.Until == Until::PropertiesReleased ||
                  H.Until == Until::Unparent || H.Until == Until::Explicit ||
                  H.Until == Until::Never)
          << label(Row) << " " << H.Who;
    }
  };
  for (const Contract &Row : rows()) {
    for (const Holder &H : Row.Return.Holders)
      Check(Row, H);
    for (const ArgumentEffect &A : Row.Arguments)
      if (A.Holder && A.Effect != Effect::ReleaseHeld &&
          A.Effect != Effect::Weak)
        Check(Row, *A.Holder);
  }
}

TEST(BundledContracts, HooksHaveAPhaseAndOnlyHooks) {
  for (const Contract &Row : rows())
    if (Row.Phase != Phase::None || Row.ObjectArgument) {
      EXPECT_EQ(Row.Kind, ContractKind::Hook) << label(Row);
    }
}

} // namespace
