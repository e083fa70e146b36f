//===- LifecycleTest.cpp - Reach and board lifetime of small programs -----===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Lifecycle.h"
#include "analyzer/facts/Text.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

class LifecycleTest : public testing::Test {
protected:
  Lifecycle lifecycle(llvm::StringRef Text) {
    llvm::Expected<Unit> U = parseUnit(Text);
    EXPECT_TRUE(bool(U)) << llvm::toString(U.takeError());
    P = Program();
    if (U)
      P.add(std::move(*U));
    return Lifecycle(P, Known, Hooks(P, Known));
  }

  ContractTable Table = ContractTable::bundled();
  Contracts Known{Table, "7.2"};
  Program P;
};

constexpr const char *Devices = R"(
  type "device" : "object" { abstract }
  type "soc" : "device" { instance_init soc_init class_init soc_class }
  type "core" : "device" { class_init core_class }
  type "card" : "device" { class_init card_class }

  function soc_init(obj: *Object) { call helper(obj) }
  function helper(obj: *Object) { }
  function soc_realize(dev: *DeviceState) { call setup(dev) }
  function setup(dev: *DeviceState) { }
  function soc_class(dc: *DeviceClass) {
    store dc->realize, @soc_realize
    store dc->user_creatable, 0
  }
  function core_realize(dev: *DeviceState) { }
  function core_class(dc: *DeviceClass) {
    store dc->realize, @core_realize
    store dc->user_creatable, 0
  }
  function card_realize(dev: *DeviceState) {
    %1 = call qdev_new("core")
  }
  function card_class(dc: *DeviceClass) { store dc->realize, @card_realize }
)";

TEST_F(LifecycleTest, IntrospectionReachesInstanceInit) {
  Lifecycle L = lifecycle(Devices);
  EXPECT_EQ(L.reach(Name("soc_init")), Reach::Introspection);
  EXPECT_EQ(L.reach(Name("helper")), Reach::Introspection);
  EXPECT_FALSE(L.isLatent(Name("helper")));
}

TEST_F(LifecycleTest, BoardDeviceIsLatentInRealize) {
  Lifecycle L = lifecycle(Devices);
  EXPECT_EQ(L.reach(Name("setup")), Reach::Teardown);
  EXPECT_TRUE(L.isLatent(Name("setup")));
}

TEST_F(LifecycleTest, PluggableDeviceIsNot) {
  Lifecycle L = lifecycle(Devices);
  EXPECT_FALSE(L.isLatent(Name("card_realize")));
}

TEST_F(LifecycleTest, WhatAPluggableDeviceCreatesIsNotEither) {
  Lifecycle L = lifecycle(Devices);
  EXPECT_FALSE(L.isLatent(Name("core_realize")));
}

TEST_F(LifecycleTest, MachineSetupIsLatent) {
  Lifecycle L = lifecycle(R"(
    function board_init(machine: *MachineState) { }
    function qmp_thing() { }
  )");
  EXPECT_EQ(L.reach(Name("board_init")), Reach::Process);
  EXPECT_TRUE(L.isLatent(Name("board_init")));
  EXPECT_FALSE(L.isLatent(Name("qmp_thing")));
}

TEST_F(LifecycleTest, SetupOfOneMachineIsLatent) {
  Lifecycle L = lifecycle(R"(
    record MyMachineState : MachineState { }
    function my_cpus_init(mms: *MyMachineState) { }
  )");
  EXPECT_TRUE(L.isLatent(Name("my_cpus_init")));
}

TEST_F(LifecycleTest, BasesInOtherFilesAreKnownByName) {
  Lifecycle L = lifecycle(R"(
    type "soc" : "sys-bus-device" { class_init soc_class }
    type "card" : "pci-device" { class_init card_class }
    function soc_realize(dev: *DeviceState) { }
    function soc_class(dc: *DeviceClass) { store dc->realize, @soc_realize }
    function card_realize(dev: *DeviceState) { }
    function card_class(dc: *DeviceClass) { store dc->realize, @card_realize }
  )");
  EXPECT_TRUE(L.isLatent(Name("soc_realize")));
  EXPECT_FALSE(L.isLatent(Name("card_realize")));
}

TEST_F(LifecycleTest, OfUnknownBasesTheInstanceStructTells) {
  auto Program = [](llvm::StringRef Base) {
    return (R"(
      type "big" : "base" { instance Big class_init big_class }
      record SysBusDevice : DeviceState { }
      record PCIDevice : DeviceState { }
      record Base : )" +
            Base + R"( { }
      record Big : Base { }
      function big_realize(dev: *DeviceState) { }
      function big_class(dc: *DeviceClass) { store dc->realize, @big_realize }
    )")
        .str();
  };
  Lifecycle Board = lifecycle(Program("SysBusDevice"));
  EXPECT_TRUE(Board.isLatent(Name("big_realize")));
  EXPECT_EQ(Board.openBases(Name("big_realize")), std::set<Name>());
  Lifecycle Card = lifecycle(Program("PCIDevice"));
  EXPECT_FALSE(Card.isLatent(Name("big_realize")));
  EXPECT_EQ(Card.openBases(Name("big_realize")), std::set<Name>{Name("Base")});
}

TEST_F(LifecycleTest, CallersElsewhereMayBeTheOnlyOnes) {
  Lifecycle L = lifecycle(R"(
    function make() { call x.c:lose() }
    function x.c:lose() { }
    function card_reset(dev: *DeviceState) { call drop() }
    function drop() { }
    function card_class(dc: *DeviceClass) { store dc->reset, @card_reset }
    type "card" : "pci-device" { class_init card_class }
  )");
  EXPECT_FALSE(L.isRun(Name("x.c:lose")));
  EXPECT_EQ(L.openCallers(Name("x.c:lose")), std::set<Name>{Name("make")});
  EXPECT_TRUE(L.isRun(Name("drop")));
  EXPECT_EQ(L.openCallers(Name("drop")), std::set<Name>());
}

TEST_F(LifecycleTest, OneOfTheTypesOfAClassInitMayNotBePluggable) {
  auto Program = [](llvm::StringRef Class) {
    return R"(
      type "device" : "object" { abstract }
      type "host" : "device" { class_init host_class }
      function host_exit(dev: *DeviceState) { }
      function host_class(dc: *DeviceClass, data) {
        store dc->unrealize, @host_exit
        )" +
           Class.str() + "}";
  };
  EXPECT_TRUE(lifecycle(Program("store dc->hotpluggable, 0"))
                  .isLatent(Name("host_exit")));
  EXPECT_FALSE(lifecycle(Program(R"(branch data, b1, b2
                                  b1:
                                    store dc->hotpluggable, 0
                                    goto b2
                                  b2:)"))
                   .isLatent(Name("host_exit")));
  std::string Helper = R"(
      function forbid(dc: *DeviceClass) { store dc->hotpluggable, 0 })";
  EXPECT_TRUE(lifecycle(Program("call forbid(dc)") + Helper)
                  .isLatent(Name("host_exit")));
  EXPECT_FALSE(lifecycle(Program(R"(branch data, b1, b2
                                  b1:
                                    call forbid(dc)
                                    goto b2
                                  b2:)") +
                         Helper)
                   .isLatent(Name("host_exit")));
}

} // namespace
