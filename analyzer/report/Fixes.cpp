//===- Fixes.cpp - Edits as bytes of a file -------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Fixes.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
using llvm::StringRef;

namespace {

bool isNameCharacter(char C) { return llvm::isAlnum(C) || C == '_'; }

/// True if \p Text has \p Expression in it, and not as a part of a longer one.
bool mentions(StringRef Text, StringRef Expression) {
  for (size_t At = Text.find(Expression); At != StringRef::npos;
       At = Text.find(Expression, At + 1)) {
    char Before = At ? Text[At - 1] : ' ';
    StringRef After = Text.drop_front(At + Expression.size());
    if (!isNameCharacter(Before) && Before != '.' && Before != '>' &&
        (After.empty() || !isNameCharacter(After[0])))
      return true;
  }
  return false;
}

/// The rest of a line after a statement: nothing, or one comment.
bool isOnlyComment(StringRef Rest) {
  Rest = Rest.trim();
  return Rest.empty() || Rest.starts_with("//") ||
         (Rest.starts_with("/*") && Rest.find("*/") == Rest.size() - 2);
}

/// Past the end of the line.
size_t afterLine(StringRef Text, size_t At) {
  size_t Break = Text.find('\n', At);
  return Break == StringRef::npos ? Text.size() : Break + 1;
}

/// Finds the bytes of one edit.
class Locator {
public:
  Locator(const Edit &E, StringRef Text) : E(E), Text(Text) {}

  std::optional<Fix> locate() {
    std::optional<size_t> From = offsetOf(E.Where.At, Text);
    std::optional<size_t> To =
        offsetOf({Name(), E.Where.EndLine, E.Where.EndColumn}, Text);
    if (!From || !To || *To <= *From)
      return std::nullopt;
    Start = *From;
    End = *To;
    if (E.Kind == EditKind::ReplaceIn)
      return replaceIn();
    return E.Kind == EditKind::Replace ? replace() : changeLines();
  }

private:
  const Edit &E;
  const StringRef Text;
  size_t Start = 0, End = 0;

  size_t lineStart(size_t At) const {
    size_t Before = Text.take_front(At).rfind('\n');
    return Before == StringRef::npos ? 0 : Before + 1;
  }
  size_t nextLine(size_t At) const { return afterLine(Text, At); }

  Fix fix(size_t From, size_t To, std::string New) const {
    return {E.Where.At.File, static_cast<uint32_t>(From),
            static_cast<uint32_t>(To - From), std::move(New)};
  }

  std::optional<Fix> replace() const {
    if (Text.slice(Start, End) != E.Old)
      return std::nullopt;
    return fix(Start, End, E.New);
  }

  std::optional<Fix> replaceIn() const {
    StringRef Around = Text.slice(Start, End);
    size_t At = Around.find(E.Old);
    if (At == StringRef::npos || Around.count(E.Old) != 1)
      return std::nullopt;
    return fix(Start + At, Start + At + E.Old.size(), E.New);
  }

  /// A preprocessor line inside.
  bool isCrossed(size_t From, size_t To) const {
    for (size_t Line = nextLine(From); Line < To; Line = nextLine(Line))
      if (Text.drop_front(Line).ltrim(" \t").starts_with("#"))
        return true;
    return false;
  }

  std::optional<Fix> changeLines() const {
    size_t First = lineStart(Start);
    StringRef Indent = Text.slice(First, Start);
    if (!Indent.trim().empty() ||
        !(E.Old.empty() || mentions(Text.slice(Start, End), E.Old)))
      return std::nullopt;
    StringRef Break =
        Text.slice(End, nextLine(End)).ends_with("\r\n") ? "\r\n" : "\n";
    if (E.Declared.valid() && !isInScope())
      return std::nullopt;
    if (E.Kind == EditKind::InsertBefore)
      return fix(First, First, (indentOf(First) + E.New + Break).str());
    size_t Semicolon = Text.find_first_not_of(" \t\r\n", End);
    if (Semicolon == StringRef::npos || Text[Semicolon] != ';' ||
        isCrossed(Start, Semicolon))
      return std::nullopt;
    size_t Next = nextLine(Semicolon);
    StringRef Rest = Text.slice(Semicolon + 1, Next);
    if (Text[Next - 1] != '\n' || !isOnlyComment(Rest))
      return std::nullopt;
    if (E.Kind == EditKind::InsertAfter)
      return fix(Next, Next, (Indent + E.New + Break).str());
    // From line end to line end: clang-tidy, which tidies up around deletions,
    // leaves what follows in its place.
    if (isAlone(First, Next) || !Text.take_front(First).ends_with(Break))
      return std::nullopt;
    return fix(First - Break.size(), Next - Break.size(), "");
  }

