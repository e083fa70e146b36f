//===- ComparisonText.cpp - The difference for people ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Comparison.h"
#include "analyzer/report/Paint.h"
#include "analyzer/report/SourceLines.h"
#include "analyzer/report/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace qomlint;
using Colors = llvm::raw_ostream::Colors;

namespace {

/// What stands over the differences of a kind, after their number.
const char *heading(DifferenceKind K, bool One) {
  switch (K) {
  case DifferenceKind::DropToDelete:
    return One ? "drop to delete: it would be one too many"
               : "drops to delete: they would be one too many";
  case DifferenceKind::ReferenceNeeded:
    return One ? "pointer that would need a reference of its own"
               : "pointers that would need a reference of their own";
  case DifferenceKind::NewLeak:
    return One ? "new leak" : "new leaks";
  case DifferenceKind::OwnBody:
    return One ? "place to change in the function itself"
               : "places to change in the functions themselves";
  case DifferenceKind::CuredLeak:
    return One ? "leak cured" : "leaks cured";
  case DifferenceKind::CuredRelease:
    return One ? "wrong drop or late use cured"
               : "wrong drops or late uses cured";
  }
  return "";
}

class ComparisonWriter {
public:
  ComparisonWriter(const Comparison &C, const ReportOptions &Options,
                   llvm::raw_ostream &OS)
      : C(C), OS(OS), Lines(Options) {}

  void write() {
    OS << "what if ";
    llvm::ListSeparator Comma;
    for (const std::string &Function : C.Supposed)
      OS << Comma << '\'' << Function << '\'';
    OS << " did as " << C.SupposedFile << " says\n";
    for (unsigned I = 0; I != DifferenceKindCount; ++I)
      section(static_cast<DifferenceKind>(I));
    argumentDrops();
    for (const ReportError &E : C.Errors)
      OS << E.File << ": error: not analyzed (" << E.Reason
         << "): " << E.Message << '\n';
    OS << '\n'
       << counted(C.Differences.size(), "difference") << "; "
       << counted(C.Same, "finding") << " the same in both\n";
  }

private:
  void section(DifferenceKind K) {
    size_t Count = llvm::count_if(
        C.Differences, [K](const Difference &D) { return D.Kind == K; });
    if (!Count)
      return;
    OS << '\n';
    paint(OS, isNew(K) ? Colors::MAGENTA : Colors::GREEN).get()
        << Count << ' ' << heading(K, Count == 1) << '\n';
    for (const Difference &D : C.Differences)
      if (D.Kind == K)
        finding(D.Finding);
  }

  void argumentDrops() {
    size_t Count = C.ArgumentDrops.size();
    if (!Count)
      return;
    OS << '\n';
    paint(OS, Colors::MAGENTA).get()
        << counted(Count, "function")
        << " would drop more references of an argument, "
        << "on behalf of the callers\n";
    for (const ArgumentDrop &D : C.ArgumentDrops)
      OS << D.At.File.str() << ':' << D.At.Line << ": " << D.Function
         << " drops " << D.After << " of '" << D.Argument << "', now "
         << D.Before << '\n';
  }

  void finding(const Finding &F) {
    paint(OS, Colors::SAVEDCOLOR).get()
        << F.At.File.str() << ':' << F.At.Line << ':' << F.At.Column << ": ";
    OS << headline(F) << " (in " << F.Function.str() << ") [" << F.Check.str()
       << "]\n";
    if (std::optional<Snippet> S = Lines.at(F.At))
      OS << llvm::format("%5u | ", F.At.Line) << S->Line << '\n';
  }

  const Comparison &C;
  llvm::raw_ostream &OS;
  SourceLines Lines;
};

} // namespace

void qomlint::writeText(const Comparison &C, const ReportOptions &Options,
                        llvm::raw_ostream &OS) {
  ColorScope Scope(OS, Options.Color);
  ComparisonWriter(C, Options, OS).write();
}
