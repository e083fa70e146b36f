//===- system/vmstate_test.cpp - Saving and loading -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/testing.h"

#include "qom/clock.h"
#include "qom/qemu_file.h"
#include "qom/sysbus.h"

using namespace qom::testing;

namespace {

#define TYPE_SAVED "test-saved"

struct Inner {
  uint8_t Byte;
};

struct Saved {
  SysBusDevice Parent;
  bool Flag;
  int32_t Negative;
  uint64_t Wide;
  uint32_t Array[3];
  uint8_t Buffer[4];
  Inner In;
  uint32_t Optional;
  Clock *Clk;
};

DECLARE_INSTANCE_CHECKER(Saved, SAVED, TYPE_SAVED)

const VMStateField InnerFields[] = {VMSTATE_UINT8(Byte, Inner),
                                    VMSTATE_END_OF_LIST()};
const VMStateDescription InnerState = {.name = "inner",
                                       .version_id = 1,
                                       .minimum_version_id = 1,
                                       .fields = InnerFields};

bool isOptionalSet(void *Opaque) { return SAVED(Opaque)->Optional != 0; }

const VMStateField OptionalFields[] = {VMSTATE_UINT32(Optional, Saved),
                                       VMSTATE_END_OF_LIST()};
const VMStateDescription OptionalState = {.name = "saved/optional",
                                          .version_id = 1,
                                          .minimum_version_id = 1,
                                          .needed = isOptionalSet,
                                          .fields = OptionalFields};
const VMStateDescription *const Subsections[] = {&OptionalState, nullptr};

int afterLoad(void *Opaque, int Version) {
  Log.push_back("loaded " + std::to_string(Version));
  return SAVED(Opaque)->Negative == 13 ? -EINVAL : 0;
}

const VMStateField SavedFields[] = {
    VMSTATE_BOOL(Flag, Saved),
    VMSTATE_INT32(Negative, Saved),
    VMSTATE_UINT64(Wide, Saved),
    {.name = "Array",
     .offset = offsetof(Saved, Array),
     .size = sizeof(uint32_t),
     .num = 3,
     .info = &vmstate_info_uint32,
     .flags = VMS_ARRAY},
    {.name = "Buffer",
     .offset = offsetof(Saved, Buffer),
     .size = 4,
     .flags = VMS_BUFFER},
    VMSTATE_STRUCT(In, Saved, 0, InnerState, Inner),
    VMSTATE_CLOCK(Clk, Saved),
    VMSTATE_END_OF_LIST()};
const VMStateDescription SavedState = {.name = "saved",
                                       .version_id = 2,
                                       .minimum_version_id = 2,
                                       .post_load = afterLoad,
                                       .fields = SavedFields,
                                       .subsections = Subsections};

void savedInit(Object *Obj) {
  SAVED(Obj)->Clk = qdev_init_clock_in(DEVICE(Obj), "clk", nullptr, nullptr, 0);
}

void savedClassInit(ObjectClass *Class, const void *Data) {
  DEVICE_CLASS(Class)->vmsd = &SavedState;
}

const TypeInfo Types[] = {{.name = TYPE_SAVED,
                           .parent = TYPE_SYS_BUS_DEVICE,
                           .instance_size = sizeof(Saved),
                           .instance_init = savedInit,
                           .class_init = savedClassInit}};
DEFINE_TYPES(Types)

class VmstateTest : public SystemTest {
protected:
  void SetUp() override {
    SystemTest::SetUp();
    S = add();
    Channel = qio_channel_buffer_new(0);
  }
  void TearDown() override {
    object_unref(Channel);
    SystemTest::TearDown();
  }

  static Saved *add() {
    DeviceState *Dev = qdev_new(TYPE_SAVED);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(Dev), &error_abort);
    return SAVED(Dev);
  }

  static void fill(Saved *S, int Seed) {
    S->Flag = true;
    S->Negative = -Seed;
    S->Wide = 0x123456789ull * Seed;
    for (uint32_t &Element : S->Array)
      Element = Seed++;
    memcpy(S->Buffer, "abcd", 4);
    S->In.Byte = Seed;
  }

