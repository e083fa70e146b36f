/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/statement_expressions.c"
#include "../driver.h"

static void drop(QIOChannelBuffer *buffer)
{
    object_unref(OBJECT(buffer));
}

void scenario(void)
{
    block_size_ok(8, true);
    block_size_ok(8, false);
    block_size_bad(8, true);
    block_size_bad(8, false);
    block_peek_ok(8);
    block_pick_ok(8, true);
    block_pick_ok(8, false);
    block_both_ok(8);
    block_both_bad(8);
    block_pick_bad(8, true);
    block_exchange_ok(8);
    block_exchange_bad(8);
    block_replace_ok(8);
    block_replace_bad(8);
    drop(block_swap_ok(8, true));
    drop(block_swap_ok(8, false));
    drop(block_swap_bad(8, true));
    drop(block_swap_bad(8, false));
    drop(block_steal_ok(8, true));
    drop(block_steal_ok(8, false));
    drop(block_steal_first_ok(8));
    drop(block_steal_bad(8, true));
    drop(block_steal_bad(8, false));
    if (scenario_choice("peek")) {
        block_peek_bad(8);
    } else if (scenario_choice("pick the small one")) {
        block_pick_bad(8, false);
    }
}
