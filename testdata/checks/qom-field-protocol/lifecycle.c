/*
 * Fields along an object's life: made and never realized, realized in vain,
 * ended by two hooks.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "qapi/error.h"

/* Introspection makes an instance and drops it: neither realize nor exit runs. */

#define TYPE_AMP_BAD "toy-amp-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadAmp, AMP_BAD)

struct BadAmp {
    PCIDevice parent_obj;
    QIOChannelBuffer *buffer;
};

static void amp_init_bad(Object *obj)
{
    /* 1 in the field, for exit to drop: only a realized amplifier exits. */
    AMP_BAD(obj)->buffer = qio_channel_buffer_new(64); // expect: qom-field-protocol
}

static void amp_exit_bad(PCIDevice *pci)
{
    object_unref(OBJECT(AMP_BAD(pci)->buffer));
}

static void amp_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->exit = amp_exit_bad;
}

#define TYPE_AMP_OK "toy-amp-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkAmp, AMP_OK)

struct OkAmp {
    PCIDevice parent_obj;
    QIOChannelBuffer *buffer;
};

static void amp_init_ok(Object *obj)
{
    AMP_OK(obj)->buffer = qio_channel_buffer_new(64);
}

static void amp_finalize_ok(Object *obj)
{
    object_unref(OBJECT(AMP_OK(obj)->buffer));
}

/* A default that realize throws away. */

#define TYPE_MIC_BAD "toy-mic-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadMic, MIC_BAD)

struct BadMic {
    DeviceState parent_obj;
    QIOChannelBuffer *test_tone;
};

static void mic_init_bad(Object *obj)
{
    BadMic *s = MIC_BAD(obj);

    /* 1 in the field until realize, which need not come. */
    s->test_tone = qio_channel_buffer_new(16); // expect: qom-field-protocol
}

static void mic_realize_bad(DeviceState *dev, Error **errp)
{
    g_clear_pointer(&MIC_BAD(dev)->test_tone, object_unref);
}

static void mic_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = mic_realize_bad;
}

#define TYPE_MIC_OK "toy-mic-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkMic, MIC_OK)

struct OkMic {
    DeviceState parent_obj;
    QIOChannelBuffer *test_tone;
};

static void mic_init_ok(Object *obj)
{
    OkMic *s = MIC_OK(obj);

    s->test_tone = qio_channel_buffer_new(16);
}

static void mic_realize_ok(DeviceState *dev, Error **errp)
{
    g_clear_pointer(&MIC_OK(dev)->test_tone, object_unref);
}

static void mic_finalize_ok(Object *obj)
{
    g_clear_pointer(&MIC_OK(obj)->test_tone, object_unref);
}

static void mic_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = mic_realize_ok;
}

/* A realize that fails after it has filled the field. */

#define TYPE_MIXER_BAD "toy-mixer-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadMixer, MIXER_BAD)

struct BadMixer {
    PCIDevice parent_obj;
    QIOChannelBuffer *buffer;
    uint32_t channels;
};

static void mixer_realize_bad(PCIDevice *pci, Error **errp)
{
    BadMixer *s = MIXER_BAD(pci);

    /* 1 in the field; exit does not run for what was never realized. */
    s->buffer = qio_channel_buffer_new(4096); // expect: qom-field-protocol
    if (s->channels > 8) {
        error_setg(errp, "too many channels");
        return;
    }
    s->channels++;
}

static void mixer_exit_bad(PCIDevice *pci)
{
    object_unref(OBJECT(MIXER_BAD(pci)->buffer));
}

static void mixer_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = mixer_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = mixer_exit_bad;
}

#define TYPE_MIXER_OK "toy-mixer-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkMixer, MIXER_OK)

struct OkMixer {
    PCIDevice parent_obj;
    QIOChannelBuffer *buffer;
    uint32_t channels;
};

static void mixer_realize_ok(PCIDevice *pci, Error **errp)
{
    OkMixer *s = MIXER_OK(pci);

    s->buffer = qio_channel_buffer_new(4096);
    if (s->channels > 8) {
        error_setg(errp, "too many channels");
        g_clear_pointer(&s->buffer, object_unref);
        return;
    }
    s->channels++;
}

