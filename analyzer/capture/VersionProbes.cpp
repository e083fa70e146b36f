//===- VersionProbes.cpp - Functions that tell QEMU versions apart --------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/VersionProbes.h"
#include "clang/AST/Decl.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/IdentifierTable.h"
#include "llvm/ADT/STLExtras.h"

using namespace clang;
using namespace qomlint;

static constexpr llvm::StringLiteral Functions[] = {
    "clock_clear_callback",
    "container_get",
    "ide_create_drive",
    "machine_get_container",
    "object_property_add_new_container",
    "pci_nic_init_nofail",
    "qemu_init_irq",
    "qemu_init_irq_child",
    "sysbus_address_space",
    "sysbus_mmio_unmap",
    "usb_new",
};

VersionProbes::VersionProbes(const IdentifierTable &Identifiers) {
  for (llvm::StringRef Function : Functions)
    if (auto Known = Identifiers.find(Function); Known != Identifiers.end())
      Wanted.insert(Known->getValue());
}

void VersionProbes::note(const Decl *Top) {
  if (const auto *Function = dyn_cast<FunctionDecl>(Top)) {
    if (Wanted.contains(Function->getIdentifier()))
      Found.insert(Function->getIdentifier());
  } else if (const auto *Block = dyn_cast<LinkageSpecDecl>(Top)) {
    for (const Decl *Inner : Block->decls())
      note(Inner);
  }
}

std::vector<Name> VersionProbes::declared() const {
  std::vector<Name> Result;
  for (const IdentifierInfo *Function : Found)
    Result.push_back(Name(Function->getName()));
  llvm::sort(Result);
  return Result;
}
