/*
 * A finalizer that drops what its link property has dropped before.
 */

#include "qemu/osdep.h"
#include "hw/qdev-properties.h"

#define TYPE_MIXER "mixer"
OBJECT_DECLARE_SIMPLE_TYPE(MixerState, MIXER)

struct MixerState {
    DeviceState parent_obj;
    Object *source;
    char *label;
};

static const Property mixer_properties[] = {
    DEFINE_PROP_LINK("source", MixerState, source, TYPE_OBJECT, Object *),
};

static void mixer_finalize_bad(Object *obj)
{
    MixerState *s = MIXER(obj);

    /* The link's own was dropped before this ran. The label is ours. */
    object_unref(s->source); // expect: qom-field-protocol s->source
    g_free(s->label);
}

static void mixer_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), mixer_properties);
}

static const TypeInfo mixer_types[] = {
    {
        .name = TYPE_MIXER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(MixerState),
        .instance_finalize = mixer_finalize_bad,
        .class_init = mixer_class_init,
    },
};

DEFINE_TYPES(mixer_types)
