//===- SourceTexts.h - Where sources are, and their texts -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_SOURCETEXTS_H
#define QOMLINT_REPORT_SOURCETEXTS_H

#include "analyzer/facts/Name.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>
#include <optional>
#include <string>

namespace qomlint {

/// Where a file of a report is: absolute, or below the source root.
std::string fullPath(llvm::StringRef SourceRoot, llvm::StringRef File);

/// Gives the text of a file as it was captured, or nothing.
using TextOfFile =
    llvm::function_ref<std::optional<std::string>(llvm::StringRef File)>;

/// Reads each file once. What Read refers to must outlive it.
class SourceTexts {
public:
  explicit SourceTexts(TextOfFile Read) : Read(Read) {}

  const std::optional<std::string> &operator[](Name File) {
    auto [Entry, New] = Known.try_emplace(File);
    if (New)
      Entry->second = Read(File.str());
    return Entry->second;
  }

private:
  TextOfFile Read;
  std::map<Name, std::optional<std::string>> Known;
};

} // namespace qomlint

#endif // QOMLINT_REPORT_SOURCETEXTS_H
