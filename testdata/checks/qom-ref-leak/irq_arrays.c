/*
 * Arrays of lines: one owner frees the array, and with qemu_free_irqs its lines.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/irq.h"

#define CHIMES 3

typedef struct Carillon {
    qemu_irq first, last;
    uint32_t rung;
} Carillon;

static void chime_set(void *opaque, int n, int level)
{
    Carillon *c = opaque;

    c->rung += level;
}

static void chime_test(qemu_irq chime)
{
    qemu_irq_pulse(chime);
}

/* Read, passed on, stored: an element is borrowed from the array. */

void chimes_ring_bad(Carillon *c)
{
    /* 1 of ours, of each of three lines. */
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, CHIMES); // expect: qom-ref-leak chimes

    qemu_irq_raise(chimes[0]);
    for (int i = 0; i < CHIMES; i++) {
        chime_test(chimes[i]);
    }
}

void chimes_ring_ok(Carillon *c)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, CHIMES);

    qemu_irq_raise(chimes[0]);
    for (int i = 0; i < CHIMES; i++) {
        chime_test(chimes[i]);
    }
    qemu_free_irqs(chimes, CHIMES);
}

void chimes_choose_bad(Carillon *c)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, CHIMES); // expect: qom-ref-leak chimes

    c->first = chimes[0];
    c->last = chimes[CHIMES - 1];
}

bool chimes_test_bad(Carillon *c, bool quiet)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, CHIMES); // expect: qom-ref-leak chimes

    if (quiet) {
        return false;
    }
    chime_test(chimes[1]);
    qemu_free_irqs(chimes, CHIMES);
    return true;
}

/* The lines go on with whoever has them, and the array alone is freed. */

void chimes_choose_ok(Carillon *c)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, 2);

    c->first = chimes[0];
    c->last = chimes[1];
    g_free(chimes);
}

void chimes_choose_auto_ok(Carillon *c)
{
    g_autofree qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, 2);

    c->first = chimes[0];
    c->last = chimes[1];
}

static void chimes_forget(qemu_irq *chimes)
{
    g_free(chimes);
}

void chimes_choose_helper_ok(Carillon *c)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, 2);

    c->first = chimes[0];
    c->last = chimes[1];
    chimes_forget(chimes);
}

typedef struct Rope {
    qemu_irq *chimes;
} Rope;

static void rope_end(Rope *rope)
{
    g_free(rope->chimes);
}

void chimes_choose_rope_ok(Carillon *c)
{
    Rope rope = { .chimes = qemu_allocate_irqs(chime_set, c, 2) };

    c->first = rope.chimes[0];
    c->last = rope.chimes[1];
    rope_end(&rope);
}

/* Two lines stay behind that nobody has. */
void FN_chimes_choose_one_bad(Carillon *c)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, CHIMES); // expect: qom-ref-leak chimes

    c->first = chimes[0];
    g_free(chimes);
}

/* Of no lines there is no array. */

void chimes_count_ok(Carillon *c, int n)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, n);

    for (int i = 0; i < n; i++) {
        chime_test(chimes[i]);
    }
    if (n > 0) {
        qemu_free_irqs(chimes, n);
    }
}

void chimes_count_bad(Carillon *c, int n)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, n); // expect: qom-ref-leak chimes

    for (int i = 0; i < n; i++) {
        chime_test(chimes[i]);
    }
    if (n > 1) {
        qemu_free_irqs(chimes, n);
    }
}

/* What grows is the new array's. */

void chimes_extend_ok(Carillon *c)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, 1);

    chimes = qemu_extend_irqs(chimes, 1, chime_set, c, 2);
    qemu_free_irqs(chimes, 3);
}

void chimes_extend_bad(Carillon *c)
{
    qemu_irq *chimes = qemu_extend_irqs(NULL, 0, chime_set, c, 2); // expect: qom-ref-leak chimes

    chime_test(chimes[1]);
}

void chimes_replace_bad(Carillon *c)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, c, 1);

    chime_test(chimes[0]);
    chimes = qemu_allocate_irqs(chime_set, c, 2); // expect: qom-ref-leak chimes
    qemu_free_irqs(chimes, 2);
}

/* A board has its lines once. */

static Carillon tower;

static void tower_init_bad(MachineState *machine)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, &tower, CHIMES); // expect-latent: qom-ref-leak chimes

    tower.first = chimes[0];
}

static void tower_init_ok(MachineState *machine)
{
    qemu_irq *chimes = qemu_allocate_irqs(chime_set, &tower, 2);

    tower.first = chimes[0];
    tower.last = chimes[1];
    g_free(chimes);
}

static void tower_bad(MachineClass *mc)
{
    mc->init = tower_init_bad;
}

static void tower_ok(MachineClass *mc)
{
    mc->init = tower_init_ok;
}

DEFINE_MACHINE("tower-bad", tower_bad)
DEFINE_MACHINE("tower-ok", tower_ok)
