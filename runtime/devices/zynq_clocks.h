/*
 * The clocks of a Zynq-7000.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_ZYNQ_CLOCKS_H
#define QOM_DEVICES_ZYNQ_CLOCKS_H

#include "qemu/osdep.h"
#include "hw/sysbus.h"

/* A multiplier, which lives in the controller. */
#define TYPE_ZYNQ_PLL "zynq-pll"
OBJECT_DECLARE_SIMPLE_TYPE(ZynqPLLState, ZYNQ_PLL)

struct ZynqPLLState {
    DeviceState parent_obj;

    Clock *in;
    Clock *out;
    /* 0 while it is bypassed. */
    unsigned feedback;
};

void zynq_pll_set_feedback(ZynqPLLState *s, unsigned feedback);

/*
 * Clocks: "ps_clk" in; "uart_ref" and "fclk0" out, and the PLL's own output as
 * "io_pll".
 */
#define TYPE_ZYNQ_CLOCKS "zynq-clocks"
OBJECT_DECLARE_SIMPLE_TYPE(ZynqClocksState, ZYNQ_CLOCKS)

struct ZynqClocksState {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    ZynqPLLState io_pll;
    Clock *ps_clk;
    Clock *pll;
    Clock *uart_ref;
    Clock *fclk0;

    bool locked;
    uint32_t io_pll_ctrl;
    uint32_t uart_clk_ctrl;
    uint32_t fpga0_clk_ctrl;
};

#endif
