/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/traps_lifecycle.c"
#include "../driver.h"

static void use_flare(void)
{
    Object *flare = object_new(TYPE_FLARE);

    object_property_set_str(flare, "target", "/nowhere", NULL);
    object_property_set_str(flare, "target", "/machine/target", &error_abort);
    object_unref(flare);
}

static void complete_beacon(uint32_t period)
{
    Object *beacon = object_new(TYPE_BEACON);

    BEACON(beacon)->period = period;
    user_creatable_complete(USER_CREATABLE(beacon), NULL);
    object_unref(beacon);
}

static void realize_twice(const char *type)
{
    DeviceState *dev = qdev_new(type);

    if (qdev_realize(dev, NULL, NULL)) {
        qdev_unrealize(dev);
        object_property_set_bool(OBJECT(dev), "realized", true, NULL);
        object_unparent(OBJECT(dev));
    }
    object_unref(OBJECT(dev));
}

static void use_match(void)
{
    MatchState *match = MATCH(object_new(TYPE_MATCH));

    object_unref(OBJECT(match_strike_ok(match)));
    object_unref(OBJECT(match));
}

void scenario(void)
{
    driver_add(qdev_get_machine(), "target");
    if (scenario_choice("source")) {
        driver_add(qdev_get_machine(), "source");
    }
    if (scenario_choice("realize")) {
        driver_live_and_die(qdev_new(TYPE_LENS));
        driver_live_and_die(qdev_new(TYPE_PRISM_BAD));
        return;
    }
    if (scenario_choice("complete")) {
        complete_beacon(0);
        complete_beacon(1);
        use_flare();
        return;
    }
    driver_introspect(TYPE_LAMP "-small");
    driver_introspect(TYPE_TORCH);
    driver_introspect(TYPE_BULB);
    driver_introspect(TYPE_MATCH);
    use_match();
    realize_twice(TYPE_LASER);
    realize_twice(TYPE_STROBE);
}
