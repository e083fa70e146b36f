//===- ReferenceJson.cpp - Who holds each reference, for programs ---------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The names here are a contract: schema/refs.schema.json describes them.
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/JsonForms.h"
#include "analyzer/report/ReferenceReport.h"
#include "analyzer/report/ReferenceWords.h"

using namespace qomlint;
using Json = nlohmann::ordered_json;

// In the namespace of what they convert, so that list() finds them.
namespace qomlint {

static Json jsonOf(const Holding &H) {
  return {{"kind", toString(H.Kind).str()},
          {"count", H.Count},
          {"who", H.Who},
          {"relation", H.Relation},
          {"until", H.Until},
          {"only_if", H.OnlyIf},
          {"text", holderText(H)}};
}

template <class T> static Json orNull(const std::optional<T> &Value) {
  return Value ? Json(*Value) : Json(nullptr);
}

static const char *word(PathCondition::SubjectKind K) {
  switch (K) {
  case PathCondition::SubjectKind::Value:
    return "value";
  case PathCondition::SubjectKind::Pointer:
    return "pointer";
  case PathCondition::SubjectKind::Result:
    return "result";
  case PathCondition::SubjectKind::Failure:
    return "failure";
  case PathCondition::SubjectKind::Expression:
    return "expression";
  }
  return "";
}

static Json jsonOf(const PathCondition &C) {
  return {{"kind", word(C.Kind)},   {"subject", C.Text},
          {"line", C.Line},         {"low", orNull(C.Low)},
          {"high", orNull(C.High)}, {"not_zero", C.NonZero}};
}

/// An array of what jsonOf makes of each item.
template <class T> static Json list(const std::vector<T> &Items) {
  Json Result = Json::array();
  for (const T &Item : Items)
    Result.push_back(jsonOf(Item));
  return Result;
}

static Json jsonOf(const ReferenceState &R) {
  return {{"count", orNull(R.count())},
          {"known", orNull(R.known())},
          {"others_may_hold", R.OthersMayHold},
          {"gone", R.Gone},
          {"delayed", R.MaybeGone},
          {"on_owner", R.OnOwner},
          {"unknown", toString(R.Unknown).str()},
          {"holders", list(R.Holdings)},
          {"when", list(R.When)},
          {"otherwise", R.Otherwise},
          {"some_paths", R.SomePaths},
          {"condition", conditionText(R)}};
}

static Json jsonOf(const InnerStep &Step) {
  return {{"file", Step.At.File.str().str()},
          {"line", Step.At.Line},
          {"function", Step.Function.str().str()},
          {"callee", Step.Subject},
          {"depth", Step.Depth}};
}

static Json jsonOf(const ReferenceLine &L) {
  return {{"file", L.At.File.str().str()},   {"line", L.At.Line},
          {"column", L.At.Column},           {"also_at", L.AlsoAt},
          {"event", toString(L.Kind).str()}, {"subject", L.Subject},
          {"states", list(L.States)},        {"inside", list(L.Inner)}};
}

static Json jsonOf(const ObjectHistory &O) {
  return {{"names", O.Names},
          {"type", O.Type},
          {"origin", toString(O.Kind).str()},
          {"file", O.At.File.str().str()},
          {"line", O.At.Line},
          {"lines", list(O.Lines)}};
}

static Json jsonOf(const FieldUse &Use) {
  return {{"use", toString(Use.Kind).str()},
          {"function", Use.Function.str().str()},
          {"file", Use.At.File.str().str()},
          {"line", Use.At.Line},
          {"other", Use.Other}};
}

static Json jsonOf(const FieldHistory &Field) {
  return {{"record", Field.Record},
          {"field", Field.Field},
          {"uses", list(Field.Uses)},
          {"others_may_use", Field.OthersMayUse},
          {"record_users_read", Field.RecordUsersRead}};
}

static Json jsonOf(const FunctionHistory &F) {
  return {{"function", F.Function.str().str()},
          {"file", F.At.File.str().str()},
          {"line", F.At.Line},
          {"last_line", F.LastLine},
          {"variant", F.Variant},
          {"variants", F.Variants},
          {"incomplete", F.Incomplete},
          {"objects", list(F.Objects)},
          {"fields", list(F.Fields)}};
}

} // namespace qomlint

void qomlint::writeJson(const ReferenceReport &R, llvm::raw_ostream &OS) {
  writeDocument({{"schema_version", ReferenceSchemaVersion},
                 {"tool", {{"name", "qomlint"}, {"version", R.ToolVersion}}},
                 {"qemu_version", R.QemuVersion},
                 {"line", R.Line},
                 {"functions", list(R.Functions)}},
                OS);
}
