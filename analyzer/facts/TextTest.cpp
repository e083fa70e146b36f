//===- TextTest.cpp - Printing and parsing facts --------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Text.h"
#include "analyzer/facts/Binary.h"
#include "analyzer/facts/SampleUnit.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

std::string printed(const Unit &U) {
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  print(U, OS);
  return Text;
}

Unit parsed(llvm::StringRef Text) {
  llvm::Expected<Unit> U = parseUnit(Text);
  EXPECT_TRUE(bool(U)) << Text.str() << llvm::toString(U.takeError());
  return U ? std::move(*U) : Unit();
}

Function parsedFunction(llvm::StringRef Text) {
  Unit U = parsed(Text);
  EXPECT_EQ(U.Functions.size(), 1u);
  return U.Functions.empty() ? Function() : U.Functions.front();
}

std::string errorOf(llvm::StringRef Text) {
  llvm::Expected<Unit> U = parseUnit(Text);
  EXPECT_FALSE(bool(U)) << Text.str();
  return U ? "" : llvm::toString(U.takeError());
}

/// Equal bytes mean equal units, member by member.
void expectRoundTrip(const Unit &U) {
  std::string Text = printed(U);
  EXPECT_EQ(encode(parsed(Text)), encode(U)) << Text;
}

/// A function with one block of \p Events and a variable for tests.
Unit unitOf(Function F) {
  Unit U;
  U.Functions.push_back(std::move(F));
  return U;
}

Function smallFunction() {
  return parsedFunction("function f(s: *XState, n) { }");
}

TEST(TextTest, SampleIsItsOwnPrint) {
  EXPECT_EQ(printed(parsed(SampleUnit)), SampleUnit);
}

TEST(TextTest, SampleRoundTrips) { expectRoundTrip(parsed(SampleUnit)); }

TEST(TextTest, ReadsHeader) {
  Function F = parsedFunction(SampleUnit);
  EXPECT_EQ(F.Key.str(), "hw/x.c:x_realize");
  EXPECT_EQ(F.plainName(), "x_realize");
  EXPECT_TRUE(F.Internal);
  EXPECT_TRUE(F.NoReturn);
  EXPECT_TRUE(F.Variadic);
  EXPECT_FALSE(F.ReturnsVoid);
  EXPECT_TRUE(F.ReturnsPointer);
  EXPECT_EQ(F.ReturnType.str(), "Clock");
  EXPECT_EQ(F.ParameterCount, 2u);
  ASSERT_EQ(F.Variables.size(), 6u);
  EXPECT_EQ(F.Variables[0].Type.str(), "DeviceState");
  EXPECT_TRUE(F.Variables[0].Pointer);
  EXPECT_TRUE(F.Variables[1].Slot);
  EXPECT_EQ(F.Variables[4].Identifier.str(), "i");
  EXPECT_EQ(F.At, (Position{Name("hw/x.c"), 10, 13}));
}

TEST(TextTest, ReadsSites) {
  Function F = parsedFunction(SampleUnit);
  const auto &Events = F.Blocks[0].Events;
  EXPECT_EQ(Events[0].Where, (Site{{Name("hw/x.c"), 13, 11}, 13, 29, false}));
  EXPECT_EQ(Events[1].Where, (Site{{Name("hw/x.c"), 14, 3}, 15, 9, false}));
  EXPECT_EQ(Events[2].Where, (Site{{Name("include/x.h"), 3, 4}, 3, 9, true}));
  EXPECT_EQ(Events[3].Where, Site());
}

TEST(TextTest, ReadsSteps) {
  Function F = parsedFunction(SampleUnit);
  const Place &P = *F.Blocks[0].Events[2].Target;
  ASSERT_EQ(P.Steps.size(), 4u);
  EXPECT_EQ(P.Steps[0].Kind, StepKind::Dereference);
  EXPECT_EQ(P.Steps[1].Kind, StepKind::Field);
  EXPECT_EQ(P.Steps[1].Record.str(), "XState");
  EXPECT_EQ(P.Steps[1].Field.str(), "bar");
  EXPECT_EQ(P.Steps[2].Kind, StepKind::Element);
  EXPECT_EQ(P.Steps[2].Index.Kind, OperandKind::Variable);
  EXPECT_EQ(P.Steps[3].Record.str(), "MemoryRegion");
}

