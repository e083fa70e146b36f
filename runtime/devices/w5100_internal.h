/*
 * What the two files of the W5100 share.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_W5100_INTERNAL_H
#define QOM_DEVICES_W5100_INTERNAL_H

#include "qemu/bitops.h"
#include "runtime/devices/w5100.h"

/* Of one socket. */
enum {
  SN_MR = 0x00,
  SN_CR = 0x01,
  SN_IR = 0x02,
  SN_SR = 0x03,
  SN_DIPR = 0x0c,
  SN_DPORT = 0x10,
  SN_TX_FSR = 0x20,
  SN_TX_RD = 0x22,
  SN_TX_WR = 0x24,
  SN_RX_RSR = 0x26,
  SN_RX_RD = 0x28,
};

#define SN_IR_CON BIT(0)
#define SN_IR_DISCON BIT(1)
#define SN_IR_RECV BIT(2)
#define SN_IR_TIMEOUT BIT(3)
#define SN_IR_SEND_OK BIT(4)

enum {
  SOCK_CLOSED = 0x00,
  SOCK_INIT = 0x13,
  SOCK_SYNSENT = 0x15,
  SOCK_ESTABLISHED = 0x17,
  SOCK_CLOSE_WAIT = 0x1c,
};

/* A register of the socket's. */
uint8_t *w5100_byte(W5100Socket *sock, unsigned offset);
uint16_t w5100_get16(W5100Socket *sock, unsigned offset);
void w5100_set16(W5100Socket *sock, unsigned offset, uint16_t value);
uint8_t *w5100_tx_buffer(W5100Socket *sock);
uint8_t *w5100_rx_buffer(W5100Socket *sock);
void w5100_raise(W5100Socket *sock, uint8_t bits);

void w5100_command(W5100Socket *sock, uint8_t command);
void w5100_close(W5100Socket *sock);

#endif
