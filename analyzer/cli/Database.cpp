//===- Database.cpp - compile_commands.json -------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Database.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/StringSaver.h"
#include <nlohmann/json.hpp>
#include <set>

using namespace qomlint;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;
using Json = nlohmann::json;

static constexpr llvm::StringLiteral DatabaseName = "compile_commands.json";

std::string qomlint::workingDirectory() {
  llvm::SmallString<256> Here;
  return fs::current_path(Here) ? "/" : std::string(Here);
}

std::string qomlint::canonicalPath(llvm::StringRef Path,
                                   llvm::StringRef Directory) {
  llvm::SmallString<256> Absolute(Path);
  path::make_absolute(Directory, Absolute);
  llvm::SmallString<256> Result;
  if (fs::real_path(path::parent_path(Absolute), Result)) {
    path::remove_dots(Absolute, /*remove_dot_dot=*/true);
    return std::string(Absolute);
  }
  path::append(Result, path::filename(Absolute));
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

std::string qomlint::relativeTo(llvm::StringRef Root, llvm::StringRef Path) {
  llvm::StringRef Rest = Path;
  if (Rest.consume_front(Root) &&
      (Root.ends_with("/") || Rest.consume_front("/")))
    return Rest.str();
  return Path.str();
}

bool qomlint::contains(llvm::StringRef Directory, llvm::StringRef Path) {
  return Path == Directory || relativeTo(Directory, Path) != Path;
}

CompileCommand DatabaseEntry::command() const {
  CompileCommand Command = {Directory, File, Arguments};
  if (Shell.empty())
    return Command;
  llvm::BumpPtrAllocator Allocator;
  llvm::StringSaver Saver(Allocator);
  llvm::SmallVector<const char *, 128> Words;
  llvm::cl::TokenizeGNUCommandLine(Shell, Saver, Words);
  Command.Arguments.assign(Words.begin(), Words.end());
  return Command;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

namespace {

/// Finds out what is wrong with a text that is not JSON.
struct SyntaxErrorFinder : nlohmann::json_sax<Json> {
  std::string Message = "not JSON";

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t &) override { return true; }
  bool string(string_t &) override { return true; }
  bool binary(binary_t &) override { return true; }
  bool start_object(size_t) override { return true; }
  bool key(string_t &) override { return true; }
  bool end_object() override { return true; }
  bool start_array(size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(size_t, const std::string &,
                   const Json::exception &Exception) override {
    llvm::StringRef What = Exception.what();
    // In front stands the library's own error number.
    Message = What.substr(What.find("] ") + 2).str();
    return false;
  }
};

/// Turns the elements of the array into entries and faults.
class EntryReader {
public:
  explicit EntryReader(Database &Into)
      : Into(Into), Folder(path::parent_path(Into.Path)) {}

  void read(const Json &Element);

private:
  Database &Into;
  llvm::StringRef Folder;
  size_t Number = 0;
  llvm::StringMap<std::string> RealDirectories;

  std::string canonicalFile(llvm::StringRef File, llvm::StringRef Directory);
  void fault(llvm::StringRef File, const std::string &Message,
             bool FileMissing = false);
  bool readCommand(const Json &Element, DatabaseEntry &Entry);
};

} // namespace

/// As canonicalPath, which asks the file system about each folder of a path:
/// here the same few hundred folders come thousands of times.
std::string EntryReader::canonicalFile(llvm::StringRef File,
                                       llvm::StringRef Directory) {
  llvm::SmallString<256> Absolute(File);
  path::make_absolute(Directory, Absolute);
  llvm::StringRef Parent = path::parent_path(Absolute);
  auto [Known, New] = RealDirectories.try_emplace(Parent);
  if (New)
    Known->second = path::parent_path(canonicalPath(Absolute, Directory)).str();
  llvm::SmallString<256> Result(Known->second);
  path::append(Result, path::filename(Absolute));
  return std::string(Result);
}

void EntryReader::fault(llvm::StringRef File, const std::string &Message,
                        bool FileMissing) {
  Into.Faults.push_back({File.empty() ? Into.Path : File.str(),
                         "entry " + std::to_string(Number) +
                             " of the compilation database " + Message,
                         FileMissing});
}

static const std::string *stringAt(const Json &Object, const char *Key) {
  auto Found = Object.find(Key);
  return Found == Object.end() ? nullptr
                               : Found->get_ptr<const std::string *>();
}

bool EntryReader::readCommand(const Json &Element, DatabaseEntry &Entry) {
  auto Arguments = Element.find("arguments");
  if (Arguments == Element.end()) {
    const std::string *Shell = stringAt(Element, "command");
    if (Shell)
      Entry.Shell = *Shell;
    return Shell != nullptr;
  }
  if (!Arguments->is_array())
    return false;
  for (const Json &Argument : *Arguments) {
    if (!Argument.is_string())
      return false;
    Entry.Arguments.push_back(Argument.get<std::string>());
  }
  return true;
}

void EntryReader::read(const Json &Element) {
  ++Number;
  if (!Element.is_object())
    return fault("", "is not an object");
  const std::string *File = stringAt(Element, "file");
  if (!File || File->empty())
    return fault("", "has no text \"file\"");
  const std::string *Directory = stringAt(Element, "directory");
  if (!Directory || Directory->empty())
    return fault(*File, "has no text \"directory\"");
  DatabaseEntry Entry;
  llvm::SmallString<256> Absolute(*Directory);
  path::make_absolute(Folder, Absolute);
  Entry.Directory = std::string(Absolute);
  Entry.File = canonicalFile(*File, Absolute);
  if (!readCommand(Element, Entry))
    return fault(Entry.File,
                 "has neither a text \"command\" nor a list \"arguments\"");
  if (Entry.Shell.empty() && Entry.Arguments.empty())
    return fault(Entry.File, "has an empty command");
  if (!fs::exists(Entry.File))
    return fault(Entry.File,
                 fs::exists(Entry.Directory)
                     ? "names a file that does not exist"
                     : "names a directory that does not exist, " +
                           Entry.Directory,
                 /*FileMissing=*/true);
  Into.Entries.push_back(std::move(Entry));
}

static llvm::Error parseDatabase(llvm::StringRef Text, Database &Into) {
  EntryReader Reader(Into);
  bool IsArray = false;
  // Elements are taken out as they come: the tree of all of them would be
  // several times the size of the text.
  auto TakeElement = [&](int Depth, Json::parse_event_t Event, Json &Value) {
    using enum Json::parse_event_t;
    IsArray |= Depth == 0 && Event == array_start;
    if (Depth != 1 || !IsArray || Event == key || Event == object_start ||
        Event == array_start)
      return true;
    Reader.read(Value);
    return false;
  };
  Json Rest = Json::parse(Text.begin(), Text.end(), TakeElement,
                          /*allow_exceptions=*/false);
  if (Text.trim().empty())
    return llvm::createStringError(Into.Path + " is empty");
  if (Rest.is_discarded()) {
    SyntaxErrorFinder Finder;
    (void)Json::sax_parse(Text.begin(), Text.end(), &Finder);
    return llvm::createStringError(Into.Path + ": " + Finder.Message);
  }
  if (!IsArray)
    return llvm::createStringError(
        Into.Path + ": expected a list of entries, not " + Rest.type_name());
  if (Into.Entries.empty() && Into.Faults.empty())
    return llvm::createStringError(Into.Path + " has no entries");
  return llvm::Error::success();
}

llvm::Expected<Database> qomlint::loadDatabase(llvm::StringRef Path) {
  llvm::SmallString<256> File(Path);
  path::make_absolute(workingDirectory(), File);
  if (fs::is_directory(File))
    path::append(File, DatabaseName);
  path::remove_dots(File);
  if (!fs::exists(File)) {
    std::string Rooted = ("/" + Path).str();
    return llvm::createStringError(
        "no compilation database: " + File + " does not exist" +
        (fs::exists(Rooted) ? "; did you mean '" + Rooted + "'?" : ""));
  }
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer)
    return llvm::createStringError("cannot read the compilation database " +
                                   File + ": " + Buffer.getError().message());
  Database Result;
  Result.Path = std::string(File);
  if (llvm::Error E = parseDatabase((*Buffer)->getBuffer(), Result))
    return E;
  return Result;
}

Database qomlint::databaseOfFlags(llvm::ArrayRef<std::string> Files,
                                  llvm::ArrayRef<std::string> Flags) {
  std::string Here = workingDirectory();
  Database Result;
  for (llvm::StringRef File : Files) {
    DatabaseEntry Entry;
    Entry.Directory = Here;
    Entry.File = canonicalPath(File, Here);
    Entry.Arguments = {"clang"};
    Entry.Arguments.insert(Entry.Arguments.end(), Flags.begin(), Flags.end());
    Entry.Arguments.push_back(Entry.File);
    Result.Entries.push_back(std::move(Entry));
  }
  return Result;
}

std::optional<std::string> qomlint::findDatabase(llvm::StringRef Directory) {
  llvm::SmallString<256> Folder(Directory);
  path::make_absolute(workingDirectory(), Folder);
  path::remove_dots(Folder, /*remove_dot_dot=*/true);
  for (; !Folder.empty(); Folder.resize(path::parent_path(Folder).size())) {
    llvm::SmallString<256> File(Folder);
    path::append(File, DatabaseName);
    if (fs::exists(File))
      return std::string(File);
  }
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Where the project is
//===----------------------------------------------------------------------===//

/// Shortens \p Directory until it contains \p Path. Empty: any directory.
static void extend(std::string &Directory, llvm::StringRef Path) {
  if (Directory.empty())
    Directory = Path.str();
  while (!contains(Directory, Path))
    Directory = path::parent_path(Directory).str();
}

std::string Database::buildDirectory() const {
  std::set<llvm::StringRef> Distinct;
  for (const DatabaseEntry &E : Entries)
    Distinct.insert(E.Directory);
  std::string Common;
  for (llvm::StringRef Directory : Distinct) {
    llvm::SmallString<256> Real;
    extend(Common, fs::real_path(Directory, Real) ? Directory : Real.str());
  }
  return Common;
}

std::string Database::sourceRoot() const {
  std::string Build = buildDirectory();
  std::string Outside;
  for (const DatabaseEntry &E : Entries)
    if (!contains(Build, E.File))
      extend(Outside, path::parent_path(E.File));
  return Outside.empty() ? Build : Outside;
}
