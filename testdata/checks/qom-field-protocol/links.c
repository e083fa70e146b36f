/*
 * Slots of link properties that are filled by hand. A strong link drops what
 * its slot holds, whoever put it there.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/memory.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

#define TYPE_SOURCE "toy-source"
OBJECT_DECLARE_SIMPLE_TYPE(SourceState, SOURCE)

struct SourceState {
    Object parent_obj;
    uint32_t rate;
};

/* A default for a link of a device. */

#define TYPE_DECODER_BAD "toy-decoder-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadDecoder, DECODER_BAD)

struct BadDecoder {
    DeviceState parent_obj;
    Object *source;
};

static const Property decoder_bad_properties[] = {
    DEFINE_PROP_LINK("source", BadDecoder, source, TYPE_OBJECT, Object *),
};

static void decoder_realize_bad(DeviceState *dev, Error **errp)
{
    BadDecoder *s = DECODER_BAD(dev);

    if (!s->source) {
        /* The tree's; the link will drop it all the same. */
        s->source = object_resolve_path("/machine/source", NULL); // expect: qom-field-protocol
    }
}

static void decoder_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = decoder_realize_bad;
    device_class_set_props(DEVICE_CLASS(klass), decoder_bad_properties);
}

#define TYPE_DECODER_OK "toy-decoder-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkDecoder, DECODER_OK)

struct OkDecoder {
    DeviceState parent_obj;
    Object *source;
};

static const Property decoder_ok_properties[] = {
    DEFINE_PROP_LINK("source", OkDecoder, source, TYPE_OBJECT, Object *),
};

static void decoder_realize_ok(DeviceState *dev, Error **errp)
{
    OkDecoder *s = DECODER_OK(dev);

    if (!s->source) {
        s->source = object_ref(object_resolve_path("/machine/source", NULL));
    }
}

static void decoder_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = decoder_realize_ok;
    device_class_set_props(DEVICE_CLASS(klass), decoder_ok_properties);
}

/* A region of the program for a link. */

#define TYPE_COPIER_BAD "toy-copier-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadCopier, COPIER_BAD)

struct BadCopier {
    DeviceState parent_obj;
    MemoryRegion *target;
};

static const Property copier_bad_properties[] = {
    DEFINE_PROP_LINK("target", BadCopier, target, TYPE_MEMORY_REGION, MemoryRegion *),
};

static void copier_realize_bad(DeviceState *dev, Error **errp)
{
    /* Each copier that goes away takes 1 of the memory's. */
    COPIER_BAD(dev)->target = get_system_memory(); // expect: qom-field-protocol
}

static void copier_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = copier_realize_bad;
    device_class_set_props(DEVICE_CLASS(klass), copier_bad_properties);
}

/* The same field without a link, and with a weak one. */

#define TYPE_COPIER_OK "toy-copier-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkCopier, COPIER_OK)

struct OkCopier {
    DeviceState parent_obj;
    MemoryRegion *target;
    Object *source;
};

static void copier_init_ok(Object *obj)
{
    OkCopier *s = COPIER_OK(obj);

    object_property_add_link(obj, "source", TYPE_OBJECT, &s->source,
                             object_property_allow_set_link, 0);
}

static void copier_realize_ok(DeviceState *dev, Error **errp)
{
    COPIER_OK(dev)->target = get_system_memory();
    COPIER_OK(dev)->source = object_resolve_path("/machine/source", NULL);
}

static void copier_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = copier_realize_ok;
}

/* A link that the instance adds, from the pointer of another field. */

#define TYPE_ROUTER_BAD "toy-router-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadRouter, ROUTER_BAD)

struct BadRouter {
    Object parent_obj;
    Object *uplink;
    Object *fallback;
};

