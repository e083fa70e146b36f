/*
 * The network controller W5100.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_W5100_H
#define QOM_DEVICES_W5100_H

#include "hw/sysbus.h"
#include "io/channel-socket.h"
#include "qemu/osdep.h"

#define TYPE_W5100 "w5100"
OBJECT_DECLARE_SIMPLE_TYPE(W5100State, W5100)

#define W5100_SOCKETS 4
#define W5100_BUFFER 2048
#define W5100_SIZE 0x8000

typedef struct W5100Socket {
  W5100State *owner;
  int number;
  /* To compare with; while it connects, its task has it. */
  QIOChannel *pending;
  /* Ours while connected. */
  QIOChannel *ioc;
  /* Of the main loop, which holds ioc through it; 0 for none. */
  guint watch;
  /* How far the peer has written, how far the guest says it has read. */
  uint16_t rx_end;
  uint16_t rx_begin;
} W5100Socket;

struct W5100State {
  SysBusDevice parent_obj;

  MemoryRegion iomem;
  qemu_irq irq;
  W5100Socket sockets[W5100_SOCKETS];
  /* Registers and buffers, as the guest sees them. */
  uint8_t bytes[W5100_SIZE];
};

#endif
