//===- Name.cpp - Interned strings ----------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Name.h"
#include "llvm/ADT/StringMap.h"
#include <mutex>

using namespace qomlint;

namespace {

/// The process-wide pool. It is leaked on purpose: names live as long as the
/// process, and no destructor may run before the last of their users'.
struct Pool {
  std::mutex Lock;
  llvm::StringMap<std::string> Entries;

  const std::string *intern(llvm::StringRef Text) {
    std::lock_guard<std::mutex> Guard(Lock);
    auto [Entry, Inserted] = Entries.try_emplace(Text);
    if (Inserted)
      Entry->second = Text.str();
    return &Entry->second;
  }

  static Pool &get() {
    static Pool *Instance = new Pool;
    return *Instance;
  }
};

} // namespace

Name::Name() {
  static const std::string *Empty = Pool::get().intern("");
  Entry = Empty;
}

Name::Name(llvm::StringRef Text) : Entry(Pool::get().intern(Text)) {}
