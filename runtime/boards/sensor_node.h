/*
 * A board with a chip for sensors.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_BOARDS_SENSOR_NODE_H
#define QOM_BOARDS_SENSOR_NODE_H

#define SENSOR_NODE_SOC 0x40000000
#define SENSOR_NODE_CRYSTAL_HZ 50000000
#define SENSOR_NODE_SENSOR_ADDRESS 0x48
#define SENSOR_NODE_ALERT_PIN 0

#endif
