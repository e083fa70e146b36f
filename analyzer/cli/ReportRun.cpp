//===- ReportRun.cpp - From facts to the report ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/ReportRun.h"
#include "analyzer/cli/ApplyFixes.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/cli/Version.h"
#include "analyzer/report/FixExport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace qomlint;

/// With FILES: findings whose position or any step lies in them.
static bool isAskedFor(const Finding &F, llvm::ArrayRef<std::string> Files) {
  auto LiesInThem = [&](const Position &At) {
    return llvm::is_contained(Files, At.File.str());
  };
  return Files.empty() || LiesInThem(F.At) ||
         llvm::any_of(F.Trace,
                      [&](const TraceStep &S) { return LiesInThem(S.At); });
}

/// Clang's words name files as the command line does; a report names them alike
/// on every machine.
static std::string withoutRoot(std::string Message, const std::string &Root) {
  if (Root == "/")
    return Message;
  std::string Prefix = Root + "/";
  size_t At = 0;
  while ((At = Message.find(Prefix, At)) != std::string::npos)
    Message.erase(At, Prefix.size());
  return Message;
}

/// A file that many targets compile fails for all of them alike.
static std::vector<ReportError> distinctErrors(const ReportedFiles &Files) {
  std::vector<ReportError> Errors;
  for (ReportError E : Files.Errors) {
    E.Message = withoutRoot(std::move(E.Message), Files.SourceRoot);
    if (!llvm::is_contained(Errors, E))
      Errors.push_back(std::move(E));
  }
  return Errors;
}

Report qomlint::makeReport(const Program &Whole, AnalysisResult Found,
                           const Contracts &InForce,
                           const ReportedFiles &Files) {
  Report Result;
  Result.ToolVersion = toolVersion().str();
  Result.QemuVersion = InForce.qemuVersion().str();
  Result.Suppressed = prepareFindings(Found.Findings, Whole.noLints());
  for (Finding &F : Found.Findings)
    if (isAskedFor(F, Files.AskedFor))
      Result.Findings.push_back(std::move(F));
  Result.Errors = distinctErrors(Files);
  Result.Files = Files.All.size();
  Result.Functions = Found.Functions;
  Result.LimitsHit = Found.LimitsHit;
  Result.Silences = std::move(Found.Silences);
  return Result;
}

/// Goes to a temporary file first: nobody reads half a report.
static llvm::Error
writeFile(const char *Option, const std::string &File,
          llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  llvm::Error E = llvm::writeToOutput(File, [&](llvm::raw_ostream &OS) {
    Write(OS);
    return llvm::Error::success();
  });
  if (E)
    return llvm::createStringError(Option + File + ": " +
                                   toString(std::move(E)));
  return llvm::Error::success();
}

ReportOptions qomlint::lookOf(const CheckOptions &Options,
                              SourceReader &Sources) {
  ReportOptions Look;
  Look.Color = Options.Color;
  Look.ShowLatent = Options.ShowLatent;
  Look.ReadSource = [&](llvm::StringRef File) { return Sources.toShow(File); };
  return Look;
}

llvm::Error
qomlint::writeOutput(const CheckOptions &Options,
                     llvm::function_ref<void(llvm::raw_ostream &)> Write) {
  if (!Options.OutputFile.empty())
    return writeFile("-o ", Options.OutputFile, Write);
  Write(llvm::outs());
  return llvm::Error::success();
}

/// Makes or exports the fixes of the findings that are shown.
static llvm::Error repair(const Report &Result, const CheckOptions &Options,
                          const std::vector<size_t> &LeftOut,
                          const std::string &SourceRoot,
                          SourceReader &Sources) {
  auto IsShown = [&](const Finding &F) {
    return Options.ShowLatent || F.Severity != Severity::Latent;
  };
  auto Read = [&](llvm::StringRef File) { return Sources.toShow(File); };
  if (!Options.ExportFixesFile.empty())
    if (llvm::Error E = writeFile(
            "--export-fixes=", Options.ExportFixesFile,
            [&](llvm::raw_ostream &OS) {
              writeFixExport(Result, SourceRoot, Options.ShowLatent, Read, OS);
            }))
      return E;
  if (!Options.Fix)
    return llvm::Error::success();
  std::vector<const Finding *> Shown;
  for (const Finding &F : Result.Findings)
    if (IsShown(F))
      Shown.push_back(&F);
  for (size_t I : LeftOut)
    if (const Finding &F = Result.Findings[I]; IsShown(F))
      sayNote(F.At.File.str() + ":" + llvm::Twine(F.At.Line) + ":" +
              llvm::Twine(F.At.Column) + ": [" + F.Check.str() +
              "] is not fixed yet: its fix touches another one");
  return applyFixes(Shown, Sources);
}

void qomlint::tellMistakes(const AnalysisResult &Found) {
  for (const AnnotationMistake &M : Found.Mistakes)
    sayWarning(M.At.File.str() + ":" + std::to_string(M.At.Line) + ": " +
               M.Message);
}

llvm::Expected<int> qomlint::reportFindings(const Program &Whole,
                                            AnalysisResult Found,
                                            const Contracts &InForce,
                                            const ReportedFiles &Files,
                                            const CheckOptions &Options) {
  tellMistakes(Found);
  Report Result = makeReport(Whole, std::move(Found), InForce, Files);
  SourceReader Sources(Whole, Files.SourceRoot);
  std::vector<size_t> LeftOut =
      locateFixes(Result.Findings,
                  [&](llvm::StringRef File) { return Sources.toEdit(File); });
  if (llvm::Error E = writeOutput(Options, [&](llvm::raw_ostream &OS) {
        if (Options.Format == ReportFormat::Json)
          writeJson(Result, OS);
        else
          writeText(Result, lookOf(Options, Sources), OS);
      }))
    return E;
  if (llvm::Error E =
          repair(Result, Options, LeftOut, Files.SourceRoot, Sources))
    return E;
  return Options.FailOn.status(Result.Findings, !Files.Errors.empty());
}
