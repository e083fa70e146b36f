/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/conditional_flags.c"
#include "../driver.h"

void scenario(void)
{
    QIOChannelBuffer *given = qio_channel_buffer_new(8);
    unsigned mode;

    scratch_ok(NULL);
    scratch_ok(given);
    scratch_bad(NULL);
    scratch_bad(given);
    object_unref(OBJECT(given));
    mode = scenario_choice("rom") ? OWN_ROM : 0;
    mode |= scenario_choice("page") ? OWN_PAGE : 0;
    images_ok("/dev/null", mode);
    images_bad("/dev/null", mode);
    lease_use_ok(true);
    lease_use_ok(false);
    lease_use_bad(true);
    mirrored_ok(2);
    mirrored_ok(3);
    nullable_ok("/dev/null");
    if (scenario_choice("lease")) {
        lease_use_bad(false);
    }
}
