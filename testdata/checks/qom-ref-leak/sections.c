/*
 * memory_region_find returns a section whose region, if there is one, carries
 * a reference on the region's owner.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/memory.h"
#include "exec/address-spaces.h"
#include "hw/pci/pci_device.h"
#include "qapi/error.h"

#define BLIT_SOURCE 0x0
#define BLIT_TARGET 0x8
#define BLIT_START 0x10

#define TYPE_BLITTER "toy-blitter"
OBJECT_DECLARE_SIMPLE_TYPE(BlitterState, BLITTER)

struct BlitterState {
    PCIDevice parent_obj;
    MemoryRegion mmio;
    uint64_t source;
    uint64_t target;
    uint32_t checksum;
};

/* An early return between find and unref. */

static void blitter_sum_bad(BlitterState *s, hwaddr addr)
{
    MemoryRegionSection section;

    /* 1 on the owner of the region found, lost when it is not RAM. */
    section = memory_region_find(get_system_memory(), addr, 4096); // expect: qom-ref-leak
    if (!section.mr) {
        return;
    }
    if (!memory_region_is_ram(section.mr)) {
        return;
    }
    s->checksum += (uint32_t)section.offset_within_region;
    memory_region_unref(section.mr);
}

static void blitter_sum_ok(BlitterState *s, hwaddr addr)
{
    MemoryRegionSection section;

    section = memory_region_find(get_system_memory(), addr, 4096);
    if (!section.mr) {
        return;
    }
    if (!memory_region_is_ram(section.mr)) {
        memory_region_unref(section.mr);
        return;
    }
    s->checksum += (uint32_t)section.offset_within_region;
    memory_region_unref(section.mr);
}

/* The result is only looked at. */

static bool blitter_is_mapped_bad(hwaddr addr)
{
    /* 1 for each answer "yes", and nobody keeps the section. */
    return memory_region_find(get_system_memory(), addr, 1).mr != NULL; // expect: qom-ref-leak
}

static bool blitter_is_mapped_ok(hwaddr addr)
{
    MemoryRegion *mr = memory_region_find(get_system_memory(), addr, 1).mr;

    memory_region_unref(mr);
    return mr != NULL;
}

/* The first section is replaced by a second one. */

static void blitter_mirror_bad(BlitterState *s)
{
    MemoryRegionSection section;

    section = memory_region_find(get_system_memory(), s->target, 4096);
    if (section.mr && !memory_region_is_ram(section.mr)) {
        /* The 1 of the first region is lost here. */
        section = memory_region_find(get_system_memory(), s->source, 4096); // expect: qom-ref-leak
    }
    if (section.mr) {
        s->checksum ^= (uint32_t)section.offset_within_region;
    }
    memory_region_unref(section.mr);
}

static void blitter_mirror_ok(BlitterState *s)
{
    MemoryRegionSection section;

    section = memory_region_find(get_system_memory(), s->target, 4096);
    if (section.mr && !memory_region_is_ram(section.mr)) {
        memory_region_unref(section.mr);
        section = memory_region_find(get_system_memory(), s->source, 4096);
    }
    if (section.mr) {
        s->checksum ^= (uint32_t)section.offset_within_region;
    }
    memory_region_unref(section.mr);
}

/* One way out of a loop over sections. */

static void blitter_scan_bad(BlitterState *s, hwaddr addr, hwaddr len)
{
    while (len) {
        MemoryRegionSection section;
        uint64_t size;

        /* 1 when the loop is left at a read-only section. */
        section = memory_region_find(get_system_memory(), addr, len); // expect: qom-ref-leak
        if (!section.mr) {
            break;
        }
        if (section.readonly) {
            break;
        }
        size = int128_get64(section.size);
        memory_region_unref(section.mr);
        s->checksum += size;
        addr += size;
        len -= MIN(size, len);
    }
}

static void blitter_scan_ok(BlitterState *s, hwaddr addr, hwaddr len)
{
    while (len) {
        MemoryRegionSection section;
        uint64_t size;

        section = memory_region_find(get_system_memory(), addr, len);
        if (!section.mr) {
            break;
        }
        if (section.readonly) {
            memory_region_unref(section.mr);
            break;
        }
        size = int128_get64(section.size);
        memory_region_unref(section.mr);
        s->checksum += size;
        addr += size;
        len -= MIN(size, len);
    }
}

static uint64_t blitter_read(void *opaque, hwaddr addr, unsigned size)
{
    BlitterState *s = opaque;

    return s->checksum;
}

static void blitter_write_with_leaks(void *opaque, hwaddr addr, uint64_t data,
                                     unsigned size)
{
    BlitterState *s = opaque;

    switch (addr) {
    case BLIT_SOURCE:
        s->source = data;
        break;
    case BLIT_TARGET:
        s->target = data;
        break;
    case BLIT_START:
        if (blitter_is_mapped_bad(s->source)) {
            blitter_sum_bad(s, s->source);
            blitter_mirror_bad(s);
            blitter_scan_bad(s, s->source, data);
        }
        break;
    }
}

static void blitter_write(void *opaque, hwaddr addr, uint64_t data,
                          unsigned size)
{
    BlitterState *s = opaque;

    switch (addr) {
    case BLIT_SOURCE:
        s->source = data;
        break;
    case BLIT_TARGET:
        s->target = data;
        break;
    case BLIT_START:
        if (blitter_is_mapped_ok(s->source)) {
            blitter_sum_ok(s, s->source);
            blitter_mirror_ok(s);
            blitter_scan_ok(s, s->source, data);
        }
        break;
    }
}

static const MemoryRegionOps blitter_ops_with_leaks = {
    .read = blitter_read,
    .write = blitter_write_with_leaks,
    .endianness = DEVICE_LITTLE_ENDIAN,
};

static const MemoryRegionOps blitter_ops = {
    .read = blitter_read,
    .write = blitter_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
};

static void blitter_init_with_leaks(Object *obj)
{
    BlitterState *s = BLITTER(obj);

    memory_region_init_io(&s->mmio, obj, &blitter_ops_with_leaks, s, "blitter",
                          0x1000);
}

static void blitter_init(Object *obj)
{
    BlitterState *s = BLITTER(obj);

    memory_region_init_io(&s->mmio, obj, &blitter_ops, s, "blitter", 0x1000);
}

static void blitter_realize(PCIDevice *pci, Error **errp)
{
    pci_register_bar(pci, 0, PCI_BASE_ADDRESS_SPACE_MEMORY,
                     &BLITTER(pci)->mmio);
}

static void blitter_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = blitter_realize;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_BLITTER,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BlitterState),
        .class_init = blitter_class_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_BLITTER "-with-leaks",
        .parent = TYPE_BLITTER,
        .instance_init = blitter_init_with_leaks,
    },
    {
        .name = TYPE_BLITTER "-clean",
        .parent = TYPE_BLITTER,
        .instance_init = blitter_init,
    },
};

DEFINE_TYPES(types)
