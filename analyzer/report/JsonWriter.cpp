//===- JsonWriter.cpp - The report for programs ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The names here are a contract: schema/report.schema.json describes them.
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/JsonForms.h"
#include "analyzer/report/Words.h"
#include <algorithm>

using namespace qomlint;
using Json = nlohmann::ordered_json;

static Json text(llvm::StringRef Text) { return Text.str(); }

static Json step(const TraceStep &Step) {
  return {{"file", text(Step.At.File.str())},
          {"line", Step.At.Line},
          {"column", Step.At.Column},
          {"function", text(Step.Function.str())},
          {"message", Step.Message},
          {"refs", Step.References ? Json(*Step.References) : Json(nullptr)}};
}

static Json fix(const Fix &Fix) {
  return {{"file", text(Fix.File.str())},
          {"offset", Fix.Offset},
          {"length", Fix.Length},
          {"replacement", Fix.Replacement}};
}

/// An array of what \p Convert makes of each item.
template <class T, class Function>
static Json list(const std::vector<T> &Items, Function Convert) {
  Json Result = Json::array();
  for (const T &Item : Items)
    Result.push_back(Convert(Item));
  return Result;
}

Json qomlint::jsonOf(const Finding &F) {
  Json Result = {
      {"check", text(F.Check.str())},
      {"severity", text(toString(F.Severity))},
      {"confidence", text(toString(F.Confidence))},
      {"reach", text(toString(F.Reach))},
      {"message", F.Message},
      {"file", text(F.At.File.str())},
      {"line", F.At.Line},
      {"column", F.At.Column},
      {"function", text(F.Function.str())},
      {"object", {{"type", F.ObjectType}, {"expression", F.ObjectExpression}}},
      {"fingerprint", F.Fingerprint},
      {"trace", list(F.Trace, step)},
      {"fixes", list(F.Fixes, fix)}};
  if (!F.Doubt.empty())
    Result["confidence_reason"] = F.Doubt;
  return Result;
}

Json qomlint::jsonOf(const ReportError &E) {
  return {{"file", E.File}, {"reason", E.Reason}, {"message", E.Message}};
}

/// How many findings each value of an enumeration has, zeros included.
template <class Enum>
static Json countBy(Enum Finding::*Member, std::initializer_list<Enum> Values,
                    const std::vector<Finding> &Findings) {
  Json Result = Json::object();
  for (Enum Value : Values)
    Result[toString(Value).str()] =
        std::count_if(Findings.begin(), Findings.end(),
                      [&](const Finding &F) { return F.*Member == Value; });
  return Result;
}

static Json countByCheck(const std::vector<Finding> &Findings) {
  std::map<std::string, uint64_t> Counts;
  for (const Finding &F : Findings)
    ++Counts[F.Check.str().str()];
  return Counts;
}

static Json findingCounts(const std::vector<Finding> &Findings) {
  return {{"total", Findings.size()},
          {"severity",
           countBy(&Finding::Severity,
                   {Severity::Error, Severity::Warning, Severity::Latent},
                   Findings)},
          {"confidence",
           countBy(&Finding::Confidence,
                   {Confidence::Definite, Confidence::Likely, Confidence::Weak},
                   Findings)},
          {"reach", countBy(&Finding::Reach,
                            {Reach::Process, Reach::Teardown,
                             Reach::Introspection, Reach::Guest},
                            Findings)},
          {"check", countByCheck(Findings)}};
}

static Json summary(const Report &R) {
  return {{"files", R.Files},
          {"functions", R.Functions},
          {"findings", findingCounts(R.Findings)},
          {"limits_hit", R.LimitsHit},
          {"suppressed", R.Suppressed},
          {"silences", countsInWords(R.Silences)}};
}

void qomlint::writeDocument(const Json &Root, llvm::raw_ostream &OS) {
  OS << Root.dump(2, ' ', /*ensure_ascii=*/false,
                  Json::error_handler_t::replace)
     << '\n';
}

void qomlint::writeJson(const Report &R, llvm::raw_ostream &OS) {
  Json Root = {
      {"schema_version", ReportSchemaVersion},
      {"tool", {{"name", "qomlint"}, {"version", R.ToolVersion}}},
      {"qemu_version", R.QemuVersion},
      {"findings",
       list(R.Findings, [](const Finding &F) { return jsonOf(F); })},
      {"errors",
       list(R.Errors, [](const ReportError &E) { return jsonOf(E); })},
      {"summary", summary(R)},
  };
  writeDocument(Root, OS);
}
