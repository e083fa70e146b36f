/*
 * The I2C master of OpenCores, revision 0.9 of its specification, with its
 * byte-wide registers four bytes apart. Transfers take no time.
 *
 * Lifetime: the bus is this device's child from init on; its slaves are
 * children of whoever creates them, and the bus counts those it carries.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "runtime/devices/ocores_i2c.h"

/* Two of them mean something else when they are written. */
enum {
    PRER_LOW = 0x00,
    PRER_HIGH = 0x04,
    CTR = 0x08,
    TXR_RXR = 0x0c,
    CR_SR = 0x10,
};

#define CTR_IEN BIT(6)
#define CTR_EN BIT(7)

#define CR_IACK BIT(0)
#define CR_NACK BIT(3)
#define CR_WR BIT(4)
#define CR_RD BIT(5)
#define CR_STO BIT(6)
#define CR_STA BIT(7)

#define SR_IF BIT(0)
#define SR_BUSY BIT(6)
#define SR_RX_NACK BIT(7)

static void ocores_i2c_update(OCoresI2CState *s)
{
    qemu_set_irq(s->irq, s->status & SR_IF && s->control & CTR_IEN);
}

/* The first byte after a start is the address and the direction. */
static bool send_byte(OCoresI2CState *s, bool is_address)
{
    if (!is_address) {
        return i2c_send(s->bus, s->transmit) == 0;
    }
    if (s->transmit & 1) {
        return i2c_start_recv(s->bus, s->transmit >> 1) == 0;
    }
    return i2c_start_send(s->bus, s->transmit >> 1) == 0;
}

static void run_command(OCoresI2CState *s, uint8_t command)
{
    if (command & CR_STA) {
        s->status |= SR_BUSY;
    }
    if (command & CR_WR) {
        bool acknowledged = send_byte(s, command & CR_STA);

        s->status = deposit32(s->status, 7, 1, !acknowledged);
    } else if (command & CR_RD) {
        s->receive = i2c_recv(s->bus);
        if (command & CR_NACK) {
            i2c_end_transfer(s->bus);
        }
    }
    if (command & CR_STO) {
        i2c_end_transfer(s->bus);
        s->status &= ~SR_BUSY;
    }
    if (command & (CR_WR | CR_RD | CR_STO)) {
        s->status |= SR_IF;
    }
}

static uint64_t ocores_i2c_read(void *opaque, hwaddr offset, unsigned size)
{
    OCoresI2CState *s = opaque;

    switch (offset) {
    case PRER_LOW:
        return s->prescale & 0xff;
    case PRER_HIGH:
        return s->prescale >> 8;
    case CTR:
        return s->control;
    case TXR_RXR:
        return s->receive;
    case CR_SR:
        return s->status;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "ocores-i2c: read of 0x%" PRIx64 "\n",
                      offset);
        return 0;
    }
}

static void ocores_i2c_write(void *opaque, hwaddr offset, uint64_t value,
                             unsigned size)
{
    OCoresI2CState *s = opaque;

    switch (offset) {
    case PRER_LOW:
        s->prescale = deposit32(s->prescale, 0, 8, value);
        break;
    case PRER_HIGH:
        s->prescale = deposit32(s->prescale, 8, 8, value);
        break;
    case CTR:
        s->control = value & (CTR_EN | CTR_IEN);
        break;
    case TXR_RXR:
        s->transmit = value;
        break;
    case CR_SR:
        if (value & CR_IACK) {
            s->status &= ~SR_IF;
        }
        /* Its registers may be mapped longer than its bus is there. */
        if (s->control & CTR_EN && qdev_is_realized(DEVICE(s))) {
            run_command(s, value);
        }
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "ocores-i2c: write of 0x%" PRIx64 "\n",
                      offset);
    }
    ocores_i2c_update(s);
}

static const MemoryRegionOps ocores_i2c_ops = {
    .read = ocores_i2c_read,
    .write = ocores_i2c_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .impl.min_access_size = 4,
    .impl.max_access_size = 4,
};

static void ocores_i2c_reset(DeviceState *dev)
{
    OCoresI2CState *s = OCORES_I2C(dev);

    i2c_end_transfer(s->bus);
    s->prescale = 0xffff;
    s->control = s->transmit = s->receive = s->status = 0;
    ocores_i2c_update(s);
}

static void ocores_i2c_init(Object *obj)
{
    OCoresI2CState *s = OCORES_I2C(obj);

    memory_region_init_io(&s->iomem, obj, &ocores_i2c_ops, s, "ocores-i2c",
                          0x20);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->iomem);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
    s->bus = i2c_init_bus(DEVICE(obj), "i2c");
}

static const VMStateField ocores_i2c_fields[] = {
    VMSTATE_UINT16(prescale, OCoresI2CState),
    VMSTATE_UINT8(control, OCoresI2CState),
    VMSTATE_UINT8(transmit, OCoresI2CState),
    VMSTATE_UINT8(receive, OCoresI2CState),
    VMSTATE_UINT8(status, OCoresI2CState),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_ocores_i2c = {
    .name = TYPE_OCORES_I2C,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = ocores_i2c_fields,
};

static void ocores_i2c_class_init(ObjectClass *oc, const void *data)
{
    device_class_set_legacy_reset(DEVICE_CLASS(oc), ocores_i2c_reset);
    DEVICE_CLASS(oc)->vmsd = &vmstate_ocores_i2c;
}

static const TypeInfo ocores_i2c_info = {
    .name = TYPE_OCORES_I2C,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(OCoresI2CState),
    .instance_init = ocores_i2c_init,
    .class_init = ocores_i2c_class_init,
};

static void ocores_i2c_register_types(void)
{
    type_register_static(&ocores_i2c_info);
}

type_init(ocores_i2c_register_types)
