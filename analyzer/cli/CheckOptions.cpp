//===- CheckOptions.cpp - What the user asked of check --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CheckOptions.h"
#include "analyzer/cli/CheckGlobs.h"
#include "analyzer/cli/CommandLine.h"
#include "analyzer/cli/NearestName.h"
#include "analyzer/cli/Terminal.h"
#include "checks/Registry.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace qomlint;
namespace cl = llvm::cl;
namespace fs = llvm::sys::fs;

//===----------------------------------------------------------------------===//
// The options
//===----------------------------------------------------------------------===//

static cl::list<std::string> Files(cl::Positional, cl::desc("[FILES...]"),
                                   cl::cat(optionCategory()),
                                   cl::sub(checkCommand()));

static cl::list<std::string> Checks(
    "checks",
    cl::desc("checks to run: clang-tidy's globs, applied in order to the\n"
             "default, '-' in front switches off: --checks=-*,qom-ref-leak"),
    cl::value_desc("GLOBS"), cl::cat(optionCategory()), cl::sub(checkCommand()),
    cl::sub(mergeCommand()));

static cl::opt<std::string>
    Format("format", cl::desc("text or json (default: text)"),
           cl::value_desc("FORMAT"), cl::init("text"),
           cl::cat(optionCategory()), cl::sub(checkCommand()),
           cl::sub(mergeCommand()), cl::sub(refsCommand()));

static cl::opt<std::string>
    Output("o", cl::desc("write the report to FILE, when it is complete"),
           cl::value_desc("FILE"), cl::cat(optionCategory()),
           cl::sub(checkCommand()), cl::sub(mergeCommand()),
           cl::sub(refsCommand()));

static cl::opt<std::string> FailOn(
    "fail-on",
    cl::desc("SEVERITY[:CONFIDENCE] from which a finding gives status 1:\n"
             "latent, warning, error; weak, likely, definite (default:\n"
             "warning:definite)"),
    cl::value_desc("LEVEL"), cl::init("warning:definite"),
    cl::cat(optionCategory()), cl::sub(checkCommand()),
    cl::sub(mergeCommand()));

static cl::opt<bool>
    Strict("strict",
           cl::desc("status 3 wins over 1 if files could not be analyzed"),
           cl::cat(optionCategory()), cl::sub(checkCommand()),
           cl::sub(mergeCommand()));

static cl::opt<bool> Pedantic("pedantic",
                              cl::desc("also findings of weak confidence"),
                              cl::cat(optionCategory()),
                              cl::sub(checkCommand()), cl::sub(mergeCommand()));

static cl::list<std::string>
    Show("show",
         cl::desc("latent: also print the latent findings, which text output\n"
                  "only counts"),
         cl::value_desc("WHAT"), cl::cat(optionCategory()),
         cl::sub(checkCommand()), cl::sub(mergeCommand()));

static cl::opt<cl::boolOrDefault>
    UseColor("use-color",
             cl::desc("colours in text output (default: on a terminal, unless\n"
                      "NO_COLOR is set)"),
             cl::cat(optionCategory()), cl::sub(checkCommand()),
             cl::sub(mergeCommand()), cl::sub(refsCommand()));

static cl::opt<bool>
    MakeFixes("fix",
              cl::desc("change the sources where the repair of a finding that\n"
                       "is shown is certain"),
              cl::cat(optionCategory()), cl::sub(checkCommand()),
              cl::sub(mergeCommand()));

static cl::opt<std::string>
    ExportFixes("export-fixes",
                cl::desc("write these repairs to FILE instead, for\n"
                         "clang-apply-replacements"),
                cl::value_desc("FILE"), cl::cat(optionCategory()),
                cl::sub(checkCommand()), cl::sub(mergeCommand()));

//===----------------------------------------------------------------------===//
// Validation
//===----------------------------------------------------------------------===//

static llvm::Error readFormat(ReportFormat &Result) {
  if (llvm::is_contained({"sarif", "gitlab", "github", "html"}, Format))
    return llvm::createStringError("--format=" + Format +
                                   " is not available in this version");
  if (Format != "text" && Format != "json")
    return llvm::createStringError("--format=" + Format +
                                   ": expected text or json" +
                                   didYouMean(Format, {"text", "json"}));
  Result = Format == "json" ? ReportFormat::Json : ReportFormat::Text;
  return llvm::Error::success();
}

static llvm::Error readChecks(std::vector<Name> &Enabled) {
  std::vector<CheckChoice> Choices;
  for (const CheckInfo &C : allChecks())
    Choices.push_back({C.Id, C.Default});
  for (const std::string &Globs : Checks)
    if (llvm::Error E = applyCheckGlobs(Globs, Choices))
      return llvm::createStringError("--checks: " + toString(std::move(E)));
  for (const CheckChoice &C : Choices)
    if (C.On)
      Enabled.push_back(Name(C.Id));
  if (Enabled.empty())
    return llvm::createStringError("--checks: no check is enabled");
  return llvm::Error::success();
}

static llvm::Error readShow(bool &Latent) {
  for (const std::string &What : Show) {
    if (What != "latent")
      return llvm::createStringError("--show=" + What + ": expected latent" +
                                     didYouMean(What, {"latent"}));
    Latent = true;
  }
  return llvm::Error::success();
}

/// Found out before an hour of work, not after.
static llvm::Error checkOutputFile(const std::string &Option,
                                   const std::string &File) {
  if (File.empty() || File == "-")
    return llvm::Error::success();
  if (fs::is_directory(File))
    return llvm::createStringError(Option + File + ": is a directory");
  llvm::StringRef Folder = llvm::sys::path::parent_path(File);
  if (std::error_code Error =
          fs::access(Folder.empty() ? "." : Folder, fs::AccessMode::Write))
    return llvm::createStringError(Option + File + ": " + Error.message());
  return llvm::Error::success();
}

static bool wantsColor() {
  if (UseColor != cl::boolOrDefault::BOU_UNSET)
    return UseColor == cl::boolOrDefault::BOU_TRUE;
  return Output.empty() && stdoutWantsColor();
}

llvm::Expected<CheckOptions> qomlint::readCheckOptions() {
  CheckOptions Result;
  if (llvm::Error E = readFormat(Result.Format))
    return E;
  if (llvm::Error E = readChecks(Result.EnabledChecks))
    return E;
  if (llvm::Error E = readShow(Result.ShowLatent))
    return E;
  if (llvm::Error E = checkOutputFile("-o ", Output))
    return E;
  if (llvm::Error E = checkOutputFile("--export-fixes=", ExportFixes))
    return E;
  llvm::Expected<CaptureOptions> Capture = readCaptureOptions();
  if (!Capture)
    return Capture.takeError();
  Result.Capture = std::move(*Capture);
  llvm::Expected<Gate> FailsOn = parseGate(FailOn);
  if (!FailsOn)
    return FailsOn.takeError();
  Result.FailOn = *FailsOn;
  Result.FailOn.Strict = Strict;
  // What fails a run must be visible.
  Result.ShowLatent |= Result.FailOn.Harm == Severity::Latent;
  Result.Pedantic = Pedantic;
  Result.Fix = MakeFixes;
  Result.ExportFixesFile = ExportFixes;
  Result.Color = wantsColor();
  if (Output != "-")
    Result.OutputFile = Output;
  Result.Files.assign(Files.begin(), Files.end());
  return Result;
}
