// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A cast keeps const.
// expect-error: drops 'const' qualifier
#include "qom/owned.hpp"

#ifdef MISUSE
Object &up(const Clock &clk) { return qom::upcast<Object>(clk); }
#else
const Object &up(const Clock &clk) { return qom::upcast<Object>(clk); }
#endif
