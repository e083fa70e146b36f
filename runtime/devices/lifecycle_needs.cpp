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
#include "qom/memory.h"

namespace {

using namespace qom::testing;

void giveMemory(DeviceState *Dev) {
  object_property_set_link(OBJECT(Dev), "downstream",
                           OBJECT(get_system_memory()), &error_abort);
}

void giveAddress(DeviceState *Dev) {
  i2c_slave_set_address(I2C_SLAVE(Dev), 0x48);
}

const Preparation Needs[] = {{"pl081", giveMemory},
                             {"sp804", withClock("clk", 1000000)},
                             {"tmp75", giveAddress},
                             {"zynq-clocks", withClock("ps_clk", 50000000)}};

const BusOf Buses[] = {{TYPE_I2C_BUS, "ocores-i2c"},
                       {TYPE_PCI_BUS, TYPE_PCI_HOST},
                       {TYPE_VIRTIO_BUS, "virtio-rng-mmio"}};

} // namespace
