//===- qdev/properties.cpp - Properties that are fields of devices --------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A class lists its fields; each becomes a class property, shared by all
// instances, that is settable until the device is realized.
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/property.h"

#include "qom/chardev.h"

using namespace qom;

template <class T> static T *fieldOf(Object *Obj, const void *Opaque) {
  auto *Prop = static_cast<const Property *>(Opaque);
  return reinterpret_cast<T *>(reinterpret_cast<char *>(Obj) + Prop->offset);
}

//===----------------------------------------------------------------------===//
// From fields to class properties
//===----------------------------------------------------------------------===//

static void getField(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                     Error **Errp) {
  static_cast<const Property *>(Opaque)->info->get(Obj, V, Name, Opaque, Errp);
}

static void setField(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                     Error **Errp) {
  const PropertyInfo *Info = static_cast<const Property *>(Opaque)->info;
  if (DEVICE(Obj)->realized && !Info->realized_set_allowed) {
    g_autofree char *Device = qdev_get_human_name(DEVICE(Obj));
    error_setg(Errp,
               "Attempt to set property '%s' on device '%s' (type '%s') after "
               "it was realized",
               Name, Device, object_get_typename(Obj));
    return;
  }
  Info->set(Obj, V, Name, Opaque, Errp);
}

static ObjectProperty *addField(ObjectClass *Class, const Property *Prop) {
  const PropertyInfo *Info = Prop->info;
  if (Info->create)
    return Info->create(Class, Prop->name, Prop);
  return object_class_property_add(Class, Prop->name, Info->type,
                                   Info->get ? getField : nullptr,
                                   Info->set ? setField : nullptr,
                                   Info->release, const_cast<Property *>(Prop));
}

void device_class_set_props_n(DeviceClass *dc, const Property *props,
                              size_t n) {
  dc->props_ = props;
  dc->props_count_ = n;
  for (const Property *P = props; P != props + n; ++P) {
    ObjectProperty *Added = addField(OBJECT_CLASS(dc), P);
    if (P->set_default)
      P->info->set_default_value(Added, P);
    Added->description = g_strdup(P->info->description);
  }
}

void qdev_alias_all_properties(DeviceState *target, Object *source) {
  for (ObjectClass *Class = OBJECT(target)->klass; Class;
       Class = object_class_get_parent(Class)) {
    GHashTableIter Iter;
    void *Name;
    g_hash_table_iter_init(&Iter, Class->properties);
    while (g_hash_table_iter_next(&Iter, &Name, nullptr)) {
      auto *Text = static_cast<const char *>(Name);
      if (!object_property_find(source, Text))
        object_property_add_alias(source, Text, OBJECT(target), Text);
    }
  }
}

//===----------------------------------------------------------------------===//
// Booleans and numbers
//===----------------------------------------------------------------------===//

template <class T>
using Visit = bool (*)(Visitor *, const char *, T *, Error **);

template <class T, Visit<T> Do>
static void access(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                   Error **Errp) {
  Do(V, Name, fieldOf<T>(Obj, Opaque), Errp);
}

static void defaultBool(ObjectProperty *Added, const Property *Prop) {
  object_property_set_default_bool(Added, Prop->defval.u);
}

static void defaultSigned(ObjectProperty *Added, const Property *Prop) {
  object_property_set_default_int(Added, Prop->defval.i);
}

static void defaultUnsigned(ObjectProperty *Added, const Property *Prop) {
  object_property_set_default_uint(Added, Prop->defval.u);
}

