//===- lifecycle_needs.cpp - What devices need of their board -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/pci_host.h"
#include "runtime/devices/virtio.h"
#include "runtime/ledger/lifecycle.h"

#include "qom/i2c.h"
#include "qom/iothread.h"
#include "qom/memory.h"
#include "qom/object_interfaces.h"

namespace {

using namespace qom::testing;

void giveMemory(DeviceState *Dev) {
  object_property_set_link(OBJECT(Dev), "downstream",
                           OBJECT(get_system_memory()), &error_abort);
}

void giveAddress(DeviceState *Dev) {
  i2c_slave_set_address(I2C_SLAVE(Dev), 0x48);
}

/// A link is set by the object's path; afterwards the link alone keeps it.
void giveThread(DeviceState *Dev) {
  Object *Thread = object_new(TYPE_IOTHREAD);
  user_creatable_complete(USER_CREATABLE(Thread), &error_abort);
  object_property_add_child(object_get_objects_root(), "thread", Thread);
  object_unref(Thread);
  object_property_set_link(OBJECT(Dev), "iothread", Thread, &error_abort);
  object_unparent(Thread);
}

const Preparation Needs[] = {{"hace", giveThread},
                             {"pl081", giveMemory},
                             {"sp804", withClock("clk", 1000000)},
                             {"sp805", withClock("clk", 1000000)},
                             {"tmp75", giveAddress},
                             {"zynq-clocks", withClock("ps_clk", 50000000)}};

const BusOf Buses[] = {{TYPE_I2C_BUS, "ocores-i2c"},
                       {TYPE_PCI_BUS, TYPE_PCI_HOST},
                       {TYPE_VIRTIO_BUS, "virtio-rng-mmio"}};

} // namespace
