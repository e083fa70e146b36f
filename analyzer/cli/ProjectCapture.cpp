//===- ProjectCapture.cpp - The facts of a project ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/ProjectCapture.h"
#include "analyzer/cli/Terminal.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace qomlint;

/// Neighbours in the database cost about the same, so each part takes every
/// N-th of them.
template <class T> static void takeShare(std::vector<T> &All, Shard Part) {
  size_t Number = 0;
  llvm::erase_if(
      All, [&](const T &) { return Number++ % Part.Count != Part.Number - 1; });
}

static void takeShare(FileSelection &Selected, Shard Part) {
  takeShare(Selected.Entries, Part);
  takeShare(Selected.Faults, Part);
}

static llvm::Expected<FileSelection>
selectFiles(const Project &Sources, llvm::ArrayRef<std::string> Files,
            const CaptureOptions &Options) {
  SelectionRequest Request = {Files, Options.Exclude, Sources.SourceRoot};
  llvm::Expected<FileSelection> Selected = select(Sources.Commands, Request);
  if (!Selected)
    return Selected;
  for (const std::string &Glob : Selected->UselessGlobs)
    if (!llvm::is_contained(defaultExcludes(), Glob))
      sayWarning("--exclude=" + Glob + " leaves out nothing");
  if (Selected->Entries.empty() && Selected->Faults.empty())
    return llvm::createStringError("--exclude leaves no file to read");
  takeShare(*Selected, Options.Part);
  return Selected;
}

/// What makes the build generate its files.
static std::string generateCommand(const std::string &Build) {
  if (!llvm::sys::fs::exists(Build + "/build.ninja"))
    return "build the project once";
  return "run\n  ninja -C " + Build + " $(ninja -C " + Build +
         " -t targets all | sed -n 's/: CUSTOM_COMMAND.*//p' | "
         "grep -E '\\.(h|c|inc|def)$')";
}

/// Files that do not exist: said once for all of them.
static void tellMissing(const Project &Sources, const ProjectFacts &Facts) {
  std::vector<std::string> Missing = Facts.Trouble.MissingHeaders;
  for (const Database::Fault *F : Facts.Selected.Faults)
    if (F->FileMissing)
      Missing.push_back(relativeTo(Sources.SourceRoot, F->File));
  if (Missing.empty())
    return;
  std::string Subject = Missing.front();
  if (size_t More = Missing.size() - 1)
    Subject += " and " + std::to_string(More) +
               (More == 1 ? " more file" : " more files");
  sayWarning(Subject + (Missing.size() > 1 ? " do" : " does") +
             " not exist; if the build generates " +
             (Missing.size() > 1 ? "them" : "it") + ", " +
             generateCommand(Sources.Commands.buildDirectory()));
}

/// The command that shows a failure alone.
static void tellReproduction(const Invocation &Line, const Project &Sources,
                             const FileSelection &Selected,
                             const DatabaseEntry &Failed) {
  // dump counts a file's entries as they are selected here: each once.
  size_t Number = 0;
  for (const DatabaseEntry *E : Selected.Entries) {
    Number += E->File == Failed.File;
    if (E == &Failed)
      break;
  }
  std::string Command = "qomlint dump facts ";
  if (!Sources.Commands.Path.empty())
    Command += "-p " + Sources.Commands.Path + " ";
  if (Number > 1)
    Command += "--entry=" + std::to_string(Number) + " ";
  Command += Failed.File;
  if (Line.CompilerFlags)
    Command += " -- " + llvm::join(*Line.CompilerFlags, " ");
  sayNote("to reproduce: " + Command);
}

/// Captures \p Selected into \p Facts.
static void capture(ProjectFacts &Facts, const Project &Sources,
                    const FileSelection &Selected,
                    const CaptureOptions &Options, UnitTaker Take) {
  CaptureTrouble Trouble = captureAll(
      Selected.Entries, Sources.SourceRoot, Options.Bounds, Options.Quiet,
      [&](Unit Captured) { Take(Facts, std::move(Captured)); });
  if (Trouble.Signal)
    sayError("interrupted; nothing is reported");
  Facts.Trouble.Signal = Trouble.Signal;
  llvm::append_range(Facts.Trouble.Failures, Trouble.Failures);
  Facts.Trouble.DroppedFlags.merge(Trouble.DroppedFlags);
  for (std::string &Header : Trouble.MissingHeaders)
    if (!llvm::is_contained(Facts.Trouble.MissingHeaders, Header))
      Facts.Trouble.MissingHeaders.push_back(std::move(Header));
}

void qomlint::keepFacts(ProjectFacts &Facts, Unit Captured) {
  Facts.Whole.add(std::move(Captured));
}

llvm::Expected<ProjectFacts>
qomlint::captureProject(const Project &Sources,
                        llvm::ArrayRef<std::string> Files,
                        const CaptureOptions &Options, UnitTaker Take) {
  llvm::Expected<FileSelection> Selected = selectFiles(Sources, Files, Options);
  if (!Selected)
    return Selected.takeError();
  ProjectFacts Facts;
  Facts.Selected = std::move(*Selected);
  capture(Facts, Sources, Facts.Selected, Options, Take);
  return Facts;
}

llvm::Error qomlint::captureMore(ProjectFacts &Facts, const Project &Sources,
                                 llvm::ArrayRef<std::string> Files,
                                 const CaptureOptions &Options) {
  llvm::Expected<FileSelection> Selected = selectFiles(Sources, Files, Options);
  if (!Selected)
    return Selected.takeError();
  capture(Facts, Sources, *Selected, Options, keepFacts);
  llvm::append_range(Facts.Selected.Entries, Selected->Entries);
  llvm::append_range(Facts.Selected.Faults, Selected->Faults);
  return llvm::Error::success();
}

CaptureManifest qomlint::manifestOf(const ProjectFacts &Facts,
                                    const std::string &SourceRoot) {
  CaptureManifest Result;
  Result.SourceRoot = SourceRoot;
  Result.VersionFile = readVersionFile(SourceRoot);
  std::set<std::string> Files;
  for (const DatabaseEntry *E : Facts.Selected.Entries)
    Files.insert(relativeTo(SourceRoot, E->File));
  for (const Database::Fault *F : Facts.Selected.Faults) {
    Files.insert(relativeTo(SourceRoot, F->File));
    Result.Failures.push_back(
        {relativeTo(SourceRoot, F->File), "parse", F->Message});
  }
  Result.Files.assign(Files.begin(), Files.end());
  for (const CaptureTrouble::Failure &F : Facts.Trouble.Failures)
    Result.Failures.push_back(
        {relativeTo(SourceRoot, F.Entry->File), F.Reason, F.Message});
  return Result;
}

std::vector<ReportError> qomlint::errorsOf(const CaptureManifest &Manifest) {
  std::vector<ReportError> Errors;
  for (const CaptureManifest::Failure &F : Manifest.Failures)
    Errors.push_back({F.File, F.Reason, F.Message});
  return Errors;
}

void qomlint::tellTrouble(const ProjectFacts &Facts, const Invocation &Line,
                          const Project &Sources, bool Quiet) {
  tellMissing(Sources, Facts);
  if (Quiet)
    return;
  for (const CaptureTrouble::Failure &F : Facts.Trouble.Failures)
    if (F.Reason != "parse")
      tellReproduction(Line, Sources, Facts.Selected, *F.Entry);
  if (!Facts.Trouble.DroppedFlags.empty())
    sayNote("flags that Clang does not know were dropped: " +
            llvm::join(Facts.Trouble.DroppedFlags, " "));
}
