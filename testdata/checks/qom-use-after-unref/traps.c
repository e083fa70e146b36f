/*
 * Right code that looks like a use of something gone.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "hw/sysbus.h"
#include "io/channel-socket.h"
#include "io/channel-tls.h"
#include "qapi/error.h"
#include "qemu/log.h"

#define TYPE_MODEM_BUS "toy-modem-bus"

#define TYPE_MODEM "toy-modem"
OBJECT_DECLARE_SIMPLE_TYPE(ModemState, MODEM)

struct ModemState {
    DeviceState parent_obj;
    uint32_t baud;
};

#define TYPE_CONSOLE "toy-console"
OBJECT_DECLARE_SIMPLE_TYPE(ConsoleState, CONSOLE)

struct ConsoleState {
    SysBusDevice parent_obj;
    MemoryRegion mmio;
};

#define TYPE_RACK "toy-rack"
OBJECT_DECLARE_SIMPLE_TYPE(RackState, RACK)

struct RackState {
    PCIDevice parent_obj;
    BusState *bus;
};

/* The creation reference is consumed, tree and bus keep the device. */
static void rack_plug_realize_ok(PCIDevice *pci, Error **errp)
{
    DeviceState *modem = qdev_new(TYPE_MODEM);

    if (!qdev_realize_and_unref(modem, RACK(pci)->bus, errp)) {
        return;
    }
    MODEM(modem)->baud = 9600;
}

/* With error_fatal there is no other outcome. */
DeviceState *rack_console_ok(hwaddr addr)
{
    DeviceState *dev = qdev_new(TYPE_CONSOLE);

    sysbus_realize_and_unref(SYS_BUS_DEVICE(dev), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(dev), 0, addr);
    return dev;
}

/* Configured after the unref: the parent has it. */
static void rack_child_init_ok(Object *obj)
{
    Object *modem = object_new(TYPE_MODEM);

    object_property_add_child(obj, "modem", modem);
    object_unref(modem);
    MODEM(modem)->baud = 300;
}

/* A consuming realize that fails leaves a device that had a parent before. */
static void rack_child_realize_ok(PCIDevice *pci, Error **errp)
{
    DeviceState *modem = qdev_new(TYPE_MODEM);

    object_property_add_child(OBJECT(pci), "spare", OBJECT(modem));
    if (!qdev_realize_and_unref(modem, RACK(pci)->bus, errp)) {
        object_unparent(OBJECT(modem));
    }
}

/* A pointer's value and a member's address are no uses. */
const char *rack_name_ok(GHashTable *names)
{
    ModemState *probe = MODEM(object_new(TYPE_MODEM));

    object_unref(OBJECT(probe));
    qemu_log_mask(LOG_UNIMP, "probe was at %p, its rate at %p\n",
                  (void *)probe, (void *)&probe->baud);
    return g_hash_table_lookup(names, probe);
}

/* Another object in the same variable. */
unsigned rack_swap_ok(unsigned n)
{
    ModemState *modem = MODEM(object_new(TYPE_MODEM));
    unsigned baud = modem->baud;

    while (n--) {
        object_unref(OBJECT(modem));
        modem = MODEM(object_new(TYPE_MODEM));
        baud += modem->baud;
    }
    object_unref(OBJECT(modem));
    return baud;
}

/* Two references; the first drop is not the last. */
int rack_peek_ok(QIOChannelSocket *sioc)
{
    int fd;

    object_ref(OBJECT(sioc));
    object_ref(OBJECT(sioc));
    object_unref(OBJECT(sioc));
    fd = sioc->fd;
    object_unref(OBJECT(sioc));
    return fd;
}

/* The TLS channel keeps the socket that it wraps. */
int rack_secure_ok(SocketAddress *addr, QCryptoTLSCreds *creds, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    QIOChannelTLS *tioc;
    int fd;

    tioc = qio_channel_tls_new_client(QIO_CHANNEL(sioc), creds, NULL, errp);
    object_unref(OBJECT(sioc));
    if (!tioc) {
        return -1;
    }
    fd = sioc->fd;
    object_unref(OBJECT(tioc));
    return fd;
}

/* Null after the drop, and tested before the use. */
int rack_retry_ok(SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    int fd = -1;

    if (qio_channel_socket_connect_sync(sioc, addr, NULL) < 0) {
        object_unref(OBJECT(sioc));
        sioc = NULL;
    }
    if (sioc) {
        fd = sioc->fd;
        object_unref(OBJECT(sioc));
    }
    return fd;
}

/* The bus keeps a device until a grace period has passed. */
void rack_unplug_ok(PCIDevice *pci)
{
    int slot;

    object_unparent(OBJECT(pci));
    slot = PCI_SLOT(pci->devfn);
    qemu_log_mask(LOG_GUEST_ERROR, "slot %d is empty\n", slot);
}

static void console_init(Object *obj)
{
    ConsoleState *s = CONSOLE(obj);

    memory_region_init(&s->mmio, obj, "console", 0x1000);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->mmio);
}

static void rack_init(Object *obj)
{
    RACK(obj)->bus = qbus_new(TYPE_MODEM_BUS, DEVICE(obj), "modems");
}

static void plug_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = rack_plug_realize_ok;
}

static void child_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = rack_child_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_MODEM_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_MODEM,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(ModemState),
    },
    {
        .name = TYPE_CONSOLE,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(ConsoleState),
        .instance_init = console_init,
    },
    {
        .name = TYPE_RACK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(RackState),
        .instance_init = rack_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_RACK "-plug",
        .parent = TYPE_RACK,
        .class_init = plug_class_init,
    },
    {
        .name = TYPE_RACK "-child",
        .parent = TYPE_RACK,
        .instance_init = rack_child_init_ok,
        .class_init = child_class_init,
    },
};

DEFINE_TYPES(types)
