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

typedef enum QEMUChrEvent {
    CHR_EVENT_BREAK,
    CHR_EVENT_OPENED,
    CHR_EVENT_CLOSED = 5,
} QEMUChrEvent;

typedef int IOCanReadHandler(void *opaque);
typedef void IOReadHandler(void *opaque, const uint8_t *buf, int size);
typedef void IOEventHandler(void *opaque, QEMUChrEvent event);
typedef int BackendChangeHandler(void *opaque);

struct ChardevClass {
    ObjectClass parent_class;
    bool (*chr_open)(Chardev *s, const char *argument, Error **errp);
    int (*chr_write)(Chardev *s, const uint8_t *buf, int len);
    void (*chr_accept_input)(Chardev *s);
};

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
    IOCanReadHandler *chr_can_read;
    IOReadHandler *chr_read;
    IOEventHandler *chr_event;
    BackendChangeHandler *chr_be_change;
};

/*
 * Both results are borrowed from /chardevs. A filename is "null", "ringbuf" or
 * "file:PATH".
 */
Chardev *qemu_chr_new(const char *label, const char *filename,
                      GMainContext *context);
Chardev *qemu_chr_find(const char *name);
Chardev *serial_hd(int i);
bool qemu_chr_fe_init(CharBackend *b, Chardev *s, Error **errp);
void qemu_chr_fe_deinit(CharBackend *b, bool del);
Chardev *qemu_chr_fe_get_driver(CharBackend *be);
int qemu_chr_fe_write(CharBackend *be, const uint8_t *buf, int len);
int qemu_chr_fe_write_all(CharBackend *be, const uint8_t *buf, int len);
/* Keeps opaque, and counts nothing. */
void qemu_chr_fe_set_handlers(CharBackend *b, IOCanReadHandler *fd_can_read,
                              IOReadHandler *fd_read, IOEventHandler *fd_event,
                              BackendChangeHandler *be_change, void *opaque,
                              GMainContext *context, bool set_open);
void qemu_chr_fe_accept_input(CharBackend *be);
bool qemu_chr_fe_backend_connected(CharBackend *be);

/* What the back end has for the front end. */
int qemu_chr_be_can_write(Chardev *s);
void qemu_chr_be_write(Chardev *s, const uint8_t *buf, int len);
void qemu_chr_be_event(Chardev *s, QEMUChrEvent event);

/* What was written to a "ringbuf" since the last time; to be freed. */
char *qmp_ringbuf_read(const char *device, int64_t size, Error **errp);

/* Not QEMU's: -serial. */
void qom_set_serial_hd(int i, Chardev *chr);

QOM_END_DECLS

#define DEFINE_PROP_CHR(_n, _s, _f) \
    DEFINE_PROP(_n, _s, _f, qdev_prop_chr, CharBackend)

#endif
