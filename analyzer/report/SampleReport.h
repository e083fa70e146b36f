//===- SampleReport.h - A report that uses every member ---------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_SAMPLEREPORT_H
#define QOMLINT_REPORT_SAMPLEREPORT_H

#include "analyzer/report/Report.h"

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
  prepareFindings(R.Findings, {});
  R.Errors = {{"hw/z.c", "parse", "hw/z.c:1:1: error: unknown type name 'Z'"}};
  R.Files = 3;
  R.Functions = 40;
  R.LimitsHit = 1;
  R.Suppressed = 2;
  R.Silences = {{"unknown container", 3}, {"escape", 10}};
  return R;
}

} // namespace qomlint

#endif // QOMLINT_REPORT_SAMPLEREPORT_H
