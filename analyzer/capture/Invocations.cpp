//===- Invocations.cpp - Command lines to compiler settings ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Invocations.h"
#include "clang/Basic/DiagnosticOptions.h"
#include "clang/Driver/CreateInvocationFromArgs.h"
#include "clang/Driver/Driver.h"
#include "clang/Driver/ToolChain.h"
#include "clang/Options/Options.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/TargetSelect.h"
#include <set>

using namespace clang;
using namespace qomlint;

//===----------------------------------------------------------------------===//
// Selecting flags
//===----------------------------------------------------------------------===//

/// Options that write files, that decide what is an error, or that load code.
static bool isUnwanted(unsigned Option) {
  using namespace clang::options;
  switch (Option) {
  case OPT_INPUT:
  case OPT_o:
  case OPT_c:
  case OPT_S:
  case OPT_E:
  case OPT_M:
  case OPT_MM:
  case OPT_MD:
  case OPT_MMD:
  case OPT_MF:
  case OPT_MG:
  case OPT_MJ:
  case OPT_MP:
  case OPT_MQ:
  case OPT_MT:
  case OPT_MV:
  case OPT_save_temps:
  case OPT_save_temps_EQ:
  case OPT_pipe:
  case OPT_v:
  case OPT__HASH_HASH_HASH:
  case OPT_fsyntax_only:
  case OPT_emit_llvm:
  case OPT_resource_dir:
  case OPT_resource_dir_EQ:
  case OPT_pedantic_errors:
  case OPT_fplugin_EQ:
  case OPT_fpass_plugin_EQ:
  case OPT_Xclang:
    return true;
  default:
    return false;
  }
}

/// What the project treats as an error is not one for an analysis.
static bool isAboutErrors(llvm::StringRef Flag) {
  return Flag.starts_with("-Werror") || Flag == "-Wfatal-errors";
}

/// `ccache gcc …`: the compiler is what follows.
static bool isLauncher(llvm::StringRef Program) {
  llvm::StringRef Stem = llvm::sys::path::stem(Program);
  return Stem == "ccache" || Stem == "sccache" || Stem == "distcc" ||
         Stem == "icecc";
}

static void addProgramMode(llvm::StringRef Program,
                           std::vector<std::string> &Flags) {
  static const bool Initialized = [] {
    llvm::InitializeAllTargetInfos();
    return true;
  }();
  (void)Initialized;
  auto Parts = driver::ToolChain::getTargetAndModeFromProgramName(Program);
  if (Parts.DriverMode)
    Flags.push_back(Parts.DriverMode);
  if (Parts.TargetIsValid)
    Flags.push_back("--target=" + Parts.TargetPrefix);
}