TEST(TextTest, EqualAddressesShareAPlace) {
  Function F = parsedFunction(
      "function f(s: *XState) { call g(&s->clk, &s->bar, &s->clk) }");
  EXPECT_EQ(F.Places.size(), 2u);
  EXPECT_EQ(F.Blocks[0].Events[0].Operands[2].Index, 0u);
}

TEST(TextTest, WhatMayBeLeftOut) {
  Function Short = parsedFunction(R"(
    function f(a) {
      branch a, yes, no
    yes:
      call g(a)
    no:
    })");
  Function Long = parsedFunction(R"(
    function f(a: int) -> void external {
    b0:
      branch a, b1, b2
    b1:
      call g(a)
      goto b2
    b2:
      return
    })");
  EXPECT_EQ(encode(unitOf(Short)), encode(unitOf(Long)));
}

TEST(TextTest, ReturnTakesNoValueFromTheNextLine) {
  Function F = parsedFunction("function f(b1) {\n  return\nb1:\n return b1 }");
  EXPECT_EQ(F.Blocks[0].End.Value.Kind, OperandKind::Unknown);
  EXPECT_EQ(F.Blocks[1].End.Value.Kind, OperandKind::Variable);
}

TEST(TextTest, ReturnsFunctionsAndPositions) {
  Function F =
      parsedFunction("function f() {\n return @g @ 1:2\nb1: return @ 3:4 }");
  EXPECT_EQ(F.Blocks[0].End.Value.Text.str(), "g");
  EXPECT_EQ(F.Blocks[0].End.Where.At.Line, 1u);
  EXPECT_EQ(F.Blocks[1].End.Value.Kind, OperandKind::Unknown);
  EXPECT_EQ(F.Blocks[1].End.Where.At.Line, 3u);
}

//===----------------------------------------------------------------------===//
// Odd units, which capture may produce and no person writes
//===----------------------------------------------------------------------===//

TEST(TextTest, OddVariableNamesRoundTrip) {
  Function F = smallFunction();
  for (const char *Odd : {"", "", "n", "null", "a b", "slot", "local", "~x"})
    F.Variables.push_back({Name(Odd), {}, false, false, {}});
  for (VariableId Id = 0; Id < F.Variables.size(); ++Id) {
    Event E;
    E.Kind = EventKind::ScopeEnd;
    E.Variable = Id;
    F.Blocks[0].Events.push_back(E);
    E = Event();
    E.Kind = EventKind::FreeStorage;
    E.Operands = {{OperandKind::Variable, 0, Id, {}},
                  {OperandKind::Null, 0, 0, {}}};
    F.Blocks[0].Events.push_back(E);
  }
  expectRoundTrip(unitOf(F));
}

TEST(TextTest, OddPlacesRoundTrip) {
  Function F = smallFunction();
  Step Star{StepKind::Dereference, {}, {}, {}};
  Step Field{StepKind::Field, Name("A B::C"), Name("x y"), {}};
  Step NoRecord{StepKind::Field, {}, Name("clk"), {}};
  Step NoField{StepKind::Field, Name("XState"), {}, {}};
  Step Element{StepKind::Element, {}, {}, {OperandKind::Integer, 3, 0, {}}};
  std::vector<Step> All = {Star, Field, NoRecord, NoField, Element};
  for (const Step &A : All)
    for (const Step &B : All)
      for (const Step &C : All) {
        Event E;
        E.Target = Place{PlaceRoot::Variable, 0, {}, {A, B, C}};
        F.Blocks[0].Events.push_back(E);
        E.Target = Place{PlaceRoot::Global, 0, Name("-a:b"), {A, B, C}};
        F.Blocks[0].Events.push_back(E);
      }
  expectRoundTrip(unitOf(F));
}

