/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_PROBE_H
#define QOM_PROBE_H

#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qom/object.h"

/* The way to a machine is each library's own. */
void probe_start(void);

/* Facts about one subsystem each. */
void probe_memory(void);
void probe_io(void);

/* What hooks tell, and where it is written down. */
void tell(const char *what);
void fact(const char *name, const char *fmt, ...) G_GNUC_PRINTF(2, 3);
/* What hooks told since the last time. */
void fact_story(const char *name);
void forget_story(void);

/* Consumes the error; the text lasts until the next call. */
const char *error_text(Error **err);

static inline uint32_t count(void *obj)
{
    return OBJECT(obj)->ref;
}

#endif
