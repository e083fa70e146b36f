/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_USB_H
#define QOM_USB_H

#include "qom/qdev.h"

#define USB_SPEED_MASK_LOW (1 << 0)
#define USB_SPEED_MASK_FULL (1 << 1)
#define USB_SPEED_MASK_HIGH (1 << 2)

#define TYPE_USB_DEVICE "usb-device"
OBJECT_DECLARE_TYPE(USBDevice, USBDeviceClass, USB_DEVICE)

#define TYPE_USB_BUS "usb-bus"
OBJECT_DECLARE_SIMPLE_TYPE(USBBus, USB_BUS)

QOM_BEGIN_DECLS

typedef struct USBPort USBPort;
typedef struct USBPortOps USBPortOps;
typedef struct USBBusOps USBBusOps;
typedef struct USBPacket USBPacket;

enum USBDeviceState {
    USB_STATE_NOTATTACHED,
    USB_STATE_ATTACHED,
    USB_STATE_POWERED,
    USB_STATE_DEFAULT,
};

typedef void (*USBDeviceRealize)(USBDevice *dev, Error **errp);
typedef void (*USBDeviceUnrealize)(USBDevice *dev);

struct USBDeviceClass {
    DeviceClass parent_class;
    USBDeviceRealize realize;
    USBDeviceUnrealize unrealize;
    void (*handle_attach)(USBDevice *dev);
    void (*handle_reset)(USBDevice *dev);
    void (*handle_control)(USBDevice *dev, USBPacket *p, int request, int value,
                           int index, int length, uint8_t *data);
    void (*handle_data)(USBDevice *dev, USBPacket *p);
    const char *product_desc;
    bool attached_settable;
};

struct USBDevice {
    DeviceState qdev;
    USBPort *port;
    char *port_path;
    char *serial;
    uint32_t flags;
    int speed;
    int speedmask;
    uint8_t addr;
    int auto_attach;
    bool attached;
    int32_t state;
};

struct USBPort {
    USBDevice *dev;
    int speedmask;
    char path[16];
    USBPortOps *ops;
    void *opaque;
    int index;
    QTAILQ_ENTRY(USBPort) next;
};

struct USBPortOps {
    void (*attach)(USBPort *port);
    void (*detach)(USBPort *port);
    void (*child_detach)(USBPort *port, USBDevice *child);
    void (*wakeup)(USBPort *port);
    void (*complete)(USBPort *port, USBPacket *p);
};

struct USBBusOps {
    void (*wakeup_endpoint)(USBBus *bus, void *ep, unsigned int stream);
};

struct USBBus {
    BusState qbus;
    USBBusOps *ops;
    int busnr;
    int nfree;
    int nused;
    QTAILQ_HEAD(, USBPort) free;
    QTAILQ_HEAD(, USBPort) used;
    QTAILQ_ENTRY(USBBus) next;
};

/* Initializes the caller's storage, whatever its name says. */
void usb_bus_new(USBBus *bus, size_t bus_size, USBBusOps *ops,
                 DeviceState *host);
void usb_bus_release(USBBus *bus);
bool usb_realize_and_unref(USBDevice *dev, USBBus *bus, Error **errp);
USBDevice *usb_create_simple(USBBus *bus, const char *name);
USBDevice *usb_find_device(USBPort *port, uint8_t addr);
void usb_register_port(USBBus *bus, USBPort *port, void *opaque, int index,
                       USBPortOps *ops, int speedmask);
void usb_unregister_port(USBBus *bus, USBPort *port);
void usb_device_attach(USBDevice *dev, Error **errp);
int usb_device_detach(USBDevice *dev);

static inline USBBus *usb_bus_from_device(USBDevice *d)
{
    return DO_UPCAST(USBBus, qbus, d->qdev.parent_bus);
}

QOM_END_DECLS

#endif
