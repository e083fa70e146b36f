// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// There is no null to assign.
// expect-error: no viable overloaded '='
#include "qom/owned.hpp"

#ifdef MISUSE
void forget(qom::Owned<Clock> &clk) { clk = nullptr; }
#else
void forget(std::optional<qom::Owned<Clock>> &clk) { clk = std::nullopt; }
#endif
