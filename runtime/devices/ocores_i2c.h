/*
 * The I2C master of OpenCores.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_OCORES_I2C_H
#define QOM_DEVICES_OCORES_I2C_H

#include "qemu/osdep.h"
#include "hw/i2c/i2c.h"
#include "hw/sysbus.h"

#define TYPE_OCORES_I2C "ocores-i2c"
OBJECT_DECLARE_SIMPLE_TYPE(OCoresI2CState, OCORES_I2C)

struct OCoresI2CState {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    qemu_irq irq;
    /* A child of this device; "i2c". */
    I2CBus *bus;

    uint16_t prescale;
    uint8_t control;
    uint8_t transmit;
    uint8_t receive;
    uint8_t status;
};

#endif
