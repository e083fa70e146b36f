//===- ContractReaderTest.cpp - Contracts from JSON -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractReader.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

/// A file with the records \p Records.
std::string file(llvm::StringRef Records) {
  return ("{\"functions\": [" + Records + "]}").str();
}

/// What is wrong with \p Json; empty if nothing is.
std::string errorOf(llvm::StringRef Json) {
  auto Rows = readContracts(Json, "my.json");
  return Rows ? "" : llvm::toString(Rows.takeError());
}

/// The only row of a file with one record.
Contract one(llvm::StringRef Record) {
  auto Rows = readContracts(file(Record), "my.json");
  EXPECT_TRUE(bool(Rows)) << llvm::toString(Rows.takeError());
  return Rows ? Rows->at(0) : Contract();
}

TEST(ContractReader, ReadsEveryKeyOfARecord) {
  Contract Row = one(R"({
    "function": "make", "kind": "inline", "versions": ["7.2"],
    "return": {"ownership": "owned", "what": "object", "member": "mr",
               "nullable": true, "release_with": "drop", "on_owner": true,
               "holders": [{"who": "arg0.clocks", "count": 2,
                            "until": "device_finalize"}]},
    "arguments": [{"index": 1, "effect": "callback", "opaque": 2, "notify": 3,
                   "opaque_parameter": 1, "runs": "later"}],
    "failure": "returns_false", "error_argument": 4, "no_return": true,
    "installs": [{"argument": 1, "hook": "DeviceClass.realize"}],
    "notes": "n", "declared_in": "a.h"})");
  EXPECT_EQ(Row.Function, Name("make"));
  EXPECT_EQ(Row.Kind, ContractKind::Inline);
  EXPECT_EQ(Row.Versions,
            std::vector<VersionRange>{VersionRange::only({7, 2})});
  EXPECT_EQ(Row.Return.Ownership, Ownership::Owned);
  EXPECT_EQ(Row.Return.Member, Name("mr"));
  EXPECT_TRUE(Row.Return.Nullable);
  EXPECT_TRUE(Row.Return.OnOwner);
  EXPECT_EQ(Row.Return.ReleaseWith, Name("drop"));
  ASSERT_EQ(Row.Return.Holders.size(), 1u);
  EXPECT_EQ(Row.Return.Holders[0].argument(), 0u);
  EXPECT_EQ(Row.Return.Holders[0].Relation, Relation::Clocks);
  EXPECT_EQ(Row.Return.Holders[0].Count, 2u);
  EXPECT_EQ(Row.Return.Holders[0].Until, Until::DeviceFinalize);
  ASSERT_EQ(Row.Arguments.size(), 1u);
  EXPECT_EQ(Row.Arguments[0].Effect, Effect::Callback);
  EXPECT_EQ(Row.Arguments[0].Opaque, 2u);
  EXPECT_EQ(Row.Arguments[0].Notify, 3u);
  EXPECT_EQ(Row.Arguments[0].OpaqueParameter, 1u);
  EXPECT_EQ(Row.Arguments[0].Runs, CallTime::Later);
  EXPECT_EQ(Row.Failure, FailureKind::ReturnsFalse);
  EXPECT_EQ(Row.ErrorArgument, 4u);
  EXPECT_TRUE(Row.NoReturn);
  ASSERT_EQ(Row.Installs.size(), 1u);
  EXPECT_EQ(Row.Installs[0].Argument, 1u);
  EXPECT_EQ(Row.Installs[0].Hook, Name("DeviceClass.realize"));
  EXPECT_EQ(Row.Notes, "n");
  EXPECT_EQ(Row.DeclaredIn, "a.h");
  EXPECT_EQ(Row.Origin, "my.json");
}

TEST(ContractReader, ReadsConditionsAndHolderOfAnEffect) {
  Contract Row = one(R"({"function": "plug", "arguments": [
    {"index": 0, "effect": "add_reference", "when": ["success", "null"],
     "of": 1, "on_owner": true,
     "holder": {"who": "/machine/unattached.child",
                "until": "explicit:object_unparent"}}]})");
  ASSERT_EQ(Row.Arguments.size(), 1u);
  const ArgumentEffect &A = Row.Arguments[0];
  EXPECT_EQ(A.When,
            (std::vector<Condition>{Condition::Success, Condition::Null}));
  EXPECT_EQ(A.Of, 1u);
  EXPECT_TRUE(A.OnOwner);
  ASSERT_TRUE(A.Holder);
  EXPECT_EQ(A.Holder->Who, "/machine/unattached");
  EXPECT_EQ(A.Holder->Relation, Relation::Child);
  EXPECT_EQ(A.Holder->Until, Until::Explicit);
  EXPECT_EQ(A.Holder->EndedBy, Name("object_unparent"));
  EXPECT_EQ(A.Holder->argument(), std::nullopt);
}

