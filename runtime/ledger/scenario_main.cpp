//===- scenario_main.cpp - A fixture as a program -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/bql.h"
#include "qom/module.h"
#include "qom/scenario.h"

/// What a main loop would still do is done, so that nothing looks leaked.
int main() {
  module_call_init(MODULE_INIT_QOM);
  bql_lock();
  scenario();
  drain_call_rcu();
  bql_unlock();
  return 0;
}
