/*
 * The UART 16550A, after National Semiconductor's data sheet. Sends at once,
 * receives into 16 characters or one. Its modem lines are those of a peer that
 * is always ready, or its own in loopback.
 *
 * Lifetime: a device without a bus that somebody embeds. From realize to
 * unrealize it has a timer, and two that keep a pointer to it: the character
 * device and the list of resets.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "hw/qdev-properties-system.h"
#include "migration/vmstate.h"
#include "qapi/error.h"
#include "qemu/bitops.h"
#include "qemu/module.h"
#include "system/reset.h"
#include "runtime/devices/serial.h"

/* Two registers have two meanings for reads and writes, two with DLAB. */
enum {
    RBR_THR_DLL = 0,
    IER_DLM = 1,
    IIR_FCR = 2,
    LCR = 3,
    MCR = 4,
    LSR = 5,
    MSR = 6,
    SCR = 7,
};

#define IER_RECEIVED BIT(0)
#define IER_TRANSMITTER BIT(1)
#define IER_LINE BIT(2)
#define IER_MODEM BIT(3)

#define IIR_NONE 0x01
#define IIR_MODEM 0x00
#define IIR_TRANSMITTER 0x02
#define IIR_RECEIVED 0x04
#define IIR_LINE 0x06
#define IIR_TIMEOUT 0x0c
#define IIR_FIFOS 0xc0

#define FCR_ENABLE BIT(0)
#define FCR_CLEAR_RECEIVER BIT(1)

#define LCR_DLAB BIT(7)

#define MCR_DTR BIT(0)
#define MCR_RTS BIT(1)
#define MCR_OUT1 BIT(2)
#define MCR_OUT2 BIT(3)
#define MCR_LOOP BIT(4)

#define LSR_READY BIT(0)
#define LSR_OVERRUN BIT(1)
#define LSR_BREAK BIT(4)
#define LSR_TRANSMITTER (BIT(5) | BIT(6))
#define LSR_ERRORS 0x1e

#define MSR_CTS BIT(4)
#define MSR_DSR BIT(5)
#define MSR_RI BIT(6)
#define MSR_DCD BIT(7)
#define MSR_CHANGES 0x0f
#define MSR_TRAILING_RI BIT(2)

static bool has_fifo(SerialState *s)
{
    return s->fcr & FCR_ENABLE;
}

static unsigned fifo_depth(SerialState *s)
{
    return has_fifo(s) ? SERIAL_FIFO_DEPTH : 1;
}

static unsigned trigger_level(SerialState *s)
{
    static const uint8_t levels[] = {1, 4, 8, 14};

    return has_fifo(s) ? levels[extract32(s->fcr, 6, 2)] : 1;
}

/* The most urgent interrupt that is enabled. */
static uint8_t pending_interrupt(SerialState *s)
{
    if (s->ier & IER_LINE && s->lsr & LSR_ERRORS) {
        return IIR_LINE;
    }
    if (s->ier & IER_RECEIVED && s->fifo_count >= trigger_level(s)) {
        return IIR_RECEIVED;
    }
    if (s->ier & IER_RECEIVED && s->timeout_pending) {
        return IIR_TIMEOUT;
    }
    if (s->ier & IER_TRANSMITTER && s->transmitter_pending) {
        return IIR_TRANSMITTER;
    }
    if (s->ier & IER_MODEM && s->msr & MSR_CHANGES) {
        return IIR_MODEM;
    }
    return IIR_NONE;
}

static void serial_update(SerialState *s)
{
    qemu_set_irq(s->irq, pending_interrupt(s) != IIR_NONE);
}

/* A start bit, 5 to 8 of data, one of parity if enabled, 1 or 2 to stop. */
static int64_t character_time_ns(SerialState *s)
{
    unsigned bits = 1 + 5 + extract32(s->lcr, 0, 2) + extract32(s->lcr, 3, 1) +
                    1 + extract32(s->lcr, 2, 1);

    return NANOSECONDS_PER_SECOND * bits * s->divisor / s->baudbase;
}

/* Four characters of silence, while the FIFO has some. */
static void expect_timeout(SerialState *s)
{
    if (!has_fifo(s) || !s->fifo_count || !s->divisor) {
        timer_del(s->receive_timeout);
        return;
    }
    timer_mod(s->receive_timeout,
              qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) + 4 * character_time_ns(s));
}

static void serial_receive_timeout(void *opaque)
{
    SerialState *s = opaque;

    s->timeout_pending = true;
    serial_update(s);
}

/* An error shows when its character is the next to be read. */
static void show_next(SerialState *s)
{
    if (!s->fifo_count) {
        s->lsr &= ~LSR_READY;
        return;
    }
    s->lsr |= LSR_READY | s->fifo[s->fifo_first] >> 8;
}

