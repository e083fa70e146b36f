/*
 * A helper that lends an object if it gets a name for it, and gives it away if
 * it gets none. Who passes the name on does not know which it is, but by his
 * own callers.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qom/object_interfaces.h"

#define TYPE_SESSION "toy-session"
OBJECT_DECLARE_SIMPLE_TYPE(SessionState, SESSION)

struct SessionState {
    Object parent_obj;
    uint32_t users;
};

static SessionState *session_new(const char *name)
{
    SessionState *s = SESSION(object_new(TYPE_SESSION));

    if (name) {
        object_property_add_child(object_get_objects_root(), name, OBJECT(s));
        object_unref(OBJECT(s));
    }
    return s;
}

/* Somebody calls this with null. */
uint32_t session_open_bad(const char *name)
{
    /* 1 of ours then, and nobody else's. */
    SessionState *s = session_new(name); // expect: qom-ref-leak s

    return ++s->users;
}

uint32_t session_open_spare(void)
{
    return session_open_bad(NULL);
}

/* Nobody calls this with null. */
uint32_t session_open_ok(const char *name)
{
    SessionState *s = session_new(name);

    return ++s->users;
}

uint32_t session_open_first(void)
{
    return session_open_ok("first");
}

static const TypeInfo session_type = {
    .name = TYPE_SESSION,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(SessionState),
};

static void session_register_types(void)
{
    type_register_static(&session_type);
}

type_init(session_register_types)
