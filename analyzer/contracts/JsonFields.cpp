//===- JsonFields.cpp - Strict access to a JSON object --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/JsonFields.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
using llvm::StringRef;
using llvm::Twine;
using nlohmann::json;

void FirstMistake::report(const Twine &Key, const Twine &Problem) {
  if (found())
    return;
  Text = Origin;
  if (!Record.empty())
    Text += ": " + Record;
  std::string Place = Key.str();
  if (!Place.empty())
    Text += ": " + Place;
  Text += ": " + Problem.str();
}

std::string qomlint::expectedOneOf(StringRef Text,
                                   llvm::ArrayRef<StringRef> Candidates) {
  std::string Message = "expected one of " + llvm::join(Candidates, ", ");
  if (StringRef Near = nearest(Text, Candidates); !Near.empty())
    Message += "; did you mean '" + Near.str() + "'?";
  return Message;
}

std::optional<unsigned> qomlint::wordIndex(const json &Value,
                                           const std::string &Place,
                                           llvm::ArrayRef<StringRef> Spellings,
                                           FirstMistake &Mistake) {
  if (!Value.is_string()) {
    Mistake.report(Place, "expected a string");
    return std::nullopt;
  }
  std::string Text = Value.get<std::string>();
  const auto *It = llvm::find(Spellings, Text);
  if (It == Spellings.end()) {
    Mistake.report(Place, "unknown word '" + Text + "', " +
                              expectedOneOf(Text, Spellings));
    return std::nullopt;
  }
  return It - Spellings.begin();
}

JsonFields::JsonFields(const json &Value, std::string Path,
                       FirstMistake &Mistake)
    : Value(Value), Path(std::move(Path)), Mistake(Mistake) {
  if (!Value.is_object())
    Mistake.report(this->Path, "expected an object");
}

JsonFields::~JsonFields() {
  if (!Value.is_object())
    return;
  for (const auto &[Key, Ignored] : Value.items())
    if (!llvm::is_contained(Known, StringRef(Key)))
      Mistake.report(place(Key), "unknown key, " + expectedOneOf(Key, Known));
}

std::string JsonFields::place(StringRef Key) const {
  return Path.empty() ? Key.str() : Path + "." + Key.str();
}

const json *JsonFields::find(StringRef Key) {
  if (!llvm::is_contained(Known, Key))
    Known.push_back(Key);
  if (!Value.is_object())
    return nullptr;
  auto It = Value.find(Key.str());
  return It == Value.end() ? nullptr : &*It;
}

void JsonFields::require(StringRef Key) {
  if (!has(Key))
    Mistake.report(place(Key), "missing, every such object needs it");
}

void JsonFields::read(StringRef Key, std::string &Out) {
  const json *Found = find(Key);
  if (!Found)
    return;
  if (!Found->is_string())
    return Mistake.report(place(Key), "expected a string");
  Out = Found->get<std::string>();
}

void JsonFields::read(StringRef Key, Name &Out) {
  std::string Text;
  read(Key, Text);
  if (!Text.empty())
    Out = Name(Text);
}

void JsonFields::read(StringRef Key, bool &Out) {
  const json *Found = find(Key);
  if (!Found)
    return;
  if (!Found->is_boolean())
    return Mistake.report(place(Key), "expected true or false");
  Out = Found->get<bool>();
}

void JsonFields::read(StringRef Key, unsigned &Out) {
  const json *Found = find(Key);
  if (!Found)
    return;
  if (!Found->is_number_unsigned() || Found->get<uint64_t>() > 255)
    return Mistake.report(place(Key), "expected a number from 0 to 255");
  Out = Found->get<unsigned>();
}

void JsonFields::read(StringRef Key, std::optional<unsigned> &Out) {
  unsigned Number = 0;
  if (!has(Key))
    return;
  read(Key, Number);
  Out = Number;
}
