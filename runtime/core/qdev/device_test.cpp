//===- qdev/device_test.cpp - Realize, buses, unplugging ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/testing.h"

#include "qom/machine.h"
#include "qom/option.h"
#include "qom/sysbus.h"

using namespace qom::testing;

namespace {

#define TYPE_TEST_BUS "test-bus"
#define TYPE_PLUGGED "test-plugged"
#define TYPE_HOST "test-host"
#define TYPE_FIXED "test-fixed"

/// Where the test device fails; null for nowhere.
const char *FailAt = nullptr;

bool failsAt(const char *Where, Error **Errp) {
  Log.push_back(Where);
  if (!FailAt || strcmp(FailAt, Where))
    return false;
  error_setg(Errp, "failed at %s", Where);
  return true;
}

struct Host {
  SysBusDevice Parent;
  BusState Bus;
};

DECLARE_INSTANCE_CHECKER(Host, HOST, TYPE_HOST)

void pluggedRealize(DeviceState *Dev, Error **Errp) {
  failsAt("realize", Errp);
}
void pluggedUnrealize(DeviceState *Dev) { Log.push_back("unrealize"); }
void pluggedFinalize(Object *Obj) { Log.push_back("finalize"); }

void pluggedClassInit(ObjectClass *Class, const void *Data) {
  DEVICE_CLASS(Class)->bus_type = TYPE_TEST_BUS;
  DEVICE_CLASS(Class)->realize = pluggedRealize;
  DEVICE_CLASS(Class)->unrealize = pluggedUnrealize;
}

void fixedClassInit(ObjectClass *Class, const void *Data) {
  DEVICE_CLASS(Class)->hotpluggable = false;
}

bool checkAddress(BusState *Bus, DeviceState *Dev, Error **Errp) {
  return !failsAt("address", Errp);
}

void busRealize(BusState *Bus, Error **Errp) { failsAt("bus", Errp); }
void busUnrealize(BusState *Bus) { Log.push_back("bus unrealize"); }

void prePlug(HotplugHandler *, DeviceState *, Error **Errp) {
  failsAt("pre-plug", Errp);
}
void plug(HotplugHandler *, DeviceState *, Error **Errp) {
  failsAt("plug", Errp);
}
void unplug(HotplugHandler *, DeviceState *, Error **Errp) {
  failsAt("unplug", Errp);
}

void busClassInit(ObjectClass *Class, const void *Data) {
  BUS_CLASS(Class)->check_address = checkAddress;
  BUS_CLASS(Class)->realize = busRealize;
  BUS_CLASS(Class)->unrealize = busUnrealize;
  HOTPLUG_HANDLER_CLASS(Class)->pre_plug = prePlug;
  HOTPLUG_HANDLER_CLASS(Class)->plug = plug;
  HOTPLUG_HANDLER_CLASS(Class)->unplug = unplug;
}

void hostRealize(DeviceState *Dev, Error **Errp) {
  qbus_init(&HOST(Dev)->Bus, sizeof(BusState), TYPE_TEST_BUS, Dev, "bus");
  qbus_set_bus_hotplug_handler(&HOST(Dev)->Bus);
}

void hostUnrealize(DeviceState *Dev) { Log.push_back("host unrealize"); }

void hostClassInit(ObjectClass *Class, const void *Data) {
  DEVICE_CLASS(Class)->realize = hostRealize;
  DEVICE_CLASS(Class)->unrealize = hostUnrealize;
}

/// A guest that has to agree before a device goes.
void unplugRequest(HotplugHandler *, DeviceState *Dev, Error **Errp) {
  Log.push_back("requested");
}

void askingBusClassInit(ObjectClass *Class, const void *Data) {
  HOTPLUG_HANDLER_CLASS(Class)->unplug_request = unplugRequest;
}

const InterfaceInfo Hotplug[] = {{TYPE_HOTPLUG_HANDLER}, {nullptr}};
const TypeInfo Types[] = {
    {.name = TYPE_TEST_BUS,
     .parent = TYPE_BUS,
     .instance_size = sizeof(BusState),
     .class_init = busClassInit,
     .interfaces = Hotplug},
    {.name = "test-asking-bus",
     .parent = TYPE_TEST_BUS,
     .class_init = askingBusClassInit},
    {.name = TYPE_PLUGGED,
     .parent = TYPE_DEVICE,
     .instance_size = sizeof(DeviceState),
     .instance_finalize = pluggedFinalize,
     .class_init = pluggedClassInit},
    {.name = TYPE_FIXED, .parent = TYPE_PLUGGED, .class_init = fixedClassInit},
    {.name = TYPE_HOST,
     .parent = TYPE_SYS_BUS_DEVICE,
     .instance_size = sizeof(Host),
     .class_init = hostClassInit}};
DEFINE_TYPES(Types)

class DeviceTest : public SystemTest {
protected:
  void SetUp() override {
    SystemTest::SetUp();
    FailAt = nullptr;
    HostDev = qdev_new(TYPE_HOST);
    object_property_add_child(qdev_get_machine(), "host", OBJECT(HostDev));
    object_unref(HostDev);
    qdev_realize(HostDev, sysbus_get_default(), &error_abort);
    Bus = &HOST(HostDev)->Bus;
    Log.clear();
  }

