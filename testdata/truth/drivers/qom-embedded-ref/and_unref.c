/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-embedded-ref/and_unref.c"
#include "../driver.h"

static void channel_remove(ChannelState *channel)
{
    if (OBJECT(channel)->parent) {
        object_unparent(OBJECT(channel));
    }
}

/*
 * The system bus drops its references on the channels after a grace period. A
 * channel that went with the card would have no storage by then, and_unref or
 * not, so the channels go first.
 */
static void plug_and_unplug(const char *type)
{
    PCIDevice *card = pci_new(-1, type);
    AdcState *s = ADC(card);
    int i;

    qdev_realize(DEVICE(card), BUS(driver_pci_bus()), NULL);
    channel_remove(&s->reference);
    for (i = 0; i < NUM_CHANNELS; i++) {
        channel_remove(&s->channel[i]);
    }
    drain_call_rcu();
    object_unparent(OBJECT(card));
    object_unref(OBJECT(card));
    drain_call_rcu();
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_ADC "-reference-bad", TYPE_ADC "-reference-ok",
        TYPE_ADC "-channels-bad",  TYPE_ADC "-channels-ok",
        TYPE_ADC "-eeprom-bad",    TYPE_ADC "-eeprom-ok",
    };

    plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
}
