//===- OpenQuestions.h - What a few files leave open -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_OPENQUESTIONS_H
#define QOMLINT_CLI_OPENQUESTIONS_H

#include "analyzer/cli/ProjectCapture.h"
#include "checks/Registry.h"

namespace qomlint {

void addTo(OpenQuestions &All, const OpenQuestions &More);

/// Reads the files too that decide what those asked for leave \p Open, adds
/// them to \p Facts, and analyzes again: \p Found is what is known then, by
/// \p Wishes that say what is no longer open.
llvm::Error answerOpenQuestions(const Project &Sources,
                                const CaptureOptions &Options,
                                const Contracts &InForce, OpenQuestions Open,
                                AnalysisOptions &Wishes, ProjectFacts &Facts,
                                AnalysisResult &Found);

} // namespace qomlint

#endif // QOMLINT_CLI_OPENQUESTIONS_H
