/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Facts about object lifetime, one a line, as the library shows them that this
 * is linked with: the reference runtime, or QEMU's own QOM and qdev. Both must
 * print the same.
 */
#include "qemu/osdep.h"
#include "qemu/module.h"
#include "qemu/rcu.h"
#include "qapi/error.h"
#include "qapi/qobject-input-visitor.h"
#ifdef PROBE_QEMU_72
#include "qapi/qmp/qdict.h"
#else
#include "qobject/qdict.h"
#endif
#include "qom/object.h"
#include "qom/object_interfaces.h"
#include "hw/clock.h"
#include "hw/irq.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-core.h"
#include "hw/qdev-properties.h"
#include "hw/resettable.h"
#include "probe.h"

#ifdef PROBE_QEMU_72
typedef void ClassData;
#define PROPERTY static Property
#define PROPERTIES_END , DEFINE_PROP_END_OF_LIST()
#define LATE_PHASE_TYPE
#else
typedef const void ClassData;
#define PROPERTY static const Property
#define PROPERTIES_END
#define LATE_PHASE_TYPE , ResetType type
#endif

/* Objects */

#define TYPE_BASE "probe-base"
#define TYPE_LEAF "probe-leaf"
#define TYPE_OWNER "probe-owner"
#define TYPE_SHAPE "probe-shape"

typedef struct Base {
    Object parent;
    Object *strong;
    Object *weak;
    bool on;
} Base;

typedef struct Owner {
    Object parent;
    Base child;
} Owner;

typedef struct ShapeClass {
    InterfaceClass parent;
} ShapeClass;

