//===- CaptureFile.h - Facts on disk ----------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `qomlint capture` writes and `qomlint merge` reads: the facts of some
// translation units, and what is known of those that gave none. Captures of one
// project may be made in parts, on several machines.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_CAPTUREFILE_H
#define QOMLINT_CLI_CAPTUREFILE_H

#include "analyzer/facts/Unit.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace qomlint {

/// All but the facts.
struct CaptureManifest {
  struct Failure {
    std::string File;
    std::string Reason; ///< `parse`, `crash`, `timeout` or `memory`
    std::string Message;
  };

  std::string SourceRoot;         ///< absolute, on the machine that captured
  std::string VersionFile;        ///< its text
  std::vector<std::string> Files; ///< relative to the source root, each once
  std::vector<Failure> Failures;
};

/// Writes a capture in the order of the calls: units, then the manifest.
class CaptureWriter {
public:
  explicit CaptureWriter(llvm::raw_ostream &OS);
  void add(const Unit &Facts);
  void finish(const CaptureManifest &Manifest);

private:
  llvm::raw_ostream &OS;
};

/// Hands each unit to \p Take, in the order in which they were written. Fails
/// on bytes that are no capture, that another version of qomlint wrote, or that
/// end early.
llvm::Expected<CaptureManifest>
readCapture(llvm::StringRef Bytes, llvm::function_ref<void(Unit)> Take);

} // namespace qomlint

#endif // QOMLINT_CLI_CAPTUREFILE_H
