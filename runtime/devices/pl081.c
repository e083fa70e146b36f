/*
 * The PrimeCell single master DMA controller (PL081), after ARM's technical
 * reference manual: two channels that move memory, or to and from a register
 * that does not count on, by lists of blocks. No requests of peripherals: all
 * flow is memory to memory.
 *
 * A block takes its time, one unit of the source each 10 ns, and is moved when
 * that is over.
 *
 * Lifetime: what a block moves may be unplugged while it is under way. Both
 * ends of it keep the owners of their memory, from the block's start to its
 * end, failure or abort, and unrealize aborts. The address space is of the
 * heap, since its references outlive unrealize by a grace period.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "qapi/error.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "runtime/devices/pl081.h"

enum {
    INT_STATUS = 0x000,
    INT_TC_STATUS = 0x004,
    INT_TC_CLEAR = 0x008,
    INT_ERROR_STATUS = 0x00c,
    INT_ERR_CLR = 0x010,
    RAW_INT_TC_STATUS = 0x014,
    RAW_INT_ERROR_STATUS = 0x018,
    ENBLD_CHNS = 0x01c,
    CONFIGURATION = 0x030,
    SYNC = 0x034,
    CHANNELS = 0x100,
    CHANNEL_SIZE = 0x20,
    PERIPH_ID = 0xfe0,
};

/* Registers of a channel; the first four are also an item of a list. */
enum {
    SRC_ADDR = 0x00,
    DEST_ADDR = 0x04,
    LLI = 0x08,
    CONTROL = 0x0c,
    CHANNEL_CONFIGURATION = 0x10,
};

#define CONTROL_SIZE 0xfff
#define CONTROL_SOURCE_STEPS BIT(26)
#define CONTROL_DESTINATION_STEPS BIT(27)
#define CONTROL_INTERRUPT BIT(31)

#define CHANNEL_ENABLE BIT(0)
#define CHANNEL_ERROR_UNMASKED BIT(14)
#define CHANNEL_END_UNMASKED BIT(15)
#define CHANNEL_ACTIVE BIT(17)
#define CHANNEL_HALT BIT(18)
#define CHANNEL_WRITABLE 0x5fbdf

#define ENABLE BIT(0)

#define UNIT_NS 10

static const uint8_t ids[] = {0x81, 0x10, 0x04, 0x0a, 0x0d, 0xf0, 0x05, 0xb1};

static void try_to_start(PL081Channel *c);

static int number_of(PL081Channel *c)
{
    return c - c->owner->channel;
}

static uint8_t unmasked(PL081State *s, uint8_t raw, uint32_t bit)
{
    uint8_t value = 0;

    for (int n = 0; n < PL081_CHANNELS; n++) {
        if (s->channel[n].config & bit) {
            value |= raw & BIT(n);
        }
    }
    return value;
}

static uint8_t end_status(PL081State *s)
{
    return unmasked(s, s->ended, CHANNEL_END_UNMASKED);
}

static uint8_t error_status(PL081State *s)
{
    return unmasked(s, s->failed, CHANNEL_ERROR_UNMASKED);
}

static void pl081_update(PL081State *s)
{
    bool ended = end_status(s);
    bool failed = error_status(s);

    qemu_set_irq(s->error_irq, failed);
    qemu_set_irq(s->end_irq, ended);
    qemu_set_irq(s->irq, ended || failed);
}

static unsigned source_width(PL081Channel *c)
{
    return 1 << MIN(extract32(c->control, 18, 3), 2);
}

static unsigned destination_width(PL081Channel *c)
{
    return 1 << MIN(extract32(c->control, 21, 3), 2);
}

static unsigned block_size(PL081Channel *c)
{
    return (c->control & CONTROL_SIZE) * source_width(c);
}

static bool map_end(PL081State *s, PL081End *end, hwaddr addr)
{
    hwaddr mapped = end->size;

    end->mapped = address_space_map(s->space, addr, &mapped, end->is_write,
                                    MEMTXATTRS_UNSPECIFIED);
    if (end->mapped && mapped < end->size) {
        address_space_unmap(s->space, end->mapped, mapped, end->is_write, 0);
        end->mapped = NULL;
    }
    return end->mapped != NULL;
}

/* False if not all of it is in one region. */
static bool open_end(PL081State *s, PL081End *end, hwaddr addr, bool steps)
{
    MemoryRegionSection section =
        memory_region_find(s->downstream, addr, end->size);
    bool opened = false;

    if (!section.mr) {
        return false;
    }
    if (int128_get64(section.size) < end->size ||
        section.offset_within_address_space != addr) {
        memory_region_unref(section.mr);
        return false;
    }
    if (!steps || !memory_region_is_ram(section.mr)) {
        end->held = section.mr;
        return true;
    }
    opened = map_end(s, end, addr);
    memory_region_unref(section.mr);
    return opened;
}

