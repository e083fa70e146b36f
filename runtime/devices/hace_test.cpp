//===- hace_test.cpp - A script for the hash engine and its thread --------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/hace.h"

#include "runtime/devices/guest_ram.h"

#include "qom/object_interfaces.h"

#include <string>

namespace {

using namespace qom::testing;

constexpr hwaddr Status = 0x1c, Source = 0x20, Digest = 0x24, Length = 0x2c,
                 Command = 0x30;
constexpr uint32_t Busy = 1 << 0, Done = 1 << 9, Interrupt = 1 << 9,
                   Md5 = 0 << 4, Sha1 = 2 << 4, Sha256 = 5 << 4;
constexpr hwaddr From = 0x4000, To = 0x2000;

class HashScript : public DeviceScript {
protected:
  void SetUp() override {
    DeviceScript::SetUp();
    Ram.map(0x10000);
    user_creatable_add_from_str("iothread,id=io0", &error_abort);
    Thread = iothread_by_id("io0");
    Dev = qdev_new("hace");
    object_property_set_link(OBJECT(Dev), "iothread", OBJECT(Thread),
                             &error_abort);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(Dev), &error_abort);
    sysbus_mmio_map(SYS_BUS_DEVICE(Dev), 0, 0x1e6d0000);
    sysbus_connect_irq(SYS_BUS_DEVICE(Dev), 0, Line.Irq);
  }

  void TearDown() override {
    Ram.unmap();
    DeviceScript::TearDown();
  }

  void start(const std::string &Text, uint32_t Bits) {
    Ram.write(From, Text.data(), Text.size());
    Regs.write(Source, From);
    Regs.write(Digest, To);
    Regs.write(Length, Text.size());
    Regs.write(Command, Bits | Interrupt);
  }

  void finish() {
    while (Regs.read(Status) & Busy)
      main_loop_wait(false);
  }

  /// Until nobody but the script holds the object.
  static void waitForLast(Object *Obj) {
    while (Obj->ref > 1)
      main_loop_wait(false);
  }

  std::string digest(unsigned Size) const {
    std::string Text;
    for (unsigned I = 0; I < Size; ++I) {
      uint8_t Byte;
      Ram.read(To + I, &Byte, 1);
      char Digits[3];
      snprintf(Digits, sizeof(Digits), "%02x", Byte);
      Text += Digits;
    }
    return Text;
  }

  void unmap() {
    memory_region_del_subregion(get_system_memory(),
                                sysbus_mmio_get_region(SYS_BUS_DEVICE(Dev), 0));
  }

  GuestRam Ram{0};
  Registers Regs{0x1e6d0000};
  Probe Line;
  IOThread *Thread;
  DeviceState *Dev;
};

TEST_F(HashScript, DigestsOfThreeLetters) {
  struct {
    uint32_t Bits;
    unsigned Size;
    const char *Expected;
  } Cases[] = {
      {Md5, 16, "900150983cd24fb0d6963f7d28e17f72"},
      {Sha1, 20, "a9993e364706816aba3e25717850c26c9cd0d89d"},
      {Sha256, 32,
       "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"}};
  for (auto &[Bits, Size, Expected] : Cases) {
    start("abc", Bits);
    EXPECT_EQ(Regs.read(Status), Busy);
    EXPECT_EQ(Line.Level, 0);
    finish();
    EXPECT_EQ(Regs.read(Status), Done);
    EXPECT_EQ(Line.Level, 1);
    EXPECT_EQ(digest(Size), Expected);
    Regs.write(Status, Done);
    EXPECT_EQ(Line.Level, 0);
  }
}

TEST_F(HashScript, OneAtATime) {
  start("abc", Sha1);
  Regs.write(Command, Md5);
  finish();
  EXPECT_EQ(digest(4), "a9993e36") << "the second command came too early";
}

TEST_F(HashScript, UnknownAlgorithmsDoNothing) {
  start("abc", 7 << 4);
  EXPECT_EQ(Regs.read(Status), 0u);
}

TEST_F(HashScript, AResetForgetsTheResult) {
  object_ref(Dev);
  start("abc", Sha1);
  device_cold_reset(Dev);
  EXPECT_EQ(Regs.read(Status), 0u);
  start("abd", Md5);
  finish();
  EXPECT_EQ(digest(4), "4911e516") << "of the second, whenever the first ended";
  object_unref(Dev);
}

TEST_F(HashScript, WithoutAThreadItFails) {
  Error *Err = nullptr;
  EXPECT_FALSE(
      sysbus_realize_and_unref(SYS_BUS_DEVICE(qdev_new("hace")), &Err));
  EXPECT_STREQ(error_get_pretty(Err), "hace: iothread is not set");
  error_free(Err);
}

TEST_F(HashScript, TheDeviceKeepsItsThread) {
  EXPECT_EQ(OBJECT(Thread)->ref, 2u);
  user_creatable_del("io0", &error_abort);
  start("abc", Md5);
  finish();
  EXPECT_EQ(digest(4), "90015098");
  EXPECT_TRUE(Thread->running);
}

/// The job is the last that holds the device, and the device the last that
/// holds the thread; both end in the main loop.
TEST_F(HashScript, UnplugWhileItComputes) {
  user_creatable_del("io0", &error_abort);
  start(std::string(0x8000, 'x'), Sha256);
  unmap();
  object_ref(Thread);
  object_unparent(OBJECT(Dev));
  drain_call_rcu();
  waitForLast(OBJECT(Thread));
  EXPECT_EQ(Line.Rises, 0u);
  EXPECT_EQ(digest(1), "00");
  object_unref(Thread);
}

TEST_F(HashScript, RealizedTwice) {
  start("abc", Md5);
  qdev_unrealize(Dev);
  object_property_set_bool(OBJECT(Dev), "realized", true, &error_abort);
  device_cold_reset(Dev);
  start("abc", Sha1);
  finish();
  EXPECT_EQ(digest(4), "a9993e36");
}

TEST_F(HashScript, SavedWhileItComputes) {
  start("abc", Sha1);
  SavedState Saved;
  finish();
  qom_system_reset();
  Ram.write(To, "\0\0\0\0", 4);
  Saved.load();
  finish();
  EXPECT_EQ(digest(4), "a9993e36");
  EXPECT_EQ(Line.Level, 1);
}

} // namespace
