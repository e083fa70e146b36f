/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * What QEMU's memory.c wants from the rest of an emulator, which is
 * not there. The probe maps regions and looks them up; nothing is dispatched,
 * no RAM is allocated, so none of these is asked to do anything.
 */
#include "qemu/osdep.h"
#include "qemu/main-loop.h"

#define NEVER_CALLED(name) \
    void name(void);       \
    void name(void)        \
    {                      \
        abort();           \
    }

/* A view has a table for dispatching, made and dropped with it. */
void *address_space_dispatch_new(void *view);
void address_space_dispatch_compact(void *dispatch);
void address_space_dispatch_free(void *dispatch);
void flatview_add_to_dispatch(void *view, void *section);

void *address_space_dispatch_new(void *view)
{
    return g_malloc0(1);
}

void address_space_dispatch_compact(void *dispatch)
{
}

void address_space_dispatch_free(void *dispatch)
{
    g_free(dispatch);
}

void flatview_add_to_dispatch(void *view, void *section)
{
}

NEVER_CALLED(flatview_translate)
NEVER_CALLED(mtree_print_dispatch)
NEVER_CALLED(qemu_map_ram_ptr)
NEVER_CALLED(qemu_ram_alloc)
NEVER_CALLED(qemu_ram_alloc_from_fd)
NEVER_CALLED(qemu_ram_alloc_from_file)
NEVER_CALLED(qemu_ram_alloc_from_ptr)
NEVER_CALLED(qemu_ram_alloc_resizeable)
NEVER_CALLED(qemu_ram_is_migratable)
NEVER_CALLED(qemu_ram_msync)
NEVER_CALLED(qemu_ram_resize)
NEVER_CALLED(vmstate_register_ram)
NEVER_CALLED(cpu_physical_memory_snapshot_and_clear_dirty)
NEVER_CALLED(cpu_physical_memory_snapshot_get_dirty)
NEVER_CALLED(cpu_physical_memory_test_and_clear_dirty)
/* Their names in 10.2, and what is new there. */
NEVER_CALLED(physical_memory_set_dirty_range)
NEVER_CALLED(physical_memory_snapshot_and_clear_dirty)
NEVER_CALLED(physical_memory_snapshot_get_dirty)
NEVER_CALLED(physical_memory_test_and_clear_dirty)

/* Regions of RAM do this when they end; others have a null block. */
void qemu_ram_free(void *block);
void qemu_ram_free(void *block)
{
}

void qemu_flush_coalesced_mmio_buffer(void);
void qemu_flush_coalesced_mmio_buffer(void)
{
}

bool target_big_endian(void);
bool target_big_endian(void)
{
    return false;
}

bool runstate_is_running(void);
bool runstate_is_running(void)
{
    return false;
}

/* The one thread is the one that has the lock. */
#ifdef PROBE_QEMU_72
bool qemu_mutex_iothread_locked(void)
{
    return true;
}

void qemu_mutex_lock_iothread_impl(const char *file, int line)
{
}

void qemu_mutex_unlock_iothread(void)
{
}
#else
bool bql_locked(void)
{
    return true;
}

void bql_lock_impl(const char *file, int line)
{
}

void bql_unlock(void)
{
}
#endif

/* Looked at, never into. */
char address_space_memory[1024];
char ram_list[1024];
char target_page[64];
void *current_accel_state;
void *current_machine;
bool tcg_allowed;
bool kvm_allowed;
__thread void *current_cpu;

void *current_accel(void);
void *current_accel(void)
{
    return NULL;
}
