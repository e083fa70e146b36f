//===- TextCursor.h - Tokens of the text form -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_TEXTCURSOR_H
#define QOMLINT_FACTS_TEXTCURSOR_H

#include "analyzer/facts/Name.h"
#include "llvm/ADT/Twine.h"

namespace qomlint::text {

/// Reads a text token by token; the caller says which token it wants, since
/// keys, files and operators share characters. Blanks and comments before a
/// token are skipped.
///
/// The first failure is kept and moves the cursor to the end, so that callers
/// need not test after every token: everything after it fails quietly.
class Cursor {
public:
  explicit Cursor(llvm::StringRef Text) : Text(Text) {}

  bool failed() const { return !Error.empty(); }
  const std::string &error() const { return Error; }
  /// Says what was expected here instead of the next token.
  void fail(const llvm::Twine &Expected);
  /// Says \p What about the token at \p Where.
  void failAt(size_t Where, const llvm::Twine &What);

  /// The next character that is not blank, 0 at the end.
  char peek();
  /// As peek, but 0 also at the end of the line.
  char peekOnLine();
  /// The character right here, blanks included.
  char here() const { return At < Text.size() ? Text[At] : 0; }
  /// The character after the one that peek returned.
  char second() const { return At + 1 < Text.size() ? Text[At + 1] : 0; }
  /// Where the next token stands, for failAt.
  size_t where();

  bool accept(llvm::StringRef Literal);
  void expect(llvm::StringRef Literal);
  /// Accepts a whole word.
  bool acceptWord(llvm::StringRef Word);

  /// These return an empty text if the token is not there.
  llvm::StringRef identifier();
  llvm::StringRef word(); ///< letters, digits, `_` and `-`
  /// These fail if the token is not there. Each may be written in quotes.
  Name key();
  Name qualified();
  Name file();
  Name operation();
  Name quoted();
  uint32_t number();
  int64_t integer();

private:
  using Matcher = size_t(llvm::StringRef);

  llvm::StringRef Text;
  size_t At = 0;
  std::string Error;

  void skipBlanks();
  llvm::StringRef rest() const { return Text.drop_front(At); }
  llvm::StringRef take(size_t Length);
  Name bareOrQuoted(Matcher Match, llvm::StringRef What);
  char escaped();
  std::string describeNext();
};

} // namespace qomlint::text

#endif // QOMLINT_FACTS_TEXTCURSOR_H
