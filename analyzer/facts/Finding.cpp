//===- Finding.cpp - What a check reports ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Finding.h"
#include "llvm/Support/ErrorHandling.h"

using namespace qomlint;

llvm::StringRef qomlint::toString(Severity S) {
  switch (S) {
  case Severity::Latent:
    return "latent";
  case Severity::Warning:
    return "warning";
  case Severity::Error:
    return "error";
  }
  llvm_unreachable("not a severity");
}

llvm::StringRef qomlint::toString(Confidence C) {
  switch (C) {
  case Confidence::Weak:
    return "weak";
  case Confidence::Likely:
    return "likely";
  case Confidence::Definite:
    return "definite";
  }
  llvm_unreachable("not a confidence");
}

llvm::StringRef qomlint::toString(Reach R) {
  switch (R) {
  case Reach::Process:
    return "process";
  case Reach::Teardown:
    return "teardown";
  case Reach::Introspection:
    return "introspection";
  case Reach::Guest:
    return "guest";
  }
  llvm_unreachable("not a reach");
}