const PropertyInfo qdev_prop_bool = {
    .type = "bool",
    .description = "on/off",
    .set_default_value = defaultBool,
    .get = access<bool, visit_type_bool>,
    .set = access<bool, visit_type_bool>,
};
const PropertyInfo qdev_prop_uint8 = {
    .type = "uint8",
    .set_default_value = defaultUnsigned,
    .get = access<uint8_t, visit_type_uint8>,
    .set = access<uint8_t, visit_type_uint8>,
};
const PropertyInfo qdev_prop_uint16 = {
    .type = "uint16",
    .set_default_value = defaultUnsigned,
    .get = access<uint16_t, visit_type_uint16>,
    .set = access<uint16_t, visit_type_uint16>,
};
const PropertyInfo qdev_prop_uint32 = {
    .type = "uint32",
    .set_default_value = defaultUnsigned,
    .get = access<uint32_t, visit_type_uint32>,
    .set = access<uint32_t, visit_type_uint32>,
};
const PropertyInfo qdev_prop_int32 = {
    .type = "int32",
    .set_default_value = defaultSigned,
    .get = access<int32_t, visit_type_int32>,
    .set = access<int32_t, visit_type_int32>,
};
const PropertyInfo qdev_prop_uint64 = {
    .type = "uint64",
    .set_default_value = defaultUnsigned,
    .get = access<uint64_t, visit_type_uint64>,
    .set = access<uint64_t, visit_type_uint64>,
};

static void getBit(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                   Error **Errp) {
  bool On = *fieldOf<uint32_t>(Obj, Opaque) &
            (1u << static_cast<const Property *>(Opaque)->bitnr);
  visit_type_bool(V, Name, &On, Errp);
}

static void setBit(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                   Error **Errp) {
  uint32_t Mask = 1u << static_cast<const Property *>(Opaque)->bitnr;
  bool On;
  if (!visit_type_bool(V, Name, &On, Errp))
    return;
  uint32_t *Field = fieldOf<uint32_t>(Obj, Opaque);
  *Field = On ? *Field | Mask : *Field & ~Mask;
}

const PropertyInfo qdev_prop_bit = {
    .type = "bool",
    .description = "on/off",
    .set_default_value = defaultBool,
    .get = getBit,
    .set = setBit,
};

//===----------------------------------------------------------------------===//
// What owns something: released for each instance
//===----------------------------------------------------------------------===//

static void getString(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                      Error **Errp) {
  visit_type_str(V, Name, fieldOf<char *>(Obj, Opaque), Errp);
}

static void setString(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                      Error **Errp) {
  char *Text = nullptr;
  if (!visit_type_str(V, Name, &Text, Errp))
    return;
  g_free(*fieldOf<char *>(Obj, Opaque));
  *fieldOf<char *>(Obj, Opaque) = Text;
}

static void releaseString(Object *Obj, const char *Name, void *Opaque) {
  g_free(*fieldOf<char *>(Obj, Opaque));
}

const PropertyInfo qdev_prop_string = {
    .type = "str",
    .get = getString,
    .set = setString,
    .release = releaseString,
};

void qdev_prop_allow_set_link_before_realize(const Object *obj,
                                             const char *name, Object *val,
                                             Error **errp) {
  if (!DEVICE(obj)->realized)
    return;
  g_autofree char *Device = qdev_get_human_name(DEVICE(obj));
  error_setg(errp,
             "Attempt to set link property '%s' on device '%s' (type '%s') "
             "after it was realized",
             name, Device, object_get_typename(obj));
}

static ObjectProperty *createLink(ObjectClass *Class, const char *Name,
                                  const Property *Prop) {
  return object_class_property_add_link(
      Class, Name, Prop->link_type, Prop->offset,
      qdev_prop_allow_set_link_before_realize, OBJ_PROP_LINK_STRONG);
}

const PropertyInfo qdev_prop_link = {.type = "link", .create = createLink};

static void getChardev(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                       Error **Errp) {
  Chardev *Chr = fieldOf<CharBackend>(Obj, Opaque)->chr;
  char *Label = Chr ? Chr->label : nullptr;
  visit_type_str(V, Name, &Label, Errp);
}

/// By its label. Neither side counts the other.
static void setChardev(Object *Obj, Visitor *V, const char *Name, void *Opaque,
                       Error **Errp) {
  auto *Frontend = fieldOf<CharBackend>(Obj, Opaque);
  g_autofree char *Label = nullptr;
  if (!visit_type_str(V, Name, &Label, Errp))
    return;
  Chardev *Chr = *Label ? qemu_chr_find(Label) : nullptr;
  if (*Label && !Chr)
    error_setg(Errp, "Property '%s.%s' can't find value '%s'",
               object_get_typename(Obj), Name, Label);
  else if (Frontend->chr)
    error_setg(Errp, "Property '%s.%s' is set already",
               object_get_typename(Obj), Name);
  else if (Chr)
    qemu_chr_fe_init(Frontend, Chr, Errp);
}

