/*
 * The network controller W5100, after WIZnet's data sheet: four sockets in
 * hardware, each with 2 KB both ways. Here a socket is one of the host's, and
 * only a TCP client; no addresses of its own, no sizes of buffers to choose.
 *
 * Lifetime: w5100_socket.c says what a connection holds.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "qemu/log.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "runtime/devices/w5100_internal.h"

enum {
    MR = 0x0000,
    IR = 0x0015,
    IMR = 0x0016,
    RTR = 0x0017,
    RCR = 0x0019,
    RMSR = 0x001a,
    TMSR = 0x001b,
    SOCKETS = 0x0400,
    SOCKETS_END = 0x0800,
    TX_MEMORY = 0x4000,
    RX_MEMORY = 0x6000,
};

#define MR_RESET BIT(7)

uint8_t *w5100_byte(W5100Socket *sock, unsigned offset)
{
    return &sock->owner->bytes[SOCKETS + sock->number * 0x100 + offset];
}

uint16_t w5100_get16(W5100Socket *sock, unsigned offset)
{
    uint8_t *byte = w5100_byte(sock, offset);

    return byte[0] << 8 | byte[1];
}

void w5100_set16(W5100Socket *sock, unsigned offset, uint16_t value)
{
    uint8_t *byte = w5100_byte(sock, offset);

    byte[0] = value >> 8;
    byte[1] = value;
}

uint8_t *w5100_tx_buffer(W5100Socket *sock)
{
    return &sock->owner->bytes[TX_MEMORY + sock->number * W5100_BUFFER];
}

uint8_t *w5100_rx_buffer(W5100Socket *sock)
{
    return &sock->owner->bytes[RX_MEMORY + sock->number * W5100_BUFFER];
}

static void w5100_update(W5100State *s)
{
    uint8_t pending = 0;

    for (int i = 0; i < W5100_SOCKETS; i++) {
        if (*w5100_byte(&s->sockets[i], SN_IR)) {
            pending |= BIT(i);
        }
    }
    s->bytes[IR] = pending;
    qemu_set_irq(s->irq, (pending & s->bytes[IMR]) != 0);
}

void w5100_raise(W5100Socket *sock, uint8_t bits)
{
    *w5100_byte(sock, SN_IR) |= bits;
    w5100_update(sock->owner);
}

static void w5100_reset(DeviceState *dev)
{
    W5100State *s = W5100(dev);

    for (int i = 0; i < W5100_SOCKETS; i++) {
        w5100_close(&s->sockets[i]);
    }
    memset(s->bytes, 0, TX_MEMORY);
    s->bytes[RTR] = 0x07;
    s->bytes[RTR + 1] = 0xd0;
    s->bytes[RCR] = 8;
    s->bytes[RMSR] = s->bytes[TMSR] = 0x55;
    w5100_update(s);
}

static void write_socket(W5100State *s, hwaddr offset, uint8_t value)
{
    W5100Socket *sock = &s->sockets[(offset - SOCKETS) >> 8];
    unsigned reg = offset & 0xff;

    switch (reg) {
    case SN_CR:
        w5100_command(sock, value);
        break;
    case SN_IR:
        *w5100_byte(sock, SN_IR) &= ~value;
        w5100_update(s);
        break;
    case SN_SR:
    case SN_TX_FSR ... SN_TX_RD + 1:
    case SN_RX_RSR ... SN_RX_RSR + 1:
        qemu_log_mask(LOG_GUEST_ERROR, "w5100: write of 0x%" PRIx64 "\n",
                      offset);
        break;
    default:
        *w5100_byte(sock, reg) = value;
    }
}

static uint64_t w5100_read(void *opaque, hwaddr offset, unsigned size)
{
    return W5100(opaque)->bytes[offset];
}

static void w5100_write(void *opaque, hwaddr offset, uint64_t value,
                        unsigned size)
{
    W5100State *s = opaque;

    if (offset == MR && value & MR_RESET) {
        w5100_reset(DEVICE(s));
    } else if (offset >= SOCKETS && offset < SOCKETS_END) {
        write_socket(s, offset, value);
    } else if (offset < RX_MEMORY && offset != IR) {
        s->bytes[offset] = value;
        w5100_update(s);
    }
}

static const MemoryRegionOps w5100_ops = {
    .read = w5100_read,
    .write = w5100_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .impl.min_access_size = 1,
    .impl.max_access_size = 1,
};

static void w5100_unrealize(DeviceState *dev)
{
    for (int i = 0; i < W5100_SOCKETS; i++) {
        w5100_close(&W5100(dev)->sockets[i]);
    }
}

static void w5100_init(Object *obj)
{
    W5100State *s = W5100(obj);

    memory_region_init_io(&s->iomem, obj, &w5100_ops, s, "w5100", W5100_SIZE);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->iomem);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
    for (int i = 0; i < W5100_SOCKETS; i++) {
        s->sockets[i].owner = s;
        s->sockets[i].number = i;
    }
}

/* No connection moves along: the guest sees that its peers are gone. */
static int w5100_post_load(void *opaque, int version_id)
{
    W5100State *s = opaque;

    for (int i = 0; i < W5100_SOCKETS; i++) {
        W5100Socket *sock = &s->sockets[i];
        bool had_peer = *w5100_byte(sock, SN_SR) > SOCK_INIT;

        w5100_close(sock);
        if (had_peer) {
            w5100_raise(sock, SN_IR_DISCON);
        }
    }
    return 0;
}

static const VMStateField w5100_fields[] = {
    VMSTATE_ARRAY(bytes, W5100State, W5100_SIZE, 0, vmstate_info_uint8,
                  uint8_t),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_w5100 = {
    .name = TYPE_W5100,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = w5100_post_load,
    .fields = w5100_fields,
};

static void w5100_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->unrealize = w5100_unrealize;
    device_class_set_legacy_reset(dc, w5100_reset);
    dc->vmsd = &vmstate_w5100;
}

static const TypeInfo w5100_info = {
    .name = TYPE_W5100,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(W5100State),
    .instance_init = w5100_init,
    .class_init = w5100_class_init,
};

static void w5100_register_types(void)
{
    type_register_static(&w5100_info);
}

type_init(w5100_register_types)