static void mixer_exit_ok(PCIDevice *pci)
{
    object_unref(OBJECT(MIXER_OK(pci)->buffer));
}

static void mixer_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = mixer_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = mixer_exit_ok;
}

/* The same, where the second step fails in a callee. */

#define TYPE_SAMPLER_BAD "toy-sampler-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadSampler, SAMPLER_BAD)

struct BadSampler {
    DeviceState parent_obj;
    QIOChannelFile *in;
    QIOChannelFile *out;
};

static void sampler_realize_bad(DeviceState *dev, Error **errp)
{
    BadSampler *s = SAMPLER_BAD(dev);

    /* 1 in 'in' when 'out' cannot be opened. */
    s->in = qio_channel_file_new_path("/dev/in", O_RDONLY, 0, errp); // expect: qom-field-protocol
    if (!s->in) {
        return;
    }
    s->out = qio_channel_file_new_path("/dev/out", O_WRONLY, 0, errp);
    if (!s->out) {
        return;
    }
    qio_channel_set_blocking(QIO_CHANNEL(s->out), false, NULL);
}

static void sampler_unrealize_bad(DeviceState *dev)
{
    BadSampler *s = SAMPLER_BAD(dev);

    object_unref(OBJECT(s->in));
    object_unref(OBJECT(s->out));
}

static void sampler_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = sampler_realize_bad;
    DEVICE_CLASS(klass)->unrealize = sampler_unrealize_bad;
}

#define TYPE_SAMPLER_OK "toy-sampler-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkSampler, SAMPLER_OK)

struct OkSampler {
    DeviceState parent_obj;
    QIOChannelFile *in;
    QIOChannelFile *out;
};

static void sampler_realize_ok(DeviceState *dev, Error **errp)
{
    OkSampler *s = SAMPLER_OK(dev);

    s->in = qio_channel_file_new_path("/dev/in", O_RDONLY, 0, errp);
    if (!s->in) {
        return;
    }
    s->out = qio_channel_file_new_path("/dev/out", O_WRONLY, 0, errp);
    if (!s->out) {
        g_clear_pointer(&s->in, object_unref);
        return;
    }
    qio_channel_set_blocking(QIO_CHANNEL(s->out), false, NULL);
}

static void sampler_unrealize_ok(DeviceState *dev)
{
    OkSampler *s = SAMPLER_OK(dev);

    object_unref(OBJECT(s->in));
    object_unref(OBJECT(s->out));
}

static void sampler_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = sampler_realize_ok;
    DEVICE_CLASS(klass)->unrealize = sampler_unrealize_ok;
}

/* An array that a field points to. */

#define NUM_LANES 4

#define TYPE_LANES_BAD "toy-lanes-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadLanes, LANES_BAD)

struct BadLanes {
    PCIDevice parent_obj;
    QIOChannelBuffer **lane;
};

static void lanes_init_bad(Object *obj)
{
    LANES_BAD(obj)->lane = g_new0(QIOChannelBuffer *, NUM_LANES);
}

static void lanes_realize_bad(PCIDevice *pci, Error **errp)
{
    BadLanes *s = LANES_BAD(pci);
    int i;

    for (i = 0; i < NUM_LANES; i++) {
        /* 1 in each element; the finalizer frees the array around them. */
        s->lane[i] = qio_channel_buffer_new(256); // expect: qom-field-protocol
    }
}

static void lanes_finalize_bad(Object *obj)
{
    g_free(LANES_BAD(obj)->lane);
}

static void lanes_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = lanes_realize_bad;
}

#define TYPE_LANES_OK "toy-lanes-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkLanes, LANES_OK)

struct OkLanes {
    PCIDevice parent_obj;
    QIOChannelBuffer **lane;
};

static void lanes_init_ok(Object *obj)
{
    LANES_OK(obj)->lane = g_new0(QIOChannelBuffer *, NUM_LANES);
}

