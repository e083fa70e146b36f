//===- FieldTableTest.cpp - Who fills a slot and who empties it -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/AnalysisFixture.h"

using namespace qomlint;

namespace {

using FieldTableTest = AnalysisTest;

constexpr const char *Lamp = R"(
  record Lamp : DeviceState { bulb: *Object }
  type "lamp" : "pci-device" {
    instance Lamp
    instance_init lamp_init
    instance_finalize lamp_finalize
    class_init lamp_class
  }
  function lamp_class(dc: *DeviceClass) {
    store dc->DeviceClass::realize, @lamp_realize
    store dc->DeviceClass::unrealize, @lamp_unrealize
  }
)";

TEST_F(FieldTableTest, WhatInitFillsTheFinalizerEmpties) {
  std::string Filled = std::string(Lamp) + R"(
    function lamp_init(s: *Lamp) {
      %1 = call object_new("bulb") @ 1:1
      store s->Lamp::bulb, %1 @ 1:1
    }
    function lamp_realize(s: *Lamp, errp: *Error) { }
  )";
  std::string Drop = R"( {
      %1 = load s->Lamp::bulb
      call object_unref(%1) @ 2:1
    })";
  EXPECT_EQ(verdicts(Filled + "function lamp_finalize(s: *Lamp)" + Drop +
                     "function lamp_unrealize(s: *Lamp) { }"),
            "");
  // Introspection makes lamps and drops them, and never realizes one.
  EXPECT_EQ(verdicts(Filled + "function lamp_unrealize(s: *Lamp)" + Drop +
                     "function lamp_finalize(s: *Lamp) { }"),
            "field 1 s->bulb\n");
}

TEST_F(FieldTableTest, FinalizerDropsWhatUnrealizeLeft) {
  auto Program = [](llvm::StringRef Clear) {
    return std::string(Lamp) + R"(
      function lamp_init(s: *Lamp) { }
      function lamp_realize(s: *Lamp, errp: *Error) {
        %1 = call object_new("bulb") @ 1:1
        store s->Lamp::bulb, %1 @ 1:1
      }
      function lamp_unrealize(s: *Lamp) {
        %1 = load s->Lamp::bulb
        call object_unref(%1) @ 2:1
        )" +
           Clear.str() + R"(
      }
      function lamp_finalize(s: *Lamp) {
        %1 = load s->Lamp::bulb
        call object_unref(%1) @ 3:1
      })";
  };
  EXPECT_EQ(verdicts(Program("store s->Lamp::bulb, null")), "");
  EXPECT_EQ(verdicts(Program("")), "field-dropped-twice 3 s->bulb\n");
}

TEST_F(FieldTableTest, LinkSlotNeedsAReferenceWithThePointer) {
  auto Program = [](llvm::StringRef Take) {
    return std::string(Lamp) + R"(
      link Lamp.bulb
      function lamp_init(s: *Lamp) { }
      function lamp_finalize(s: *Lamp) { }
      function lamp_unrealize(s: *Lamp) { }
      function lamp_realize(s: *Lamp, errp: *Error) {
        %1 = call qdev_get_machine()
        )" +
           Take.str() + R"(
        store s->Lamp::bulb, %1 @ 2:1
      })";
  };
  EXPECT_EQ(verdicts(Program("%2 = call object_ref(%1)")), "");
  EXPECT_EQ(verdicts(Program("")), "link-stored 2 s->bulb\n");
}

} // namespace