  static uint32_t count(void *Obj) { return OBJECT(Obj)->ref; }

  DeviceState *HostDev;
  BusState *Bus;
  Error *Err = nullptr;
};
using DeviceDeathTest = DeviceTest;

TEST_F(DeviceTest, RealizeAddsParentAndBus) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  EXPECT_EQ(count(Dev), 1u);
  uint32_t BusCount = count(Bus);
  ASSERT_TRUE(qdev_realize(Dev, Bus, &error_abort));
  EXPECT_EQ(count(Dev), 3u) << "the caller's, the parent's, the bus's";
  EXPECT_EQ(count(Bus), BusCount + 1);
  EXPECT_EQ(OBJECT(Dev)->parent, machine_get_container("unattached"));
  EXPECT_EQ(Log, (Lines{"address", "pre-plug", "realize", "plug"}));
  object_unref(Dev);
}

TEST_F(DeviceTest, UnparentUnrealizesAndTheBusDropsLater) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  qdev_realize(Dev, Bus, &error_abort);
  uint32_t BusCount = count(Bus);
  Log.clear();
  object_unparent(OBJECT(Dev));
  EXPECT_EQ(count(Dev), 2u) << "the bus drops after a grace period";
  EXPECT_EQ(count(Bus), BusCount - 1);
  object_unref(Dev);
  EXPECT_EQ(Log, Lines{"unrealize"});
  drain_call_rcu();
  EXPECT_EQ(Log, (Lines{"unrealize", "finalize"}));
}

TEST_F(DeviceTest, AndUnrefConsumesOnSuccess) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  ASSERT_TRUE(qdev_realize_and_unref(Dev, Bus, &error_abort));
  EXPECT_EQ(count(Dev), 2u);
}

/// Each rung of the ladder, for a device without a parent of its own.
class RealizeFailureTest : public DeviceTest,
                           public ::testing::WithParamInterface<const char *> {
};

TEST_P(RealizeFailureTest, AnAutomaticParentIsTakenBack) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  uint32_t BusCount = count(Bus);
  FailAt = GetParam();
  EXPECT_FALSE(qdev_realize(Dev, Bus, &Err));
  EXPECT_EQ(textOf(Err), std::string("failed at ") + FailAt);
  EXPECT_FALSE(Dev->realized);
  EXPECT_EQ(OBJECT(Dev)->parent, nullptr);
  EXPECT_EQ(Dev->parent_bus, nullptr);
  EXPECT_EQ(count(Bus), BusCount);
  drain_call_rcu();
  EXPECT_EQ(count(Dev), 1u);
  bool WasRealized = !strcmp(FailAt, "plug");
  EXPECT_EQ(std::count(Log.begin(), Log.end(), "unrealize"), WasRealized);
  object_unref(Dev);
}

