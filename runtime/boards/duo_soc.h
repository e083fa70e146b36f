/*
 * A system on a chip with up to four harts.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_BOARDS_DUO_SOC_H
#define QOM_BOARDS_DUO_SOC_H

#include "hw/sysbus.h"
#include "runtime/devices/rv32_cpu.h"
#include "sysemu/iothread.h"

/* Where the parts are in the chip's only region. */
#define DUO_SOC_UART 0x0000
#define DUO_SOC_TIMER 0x1000
#define DUO_SOC_VIC 0x2000
#define DUO_SOC_HASH 0x3000
#define DUO_SOC_SIZE 0x4000

#define DUO_SOC_CPUS_MAX 4
/* Lines of the interrupt controller; the chip takes the first ones in. */
#define DUO_SOC_LINES 8

enum {
  DUO_SOC_IRQ_UART = 8,
  DUO_SOC_IRQ_TIMER,
  DUO_SOC_IRQ_HASH,
};

/*
 * Lines in: DUO_SOC_LINES. Clock "refclk" in. Properties: "cpus", how many
 * harts; "reset-pc", where they start; "serial", the name of the UART's
 * character device; "iothread", the hash engine's thread, without which there
 * is none.
 */
#define TYPE_DUO_SOC "duo-soc"
OBJECT_DECLARE_SIMPLE_TYPE(DuoSoCState, DUO_SOC)

struct DuoSoCState {
  SysBusDevice parent_obj;

  MemoryRegion container;
  Clock *refclk;

  /* Children of this device while it is realized, and nobody else's. */
  RV32CPU *cpus[DUO_SOC_CPUS_MAX];
  DeviceState *vic;
  DeviceState *uart;
  DeviceState *timer;
  DeviceState *hash;

  uint32_t num_cpus;
  uint32_t reset_pc;
  char *serial;
  /* Held by the property of that name. */
  IOThread *iothread;
};

#endif
