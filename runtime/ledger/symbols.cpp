//===- symbols.cpp - From addresses to lines ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "symbols.h"

#include <dlfcn.h>
#include <filesystem>
#include <link.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <sstream>
#include <string_view>

#include <nlohmann/json.hpp>

namespace qom::ledger {

namespace {

/// Where an address lies in a file, wherever that was loaded.
struct Place {
  std::string Module;
  uintptr_t Offset;
};

std::string executable() {
  char Path[4096];
  ssize_t Length = readlink("/proc/self/exe", Path, sizeof(Path));
  return Length > 0 ? std::string(Path, Length) : std::string();
}

Place placeOf(uintptr_t Address) {
  Dl_info Info;
  link_map *Map = nullptr;
  if (!dladdr1(reinterpret_cast<void *>(Address), &Info,
               reinterpret_cast<void **>(&Map), RTLD_DL_LINKMAP) ||
      !Map)
    return {};
  std::string Module = Map->l_name && *Map->l_name ? Map->l_name : executable();
  return {std::move(Module), Address - Map->l_addr};
}

/// The runtime's sources, as the compiler named them: .../runtime/
std::string_view runtimeFolder() {
  std::string_view File = __FILE__;
  return File.substr(0, File.size() -
                            std::string_view("ledger/symbols.cpp").size());
}

using Process = std::unique_ptr<FILE, int (*)(FILE *)>;

const char *symbolizer() {
  const char *Chosen = std::getenv("QOM_LEDGER_SYMBOLIZER");
  return Chosen ? Chosen : "llvm-symbolizer-22";
}

std::string readAll(FILE *In) {
  std::string Text;
  char Buffer[4096];
  while (size_t Length = std::fread(Buffer, 1, sizeof(Buffer), In))
    Text.append(Buffer, Length);
  return Text;
}

/// Questions go in by file: a pipe in both directions could block.
std::string ask(const std::string &Questions) {
  std::error_code NoDirectory;
  std::string Path =
      std::filesystem::temp_directory_path(NoDirectory) / "qom-ledger-XXXXXX";
  int Fd = mkstemp(Path.data());
  if (Fd < 0)
    return {};
  bool Written = write(Fd, Questions.data(), Questions.size()) ==
                 static_cast<ssize_t>(Questions.size());
  close(Fd);
  std::string Command = std::string(symbolizer()) +
                        " --output-style=JSON --inlines <'" + Path +
                        "' 2>/dev/null";
  std::string Answer;
  if (Process Pipe{Written ? popen(Command.c_str(), "r") : nullptr, pclose})
    Answer = readAll(Pipe.get());
  unlink(Path.c_str());
  return Answer;
}

std::string questionFor(uintptr_t Address) {
  Place Where = placeOf(Address);
  if (Where.Module.empty())
    return {};
  char Offset[32];
  std::snprintf(Offset, sizeof(Offset), "0x%zx", Where.Offset);
  return "\"" + Where.Module + "\" " + Offset;
}

/// What the symbolizer said, in this run or, if there is a file for it, in
/// earlier runs of the same programs. A question is a line, so is its answer.
class Answers {
public:
  Answers() : Path(std::getenv("QOM_LEDGER_SYMBOLS")) {
    if (!Path)
      return;
    std::ifstream In(Path);
    for (std::string Question, Answer;
         std::getline(In, Question) && std::getline(In, Answer);)
      Known[Question] = Answer;
  }

  void askFor(const std::map<uintptr_t, std::string> &Questions) {
    std::vector<std::string> New;
    for (const auto &[Address, Question] : Questions)
      if (Known.emplace(Question, std::string()).second)
        New.push_back(Question);
    if (New.empty())
      return;
    std::string Text;
    for (const std::string &Question : New)
      Text += Question + "\n";
    std::istringstream Lines(ask(Text));
    std::ofstream Out;
    if (Path)
      Out.open(Path, std::ios::app);
    for (const std::string &Question : New) {
      std::getline(Lines, Known[Question]);
      Out << Question << "\n" << Known[Question] << "\n";
    }
  }

  const std::string &to(const std::string &Question) const {
    return Known.at(Question);
  }

private:
  const char *Path;
  std::map<std::string, std::string> Known;
};

/// C++ names come with their parameters; C names have none to tell.
std::string withoutParameters(const std::string &Name) {
  size_t End = Name.rfind(')');
  if (End == std::string::npos)
    return Name;
  size_t Begin = End;
  for (int Depth = 1; Depth > 0 && Begin > 0;) {
    --Begin;
    Depth += Name[Begin] == ')' ? 1 : Name[Begin] == '(' ? -1 : 0;
  }
  return Name.substr(0, Begin);
}

std::vector<Site> sitesIn(const nlohmann::json &Answer) {
  std::vector<Site> Sites;
  for (const nlohmann::json &Symbol :
       Answer.value("Symbol", nlohmann::json::array()))
    Sites.push_back({Symbol.value("FileName", ""), Symbol.value("Line", 0u),
                     withoutParameters(Symbol.value("FunctionName", ""))});
  return Sites;
}

bool startsWith(std::string_view Text, std::string_view Prefix) {
  return Text.substr(0, Prefix.size()) == Prefix;
}

bool contains(std::string_view Text, std::string_view Part) {
  return Text.find(Part) != std::string_view::npos;
}

} // namespace

bool isInternal(const Site &S) {
  std::string_view File = S.File;
  // The system's libraries are built in folders without a root.
  if (!startsWith(File, "/") || startsWith(File, "/usr/") ||
      contains(File, "/compiler-rt/"))
    return true;
  std::string_view Runtime = runtimeFolder();
  if (!startsWith(File, Runtime))
    return false;
  std::string_view Inside = File.substr(Runtime.size());
  bool Layer = startsWith(Inside, "core/") || startsWith(Inside, "include/") ||
               startsWith(Inside, "ledger/") || startsWith(Inside, "cxx/");
  return Layer && !contains(Inside, "_test.");
}

Symbols Symbols::load(const std::vector<uintptr_t> &Addresses) {
  std::set<uintptr_t> Wanted(Addresses.begin(), Addresses.end());
  std::map<uintptr_t, std::string> Questions;
  for (uintptr_t Address : Wanted)
    if (std::string Question = questionFor(Address); !Question.empty())
      Questions[Address] = std::move(Question);
  Answers Known;
  Known.askFor(Questions);
  Symbols Result;
  for (const auto &[Address, Question] : Questions) {
    auto Answer = nlohmann::json::parse(Known.to(Question), nullptr,
                                        /*allow_exceptions=*/false);
    if (Answer.is_object())
      Result.add(Address, sitesIn(Answer));
  }
  return Result;
}

void Symbols::add(uintptr_t Address, std::vector<Site> Sites) {
  Known[Address] = std::move(Sites);
}

std::vector<Site> Symbols::userSites(const CallStack &Stack) const {
  std::vector<Site> Result;
  for (uintptr_t Address : Stack) {
    auto Sites = Known.find(Address);
    if (Sites == Known.end())
      continue;
    for (const Site &S : Sites->second)
      if (!isInternal(S))
        Result.push_back(S);
  }
  return Result;
}

} // namespace qom::ledger