static void releaseChardev(Object *Obj, const char *Name, void *Opaque) {
  qemu_chr_fe_deinit(fieldOf<CharBackend>(Obj, Opaque), false);
}

const PropertyInfo qdev_prop_chr = {
    .type = "str",
    .description = "ID of a chardev to use as a backend",
    .get = getChardev,
    .set = setChardev,
    .release = releaseChardev,
};

//===----------------------------------------------------------------------===//
// Setting what must be there
//===----------------------------------------------------------------------===//

void qdev_prop_set_bit(DeviceState *dev, const char *name, bool value) {
  object_property_set_bool(OBJECT(dev), name, value, &error_abort);
}

void qdev_prop_set_uint8(DeviceState *dev, const char *name, uint8_t value) {
  object_property_set_int(OBJECT(dev), name, value, &error_abort);
}

void qdev_prop_set_uint16(DeviceState *dev, const char *name, uint16_t value) {
  object_property_set_int(OBJECT(dev), name, value, &error_abort);
}

void qdev_prop_set_uint32(DeviceState *dev, const char *name, uint32_t value) {
  object_property_set_int(OBJECT(dev), name, value, &error_abort);
}

void qdev_prop_set_int32(DeviceState *dev, const char *name, int32_t value) {
  object_property_set_int(OBJECT(dev), name, value, &error_abort);
}

void qdev_prop_set_uint64(DeviceState *dev, const char *name, uint64_t value) {
  object_property_set_uint(OBJECT(dev), name, value, &error_abort);
}

void qdev_prop_set_string(DeviceState *dev, const char *name,
                          const char *value) {
  object_property_set_str(OBJECT(dev), name, value, &error_abort);
}

void qdev_prop_set_chr(DeviceState *dev, const char *name, Chardev *value) {
  object_property_set_str(OBJECT(dev), name, value ? value->label : "",
                          &error_abort);
}

//===----------------------------------------------------------------------===//
// Defaults from outside
//===----------------------------------------------------------------------===//

/// Never freed, like the command line that they come from.
static GPtrArray *Globals = nullptr;
static GPtrArray *Sugar = nullptr;

void qdev_prop_register_global(GlobalProperty *prop) {
  if (!Globals)
    Globals = g_ptr_array_new();
  g_ptr_array_add(Globals, prop);
}

void object_register_sugar_prop(const char *driver, const char *prop,
                                const char *value, bool optional) {
  if (!Sugar)
    Sugar = g_ptr_array_new();
  GlobalProperty *Property = g_new0(GlobalProperty, 1);
  Property->driver = g_strdup(driver);
  Property->property = g_strdup(prop);
  Property->value = g_strdup(value);
  Property->optional = optional;
  g_ptr_array_add(Sugar, Property);
}

/// Without \p Errp, failures are warnings.
static void applyOne(Object *Obj, GlobalProperty *Prop, Error **Errp) {
  if (!object_dynamic_cast(Obj, Prop->driver))
    return;
  if (Prop->optional && !object_property_find(Obj, Prop->property))
    return;
  Prop->used = true;
  Error *Err = nullptr;
  if (object_property_parse(Obj, Prop->property, Prop->value, &Err))
    return;
  error_prepend(&Err, "can't apply global %s.%s=%s: ", Prop->driver,
                Prop->property, Prop->value);
  if (Errp)
    error_propagate(Errp, Err);
  else
    warn_report_err(Err);
}

static void applyAll(Object *Obj, GPtrArray *Properties, Error **Errp) {
  for (guint I = 0; Properties && I < Properties->len; ++I)
    applyOne(Obj, static_cast<GlobalProperty *>(Properties->pdata[I]), Errp);
}

void object_apply_compat_props(Object *obj) {
  applyAll(obj, Sugar, &error_fatal);
}

void qdev_prop_set_globals(DeviceState *dev) {
  applyAll(OBJECT(dev), Globals, dev->hotplugged ? nullptr : &error_fatal);
}
