//===- TextWriter.cpp - The report for people -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Report.h"
#include "analyzer/report/SourceLines.h"
#include "analyzer/report/Words.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/WithColor.h"

using namespace qomlint;
using llvm::raw_ostream;
using llvm::StringRef;
using llvm::WithColor;
using Colors = llvm::raw_ostream::Colors;

namespace {

std::string counted(uint64_t Count, StringRef Thing) {
  return (llvm::Twine(Count) + " " + Thing + (Count == 1 ? "" : "s")).str();
}

class TextWriter {
public:
  TextWriter(const Report &R, const ReportOptions &Options, raw_ostream &OS)
      : R(R), Options(Options), OS(OS), Lines(Options) {}

  void report();

private:
  const Report &R;
  const ReportOptions &Options;
  raw_ostream &OS;
  SourceLines Lines;

  bool isShown(const Finding &F) const {
    return Options.ShowLatent || F.Severity != Severity::Latent;
  }
  WithColor color(Colors C, bool Bold = true) {
    return WithColor(OS, C, Bold, /*BG=*/false,
                     Options.Color ? llvm::ColorMode::Enable
                                   : llvm::ColorMode::Disable);
  }

  void finding(const Finding &F);
  void note(const TraceStep &Step, const Finding &F);
  void fix(const Fix &Change);
  void changedLine(size_t Number, char Sign, StringRef Line);
  void error(const ReportError &E);
  void position(const Position &P);
  void kind(Severity S);
  void snippet(const Position &P);
  void findingsLine();
  void filesLine();
  void silencesLine();
};

void TextWriter::report() {
  for (const Finding &F : R.Findings)
    if (isShown(F))
      finding(F);
  for (const ReportError &E : R.Errors)
    error(E);
  findingsLine();
  filesLine();
  silencesLine();
}

//===----------------------------------------------------------------------===//
// Findings
//===----------------------------------------------------------------------===//

void TextWriter::position(const Position &P) {
  auto Bold = color(Colors::SAVEDCOLOR);
  OS << P.File.str() << ':';
  if (P.valid())
    OS << P.Line << ':' << P.Column << ':';
  OS << ' ';
}

void TextWriter::kind(Severity S) {
  bool IsError = S == Severity::Error;
  color(IsError ? Colors::RED : Colors::MAGENTA).get()
      << (IsError ? "error: " : "warning: ");
}

void TextWriter::snippet(const Position &P) {
  std::optional<Snippet> S = Lines.at(P);
  if (!S)
    return;
  OS << llvm::format("%5u | ", P.Line) << S->Line << "\n      | ";
  OS.indent(S->CaretColumn);
  color(Colors::GREEN).get() << '^';
  OS << '\n';
}

void TextWriter::finding(const Finding &F) {
  position(F.At);
  kind(F.Severity);
  color(Colors::SAVEDCOLOR).get() << headline(F);
  OS << " [" << F.Check.str() << "]\n";
  snippet(F.At);
  for (const TraceStep &Step : F.Trace)
    note(Step, F);
  if (!F.Fixes.empty())
    OS << "  fix:\n";
  for (const Fix &Change : F.Fixes)
    fix(Change);
}

/// The lines that go, then those that come, with their numbers.
void TextWriter::fix(const Fix &Change) {
  const std::optional<std::string> &Text = Lines.text(Change.File);
  if (!Text)
    return;
  StringRef All = *Text;
  size_t End = Change.Offset + Change.Length;
  if (End > All.size())
    return;
  size_t Start = All.take_front(Change.Offset).rfind('\n') + 1;
  size_t Number = All.take_front(Start).count('\n') + 1;
  StringRef Old = All.slice(Start, End), Rest = "";
  bool IsWholeLines =
      Start == Change.Offset && (Old.empty() || Old.ends_with("\n"));
  if (!IsWholeLines)
    Rest = All.slice(End, All.find('\n', End));
  std::string Before = (Old + Rest).str();
  std::string After =
      (All.slice(Start, Change.Offset) + Change.Replacement + Rest).str();
  for (auto [Sign, Side] :
       {std::pair('-', StringRef(Before)), std::pair('+', StringRef(After))}) {
    size_t Next = Number;
    for (StringRef Left = Side; !Left.empty(); ++Next) {
      auto [Line, Others] = Left.split('\n');
      changedLine(Next, Sign, Line);
      Left = Others;
    }
  }
}

void TextWriter::changedLine(size_t Number, char Sign, StringRef Line) {
  OS << llvm::format("%5zu ", Number);
  color(Sign == '+' ? Colors::GREEN : Colors::RED, /*Bold=*/false).get()
      << Sign << ' ' << shownLine(Line.rtrim('\r'));
  OS << '\n';
}

void TextWriter::note(const TraceStep &Step, const Finding &F) {
  position(Step.At);
  color(Colors::CYAN).get() << "note: ";
  OS << noteText(Step, F) << '\n';
  snippet(Step.At);
}

void TextWriter::error(const ReportError &E) {
  color(Colors::SAVEDCOLOR).get() << E.File << ": ";
  color(Colors::RED).get() << "error: ";
  OS << "not analyzed (" << E.Reason << "): " << E.Message << '\n';
}

//===----------------------------------------------------------------------===//
// Summary
//===----------------------------------------------------------------------===//

void TextWriter::findingsLine() {
  uint64_t Count[3] = {};
  for (const Finding &F : R.Findings)
    ++Count[static_cast<size_t>(F.Severity)];
  auto [Latent, Warnings, Errors] = Count;
  llvm::SmallVector<std::string, 3> Kinds;
  if (Errors)
    Kinds.push_back(counted(Errors, "error"));
  if (Warnings)
    Kinds.push_back(counted(Warnings, "warning"));
  if (Latent && Options.ShowLatent)
    Kinds.push_back(counted(Latent, "latent finding"));
  OS << (Kinds.empty() ? "no findings" : llvm::join(Kinds, ", "));
  if (Latent && !Options.ShowLatent)
    OS << "; " << counted(Latent, "latent finding")
       << " not shown (--show=latent)";
  if (R.Suppressed)
    OS << "; " << R.Suppressed << " suppressed by NOLINT";
  OS << '\n';
}

void TextWriter::filesLine() {
  OS << counted(R.Files - std::min<uint64_t>(R.Files, R.Errors.size()), "file")
     << " and " << counted(R.Functions, "function") << " analyzed";
  if (!R.Errors.empty())
    OS << "; " << counted(R.Errors.size(), "file") << " not analyzed";
  if (R.LimitsHit)
    OS << "; " << counted(R.LimitsHit, "limit") << " hit";
  OS << '\n';
}

void TextWriter::silencesLine() {
  if (R.Silences.empty())
    return;
  OS << "not judged: ";
  llvm::ListSeparator Comma;
  for (const auto &[Reason, Count] : R.Silences)
    OS << Comma << Reason << ' ' << Count;
  OS << '\n';
}

} // namespace

void qomlint::writeText(const Report &R, const ReportOptions &Options,
                        raw_ostream &OS) {
  bool HadColors = OS.colors_enabled();
  OS.enable_colors(Options.Color);
  TextWriter(R, Options, OS).report();
  OS.enable_colors(HadColors);
}