ParsingFlags qomlint::selectFlags(const CompileCommand &Command,
                                  llvm::vfs::FileSystem &Files) {
  ParsingFlags Result;
  llvm::SmallVector<const char *, 64> Arguments;
  for (const std::string &Argument : Command.Arguments)
    Arguments.push_back(Argument.c_str());
  llvm::BumpPtrAllocator Storage;
  // An unreadable response file stays an argument and is dropped below.
  llvm::consumeError(driver::expandResponseFiles(
      Arguments, /*ClangCLMode=*/false, Storage, &Files));
  if (Arguments.size() > 1 && isLauncher(Arguments[0]))
    Arguments.erase(Arguments.begin());
  if (Arguments.empty())
    return Result;
  addProgramMode(Arguments[0], Result.Kept);

  unsigned MissingIndex = 0, MissingCount = 0;
  llvm::opt::InputArgList Parsed = getDriverOptTable().ParseArgs(
      llvm::ArrayRef(Arguments).drop_front(), MissingIndex, MissingCount,
      llvm::opt::Visibility(options::ClangOption));
  for (const llvm::opt::Arg *Argument : Parsed) {
    if (Argument->getOption().matches(options::OPT_UNKNOWN)) {
      Result.Dropped.push_back(Argument->getAsString(Parsed));
      continue;
    }
    if (isUnwanted(Argument->getOption().getID()) ||
        isAboutErrors(Argument->getAsString(Parsed)))
      continue;
    llvm::opt::ArgStringList Rendered;
    Argument->render(Parsed, Rendered);
    Result.Kept.insert(Result.Kept.end(), Rendered.begin(), Rendered.end());
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// Asking the driver
//===----------------------------------------------------------------------===//

namespace {
/// Keeps the errors of the driver.
class DriverErrors : public DiagnosticConsumer {
public:
  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    if (Level < DiagnosticsEngine::Error)
      return;
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    if (First.empty())
      First = Text.str();
    // The parts in quotes name what is wrong.
    llvm::SmallVector<llvm::StringRef, 8> Parts;
    Text.str().split(Parts, '\'');
    for (size_t I = 1; I < Parts.size(); I += 2)
      Named.insert(Parts[I].str());
  }

  std::string First;
  std::set<std::string> Named;
};
} // namespace

static std::vector<std::string>
fullCommand(const std::vector<std::string> &Flags, const std::string &File) {
  std::vector<std::string> Result = {QOMLINT_CLANG};
  Result.insert(Result.end(), Flags.begin(), Flags.end());
  for (const char *Flag : {"-fsyntax-only", "-w", "-fno-spell-checking"})
    Result.push_back(Flag);
  Result.push_back("-resource-dir=" QOMLINT_RESOURCE_DIR);
  Result.push_back("--");
  Result.push_back(File);
  return Result;
}

static std::shared_ptr<CompilerInvocation>
askDriver(const std::vector<std::string> &Flags, const std::string &File,
          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files,
          DriverErrors &Errors) {
  std::vector<std::string> Command = fullCommand(Flags, File);
  std::vector<const char *> Pointers;
  for (const std::string &Argument : Command)
    Pointers.push_back(Argument.c_str());
  DiagnosticOptions Options;
  CreateInvocationOptions Request;
  Request.Diags = llvm::makeIntrusiveRefCnt<DiagnosticsEngine>(
      DiagnosticIDs::create(), Options, &Errors, /*ShouldOwnClient=*/false);
  Request.VFS = std::move(Files);
  return createInvocation(Pointers, Request);
}

/// Removes the flags that an error names: `-foo`, or `-foo=bar` where the error
/// is about bar.
static bool dropNamed(ParsingFlags &Flags, const DriverErrors &Errors) {
  size_t Before = Flags.Kept.size();
  llvm::erase_if(Flags.Kept, [&](const std::string &Flag) {
    for (const std::string &Named : Errors.Named) {
      bool IsNamed =
          Flag == Named || (Named.size() > 2 && Named[0] == '-' &&
                            llvm::StringRef(Flag).starts_with(Named));
      if (!IsNamed)
        continue;
      Flags.Dropped.push_back(Flag);
      return true;
    }
    return false;
  });
  return Flags.Kept.size() != Before;
}

Invocations::Answer
Invocations::ask(const CompileCommand &Command, ParsingFlags Flags,
                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  Answer Result;
  do {
    DriverErrors Errors;
    Result.Invocation = askDriver(Flags.Kept, Command.File, Files, Errors);
    Result.Error =
        "error: " + (Errors.First.empty() ? "the command line compiles nothing"
                                          : Errors.First);
    if (!Result.Invocation && !dropNamed(Flags, Errors))
      break;
  } while (!Result.Invocation);
  if (Result.Invocation)
    Result.Error.clear();
  Result.Dropped = std::move(Flags.Dropped);
  return Result;
}

static std::string cacheKey(const CompileCommand &Command,
                            const ParsingFlags &Flags) {
  std::string Key = Command.Directory;
  for (const std::string &Flag : Flags.Kept)
    Key += '\0' + Flag;
  // The language.
  Key += '\0' + llvm::sys::path::extension(Command.File).str();
  return Key;
}

Invocations::Answer
Invocations::prepare(const CompileCommand &Command,
                     llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files) {
  ParsingFlags Flags = selectFlags(Command, *Files);
  std::vector<std::string> Dropped = Flags.Dropped;
  auto [Entry, Inserted] = Known.try_emplace(cacheKey(Command, Flags));
  if (Inserted)
    Entry->second = ask(Command, std::move(Flags), std::move(Files));
  Answer Result = Entry->second;
  for (std::string &Flag : Dropped)
    if (!llvm::is_contained(Result.Dropped, Flag))
      Result.Dropped.push_back(std::move(Flag));
  if (!Result.Invocation)
    return Result;
  Result.Invocation = std::make_shared<CompilerInvocation>(*Result.Invocation);
  FrontendOptions &Frontend = Result.Invocation->getFrontendOpts();
  InputKind Language = Frontend.Inputs.front().getKind();
  Frontend.Inputs = {FrontendInputFile(Command.File, Language)};
  Result.Invocation->getCodeGenOpts().MainFileName =
      llvm::sys::path::filename(Command.File).str();
  return Result;
}
