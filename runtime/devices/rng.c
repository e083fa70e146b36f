/*
 * Back ends that a device asks for randomness, and one that has it at once:
 * xorshift64* (Vigna, 2016).
 *
 * Lifetime: a back end is made by a user, or by a device that was given none.
 * Requests hold a pointer to who made them. The bottom half is the object's
 * from init to finalize.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qemu/main-loop.h"
#include "qemu/module.h"
#include "qom/object_interfaces.h"
#include "runtime/devices/rng.h"

typedef struct RngRequest {
    EntropyReceiveFunc *receive;
    void *opaque;
    size_t size;
} RngRequest;

void rng_backend_request_entropy(RngBackend *s, size_t size,
                                 EntropyReceiveFunc *receive, void *opaque)
{
    RngRequest *request = g_new(RngRequest, 1);

    *request = (RngRequest){receive, opaque, size};
    g_queue_push_tail(&s->requests, request);
    RNG_BACKEND_GET_CLASS(s)->request_entropy(s);
}

void rng_backend_cancel_requests(RngBackend *s, void *opaque)
{
    GList *next;

    for (GList *item = s->requests.head; item; item = next) {
        RngRequest *request = item->data;

        next = item->next;
        if (request->opaque == opaque) {
            g_queue_delete_link(&s->requests, item);
            g_free(request);
        }
    }
}

static void rng_backend_complete(UserCreatable *uc, Error **errp)
{
    ERRP_GUARD();
    RngBackend *s = RNG_BACKEND(uc);
    RngBackendClass *rc = RNG_BACKEND_GET_CLASS(s);

    if (rc->opened) {
        rc->opened(s, errp);
    }
    s->opened = !*errp;
}

static bool rng_backend_get_opened(Object *obj, Error **errp)
{
    return RNG_BACKEND(obj)->opened;
}

static void rng_backend_init(Object *obj)
{
    g_queue_init(&RNG_BACKEND(obj)->requests);
}

static void rng_backend_finalize(Object *obj)
{
    g_queue_clear_full(&RNG_BACKEND(obj)->requests, g_free);
}

static void rng_backend_class_init(ObjectClass *oc, const void *data)
{
    USER_CREATABLE_CLASS(oc)->complete = rng_backend_complete;
    object_class_property_add_bool(oc, "opened", rng_backend_get_opened, NULL);
}

static uint64_t next_number(RngBuiltin *s)
{
    s->seed ^= s->seed >> 12;
    s->seed ^= s->seed << 25;
    s->seed ^= s->seed >> 27;
    return s->seed * 0x2545f4914f6cdd1dULL;
}

static void fill(RngBuiltin *s, uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        bytes[i] = next_number(s) >> 56;
    }
}

/* A callback may make new requests, and they are served here, too. */
static void rng_builtin_serve(void *opaque)
{
    RngBuiltin *s = opaque;
    RngRequest *request;

    while ((request = g_queue_pop_head(&RNG_BACKEND(s)->requests))) {
        g_autofree uint8_t *bytes = g_malloc(request->size);

        fill(s, bytes, request->size);
        request->receive(request->opaque, bytes, request->size);
        g_free(request);
    }
}

static void rng_builtin_request(RngBackend *backend)
{
    qemu_bh_schedule(RNG_BUILTIN(backend)->bh);
}

static void rng_builtin_opened(RngBackend *backend, Error **errp)
{
    if (!RNG_BUILTIN(backend)->seed) {
        error_setg(errp, "rng-builtin: a seed of 0 yields nothing but 0");
    }
}

static void rng_builtin_init(Object *obj)
{
    RngBuiltin *s = RNG_BUILTIN(obj);

    s->seed = 1;
    s->bh = qemu_bh_new(rng_builtin_serve, s);
    object_property_add_uint64_ptr(obj, "seed", &s->seed,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void rng_builtin_finalize(Object *obj)
{
    qemu_bh_delete(RNG_BUILTIN(obj)->bh);
}

static void rng_builtin_class_init(ObjectClass *oc, const void *data)
{
    RngBackendClass *rc = RNG_BACKEND_CLASS(oc);

    rc->request_entropy = rng_builtin_request;
    rc->opened = rng_builtin_opened;
}

static const TypeInfo rng_types[] = {
    {
        .name = TYPE_RNG_BACKEND,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(RngBackend),
        .instance_init = rng_backend_init,
        .instance_finalize = rng_backend_finalize,
        .abstract = true,
        .class_size = sizeof(RngBackendClass),
        .class_init = rng_backend_class_init,
        .interfaces = (const InterfaceInfo[]){{TYPE_USER_CREATABLE}, {}},
    },
    {
        .name = TYPE_RNG_BUILTIN,
        .parent = TYPE_RNG_BACKEND,
        .instance_size = sizeof(RngBuiltin),
        .instance_init = rng_builtin_init,
        .instance_finalize = rng_builtin_finalize,
        .class_init = rng_builtin_class_init,
    },
};

DEFINE_TYPES(rng_types)