static void base_init(Object *obj)
{
    Base *base = (Base *)obj;

    object_property_add_link(obj, "strong", TYPE_BASE, &base->strong,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
    object_property_add_link(obj, "weak", TYPE_BASE, &base->weak,
                             object_property_allow_set_link, 0);
    tell("base init");
}

static void base_post_init(Object *obj)
{
    tell("base post-init");
}

static void base_finalize(Object *obj)
{
    tell("base finalize");
}

static void leaf_init(Object *obj)
{
    tell("leaf init");
}

static void leaf_post_init(Object *obj)
{
    tell("leaf post-init");
}

static void leaf_finalize(Object *obj)
{
    tell("leaf finalize");
}

static void base_unparent(Object *obj)
{
    g_autofree char *text =
        g_strdup_printf("unparent hook, count %u, %s parent", obj->ref,
                        obj->parent ? "with" : "without");
    tell(text);
}

static bool get_on(Object *obj, Error **errp)
{
    return ((Base *)obj)->on;
}

static void set_on(Object *obj, bool on, Error **errp)
{
    ((Base *)obj)->on = on;
}

static void tell_release(Object *obj, const char *name, void *opaque)
{
    g_autofree char *text = g_strdup_printf("release %s", name);
    tell(text);
}

static void base_class_init(ObjectClass *klass, ClassData *data)
{
    ObjectProperty *on;

    klass->unparent = base_unparent;
    on = object_class_property_add_bool(klass, "on", get_on, set_on);
    object_property_set_default_bool(on, true);
}

static void leaf_class_init(ObjectClass *klass, ClassData *data)
{
    object_class_property_add(klass, "of-class", "bool", NULL, NULL,
                              tell_release, NULL);
}

static void owner_init(Object *obj)
{
    object_initialize_child(obj, "child", &((Owner *)obj)->child, TYPE_BASE);
}

static void owner_finalize(Object *obj)
{
    g_autofree char *text = g_strdup_printf("owner finalize, child's count %u",
                                            ((Owner *)obj)->child.parent.ref);
    tell(text);
}

static const TypeInfo object_types[] = {
    {.name = TYPE_SHAPE,
     .parent = TYPE_INTERFACE,
     .class_size = sizeof(ShapeClass)},
    {.name = TYPE_BASE,
     .parent = TYPE_OBJECT,
     .instance_size = sizeof(Base),
     .instance_init = base_init,
     .instance_post_init = base_post_init,
     .instance_finalize = base_finalize,
     .class_init = base_class_init,
     .interfaces = (InterfaceInfo[]){{TYPE_SHAPE}, {NULL}}},
    {.name = TYPE_LEAF,
     .parent = TYPE_BASE,
     .instance_init = leaf_init,
     .instance_post_init = leaf_post_init,
     .instance_finalize = leaf_finalize,
     .class_init = leaf_class_init},
    {.name = TYPE_OWNER,
     .parent = TYPE_OBJECT,
     .instance_size = sizeof(Owner),
     .instance_init = owner_init,
     .instance_finalize = owner_finalize},
};

static void probe_life(void)
{
    Object *obj = object_new(TYPE_LEAF);

    fact_story("init order");
    fact("count of a new object", "%u", count(obj));
    fact("object_ref returns its argument", "%d", object_ref(obj) == obj);
    fact("count after object_ref", "%u", count(obj));
    object_unref(obj);
    fact("a class property's default is set", "%d", ((Base *)obj)->on);
    object_property_add(obj, "own", "bool", NULL, NULL, tell_release, NULL);
    object_unref(obj);
    fact_story("order of the end");
    object_unref(object_new(TYPE_LEAF));
    fact_story("another instance of the class");
}

static void probe_release_order(void)
{
    static const char *const names[] = {"alpha", "beta", "gamma", "delta",
                                        "one",   "two",  "three"};
    Object *obj = object_new(TYPE_BASE);
    size_t i;

    for (i = 0; i < ARRAY_SIZE(names); i++) {
        object_property_add(obj, names[i], "bool", NULL, NULL, tell_release,
                            NULL);
    }
    forget_story();
    object_property_del(obj, "gamma");
    fact_story("object_property_del");
    object_unref(obj);
    fact_story("order in which properties are released");
}

static void probe_casts(void)
{
    Object *obj = object_new(TYPE_LEAF);

    fact("a cast to the base keeps the pointer", "%d",
         object_dynamic_cast(obj, TYPE_BASE) == obj);
    fact("a cast to an interface keeps the pointer", "%d",
         object_dynamic_cast(obj, TYPE_SHAPE) == obj);
    fact("a cast to an unknown type", "%s",
         object_dynamic_cast(obj, "probe-none") ? "something" : "null");
    fact("a cast of null", "%s",
         object_dynamic_cast(NULL, TYPE_BASE) ? "something" : "null");
    object_unref(obj);
    forget_story();
}

/* The tree */

static void probe_children(void)
{
    Object *root = object_get_root();
    Object *child = object_new(TYPE_BASE);
    Object *other = object_new(TYPE_BASE);
    Error *err = NULL;
    ObjectProperty *prop = object_property_add_child(root, "child", child);

    fact("type of a child property", "%s", prop->type);
    fact("count after add_child", "%u", count(child));
    fact("a duplicate child", "%s",
         object_property_try_add_child(root, "child", other, &err) ? "added"
                                                                   : "refused");
    fact("its error", "%s", error_text(&err));
    fact("its count", "%u", count(other));
    object_unref(other);
    object_unref(child);
    forget_story();
    fact("count after unref", "%u", count(child));
    object_unparent(child);
    fact_story("unparent of the last reference");

    child = object_new(TYPE_BASE);
    object_property_add_child(root, "child", child);
    forget_story();
    object_unparent(child);
    fact_story("unparent with a reference left");
    fact("count then", "%u", count(child));
    object_unparent(child);
    fact("count after a second unparent", "%u", count(child));
    object_unref(child);
    forget_story();
}

static void probe_embedded(void)
{
    Owner *owner = (Owner *)object_new(TYPE_OWNER);
    Base *kept;

    forget_story();
    fact("count of an embedded child", "%u", count(&owner->child));
    fact("it has a free hook", "%d", owner->child.parent.free != NULL);
    object_unref(OBJECT(owner));
    fact_story("end of its owner");

    owner = g_new(Owner, 1);
    object_initialize(owner, sizeof(*owner), TYPE_OWNER);
    kept = &owner->child;
    object_ref(OBJECT(kept));
    forget_story();
    object_unref(OBJECT(owner));
    fact_story("end of its owner, with one more reference on it");
    object_unref(OBJECT(kept));
    fact_story("that reference is dropped");
    g_free(owner);
}

static void probe_with_props(void)
{
    Object *root = object_get_root();
    Error *err = NULL;
    Object *obj;

    obj = object_new_with_props(TYPE_BASE, root, "x", &error_abort, "on", "off",
                                NULL);
    fact("count with properties and a parent", "%u", count(obj));
    fact("a property that was given as text", "%d", ((Base *)obj)->on);
    object_unparent(obj);
    forget_story();
    object_new_with_props(TYPE_BASE, root, NULL, &error_abort, NULL);
    fact_story("with properties and without a name");
    obj = object_new_with_props(TYPE_BASE, root, "x", &err, "none", "1", NULL);
    fact("with a property that is not there", "%s", obj ? "made" : "null");
    fact("its error", "%s", error_text(&err));
    fact_story("what became of it");
}

static void probe_paths(void)
{
    Object *root = object_get_root();
    Object *a = object_new(TYPE_BASE);
    Object *b = object_new(TYPE_BASE);
    Object *loose = object_new(TYPE_BASE);
    g_autofree char *path = NULL;
    bool ambiguous = false;

    object_property_add_child(root, "a", a);
    object_property_add_child(a, "b", b);
    path = object_get_canonical_path(b);
    fact("a path", "%s", path);
    fact("from the path", "%d", object_resolve_path(path, NULL) == b);
    fact("from a part of it", "%d", object_resolve_path("b", NULL) == b);
    fact("from nothing that is there", "%s",
         object_resolve_path("/a/none", NULL) ? "something" : "null");
    object_resolve_path_type("", TYPE_BASE, &ambiguous);
    fact("two objects of one type are ambiguous", "%d", ambiguous);
    fact("path of an object without a parent", "%s",
         object_get_canonical_path(loose) ? "something" : "null");
    object_unparent(a);
    object_unref(a);
    object_unref(b);
    object_unref(loose);
    forget_story();
}

static void probe_names(void)
{
    Object *obj = object_new(TYPE_BASE);
    ObjectProperty *first =
        object_property_add(obj, "x[*]", "bool", NULL, NULL, NULL, NULL);
    ObjectProperty *second =
        object_property_add(obj, "x[*]", "bool", NULL, NULL, NULL, NULL);
    Error *err = NULL;

    fact("names of a starred property", "%s %s", first->name, second->name);
    object_property_set_bool(obj, "none", true, &err);
    fact("no such property", "%s", error_text(&err));
    object_property_set_bool(obj, "x[0]", true, &err);
    fact("a property without a setter", "%s", error_text(&err));
    object_unref(obj);
    forget_story();
}

/* Links and aliases */

static void probe_links(void)
{
    Object *root = object_get_root();
    Object *obj = object_new(TYPE_BASE);
    Object *first = object_new(TYPE_BASE);
    Object *second = object_new(TYPE_BASE);
    Base storage;
    Error *err = NULL;
    bool done;

    object_property_add_child(root, "first", first);
    object_unref(first);
    fact("type of a link property", "%s",
         object_property_find(obj, "strong")->type);
    object_property_set_link(obj, "strong", first, &error_abort);
    fact("count of a strong link's target", "%u", count(first));
    fact("count after object_property_get_link", "%u",
         count(object_property_get_link(obj, "strong", &error_abort)));
    done = object_property_set_link(obj, "strong", second, &err);
    fact("linking an object without a path succeeds", "%d", done);
    fact("and the link is", "%s", ((Base *)obj)->strong ? "set" : "null");
    fact("count of the old target", "%u", count(first));
    done = object_property_set_link(obj, "strong", root, &err);
    fact("linking an object of another type", "%s",
         done ? "done" : error_text(&err));
    object_property_set_link(obj, "weak", first, &error_abort);
    object_property_add_const_link(obj, "const", first);
    fact("count with a weak and a const link", "%u", count(first));
    object_initialize(&storage, sizeof(storage), TYPE_BASE);
    storage.strong = object_ref(first);
    object_unref(OBJECT(&storage));
    fact("count after the end of a strong link that was set by hand", "%u",
         count(first));
    fact("the slot after the end", "%s",
         storage.strong == first ? "unchanged" : "changed");
    object_property_add_alias(obj, "alias", root, "first");
    fact("type of an alias of a child", "%s",
         object_property_find(obj, "alias")->type);
    fact("count with an alias", "%u", count(first));
    object_unref(obj);
    object_unparent(first);
    object_unref(second);
    forget_story();
}

/* What users make */

#define TYPE_MADE "probe-made"

static bool fail_complete;

static void made_complete(UserCreatable *uc, Error **errp)
{
    if (fail_complete) {
        error_setg(errp, "cannot complete");
    }
}

static void made_class_init(ObjectClass *klass, ClassData *data)
{
    USER_CREATABLE_CLASS(klass)->complete = made_complete;
}

static const TypeInfo made_type = {
    .name = TYPE_MADE,
    .parent = TYPE_BASE,
    .class_init = made_class_init,
    .interfaces = (InterfaceInfo[]){{TYPE_USER_CREATABLE}, {NULL}},
};

static void probe_user_creatable(void)
{
    QDict *dict = qdict_new();
    Visitor *v = qobject_input_visitor_new_keyval(QOBJECT(dict));
    Error *err = NULL;
    Object *obj;

    obj = user_creatable_add_type(TYPE_MADE, "m", dict, v, &error_abort);
    fact("count of a user's object, with an id", "%u", count(obj));
    object_unref(obj);
    forget_story();
    object_unparent(obj);
    fact_story("its end");
    obj = user_creatable_add_type(TYPE_MADE, NULL, dict, v, &error_abort);
    fact("without an id", "%u", count(obj));
    object_unref(obj);
    forget_story();
    fail_complete = true;
    obj = user_creatable_add_type(TYPE_MADE, "m", dict, v, &err);
    fact("that cannot complete", "%s", obj ? "made" : error_text(&err));
    fact_story("what became of it");
    fail_complete = false;
    visit_free(v);
    qobject_unref(dict);
}

/* Devices */

#define TYPE_PROBE_BUS "probe-bus"
#define TYPE_HOST "probe-host"
#define TYPE_DEV "probe-dev"
#define TYPE_FIXED "probe-fixed"

typedef struct Host {
    DeviceState parent;
    BusState bus;
} Host;

typedef struct Dev {
    DeviceState parent;
    Clock *in;
    Clock *out;
    Clock *link;
    qemu_irq line;
} Dev;

static const char *fail_at;

static bool fails_at(const char *where, Error **errp)
{
    tell(where);
    if (!fail_at || strcmp(fail_at, where)) {
        return false;
    }
    error_setg(errp, "failed at %s", where);
    return true;
}

static bool bus_check_address(BusState *bus, DeviceState *dev, Error **errp)
{
    return !fails_at("check address", errp);
}

static void bus_realize(BusState *bus, Error **errp)
{
    fails_at("bus realize", errp);
}

static void bus_unrealize(BusState *bus)
{
    tell("bus unrealize");
}

static void bus_class_init(ObjectClass *klass, ClassData *data)
{
    BUS_CLASS(klass)->check_address = bus_check_address;
    BUS_CLASS(klass)->realize = bus_realize;
    BUS_CLASS(klass)->unrealize = bus_unrealize;
}

static void host_init(Object *obj)
{
    qbus_init(&((Host *)obj)->bus, sizeof(BusState), TYPE_PROBE_BUS,
              DEVICE(obj), "bus");
}

static void host_unrealize(DeviceState *dev)
{
    tell("host unrealize");
}

static void host_class_init(ObjectClass *klass, ClassData *data)
{
    DEVICE_CLASS(klass)->unrealize = host_unrealize;
}

static void clock_changed(void *opaque, ClockEvent event)
{
    tell(event == ClockPreUpdate ? "before update" : "after update");
}

static void dev_init(Object *obj)
{
    Dev *dev = (Dev *)obj;

    dev->in = qdev_init_clock_in(&dev->parent, "in", clock_changed, dev,
                                 ClockPreUpdate | ClockUpdate);
    /* One reference is ours: whether there is another in the finalizer is what
     * differs between versions. */
    dev->out = qdev_init_clock_out(&dev->parent, "out");
    object_ref(OBJECT(dev->out));
}

static void dev_finalize(Object *obj)
{
    g_autofree char *text =
        g_strdup_printf("dev finalize, clock in %u, out %u",
                        count(((Dev *)obj)->in), count(((Dev *)obj)->out) - 1);
    tell(text);
    object_unref(OBJECT(((Dev *)obj)->out));
}

static void dev_realize(DeviceState *dev, Error **errp)
{
    fails_at("realize", errp);
}

static void dev_unrealize(DeviceState *dev)
{
    tell("unrealize");
}

static void dev_enter(Object *obj, ResetType type)
{
    tell("enter");
}

static void dev_hold(Object *obj LATE_PHASE_TYPE)
{
    tell("hold");
}

static void dev_exit(Object *obj LATE_PHASE_TYPE)
{
    tell("exit");
}

PROPERTY dev_props[] = {DEFINE_PROP_LINK("link", Dev, link, TYPE_CLOCK, Clock *)
                            PROPERTIES_END};

static void dev_class_init(ObjectClass *klass, ClassData *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);
    ResettableClass *rc = RESETTABLE_CLASS(klass);

    dc->bus_type = TYPE_PROBE_BUS;
    dc->realize = dev_realize;
    dc->unrealize = dev_unrealize;
    rc->phases.enter = dev_enter;
    rc->phases.hold = dev_hold;
    rc->phases.exit = dev_exit;
    device_class_set_props(dc, dev_props);
}

