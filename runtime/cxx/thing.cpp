//===- thing.cpp - What tests of the C++ layer share ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "thing.h"

static void registerThings() {
  for (const TypeInfo &Info :
       {qom::type_info<Thing>(), qom::type_info<OtherThing>()})
    type_register(&Info);
}
type_init(registerThings)
