//===- io/backends_test.cpp - Character devices and I/O threads -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/testing.h"

#include "qom/chardev.h"
#include "qom/iothread.h"
#include "qom/object_interfaces.h"

#include <atomic>
#include <thread>

using namespace qom::testing;

namespace {

uint32_t count(void *Obj) { return OBJECT(Obj)->ref; }

using ChardevTest = SystemTest;
using IoThreadTest = SystemTest;

TEST_F(ChardevTest, BackEndsAreHeldByTheirContainerAlone) {
  Chardev *Chr = qemu_chr_new("c", "ringbuf", nullptr);
  EXPECT_EQ(count(Chr), 1u);
  EXPECT_EQ(OBJECT(Chr)->parent, object_get_container("chardevs"));
  EXPECT_EQ(qemu_chr_find("c"), Chr);
  EXPECT_EQ(qemu_chr_find("none"), nullptr);
  EXPECT_EQ(qemu_chr_new("c", "null", nullptr), nullptr) << "duplicate label";
  EXPECT_EQ(qemu_chr_new("d", "teletype", nullptr), nullptr);
  EXPECT_EQ(qemu_chr_new("d", "file:/nonexistent/x", nullptr), nullptr);
}

TEST_F(ChardevTest, FrontAndBackCountNothing) {
  CharBackend Front{}, Second{};
  Error *Err = nullptr;
  Chardev *Chr = qemu_chr_new("c", "ringbuf", nullptr);
  EXPECT_TRUE(qemu_chr_fe_init(&Front, Chr, &error_abort));
  EXPECT_EQ(count(Chr), 1u);
  EXPECT_FALSE(qemu_chr_fe_init(&Second, Chr, &Err));
  EXPECT_EQ(textOf(Err), "chardev 'c' is already in use");
  EXPECT_EQ(qemu_chr_fe_write_all(&Front,
                                  reinterpret_cast<const uint8_t *>("hey"), 3),
            3);
  g_autofree char *Text = qmp_ringbuf_read("c", 10, &error_abort);
  EXPECT_STREQ(Text, "hey");
  object_unparent(OBJECT(Chr));
  EXPECT_EQ(qemu_chr_fe_get_driver(&Front), nullptr);
  EXPECT_EQ(qemu_chr_fe_write(&Front, nullptr, 3), 0);
}

TEST_F(ChardevTest, DeinitMayEndTheBackEnd) {
  Recorder R;
  CharBackend Front{};
  Chardev *Chr = qemu_chr_new("c", "null", nullptr);
  qemu_chr_fe_init(&Front, Chr, &error_abort);
  qemu_chr_fe_deinit(&Front, false);
  EXPECT_EQ(Chr->be, nullptr);
  qemu_chr_fe_init(&Front, Chr, &error_abort);
  qemu_chr_fe_deinit(&Front, true);
  EXPECT_EQ(R.of(Chr).back(), "free 0");
}

TEST_F(ChardevTest, InputReachesTheFrontEnd) {
  CharBackend Front{};
  Chardev *Chr = qemu_chr_new("c", "null", nullptr);
  qemu_chr_fe_init(&Front, Chr, &error_abort);
  qemu_chr_be_write(Chr, reinterpret_cast<const uint8_t *>("no"), 2);
  qemu_chr_fe_set_handlers(
      &Front, [](void *) { return 5; },
      [](void *, const uint8_t *Bytes, int Size) {
        Log.push_back(std::string(Bytes, Bytes + Size));
      },
      [](void *, QEMUChrEvent Event) {
        Log.push_back("event " + std::to_string(Event));
      },
      nullptr, &Front, nullptr, true);
  EXPECT_EQ(qemu_chr_be_can_write(Chr), 5);
  qemu_chr_be_write(Chr, reinterpret_cast<const uint8_t *>("yes"), 3);
  EXPECT_EQ(Log, (Lines{"event 1", "yes"}));
  qemu_chr_fe_deinit(&Front, false);
}

TEST_F(ChardevTest, SerialPortsForgetWhatIsGone) {
  EXPECT_EQ(serial_hd(0), nullptr);
  Chardev *Chr = qemu_chr_new("serial0", "null", nullptr);
  qom_set_serial_hd(0, Chr);
  EXPECT_EQ(serial_hd(0), Chr);
  object_unparent(OBJECT(Chr));
  EXPECT_EQ(serial_hd(0), nullptr);
}

TEST_F(IoThreadTest, UsersMakeThem) {
  user_creatable_add_from_str("iothread,id=io0", &error_abort);
  IOThread *Thread = iothread_by_id("io0");
  ASSERT_NE(Thread, nullptr);
  EXPECT_EQ(count(Thread), 1u);
  g_autofree char *Id = iothread_get_id(Thread);
  EXPECT_STREQ(Id, "io0");
  static std::atomic<bool> Ran;
  static std::thread::id Where;
  Ran = false;
  aio_bh_schedule_oneshot(
      iothread_get_aio_context(Thread),
      [](void *) {
        Where = std::this_thread::get_id();
        Ran = true;
      },
      nullptr);
  while (!Ran)
    std::this_thread::yield();
  EXPECT_NE(Where, std::this_thread::get_id());
  // Who needs it longer takes a reference.
  object_ref(Thread);
  user_creatable_del("io0", &error_abort);
  EXPECT_TRUE(Thread->running);
  object_unref(Thread);
}

TEST_F(IoThreadTest, InternalOnesAreBorrowed) {
  Recorder R;
  IOThread *Thread = iothread_create("internal", &error_abort);
  EXPECT_EQ(count(Thread), 1u);
  EXPECT_EQ(OBJECT(Thread)->parent, object_get_internal_root());
  EXPECT_NE(iothread_get_g_main_context(Thread), nullptr);
  iothread_stop(Thread);
  EXPECT_FALSE(Thread->running);
  iothread_destroy(Thread);
  EXPECT_EQ(R.of(Thread).back(), "free 0");
}

} // namespace
