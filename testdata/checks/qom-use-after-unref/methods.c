/*
 * Calls through class methods and tables of operations: if no function that may
 * be meant keeps its argument, the call only borrows, and what comes after it
 * is judged as without it.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
// whole-program
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/object.h"

#define TYPE_FILTER "toy-filter"
OBJECT_DECLARE_TYPE(FilterState, FilterClass, FILTER)

struct FilterState {
    Object parent_obj;
    uint32_t gain;
    uint32_t taps;
};

struct FilterClass {
    ObjectClass parent_class;
    void (*tune)(FilterState *s, uint32_t gain);
    uint32_t (*measure)(FilterState *s);
    void (*finish)(FilterState *s);
    void (*attach)(FilterState *s);
};

typedef struct FilterOps {
    void (*reset)(FilterState *s);
    void (*load)(FilterState *s, const uint32_t *taps, size_t count);
} FilterOps;

/* Two implementations of each: all of them borrow. */

static void filter_low_tune(FilterState *s, uint32_t gain)
{
    s->gain = gain;
}

static void filter_high_tune(FilterState *s, uint32_t gain)
{
    s->gain = gain * 2;
    s->taps++;
}

static uint32_t filter_measure(FilterState *s)
{
    return s->gain * s->taps;
}

static void filter_reset(FilterState *s)
{
    s->taps = 0;
}

static void filter_load(FilterState *s, const uint32_t *taps, size_t count)
{
    s->taps = count ? taps[0] : 0;
}

static const FilterOps filter_ops = {
    .reset = filter_reset,
    .load = filter_load,
};

/* One that ends what it is given, and one that keeps it. */

static void filter_finish(FilterState *s)
{
    object_unref(OBJECT(s));
}

static GSList *filters;

static void filter_attach(FilterState *s)
{
    filters = g_slist_prepend(filters, object_ref(OBJECT(s)));
}

/* After a method. */

uint32_t filter_try_bad(uint32_t gain)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));
    FilterClass *fc = FILTER_GET_CLASS(s);

    fc->tune(s, gain);
    object_unref(OBJECT(s));
    /* 0: the method has kept none. */
    return s->gain; // expect: qom-use-after-unref s
}

uint32_t filter_try_ok(uint32_t gain)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));
    FilterClass *fc = FILTER_GET_CLASS(s);

    fc->tune(s, gain);
    gain = s->gain;
    object_unref(OBJECT(s));
    return gain;
}

/* The method itself comes too late. */

uint32_t filter_measure_bad(void)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));
    FilterClass *fc = FILTER_GET_CLASS(s);

    object_unref(OBJECT(s));
    /* 0, and every implementation reads it. */
    return fc->measure(s); // expect: qom-use-after-unref s
}

uint32_t filter_measure_ok(void)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));
    FilterClass *fc = FILTER_GET_CLASS(s);
    uint32_t result = fc->measure(s);

    object_unref(OBJECT(s));
    return result;
}

/* The class of an object that is gone. */

uint32_t filter_class_bad(void)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));
    FilterClass *fc;

    object_unref(OBJECT(s));
    /* 0: a class is found through its object. */
    fc = FILTER_GET_CLASS(s); // expect: qom-use-after-unref s
    return fc->measure != NULL;
}

/* Classes stay when their objects go. */
uint32_t filter_class_ok(void)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));
    FilterClass *fc = FILTER_GET_CLASS(s);

    object_unref(OBJECT(s));
    return fc->measure != NULL;
}

/* After an operation of a table. */

uint32_t filter_load_bad(const uint32_t *taps, size_t count)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));
    const FilterOps *ops = &filter_ops;

    ops->reset(s);
    ops->load(s, taps, count);
    object_unref(OBJECT(s));
    /* 0. */
    return s->taps; // expect: qom-use-after-unref s
}

uint32_t filter_load_ok(const uint32_t *taps, size_t count)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));
    const FilterOps *ops = &filter_ops;
    uint32_t result;

    ops->reset(s);
    ops->load(s, taps, count);
    result = s->taps;
    object_unref(OBJECT(s));
    return result;
}

/* After an unparent. */

void filter_drop_bad(Object *parent)
{
    Object *obj = object_new(TYPE_FILTER);
    FilterState *s = FILTER(obj);

    object_property_add_child(parent, "filter", obj);
    object_unref(obj);
    FILTER_GET_CLASS(s)->tune(s, 3);
    object_unparent(obj);
    /* 0: the parent's was the last. */
    s->taps = 0; // expect: qom-use-after-unref s
}

void filter_drop_ok(Object *parent)
{
    Object *obj = object_new(TYPE_FILTER);
    FilterState *s = FILTER(obj);

    object_property_add_child(parent, "filter", obj);
    object_unref(obj);
    FILTER_GET_CLASS(s)->tune(s, 3);
    s->taps = 0;
    object_unparent(obj);
}

/* A method that ends its object. */

uint32_t FN_filter_finish_bad(void)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));

    FILTER_GET_CLASS(s)->finish(s);
    /* 0: the only implementation has dropped it. */
    return s->gain; // expect: qom-use-after-unref s
}

/* A method that keeps its object: 1 after the unref. */
uint32_t filter_attach_ok(void)
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));

    FILTER_GET_CLASS(s)->attach(s);
    object_unref(OBJECT(s));
    return s->gain;
}

/* A pointer of which nothing is known: it may keep what it gets. */
uint32_t filter_each_ok(void (*visit)(FilterState *s))
{
    FilterState *s = FILTER(object_new(TYPE_FILTER));

    visit(s);
    object_unref(OBJECT(s));
    return s->gain;
}

static void filter_low_class_init(ObjectClass *klass, const void *data)
{
    FilterClass *fc = FILTER_CLASS(klass);

    fc->tune = filter_low_tune;
    fc->measure = filter_measure;
    fc->finish = filter_finish;
    fc->attach = filter_attach;
}

static void filter_high_class_init(ObjectClass *klass, const void *data)
{
    FILTER_CLASS(klass)->tune = filter_high_tune;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_FILTER,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(FilterState),
        .class_size = sizeof(FilterClass),
        .class_init = filter_low_class_init,
    },
    {
        .name = TYPE_FILTER "-high",
        .parent = TYPE_FILTER,
        .class_init = filter_high_class_init,
    },
};

DEFINE_TYPES(types)
