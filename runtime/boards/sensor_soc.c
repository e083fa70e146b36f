/*
 * A system on a chip: six embedded devices behind one region, and a sensor on
 * its own bus.
 *
 * Lifetime: the parts are this device's storage, but the system bus holds them
 * until a grace period is over. Whoever ends here unparents them first: the bus
 * lets go of what left it in the order in which it left, and of this device
 * last.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/i2c/i2c.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qemu/module.h"
#include "runtime/boards/sensor_soc.h"

static void add_part(SensorSoCState *s, const char *name, void *part,
                     size_t size, const char *type, hwaddr offset)
{
    object_initialize_child_internal(OBJECT(s), name, part, size, type);
    memory_region_add_subregion(
        &s->container, offset, sysbus_mmio_get_region(SYS_BUS_DEVICE(part), 0));
}

static bool realize_part(SensorSoCState *s, void *part, int line, Error **errp)
{
    SysBusDevice *sbd = SYS_BUS_DEVICE(part);

    if (!sysbus_realize(sbd, errp)) {
        return false;
    }
    if (line >= 0) {
        sysbus_connect_irq(sbd, 0, qdev_get_gpio_in(DEVICE(&s->vic), line));
    }
    return true;
}

static bool add_die_sensor(SensorSoCState *s, Error **errp)
{
    I2CSlave *sensor = i2c_slave_new("tmp75", s->die_sensor_address);

    object_property_add_child(OBJECT(s), "die-sensor", OBJECT(sensor));
    s->die_sensor = sensor;
    return i2c_slave_realize_and_unref(sensor, s->i2c.bus, errp);
}

static void drop_part(SensorSoCState *s, void *part)
{
    memory_region_del_subregion(
        &s->container, sysbus_mmio_get_region(SYS_BUS_DEVICE(part), 0));
    object_unparent(OBJECT(part));
}

static void sensor_soc_unrealize(DeviceState *dev)
{
    SensorSoCState *s = SENSOR_SOC(dev);

    if (s->die_sensor) {
        object_unparent(OBJECT(s->die_sensor));
        s->die_sensor = NULL;
    }
    drop_part(s, &s->i2c);
    drop_part(s, &s->gpio);
    drop_part(s, &s->timer);
    drop_part(s, &s->uart);
    drop_part(s, &s->clocks);
    drop_part(s, &s->vic);
}

static void sensor_soc_realize(DeviceState *dev, Error **errp)
{
    SensorSoCState *s = SENSOR_SOC(dev);

    if (!realize_part(s, &s->vic, -1, errp) ||
        !realize_part(s, &s->clocks, -1, errp) ||
        !realize_part(s, &s->uart, SENSOR_SOC_IRQ_UART, errp) ||
        !realize_part(s, &s->timer, SENSOR_SOC_IRQ_TIMER, errp) ||
        !realize_part(s, &s->gpio, SENSOR_SOC_IRQ_GPIO, errp) ||
        !realize_part(s, &s->i2c, SENSOR_SOC_IRQ_I2C, errp) ||
        !add_die_sensor(s, errp)) {
        sensor_soc_unrealize(dev);
    }
}

static void sensor_soc_init(Object *obj)
{
    SensorSoCState *s = SENSOR_SOC(obj);
    DeviceState *dev = DEVICE(obj);

    memory_region_init(&s->container, obj, "sensor-soc", SENSOR_SOC_SIZE);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->container);

    add_part(s, "clocks", &s->clocks, sizeof(s->clocks), TYPE_ZYNQ_CLOCKS,
             SENSOR_SOC_CLOCKS);
    add_part(s, "uart", &s->uart, sizeof(s->uart), TYPE_PL011, SENSOR_SOC_UART);
    add_part(s, "timer", &s->timer, sizeof(s->timer), TYPE_SP804,
             SENSOR_SOC_TIMER);
    add_part(s, "gpio", &s->gpio, sizeof(s->gpio), TYPE_PL061, SENSOR_SOC_GPIO);
    add_part(s, "i2c", &s->i2c, sizeof(s->i2c), TYPE_OCORES_I2C,
             SENSOR_SOC_I2C);
    add_part(s, "vic", &s->vic, sizeof(s->vic), TYPE_PL190, SENSOR_SOC_VIC);

    qdev_alias_clock(DEVICE(&s->clocks), "ps_clk", dev, "ps_clk");
    qdev_connect_clock_in(DEVICE(&s->uart), "clk", s->clocks.uart_ref);
    qdev_connect_clock_in(DEVICE(&s->timer), "clk", s->clocks.fclk0);
    qdev_pass_gpios(DEVICE(&s->gpio), dev, NULL);
    sysbus_pass_irq(SYS_BUS_DEVICE(obj), SYS_BUS_DEVICE(&s->vic));
    object_property_add_alias(obj, "serial", OBJECT(&s->uart), "chardev");
}

static const Property sensor_soc_properties[] = {
    DEFINE_PROP_UINT8("die-sensor-address", SensorSoCState, die_sensor_address,
                      0x49),
};

static void sensor_soc_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = sensor_soc_realize;
    dc->unrealize = sensor_soc_unrealize;
    /* The parts are gone after the first time. */
    dc->user_creatable = false;
    device_class_set_props(dc, sensor_soc_properties);
}

static const TypeInfo sensor_soc_info = {
    .name = TYPE_SENSOR_SOC,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(SensorSoCState),
    .instance_init = sensor_soc_init,
    .class_init = sensor_soc_class_init,
};

static void sensor_soc_register_types(void)
{
    type_register_static(&sensor_soc_info);
}

type_init(sensor_soc_register_types)
