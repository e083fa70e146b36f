//===- ProjectOptions.cpp - The options that say what to read -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/ProjectOptions.h"
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
    cl::sub(dumpCommand()), cl::sub(contractsCommand()));

static cl::opt<std::string> SourceRootOption(
    "source-root",
    cl::desc("what paths in reports are relative to (default: the deepest\n"
             "directory that holds all files outside the build directory)"),
    cl::value_desc("DIR"), cl::cat(optionCategory()), cl::sub(checkCommand()),
    cl::sub(dumpCommand()), cl::sub(contractsCommand()));

static cl::list<std::string> ContractFiles(
    "contracts",
    cl::desc("contracts that extend or override the bundled ones; may be\n"
             "repeated"),
    cl::value_desc("FILE"), cl::cat(optionCategory()), cl::sub(checkCommand()),
    cl::sub(dumpCommand()), cl::sub(contractsCommand()));

static cl::opt<std::string> QemuVersionOption(
    "qemu-version",
    cl::desc("QEMU version whose contracts hold (default: from the sources)"),
    cl::value_desc("VERSION"), cl::cat(optionCategory()),
    cl::sub(checkCommand()), cl::sub(dumpCommand()),
    cl::sub(contractsCommand()));

/// The nearest database upwards, or an error that says how to name one.
static llvm::Expected<std::string>
searchDatabase(llvm::ArrayRef<std::string> Files) {
  llvm::SmallString<256> Start(workingDirectory());
  if (!Files.empty())
    Start = path::parent_path(canonicalPath(Files.front(), Start));
  if (std::optional<std::string> Found = findDatabase(Start))
    return *Found;
  std::string Hint = "use -p";
  llvm::SmallString<256> Build(Start);
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

static llvm::Expected<std::string> sourceRootOf(const Database &Commands) {
  if (SourceRootOption.empty())
    return Commands.sourceRoot();
  llvm::SmallString<256> Real;
  if (std::error_code Error = fs::real_path(SourceRootOption, Real))
    return llvm::createStringError("--source-root=" + SourceRootOption + ": " +
                                   Error.message());
  return std::string(Real);
}

llvm::Expected<Project> qomlint::loadProject(const Invocation &Line,
                                             llvm::ArrayRef<std::string> Files,
                                             bool Quiet) {
  llvm::Expected<Database> Commands = loadCommands(Line, Files, Quiet);
  if (!Commands)
    return Commands.takeError();
  llvm::Expected<std::string> Root = sourceRootOf(*Commands);
  if (!Root)
    return Root.takeError();
  return Project{std::move(*Commands), std::move(*Root)};
}

llvm::Expected<ContractTable> qomlint::loadContracts() {
  ContractTable Table = ContractTable::bundled();
  for (const std::string &File : ContractFiles)
    if (llvm::Error E = Table.addFile(File))
      return E;
  return Table;
}

static llvm::Expected<std::string>
qemuVersion(const Project &Sources, const std::vector<Name> &Declared) {
  if (QemuVersionOption.empty()) {
    auto File = llvm::MemoryBuffer::getFile(Sources.SourceRoot + "/VERSION");
    return detectQemuVersion(File ? (*File)->getBuffer() : "", Declared);
  }
  if (std::optional<Version> V = parseVersion(QemuVersionOption))
    return toString(*V);
  return llvm::createStringError("--qemu-version=" + QemuVersionOption +
                                 ": expected a version such as 7.2");
}

llvm::Expected<Contracts>
qomlint::contractsInForce(const ContractTable &Table, const Project &Sources,
                          const std::vector<Name> &Declared, bool Quiet) {
  llvm::Expected<std::string> Version = qemuVersion(Sources, Declared);
  if (!Version)
    return Version.takeError();
  if (!Quiet)
    sayNote("contracts of QEMU " + *Version);
  return Contracts(Table, *Version);
}
