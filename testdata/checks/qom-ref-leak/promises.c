/*
 * Functions that consume a reference and lose it on one path, and results that
 * are owned on one path and borrowed on another.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/i2c/i2c.h"
#include "hw/pci/pci_device.h"
#include "hw/sysbus.h"
#include "hw/usb.h"
#include "qapi/error.h"

/* The names that callers know; these tell what is wrong. */
#define pci_realize_and_unref_bad pci_realize_and_unref
#define usb_realize_and_unref_ok usb_realize_and_unref
#define i2c_slave_realize_and_unref_bad i2c_slave_realize_and_unref
#define sysbus_realize_and_unref_ok sysbus_realize_and_unref
#define qdev_realize_and_unref_bad qdev_realize_and_unref
#define qemu_free_irq_bad qemu_free_irq
#define memory_region_unref_ok memory_region_unref
#define FN_i2c_slave_create_simple_bad i2c_slave_create_simple

/* The caller's reference comes with the parameter, whatever happens. */

bool pci_realize_and_unref_bad(PCIDevice *dev, PCIBus *bus, Error **errp) { // expect: qom-ref-leak dev
    bool realized = qdev_realize(DEVICE(dev), BUS(bus), errp);

    /* 1, the caller's, which a failure leaves behind. */
    if (realized) {
        object_unref(OBJECT(dev));
    }
    return realized;
}

bool usb_realize_and_unref_ok(USBDevice *dev, USBBus *bus, Error **errp)
{
    bool realized = qdev_realize(DEVICE(dev), BUS(bus), errp);

    object_unref(OBJECT(dev));
    return realized;
}

/* An argument that is checked first. */

bool i2c_slave_realize_and_unref_bad(I2CSlave *dev, I2CBus *bus, Error **errp) { // expect: qom-ref-leak dev
    if (dev->address > 0x7f) {
        error_setg(errp, "address out of range");
        return false;
    }
    return qdev_realize_and_unref(DEVICE(dev), BUS(bus), errp);
}

bool sysbus_realize_and_unref_ok(SysBusDevice *dev, Error **errp)
{
    if (dev->num_mmio > QDEV_MAX_MMIO) {
        error_setg(errp, "too many regions");
        object_unref(OBJECT(dev));
        return false;
    }
    return qdev_realize_and_unref(DEVICE(dev), sysbus_get_default(), errp);
}

/* Not dropped at all. */

bool qdev_realize_and_unref_bad(DeviceState *dev, BusState *bus, Error **errp) { // expect: qom-ref-leak dev
    return qdev_realize(dev, bus, errp);
}

void qemu_free_irq_bad(qemu_irq irq) { // expect: qom-ref-leak irq
    if (irq->n < 0) {
        return;
    }
    object_unref(OBJECT(irq));
}

/* On the owner, where there is one. */

void memory_region_unref_ok(MemoryRegion *mr)
{
    if (mr && mr->owner) {
        object_unref(mr->owner);
    }
}

/* A creator that lends, and is never realized. */

I2CSlave *FN_i2c_slave_create_simple_bad(I2CBus *bus, const char *name, uint8_t addr)
{
    /* 1, which callers believe to be the tree's. */
    I2CSlave *dev = i2c_slave_new(name, addr); // expect: qom-ref-leak dev

    bus->saved_address = addr;
    return dev;
}

/* Owned here, borrowed there, and no way to tell. */

static Object *pool_get_bad(const char *path, const char *type)
{
    Object *obj = object_resolve_path(path, NULL);

    if (obj) {
        return obj;
    }
    /* 1 for the caller, which the line above does not give. */
    return object_new(type); // expect: qom-ref-leak
}

static Object *pool_get_ok(const char *path, const char *type)
{
    Object *obj = object_resolve_path(path, NULL);

    if (obj) {
        return object_ref(obj);
    }
    return object_new(type);
}

/* The other way to make both alike: nobody gets one. */
static Object *pool_lend_ok(Object *pool, const char *name, const char *type)
{
    Object *obj = object_resolve_path_component(pool, name);

    if (obj) {
        return obj;
    }
    obj = object_new(type);
    object_property_add_child(pool, name, obj);
    object_unref(obj);
    return obj;
}

/* With the child property, and still one too many. */
static Object *pool_add_bad(Object *pool, const char *name, const char *type)
{
    Object *obj = object_resolve_path_component(pool, name);

    if (obj) {
        return obj;
    }
    obj = object_new(type);
    object_property_add_child(pool, name, obj);
    /* 2: the pool's, and one for the caller. */
    return obj; // expect: qom-child-leak obj
}

/* Null is neither. */
static Object *pool_find_ok(const char *path, const char *type)
{
    if (!object_class_by_name(type)) {
        return NULL;
    }
    return object_new(type);
}

/* What a caller brings is the caller's: the result stands for it. */
static Object *pool_default_ok(Object *given, const char *path)
{
    return given ? given : object_resolve_path(path, NULL);
}

/* The caller learns which it is, and drops accordingly. */
static Object *pool_open_ok(const char *path, const char *type, bool *owned)
{
    Object *obj = object_resolve_path(path, NULL);

    *owned = !obj;
    return obj ? obj : object_new(type);
}

void pool_peek_ok(void)
{
    bool owned;
    Object *obj = pool_open_ok("/pool/a", "toy-slab", &owned);

    if (owned) {
        object_unref(obj);
    }
}

/* Callers of those that cannot be used right. */
void pool_borrow_bad(void)
{
    /* 1, if it was made. */
    object_set_props(pool_get_bad("/pool/b", "toy-slab"), NULL, NULL); // expect: qom-ref-leak
}

void pool_borrow_child_bad(Object *pool)
{
    /* 1 besides the pool's, if it was made. */
    object_set_props(pool_add_bad(pool, "c", "toy-slab"), NULL, NULL); // expect: qom-child-leak
}

void pool_use_ok(Object *pool, Object *given)
{
    object_unref(pool_get_ok("/pool/d", "toy-slab"));
    object_unref(pool_find_ok("/pool/e", "toy-slab"));
    object_set_props(pool_lend_ok(pool, "f", "toy-slab"), NULL, NULL);
    object_set_props(pool_default_ok(given, "/pool/g"), NULL, NULL);
}
