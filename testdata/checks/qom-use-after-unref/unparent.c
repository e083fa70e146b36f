/*
 * The parent's reference was the last one.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qom/object.h"
#include "system/iothread.h"

#define TYPE_RULE "toy-rule"
OBJECT_DECLARE_SIMPLE_TYPE(RuleState, RULE)

struct RuleState {
    Object parent_obj;
    uint32_t priority;
};

/* Created, handed over, taken out again. */

uint32_t rule_try_bad(Object *table, Error **errp)
{
    Object *rule = object_new(TYPE_RULE);

    object_property_add_child(table, "trial", rule);
    object_unref(rule);
    object_unparent(rule);
    /* 0: the table's was the last. */
    return RULE(rule)->priority; // expect: qom-use-after-unref rule
}

uint32_t rule_try_ok(Object *table, Error **errp)
{
    Object *rule = object_new(TYPE_RULE);
    uint32_t priority;

    object_property_add_child(table, "trial", rule);
    object_unref(rule);
    priority = RULE(rule)->priority;
    object_unparent(rule);
    return priority;
}

/* The failing branch of a configuration. */

Object *rule_add_bad(Object *table, const char *priority, Error **errp)
{
    Object *rule = object_new(TYPE_RULE);

    object_property_add_child(table, "rule[*]", rule);
    object_unref(rule);
    if (!object_property_parse(rule, "priority", priority, errp)) {
        object_unparent(rule);
        /* 0: the message reads what is gone. */
        error_append_hint(errp, "It is %u.\n", RULE(rule)->priority); // expect: qom-use-after-unref rule
        return NULL;
    }
    return rule;
}

Object *rule_add_ok(Object *table, const char *priority, Error **errp)
{
    Object *rule = object_new(TYPE_RULE);

    object_property_add_child(table, "rule[*]", rule);
    object_unref(rule);
    if (!object_property_parse(rule, "priority", priority, errp)) {
        error_append_hint(errp, "It is %u.\n", RULE(rule)->priority);
        object_unparent(rule);
        return NULL;
    }
    return rule;
}

/* A destroyer with a name of its own. */

int thread_stop_bad(Error **errp)
{
    IOThread *thread = iothread_create("toy", errp);

    if (!thread) {
        return -1;
    }
    iothread_destroy(thread);
    /* 0: only the tree of internal objects had it. */
    return thread->thread_id; // expect: qom-use-after-unref thread
}

int thread_stop_ok(Error **errp)
{
    IOThread *thread = iothread_create("toy", errp);
    int id;

    if (!thread) {
        return -1;
    }
    id = thread->thread_id;
    iothread_destroy(thread);
    return id;
}

static void rule_init(Object *obj)
{
    object_property_add_uint32_ptr(obj, "priority", &RULE(obj)->priority,
                                   OBJ_PROP_FLAG_READWRITE);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_RULE,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(RuleState),
        .instance_init = rule_init,
    },
};

DEFINE_TYPES(types)
