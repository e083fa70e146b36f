/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-embedded-ref/storage.c"
#include "../driver.h"

static void resize(void (*resize)(ScalerState *s, uint64_t size))
{
    ScalerState *s = SCALER(object_new(TYPE_SCALER "-banks-ok"));

    resize(s, 0x2000);
    resize(s, 0x100);
    object_unref(OBJECT(s));
}

static void overlay(bool (*overlay)(ScalerState *s, uint64_t size,
                                    Error **errp))
{
    ScalerState *s = SCALER(object_new(TYPE_SCALER "-banks-ok"));

    overlay(s, 0x1000, NULL);
    overlay(s, 0x200000, NULL);
    object_unref(OBJECT(s));
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_SCALER "-banks-bad", TYPE_SCALER "-banks-ok",
        TYPE_SCALER "-pair-bad",  TYPE_SCALER "-pair-ok",
        TYPE_SCALER "-stage-bad", TYPE_SCALER "-stage-ok",
    };

    if (scenario_choice("resize, right")) {
        resize(scaler_resize_ok);
    } else if (scenario_choice("resize")) {
        resize(scaler_resize_bad);
    } else if (scenario_choice("overlay, right")) {
        overlay(scaler_overlay_ok);
    } else if (scenario_choice("overlay")) {
        overlay(scaler_overlay_bad);
    } else if (scenario_choice("probe")) {
        scaler_probe_ok();
        scaler_probe_bad();
    } else {
        driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
    }
}
