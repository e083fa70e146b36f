/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/links.c"
#include "../driver.h"

static void complete(const char *type, const char *link)
{
    Object *obj = object_new(type);

    if (link) {
        object_property_set_link(
            obj, link, object_resolve_path("/machine/source", NULL),
            &error_abort);
    }
    user_creatable_complete(USER_CREATABLE(obj), &error_abort);
    object_unref(obj);
}

static void look_at(const char *type, const char *property, const char *other)
{
    Object *viewer = object_new(type);

    object_property_set_str(viewer, property, "/machine/source", &error_abort);
    if (other) {
        object_property_set_str(viewer, property, other, &error_abort);
    }
    if (!strcmp(type, TYPE_VIEWER_OK)) {
        driver_live_and_die(DEVICE(viewer));
    } else {
        object_unref(viewer);
    }
}

static void right(void)
{
    driver_live_and_die(qdev_new(TYPE_DECODER_OK));
    driver_live_and_die(qdev_new(TYPE_COPIER_OK));
    driver_live_and_die(qdev_new(TYPE_BRIDGE_OK));
    driver_live_and_die(qdev_new(TYPE_SPLITTER_OK));
    complete(TYPE_ROUTER_OK, "uplink");
    complete(TYPE_SENSOR_OK, NULL);
    look_at(TYPE_VIEWER_OK, "screen-path", "/machine/other-source");
    look_at(TYPE_VIEWER_OK, "second-path", "/machine/other-source");
}

void scenario(void)
{
    static const char *const devices[] = {
        TYPE_DECODER_BAD, TYPE_COPIER_BAD, TYPE_BRIDGE_BAD, TYPE_SPLITTER_BAD,
    };

    driver_add(qdev_get_machine(), "source");
    driver_add(qdev_get_machine(), "other-source");
    if (scenario_choice("right")) {
        right();
    } else if (scenario_choice("router")) {
        complete(TYPE_ROUTER_BAD, "uplink");
    } else if (scenario_choice("sensor")) {
        complete(TYPE_SENSOR_BAD, NULL);
    } else if (scenario_choice("viewer")) {
        look_at(TYPE_VIEWER_BAD, "screen-path", NULL);
    } else if (scenario_choice("viewer that keeps")) {
        look_at(TYPE_VIEWER_KEPT_BAD, "screen-path", "/machine/other-source");
    } else {
        driver_live_and_die(
            qdev_new(driver_pick(devices, ARRAY_SIZE(devices))));
    }
}
