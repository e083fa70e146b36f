//===- SampleReport.h - A report that uses every member ---------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_SAMPLEREPORT_H
#define QOMLINT_REPORT_SAMPLEREPORT_H

#include "analyzer/report/Comparison.h"
#include "analyzer/report/ReferenceReport.h"

namespace qomlint {

/// A leak as a check reports it.
inline Finding sampleLeak() {
  Finding F;
  F.Check = Name("qom-child-leak");
  F.At = {Name("hw/x.c"), 3, 2};
  F.Function = Name("x_realize");
  F.ObjectType = "Clock";
  F.ObjectExpression = "s->clk";
  F.Api = Name("object_property_add_child");
  F.Message = "the creation reference of 's->clk' is kept";
  F.Trace = {
      {{Name("hw/x.c"), 2, 12}, F.Function, "reference taken here", 1},
      {{Name("hw/x.c"), 3, 2}, Name("x_add"), "added as a child", 2},
      {{Name("include/gone.h"), 7, 1}, F.Function, "drop it here", {}},
  };
  F.Fixes = {{Name("hw/x.c"), 66, 0, "object_unref(s->clk);\n"}};
  return F;
}

inline Finding sampleUse() {
  Finding F;
  F.Check = Name("qom-use-after-unref");
  F.Severity = Severity::Error;
  F.Confidence = Confidence::Likely;
  F.Reach = Reach::Guest;
  F.At = {Name("hw/y.c"), 8, 1};
  F.Function = Name("y_reset");
  F.Message = "'dev' is used after its last holder is gone";
  return F;
}

inline Finding sampleLatent() {
  Finding F = sampleLeak();
  F.Severity = Severity::Latent;
  F.Reach = Reach::Process;
  F.At.Line = 4;
  F.Trace.clear();
  F.Fixes.clear();
  return F;
}

inline Report sampleReport() {
  Report R;
  R.ToolVersion = "0.1.0";
  R.QemuVersion = "7.2";
  R.Findings = {sampleUse(), sampleLatent(), sampleLeak()};
  R.Findings[0].Doubt = "its bus may hold it for a while";
  prepareFindings(R.Findings, {});
  R.Errors = {{"hw/z.c", "parse", "hw/z.c:1:1: error: unknown type name 'Z'"}};
  R.Files = 3;
  R.Functions = 40;
  R.LimitsHit = 1;
  R.Suppressed = 2;
  R.Silences = {{Silence::Container, 3}, {Silence::UnknownCallee, 10}};
  return R;
}

inline Comparison sampleComparison() {
  Report R = sampleReport();
  Comparison C;
  C.ToolVersion = R.ToolVersion;
  C.QemuVersion = R.QemuVersion;
  C.SupposedFile = "consume.json";
  C.Supposed = {"object_property_add_child"};
  C.Differences = {{DifferenceKind::DropToDelete, R.Findings[2]},
                   {DifferenceKind::CuredLeak, R.Findings[0]}};
  C.ArgumentDrops = {{"x_add", {Name("hw/x.c"), 9, 1}, "child", 0, 1}};
  C.Errors = R.Errors;
  C.Same = 1;
  C.Files = R.Files;
  C.Functions = R.Functions;
  return C;
}

/// A device that failed to realize and one that did not.
inline ObjectHistory sampleDevice() {
  Holding Own;
  Holding Child = Own;
  Child.Kind = HoldingKind::Holder;
  Child.Who = "/machine/unattached";
  Child.Relation = "child";
  Child.Until = "unparent";
  Holding Bus = Child;
  Bus.Who = "bus";
  Bus.Relation = "bus";
  Bus.Until = "rcu";
  Bus.OnlyIf = "non_null";
  ReferenceState Made, Realized, Failed;
  Made.Holdings = Failed.Holdings = {Own};
  Realized.Holdings = {Own, Child, Bus};
  PathCondition Fails;
  Fails.Kind = PathCondition::SubjectKind::Failure;
  Fails.Text = "qdev_realize";
  Fails.Line = 4;
  Fails.Low = Fails.High = 1;
  Failed.When = {Fails};
  Realized.Otherwise = true;
  ReferenceState Lost;
  Lost.Holdings = {Own};
  Lost.Holdings[0].Kind = HoldingKind::Nobody;
  ReferenceLine New{{Name("hw/x.c"), 2, 9},
                    ReferenceEventKind::Call,
                    "x_new",
                    {Made},
                    {{{Name("hw/x.c"), 8, 1}, Name("x_new"), "qdev_new", 0}},
                    {}};
  ReferenceLine Realize{{Name("hw/x.c"), 4, 5},
                        ReferenceEventKind::Call,
                        "qdev_realize",
                        {Failed, Realized},
                        {},
                        {}};
  ReferenceLine Return{
      {Name("hw/x.c"), 6, 1}, ReferenceEventKind::Return, "", {Lost}, {}, {7}};
  ObjectHistory Result;
  Result.Names = {"dev", "s->dev"};
  Result.Type = "DeviceState";
  Result.Kind = ObjectKind::Owned;
  Result.At = New.At;
  Result.Lines = {New, Realize, Return};
  return Result;
}

inline ReferenceReport sampleReferences() {
  ReferenceReport R;
  R.ToolVersion = "0.1.0";
  R.QemuVersion = "7.2";
  R.Line = 4;
  FunctionHistory F;
  F.Function = Name("x_create");
  F.At = {Name("hw/x.c"), 1, 6};
  F.LastLine = 7;
  F.Incomplete = true;
  F.Variants = 2;
  F.Objects = {sampleDevice()};
  F.Fields = {
      {"XState",
       "dev",
       {{FieldUseKind::Drops, Name("x_exit"), {Name("hw/x.c"), 12, 3}, ""},
        {FieldUseKind::Copies,
         Name("x_exit"),
         {Name("hw/x.c"), 13, 3},
         "XState.old"}},
       true,
       true}};
  R.Functions = {F};
  return R;
}

} // namespace qomlint

#endif // QOMLINT_REPORT_SAMPLEREPORT_H
