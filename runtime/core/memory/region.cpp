//===- memory/region.cpp - Memory regions ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A region is a child of its owner and counts nothing itself: whoever uses it
// has a reference on the owner, which keeps the region as long as the owner
// does not unparent it. Regions without an owner are children of
// /machine/unattached; references on them count nothing at all.
//
//===----------------------------------------------------------------------===//
#include "memory.h"

#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"
#include "runtime/core/object.h"
#include "runtime/core/semantics.h"

#include <string>

using namespace qom;

//===----------------------------------------------------------------------===//
// References
//===----------------------------------------------------------------------===//

void qom::takeRegion(MemoryRegion *Mr, const char *Role, const void *Who) {
  if (Mr)
    take(Mr->owner, {Role, Who, Mr->name}, QOM_CALLER);
}

void qom::dropRegion(MemoryRegion *Mr, const char *Role, const void *Who) {
  if (Mr)
    drop(Mr->owner, {Role, Who, Mr->name}, QOM_CALLER);
}

void memory_region_ref(MemoryRegion *mr) {
  if (mr)
    take(mr->owner, {}, QOM_CALLER);
}

void memory_region_unref(MemoryRegion *mr) {
  if (mr)
    drop(mr->owner, {}, QOM_CALLER);
}

Object *memory_region_owner(MemoryRegion *mr) { return OBJECT(mr)->parent; }

//===----------------------------------------------------------------------===//
// Initialization
//===----------------------------------------------------------------------===//

static constexpr Int128 WholeSpace = static_cast<Int128>(1) << 64;

static Int128 widen(uint64_t Size) {
  return Size == UINT64_MAX ? WholeSpace : Size;
}

/// A path's separator and the mark of arrays are no part of a name.
static std::string propertyName(const char *Name) {
  std::string Result;
  for (const char *C = Name; *C; ++C) {
    g_autofree char *Escaped = g_strdup_printf("\\x%02x", *C);
    Result += strchr("/[]\\", *C) ? Escaped : std::string(1, *C);
  }
  return Result + "[*]";
}

/// Without a name there is no parent, and the reference is the caller's.
void memory_region_init(MemoryRegion *mr, Object *owner, const char *name,
                        uint64_t size) {
  object_initialize(mr, sizeof(*mr), TYPE_MEMORY_REGION);
  mr->size = widen(size);
  mr->name = g_strdup(name);
  mr->owner = owner;
  mr->dev =
      reinterpret_cast<DeviceState *>(object_dynamic_cast(owner, TYPE_DEVICE));
  if (!name)
    return;
  Object *Parent = owner ? owner : machine_get_container("unattached");
  object_property_add_child(Parent, propertyName(name).c_str(), OBJECT(mr));
  drop(OBJECT(mr), {}, QOM_CALLER);
}

/// A region without operations refuses each access.
static bool refuse(void *Opaque, hwaddr Addr, unsigned Size, bool IsWrite,
                   MemTxAttrs Attrs) {
  return false;
}

static const MemoryRegionOps NoOps = {.endianness = DEVICE_NATIVE_ENDIAN,
                                      .valid = {.accepts = refuse}};

void memory_region_init_io(MemoryRegion *mr, Object *owner,
                           const MemoryRegionOps *ops, void *opaque,
                           const char *name, uint64_t size) {
  memory_region_init(mr, owner, name, size);
  mr->ops = ops ? ops : &NoOps;
  mr->opaque = opaque;
  mr->terminates = true;
}

void memory_region_init_alias(MemoryRegion *mr, Object *owner, const char *name,
                              MemoryRegion *orig, hwaddr offset,
                              uint64_t size) {
  memory_region_init(mr, owner, name, size);
  mr->alias = orig;
  mr->alias_offset = offset;
}

static void freeBlock(MemoryRegion *Mr) { freeRam(Mr->ram_block); }

/// On failure the region has no parent any more and is finalized.
static bool addRam(MemoryRegion *Mr, uint64_t Size, Error **Errp) {
  Mr->terminates = true;
  Mr->destructor = freeBlock;
  Mr->ram_block = allocateRam(Mr, Size, Errp);
  if (Mr->ram_block)
    return true;
  Mr->size = 0;
  object_unparent(OBJECT(Mr));
  return false;
}

bool memory_region_init_ram_nomigrate(MemoryRegion *mr, Object *owner,
                                      const char *name, uint64_t size,
                                      Error **errp) {
  memory_region_init(mr, owner, name, size);
  mr->ram = true;
  return addRam(mr, size, errp);
}

/// RAM that is saved needs a device, or nobody, for its name.
static void checkRamOwner(Object *Owner) {
  if (Owner && !object_dynamic_cast(Owner, TYPE_DEVICE))
    fatal(Owner, "owns RAM that is saved, but is no device");
}

