//===- ReferenceText.cpp - Who holds each reference, for people -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Paint.h"
#include "analyzer/report/ReferenceReport.h"
#include "analyzer/report/ReferenceWords.h"
#include "analyzer/report/SourceLines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

using namespace qomlint;
using Colors = llvm::raw_ostream::Colors;

namespace {

class ReferenceWriter {
public:
  ReferenceWriter(const ReferenceReport &R, const ReportOptions &Options,
                  llvm::raw_ostream &OS)
      : R(R), OS(OS), Lines(Options) {}

  void write() {
    llvm::ListSeparator EmptyLine("\n");
    for (const FunctionHistory &F : R.Functions) {
      OS << EmptyLine;
      function(F);
    }
  }

private:
  void function(const FunctionHistory &F) {
    paint(OS, Colors::SAVEDCOLOR).get()
        << F.At.File.str() << ':' << F.At.Line << ": " << F.Function.str();
    if (F.Variants > 1)
      OS << " (body " << F.Variant << " of " << F.Variants << ')';
    OS << '\n';
    for (const ObjectHistory &O : F.Objects)
      object(O, F);
    if (F.Incomplete)
      OS << "\nnot all paths, or rounds of loops, were followed: there are too "
            "many\n";
  }

  void object(const ObjectHistory &O, const FunctionHistory &F) {
    OS << '\n';
    {
      auto Heading = paint(OS, Colors::CYAN);
      Heading.get() << llvm::join(O.Names, ", ");
    }
    OS << ": ";
    if (!O.Type.empty())
      OS << O.Type << ", ";
    OS << originText(O) << '\n';
    const ReferenceLine *InForce = lineInForce(O);
    const ReferenceLine *Before = nullptr;
    for (const ReferenceLine &L : O.Lines) {
      line(L, Before, &L == InForce, O);
      Before = &L;
    }
    for (const FieldHistory &Field : F.Fields)
      if (llvm::any_of(O.Names, [&](const std::string &Name) {
            return names(Name, Field);
          }))
        field(Field);
  }

  /// What is true when the line that was asked about has been executed.
  const ReferenceLine *lineInForce(const ObjectHistory &O) const {
    const ReferenceLine *Result = nullptr;
    for (const ReferenceLine &L : O.Lines)
      if (R.Line && L.At.Line <= R.Line)
        Result = &L;
    return Result;
  }

  /// `s->clk[i]` is the field `clk`.
  static bool names(llvm::StringRef Name, const FieldHistory &Field) {
    llvm::StringRef Path = Name.split('[').first;
    bool IsField = Path.contains("->") || Path.contains('.');
    return lastComponent(Name) == Field.Field &&
           IsField == !Field.Record.empty();
  }

  void line(const ReferenceLine &L, const ReferenceLine *Before, bool InForce,
            const ObjectHistory &O) {
    std::optional<Snippet> Source;
    if (!Before || Before->At.Line != L.At.Line)
      Source = Lines.at(L.At);
    OS << (InForce ? '>' : ' ') << llvm::format("%5u | ", L.At.Line);
    if (Source)
      OS << llvm::StringRef(Source->Line).ltrim() << "\n        ";
    OS << eventText(L);
    states(L, Before);
    for (const InnerStep &Step : L.Inner) {
      OS.indent(10 + 2 * Step.Depth)
          << "in " << Step.Function.str() << "(), line " << Step.At.Line << ": "
          << Step.Subject << "()\n";
    }
    // A pointer is wrapped where it is got.
    bool Got = &L == &O.Lines.front() && L.States.size() == 1 &&
               (O.Kind == ObjectKind::Owned || O.Kind == ObjectKind::Borrowed);
    if (Got)
      if (std::string Advice = adviceText(L.States[0]); !Advice.empty())
        OS.indent(10) << Advice << '\n';
  }

  void states(const ReferenceLine &L, const ReferenceLine *Before) {
    if (L.States.size() == 1) {
      bool Same = Before && Before->States == L.States;
      OS << ": " << countText(L.States[0]) << (Same ? ", as before" : "")
         << '\n';
      if (!Same)
        holders(L.States[0], 10);
      return;
    }
    OS << ":\n";
    for (const ReferenceState &State : L.States) {
      OS.indent(10) << conditionText(State) << ": " << countText(State) << '\n';
      holders(State, 12);
    }
  }

  void holders(const ReferenceState &State, unsigned Indent) {
    for (const Holding &H : State.Holdings) {
      OS.indent(Indent) << llvm::format("%2d", H.Count) << "  ";
      if (H.Kind == HoldingKind::Nobody)
        paint(OS, Colors::MAGENTA).get() << holderText(H);
      else
        OS << holderText(H);
      OS << '\n';
    }
  }

  void field(const FieldHistory &Field) {
    OS << "  field ";
    if (!Field.Record.empty())
      OS << Field.Record << '.';
    OS << Field.Field
       << (!Field.OthersMayUse     ? ", in all of the program:\n"
           : Field.RecordUsersRead ? ", in the files that name its record:\n"
                                   : ", in the files that were read:\n");
    bool Dropped = false;
    for (size_t I = 0; I != Field.Uses.size();)
      I = uses(Field.Uses, I, Dropped);
    bool Everywhere = !Field.OthersMayUse;
    if (!Dropped && (Everywhere || Field.RecordUsersRead))
      OS.indent(10) << "nothing drops a reference through it"
                    << (Everywhere ? ""
                                   : " in any file that names " + Field.Record)
                    << '\n';
    else if (!Everywhere)
      OS.indent(10) << "other files may use it too, and were not read\n";
  }

  /// The uses of one kind, which stand together; returns where they end.
  size_t uses(const std::vector<FieldUse> &All, size_t First, bool &Dropped) {
    constexpr size_t Shown = 4; // of one kind; the others only say "many"
    FieldUseKind Kind = All[First].Kind;
    Dropped |= Kind == FieldUseKind::Drops || Kind == FieldUseKind::Links ||
               Kind == FieldUseKind::Escapes || Kind == FieldUseKind::Copies;
    size_t End = First;
    for (; End != All.size() && All[End].Kind == Kind; ++End) {
      if (End - First >= Shown)
        continue;
      OS.indent(10) << useText(All[End]);
      if (All[End].At.valid())
        OS << "  " << All[End].At.File.str() << ':' << All[End].At.Line;
      OS << '\n';
    }
    if (End - First > Shown)
      OS.indent(10) << "... and " << End - First - Shown
                    << " more functions do the same\n";
    return End;
  }

  const ReferenceReport &R;
  llvm::raw_ostream &OS;
  SourceLines Lines;
};

} // namespace

void qomlint::writeText(const ReferenceReport &R, const ReportOptions &Options,
                        llvm::raw_ostream &OS) {
  ColorScope Scope(OS, Options.Color);
  ReferenceWriter(R, Options, OS).write();
}