static void fixed_class_init(ObjectClass *klass, ClassData *data)
{
    DEVICE_CLASS(klass)->hotpluggable = false;
}

static const TypeInfo device_types[] = {
    {.name = TYPE_PROBE_BUS,
     .parent = TYPE_BUS,
     .instance_size = sizeof(BusState),
     .class_init = bus_class_init},
    {.name = TYPE_HOST,
     .parent = TYPE_DEVICE,
     .instance_size = sizeof(Host),
     .instance_init = host_init,
     .class_init = host_class_init},
    {.name = TYPE_DEV,
     .parent = TYPE_DEVICE,
     .instance_size = sizeof(Dev),
     .instance_init = dev_init,
     .instance_finalize = dev_finalize,
     .class_init = dev_class_init},
    {.name = TYPE_FIXED, .parent = TYPE_DEV, .class_init = fixed_class_init},
};

static Host *host_new(const char *name)
{
    Host *host = (Host *)qdev_new(TYPE_HOST);

    object_property_add_child(object_get_root(), name, OBJECT(host));
    object_unref(OBJECT(host));
    qdev_realize(DEVICE(host), NULL, &error_abort);
    forget_story();
    return host;
}

static void host_drop(Host *host)
{
    object_unparent(OBJECT(host));
    drain_call_rcu();
    forget_story();
}

