//===- testing.h - Registers, lines and a ledger for devices ----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_DEVICES_TESTING_H
#define QOM_DEVICES_TESTING_H

#include "qom/channel.h"
#include "qom/ledger.h"
#include "qom/qemu_file.h"
#include "qom/sysbus.h"
#include "qom/system.h"
#include "qom/timer.h"

#include <gtest/gtest.h>

namespace qom::testing {

/// The guest's view of a device that is mapped.
class Registers {
public:
  explicit Registers(hwaddr Base) : Base(Base) {}

  uint32_t read(hwaddr Offset) const {
    MemTxResult Result = MEMTX_OK;
    uint32_t Value = address_space_ldl(&address_space_memory, Base + Offset,
                                       MEMTXATTRS_UNSPECIFIED, &Result);
    EXPECT_EQ(Result, MEMTX_OK) << "of a read at offset " << Offset;
    return Value;
  }

  void write(hwaddr Offset, uint32_t Value) const {
    MemTxResult Result = MEMTX_OK;
    address_space_stl(&address_space_memory, Base + Offset, Value,
                      MEMTXATTRS_UNSPECIFIED, &Result);
    EXPECT_EQ(Result, MEMTX_OK) << "of a write at offset " << Offset;
  }

  uint8_t readByte(hwaddr Offset) const {
    uint8_t Value = 0;
    EXPECT_EQ(address_space_read(&address_space_memory, Base + Offset,
                                 MEMTXATTRS_UNSPECIFIED, &Value, 1),
              MEMTX_OK)
        << "of a byte at offset " << Offset;
    return Value;
  }

  void writeByte(hwaddr Offset, uint8_t Value) const {
    EXPECT_EQ(address_space_write(&address_space_memory, Base + Offset,
                                  MEMTXATTRS_UNSPECIFIED, &Value, 1),
              MEMTX_OK)
        << "to a byte at offset " << Offset;
  }

private:
  hwaddr Base;
};

/// The end of a line: what a device drives into it. Its own while it exists.
class Probe {
public:
  Probe() : Irq(qemu_allocate_irq(handle, this, 0)) {}
  ~Probe() { qemu_free_irq(Irq); }
  Probe(const Probe &) = delete;

  int Level = 0;
  unsigned Rises = 0;
  const qemu_irq Irq;

private:
  static void handle(void *Opaque, int, int Level) {
    auto *Self = static_cast<Probe *>(Opaque);
    Self->Rises += Level && !Self->Level;
    Self->Level = Level;
  }
};

/// What all devices save when this is made.
class SavedState {
public:
  SavedState()
      : Buffer(qio_channel_buffer_new(4096)),
        File(qemu_file_new_output(QIO_CHANNEL(Buffer))) {
    EXPECT_EQ(qemu_save_device_state(File), 0);
  }
  ~SavedState() {
    qemu_fclose(File);
    object_unref(Buffer);
  }
  SavedState(const SavedState &) = delete;

  void load() { EXPECT_EQ(tryToLoad(), 0); }

  /// 0, or the negative number of an error.
  int tryToLoad() {
    Buffer->offset = 0;
    return qemu_load_device_state(File);
  }

private:
  QIOChannelBuffer *Buffer;
  QEMUFile *File;
};

/// A machine, by default of nothing, and what it leaves when it is gone.
class DeviceScript : public ::testing::Test {
protected:
  explicit DeviceScript(const char *Machine = nullptr) : Machine(Machine) {}

  void SetUp() override {
    qom_ledger_start();
    makeBackends();
    qom_system_start(Machine);
  }

  void TearDown() override {
    qom_system_stop();
    qom_ledger_stop();
    unsigned Findings = qom_ledger_findings();
    if (Findings)
      qom_ledger_write(nullptr, "-");
    EXPECT_EQ(Findings, 0u) << "left in the ledger, see the timeline";
  }

  /// What the machine finds when it starts.
  virtual void makeBackends() {}

  static void passNs(int64_t Nanoseconds) {
    qemu_clock_advance_virtual_time(qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                                    Nanoseconds);
  }

private:
  const char *Machine;
};

} // namespace qom::testing

#endif
