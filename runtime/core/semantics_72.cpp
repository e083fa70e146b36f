//===- semantics_72.cpp - As QEMU 7.2 does --------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "semantics.h"

const qom::Semantics qom::TheSemantics = {
    .Version = "7.2",
    .PostInitBaseFirst = false,
    .UnknownTypeExits = false,
    .ClockListHoldsOutputs = false,
    .UnparentClearsClockCallback = false,
    .RegionsOfOneOwnerAreFree = false,
    .RequestsHoldDevice = true,
    .TaskOutlivesCompletion = false,
};
