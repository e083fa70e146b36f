//===- Invocations.h - Command lines to compiler settings -----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns a command of a compilation database, written for whatever compiler,
// into settings for parsing alone. What Clang does not know is dropped.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_INVOCATIONS_H
#define QOMLINT_CAPTURE_INVOCATIONS_H

#include "analyzer/capture/Capture.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/VirtualFileSystem.h"

namespace qomlint {

/// The flags of a command that matter for parsing, without its input.
struct ParsingFlags {
  std::vector<std::string> Kept, Dropped;
};

ParsingFlags selectFlags(const CompileCommand &Command,
                         llvm::vfs::FileSystem &Files);

/// Asking the driver costs as much as parsing a small header, and most files of
/// a project have the flags of another: its answers are remembered.
class Invocations {
public:
  struct Answer {
    /// Null if the driver could not make sense of the command.
    std::shared_ptr<clang::CompilerInvocation> Invocation;
    std::vector<std::string> Dropped;
    std::string Error;
  };

  Answer prepare(const CompileCommand &Command,
                 llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

private:
  Answer ask(const CompileCommand &Command, ParsingFlags Flags,
             llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files);

  llvm::StringMap<Answer> Known;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_INVOCATIONS_H
