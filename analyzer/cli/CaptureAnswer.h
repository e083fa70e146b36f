//===- CaptureAnswer.h - What a capture worker sends back -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_CAPTUREANSWER_H
#define QOMLINT_CLI_CAPTUREANSWER_H

#include "analyzer/capture/Capture.h"
#include "llvm/Support/Error.h"

namespace qomlint {

/// The bytes of \p Result, for a process that runs the same program.
std::string encodeAnswer(const CaptureResult &Result);
llvm::Expected<CaptureResult> decodeAnswer(llvm::StringRef Bytes);

} // namespace qomlint

#endif // QOMLINT_CLI_CAPTUREANSWER_H
