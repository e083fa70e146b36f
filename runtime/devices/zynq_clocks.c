/*
 * The part of a Zynq-7000's system level control registers (UG585) that makes
 * clocks: one PLL of three, the UARTs' reference and the first clock of the
 * programmable logic. Registers are locked until a key is written.
 *
 * Lifetime: the PLL is embedded, a child of this device, and its output is also
 * this device's, as an alias: a strong link.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-clock.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "runtime/devices/zynq_clocks.h"

enum {
    SLCR_LOCK = 0x004,
    SLCR_UNLOCK = 0x008,
    SLCR_LOCKSTA = 0x00c,
    IO_PLL_CTRL = 0x108,
    PLL_STATUS = 0x10c,
    UART_CLK_CTRL = 0x154,
    FPGA0_CLK_CTRL = 0x170,
};

#define LOCK_KEY 0x767b
#define UNLOCK_KEY 0xdf0d

#define PLL_RESET BIT(0)
#define PLL_PWRDWN BIT(1)
#define PLL_BYPASS_FORCE BIT(4)

#define IO_PLL_LOCK BIT(2)
#define IO_PLL_STABLE BIT(5)

#define UART_CLKACT 0x3

static bool pll_runs(ZynqClocksState *s)
{
    return !(s->io_pll_ctrl & (PLL_RESET | PLL_PWRDWN));
}

/* The period behind a divider; 0, no clock, from a PLL that is not here. */
static uint64_t divided(ZynqClocksState *s, uint32_t ctrl, uint32_t divisor)
{
    if (extract32(ctrl, 4, 2) > 1) {
        qemu_log_mask(LOG_UNIMP, "zynq-clocks: only the IO PLL exists\n");
        return 0;
    }
    return clock_get(s->pll) * divisor;
}

static void zynq_clocks_update(void *opaque, ClockEvent event)
{
    ZynqClocksState *s = opaque;
    uint32_t uart = s->uart_clk_ctrl;
    uint32_t fpga = s->fpga0_clk_ctrl;

    clock_update(s->uart_ref, uart & UART_CLKACT
                                  ? divided(s, uart, extract32(uart, 8, 6))
                                  : 0);
    clock_update(
        s->fclk0,
        divided(s, fpga, extract32(fpga, 8, 6) * extract32(fpga, 20, 6)));
}

static void set_pll(ZynqClocksState *s, uint32_t value)
{
    bool bypassed;

    s->io_pll_ctrl = value & 0x7f01b;
    bypassed = !pll_runs(s) || (s->io_pll_ctrl & PLL_BYPASS_FORCE);
    zynq_pll_set_feedback(&s->io_pll,
                          bypassed ? 0 : extract32(s->io_pll_ctrl, 12, 7));
}

static uint64_t zynq_clocks_read(void *opaque, hwaddr offset, unsigned size)
{
    ZynqClocksState *s = opaque;

    switch (offset) {
    case SLCR_LOCKSTA:
        return s->locked;
    case IO_PLL_CTRL:
        return s->io_pll_ctrl;
    case PLL_STATUS:
        return IO_PLL_STABLE | (pll_runs(s) ? IO_PLL_LOCK : 0);
    case UART_CLK_CTRL:
        return s->uart_clk_ctrl;
    case FPGA0_CLK_CTRL:
        return s->fpga0_clk_ctrl;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "zynq-clocks: read of 0x%" PRIx64 "\n",
                      offset);
        return 0;
    }
}

static void zynq_clocks_write(void *opaque, hwaddr offset, uint64_t value,
                              unsigned size)
{
    ZynqClocksState *s = opaque;

    if (offset == SLCR_LOCK || offset == SLCR_UNLOCK) {
        if (value == (offset == SLCR_LOCK ? LOCK_KEY : UNLOCK_KEY)) {
            s->locked = offset == SLCR_LOCK;
        }
        return;
    }
    if (s->locked) {
        qemu_log_mask(LOG_GUEST_ERROR, "zynq-clocks: write while locked\n");
        return;
    }
    switch (offset) {
    case IO_PLL_CTRL:
        set_pll(s, value);
        break;
    case UART_CLK_CTRL:
        s->uart_clk_ctrl = value & 0x3f33;
        zynq_clocks_update(s, ClockUpdate);
        break;
    case FPGA0_CLK_CTRL:
        s->fpga0_clk_ctrl = value & 0x3f03f30;
        zynq_clocks_update(s, ClockUpdate);
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "zynq-clocks: write of 0x%" PRIx64 "\n",
                      offset);
    }
}

