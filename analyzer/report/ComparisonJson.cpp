//===- ComparisonJson.cpp - The difference for programs -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The names here are a contract: schema/what-if.schema.json describes them.
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Comparison.h"
#include "analyzer/report/JsonForms.h"

using namespace qomlint;
using Json = nlohmann::ordered_json;

static Json counts(const Comparison &C) {
  Json Result = Json::object();
  for (unsigned I = 0; I != DifferenceKindCount; ++I)
    Result[toString(static_cast<DifferenceKind>(I)).str()] = 0;
  for (const Difference &D : C.Differences) {
    Json &Count = Result[toString(D.Kind).str()];
    Count = Count.get<unsigned>() + 1;
  }
  return Result;
}

static Json differences(const Comparison &C) {
  Json Result = Json::array();
  for (const Difference &D : C.Differences)
    Result.push_back(
        {{"kind", toString(D.Kind).str()}, {"finding", jsonOf(D.Finding)}});
  return Result;
}

static Json argumentDrops(const Comparison &C) {
  Json Result = Json::array();
  for (const ArgumentDrop &D : C.ArgumentDrops)
    Result.push_back({{"function", D.Function},
                      {"file", D.At.File.str().str()},
                      {"line", D.At.Line},
                      {"argument", D.Argument},
                      {"before", D.Before},
                      {"after", D.After}});
  return Result;
}

void qomlint::writeJson(const Comparison &C, llvm::raw_ostream &OS) {
  Json Errors = Json::array();
  for (const ReportError &E : C.Errors)
    Errors.push_back(jsonOf(E));
  writeDocument(
      {{"schema_version", ReportSchemaVersion},
       {"tool", {{"name", "qomlint"}, {"version", C.ToolVersion}}},
       {"qemu_version", C.QemuVersion},
       {"what_if", {{"file", C.SupposedFile}, {"functions", C.Supposed}}},
       {"differences", differences(C)},
       {"argument_drops", argumentDrops(C)},
       {"errors", std::move(Errors)},
       {"summary",
        {{"files", C.Files},
         {"functions", C.Functions},
         {"differences", counts(C)},
         {"unchanged", C.Same}}}},
      OS);
}
