//===- lifecycle_test.cpp - Every registered type, from start to end ------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What introspection, a board, a user's mistake and an unplug do to a type must
// leave nothing in the ledger. The types are those that the program links: the
// same file tests a folder of devices.
//
//===----------------------------------------------------------------------===//
#include "lifecycle.h"

#include "qom/ledger.h"
#include "qom/machine.h"
#include "qom/object_interfaces.h"
#include "qom/pci.h"
#include "qom/sysbus.h"
#include "qom/system.h"
#include "qom/timer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace qom::testing;

namespace {

/// Here so that devices are tested even where no other is linked.
#define TYPE_SAMPLE "lifecycle-sample"
OBJECT_DECLARE_SIMPLE_TYPE(Sample, SAMPLE)

struct Sample {
  SysBusDevice parent_obj;
  MemoryRegion registers;
  qemu_irq irq;
  Clock *in;
  Clock *out;
  Object *peer;
  bool broken;
};

const MemoryRegionOps SampleOps = {};

void ignoreLine(void *, int, int) {}

void sampleInit(Object *Obj) {
  Sample *S = SAMPLE(Obj);
  DeviceState *Dev = DEVICE(Obj);
  memory_region_init_io(&S->registers, Obj, &SampleOps, S, "registers", 64);
  sysbus_init_mmio(SYS_BUS_DEVICE(Obj), &S->registers);
  sysbus_init_irq(SYS_BUS_DEVICE(Obj), &S->irq);
  S->in = qdev_init_clock_in(Dev, "in", nullptr, nullptr, 0);
  S->out = qdev_init_clock_out(Dev, "out");
  qdev_init_gpio_in(Dev, ignoreLine, 2);
}

void sampleRealize(DeviceState *Dev, Error **Errp) {
  Sample *S = SAMPLE(Dev);
  if (S->broken)
    error_setg(Errp, "a sample that is broken");
  else
    S->peer = object_new(TYPE_CONTAINER);
}

void sampleUnrealize(DeviceState *Dev) {
  g_clear_pointer(&SAMPLE(Dev)->peer, object_unref);
}

const Property SampleProperties[] = {
    DEFINE_PROP_BOOL("broken", Sample, broken, false)};

void sampleClassInit(ObjectClass *Class, const void *) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  Device->realize = sampleRealize;
  Device->unrealize = sampleUnrealize;
  device_class_set_props(Device, SampleProperties);
}

const TypeInfo SampleInfo = {.name = TYPE_SAMPLE,
                             .parent = TYPE_SYS_BUS_DEVICE,
                             .instance_size = sizeof(Sample),
                             .instance_init = sampleInit,
                             .class_init = sampleClassInit};

void registerSample() { type_register_static(&SampleInfo); }
type_init(registerSample)

    /// All concrete types below \p Base that a user could name.
    std::vector<std::string> typesBelow(const char *Base) {
  std::vector<std::string> Names;
  GSList *List = object_class_get_list_sorted(Base, false);
  for (GSList *Item = List; Item; Item = Item->next) {
    auto *Class = static_cast<ObjectClass *>(Item->data);
    // There is one machine, and it runs.
    if (!object_class_dynamic_cast(Class, TYPE_MACHINE))
      Names.push_back(object_class_get_name(Class));
  }
  g_slist_free(List);
  return Names;
}

/// A device that is prepared for its place; the reference is this one's.
class Plugged {
public:
  explicit Plugged(const std::string &Type) : Dev(qdev_new(Type.c_str())) {
    Preparation::run(Dev);
    const char *BusType = DEVICE_GET_CLASS(Dev)->bus_type;
    if (BusType && !strcmp(BusType, TYPE_SYSTEM_BUS))
      Bus = sysbus_get_default();
    else if (BusType)
      makeHost(BusType);
  }

  ~Plugged() {
    object_unref(Dev);
    if (!Host)
      return;
    drain_call_rcu();
    if (OBJECT(Host)->parent)
      object_unparent(OBJECT(Host));
    object_unref(Host);
  }
  Plugged(const Plugged &) = delete;

  /// A device that was realized before is on its bus already.
  bool realize() {
    Error *Err = nullptr;
    if (Dev->parent_bus
            ? object_property_set_bool(object(), "realized", true, &Err)
            : qdev_realize(Dev, Bus, &Err))
      return true;
    Failure = error_get_pretty(Err);
    error_free(Err);
    return false;
  }

  void expectRealized() {
    EXPECT_TRUE(realize()) << "of type '" << type() << "': " << Failure
                           << "; see lifecycle.h for what it needs";
  }

