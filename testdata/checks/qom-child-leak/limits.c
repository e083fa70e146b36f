/*
 * More ways through a function than qomlint follows: unrealize may find each
 * part there or not. What it drops is known all the same.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"

#define TYPE_DEMO_CORE "demo-core"
#define TYPE_DEMO_PART "demo-part"

#define TYPE_DEMO_CLUSTER "demo-cluster"
OBJECT_DECLARE_SIMPLE_TYPE(DemoCluster, DEMO_CLUSTER)

struct DemoCluster {
    DeviceState parent_obj;
    DeviceState *cores[4];
    DeviceState *timer;
    DeviceState *uart;
    DeviceState *gpio;
};

static bool demo_cluster_add_core_bad(DemoCluster *s, int n, Error **errp)
{
    /* 2: ours and the cluster's. */
    Object *core = object_new(TYPE_DEMO_CORE); // expect: qom-child-leak core

    object_property_add_child(OBJECT(s), "core[*]", core);
    s->cores[n] = DEVICE(core);
    return qdev_realize(DEVICE(core), NULL, errp);
}

static bool demo_cluster_add_part_ok(DemoCluster *s, DeviceState **part,
                                     const char *name, Error **errp)
{
    *part = qdev_new(TYPE_DEMO_PART);
    object_property_add_child(OBJECT(s), name, OBJECT(*part));
    return qdev_realize_and_unref(*part, NULL, errp);
}

static void demo_cluster_drop_part_ok(DeviceState **part)
{
    if (*part) {
        object_unparent(OBJECT(*part));
        *part = NULL;
    }
}

static void demo_cluster_unrealize_ok(DeviceState *dev)
{
    DemoCluster *s = DEMO_CLUSTER(dev);

    for (int i = 0; i < 4; i++) {
        if (s->cores[i]) {
            object_unparent(OBJECT(s->cores[i]));
            s->cores[i] = NULL;
        }
    }
    demo_cluster_drop_part_ok(&s->timer);
    demo_cluster_drop_part_ok(&s->uart);
    demo_cluster_drop_part_ok(&s->gpio);
}

static void demo_cluster_realize_ok(DeviceState *dev, Error **errp)
{
    DemoCluster *s = DEMO_CLUSTER(dev);

    if (!demo_cluster_add_part_ok(s, &s->timer, "timer", errp) ||
        !demo_cluster_add_part_ok(s, &s->uart, "uart", errp) ||
        !demo_cluster_add_part_ok(s, &s->gpio, "gpio", errp) ||
        !demo_cluster_add_core_bad(s, 0, errp)) {
        demo_cluster_unrealize_ok(dev);
    }
}

static void demo_cluster_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = demo_cluster_realize_ok;
    dc->unrealize = demo_cluster_unrealize_ok;
}

static const TypeInfo demo_cluster_types[] = {
    {
        .name = TYPE_DEMO_CORE,
        .parent = TYPE_DEVICE,
    },
    {
        .name = TYPE_DEMO_PART,
        .parent = TYPE_DEVICE,
    },
    {
        .name = TYPE_DEMO_CLUSTER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(DemoCluster),
        .class_init = demo_cluster_class_init,
    },
};

DEFINE_TYPES(demo_cluster_types)