/// Places that are unused, doubled, out of order or nested keep their numbers.
TEST(TextTest, OddPlaceNumbersRoundTrip) {
  Function F = smallFunction();
  Place S{PlaceRoot::Variable, 0, {}, {}}, N{PlaceRoot::Variable, 1, {}, {}};
  Step Nested{StepKind::Element, {}, {}, {OperandKind::Address, 0, 1, {}}};
  F.Places = {S, N, S, {PlaceRoot::Global, 0, Name("a"), {Nested}}};
  Event E;
  E.Kind = EventKind::FreeStorage;
  for (uint32_t Index : {3, 0, 2})
    E.Operands.push_back({OperandKind::Address, 0, Index, {}});
  F.Blocks[0].Events.push_back(E);
  expectRoundTrip(unitOf(F));
}

TEST(TextTest, OddPositionsRoundTrip) {
  Unit U = parsed("unit hw/x.c\nfunction f() @ 1:1 { }");
  const std::vector<Site> Sites = {
      {{Name(), 1, 2}, 0, 0, false},        {{Name("a b"), 0, 0}, 0, 0, false},
      {{Name("9p.c"), 7, 1}, 0, 5, false},  {{Name(), 0, 0}, 0, 0, true},
      {{Name("hw/x.c"), 3, 1}, 4, 0, true},
  };
  for (const Site &S : Sites) {
    Event E;
    E.Kind = EventKind::AllocateStorage;
    E.Where = S;
    U.Functions[0].Blocks[0].Events.push_back(E);
    U.NoLints.push_back({S.At, NoLintScope::Line, Name("a \"b\"")});
  }
  expectRoundTrip(U);
}

TEST(TextTest, OddKeysRoundTrip) {
  Unit U;
  for (const char *Key :
       {"", "f", "a.c:f", "/usr/include/c++/12/a.h:std::f", "ns::X::~X",
        "a.cc:ns::f(std::vector<int> const&)", "operator<", "9p.c:f", "f:"}) {
    Function F = smallFunction();
    F.Key = F.EnclosingKey = Name(Key);
    F.Internal = !F.Internal;
    Event E;
    E.Kind = EventKind::Call;
    E.Callee = Name(Key);
    E.Operands = {{OperandKind::Function, 0, 0, Name(Key)}};
    F.Blocks[0].Events.push_back(E);
    U.Functions.push_back(F);
    U.Declared.push_back(Name(Key));
    U.Tables.push_back({Name(Key), {{Name(Key), Name(Key), Name(Key)}}});
    U.Links.push_back({Name(Key), Name(Key), true, {}});
    U.Records.push_back({Name(Key), Name(Key), {{Name(Key), Name(Key)}}, {}});
  }
  expectRoundTrip(U);
}

