/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/embedded.c"
#include "../driver.h"

static void use_device(const char *type)
{
    driver_introspect(type);
    if (object_class_dynamic_cast(object_class_by_name(type),
                                  TYPE_PCI_DEVICE)) {
        driver_plug_and_unplug(type);
    } else {
        driver_live_and_die(qdev_new(type));
    }
}

void scenario(void)
{
    static const char *const devices[] = {
        TYPE_MOTOR_BAD, TYPE_MOTOR_OK, TYPE_PUMP_BAD, TYPE_PUMP_OK,
        TYPE_BANK_BAD,  TYPE_BANK_OK,  TYPE_CRANE_OK,
        TYPE_WINCH_BAD,
    };

    coil_probe_ok();
    coil_check_ok(0, NULL);
    coil_check_ok(1, NULL);
    coil_measure_ok(2);
    if (scenario_choice("probe")) {
        coil_probe_bad();
    } else if (scenario_choice("check")) {
        coil_check_bad(0, NULL);
        coil_check_bad(1, NULL);
    } else if (scenario_choice("measure")) {
        coil_measure_bad(2);
    } else {
        use_device(driver_pick(devices, ARRAY_SIZE(devices)));
    }
}
