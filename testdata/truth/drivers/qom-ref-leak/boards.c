/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/boards.c"
#include "../driver.h"

/* As a board does it, before anything can be plugged in. */
static void build_and_end(const char *type)
{
    DeviceState *chip = qdev_new(type);

    chip->hotplugged = false;
    if (qdev_realize(chip, NULL, NULL)) {
        object_unparent(OBJECT(chip));
    }
    object_unref(OBJECT(chip));
}

void scenario(void)
{
    MachineState *machine = MACHINE(qdev_get_machine());

    object_class_by_name(MACHINE_TYPE_NAME("panel-ok"));
    object_class_by_name(MACHINE_TYPE_NAME("panel-bad"));
    machine->enable_graphics = scenario_choice("graphics");
    panel_board_init_ok(machine);
    panel_board_init_bad(machine);
    object_class_by_name(MACHINE_TYPE_NAME("block-ok"));
    object_class_by_name(MACHINE_TYPE_NAME("block-bad"));
    block_board_init_ok(machine);
    object_unparent(object_resolve_path_component(OBJECT(machine), "panel"));
    block_board_init_bad(machine);
    build_and_end(TYPE_CHIP "-ok");
    build_and_end(TYPE_CHIP "-bad");
}
