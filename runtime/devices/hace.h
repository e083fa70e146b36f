/*
 * The hash engine of an AST2600.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_HACE_H
#define QOM_DEVICES_HACE_H

#include "hw/sysbus.h"
#include "qemu/osdep.h"
#include "sysemu/iothread.h"

#define TYPE_HACE "hace"
OBJECT_DECLARE_SIMPLE_TYPE(HaceState, HACE)

typedef struct HaceJob HaceJob;

/* Property "iothread": the thread that computes. */
struct HaceState {
  SysBusDevice parent_obj;

  MemoryRegion iomem;
  qemu_irq irq;
  /* Held by the property of that name. */
  IOThread *iothread;
  /* Whose result is waited for; the job holds this device. */
  HaceJob *job;

  uint32_t status;
  uint32_t source;
  uint32_t digest;
  uint32_t length;
  uint32_t command;
};

#endif