static void probe_clocks(void)
{
    Object *root = object_get_root();
    DeviceState *dev = qdev_new(TYPE_DEV);
    DeviceState *other = qdev_new(TYPE_DEV);
    Clock *source = clock_new(root, "source");
    Clock *in = ((Dev *)dev)->in;

    fact("count after clock_new", "%u", count(source));
    fact("count of an input clock", "%u", count(in));
    fact("count of an output clock", "%u", count(((Dev *)dev)->out) - 1);
    qdev_alias_clock(dev, "in", other, "theirs");
    fact("count of an aliased clock", "%u", count(in));
    object_unref(OBJECT(other));
    fact_story("end of a device");
    fact("count without the alias", "%u", count(in));
    clock_set_source(in, source);
    fact("counts of a connection", "%u %u", count(in), count(source));
    clock_update_hz(source, 1000);
    fact_story("an update");
    fact("the period follows", "%d", clock_get(in) == clock_get(source));
    object_property_add_child(root, "dev", OBJECT(dev));
    object_property_set_link(OBJECT(dev), "link", OBJECT(source), &error_abort);
    fact("count of a device's link", "%u", count(source));
    object_unparent(OBJECT(in));
    fact("count of an unparented input", "%u", count(in));
    clock_update_hz(source, 2000);
    fact_story("an update then");
    object_unparent(OBJECT(dev));
    object_unref(OBJECT(dev));
    forget_story();
    fact("count after the device's end", "%u", count(source));
    object_unparent(OBJECT(source));
}