/* Of what was mapped to be written, all counts as written, or nothing. */
static void close_end(PL081State *s, PL081End *end, bool done)
{
    if (end->mapped) {
        address_space_unmap(s->space, end->mapped, end->size, end->is_write,
                            done ? end->size : 0);
        end->mapped = NULL;
    }
    memory_region_unref(end->held);
    end->held = NULL;
}

static void stop(PL081Channel *c)
{
    timer_del(&c->timer);
    c->moving = false;
    close_end(c->owner, &c->from, false);
    close_end(c->owner, &c->to, false);
}

static void fail(PL081Channel *c)
{
    PL081State *s = c->owner;

    stop(c);
    c->config &= ~CHANNEL_ENABLE;
    s->failed |= BIT(number_of(c));
    pl081_update(s);
}

/* Unit by unit: what is not memory counts its accesses. */
static bool access_units(PL081State *s, hwaddr addr, uint8_t *bytes,
                         hwaddr size, unsigned width, bool steps, bool is_write)
{
    MemTxResult result = MEMTX_OK;

    for (hwaddr done = 0; done < size; done += width) {
        result |= address_space_rw(s->space, steps ? addr + done : addr,
                                   MEMTXATTRS_UNSPECIFIED, bytes + done, width,
                                   is_write);
    }
    return result == MEMTX_OK;
}

static bool get_bytes(PL081Channel *c, PL081End *from, uint8_t *bytes)
{
    if (from->mapped) {
        memcpy(bytes, from->mapped, from->size);
        return true;
    }
    return access_units(c->owner, c->source, bytes, from->size, source_width(c),
                        c->control & CONTROL_SOURCE_STEPS, false);
}

static bool put_bytes(PL081Channel *c, PL081End *to, uint8_t *bytes)
{
    if (to->mapped) {
        memcpy(to->mapped, bytes, to->size);
        return true;
    }
    return access_units(c->owner, c->destination, bytes, to->size,
                        destination_width(c),
                        c->control & CONTROL_DESTINATION_STEPS, true);
}

/* What it holds is the caller's to close. */
static PL081End take_end(PL081End *end)
{
    PL081End taken = *end;

    end->mapped = NULL;
    end->held = NULL;
    return taken;
}

/*
 * Its writes may reach the registers of its own channel. That may stop it and
 * start another block, so its ends are not the channel's any more.
 */
static bool move_block(PL081Channel *c)
{
    g_autofree uint8_t *bytes = g_malloc0(block_size(c));
    PL081End from = take_end(&c->from);
    PL081End to = take_end(&c->to);
    bool moved = get_bytes(c, &from, bytes) && put_bytes(c, &to, bytes);

    close_end(c->owner, &from, moved);
    close_end(c->owner, &to, moved);
    return moved;
}

/* Registers show where the block has ended. */
static void count_on(PL081Channel *c)
{
    unsigned size = block_size(c);

    if (c->control & CONTROL_SOURCE_STEPS) {
        c->source += size;
    }
    if (c->control & CONTROL_DESTINATION_STEPS) {
        c->destination += size;
    }
    c->control &= ~CONTROL_SIZE;
}

static bool load_item(PL081Channel *c)
{
    uint32_t item[4];

    if (address_space_read(c->owner->space, c->next & ~3u,
                           MEMTXATTRS_UNSPECIFIED, item,
                           sizeof(item)) != MEMTX_OK) {
        return false;
    }
    c->source = item[SRC_ADDR / 4];
    c->destination = item[DEST_ADDR / 4];
    c->next = item[LLI / 4];
    c->control = item[CONTROL / 4];
    return true;
}

static void go_on(PL081Channel *c)
{
    if (!(c->next & ~3u)) {
        c->config &= ~CHANNEL_ENABLE;
    } else if (!load_item(c)) {
        fail(c);
    } else {
        try_to_start(c);
    }
}

static void pl081_block_over(void *opaque)
{
    PL081Channel *c = opaque;
    PL081State *s = c->owner;
    bool moved = move_block(c);

    /* It stopped itself; what the timer waits for is another. */
    if (!c->moving || timer_pending(&c->timer)) {
        return;
    }
    if (!moved) {
        fail(c);
        return;
    }
    c->moving = false;
    if (c->control & CONTROL_INTERRUPT) {
        s->ended |= BIT(number_of(c));
    }
    count_on(c);
    go_on(c);
    pl081_update(s);
}

