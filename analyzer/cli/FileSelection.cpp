//===- FileSelection.cpp - Which translation units to read ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/FileSelection.h"
#include "analyzer/cli/Arguments.h"
#include "analyzer/cli/NearestName.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/GlobPattern.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include <set>

using namespace qomlint;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

struct ExcludeGlob {
  llvm::StringRef Text;
  llvm::GlobPattern Pattern; ///< points into its text
  bool Used = false;
};

/// One select() call.
class Selector {
public:
  Selector(const Database &From, const SelectionRequest &Request)
      : From(From), Request(Request) {}

  llvm::Error run();
  FileSelection takeResult() { return std::move(Result); }

private:
  const Database &From;
  const SelectionRequest &Request;
  FileSelection Result;
  std::set<std::string> Wanted; ///< canonical; empty: all
  llvm::BumpPtrAllocator Allocator;
  llvm::StringSaver Texts{Allocator};
  std::vector<ExcludeGlob> Globs;

  llvm::Error readGlobs();
  llvm::Error readFiles();
  bool isSelected(llvm::StringRef File);
  std::string suggestFile(llvm::StringRef File) const;
  llvm::Error unknownFile(llvm::StringRef File, llvm::StringRef Path) const;
};

} // namespace

llvm::Error Selector::readGlobs() {
  for (const std::string &Text : Request.Exclude) {
    if (Text.empty()) {
      Globs.clear();
      continue;
    }
    bool Folder = llvm::StringRef(Text).ends_with("/");
    auto Pattern =
        llvm::GlobPattern::create(Texts.save(Folder ? Text + "*" : Text));
    if (!Pattern)
      return llvm::createStringError("bad glob '" + Text +
                                     "': " + toString(Pattern.takeError()));
    Globs.push_back({Texts.save(Text), std::move(*Pattern)});
  }
  return llvm::Error::success();
}

static constexpr size_t MaximumSuggestions = 3;

/// Names what may be meant: files with the same name in other folders, or else
/// the one with the most similar path.
std::string Selector::suggestFile(llvm::StringRef File) const {
  std::set<std::string> Similar, Namesakes;
  for (const DatabaseEntry &E : From.Entries) {
    std::string Path = relativeTo(Request.SourceRoot, E.File);
    if (path::filename(Path) == path::filename(File))
      Namesakes.insert(Path);
    Similar.insert(std::move(Path));
  }
  if (Namesakes.size() > MaximumSuggestions)
    return "; " + std::to_string(Namesakes.size()) +
           " files in other folders have that name, such as '" +
           *Namesakes.begin() + "'";
  if (!Namesakes.empty())
    return "; did you mean '" + llvm::join(Namesakes, "' or '") + "'?";
  return didYouMean(
      relativeTo(Request.SourceRoot, File),
      std::vector<llvm::StringRef>(Similar.begin(), Similar.end()));
}

/// \p Path: the file, if it is relative to the source root.
llvm::Error Selector::unknownFile(llvm::StringRef File,
                                  llvm::StringRef Path) const {
  if (fs::is_directory(Path))
    return folderInsteadOfFile(File);
  if (!fs::exists(File))
    return llvm::createStringError("no such file: " + File + suggestFile(File));
  llvm::StringRef OfHeaders =
      "; a header is checked through the files that include it";
  bool IsHeader = path::extension(File).starts_with(".h");
  return llvm::createStringError(
      File + " is not in the compilation database " + From.Path +
      (IsHeader ? OfHeaders.str() : suggestFile(File)));
}

llvm::Error Selector::readFiles() {
  llvm::StringSet<> Known;
  for (const DatabaseEntry &E : From.Entries)
    Known.insert(E.File);
  for (const Database::Fault &F : From.Faults)
    Known.insert(F.File);
  std::string Here = workingDirectory();
  for (const std::string &File : Request.Files) {
    std::string Path = canonicalPath(File, Here);
    if (!Known.contains(Path))
      Path = canonicalPath(File, Request.SourceRoot);
    if (!Known.contains(Path))
      return unknownFile(File, Path);
    if (Wanted.insert(Path).second)
      Result.Files.push_back(relativeTo(Request.SourceRoot, Path));
  }
  return llvm::Error::success();
}

bool Selector::isSelected(llvm::StringRef File) {
  if (!Wanted.empty())
    return Wanted.count(File.str());
  std::string Path = relativeTo(Request.SourceRoot, File);
  bool Excluded = false;
  for (ExcludeGlob &G : Globs)
    if (G.Pattern.match(Path))
      Excluded = G.Used = true;
  return !Excluded;
}

llvm::Error Selector::run() {
  if (llvm::Error E = readGlobs())
    return E;
  if (llvm::Error E = readFiles())
    return E;
  llvm::StringSet<> Keys;
  for (const DatabaseEntry &E : From.Entries)
    if (isSelected(E.File) && Keys.insert(factsKey(E.command())).second)
      Result.Entries.push_back(&E);
  for (const Database::Fault &F : From.Faults)
    if (isSelected(F.File))
      Result.Faults.push_back(&F);
  for (const ExcludeGlob &G : Globs)
    if (Wanted.empty() && !G.Used)
      Result.UselessGlobs.push_back(G.Text.str());
  return llvm::Error::success();
}

llvm::Expected<FileSelection> qomlint::select(const Database &From,
                                              const SelectionRequest &Request) {
  Selector S(From, Request);
  if (llvm::Error E = S.run())
    return E;
  return S.takeResult();
}

std::string qomlint::factsKey(const CompileCommand &Command) {
  static const llvm::StringSet<> WithValue = {"-o", "-MF", "-MQ", "-MT"};
  static const llvm::StringSet<> Alone = {"-c", "-MD", "-MMD", "-MP"};
  std::string Key = Command.Directory + '\0' + Command.File;
  for (size_t I = 0; I < Command.Arguments.size(); ++I) {
    llvm::StringRef Argument = Command.Arguments[I];
    if (WithValue.contains(Argument)) {
      ++I;
      continue;
    }
    // -Wp, and -Wa, hand on arguments; every other -W is about warnings.
    bool Warning = Argument.starts_with("-W") && !Argument.contains(',');
    if (Warning || Argument == "-g" || Alone.contains(Argument))
      continue;
    Key += '\0';
    Key += Argument;
  }
  return Key;
}
