/*
 * Right code around embedded objects.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/memory.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qemu/main-loop.h"

#define NUM_BARS 2

#define TYPE_LAMP_BUS "toy-lamp-bus"

#define TYPE_LAMP "toy-lamp"
OBJECT_DECLARE_SIMPLE_TYPE(LampState, LAMP)

struct LampState {
    DeviceState parent_obj;
    DeviceState *dimmer;
    uint32_t level;
};

typedef struct LampBar {
    MemoryRegion region;
    uint32_t offset;
} LampBar;

#define TYPE_PANEL "toy-panel"
OBJECT_DECLARE_SIMPLE_TYPE(PanelState, PANEL)

struct PanelState {
    PCIDevice parent_obj;
    MemoryRegion mmio;
    MemoryRegion window;
    BusState bus;
    LampState lamp;
    LampState dimmer;
    LampState spare;
    LampBar *bar[NUM_BARS];
    MemoryRegion *overlay;
};

/* Taken and dropped in one function. */
void panel_flash_ok(PanelState *s)
{
    object_ref(OBJECT(&s->lamp));
    s->lamp.level = 255;
    object_unref(OBJECT(&s->lamp));
}

/* Taken by a helper, dropped by another, before the owner can go. */
static LampState *panel_grab(PanelState *s)
{
    return LAMP(object_ref(OBJECT(&s->lamp)));
}

void panel_dim_ok(PanelState *s)
{
    LampState *lamp = panel_grab(s);

    lamp->level /= 2;
    object_unref(OBJECT(lamp));
}

/* A link inside one composition tree: holder and storage end together. */
static void panel_link_ok(PanelState *s)
{
    object_property_set_link(OBJECT(&s->lamp), "dimmer", OBJECT(&s->dimmer),
                             &error_abort);
}

/* Realized and left to the parent, as embedded children should be. */
static void panel_realize_ok(PCIDevice *pci, Error **errp)
{
    PanelState *s = PANEL(pci);
    DeviceState *plugged = qdev_new(TYPE_LAMP);

    panel_link_ok(s);
    /* The same call that is wrong for &s->lamp is right for the heap. */
    if (!qdev_realize_and_unref(plugged, &s->bus, errp)) {
        return;
    }
    if (!qdev_realize(DEVICE(&s->lamp), &s->bus, errp)) {
        return;
    }
    pci_register_bar(pci, 0, PCI_BASE_ADDRESS_SPACE_MEMORY, &s->mmio);
}

/* Counts the owner, not the region. */
static MemoryRegion *traced;

void panel_trace_ok(PanelState *s)
{
    if (!traced) {
        memory_region_ref(&s->mmio);
        traced = &s->mmio;
    }
}

void panel_trace_end_ok(void)
{
    if (traced) {
        memory_region_unref(traced);
        traced = NULL;
    }
}

/* Out of the tree first, then filled again. */
void panel_resize_ok(PanelState *s, uint64_t size)
{
    object_unparent(OBJECT(&s->window));
    memory_region_init(&s->window, OBJECT(s), "window", size);
}

/* Heap storage with regions in it; see the finalizer. */
static void panel_bars_init_ok(Object *obj)
{
    PanelState *s = PANEL(obj);
    int i;

    for (i = 0; i < NUM_BARS; i++) {
        s->bar[i] = g_new0(LampBar, 1);
        memory_region_init(&s->bar[i]->region, obj, "bar", 0x1000);
    }
}

/*
 * The children are finalized by now. Freeing their storage is required,
 * and unparenting a region of one's own does nothing.
 */
static void panel_bars_finalize_ok(Object *obj)
{
    PanelState *s = PANEL(obj);
    int i;

    object_unparent(OBJECT(&s->window));
    for (i = 0; i < NUM_BARS; i++) {
        g_free(s->bar[i]);
    }
}

/* An object of our own in storage of our own: 1, dropped in the finalizer. */
static void panel_spare_init_ok(Object *obj)
{
    PanelState *s = PANEL(obj);

    object_initialize(&s->spare, sizeof(s->spare), TYPE_LAMP);
}

static void panel_spare_finalize_ok(Object *obj)
{
    PanelState *s = PANEL(obj);

    object_unref(OBJECT(&s->spare));
}

/* An overlay that comes and goes: unparented, then freed. */
void panel_overlay_ok(PanelState *s, bool on)
{
    if (on && !s->overlay) {
        s->overlay = g_new0(MemoryRegion, 1);
        memory_region_init(s->overlay, OBJECT(s), "overlay", 0x1000);
    } else if (!on && s->overlay) {
        object_unparent(OBJECT(s->overlay));
        g_free(s->overlay);
        s->overlay = NULL;
    }
}

/* The reference that a callback needs is taken on the owner. */
static void panel_refresh(void *opaque)
{
    LampState *lamp = opaque;
    PanelState *s = container_of(lamp, PanelState, lamp);

    lamp->level++;
    object_unref(OBJECT(s));
}

void panel_refresh_ok(PanelState *s)
{
    object_ref(OBJECT(s));
    aio_bh_schedule_oneshot(qemu_get_aio_context(), panel_refresh, &s->lamp);
}

static void panel_init(Object *obj)
{
    PanelState *s = PANEL(obj);

    memory_region_init(&s->mmio, obj, "panel", 0x1000);
    memory_region_init(&s->window, obj, "window", 0x1000);
    qbus_init(&s->bus, sizeof(s->bus), TYPE_LAMP_BUS, DEVICE(obj), "lamps");
    object_initialize_child(obj, "lamp", &s->lamp, TYPE_LAMP);
    object_initialize_child(obj, "dimmer", &s->dimmer, TYPE_LAMP);
}

static void panel_finalize(Object *obj)
{
    g_free(PANEL(obj)->overlay);
}

static const Property lamp_properties[] = {
    DEFINE_PROP_LINK("dimmer", LampState, dimmer, TYPE_DEVICE, DeviceState *),
};

static void lamp_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), lamp_properties);
}

static void panel_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = panel_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LAMP_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_LAMP,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(LampState),
        .class_init = lamp_class_init,
    },
    {
        .name = TYPE_PANEL,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PanelState),
        .instance_init = panel_init,
        .instance_finalize = panel_finalize,
        .class_init = panel_class_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_PANEL "-bars",
        .parent = TYPE_PANEL,
        .instance_init = panel_bars_init_ok,
        .instance_finalize = panel_bars_finalize_ok,
    },
    {
        .name = TYPE_PANEL "-spare",
        .parent = TYPE_PANEL,
        .instance_init = panel_spare_init_ok,
        .instance_finalize = panel_spare_finalize_ok,
    },
};

DEFINE_TYPES(types)