TEST(TextTest, EveryReturnTypeRoundTrips) {
  for (const char *Type : {"", "Clock", "int", "void", "std::string", "a b"})
    for (bool Pointer : {false, true}) {
      Function F = smallFunction();
      F.ReturnsVoid = false;
      F.ReturnType = Name(Type);
      F.ReturnsPointer = Pointer;
      F.Variables.push_back({Name("v"), Name(Type), Pointer, true, {}});
      expectRoundTrip(unitOf(F));
    }
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

TEST(TextTest, ErrorsSayWhereAndWhat) {
  EXPECT_EQ(errorOf("function f( {"),
            "line 1, column 13: expected a variable, found '{'");
  EXPECT_EQ(errorOf("function f() {\n  lode x\n}"),
            "line 2, column 3: expected a label, an event or a terminator, "
            "found 'lode'");
  EXPECT_EQ(errorOf("function f() {\n  load x\n}"),
            "line 2, column 8: 'x' is not declared; a global is written $x");
  EXPECT_EQ(errorOf("function f() {\n  goto nowhere\n}"),
            "line 2, column 8: there is no label 'nowhere'");
  EXPECT_EQ(errorOf("function f() {\n  call g(%3)\n}"),
            "line 1, column 10: in this function %3 is not defined");
  EXPECT_EQ(errorOf("function f() {\n  throw\n  new\n}"),
            "line 3, column 3: expected a label after the end of a block");
  EXPECT_EQ(errorOf("function f() {\nb0:\nb2:\n}"),
            "line 3, column 1: this is block b1");
  EXPECT_EQ(errorOf("function f(a, a) { }"),
            "line 1, column 15: this name is taken: write a~1");
  EXPECT_EQ(errorOf("unit \"x.c"),
            "line 1, column 6: this string does not end on its line");
  EXPECT_EQ(errorOf("function f() {"),
            "line 1, column 15: expected a label, an event or a terminator");
  EXPECT_EQ(errorOf("function f() { delete 99999999999999999999 }"),
            "line 1, column 23: this integer is too large");
  EXPECT_EQ(errorOf("record X { f: }"),
            "line 1, column 15: expected a name, found '}'");
  EXPECT_EQ(errorOf("mystery"), "line 1, column 1: expected 'function' or "
                                "another top-level word, found 'mystery'");
}

/// Every prefix and every text with one byte removed parses or fails cleanly.
TEST(TextTest, SurvivesDamagedText) {
  llvm::StringRef Sample = SampleUnit;
  for (size_t I = 0; I < Sample.size(); ++I) {
    std::string Shorter =
        (Sample.take_front(I) + Sample.drop_front(I + 1)).str();
    for (llvm::StringRef Text :
         {Sample.take_front(I), llvm::StringRef(Shorter)}) {
      llvm::Expected<Unit> U = parseUnit(Text);
      if (U)
        expectRoundTrip(*U);
      else
        EXPECT_NE(llvm::toString(U.takeError()), "");
    }
  }
}

TEST(TextTest, DeepNestingIsAnError) {
  std::string Stars(100000, '*');
  EXPECT_EQ(errorOf("function f(a) { load " + Stars + "a }"),
            "line 1, column 122: expected a simpler place, found '*'");
}

//===----------------------------------------------------------------------===//
// Source spelling
//===----------------------------------------------------------------------===//

std::string spelled(llvm::StringRef PlaceText) {
  Function F = parsedFunction(("function f(s: *XState, p: *, i) {\n"
                               "%0 = call memory_region_find(s, 0)\n"
                               "%1 = load s->dev\n"
                               "%2 = container XState.bar %1\n"
                               "load " +
                               PlaceText + "\n}")
                                  .str());
  if (F.Blocks.empty())
    return "";
  return toString(*F.Blocks[0].Events.back().Target, F);
}

TEST(TextTest, SpellsPlacesLikeTheSource) {
  EXPECT_EQ(spelled("s->clk"), "s->clk");
  EXPECT_EQ(spelled("s->dev.DeviceState::clk"), "s->dev.clk");
  EXPECT_EQ(spelled("*p"), "*p");
  EXPECT_EQ(spelled("(*p)[i]"), "p[i]");
  EXPECT_EQ(spelled("**p"), "**p");
  EXPECT_EQ(spelled("(**p)[1]"), "(*p)[1]");
  EXPECT_EQ(spelled("$hw/x.c:boards[0].Board::cpu"), "boards[0].cpu");
  EXPECT_EQ(spelled("%0.MemoryRegionSection::mr"),
            "memory_region_find(...).mr");
  EXPECT_EQ(spelled("%1->DeviceState::clk"), "s->dev->clk");
  EXPECT_EQ(spelled("%2->XState::bar"), "s->dev->bar");
  EXPECT_EQ(spelled("s->cpus[&s->clk]"), "s->cpus[&s->clk]");
  EXPECT_EQ(spelled("s->cpus[&(*p)]"), "s->cpus[p]");
}

TEST(TextTest, PlainNames) {
  EXPECT_EQ(plainName(Name("object_new")), "object_new");
  EXPECT_EQ(plainName(Name("hw/x.c:f")), "f");
  EXPECT_EQ(plainName(Name("x.h:f")), "f");
  EXPECT_EQ(plainName(Name("qom::Owned::drop")), "qom::Owned::drop");
  EXPECT_EQ(plainName(Name("a.cc:qom::X::f")), "qom::X::f");
  EXPECT_EQ(plainName(Name("a.cc:f(std::string)")), "f(std::string)");
  EXPECT_EQ(plainName(Name("f()::(lambda at a.cc:3:5)::operator()")),
            "f()::(lambda at a.cc:3:5)::operator()");
  EXPECT_EQ(plainName(Name("odd:name")), "odd:name");
  EXPECT_EQ(plainName(Name("")), "");
}

} // namespace
