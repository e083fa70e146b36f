/*
 * Fields that look out of balance and are not.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "io/channel-socket.h"
#include "qapi/error.h"

#define NUM_TRACKS 4

#define TYPE_TRACK "toy-track"
OBJECT_DECLARE_SIMPLE_TYPE(TrackState, TRACK)

struct TrackState {
    Object parent_obj;
    uint32_t length;
};

#define TYPE_DISC "toy-disc"
OBJECT_DECLARE_SIMPLE_TYPE(DiscState, DISC)

struct DiscState {
    PCIDevice parent_obj;
    TrackState *track[NUM_TRACKS];
    TrackState *lead_in;
    TrackState *linked;
    TrackState *shared;
    QIOChannelSocket *sioc;
    QIOChannel *ioc;
    Object *remote;
};

/* An array, filled by one loop and emptied by another. */
static void disc_fill_tracks_ok(DiscState *s)
{
    int i;

    for (i = 0; i < NUM_TRACKS; i++) {
        s->track[i] = TRACK(object_new(TYPE_TRACK));
    }
}

static void disc_drop_tracks_ok(DiscState *s)
{
    int i;

    for (i = 0; i < NUM_TRACKS; i++) {
        object_unref(OBJECT(s->track[i]));
        s->track[i] = NULL;
    }
}

/* Released by taking it out. */
static TrackState *disc_take_lead_in_ok(DiscState *s)
{
    return g_steal_pointer(&s->lead_in);
}

static void disc_drop_lead_in_ok(DiscState *s)
{
    TrackState *lead_in = disc_take_lead_in_ok(s);

    object_unref(OBJECT(lead_in));
}

/* One object, two fields, two references. */
void disc_connect_ok(DiscState *s, QIOChannelSocket *sioc)
{
    if (s->sioc) {
        return;
    }
    object_ref(OBJECT(sioc));
    s->sioc = sioc;
    object_ref(OBJECT(sioc));
    s->ioc = QIO_CHANNEL(sioc);
}

static void disc_disconnect_ok(DiscState *s)
{
    object_unref(OBJECT(s->ioc));
    s->ioc = NULL;
    object_unref(OBJECT(s->sioc));
    s->sioc = NULL;
}

/* A strong link releases what its slot holds, filled by hand or not. */
static void disc_link_ok(DiscState *s)
{
    s->linked = TRACK(object_new(TYPE_TRACK));
    object_property_add_link(OBJECT(s), "linked", TYPE_TRACK,
                             (Object **)&s->linked,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
}

/* An extra reference on a link's field, for as long as it is realized. */
static void disc_share_ok(DiscState *s)
{
    object_ref(OBJECT(s->shared));
}

static void disc_unshare_ok(DiscState *s)
{
    object_unref(OBJECT(s->shared));
}

/* A field that only points: nothing taken, nothing dropped. */
void disc_point_ok(DiscState *s, Object *remote)
{
    s->remote = remote;
}

static void disc_init(Object *obj)
{
    DiscState *s = DISC(obj);

    s->lead_in = TRACK(object_new(TYPE_TRACK));
    disc_link_ok(s);
}

static void disc_realize(PCIDevice *pci, Error **errp)
{
    DiscState *s = DISC(pci);

    if (!s->shared) {
        error_setg(errp, "'shared' is not set");
        return;
    }
    disc_share_ok(s);
    disc_fill_tracks_ok(s);
}

static void disc_exit(PCIDevice *pci)
{
    DiscState *s = DISC(pci);

    disc_drop_tracks_ok(s);
    disc_unshare_ok(s);
}

static void disc_finalize(Object *obj)
{
    DiscState *s = DISC(obj);

    disc_drop_lead_in_ok(s);
    disc_disconnect_ok(s);
}

static const Property disc_properties[] = {
    DEFINE_PROP_LINK("shared", DiscState, shared, TYPE_TRACK, TrackState *),
};

static void disc_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = disc_realize;
    PCI_DEVICE_CLASS(klass)->exit = disc_exit;
    device_class_set_props(DEVICE_CLASS(klass), disc_properties);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TRACK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(TrackState),
    },
    {
        .name = TYPE_DISC,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(DiscState),
        .instance_init = disc_init,
        .instance_finalize = disc_finalize,
        .class_init = disc_class_init,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
};

DEFINE_TYPES(types)
