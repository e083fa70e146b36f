//===- Gate.cpp - When a run fails ----------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Gate.h"
#include "analyzer/cli/NearestName.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

ExitStatus Gate::status(llvm::ArrayRef<Finding> Shown, bool Incomplete) const {
  bool Fails = llvm::any_of(Shown, [&](const Finding &F) {
    return F.Severity >= Harm && F.Confidence >= Certainty;
  });
  if (Incomplete && (Strict || !Fails))
    return ExitIncomplete;
  return Fails ? ExitFindings : ExitClean;
}

/// The value that is written as \p Text, if any.
template <typename Enum>
static std::optional<Enum> valueOf(llvm::StringRef Text,
                                   std::initializer_list<Enum> Values) {
  for (Enum Value : Values)
    if (Text == toString(Value))
      return Value;
  return std::nullopt;
}

llvm::Expected<Gate> qomlint::parseGate(llvm::StringRef Text) {
  Gate Result;
  auto [Harm, Certainty] = Text.split(':');
  const std::initializer_list<Confidence> Certainties = {
      Confidence::Weak, Confidence::Likely, Confidence::Definite};
  auto S =
      valueOf(Harm, {Severity::Latent, Severity::Warning, Severity::Error});
  if (!S && valueOf(Text, Certainties))
    return llvm::createStringError("--fail-on=" + Text + ": '" + Text +
                                   "' is a confidence, and stands after a "
                                   "severity: --fail-on=warning:" +
                                   Text);
  if (!S)
    return llvm::createStringError(
        "--fail-on=" + Text + ": expected latent, warning or error" +
        didYouMean(Harm, {"latent", "warning", "error"}));
  Result.Harm = *S;
  if (!Text.contains(':'))
    return Result;
  auto C = valueOf(Certainty, Certainties);
  if (!C)
    return llvm::createStringError(
        "--fail-on=" + Text + ": expected weak, likely or definite after ':'" +
        didYouMean(Certainty, {"weak", "likely", "definite"}));
  Result.Certainty = *C;
  return Result;
}
