//===- Terminal.h - What people see on the error stream ---------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Messages and progress. Standard output carries results and nothing else.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_TERMINAL_H
#define QOMLINT_CLI_TERMINAL_H

#include "llvm/ADT/Twine.h"
#include <chrono>
#include <string>

namespace qomlint {

/// `qomlint: error: MESSAGE`, and likewise.
void sayError(const llvm::Twine &Message);
void sayWarning(const llvm::Twine &Message);
void sayNote(const llvm::Twine &Message);

bool stdoutIsTerminal();
bool stderrIsTerminal();
/// The environment's wish for colours on standard output: a terminal that can
/// show them, and no NO_COLOR (https://no-color.org).
bool stdoutWantsColor();

/// How far a long run has come. On a terminal one line that changes in place;
/// else, for the log of a CI job, a line a minute.
class Progress {
public:
  enum class Style : uint8_t { None, Line, Log };
  static Style styleFor(bool Quiet);

  Progress(Style Look, size_t Total);
  ~Progress(); ///< removes the line
  Progress(const Progress &) = delete;

  /// \p File was the last one.
  void advance(llvm::StringRef File);

private:
  using Clock = std::chrono::steady_clock;

  Style Look;
  size_t Total;
  size_t Done = 0;
  Clock::time_point Started, Shown;

  std::string text(llvm::StringRef File) const;
};

/// `45s`, `3m 20s`, `2h 05m`.
std::string toString(std::chrono::seconds Duration);

} // namespace qomlint

#endif // QOMLINT_CLI_TERMINAL_H
