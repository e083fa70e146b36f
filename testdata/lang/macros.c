/*
 * Events that macros make. A report stands where the macro is used, or where
 * its argument was written.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "qapi/error.h"
#include "qom/object.h"

#define TYPE_PART "macro-part"

#define ADD_PART(parent, name, var)                                            \
    do {                                                                       \
        (var) = object_new(TYPE_PART);                                         \
        object_property_add_child((parent), (name), (var));                    \
    } while (0)

#define DROP(ptr)                                                              \
    do {                                                                       \
        object_unref(OBJECT(ptr));                                             \
        (ptr) = NULL;                                                          \
    } while (0)

#define RETURN_IF(condition, value)                                            \
    do {                                                                       \
        if (condition) {                                                       \
            return value;                                                      \
        }                                                                      \
    } while (0)

#define CHECKED(call) ((call) ? 0 : -1)

/* The creation is inside a macro. */

void add_part_bad(Object *parent)
{
    Object *part;

    /* 2: the parent's and ours. */
    ADD_PART(parent, "part", part); // expect: qom-child-leak
    object_property_set_uint(part, "size", 1, NULL);
}

void add_part_ok(Object *parent)
{
    Object *part;

    ADD_PART(parent, "part", part);
    object_property_set_uint(part, "size", 1, NULL);
    object_unref(part);
}

/* The creation is an argument. */

int check_rom_bad(const char *path)
{
    /* 1 if it can be opened, and nobody has the pointer. */
    return CHECKED(qio_channel_file_new_path(path, O_RDONLY, 0, NULL)); // expect: qom-ref-leak
}

int check_rom_ok(const char *path)
{
    QIOChannelFile *file;
    int ret = CHECKED(file = qio_channel_file_new_path(path, O_RDONLY, 0, NULL));

    object_unref(OBJECT(file));
    return ret;
}

/* The return is inside a macro. */

int measure_bad(size_t size)
{
    /* 1 when the macro returns. */
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak buffer

    RETURN_IF(!buffer->data, -1);
    DROP(buffer);
    return 0;
}

int measure_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    bool empty = !buffer->data;

    DROP(buffer);
    RETURN_IF(empty, -1);
    return 0;
}

/* A macro that drops and clears can be used twice; one that only drops not. */

#define RELEASE(ptr) object_unref(OBJECT(ptr))

void release_bad(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    RELEASE(buffer);
    /* 0 since the line above. */
    RELEASE(buffer); // expect: qom-over-unref buffer
}

void release_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    DROP(buffer);
    DROP(buffer);
}

static void part_init(Object *obj)
{
    static uint32_t size;

    object_property_add_uint32_ptr(obj, "size", &size,
                                   OBJ_PROP_FLAG_READWRITE);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_PART,
        .parent = TYPE_OBJECT,
        .instance_init = part_init,
    },
};

DEFINE_TYPES(types)
