//===- CaptureRun.cpp - The facts of many translation units ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureRun.h"
#include "analyzer/cli/CaptureAnswer.h"
#include "analyzer/cli/Interrupt.h"
#include "analyzer/cli/Terminal.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/ErrorHandling.h"

using namespace qomlint;

static std::string reasonOf(TaskEnd End) {
  switch (End) {
  case TaskEnd::Done:
    return "parse";
  case TaskEnd::Crash:
    return "crash";
  case TaskEnd::Timeout:
    return "timeout";
  case TaskEnd::Memory:
    return "memory";
  }
  llvm_unreachable("unknown end of a task");
}

/// Takes what one translation unit gave; returns its failure, if any.
static std::optional<std::string>
takeAnswer(llvm::StringRef Bytes, CaptureTrouble &Trouble,
           llvm::function_ref<void(Unit)> Take) {
  llvm::Expected<CaptureResult> Answer = decodeAnswer(Bytes);
  if (!Answer)
    return toString(Answer.takeError());
  Trouble.DroppedFlags.insert(Answer->DroppedFlags.begin(),
                              Answer->DroppedFlags.end());
  if (!Answer->MissingHeader.empty() &&
      !llvm::is_contained(Trouble.MissingHeaders, Answer->MissingHeader))
    Trouble.MissingHeaders.push_back(Answer->MissingHeader);
  if (!Answer->Facts)
    return Answer->Error;
  Take(std::move(*Answer->Facts));
  return std::nullopt;
}

CaptureTrouble
qomlint::captureAll(llvm::ArrayRef<const DatabaseEntry *> Entries,
                    const std::string &SourceRoot,
                    const WorkerPool::Limits &Bounds, bool Quiet,
                    llvm::function_ref<void(Unit)> Take) {
  // Made in the worker that first needs it; this process never does.
  std::optional<Capturer> Reader;
  auto Capture = [&](size_t Number) {
    if (!Reader)
      Reader.emplace(SourceRoot);
    return encodeAnswer(Reader->capture(Entries[Number]->command()));
  };
  CaptureTrouble Trouble;
  Progress Shown(Progress::styleFor(Quiet), Entries.size());
  auto Ended = [&](size_t Number) {
    Shown.advance(relativeTo(SourceRoot, Entries[Number]->File));
  };
  auto Deliver = [&](size_t Number, TaskResult Result) {
    std::optional<std::string> Failure = Result.Output;
    if (Result.End == TaskEnd::Done)
      Failure = takeAnswer(Result.Output, Trouble, Take);
    if (Failure)
      Trouble.Failures.push_back(
          {Entries[Number], reasonOf(Result.End), *Failure});
  };
  InterruptWatch Watch;
  WorkerPool Pool(Capture, Bounds);
  if (!Pool.run(Entries.size(),
                {Deliver, Ended, [] { return InterruptWatch::signal() != 0; }}))
    Trouble.Signal = Watch.signal();
  return Trouble;
}
