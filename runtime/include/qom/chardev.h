/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_CHARDEV_H
#define QOM_CHARDEV_H

#include "qom/object.h"

#define TYPE_CHARDEV "chardev"
OBJECT_DECLARE_TYPE(Chardev, ChardevClass, CHARDEV)

QOM_BEGIN_DECLS

typedef struct CharBackend CharBackend;

struct Chardev {
    Object parent_obj;
    CharBackend *be;
    char *label;
    char *filename;
    int be_open;
};

/* Neither side counts the other. */
struct CharBackend {
    Chardev *chr;
    void *opaque;
    int tag;
    bool fe_is_open;
};

/* Both results are borrowed from /chardevs. */
Chardev *qemu_chr_new(const char *label, const char *filename,
                      GMainContext *context);
Chardev *qemu_chr_find(const char *name);
Chardev *serial_hd(int i);
bool qemu_chr_fe_init(CharBackend *b, Chardev *s, Error **errp);
void qemu_chr_fe_deinit(CharBackend *b, bool del);
Chardev *qemu_chr_fe_get_driver(CharBackend *be);
int qemu_chr_fe_write_all(CharBackend *be, const uint8_t *buf, int len);

QOM_END_DECLS

#define DEFINE_PROP_CHR(_n, _s, _f) \
    DEFINE_PROP(_n, _s, _f, qdev_prop_chr, CharBackend)

#endif
