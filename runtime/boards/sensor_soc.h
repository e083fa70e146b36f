/*
 * A system on a chip for a sensor.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_BOARDS_SENSOR_SOC_H
#define QOM_BOARDS_SENSOR_SOC_H

#include "runtime/devices/ocores_i2c.h"
#include "runtime/devices/pl011.h"
#include "runtime/devices/pl061.h"
#include "runtime/devices/pl190.h"
#include "runtime/devices/sp804.h"
#include "runtime/devices/zynq_clocks.h"

/* Where they are in the chip's only region. */
#define SENSOR_SOC_CLOCKS 0x0000
#define SENSOR_SOC_UART 0x1000
#define SENSOR_SOC_TIMER 0x2000
#define SENSOR_SOC_GPIO 0x3000
#define SENSOR_SOC_I2C 0x4000
#define SENSOR_SOC_VIC 0x5000
#define SENSOR_SOC_SIZE 0x6000

enum {
    SENSOR_SOC_IRQ_UART = 12,
    SENSOR_SOC_IRQ_TIMER = 4,
    SENSOR_SOC_IRQ_GPIO = 6,
    SENSOR_SOC_IRQ_I2C = 15,
};

/*
 * Lines: the GPIO's pins, and the interrupt controller's two outputs. Clock
 * "ps_clk" in. Property "serial" is the UART's character device, and
 * "die-sensor-address" is where the chip's own sensor is on its bus.
 */
#define TYPE_SENSOR_SOC "sensor-soc"
OBJECT_DECLARE_SIMPLE_TYPE(SensorSoCState, SENSOR_SOC)

struct SensorSoCState {
    SysBusDevice parent_obj;

    MemoryRegion container;
    ZynqClocksState clocks;
    PL011State uart;
    SP804State timer;
    PL061State gpio;
    OCoresI2CState i2c;
    PL190State vic;
    /* A child of this device while it is realized. */
    I2CSlave *die_sensor;
    uint8_t die_sensor_address;
};

#endif
