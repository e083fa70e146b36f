/*
 * Sources of randomness for devices.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_RNG_H
#define QOM_DEVICES_RNG_H

#include "qemu/osdep.h"
#include "block/aio.h"
#include "qom/object.h"

#define TYPE_RNG_BACKEND "rng-backend"
OBJECT_DECLARE_TYPE(RngBackend, RngBackendClass, RNG_BACKEND)

/*
 * The same numbers for the same "seed", so that a script knows them. Whoever
 * wants secrets wants another one.
 */
#define TYPE_RNG_BUILTIN "rng-builtin"
OBJECT_DECLARE_SIMPLE_TYPE(RngBuiltin, RNG_BUILTIN)

QOM_BEGIN_DECLS

typedef void EntropyReceiveFunc(void *opaque, const void *data, size_t size);

struct RngBackend {
    Object parent_obj;

    bool opened;
    /* RngRequest, oldest first. */
    GQueue requests;
};

struct RngBackendClass {
    ObjectClass parent_class;

    /* There is a new request in the queue. */
    void (*request_entropy)(RngBackend *s);
    void (*opened)(RngBackend *s, Error **errp);
};

struct RngBuiltin {
    RngBackend parent_obj;

    QEMUBH *bh;
    uint64_t seed;
};

/*
 * Calls back once, later. It keeps opaque, and counts nothing: who goes before
 * cancels.
 */
void rng_backend_request_entropy(RngBackend *s, size_t size,
                                 EntropyReceiveFunc *receive, void *opaque);
void rng_backend_cancel_requests(RngBackend *s, void *opaque);

QOM_END_DECLS

#endif
