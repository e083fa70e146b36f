//===- ContractRow.cpp - A row that is read when needed -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractRow.h"
#include "analyzer/contracts/ContractReader.h"
#include "llvm/Support/ErrorHandling.h"

using namespace qomlint;
using llvm::StringRef;

ContractRow::ContractRow(Contract Read)
    : Function(Read.Function), Versions(Read.Versions),
      Read(std::make_shared<const Contract>(std::move(Read))) {}

ContractRow::ContractRow(const BundledRow &Shipped)
    : Function(Shipped.Function),
      Text(BundledContracts.substr(Shipped.Begin, Shipped.Length)) {
  VersionRange Range{
      parseVersion(Shipped.Since).value_or(VersionRange().Since),
      parseVersion(Shipped.Before).value_or(VersionRange().Before)};
  if (Range != VersionRange())
    Versions.push_back(Range);
}

/// A row that ships is right: tests read all of them.
static Contract parse(StringRef Text) {
  auto Rows =
      readContracts(("{\"functions\": [" + Text + "]}").str(), "qom.json");
  if (!Rows)
    llvm::report_fatal_error(Rows.takeError());
  return std::move(Rows->front());
}

const Contract &ContractRow::get() const {
  if (!Read)
    Read = std::make_shared<const Contract>(parse(Text));
  return *Read;
}
