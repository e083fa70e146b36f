/*
 * The temperature sensor TMP75, after its data sheet: nine to twelve bits, two
 * limits, an alert line as thermostat or as interrupt. Whenever the world's
 * temperature is set, it converts.
 *
 * Lifetime: a slave, which a bus carries. Its address is checked at realize,
 * so that creating one can fail after the bus has taken it.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "qapi/error.h"
#include "qapi/visitor.h"
#include "qemu/bitops.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "runtime/devices/tmp75.h"

enum { TEMPERATURE, CONFIG, T_LOW, T_HIGH };

#define CONFIG_SHUTDOWN BIT(0)
#define CONFIG_INTERRUPT BIT(1)
#define CONFIG_POLARITY BIT(2)
#define CONFIG_ONE_SHOT BIT(7)

static void tmp75_update(TMP75State *s)
{
    bool active_high = s->config & CONFIG_POLARITY;

    qemu_set_irq(s->alert, s->alarm == active_high);
}

/* As a thermostat: on from the upper limit, off below the lower one. */
static bool crosses_limit(TMP75State *s)
{
    bool awaits_cold = s->config & CONFIG_INTERRUPT ? s->awaits_cold : s->alarm;

    return awaits_cold ? s->temperature < s->low : s->temperature >= s->high;
}

static void check_limits(TMP75State *s)
{
    static const uint8_t faults_needed[] = {1, 2, 4, 6};

    s->faults = crosses_limit(s) ? s->faults + 1 : 0;
    if (s->faults < faults_needed[extract32(s->config, 3, 2)]) {
        return;
    }
    s->faults = 0;
    if (s->config & CONFIG_INTERRUPT) {
        s->alarm = true;
        s->awaits_cold = !s->awaits_cold;
    } else {
        s->alarm = !s->alarm;
    }
    tmp75_update(s);
}

static void convert(TMP75State *s)
{
    int bits = 9 + extract32(s->config, 5, 2);

    s->temperature = s->ambient & -(1 << (16 - bits));
    check_limits(s);
}

static void set_config(TMP75State *s, uint8_t value)
{
    s->config = value & ~CONFIG_ONE_SHOT;
    if (value & CONFIG_SHUTDOWN && value & CONFIG_ONE_SHOT) {
        convert(s);
    }
    tmp75_update(s);
}

static int16_t register_value(TMP75State *s)
{
    switch (s->pointer) {
    case TEMPERATURE:
        return s->temperature;
    case CONFIG:
        /* One byte, again and again. */
        return s->config << 8 | s->config;
    case T_LOW:
        return s->low;
    default:
        return s->high;
    }
}

static uint8_t tmp75_recv(I2CSlave *slave)
{
    TMP75State *s = TMP75(slave);

    return register_value(s) >> (s->read++ & 1 ? 0 : 8);
}

static int tmp75_send(I2CSlave *slave, uint8_t data)
{
    TMP75State *s = TMP75(slave);
    int16_t *limit = s->pointer == T_LOW ? &s->low : &s->high;

    switch (s->written++) {
    case 0:
        s->pointer = data & 3;
        return 0;
    case 1:
        if (s->pointer == CONFIG) {
            set_config(s, data);
        } else if (s->pointer != TEMPERATURE) {
            *limit = deposit32(*limit, 8, 8, data);
        }
        return 0;
    case 2:
        if (s->pointer == T_LOW || s->pointer == T_HIGH) {
            *limit = deposit32(*limit, 0, 8, data & 0xf0);
        }
        return 0;
    default:
        return -1;
    }
}

static int tmp75_event(I2CSlave *slave, enum i2c_event event)
{
    TMP75State *s = TMP75(slave);

    s->written = s->read = 0;
    /* An interrupt lasts until somebody reads. */
    if (event == I2C_START_RECV && s->config & CONFIG_INTERRUPT) {
        s->alarm = false;
        tmp75_update(s);
    }
    return 0;
}

static void tmp75_get_temperature(Object *obj, Visitor *v, const char *name,
                                  void *opaque, Error **errp)
{
    int64_t value = TMP75(obj)->ambient * 1000 / 256;

    visit_type_int64(v, name, &value, errp);
}

static void tmp75_set_temperature(Object *obj, Visitor *v, const char *name,
                                  void *opaque, Error **errp)
{
    TMP75State *s = TMP75(obj);
    int64_t value;

    if (!visit_type_int64(v, name, &value, errp)) {
        return;
    }
    if (value < -128000 || value >= 128000) {
        error_setg(errp, "temperature %" PRId64 " is out of range", value);
        return;
    }
    s->ambient = value * 256 / 1000;
    if (!(s->config & CONFIG_SHUTDOWN)) {
        convert(s);
    }
}

static void tmp75_reset(DeviceState *dev)
{
    TMP75State *s = TMP75(dev);

    s->low = 75 << 8;
    s->high = 80 << 8;
    s->config = s->pointer = 0;
    s->alarm = s->awaits_cold = false;
    s->faults = s->written = s->read = 0;
    convert(s);
    tmp75_update(s);
}

static void tmp75_realize(DeviceState *dev, Error **errp)
{
    uint8_t address = I2C_SLAVE(dev)->address;

    /* Three pins choose it. */
    if ((address & ~7) != 0x48) {
        error_setg(errp, "tmp75: address 0x%x is not 0x48 to 0x4f", address);
    }
}

static void tmp75_init(Object *obj)
{
    qdev_init_gpio_out(DEVICE(obj), &TMP75(obj)->alert, 1);
}

static const VMStateField tmp75_fields[] = {
    VMSTATE_SINGLE(ambient, TMP75State, 0, vmstate_info_uint16, int16_t),
    VMSTATE_SINGLE(temperature, TMP75State, 0, vmstate_info_uint16, int16_t),
    VMSTATE_SINGLE(low, TMP75State, 0, vmstate_info_uint16, int16_t),
    VMSTATE_SINGLE(high, TMP75State, 0, vmstate_info_uint16, int16_t),
    VMSTATE_UINT8(config, TMP75State),
    VMSTATE_UINT8(pointer, TMP75State),
    VMSTATE_BOOL(alarm, TMP75State),
    VMSTATE_BOOL(awaits_cold, TMP75State),
    VMSTATE_UINT32(faults, TMP75State),
    VMSTATE_UINT8(written, TMP75State),
    VMSTATE_UINT8(read, TMP75State),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_tmp75 = {
    .name = TYPE_TMP75,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = tmp75_fields,
};

static void tmp75_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);
    I2CSlaveClass *k = I2C_SLAVE_CLASS(oc);

    k->event = tmp75_event;
    k->recv = tmp75_recv;
    k->send = tmp75_send;
    dc->realize = tmp75_realize;
    device_class_set_legacy_reset(dc, tmp75_reset);
    object_class_property_add(oc, "temperature", "int", tmp75_get_temperature,
                              tmp75_set_temperature, NULL, NULL);
    dc->vmsd = &vmstate_tmp75;
}

static const TypeInfo tmp75_info = {
    .name = TYPE_TMP75,
    .parent = TYPE_I2C_SLAVE,
    .instance_size = sizeof(TMP75State),
    .instance_init = tmp75_init,
    .class_init = tmp75_class_init,
};

static void tmp75_register_types(void)
{
    type_register_static(&tmp75_info);
}

type_init(tmp75_register_types)
