//===- SampleUnit.h - A unit that uses every feature of facts ---*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_SAMPLEUNIT_H
#define QOMLINT_FACTS_SAMPLEUNIT_H

namespace qomlint {

/// Canonical text of a unit with every kind of item, operand, event and
/// terminator: what print gives back.
inline constexpr const char SampleUnit[] = R"facts(unit hw/x.c
source hw/x.c "9e3779b97f4a7c15"
source hw/x.c.inc "0"
declared object_new
declared "qom::Owned<Clock>::from_raw(Clock *)"
noreturn abort
record XState : DeviceState @ 8:8 {
  clk: *Clock
  bar: MemoryRegion[]
  irqs: *[]
  count
}
link XState.clk @ 30:5
weaklink XState.peer @ include/x.h:7:3
table hw/x.c:ops {
  MemoryRegionOps.read = hw/x.c:x_read
}
type "x" : "sys-bus-device" @ 40:1 {
  instance XState
  instance_init hw/x.c:x_init
  class_init hw/x.c:x_class_init
  abstract
  interface "user-creatable"
}
type "" {
}
nolint line "qom-*" @ 13:20
nolint next-line @ 14:1
nolint begin @ include/x.h:1:1
nolint end @ 9:9

function hw/x.c:x_realize(dev: *DeviceState @ 10:40, errp: *Error slot, ...) -> *Clock noreturn annotated "owned" @ 10:13 {
  local s: *XState @ 12:5
  local i
  local i~4: MemoryRegionSection slot
  local p: *
  statements 13:5-30, 14:3-15:9, 17:5-13
b0:
  %0 = call object_new("a\"b\\\n\xC3") -> *Object @ 13:11-29
  %1 = call *s->get(dev, ?, null, -42, @hw/x.c:x_get, &s->clk, &i~4) @ 14:3-15:9
  %2 = load s->bar[i].MemoryRegion::ops @ include/x.h:3:4-9 macro
  store *p, %0
  use (*p)[&i~4.mr]
  %3 = compute == %2, null
  %4 = compute & i, 3
  %5 = container XState.clk %0
  %6 = container XState.clk %0 -> *Other
  insert $hw/x.c:list.Head::first, %5
  remove $serial_hds, %0
  %7 = new
  delete %7
  implicit call g_autoptr_cleanup(&p)
  store s->::odd, %1
  end i~4
  branch %3, b1, b2 @ 16:1
b1:
  switch i, -1: b1, 2..5: b2, default: b3
b2:
  goto b0
b3:
  return %0 @ 17:5
b4:
  return
b5:
  throw
b6:
  unreachable
}
)facts";

} // namespace qomlint

#endif // QOMLINT_FACTS_SAMPLEUNIT_H
