//===- CaptureFile.cpp - Facts on disk ------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureFile.h"
#include "analyzer/cli/Chunks.h"
#include "analyzer/facts/Binary.h"

using namespace qomlint;

static constexpr llvm::StringLiteral Magic = "qomlint capture\n";

/// The first byte of a chunk says what it is.
static constexpr char UnitChunk = 'u';
static constexpr char ManifestChunk = 'm';

CaptureWriter::CaptureWriter(llvm::raw_ostream &OS) : OS(OS) {
  OS << Magic;
  std::string Version;
  putChunk(Version, std::to_string(BinaryVersion));
  OS << Version;
}

void CaptureWriter::add(const Unit &Facts) {
  std::string Bytes;
  putChunk(Bytes, UnitChunk + encode(Facts));
  OS << Bytes;
}

void CaptureWriter::finish(const CaptureManifest &Manifest) {
  std::string Inside(1, ManifestChunk);
  putChunk(Inside, Manifest.SourceRoot);
  putChunk(Inside, Manifest.VersionFile);
  putChunk(Inside, std::to_string(Manifest.Files.size()));
  for (const std::string &File : Manifest.Files)
    putChunk(Inside, File);
  for (const CaptureManifest::Failure &F : Manifest.Failures) {
    putChunk(Inside, F.File);
    putChunk(Inside, F.Reason);
    putChunk(Inside, F.Message);
  }
  std::string Bytes;
  putChunk(Bytes, Inside);
  OS << Bytes;
}

static llvm::Error incomplete() {
  return llvm::createStringError("the capture is incomplete; capture again");
}

static llvm::Expected<CaptureManifest> readManifest(llvm::StringRef Bytes) {
  CaptureManifest Result;
  llvm::StringRef Root, Version, Count, Text;
  size_t Files;
  if (!takeChunk(Bytes, Root) || !takeChunk(Bytes, Version) ||
      !takeChunk(Bytes, Count) || Count.getAsInteger(10, Files))
    return incomplete();
  Result.SourceRoot = Root.str();
  Result.VersionFile = Version.str();
  for (; Files != 0; --Files) {
    if (!takeChunk(Bytes, Text))
      return incomplete();
    Result.Files.push_back(Text.str());
  }
  while (!Bytes.empty()) {
    llvm::StringRef File, Reason, Message;
    if (!takeChunk(Bytes, File) || !takeChunk(Bytes, Reason) ||
        !takeChunk(Bytes, Message))
      return incomplete();
    Result.Failures.push_back({File.str(), Reason.str(), Message.str()});
  }
  return Result;
}

llvm::Expected<CaptureManifest>
qomlint::readCapture(llvm::StringRef Bytes,
                     llvm::function_ref<void(Unit)> Take) {
  llvm::StringRef Version, Chunk;
  if (!Bytes.consume_front(Magic))
    return llvm::createStringError("not made by qomlint capture");
  if (!takeChunk(Bytes, Version))
    return incomplete();
  if (Version != std::to_string(BinaryVersion))
    return llvm::createStringError(
        "made by another version of qomlint (format " + Version +
        ", this one reads " + llvm::Twine(BinaryVersion) + "); capture again");
  while (takeChunk(Bytes, Chunk)) {
    if (Chunk.consume_front(llvm::StringRef(&ManifestChunk, 1)))
      return readManifest(Chunk);
    if (!Chunk.consume_front(llvm::StringRef(&UnitChunk, 1)))
      break;
    llvm::Expected<Unit> Facts = decode(Chunk);
    if (!Facts)
      return Facts.takeError();
    Take(std::move(*Facts));
  }
  return incomplete();
}
