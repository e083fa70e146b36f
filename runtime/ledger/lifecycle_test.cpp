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
#include "qom/ledger.h"
#include "qom/machine.h"
#include "qom/object_interfaces.h"
#include "qom/sysbus.h"
#include "qom/system.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

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

class LifecycleTest : public ::testing::Test {
protected:
  void SetUp() override { qom_system_start(nullptr); }
  void TearDown() override { qom_system_stop(); }

  /// Runs \p Life with a ledger of its own.
  template <class F> void expectNothingLeft(const std::string &Type, F Life) {
    qom_ledger_start();
    Life();
    drain_call_rcu();
    qom_ledger_stop();
    unsigned Findings = qom_ledger_findings();
    if (Findings)
      qom_ledger_write(nullptr, "-");
    EXPECT_EQ(Findings, 0u) << "of type '" << Type << "', see the timeline";
  }

  /// Where devices of the class are plugged in; null for none.
  BusState *busFor(DeviceState *Dev) {
    const char *Type = DEVICE_GET_CLASS(Dev)->bus_type;
    if (!Type)
      return nullptr;
    if (!strcmp(Type, TYPE_SYSTEM_BUS))
      return sysbus_get_default();
    return BUS(object_resolve_path_type("", Type, nullptr));
  }

  bool canBePlugged(DeviceState *Dev) {
    return busFor(Dev) || !DEVICE_GET_CLASS(Dev)->bus_type;
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

/// Those that need more than a bus fail, which must leave nothing, either.
TEST_F(LifecycleTest, RealizeAndUnplug) {
  for (const std::string &Type : typesBelow(TYPE_DEVICE))
    expectNothingLeft(Type, [&] {
      DeviceState *Dev = qdev_new(Type.c_str());
      if (canBePlugged(Dev) && qdev_realize(Dev, busFor(Dev), nullptr))
        object_unparent(OBJECT(Dev));
      object_unref(Dev);
    });
}

TEST_F(LifecycleTest, RealizeAgain) {
  for (const std::string &Type : typesBelow(TYPE_DEVICE))
    expectNothingLeft(Type, [&] {
      DeviceState *Dev = qdev_new(Type.c_str());
      if (canBePlugged(Dev) && qdev_realize(Dev, busFor(Dev), nullptr)) {
        qdev_unrealize(Dev);
        // It is on its bus still, where qdev_realize wants to put it.
        object_property_set_bool(OBJECT(Dev), "realized", true, nullptr);
        object_unparent(OBJECT(Dev));
      }
      object_unref(Dev);
    });
}

/// The map keeps the device until it is taken out, which ends it.
TEST_F(LifecycleTest, UnplugWhileMapped) {
  for (const std::string &Type : typesBelow(TYPE_SYS_BUS_DEVICE))
    expectNothingLeft(Type, [&] {
      SysBusDevice *Dev = SYS_BUS_DEVICE(qdev_new(Type.c_str()));
      bool IsRealized = sysbus_realize(Dev, nullptr);
      if (IsRealized) {
        for (int N = 0; N < Dev->num_mmio; ++N)
          sysbus_mmio_map(Dev, N, 0x1000 * (N + 1));
        object_unparent(OBJECT(Dev));
        drain_call_rcu();
      }
      for (int N = 0; IsRealized && N < Dev->num_mmio; ++N)
        memory_region_del_subregion(get_system_memory(),
                                    sysbus_mmio_get_region(Dev, N));
      object_unref(Dev);
    });
}

TEST_F(LifecycleTest, UnplugWhileLinked) {
  for (const std::string &Type : typesBelow(TYPE_DEVICE))
    expectNothingLeft(Type, [&] {
      Object *Owner = object_new(TYPE_CONTAINER);
      Object *Target = nullptr;
      object_property_add_link(Owner, "peer", TYPE_DEVICE, &Target,
                               object_property_allow_set_link,
                               OBJ_PROP_LINK_STRONG);
      DeviceState *Dev = qdev_new(Type.c_str());
      if (canBePlugged(Dev) && qdev_realize(Dev, busFor(Dev), nullptr)) {
        object_property_set_link(Owner, "peer", OBJECT(Dev), &error_abort);
        object_unparent(OBJECT(Dev));
      }
      object_unref(Dev);
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
