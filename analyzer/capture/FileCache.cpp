//===- FileCache.cpp - Reads each header once -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/FileCache.h"

using namespace qomlint;
using llvm::ErrorOr;

/// A file whose contents outlive it.
class FileCache::KeptFile : public llvm::vfs::File {
public:
  explicit KeptFile(const Contents &Kept) : Kept(Kept) {}

  ErrorOr<llvm::vfs::Status> status() override { return Kept.Status; }
  ErrorOr<std::string> getName() override { return Kept.RealPath; }
  ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t, bool RequiresNullTerminator,
            bool) override {
    llvm::SmallString<256> Storage;
    return llvm::MemoryBuffer::getMemBuffer(Kept.Buffer->getBuffer(),
                                            Name.toStringRef(Storage),
                                            RequiresNullTerminator);
  }
  std::error_code close() override { return std::error_code(); }

private:
  const Contents &Kept;
};

ErrorOr<llvm::vfs::Status> FileCache::status(const llvm::Twine &Path) {
  Entry &Known = Entries[Path.str()];
  if (!Known.Status)
    Known.Status = ProxyFileSystem::status(Path);
  return *Known.Status;
}

ErrorOr<std::unique_ptr<llvm::vfs::File>>
FileCache::openFileForRead(const llvm::Twine &Path) {
  Entry &Known = Entries[Path.str()];
  if (Known.Kept)
    return std::make_unique<KeptFile>(*Known.Kept);
  if (Known.Status && !*Known.Status)
    return Known.Status->getError();
  auto File = ProxyFileSystem::openFileForRead(Path);
  if (!File) {
    Known.Status = ErrorOr<llvm::vfs::Status>(File.getError());
    return File;
  }
  if (!Known.OpenedBefore) {
    Known.OpenedBefore = true;
    return File;
  }
  auto Status = (*File)->status();
  auto Name = (*File)->getName();
  auto Buffer = (*File)->getBuffer(Path);
  if (!Status || !Name || !Buffer)
    return ProxyFileSystem::openFileForRead(Path);
  Known.Kept =
      std::make_unique<Contents>(Contents{*Status, *Name, std::move(*Buffer)});
  return std::make_unique<KeptFile>(*Known.Kept);
}
