//===- JsonFields.h - Strict access to a JSON object ----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A contract file is written by hand, and a key that is misspelled or of the
// wrong type would change what the analysis believes. So nothing is ignored:
// every key must be known, and the first mistake is kept with its place.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_JSONFIELDS_H
#define QOMLINT_CONTRACTS_JSONFIELDS_H

#include "analyzer/contracts/ContractWords.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"
#include <nlohmann/json.hpp>

namespace qomlint {

/// The first mistake found in a file.
class FirstMistake {
public:
  explicit FirstMistake(llvm::StringRef Origin) : Origin(Origin.str()) {}

  /// The record that is being read, as it is called in messages.
  std::string Record;

  void report(const llvm::Twine &Key, const llvm::Twine &Problem);
  bool found() const { return !Text.empty(); }
  llvm::Error take() const { return llvm::createStringError(Text); }

private:
  std::string Origin, Text;
};

/// The index of the spelling that \p Value is; reports anything else.
std::optional<unsigned> wordIndex(const nlohmann::json &Value,
                                  const std::string &Place,
                                  llvm::ArrayRef<llvm::StringRef> Spellings,
                                  FirstMistake &Mistake);

template <typename Enumeration>
void readWord(const nlohmann::json &Value, const std::string &Place,
              FirstMistake &Mistake, Enumeration &Out) {
  llvm::SmallVector<llvm::StringRef> Spellings;
  for (const Word<Enumeration> &W : words<Enumeration>())
    Spellings.push_back(W.Spelling);
  if (auto Index = wordIndex(Value, Place, Spellings, Mistake))
    Out = static_cast<Enumeration>(*Index);
}

/// The members of one JSON object. Each accessor names a key that may be there;
/// leaving scope reports a key that no accessor named.
class JsonFields {
public:
  /// \p Path is the place of \p Value in its record, empty for the record.
  JsonFields(const nlohmann::json &Value, std::string Path,
             FirstMistake &Mistake);
  ~JsonFields();
  JsonFields(const JsonFields &) = delete;
  JsonFields &operator=(const JsonFields &) = delete;

  bool has(llvm::StringRef Key) { return find(Key) != nullptr; }
  void require(llvm::StringRef Key);

  void read(llvm::StringRef Key, std::string &Out);
  void read(llvm::StringRef Key, Name &Out);
  void read(llvm::StringRef Key, bool &Out);
  void read(llvm::StringRef Key, unsigned &Out);
  void read(llvm::StringRef Key, std::optional<unsigned> &Out);

  template <typename Enumeration>
    requires std::is_enum_v<Enumeration>
  void read(llvm::StringRef Key, Enumeration &Out) {
    if (const nlohmann::json *Value = find(Key))
      readWord(*Value, place(Key), Mistake, Out);
  }

  /// Calls \p Read(object, path) for an object.
  template <typename Function> void object(llvm::StringRef Key, Function Read) {
    if (const nlohmann::json *Value = find(Key))
      Read(*Value, place(Key));
  }

  /// Calls \p Read(element, path) for every element of an array.
  template <typename Function> void list(llvm::StringRef Key, Function Read) {
    const nlohmann::json *Value = find(Key);
    if (!Value)
      return;
    if (!Value->is_array())
      return Mistake.report(place(Key), "expected an array");
    for (size_t I = 0; I != Value->size(); ++I)
      Read((*Value)[I], place(Key) + "[" + std::to_string(I) + "]");
  }

  std::string place(llvm::StringRef Key) const;

private:
  const nlohmann::json *find(llvm::StringRef Key);

  const nlohmann::json &Value;
  std::string Path;
  FirstMistake &Mistake;
  llvm::SmallVector<llvm::StringRef, 16> Known;
};

/// `expected one of a, b, c; did you mean 'b'?`
std::string expectedOneOf(llvm::StringRef Text,
                          llvm::ArrayRef<llvm::StringRef> Candidates);

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_JSONFIELDS_H
