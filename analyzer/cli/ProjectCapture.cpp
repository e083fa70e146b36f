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
  if (Missing.size() > 1)
    Subject += " and " + std::to_string(Missing.size() - 1) + " more files";
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
                    const CaptureOptions &Options) {
  CaptureTrouble Trouble = captureAll(
      Selected.Entries, Sources.SourceRoot, Options.Bounds, Options.Quiet,
      [&](Unit Captured) { Facts.Whole.add(std::move(Captured)); });
  if (Trouble.Signal)
    sayError("interrupted; nothing is reported");
  Facts.Trouble.Signal = Trouble.Signal;
  llvm::append_range(Facts.Trouble.Failures, Trouble.Failures);
  Facts.Trouble.DroppedFlags.merge(Trouble.DroppedFlags);
  for (std::string &Header : Trouble.MissingHeaders)
    if (!llvm::is_contained(Facts.Trouble.MissingHeaders, Header))
      Facts.Trouble.MissingHeaders.push_back(std::move(Header));
}

llvm::Expected<ProjectFacts>
qomlint::captureProject(const Project &Sources,
                        llvm::ArrayRef<std::string> Files,
                        const CaptureOptions &Options) {
  llvm::Expected<FileSelection> Selected = selectFiles(Sources, Files, Options);
  if (!Selected)
    return Selected.takeError();
  ProjectFacts Facts;
  Facts.Selected = std::move(*Selected);
  capture(Facts, Sources, Facts.Selected, Options);
  return Facts;
}

llvm::Error qomlint::captureMore(ProjectFacts &Facts, const Project &Sources,
                                 llvm::ArrayRef<std::string> Files,
                                 const CaptureOptions &Options) {
  llvm::Expected<FileSelection> Selected = selectFiles(Sources, Files, Options);
  if (!Selected)
    return Selected.takeError();
  capture(Facts, Sources, *Selected, Options);
  llvm::append_range(Facts.Selected.Entries, Selected->Entries);
  llvm::append_range(Facts.Selected.Faults, Selected->Faults);
  return llvm::Error::success();
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
