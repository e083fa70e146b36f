//===- lifecycle_needs.cpp - What chips need of their board ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/ledger/lifecycle.h"

namespace {

using namespace qom::testing;

/// Its parts are gone after the first time.
const Preparation Needs[] = {
    {"sensor-soc", withClock("ps_clk", 50000000), Realizes::Once}};

} // namespace
