//===- RelatedFiles.cpp - Files that answer open questions ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/RelatedFiles.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace qomlint;
using llvm::StringRef;

/// More readers than this make a name too common to be worth reading them.
static constexpr size_t MaximumFilesPerName = 24;

static bool isWordCharacter(char C) { return llvm::isAlnum(C) || C == '_'; }

/// The offset of the next occurrence as a whole word, from \p From.
static size_t findWord(StringRef Text, StringRef Word, size_t From) {
  for (;; ++From) {
    From = Text.find(Word, From);
    if (From == StringRef::npos)
      return From;
    size_t End = From + Word.size();
    bool Begins = From == 0 || !isWordCharacter(Text[From - 1]);
    bool Ends = End == Text.size() || !isWordCharacter(Text[End]);
    if (Begins && Ends)
      return From;
  }
}

bool qomlint::mentions(StringRef Text, StringRef Identifier) {
  return findWord(Text, Identifier, 0) != StringRef::npos;
}

std::set<Name> qomlint::structsIn(StringRef Text) {
  static constexpr StringRef Keyword = "struct";
  std::set<Name> Result;
  for (size_t At = findWord(Text, Keyword, 0); At != StringRef::npos;
       At = findWord(Text, Keyword, At + 1)) {
    StringRef Tag = Text.drop_front(At + Keyword.size()).ltrim();
    if (Tag = Tag.take_while(isWordCharacter); !Tag.empty())
      Result.insert(Name(Tag));
  }
  return Result;
}

bool qomlint::definesType(StringRef Text, StringRef Record) {
  return Text.contains(("sizeof(" + Record + ")").str()) &&
         mentions(Text, "TypeInfo");
}

bool qomlint::defines(StringRef Text, StringRef Function) {
  for (size_t At = findWord(Text, Function, 0); At != StringRef::npos;
       At = findWord(Text, Function, At + 1)) {
    size_t Line = Text.rfind('\n', At);
    char First = Text[Line == StringRef::npos ? 0 : Line + 1];
    // Calls are indented; a declaration ends with a semicolon, a definition
    // goes on with its body.
    StringRef Rest = Text.drop_front(At + Function.size()).ltrim();
    size_t End = Rest.find_first_of(";{");
    if (isWordCharacter(First) && Rest.starts_with("(") &&
        End != StringRef::npos && Rest[End] == '{')
      return true;
  }
  return false;
}

/// False if there are too many.
static bool wantAll(const std::set<std::string> &Files,
                    std::set<std::string> &Wanted) {
  if (Files.size() > MaximumFilesPerName)
    return false;
  Wanted.insert(Files.begin(), Files.end());
  return true;
}

namespace {

class Search {
public:
  Search(const OpenQuestions &Open, const std::set<std::string> &Asked)
      : Open(Open), Asked(Asked) {
    for (const SlotKey &Slot : Open.Fields)
      FieldNames.insert(Slot.Field);
  }

  void read(const std::string &File) {
    if (Asked.count(File) || !Seen.insert(File).second)
      return;
    auto Buffer = llvm::MemoryBuffer::getFile(File);
    if (!Buffer)
      return; // the capture of the whole would name it; here it cannot help
    StringRef Text = (*Buffer)->getBuffer();
    for (Name Field : FieldNames)
      if (mentions(Text, Field.str()))
        Users[Field].insert(File);
    for (Name Function : Open.Callers)
      if (mentions(Text, Function.str()))
        Callers[Function].insert(File);
    for (Name Record : Open.Bases)
      if (definesType(Text, Record.str()))
        Types[Record].insert(File);
    for (Name Function : Open.Functions)
      if (defines(Text, Function.str()))
        Definitions[Function].insert(File);
  }

  RelatedFiles result() {
    RelatedFiles Result;
    std::set<std::string> Wanted;
    for (const SlotKey &Slot : Open.Fields)
      if (wantAll(Users[Slot.Field], Wanted))
        Result.KnownFields.insert(Slot);
    for (Name Function : Open.Callers)
      if (wantAll(Callers[Function], Wanted))
        Result.KnownCallers.insert(Function);
    for (Name Record : Open.Bases)
      wantAll(Types[Record], Wanted);
    for (Name Function : Open.Functions)
      wantAll(Definitions[Function], Wanted);
    Result.Files.assign(Wanted.begin(), Wanted.end());
    return Result;
  }

private:
  using FilesByName = std::map<Name, std::set<std::string>>;

  const OpenQuestions &Open;
  const std::set<std::string> &Asked;
  std::set<Name> FieldNames;
  std::set<std::string> Seen;
  FilesByName Users, Callers, Types, Definitions;
};

} // namespace

RelatedFiles qomlint::findRelatedFiles(const Database &From,
                                       const OpenQuestions &Open,
                                       const std::set<std::string> &Asked) {
  Search Files(Open, Asked);
  for (const DatabaseEntry &E : From.Entries)
    Files.read(E.File);
  return Files.result();
}

/// What code calls a record: one without a name of its own, by what it is in.
static StringRef spelling(Name Record) {
  return Record.str().substr(0, Record.str().find("::"));
}

static bool mentionsOneOf(StringRef Text, const std::set<Name> &Records) {
  return llvm::any_of(
      Records, [&](Name Record) { return mentions(Text, spelling(Record)); });
}

RecordUsers
qomlint::findRecordUsers(const Database &From,
                         const std::map<SlotKey, std::set<Name>> &Fields,
                         const std::set<std::string> &Asked) {
  std::map<SlotKey, std::set<std::string>> Users;
  std::set<std::string> Seen(Asked);
  for (const DatabaseEntry &E : From.Entries) {
    if (!Seen.insert(E.File).second)
      continue;
    auto Buffer = llvm::MemoryBuffer::getFile(E.File);
    if (!Buffer)
      continue; // as above
    StringRef Text = (*Buffer)->getBuffer();
    for (const auto &[Slot, Records] : Fields)
      if (mentions(Text, Slot.Field.str()) && mentionsOneOf(Text, Records))
        Users[Slot].insert(E.File);
  }
  RecordUsers Result;
  std::set<std::string> Wanted;
  for (const auto &[Slot, Records] : Fields)
    if (wantAll(Users[Slot], Wanted))
      Result.Complete.insert(Slot);
  Result.Files.assign(Wanted.begin(), Wanted.end());
  return Result;
}
