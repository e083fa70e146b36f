//===- TextWriter.cpp - The report for people -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Paint.h"
#include "analyzer/report/Report.h"
#include "analyzer/report/SourceLines.h"
#include "analyzer/report/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace qomlint;
using llvm::raw_ostream;
using llvm::StringRef;
using Colors = llvm::raw_ostream::Colors;

namespace {

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

  void finding(const Finding &F);
  void note(const TraceStep &Step, const Finding &F);
  void doubt(const Finding &F);
  void fix(const Fix &Change);
  void changedLines(size_t Number, char Sign, StringRef Changed);
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
  auto Bold = paint(OS, Colors::SAVEDCOLOR);
  OS << P.File.str() << ':';
  if (P.valid())
    OS << P.Line << ':' << P.Column << ':';
  OS << ' ';
}

void TextWriter::kind(Severity S) {
  bool IsError = S == Severity::Error;
  paint(OS, IsError ? Colors::RED : Colors::MAGENTA).get()
      << (IsError ? "error: " : "warning: ");
}

void TextWriter::snippet(const Position &P) {
  std::optional<Snippet> S = Lines.at(P);
  if (!S)
    return;
  OS << llvm::format("%5u | ", P.Line) << S->Line << "\n      | ";
  OS.indent(S->CaretColumn);
  paint(OS, Colors::GREEN).get() << '^';
  OS << '\n';
}

void TextWriter::finding(const Finding &F) {
  position(F.At);
  kind(F.Severity);
  paint(OS, Colors::SAVEDCOLOR).get() << headline(F);
  OS << " [" << F.Check.str() << "]\n";
  snippet(F.At);
  for (const TraceStep &Step : F.Trace)
    note(Step, F);
  doubt(F);
  if (!F.Fixes.empty())
    OS << "  fix:\n";
  for (const Fix &Change : F.Fixes)
    fix(Change);
}

/// What goes from the end of a line to the end of a line is whole lines.
static Fix withWholeLines(Fix Change, StringRef Text) {
  StringRef Rest = Text.drop_front(Change.Offset);
  size_t Break = Rest.starts_with("\r\n") ? 2 : Rest.starts_with("\n") ? 1 : 0;
  if (Change.Length && Change.Replacement.empty())
    Change.Offset += Break;
  return Change;
}

/// The lines that go, then those that come, with their numbers.
void TextWriter::fix(const Fix &Change) {
  const std::optional<std::string> &Source = Lines.text(Change.File);
  if (!Source || Change.Offset + Change.Length > Source->size())
    return;
  StringRef Text = *Source;
  auto [File, Offset, Length, New] = withWholeLines(Change, Text);
  size_t Start = Text.take_front(Offset).rfind('\n') + 1;
  size_t End = Offset + Length;
  StringRef Old = Text.slice(Start, End), Rest = "";
  bool IsWhole = Start == Offset && (Old.empty() || Old.ends_with("\n"));
  if (!IsWhole)
    Rest = Text.slice(End, Text.find('\n', End));
  size_t Number = Text.take_front(Start).count('\n') + 1;
  changedLines(Number, '-', (Old + Rest).str());
  changedLines(Number, '+', (Text.slice(Start, Offset) + New + Rest).str());
}

void TextWriter::changedLines(size_t Number, char Sign, StringRef Changed) {
  for (; !Changed.empty(); ++Number) {
    auto [Line, Others] = Changed.split('\n');
    changedLine(Number, Sign, Line);
    Changed = Others;
  }
}

void TextWriter::changedLine(size_t Number, char Sign, StringRef Line) {
  OS << llvm::format("%5zu ", Number);
  paint(OS, Sign == '+' ? Colors::GREEN : Colors::RED, /*Bold=*/false).get()
      << Sign << ' ' << shownLine(Line.rtrim('\r'));
  OS << '\n';
}

void TextWriter::note(const TraceStep &Step, const Finding &F) {
  position(Step.At);
  paint(OS, Colors::CYAN).get() << "note: ";
  OS << noteText(Step, F) << '\n';
  snippet(Step.At);
}

/// About the finding, so that no line of the source belongs to it.
void TextWriter::doubt(const Finding &F) {
  std::string Text = doubtText(F);
  if (Text.empty())
    return;
  position(F.At);
  paint(OS, Colors::CYAN).get() << "note: ";
  OS << Text << '\n';
}

void TextWriter::error(const ReportError &E) {
  paint(OS, Colors::SAVEDCOLOR).get() << E.File << ": ";
  paint(OS, Colors::RED).get() << "error: ";
  OS << "not analyzed (" << E.Reason << "): " << E.Message << '\n';
}

//===----------------------------------------------------------------------===//
// Summary
//===----------------------------------------------------------------------===//

/// Those that are not definite do not count as failures, unless asked for.
std::string findings(const Report &R, Severity S, const char *Thing) {
  size_t All = llvm::count_if(
      R.Findings, [&](const Finding &F) { return F.Severity == S; });
  llvm::SmallVector<std::string, 2> Shares;
  for (Confidence C : {Confidence::Likely, Confidence::Weak}) {
    size_t Share = llvm::count_if(R.Findings, [&](const Finding &F) {
      return F.Severity == S && F.Confidence == C;
    });
    if (Share)
      Shares.push_back((Share == All ? "" : std::to_string(Share) + " ") +
                       toString(C).str());
  }
  if (!All)
    return "";
  return counted(All, Thing) +
         (Shares.empty() ? "" : " (" + llvm::join(Shares, ", ") + ")");
}

void TextWriter::findingsLine() {
  llvm::SmallVector<std::string, 3> Kinds{
      findings(R, Severity::Error, "error"),
      findings(R, Severity::Warning, "warning")};
  size_t Latent = llvm::count_if(R.Findings, [](const Finding &F) {
    return F.Severity == Severity::Latent;
  });
  if (Options.ShowLatent)
    Kinds.push_back(findings(R, Severity::Latent, "latent finding"));
  llvm::erase_if(Kinds, [](const std::string &Kind) { return Kind.empty(); });
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
  for (const auto &[Reason, Count] : countsInWords(R.Silences))
    OS << Comma << Reason << ' ' << Count;
  OS << '\n';
}

} // namespace

void qomlint::writeText(const Report &R, const ReportOptions &Options,
                        raw_ostream &OS) {
  ColorScope Scope(OS, Options.Color);
  TextWriter(R, Options, OS).report();
}