static void router_init_bad(Object *obj)
{
    BadRouter *s = ROUTER_BAD(obj);

    object_property_add_link(obj, "uplink", TYPE_OBJECT, &s->uplink,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
    object_property_add_link(obj, "fallback", TYPE_OBJECT, &s->fallback,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
}

static void router_complete_bad(UserCreatable *uc, Error **errp)
{
    BadRouter *s = ROUTER_BAD(uc);

    if (!s->fallback) {
        /* 1, and two links that drop one each. */
        s->fallback = s->uplink; // expect: qom-field-protocol
    }
}

static void router_bad_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = router_complete_bad;
}

#define TYPE_ROUTER_OK "toy-router-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkRouter, ROUTER_OK)

struct OkRouter {
    Object parent_obj;
    Object *uplink;
    Object *fallback;
};

static void router_init_ok(Object *obj)
{
    OkRouter *s = ROUTER_OK(obj);

    object_property_add_link(obj, "uplink", TYPE_OBJECT, &s->uplink,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
    object_property_add_link(obj, "fallback", TYPE_OBJECT, &s->fallback,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
}

static void router_complete_ok(UserCreatable *uc, Error **errp)
{
    OkRouter *s = ROUTER_OK(uc);

    if (!s->fallback) {
        s->fallback = object_ref(s->uplink);
    }
}

static void router_ok_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = router_complete_ok;
}

/* A class link. */

#define TYPE_SENSOR_BAD "toy-sensor-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadSensor, SENSOR_BAD)

struct BadSensor {
    Object parent_obj;
    Object *source;
};

static void FN_sensor_complete_bad(UserCreatable *uc, Error **errp)
{
    /* As for a link of the instance. */
    SENSOR_BAD(uc)->source = object_resolve_path("/machine/source", NULL); // expect: qom-field-protocol
}

static void sensor_bad_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = FN_sensor_complete_bad;
    object_class_property_add_link(klass, "source", TYPE_OBJECT,
                                   offsetof(BadSensor, source),
                                   object_property_allow_set_link,
                                   OBJ_PROP_LINK_STRONG);
}

#define TYPE_SENSOR_OK "toy-sensor-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkSensor, SENSOR_OK)

struct OkSensor {
    Object parent_obj;
    Object *source;
};

static void FP_sensor_complete_ok(UserCreatable *uc, Error **errp)
{
    /* The class's link drops it. */
    SENSOR_OK(uc)->source = object_ref(object_resolve_path("/machine/source", NULL)); // expect: qom-field-protocol
}

static void sensor_ok_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = FP_sensor_complete_ok;
    object_class_property_add_link(klass, "source", TYPE_OBJECT,
                                   offsetof(OkSensor, source),
                                   object_property_allow_set_link,
                                   OBJ_PROP_LINK_STRONG);
}

/* A default that is made here, and left to the tree. */

#define TYPE_SPLITTER_BAD "toy-splitter-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadSplitter, SPLITTER_BAD)

struct BadSplitter {
    DeviceState parent_obj;
    Object *source;
};

static const Property splitter_bad_properties[] = {
    DEFINE_PROP_LINK("source", BadSplitter, source, TYPE_OBJECT, Object *),
};

static void splitter_realize_bad(DeviceState *dev, Error **errp)
{
    Object *source = object_new(TYPE_SOURCE);

    object_property_add_child(OBJECT(dev), "default-source", source);
    object_unref(source);
    /* 1, the child property's; the link drops one as well. */
    SPLITTER_BAD(dev)->source = source; // expect: qom-field-protocol
}

static void splitter_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = splitter_realize_bad;
    device_class_set_props(DEVICE_CLASS(klass), splitter_bad_properties);
}

#define TYPE_SPLITTER_OK "toy-splitter-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkSplitter, SPLITTER_OK)

struct OkSplitter {
    DeviceState parent_obj;
    Object *source;
};

static const Property splitter_ok_properties[] = {
    DEFINE_PROP_LINK("source", OkSplitter, source, TYPE_OBJECT, Object *),
};

static void splitter_realize_ok(DeviceState *dev, Error **errp)
{
    Object *source = object_new(TYPE_SOURCE);

    object_property_add_child(OBJECT(dev), "default-source", source);
    /* The creation reference is the link's. */
    SPLITTER_OK(dev)->source = source;
}

static void splitter_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = splitter_realize_ok;
    device_class_set_props(DEVICE_CLASS(klass), splitter_ok_properties);
}

/* A second way to set a link: a property that names its target. */

#define TYPE_VIEWER_BAD "toy-viewer-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadViewer, VIEWER_BAD)

struct BadViewer {
    DeviceState parent_obj;
    Object *screen;
};

static const Property viewer_bad_properties[] = {
    DEFINE_PROP_LINK("screen", BadViewer, screen, TYPE_OBJECT, Object *),
};

static void viewer_set_path_bad(Object *obj, const char *path, Error **errp)
{
    BadViewer *s = VIEWER_BAD(obj);

    object_unref(s->screen);
    /* The new one's reference is missing. */
    s->screen = object_resolve_path(path, NULL); // expect: qom-field-protocol
}

static void viewer_bad_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), viewer_bad_properties);
    object_class_property_add_str(klass, "screen-path", NULL,
                                  viewer_set_path_bad);
}

#define TYPE_VIEWER_KEPT_BAD "toy-viewer-kept-bad"
OBJECT_DECLARE_SIMPLE_TYPE(KeptViewer, VIEWER_KEPT_BAD)

struct KeptViewer {
    DeviceState parent_obj;
    Object *screen;
};

static const Property viewer_kept_properties[] = {
    DEFINE_PROP_LINK("screen", KeptViewer, screen, TYPE_OBJECT, Object *),
};

static void FN_viewer_kept_set_path_bad(Object *obj, const char *path,
                                        Error **errp)
{
    KeptViewer *s = VIEWER_KEPT_BAD(obj);

    /* The old one's reference, the link's, is lost. */
    s->screen = object_ref(object_resolve_path(path, NULL)); // expect: qom-field-protocol
}

static void viewer_kept_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), viewer_kept_properties);
    object_class_property_add_str(klass, "screen-path", NULL,
                                  FN_viewer_kept_set_path_bad);
}

#define TYPE_VIEWER_OK "toy-viewer-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkViewer, VIEWER_OK)

struct OkViewer {
    DeviceState parent_obj;
    Object *screen;
    Object *second;
};