  std::string type() const { return object_get_typename(OBJECT(Dev)); }
  bool realizesAgain() const {
    return Preparation::howOften(type()) == Realizes::Again;
  }
  DeviceState *get() const { return Dev; }
  Object *object() const { return OBJECT(Dev); }

private:
  DeviceState *Dev;
  BusState *Bus = nullptr;
  DeviceState *Host = nullptr;
  std::string Failure;

  /// Some have their bus from the start, some only when they are realized.
  void makeHost(const char *BusType) {
    const char *Type = BusOf::hostType(BusType);
    ASSERT_NE(Type, nullptr) << "nobody has a bus of type '" << BusType << "'";
    Host = qdev_new(Type);
    if (QLIST_EMPTY(&Host->child_bus)) {
      Preparation::run(Host);
      qdev_realize(Host, sysbus_get_default(), &error_abort);
    }
    Bus = QLIST_FIRST(&Host->child_bus);
  }
};

void mapPciRegions(PCIDevice *Dev) {
  for (int I = 0; I < PCI_NUM_REGIONS - 1; ++I)
    pci_host_config_write_common(Dev, PCI_BASE_ADDRESS_0 + 4 * I,
                                 PCI_CONFIG_SPACE_SIZE, 0x1000 * (I + 1), 4);
  pci_host_config_write_common(
      Dev, PCI_COMMAND, PCI_CONFIG_SPACE_SIZE,
      PCI_COMMAND_IO | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER, 2);
}

class LifecycleTest : public ::testing::Test {
protected:
  void SetUp() override { qom_system_start(nullptr); }
  void TearDown() override { qom_system_stop(); }

  /// Runs \p Life with a ledger of its own.
  template <class F> void expectNothingLeft(const std::string &Type, F Life) {
    qom_ledger_start();
    Life();
    drain_call_rcu();
    qemu_clock_advance_virtual_time(qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                                    NANOSECONDS_PER_SECOND);
    qom_ledger_stop();
    unsigned Findings = qom_ledger_findings();
    if (Findings)
      qom_ledger_write(nullptr, "-");
    EXPECT_EQ(Findings, 0u) << "of type '" << Type << "', see the timeline";
  }

  /// For devices of each type, with a place to be, and a ledger.
  template <class F> void forEachDevice(const char *Base, F Life) {
    for (const std::string &Type : typesBelow(Base))
      expectNothingLeft(Type, [&] {
        Plugged Dev(Type);
        Life(Dev);
      });
  }
};

TEST_F(LifecycleTest, CreateAndDrop) {
  for (const std::string &Type : typesBelow(TYPE_OBJECT))
    expectNothingLeft(Type, [&] { object_unref(object_new(Type.c_str())); });
}

TEST_F(LifecycleTest, AddToTheTreeAndRemove) {
  for (const std::string &Type : typesBelow(TYPE_OBJECT))
    expectNothingLeft(Type, [&] {
      Object *Obj = object_new(Type.c_str());
      object_property_add_child(object_get_objects_root(), "guest", Obj);
      object_unref(Obj);
      object_unparent(Obj);
    });
}

TEST_F(LifecycleTest, CompleteAndDrop) {
  for (const std::string &Type : typesBelow(TYPE_USER_CREATABLE))
    expectNothingLeft(Type, [&] {
      Object *Obj = object_new(Type.c_str());
      user_creatable_complete(USER_CREATABLE(Obj), nullptr);
      object_unref(Obj);
    });
}

TEST_F(LifecycleTest, RealizeAndUnplug) {
  forEachDevice(TYPE_DEVICE, [](Plugged &Dev) {
    Dev.expectRealized();
    object_unparent(Dev.object());
  });
}

TEST_F(LifecycleTest, RealizeAgain) {
  forEachDevice(TYPE_DEVICE, [](Plugged &Dev) {
    Dev.expectRealized();
    qdev_unrealize(Dev.get());
    // An embedded address space is storage until a grace period is over.
    drain_call_rcu();
    if (Dev.realizesAgain())
      Dev.expectRealized();
    object_unparent(Dev.object());
  });
}

/// At each rung of realize, and at each call of the device's own that can.
TEST_F(LifecycleTest, RealizeFailsAtEachPoint) {
  for (const std::string &Type : typesBelow(TYPE_DEVICE)) {
    bool HasFailed = true;
    for (unsigned Point = 1; HasFailed; ++Point)
      expectNothingLeft(Type + "', point " + std::to_string(Point), [&] {
        Plugged Dev(Type);
        failCall(Point);
        bool Done = Dev.realize();
        HasFailed = hasFailedCall();
        failCall(0);
        EXPECT_NE(Done, HasFailed) << Type << ", point " << Point;
        if (Done)
          object_unparent(Dev.object());
      });
  }
}

