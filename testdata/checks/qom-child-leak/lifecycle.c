/*
 * Children that instance init makes, and creation references that it keeps for
 * a hook that need not run.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "hw/sysbus.h"
#include "qapi/error.h"

#define TYPE_ENGINE "toy-engine"
OBJECT_DECLARE_SIMPLE_TYPE(EngineState, ENGINE)

struct EngineState {
    Object parent_obj;
    uint32_t depth;
};

/* Kept for exit, which only a realized card comes to. */

#define TYPE_CARD_BAD "toy-card-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadCard, CARD_BAD)

struct BadCard {
    PCIDevice parent_obj;
    EngineState *engine;
};

static void card_init_bad(Object *obj)
{
    BadCard *s = CARD_BAD(obj);

    /* 2: the card's child property's and the field's. */
    s->engine = ENGINE(object_new(TYPE_ENGINE)); // expect: qom-child-leak s->engine
    object_property_add_child(obj, "engine", OBJECT(s->engine));
}

static void card_exit_bad(PCIDevice *pci)
{
    object_unref(OBJECT(CARD_BAD(pci)->engine));
}

static void card_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->exit = card_exit_bad;
}

#define TYPE_CARD_OK "toy-card-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkCard, CARD_OK)

struct OkCard {
    PCIDevice parent_obj;
    EngineState *engine;
    EngineState *spare;
};

static void card_init_ok(Object *obj)
{
    OkCard *s = CARD_OK(obj);

    s->engine = ENGINE(object_new(TYPE_ENGINE));
    object_property_add_child(obj, "engine", OBJECT(s->engine));
    object_unref(OBJECT(s->engine));

    /* Kept, and for the finalizer. */
    s->spare = ENGINE(object_new(TYPE_ENGINE));
    object_property_add_child(obj, "spare", OBJECT(s->spare));
}

static void card_finalize_ok(Object *obj)
{
    object_unref(OBJECT(CARD_OK(obj)->spare));
}

/* Made by a realize that fails afterwards; the child property keeps it, too. */

#define TYPE_PAIR_BAD "toy-pair-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPair, PAIR_BAD)

struct BadPair {
    PCIDevice parent_obj;
    EngineState *engine;
    uint32_t depth;
};

static void pair_realize_bad(PCIDevice *pci, Error **errp)
{
    BadPair *s = PAIR_BAD(pci);

    /* 2, and on the error path nothing drops the field's. */
    s->engine = ENGINE(object_new(TYPE_ENGINE)); // expect: qom-child-leak s->engine
    object_property_add_child(OBJECT(pci), "engine", OBJECT(s->engine));
    if (s->depth > 64) {
        error_setg(errp, "too deep");
        object_unparent(OBJECT(s->engine));
        return;
    }
    s->engine->depth = s->depth;
}

static void pair_exit_bad(PCIDevice *pci)
{
    BadPair *s = PAIR_BAD(pci);

    object_unparent(OBJECT(s->engine));
    object_unref(OBJECT(s->engine));
}

static void pair_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = pair_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = pair_exit_bad;
}

#define TYPE_PAIR_OK "toy-pair-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkPair, PAIR_OK)

struct OkPair {
    PCIDevice parent_obj;
    EngineState *engine;
    uint32_t depth;
};

static void pair_realize_ok(PCIDevice *pci, Error **errp)
{
    OkPair *s = PAIR_OK(pci);

    s->engine = ENGINE(object_new(TYPE_ENGINE));
    object_property_add_child(OBJECT(pci), "engine", OBJECT(s->engine));
    if (s->depth > 64) {
        error_setg(errp, "too deep");
        object_unparent(OBJECT(s->engine));
        g_clear_pointer(&s->engine, object_unref);
        return;
    }
    s->engine->depth = s->depth;
}

static void pair_exit_ok(PCIDevice *pci)
{
    OkPair *s = PAIR_OK(pci);

    object_unparent(OBJECT(s->engine));
    object_unref(OBJECT(s->engine));
}

static void pair_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = pair_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = pair_exit_ok;
}

/*
 * A machine's flash: made by instance init, so that properties can be set;
 * dropped by machine init, which introspection never comes to.
 */

#define TYPE_FLASH "toy-flash"
OBJECT_DECLARE_SIMPLE_TYPE(FlashState, FLASH)

struct FlashState {
    SysBusDevice parent_obj;
    MemoryRegion rom;
};

#define TYPE_DESK_BAD MACHINE_TYPE_NAME("toy-desk-bad")
OBJECT_DECLARE_SIMPLE_TYPE(BadDesk, DESK_BAD)

struct BadDesk {
    MachineState parent_obj;
    DeviceState *flash;
};

static void desk_instance_init_bad(Object *obj)
{
    BadDesk *s = DESK_BAD(obj);

    /* 2: the machine's child property's and the field's. */
    s->flash = qdev_new(TYPE_FLASH); // expect: qom-child-leak s->flash
    object_property_add_child(obj, "flash0", OBJECT(s->flash));
}

static void desk_init_bad(MachineState *machine)
{
    BadDesk *s = DESK_BAD(machine);

    sysbus_realize_and_unref(SYS_BUS_DEVICE(s->flash), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(s->flash), 0, 0x08000000);
}

static void desk_bad_class_init(ObjectClass *klass, const void *data)
{
    MACHINE_CLASS(klass)->init = desk_init_bad;
}

#define TYPE_DESK_OK MACHINE_TYPE_NAME("toy-desk-ok")
OBJECT_DECLARE_SIMPLE_TYPE(OkDesk, DESK_OK)

struct OkDesk {
    MachineState parent_obj;
    DeviceState *flash;
};

