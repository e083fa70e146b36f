/*
 * An address space holds a reference to the owner of its root region until
 * somebody destroys it. One inside that owner keeps the owner alive.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/address-spaces.h"
#include "exec/memory.h"
#include "hw/pci/pci_device.h"
#include "qapi/error.h"

/* Made by instance_init, for an end that cannot come. */

#define TYPE_MAPPER_BAD "toy-mapper-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadMapper, MAPPER_BAD)

struct BadMapper {
    PCIDevice parent_obj;
    MemoryRegion root;
    AddressSpace space;
};

static void mapper_init_bad(Object *obj)
{
    BadMapper *s = MAPPER_BAD(obj);

    memory_region_init(&s->root, obj, "mapper", UINT64_MAX);
    /* One more on the mapper itself. */
    address_space_init(&s->space, &s->root, "mapper"); // expect: qom-ref-leak
}

static void mapper_finalize_bad(Object *obj)
{
    address_space_destroy(&MAPPER_BAD(obj)->space);
}

/* Made by realize and destroyed by exit. */

#define TYPE_MAPPER_OK "toy-mapper-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkMapper, MAPPER_OK)

struct OkMapper {
    PCIDevice parent_obj;
    MemoryRegion root;
    AddressSpace space;
};

static void mapper_realize_ok(PCIDevice *pci, Error **errp)
{
    OkMapper *s = MAPPER_OK(pci);

    memory_region_init(&s->root, OBJECT(s), "mapper", UINT64_MAX);
    address_space_init(&s->space, &s->root, "mapper");
}

static void mapper_exit_ok(PCIDevice *pci)
{
    address_space_destroy(&MAPPER_OK(pci)->space);
}

static void mapper_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = mapper_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = mapper_exit_ok;
}

/* Made by instance_init, destroyed by those who were realized. */

#define TYPE_PAGER_BAD "toy-pager-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPager, PAGER_BAD)

struct BadPager {
    PCIDevice parent_obj;
    MemoryRegion root;
    AddressSpace space;
};

static void pager_init_bad(Object *obj)
{
    BadPager *s = PAGER_BAD(obj);

    memory_region_init(&s->root, obj, "pager", UINT64_MAX);
    address_space_init(&s->space, &s->root, "pager"); // expect: qom-ref-leak
}

static void pager_exit_bad(PCIDevice *pci)
{
    address_space_destroy(&PAGER_BAD(pci)->space);
}

static void pager_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->exit = pager_exit_bad;
}

/* Nobody destroys what exit should. */

#define TYPE_WINDOW_BAD "toy-window-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadWindow, WINDOW_BAD)

struct BadWindow {
    PCIDevice parent_obj;
    MemoryRegion root;
    AddressSpace space;
};

static void window_realize_bad(PCIDevice *pci, Error **errp)
{
    BadWindow *s = WINDOW_BAD(pci);

    memory_region_init(&s->root, OBJECT(pci), "window", UINT64_MAX);
    address_space_init(&s->space, &s->root, "window"); // expect: qom-ref-leak
}

static void window_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = window_realize_bad;
}

/* Somebody else's region: its owner ends when it likes. */

#define TYPE_WINDOW_OK "toy-window-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkWindow, WINDOW_OK)

struct OkWindow {
    PCIDevice parent_obj;
    AddressSpace space;
};

static void window_init_ok(Object *obj)
{
    address_space_init(&WINDOW_OK(obj)->space, get_system_memory(), "window");
}

static void window_finalize_ok(Object *obj)
{
    address_space_destroy(&WINDOW_OK(obj)->space);
}

static InterfaceInfo pci_interfaces[] = {
    { INTERFACE_CONVENTIONAL_PCI_DEVICE },
    { },
};

static const TypeInfo types[] = {
    {
        .name = TYPE_MAPPER_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadMapper),
        .instance_init = mapper_init_bad,
        .instance_finalize = mapper_finalize_bad,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_MAPPER_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkMapper),
        .class_init = mapper_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_PAGER_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadPager),
        .instance_init = pager_init_bad,
        .class_init = pager_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_WINDOW_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadWindow),
        .class_init = window_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_WINDOW_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkWindow),
        .instance_init = window_init_ok,
        .instance_finalize = window_finalize_ok,
        .interfaces = pci_interfaces,
    },
};

DEFINE_TYPES(types)