static void clear_receiver(SerialState *s)
{
    s->fifo_first = s->fifo_count = 0;
    s->timeout_pending = false;
    show_next(s);
    expect_timeout(s);
}

static void serial_put(SerialState *s, uint16_t character)
{
    if (s->fifo_count == fifo_depth(s)) {
        s->lsr |= LSR_OVERRUN;
        if (!has_fifo(s)) {
            s->fifo[s->fifo_first] = character;
        }
    } else {
        unsigned next = s->fifo_first + s->fifo_count++;

        s->fifo[next % SERIAL_FIFO_DEPTH] = character;
    }
    show_next(s);
    expect_timeout(s);
    serial_update(s);
}

static uint8_t serial_take(SerialState *s)
{
    uint8_t character = s->fifo[s->fifo_first];

    if (!s->fifo_count) {
        return 0;
    }
    s->fifo_first = (s->fifo_first + 1) % SERIAL_FIFO_DEPTH;
    s->fifo_count--;
    s->timeout_pending = false;
    show_next(s);
    expect_timeout(s);
    serial_update(s);
    qemu_chr_fe_accept_input(&s->chr);
    return character;
}

static void serial_send(SerialState *s, uint8_t character)
{
    if (s->mcr & MCR_LOOP) {
        serial_put(s, character);
    } else {
        qemu_chr_fe_write_all(&s->chr, &character, 1);
    }
    s->transmitter_pending = true;
}

static uint8_t modem_lines(SerialState *s)
{
    if (!(s->mcr & MCR_LOOP)) {
        return MSR_CTS | MSR_DSR | MSR_DCD;
    }
    return (s->mcr & MCR_RTS ? MSR_CTS : 0) | (s->mcr & MCR_DTR ? MSR_DSR : 0) |
           (s->mcr & MCR_OUT1 ? MSR_RI : 0) | (s->mcr & MCR_OUT2 ? MSR_DCD : 0);
}

/* Each line's change is remembered, of the ring indicator only its end. */
static void update_modem(SerialState *s)
{
    uint8_t lines = modem_lines(s);
    uint8_t changes = (lines ^ s->msr) >> 4;

    if (lines & MSR_RI) {
        changes &= ~MSR_TRAILING_RI;
    }
    s->msr = lines | (s->msr & MSR_CHANGES) | changes;
}

static void set_fifo_control(SerialState *s, uint8_t value)
{
    bool switched = (s->fcr ^ value) & FCR_ENABLE;

    /* The other bits are heard only along with the enabling one. */
    s->fcr = value & FCR_ENABLE ? value & 0xc9 : 0;
    if (switched || (has_fifo(s) && value & FCR_CLEAR_RECEIVER)) {
        clear_receiver(s);
    }
}

static void set_interrupt_enable(SerialState *s, uint8_t value)
{
    if (value & ~s->ier & IER_TRANSMITTER) {
        s->transmitter_pending = true;
    }
    s->ier = value & 0x0f;
}

static uint8_t take_interrupt(SerialState *s)
{
    uint8_t pending = pending_interrupt(s);

    if (pending == IIR_TRANSMITTER) {
        s->transmitter_pending = false;
        serial_update(s);
    }
    return pending | (has_fifo(s) ? IIR_FIFOS : 0);
}

static uint8_t take_line_status(SerialState *s)
{
    uint8_t value = s->lsr;

    s->lsr &= ~LSR_ERRORS;
    serial_update(s);
    return value;
}

static uint8_t take_modem_status(SerialState *s)
{
    uint8_t value = s->msr;

    s->msr &= ~MSR_CHANGES;
    serial_update(s);
    return value;
}

static uint64_t serial_read(void *opaque, hwaddr offset, unsigned size)
{
    SerialState *s = opaque;
    bool divisor = s->lcr & LCR_DLAB;

    switch (offset) {
    case RBR_THR_DLL:
        return divisor ? s->divisor & 0xff : serial_take(s);
    case IER_DLM:
        return divisor ? s->divisor >> 8 : s->ier;
    case IIR_FCR:
        return take_interrupt(s);
    case LCR:
        return s->lcr;
    case MCR:
        return s->mcr;
    case LSR:
        return take_line_status(s);
    case MSR:
        return take_modem_status(s);
    default:
        return s->scratch;
    }
}

static void write_divisor(SerialState *s, int shift, uint8_t value)
{
    s->divisor = deposit32(s->divisor, shift, 8, value);
    expect_timeout(s);
}

