/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-embedded-ref/traps.c"
#include "../driver.h"

static void use_panel(const char *type)
{
    PanelState *s = PANEL(object_new(type));

    panel_flash_ok(s);
    panel_dim_ok(s);
    panel_trace_ok(s);
    panel_trace_end_ok();
    panel_resize_ok(s, 0x2000);
    panel_overlay_ok(s, true);
    panel_overlay_ok(s, false);
    panel_overlay_ok(s, true);
    panel_refresh_ok(s);
    main_loop_wait(true);
    object_unref(OBJECT(s));
}

void scenario(void)
{
    static const char *const panels[] = {TYPE_PANEL "-bars", TYPE_PANEL "-spare"};
    const char *panel = driver_pick(panels, ARRAY_SIZE(panels));

    driver_set_bus_type(TYPE_LAMP, TYPE_LAMP_BUS);
    if (scenario_choice("plug")) {
        driver_plug_and_unplug(panel);
    } else {
        use_panel(panel);
    }
}
