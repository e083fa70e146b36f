//===- device_test.cpp - Clocks, regions and state of a C++ device --------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/semantics.h"
#include "thing.h"

#include "qom/qemu_file.h"

using namespace qom;
using namespace qom::testing;

namespace {

#define TYPE_COUNTER "cxx-counter"

struct Counter {
  SysBusDevice parent_obj;
  Child<MemoryRegion> Registers;
  Owned<Clock> In;
  Owned<Clock> Out;
  uint32_t Ticks = 0;
  uint32_t Value = 0;

  Counter();
  ~Counter();
  void tick(ClockEvent) { ++Ticks; }
};

uint64_t readCounter(void *Opaque, hwaddr Address, unsigned) {
  return static_cast<Counter *>(Opaque)->Value + Address;
}

void writeCounter(void *Opaque, hwaddr, uint64_t Data, unsigned) {
  static_cast<Counter *>(Opaque)->Value = Data;
}

const MemoryRegionOps CounterOps = {.read = readCounter,
                                    .write = writeCounter,
                                    .endianness = DEVICE_LITTLE_ENDIAN};

} // namespace

QOM_OBJECT_TYPE(Counter, SysBusDevice, SysBusDeviceClass, TYPE_COUNTER)

namespace {

Counter::Counter()
    : Registers(MemoryRegion::init_io(&CounterOps, this, 0x100)
                    .to_child(this, "registers")),
      In(init_clock_in<&Counter::tick>(*this, "in", ClockUpdate)),
      Out(init_clock_out(*this, "out")) {
  sysbus_init_mmio(as_ptr<SysBusDevice>(*this), Registers.get());
}

Counter::~Counter() {
  Log.push_back("region " + std::to_string(Registers->parent_obj.ref) +
                ", in " + std::to_string(In->parent_obj.ref));
}

const TypeInfo CounterInfo = type_info<Counter>();
void registerCounter() { type_register_static(&CounterInfo); }
type_init(registerCounter)

    using DeviceTest = BqlTest;

TEST_F(DeviceTest, ARegionHasItsOwnReferenceAndThePropertys) {
  Owned<Counter> C = qom::object_new<Counter>();
  MemoryRegion &Region = *C->Registers;
  EXPECT_EQ(Region.parent_obj.ref, 2u);
  EXPECT_EQ(memory_region_owner(&Region), as_ptr<Object>(*C));
  EXPECT_EQ(memory_region_size(&Region), 0x100u);
  EXPECT_STREQ(memory_region_name(&Region), "registers");
}

TEST_F(DeviceTest, ARegionDoesNotKeepItsOwner) {
  Owned<Counter> C = qom::object_new<Counter>();
  EXPECT_EQ(as_ptr<Object>(*C)->ref, 1u) << "an Owned to itself never drops";
}

TEST_F(DeviceTest, TheClockListKeepsTheCreationReference) {
  Owned<Counter> C = qom::object_new<Counter>();
  EXPECT_EQ(C->In->parent_obj.ref, 3u) << "property, list, and the Owned";
  EXPECT_EQ(C->Out->parent_obj.ref,
            TheSemantics.ClockListHoldsOutputs ? 3u : 2u);
  EXPECT_EQ(qdev_get_clock_in(as_ptr<DeviceState>(*C), "in"), C->In.get());
}

TEST_F(DeviceTest, TheCallbacksOpaqueIsTheDevice) {
  Owned<Counter> C = qom::object_new<Counter>();
  Owned<Clock> Source = qom::object_new<Clock>();
  clock_set_source(C->In.get(), Source.get());
  clock_update_hz(Source.get(), 1000);
  EXPECT_EQ(C->Ticks, 1u);
  EXPECT_EQ(clock_get_hz(C->In.get()), 1000u);
}

TEST_F(DeviceTest, ItsOwnReferencesLiveUntilItsDestructorHasRun) {
  {
    Owned<Counter> C = qom::object_new<Counter>();
  }
  EXPECT_EQ(Log, Lines{"region 1, in 2"})
      << "the properties' are gone, the clock list's is not";
}

const VMStateField CounterFields[] = {VMSTATE_UINT32(Value, Counter),
                                      VMSTATE_OWNED_CLOCK(In, Counter),
                                      VMSTATE_END_OF_LIST()};
const VMStateDescription CounterState = {.name = TYPE_COUNTER,
                                         .version_id = 1,
                                         .minimum_version_id = 1,
                                         .fields = CounterFields};

TEST_F(DeviceTest, StateGoesThroughTheReferenceToTheSameObject) {
  Owned<Counter> C = qom::object_new<Counter>();
  auto Buffer = Owned<QIOChannelBuffer>::from_raw(qio_channel_buffer_new(64));
  QEMUFile *File = qemu_file_new_output(as_ptr<QIOChannel>(Buffer));
  C->Value = 5;
  clock_set_hz(C->In.get(), 1000);
  ASSERT_EQ(vmstate_save_state(File, &CounterState, C.get(), nullptr), 0);

  C->Value = 0;
  clock_set_hz(C->In.get(), 0);
  Clock *Same = C->In.get();
  Buffer->offset = 0;
  ASSERT_EQ(vmstate_load_state(File, &CounterState, C.get(), 1), 0);
  qemu_fclose(File);
  EXPECT_EQ(C->Value, 5u);
  EXPECT_EQ(clock_get_hz(C->In.get()), 1000u);
  EXPECT_EQ(C->In.get(), Same) << "loaded into the clock that was there";
  EXPECT_EQ(Same->parent_obj.ref, 3u) << "and without counting it";
}

TEST_F(DeviceTest, ARegionCallsItsDevice) {
  Owned<Counter> C = qom::object_new<Counter>();
  MemoryRegion *Region = C->Registers.get();
  memory_region_ref(Region);
  EXPECT_EQ(as_ptr<Object>(C)->ref, 2u) << "a region is counted on its owner";
  EXPECT_EQ(Region->parent_obj.ref, 2u);
  Region->ops->write(Region->opaque, 0, 40, 4);
  EXPECT_EQ(Region->ops->read(Region->opaque, 2, 4), 42u);
  memory_region_unref(Region);
}

} // namespace
