/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * not run: mapper_finalize_bad: the space that it destroys keeps the mapper alive
 */
#include "../../../checks/qom-ref-leak/address_spaces.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_MAPPER_BAD, TYPE_MAPPER_OK, TYPE_PAGER_BAD,
        TYPE_WINDOW_BAD, TYPE_WINDOW_OK,
    };
    const char *card = driver_pick(cards, ARRAY_SIZE(cards));

    driver_introspect(card);
    driver_plug_and_unplug(card);
}
