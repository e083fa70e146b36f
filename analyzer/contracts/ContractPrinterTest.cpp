//===- ContractPrinterTest.cpp - Contracts in plain words -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractPrinter.h"
#include "analyzer/contracts/ContractReader.h"
#include "analyzer/contracts/ContractWords.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

std::string printed(llvm::StringRef Record) {
  auto Rows =
      readContracts(("{\"functions\": [" + Record + "]}").str(), "my.json");
  EXPECT_TRUE(bool(Rows)) << llvm::toString(Rows.takeError());
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  if (Rows)
    print(Rows->at(0), OS);
  return Text;
}

TEST(ContractPrinter, ABorrowedResultAndItsHolders) {
  EXPECT_EQ(
      printed(R"({"function": "qdev_init_clock_in",
      "declared_in": "include/hw/qdev-clock.h", "versions": ["7.2", "10.2"],
      "return": {"ownership": "borrowed", "holders": [
        {"who": "arg0.child", "until": "properties_released"},
        {"who": "arg0.clocks", "count": 2, "until": "device_finalize"}]},
      "arguments": [{"index": 2, "effect": "callback", "opaque": 3,
                     "runs": "repeatedly"}],
      "failure": "terminates", "notes": "not yours"})"),
      R"(qdev_init_clock_in: function of include/hw/qdev-clock.h, QEMU 7.2, 10.2
  returns a borrowed pointer, never null
    held by argument 0 as its child, 1 reference, until the holder's properties are released, before any finalizer
    held by argument 0 in its clock list, 2 references, until the device base class's finalizer, the last one
  argument 2 is called with borrowed objects
    it runs repeatedly, until it is removed
    its parameter 0 is argument 3
  ends the process on failure
  note: not yours
  from my.json
)");
}

TEST(ContractPrinter, ArraysAndTheirLength) {
  EXPECT_EQ(printed(R"({"function": "grow",
      "return": {"ownership": "owned", "what": "array", "length": 1},
      "arguments": [{"index": 0, "effect": "release", "what": "array"}]})"),
            R"(grow: function, QEMU all versions
  returns a reference that the caller owns (array), null if its length, argument 1, is 0
  argument 0 (array) loses the caller's reference
  cannot fail
  from my.json
)");
}

TEST(ContractPrinter, TheReleasesOfAChange) {
  EXPECT_EQ(printed(R"({"function": "grow", "since": "6.0", "before": "8.1"})"),
            R"(grow: function, QEMU since 6.0 and before 8.1
  returns nothing counted
  cannot fail
  from my.json
)");
}

TEST(ContractPrinter, EffectsAndTheirConditions) {
  EXPECT_EQ(printed(R"({"function": "plug", "arguments": [
      {"index": 0, "effect": "consume"},
      {"index": 0, "effect": "add_reference", "when": ["success", "non_null"],
       "holder": {"who": "arg1.bus", "until": "rcu"}},
      {"index": 2, "effect": "release", "when": ["null"], "of": 1,
       "on_owner": true}],
      "failure": "returns_false", "error_argument": 3})"),
            R"(plug: function, QEMU all versions
  returns nothing counted
  argument 0 is given away: the call takes over one of the caller's references
  argument 0 gains a reference, if the call succeeds, if that is not null (argument 1)
    held by argument 1 as a device plugged into it, 1 reference, until a grace period after it lets go
  argument 2 loses the caller's reference, if that is null (argument 1)
    the reference is counted on the memory region's owner
  returns false on failure; argument 3 receives the error
  from my.json
)");
}

TEST(ContractPrinter, HooksAndWhatInstallsThem) {
  EXPECT_EQ(printed(R"({"function": "DeviceClass.realize", "kind": "hook",
                        "phase": "realize", "object_argument": 0})"),
            R"(DeviceClass.realize: hook, QEMU all versions
  runs when the object is realized
  argument 0 is the object
  returns nothing counted
  cannot fail
  from my.json
)");
  EXPECT_NE(printed(R"({"function": "set", "installs":
                        [{"argument": 1, "hook": "DeviceClass.realize"}]})")
                .find("  argument 1 becomes the hook DeviceClass.realize\n"),
            std::string::npos);
}

TEST(ContractPrinter, OwnedMembersAndExplicitEnds) {
  std::string Text = printed(R"({"function": "find", "return":
      {"ownership": "owned", "member": "mr", "nullable": true,
       "on_owner": true, "release_with": "drop", "holders":
        [{"who": "/machine", "until": "explicit:forget"}]}})");
  EXPECT_NE(Text.find("  returns a reference that the caller owns in the "
                      "member 'mr', may be null\n"),
            std::string::npos)
      << Text;
  EXPECT_NE(Text.find("    drop it with drop\n"), std::string::npos);
  EXPECT_NE(Text.find("held by /machine, 1 reference, until a call of forget"),
            std::string::npos)
      << Text;
}

/// word() indexes the tables, so they must be in the order of the enumeration.
template <typename Enumeration> void expectInOrder() {
  for (const Word<Enumeration> &W : words<Enumeration>())
    EXPECT_EQ(&word(W.Value), &W) << W.Spelling;
}

TEST(ContractWords, TablesFollowTheirEnumerations) {
  expectInOrder<Effect>();
  expectInOrder<Condition>();
  expectInOrder<Until>();
  expectInOrder<Relation>();
  expectInOrder<CallTime>();
  expectInOrder<Phase>();
  expectInOrder<FailureKind>();
  expectInOrder<Ownership>();
  expectInOrder<ContractKind>();
}

} // namespace
