//===- ProjectCapture.h - The facts of a project ----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_PROJECTCAPTURE_H
#define QOMLINT_CLI_PROJECTCAPTURE_H

#include "analyzer/cli/CaptureFile.h"
#include "analyzer/cli/CaptureOptions.h"
#include "analyzer/cli/CaptureRun.h"
#include "analyzer/cli/FileSelection.h"
#include "analyzer/cli/ProjectOptions.h"
#include "analyzer/engine/Program.h"
#include "analyzer/report/Report.h"

namespace qomlint {

struct ProjectFacts {
  FileSelection Selected; ///< points into the project; Files: those asked for
  Program Whole;
  CaptureTrouble Trouble;

  /// Some file could not be read.
  bool incomplete() const {
    return !Selected.Faults.empty() || !Trouble.Failures.empty();
  }
};

/// Takes the facts of one translation unit; the default keeps them in Whole.
using UnitTaker = llvm::function_ref<void(ProjectFacts &, Unit)>;
void keepFacts(ProjectFacts &Facts, Unit Captured);

/// Selects and captures. An error means that nothing was captured.
llvm::Expected<ProjectFacts> captureProject(const Project &Sources,
                                            llvm::ArrayRef<std::string> Files,
                                            const CaptureOptions &Options,
                                            UnitTaker Take = keepFacts);

/// Adds \p Files, none of which was captured before, to \p Facts.
llvm::Error captureMore(ProjectFacts &Facts, const Project &Sources,
                        llvm::ArrayRef<std::string> Files,
                        const CaptureOptions &Options);

/// What was read, and what failed.
CaptureManifest manifestOf(const ProjectFacts &Facts,
                           const std::string &SourceRoot);
std::vector<ReportError> errorsOf(const CaptureManifest &Manifest);

/// Says on the error stream what users can mend: missing generated files,
/// dropped flags, how to reproduce a crash.
void tellTrouble(const ProjectFacts &Facts, const Invocation &Line,
                 const Project &Sources, bool Quiet);

} // namespace qomlint

#endif // QOMLINT_CLI_PROJECTCAPTURE_H
