/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/left_to_the_tree.c"
#include "../driver.h"

/* Whoever uses the device. */
void adopt_buffer(QIOChannelBuffer *buffer)
{
    object_unref(OBJECT(buffer));
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_CAMERA_BAD, TYPE_CAMERA_OK,  TYPE_SCANNER_BAD,
        TYPE_SCANNER_OK, TYPE_PRINTER_BAD, TYPE_PRINTER_OK,
    };
    const char *card = driver_pick(cards, ARRAY_SIZE(cards));

    driver_introspect(card);
    driver_plug_and_unplug(card);
}
