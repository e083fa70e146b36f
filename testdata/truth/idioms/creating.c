/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Objects that are created: by hand, with properties, in the owner's storage,
 * by default, under a cleanup, for the caller, for the parent. Each as QEMU does
 * it, beside the mistakes that QEMU has seen.
 */
#include "qemu/osdep.h"
#include "hw/pci/pci.h"
#include "hw/qdev-properties.h"
#include "hw/sysbus.h"
#include "qapi/error.h"
#include "qemu/rcu.h"
#include "qom/object_interfaces.h"
#include "qom/scenario.h"

#include "../drivers/driver.h"

#define TYPE_ENTROPY "idiom-entropy"
OBJECT_DECLARE_SIMPLE_TYPE(Entropy, ENTROPY)

struct Entropy {
    Object parent_obj;
    uint32_t rate;
};

#define TYPE_RNG "idiom-rng"
OBJECT_DECLARE_SIMPLE_TYPE(RngState, RNG)

struct RngState {
    PCIDevice parent_obj;
    Entropy *entropy;
    Entropy *spare;
    uint32_t period;
};

static const Property rng_properties[] = {
    DEFINE_PROP_LINK("entropy", RngState, entropy, TYPE_ENTROPY, Entropy *),
    DEFINE_PROP_UINT32("period", RngState, period, 1),
};

/* Create, add as child, unref: the parent alone holds it. */

static Entropy *entropy_new_ok(Object *parent, const char *name)
{
    Object *obj = object_new(TYPE_ENTROPY);

    object_property_add_child(parent, name, obj);
    object_unref(obj);
    return ENTROPY(obj);
}

static Entropy *entropy_new_bad(Object *parent, const char *name)
{
    Object *obj = object_new(TYPE_ENTROPY);

    object_property_add_child(parent, name, obj);
    /* 2, and the function's name promises no reference. */
    return ENTROPY(obj);
}

static void entropy_count_bad(Object *parent)
{
    entropy_new_bad(parent, "counted")->rate = 1; // expect: qom-child-leak
}

/* The same under a cleanup. */

static Entropy *entropy_new_auto_ok(Object *parent, const char *name,
                                    Error **errp)
{
    g_autoptr(Object) obj = object_new(TYPE_ENTROPY);

    if (!object_property_set_uint(obj, "rate", 8, errp)) {
        return NULL;
    }
    object_property_add_child(parent, name, obj);
    return ENTROPY(obj);
}

static uint32_t entropy_rate_bad(Object *parent)
{
    /* The parent's: looking up takes nothing. */
    g_autoptr(Object) obj = object_resolve_path_component(parent, "auto"); // expect: qom-over-unref obj

    return ENTROPY(obj)->rate;
}

/* A default back end, created only if the user gave none. */

static void rng_realize_ok(PCIDevice *pci, Error **errp)
{
    RngState *s = RNG(pci);

    if (!s->entropy) {
        Object *made = object_new(TYPE_ENTROPY);

        if (!object_property_set_uint(made, "rate", s->period, errp)) {
            object_unref(made);
            return;
        }
        object_property_add_child(OBJECT(pci), "default-entropy", made);
        /* The child property has a reference now, this one goes. */
        object_unref(made);
        if (!object_property_set_link(OBJECT(pci), "entropy", made, errp)) {
            object_unparent(made);
            return;
        }
    }
    s->entropy->rate = s->period;
}

static void rng_realize_bad(PCIDevice *pci, Error **errp)
{
    RngState *s = RNG(pci);
    Object *made = object_new(TYPE_ENTROPY); // expect: qom-ref-leak made

    if (!object_property_set_uint(made, "rate", s->period, errp)) {
        /* Without a parent yet, this drops nothing. */
        object_unparent(made);
        return;
    }
    object_property_add_child(OBJECT(pci), "default-entropy", made);
    object_unref(made);
    s->spare = ENTROPY(made);
}

static void rng_exit(PCIDevice *pci)
{
    static const char *const name = "default-entropy";

    if (object_property_find(OBJECT(pci), name)) {
        object_property_del(OBJECT(pci), name);
    }
}

/* Create, set properties, realize and unref. */

static PCIDevice *rng_plug_ok(PCIBus *bus, uint32_t period, const char *type)
{
    PCIDevice *dev = pci_new(-1, type);

    qdev_prop_set_uint32(DEVICE(dev), "period", period);
    if (!pci_realize_and_unref(dev, bus, NULL)) {
        return NULL;
    }
    return dev;
}