TEST_P(RealizeFailureTest, AnEarlierParentStays) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  object_property_add_child(object_get_root(), "dev", OBJECT(Dev));
  FailAt = GetParam();
  EXPECT_FALSE(qdev_realize(Dev, Bus, &Err));
  textOf(Err);
  bool IsOnBus = strcmp(FailAt, "address") != 0;
  EXPECT_EQ(OBJECT(Dev)->parent, object_get_root());
  EXPECT_EQ(Dev->parent_bus, IsOnBus ? Bus : nullptr);
  EXPECT_EQ(count(Dev), IsOnBus ? 3u : 2u);
  object_unparent(OBJECT(Dev));
  object_unref(Dev);
}

TEST_P(RealizeFailureTest, AndUnrefConsumesOnFailure) {
  Recorder R;
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  FailAt = GetParam();
  EXPECT_FALSE(qdev_realize_and_unref(Dev, Bus, &Err));
  textOf(Err);
  drain_call_rcu();
  EXPECT_EQ(R.of(Dev).back(), "free 0");
}

INSTANTIATE_TEST_SUITE_P(Ladder, RealizeFailureTest,
                         ::testing::Values("address", "pre-plug", "realize",
                                           "plug"),
                         [](const auto &Info) {
                           std::string Name = Info.param;
                           std::erase(Name, '-');
                           return Name;
                         });

TEST_F(DeviceTest, AFailingChildBusUndoesRealize) {
  DeviceState *Dev = qdev_new(TYPE_HOST);
  FailAt = "bus";
  EXPECT_FALSE(qdev_realize(Dev, sysbus_get_default(), &Err));
  EXPECT_EQ(textOf(Err), "failed at bus");
  EXPECT_EQ(std::count(Log.begin(), Log.end(), "host unrealize"), 1);
  EXPECT_EQ(OBJECT(Dev)->parent, nullptr);
  EXPECT_EQ(Dev->num_child_bus, 0) << "unparenting takes the buses, too";
  object_unref(Dev);
}

TEST_F(DeviceTest, NotHotpluggableLeavesTheDeviceOnItsBus) {
  DeviceState *Dev = qdev_new(TYPE_FIXED);
  EXPECT_TRUE(Dev->hotplugged);
  EXPECT_FALSE(qdev_realize(Dev, Bus, &Err));
  EXPECT_EQ(textOf(Err), "Device 'test-fixed' does not support hotplugging");
  EXPECT_EQ(OBJECT(Dev)->parent, nullptr);
  EXPECT_EQ(Dev->parent_bus, Bus);
  EXPECT_EQ(count(Dev), 2u);
  // The one way out: a parent, to be unparented from.
  object_property_add_child(object_get_root(), "dev", OBJECT(Dev));
  object_unparent(OBJECT(Dev));
  object_unref(Dev);
}

TEST_F(DeviceTest, RealizeUnrealizeRealize) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  qdev_realize(Dev, Bus, &error_abort);
  qdev_unrealize(Dev);
  EXPECT_FALSE(Dev->realized);
  EXPECT_EQ(count(Dev), 3u) << "unrealize drops nothing";
  object_property_set_bool(OBJECT(Dev), "realized", true, &error_abort);
  EXPECT_EQ(count(Dev), 3u);
  object_unref(Dev);
}

TEST_F(DeviceTest, MovingBetweenBuses) {
  DeviceState *OtherHost = qdev_new(TYPE_HOST);
  qdev_realize_and_unref(OtherHost, sysbus_get_default(), &error_abort);
  BusState *Other = &HOST(OtherHost)->Bus;
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  qdev_realize(Dev, Bus, &error_abort);
  uint32_t Before = count(Bus), BeforeOther = count(Other);
  EXPECT_TRUE(qdev_set_parent_bus(Dev, Other, &error_abort));
  drain_call_rcu();
  EXPECT_EQ(count(Dev), 3u);
  EXPECT_EQ(count(Bus), Before - 1);
  EXPECT_EQ(count(Other), BeforeOther + 1);
  EXPECT_EQ(Bus->num_children, 0);
  object_unref(Dev);
}

