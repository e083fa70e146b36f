//===- lifecycle_needs.cpp - What chips need of their board ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/ledger/lifecycle.h"

namespace {

using namespace qom::testing;

/// The parts of some are gone after the first time.
const Preparation Needs[] = {
    {"duo-soc", withClock("refclk", 10000000)},
    {"kiosk-soc", withClock("refclk", 24000000), Realizes::Once},
    {"sensor-soc", withClock("ps_clk", 50000000), Realizes::Once}};

} // namespace
