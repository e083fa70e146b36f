// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A descendant is not an ancestor: whether it is one shows at run time.
// expect-error: 'IsA<DeviceState, SysBusDevice>' evaluated to false
#include "qom/owned.hpp"

#ifdef MISUSE
SysBusDevice &up(DeviceState &dev) { return qom::upcast<SysBusDevice>(dev); }
#else
SysBusDevice *down(DeviceState &dev) {
  return qom::downcast<SysBusDevice>(dev);
}
#endif
