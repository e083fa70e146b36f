//===- LoopsTest.cpp - Loops, elements, and addresses in memory -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/AnalysisFixture.h"

using namespace qomlint;

namespace {

using LoopsTest = AnalysisTest;

TEST_F(LoopsTest, LoopsInLoopsEnd) {
  EXPECT_EQ(verdicts(R"(
    function nested() {
      local o: *Object
      local i
      local j
    b0:
      %0 = call object_new("x") -> *Object @ 1:1
      store o, %0
      store i, 0
      goto b1
    b1:
      %1 = compute < i, 3
      branch %1, b2, b6
    b2:
      store j, 0
      goto b3
    b3:
      %2 = compute < j, 2
      branch %2, b4, b5
    b4:
      %3 = compute + j, 1
      store j, %3
      goto b3
    b5:
      %4 = compute + i, 1
      store i, %4
      goto b1
    b6:
      call object_unref(o) @ 2:1
      call object_unref(o) @ 3:1
      return
    })"),
            "drop 3 o\n");
}

TEST_F(LoopsTest, ALoopIsDoneBeforeWhatFollows) {
  EXPECT_EQ(verdicts(R"(
    function in_turn(n) {
      local i
      local j
    b0:
      store i, 0
      goto b1
    b1:
      %0 = compute < i, n
      branch %0, b2, b3
    b2:
      %1 = compute + i, 1
      store i, %1
      goto b1
    b3:
      store j, 0
      goto b4
    b4:
      %2 = compute < j, 32
      branch %2, b5, b6
    b5:
      %3 = compute + j, 1
      store j, %3
      goto b4
    b6:
      return
    }
    function caller() {
      %0 = call object_new("x") @ 1:1
      call in_turn(126)
    })"),
            "surplus 1 \n");
}

constexpr const char *SetsOnce = R"(
    noreturn exit
    function once(s: *Bank, n) {
    b0:
      %0 = load s->names[n]
      branch %0, b1, b2
    b1:
      call exit(1)
      unreachable
    b2:
      store s->names[n], 1
      return
    })";

TEST_F(LoopsTest, AnIndexMayBeAnArgument) {
  EXPECT_EQ(summary(SetsOnce, "once"), "  outcome -> any\n"
                                       "    if arg0.names[arg1]* is 0\n"
                                       "    store arg0.names[arg1] = 1\n"
                                       "    use arg0\n");
}

TEST_F(LoopsTest, ElementsAreToldApartByArguments) {
  std::string Program = SetsOnce;
  EXPECT_EQ(verdicts(Program + R"(
    function twice(s: *Bank, n, m) {
      %0 = call object_new("x") @ 1:1
      call once(s, 1)
      call once(s, 2)
      call once(s, n)
      call once(s, m)
    })"),
            "surplus 1 \n");
  EXPECT_EQ(verdicts(Program + R"(
    function again(s: *Bank) {
      %0 = call object_new("x") @ 1:1
      call once(s, 1)
      call once(s, 1)
    })"),
            "");
}

TEST_F(LoopsTest, WhoFindsAnAddressInMemoryMayWriteThere) {
  EXPECT_EQ(verdicts(R"(
    noreturn exit
    function consume(o: *Parse) { store o->result, o }
    function feed(p: *Parser) {
      %0 = load p->opaque
      call *p->emit(%0)
    }
    function parse() {
      local st: Parse slot
    b0:
      %0 = call object_new("x") @ 1:1
      store st.result, null
      store st.parser.Parser::emit, @consume
      store st.parser.Parser::opaque, &st
      call feed(&st.parser)
      %1 = load st.result
      branch %1, b2, b1
    b1:
      call exit(1)
      unreachable
    b2:
      return
    })"),
            "surplus 1 \n");
}

TEST_F(LoopsTest, AStructOfTheFrameIsReadByItsFields) {
  auto Program = [](const char *Reading) {
    return std::string(R"(
    function fill(s: *Bank) {
      %1 = call object_new("x") @ 1:1
      store s->lamp, %1
    }
    function read(c: *Config) {
      %1 = load c->lamp)") +
           Reading + R"(
    }
    function pass(s: *Bank) {
      local c: Config slot
      %1 = load s->lamp
      store c.lamp, %1
      call read(&c)
    })";
  };
  EXPECT_EQ(verdicts(Program("\n use %1->ref")), "field 1 s->lamp\n");
  EXPECT_EQ(verdicts(Program("\n call object_unref(%1)")), "");
}

TEST_F(LoopsTest, AnObjectOfTheFrameMayHoldItsOwnAddress) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      local o: Object slot
      call object_initialize(&o, 40, "x") @ 1:1
      store o.self, &o
      call somewhere_else(&o) @ 2:1
    })"),
            "");
}

/// `for (i = 0; i < Bound; i++) { Body }` and what follows. An object is o's
/// before, if the loop does not make it.
std::string loop(llvm::StringRef Before, llvm::StringRef Bound,
                 llvm::StringRef Body, llvm::StringRef After) {
  return (R"(
    function f(n, s: *Bank) {
      local o: *Object
      local flag
      local i
    b0:
      store flag, 0
      store i, 0
      )" + Before +
          R"(
      goto head
    head:
      %0 = compute < i, )" +
          Bound + R"(
      branch %0, body, after
    body:
      )" + Body +
          R"(
    next:
      %1 = compute + i, 1
      store i, %1
      goto head
    after:
      )" + After +
          R"(
      return
    })")
      .str();
}

