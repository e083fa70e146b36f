/*
 * A board with two harts and room for more.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_BOARDS_DUO_BOARD_H
#define QOM_BOARDS_DUO_BOARD_H

#include "hw/boards.h"
#include "runtime/boards/duo_soc.h"

#define DUO_BOARD_SOC 0x10000000
#define DUO_BOARD_NET 0x10100000
#define DUO_BOARD_POWER 0x10200000
#define DUO_BOARD_RAM 0x80000000
#define DUO_BOARD_RAM_SIZE 0x100000
#define DUO_BOARD_REFCLK_HZ 24000000

/* Lines of the chip. */
enum {
  DUO_BOARD_IRQ_NET,
  DUO_BOARD_IRQ_POWER,
};

/* The user's thread for hashes, if there is one. */
#define DUO_BOARD_IOTHREAD "hash"
/* All harts, those of the chip included. */
#define DUO_BOARD_HARTS_MAX 8

#define TYPE_DUO_BOARD MACHINE_TYPE_NAME("duo-board")
OBJECT_DECLARE_SIMPLE_TYPE(DuoBoardState, DUO_BOARD)

struct DuoBoardState {
  MachineState parent_obj;

  MemoryRegion ram;
  /*
   * One register. Read, it says which harts are asked to leave, a bit for
   * each; the number of one that is written lets it go.
   */
  MemoryRegion power;
  /* Borrowed: the tree has them. */
  DeviceState *soc;
  DeviceState *added[DUO_BOARD_HARTS_MAX];
  uint32_t leaving;
};

#endif
