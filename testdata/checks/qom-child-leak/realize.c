/*
 * Realizing a device gives it a parent and a bus, which take references of
 * their own. PCI devices can be unplugged, so what they lose is lost for real.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"

#define TYPE_CODEC_BUS "codec-bus"
#define TYPE_CODEC "audio-codec"
OBJECT_DECLARE_SIMPLE_TYPE(CodecState, CODEC)

struct CodecState {
    DeviceState parent_obj;
    uint32_t rate;
};

#define TYPE_MIXER "audio-mixer"
OBJECT_DECLARE_SIMPLE_TYPE(MixerState, MIXER)

struct MixerState {
    DeviceState parent_obj;
    uint8_t volume;
};

#define TYPE_AUDIO "audio-card"
#define TYPE_SIMPLE_AUDIO "audio-card-simple"
OBJECT_DECLARE_SIMPLE_TYPE(AudioState, AUDIO)

struct AudioState {
    PCIDevice parent_obj;
    BusState *bus;
};

/* Plugged into a bus. */

static void audio_plug_realize_bad(PCIDevice *pci, Error **errp)
{
    AudioState *s = AUDIO(pci);
    /* On success 3: ours, /machine/unattached's, the bus's. Ours is lost. */
    DeviceState *codec = qdev_new(TYPE_CODEC); // expect: qom-child-leak codec

    if (!qdev_realize(codec, s->bus, errp)) {
        object_unref(OBJECT(codec));
        return;
    }
    CODEC(codec)->rate = 48000;
}

static void audio_plug_realize_ok(PCIDevice *pci, Error **errp)
{
    AudioState *s = AUDIO(pci);
    DeviceState *codec = qdev_new(TYPE_CODEC);

    if (!qdev_realize(codec, s->bus, errp)) {
        object_unref(OBJECT(codec));
        return;
    }
    CODEC(codec)->rate = 48000;
    object_unref(OBJECT(codec));
}

/* A child that is realized. */

static void audio_child_realize_bad(PCIDevice *pci, Error **errp)
{
    /* 2 once it is a child, realized or not; the card never drops its own. */
    DeviceState *mixer = qdev_new(TYPE_MIXER); // expect: qom-child-leak mixer

    object_property_add_child(OBJECT(pci), "mixer", OBJECT(mixer));
    qdev_realize(mixer, NULL, errp);
}

static void audio_child_realize_ok(PCIDevice *pci, Error **errp)
{
    DeviceState *mixer = qdev_new(TYPE_MIXER);

    object_property_add_child(OBJECT(pci), "mixer", OBJECT(mixer));
    object_unref(OBJECT(mixer));
    qdev_realize(mixer, NULL, errp);
}

/* The monitor plugs a card. */

void qmp_audio_add_bad(const char *path, Error **errp)
{
    Object *bus = object_resolve_path_type(path, TYPE_PCI_BUS, NULL);
    PCIDevice *card;

    if (!bus) {
        error_setg(errp, "no PCI bus at '%s'", path);
        return;
    }
    /* On success 3; unplugging drops the tree's and the bus's, not ours. */
    card = pci_new(-1, TYPE_SIMPLE_AUDIO); // expect: qom-child-leak card
    if (!qdev_realize(DEVICE(card), BUS(bus), errp)) {
        object_unref(OBJECT(card));
    }
}

void qmp_audio_add_ok(const char *path, Error **errp)
{
    Object *bus = object_resolve_path_type(path, TYPE_PCI_BUS, NULL);
    PCIDevice *card;

    if (!bus) {
        error_setg(errp, "no PCI bus at '%s'", path);
        return;
    }
    card = pci_new(-1, TYPE_SIMPLE_AUDIO);
    pci_realize_and_unref(card, PCI_BUS(bus), errp);
}

static void audio_init(Object *obj)
{
    AUDIO(obj)->bus = qbus_new(TYPE_CODEC_BUS, DEVICE(obj), "codecs");
}

static void codec_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->bus_type = TYPE_CODEC_BUS;
}

static void plug_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = audio_plug_realize_bad;
}

static void plug_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = audio_plug_realize_ok;
}

static void child_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = audio_child_realize_bad;
}

static void child_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = audio_child_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_CODEC_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_CODEC,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(CodecState),
        .class_init = codec_class_init,
    },
    {
        .name = TYPE_MIXER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(MixerState),
    },
    {
        .name = TYPE_AUDIO,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(AudioState),
        .instance_init = audio_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_SIMPLE_AUDIO,
        .parent = TYPE_AUDIO,
    },
    {
        .name = TYPE_AUDIO "-plug-bad",
        .parent = TYPE_AUDIO,
        .class_init = plug_bad_class_init,
    },
    {
        .name = TYPE_AUDIO "-plug-ok",
        .parent = TYPE_AUDIO,
        .class_init = plug_ok_class_init,
    },
    {
        .name = TYPE_AUDIO "-child-bad",
        .parent = TYPE_AUDIO,
        .class_init = child_bad_class_init,
    },
    {
        .name = TYPE_AUDIO "-child-ok",
        .parent = TYPE_AUDIO,
        .class_init = child_ok_class_init,
    },
};

DEFINE_TYPES(types)