static const MemoryRegionOps zynq_clocks_ops = {
    .read = zynq_clocks_read,
    .write = zynq_clocks_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 4,
    .valid.max_access_size = 4,
};

static void zynq_clocks_reset(DeviceState *dev)
{
    ZynqClocksState *s = ZYNQ_CLOCKS(dev);

    s->locked = true;
    s->uart_clk_ctrl = 0x3f03;
    s->fpga0_clk_ctrl = 0x101800;
    set_pll(s, 0x1a008);
    zynq_clocks_update(s, ClockUpdate);
}

static void zynq_clocks_realize(DeviceState *dev, Error **errp)
{
    ZynqClocksState *s = ZYNQ_CLOCKS(dev);

    if (!clock_has_source(s->ps_clk)) {
        error_setg(errp, "zynq-clocks: ps_clk is not connected");
        return;
    }
    qdev_realize(DEVICE(&s->io_pll), NULL, errp);
}

static void zynq_clocks_unrealize(DeviceState *dev)
{
    qdev_unrealize(DEVICE(&ZYNQ_CLOCKS(dev)->io_pll));
}

static void zynq_clocks_init(Object *obj)
{
    ZynqClocksState *s = ZYNQ_CLOCKS(obj);
    DeviceState *dev = DEVICE(obj);
    DeviceState *pll;

    memory_region_init_io(&s->iomem, obj, &zynq_clocks_ops, s, "zynq-clocks",
                          0x1000);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->iomem);

    object_initialize_child(obj, "pll", &s->io_pll, TYPE_ZYNQ_PLL);
    pll = DEVICE(&s->io_pll);
    s->ps_clk = qdev_init_clock_in(dev, "ps_clk", NULL, NULL, 0);
    qdev_connect_clock_in(pll, "in", s->ps_clk);
    s->pll =
        qdev_init_clock_in(dev, "pll_in", zynq_clocks_update, s, ClockUpdate);
    clock_set_source(s->pll, qdev_alias_clock(pll, "out", dev, "io_pll"));
    s->uart_ref = qdev_init_clock_out(dev, "uart_ref");
    s->fclk0 = qdev_init_clock_out(dev, "fclk0");
}

static const VMStateField zynq_clocks_fields[] = {
    VMSTATE_CLOCK(ps_clk, ZynqClocksState),
    VMSTATE_CLOCK(pll, ZynqClocksState),
    VMSTATE_CLOCK(uart_ref, ZynqClocksState),
    VMSTATE_CLOCK(fclk0, ZynqClocksState),
    VMSTATE_BOOL(locked, ZynqClocksState),
    VMSTATE_UINT32(io_pll_ctrl, ZynqClocksState),
    VMSTATE_UINT32(uart_clk_ctrl, ZynqClocksState),
    VMSTATE_UINT32(fpga0_clk_ctrl, ZynqClocksState),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_zynq_clocks = {
    .name = TYPE_ZYNQ_CLOCKS,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = zynq_clocks_fields,
};

static void zynq_clocks_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = zynq_clocks_realize;
    dc->unrealize = zynq_clocks_unrealize;
    device_class_set_legacy_reset(dc, zynq_clocks_reset);
    dc->vmsd = &vmstate_zynq_clocks;
}

static const TypeInfo zynq_clocks_info = {
    .name = TYPE_ZYNQ_CLOCKS,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(ZynqClocksState),
    .instance_init = zynq_clocks_init,
    .class_init = zynq_clocks_class_init,
};

static void zynq_clocks_register_types(void)
{
    type_register_static(&zynq_clocks_info);
}

type_init(zynq_clocks_register_types)