static void probe_lines(void)
{
    qemu_irq line = qemu_allocate_irq(NULL, NULL, 0);

    fact("count of an allocated line", "%u", count(line));
    qemu_free_irq(line);
}

static void line_set(void *opaque, int n, int level)
{
    g_autofree char *text = g_strdup_printf("line %d is %d", n, level);

    tell(text);
}

static void probe_gpio(void)
{
    DeviceState *dev = qdev_new(TYPE_DEV);
    DeviceState *other = qdev_new(TYPE_DEV);
    DeviceState *container = qdev_new(TYPE_DEV);
    qemu_irq out[2], line, loose;

    /* Links go by paths. */
    object_property_add_child(object_get_root(), "dev", OBJECT(dev));
    object_property_add_child(object_get_root(), "other", OBJECT(other));
    qdev_init_gpio_in(dev, line_set, 2);
    qdev_init_gpio_out(other, out, 2);
    line = qdev_get_gpio_in(dev, 1);
    fact("count of an input line", "%u", count(line));
    fact("its parent is the device", "%d", OBJECT(line)->parent == OBJECT(dev));
    qdev_connect_gpio_out(other, 0, line);
    fact("count of a connected line", "%u", count(line));
    fact("the output knows it", "%d",
         qdev_get_gpio_out_connector(other, NULL, 0) == line);
    qemu_set_irq(out[0], 1);
    fact_story("the output is raised");
    loose = qemu_allocate_irq(line_set, NULL, 7);
    qdev_connect_gpio_out(other, 1, loose);
    fact("count of a connected line without a device", "%u", count(loose));
    fact("it has a parent then", "%d", OBJECT(loose)->parent != NULL);
    qdev_pass_gpios(dev, container, NULL);
    fact("count of a line that is passed on", "%u", count(line));
    fact("the container finds it", "%d",
         qdev_get_gpio_in(container, 1) == line);
    object_ref(OBJECT(line));
    object_unparent(OBJECT(other));
    object_unref(OBJECT(other));
    fact("count after the output's end", "%u", count(line));
    fact("count of the other one", "%u", count(loose));
    object_unref(OBJECT(container));
    fact("count after the container's end", "%u", count(line));
    object_unparent(OBJECT(dev));
    forget_story();
    object_unref(OBJECT(dev));
    fact_story("end of a device with lines");
    fact("count of a line that is kept", "%u", count(line));
    object_unref(OBJECT(line));
    object_unparent(OBJECT(loose));
    fact("count of a line without a parent again", "%u", count(loose));
    qemu_free_irq(loose);
}

