/*
 * The interrupts that belong to one RISC-V hart.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_CLINT_H
#define QOM_DEVICES_CLINT_H

#include "exec/memory.h"
#include "hw/qdev-core.h"
#include "qemu/osdep.h"
#include "qemu/timer.h"

#define TYPE_CLINT "clint"
OBJECT_DECLARE_SIMPLE_TYPE(ClintState, CLINT)

#define CLINT_SIZE 0x10000
/* The time's unit. */
#define CLINT_TICK_NS 100

/* Lines out. */
enum {
  CLINT_SOFTWARE,
  CLINT_TIMER,
  CLINT_LINES,
};

struct ClintState {
  DeviceState parent_obj;

  MemoryRegion iomem;
  qemu_irq lines[CLINT_LINES];
  QEMUTimer timer;

  uint32_t software;
  uint64_t compare;
};

#endif
