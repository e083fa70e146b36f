/*
 * Objects of embedded storage that object_initialize made: their one reference
 * is whose the storage is, and has to be dropped for the object to be finalized.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

#define NUM_COILS 3

#define TYPE_COIL "toy-coil"
OBJECT_DECLARE_SIMPLE_TYPE(CoilState, COIL)

struct CoilState {
    Object parent_obj;
    QIOChannelBuffer *trace;
    uint32_t turns;
};

/* On the stack. */

uint32_t FN_coil_probe_bad(void)
{
    CoilState coil;
    uint32_t turns;

    /* 1 of ours; without its drop no finalizer runs, and the trace stays. */
    object_initialize(&coil, sizeof(coil), TYPE_COIL); // expect: qom-ref-leak coil
    turns = coil.turns;
    return turns;
}

uint32_t coil_probe_ok(void)
{
    CoilState coil;
    uint32_t turns;

    object_initialize(&coil, sizeof(coil), TYPE_COIL);
    turns = coil.turns;
    object_unref(&coil);
    return turns;
}

/* On one path. */

bool FN_coil_check_bad(uint32_t turns, Error **errp)
{
    CoilState coil;

    /* 1 when there are too many turns. */
    object_initialize(&coil, sizeof(coil), TYPE_COIL); // expect: qom-ref-leak coil
    if (coil.turns < turns) {
        error_setg(errp, "too many turns");
        return false;
    }
    object_unref(&coil);
    return true;
}

bool coil_check_ok(uint32_t turns, Error **errp)
{
    CoilState coil;

    object_initialize(&coil, sizeof(coil), TYPE_COIL);
    if (coil.turns < turns) {
        error_setg(errp, "too many turns");
        object_unref(&coil);
        return false;
    }
    object_unref(&coil);
    return true;
}

/* In a struct whose type never drops it. */

#define TYPE_MOTOR_BAD "toy-motor-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadMotor, MOTOR_BAD)

struct BadMotor {
    PCIDevice parent_obj;
    CoilState coil;
};

static void motor_init_bad(Object *obj)
{
    BadMotor *s = MOTOR_BAD(obj);

    /* 1 of the motor's, which has no finalizer. */
    object_initialize(&s->coil, sizeof(s->coil), TYPE_COIL); // expect: qom-ref-leak s->coil
    s->coil.turns = 12;
}

#define TYPE_MOTOR_OK "toy-motor-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkMotor, MOTOR_OK)

struct OkMotor {
    PCIDevice parent_obj;
    CoilState coil;
};

static void motor_init_ok(Object *obj)
{
    OkMotor *s = MOTOR_OK(obj);

    object_initialize(&s->coil, sizeof(s->coil), TYPE_COIL);
    s->coil.turns = 12;
}

static void motor_finalize_ok(Object *obj)
{
    object_unref(&MOTOR_OK(obj)->coil);
}

/* Made by instance init, dropped by exit. */

#define TYPE_PUMP_BAD "toy-pump-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPump, PUMP_BAD)

struct BadPump {
    PCIDevice parent_obj;
    CoilState coil;
};

static void pump_init_bad(Object *obj)
{
    BadPump *s = PUMP_BAD(obj);

    /* 1, kept by each pump that is made and never realized. */
    object_initialize(&s->coil, sizeof(s->coil), TYPE_COIL); // expect: qom-ref-leak s->coil
}

static void pump_exit_bad(PCIDevice *pci)
{
    object_unref(&PUMP_BAD(pci)->coil);
}

static void pump_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->exit = pump_exit_bad;
}

/* Made by realize, dropped by exit. */

#define TYPE_PUMP_OK "toy-pump-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkPump, PUMP_OK)

struct OkPump {
    PCIDevice parent_obj;
    CoilState coil;
};

static void pump_realize_ok(PCIDevice *pci, Error **errp)
{
    OkPump *s = PUMP_OK(pci);

    object_initialize(&s->coil, sizeof(s->coil), TYPE_COIL);
}

static void pump_exit_ok(PCIDevice *pci)
{
    object_unref(&PUMP_OK(pci)->coil);
}

static void pump_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = pump_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = pump_exit_ok;
}

/* An array of them. */

#define TYPE_BANK_BAD "toy-coil-bank-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadBank, BANK_BAD)

struct BadBank {
    DeviceState parent_obj;
    CoilState coil[NUM_COILS];
};