/* QEMU has a thread for grace periods; a reader makes it wait. */
static void grace_period_waits(bool wait)
{
    if (wait) {
        rcu_read_lock();
    } else {
        rcu_read_unlock();
    }
}

static void probe_realize(void)
{
    Host *host = host_new("host");
    BusState *bus = &host->bus;
    DeviceState *dev = qdev_new(TYPE_DEV);
    Host *second;
    uint32_t before;
    g_autofree char *path = NULL;

    fact("count of an embedded bus", "%u", count(bus));
    before = count(bus);
    qdev_realize(dev, bus, &error_abort);
    fact_story("realize");
    fact("count of a realized device", "%u", count(dev));
    fact("the bus has more", "%u", count(bus) - before);
    path = object_get_canonical_path(OBJECT(dev));
    fact("its path", "%s", path);
    device_cold_reset(dev);
    fact_story("reset");
    qdev_unrealize(dev);
    fact_story("unrealize");
    fact("count of an unrealized device", "%u", count(dev));
    object_property_set_bool(OBJECT(dev), "realized", true, &error_abort);
    fact_story("realize again");
    second = host_new("second");
    grace_period_waits(true);
    qdev_set_parent_bus(dev, &second->bus, &error_abort);
    fact("count of a device that moves", "%u", count(dev));
    grace_period_waits(false);
    drain_call_rcu();
    fact("and after a grace period", "%u", count(dev));
    fact("count of the bus that it left", "%u", count(bus));
    forget_story();
    grace_period_waits(true);
    object_unparent(OBJECT(dev));
    fact_story("unparent");
    fact("count before the grace period", "%u", count(dev));
    object_unref(OBJECT(dev));
    fact_story("unref");
    grace_period_waits(false);
    drain_call_rcu();
    fact_story("the grace period");
    host_drop(second);
    host_drop(host);
}

