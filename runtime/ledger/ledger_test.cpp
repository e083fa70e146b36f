//===- ledger_test.cpp - The ledger watches the runtime -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/ledger.h"
#include "qom/object.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

using nlohmann::json;

namespace {

#define TYPE_THING "ledger-thing"

struct Thing {
  Object Parent;
  int Value;
};

const TypeInfo ThingInfo = {
    .name = TYPE_THING, .parent = TYPE_OBJECT, .instance_size = sizeof(Thing)};

void registerThing() { type_register_static(&ThingInfo); }
type_init(registerThing)

    /// The line after the one that calls this.
    int nextLine(int Line = __builtin_LINE()) {
  return Line + 1;
}

class LedgerTest : public ::testing::Test {
protected:
  void SetUp() override { qom_ledger_start(); }
  void TearDown() override { qom_ledger_stop(); }

  json report() {
    std::filesystem::path File =
        std::filesystem::temp_directory_path() /
        ("ledger-" + std::to_string(getpid()) + ".json");
    EXPECT_TRUE(qom_ledger_write(File.c_str(), nullptr));
    std::ifstream In(File);
    json Result = json::parse(In);
    std::filesystem::remove(File);
    return Result;
  }
};

void expectHere(const json &Site, int Line, const char *Function) {
  ASSERT_TRUE(Site.is_object()) << "no place: " << Site;
  EXPECT_EQ(std::filesystem::path(Site["file"].get<std::string>()).filename(),
            "ledger_test.cpp");
  EXPECT_EQ(Site["line"], Line);
  EXPECT_NE(Site["function"].get<std::string>().find(Function),
            std::string::npos)
      << Site["function"];
}

Object *makeThing(int &Line) {
  Line = nextLine();
  return object_new(TYPE_THING);
}

TEST_F(LedgerTest, ALeakIsWhereTheObjectWasMade) {
  int Line;
  makeThing(Line);
  json R = report();
  ASSERT_EQ(R["leaks"].size(), 1u) << R["leaks"];
  EXPECT_EQ(R["leaks"][0]["type"], TYPE_THING);
  EXPECT_EQ(R["leaks"][0]["references"], 1);
  expectHere(R["leaks"][0]["never_dropped"][0]["at"], Line, "makeThing");
  EXPECT_EQ(qom_ledger_findings(), 1u);
}

TEST_F(LedgerTest, OfTwoReferencesTheOneThatStaysIsNamed) {
  int Made;
  Object *Obj = makeThing(Made);
  int Taken = nextLine();
  object_ref(Obj);
  object_unref(Obj);
  Taken = nextLine();
  object_ref(Obj);
  json R = report();
  ASSERT_EQ(R["leaks"].size(), 1u);
  EXPECT_EQ(R["leaks"][0]["references"], 2);
  expectHere(R["leaks"][0]["never_dropped"][0]["at"], Made, "makeThing");
  expectHere(R["leaks"][0]["never_dropped"][1]["at"], Taken, "TestBody");
}

TEST_F(LedgerTest, WhatEndsIsNoFinding) {
  int Line;
  Object *Obj = makeThing(Line);
  object_unref(Obj);
  json R = report();
  EXPECT_EQ(qom_ledger_findings(), 0u) << R;
  json Events = R["objects"][0]["events"];
  std::vector<std::string> Names;
  for (const json &E : Events)
    Names.push_back(E["event"]);
  EXPECT_EQ(Names, (std::vector<std::string>{"initialize", "unref", "finalize",
                                             "finalized", "free"}));
  EXPECT_EQ(R["objects"][0]["state"], "freed");
}

TEST_F(LedgerTest, AParentsReferenceBelongsToItsProperty) {
  int Line;
  Object *Parent = makeThing(Line);
  Object *Child = object_new(TYPE_THING);
  object_property_add_child(Parent, "kid", Child);
  object_unref(Child);
  json R = report();
  ASSERT_EQ(R["leaks"].size(), 1u) << "only the parent; the child is kept";
  EXPECT_EQ(R["leaks"][0]["kept_alive"].size(), 1u);
  EXPECT_TRUE(R["unaccounted"].empty()) << R["unaccounted"];
  object_unref(Parent);
  EXPECT_EQ(qom_ledger_findings(), 0u);
}

TEST_F(LedgerTest, TheRootIsTheProcesss) {
  Object *Thing = object_new(TYPE_THING);
  object_property_add_child(object_get_objects_root(), "kept", Thing);
  object_unref(Thing);
  EXPECT_EQ(qom_ledger_findings(), 0u) << report()["leaks"];
  object_unparent(Thing);
}

TEST_F(LedgerTest, UnparentingWhatIsGoneIsAnEventNotATrap) {
  Thing Storage;
  object_initialize(&Storage, sizeof(Storage), TYPE_THING);
  object_unref(&Storage);
  int Line = nextLine();
  object_unparent(OBJECT(&Storage));
  json R = report();
  ASSERT_EQ(R["late_accesses"].size(), 1u) << R;
  EXPECT_EQ(R["late_accesses"][0]["operation"], "unparent");
  EXPECT_EQ(R["late_accesses"][0]["harmless"], true);
  expectHere(R["late_accesses"][0]["at"], Line, "TestBody");
  EXPECT_EQ(qom_ledger_findings(), 0u);
}

TEST_F(LedgerTest, TheTimelineTellsTheLifeAndTheVerdict) {
  int Line;
  Object *Obj = makeThing(Line);
  object_ref(Obj);
  object_unref(Obj);
  std::filesystem::path File = std::filesystem::temp_directory_path() /
                               ("ledger-" + std::to_string(getpid()) + ".txt");
  ASSERT_TRUE(qom_ledger_write(nullptr, File.c_str()));
  std::ifstream In(File);
  std::string Text((std::istreambuf_iterator<char>(In)), {});
  std::filesystem::remove(File);
  EXPECT_NE(Text.find("ledger-thing, heap, alive"), std::string::npos) << Text;
  EXPECT_NE(Text.find("ledger_test.cpp:" + std::to_string(Line)),
            std::string::npos)
      << Text;
  EXPECT_NE(Text.find("this reference is never dropped"), std::string::npos)
      << Text;
}

} // namespace
