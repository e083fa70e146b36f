/*
 * An object that counts itself while it is made. Introspection makes one of
 * each type and drops the one reference that it got.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qom/object.h"

#define TYPE_BEACON "toy-beacon"
OBJECT_DECLARE_SIMPLE_TYPE(Beacon, BEACON)

struct Beacon {
    Object parent_obj;
    uint32_t flashes;
};

static void beacon_init_bad(Object *obj)
{
    /* 2, and only the maker's goes. */
    object_ref(obj); // expect: qom-ref-leak obj
    BEACON(obj)->flashes = 1;
}

static void beacon_init_ok(Object *obj)
{
    object_ref(obj);
    BEACON(obj)->flashes = 1;
    object_unref(obj);
}

static const TypeInfo beacon_types[] = {
    {
        .name = TYPE_BEACON,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Beacon),
        .instance_init = beacon_init_ok,
    },
    {
        .name = "toy-beacon-bad",
        .parent = TYPE_BEACON,
        .instance_size = sizeof(Beacon),
        .instance_init = beacon_init_bad,
    },
};

DEFINE_TYPES(beacon_types)
