//===- CaptureCommand.cpp - qomlint capture -------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureFile.h"
#include "analyzer/cli/ProjectCapture.h"
#include "analyzer/cli/Terminal.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::list<std::string> Files(cl::Positional, cl::desc("[FILES...]"),
                                   cl::cat(optionCategory()),
                                   cl::sub(captureCommand()));

static cl::opt<std::string> Output("o", cl::desc("write the facts to FILE"),
                                   cl::value_desc("FILE"),
                                   cl::cat(optionCategory()),
                                   cl::sub(captureCommand()));

static cl::opt<std::string>
    Part("shard",
         cl::desc("read the K-th of N parts of the files: --shard=1/4"),
         cl::value_desc("K/N"), cl::cat(optionCategory()),
         cl::sub(captureCommand()));

static llvm::Expected<Shard> readShard() {
  Shard Result;
  if (Part.empty())
    return Result;
  auto [Number, Count] = llvm::StringRef(Part).split('/');
  if (Number.getAsInteger(10, Result.Number) ||
      Count.getAsInteger(10, Result.Count) || Result.Number == 0 ||
      Result.Number > Result.Count)
    return llvm::createStringError("--shard=" + Part +
                                   ": expected K/N with K from 1 to N");
  return Result;
}

static llvm::Expected<int> capture(const Invocation &Line) {
  if (Output.empty())
    return llvm::createStringError(
        "'qomlint capture' needs -o FILE, the file to write");
  llvm::Expected<CaptureOptions> Options = readCaptureOptions();
  if (!Options)
    return Options.takeError();
  llvm::Expected<Shard> Wanted = readShard();
  if (!Wanted)
    return Wanted.takeError();
  Options->Part = *Wanted;
  llvm::Expected<Project> Sources = loadProject(Line, Files, Options->Quiet);
  if (!Sources)
    return Sources.takeError();
  ProjectFacts Facts;
  auto Write = [&](llvm::raw_ostream &OS) -> llvm::Error {
    CaptureWriter Writer(OS);
    llvm::Expected<ProjectFacts> Captured =
        captureProject(*Sources, Files, *Options,
                       [&](ProjectFacts &, Unit Facts) { Writer.add(Facts); });
    if (!Captured)
      return Captured.takeError();
    Facts = std::move(*Captured);
    if (Facts.Trouble.Signal)
      return llvm::createStringError("interrupted");
    Writer.finish(manifestOf(Facts, Sources->SourceRoot));
    return llvm::Error::success();
  };
  // Goes to a temporary file first: nobody reads half a capture.
  llvm::Error Failed = llvm::writeToOutput(Output, Write);
  if (int Signal = Facts.Trouble.Signal) {
    consumeError(std::move(Failed));
    return ExitSignal + Signal;
  }
  if (Failed)
    return llvm::createStringError("-o " + Output + ": " +
                                   toString(std::move(Failed)));
  tellTrouble(Facts, Line, *Sources, Options->Quiet);
  return Facts.incomplete() ? ExitIncomplete : ExitClean;
}

int qomlint::runCapture(const Invocation &Line) {
  return statusOf(capture(Line));
}
