/*
 * The functions of promises.c as they should be, in ways that look otherwise.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/i2c/i2c.h"
#include "hw/pci/pci_device.h"
#include "hw/sysbus.h"
#include "io/channel-socket.h"
#include "io/channel-tls.h"
#include "qapi/error.h"

/* The names that callers know; these tell what is wrong. */
#define pci_realize_and_unref_ok pci_realize_and_unref
#define i2c_slave_realize_and_unref_ok i2c_slave_realize_and_unref
#define qdev_realize_and_unref_ok qdev_realize_and_unref
#define qemu_free_irq_ok qemu_free_irq
#define sysbus_realize_and_unref_bad sysbus_realize_and_unref
#define i2c_slave_create_simple_ok i2c_slave_create_simple
#define clock_new_ok clock_new
#define qbus_new_ok qbus_new

/* One drop for both outcomes, by a cleanup. */

bool pci_realize_and_unref_ok(PCIDevice *dev, PCIBus *bus, Error **errp)
{
    g_autoptr(Object) own = OBJECT(dev);

    return qdev_realize(DEVICE(own), BUS(bus), errp);
}

/* One drop for all failures, by a label; and another function's for the rest. */

bool i2c_slave_realize_and_unref_ok(I2CSlave *dev, I2CBus *bus, Error **errp)
{
    if (dev->address > 0x7f) {
        error_setg(errp, "address out of range");
        goto fail;
    }
    if (bus->broadcast) {
        error_setg(errp, "the bus is busy");
        goto fail;
    }
    return qdev_realize_and_unref(DEVICE(dev), BUS(bus), errp);

fail:
    object_unref(OBJECT(dev));
    return false;
}

/* Also out of the tree where it fails: that is the parent's. */

bool qdev_realize_and_unref_ok(DeviceState *dev, BusState *bus, Error **errp)
{
    bool realized = qdev_realize(dev, bus, errp);

    if (!realized && OBJECT(dev)->parent) {
        object_unparent(OBJECT(dev));
    }
    object_unref(OBJECT(dev));
    return realized;
}

/* Null has no reference to drop. */

void qemu_free_irq_ok(qemu_irq irq)
{
    if (!irq) {
        return;
    }
    object_unref(OBJECT(irq));
}

/* Unparenting is no drop of ours. */

bool sysbus_realize_and_unref_bad(SysBusDevice *dev, Error **errp) { // expect: qom-ref-leak dev
    /* 1, the caller's, where it fails. */
    if (!qdev_realize(DEVICE(dev), sysbus_get_default(), errp)) {
        object_unparent(OBJECT(dev));
        return false;
    }
    object_unref(OBJECT(dev));
    return true;
}

/* Lent by whoever lends it to us. */

I2CSlave *i2c_slave_create_simple_ok(I2CBus *bus, const char *name, uint8_t addr)
{
    I2CSlave *dev = i2c_slave_new(name, addr);

    i2c_slave_realize_and_unref(dev, bus, &error_abort);
    return dev;
}

/* The cleanup drops ours; what is returned is the parent's. */

Clock *clock_new_ok(Object *parent, const char *name)
{
    g_autoptr(Object) obj = object_new(TYPE_CLOCK);

    object_property_add_child(parent, name, obj);
    return CLOCK(obj);
}

/* A bus without a device is its creator's, and callers know. */

BusState *qbus_new_ok(const char *type_name, DeviceState *parent, const char *name)
{
    BusState *bus = BUS(object_new(type_name));

    bus->name = g_strdup(name);
    if (parent) {
        object_property_add_child(OBJECT(parent), name, OBJECT(bus));
        object_unref(OBJECT(bus));
    }
    return bus;
}

/* The same object in another coat: owned on both paths. */

static QIOChannel *peer_wrap_ok(QIOChannelSocket *sioc, QCryptoTLSCreds *creds,
                                Error **errp)
{
    if (creds) {
        return QIO_CHANNEL(qio_channel_tls_new_client(QIO_CHANNEL(sioc), creds, "peer", errp));
    }
    return QIO_CHANNEL(object_ref(OBJECT(sioc)));
}

/* The reference that a parameter brings is not the function's to judge. */

static QIOChannel *peer_pass_ok(QIOChannelSocket *sioc, QCryptoTLSCreds *creds,
                                Error **errp)
{
    QIOChannelTLS *tls;

    if (!creds) {
        return QIO_CHANNEL(sioc);
    }
    tls = qio_channel_tls_new_client(QIO_CHANNEL(sioc), creds, "peer", errp);
    object_unref(OBJECT(sioc));
    return QIO_CHANNEL(tls);
}

void peer_talk_ok(SocketAddress *addr, QCryptoTLSCreds *creds)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    QIOChannel *ioc;

    if (qio_channel_socket_connect_sync(sioc, addr, NULL) < 0) {
        object_unref(OBJECT(sioc));
        return;
    }
    ioc = peer_wrap_ok(sioc, creds, NULL);
    if (ioc) {
        qio_channel_close(ioc, NULL);
    }
    object_unref(OBJECT(ioc));
    ioc = peer_pass_ok(sioc, creds, NULL);
    object_unref(OBJECT(ioc));
}