TEST(ContractReader, ReadsArrays) {
  Contract Row = one(R"({"function": "make",
    "return": {"ownership": "owned", "what": "array", "length": 2},
    "arguments": [{"index": 0, "effect": "release", "what": "array"}]})");
  EXPECT_EQ(Row.Return.What, "array");
  EXPECT_EQ(Row.Return.Length, 2u);
  ASSERT_EQ(Row.Arguments.size(), 1u);
  EXPECT_EQ(Row.Arguments[0].What, "array");
}

TEST(ContractReader, OnlyArraysHaveALength) {
  EXPECT_NE(errorOf(file(R"({"function": "f", "return":
                             {"ownership": "owned", "length": 0}})"))
                .find("return.length"),
            std::string::npos);
}

TEST(ContractReader, ReadsHooks) {
  Contract Row = one(R"({"function": "DeviceClass.realize", "kind": "hook",
                         "phase": "realize", "object_argument": 0})");
  EXPECT_EQ(Row.Phase, Phase::Realize);
  EXPECT_EQ(Row.ObjectArgument, 0u);
}

TEST(ContractReader, DefaultsAreNoEffect) {
  Contract Row = one(R"({"function": "look"})");
  EXPECT_EQ(Row.Kind, ContractKind::Function);
  EXPECT_EQ(Row.Return.Ownership, Ownership::None);
  EXPECT_EQ(Row.Failure, FailureKind::None);
  EXPECT_TRUE(Row.Arguments.empty());
  EXPECT_FALSE(Row.ErrorArgument);
  EXPECT_FALSE(Row.NoReturn);
}

TEST(ContractReader, SyntaxErrorNamesLineAndColumn) {
  std::string Text = errorOf("{\n  \"functions\": [,]\n}");
  EXPECT_NE(Text.find("my.json: parse error at line 2, column 17"),
            std::string::npos)
      << Text;
}

TEST(ContractReader, UnknownKeyNamesRecordAndNearestKey) {
  EXPECT_EQ(
      errorOf(file(R"({"function": "f", "retrun": null})")),
      "my.json: record 0 (f): retrun: unknown key, expected one of "
      "function, kind, versions, since, before, return, arguments, failure, "
      "error_argument, no_return, pluggable, phase, object_argument, installs, "
      "notes, declared_in; did you mean 'return'?");
}

TEST(ContractReader, UnknownKeyInsideAnArgumentNamesItsPlace) {
  std::string Text = errorOf(file(
      R"({"function": "a"}, {"function": "f", "arguments":
          [{"index": 0, "effect": "borrow"},
           {"index": 1, "efect": "borrow"}]})"));
  EXPECT_NE(Text.find("my.json: record 1 (f): arguments[1].effect: missing"),
            std::string::npos)
      << Text;
}

TEST(ContractReader, UnknownWordNamesTheNearestOne) {
  EXPECT_EQ(errorOf(file(R"({"function": "f", "return":
                             {"ownership": "own"}})")),
            "my.json: record 0 (f): return.ownership: unknown word 'own', "
            "expected one of none, owned, borrowed, alias, immortal; did you "
            "mean 'owned'?");
}

TEST(ContractReader, FarOffWordsGetNoHint) {
  std::string Text = errorOf(file(R"({"function": "f", "failure": "xyzzy"})"));
  EXPECT_NE(Text.find("unknown word 'xyzzy'"), std::string::npos);
  EXPECT_EQ(Text.find("did you mean"), std::string::npos) << Text;
}

TEST(ContractReader, RecordsWithoutANameAreNumbered) {
  EXPECT_EQ(errorOf(file(R"({"function": "f"}, {"notes": "n"})")),
            "my.json: record 1: function: missing, every such object needs it");
}

TEST(ContractReader, WrongTypesSayWhatIsExpected) {
  EXPECT_EQ(errorOf(file(R"({"function": "f", "error_argument": -1})")),
            "my.json: record 0 (f): error_argument: expected a number from 0 "
            "to 255");
  EXPECT_EQ(errorOf(file(R"({"function": "f", "notes": 3})")),
            "my.json: record 0 (f): notes: expected a string");
  EXPECT_EQ(errorOf(file(R"({"function": "f", "no_return": 1})")),
            "my.json: record 0 (f): no_return: expected true or false");
  EXPECT_EQ(errorOf(file(R"({"function": "f", "arguments": {}})")),
            "my.json: record 0 (f): arguments: expected an array");
  EXPECT_EQ(errorOf("[]"), "my.json: expected an object");
  EXPECT_EQ(errorOf(file("7")), "my.json: record 0: expected an object");
}

