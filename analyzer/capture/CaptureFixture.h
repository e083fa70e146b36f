//===- CaptureFixture.h - Sources in, facts out, for tests ----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_CAPTUREFIXTURE_H
#define QOMLINT_CAPTURE_CAPTUREFIXTURE_H

#include "analyzer/capture/Capture.h"
#include "gtest/gtest.h"

namespace qomlint {

/// A directory of sources that lives as long as the test.
class CaptureTest : public ::testing::Test {
protected:
  CaptureTest();
  ~CaptureTest() override;

  void write(const std::string &File, llvm::StringRef Text);
  CompileCommand command(const std::string &File,
                         std::vector<std::string> Flags = {});
  CaptureResult captureFile(const std::string &File,
                            std::vector<std::string> Flags = {});

  /// The facts of \p Source, after the declarations of Prelude; a C file `x.c`,
  /// or with \p IsCpp a C++ file `x.cpp`. Fails the test if it does not parse,
  /// or if a function breaks an invariant of facts.
  Unit capture(llvm::StringRef Source, bool IsCpp = false);

  /// The body of the function \p Key, one line each, without positions.
  std::string body(llvm::StringRef Source, llvm::StringRef Key = "f");
  std::string bodyCpp(llvm::StringRef Source, llvm::StringRef Key = "f");

  std::string Directory;

private:
  std::unique_ptr<Capturer> Shared;
};

/// The function with the key \p Key; fails the test if there is none.
const Function &functionIn(const Unit &U, llvm::StringRef Key);
/// The text of \p F from its first block on, without positions.
std::string bodyText(const Function &F);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_CAPTUREFIXTURE_H
