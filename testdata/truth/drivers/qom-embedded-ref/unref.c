/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-embedded-ref/unref.c"
#include "../driver.h"

void scenario(void)
{
    if (scenario_choice("error")) {
        driver_plug_and_unplug(TYPE_GAUGE "-error-bad");
    } else if (scenario_choice("alias")) {
        driver_plug_and_unplug(TYPE_GAUGE "-alias-bad");
    } else if (scenario_choice("helper")) {
        driver_plug_and_unplug(TYPE_GAUGE "-helper-bad");
    } else if (scenario_choice("scope")) {
        driver_plug_and_unplug(TYPE_GAUGE "-scope-bad");
    } else if (scenario_choice("error, right")) {
        driver_plug_and_unplug(TYPE_GAUGE "-error-ok");
    } else if (scenario_choice("alias, right")) {
        driver_plug_and_unplug(TYPE_GAUGE "-alias-ok");
    } else if (scenario_choice("helper, right")) {
        driver_plug_and_unplug(TYPE_GAUGE "-helper-ok");
    } else if (scenario_choice("scope, right")) {
        driver_plug_and_unplug(TYPE_GAUGE "-scope-ok");
    }
}