  int save() {
    QEMUFile *File = qemu_file_new_output(QIO_CHANNEL(Channel));
    EXPECT_EQ(OBJECT(Channel)->ref, 2u);
    int Result = qemu_save_device_state(File);
    // What was written is read from the start.
    Bytes.assign(Channel->data, Channel->data + Channel->usage);
    qemu_fclose(File);
    return Result;
  }

  int load() {
    object_unref(Channel);
    Channel = qio_channel_buffer_new(0);
    qio_channel_write_all(QIO_CHANNEL(Channel),
                          reinterpret_cast<char *>(Bytes.data()), Bytes.size(),
                          &error_abort);
    Channel->offset = 0;
    QEMUFile *File = qemu_file_new_input(QIO_CHANNEL(Channel));
    int Result = qemu_load_device_state(File);
    qemu_fclose(File);
    return Result;
  }

  Saved *S;
  QIOChannelBuffer *Channel;
  std::vector<uint8_t> Bytes;
};

TEST_F(VmstateTest, EverythingComesBack) {
  fill(S, 5);
  clock_set_hz(S->Clk, 1000);
  ASSERT_EQ(save(), 0);
  Clock *Before = S->Clk;
  uint32_t Count = OBJECT(Before)->ref;
  S->Flag = false;
  S->Negative = 0;
  S->Wide = 0;
  memset(S->Array, 0, sizeof(S->Array));
  memset(S->Buffer, 0, sizeof(S->Buffer));
  S->In.Byte = 0;
  clock_set_hz(S->Clk, 7);
  ASSERT_EQ(load(), 0);
  EXPECT_TRUE(S->Flag);
  EXPECT_EQ(S->Negative, -5);
  EXPECT_EQ(S->Wide, 0x123456789ull * 5);
  EXPECT_EQ(S->Array[2], 7u);
  EXPECT_EQ(memcmp(S->Buffer, "abcd", 4), 0);
  EXPECT_EQ(S->In.Byte, 8);
  EXPECT_EQ(clock_get_hz(S->Clk), 1000u);
  EXPECT_EQ(S->Clk, Before) << "a pointer's target is loaded, not replaced";
  EXPECT_EQ(OBJECT(Before)->ref, Count);
  EXPECT_EQ(Log, Lines{"loaded 2"});
}

TEST_F(VmstateTest, SubsectionsComeWhenNeeded) {
  ASSERT_EQ(save(), 0);
  size_t Short = Bytes.size();
  S->Optional = 77;
  object_unref(Channel);
  Channel = qio_channel_buffer_new(0);
  ASSERT_EQ(save(), 0);
  EXPECT_GT(Bytes.size(), Short);
  S->Optional = 0;
  ASSERT_EQ(load(), 0);
  EXPECT_EQ(S->Optional, 77u);
}

TEST_F(VmstateTest, InstancesAreToldApart) {
  Saved *Second = add();
  fill(S, 1);
  fill(Second, 2);
  ASSERT_EQ(save(), 0);
  S->Negative = Second->Negative = 0;
  ASSERT_EQ(load(), 0);
  EXPECT_EQ(S->Negative, -1);
  EXPECT_EQ(Second->Negative, -2);
}

TEST_F(VmstateTest, FailuresAreReported) {
  S->Negative = 13;
  ASSERT_EQ(save(), 0);
  EXPECT_EQ(load(), -EINVAL) << "post_load refuses";
  Bytes.resize(Bytes.size() / 2);
  EXPECT_EQ(load(), -EIO) << "the stream is cut";
  object_unparent(OBJECT(S));
  drain_call_rcu();
  EXPECT_EQ(load(), -EINVAL) << "the device is gone";
}

TEST_F(VmstateTest, VersionsMustFit) {
  ASSERT_EQ(save(), 0);
  QEMUFile *File = qemu_file_new_input(QIO_CHANNEL(Channel));
  EXPECT_EQ(vmstate_load_state(File, &SavedState, S, 1), -EINVAL);
  EXPECT_EQ(vmstate_load_state(File, &SavedState, S, 3), -EINVAL);
  qemu_fclose(File);
}

} // namespace
