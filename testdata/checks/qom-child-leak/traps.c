/*
 * Right code that looks like a kept creation reference.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/clock.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qemu/error-report.h"

#define TYPE_POOL_BUS "toy-rng-pool-bus"
#define TYPE_RNG_BACKEND "toy-rng-backend"
OBJECT_DECLARE_SIMPLE_TYPE(RngBackend, RNG_BACKEND)

struct RngBackend {
    DeviceState parent_obj;
    uint32_t rate;
};

#define TYPE_RNG "toy-rng"
OBJECT_DECLARE_SIMPLE_TYPE(RngState, RNG)

struct RngState {
    PCIDevice parent_obj;
    RngBackend *backend;
    DeviceState *pool;
    RngBackend *spare;
    Clock *clk;
    BusState *bus;
};

/* After the unref the child property holds it, so it may still be used. */
static void rng_use_realize_ok(PCIDevice *pci, Error **errp)
{
    Object *backend = object_new(TYPE_RNG_BACKEND);

    object_property_add_child(OBJECT(pci), "backend", backend);
    object_unref(backend);
    object_property_set_uint(backend, "rate", 64, errp);
}

/* The creation reference is gone, the tree's remains. */
static void rng_realized_realize_ok(PCIDevice *pci, Error **errp)
{
    DeviceState *backend = qdev_new(TYPE_RNG_BACKEND);

    object_property_add_child(OBJECT(pci), "backend", OBJECT(backend));
    if (!qdev_realize_and_unref(backend, NULL, errp)) {
        return;
    }
    RNG_BACKEND(backend)->rate = 64;
}

/* The creation reference lives in a field; exit drops both. */
static void rng_pool_realize_ok(PCIDevice *pci, Error **errp)
{
    RngState *s = RNG(pci);

    s->pool = qdev_new(TYPE_RNG_BACKEND);
    object_property_add_child(OBJECT(pci), "pool", OBJECT(s->pool));
    qdev_realize(s->pool, NULL, &error_abort);
}

static void rng_pool_exit(PCIDevice *pci)
{
    RngState *s = RNG(pci);

    object_unparent(OBJECT(s->pool));
    object_unref(OBJECT(s->pool));
    s->pool = NULL;
}

/* A strong link owns the reference that its slot already has. */
static void rng_link_init_ok(Object *obj)
{
    RngState *s = RNG(obj);

    s->spare = RNG_BACKEND(object_new(TYPE_RNG_BACKEND));
    object_property_add_child(obj, "spare", OBJECT(s->spare));
    object_property_add_link(obj, "active", TYPE_RNG_BACKEND,
                             (Object **)&s->spare,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
}

/* A default for a link: parent and link hold it, like a user's own. */
static void rng_default_realize_ok(PCIDevice *pci, Error **errp)
{
    RngState *s = RNG(pci);

    if (!s->backend) {
        Object *fallback = object_new(TYPE_RNG_BACKEND);

        object_property_add_child(OBJECT(pci), "default-backend", fallback);
        /* From here the child property holds it. */
        object_unref(fallback);
        object_property_set_link(OBJECT(pci), "rng", fallback, &error_abort);
    }
}

/* The cleanup drops the creation reference; what is returned is borrowed. */
static Object *rng_make_backend_ok(RngState *s)
{
    g_autoptr(Object) backend = object_new(TYPE_RNG_BACKEND);

    object_property_add_child(OBJECT(s), "made", backend);
    return backend;
}

static void rng_made_realize_ok(PCIDevice *pci, Error **errp)
{
    Object *backend = rng_make_backend_ok(RNG(pci));

    RNG_BACKEND(backend)->rate = 128;
}

/* Creators that keep what they create. */
static void rng_creators_init_ok(Object *obj)
{
    RngState *s = RNG(obj);

    s->clk = qdev_init_clock_in(DEVICE(obj), "clk", NULL, NULL, 0);
    s->bus = qbus_new(TYPE_POOL_BUS, DEVICE(obj), "pools");
    clock_new(obj, "internal");
    object_new_with_props(TYPE_RNG_BACKEND, obj, "fixed", &error_abort,
                          "rate", "32", NULL);
}

/* Another parent for a child: a reference for the time in between. */
void rng_move_backend_ok(RngState *from, RngState *to)
{
    Object *backend = object_resolve_path_component(OBJECT(from), "backend");

    if (!backend) {
        return;
    }
    object_ref(backend);
    object_unparent(backend);
    object_property_add_child(OBJECT(to), "backend", backend);
    object_unref(backend);
}

/* Nothing is lost on a path that ends the process. */
void rng_cmdline_ok(Object *root, const char *rate)
{
    Object *backend = object_new(TYPE_RNG_BACKEND);

    object_property_add_child(root, "cmdline", backend);
    if (!object_property_parse(backend, "rate", rate, NULL)) {
        error_report("invalid rate '%s'", rate);
        exit(1);
    }
    object_unref(backend);
}

/* One per process, kept in a static for as long as it lasts. */
Object *rng_pools_ok(void)
{
    static Object *pools;

    if (!pools) {
        pools = object_new(TYPE_CONTAINER);
        object_property_add_child(object_get_root(), "rng-pools", pools);
    }
    return pools;
}

/* No board gives back its processors. */
static void rng_machine_init_ok(MachineState *machine)
{
    unsigned i;

    for (i = 0; i < machine->smp.cpus; i++) {
        cpu_create(machine->cpu_type);
    }
}

static void rng_machine_class_setup(MachineClass *mc)
{
    mc->init = rng_machine_init_ok;
}

DEFINE_MACHINE("toy-rng", rng_machine_class_setup)

static void backend_init(Object *obj)
{
    object_property_add_uint32_ptr(obj, "rate", &RNG_BACKEND(obj)->rate,
                                   OBJ_PROP_FLAG_READWRITE);
}

static const Property rng_properties[] = {
    DEFINE_PROP_LINK("rng", RngState, backend, TYPE_RNG_BACKEND, RngBackend *),
};

static void use_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = rng_use_realize_ok;
}

static void realized_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = rng_realized_realize_ok;
}

static void pool_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = rng_pool_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = rng_pool_exit;
}

static void default_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = rng_default_realize_ok;
    device_class_set_props(DEVICE_CLASS(klass), rng_properties);
}

static void made_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = rng_made_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_POOL_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_RNG_BACKEND,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(RngBackend),
        .instance_init = backend_init,
    },
    {
        .name = TYPE_RNG,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(RngState),
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_RNG "-use",
        .parent = TYPE_RNG,
        .class_init = use_class_init,
    },
    {
        .name = TYPE_RNG "-realized",
        .parent = TYPE_RNG,
        .class_init = realized_class_init,
    },
    {
        .name = TYPE_RNG "-pool",
        .parent = TYPE_RNG,
        .class_init = pool_class_init,
    },
    {
        .name = TYPE_RNG "-link",
        .parent = TYPE_RNG,
        .instance_init = rng_link_init_ok,
    },
    {
        .name = TYPE_RNG "-default",
        .parent = TYPE_RNG,
        .class_init = default_class_init,
    },
    {
        .name = TYPE_RNG "-made",
        .parent = TYPE_RNG,
        .class_init = made_class_init,
    },
    {
        .name = TYPE_RNG "-creators",
        .parent = TYPE_RNG,
        .instance_init = rng_creators_init_ok,
    },
};

DEFINE_TYPES(types)