static void serial_write(void *opaque, hwaddr offset, uint64_t value,
                         unsigned size)
{
    SerialState *s = opaque;

    if (s->lcr & LCR_DLAB && offset <= IER_DLM) {
        write_divisor(s, offset == IER_DLM ? 8 : 0, value);
        return;
    }
    switch (offset) {
    case RBR_THR_DLL:
        serial_send(s, value);
        break;
    case IER_DLM:
        set_interrupt_enable(s, value);
        break;
    case IIR_FCR:
        set_fifo_control(s, value);
        break;
    case LCR:
        s->lcr = value;
        break;
    case MCR:
        s->mcr = value & 0x1f;
        update_modem(s);
        qemu_chr_fe_accept_input(&s->chr);
        break;
    case SCR:
        s->scratch = value;
        break;
    }
    serial_update(s);
}

static const MemoryRegionOps serial_ops = {
    .read = serial_read,
    .write = serial_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 1,
    .valid.max_access_size = 1,
};

static int serial_can_receive(void *opaque)
{
    SerialState *s = opaque;

    return s->mcr & MCR_LOOP ? 0 : fifo_depth(s) - s->fifo_count;
}

static void serial_receive(void *opaque, const uint8_t *buf, int size)
{
    for (int i = 0; i < size; i++) {
        serial_put(opaque, buf[i]);
    }
}

static void serial_event(void *opaque, QEMUChrEvent event)
{
    if (event == CHR_EVENT_BREAK && serial_can_receive(opaque)) {
        serial_put(opaque, LSR_BREAK << 8);
    }
}

static void serial_reset(void *opaque)
{
    SerialState *s = opaque;

    s->ier = s->fcr = s->lcr = s->mcr = s->scratch = 0;
    s->divisor = 0;
    s->lsr = LSR_TRANSMITTER;
    s->transmitter_pending = false;
    s->msr = modem_lines(s);
    clear_receiver(s);
    serial_update(s);
}

static void serial_realize(DeviceState *dev, Error **errp)
{
    SerialState *s = SERIAL(dev);

    if (!s->baudbase) {
        error_setg(errp, "serial: baudbase is 0");
        return;
    }
    s->receive_timeout =
        timer_new_ns(QEMU_CLOCK_VIRTUAL, serial_receive_timeout, s);
    qemu_register_reset(serial_reset, s);
    qemu_chr_fe_set_handlers(&s->chr, serial_can_receive, serial_receive,
                             serial_event, NULL, s, NULL, true);
    serial_reset(s);
}

static void serial_unrealize(DeviceState *dev)
{
    SerialState *s = SERIAL(dev);

    qemu_chr_fe_set_handlers(&s->chr, NULL, NULL, NULL, NULL, NULL, NULL, true);
    qemu_unregister_reset(serial_reset, s);
    g_clear_pointer(&s->receive_timeout, timer_free);
}

static void serial_init(Object *obj)
{
    SerialState *s = SERIAL(obj);

    memory_region_init_io(&s->io, obj, &serial_ops, s, "serial",
                          SERIAL_REGISTERS);
}

/* The silence on the line is measured anew. */
static int serial_post_load(void *opaque, int version_id)
{
    SerialState *s = opaque;

    if (s->fifo_first >= SERIAL_FIFO_DEPTH || s->fifo_count > fifo_depth(s)) {
        return -EINVAL;
    }
    expect_timeout(s);
    serial_update(s);
    return 0;
}

static const VMStateField serial_fields[] = {
    VMSTATE_UINT16_ARRAY(fifo, SerialState, SERIAL_FIFO_DEPTH),
    VMSTATE_UINT32(fifo_first, SerialState),
    VMSTATE_UINT32(fifo_count, SerialState),
    VMSTATE_UINT16(divisor, SerialState),
    VMSTATE_UINT8(ier, SerialState),
    VMSTATE_UINT8(fcr, SerialState),
    VMSTATE_UINT8(lcr, SerialState),
    VMSTATE_UINT8(mcr, SerialState),
    VMSTATE_UINT8(lsr, SerialState),
    VMSTATE_UINT8(msr, SerialState),
    VMSTATE_UINT8(scratch, SerialState),
    VMSTATE_BOOL(transmitter_pending, SerialState),
    VMSTATE_BOOL(timeout_pending, SerialState),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_serial = {
    .name = TYPE_SERIAL,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = serial_post_load,
    .fields = serial_fields,
};

static const Property serial_properties[] = {
    DEFINE_PROP_CHR("chardev", SerialState, chr),
    DEFINE_PROP_UINT32("baudbase", SerialState, baudbase, 115200),
};

static void serial_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = serial_realize;
    dc->unrealize = serial_unrealize;
    /* Only an owner gives it a line and a place. */
    dc->user_creatable = false;
    device_class_set_props(dc, serial_properties);
    dc->vmsd = &vmstate_serial;
}

static const TypeInfo serial_info = {
    .name = TYPE_SERIAL,
    .parent = TYPE_DEVICE,
    .instance_size = sizeof(SerialState),
    .instance_init = serial_init,
    .class_init = serial_class_init,
};

static void serial_register_types(void)
{
    type_register_static(&serial_info);
}

type_init(serial_register_types)
