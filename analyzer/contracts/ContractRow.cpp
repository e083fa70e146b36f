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
    : Versions(Read.Versions), Function(Read.Function),
      Read(std::make_shared<const Contract>(std::move(Read))) {}

ContractRow::ContractRow(const BundledRow &Shipped)
    : Function(Shipped.Function),
      Text(BundledContracts.substr(Shipped.Begin, Shipped.Length)) {
  llvm::SmallVector<StringRef, 4> Listed;
  StringRef(Shipped.Versions).split(Listed, ' ', -1, /*KeepEmpty=*/false);
  Versions.assign(Listed.begin(), Listed.end());
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
  if (Read->Versions != Versions) {
    Contract Left = *Read;
    Left.Versions = Versions;
    Read = std::make_shared<const Contract>(std::move(Left));
  }
  return *Read;
}
