/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/irq_arrays.c"
#include "../driver.h"

/* Whoever has the lines drops them. */
static void choose(void (*chosen)(Carillon *c))
{
    Carillon c = {};

    chosen(&c);
    qemu_free_irq(c.first);
    qemu_free_irq(c.last);
}

static void choose_and_keep(void (*chosen)(Carillon *c))
{
    static Carillon c;

    chosen(&c);
}

static void ring(void)
{
    static Carillon c;

    chimes_ring_ok(&c);
    chimes_ring_bad(&c);
    chimes_test_bad(&c, scenario_choice("quiet"));
    chimes_extend_ok(&c);
    chimes_extend_bad(&c);
    chimes_replace_bad(&c);
}

static void count(void)
{
    static Carillon c;

    for (int n = 0; n < 3; n++) {
        chimes_count_ok(&c, n);
        chimes_count_bad(&c, n);
    }
}

static void begin_boards(void)
{
    MachineState *machine = MACHINE(qdev_get_machine());

    object_class_by_name(MACHINE_TYPE_NAME("tower-ok"));
    object_class_by_name(MACHINE_TYPE_NAME("tower-bad"));
    if (scenario_choice("bad tower")) {
        tower_init_bad(machine);
    } else {
        tower_init_ok(machine);
        qemu_free_irq(tower.first);
        qemu_free_irq(tower.last);
    }
}

void scenario(void)
{
    if (scenario_choice("choose")) {
        choose(chimes_choose_ok);
        choose(chimes_choose_auto_ok);
        choose(chimes_choose_helper_ok);
        choose(chimes_choose_rope_ok);
        choose_and_keep(chimes_choose_bad);
        choose(FN_chimes_choose_one_bad);
    } else if (scenario_choice("ring")) {
        ring();
    } else if (scenario_choice("count")) {
        count();
    } else {
        begin_boards();
    }
}
