/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/failed_realize.c"
#include "../driver.h"

/* The base type's hooks, of which the fixture knows only that they are there. */
static void scope_realize(DeviceState *dev, Error **errp)
{
    if (scenario_choice("base type fails")) {
        error_setg(errp, "no base");
    }
}

static void scope_unrealize(DeviceState *dev)
{
}

static void use_scope(const char *type, uint32_t depth)
{
    DeviceState *dev = qdev_new(type);

    SCOPE(dev)->depth = depth;
    driver_live_and_die(dev);
}

static void plug_stick(const char *type, const char *serial)
{
    static USBPortOps ops;
    USBPort *port = g_new0(USBPort, 1);
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);
    USBBus *bus = g_new0(USBBus, 1);
    DeviceState *stick = qdev_new(type);

    usb_bus_new(bus, sizeof(*bus), NULL, host);
    usb_register_port(bus, port, NULL, 0, &ops, USB_SPEED_MASK_FULL);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(host), &error_abort);
    USB_DEVICE(stick)->speedmask = USB_SPEED_MASK_FULL;
    if (serial) {
        qdev_prop_set_string(stick, "serial", serial);
    }
    if (qdev_realize(stick, BUS(bus), NULL)) {
        object_unparent(OBJECT(stick));
    }
    object_unref(OBJECT(stick));
    object_unparent(OBJECT(host));
    drain_call_rcu();
    g_free(bus);
    g_free(port);
}

void scenario(void)
{
    static const char *const scopes[] = {
        TYPE_SCOPE "-helper-bad", TYPE_SCOPE "-helper-ok",
        TYPE_SCOPE "-local-bad",  TYPE_SCOPE "-local-ok",
        TYPE_SCOPE "-goto-bad",   TYPE_SCOPE "-goto-ok",
        TYPE_SCOPE "-base-bad",   TYPE_SCOPE "-base-ok",
        TYPE_SCOPE "-last-ok",    TYPE_SCOPE "-undo-ok",
        TYPE_SCOPE "-flag-ok",    TYPE_SCOPE "-rows-ok",
    };
    static const char *const sticks[] = {
        TYPE_STICK_BAD, TYPE_PEN_BAD, TYPE_STICK_OK,
    };
    DeviceClass *scope = DEVICE_CLASS(object_class_by_name(TYPE_SCOPE));

    scope->realize = scope_realize;
    scope->unrealize = scope_unrealize;
    if (scenario_choice("stick")) {
        plug_stick(driver_pick(sticks, ARRAY_SIZE(sticks)),
                   scenario_choice("serial number") ? "1" : NULL);
        return;
    }
    /* A failure of this one ends the process. */
    use_scope(TYPE_SCOPE "-abort-ok", 1);
    use_scope(driver_pick(scopes, ARRAY_SIZE(scopes)),
              scenario_choice("no depth")   ? 0
              : scenario_choice("too deep") ? 4097
                                            : 1);
}
