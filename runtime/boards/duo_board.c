/*
 * A board: the chip, memory, a network, and sockets for more harts, which come
 * and go while it runs.
 *
 * Lifetime: the machine is the hotplug handler of harts. It notes what was
 * plugged, without a reference, until the unplug hook. A guest lets a hart go
 * by a write, perhaps of that very hart, so that the rest waits in a bottom
 * half, which holds the hart until then. The regions have no owner: one of the
 * machine's own, mapped into the system's memory, would keep the machine.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "chardev/char.h"
#include "exec/address-spaces.h"
#include "hw/hotplug.h"
#include "hw/irq.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/main-loop.h"
#include "qemu/module.h"
#include "runtime/boards/duo_board.h"

static void ask_to_leave(DuoBoardState *s, uint32_t harts)
{
    s->leaving = harts;
    qemu_set_irq(qdev_get_gpio_in(s->soc, DUO_BOARD_IRQ_POWER), harts != 0);
}

/* Whoever else has unplugged it meanwhile was faster. */
static void finish_unplug(void *opaque)
{
    DeviceState *hart = opaque;

    if (qdev_is_realized(hart)) {
        hotplug_handler_unplug(qdev_get_hotplug_handler(hart), hart,
                               &error_abort);
        object_unparent(OBJECT(hart));
    }
    object_unref(hart);
}

static uint64_t power_read(void *opaque, hwaddr offset, unsigned size)
{
    return DUO_BOARD(opaque)->leaving;
}

static void power_write(void *opaque, hwaddr offset, uint64_t value,
                        unsigned size)
{
    DuoBoardState *s = DUO_BOARD(opaque);

    if (value >= DUO_BOARD_HARTS_MAX || !(s->leaving & BIT(value))) {
        qemu_log_mask(LOG_GUEST_ERROR,
                      "duo-board: nobody asks hart %" PRIu64 " to leave\n",
                      value);
        return;
    }
    ask_to_leave(s, s->leaving & ~BIT(value));
    aio_bh_schedule_oneshot(qemu_get_aio_context(), finish_unplug,
                            object_ref(s->added[value]));
}

static const MemoryRegionOps power_ops = {
    .read = power_read,
    .write = power_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 4,
    .valid.max_access_size = 4,
};

static void hart_pre_plug(HotplugHandler *handler, DeviceState *dev,
                          Error **errp)
{
    DuoBoardState *s = DUO_BOARD(handler);
    uint32_t id = RV32_CPU(dev)->hart_id;

    if (id >= DUO_BOARD_HARTS_MAX || id < DUO_SOC(s->soc)->num_cpus ||
        s->added[id]) {
        error_setg(errp, "duo-board: no socket for hart %u", id);
        return;
    }
    qdev_prop_set_uint32(dev, "reset-pc", DUO_BOARD_RAM);
}

static void hart_plug(HotplugHandler *handler, DeviceState *dev, Error **errp)
{
    DUO_BOARD(handler)->added[RV32_CPU(dev)->hart_id] = dev;
}

static void hart_unplug_request(HotplugHandler *handler, DeviceState *dev,
                                Error **errp)
{
    DuoBoardState *s = DUO_BOARD(handler);

    ask_to_leave(s, s->leaving | BIT(RV32_CPU(dev)->hart_id));
}

static void hart_unplug(HotplugHandler *handler, DeviceState *dev, Error **errp)
{
    DuoBoardState *s = DUO_BOARD(handler);
    uint32_t id = RV32_CPU(dev)->hart_id;

    s->added[id] = NULL;
    ask_to_leave(s, s->leaving & ~BIT(id));
    qdev_unrealize(dev);
}

/* The chip's own harts are soldered. */
static HotplugHandler *get_hotplug_handler(MachineState *machine,
                                           DeviceState *dev)
{
    bool is_added = !object_dynamic_cast(OBJECT(dev)->parent, TYPE_DUO_SOC);

    return object_dynamic_cast(OBJECT(dev), TYPE_RV32_CPU) && is_added
               ? HOTPLUG_HANDLER(machine)
               : NULL;
}

static DeviceState *add_soc(DuoBoardState *s)
{
    Clock *refclk = clock_new(OBJECT(s), "refclk");
    IOThread *iothread = iothread_by_id(DUO_BOARD_IOTHREAD);
    DeviceState *soc = qdev_new(TYPE_DUO_SOC);

    clock_set_hz(refclk, DUO_BOARD_REFCLK_HZ);
    object_property_add_child(OBJECT(s), "soc", OBJECT(soc));
    qdev_connect_clock_in(soc, "refclk", refclk);
    qdev_prop_set_uint32(soc, "reset-pc", DUO_BOARD_RAM);
    if (serial_hd(0)) {
        qdev_prop_set_string(soc, "serial", serial_hd(0)->label);
    }
    if (iothread) {
        object_property_set_link(OBJECT(soc), "iothread", OBJECT(iothread),
                                 &error_abort);
    }
    sysbus_realize_and_unref(SYS_BUS_DEVICE(soc), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(soc), 0, DUO_BOARD_SOC);
    return soc;
}

static void duo_board_init(MachineState *machine)
{
    DuoBoardState *s = DUO_BOARD(machine);

    memory_region_init_ram(&s->ram, NULL, "duo-board.ram", DUO_BOARD_RAM_SIZE,
                           &error_fatal);
    memory_region_add_subregion(get_system_memory(), DUO_BOARD_RAM, &s->ram);
    memory_region_init_io(&s->power, NULL, &power_ops, s, "duo-board.power", 4);
    memory_region_add_subregion(get_system_memory(), DUO_BOARD_POWER,
                                &s->power);
    s->soc = add_soc(s);
    sysbus_create_simple("w5100", DUO_BOARD_NET,
                         qdev_get_gpio_in(s->soc, DUO_BOARD_IRQ_NET));
}

static void duo_board_class_init(ObjectClass *oc, const void *data)
{
    MachineClass *mc = MACHINE_CLASS(oc);
    HotplugHandlerClass *hc = HOTPLUG_HANDLER_CLASS(oc);

    mc->desc = "two harts and sockets for more";
    mc->init = duo_board_init;
    mc->has_hotpluggable_cpus = true;
    mc->get_hotplug_handler = get_hotplug_handler;
    hc->pre_plug = hart_pre_plug;
    hc->plug = hart_plug;
    hc->unplug_request = hart_unplug_request;
    hc->unplug = hart_unplug;
}

static const InterfaceInfo duo_board_interfaces[] = {
    {TYPE_HOTPLUG_HANDLER},
    {NULL},
};

static const TypeInfo duo_board_info = {
    .name = TYPE_DUO_BOARD,
    .parent = TYPE_MACHINE,
    .instance_size = sizeof(DuoBoardState),
    .class_init = duo_board_class_init,
    .interfaces = duo_board_interfaces,
};

static void duo_board_register_types(void)
{
    type_register_static(&duo_board_info);
}

type_init(duo_board_register_types)
