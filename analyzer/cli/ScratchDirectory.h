//===- ScratchDirectory.h - A directory for one test ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_SCRATCHDIRECTORY_H
#define QOMLINT_CLI_SCRATCHDIRECTORY_H

#include <filesystem>
#include <fstream>
#include <string>

namespace qomlint {

/// A new, empty directory that is removed with all its contents.
class ScratchDirectory {
public:
  ScratchDirectory() {
    std::string Pattern =
        (std::filesystem::temp_directory_path() / "qomlint-XXXXXX").string();
    Root = std::filesystem::canonical(mkdtemp(Pattern.data())).string();
  }
  ~ScratchDirectory() { std::filesystem::remove_all(Root); }
  ScratchDirectory(const ScratchDirectory &) = delete;

  std::string path(const std::string &Relative = "") const {
    return Relative.empty() ? Root : Root + "/" + Relative;
  }

  /// Makes the folders above the file, too.
  std::string write(const std::string &Relative, const std::string &Text = "") {
    std::filesystem::path File = path(Relative);
    std::filesystem::create_directories(File.parent_path());
    std::ofstream(File) << Text;
    return File.string();
  }

private:
  std::string Root;
};

} // namespace qomlint

#endif // QOMLINT_CLI_SCRATCHDIRECTORY_H
