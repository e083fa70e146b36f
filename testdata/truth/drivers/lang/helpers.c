/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/helpers.c"
#include "../driver.h"

void scenario(void)
{
    QIOChannelBuffer *given = qio_channel_buffer_new(8);

    guarded_ok();
    guarded_bad();
    both_flags_ok();
    both_flags_bad();
    bit_ok();
    bit_bad();
    swap_ok();
    swap_bad();
    replace_ok();
    replace_bad();
    scratch_of_ok(NULL);
    scratch_of_ok(given);
    scratch_of_bad(NULL);
    scratch_of_bad(given);
    peer_size_ok(given);
    object_unref(OBJECT(given));
}
