/*
 * A realize that calls the one it overrides, which knows nothing of the field.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"

#define TYPE_DEMO_PIC "demo-pic"

#define TYPE_DEMO_BASE "demo-base"

static void demo_base_realize_ok(DeviceState *dev, Error **errp)
{
}

static void demo_base_class_init(ObjectClass *oc, const void *data)
{
    DEVICE_CLASS(oc)->realize = demo_base_realize_ok;
}

#define TYPE_DEMO_CORE "demo-core"
typedef struct DemoCore DemoCore;
typedef struct DemoCoreClass DemoCoreClass;
DECLARE_OBJ_CHECKERS(DemoCore, DemoCoreClass, DEMO_CORE, TYPE_DEMO_CORE)

struct DemoCore {
    DeviceState parent_obj;
    DeviceState *pic;
};

struct DemoCoreClass {
    DeviceClass parent_class;
    DeviceRealize parent_realize;
};

static void demo_core_realize_ok(DeviceState *dev, Error **errp)
{
    DemoCore *s = DEMO_CORE(dev);

    s->pic = qdev_new(TYPE_DEMO_PIC);
    object_property_add_child(OBJECT(s), "pic", OBJECT(s->pic));
    object_unref(s->pic);
    DEMO_CORE_GET_CLASS(dev)->parent_realize(dev, errp);
}

static void demo_core_unrealize_bad(DeviceState *dev)
{
    DemoCore *s = DEMO_CORE(dev);

    object_unparent(OBJECT(s->pic));
    /* 0: the child property had the only one. */
    object_unref(s->pic); // expect: qom-field-protocol s->pic
    s->pic = NULL;
}

static void demo_core_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    device_class_set_parent_realize(dc, demo_core_realize_ok,
                                    &DEMO_CORE_CLASS(oc)->parent_realize);
    dc->unrealize = demo_core_unrealize_bad;
}

static const TypeInfo demo_core_types[] = {
    {
        .name = TYPE_DEMO_PIC,
        .parent = TYPE_DEVICE,
    },
    {
        .name = TYPE_DEMO_BASE,
        .parent = TYPE_DEVICE,
        .abstract = true,
        .class_init = demo_base_class_init,
    },
    {
        .name = TYPE_DEMO_CORE,
        .parent = TYPE_DEMO_BASE,
        .instance_size = sizeof(DemoCore),
        .class_size = sizeof(DemoCoreClass),
        .class_init = demo_core_class_init,
    },
};

DEFINE_TYPES(demo_core_types)