TEST_F(DeviceTest, ABusTakesItsDevicesAlong) {
  Recorder R;
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  qdev_realize_and_unref(Dev, Bus, &error_abort);
  Log.clear();
  object_unparent(OBJECT(HostDev));
  drain_call_rcu();
  EXPECT_EQ(
      Log, (Lines{"unrealize", "bus unrealize", "host unrealize", "finalize"}));
  EXPECT_EQ(R.of(Dev).back(), "free 0");
}

TEST_F(DeviceTest, UnplugIsSynchronousWithoutARequestHook) {
  std::vector<std::string> Deleted;
  qom_on_device_deleted(
      [](const char *Id, const char *Path, void *List) {
        static_cast<std::vector<std::string> *>(List)->push_back(
            std::string(Id ? Id : "none") + " " + Path);
      },
      &Deleted);
  QemuOpts *Opts = qemu_opts_parse(
      &qemu_device_opts, "test-plugged,id=d,bus=bus", true, &error_abort);
  DeviceState *Dev = qdev_device_add(Opts, &error_abort);
  EXPECT_EQ(count(Dev), 3u);
  EXPECT_EQ(OBJECT(Dev)->parent, machine_get_container("peripheral"));
  object_unref(Dev);
  Log.clear();
  qdev_unplug(Dev, &error_abort);
  drain_call_rcu();
  EXPECT_EQ(Log, (Lines{"unplug", "unrealize", "finalize"}));
  EXPECT_EQ(Deleted, Lines{"d /machine/peripheral/d"});
  qom_on_device_deleted(nullptr, nullptr);
}

TEST_F(DeviceTest, UnplugMayHaveToBeAgreedTo) {
  BusState *Asking = qbus_new("test-asking-bus", HostDev, "asking");
  EXPECT_EQ(count(Asking), 1u);
  qbus_set_bus_hotplug_handler(Asking);
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  qdev_realize_and_unref(Dev, Asking, &error_abort);
  Log.clear();
  qdev_unplug(Dev, &error_abort);
  EXPECT_EQ(Log, Lines{"requested"});
  EXPECT_TRUE(Dev->realized);
  // The guest agrees.
  hotplug_handler_unplug(qdev_get_hotplug_handler(Dev), Dev, &error_abort);
  object_unparent(OBJECT(Dev));
  drain_call_rcu();
  EXPECT_EQ(Log, (Lines{"requested", "unplug", "unrealize", "finalize"}));
}

TEST_F(DeviceTest, TheMachineMayHandleADevice) {
  MachineClass *Class = MACHINE_GET_CLASS(current_machine);
  static HotplugHandler *TheHandler;
  TheHandler = HOTPLUG_HANDLER(Bus);
  Class->get_hotplug_handler = [](MachineState *, DeviceState *) {
    return TheHandler;
  };
  qbus_set_hotplug_handler(Bus, nullptr);
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  qdev_realize_and_unref(Dev, Bus, &error_abort);
  EXPECT_EQ(qdev_get_hotplug_handler(Dev), TheHandler);
  EXPECT_EQ(Log, (Lines{"address", "pre-plug", "realize", "plug"}));
  Class->get_hotplug_handler = nullptr;
}

TEST_F(DeviceTest, UnplugMayFail) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  qdev_realize_and_unref(Dev, Bus, &error_abort);
  FailAt = "unplug";
  qdev_unplug(Dev, &Err);
  EXPECT_EQ(textOf(Err), "failed at unplug");
  EXPECT_TRUE(Dev->realized);
  error_setg(&Err, "busy");
  qdev_add_unplug_blocker(Dev, Err);
  Error *Blocked = nullptr;
  qdev_unplug(Dev, &Blocked);
  EXPECT_EQ(textOf(Blocked), "busy");
  qdev_del_unplug_blocker(Dev, Err);
  textOf(Err);
  qbus_set_hotplug_handler(Bus, nullptr);
  qdev_unplug(Dev, &Err);
  EXPECT_EQ(textOf(Err), "Bus 'bus' does not support hotplugging");
}

