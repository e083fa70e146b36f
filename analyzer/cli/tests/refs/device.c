typedef struct Error Error;
typedef struct Object { void *class_; unsigned ref; struct Object *parent; } Object;
typedef struct BusState { Object parent_obj; } BusState;
typedef struct DeviceState { Object parent_obj; } DeviceState;
typedef struct Clock { Object parent_obj; } Clock;
typedef struct MemoryRegion { Object parent_obj; } MemoryRegion;
typedef struct TypeInfo {
    const char *name, *parent;
    unsigned long instance_size;
    void (*instance_init)(Object *obj);
    void (*instance_finalize)(Object *obj);
} TypeInfo;
typedef void ClockCallback(void *opaque, int event);

#define OBJECT(obj) ((Object *)(obj))
#define DEVICE(obj) ((DeviceState *)(obj))
#define UART(obj) ((UartState *)(obj))

extern Error *error_fatal;
Object *object_new(const char *type);
Object *object_ref(void *obj);
void object_unref(void *obj);
void object_property_add_child(Object *obj, const char *name, Object *child);
DeviceState *qdev_new(const char *type);
_Bool qdev_realize(DeviceState *dev, BusState *bus, Error **errp);
Clock *qdev_init_clock_in(DeviceState *dev, const char *name, ClockCallback *callback, void *opaque, unsigned events);
void memory_region_init(MemoryRegion *mr, Object *owner, const char *name, unsigned long size);
void keep_elsewhere(Object *obj);

typedef struct UartState {
    DeviceState parent_obj;
    Clock *refclk;
    Object *backend, *peer;
    MemoryRegion iomem;
} UartState;

static void uart_update(void *opaque, int event)
{
}

static void uart_init_clocks(UartState *s, DeviceState *dev)
{
    s->refclk = qdev_init_clock_in(dev, "refclk", uart_update, s, 1);
}

static void uart_init(Object *obj)
{
    UartState *s = UART(obj);

    uart_init_clocks(s, DEVICE(obj));
    memory_region_init(&s->iomem, obj, "uart", 4096);
    s->backend = object_new("backend");
}

static void uart_finalize(Object *obj)
{
    UartState *s = UART(obj);

    object_unref(s->backend);
}

const TypeInfo uart_info = {
    .name = "uart",
    .parent = "device",
    .instance_size = sizeof(UartState),
    .instance_init = uart_init,
    .instance_finalize = uart_finalize,
};

void board_create_cpus(Object *soc, int count)
{
    for (int n = 0; n < count; n++) {
        Object *cpu = object_new("cpu");

        object_property_add_child(soc, "cpu[*]", cpu);
        qdev_realize(DEVICE(cpu), 0, &error_fatal);
    }
}

DeviceState *board_create_uart(BusState *bus, Error **errp)
{
    DeviceState *dev = qdev_new("uart");

    if (!qdev_realize(dev, bus, errp)) {
        object_unref(dev);
        return 0;
    }
    return dev;
}

void uart_set_peer(UartState *s, Object *peer)
{
    s->peer = object_ref(peer);
}

void uart_show(Object *peer)
{
    keep_elsewhere(peer);
}
