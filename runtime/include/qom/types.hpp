/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_TYPES_HPP
#define QOM_TYPES_HPP

#include "qom/cast.hpp"
#include "qom/channel.h"
#include "qom/chardev.h"
#include "qom/clock.h"
#include "qom/i2c.h"
#include "qom/iothread.h"
#include "qom/irq.h"
#include "qom/machine.h"
#include "qom/memory.h"
#include "qom/pci.h"
#include "qom/qdev.h"
#include "qom/scsi.h"
#include "qom/sysbus.h"
#include "qom/usb.h"

/* The types that the runtime itself defines. */

QOM_OBJECT_TYPE(Clock, Object, ObjectClass, TYPE_CLOCK)
QOM_OBJECT_TYPE(IRQState, Object, ObjectClass, TYPE_IRQ)
QOM_OBJECT_TYPE(MemoryRegion, Object, ObjectClass, TYPE_MEMORY_REGION)
QOM_OBJECT_TYPE(IOThread, Object, ObjectClass, TYPE_IOTHREAD)

QOM_ABSTRACT_TYPE(DeviceState, Object, DeviceClass, TYPE_DEVICE)
QOM_ABSTRACT_TYPE(SysBusDevice, DeviceState, SysBusDeviceClass,
                  TYPE_SYS_BUS_DEVICE)
QOM_ABSTRACT_TYPE(CPUState, DeviceState, CPUClass, TYPE_CPU)
QOM_ABSTRACT_TYPE(MachineState, Object, MachineClass, TYPE_MACHINE)

QOM_ABSTRACT_TYPE(BusState, Object, BusClass, TYPE_BUS)
QOM_OBJECT_TYPE(PCIBus, BusState, PCIBusClass, TYPE_PCI_BUS)
QOM_ABSTRACT_TYPE(PCIDevice, DeviceState, PCIDeviceClass, TYPE_PCI_DEVICE)
QOM_OBJECT_TYPE(I2CBus, BusState, BusClass, TYPE_I2C_BUS)
QOM_ABSTRACT_TYPE(I2CSlave, DeviceState, I2CSlaveClass, TYPE_I2C_SLAVE)
QOM_OBJECT_TYPE(SCSIBus, BusState, BusClass, TYPE_SCSI_BUS)
QOM_ABSTRACT_TYPE(SCSIDevice, DeviceState, SCSIDeviceClass, TYPE_SCSI_DEVICE)
QOM_OBJECT_TYPE(USBBus, BusState, BusClass, TYPE_USB_BUS)
QOM_ABSTRACT_TYPE(USBDevice, DeviceState, USBDeviceClass, TYPE_USB_DEVICE)

QOM_ABSTRACT_TYPE(Chardev, Object, ChardevClass, TYPE_CHARDEV)
QOM_ABSTRACT_TYPE(QIOChannel, Object, QIOChannelClass, TYPE_QIO_CHANNEL)
QOM_OBJECT_TYPE(QIOChannelSocket, QIOChannel, QIOChannelClass,
                TYPE_QIO_CHANNEL_SOCKET)
QOM_OBJECT_TYPE(QIOChannelBuffer, QIOChannel, QIOChannelClass,
                TYPE_QIO_CHANNEL_BUFFER)
QOM_OBJECT_TYPE(QIOChannelFile, QIOChannel, QIOChannelClass,
                TYPE_QIO_CHANNEL_FILE)
QOM_OBJECT_TYPE(QIOChannelTLS, QIOChannel, QIOChannelClass,
                TYPE_QIO_CHANNEL_TLS)
QOM_OBJECT_TYPE(QIONetListener, Object, ObjectClass, TYPE_QIO_NET_LISTENER)

#endif