/// With a parent, which keeps it as it was, so that it may be tried again.
TEST_F(LifecycleTest, RealizeFailsBelowAParent) {
  for (const std::string &Type : typesBelow(TYPE_DEVICE)) {
    bool HasFailed = true;
    for (unsigned Point = 1; HasFailed; ++Point)
      expectNothingLeft(Type + "', point " + std::to_string(Point), [&] {
        Plugged Dev(Type);
        object_property_add_child(object_get_objects_root(), "guest",
                                  Dev.object());
        failCall(Point);
        bool Done = Dev.realize();
        HasFailed = hasFailedCall();
        failCall(0);
        drain_call_rcu();
        if (!Done && Dev.realizesAgain())
          Dev.expectRealized();
        object_unparent(Dev.object());
      });
  }
}

/// All ones into each register that there could be: enabled, reset, started.
void useRegisters(hwaddr Base, MemoryRegion *Region) {
  uint64_t Size = std::min<uint64_t>(memory_region_size(Region), 0x1000);
  for (hwaddr Offset = 0; Offset + 4 <= Size; Offset += 4) {
    address_space_stl(&address_space_memory, Base + Offset, ~0u,
                      MEMTXATTRS_UNSPECIFIED, nullptr);
    address_space_ldl(&address_space_memory, Base + Offset,
                      MEMTXATTRS_UNSPECIFIED, nullptr);
  }
}

/// The map keeps the device until it is taken out, which ends it. Until then
/// the guest may use it, and nothing may come of that later.
TEST_F(LifecycleTest, UnplugWhileMapped) {
  forEachDevice(TYPE_SYS_BUS_DEVICE, [](Plugged &Dev) {
    Dev.expectRealized();
    SysBusDevice *Mapped = SYS_BUS_DEVICE(Dev.get());
    for (int N = 0; N < Mapped->num_mmio; ++N)
      sysbus_mmio_map(Mapped, N, 0x1000 * (N + 1));
    object_unparent(Dev.object());
    drain_call_rcu();
    for (int N = 0; N < Mapped->num_mmio; ++N)
      useRegisters(0x1000 * (N + 1), sysbus_mmio_get_region(Mapped, N));
    for (int N = 0; N < Mapped->num_mmio; ++N)
      memory_region_del_subregion(get_system_memory(),
                                  sysbus_mmio_get_region(Mapped, N));
  });
}

/// Its unrealize takes it out.
TEST_F(LifecycleTest, UnplugWhileTheGuestMappedIt) {
  forEachDevice(TYPE_PCI_DEVICE, [](Plugged &Dev) {
    Dev.expectRealized();
    mapPciRegions(PCI_DEVICE(Dev.get()));
    object_unparent(Dev.object());
    drain_call_rcu();
    EXPECT_EQ(Dev.object()->ref, 1u) << Dev.type();
  });
}

TEST_F(LifecycleTest, UnplugWhileLinked) {
  forEachDevice(TYPE_DEVICE, [](Plugged &Dev) {
    Object *Owner = object_new(TYPE_CONTAINER);
    Object *Target = nullptr;
    object_property_add_link(Owner, "peer", TYPE_DEVICE, &Target,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
    Dev.expectRealized();
    object_property_set_link(Owner, "peer", Dev.object(), &error_abort);
    object_unparent(Dev.object());
    object_unref(Owner);
  });
}

/// Under the sanitizer, a write that is not allowed ends the process.
TEST_F(LifecycleTest, StorageServesAgainWhenTheLedgerHasStopped) {
  static Clock Storage;
  expectNothingLeft(TYPE_CLOCK, [] {
    object_initialize(&Storage, sizeof(Storage), TYPE_CLOCK);
    object_unref(&Storage);
  });
  object_initialize(&Storage, sizeof(Storage), TYPE_CLOCK);
  clock_set(&Storage, 1);
  EXPECT_EQ(Storage.period, 1u);
  object_unref(&Storage);
}

TEST_F(LifecycleTest, ARealizeThatFailsLeavesNothing) {
  for (bool HasParent : {false, true})
    expectNothingLeft(TYPE_SAMPLE, [&] {
      DeviceState *Dev = qdev_new(TYPE_SAMPLE);
      Object *Parent = object_new(TYPE_CONTAINER);
      if (HasParent)
        object_property_add_child(Parent, "sample", OBJECT(Dev));
      object_property_set_bool(OBJECT(Dev), "broken", true, &error_abort);
      EXPECT_FALSE(qdev_realize_and_unref(Dev, sysbus_get_default(), nullptr));
      object_unref(Parent);
    });
}

} // namespace