static void lanes_realize_ok(PCIDevice *pci, Error **errp)
{
    OkLanes *s = LANES_OK(pci);
    int i;

    for (i = 0; i < NUM_LANES; i++) {
        s->lane[i] = qio_channel_buffer_new(256);
    }
}

static void lanes_exit_ok(PCIDevice *pci)
{
    OkLanes *s = LANES_OK(pci);
    int i;

    for (i = 0; i < NUM_LANES; i++) {
        g_clear_pointer(&s->lane[i], object_unref);
    }
}

static void lanes_finalize_ok(Object *obj)
{
    g_free(LANES_OK(obj)->lane);
}

static void lanes_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = lanes_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = lanes_exit_ok;
}

/* The same in an array of realize's own: exit frees it, and not what it holds. */

#define TYPE_TRACKS_BAD "toy-tracks-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadTracks, TRACKS_BAD)

struct BadTracks {
    PCIDevice parent_obj;
    QIOChannelBuffer **track;
    uint32_t count;
};

static void tracks_realize_bad(PCIDevice *pci, Error **errp)
{
    BadTracks *s = TRACKS_BAD(pci);
    uint32_t i;

    s->track = g_new0(QIOChannelBuffer *, s->count);
    for (i = 0; i < s->count; i++) {
        /* 1 in each element; exit frees the array around it. */
        s->track[i] = qio_channel_buffer_new(256); // expect: qom-field-protocol
    }
}

static void tracks_exit(PCIDevice *pci)
{
    g_free(TRACKS_BAD(pci)->track);
}

static void tracks_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = tracks_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = tracks_exit;
}

#define TYPE_TRACKS_OK "toy-tracks-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkTracks, TRACKS_OK)

struct OkTracks {
    PCIDevice parent_obj;
    QIOChannelBuffer **track;
    uint32_t count;
};

static void tracks_realize_ok(PCIDevice *pci, Error **errp)
{
    OkTracks *s = TRACKS_OK(pci);
    uint32_t i;

    s->track = g_new0(QIOChannelBuffer *, s->count);
    for (i = 0; i < s->count; i++) {
        s->track[i] = qio_channel_buffer_new(256);
    }
}

static void tracks_exit_ok(PCIDevice *pci)
{
    OkTracks *s = TRACKS_OK(pci);
    uint32_t i;

    for (i = 0; i < s->count; i++) {
        object_unref(OBJECT(s->track[i]));
    }
    g_free(s->track);
}

static void tracks_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = tracks_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = tracks_exit_ok;
}

/* One helper for two hooks. */

#define TYPE_HORN_BAD "toy-horn-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadHorn, HORN_BAD)

struct BadHorn {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
};

static void horn_realize_bad(DeviceState *dev, Error **errp)
{
    HORN_BAD(dev)->buffer = qio_channel_buffer_new(32);
}

static void horn_silence(BadHorn *s)
{
    object_unref(OBJECT(s->buffer));
}

static void horn_unrealize_bad(DeviceState *dev)
{
    horn_silence(HORN_BAD(dev));
}

static void horn_finalize_bad(Object *obj)
{
    /* 0 since unrealize, which came by here. */
    horn_silence(HORN_BAD(obj)); // expect: qom-field-protocol
}

static void horn_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = horn_realize_bad;
    DEVICE_CLASS(klass)->unrealize = horn_unrealize_bad;
}

#define TYPE_HORN_OK "toy-horn-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkHorn, HORN_OK)

struct OkHorn {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
};

static void horn_realize_ok(DeviceState *dev, Error **errp)
{
    HORN_OK(dev)->buffer = qio_channel_buffer_new(32);
}

static void horn_silence_ok(OkHorn *s)
{
    g_clear_pointer(&s->buffer, object_unref);
}

static void horn_unrealize_ok(DeviceState *dev)
{
    horn_silence_ok(HORN_OK(dev));
}

static void horn_finalize_ok(Object *obj)
{
    horn_silence_ok(HORN_OK(obj));
}

