/*
 * Early returns and labels between creation and release.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "io/channel-file.h"
#include "migration/vmstate.h"
#include "qapi/error.h"

#define TYPE_PHY_BUS "phy-bus"

#define TYPE_PHY "toy-phy"
OBJECT_DECLARE_SIMPLE_TYPE(PhyState, PHY)

struct PhyState {
    DeviceState parent_obj;
    uint32_t speed;
    uint32_t lanes;
};

#define TYPE_NIC "toy-nic"
OBJECT_DECLARE_SIMPLE_TYPE(NicState, NIC)

struct NicState {
    PCIDevice parent_obj;
    BusState *mdio;
    uint32_t speed;
    uint32_t lanes;
};

/* An early return between new and realize. */

static void nic_return_realize_bad(PCIDevice *pci, Error **errp)
{
    NicState *s = NIC(pci);
    /* 1 when the property is refused, and nobody else knows it. */
    DeviceState *phy = qdev_new(TYPE_PHY); // expect: qom-ref-leak phy

    if (!object_property_set_uint(OBJECT(phy), "speed", s->speed, errp)) {
        return;
    }
    qdev_realize_and_unref(phy, s->mdio, errp);
}

static void nic_return_realize_ok(PCIDevice *pci, Error **errp)
{
    NicState *s = NIC(pci);
    DeviceState *phy = qdev_new(TYPE_PHY);

    if (!object_property_set_uint(OBJECT(phy), "speed", s->speed, errp)) {
        object_unref(OBJECT(phy));
        return;
    }
    qdev_realize_and_unref(phy, s->mdio, errp);
}

/* A label that unparents an object without a parent. */

static void nic_label_realize_bad(PCIDevice *pci, Error **errp)
{
    NicState *s = NIC(pci);
    /* 1 at the label; without a parent, object_unparent does nothing. */
    DeviceState *phy = qdev_new(TYPE_PHY); // expect: qom-ref-leak phy

    if (!object_property_set_uint(OBJECT(phy), "speed", s->speed, errp)) {
        goto fail;
    }
    if (!object_property_set_uint(OBJECT(phy), "lanes", s->lanes, errp)) {
        goto fail;
    }
    qdev_realize_and_unref(phy, s->mdio, errp);
    return;

fail:
    object_unparent(OBJECT(phy));
}

static void nic_label_realize_ok(PCIDevice *pci, Error **errp)
{
    NicState *s = NIC(pci);
    DeviceState *phy = qdev_new(TYPE_PHY);

    if (!object_property_set_uint(OBJECT(phy), "speed", s->speed, errp)) {
        goto fail;
    }
    if (!object_property_set_uint(OBJECT(phy), "lanes", s->lanes, errp)) {
        goto fail;
    }
    qdev_realize_and_unref(phy, s->mdio, errp);
    return;

fail:
    object_unref(OBJECT(phy));
}

/* A child that was refused by its parent. */

bool nic_add_profile_bad(Object *parent, const char *id, Error **errp)
{
    /* A duplicate id takes no reference: 1, lost. */
    Object *profile = object_new(TYPE_CONTAINER); // expect: qom-ref-leak profile

    if (!object_property_try_add_child(parent, id, profile, errp)) {
        return false;
    }
    object_unref(profile);
    return true;
}

bool nic_add_profile_ok(Object *parent, const char *id, Error **errp)
{
    Object *profile = object_new(TYPE_CONTAINER);

    if (!object_property_try_add_child(parent, id, profile, errp)) {
        object_unref(profile);
        return false;
    }
    object_unref(profile);
    return true;
}

/* Two objects, of which the second one fails. */

int nic_copy_rom_bad(const char *from, const char *to, Error **errp)
{
    QIOChannelFile *in, *out;
    char page[512];
    int ret;

    /* 1 when the second file cannot be opened. */
    in = qio_channel_file_new_path(from, O_RDONLY, 0, errp); // expect: qom-ref-leak in
    if (!in) {
        return -1;
    }
    out = qio_channel_file_new_path(to, O_WRONLY | O_CREAT, 0600, errp);
    if (!out) {
        return -1;
    }
    ret = pread(in->fd, page, sizeof(page), 0);
    if (ret > 0) {
        ret = pwrite(out->fd, page, ret, 0);
    }
    object_unref(OBJECT(out));
    object_unref(OBJECT(in));
    return ret;
}

int nic_copy_rom_ok(const char *from, const char *to, Error **errp)
{
    QIOChannelFile *in, *out;
    char page[512];
    int ret;

    in = qio_channel_file_new_path(from, O_RDONLY, 0, errp);
    if (!in) {
        return -1;
    }
    out = qio_channel_file_new_path(to, O_WRONLY | O_CREAT, 0600, errp);
    if (!out) {
        object_unref(OBJECT(in));
        return -1;
    }
    ret = pread(in->fd, page, sizeof(page), 0);
    if (ret > 0) {
        ret = pwrite(out->fd, page, ret, 0);
    }
    object_unref(OBJECT(out));
    object_unref(OBJECT(in));
    return ret;
}

