//===- scenario_main.cpp - A fixture as a program -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/scenario.h"
#include "qom/system.h"

/// Everything that hangs on the tree ends before the ledger's last page.
int main() {
  qom_system_start(nullptr);
  scenario();
  qom_system_stop();
  return 0;
}
