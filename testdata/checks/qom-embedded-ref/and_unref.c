/*
 * The _and_unref family consumes a reference, and an embedded child has none
 * to give.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/i2c/i2c.h"
#include "hw/pci/pci_device.h"
#include "hw/sysbus.h"
#include "qapi/error.h"

#define NUM_CHANNELS 4

#define TYPE_CHANNEL "toy-adc-channel"
OBJECT_DECLARE_SIMPLE_TYPE(ChannelState, CHANNEL)

struct ChannelState {
    SysBusDevice parent_obj;
    uint32_t value;
};

#define TYPE_EEPROM "toy-eeprom"
OBJECT_DECLARE_SIMPLE_TYPE(EepromState, EEPROM)

struct EepromState {
    I2CSlave parent_obj;
    uint8_t data[16];
};

#define TYPE_ADC "toy-adc"
OBJECT_DECLARE_SIMPLE_TYPE(AdcState, ADC)

struct AdcState {
    PCIDevice parent_obj;
    I2CBus *i2c;
    EepromState eeprom;
    ChannelState reference;
    ChannelState channel[NUM_CHANNELS];
};

/* One child. */

static void adc_reference_realize_bad(PCIDevice *pci, Error **errp)
{
    AdcState *s = ADC(pci);

    /* 2 inside, the child property's and the bus's; one of them goes. */
    if (!sysbus_realize_and_unref(SYS_BUS_DEVICE(&s->reference), errp)) { // expect: qom-embedded-ref
        return;
    }
    s->reference.value = 1 << 15;
}

static void adc_reference_realize_ok(PCIDevice *pci, Error **errp)
{
    AdcState *s = ADC(pci);

    if (!sysbus_realize(SYS_BUS_DEVICE(&s->reference), errp)) {
        return;
    }
    s->reference.value = 1 << 15;
}

/* An array of children. */

static void adc_channels_realize_bad(PCIDevice *pci, Error **errp)
{
    AdcState *s = ADC(pci);
    int i;

    for (i = 0; i < NUM_CHANNELS; i++) {
        /* One too few for each channel. */
        if (!sysbus_realize_and_unref(SYS_BUS_DEVICE(&s->channel[i]), errp)) { // expect: qom-embedded-ref
            return;
        }
    }
}

static void adc_channels_realize_ok(PCIDevice *pci, Error **errp)
{
    AdcState *s = ADC(pci);
    int i;

    for (i = 0; i < NUM_CHANNELS; i++) {
        if (!sysbus_realize(SYS_BUS_DEVICE(&s->channel[i]), errp)) {
            return;
        }
    }
}

/* Another member of the family. */

static void adc_eeprom_realize_bad(PCIDevice *pci, Error **errp)
{
    AdcState *s = ADC(pci);

    i2c_slave_set_address(I2C_SLAVE(&s->eeprom), 0x50);
    /* Consumes the child property's. */
    i2c_slave_realize_and_unref(I2C_SLAVE(&s->eeprom), s->i2c, errp); // expect: qom-embedded-ref
}

static void adc_eeprom_realize_ok(PCIDevice *pci, Error **errp)
{
    AdcState *s = ADC(pci);

    i2c_slave_set_address(I2C_SLAVE(&s->eeprom), 0x50);
    qdev_realize(DEVICE(&s->eeprom), BUS(s->i2c), errp);
}

static void adc_init(Object *obj)
{
    AdcState *s = ADC(obj);
    int i;

    s->i2c = i2c_init_bus(DEVICE(obj), "i2c");
    object_initialize_child(obj, "eeprom", &s->eeprom, TYPE_EEPROM);
    object_initialize_child(obj, "reference", &s->reference, TYPE_CHANNEL);
    for (i = 0; i < NUM_CHANNELS; i++) {
        object_initialize_child(obj, "channel[*]", &s->channel[i],
                                TYPE_CHANNEL);
    }
}

static void reference_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = adc_reference_realize_bad;
}

static void reference_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = adc_reference_realize_ok;
}

static void channels_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = adc_channels_realize_bad;
}

static void channels_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = adc_channels_realize_ok;
}

static void eeprom_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = adc_eeprom_realize_bad;
}

static void eeprom_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = adc_eeprom_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_CHANNEL,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(ChannelState),
    },
    {
        .name = TYPE_EEPROM,
        .parent = TYPE_I2C_SLAVE,
        .instance_size = sizeof(EepromState),
    },
    {
        .name = TYPE_ADC,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(AdcState),
        .instance_init = adc_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_ADC "-reference-bad",
        .parent = TYPE_ADC,
        .class_init = reference_bad_class_init,
    },
    {
        .name = TYPE_ADC "-reference-ok",
        .parent = TYPE_ADC,
        .class_init = reference_ok_class_init,
    },
    {
        .name = TYPE_ADC "-channels-bad",
        .parent = TYPE_ADC,
        .class_init = channels_bad_class_init,
    },
    {
        .name = TYPE_ADC "-channels-ok",
        .parent = TYPE_ADC,
        .class_init = channels_ok_class_init,
    },
    {
        .name = TYPE_ADC "-eeprom-bad",
        .parent = TYPE_ADC,
        .class_init = eeprom_bad_class_init,
    },
    {
        .name = TYPE_ADC "-eeprom-ok",
        .parent = TYPE_ADC,
        .class_init = eeprom_ok_class_init,
    },
};

DEFINE_TYPES(types)
