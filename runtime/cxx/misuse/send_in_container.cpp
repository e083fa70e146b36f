// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A container is as sendable as what is in it.
// expect-error: evaluated to false
#include "qom/owned.hpp"

#ifdef MISUSE
void start(std::vector<qom::Owned<Clock>> clks) {
  qom::thread thread([](std::vector<qom::Owned<Clock>>) {}, std::move(clks));
}
#else
void start(std::vector<std::string> names) {
  qom::thread thread([](std::vector<std::string>) {}, std::move(names));
}
#endif
