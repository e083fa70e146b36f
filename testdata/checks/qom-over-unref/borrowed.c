/*
 * What somebody else holds is not ours to drop.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/clock.h"
#include "hw/i2c/i2c.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "hw/scsi/scsi.h"
#include "qapi/error.h"
#include "system/iothread.h"

#define TYPE_CARD_BUS "toy-card-bus"

#define TYPE_SENSOR "toy-i2c-sensor"
OBJECT_DECLARE_SIMPLE_TYPE(SensorState, SENSOR)

struct SensorState {
    I2CSlave parent_obj;
    uint32_t gain;
};

#define TYPE_CARD "toy-card"
OBJECT_DECLARE_SIMPLE_TYPE(CardState, CARD)

struct CardState {
    PCIDevice parent_obj;
    I2CBus *i2c;
    SCSIBus scsi;
    Object *peer;
    unsigned hz;
    uint32_t max_lun;
};

/* A clock of the device: held by the child property and the clock list. */

static void card_clock_init_bad(Object *obj)
{
    Clock *clk = qdev_init_clock_in(DEVICE(obj), "clk", NULL, NULL, 0);

    clock_set_hz(clk, 1000000);
    /* 2, neither of them ours; the list's own drop will be one too many. */
    object_unref(OBJECT(clk)); // expect: qom-over-unref clk
}

static void card_clock_init_ok(Object *obj)
{
    Clock *clk = qdev_init_clock_in(DEVICE(obj), "clk", NULL, NULL, 0);

    clock_set_hz(clk, 1000000);
}

/* A device that a "simple" creator already handed to its bus. */

static void card_sensor_realize_bad(PCIDevice *pci, Error **errp)
{
    CardState *s = CARD(pci);
    I2CSlave *slave = i2c_slave_create_simple(s->i2c, TYPE_SENSOR, 0x48);

    SENSOR(slave)->gain = 2;
    /* 2: /machine/unattached's and the bus's; one of theirs is dropped. */
    object_unref(OBJECT(slave)); // expect: qom-over-unref slave
}

static void card_sensor_realize_ok(PCIDevice *pci, Error **errp)
{
    CardState *s = CARD(pci);
    I2CSlave *slave = i2c_slave_new(TYPE_SENSOR, 0x48);

    if (!qdev_realize(DEVICE(slave), BUS(s->i2c), errp)) {
        object_unref(OBJECT(slave));
        return;
    }
    SENSOR(slave)->gain = 2;
    object_unref(OBJECT(slave));
}

/* An object found by its path. */

void qmp_card_tune_bad(const char *path, unsigned hz, Error **errp)
{
    Object *obj = object_resolve_path_type(path, TYPE_CARD, NULL);

    if (!obj) {
        error_setg(errp, "no card at '%s'", path);
        return;
    }
    CARD(obj)->hz = hz;
    /* The tree's: looking up takes nothing. */
    object_unref(obj); // expect: qom-over-unref obj
}

void qmp_card_tune_ok(const char *path, unsigned hz, Error **errp)
{
    Object *obj = object_resolve_path_type(path, TYPE_CARD, NULL);

    if (!obj) {
        error_setg(errp, "no card at '%s'", path);
        return;
    }
    CARD(obj)->hz = hz;
}

/* The target of a link. */

bool card_has_peer_bad(CardState *s)
{
    Object *peer = object_property_get_link(OBJECT(s), "peer", NULL);
    bool found = peer && object_dynamic_cast(peer, TYPE_CARD);

    /* The link's: reading it takes nothing. */
    object_unref(peer); // expect: qom-over-unref peer
    return found;
}

bool card_has_peer_ok(CardState *s)
{
    Object *peer = object_property_get_link(OBJECT(s), "peer", NULL);
    bool found = peer && object_dynamic_cast(peer, TYPE_CARD);

    return found;
}

/* The result of a creator that kept only the parent's reference. */

bool card_add_profile_bad(CardState *s, const char *id, Error **errp)
{
    Object *profile = object_new_with_props(TYPE_CONTAINER, OBJECT(s), id, errp,
                                            NULL);

    if (!profile) {
        return false;
    }
    /* 1, the child property's. */
    object_unref(profile); // expect: qom-over-unref profile
    return true;
}

