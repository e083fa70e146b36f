/*
 * A board: the chip, its crystal, and a second sensor whose alert goes to a pin
 * of the chip.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "chardev/char.h"
#include "hw/boards.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "hw/qdev-properties-system.h"
#include "qapi/error.h"
#include "qemu/module.h"
#include "runtime/boards/sensor_node.h"
#include "runtime/boards/sensor_soc.h"

static void sensor_node_init(MachineState *machine)
{
    Clock *crystal = clock_new(OBJECT(machine), "crystal");
    DeviceState *soc = qdev_new(TYPE_SENSOR_SOC);
    I2CSlave *sensor;

    clock_set_hz(crystal, SENSOR_NODE_CRYSTAL_HZ);
    object_property_add_child(OBJECT(machine), "soc", OBJECT(soc));
    qdev_connect_clock_in(soc, "ps_clk", crystal);
    if (serial_hd(0)) {
        qdev_prop_set_chr(soc, "serial", serial_hd(0));
    }
    sysbus_realize_and_unref(SYS_BUS_DEVICE(soc), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(soc), 0, SENSOR_NODE_SOC);

    sensor = i2c_slave_create_simple(SENSOR_SOC(soc)->i2c.bus, "tmp75",
                                     SENSOR_NODE_SENSOR_ADDRESS);
    qdev_connect_gpio_out(DEVICE(sensor), 0,
                          qdev_get_gpio_in(soc, SENSOR_NODE_ALERT_PIN));
}

static void sensor_node_machine_init(MachineClass *mc)
{
    mc->desc = "a node of sensors";
    mc->init = sensor_node_init;
}

DEFINE_MACHINE("sensor-node", sensor_node_machine_init)
