/*
 * Fields that own references, and what their types do with them.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

/* Filled at realize, never released. */

#define TYPE_RECORDER_BAD "toy-recorder-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadRecorder, RECORDER_BAD)

struct BadRecorder {
    PCIDevice parent_obj;
    QIOChannelBuffer *buffer;
};

static void recorder_realize_bad(PCIDevice *pci, Error **errp)
{
    BadRecorder *s = RECORDER_BAD(pci);

    /* 1 in the field; neither exit nor a finalizer drops it. */
    s->buffer = qio_channel_buffer_new(4096); // expect: qom-field-protocol s->buffer
}

static void recorder_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = recorder_realize_bad;
}

#define TYPE_RECORDER_OK "toy-recorder-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkRecorder, RECORDER_OK)

struct OkRecorder {
    PCIDevice parent_obj;
    QIOChannelBuffer *buffer;
};

static void recorder_realize_ok(PCIDevice *pci, Error **errp)
{
    OkRecorder *s = RECORDER_OK(pci);

    s->buffer = qio_channel_buffer_new(4096);
}

static void recorder_exit_ok(PCIDevice *pci)
{
    OkRecorder *s = RECORDER_OK(pci);

    g_clear_pointer(&s->buffer, object_unref);
}

static void recorder_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = recorder_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = recorder_exit_ok;
}

/* The finalizer drops what a link property has dropped already. */

#define TYPE_PLAYER_BAD "toy-player-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPlayer, PLAYER_BAD)

struct BadPlayer {
    DeviceState parent_obj;
    Object *source;
};

static const Property player_bad_properties[] = {
    DEFINE_PROP_LINK("source", BadPlayer, source, TYPE_OBJECT, Object *),
};

static void player_finalize_bad(Object *obj)
{
    BadPlayer *s = PLAYER_BAD(obj);

    /* The link's own was dropped before this ran; the field still points. */
    object_unref(s->source); // expect: qom-field-protocol s->source
}

static void player_bad_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), player_bad_properties);
}

#define TYPE_PLAYER_OK "toy-player-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkPlayer, PLAYER_OK)

struct OkPlayer {
    DeviceState parent_obj;
    Object *source;
    char *title;
};

static const Property player_ok_properties[] = {
    DEFINE_PROP_LINK("source", OkPlayer, source, TYPE_OBJECT, Object *),
};

static void player_finalize_ok(Object *obj)
{
    OkPlayer *s = PLAYER_OK(obj);

    g_free(s->title);
}

static void player_ok_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), player_ok_properties);
}

/* A setter that does not look at what is there. */

#define TYPE_TAPE_BAD "toy-tape-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadTape, TAPE_BAD)

struct BadTape {
    Object parent_obj;
    QIOChannelFile *file;
};

static void tape_set_path_bad(Object *obj, const char *path, Error **errp)
{
    BadTape *s = TAPE_BAD(obj);

    /* Set twice, the first file keeps its 1. */
    s->file = qio_channel_file_new_path(path, O_RDONLY, 0, errp); // expect: qom-field-protocol s->file
}

static void tape_finalize_bad(Object *obj)
{
    object_unref(OBJECT(TAPE_BAD(obj)->file));
}

static void tape_bad_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "path", NULL, tape_set_path_bad);
}

#define TYPE_TAPE_OK "toy-tape-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkTape, TAPE_OK)

struct OkTape {
    Object parent_obj;
    QIOChannelFile *file;
};

static void tape_set_path_ok(Object *obj, const char *path, Error **errp)
{
    OkTape *s = TAPE_OK(obj);

    g_clear_pointer(&s->file, object_unref);
    s->file = qio_channel_file_new_path(path, O_RDONLY, 0, errp);
}

static void tape_finalize_ok(Object *obj)
{
    object_unref(OBJECT(TAPE_OK(obj)->file));
}

static void tape_ok_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "path", NULL, tape_set_path_ok);
}

/* A field that borrows, and a finalizer that believes it owns. */

#define TYPE_REMOTE_BAD "toy-remote-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadRemote, REMOTE_BAD)

struct BadRemote {
    Object parent_obj;
    Object *target;
};

static void remote_complete_bad(UserCreatable *uc, Error **errp)
{
    BadRemote *s = REMOTE_BAD(uc);

    s->target = object_resolve_path("/machine/player", NULL);
}

static void remote_finalize_bad(Object *obj)
{
    /* The tree's: completing has taken nothing. */
    object_unref(REMOTE_BAD(obj)->target); // expect: qom-field-protocol
}

static void remote_bad_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = remote_complete_bad;
}

#define TYPE_REMOTE_OK "toy-remote-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkRemote, REMOTE_OK)

struct OkRemote {
    Object parent_obj;
    Object *target;
};

