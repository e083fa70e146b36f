//===- Capturer.cpp - Parses units one after another ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Capture.h"
#include "analyzer/capture/FileCache.h"
#include "analyzer/capture/Invocations.h"
#include "analyzer/capture/NoLintScan.h"
#include "analyzer/capture/UnitConsumer.h"
#include "clang/Basic/DiagnosticLex.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Lex/Pragma.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/Config/abi-breaking.h"

using namespace clang;
using namespace qomlint;

namespace {

/// Keeps the first error.
class FirstError : public DiagnosticConsumer {
public:
  explicit FirstError(CaptureResult &Result) : Result(Result) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error || !Result.Error.empty())
      return;
    bool IsMissing = isMissingHeader(Info.getID());
    if (IsMissing)
      Result.MissingHeader = Info.getArgStdStr(0);
    llvm::SmallString<128> Text;
    Info.FormatDiagnostic(Text);
    Result.Error = position(Info) + (IsMissing ? "fatal error: " : "error: ") +
                   Text.str().str();
  }

private:
  static bool isMissingHeader(unsigned Id) {
    return Id == diag::err_pp_file_not_found ||
           Id == diag::err_pp_file_not_found_angled_include_not_fatal ||
           Id == diag::err_pp_file_not_found_typo_not_fatal;
  }

  static std::string position(const Diagnostic &Info) {
    if (!Info.hasSourceManager() || Info.getLocation().isInvalid())
      return std::string();
    PresumedLoc At = Info.getSourceManager().getPresumedLoc(Info.getLocation());
    if (At.isInvalid())
      return std::string();
    return std::string(At.getFilename()) + ":" + std::to_string(At.getLine()) +
           ":" + std::to_string(At.getColumn()) + ": ";
  }

  CaptureResult &Result;
};

/// Warnings are off, but once a header has pushed their state, Clang looks that
/// state up for every warning that it considers: 4 % of a parse.
void ignoreDiagnosticPragmas(Preprocessor &PP) {
#if !LLVM_ENABLE_ABI_BREAKING_CHECKS // Else replacing a handler asserts.
  PP.AddPragmaHandler("GCC", new EmptyPragmaHandler("diagnostic"));
  PP.AddPragmaHandler("clang", new EmptyPragmaHandler("diagnostic"));
#endif
}

class CaptureAction : public ASTFrontendAction {
public:
  CaptureAction(llvm::StringRef SourceRoot, NoLintFinder &NoLints,
                std::optional<Unit> &Result)
      : SourceRoot(SourceRoot), NoLints(NoLints), Result(Result) {}

  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &Compiler,
                                                 llvm::StringRef) override {
    return std::make_unique<UnitConsumer>(Compiler, SourceRoot, NoLints,
                                          Result);
  }

protected:
  bool BeginSourceFileAction(CompilerInstance &Compiler) override {
    ignoreDiagnosticPragmas(Compiler.getPreprocessor());
    return true;
  }

private:
  llvm::StringRef SourceRoot;
  NoLintFinder &NoLints;
  std::optional<Unit> &Result;
};

/// What units of one directory share: relative paths mean the same to them.
struct SharedFiles {
  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> System;
  llvm::IntrusiveRefCntPtr<FileManager> Manager;
  NoLintFinder NoLints;
};

} // namespace

struct Capturer::Implementation {
  std::string SourceRoot;
  Invocations Commands;
  llvm::StringMap<SharedFiles> ByDirectory;

  SharedFiles &files(const std::string &Directory);
  void parse(std::shared_ptr<CompilerInvocation> Invocation, SharedFiles &Files,
             CaptureResult &Result);
};

SharedFiles &Capturer::Implementation::files(const std::string &Directory) {
  auto [Entry, Inserted] = ByDirectory.try_emplace(Directory);
  if (!Inserted)
    return Entry->second;
  Entry->second.System = llvm::makeIntrusiveRefCnt<FileCache>(
      llvm::vfs::createPhysicalFileSystem());
  // A missing directory shows as a missing file, with its path.
  (void)Entry->second.System->setCurrentWorkingDirectory(Directory);
  FileSystemOptions Options;
  Options.WorkingDir = Directory;
  Entry->second.Manager =
      llvm::makeIntrusiveRefCnt<FileManager>(Options, Entry->second.System);
  return Entry->second;
}

/// Only settings that change speed or silence, never meaning.
static void tune(CompilerInvocation &Invocation) {
  FrontendOptions &Frontend = Invocation.getFrontendOpts();
  Frontend.SkipFunctionBodies = true;
  Frontend.DisableFree = false;
  DiagnosticOptions &Diagnostics = Invocation.getDiagnosticOpts();
  Diagnostics.IgnoreWarnings = true;
  Diagnostics.ShowCarets = false;
  Invocation.getLangOpts().RetainCommentsFromSystemHeaders = false;
  Invocation.getLangOpts().CommentOpts.ParseAllComments = false;
}

void Capturer::Implementation::parse(
    std::shared_ptr<CompilerInvocation> Invocation, SharedFiles &Files,
    CaptureResult &Result) {
  tune(*Invocation);
  FirstError Errors(Result);
  CompilerInstance Compiler(std::move(Invocation));
  Compiler.setVirtualFileSystem(Files.System);
  Compiler.createDiagnostics(&Errors, /*ShouldOwnClient=*/false);
  // One error is enough to give the unit up.
  Compiler.getDiagnostics().setErrorsAsFatal(true);
  Compiler.setFileManager(Files.Manager);
  CaptureAction Action(SourceRoot, Files.NoLints, Result.Facts);
  Compiler.ExecuteAction(Action);
  if (!Result.Error.empty())
    Result.Facts.reset();
}

Capturer::Capturer(std::string SourceRoot)
    : Self(std::make_unique<Implementation>()) {
  Self->SourceRoot = std::move(SourceRoot);
}

Capturer::~Capturer() = default;

CaptureResult Capturer::capture(const CompileCommand &Command) {
  CaptureResult Result;
  SharedFiles &Files = Self->files(Command.Directory);
  Invocations::Answer Answer = Self->Commands.prepare(Command, Files.System);
  Result.DroppedFlags = std::move(Answer.Dropped);
  if (!Answer.Invocation) {
    Result.Error = std::move(Answer.Error);
    return Result;
  }
  Self->parse(std::move(Answer.Invocation), Files, Result);
  return Result;
}
