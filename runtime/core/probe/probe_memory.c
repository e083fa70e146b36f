/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * What references regions, views of them and sections take, and on whom.
 */
#include "probe.h"
#include "qemu/rcu.h"
#ifdef PROBE_QEMU_72
#include "exec/memory.h"
#else
#include "system/memory.h"
#endif

#define TYPE_BANK "probe-bank"

typedef struct Bank {
    Object parent;
    MemoryRegion outer;
    MemoryRegion inner;
    MemoryRegion alias;
} Bank;

static const MemoryRegionOps bank_ops;

static void bank_finalize(Object *obj)
{
    tell("bank finalize");
}

static const TypeInfo bank_type = {
    .name = TYPE_BANK,
    .parent = TYPE_OBJECT,
    .instance_size = sizeof(Bank),
    .instance_finalize = bank_finalize,
};

static Bank *bank_new(void)
{
    Bank *bank = (Bank *)object_new(TYPE_BANK);
    Object *obj = OBJECT(bank);

    memory_region_init(&bank->outer, obj, "outer", 0x1000);
    memory_region_init_io(&bank->inner, obj, &bank_ops, bank, "inner", 0x100);
    return bank;
}

static void probe_regions(void)
{
    Bank *bank = bank_new();
    MemoryRegion *lonely = g_new0(MemoryRegion, 1);

    fact("count of a region", "%u", count(&bank->inner));
    fact("count of its owner", "%u", count(bank));
    memory_region_ref(&bank->inner);
    fact("counts after memory_region_ref", "%u %u", count(&bank->inner),
         count(bank));
    memory_region_unref(&bank->inner);
    memory_region_init(lonely, NULL, "lonely", 16);
    fact("a region without an owner has a parent", "%d",
         OBJECT(lonely)->parent != NULL);
    memory_region_ref(lonely);
    fact("its count after memory_region_ref", "%u", count(lonely));
    memory_region_unref(lonely);
    memory_region_init_alias(&bank->alias, OBJECT(bank), "alias", lonely, 0,
                             16);
    fact("its count with an alias", "%u", count(lonely));
    object_unref(OBJECT(bank));
    fact_story("end of an owner");
    fact("a finalized region's count", "%u", count(lonely) - 1);
    object_unparent(OBJECT(lonely));
    g_free(lonely);
}

static void probe_containers(void)
{
    Bank *bank = bank_new();
    Bank *other = bank_new();

    memory_region_add_subregion(&bank->outer, 0, &bank->inner);
    fact("count of an owner with a region in its own container", "%u",
         count(bank));
    memory_region_del_subregion(&bank->outer, &bank->inner);
    fact("and out of it", "%u", count(bank));
    memory_region_add_subregion(&bank->outer, 0x100, &other->inner);
    fact("counts with a region in another's container", "%u %u", count(bank),
         count(other));
    object_unref(OBJECT(other));
    fact_story("the owner's reference is dropped");
    memory_region_del_subregion(&bank->outer, &other->inner);
    fact_story("and the region taken out");
    memory_region_init_alias(&bank->alias, OBJECT(bank), "alias", &bank->inner,
                             0, 16);
    fact("count of an owner that is its own alias", "%u", count(bank));
    memory_region_add_subregion(&bank->outer, 0, &bank->inner);
    object_unref(OBJECT(bank));
    fact_story("an owner ends with a region in its own container");
    fact("and has a count then", "%d", count(bank) > 0);
}

/* A view is dropped after a grace period. */
static void probe_views(void)
{
    Bank *root = bank_new();
    Bank *bank = bank_new();
    AddressSpace *as = g_new0(AddressSpace, 1);
    MemoryRegionSection section;

    address_space_init(as, &root->outer, "probe");
    fact("count of a root's owner", "%u", count(root));
    memory_region_add_subregion(&root->outer, 0, &bank->inner);
    drain_call_rcu();
    fact("count of an owner that is mapped", "%u", count(bank));
    section = memory_region_find(&root->outer, 0x10, 4);
    fact("a section's region", "%s",
         section.mr == &bank->inner ? "the mapped one" : "another");
    fact("count with a section", "%u", count(bank));
    memory_region_unref(section.mr);
    section = memory_region_find(&root->outer, 0x800, 4);
    fact("a section of nothing", "%s", section.mr ? "a region" : "null");
    object_unref(OBJECT(bank));
    fact_story("the owner's reference is dropped while mapped");
    memory_region_del_subregion(&root->outer, &bank->inner);
    drain_call_rcu();
    fact_story("and the region unmapped");
    address_space_destroy(as);
    drain_call_rcu();
    fact("count of a root's owner without its space", "%u", count(root));
    object_unref(OBJECT(root));
    fact_story("end of a root's owner");
    g_free(as);
}

void probe_memory(void)
{
    type_register_static(&bank_type);
    forget_story();
    probe_regions();
    probe_containers();
    probe_views();
}