static void rng_plug_bad(PCIBus *bus, const char *type, Error **errp)
{
    PCIDevice *dev = pci_new(-1, type);

    if (!pci_realize_and_unref(dev, bus, errp)) {
        /* 0: a failing call has dropped it, too. */
        object_unparent(OBJECT(dev)); // expect: qom-use-after-unref dev
    }
}

/* An embedded child: initialized by the owner, realized with it, never dropped. */

#define TYPE_BOX "idiom-box"
OBJECT_DECLARE_SIMPLE_TYPE(Box, BOX)

struct Box {
    SysBusDevice parent_obj;
    Entropy entropy;
};

static void box_init_ok(Object *obj)
{
    object_initialize_child(obj, "entropy", &BOX(obj)->entropy, TYPE_ENTROPY);
}

static void box_init_bad(Object *obj)
{
    Box *s = BOX(obj);

    object_initialize_child(obj, "entropy", &s->entropy, TYPE_ENTROPY);
    s->entropy.rate = 1;
    /* 1, the child property's. */
    object_unref(OBJECT(&s->entropy)); // expect: qom-embedded-ref s->entropy
}

/* Lookup and count: what is returned is the caller's. */

static Entropy *entropy_get_ok(Object *parent, const char *name, Error **errp)
{
    Object *obj = object_resolve_path_component(parent, name);

    if (!obj) {
        error_setg(errp, "no entropy '%s'", name);
        return NULL;
    }
    return ENTROPY(object_ref(obj));
}

static bool entropy_check_bad(Object *parent, uint32_t limit)
{
    Entropy *entropy = entropy_get_ok(parent, "plain", NULL); // expect: qom-ref-leak entropy

    if (entropy->rate > limit) {
        return false;
    }
    object_unref(OBJECT(entropy));
    return true;
}

static bool entropy_check_ok(Object *parent, uint32_t limit)
{
    Entropy *entropy = entropy_get_ok(parent, "plain", NULL);
    bool fits = entropy->rate <= limit;

    object_unref(OBJECT(entropy));
    return fits;
}

static void unplug(PCIDevice *dev)
{
    if (dev) {
        object_unparent(OBJECT(dev));
        drain_call_rcu();
    }
}

void scenario(void)
{
    Object *parent = object_get_objects_root();
    PCIBus *bus = driver_pci_bus();

    if (scenario_choice("plug")) {
        unplug(rng_plug_ok(bus, 2, TYPE_RNG "-ok"));
        return;
    }
    if (scenario_choice("plug, wrong")) {
        unplug(rng_plug_ok(bus, 2, TYPE_RNG "-bad"));
        rng_plug_bad(bus, TYPE_RNG "-ok", NULL);
        return;
    }
    entropy_new_ok(parent, "plain");
    if (entropy_new_auto_ok(parent, "auto", NULL) && scenario_choice("rate")) {
        entropy_rate_bad(parent);
    }
    entropy_count_bad(parent);
    entropy_check_ok(parent, 0);
    entropy_check_bad(parent, 0);
    ENTROPY(object_resolve_path_component(parent, "plain"))->rate = 4;
    entropy_check_bad(parent, 0);
    object_unref(entropy_get_ok(parent, "none", NULL));
    driver_introspect(TYPE_BOX "-ok");
    if (scenario_choice("box")) {
        driver_introspect(TYPE_BOX "-bad");
    }
}

static void entropy_init(Object *obj)
{
    object_property_add_uint32_ptr(obj, "rate", &ENTROPY(obj)->rate,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void rng_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = rng_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = rng_exit;
    device_class_set_props(DEVICE_CLASS(klass), rng_properties);
}

static void rng_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = rng_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = rng_exit;
    device_class_set_props(DEVICE_CLASS(klass), rng_properties);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_ENTROPY,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Entropy),
        .instance_init = entropy_init,
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
        .name = TYPE_RNG "-ok",
        .parent = TYPE_RNG,
        .class_init = rng_ok_class_init,
    },
    {
        .name = TYPE_RNG "-bad",
        .parent = TYPE_RNG,
        .class_init = rng_bad_class_init,
    },
    {
        .name = TYPE_BOX,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(Box),
        .abstract = true,
    },
    {
        .name = TYPE_BOX "-ok",
        .parent = TYPE_BOX,
        .instance_init = box_init_ok,
    },
    {
        .name = TYPE_BOX "-bad",
        .parent = TYPE_BOX,
        .instance_init = box_init_bad,
    },
};

DEFINE_TYPES(types)
