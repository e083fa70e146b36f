//===- FixExport.cpp - Fixes for clang-apply-replacements -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Strings are written as JSON's, which YAML reads alike.
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/FixExport.h"
#include "analyzer/report/SourceTexts.h"
#include "nlohmann/json.hpp"

using namespace qomlint;
using llvm::StringRef;

namespace {

class FixExport {
public:
  FixExport(StringRef SourceRoot, TextOfFile Read, llvm::raw_ostream &OS)
      : SourceRoot(SourceRoot), Sources(Read), OS(OS) {}

  void diagnostic(const Finding &F) {
    OS << "  - DiagnosticName:  " << quoted(F.Check.str())
       << "\n    DiagnosticMessage:\n"
       << "      Message:         " << quoted(F.Message)
       << "\n      FilePath:        " << path(F.At.File)
       << "\n      FileOffset:      " << offset(F.At);
    OS << "\n      Replacements:";
    if (F.Fixes.empty())
      OS << "    []";
    OS << '\n';
    for (const Fix &Item : F.Fixes)
      replacement(Item);
    OS << "    Level:           Warning\n"
       << "    BuildDirectory:  " << quoted(SourceRoot) << '\n';
  }

private:
  StringRef SourceRoot;
  SourceTexts Sources;
  llvm::raw_ostream &OS;

  static std::string quoted(StringRef Text) {
    return nlohmann::json(Text.str())
        .dump(-1, ' ', /*ensure_ascii=*/false,
              nlohmann::json::error_handler_t::replace);
  }

  std::string path(Name File) const {
    return quoted(fullPath(SourceRoot, File.str()));
  }

  size_t offset(const Position &At) {
    const std::optional<std::string> &Text = Sources[At.File];
    return Text ? offsetOf(At, *Text).value_or(0) : 0;
  }

  void replacement(const Fix &Item) {
    OS << "        - FilePath:        " << path(Item.File)
       << "\n          Offset:          " << Item.Offset
       << "\n          Length:          " << Item.Length
       << "\n          ReplacementText: " << quoted(Item.Replacement) << '\n';
  }
};

} // namespace

void qomlint::writeFixExport(const Report &R, StringRef SourceRoot,
                             bool WithLatent, TextOfFile Read,
                             llvm::raw_ostream &OS) {
  FixExport Writer(SourceRoot, Read, OS);
  OS << "---\nMainSourceFile:  ''\nDiagnostics:";
  bool Any = false;
  for (const Finding &F : R.Findings) {
    if (F.Severity == Severity::Latent && !WithLatent)
      continue;
    if (!Any)
      OS << '\n';
    Any = true;
    Writer.diagnostic(F);
  }
  OS << (Any ? "...\n" : "     []\n...\n");
}
