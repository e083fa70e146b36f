//===- SourceTexts.cpp - Where sources are, and their texts ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/SourceTexts.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Path.h"

std::string qomlint::fullPath(llvm::StringRef SourceRoot,
                              llvm::StringRef File) {
  llvm::SmallString<256> Path;
  if (!llvm::sys::path::is_absolute(File))
    Path = SourceRoot;
  llvm::sys::path::append(Path, File);
  return Path.str().str();
}
