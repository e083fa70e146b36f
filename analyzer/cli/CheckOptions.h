//===- CheckOptions.h - What the user asked of check ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_CHECKOPTIONS_H
#define QOMLINT_CLI_CHECKOPTIONS_H

#include "analyzer/cli/CaptureOptions.h"
#include "analyzer/cli/Gate.h"
#include "llvm/Support/Error.h"

namespace qomlint {

enum class ReportFormat : uint8_t { Text, Json };

/// The options of `check`, validated.
struct CheckOptions {
  std::vector<std::string> Files;
  std::vector<Name> EnabledChecks;
  ReportFormat Format = ReportFormat::Text;
  std::string OutputFile; ///< empty: standard output
  Gate FailOn;
  CaptureOptions Capture;
  std::string ExportFixesFile; ///< empty: none
  bool Pedantic = false, ShowLatent = false, Color = false, Fix = false;
};

/// From the parsed command line. An error says which option is wrong.
llvm::Expected<CheckOptions> readCheckOptions();

} // namespace qomlint

#endif // QOMLINT_CLI_CHECKOPTIONS_H