static void horn_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = horn_realize_ok;
    DEVICE_CLASS(klass)->unrealize = horn_unrealize_ok;
}

/* Two hooks, each with its own drop: unrealize leaves the pointer behind. */

#define TYPE_DRUM_BAD "toy-drum-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadDrum, DRUM_BAD)

struct BadDrum {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
};

static void drum_realize_bad(DeviceState *dev, Error **errp)
{
    DRUM_BAD(dev)->buffer = qio_channel_buffer_new(32);
}

static void drum_unrealize_bad(DeviceState *dev)
{
    BadDrum *s = DRUM_BAD(dev);

    if (s->buffer) {
        object_unref(OBJECT(s->buffer));
    }
}

static void drum_finalize_bad(Object *obj)
{
    BadDrum *s = DRUM_BAD(obj);

    if (s->buffer) {
        /* 0 since unrealize. */
        object_unref(OBJECT(s->buffer)); // expect: qom-field-protocol
    }
}

static void drum_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = drum_realize_bad;
    DEVICE_CLASS(klass)->unrealize = drum_unrealize_bad;
}

#define TYPE_DRUM_OK "toy-drum-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkDrum, DRUM_OK)

struct OkDrum {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
};

static void drum_realize_ok(DeviceState *dev, Error **errp)
{
    DRUM_OK(dev)->buffer = qio_channel_buffer_new(32);
}

static void drum_unrealize_ok(DeviceState *dev)
{
    OkDrum *s = DRUM_OK(dev);

    if (s->buffer) {
        object_unref(OBJECT(s->buffer));
        s->buffer = NULL;
    }
}

static void drum_finalize_ok(Object *obj)
{
    OkDrum *s = DRUM_OK(obj);

    if (s->buffer) {
        object_unref(OBJECT(s->buffer));
    }
}

static void drum_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = drum_realize_ok;
    DEVICE_CLASS(klass)->unrealize = drum_unrealize_ok;
}

static const InterfaceInfo pci_interfaces[] = {
    {INTERFACE_CONVENTIONAL_PCI_DEVICE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_AMP_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadAmp),
        .instance_init = amp_init_bad,
        .class_init = amp_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_AMP_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkAmp),
        .instance_init = amp_init_ok,
        .instance_finalize = amp_finalize_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_MIC_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadMic),
        .instance_init = mic_init_bad,
        .class_init = mic_bad_class_init,
    },
    {
        .name = TYPE_MIC_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkMic),
        .instance_init = mic_init_ok,
        .instance_finalize = mic_finalize_ok,
        .class_init = mic_ok_class_init,
    },
    {
        .name = TYPE_MIXER_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadMixer),
        .class_init = mixer_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_MIXER_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkMixer),
        .class_init = mixer_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_SAMPLER_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadSampler),
        .class_init = sampler_bad_class_init,
    },
    {
        .name = TYPE_SAMPLER_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkSampler),
        .class_init = sampler_ok_class_init,
    },
    {
        .name = TYPE_LANES_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadLanes),
        .instance_init = lanes_init_bad,
        .instance_finalize = lanes_finalize_bad,
        .class_init = lanes_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_LANES_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkLanes),
        .instance_init = lanes_init_ok,
        .instance_finalize = lanes_finalize_ok,
        .class_init = lanes_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TRACKS_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadTracks),
        .class_init = tracks_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TRACKS_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkTracks),
        .class_init = tracks_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_HORN_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadHorn),
        .instance_finalize = horn_finalize_bad,
        .class_init = horn_bad_class_init,
    },
    {
        .name = TYPE_HORN_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkHorn),
        .instance_finalize = horn_finalize_ok,
        .class_init = horn_ok_class_init,
    },
    {
        .name = TYPE_DRUM_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadDrum),
        .instance_finalize = drum_finalize_bad,
        .class_init = drum_bad_class_init,
    },
    {
        .name = TYPE_DRUM_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkDrum),
        .instance_finalize = drum_finalize_ok,
        .class_init = drum_ok_class_init,
    },
};

DEFINE_TYPES(types)
