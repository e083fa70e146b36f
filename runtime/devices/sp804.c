/*
 * The dual timer (SP804), after ARM's technical reference manual: two counters
 * that count down with one clock, and one line for both.
 *
 * Lifetime: the timers are embedded and point at the object, so that unrealize
 * must stop them, and finalize again: while the registers are still mapped, the
 * guest may start them. The clock's callback comes before and after each
 * change.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/qdev-clock.h"
#include "qapi/error.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "runtime/devices/sp804.h"

enum {
    LOAD = 0x00,
    VALUE = 0x04,
    CONTROL = 0x08,
    INT_CLR = 0x0c,
    RIS = 0x10,
    MIS = 0x14,
    BG_LOAD = 0x18,
    /* The second counter begins here. */
    STRIDE = 0x20,
    PERIPH_ID = 0xfe0,
};

#define CONTROL_ONE_SHOT BIT(0)
#define CONTROL_32BIT BIT(1)
#define CONTROL_INT_ENABLE BIT(5)
#define CONTROL_PERIODIC BIT(6)
#define CONTROL_ENABLE BIT(7)

static const uint8_t ids[] = {0x04, 0x18, 0x14, 0x00, 0x0d, 0xf0, 0x05, 0xb1};

/* In 2^-32 ns; the prescaler divides by 1, 16 or 256. */
static uint64_t tick(SP804Counter *c)
{
    return clock_get(c->owner->clk) << (4 * extract32(c->control, 2, 2));
}

static bool is_counting(SP804Counter *c)
{
    return c->control & CONTROL_ENABLE && !c->stopped && tick(c);
}

static uint32_t value_now(SP804Counter *c)
{
    uint64_t passed;

    if (!is_counting(c)) {
        return c->count;
    }
    passed = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) - c->since;
    return c->count - ((unsigned __int128)passed << 32) / tick(c);
}

static void sp804_update(SP804State *s)
{
    int level = 0;

    for (int i = 0; i < 2; i++) {
        SP804Counter *c = &s->counters[i];

        level |= c->raw && c->control & CONTROL_INT_ENABLE;
    }
    qemu_set_irq(s->irq, level);
}

static void freeze(SP804Counter *c)
{
    c->count = value_now(c);
    c->since = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    timer_del(&c->timer);
}

static void go_on(SP804Counter *c)
{
    unsigned __int128 left = (unsigned __int128)c->count * tick(c);

    if (is_counting(c)) {
        timer_mod_ns(&c->timer,
                     c->since + (int64_t)((left + UINT32_MAX) >> 32));
    }
}

/* A load of 0 is below the minimum. */
static void begin(SP804Counter *c, uint32_t count)
{
    c->stopped = false;
    c->count = MAX(c->control & CONTROL_32BIT ? count : (uint16_t)count, 1);
    c->since = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
    timer_del(&c->timer);
    go_on(c);
}

static void sp804_expired(void *opaque)
{
    SP804Counter *c = opaque;

    c->raw = true;
    if (c->control & CONTROL_ONE_SHOT) {
        c->count = 0;
        c->stopped = true;
    } else {
        begin(c, c->control & CONTROL_PERIODIC ? c->load : UINT32_MAX);
    }
    sp804_update(c->owner);
}

static void sp804_clock_update(void *opaque, ClockEvent event)
{
    SP804State *s = opaque;

    for (int i = 0; i < 2; i++) {
        if (event == ClockPreUpdate) {
            freeze(&s->counters[i]);
        } else {
            go_on(&s->counters[i]);
        }
    }
}

static uint64_t sp804_read(void *opaque, hwaddr offset, unsigned size)
{
    SP804State *s = opaque;
    SP804Counter *c = &s->counters[offset / STRIDE % 2];

    if (offset >= PERIPH_ID) {
        return ids[(offset - PERIPH_ID) >> 2];
    }
    switch (offset < 2 * STRIDE ? offset % STRIDE : offset) {
    case LOAD:
    case BG_LOAD:
        return c->load;
    case VALUE:
        return value_now(c);
    case CONTROL:
        return c->control;
    case RIS:
        return c->raw;
    case MIS:
        return c->raw && c->control & CONTROL_INT_ENABLE;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "sp804: read of 0x%" PRIx64 "\n",
                      offset);
        return 0;
    }
}

