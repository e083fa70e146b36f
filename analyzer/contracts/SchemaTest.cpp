//===- SchemaTest.cpp - The schema knows the reader's words ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractWords.h"
#include "llvm/ADT/StringRef.h"
#include "gtest/gtest.h"
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

using namespace qomlint;
using nlohmann::json;

namespace {

const json &definitions() {
  static const json Schema = [] {
    std::ifstream Stream(QOMLINT_CONTRACTS_SCHEMA);
    return json::parse(Stream, nullptr, /*allow_exceptions=*/false);
  }();
  return Schema["$defs"];
}

template <typename Enumeration> std::set<std::string> spellings() {
  std::set<std::string> Spellings;
  for (const Word<Enumeration> &W : words<Enumeration>())
    Spellings.insert(W.Spelling);
  return Spellings;
}

std::set<std::string> listed(const json &Schema) {
  return Schema["enum"].get<std::set<std::string>>();
}

TEST(ContractSchema, ListsTheWordsOfEveryEnumeration) {
  const json &Contract = definitions()["contract"]["properties"];
  EXPECT_EQ(listed(Contract["kind"]), spellings<ContractKind>());
  EXPECT_EQ(listed(Contract["phase"]), spellings<Phase>());
  EXPECT_EQ(listed(Contract["failure"]), spellings<FailureKind>());
  const json &Effects = definitions()["effect"]["properties"];
  EXPECT_EQ(listed(Effects["effect"]), spellings<Effect>());
  EXPECT_EQ(listed(Effects["when"]["items"]), spellings<Condition>());
  EXPECT_EQ(listed(Effects["runs"]), spellings<CallTime>());
  EXPECT_EQ(listed(definitions()["return"]["properties"]["ownership"]),
            spellings<Ownership>());
}

TEST(ContractSchema, ListsTheEndsAndRelationsOfHolders) {
  const json &Holder = definitions()["holder"]["properties"];
  std::set<std::string> Ends = listed(Holder["until"]["anyOf"][0]);
  Ends.insert("explicit");
  EXPECT_EQ(Ends, spellings<Until>());
  std::string Pattern = Holder["who"]["pattern"].get<std::string>();
  for (const std::string &Relation : spellings<Relation>())
    EXPECT_NE(Pattern.find(Relation), std::string::npos) << Relation;
}

} // namespace
