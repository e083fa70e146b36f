//===- ApplyFixes.cpp - Changes the sources -------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/ApplyFixes.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/report/Fixes.h"
#include "analyzer/report/Words.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace qomlint;
namespace fs = llvm::sys::fs;

/// Replaces the file, behind any links, by one with \p Text.
static llvm::Error replaceFile(const std::string &Path, llvm::StringRef Text) {
  llvm::SmallString<256> Real;
  fs::file_status Status;
  if (std::error_code Error = fs::real_path(Path, Real))
    return llvm::errorCodeToError(Error);
  if (std::error_code Error = fs::status(Real, Status))
    return llvm::errorCodeToError(Error);
  llvm::Expected<fs::TempFile> New = fs::TempFile::create(Real + ".%%%%%%%%");
  if (!New)
    return New.takeError();
  llvm::raw_fd_ostream OS(New->FD, /*shouldClose=*/false);
  OS << Text;
  OS.flush();
  std::error_code Failure = OS.error();
  OS.clear_error();
  if (!Failure)
    Failure = fs::setPermissions(New->TmpName, Status.permissions());
  if (!Failure)
    return New->keep(Real);
  llvm::consumeError(New->discard());
  return llvm::errorCodeToError(Failure);
}

llvm::Error qomlint::applyFixes(llvm::ArrayRef<const Finding *> Findings,
                                SourceReader &Sources) {
  std::map<Name, std::vector<Fix>> ByFile;
  std::map<Name, size_t> Counts;
  for (const Finding *F : Findings) {
    for (const Fix &Item : F->Fixes)
      ByFile[Item.File].push_back(Item);
    if (!F->Fixes.empty())
      ++Counts[F->Fixes.front().File];
  }
  for (auto &[File, Fixes] : ByFile) {
    // Read again: it may have been edited since the fixes were made.
    std::optional<std::string> Text = Sources.toEdit(File.str());
    if (!Text)
      continue;
    if (llvm::Error E = replaceFile(Sources.path(File.str()),
                                    withFixes(*Text, std::move(Fixes))))
      return llvm::createStringError("--fix: " + File.str() + ": " +
                                     toString(std::move(E)));
    sayNote(File.str() + ": " + counted(Counts[File], "finding") + " fixed");
  }
  if (ByFile.empty() && !Findings.empty())
    sayNote("no finding that is shown has a repair that is certain");
  for (const std::string &File : Sources.changed())
    sayWarning(File +
               ": changed since it was captured; nothing in it is fixed");
  return llvm::Error::success();
}
