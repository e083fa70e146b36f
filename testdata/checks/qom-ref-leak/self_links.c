/*
 * A STRONG link of an embedded child to the device that it is a part of keeps
 * the device until somebody empties it: the child, and with it the link, ends
 * with the device.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/sysbus.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qemu/error-report.h"

/* A link of a table, which is always STRONG. */

#define TYPE_ENGINE "toy-engine"
OBJECT_DECLARE_SIMPLE_TYPE(EngineState, ENGINE)

struct EngineState {
    DeviceState parent_obj;
    DeviceState *host;
};

static const Property engine_properties[] = {
    DEFINE_PROP_LINK("host", EngineState, host, TYPE_DEVICE, DeviceState *),
};

static void engine_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), engine_properties);
}

/* Links that the child adds. */

#define TYPE_GAUGE "toy-gauge"
OBJECT_DECLARE_SIMPLE_TYPE(GaugeState, GAUGE)

struct GaugeState {
    Object parent_obj;
    Object *source;
    Object *observer;
};

static void gauge_init(Object *obj)
{
    GaugeState *s = GAUGE(obj);

    object_property_add_link(obj, "source", TYPE_OBJECT, &s->source,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
    /* Not STRONG: takes no reference. */
    object_property_add_link(obj, "observer", TYPE_DEVICE, &s->observer,
                             object_property_allow_set_link, 0);
}

/* Nobody empties it. */

#define TYPE_TRUCK_BAD "toy-truck-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadTruck, TRUCK_BAD)

struct BadTruck {
    PCIDevice parent_obj;
    EngineState engine;
};

static void truck_init_bad(Object *obj)
{
    object_initialize_child(obj, "engine", &TRUCK_BAD(obj)->engine, TYPE_ENGINE);
}

static void truck_realize_bad(PCIDevice *pci, Error **errp)
{
    BadTruck *s = TRUCK_BAD(pci);

    /* 3 with parent and bus, 1 when it is unplugged. */
    object_property_set_link(OBJECT(&s->engine), "host", OBJECT(s), // expect: qom-ref-leak s
                             &error_abort);
    qdev_realize(DEVICE(&s->engine), NULL, errp);
}

static void truck_class_init_bad(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = truck_realize_bad;
}

/* The child goes first. */

#define TYPE_TRUCK_OK "toy-truck-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkTruck, TRUCK_OK)

struct OkTruck {
    PCIDevice parent_obj;
    EngineState engine;
};

static void truck_init_ok(Object *obj)
{
    object_initialize_child(obj, "engine", &TRUCK_OK(obj)->engine, TYPE_ENGINE);
}

static void truck_realize_ok(PCIDevice *pci, Error **errp)
{
    OkTruck *s = TRUCK_OK(pci);

    object_property_set_link(OBJECT(&s->engine), "host", OBJECT(s),
                             &error_abort);
    if (!qdev_realize(DEVICE(&s->engine), NULL, errp)) {
        object_unparent(OBJECT(&s->engine));
    }
}

static void truck_exit_ok(PCIDevice *pci)
{
    object_unparent(OBJECT(&TRUCK_OK(pci)->engine));
}

static void truck_class_init_ok(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = truck_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = truck_exit_ok;
}

/* The same with a link of the child's own. */

#define TYPE_BOAT_BAD "toy-boat-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadBoat, BOAT_BAD)

struct BadBoat {
    PCIDevice parent_obj;
    GaugeState gauge;
};

static void boat_init_bad(Object *obj)
{
    object_initialize_child(obj, "gauge", &BOAT_BAD(obj)->gauge, TYPE_GAUGE);
}

static void boat_realize_bad(PCIDevice *pci, Error **errp)
{
    BadBoat *s = BOAT_BAD(pci);

    /* 3 with parent and bus, 1 when it is unplugged. */
    object_property_set_link(OBJECT(&s->gauge), "source", OBJECT(s), // expect: qom-ref-leak s
                             &error_abort);
}

static void boat_class_init_bad(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = boat_realize_bad;
}

/* The link goes first. */

#define TYPE_BOAT_OK "toy-boat-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkBoat, BOAT_OK)

struct OkBoat {
    PCIDevice parent_obj;
    GaugeState gauge;
};

static void boat_init_ok(Object *obj)
{
    object_initialize_child(obj, "gauge", &BOAT_OK(obj)->gauge, TYPE_GAUGE);
}

static void boat_realize_ok(PCIDevice *pci, Error **errp)
{
    OkBoat *s = BOAT_OK(pci);

    object_property_set_link(OBJECT(&s->gauge), "source", OBJECT(s),
                             &error_abort);
}

static void boat_exit_ok(PCIDevice *pci)
{
    object_property_set_link(OBJECT(&BOAT_OK(pci)->gauge), "source", NULL,
                             &error_abort);
}

static void boat_class_init_ok(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = boat_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = boat_exit_ok;
}

/* A link that takes no reference. */

#define TYPE_KITE_OK "toy-kite-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkKite, KITE_OK)

struct OkKite {
    PCIDevice parent_obj;
    GaugeState gauge;
};

static void kite_init_ok(Object *obj)
{
    object_initialize_child(obj, "gauge", &KITE_OK(obj)->gauge, TYPE_GAUGE);
}

static void kite_realize_ok(PCIDevice *pci, Error **errp)
{
    OkKite *s = KITE_OK(pci);

    object_property_set_link(OBJECT(&s->gauge), "observer", OBJECT(s),
                             &error_abort);
}

static void kite_class_init_ok(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = kite_realize_ok;
}

/* Not in the tree yet, so that it has no path: the link stays empty. */

#define TYPE_SLEDGE_OK "toy-sledge-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkSledge, SLEDGE_OK)

struct OkSledge {
    PCIDevice parent_obj;
    GaugeState gauge;
};

static void sledge_init_ok(Object *obj)
{
    OkSledge *s = SLEDGE_OK(obj);

    object_initialize_child(obj, "gauge", &s->gauge, TYPE_GAUGE);
    object_property_set_link(OBJECT(&s->gauge), "source", obj, NULL);
}

/* To another part, where a struct begins that both are parts of. */

#define TYPE_CABIN_OK "toy-cabin-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkCabin, CABIN_OK)

struct OkCabin {
    PCIDevice parent_obj;
    struct {
        MemoryRegion window;
        GaugeState gauge;
    } panel;
};

static void cabin_init_ok(Object *obj)
{
    OkCabin *s = CABIN_OK(obj);

    memory_region_init(&s->panel.window, obj, "window", 0x1000);
    object_initialize_child(obj, "gauge", &s->panel.gauge, TYPE_GAUGE);
}

static void cabin_realize_ok(PCIDevice *pci, Error **errp)
{
    OkCabin *s = CABIN_OK(pci);

    object_property_set_link(OBJECT(&s->panel.gauge), "source",
                             OBJECT(&s->panel.window), &error_abort);
}

static void cabin_class_init_ok(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = cabin_realize_ok;
}

/* On a bus of the device, which takes its devices out of the tree. */

#define TYPE_RAILS "toy-rails"
#define TYPE_TRACTION "toy-traction"

static void traction_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), engine_properties);
    DEVICE_CLASS(klass)->bus_type = TYPE_RAILS;
}

