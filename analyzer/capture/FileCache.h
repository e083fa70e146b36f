//===- FileCache.h - Reads each header once -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_FILECACHE_H
#define QOMLINT_CAPTURE_FILECACHE_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace qomlint {

/// Remembers what exists, and the contents of what was opened a second time: a
/// header, where a main file is opened once. Sources must not change while a
/// Capturer lives.
class FileCache : public llvm::vfs::ProxyFileSystem {
public:
  using ProxyFileSystem::ProxyFileSystem;

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override { return bool(status(Path)); }
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;

private:
  struct Contents {
    llvm::vfs::Status Status;
    std::string RealPath;
    std::unique_ptr<llvm::MemoryBuffer> Buffer;
  };
  struct Entry {
    std::optional<llvm::ErrorOr<llvm::vfs::Status>> Status;
    bool OpenedBefore = false;
    std::unique_ptr<Contents> Kept;
  };
  class KeptFile;

  llvm::StringMap<Entry> Entries;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_FILECACHE_H
