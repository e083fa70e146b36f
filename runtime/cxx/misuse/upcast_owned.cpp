// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The same rule for references.
// expect-error: IsA<Clock, DeviceState>
#include "qom/owned.hpp"

#ifdef MISUSE
qom::Owned<DeviceState> up(qom::Owned<Clock> clk) { return clk; }
qom::Owned<DeviceState> up_too(qom::Owned<Clock> clk) {
  return qom::upcast<DeviceState>(std::move(clk));
}
#else
qom::Owned<Object> up(qom::Owned<Clock> clk) { return clk; }
qom::Owned<Object> up_too(qom::Owned<Clock> clk) {
  return qom::upcast<Object>(std::move(clk));
}
#endif
