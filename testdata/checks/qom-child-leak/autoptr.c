/*
 * The unref that a declaration makes, and its absence.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

#define TYPE_FILTER "net-filter-stage"
OBJECT_DECLARE_SIMPLE_TYPE(FilterState, FILTER)

struct FilterState {
    Object parent_obj;
    uint32_t order;
};

#define TYPE_CHAIN "net-filter-chain"
OBJECT_DECLARE_SIMPLE_TYPE(ChainState, CHAIN)

struct ChainState {
    Object parent_obj;
    uint32_t length;
};

/* A plain pointer has no cleanup. */

static void chain_complete_bad(UserCreatable *uc, Error **errp)
{
    /* 2 at every return: the chain's and ours. */
    Object *filter = object_new(TYPE_FILTER); // expect: qom-child-leak filter

    object_property_add_child(OBJECT(uc), "default", filter);
    if (!object_property_set_uint(filter, "order", 1, errp)) {
        return;
    }
    CHAIN(uc)->length = 1;
}

static void chain_complete_ok(UserCreatable *uc, Error **errp)
{
    g_autoptr(Object) filter = object_new(TYPE_FILTER);

    object_property_add_child(OBJECT(uc), "default", filter);
    if (!object_property_set_uint(filter, "order", 1, errp)) {
        return;
    }
    CHAIN(uc)->length = 1;
}

/* A cleanup that was called off for the sake of a parent that counts itself. */

void chain_append_bad(ChainState *chain, const char *name)
{
    /* The cleanup of one branch drops it; the other keeps 2, ours is lost. */
    g_autoptr(Object) filter = object_new(TYPE_FILTER); // expect: qom-child-leak filter
    Object *stage;

    if (object_resolve_path_component(OBJECT(chain), name)) {
        return;
    }
    stage = g_steal_pointer(&filter);
    object_property_add_child(OBJECT(chain), name, stage);
    FILTER(stage)->order = chain->length++;
}

void chain_append_ok(ChainState *chain, const char *name)
{
    g_autoptr(Object) filter = object_new(TYPE_FILTER);
    Object *stage;

    if (object_resolve_path_component(OBJECT(chain), name)) {
        return;
    }
    stage = filter;
    object_property_add_child(OBJECT(chain), name, stage);
    FILTER(stage)->order = chain->length++;
}

static void filter_init(Object *obj)
{
    object_property_add_uint32_ptr(obj, "order", &FILTER(obj)->order,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void chain_bad_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = chain_complete_bad;
}

static void chain_ok_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = chain_complete_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_FILTER,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(FilterState),
        .instance_init = filter_init,
    },
    {
        .name = TYPE_CHAIN,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(ChainState),
        .abstract = true,
        .interfaces = (const InterfaceInfo[]){{TYPE_USER_CREATABLE}, {}},
    },
    {
        .name = TYPE_CHAIN "-bad",
        .parent = TYPE_CHAIN,
        .class_init = chain_bad_class_init,
    },
    {
        .name = TYPE_CHAIN "-ok",
        .parent = TYPE_CHAIN,
        .class_init = chain_ok_class_init,
    },
};

DEFINE_TYPES(types)
