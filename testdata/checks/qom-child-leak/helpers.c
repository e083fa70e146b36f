/*
 * Creation, add_child and unref in different functions.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"

#define NUM_LANES 2

#define TYPE_LANE "bridge-lane"
OBJECT_DECLARE_SIMPLE_TYPE(LaneState, LANE)

struct LaneState {
    DeviceState parent_obj;
    uint32_t width;
};

#define TYPE_BRIDGE "lane-bridge"
OBJECT_DECLARE_SIMPLE_TYPE(BridgeState, BRIDGE)

struct BridgeState {
    PCIDevice parent_obj;
    uint32_t width;
};

/* The callee adds the child and leaves the caller's reference alone. */

static void bridge_adopt(BridgeState *s, const char *name, Object *lane)
{
    object_property_add_child(OBJECT(s), name, lane);
    LANE(lane)->width = s->width;
}

static void bridge_adopt_realize_bad(PCIDevice *pci, Error **errp)
{
    /* 2 after bridge_adopt: the bridge's and ours, which is lost. */
    Object *lane = object_new(TYPE_LANE); // expect: qom-child-leak lane

    bridge_adopt(BRIDGE(pci), "lane", lane);
}

static void bridge_adopt_realize_ok(PCIDevice *pci, Error **errp)
{
    Object *lane = object_new(TYPE_LANE);

    bridge_adopt(BRIDGE(pci), "lane", lane);
    object_unref(lane);
}

/* The callee takes the caller's reference over: nothing to report. */

static void bridge_absorb(BridgeState *s, const char *name, Object *lane)
{
    object_property_add_child(OBJECT(s), name, lane);
    object_unref(lane);
}

static void bridge_absorb_realize_ok(PCIDevice *pci, Error **errp)
{
    Object *lane = object_new(TYPE_LANE);

    bridge_absorb(BRIDGE(pci), "lane", lane);
    LANE(lane)->width = 4;
}

/* The callee creates. */

static void bridge_add_lane_bad(BridgeState *s, int i)
{
    g_autofree char *name = g_strdup_printf("lane%d", i);
    /* 2 when the function returns, and only the bridge's is ever dropped. */
    DeviceState *lane = qdev_new(TYPE_LANE); // expect: qom-child-leak lane

    object_property_add_child(OBJECT(s), name, OBJECT(lane));
    LANE(lane)->width = s->width;
}

static void bridge_add_lane_ok(BridgeState *s, int i)
{
    g_autofree char *name = g_strdup_printf("lane%d", i);
    DeviceState *lane = qdev_new(TYPE_LANE);

    object_property_add_child(OBJECT(s), name, OBJECT(lane));
    LANE(lane)->width = s->width;
    object_unref(OBJECT(lane));
}

static void bridge_lanes_bad_realize(PCIDevice *pci, Error **errp)
{
    int i;

    for (i = 0; i < NUM_LANES; i++) {
        bridge_add_lane_bad(BRIDGE(pci), i);
    }
}

static void bridge_lanes_ok_realize(PCIDevice *pci, Error **errp)
{
    int i;

    for (i = 0; i < NUM_LANES; i++) {
        bridge_add_lane_ok(BRIDGE(pci), i);
    }
}

/* The callee realizes. */

static bool lane_start(DeviceState *lane, uint32_t width, Error **errp)
{
    LANE(lane)->width = width;
    return qdev_realize(lane, NULL, errp);
}

static void bridge_start_realize_bad(PCIDevice *pci, Error **errp)
{
    BridgeState *s = BRIDGE(pci);
    /* Started 2: ours and /machine/unattached's; not started 1, dropped. */
    DeviceState *lane = qdev_new(TYPE_LANE); // expect: qom-child-leak lane

    if (!lane_start(lane, s->width, errp)) {
        object_unref(OBJECT(lane));
        return;
    }
    LANE(lane)->width *= 2;
}

static void bridge_start_realize_ok(PCIDevice *pci, Error **errp)
{
    BridgeState *s = BRIDGE(pci);
    DeviceState *lane = qdev_new(TYPE_LANE);

    if (!lane_start(lane, s->width, errp)) {
        object_unref(OBJECT(lane));
        return;
    }
    LANE(lane)->width *= 2;
    object_unref(OBJECT(lane));
}

static void adopt_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bridge_adopt_realize_bad;
}

static void adopt_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bridge_adopt_realize_ok;
}

static void absorb_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bridge_absorb_realize_ok;
}

static void lanes_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bridge_lanes_bad_realize;
}

static void lanes_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bridge_lanes_ok_realize;
}

static void start_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bridge_start_realize_bad;
}

static void start_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bridge_start_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LANE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(LaneState),
    },
    {
        .name = TYPE_BRIDGE,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BridgeState),
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_BRIDGE "-adopt-bad",
        .parent = TYPE_BRIDGE,
        .class_init = adopt_bad_class_init,
    },
    {
        .name = TYPE_BRIDGE "-adopt-ok",
        .parent = TYPE_BRIDGE,
        .class_init = adopt_ok_class_init,
    },
    {
        .name = TYPE_BRIDGE "-absorb-ok",
        .parent = TYPE_BRIDGE,
        .class_init = absorb_ok_class_init,
    },
    {
        .name = TYPE_BRIDGE "-lanes-bad",
        .parent = TYPE_BRIDGE,
        .class_init = lanes_bad_class_init,
    },
    {
        .name = TYPE_BRIDGE "-lanes-ok",
        .parent = TYPE_BRIDGE,
        .class_init = lanes_ok_class_init,
    },
    {
        .name = TYPE_BRIDGE "-start-bad",
        .parent = TYPE_BRIDGE,
        .class_init = start_bad_class_init,
    },
    {
        .name = TYPE_BRIDGE "-start-ok",
        .parent = TYPE_BRIDGE,
        .class_init = start_ok_class_init,
    },
};

DEFINE_TYPES(types)