static void probe_realize_failures(void)
{
    static const char *const places[] = {"check address", "realize"};
    Host *host = host_new("host");
    BusState *bus = &host->bus;
    Error *err = NULL;
    size_t i;

    for (i = 0; i < ARRAY_SIZE(places); i++) {
        DeviceState *dev = qdev_new(TYPE_DEV);

        fail_at = places[i];
        fact("failing at", "%s", fail_at);
        qdev_realize(dev, bus, &err);
        fact("without a parent", "%s", error_text(&err));
        fact_story("what ran");
        fact("parent and bus", "%s %s", OBJECT(dev)->parent ? "some" : "none",
             dev->parent_bus ? "some" : "none");
        drain_call_rcu();
        fact("count", "%u", count(dev));
        object_property_add_child(object_get_root(), "dev", OBJECT(dev));
        qdev_realize(dev, bus, &err);
        fact("with a parent", "%s", error_text(&err));
        fact("parent and bus", "%s %s", OBJECT(dev)->parent ? "some" : "none",
             dev->parent_bus ? "some" : "none");
        fact("count", "%u", count(dev));
        object_unparent(OBJECT(dev));
        drain_call_rcu();
        object_unref(OBJECT(dev));
        forget_story();
        grace_period_waits(true);
        qdev_realize_and_unref(qdev_new(TYPE_DEV), bus, &err);
        error_text(&err);
        fact_story("realize_and_unref");
        grace_period_waits(false);
        drain_call_rcu();
        fact_story("and after a grace period");
    }
    fail_at = NULL;
    host_drop(host);
}

static void probe_buses(void)
{
    Host *host = host_new("host");
    DeviceState *dev = qdev_new(TYPE_DEV);
    Host *failing = (Host *)qdev_new(TYPE_HOST);
    Error *err = NULL;

    qdev_realize_and_unref(dev, &host->bus, &error_abort);
    fact("count after realize_and_unref", "%u", count(dev));
    forget_story();
    grace_period_waits(true);
    object_unparent(OBJECT(host));
    fact_story("a host goes away");
    grace_period_waits(false);
    drain_call_rcu();
    fact_story("and after a grace period");

    fail_at = "bus realize";
    qdev_realize(DEVICE(failing), NULL, &err);
    fact("a bus that cannot be realized", "%s", error_text(&err));
    fact_story("what ran");
    fact("parent of the host", "%s", OBJECT(failing)->parent ? "some" : "none");
    fact("its buses", "%d", failing->parent.num_child_bus);
    fail_at = NULL;
    object_unref(OBJECT(failing));
    drain_call_rcu();
    forget_story();
}

static void probe_late(void)
{
    Host *host = host_new("host");
    DeviceState *dev;
    Error *err = NULL;

    while (!phase_check(PHASE_MACHINE_READY)) {
        MachineInitPhase phase = PHASE_NO_MACHINE;

        while (phase_check(phase)) {
            phase++;
        }
        phase_advance(phase);
    }
    dev = qdev_new(TYPE_FIXED);
    qdev_realize(dev, &host->bus, &err);
    fact("a device that cannot be hot-plugged", "%s", error_text(&err));
    fact("parent and bus", "%s %s", OBJECT(dev)->parent ? "some" : "none",
         dev->parent_bus ? "some" : "none");
    fact("count", "%u", count(dev));
    object_property_add_child(object_get_root(), "dev", OBJECT(dev));
    object_unparent(OBJECT(dev));
    object_unref(OBJECT(dev));
    drain_call_rcu();
    dev = qdev_new(TYPE_DEV);
    forget_story();
    qdev_realize_and_unref(dev, &host->bus, &error_abort);
    fact_story("a device that is hot-plugged");
    host_drop(host);
}

int main(void)
{
    probe_start();
    type_register_static_array(object_types, ARRAY_SIZE(object_types));
    type_register_static(&made_type);
    type_register_static_array(device_types, ARRAY_SIZE(device_types));
    probe_life();
    probe_release_order();
    probe_casts();
    probe_children();
    probe_embedded();
    probe_with_props();
    probe_paths();
    probe_names();
    probe_links();
    probe_user_creatable();
    probe_clocks();
    probe_lines();
    probe_realize();
    probe_realize_failures();
    probe_buses();
    probe_gpio();
    probe_memory();
    probe_io();
    probe_late();
    return 0;
}
