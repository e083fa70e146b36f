/*
 * The temperature sensor TMP75.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_TMP75_H
#define QOM_DEVICES_TMP75_H

#include "qemu/osdep.h"
#include "hw/i2c/i2c.h"

/* Property "temperature": in thousandths of a degree, what it measures. */
#define TYPE_TMP75 "tmp75"
OBJECT_DECLARE_SIMPLE_TYPE(TMP75State, TMP75)

struct TMP75State {
    I2CSlave parent_obj;

    qemu_irq alert;

    /* Of the world, and of the last conversion, in 1/256 of a degree. */
    int16_t ambient;
    int16_t temperature;
    int16_t low;
    int16_t high;
    uint8_t config;
    uint8_t pointer;

    bool alarm;
    /* In interrupt mode: the next alarm is for cold, since heat was read. */
    bool awaits_cold;
    unsigned faults;

    uint8_t written;
    uint8_t read;
};

#endif
