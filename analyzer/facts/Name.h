//===- Name.h - Interned strings ------------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Facts repeat the same few strings (files, functions, fields) millions of
// times. A Name is one pointer to the only copy of its text.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_NAME_H
#define QOMLINT_FACTS_NAME_H

#include "llvm/ADT/Hashing.h"
#include "llvm/ADT/StringRef.h"
#include <functional>
#include <string>

namespace qomlint {

/// An interned string. Names with equal text are equal pointers, for the whole
/// process, and their text is never freed. The default Name is empty.
///
/// Ordering compares the text, so that sorted output is the same in every run.
/// Interning is thread-safe.
class Name {
public:
  Name();
  explicit Name(llvm::StringRef Text);

  llvm::StringRef str() const {
    return llvm::StringRef(Entry->data(), Entry->size());
  }
  bool empty() const { return Entry->empty(); }
  explicit operator bool() const { return !empty(); }

  friend bool operator==(Name A, Name B) { return A.Entry == B.Entry; }
  friend bool operator!=(Name A, Name B) { return A.Entry != B.Entry; }
  friend bool operator<(Name A, Name B) {
    return A.Entry != B.Entry && A.str() < B.str();
  }

  /// The address of the text, for hashing only: it differs between runs.
  const void *identity() const { return Entry; }

private:
  const std::string *Entry;
};

} // namespace qomlint

template <> struct std::hash<qomlint::Name> {
  size_t operator()(qomlint::Name N) const {
    return std::hash<const void *>()(N.identity());
  }
};

namespace llvm {
inline hash_code hash_value(qomlint::Name N) {
  return hash_value(N.identity());
}
} // namespace llvm

#endif // QOMLINT_FACTS_NAME_H