/* Storage that is freed around an owned reference. */

typedef struct RomCopy {
    QIOChannelFile *file;
    char *label;
} RomCopy;

RomCopy *nic_rom_open_bad(const char *path, const char *label, Error **errp)
{
    RomCopy *copy = g_new0(RomCopy, 1);

    /* 1, in a block that is freed when the label is missing. */
    copy->file = qio_channel_file_new_path(path, O_RDONLY, 0, errp); // expect: qom-ref-leak copy->file
    if (!copy->file) {
        g_free(copy);
        return NULL;
    }
    if (!label) {
        error_setg(errp, "a ROM needs a label");
        g_free(copy);
        return NULL;
    }
    copy->label = g_strdup(label);
    return copy;
}

RomCopy *nic_rom_open_ok(const char *path, const char *label, Error **errp)
{
    RomCopy *copy = g_new0(RomCopy, 1);

    copy->file = qio_channel_file_new_path(path, O_RDONLY, 0, errp);
    if (!copy->file) {
        g_free(copy);
        return NULL;
    }
    if (!label) {
        error_setg(errp, "a ROM needs a label");
        object_unref(OBJECT(copy->file));
        g_free(copy);
        return NULL;
    }
    copy->label = g_strdup(label);
    return copy;
}

void nic_rom_close(RomCopy *copy)
{
    object_unref(OBJECT(copy->file));
    g_free(copy->label);
    g_free(copy);
}

/* After migration, which a source can repeat at will. */

static int nic_post_load_bad(void *opaque, int version_id)
{
    NicState *s = opaque;
    /* 1 when the probe says that the speed is not supported. */
    PhyState *probe = PHY(object_new(TYPE_PHY)); // expect: qom-ref-leak probe

    if (s->speed > probe->speed) {
        return -EINVAL;
    }
    object_unref(OBJECT(probe));
    return 0;
}

static int nic_post_load_ok(void *opaque, int version_id)
{
    NicState *s = opaque;
    PhyState *probe = PHY(object_new(TYPE_PHY));

    if (s->speed > probe->speed) {
        object_unref(OBJECT(probe));
        return -EINVAL;
    }
    object_unref(OBJECT(probe));
    return 0;
}

static const VMStateDescription vmstate_nic_bad = {
    .name = "toy-nic-bad",
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = nic_post_load_bad,
    .fields =
        (const VMStateField[]){
            VMSTATE_UINT32(speed, NicState),
            VMSTATE_UINT32(lanes, NicState),
            VMSTATE_END_OF_LIST(),
        },
};

static const VMStateDescription vmstate_nic_ok = {
    .name = "toy-nic-ok",
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = nic_post_load_ok,
    .fields =
        (const VMStateField[]){
            VMSTATE_UINT32(speed, NicState),
            VMSTATE_UINT32(lanes, NicState),
            VMSTATE_END_OF_LIST(),
        },
};

static void phy_init(Object *obj)
{
    PhyState *s = PHY(obj);

    s->speed = 1000;
    object_property_add_uint32_ptr(obj, "speed", &s->speed,
                                   OBJ_PROP_FLAG_READWRITE);
    object_property_add_uint32_ptr(obj, "lanes", &s->lanes,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void phy_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->bus_type = TYPE_PHY_BUS;
}

static void nic_init(Object *obj)
{
    NIC(obj)->mdio = qbus_new(TYPE_PHY_BUS, DEVICE(obj), "mdio");
}

static void return_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = nic_return_realize_bad;
    DEVICE_CLASS(klass)->vmsd = &vmstate_nic_bad;
}

static void return_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = nic_return_realize_ok;
    DEVICE_CLASS(klass)->vmsd = &vmstate_nic_ok;
}

static void label_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = nic_label_realize_bad;
}

static void label_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = nic_label_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_PHY_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_PHY,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(PhyState),
        .instance_init = phy_init,
        .class_init = phy_class_init,
    },
    {
        .name = TYPE_NIC,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(NicState),
        .instance_init = nic_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_NIC "-return-bad",
        .parent = TYPE_NIC,
        .class_init = return_bad_class_init,
    },
    {
        .name = TYPE_NIC "-return-ok",
        .parent = TYPE_NIC,
        .class_init = return_ok_class_init,
    },
    {
        .name = TYPE_NIC "-label-bad",
        .parent = TYPE_NIC,
        .class_init = label_bad_class_init,
    },
    {
        .name = TYPE_NIC "-label-ok",
        .parent = TYPE_NIC,
        .class_init = label_ok_class_init,
    },
};

DEFINE_TYPES(types)
