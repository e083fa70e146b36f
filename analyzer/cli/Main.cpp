//===- Main.cpp - The qomlint command -------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CommandLine.h"
#include "analyzer/cli/NearestName.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/cli/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::extrahelp ExitStatuses(R"(
Exit status, of every subcommand:
  0  nothing at or above --fail-on
  1  findings
  2  usage or input error
  3  no such finding, but some files could not be analyzed (--strict: 3 wins over 1)
)");

namespace {

struct Subcommand {
  cl::SubCommand &(*Options)();
  int (*Run)(const Invocation &);
  llvm::StringLiteral Help = ""; ///< behind the list of options
};

constexpr llvm::StringLiteral CheckHelp = R"(
With FILES, check reads these and the few others that decide about them, and shows
the findings that lie in FILES or have a step there. Files without a compilation
database take compiler flags:
  qomlint check FILE -- -Iinclude

check --what-if FILE analyzes a second time, with the contracts in FILE, and shows
only what differs.
)";

constexpr llvm::StringLiteral MergeHelp = R"(
merge --what-if FILE analyzes a second time, with the contracts in FILE, and shows
only what differs.
)";

constexpr llvm::StringLiteral RefsHelp = R"(
refs shows who holds each reference: of what a line names, of a function, or of a
variable or field in it.
  qomlint refs -p build hw/x.c:120
  qomlint refs -p build hw/x.c:x_init
  qomlint refs -p build hw/x.c:x_init:s->clk
  qomlint refs hw/x.c:x_init -- -Iinclude
)";

constexpr llvm::StringLiteral DumpHelp = R"(
dump prints what each stage of the analysis saw; qomlint explain dump is the key to
its notation.
)";

constexpr Subcommand Subcommands[] = {
    {checkCommand, runCheck, CheckHelp},
    {captureCommand, runCapture},
    {mergeCommand, [](const Invocation &) { return runMerge(); }, MergeHelp},
    {refsCommand, runRefs, RefsHelp},
    {dumpCommand, runDump, DumpHelp},
    {contractsCommand, runContracts},
    {listChecksCommand, [](const Invocation &) { return runListChecks(); }},
    {explainCommand, [](const Invocation &) { return runExplain(); }},
};

/// What the design promises for later. Refused by name, because a gate that
/// ignores its baseline is worse than one that does not start.
constexpr llvm::StringLiteral PlannedSubcommands[] = {"baseline"};
constexpr llvm::StringLiteral PlannedOptions[] = {"index", "baseline",
                                                  "changed-since"};

} // namespace

/// The name of an option on the command line; empty if it is none.
static llvm::StringRef optionName(llvm::StringRef Argument) {
  if (!Argument.consume_front("-"))
    return "";
  Argument.consume_front("-");
  return Argument.split('=').first;
}

/// The subcommand comes first, so that no option's value is taken for it.
static bool knowsSubcommand(llvm::StringRef Word) {
  std::vector<llvm::StringRef> Names;
  for (const Subcommand &S : Subcommands)
    Names.push_back(S.Options().getName());
  if (Word.starts_with("-") || llvm::is_contained(Names, Word))
    return true;
  if (llvm::is_contained(PlannedSubcommands, Word))
    sayError("subcommand '" + Word + "' is not available in this version");
  else
    sayError("unknown subcommand '" + Word + "'" + didYouMean(Word, Names) +
             "; see qomlint --help");
  return false;
}

static bool usesPlannedOption(llvm::ArrayRef<const char *> Arguments) {
  for (llvm::StringRef Argument : Arguments) {
    llvm::StringRef Option = optionName(Argument);
    if (!llvm::is_contained(PlannedOptions, Option))
      continue;
    sayError("--" + Option + " is not available in this version");
    return true;
  }
  return false;
}

static llvm::StringRef helpFor(llvm::ArrayRef<const char *> Arguments) {
  for (const Subcommand &S : Subcommands)
    if (Arguments.size() > 1 && S.Options().getName() == Arguments[1])
      return S.Help;
  return "";
}

/// What the library says of the command line, as all other errors look: it puts
/// the program's name before each line, and its path into them. Of values it
/// complains by itself, and nothing is left to say.
static void sayTrouble(llvm::StringRef Text) {
  llvm::SmallVector<llvm::StringRef, 4> Lines;
  Text.split(Lines, '\n', -1, /*KeepEmpty=*/false);
  std::string Message;
  for (llvm::StringRef Line : Lines) {
    Line.consume_front("qomlint: ");
    Line = Line.split("  Try: ").first.rtrim('.');
    Message += llvm::toLower(Line.front()) + Line.drop_front().str() + "; ";
  }
  if (!Message.empty())
    sayError(Message + "see qomlint --help");
}

static int run(const Invocation &Line) {
  for (const Subcommand &S : Subcommands)
    if (S.Options())
      return S.Run(Line);
  llvm::errs() << "usage: qomlint check [-p BUILD] [FILES...]; see qomlint "
                  "--help\n";
  return ExitBadInput;
}

/// A full disk or a closed pipe is an error to tell, not a reason to abort.
static int flushOutput(int Status) {
  llvm::outs().flush();
  if (!llvm::outs().has_error())
    return Status;
  sayError("cannot write the output: " + llvm::outs().error().message());
  llvm::outs().clear_error();
  return ExitBadInput;
}

int main(int Count, char **Values) {
  std::vector<const char *> Arguments(Values, Values + Count);
  Invocation Line;
  auto Dashes = llvm::find(Arguments, llvm::StringRef("--"));
  if (Dashes != Arguments.end())
    Line.CompilerFlags.emplace(Dashes + 1, Arguments.end());
  Arguments.erase(Dashes, Arguments.end());

  if (Arguments.size() > 1 && !knowsSubcommand(Arguments[1]))
    return ExitBadInput;
  if (usesPlannedOption(Arguments))
    return ExitBadInput;
  cl::HideUnrelatedOptions(optionCategory());
  for (const Subcommand &S : Subcommands)
    cl::HideUnrelatedOptions(optionCategory(), S.Options());
  cl::SetVersionPrinter(printVersion);
  cl::extrahelp Help(helpFor(Arguments));
  std::string Trouble;
  llvm::raw_string_ostream TroubleStream(Trouble);
  if (!cl::ParseCommandLineOptions(Arguments.size(), Arguments.data(),
                                   "qomlint: who holds each reference to each "
                                   "QOM object, and who drops it\n",
                                   &TroubleStream)) {
    sayTrouble(Trouble);
    return ExitBadInput;
  }
  return flushOutput(run(Line));
}