static void sp804_write(void *opaque, hwaddr offset, uint64_t value,
                        unsigned size)
{
    SP804State *s = opaque;
    SP804Counter *c = &s->counters[offset / STRIDE % 2];

    switch (offset < 2 * STRIDE ? offset % STRIDE : offset) {
    case LOAD:
        c->load = value;
        begin(c, value);
        break;
    case BG_LOAD:
        c->load = value;
        break;
    case CONTROL:
        freeze(c);
        c->control = value & 0xef;
        go_on(c);
        break;
    case INT_CLR:
        c->raw = false;
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "sp804: write of 0x%" PRIx64 "\n",
                      offset);
    }
    sp804_update(s);
}

static const MemoryRegionOps sp804_ops = {
    .read = sp804_read,
    .write = sp804_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 4,
    .valid.max_access_size = 4,
};

static void sp804_reset(DeviceState *dev)
{
    SP804State *s = SP804(dev);

    for (int i = 0; i < 2; i++) {
        SP804Counter *c = &s->counters[i];

        timer_del(&c->timer);
        c->control = CONTROL_INT_ENABLE;
        c->count = UINT32_MAX;
        c->load = 0;
        c->stopped = c->raw = false;
    }
    sp804_update(s);
}

static void sp804_realize(DeviceState *dev, Error **errp)
{
    SP804State *s = SP804(dev);

    if (!clock_has_source(s->clk)) {
        error_setg(errp, "sp804: clk is not connected");
    }
}

static void stop_timers(SP804State *s)
{
    timer_del(&s->counters[0].timer);
    timer_del(&s->counters[1].timer);
}

static void sp804_unrealize(DeviceState *dev)
{
    stop_timers(SP804(dev));
}

static void sp804_init(Object *obj)
{
    SP804State *s = SP804(obj);

    memory_region_init_io(&s->iomem, obj, &sp804_ops, s, "sp804", 0x1000);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->iomem);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
    s->clk = qdev_init_clock_in(DEVICE(obj), "clk", sp804_clock_update, s,
                                ClockPreUpdate | ClockUpdate);
    for (int i = 0; i < 2; i++) {
        s->counters[i].owner = s;
        timer_init_ns(&s->counters[i].timer, QEMU_CLOCK_VIRTUAL, sp804_expired,
                      &s->counters[i]);
    }
}

static void sp804_finalize(Object *obj)
{
    stop_timers(SP804(obj));
}

/* What was counted is saved, from when on is not: time goes on elsewhere. */
static int sp804_pre_save(void *opaque)
{
    SP804State *s = opaque;

    for (int i = 0; i < 2; i++) {
        freeze(&s->counters[i]);
        go_on(&s->counters[i]);
    }
    return 0;
}

static int sp804_post_load(void *opaque, int version_id)
{
    SP804State *s = opaque;

    for (int i = 0; i < 2; i++) {
        s->counters[i].since = qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL);
        timer_del(&s->counters[i].timer);
        go_on(&s->counters[i]);
    }
    return 0;
}

static const VMStateField counter_fields[] = {
    VMSTATE_UINT32(count, SP804Counter), VMSTATE_BOOL(stopped, SP804Counter),
    VMSTATE_UINT32(load, SP804Counter),  VMSTATE_UINT32(control, SP804Counter),
    VMSTATE_BOOL(raw, SP804Counter),     VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_counter = {
    .name = "sp804-counter",
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = counter_fields,
};

static const VMStateField sp804_fields[] = {
    VMSTATE_CLOCK(clk, SP804State),
    VMSTATE_STRUCT_ARRAY(counters, SP804State, 2, 0, vmstate_counter,
                         SP804Counter),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_sp804 = {
    .name = TYPE_SP804,
    .version_id = 1,
    .minimum_version_id = 1,
    .pre_save = sp804_pre_save,
    .post_load = sp804_post_load,
    .fields = sp804_fields,
};

static void sp804_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = sp804_realize;
    dc->unrealize = sp804_unrealize;
    device_class_set_legacy_reset(dc, sp804_reset);
    dc->vmsd = &vmstate_sp804;
}

static const TypeInfo sp804_info = {
    .name = TYPE_SP804,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(SP804State),
    .instance_init = sp804_init,
    .instance_finalize = sp804_finalize,
    .class_init = sp804_class_init,
};

static void sp804_register_types(void)
{
    type_register_static(&sp804_info);
}

type_init(sp804_register_types)
