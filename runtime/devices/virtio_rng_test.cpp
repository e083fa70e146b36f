//===- virtio_rng_test.cpp - A script for entropy over virtio -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/guest_ram.h"
#include "runtime/devices/rng.h"
#include "runtime/devices/testing.h"
#include "runtime/devices/virtio.h"

#include <initializer_list>
#include <string>
#include <vector>

namespace {

using namespace qom::testing;

constexpr hwaddr Magic = 0x000, Version = 0x004, DeviceId = 0x008,
                 Features = 0x010, FeaturesSel = 0x014, DriverFeatures = 0x020,
                 DriverFeaturesSel = 0x024, QueueSel = 0x030,
                 QueueNumMax = 0x034, QueueNum = 0x038, QueueReady = 0x044,
                 QueueNotify = 0x050, InterruptStatus = 0x060,
                 InterruptAck = 0x064, Status = 0x070, QueueDesc = 0x080,
                 QueueDriver = 0x090, QueueDevice = 0x0a0;
constexpr uint32_t Acknowledge = 1, Driver = 2, DriverOk = 4, FeaturesOk = 8,
                   NeedsReset = 0x40;
constexpr uint16_t Next = 1, Write = 2;

/// What the back end yields for seed 1, byte by byte.
std::vector<uint8_t> entropy(size_t Size, uint64_t Seed = 1) {
  std::vector<uint8_t> Bytes;
  while (Bytes.size() < Size) {
    Seed ^= Seed >> 12;
    Seed ^= Seed << 25;
    Seed ^= Seed >> 27;
    Bytes.push_back(Seed * 0x2545f4914f6cdd1dull >> 56);
  }
  return Bytes;
}

/// A driver with one queue of four descriptors, in a machine with some RAM.
class VirtIORngScript : public DeviceScript,
                        public ::testing::WithParamInterface<const char *> {
protected:
  static constexpr hwaddr Desc = 0, Avail = 0x1000, Used = 0x2000,
                          Buffers = 0x3000;

  void SetUp() override {
    DeviceScript::SetUp();
    Ram.map(64 * KiB);
    Transport = qdev_new(GetParam());
  }

  void TearDown() override {
    Ram.unmap();
    DeviceScript::TearDown();
  }

  void realize() {
    SysBusDevice *Device = SYS_BUS_DEVICE(Transport);
    ASSERT_TRUE(sysbus_realize_and_unref(Device, &error_abort));
    sysbus_mmio_map(Device, 0, 0xa000000);
    sysbus_connect_irq(Device, 0, Line.Irq);
  }

  void start() {
    realize();
    negotiate();
    setUpQueue();
    Regs.write(Status, Acknowledge | Driver | FeaturesOk | DriverOk);
  }

  void negotiate() {
    Regs.write(Status, Acknowledge | Driver);
    Regs.write(DriverFeaturesSel, 1);
    Regs.write(DriverFeatures, 1);
    Regs.write(Status, Acknowledge | Driver | FeaturesOk);
  }

  void setUpQueue() {
    Regs.write(QueueSel, 0);
    Regs.write(QueueNum, 4);
    Regs.write(QueueDesc, Ram.Base + Desc);
    Regs.write(QueueDriver, Ram.Base + Avail);
    Regs.write(QueueDevice, Ram.Base + Used);
    Regs.write(QueueReady, 1);
  }

  void describe(unsigned N, hwaddr Address, uint32_t Length, uint16_t Flags,
                uint16_t Follower = 0) {
    Ram.store(Desc + 16 * N, Ram.Base + Address);
    Ram.store(Desc + 16 * N + 8, Length);
    Ram.store(Desc + 16 * N + 12, Flags);
    Ram.store(Desc + 16 * N + 14, Follower);
  }

  void offer(uint16_t Head) {
    Ram.store(Avail + 4 + 2 * (Offered % 4), Head);
    Ram.store(Avail + 2, ++Offered);
    Regs.write(QueueNotify, 0);
  }

  /// A buffer of its own for descriptor N.
  void offerBuffer(unsigned N, uint32_t Length) {
    describe(N, Buffers + 0x100 * N, Length, Write);
    offer(N);
  }

  std::vector<uint8_t> bytes(unsigned N, size_t Size) {
    return Ram.bytes(Buffers + 0x100 * N, Size);
  }

  uint16_t usedIndex() { return Ram.load<uint16_t>(Used + 2); }
  uint32_t usedLength(unsigned N) {
    return Ram.load<uint32_t>(Used + 4 + 8 * N + 4);
  }

  static void serve() { main_loop_wait(true); }

  Object *device() {
    return object_resolve_path_component(OBJECT(Transport), "virtio-backend");
  }

  GuestRam Ram{0x40000000};
  Registers Regs{0xa000000};
  Probe Line;
  DeviceState *Transport;
  uint16_t Offered = 0;
};

TEST_P(VirtIORngScript, Identification) {
  realize();
  EXPECT_EQ(Regs.read(Magic), 0x74726976u);
  EXPECT_EQ(Regs.read(Version), 2u);
  EXPECT_EQ(Regs.read(DeviceId), 4u);
  EXPECT_EQ(Regs.read(QueueNumMax), 8u);
  Regs.write(QueueSel, 1);
  EXPECT_EQ(Regs.read(QueueNumMax), 0u) << "there is one queue";
}

TEST_P(VirtIORngScript, NegotiationNeedsVersion1) {
  realize();
  Regs.write(FeaturesSel, 1);
  EXPECT_EQ(Regs.read(Features), 1u);
  Regs.write(FeaturesSel, 0);
  EXPECT_EQ(Regs.read(Features), 0u);
  Regs.write(Status, Acknowledge | Driver | FeaturesOk);
  EXPECT_EQ(Regs.read(Status), Acknowledge | Driver) << "nothing was accepted";
  negotiate();
  EXPECT_EQ(Regs.read(Status), Acknowledge | Driver | FeaturesOk);
}

TEST_P(VirtIORngScript, FillsABuffer) {
  start();
  offerBuffer(0, 16);
  EXPECT_EQ(usedIndex(), 0u) << "the back end has not been asked yet";
  serve();
  EXPECT_EQ(usedIndex(), 1u);
  EXPECT_EQ(Ram.load<uint32_t>(Used + 4), 0u) << "the head of the chain";
  EXPECT_EQ(usedLength(0), 16u);
  EXPECT_EQ(bytes(0, 16), entropy(16));
  EXPECT_EQ(Line.Level, 1);
  EXPECT_EQ(Regs.read(InterruptStatus), 1u);
  Regs.write(InterruptAck, 1);
  EXPECT_EQ(Line.Level, 0);
}

TEST_P(VirtIORngScript, AChainOfBuffersInOneTurn) {
  start();
  describe(2, Buffers, 5, Write | Next, 1);
  describe(1, Buffers + 0x100, 3, Write);
  offer(2);
  serve();
  EXPECT_EQ(Ram.load<uint32_t>(Used + 4), 2u);
  EXPECT_EQ(usedLength(0), 8u);
  std::vector<uint8_t> All = bytes(0, 5), Rest = bytes(1, 3);
  All.insert(All.end(), Rest.begin(), Rest.end());
  EXPECT_EQ(All, entropy(8));
}

TEST_P(VirtIORngScript, TheRingsGoRound) {
  start();
  for (unsigned I = 0; I < 10; ++I) {
    offerBuffer(I % 4, 1);
    serve();
    ASSERT_EQ(usedIndex(), I + 1);
  }
  EXPECT_EQ(bytes(1, 1)[0], entropy(10)[9]);
}

TEST_P(VirtIORngScript, NoInterruptWhereNoneIsWanted) {
  start();
  Ram.store<uint16_t>(Avail, 1);
  offerBuffer(0, 4);
  serve();
  EXPECT_EQ(usedIndex(), 1u);
  EXPECT_EQ(Line.Rises, 0u);
}

TEST_P(VirtIORngScript, BuffersWaitForTheDriver) {
  realize();
  negotiate();
  setUpQueue();
  offerBuffer(0, 4);
  serve();
  EXPECT_EQ(usedIndex(), 0u);
  Regs.write(Status, Acknowledge | Driver | FeaturesOk | DriverOk);
  serve();
  EXPECT_EQ(usedIndex(), 1u);
}

TEST_P(VirtIORngScript, AQuotaForEachPeriod) {
  qdev_prop_set_uint64(Transport, "max-bytes", 6);
  qdev_prop_set_uint32(Transport, "period", 1000);
  start();
  offerBuffer(0, 4);
  offerBuffer(1, 4);
  offerBuffer(2, 4);
  serve();
  EXPECT_EQ(usedIndex(), 2u);
  EXPECT_EQ(usedLength(1), 2u) << "what was left of it";
  passNs(NANOSECONDS_PER_SECOND);
  serve();
  EXPECT_EQ(usedIndex(), 3u);
  EXPECT_EQ(usedLength(2), 4u);
}

TEST_P(VirtIORngScript, WrongChainsStopTheDevice) {
  struct {
    const char *What;
    uint16_t Head, Flags, Follower;
    uint32_t Length;
  } Cases[] = {{"a loop", 0, Write | Next, 0, 4},
               {"a head beyond the table", 4, Write, 0, 4},
               {"a follower beyond the table", 0, Write | Next, 7, 4},
               {"an empty buffer", 0, Write, 0, 0},
               {"a buffer to read after one to write", 1, Write | Next, 2, 4}};
  start();
  for (const auto &Case : Cases) {
    describe(2, Buffers, 4, 0);
    describe(Case.Head % 4, Buffers, Case.Length, Case.Flags, Case.Follower);
    offer(Case.Head);
    serve();
    EXPECT_EQ(Regs.read(Status) & NeedsReset, NeedsReset) << Case.What;
    EXPECT_EQ(Regs.read(InterruptStatus), 2u) << Case.What;
    Regs.write(Status, 0);
    EXPECT_EQ(Line.Level, 0) << Case.What;
    Offered = 0;
    Ram.store<uint16_t>(Avail + 2, 0);
    negotiate();
    setUpQueue();
    Regs.write(Status, Acknowledge | Driver | FeaturesOk | DriverOk);
  }
  Ram.store<uint16_t>(Avail + 2, 5);
  Regs.write(QueueNotify, 0);
  EXPECT_EQ(Regs.read(Status) & NeedsReset, NeedsReset) << "more than its size";
}

TEST_P(VirtIORngScript, SizesOfQueues) {
  realize();
  for (uint32_t Size : {0u, 3u, 16u}) {
    Regs.write(QueueNum, Size);
    Regs.write(QueueReady, 1);
    EXPECT_EQ(Regs.read(QueueReady), 0u) << Size;
  }
}

TEST_P(VirtIORngScript, NobodyHearsOfAQueueThatIsNotThere) {
  start();
  describe(0, Buffers, 4, Write);
  Ram.store<uint16_t>(Avail + 2, 1);
  for (uint32_t N : {1u, 4u, UINT32_MAX})
    Regs.write(QueueNotify, N);
  serve();
  EXPECT_EQ(usedIndex(), 0u);
}

TEST_P(VirtIORngScript, ResetTakesBuffersBack) {
  start();
  offerBuffer(0, 4);
  Regs.write(Status, 0);
  serve();
  EXPECT_EQ(usedIndex(), 0u);
  EXPECT_EQ(Regs.read(QueueReady), 0u);
}

/// There is no ring to say that the buffer is filled.
TEST_P(VirtIORngScript, TheQueueGoesWithARequestOut) {
  start();
  offerBuffer(0, 4);
  Regs.write(QueueReady, 0);
  Regs.write(QueueNum, 0);
  serve();
  EXPECT_EQ(usedIndex(), 0u);
  EXPECT_EQ(Line.Rises, 0u);
}

/// The device makes one, and holds it twice: as child and by the link.
TEST_P(VirtIORngScript, ADefaultBackEnd) {
  realize();
  Object *Default = object_resolve_path_component(device(), "default-backend");
  ASSERT_NE(Default, nullptr);
  EXPECT_EQ(Default->ref, 2u);
  EXPECT_EQ(object_property_get_link(OBJECT(Transport), "rng", &error_abort),
            Default)
      << "the transport has all of the device's properties";
  qdev_unrealize(Transport);
  object_property_set_bool(OBJECT(Transport), "realized", true, &error_abort);
  EXPECT_EQ(object_property_get_link(device(), "rng", &error_abort), Default)
      << "the same as before";
}

TEST_P(VirtIORngScript, AUsersBackEnd) {
  Object *Backend = object_new(TYPE_RNG_BUILTIN);
  object_property_set_uint(Backend, "seed", 7, &error_abort);
  object_property_add_child(object_get_objects_root(), "rng0", Backend);
  object_unref(Backend);
  object_property_set_link(OBJECT(Transport), "rng", Backend, &error_abort);
  EXPECT_EQ(Backend->ref, 2u);
  start();
  EXPECT_EQ(object_resolve_path_component(device(), "default-backend"),
            nullptr);
  offerBuffer(0, 4);
  serve();
  EXPECT_EQ(bytes(0, 4), entropy(4, 7));
  object_unparent(Backend);
  EXPECT_EQ(Backend->ref, 1u) << "the link keeps it";
}

TEST_P(VirtIORngScript, RealizeFails) {
  qdev_prop_set_uint32(Transport, "period", 0);
  Error *Err = nullptr;
  EXPECT_FALSE(sysbus_realize_and_unref(SYS_BUS_DEVICE(Transport), &Err));
  EXPECT_STREQ(error_get_pretty(Err),
               "virtio-rng: 'period' and 'max-bytes' must not be 0");
  error_free(Err);
}

/// The request is cancelled: its back end, a user's, calls nobody.
TEST_P(VirtIORngScript, UnplugWithARequestOut) {
  Object *Backend = object_new(TYPE_RNG_BUILTIN);
  object_property_add_child(object_get_objects_root(), "rng0", Backend);
  object_unref(Backend);
  object_property_set_link(OBJECT(Transport), "rng", Backend, &error_abort);
  start();
  offerBuffer(0, 4);
  memory_region_del_subregion(
      get_system_memory(),
      sysbus_mmio_get_region(SYS_BUS_DEVICE(Transport), 0));
  object_unparent(OBJECT(Transport));
  drain_call_rcu();
  serve();
  EXPECT_EQ(usedIndex(), 0u);
  EXPECT_EQ(Backend->ref, 1u);
  object_unparent(Backend);
}

TEST_P(VirtIORngScript, SavedWithARequestOut) {
  start();
  offerBuffer(0, 4);
  serve();
  offerBuffer(1, 4);
  SavedState Saved;
  qom_system_reset();
  EXPECT_EQ(Line.Level, 0);
  Saved.load();
  EXPECT_EQ(Line.Level, 1) << "the first buffer's interrupt";
  serve();
  EXPECT_EQ(usedIndex(), 2u);
  EXPECT_EQ(bytes(1, 4), (std::vector<uint8_t>{entropy(8)[4], entropy(8)[5],
                                               entropy(8)[6], entropy(8)[7]}));
}

TEST_P(VirtIORngScript, NoReadyQueueOfAWrongSizeIsLoaded) {
  realize();
  VirtQueue &Queue = VIRTIO_DEVICE(device())->queue[0];
  for (uint32_t Size : {0u, 3u, 16u}) {
    Queue.num = Size;
    Queue.ready = true;
    SavedState Saved;
    qom_system_reset();
    EXPECT_EQ(Saved.tryToLoad(), -EINVAL) << Size;
    qom_system_reset();
  }
  Queue.num = 3;
  SavedState Saved;
  Saved.load();
  EXPECT_EQ(Queue.num, 3u) << "the driver is not done with it";
}

INSTANTIATE_TEST_SUITE_P(Language, VirtIORngScript,
                         ::testing::Values("virtio-rng-mmio",
                                           "virtio-rng-mmio-cxx"),
                         [](const auto &Info) {
                           return Info.index ? "Cxx" : "C";
                         });

} // namespace