  /// True if the braces around the declaration are still open at Start. The
  /// engine keeps variables that the source does not see any more.
  bool isInScope() const {
    std::optional<size_t> From = offsetOf(E.Declared, Text);
    if (!From || E.Declared.File != E.Where.At.File || *From >= Start)
      return false;
    int Depth = 0;
    for (size_t At = *From; At < Start && Depth >= 0; At = afterToken(At)) {
      Depth += Text[At] == '{';
      Depth -= Text[At] == '}';
    }
    return Depth >= 0;
  }

  /// Past a comment, a literal, or the one character there.
  size_t afterToken(size_t At) const {
    StringRef Rest = Text.drop_front(At);
    auto Past = [&](StringRef End) {
      size_t Found = Text.find(End, At + 2);
      return Found == StringRef::npos ? Text.size() : Found + End.size();
    };
    if (Rest.starts_with("//"))
      return Past("\n");
    if (Rest.starts_with("/*"))
      return Past("*/");
    if (Rest.front() != '"' && Rest.front() != '\'')
      return At + 1;
    size_t Next = At + 1;
    while (Next < Text.size() && Text[Next] != Rest.front())
      Next += Text[Next] == '\\' ? 2 : 1;
    return Next + 1;
  }

  /// Of the statement, or of what stands before the closing brace there.
  std::string indentOf(size_t First) const {
    std::string Indent = Text.slice(First, Start).str();
    if (Text[Start] != '}')
      return Indent;
    StringRef Above = Text.take_front(First).rtrim();
    Above = Above.drop_front(lineStart(Above.size()));
    return Indent + (Above.starts_with("\t") ? "\t" : "    ");
  }

  /// True if braces would be left with nothing but comments between them.
  bool isAlone(size_t From, size_t To) const {
    return withoutComments(Text.take_front(From)).ends_with("{") &&
           Text.drop_front(To).ltrim().starts_with("}");
  }

  /// \p Before without the comments at its end.
  StringRef withoutComments(StringRef Before) const {
    for (;;) {
      Before = Before.rtrim();
      size_t Slashes = Before.rfind("//");
      if (Before.ends_with("*/"))
        Before = Before.take_front(Before.rfind("/*"));
      else if (Slashes != StringRef::npos &&
               Slashes >= lineStart(Before.size()))
        Before = Before.take_front(Slashes);
      else
        return Before;
    }
  }
};

/// True if no text can have both changes, or their order would matter.
bool touch(const Fix &A, const Fix &B) {
  return A.File == B.File && A.Offset <= B.Offset + B.Length &&
         B.Offset <= A.Offset + A.Length;
}

bool touchAny(const std::vector<Fix> &New, const std::vector<Fix> &Old) {
  return llvm::any_of(New, [&](const Fix &A) {
    return llvm::any_of(Old, [&](const Fix &B) { return touch(A, B); });
  });
}

} // namespace

std::optional<size_t> qomlint::offsetOf(const Position &P, StringRef Text) {
  if (!P.Line || !P.Column)
    return std::nullopt;
  size_t Start = 0;
  for (uint32_t I = 1; I != P.Line; ++I) {
    Start = afterLine(Text, Start);
    if (Start == Text.size())
      return std::nullopt;
  }
  size_t At = Start + P.Column - 1;
  if (At > Text.size() || Text.slice(Start, At).contains('\n'))
    return std::nullopt;
  return At;
}

std::optional<Fix> qomlint::locate(const Edit &E, StringRef Text) {
  return Locator(E, Text).locate();
}

/// All of them, or none.
static std::vector<Fix> locateAll(const std::vector<Edit> &Edits,
                                  SourceTexts &Sources) {
  std::vector<Fix> Result;
  for (const Edit &E : Edits) {
    const std::optional<std::string> &Text = Sources[E.Where.At.File];
    std::optional<Fix> Found = Text ? locate(E, *Text) : std::nullopt;
    if (!Found || touchAny({*Found}, Result))
      return {};
    Result.push_back(std::move(*Found));
  }
  return Result;
}

std::vector<size_t> qomlint::locateFixes(std::vector<Finding> &Findings,
                                         TextOfFile Read) {
  SourceTexts Sources(Read);
  std::vector<Fix> Taken;
  std::vector<size_t> LeftOut;
  auto Take = [&](bool Latent) {
    for (size_t I = 0; I != Findings.size(); ++I) {
      Finding &F = Findings[I];
      if ((F.Severity == Severity::Latent) != Latent)
        continue;
      F.Fixes = locateAll(F.Edits, Sources);
      if (touchAny(F.Fixes, Taken)) {
        F.Fixes.clear();
        LeftOut.push_back(I);
      }
      llvm::append_range(Taken, F.Fixes);
    }
  };
  Take(/*Latent=*/false);
  Take(/*Latent=*/true);
  return LeftOut;
}

std::string qomlint::withFixes(StringRef Text, std::vector<Fix> Fixes) {
  llvm::sort(Fixes,
             [](const Fix &A, const Fix &B) { return A.Offset > B.Offset; });
  std::string Result = Text.str();
  for (const Fix &F : Fixes)
    Result.replace(F.Offset, F.Length, F.Replacement);
  return Result;
}
