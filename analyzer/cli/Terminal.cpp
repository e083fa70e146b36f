//===- Terminal.cpp - What people see on the error stream -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Terminal.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdlib>

using namespace qomlint;
using llvm::sys::Process;

static void say(llvm::StringRef Kind, const llvm::Twine &Message) {
  llvm::outs().flush();
  llvm::errs() << "qomlint: " << Kind << ": " << Message << '\n';
}

void qomlint::sayError(const llvm::Twine &Message) { say("error", Message); }
void qomlint::sayWarning(const llvm::Twine &Message) {
  say("warning", Message);
}
void qomlint::sayNote(const llvm::Twine &Message) { say("note", Message); }

bool qomlint::stdoutIsTerminal() { return Process::StandardOutIsDisplayed(); }

bool qomlint::stderrIsTerminal() { return Process::StandardErrIsDisplayed(); }

bool qomlint::stdoutWantsColor() {
  const char *NoColor = getenv("NO_COLOR");
  return Process::StandardOutHasColors() && !(NoColor && *NoColor);
}

std::string qomlint::toString(std::chrono::seconds Duration) {
  unsigned long Seconds = Duration.count();
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  if (Seconds >= 3600)
    OS << Seconds / 3600 << llvm::format("h %02lum", Seconds / 60 % 60);
  else if (Seconds >= 60)
    OS << Seconds / 60 << llvm::format("m %02lus", Seconds % 60);
  else
    OS << Seconds << 's';
  return Text;
}

Progress::Style Progress::styleFor(bool Quiet) {
  if (Quiet)
    return Style::None;
  return stderrIsTerminal() ? Style::Line : Style::Log;
}

Progress::Progress(Style Look, size_t Total)
    : Look(Look), Total(Total), Started(Clock::now()), Shown(Started) {}

static void clearLine() { llvm::errs() << "\r\033[K"; }

Progress::~Progress() {
  if (Look == Style::Line && Done)
    clearLine();
}

std::string Progress::text(llvm::StringRef File) const {
  auto Elapsed = Clock::now() - Started;
  auto Left = std::chrono::duration_cast<std::chrono::seconds>(
      Elapsed * (Total - Done) / Done);
  return "[" + std::to_string(Done) + "/" + std::to_string(Total) + "] " +
         File.str() + ", " + toString(Left) + " left";
}

void Progress::advance(llvm::StringRef File) {
  using namespace std::chrono_literals;
  ++Done;
  auto Pause = Look == Style::Line ? Clock::duration(100ms) : 60s;
  if (Look == Style::None || Clock::now() - Shown < Pause)
    return;
  Shown = Clock::now();
  std::string Text = text(File);
  if (Look == Style::Log) {
    llvm::errs() << "qomlint: " << Text << '\n';
    return;
  }
  clearLine();
  // A line that wraps cannot be cleared.
  unsigned Columns = Process::StandardErrColumns();
  llvm::errs() << llvm::StringRef(Text).take_front(Columns ? Columns - 1 : 79);
}
