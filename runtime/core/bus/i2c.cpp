//===- bus/i2c.cpp - I2C --------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"

#include "qom/i2c.h"

using namespace qom;

static constexpr uint8_t Broadcast = 0x00;

I2CBus *i2c_init_bus(DeviceState *parent, const char *name) {
  return I2C_BUS(qbus_new(TYPE_I2C_BUS, parent, name));
}

//===----------------------------------------------------------------------===//
// Slaves
//===----------------------------------------------------------------------===//

void i2c_slave_set_address(I2CSlave *dev, uint8_t address) {
  dev->address = address;
}

I2CSlave *i2c_slave_new(const char *name, uint8_t addr) {
  DeviceState *Dev = qdev_new(name);
  qdev_prop_set_uint8(Dev, "address", addr);
  return I2C_SLAVE(Dev);
}

bool i2c_slave_realize_and_unref(I2CSlave *dev, I2CBus *bus, Error **errp) {
  return qdev_realize_and_unref(&dev->qdev, &bus->qbus, errp);
}

I2CSlave *i2c_slave_create_simple(I2CBus *bus, const char *name, uint8_t addr) {
  I2CSlave *Slave = i2c_slave_new(name, addr);
  i2c_slave_realize_and_unref(Slave, bus, &error_abort);
  return Slave;
}

//===----------------------------------------------------------------------===//
// Transfers
//===----------------------------------------------------------------------===//

int i2c_bus_busy(I2CBus *bus) { return !QLIST_EMPTY(&bus->current_devs); }

static void select(I2CBus *Bus, uint8_t Address) {
  BusChild *Kid;
  QTAILQ_FOREACH(Kid, &Bus->qbus.children, sibling) {
    I2CSlave *Slave = I2C_SLAVE(Kid->child);
    if (Slave->address != Address && Address != Broadcast)
      continue;
    I2CNode *Node = g_new0(I2CNode, 1);
    Node->elt = Slave;
    QLIST_INSERT_HEAD(&Bus->current_devs, Node, next);
    if (Address != Broadcast)
      return;
  }
}

static int tell(I2CSlave *Slave, enum i2c_event Event) {
  auto Hook = I2C_SLAVE_GET_CLASS(Slave)->event;
  return Hook ? Hook(Slave, Event) : 0;
}

/// 0 if somebody answers. A slave may refuse, which ends the transfer.
static int start(I2CBus *Bus, uint8_t Address, enum i2c_event Event) {
  Bus->broadcast = Address == Broadcast;
  // Started again without an end: the same slaves go on.
  if (!i2c_bus_busy(Bus))
    select(Bus, Address);
  I2CNode *Node;
  QLIST_FOREACH(Node, &Bus->current_devs, next) {
    if (tell(Node->elt, Event) && !Bus->broadcast) {
      i2c_end_transfer(Bus);
      return 1;
    }
  }
  return i2c_bus_busy(Bus) ? 0 : 1;
}

int i2c_start_send(I2CBus *bus, uint8_t address) {
  return start(bus, address, I2C_START_SEND);
}

int i2c_start_recv(I2CBus *bus, uint8_t address) {
  return start(bus, address, I2C_START_RECV);
}

void i2c_end_transfer(I2CBus *bus) {
  while (I2CNode *Node = QLIST_FIRST(&bus->current_devs)) {
    tell(Node->elt, I2C_FINISH);
    QLIST_REMOVE(Node, next);
    g_free(Node);
  }
  bus->broadcast = false;
}

/// 0 if every slave takes the byte.
int i2c_send(I2CBus *bus, uint8_t data) {
  int Result = 0;
  I2CNode *Node;
  QLIST_FOREACH(Node, &bus->current_devs, next) {
    auto Hook = I2C_SLAVE_GET_CLASS(Node->elt)->send;
    Result |= Hook ? Hook(Node->elt, data) : -1;
  }
  return Result ? -1 : 0;
}

/// The lines are high when nobody answers.
uint8_t i2c_recv(I2CBus *bus) {
  I2CNode *Node = QLIST_FIRST(&bus->current_devs);
  if (!Node || bus->broadcast)
    return 0xff;
  auto Hook = I2C_SLAVE_GET_CLASS(Node->elt)->recv;
  return Hook ? Hook(Node->elt) : 0xff;
}

//===----------------------------------------------------------------------===//
// The types
//===----------------------------------------------------------------------===//

static const Property SlaveProperties[] = {
    DEFINE_PROP_UINT8("address", I2CSlave, address, 0)};

static void slaveClassInit(ObjectClass *Class, const void *Data) {
  DEVICE_CLASS(Class)->bus_type = TYPE_I2C_BUS;
  device_class_set_props(DEVICE_CLASS(Class), SlaveProperties);
}

/// A device that leaves takes no further part.
static void leaveTransfer(I2CBus *Bus, const I2CSlave *Slave) {
  I2CNode *Node, *Next;
  QLIST_FOREACH_SAFE(Node, &Bus->current_devs, next, Next) {
    if (Node->elt != Slave)
      continue;
    QLIST_REMOVE(Node, next);
    g_free(Node);
  }
}

static void busFinalize(Object *Obj) {
  I2CBus *Bus = I2C_BUS(Obj);
  while (I2CNode *Node = QLIST_FIRST(&Bus->current_devs))
    leaveTransfer(Bus, Node->elt);
}

void qom::registerI2CTypes() {
  static const TypeInfo Types[] = {{.name = TYPE_I2C_BUS,
                                    .parent = TYPE_BUS,
                                    .instance_size = sizeof(I2CBus),
                                    .instance_finalize = busFinalize},
                                   {.name = TYPE_I2C_SLAVE,
                                    .parent = TYPE_DEVICE,
                                    .instance_size = sizeof(I2CSlave),
                                    .abstract = true,
                                    .class_size = sizeof(I2CSlaveClass),
                                    .class_init = slaveClassInit}};
  type_register_static_array(Types, G_N_ELEMENTS(Types));
}