static void remote_complete_ok(UserCreatable *uc, Error **errp)
{
    OkRemote *s = REMOTE_OK(uc);

    s->target = object_ref(object_resolve_path("/machine/player", NULL));
}

static void remote_finalize_ok(Object *obj)
{
    object_unref(REMOTE_OK(obj)->target);
}

static void remote_ok_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = remote_complete_ok;
}

/* Released by exit and again by the finalizer. */

#define TYPE_DECK_BAD "toy-deck-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadDeck, DECK_BAD)

struct BadDeck {
    PCIDevice parent_obj;
    QIOChannelBuffer *buffer;
};

static void deck_realize_bad(PCIDevice *pci, Error **errp)
{
    DECK_BAD(pci)->buffer = qio_channel_buffer_new(512);
}

static void deck_exit_bad(PCIDevice *pci)
{
    object_unref(OBJECT(DECK_BAD(pci)->buffer));
}

static void deck_finalize_bad(Object *obj)
{
    /* 0 since exit, which left the pointer behind. */
    object_unref(OBJECT(DECK_BAD(obj)->buffer)); // expect: qom-field-protocol
}

static void deck_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = deck_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = deck_exit_bad;
}

#define TYPE_DECK_OK "toy-deck-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkDeck, DECK_OK)

struct OkDeck {
    PCIDevice parent_obj;
    QIOChannelBuffer *buffer;
};

static void deck_realize_ok(PCIDevice *pci, Error **errp)
{
    DECK_OK(pci)->buffer = qio_channel_buffer_new(512);
}

static void deck_exit_ok(PCIDevice *pci)
{
    object_unref(OBJECT(DECK_OK(pci)->buffer));
    DECK_OK(pci)->buffer = NULL;
}

static void deck_finalize_ok(Object *obj)
{
    object_unref(OBJECT(DECK_OK(obj)->buffer));
}

static void deck_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = deck_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = deck_exit_ok;
}

/* An interrupt line of a card that can be unplugged. */

#define TYPE_BELL_BAD "toy-bell-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadBell, BELL_BAD)

struct BadBell {
    PCIDevice parent_obj;
    qemu_irq irq;
    uint8_t *samples;
};

static void bell_realize_bad(PCIDevice *pci, Error **errp)
{
    BadBell *s = BELL_BAD(pci);

    s->samples = g_malloc0(256);
    /* 1 in the field, which exit forgets. */
    s->irq = pci_allocate_irq(pci); // expect: qom-field-protocol s->irq
}

static void bell_exit_bad(PCIDevice *pci)
{
    g_free(BELL_BAD(pci)->samples);
}

static void bell_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bell_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = bell_exit_bad;
}

#define TYPE_BELL_OK "toy-bell-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkBell, BELL_OK)

struct OkBell {
    PCIDevice parent_obj;
    qemu_irq irq;
    uint8_t *samples;
};

static void bell_realize_ok(PCIDevice *pci, Error **errp)
{
    OkBell *s = BELL_OK(pci);

    s->samples = g_malloc0(256);
    s->irq = pci_allocate_irq(pci);
}

static void bell_exit_ok(PCIDevice *pci)
{
    qemu_free_irq(BELL_OK(pci)->irq);
    g_free(BELL_OK(pci)->samples);
}

static void bell_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bell_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = bell_exit_ok;
}

static const InterfaceInfo pci_interfaces[] = {
    {INTERFACE_CONVENTIONAL_PCI_DEVICE},
    {},
};

static const InterfaceInfo user_interfaces[] = {
    {TYPE_USER_CREATABLE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_RECORDER_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadRecorder),
        .class_init = recorder_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_RECORDER_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkRecorder),
        .class_init = recorder_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_PLAYER_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadPlayer),
        .instance_finalize = player_finalize_bad,
        .class_init = player_bad_class_init,
    },
    {
        .name = TYPE_PLAYER_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkPlayer),
        .instance_finalize = player_finalize_ok,
        .class_init = player_ok_class_init,
    },
    {
        .name = TYPE_TAPE_BAD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BadTape),
        .instance_finalize = tape_finalize_bad,
        .class_init = tape_bad_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_TAPE_OK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(OkTape),
        .instance_finalize = tape_finalize_ok,
        .class_init = tape_ok_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_REMOTE_BAD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BadRemote),
        .instance_finalize = remote_finalize_bad,
        .class_init = remote_bad_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_REMOTE_OK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(OkRemote),
        .instance_finalize = remote_finalize_ok,
        .class_init = remote_ok_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_DECK_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadDeck),
        .instance_finalize = deck_finalize_bad,
        .class_init = deck_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_DECK_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkDeck),
        .instance_finalize = deck_finalize_ok,
        .class_init = deck_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_BELL_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadBell),
        .class_init = bell_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_BELL_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkBell),
        .class_init = bell_ok_class_init,
        .interfaces = pci_interfaces,
    },
};

DEFINE_TYPES(types)