#define TYPE_TRAIN_OK "toy-train-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkTrain, TRAIN_OK)

struct OkTrain {
    PCIDevice parent_obj;
    BusState rails;
    EngineState engine;
};

static void train_init_ok(Object *obj)
{
    OkTrain *s = TRAIN_OK(obj);

    qbus_init(&s->rails, sizeof(s->rails), TYPE_RAILS, DEVICE(obj), "rails");
    object_initialize_child(obj, "engine", &s->engine, TYPE_TRACTION);
}

static void train_realize_ok(PCIDevice *pci, Error **errp)
{
    OkTrain *s = TRAIN_OK(pci);

    object_property_set_link(OBJECT(&s->engine), "host", OBJECT(s),
                             &error_abort);
    if (!qdev_realize(DEVICE(&s->engine), &s->rails, errp)) {
        object_unparent(OBJECT(&s->engine));
    }
}

static void train_class_init_ok(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = train_realize_ok;
}

/* A part of a board. Whoever only prints the name of a type makes none. */

#define TYPE_MILL_BAD "toy-mill-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadMill, MILL_BAD)

struct BadMill {
    SysBusDevice parent_obj;
    GaugeState gauge;
};

static void mill_init_bad(Object *obj)
{
    object_initialize_child(obj, "gauge", &MILL_BAD(obj)->gauge, TYPE_GAUGE);
}

static void mill_realize_bad(DeviceState *dev, Error **errp)
{
    BadMill *s = MILL_BAD(dev);

    /* 3 with parent and bus; 1 if a board took it away. */
    object_property_set_link(OBJECT(&s->gauge), "source", OBJECT(s), // expect-latent: qom-ref-leak s
                             &error_abort);
}

static void mill_class_init_bad(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = mill_realize_bad;
}

static void gauge_finalize(Object *obj)
{
    if (GAUGE(obj)->observer) {
        error_report("%s: still observed", TYPE_MILL_BAD);
    }
}
static const InterfaceInfo pci_interfaces[] = {
    {INTERFACE_CONVENTIONAL_PCI_DEVICE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_ENGINE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(EngineState),
        .class_init = engine_class_init,
    },
    {
        .name = TYPE_TRACTION,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(EngineState),
        .class_init = traction_class_init,
    },
    {
        .name = TYPE_GAUGE,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(GaugeState),
        .instance_init = gauge_init,
        .instance_finalize = gauge_finalize,
    },
    {
        .name = TYPE_MILL_BAD,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(BadMill),
        .instance_init = mill_init_bad,
        .class_init = mill_class_init_bad,
    },
    {
        .name = TYPE_RAILS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_TRUCK_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadTruck),
        .instance_init = truck_init_bad,
        .class_init = truck_class_init_bad,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TRUCK_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkTruck),
        .instance_init = truck_init_ok,
        .class_init = truck_class_init_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_BOAT_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadBoat),
        .instance_init = boat_init_bad,
        .class_init = boat_class_init_bad,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_BOAT_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkBoat),
        .instance_init = boat_init_ok,
        .class_init = boat_class_init_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_KITE_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkKite),
        .instance_init = kite_init_ok,
        .class_init = kite_class_init_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_SLEDGE_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkSledge),
        .instance_init = sledge_init_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_CABIN_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkCabin),
        .instance_init = cabin_init_ok,
        .class_init = cabin_class_init_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TRAIN_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkTrain),
        .instance_init = train_init_ok,
        .class_init = train_class_init_ok,
        .interfaces = pci_interfaces,
    },
};

DEFINE_TYPES(types)
