//===- VersionGuard.cpp - Refuses another Clang ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The module uses the Clang of the clang-tidy that loads it. In another version
// the same names mean other layouts, and the least harm is a crash. Releases of
// one major.minor keep their layouts; anything else ends here.
//
//===----------------------------------------------------------------------===//

#include "clang/Basic/Version.h"
#include <cstdio>
#include <cstdlib>
#include <string>

#ifndef QOMLINT_BUILT_WITH // A test says another.
#define QOMLINT_BUILT_WITH CLANG_VERSION_STRING
#endif

/// `22.1` of `22.1.8`.
static std::string layoutOf(const std::string &Version) {
  size_t Minor = Version.find('.');
  size_t Patch =
      Minor == std::string::npos ? Minor : Version.find('.', Minor + 1);
  return Version.substr(0, Patch);
}

/// `22.1.8` of `Debian clang version 22.1.8 (build)`.
static std::string runningVersion() {
  std::string Text = clang::getClangFullVersion();
  static const char Before[] = "clang version ";
  size_t Start = Text.find(Before);
  if (Start == std::string::npos)
    return Text;
  Start += sizeof(Before) - 1;
  return Text.substr(Start, Text.find_first_of(" \n", Start) - Start);
}

/// Before any other initializer of the module: those use LLVM.
__attribute__((constructor(101))) static void refuseOtherVersions() {
  std::string Running = runningVersion();
  if (layoutOf(Running) == layoutOf(QOMLINT_BUILT_WITH))
    return;
  std::fprintf(stderr,
               "error: qomlint's clang-tidy module is built for Clang %s and "
               "cannot run in clang-tidy %s\n",
               QOMLINT_BUILT_WITH, Running.c_str());
  std::_Exit(EXIT_FAILURE);
}
