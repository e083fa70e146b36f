//===- memory/flat_view.cpp - From a tree of regions to ranges ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Regions overlap; a view does not. Rendering goes through the tree, children
// by falling priority and before their container, and each region fills the
// gaps that those before it left.
//
//===----------------------------------------------------------------------===//
#include "memory.h"

#include "runtime/core/system/system.h"

#include <algorithm>

using namespace qom;

//===----------------------------------------------------------------------===//
// Rendering
//===----------------------------------------------------------------------===//

namespace {

bool intersects(const Range &A, const Range &B) {
  return A.Start < B.end() && B.Start < A.end();
}

Range intersection(const Range &A, const Range &B) {
  Wide Start = std::max(A.Start, B.Start);
  return {Start, std::min(A.end(), B.end()) - Start};
}

class Renderer {
public:
  explicit Renderer(FlatView &View) : View(View) {}

  /// Shows \p Mr, whose container is at \p Base, within \p Clip.
  void render(MemoryRegion *Mr, Wide Base, Range Clip, bool ReadOnly,
              bool NonVolatile) {
    if (!Mr->enabled)
      return;
    Base += Mr->addr;
    ReadOnly |= Mr->readonly;
    NonVolatile |= Mr->nonvolatile;
    Range Own{Base, static_cast<Wide>(Mr->size)};
    if (!intersects(Own, Clip))
      return;
    Clip = intersection(Own, Clip);
    if (Mr->alias) {
      Base -= static_cast<Wide>(Mr->alias->addr) + Mr->alias_offset;
      render(Mr->alias, Base, Clip, ReadOnly, NonVolatile);
      return;
    }
    MemoryRegion *Sub;
    QTAILQ_FOREACH(Sub, &Mr->subregions, subregions_link) {
      render(Sub, Base, Clip, ReadOnly, NonVolatile);
    }
    if (Mr->terminates)
      fillGaps({.Region = Mr,
                .Addresses = Clip,
                .OffsetInRegion = static_cast<hwaddr>(Clip.Start - Base),
                .ReadOnly = ReadOnly,
                .NonVolatile = NonVolatile,
                .RomdMode = Mr->romd_mode});
  }

private:
  void fillGaps(FlatRange Rest) {
    for (size_t I = 0; I < View.Ranges.size() && Rest.Addresses.Size > 0; ++I) {
      const Range Taken = View.Ranges[I].Addresses;
      if (Rest.Addresses.Start >= Taken.end())
        continue;
      if (Rest.Addresses.Start < Taken.Start)
        insert(I++, upTo(Rest, Taken.Start));
      advance(Rest, Taken.end());
    }
    if (Rest.Addresses.Size > 0)
      View.Ranges.insert(
          std::upper_bound(View.Ranges.begin(), View.Ranges.end(), Rest,
                           [](const FlatRange &A, const FlatRange &B) {
                             return A.Addresses.Start < B.Addresses.Start;
                           }),
          counted(Rest));
  }

  /// The part below \p End, which is taken off.
  static FlatRange upTo(FlatRange &Rest, Wide End) {
    FlatRange Part = Rest;
    Part.Addresses.Size =
        std::min(Rest.Addresses.end(), End) - Rest.Addresses.Start;
    advance(Rest, Part.Addresses.end());
    return Part;
  }

  static void advance(FlatRange &Rest, Wide To) {
    Wide By = std::min(To, Rest.Addresses.end()) - Rest.Addresses.Start;
    if (By <= 0)
      return;
    Rest.Addresses.Start += By;
    Rest.Addresses.Size -= By;
    Rest.OffsetInRegion += static_cast<hwaddr>(By);
  }

  void insert(size_t Index, FlatRange R) {
    View.Ranges.insert(View.Ranges.begin() + Index, counted(R));
  }

  FlatRange counted(FlatRange R) {
    takeRegion(R.Region, "view", &View);
    return R;
  }

