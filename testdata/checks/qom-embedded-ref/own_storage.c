/*
 * The instance itself: its storage is the last unref's to free, or the owner's,
 * when the finalizer has returned. No program runs this: the process crashes
 * where object_unref goes on with what it finalized.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qom/object.h"

#define TYPE_SPARK "toy-spark"
OBJECT_DECLARE_SIMPLE_TYPE(SparkState, SPARK)

struct SparkState {
    Object parent_obj;
    uint8_t *trail;
};

static void spark_init(Object *obj)
{
    SPARK(obj)->trail = g_malloc0(16);
}

static void spark_finalize_bad(Object *obj)
{
    SparkState *s = SPARK(obj);

    g_free(s->trail);
    g_free(s); // expect: qom-embedded-ref s
}

static void spark_finalize_ok(Object *obj)
{
    SparkState *s = SPARK(obj);

    g_free(s->trail);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_SPARK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(SparkState),
        .instance_init = spark_init,
        .abstract = true,
    },
    {
        .name = TYPE_SPARK "-bad",
        .parent = TYPE_SPARK,
        .instance_finalize = spark_finalize_bad,
    },
    {
        .name = TYPE_SPARK "-ok",
        .parent = TYPE_SPARK,
        .instance_finalize = spark_finalize_ok,
    },
};

DEFINE_TYPES(types)
