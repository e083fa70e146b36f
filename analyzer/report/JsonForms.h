//===- JsonForms.h - What several JSON documents contain --------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_JSONFORMS_H
#define QOMLINT_REPORT_JSONFORMS_H

#include "analyzer/report/Report.h"
#include "nlohmann/json.hpp"

namespace qomlint {

nlohmann::ordered_json jsonOf(const Finding &F);
nlohmann::ordered_json jsonOf(const ReportError &E);

/// Sources need not be UTF-8, JSON must be.
void writeDocument(const nlohmann::ordered_json &Root, llvm::raw_ostream &OS);

} // namespace qomlint

#endif // QOMLINT_REPORT_JSONFORMS_H