constexpr const char *New = R"(
      %9 = call object_new("x") -> *Object @ 1:1
      store o, %9
)";
constexpr const char *None = "store o, null";
constexpr const char *Unref = "call object_unref(o) @ 9:1";
constexpr const char *UnrefIfFlag = R"(
      branch flag, drop, end
    drop:
      call object_unref(o) @ 9:1
      goto end
    end:
)";

TEST_F(LoopsTest, AFlagGoesWithWhatIsOwned) {
  std::string Once = std::string("%2 = compute ! flag branch %2, make, next "
                                 "make: ") +
                     New + "store flag, 1 goto next";
  EXPECT_EQ(verdicts(loop(None, "n", Once, UnrefIfFlag)), "");
  EXPECT_EQ(verdicts(loop(None, "1", Once, "")), "surplus 1 o\n");
  std::string Toggle = std::string("branch flag, drop1, make drop1: ") + Unref +
                       " goto turn make: " + New +
                       "goto turn turn: %2 = compute ! flag store flag, %2 "
                       "goto next";
  EXPECT_EQ(verdicts(loop(None, "n", Toggle, UnrefIfFlag)), "");
  EXPECT_EQ(verdicts(loop(None, "n", Toggle, Unref)), "drop 9 o\n");
}

TEST_F(LoopsTest, AFlagInMemoryGoesWithWhatIsOwned) {
  auto Program = [](const char *After) {
    return loop(std::string("store s->Bank::done, 0 ") + New, "n",
                "%2 = load s->Bank::done branch %2, next, end1 end1: "
                "call object_unref(o) @ 5:1 store s->Bank::done, 1 goto next",
                After);
  };
  EXPECT_EQ(verdicts(Program("%3 = load s->Bank::done branch %3, end2, drop2 "
                             "drop2: call object_unref(o) @ 6:1 goto end2 "
                             "end2: ")),
            "");
  // After one round, and after more.
  EXPECT_EQ(verdicts(Program("call object_unref(o) @ 6:1")),
            "drop 6 o\ndrop 6 o\n");
}

TEST_F(LoopsTest, WhatGrewGoesOnToGrow) {
  std::string First = std::string("%2 = compute == i, 0 "
                                  "branch %2, make, next make: ") +
                      New + "goto next";
  EXPECT_EQ(verdicts(loop(None, "n", First, Unref)), "");
  EXPECT_EQ(verdicts(loop(None, "8", First, "")), "surplus 1 o\n");
  std::string Later = std::string("%2 = compute == i, 5 "
                                  "branch %2, make, next make: ") +
                      New + "goto next";
  EXPECT_EQ(verdicts(loop(None, "8", Later, Unref)), "");
  EXPECT_EQ(verdicts(loop(None, "8", Later, "")), "surplus 1 o\n");
}

TEST_F(LoopsTest, ALaterRoundMayHaveDroppedIt) {
  std::string Last = std::string("%2 = compute == i, 5 "
                                 "branch %2, drop1, next drop1: ") +
                     Unref + " goto next";
  EXPECT_EQ(verdicts(loop(New, "8", Last, "")), "");
  EXPECT_EQ(verdicts(loop(New, "8", "goto next", "")), "surplus 1 o\n");
  // Whether it is dropped has nothing to do with the round.
  EXPECT_EQ(verdicts(loop(New, "8",
                          "branch o, test, next test: "
                          "%2 = call anything(i) branch %2, drop1, next "
                          "drop1: call object_unref(o) store o, null goto next",
                          "")),
            "surplus 1 o\n");
}

TEST_F(LoopsTest, NumbersMayEndBesideTheOneExcluded) {
  auto Program = [](const char *Condition) {
    return std::string(R"(
    function f(n) {
    b0:
      %0 = call object_new("x") @ 1:1
      %1 = compute >= n, 2
      branch %1, b1, drop
    b1:
      %2 = compute < n, 4
      branch %2, b2, drop
    b2:
      %3 = compute == n, 3
      branch %3, drop, b3
    b3:
      %4 = compute )") +
           Condition + R"(
      branch %4, drop, keep
    drop:
      call object_unref(%0)
      return
    keep:
      return
    })";
  };
  EXPECT_EQ(verdicts(Program("== n, 2")), "");
  EXPECT_EQ(verdicts(Program("== n, 1")), "surplus 1 \n");
}

TEST_F(LoopsTest, NoNameIsAPartOfItself) {
  EXPECT_EQ(verdicts(R"(
    function f() {
      %0 = call object_new("x") -> *Object @ 1:1
      store %0->Ring::next, %0
    })"),
            "field 1 Ring->next\n");
  EXPECT_EQ(verdicts(R"(
    function f() {
      %0 = call object_new("x") -> *Object @ 1:1
      %1 = call object_new("x") -> *Object @ 2:1
      store %0->Ring::next, %1
      store %1->Ring::next, %0
    })"),
            "field 1 Ring->next->next\nfield 2 Ring->next->next\n");
}

} // namespace
