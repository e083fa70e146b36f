//===- semantics_102.cpp - As QEMU 10.2 does ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "semantics.h"

const qom::Semantics qom::TheSemantics = {
    .Version = "10.2",
    .PostInitBaseFirst = true,
    .UnknownTypeExits = true,
    .ClockListHoldsOutputs = true,
    .UnparentClearsClockCallback = true,
    .RegionsOfOneOwnerAreFree = true,
    .RequestsHoldDevice = false,
    .TaskOutlivesCompletion = true,
};
