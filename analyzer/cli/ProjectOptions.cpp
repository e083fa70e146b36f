//===- ProjectOptions.cpp - The options that say what to read -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/ProjectOptions.h"
#include "analyzer/cli/Arguments.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/contracts/Version.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace qomlint;
namespace cl = llvm::cl;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static cl::opt<std::string> BuildPath(
    "p",
    cl::desc("compile_commands.json or its directory (default: the nearest\n"
             "upwards from the first file or from here)"),
    cl::value_desc("BUILD"), cl::cat(optionCategory()), cl::sub(checkCommand()),
    cl::sub(captureCommand()), cl::sub(dumpCommand()), cl::sub(refsCommand()),
    cl::sub(contractsCommand()));

static cl::opt<std::string> SourceRootOption(
    "source-root",
    cl::desc("what paths in reports are relative to (default: the deepest\n"
             "directory that holds all files outside the build directory)"),
    cl::value_desc("DIR"), cl::cat(optionCategory()), cl::sub(checkCommand()),
    cl::sub(captureCommand()), cl::sub(mergeCommand()), cl::sub(dumpCommand()),
    cl::sub(refsCommand()), cl::sub(contractsCommand()));

static cl::list<std::string> ContractFiles(
    "contracts",
    cl::desc("contracts that extend or override the bundled ones; may be\n"
             "repeated"),
    cl::value_desc("FILE"), cl::cat(optionCategory()), cl::sub(checkCommand()),
    cl::sub(mergeCommand()), cl::sub(dumpCommand()), cl::sub(refsCommand()),
    cl::sub(contractsCommand()));

static cl::opt<std::string> QemuVersionOption(
    "qemu-version",
    cl::desc("QEMU version whose contracts hold (default: from the sources)"),
    cl::value_desc("VERSION"), cl::cat(optionCategory()),
    cl::sub(checkCommand()), cl::sub(mergeCommand()), cl::sub(dumpCommand()),
    cl::sub(refsCommand()), cl::sub(contractsCommand()));

/// The nearest database upwards, or an error that says how to name one.
static llvm::Expected<std::string>
searchDatabase(llvm::ArrayRef<std::string> Files) {
  const llvm::SmallString<256> Here(workingDirectory());
  llvm::SmallString<256> Start = Here;
  if (!Files.empty())
    Start = path::parent_path(canonicalPath(Files.front(), Here));
  for (llvm::StringRef From : {Start.str(), Here.str()})
    if (std::optional<std::string> Found = findDatabase(From))
      return *Found;
  std::string Hint = "use -p";
  llvm::SmallString<256> Build(Here);
  path::append(Build, "build", "compile_commands.json");
  if (fs::exists(Build))
    Hint += " build";
  if (!Files.empty())
    Hint += ", or give the compiler's flags after --";
  return llvm::createStringError("no compile_commands.json in " + Start +
                                 " or above it; " + Hint);
}

static llvm::Expected<Database> loadCommands(const Invocation &Line,
                                             llvm::ArrayRef<std::string> Files,
                                             bool Quiet) {
  if (Line.CompilerFlags && !BuildPath.empty())
    return llvm::createStringError("-p and flags after -- exclude each other");
  if (Line.CompilerFlags && Files.empty())
    return llvm::createStringError("flags after -- need files");
  if (Line.CompilerFlags)
    return databaseOfFlags(Files, *Line.CompilerFlags);
  if (!BuildPath.empty())
    return loadDatabase(BuildPath);
  llvm::Expected<std::string> Found = searchDatabase(Files);
  if (!Found)
    return Found.takeError();
  if (!Quiet && stderrIsTerminal())
    sayNote("compilation database " + *Found);
  return loadDatabase(*Found);
}

llvm::Error qomlint::overrideSourceRoot(std::string &Root) {
  if (SourceRootOption.empty())
    return llvm::Error::success();
  llvm::SmallString<256> Real;
  if (std::error_code Error = fs::real_path(SourceRootOption, Real))
    return llvm::createStringError("--source-root=" + SourceRootOption + ": " +
                                   Error.message());
  Root = std::string(Real);
  return llvm::Error::success();
}

llvm::Expected<Project> qomlint::loadProject(const Invocation &Line,
                                             llvm::ArrayRef<std::string> Files,
                                             bool Quiet) {
  if (llvm::Error E = refuseFolders(Files))
    return E;
  if (Line.CompilerFlags)
    for (const std::string &File : Files)
      if (!fs::exists(File))
        return llvm::createStringError("no such file: " + File);
  llvm::Expected<Database> Commands = loadCommands(Line, Files, Quiet);
  if (!Commands)
    return Commands.takeError();
  std::string Root = Commands->sourceRoot();
  if (llvm::Error E = overrideSourceRoot(Root))
    return E;
  return Project{std::move(*Commands), std::move(Root)};
}

llvm::ArrayRef<std::string> qomlint::contractFiles() { return ContractFiles; }

llvm::Expected<ContractTable> qomlint::loadContracts() {
  ContractTable Table = ContractTable::bundled();
  for (const std::string &File : ContractFiles)
    if (llvm::Error E = Table.addFile(File))
      return E;
  return Table;
}

std::string qomlint::readVersionFile(llvm::StringRef SourceRoot) {
  auto File = llvm::MemoryBuffer::getFile(SourceRoot + "/VERSION");
  return File ? (*File)->getBuffer().str() : std::string();
}

static llvm::Expected<std::string>
qemuVersion(llvm::StringRef VersionFile, const std::vector<Name> &Declared) {
  if (QemuVersionOption.empty())
    return detectQemuVersion(VersionFile, Declared);
  if (std::optional<Version> V = parseVersion(QemuVersionOption))
    return toString(*V);
  return llvm::createStringError("--qemu-version=" + QemuVersionOption +
                                 ": expected a version such as 7.2");
}

/// Rows are chosen for any version. Who means one that nobody has looked at
/// should know.
static void sayContracts(Version Wanted) {
  std::set<Version> Checked = ContractTable::bundled().checkedVersions();
  Version Oldest = *Checked.begin(), Newest = *Checked.rbegin();
  std::string Text = "contracts of QEMU " + toString(Wanted);
  if (Oldest <= Wanted && Wanted <= Newest)
    return sayNote(Text);
  bool Older = Wanted < Oldest;
  std::string Near = toString(Older ? Oldest : Newest);
  sayNote(Text + ", where versions differ those of " + Near);
  sayWarning("QEMU " + toString(Wanted) + " is " + (Older ? "older" : "newer") +
             " than " + Near + ", the " + (Older ? "oldest" : "newest") +
             " version that the contracts were checked against");
}

llvm::Expected<Contracts>
qomlint::contractsInForce(const ContractTable &Table,
                          llvm::StringRef VersionFile,
                          const std::vector<Name> &Declared, bool Quiet) {
  llvm::Expected<std::string> Chosen = qemuVersion(VersionFile, Declared);
  if (!Chosen)
    return Chosen.takeError();
  if (std::optional<Version> Wanted = parseVersion(*Chosen); Wanted && !Quiet)
    sayContracts(*Wanted);
  return Contracts(Table, *Chosen);
}