bool memory_region_init_ram(MemoryRegion *mr, Object *owner, const char *name,
                            uint64_t size, Error **errp) {
  if (!memory_region_init_ram_nomigrate(mr, owner, name, size, errp))
    return false;
  checkRamOwner(owner);
  return true;
}

bool memory_region_init_rom(MemoryRegion *mr, Object *owner, const char *name,
                            uint64_t size, Error **errp) {
  if (!memory_region_init_ram(mr, owner, name, size, errp))
    return false;
  mr->readonly = true;
  return true;
}

bool memory_region_init_rom_device(MemoryRegion *mr, Object *owner,
                                   const MemoryRegionOps *ops, void *opaque,
                                   const char *name, uint64_t size,
                                   Error **errp) {
  memory_region_init_io(mr, owner, ops, opaque, name, size);
  mr->rom_device = true;
  if (!addRam(mr, size, errp))
    return false;
  checkRamOwner(owner);
  return true;
}

/// The host's memory stays the caller's.
void memory_region_init_ram_ptr(MemoryRegion *mr, Object *owner,
                                const char *name, uint64_t size, void *ptr) {
  memory_region_init(mr, owner, name, size);
  mr->ram = true;
  mr->terminates = true;
  mr->destructor = freeBlock;
  mr->ram_block = wrapRam(mr, size, ptr);
}

void memory_region_init_ram_device_ptr(MemoryRegion *mr, Object *owner,
                                       const char *name, uint64_t size,
                                       void *ptr) {
  memory_region_init_ram_ptr(mr, owner, name, size, ptr);
}

//===----------------------------------------------------------------------===//
// Containers
//===----------------------------------------------------------------------===//

/// Whether being in the container takes a reference on the subregion's owner.
/// Within one owner that would be a reference on itself, and QEMU 7.2 takes it.
static bool isCounted(const MemoryRegion *Container, const MemoryRegion *Sub) {
  return !TheSemantics.RegionsOfOneOwnerAreFree ||
         Container->owner != Sub->owner;
}

/// By falling priority; the latest is the first among its equals.
static void insertByPriority(MemoryRegion *Container, MemoryRegion *Sub) {
  MemoryRegion *Last = nullptr, *Other;
  QTAILQ_FOREACH(Other, &Container->subregions, subregions_link) {
    if (Sub->priority >= Other->priority)
      break;
    Last = Other;
  }
  if (Last)
    QTAILQ_INSERT_AFTER(&Container->subregions, Last, Sub, subregions_link);
  else
    QTAILQ_INSERT_HEAD(&Container->subregions, Sub, subregions_link);
}

static void addToContainer(MemoryRegion *Container, hwaddr Offset,
                           MemoryRegion *Sub) {
  if (Sub->container)
    fatal(OBJECT(Sub), "is put into a container, but is in one already");
  Sub->container = Container;
  Sub->addr = Offset;
  for (MemoryRegion *A = Sub->alias; A; A = A->alias)
    ++A->mapped_via_alias;
  memory_region_transaction_begin();
  if (isCounted(Container, Sub))
    takeRegion(Sub, "container", Container);
  insertByPriority(Container, Sub);
  markStale(Container->enabled && Sub->enabled);
  memory_region_transaction_commit();
}

void memory_region_add_subregion(MemoryRegion *mr, hwaddr offset,
                                 MemoryRegion *subregion) {
  memory_region_add_subregion_overlap(mr, offset, subregion, 0);
}

void memory_region_add_subregion_overlap(MemoryRegion *mr, hwaddr offset,
                                         MemoryRegion *subregion,
                                         int priority) {
  subregion->priority = priority;
  addToContainer(mr, offset, subregion);
}

void memory_region_del_subregion(MemoryRegion *mr, MemoryRegion *subregion) {
  if (subregion->container != mr)
    fatal(OBJECT(subregion), "is taken out of a container that it is not in");
  memory_region_transaction_begin();
  subregion->container = nullptr;
  for (MemoryRegion *A = subregion->alias; A; A = A->alias)
    --A->mapped_via_alias;
  QTAILQ_REMOVE(&mr->subregions, subregion, subregions_link);
  markStale(mr->enabled && subregion->enabled);
  // Last: it may end the owner, and the subregion with it.
  if (isCounted(mr, subregion))
    dropRegion(subregion, "container", mr);
  memory_region_transaction_commit();
}

static void putBack(MemoryRegion *Mr) {
  MemoryRegion *Container = Mr->container;
  if (!Container)
    return;
  memory_region_transaction_begin();
  takeRegion(Mr, "moving", Mr);
  memory_region_del_subregion(Container, Mr);
  addToContainer(Container, Mr->addr, Mr);
  dropRegion(Mr, "moving", Mr);
  memory_region_transaction_commit();
}

//===----------------------------------------------------------------------===//
// Changes
//===----------------------------------------------------------------------===//

