/*
 * A RISC-V hart with a part of RV32I.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_RV32_CPU_H
#define QOM_DEVICES_RV32_CPU_H

#include "hw/core/cpu.h"
#include "qemu/osdep.h"
#include "runtime/devices/clint.h"

#define TYPE_RV32_CPU "rv32-cpu"
OBJECT_DECLARE_SIMPLE_TYPE(RV32CPU, RV32_CPU)

/* Where a hart sees its own interruptor. */
#define RV32_CLINT 0x02000000
/* One instruction takes as long as a tick of the time. */
#define RV32_CYCLE_NS CLINT_TICK_NS

/* The line in, from an interrupt controller. */
enum {
  RV32_EXTERNAL,
  RV32_LINES,
};

/* Properties: "hart-id", and "reset-pc" where it starts. */
struct RV32CPU {
  CPUState parent_obj;

  /* What the hart sees: the system's memory, its interruptor above it. */
  MemoryRegion view;
  MemoryRegion system;
  /* A child while realized, and kept by nobody else. */
  ClintState *clint;
  QEMUTimer next;

  uint32_t hart_id;
  uint32_t reset_pc;

  uint32_t x[32];
  uint32_t pc;
  uint32_t mstatus;
  uint32_t mie;
  uint32_t mip;
  uint32_t mtvec;
  uint32_t mscratch;
  uint32_t mepc;
  uint32_t mcause;
};

#endif
