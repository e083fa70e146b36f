/*
 * What the two files of the hart share.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_RV32_INTERNAL_H
#define QOM_DEVICES_RV32_INTERNAL_H

#include "qemu/bitops.h"
#include "runtime/devices/rv32_cpu.h"

/* Of mie and mip. */
#define INTERRUPT_SOFTWARE 3
#define INTERRUPT_TIMER 7
#define INTERRUPT_EXTERNAL 11

/* Takes an interrupt or executes one instruction. */
void rv32_step(RV32CPU *cpu);

#endif
