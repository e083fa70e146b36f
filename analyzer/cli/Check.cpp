//===- Check.cpp - qomlint check ------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureRun.h"
#include "analyzer/cli/CheckOptions.h"
#include "analyzer/cli/ProjectOptions.h"
#include "analyzer/cli/Selection.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/cli/Version.h"
#include "analyzer/report/Report.h"
#include "checks/Registry.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

using namespace qomlint;

namespace {

/// One run of the command, step by step.
class CheckRun {
public:
  CheckRun(const Invocation &Line, CheckOptions Options, ContractTable Table,
           Project Sources)
      : Line(Line), Options(std::move(Options)), Table(std::move(Table)),
        Sources(std::move(Sources)) {}

  llvm::Expected<int> run();

private:
  const Invocation &Line;
  CheckOptions Options;
  ContractTable Table;
  Project Sources;
  Selection Selected;
  Program Whole;
  Report Result;

  llvm::Error selectFiles();
  CaptureTrouble capture();
  void tellTrouble(const CaptureTrouble &Trouble);
  void tellReproduction(const DatabaseEntry &Entry);
  void tellMissing(llvm::ArrayRef<std::string> Headers);
  void recordErrors(const CaptureTrouble &Trouble);
  void recordError(llvm::StringRef File, const std::string &Reason,
                   const std::string &Message);
  llvm::Error analyzeProgram();
  uint64_t countFiles() const;
  bool isShown(const Finding &F) const;
  llvm::Error writeReport();
};

} // namespace

llvm::Error CheckRun::selectFiles() {
  SelectionRequest Request = {Options.Files, Options.Exclude,
                              Sources.SourceRoot};
  llvm::Expected<Selection> S = select(Sources.Commands, Request);
  if (!S)
    return S.takeError();
  Selected = std::move(*S);
  for (const std::string &Glob : Selected.UselessGlobs)
    if (!llvm::is_contained(defaultExcludes(), Glob))
      sayWarning("--exclude=" + Glob + " leaves out nothing");
  if (Selected.Entries.empty() && Selected.Faults.empty())
    return llvm::createStringError("--exclude leaves no file to check");
  return llvm::Error::success();
}

CaptureTrouble CheckRun::capture() {
  return captureAll(Selected.Entries, Sources.SourceRoot, Options.Bounds,
                    Options.Quiet,
                    [&](Unit Facts) { Whole.add(std::move(Facts)); });
}

//===----------------------------------------------------------------------===//
// What went wrong
//===----------------------------------------------------------------------===//

/// Files that the build generates and that nobody built yet: said once, with
/// the command that makes them.
void CheckRun::tellMissing(llvm::ArrayRef<std::string> Headers) {
  std::vector<std::string> Missing(Headers.begin(), Headers.end());
  for (const Database::Fault *F : Selected.Faults)
    if (F->FileMissing)
      Missing.push_back(relativeTo(Sources.SourceRoot, F->File));
  if (Missing.empty())
    return;
  std::string Build = Sources.Commands.buildDirectory();
  std::string Cure = "build the project once";
  if (llvm::sys::fs::exists(Build + "/build.ninja"))
    Cure = "run\n  ninja -C " + Build + " $(ninja -C " + Build +
           " -t targets all | sed -n 's/: CUSTOM_COMMAND.*//p' | grep "
           "'\\.[ch]$')";
  std::string Others =
      Missing.size() > 1
          ? " and " + std::to_string(Missing.size() - 1) + " more files"
          : "";
  sayWarning(Missing.front() + Others + (Others.empty() ? " does" : " do") +
             " not exist; if the build generates " +
             (Others.empty() ? "it" : "them") + ", " + Cure);
}

/// The command that shows a failure alone.
void CheckRun::tellReproduction(const DatabaseEntry &Entry) {
  // dump counts a file's entries as selected here: without repetitions.
  size_t Number = 0;
  for (const DatabaseEntry *E : Selected.Entries) {
    Number += E->File == Entry.File;
    if (E == &Entry)
      break;
  }
  std::string Command = "qomlint dump facts ";
  if (!Sources.Commands.Path.empty())
    Command += "-p " + Sources.Commands.Path + " ";
  if (Number > 1)
    Command += "--entry=" + std::to_string(Number) + " ";
  Command += Entry.File;
  if (Line.CompilerFlags)
    Command += " -- " + llvm::join(*Line.CompilerFlags, " ");
  sayNote("to reproduce: " + Command);
}

void CheckRun::tellTrouble(const CaptureTrouble &Trouble) {
  tellMissing(Trouble.MissingHeaders);
  if (Options.Quiet)
    return;
  for (const CaptureTrouble::Failure &F : Trouble.Failures)
    if (F.Reason != "parse")
      tellReproduction(*F.Entry);
  if (!Trouble.DroppedFlags.empty())
    sayNote("flags that Clang does not know were dropped: " +
            llvm::join(Trouble.DroppedFlags, " "));
}