static bool open_ends(PL081Channel *c)
{
    unsigned size = block_size(c);
    bool source_steps = c->control & CONTROL_SOURCE_STEPS;
    bool destination_steps = c->control & CONTROL_DESTINATION_STEPS;

    c->from.size = c->to.size = size;
    if (size % destination_width(c)) {
        return false;
    }
    /* A register's section is the register, however often it is accessed. */
    if (!source_steps) {
        c->from.size = source_width(c);
    }
    if (!destination_steps) {
        c->to.size = destination_width(c);
    }
    if (!open_end(c->owner, &c->from, c->source, source_steps) ||
        !open_end(c->owner, &c->to, c->destination, destination_steps)) {
        return false;
    }
    c->from.size = c->to.size = size;
    return true;
}

/* Its registers may be mapped longer than it is realized. */
static void try_to_start(PL081Channel *c)
{
    if (c->moving || !c->owner->space || !(c->owner->config & ENABLE) ||
        (c->config & (CHANNEL_ENABLE | CHANNEL_HALT)) != CHANNEL_ENABLE) {
        return;
    }
    if (!(c->control & CONTROL_SIZE) || !open_ends(c)) {
        qemu_log_mask(LOG_GUEST_ERROR, "pl081: a block that cannot be moved\n");
        fail(c);
        return;
    }
    c->moving = true;
    timer_mod_ns(&c->timer, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                                UNIT_NS * (c->control & CONTROL_SIZE));
}

static uint32_t enabled_channels(PL081State *s)
{
    uint32_t value = 0;

    for (int n = 0; n < PL081_CHANNELS; n++) {
        if (s->channel[n].config & CHANNEL_ENABLE) {
            value |= BIT(n);
        }
    }
    return value;
}

/* NULL if the offset is none of a channel's. */
static PL081Channel *channel_at(PL081State *s, hwaddr offset)
{
    if (offset < CHANNELS ||
        offset >= CHANNELS + CHANNEL_SIZE * PL081_CHANNELS) {
        return NULL;
    }
    return &s->channel[(offset - CHANNELS) / CHANNEL_SIZE];
}

static uint32_t read_channel(PL081Channel *c, hwaddr offset)
{
    switch (offset) {
    case SRC_ADDR:
        return c->source;
    case DEST_ADDR:
        return c->destination;
    case LLI:
        return c->next;
    case CONTROL:
        return c->control;
    case CHANNEL_CONFIGURATION:
        return c->config | (c->moving ? CHANNEL_ACTIVE : 0);
    default:
        return 0;
    }
}

/* A channel that is disabled loses what it was moving. */
static void write_channel_config(PL081Channel *c, uint32_t value)
{
    c->config = value & CHANNEL_WRITABLE;
    if (!(c->config & CHANNEL_ENABLE)) {
        stop(c);
    }
    try_to_start(c);
}

static void write_channel(PL081Channel *c, hwaddr offset, uint32_t value)
{
    if (c->moving && offset < CHANNEL_CONFIGURATION) {
        qemu_log_mask(LOG_GUEST_ERROR, "pl081: the channel is active\n");
        return;
    }
    switch (offset) {
    case SRC_ADDR:
        c->source = value;
        break;
    case DEST_ADDR:
        c->destination = value;
        break;
    case LLI:
        c->next = value & ~2u;
        break;
    case CONTROL:
        c->control = value;
        break;
    case CHANNEL_CONFIGURATION:
        write_channel_config(c, value);
        break;
    }
}

static uint64_t pl081_read(void *opaque, hwaddr offset, unsigned size)
{
    PL081State *s = opaque;
    PL081Channel *c = channel_at(s, offset);

    if (c) {
        return read_channel(c, offset % CHANNEL_SIZE);
    }
    if (offset >= PERIPH_ID) {
        return ids[(offset - PERIPH_ID) >> 2];
    }
    switch (offset) {
    case INT_STATUS:
        return end_status(s) | error_status(s);
    case INT_TC_STATUS:
        return end_status(s);
    case INT_ERROR_STATUS:
        return error_status(s);
    case RAW_INT_TC_STATUS:
        return s->ended;
    case RAW_INT_ERROR_STATUS:
        return s->failed;
    case ENBLD_CHNS:
        return enabled_channels(s);
    case CONFIGURATION:
        return s->config;
    case SYNC:
        return 0;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "pl081: read of 0x%" PRIx64 "\n",
                      offset);
        return 0;
    }
}

static void write_config(PL081State *s, uint32_t value)
{
    s->config = value & 0x3;
    for (int n = 0; n < PL081_CHANNELS; n++) {
        if (!(s->config & ENABLE)) {
            stop(&s->channel[n]);
        }
        try_to_start(&s->channel[n]);
    }
}

