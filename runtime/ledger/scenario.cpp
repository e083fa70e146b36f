//===- scenario.cpp - Answers from outside --------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ledger.h"

#include "qom/scenario.h"

#include <cstdlib>
#include <cstring>

using namespace qom::ledger;

bool scenario_choice(const char *what) {
  static const char *Answers = std::getenv("QOM_SCENARIO_CHOICES");
  static size_t Asked = 0;
  bool Taken = Answers && Asked < std::strlen(Answers) && Answers[Asked] == '1';
  ++Asked;
  Ledger::get().noticeChoice(what, Taken);
  return Taken;
}