TEST_F(DeviceTest, DeviceAddLeavesNothingWhenItFails) {
  Recorder R;
  FailAt = "realize";
  for (const char *Text :
       {"test-plugged,id=d", "test-plugged,id=d,none=1", "test-plugged"}) {
    QemuOpts *Opts =
        qemu_opts_parse(&qemu_device_opts, Text, true, &error_abort);
    EXPECT_EQ(qdev_device_add(Opts, &Err), nullptr) << Text;
    EXPECT_NE(textOf(Err), "no error");
    qemu_opts_del(Opts);
  }
  drain_call_rcu();
  EXPECT_EQ(R.alive(), Lines{});
}

TEST_F(DeviceTest, IdsAreUnique) {
  DeviceState *A = qdev_new(TYPE_PLUGGED), *B = qdev_new(TYPE_PLUGGED);
  EXPECT_STREQ(qdev_set_id(A, g_strdup("x"), &error_abort), "x");
  EXPECT_EQ(count(A), 2u);
  EXPECT_EQ(qdev_set_id(B, g_strdup("x"), &Err), nullptr);
  EXPECT_EQ(textOf(Err), "Duplicate device ID 'x'");
  EXPECT_EQ(count(B), 1u);
  object_unparent(OBJECT(A));
  object_unref(A);
  object_unref(B);
}

TEST_F(DeviceTest, BusesAreFoundByName) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  qdev_set_id(Dev, g_strdup("x"), &error_abort);
  qdev_realize(Dev, Bus, &error_abort);
  EXPECT_EQ(qdev_get_child_bus(HostDev, "bus"), Bus);
  EXPECT_EQ(qdev_find_recursive(Bus, "x"), Dev);
  EXPECT_EQ(qdev_find_recursive(Bus, "y"), nullptr);
  object_unref(Dev);
}

TEST_F(DeviceTest, ListenersHearOfDevices) {
  struct Hearing : DeviceListener {
    static void heard(DeviceListener *, DeviceState *Dev) {
      Log.push_back(std::string("realized ") +
                    object_get_typename(OBJECT(Dev)));
    }
    static void gone(DeviceListener *, DeviceState *Dev) {
      Log.push_back("unrealized");
    }
  } L{};
  L.realize = Hearing::heard;
  L.unrealize = Hearing::gone;
  device_listener_register(&L);
  Log.clear();
  DeviceState *Dev = qdev_new(TYPE_HOST);
  qdev_realize(Dev, sysbus_get_default(), &error_abort);
  EXPECT_EQ(Log[0], "realized test-host");
  object_unparent(OBJECT(Dev));
  EXPECT_EQ(Log.back(), "unrealized");
  device_listener_unregister(&L);
  object_unref(Dev);
}

TEST_F(DeviceDeathTest, BadRealize) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  EXPECT_DEATH(qdev_realize(Dev, nullptr, &error_abort),
               "type 'test-plugged' .*: is realized without the bus of type "
               "'test-bus' that it needs");
  EXPECT_DEATH(qdev_realize(Dev, sysbus_get_default(), &error_abort),
               "is put on bus 'main-system-bus' of type 'System', which it "
               "does not fit");
  qdev_realize(Dev, Bus, &error_abort);
  EXPECT_DEATH(qdev_realize(Dev, Bus, &error_abort), "is realized twice");
  object_unref(Dev);
}

TEST_F(DeviceDeathTest, BlockersMustGoFirst) {
  DeviceState *Dev = qdev_new(TYPE_PLUGGED);
  error_setg(&Err, "busy");
  qdev_add_unplug_blocker(Dev, Err);
  EXPECT_DEATH(object_unref(Dev), "is finalized while something blocks its "
                                  "unplugging");
  qdev_del_unplug_blocker(Dev, Err);
  textOf(Err);
  object_unref(Dev);
}

TEST_F(DeviceTest, StoppingEndsEverything) {
  qom_system_stop();
  {
    Recorder R;
    qom_system_start(nullptr);
    DeviceState *Dev = qdev_new(TYPE_HOST);
    qdev_realize_and_unref(Dev, sysbus_get_default(), &error_abort);
    DeviceState *Kid = qdev_new(TYPE_PLUGGED);
    qdev_realize_and_unref(Kid, &HOST(Dev)->Bus, &error_abort);
    qom_system_stop();
    EXPECT_EQ(R.alive(), Lines{});
  }
  qom_system_start(nullptr);
}

} // namespace