static void pl081_write(void *opaque, hwaddr offset, uint64_t value,
                        unsigned size)
{
    PL081State *s = opaque;
    PL081Channel *c = channel_at(s, offset);

    if (c) {
        write_channel(c, offset % CHANNEL_SIZE, value);
        pl081_update(s);
        return;
    }
    switch (offset) {
    case INT_TC_CLEAR:
        s->ended &= ~value;
        break;
    case INT_ERR_CLR:
        s->failed &= ~value;
        break;
    case CONFIGURATION:
        write_config(s, value);
        break;
    case SYNC:
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "pl081: write of 0x%" PRIx64 "\n",
                      offset);
    }
    pl081_update(s);
}

static const MemoryRegionOps pl081_ops = {
    .read = pl081_read,
    .write = pl081_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 4,
    .valid.max_access_size = 4,
};

static void abort_all(PL081State *s)
{
    for (int n = 0; n < PL081_CHANNELS; n++) {
        stop(&s->channel[n]);
    }
}

static void pl081_reset(DeviceState *dev)
{
    PL081State *s = PL081(dev);

    abort_all(s);
    for (int n = 0; n < PL081_CHANNELS; n++) {
        PL081Channel *c = &s->channel[n];

        c->source = c->destination = c->next = 0;
        c->control = c->config = 0;
    }
    s->config = 0;
    s->ended = s->failed = 0;
    pl081_update(s);
}

static void pl081_realize(DeviceState *dev, Error **errp)
{
    PL081State *s = PL081(dev);

    if (!s->downstream) {
        error_setg(errp, "pl081: downstream is not set");
        return;
    }
    s->space = g_new0(AddressSpace, 1);
    address_space_init(s->space, s->downstream, "pl081");
}

static void pl081_unrealize(DeviceState *dev)
{
    PL081State *s = PL081(dev);

    abort_all(s);
    g_clear_pointer(&s->space, address_space_destroy_free);
}

static void pl081_init(Object *obj)
{
    PL081State *s = PL081(obj);
    SysBusDevice *sbd = SYS_BUS_DEVICE(obj);

    memory_region_init_io(&s->iomem, obj, &pl081_ops, s, "pl081", 0x1000);
    sysbus_init_mmio(sbd, &s->iomem);
    sysbus_init_irq(sbd, &s->irq);
    sysbus_init_irq(sbd, &s->error_irq);
    sysbus_init_irq(sbd, &s->end_irq);
    for (int n = 0; n < PL081_CHANNELS; n++) {
        PL081Channel *c = &s->channel[n];

        c->owner = s;
        c->to.is_write = true;
        timer_init_ns(&c->timer, QEMU_CLOCK_VIRTUAL, pl081_block_over, c);
    }
}

static int pl081_pre_load(void *opaque)
{
    abort_all(opaque);
    return 0;
}

/* A block that was under way has not moved anything: it begins again. */
static int pl081_post_load(void *opaque, int version_id)
{
    PL081State *s = opaque;

    for (int n = 0; n < PL081_CHANNELS; n++) {
        try_to_start(&s->channel[n]);
    }
    pl081_update(s);
    return 0;
}

static const VMStateField channel_fields[] = {
    VMSTATE_UINT32(source, PL081Channel),
    VMSTATE_UINT32(destination, PL081Channel),
    VMSTATE_UINT32(next, PL081Channel),
    VMSTATE_UINT32(control, PL081Channel),
    VMSTATE_UINT32(config, PL081Channel),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_channel = {
    .name = "pl081-channel",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = channel_fields,
};

static const VMStateField pl081_fields[] = {
    VMSTATE_STRUCT_ARRAY(channel, PL081State, PL081_CHANNELS, 0,
                         vmstate_channel, PL081Channel),
    VMSTATE_UINT32(config, PL081State),
    VMSTATE_UINT8(ended, PL081State),
    VMSTATE_UINT8(failed, PL081State),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_pl081 = {
    .name = TYPE_PL081,
    .version_id = 1,
    .minimum_version_id = 1,
    .pre_load = pl081_pre_load,
    .post_load = pl081_post_load,
    .fields = pl081_fields,
};

static const Property pl081_properties[] = {
    DEFINE_PROP_LINK("downstream", PL081State, downstream, TYPE_MEMORY_REGION,
                     MemoryRegion *),
};

static void pl081_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = pl081_realize;
    dc->unrealize = pl081_unrealize;
    device_class_set_legacy_reset(dc, pl081_reset);
    device_class_set_props(dc, pl081_properties);
    dc->vmsd = &vmstate_pl081;
}

static const TypeInfo pl081_info = {
    .name = TYPE_PL081,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(PL081State),
    .instance_init = pl081_init,
    .class_init = pl081_class_init,
};

static void pl081_register_types(void)
{
    type_register_static(&pl081_info);
}

type_init(pl081_register_types)
