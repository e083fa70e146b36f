/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_I2C_H
#define QOM_I2C_H

#include "qom/qdev.h"

#define TYPE_I2C_SLAVE "i2c-slave"
OBJECT_DECLARE_TYPE(I2CSlave, I2CSlaveClass, I2C_SLAVE)

#define TYPE_I2C_BUS "i2c-bus"
OBJECT_DECLARE_SIMPLE_TYPE(I2CBus, I2C_BUS)

QOM_BEGIN_DECLS

enum i2c_event {
    I2C_START_RECV,
    I2C_START_SEND,
    I2C_START_SEND_ASYNC,
    I2C_FINISH,
    I2C_NACK
};

struct I2CSlaveClass {
    DeviceClass parent_class;
    int (*send)(I2CSlave *s, uint8_t data);
    uint8_t (*recv)(I2CSlave *s);
    int (*event)(I2CSlave *s, enum i2c_event event);
};

struct I2CSlave {
    DeviceState qdev;
    uint8_t address;
};

/* A slave that takes part in the current transfer. */
typedef struct I2CNode {
    I2CSlave *elt;
    QLIST_ENTRY(I2CNode) next;
} I2CNode;

struct I2CBus {
    BusState qbus;
    QLIST_HEAD(, I2CNode) current_devs;
    uint8_t saved_address;
    bool broadcast;
};

I2CBus *i2c_init_bus(DeviceState *parent, const char *name);
I2CSlave *i2c_slave_new(const char *name, uint8_t addr);
I2CSlave *i2c_slave_create_simple(I2CBus *bus, const char *name, uint8_t addr);
bool i2c_slave_realize_and_unref(I2CSlave *dev, I2CBus *bus, Error **errp);
void i2c_slave_set_address(I2CSlave *dev, uint8_t address);
int i2c_start_send(I2CBus *bus, uint8_t address);
int i2c_start_recv(I2CBus *bus, uint8_t address);
int i2c_bus_busy(I2CBus *bus);
void i2c_end_transfer(I2CBus *bus);
int i2c_send(I2CBus *bus, uint8_t data);
uint8_t i2c_recv(I2CBus *bus);

QOM_END_DECLS

#endif
