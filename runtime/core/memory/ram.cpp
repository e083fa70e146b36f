//===- memory/ram.cpp - The host's memory behind regions ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "memory.h"

#include <algorithm>
#include <mutex>
#include <sys/mman.h>

using namespace qom;

static constexpr uint64_t PageSize = 4 * KiB;

/// Asked from any thread.
static std::mutex BlocksLock;
static std::vector<RAMBlock *> Blocks;

static RAMBlock *addBlock(MemoryRegion *Mr, uint64_t Size, void *Host,
                          bool OwnsHost) {
  auto *Block =
      new RAMBlock{static_cast<uint8_t *>(Host), Size, Mr, OwnsHost,
                   std::vector<bool>(DIV_ROUND_UP(Size, PageSize), true)};
  std::lock_guard Guard(BlocksLock);
  Blocks.push_back(Block);
  return Block;
}

RAMBlock *qom::allocateRam(MemoryRegion *Mr, uint64_t Size, Error **Errp) {
  // Pages come when they are touched, so boards can be generous.
  void *Host =
      mmap(nullptr, std::max<uint64_t>(Size, 1), PROT_READ | PROT_WRITE,
           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (Host == MAP_FAILED) {
    error_setg_errno(Errp, errno, "cannot set up guest memory '%s'",
                     memory_region_name(Mr));
    return nullptr;
  }
  return addBlock(Mr, Size, Host, true);
}

RAMBlock *qom::wrapRam(MemoryRegion *Mr, uint64_t Size, void *Host) {
  return addBlock(Mr, Size, Host, false);
}

void qom::freeRam(RAMBlock *Block) {
  if (!Block)
    return;
  {
    std::lock_guard Guard(BlocksLock);
    std::erase(Blocks, Block);
  }
  if (Block->OwnsHost)
    munmap(Block->Host, std::max<uint64_t>(Block->Size, 1));
  delete Block;
}

void *memory_region_get_ram_ptr(MemoryRegion *mr) {
  hwaddr Offset = 0;
  for (; mr->alias; mr = mr->alias)
    Offset += mr->alias_offset;
  return mr->ram_block ? mr->ram_block->Host + Offset : nullptr;
}

/// Takes no reference: the caller must know why the region stays.
MemoryRegion *memory_region_from_host(void *ptr, ram_addr_t *offset) {
  std::lock_guard Guard(BlocksLock);
  for (const RAMBlock *Block : Blocks) {
    uint64_t Offset = static_cast<uint8_t *>(ptr) - Block->Host;
    if (static_cast<uint8_t *>(ptr) < Block->Host || Offset >= Block->Size)
      continue;
    *offset = Offset;
    return Block->Region;
  }
  return nullptr;
}

static void setPages(RAMBlock *Block, hwaddr Addr, hwaddr Size, bool Dirty) {
  if (!Size || !Block || Addr >= Block->Size)
    return;
  hwaddr Last = std::min(Addr + Size, Block->Size) - 1;
  for (hwaddr Page = Addr / PageSize; Page <= Last / PageSize; ++Page)
    Block->Dirty[Page] = Dirty;
}

void memory_region_set_dirty(MemoryRegion *mr, hwaddr addr, hwaddr size) {
  setPages(mr->ram_block, addr, size, true);
}

bool memory_region_test_and_clear_dirty(MemoryRegion *mr, hwaddr addr,
                                        hwaddr size) {
  RAMBlock *Block = mr->ram_block;
  if (!size || !Block || addr >= Block->Size)
    return false;
  auto First = Block->Dirty.begin() + addr / PageSize;
  auto Last = Block->Dirty.begin() +
              (std::min(addr + size, Block->Size) - 1) / PageSize + 1;
  bool WasDirty = std::find(First, Last, true) != Last;
  std::fill(First, Last, false);
  return WasDirty;
}
