/*
 * A cleanup drops at every end of the scope, so its pointer must be owned. It
 * is reported where the cleanup was written: at the declaration.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/clock.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-core.h"
#include "io/channel-file.h"
#include "qapi/error.h"

/* A borrowed object. */

unsigned device_clock_hz_bad(DeviceState *dev)
{
    /* The device's: looking up takes nothing, the cleanup drops one. */
    g_autoptr(Clock) clk = qdev_get_clock_in(dev, "clk"); // expect: qom-over-unref clk

    return clock_get_hz(clk);
}

unsigned device_clock_hz_ok(DeviceState *dev)
{
    Clock *clk = qdev_get_clock_in(dev, "clk");

    return clock_get_hz(clk);
}

void qmp_clock_check_bad(const char *path, Error **errp)
{
    /* The tree's. */
    g_autoptr(Object) obj = object_resolve_path(path, NULL); // expect: qom-over-unref obj

    if (!obj) {
        error_setg(errp, "nothing at '%s'", path);
    }
}

void qmp_clock_check_ok(const char *path, Error **errp)
{
    g_autoptr(Object) obj = object_ref(object_resolve_path(path, NULL));

    if (!obj) {
        error_setg(errp, "nothing at '%s'", path);
    }
}

/* Given away and cleaned up. */

bool device_plug_bad(const char *type, BusState *bus, Error **errp)
{
    /* 0 of ours after the consuming call, whatever its outcome. */
    g_autoptr(DeviceState) dev = qdev_new(type); // expect: qom-over-unref dev

    return qdev_realize_and_unref(dev, bus, errp);
}

bool device_plug_ok(const char *type, BusState *bus, Error **errp)
{
    g_autoptr(DeviceState) dev = qdev_new(type);

    return qdev_realize(dev, bus, errp);
}
