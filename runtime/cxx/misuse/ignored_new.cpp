// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An object that is dropped at once was not wanted.
// expect-error: ignoring return value of function declared with 'nodiscard'
#include "qom/owned.hpp"

#ifdef MISUSE
void make() { qom::object_new<Clock>(); }
#else
void make() { auto clk = qom::object_new<Clock>(); }
#endif
