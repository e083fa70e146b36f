//===- SourceLines.cpp - Lines of the analyzed sources --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/SourceLines.h"
#include "analyzer/report/SourceTexts.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Unicode.h"

using namespace qomlint;
using llvm::StringRef;

/// Longer ones are generated, and no help to the eye.
static constexpr size_t LongestLine = 500;
static constexpr size_t TabStop = 8;

std::optional<std::string> SourceLines::read(StringRef File) const {
  if (Options.ReadSource)
    return Options.ReadSource(File);
  auto Buffer = llvm::MemoryBuffer::getFile(fullPath(Options.SourceRoot, File));
  if (!Buffer)
    return std::nullopt;
  return (*Buffer)->getBuffer().str();
}

/// Line \p Number of \p Text, without its end; nothing past the end.
static std::optional<StringRef> findLine(StringRef Text, uint32_t Number) {
  for (; Number > 1; --Number) {
    size_t End = Text.find('\n');
    if (End == StringRef::npos)
      return std::nullopt;
    Text = Text.drop_front(End + 1);
  }
  return Text.take_until([](char C) { return C == '\n'; }).rtrim('\r');
}

/// \p Text with what could steer a terminal, or is no UTF-8, replaced.
static std::string withoutControls(StringRef Text) {
  std::string Result = Text.str();
  if (llvm::sys::unicode::columnWidthUTF8(Text) < 0)
    for (char &C : Result)
      C = llvm::isPrint(C) ? C : '?';
  return Result;
}

namespace {
/// Text as a terminal shows it, and how many cells it takes.
struct Cells {
  std::string Text;
  size_t Count = 0;

  void add(StringRef Piece) {
    std::string Clean = withoutControls(Piece);
    Count += llvm::sys::unicode::columnWidthUTF8(Clean);
    Text += Clean;
  }
  void addTab() {
    size_t Blanks = TabStop - Count % TabStop;
    Text.append(Blanks, ' ');
    Count += Blanks;
  }
};
} // namespace

static Cells cells(StringRef Line) {
  Cells Result;
  while (!Line.empty()) {
    size_t Tab = Line.find('\t');
    Result.add(Line.take_front(Tab));
    if (Tab == StringRef::npos)
      break;
    Result.addTab();
    Line = Line.drop_front(Tab + 1);
  }
  return Result;
}

std::string qomlint::shownLine(StringRef Line) { return cells(Line).Text; }

const std::optional<std::string> &SourceLines::text(Name File) {
  auto [Entry, New] = Texts.try_emplace(File);
  if (New)
    Entry->second = read(File.str());
  return Entry->second;
}

std::optional<Snippet> SourceLines::at(const Position &P) {
  if (!P.valid() || !P.Column)
    return std::nullopt;
  const std::optional<std::string> &Text = text(P.File);
  if (!Text)
    return std::nullopt;
  std::optional<StringRef> Line = findLine(*Text, P.Line);
  // A position past the end was one of another text.
  if (!Line || P.Column > Line->size() || Line->size() > LongestLine)
    return std::nullopt;
  return Snippet{cells(*Line).Text,
                 cells(Line->take_front(P.Column - 1)).Count};
}
