/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/gifts.c"
#include "../driver.h"

static void end_bad_reel(void)
{
    BadReel *s = REEL_BAD(object_new(TYPE_REEL_BAD));

    reel_bad_load(s, qio_channel_buffer_new(8));
    s->threaded = scenario_choice("threaded");
    object_unref(OBJECT(s));
}

static void end_ok_reel(void)
{
    OkReel *s = REEL_OK(object_new(TYPE_REEL_OK));

    reel_ok_load(s, qio_channel_buffer_new(8));
    if (scenario_choice("threaded")) {
        reel_thread_ok(s);
    }
    object_unref(OBJECT(s));
}

void scenario(void)
{
    if (scenario_choice("bad")) {
        end_bad_reel();
    } else {
        end_ok_reel();
    }
}