  FlatView &View;
};

bool continues(const FlatRange &A, const FlatRange &B) {
  return A.Region == B.Region && A.Addresses.end() == B.Addresses.Start &&
         A.OffsetInRegion + static_cast<hwaddr>(A.Addresses.Size) ==
             B.OffsetInRegion &&
         A.ReadOnly == B.ReadOnly && A.NonVolatile == B.NonVolatile &&
         A.RomdMode == B.RomdMode;
}

void merge(FlatView &View) {
  std::vector<FlatRange> Merged;
  for (const FlatRange &R : View.Ranges) {
    if (Merged.empty() || !continues(Merged.back(), R)) {
      Merged.push_back(R);
      continue;
    }
    Merged.back().Addresses.Size += R.Addresses.Size;
    dropRegion(R.Region, "view", &View);
  }
  View.Ranges = std::move(Merged);
}

} // namespace

//===----------------------------------------------------------------------===//
// Life
//===----------------------------------------------------------------------===//

FlatView *qom::makeView(MemoryRegion *Root) {
  auto *View = new FlatView;
  View->Root = Root;
  takeRegion(Root, "view", View);
  if (Root)
    Renderer(*View).render(Root, 0, {0, static_cast<Wide>(1) << 64}, false,
                           false);
  merge(*View);
  return View;
}

FlatView *qom::takeView(FlatView *View) {
  __atomic_fetch_add(&View->Count, 1, __ATOMIC_SEQ_CST);
  return View;
}

static void endView(FlatView *View) {
  for (const FlatRange &R : View->Ranges)
    dropRegion(R.Region, "view", View);
  dropRegion(View->Root, "view", View);
  delete View;
}

void qom::dropView(FlatView *View) {
  if (__atomic_fetch_sub(&View->Count, 1, __ATOMIC_SEQ_CST) == 1)
    callLater([View] { endView(View); });
}

//===----------------------------------------------------------------------===//
// Questions
//===----------------------------------------------------------------------===//

/// The only thing that is seen of a container, if that is a whole child.
static MemoryRegion *onlyChild(const MemoryRegion *Mr, bool &IsEmpty) {
  MemoryRegion *Sub, *Only = nullptr;
  unsigned Enabled = 0;
  QTAILQ_FOREACH(Sub, &Mr->subregions, subregions_link) {
    if (!Sub->enabled)
      continue;
    ++Enabled;
    if (!Sub->addr && Mr->size >= Sub->size)
      Only = Sub;
  }
  IsEmpty = Enabled == 0;
  return Enabled == 1 ? Only : nullptr;
}

MemoryRegion *qom::viewRoot(MemoryRegion *Root) {
  while (Root && Root->enabled) {
    MemoryRegion *Next = nullptr;
    bool IsEmpty = false;
    if (Root->alias) {
      if (!Root->alias_offset && Root->size >= Root->alias->size)
        Next = Root->alias;
    } else if (!Root->terminates) {
      Next = onlyChild(Root, IsEmpty);
    }
    if (IsEmpty)
      return nullptr;
    if (!Next)
      return Root;
    Root = Next;
  }
  return nullptr;
}

const FlatRange *FlatView::lookUp(Wide Addr) const {
  auto It = std::upper_bound(
      Ranges.begin(), Ranges.end(), Addr,
      [](Wide A, const FlatRange &R) { return A < R.Addresses.Start; });
  if (It == Ranges.begin() || !std::prev(It)->Addresses.contains(Addr))
    return nullptr;
  return &*std::prev(It);
}

MemoryRegionSection qom::sectionOf(const FlatRange &R, FlatView *View) {
  return {.size = static_cast<Int128>(R.Addresses.Size),
          .mr = R.Region,
          .fv = View,
          .offset_within_region = R.OffsetInRegion,
          .offset_within_address_space = static_cast<hwaddr>(R.Addresses.Start),
          .readonly = R.ReadOnly,
          .nonvolatile = R.NonVolatile};
}