static void desk_instance_init_ok(Object *obj)
{
    OkDesk *s = DESK_OK(obj);

    s->flash = qdev_new(TYPE_FLASH);
    object_property_add_child(obj, "flash0", OBJECT(s->flash));
    object_unref(OBJECT(s->flash));
}

static void desk_init_ok(MachineState *machine)
{
    OkDesk *s = DESK_OK(machine);

    sysbus_realize(SYS_BUS_DEVICE(s->flash), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(s->flash), 0, 0x08000000);
}

static void desk_ok_class_init(ObjectClass *klass, const void *data)
{
    MACHINE_CLASS(klass)->init = desk_init_ok;
}

/* Two of them, by a helper, in an array of the machine's. */

#define TYPE_TOWER_BAD MACHINE_TYPE_NAME("toy-tower-bad")
OBJECT_DECLARE_SIMPLE_TYPE(BadTower, TOWER_BAD)

struct BadTower {
    MachineState parent_obj;
    DeviceState *flash[2];
};

static DeviceState *tower_make_flash(Object *obj, const char *name)
{
    DeviceState *flash = qdev_new(TYPE_FLASH);

    object_property_add_child(obj, name, OBJECT(flash));
    return flash;
}

static void tower_instance_init_bad(Object *obj)
{
    BadTower *s = TOWER_BAD(obj);

    /* 2 each: the child property's and the element's. */
    s->flash[0] = tower_make_flash(obj, "flash0"); // expect: qom-child-leak s->flash[0]
    s->flash[1] = tower_make_flash(obj, "flash1"); // expect: qom-child-leak s->flash[1]
}

static void tower_init_bad(MachineState *machine)
{
    BadTower *s = TOWER_BAD(machine);
    int i;

    for (i = 0; i < 2; i++) {
        sysbus_realize_and_unref(SYS_BUS_DEVICE(s->flash[i]), &error_fatal);
    }
}

static void tower_bad_class_init(ObjectClass *klass, const void *data)
{
    MACHINE_CLASS(klass)->init = tower_init_bad;
}

#define TYPE_TOWER_OK MACHINE_TYPE_NAME("toy-tower-ok")
OBJECT_DECLARE_SIMPLE_TYPE(OkTower, TOWER_OK)

struct OkTower {
    MachineState parent_obj;
    DeviceState *flash[2];
};

static DeviceState *tower_make_flash_ok(Object *obj, const char *name)
{
    DeviceState *flash = qdev_new(TYPE_FLASH);

    object_property_add_child(obj, name, OBJECT(flash));
    object_unref(OBJECT(flash));
    return flash;
}

static void tower_instance_init_ok(Object *obj)
{
    OkTower *s = TOWER_OK(obj);

    s->flash[0] = tower_make_flash_ok(obj, "flash0");
    s->flash[1] = tower_make_flash_ok(obj, "flash1");
}

static void tower_init_ok(MachineState *machine)
{
    OkTower *s = TOWER_OK(machine);
    int i;

    for (i = 0; i < 2; i++) {
        sysbus_realize(SYS_BUS_DEVICE(s->flash[i]), &error_fatal);
    }
}

static void tower_ok_class_init(ObjectClass *klass, const void *data)
{
    MACHINE_CLASS(klass)->init = tower_init_ok;
}

/* Machine init may keep what it made itself: it runs once. */

#define TYPE_SHELF_OK MACHINE_TYPE_NAME("toy-shelf-ok")
OBJECT_DECLARE_SIMPLE_TYPE(OkShelf, SHELF_OK)

struct OkShelf {
    MachineState parent_obj;
    DeviceState *flash;
};

static void shelf_init_ok(MachineState *machine)
{
    OkShelf *s = SHELF_OK(machine);

    s->flash = qdev_new(TYPE_FLASH);
    object_property_add_child(OBJECT(machine), "flash0", OBJECT(s->flash));
    sysbus_realize_and_unref(SYS_BUS_DEVICE(s->flash), &error_fatal);
}

static void shelf_ok_class_init(ObjectClass *klass, const void *data)
{
    MACHINE_CLASS(klass)->init = shelf_init_ok;
}

static const InterfaceInfo pci_interfaces[] = {
    {INTERFACE_CONVENTIONAL_PCI_DEVICE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_ENGINE,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(EngineState),
    },
    {
        .name = TYPE_CARD_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadCard),
        .instance_init = card_init_bad,
        .class_init = card_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_CARD_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkCard),
        .instance_init = card_init_ok,
        .instance_finalize = card_finalize_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_PAIR_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadPair),
        .class_init = pair_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_PAIR_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkPair),
        .class_init = pair_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_FLASH,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(FlashState),
    },
    {
        .name = TYPE_DESK_BAD,
        .parent = TYPE_MACHINE,
        .instance_size = sizeof(BadDesk),
        .instance_init = desk_instance_init_bad,
        .class_init = desk_bad_class_init,
    },
    {
        .name = TYPE_DESK_OK,
        .parent = TYPE_MACHINE,
        .instance_size = sizeof(OkDesk),
        .instance_init = desk_instance_init_ok,
        .class_init = desk_ok_class_init,
    },
    {
        .name = TYPE_TOWER_BAD,
        .parent = TYPE_MACHINE,
        .instance_size = sizeof(BadTower),
        .instance_init = tower_instance_init_bad,
        .class_init = tower_bad_class_init,
    },
    {
        .name = TYPE_TOWER_OK,
        .parent = TYPE_MACHINE,
        .instance_size = sizeof(OkTower),
        .instance_init = tower_instance_init_ok,
        .class_init = tower_ok_class_init,
    },
    {
        .name = TYPE_SHELF_OK,
        .parent = TYPE_MACHINE,
        .instance_size = sizeof(OkShelf),
        .class_init = shelf_ok_class_init,
    },
};

DEFINE_TYPES(types)
