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

TEST_F(FieldTableTest, ElementsOfAnArrayAreTheFieldsThatPointsToIt) {
  auto Program = [](llvm::StringRef End) {
    return std::string(Lamp) + R"(
      function lamp_init(s: *Lamp) { }
      function lamp_realize(s: *Lamp, errp: *Error) {
        %1 = call g_malloc0(32)
        store s->Lamp::bulbs, %1
        %2 = call object_new("bulb") @ 1:1
        store (*%1)[3], %2 @ 1:1
      }
      function lamp_unrealize(s: *Lamp) {
        %1 = load s->Lamp::bulbs
        %2 = call random()
        %3 = load (*%1)[%2]
        )" +
           End.str() +
           R"(
        call g_free(%1)
      })";
  };
  EXPECT_EQ(verdicts(Program("use %3->Bulb::watts")), "field 1 *s->bulbs[3]\n");
  EXPECT_EQ(verdicts(Program("call object_unref(%3)")), "");
}

// Who drops twice, and who looks afterwards

/// Dropped in one function, after whatever \p Before and \p Between do.
std::string dropped(llvm::StringRef Before, llvm::StringRef Between) {
  return (llvm::Twine(Lamp) + R"(
    function lamp_fit(s: *Lamp, bulb: *Object) { store s->Lamp::bulb, bulb }
    function lamp_finalize(s: *Lamp) {
      )" + Before +
          R"(
      %1 = load s->Lamp::bulb
      call object_unref(%1) @ 2:1
      )" + Between +
          R"(
    })")
      .str();
}

TEST_F(FieldTableTest, OneReferenceIsDroppedOnce) {
  EXPECT_EQ(verdicts(dropped("", "")), "");
  llvm::StringRef Again = R"(
      %2 = load s->Lamp::bulb
      call object_unref(%2) @ 3:1)";
  EXPECT_EQ(verdicts(dropped("", Again)), "field-dropped-twice 3 s->bulb\n");
  EXPECT_EQ(verdicts(dropped("", ("call lamp_fit(s, null)" + Again).str())),
            "");
}

TEST_F(FieldTableTest, WhatWasTakenAsWellMayBeDroppedTwice) {
  EXPECT_EQ(verdicts(dropped("%3 = load s->Lamp::bulb call object_ref(%3)",
                             "call object_unref(%1) @ 3:1")),
            "");
}

TEST_F(FieldTableTest, ALoopDropsAnotherOneEachTime) {
  EXPECT_EQ(verdicts(std::string(Lamp) + R"(
    function lamp_fit(s: *Lamp, bulb: *Object) { store s->Lamp::bulb, bulb }
    function lamp_finalize(s: *Lamp) {
      goto again
    again:
      %1 = load s->Lamp::bulb
      call object_unref(%1) @ 2:1
      %2 = call more()
      branch %2, again, out
    out:
      return
    })"),
            "");
}

TEST_F(FieldTableTest, EmptiedFieldsHoldNoObject) {
  EXPECT_EQ(verdicts(R"(
    function lamp_stop(s: *Lamp) {
      %1 = load s->Lamp::bulb
      call object_unref(%1) @ 1:1
      store s->Lamp::bulb, null
      %2 = load s->Lamp::spare
      call object_unref(%2) @ 2:1
      store s->Lamp::spare, null
    }
    function lamp_finalize(s: *Lamp) {
      call lamp_stop(s)
      %1 = load s->Lamp::bulb
      call object_unref(%1) @ 3:1
      %2 = load s->Lamp::spare
      call object_unref(%2) @ 4:1
    })"),
            "");
}

TEST_F(FieldTableTest, WhatOnlyTheFieldHeldIsNotUsedAfterTheDrop) {
  EXPECT_EQ(verdicts(dropped("", "use %1->Bulb::watts @ 3:1")),
            "field-used 3 s->bulb\n");
  EXPECT_EQ(verdicts(dropped("use %1->Bulb::watts", "")), "");
  EXPECT_EQ(verdicts(dropped("", "%2 = call object_unparent(%1) @ 3:1")),
            "field-used 3 s->bulb\n");
}