bool card_add_profile_ok(CardState *s, const char *id, Error **errp)
{
    Object *profile = object_new_with_props(TYPE_CONTAINER, OBJECT(s), id, errp,
                                            NULL);

    if (!profile) {
        return false;
    }
    return true;
}

/* A bus is a child of its device from the start. */

static void card_bus_init_bad(Object *obj)
{
    BusState *bus = qbus_new(TYPE_CARD_BUS, DEVICE(obj), "extra");

    qbus_set_bus_hotplug_handler(bus);
    /* 1, the child property's. */
    object_unref(OBJECT(bus)); // expect: qom-over-unref bus
}

static void card_bus_init_ok(Object *obj)
{
    BusState *bus = qbus_new(TYPE_CARD_BUS, DEVICE(obj), "extra");

    qbus_set_bus_hotplug_handler(bus);
}

/* A creator whose result is destroyed by name of its own. */

int card_probe_thread_bad(Error **errp)
{
    IOThread *thread = iothread_create("card-probe", errp);
    int id;

    if (!thread) {
        return -1;
    }
    id = thread->thread_id;
    /* 1, that of the tree of internal objects, which still lists it. */
    object_unref(OBJECT(thread)); // expect: qom-over-unref thread
    return id;
}

int card_probe_thread_ok(Error **errp)
{
    IOThread *thread = iothread_create("card-probe", errp);
    int id;

    if (!thread) {
        return -1;
    }
    id = thread->thread_id;
    iothread_destroy(thread);
    return id;
}

/* "find" borrows, "get" counts. */

void card_scan_bad(CardState *s)
{
    SCSIDevice *sd = scsi_device_find(&s->scsi, 0, 0, 0);

    if (!sd) {
        return;
    }
    s->max_lun = MAX(s->max_lun, sd->lun);
    /* The bus's. */
    object_unref(OBJECT(sd)); // expect: qom-over-unref sd
}

void card_scan_ok(CardState *s)
{
    SCSIDevice *sd = scsi_device_get(&s->scsi, 0, 0, 0);

    if (!sd) {
        return;
    }
    s->max_lun = MAX(s->max_lun, sd->lun);
    object_unref(OBJECT(sd));
}

static const SCSIBusInfo card_bus_info = {
    .max_target = 7,
};

static void card_init(Object *obj)
{
    CardState *s = CARD(obj);

    s->i2c = i2c_init_bus(DEVICE(obj), "i2c");
    scsi_bus_init(&s->scsi, sizeof(s->scsi), DEVICE(obj), &card_bus_info);
}

static const Property card_properties[] = {
    DEFINE_PROP_LINK("peer", CardState, peer, TYPE_OBJECT, Object *),
};

static void card_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), card_properties);
}

static void sensor_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = card_sensor_realize_bad;
}

static void sensor_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = card_sensor_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_CARD_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_SENSOR,
        .parent = TYPE_I2C_SLAVE,
        .instance_size = sizeof(SensorState),
    },
    {
        .name = TYPE_CARD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(CardState),
        .instance_init = card_init,
        .class_init = card_class_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_CARD "-clock-bad",
        .parent = TYPE_CARD,
        .instance_init = card_clock_init_bad,
    },
    {
        .name = TYPE_CARD "-clock-ok",
        .parent = TYPE_CARD,
        .instance_init = card_clock_init_ok,
    },
    {
        .name = TYPE_CARD "-sensor-bad",
        .parent = TYPE_CARD,
        .class_init = sensor_bad_class_init,
    },
    {
        .name = TYPE_CARD "-sensor-ok",
        .parent = TYPE_CARD,
        .class_init = sensor_ok_class_init,
    },
    {
        .name = TYPE_CARD "-bus-bad",
        .parent = TYPE_CARD,
        .instance_init = card_bus_init_bad,
    },
    {
        .name = TYPE_CARD "-bus-ok",
        .parent = TYPE_CARD,
        .instance_init = card_bus_init_ok,
    },
};

DEFINE_TYPES(types)
