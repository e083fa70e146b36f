/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-child-leak/boards.c"
#include "../driver.h"

void scenario(void)
{
    MachineState *machine = MACHINE(qdev_get_machine());

    if (scenario_choice("right")) {
        demo_init_ok(machine);
    } else {
        demo_init_bad(machine);
    }
}
