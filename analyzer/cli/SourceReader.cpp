//===- SourceReader.cpp - Sources as they were captured -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/SourceReader.h"
#include "analyzer/report/SourceTexts.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace qomlint;

std::string SourceReader::path(llvm::StringRef File) const {
  return fullPath(SourceRoot, File);
}

std::optional<std::string> SourceReader::read(llvm::StringRef File,
                                              bool MayBeUnknown) {
  auto Buffer = llvm::MemoryBuffer::getFile(path(File), /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false);
  std::optional<uint64_t> Captured = Whole.hashOf(Name(File));
  if (!Buffer || (!Captured && !MayBeUnknown))
    return std::nullopt;
  llvm::StringRef Text = (*Buffer)->getBuffer();
  if (Captured && qomlint::hashOf(Text) != *Captured) {
    Changed.insert(File.str());
    return std::nullopt;
  }
  return Text.str();
}

std::optional<std::string> SourceReader::toShow(llvm::StringRef File) {
  return read(File, /*MayBeUnknown=*/true);
}

std::optional<std::string> SourceReader::toEdit(llvm::StringRef File) {
  return read(File, /*MayBeUnknown=*/false);
}
