/*
 * Devices that live as long as their board: what realize or teardown gets wrong
 * never comes to harm, and is latent. Instance init runs for introspection, too.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/memory.h"
#include "hw/boards.h"
#include "hw/qdev-properties.h"
#include "hw/sysbus.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

/* Filled by realize. */

#define TYPE_HEATER_BAD "toy-heater-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadHeater, HEATER_BAD)

struct BadHeater {
    SysBusDevice parent_obj;
    QIOChannelBuffer *log;
};

static void heater_realize_bad(DeviceState *dev, Error **errp)
{
    /* 1 in the field, for as long as the board exists. */
    HEATER_BAD(dev)->log = qio_channel_buffer_new(64); // expect-latent: qom-field-protocol
}

static void heater_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = heater_realize_bad;
}

/* Filled by init. */

#define TYPE_COOLER_BAD "toy-cooler-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadCooler, COOLER_BAD)

struct BadCooler {
    SysBusDevice parent_obj;
    QIOChannelBuffer *log;
};

static void cooler_init_bad(Object *obj)
{
    /* 1 for each instance, and introspection makes and drops them. */
    COOLER_BAD(obj)->log = qio_channel_buffer_new(64); // expect: qom-field-protocol
}

#define TYPE_COOLER_OK "toy-cooler-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkCooler, COOLER_OK)

struct OkCooler {
    SysBusDevice parent_obj;
    QIOChannelBuffer *log;
};

static void cooler_init_ok(Object *obj)
{
    COOLER_OK(obj)->log = qio_channel_buffer_new(64);
}

static void cooler_finalize_ok(Object *obj)
{
    object_unref(OBJECT(COOLER_OK(obj)->log));
}

/* A borrowed pointer in a link that is never released. */

#define TYPE_BLOWER_BAD "toy-blower-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadBlower, BLOWER_BAD)

struct BadBlower {
    SysBusDevice parent_obj;
    MemoryRegion *memory;
};

static const Property blower_bad_properties[] = {
    DEFINE_PROP_LINK("memory", BadBlower, memory, TYPE_MEMORY_REGION, MemoryRegion *),
};

static void blower_realize_bad(DeviceState *dev, Error **errp)
{
    /* One too few, if the blower could go away. */
    BLOWER_BAD(dev)->memory = get_system_memory(); // expect-latent: qom-field-protocol
}

static void blower_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = blower_realize_bad;
    device_class_set_props(DEVICE_CLASS(klass), blower_bad_properties);
}

/* The same device as a part of one that can be plugged. */

#define TYPE_VENT_BAD "toy-vent-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadVent, VENT_BAD)

struct BadVent {
    SysBusDevice parent_obj;
    QIOChannelBuffer *log;
};

static void vent_realize_bad(DeviceState *dev, Error **errp)
{
    /* 1 in the field; the box around it can be unplugged. */
    VENT_BAD(dev)->log = qio_channel_buffer_new(64); // expect: qom-field-protocol
}

static void vent_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = vent_realize_bad;
}

#define TYPE_VENT_BOX "toy-vent-box"
OBJECT_DECLARE_SIMPLE_TYPE(VentBox, VENT_BOX)

struct VentBox {
    DeviceState parent_obj;
    BadVent vent;
};

static void vent_box_init(Object *obj)
{
    object_initialize_child(obj, "vent", &VENT_BOX(obj)->vent, TYPE_VENT_BAD);
}

/* A machine's own fields. */

#define TYPE_BENCH_BAD MACHINE_TYPE_NAME("toy-bench-bad")
OBJECT_DECLARE_SIMPLE_TYPE(BadBench, BENCH_BAD)

struct BadBench {
    MachineState parent_obj;
    QIOChannelBuffer *boot_log;
    QIOChannelBuffer *monitor_log;
};

static void bench_instance_init_bad(Object *obj)
{
    /* 1 for each machine, introspected ones included. */
    BENCH_BAD(obj)->boot_log = qio_channel_buffer_new(64); // expect: qom-field-protocol
}

static void bench_init_bad(MachineState *machine)
{
    /* 1 for the only machine that runs. */
    BENCH_BAD(machine)->monitor_log = qio_channel_buffer_new(64); // expect-latent: qom-field-protocol
}

static void bench_bad_class_init(ObjectClass *klass, const void *data)
{
    MACHINE_CLASS(klass)->init = bench_init_bad;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_HEATER_BAD,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(BadHeater),
        .class_init = heater_bad_class_init,
    },
    {
        .name = TYPE_COOLER_BAD,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(BadCooler),
        .instance_init = cooler_init_bad,
    },
    {
        .name = TYPE_COOLER_OK,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(OkCooler),
        .instance_init = cooler_init_ok,
        .instance_finalize = cooler_finalize_ok,
    },
    {
        .name = TYPE_BLOWER_BAD,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(BadBlower),
        .class_init = blower_bad_class_init,
    },
    {
        .name = TYPE_VENT_BAD,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(BadVent),
        .class_init = vent_bad_class_init,
    },
    {
        .name = TYPE_VENT_BOX,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(VentBox),
        .instance_init = vent_box_init,
    },
    {
        .name = TYPE_BENCH_BAD,
        .parent = TYPE_MACHINE,
        .instance_size = sizeof(BadBench),
        .instance_init = bench_instance_init_bad,
        .class_init = bench_bad_class_init,
    },
};

DEFINE_TYPES(types)