/// Sets a field in a transaction of its own, if it changes.
template <class T> static void change(T &Field, T Value, bool IsVisible) {
  if (Field == Value)
    return;
  memory_region_transaction_begin();
  Field = Value;
  markStale(IsVisible);
  memory_region_transaction_commit();
}

void memory_region_set_enabled(MemoryRegion *mr, bool enabled) {
  change(mr->enabled, enabled, true);
}

void memory_region_set_size(MemoryRegion *mr, uint64_t size) {
  change(mr->size, widen(size), true);
}

void memory_region_set_alias_offset(MemoryRegion *mr, hwaddr offset) {
  if (!mr->alias)
    fatal(OBJECT(mr), "gets an alias's offset, but is no alias");
  change(mr->alias_offset, offset, mr->enabled);
}

void memory_region_set_address(MemoryRegion *mr, hwaddr addr) {
  if (addr == mr->addr)
    return;
  mr->addr = addr;
  putBack(mr);
}

//===----------------------------------------------------------------------===//
// Questions
//===----------------------------------------------------------------------===//

uint64_t memory_region_size(MemoryRegion *mr) {
  return mr->size == WholeSpace ? UINT64_MAX : static_cast<uint64_t>(mr->size);
}

const char *memory_region_name(const MemoryRegion *mr) {
  return mr->name ? mr->name
                  : object_get_canonical_path_component(&mr->parent_obj);
}

bool memory_region_is_mapped(MemoryRegion *mr) {
  return mr->container || mr->mapped_via_alias;
}

//===----------------------------------------------------------------------===//
// The type
//===----------------------------------------------------------------------===//

static void destroyNothing(MemoryRegion *Mr) {}

static void getContainer(Object *Obj, Visitor *V, const char *Name,
                         void *Opaque, Error **Errp) {
  MemoryRegion *Container = MEMORY_REGION(Obj)->container;
  g_autofree char *Path =
      Container ? object_get_canonical_path(OBJECT(Container)) : nullptr;
  char *Written = Path;
  visit_type_str(V, Name, &Written, Errp);
}

static Object *resolveContainer(Object *Obj, void *Opaque, const char *Part) {
  return OBJECT(MEMORY_REGION(Obj)->container);
}

static void getSize(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                    Error **Errp) {
  uint64_t Size = memory_region_size(MEMORY_REGION(Obj));
  visit_type_uint64(V, Name, &Size, Errp);
}

static void getPriority(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                        Error **Errp) {
  visit_type_int32(V, Name, &MEMORY_REGION(Obj)->priority, Errp);
}

static void regionInit(Object *Obj) {
  MemoryRegion *Mr = MEMORY_REGION(Obj);
  Mr->ops = &NoOps;
  Mr->enabled = true;
  Mr->romd_mode = true;
  Mr->destructor = destroyNothing;
  QTAILQ_INIT(&Mr->subregions);
  object_property_add(Obj, "container", "link<" TYPE_MEMORY_REGION ">",
                      getContainer, nullptr, nullptr, nullptr)
      ->resolve = resolveContainer;
  object_property_add_uint64_ptr(Obj, "addr", &Mr->addr, OBJ_PROP_FLAG_READ);
  object_property_add(Obj, "size", "uint64", getSize, nullptr, nullptr,
                      nullptr);
  object_property_add(Obj, "priority", "int32", getPriority, nullptr, nullptr,
                      nullptr);
}

/// Only a container of the same owner can still have the region: any other
/// would have kept the owner.
static void leaveContainer(MemoryRegion *Mr) {
  if (!Mr->container)
    return;
  if (!TheSemantics.RegionsOfOneOwnerAreFree)
    fatal(OBJECT(Mr), "is finalized while it is in a container");
  if (Mr->container->owner != Mr->owner)
    fatal(OBJECT(Mr), "is finalized while another owner's container has it");
  memory_region_del_subregion(Mr->container, Mr);
}

/// Nothing shows the region: a view would have kept its owner.
static void regionFinalize(Object *Obj) {
  MemoryRegion *Mr = MEMORY_REGION(Obj);
  Mr->enabled = false;
  memory_region_transaction_begin();
  leaveContainer(Mr);
  while (MemoryRegion *Sub = QTAILQ_FIRST(&Mr->subregions))
    memory_region_del_subregion(Mr, Sub);
  memory_region_transaction_commit();
  Mr->destructor(Mr);
  g_free(const_cast<char *>(Mr->name));
}

void qom::registerMemoryRegionType() {
  static const TypeInfo Region = {.name = TYPE_MEMORY_REGION,
                                  .parent = TYPE_OBJECT,
                                  .instance_size = sizeof(MemoryRegion),
                                  .instance_align = alignof(MemoryRegion),
                                  .instance_init = regionInit,
                                  .instance_finalize = regionFinalize};
  type_register_static(&Region);
}