static void bank_realize_bad(DeviceState *dev, Error **errp)
{
    BadBank *s = BANK_BAD(dev);
    int i;

    for (i = 0; i < NUM_COILS; i++) {
        /* 1 in each element. */
        object_initialize(&s->coil[i], sizeof(s->coil[i]), TYPE_COIL); // expect: qom-ref-leak s->coil[i]
    }
}

static void bank_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = bank_realize_bad;
}

#define TYPE_BANK_OK "toy-coil-bank-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkBank, BANK_OK)

struct OkBank {
    DeviceState parent_obj;
    CoilState coil[NUM_COILS];
};

static void bank_realize_ok(DeviceState *dev, Error **errp)
{
    OkBank *s = BANK_OK(dev);
    int i;

    for (i = 0; i < NUM_COILS; i++) {
        object_initialize(&s->coil[i], sizeof(s->coil[i]), TYPE_COIL);
    }
}

static void bank_unrealize_ok(DeviceState *dev)
{
    OkBank *s = BANK_OK(dev);
    int i;

    for (i = 0; i < NUM_COILS; i++) {
        object_unref(&s->coil[i]);
    }
}

static void bank_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = bank_realize_ok;
    DEVICE_CLASS(klass)->unrealize = bank_unrealize_ok;
}

/* Initialized by a helper, for its caller. */

static void coil_wind(CoilState *coil, uint32_t turns)
{
    object_initialize(coil, sizeof(*coil), TYPE_COIL);
    coil->turns = turns;
}

uint32_t FN_coil_measure_bad(uint32_t turns)
{
    CoilState coil;

    /* 1, as if made here. */
    coil_wind(&coil, turns); // expect: qom-ref-leak coil
    return coil.turns;
}

uint32_t coil_measure_ok(uint32_t turns)
{
    CoilState coil;

    coil_wind(&coil, turns);
    turns = coil.turns;
    object_unref(&coil);
    return turns;
}

/* The parent's child property holds it: nothing is left for the owner. */

#define TYPE_CRANE_OK "toy-crane-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkCrane, CRANE_OK)

struct OkCrane {
    DeviceState parent_obj;
    CoilState coil;
    CoilState spare;
};

static void crane_init_ok(Object *obj)
{
    OkCrane *s = CRANE_OK(obj);

    object_initialize_child(obj, "coil", &s->coil, TYPE_COIL);
    object_initialize(&s->spare, sizeof(s->spare), TYPE_COIL);
    object_property_add_child(obj, "spare", OBJECT(&s->spare));
    object_unref(&s->spare);
}

/* On some paths the tree takes a reference as well: one is lost, not two. */

#define TYPE_WINCH_BAD "toy-winch-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadWinch, WINCH_BAD)

struct BadWinch {
    DeviceState parent_obj;
    CoilState coil;
    bool shown;
};

static void winch_realize_bad(DeviceState *dev, Error **errp)
{
    BadWinch *s = WINCH_BAD(dev);

    /* 1 of the winch's, whether or not the tree has another. */
    object_initialize(&s->coil, sizeof(s->coil), TYPE_COIL); // expect: qom-child-leak s->coil
    if (!s->shown) {
        return;
    }
    object_property_add_child(OBJECT(s), "coil", OBJECT(&s->coil));
}

static void winch_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = winch_realize_bad;
}

static void coil_init(Object *obj)
{
    COIL(obj)->trace = qio_channel_buffer_new(64);
}

static void coil_finalize(Object *obj)
{
    object_unref(OBJECT(COIL(obj)->trace));
}

static const InterfaceInfo pci_interfaces[] = {
    {INTERFACE_CONVENTIONAL_PCI_DEVICE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_COIL,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(CoilState),
        .instance_init = coil_init,
        .instance_finalize = coil_finalize,
    },
    {
        .name = TYPE_MOTOR_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadMotor),
        .instance_init = motor_init_bad,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_MOTOR_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkMotor),
        .instance_init = motor_init_ok,
        .instance_finalize = motor_finalize_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_PUMP_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadPump),
        .instance_init = pump_init_bad,
        .class_init = pump_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_PUMP_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkPump),
        .class_init = pump_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_BANK_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadBank),
        .class_init = bank_bad_class_init,
    },
    {
        .name = TYPE_BANK_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkBank),
        .class_init = bank_ok_class_init,
    },
    {
        .name = TYPE_CRANE_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkCrane),
        .instance_init = crane_init_ok,
    },
    {
        .name = TYPE_WINCH_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadWinch),
        .class_init = winch_bad_class_init,
    },
};

DEFINE_TYPES(types)
