//===- RelatedFiles.h - Files that answer open questions --------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// With a few FILES, most of the program is not there: a field may be released
// in another file, a function may keep what it is given. The text of the other
// files tells which of them to read as well.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_RELATEDFILES_H
#define QOMLINT_CLI_RELATEDFILES_H

#include "analyzer/cli/Database.h"
#include "checks/Registry.h"

namespace qomlint {

struct RelatedFiles {
  std::vector<std::string> Files; ///< absolute, each once, not those asked for
  std::set<SlotKey> KnownFields;  ///< fields all of whose users are among them
  std::set<Name> KnownCallers;    ///< functions all of whose callers are
};

/// A name that too many files mention is left open. \p Asked are the files of
/// the database that are read anyhow.
RelatedFiles findRelatedFiles(const Database &From, const OpenQuestions &Open,
                              const std::set<std::string> &Asked);

/// For fields whose names too many files mention: those that name a record as
/// well, its own or one on the way to it.
struct RecordUsers {
  std::vector<std::string> Files; ///< absolute, each once, not those asked for
  std::set<SlotKey> Complete; ///< fields all of whose such files are among them
};
/// \p Fields with the records to look for.
RecordUsers findRecordUsers(const Database &From,
                            const std::map<SlotKey, std::set<Name>> &Fields,
                            const std::set<std::string> &Asked);

/// The structs that \p Text names as such: `struct X`.
std::set<Name> structsIn(llvm::StringRef Text);
/// True if \p Text has the identifier.
bool mentions(llvm::StringRef Text, llvm::StringRef Identifier);
/// True if \p Text seems to define a type whose instances are \p Record.
bool definesType(llvm::StringRef Text, llvm::StringRef Record);
/// True if \p Text seems to define the function: a line that begins a
/// declaration with its name and does not end it.
bool defines(llvm::StringRef Text, llvm::StringRef Function);

} // namespace qomlint

#endif // QOMLINT_CLI_RELATEDFILES_H
