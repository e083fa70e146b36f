//===- qdev/clock_vmstate.cpp - The saved state of a clock ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Its period and factors. Who follows whom is up to the machine.
//
//===----------------------------------------------------------------------===//
#include "qom/clock.h"

/// Factors that were never changed are not saved.
static bool isScaled(void *Opaque) {
  auto *Clk = static_cast<Clock *>(Opaque);
  return Clk->multiplier != 1 || Clk->divider != 1;
}

static int unscale(void *Opaque) {
  auto *Clk = static_cast<Clock *>(Opaque);
  Clk->multiplier = Clk->divider = 1;
  return 0;
}

static const VMStateField FactorFields[] = {VMSTATE_UINT32(multiplier, Clock),
                                            VMSTATE_UINT32(divider, Clock),
                                            VMSTATE_END_OF_LIST()};

static const VMStateDescription Factors = {.name = "clock/muldiv",
                                           .version_id = 1,
                                           .minimum_version_id = 1,
                                           .needed = isScaled,
                                           .fields = FactorFields};

static const VMStateField ClockFields[] = {VMSTATE_UINT64(period, Clock),
                                           VMSTATE_END_OF_LIST()};

static const VMStateDescription *const ClockSubsections[] = {&Factors, nullptr};

const VMStateDescription vmstate_clock = {.name = "clock",
                                          .version_id = 0,
                                          .minimum_version_id = 0,
                                          .pre_load = unscale,
                                          .fields = ClockFields,
                                          .subsections = ClockSubsections};
