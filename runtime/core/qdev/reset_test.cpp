//===- qdev/reset_test.cpp - Reset in three phases ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/testing.h"

#include "qom/sysbus.h"

using namespace qom::testing;

namespace {

#define TYPE_RESET "test-reset"
#define TYPE_LEGACY "test-legacy-reset"

template <int Which> void phase(Object *Obj, ResetType Type) {
  static const char *const Names[] = {"enter", "hold", "exit"};
  Log.push_back(Names[Which]);
}

void resetClassInit(ObjectClass *Class, const void *Data) {
  RESETTABLE_CLASS(Class)->phases = {phase<0>, phase<1>, phase<2>};
}

void legacyClassInit(ObjectClass *Class, const void *Data) {
  device_class_set_legacy_reset(DEVICE_CLASS(Class),
                                [](DeviceState *) { Log.push_back("legacy"); });
}

const TypeInfo Types[] = {{.name = TYPE_RESET,
                           .parent = TYPE_SYS_BUS_DEVICE,
                           .class_init = resetClassInit},
                          {.name = TYPE_LEGACY,
                           .parent = TYPE_SYS_BUS_DEVICE,
                           .class_init = legacyClassInit}};
DEFINE_TYPES(Types)

class ResetTest : public SystemTest {
protected:
  DeviceState *add(const char *Type) {
    DeviceState *Dev = qdev_new(Type);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(Dev), &error_abort);
    Log.clear();
    return Dev;
  }
};
using ResetDeathTest = ResetTest;

TEST_F(ResetTest, ThreePhasesInOrder) {
  DeviceState *Dev = add(TYPE_RESET);
  device_cold_reset(Dev);
  EXPECT_EQ(Log, (Lines{"enter", "hold", "exit"}));
}

TEST_F(ResetTest, ASecondResetIsCounted) {
  Object *Dev = OBJECT(add(TYPE_RESET));
  resettable_assert_reset(Dev, RESET_TYPE_COLD);
  resettable_assert_reset(Dev, RESET_TYPE_COLD);
  EXPECT_EQ(Log, (Lines{"enter", "hold"}));
  resettable_release_reset(Dev, RESET_TYPE_COLD);
  EXPECT_TRUE(resettable_is_in_reset(Dev));
  resettable_release_reset(Dev, RESET_TYPE_COLD);
  EXPECT_EQ(Log, (Lines{"enter", "hold", "exit"}));
}

TEST_F(ResetTest, ABusResetsItsDevices) {
  add(TYPE_RESET);
  add(TYPE_LEGACY);
  resettable_reset(OBJECT(sysbus_get_default()), RESET_TYPE_COLD);
  EXPECT_EQ(Log, (Lines{"enter", "legacy", "hold", "exit"}));
}

TEST_F(ResetTest, EveryoneRegisteredIsReset) {
  DeviceState *Dev = add(TYPE_RESET);
  auto Function = [](void *Opaque) { Log.push_back("function"); };
  uint32_t Before = OBJECT(Dev)->ref;
  qemu_register_resettable(OBJECT(Dev));
  qemu_register_reset(Function, Dev);
  EXPECT_EQ(OBJECT(Dev)->ref, Before) << "the lists count nothing";
  qemu_unregister_resettable(OBJECT(Dev));
  qemu_devices_reset(RESET_TYPE_COLD);
  qemu_unregister_reset(Function, Dev);
  EXPECT_EQ(std::count(Log.begin(), Log.end(), "function"), 1);
  Log.clear();
  qemu_devices_reset(RESET_TYPE_COLD);
  EXPECT_EQ(std::count(Log.begin(), Log.end(), "function"), 0);
}

TEST_F(ResetDeathTest, ReleasedTooOften) {
  DeviceState *Dev = add(TYPE_RESET);
  EXPECT_DEATH(resettable_release_reset(OBJECT(Dev), RESET_TYPE_COLD),
               "type 'test-reset' .*: leaves reset, but is not in it");
}

} // namespace
