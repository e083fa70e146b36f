/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_MEMORY_HPP
#define QOM_MEMORY_HPP

#include "qom/memory.h"
#include "qom/pin_init.hpp"
#include "qom/types.hpp"

/*
 * Recipes for regions of a device, which is their owner. The name is the
 * property's, too. A region without an owner would belong to the machine for
 * ever, so there is none here.
 */
namespace qom
{

struct IoRegion {
    const MemoryRegionOps *ops;
    void *opaque;
    uint64_t size;

    void operator()(MemoryRegion *mr, Object *owner, const char *name) const
    {
        memory_region_init_io(mr, owner, ops, opaque, name, size);
    }
};

struct ContainerRegion {
    uint64_t size;

    void operator()(MemoryRegion *mr, Object *owner, const char *name) const
    {
        memory_region_init(mr, owner, name, size);
    }
};

/* The original is not counted: it must outlive the alias. */
struct AliasRegion {
    MemoryRegion *orig;
    hwaddr offset;
    uint64_t size;

    void operator()(MemoryRegion *mr, Object *owner, const char *name) const
    {
        memory_region_init_alias(mr, owner, name, orig, offset, size);
    }
};

} // namespace qom

inline qom::PinInit<MemoryRegion, qom::IoRegion>
MemoryRegion::init_io(const MemoryRegionOps *ops, void *opaque, uint64_t size)
{
    return qom::PinInit<MemoryRegion, qom::IoRegion>({ops, opaque, size});
}

inline qom::PinInit<MemoryRegion, qom::ContainerRegion>
MemoryRegion::init_container(uint64_t size)
{
    return qom::PinInit<MemoryRegion, qom::ContainerRegion>({size});
}

inline qom::PinInit<MemoryRegion, qom::AliasRegion>
MemoryRegion::init_alias(MemoryRegion &orig, hwaddr offset, uint64_t size)
{
    return qom::PinInit<MemoryRegion, qom::AliasRegion>({&orig, offset, size});
}

#endif