static const Property viewer_ok_properties[] = {
    DEFINE_PROP_LINK("screen", OkViewer, screen, TYPE_OBJECT, Object *),
    DEFINE_PROP_LINK("second", OkViewer, second, TYPE_OBJECT, Object *),
};

static void viewer_set_path_ok(Object *obj, const char *path, Error **errp)
{
    OkViewer *s = VIEWER_OK(obj);

    object_unref(s->screen);
    s->screen = object_ref(object_resolve_path(path, NULL));
}

/* The property's own setter counts. */
static void viewer_set_second_path_ok(Object *obj, const char *path,
                                      Error **errp)
{
    object_property_set_link(obj, "second", object_resolve_path(path, NULL),
                             errp);
}

/* Taking the pointer out takes its reference along. */
static void viewer_unrealize_ok(DeviceState *dev)
{
    OkViewer *s = VIEWER_OK(dev);

    g_clear_pointer(&s->screen, object_unref);
    object_unref(g_steal_pointer(&s->second));
}

static void viewer_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->unrealize = viewer_unrealize_ok;
    device_class_set_props(DEVICE_CLASS(klass), viewer_ok_properties);
    object_class_property_add_str(klass, "screen-path", NULL,
                                  viewer_set_path_ok);
    object_class_property_add_str(klass, "second-path", NULL,
                                  viewer_set_second_path_ok);
}

/* A helper's parameter, whose reference nobody has. */

#define TYPE_BRIDGE_BAD "toy-bridge-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadBridge, BRIDGE_BAD)

struct BadBridge {
    DeviceState parent_obj;
    Object *far_end;
};

static const Property bridge_bad_properties[] = {
    DEFINE_PROP_LINK("far-end", BadBridge, far_end, TYPE_OBJECT, Object *),
};

static void bridge_connect(BadBridge *s, Object *far_end)
{
    s->far_end = far_end;
}

static void FN_bridge_realize_bad(DeviceState *dev, Error **errp)
{
    /* Borrowed, and no reference on the way to the slot. */
    bridge_connect(BRIDGE_BAD(dev), object_resolve_path("/machine/source", NULL)); // expect: qom-field-protocol
}

static void bridge_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = FN_bridge_realize_bad;
    device_class_set_props(DEVICE_CLASS(klass), bridge_bad_properties);
}

/* The creation reference moves into the slot, through a helper. */

#define TYPE_BRIDGE_OK "toy-bridge-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkBridge, BRIDGE_OK)

struct OkBridge {
    DeviceState parent_obj;
    Object *far_end;
};

static const Property bridge_ok_properties[] = {
    DEFINE_PROP_LINK("far-end", OkBridge, far_end, TYPE_OBJECT, Object *),
};

static void bridge_connect_ok(OkBridge *s, Object *far_end)
{
    s->far_end = far_end;
}

static void bridge_realize_ok(DeviceState *dev, Error **errp)
{
    bridge_connect_ok(BRIDGE_OK(dev), object_new(TYPE_SOURCE));
}

static void bridge_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = bridge_realize_ok;
    device_class_set_props(DEVICE_CLASS(klass), bridge_ok_properties);
}

static const InterfaceInfo user_interfaces[] = {
    {TYPE_USER_CREATABLE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_SOURCE,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(SourceState),
    },
    {
        .name = TYPE_DECODER_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadDecoder),
        .class_init = decoder_bad_class_init,
    },
    {
        .name = TYPE_DECODER_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkDecoder),
        .class_init = decoder_ok_class_init,
    },
    {
        .name = TYPE_COPIER_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadCopier),
        .class_init = copier_bad_class_init,
    },
    {
        .name = TYPE_COPIER_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkCopier),
        .instance_init = copier_init_ok,
        .class_init = copier_ok_class_init,
    },
    {
        .name = TYPE_ROUTER_BAD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BadRouter),
        .instance_init = router_init_bad,
        .class_init = router_bad_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_ROUTER_OK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(OkRouter),
        .instance_init = router_init_ok,
        .class_init = router_ok_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_SENSOR_BAD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BadSensor),
        .class_init = sensor_bad_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_SENSOR_OK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(OkSensor),
        .class_init = sensor_ok_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_VIEWER_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadViewer),
        .class_init = viewer_bad_class_init,
    },
    {
        .name = TYPE_VIEWER_KEPT_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(KeptViewer),
        .class_init = viewer_kept_class_init,
    },
    {
        .name = TYPE_VIEWER_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkViewer),
        .class_init = viewer_ok_class_init,
    },
    {
        .name = TYPE_BRIDGE_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadBridge),
        .class_init = bridge_bad_class_init,
    },
    {
        .name = TYPE_BRIDGE_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkBridge),
        .class_init = bridge_ok_class_init,
    },
    {
        .name = TYPE_SPLITTER_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadSplitter),
        .class_init = splitter_bad_class_init,
    },
    {
        .name = TYPE_SPLITTER_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkSplitter),
        .class_init = splitter_ok_class_init,
    },
};

DEFINE_TYPES(types)