TEST(ContractReader, HoldersAreCheckedWordByWord) {
  auto WithHolder = [](llvm::StringRef Holder) {
    return errorOf(file(("{\"function\": \"f\", \"arguments\": [{\"index\": 0, "
                         "\"effect\": \"add_reference\", \"holder\": " +
                         Holder + "}]}")
                            .str()));
  };
  EXPECT_EQ(WithHolder(R"({"who": "arg0.child", "until": "unparent"})"), "");
  EXPECT_NE(WithHolder(R"({"who": "arg0.chlid", "until": "unparent"})")
                .find("arguments[0].holder.who: unknown word 'chlid'"),
            std::string::npos);
  EXPECT_NE(WithHolder(R"({"who": "argx", "until": "unparent"})")
                .find("expected a number after 'arg'"),
            std::string::npos);
  EXPECT_NE(WithHolder(R"({"who": "arg0", "until": "explicit"})")
                .find("arguments[0].holder.until: 'explicit'"),
            std::string::npos);
  EXPECT_NE(WithHolder(R"({"who": "arg0", "until": "unparent:f"})")
                .find("arguments[0].holder.until: 'explicit'"),
            std::string::npos);
  EXPECT_NE(WithHolder(R"({"who": "arg0"})")
                .find("arguments[0].holder.until: missing"),
            std::string::npos);
}

TEST(ContractReader, EffectsThatNeedAHolderSaySo) {
  EXPECT_EQ(errorOf(file(R"({"function": "f", "arguments":
                             [{"index": 0, "effect": "release_held"}]})")),
            "my.json: record 0 (f): arguments[0].holder: missing, the effect "
            "'release_held' needs the holder whose reference it is");
}

TEST(ContractReader, NullnessNeedsAnArgument) {
  std::string Text = errorOf(file(R"({"function": "f", "arguments":
      [{"index": 0, "effect": "consume", "when": ["non_null"]}]})"));
  EXPECT_NE(Text.find("arguments[0].of: missing"), std::string::npos) << Text;
}

TEST(ContractReader, AliasesNameTheirArgument) {
  EXPECT_NE(errorOf(file(R"({"function": "f",
                             "return": {"ownership": "alias"}})"))
                .find("return.alias_of"),
            std::string::npos);
  EXPECT_NE(errorOf(file(R"({"function": "f", "return":
                             {"ownership": "owned", "alias_of": 0}})"))
                .find("return.alias_of"),
            std::string::npos);
}

TEST(ContractReader, OnlyABorrowedObjectCanBeNewWithItsHolders) {
  EXPECT_NE(errorOf(file(R"({"function": "f", "return":
                             {"ownership": "owned", "new": true}})"))
                .find("return.new"),
            std::string::npos);
}

TEST(ContractReader, FailureThroughTheErrorNeedsItsArgument) {
  EXPECT_NE(errorOf(file(R"({"function": "f", "failure": "sets_error"})"))
                .find("error_argument: missing"),
            std::string::npos);
}

TEST(ContractReader, OnlyHooksHaveAPhase) {
  EXPECT_NE(errorOf(file(R"({"function": "f", "phase": "reset"})"))
                .find("phase: only hooks have a phase"),
            std::string::npos);
}

TEST(ContractReader, OneRowPerFunctionAndVersion) {
  EXPECT_EQ(errorOf(file(R"({"function": "f", "versions": ["7.2"]},
                            {"function": "f", "versions": ["10.2"]})")),
            "");
  EXPECT_EQ(errorOf(file(R"({"function": "f", "versions": ["7.2"]},
                            {"function": "f"})")),
            "my.json: record 1 (f): function: record 0 is about the same "
            "function and version");
}

TEST(ContractReader, RowsMayMeetAtARelease) {
  EXPECT_EQ(errorOf(file(R"({"function": "f", "before": "8.1"},
                            {"function": "f", "since": "8.1"})")),
            "");
  EXPECT_EQ(errorOf(file(R"({"function": "f", "before": "8.2"},
                            {"function": "f", "since": "8.1"})")),
            "my.json: record 1 (f): function: record 0 is about the same "
            "function and version");
}

TEST(ContractReader, VersionsAreNumbers) {
  EXPECT_EQ(errorOf(file(R"({"function": "f", "versions": ["7.2", "seven"]})")),
            "my.json: record 0 (f): versions[1]: expected a version such as "
            "7.2, found 'seven'");
  EXPECT_EQ(errorOf(file(R"({"function": "f", "since": "8"})")),
            "my.json: record 0 (f): since: expected a version such as 7.2, "
            "found '8'");
  EXPECT_EQ(errorOf(file(R"({"function": "f", "before": 8.1})")),
            "my.json: record 0 (f): before: expected a string");
}

TEST(ContractReader, OneFormOfVersionsHoldsSomewhere) {
  EXPECT_EQ(errorOf(file(
                R"({"function": "f", "versions": ["7.2"], "since": "8.1"})")),
            "my.json: record 0 (f): versions: a row lists versions or says "
            "'since' and 'before', not both");
  EXPECT_EQ(
      errorOf(file(R"({"function": "f", "since": "8.1", "before": "8.1"})")),
      "my.json: record 0 (f): before: expected a version after 8.1, that "
      "of 'since'");
}

TEST(ContractReader, OnlySchemaVersionOneIsKnown) {
  EXPECT_EQ(errorOf(R"({"schema_version": 2, "functions": []})"),
            "my.json: schema_version: expected 1");
}

} // namespace