void CheckRun::recordError(llvm::StringRef File, const std::string &Reason,
                           const std::string &Message) {
  ReportError Error = {relativeTo(Sources.SourceRoot, File), Reason, Message};
  // A file that many targets compile fails for all of them alike.
  if (!llvm::is_contained(Result.Errors, Error))
    Result.Errors.push_back(std::move(Error));
}

void CheckRun::recordErrors(const CaptureTrouble &Trouble) {
  for (const Database::Fault *F : Selected.Faults)
    recordError(F->File, "parse", F->Message);
  for (const CaptureTrouble::Failure &F : Trouble.Failures)
    recordError(F.Entry->File, F.Reason, F.Message);
}

//===----------------------------------------------------------------------===//
// From facts to the report
//===----------------------------------------------------------------------===//

llvm::Error CheckRun::analyzeProgram() {
  llvm::Expected<std::string> Version = qemuVersion(Sources, Whole.declared());
  if (!Version)
    return Version.takeError();
  if (!Options.Quiet)
    sayNote("contracts of QEMU " + *Version);
  Contracts InForce(Table, *Version);
  AnalysisOptions Wishes;
  Wishes.Pedantic = Options.Pedantic;
  Wishes.WholeProgram = Options.Files.empty();
  Wishes.EnabledChecks = Options.EnabledChecks;
  AnalysisResult Analysis = analyze(Whole, InForce, Wishes);
  Result.Suppressed = prepareFindings(Analysis.Findings, Whole.noLints());
  for (Finding &F : Analysis.Findings)
    if (isShown(F))
      Result.Findings.push_back(std::move(F));
  Result.ToolVersion = toolVersion().str();
  Result.QemuVersion = *Version;
  Result.Files = countFiles();
  Result.Functions = Analysis.Functions;
  Result.LimitsHit = Analysis.LimitsHit;
  Result.Silences = std::move(Analysis.Silences);
  return llvm::Error::success();
}

uint64_t CheckRun::countFiles() const {
  std::set<llvm::StringRef> Files;
  for (const DatabaseEntry *E : Selected.Entries)
    Files.insert(E->File);
  for (const Database::Fault *F : Selected.Faults)
    Files.insert(F->File);
  return Files.size();
}

/// With FILES: findings whose position or any step lies in them.
bool CheckRun::isShown(const Finding &F) const {
  if (Selected.Files.empty())
    return true;
  auto IsAskedFor = [&](const Position &At) {
    return llvm::is_contained(Selected.Files, At.File.str());
  };
  return IsAskedFor(F.At) || llvm::any_of(F.Trace, [&](const TraceStep &S) {
           return IsAskedFor(S.At);
         });
}

llvm::Error CheckRun::writeReport() {
  ReportOptions Look;
  Look.SourceRoot = Sources.SourceRoot;
  Look.Color = Options.Color;
  Look.ShowLatent = Options.ShowLatent;
  auto Write = [&](llvm::raw_ostream &OS) {
    if (Options.Format == ReportFormat::Json)
      writeJson(Result, OS);
    else
      writeText(Result, Look, OS);
    return llvm::Error::success();
  };
  if (Options.OutputFile.empty())
    return Write(llvm::outs());
  // Goes to a temporary file first: nobody reads half a report.
  if (llvm::Error E = llvm::writeToOutput(Options.OutputFile, Write))
    return llvm::createStringError("-o " + Options.OutputFile + ": " +
                                   toString(std::move(E)));
  return llvm::Error::success();
}

llvm::Expected<int> CheckRun::run() {
  if (llvm::Error E = selectFiles())
    return E;
  CaptureTrouble Trouble = capture();
  if (Trouble.Signal) {
    sayError("interrupted; no report is written");
    return ExitSignal + Trouble.Signal;
  }
  tellTrouble(Trouble);
  recordErrors(Trouble);
  if (llvm::Error E = analyzeProgram())
    return E;
  if (llvm::Error E = writeReport())
    return E;
  return Options.FailOn.status(Result.Findings, !Result.Errors.empty());
}

static llvm::Expected<int> check(const Invocation &Line) {
  llvm::Expected<CheckOptions> Options = readCheckOptions();
  if (!Options)
    return Options.takeError();
  llvm::Expected<ContractTable> Table = loadContracts();
  if (!Table)
    return Table.takeError();
  llvm::Expected<Project> Sources =
      loadProject(Line, Options->Files, Options->Quiet);
  if (!Sources)
    return Sources.takeError();
  return CheckRun(Line, std::move(*Options), std::move(*Table),
                  std::move(*Sources))
      .run();
}

int qomlint::runCheck(const Invocation &Line) {
  llvm::Expected<int> Status = check(Line);
  if (Status)
    return *Status;
  sayError(toString(Status.takeError()));
  return ExitBadInput;
}
