//===- TextCursor.cpp - Tokens of the text form ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/TextCursor.h"
#include "analyzer/facts/TextSyntax.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
using namespace qomlint::text;
using llvm::StringRef;
using llvm::Twine;

void Cursor::skipBlanks() {
  while (At < Text.size()) {
    if (Text[At] == '#')
      At = std::min(Text.find('\n', At), Text.size());
    else if (llvm::isSpace(Text[At]))
      ++At;
    else
      return;
  }
}

void Cursor::failAt(size_t Where, const Twine &What) {
  if (failed())
    return;
  StringRef Before = Text.take_front(Where);
  size_t Line = Before.count('\n') + 1;
  size_t LineStart = Before.rfind('\n') + 1; // npos + 1 is 0
  Error = ("line " + Twine(Line) + ", column " + Twine(Where - LineStart + 1) +
           ": " + What)
              .str();
  At = Text.size();
}

void Cursor::fail(const Twine &Expected) {
  skipBlanks();
  std::string Found = describeNext();
  failAt(At, "expected " + Expected + ", found " + Found);
}

std::string Cursor::describeNext() {
  if (At == Text.size())
    return "the end of the text";
  size_t Length = std::max<size_t>(matchIdentifier(rest()), 1);
  return ("'" + rest().take_front(Length) + "'").str();
}

char Cursor::peek() {
  skipBlanks();
  return here();
}

char Cursor::peekOnLine() {
  size_t Start = At;
  char Next = peek();
  return Text.slice(Start, At).contains('\n') ? 0 : Next;
}

size_t Cursor::where() {
  skipBlanks();
  return At;
}

StringRef Cursor::take(size_t Length) {
  StringRef Taken = rest().take_front(Length);
  At += Length;
  return Taken;
}

bool Cursor::accept(StringRef Literal) {
  skipBlanks();
  if (!rest().starts_with(Literal))
    return false;
  At += Literal.size();
  return true;
}

void Cursor::expect(StringRef Literal) {
  if (!accept(Literal))
    fail("'" + Literal + "'");
}

bool Cursor::acceptWord(StringRef Word) {
  skipBlanks();
  if (rest().take_while(isIdentifierCharacter) != Word)
    return false;
  At += Word.size();
  return true;
}

StringRef Cursor::identifier() {
  skipBlanks();
  return take(matchIdentifier(rest()));
}

StringRef Cursor::word() {
  skipBlanks();
  return take(rest()
                  .take_while([](char C) {
                    return isIdentifierCharacter(C) || C == '-';
                  })
                  .size());
}

Name Cursor::bareOrQuoted(Matcher Match, StringRef What) {
  if (peek() == '"')
    return quoted();
  size_t Length = Match(rest());
  if (!Length)
    fail(What);
  return Name(take(Length));
}

Name Cursor::key() { return bareOrQuoted(matchKey, "a function or key"); }
Name Cursor::qualified() { return bareOrQuoted(matchQualified, "a name"); }
Name Cursor::operation() { return bareOrQuoted(matchOperator, "an operator"); }
Name Cursor::file() { return bareOrQuoted(matchFile, "a file"); }

/// The character that the escape after a `\` stands for.
char Cursor::escaped() {
  char C = here();
  ++At;
  switch (C) {
  case 'n':
    return '\n';
  case 't':
    return '\t';
  case '\\':
  case '"':
    return C;
  case 'x': {
    uint8_t Byte = 0;
    if (rest().size() >= 2 && llvm::isHexDigit(Text[At]) &&
        llvm::isHexDigit(Text[At + 1])) {
      Byte = llvm::hexFromNibbles(Text[At], Text[At + 1]);
      At += 2;
      return static_cast<char>(Byte);
    }
    break;
  }
  }
  failAt(std::min(At, Text.size()) - 1, "this escape is not known");
  return 0;
}

Name Cursor::quoted() {
  size_t Start = where();
  expect("\"");
  std::string Result;
  while (At < Text.size() && Text[At] != '"' && Text[At] != '\n') {
    char C = Text[At++];
    Result += C == '\\' ? escaped() : C;
  }
  if (here() != '"')
    failAt(Start, "this string does not end on its line");
  else
    ++At;
  return Name(Result);
}

int64_t Cursor::integer() {
  skipBlanks();
  size_t Sign = here() == '-' ? 1 : 0;
  size_t Digits = rest().drop_front(Sign).take_while(llvm::isDigit).size();
  if (!Digits)
    fail("an integer");
  int64_t Value = 0;
  size_t Start = At;
  if (!failed() && take(Sign + Digits).getAsInteger(10, Value))
    failAt(Start, "this integer is too large");
  return Value;
}

uint32_t Cursor::number() {
  skipBlanks();
  size_t Digits = rest().take_while(llvm::isDigit).size();
  if (!Digits)
    fail("a number");
  uint32_t Value = 0;
  size_t Start = At;
  if (!failed() && take(Digits).getAsInteger(10, Value))
    failAt(Start, "this number is too large");
  return Value;
}