TEST_F(FieldTableTest, WhatOthersHoldMayBeUsedAfterTheDrop) {
  std::string Used = dropped("", "use %1->Bulb::watts @ 3:1");
  auto With = [&](llvm::StringRef Event) {
    return verdicts(Used + R"(
      function other(s: *Lamp) {
        %1 = load s->Lamp::bulb
        )" + Event.str() +
                    R"(
      })");
  };
  EXPECT_EQ(With("use %1->Bulb::watts"), "field-used 3 s->bulb\n");
  EXPECT_EQ(With("call object_property_add_child(s, \"bulb\", %1)"), "");
  EXPECT_EQ(With("call object_ref(%1)"), "");
  EXPECT_EQ(With("call somebody(%1)"), "");
}

TEST_F(FieldTableTest, AWatchThatOnlyBorrowsIsNoEndOfAField) {
  auto Program = [](llvm::StringRef Callback) {
    return std::string(Lamp) + R"(
      function lamp_init(s: *Lamp) { }
      function lamp_open(s: *Lamp) {
        %1 = call qio_channel_buffer_new(8) @ 1:1
        store s->Lamp::bulb, %1 @ 1:1
      }
      function lamp_watch(s: *Lamp) {
        %1 = load s->Lamp::bulb
        call qio_channel_add_watch(%1, 1, @lamp_ready, s, null)
      }
      function lamp_ready(ioc: *QIOChannel, condition, opaque: *) -> int {
        )" +
           Callback.str() + R"(
        return 0
      })";
  };
  EXPECT_EQ(verdicts(Program("use ioc->QIOChannel::features")),
            "field 1 s->bulb\n");
  EXPECT_EQ(verdicts(Program("call object_unref(ioc)")), "");
}

TEST_F(FieldTableTest, WhatEqualsTheContentOfAFieldIsThat) {
  auto Program = [](llvm::StringRef Test) {
    return (llvm::Twine(Lamp) + R"(
      function lamp_open(s: *Lamp) {
        %1 = call object_new("t") @ 1:1
        store s->Lamp::bulb, %1 @ 1:1
      }
      function lamp_close(s: *Lamp, bulb: *Object) {
        %1 = load s->Lamp::bulb
        %2 = compute )" +
            Test + R"(
        branch %2, drop, out
      drop:
        store s->Lamp::bulb, null
        call object_unref(bulb) @ 2:1
        goto out
      out:
        return
      })")
        .str();
  };
  EXPECT_EQ(verdicts(Program("== %1, bulb")), "");
  EXPECT_EQ(verdicts(Program("!= %1, bulb")), "field 1 s->bulb\n");
}

TEST_F(FieldTableTest, WhoIsSaidToTakeAReferenceAndDoesNotLendsToTheField) {
  auto Program = [](llvm::StringRef Take) {
    return (R"(
      function qio_task_new(source: *Object, func: *, opaque: *, destroy: *) -> * {
        %1 = call g_malloc0(64)
        store %1->Task::source, source
        )" + Take +
            R"(
        return %1
      }
      function end(task: *Task) {
        %1 = load task->Task::source
        call object_unref(%1) @ 3:1
      })")
        .str();
  };
  EXPECT_EQ(verdicts(Program("")), "field-drop 3 task->source\n");
  EXPECT_EQ(verdicts(Program("call object_ref(source)")), "");
}

TEST_F(FieldTableTest, SaysWhyAFieldOnlyBorrows) {
  EXPECT_EQ(verdicts(std::string(Lamp) + R"(
              function lamp_init(s: *Lamp) { }
              function lamp_finalize(s: *Lamp) { }
              function lamp_realize(s: *Lamp, errp: *Error) {
                %1 = call object_new("bulb") @ 1:1
                call object_property_add_child(s, "bulb", %1) @ 2:1
                call object_unref(%1) @ 3:1
                store s->Lamp::bulb, %1 @ 4:1
              }
              function lamp_unrealize(s: *Lamp) {
                %1 = load s->Lamp::bulb
                call object_unref(%1) @ 8:1
              })"),
            "field-drop 8 s->bulb\n");
  std::vector<unsigned> Elsewhere, Lines;
  for (const StoryStep &Step : A->verdicts().front().Story)
    (Step.In ? Elsewhere : Lines).push_back(Step.At.Line);
  EXPECT_EQ(Elsewhere, (std::vector<unsigned>{1, 2, 3, 4}));
  EXPECT_EQ(Lines, std::vector<unsigned>{8});
}

} // namespace
