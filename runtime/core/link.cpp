//===- link.cpp - Links from object to object -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A link's slot is a field of the program. Only a link with
// OBJ_PROP_LINK_STRONG has a reference, to whatever the slot holds: its setter
// takes and drops, its release drops and leaves the slot as it is.
//
//===----------------------------------------------------------------------===//
#include "property.h"

using namespace qom;

namespace {

using LinkCheck = void (*)(const Object *, const char *, Object *, Error **);

struct Link {
  /// By the flags: the slot's address, the target itself (DIRECT), or the
  /// slot's offset in the instance (CLASS).
  union {
    Object **Slot;
    Object *Target;
    ptrdiff_t Offset;
  };
  LinkCheck Check;
  int Flags;
};

Object **slotOf(Object *Obj, Link *L) {
  if (L->Flags & OBJ_PROP_LINK_DIRECT)
    return &L->Target;
  if (L->Flags & OBJ_PROP_LINK_CLASS)
    return reinterpret_cast<Object **>(reinterpret_cast<char *>(Obj) +
                                       L->Offset);
  return L->Slot;
}

void getLink(Object *Obj, Visitor *V, const char *Name, void *Opaque,
             Error **Errp) {
  Object *Target = *slotOf(Obj, static_cast<Link *>(Opaque));
  g_autofree char *Path = Target ? object_get_canonical_path(Target) : nullptr;
  char *Written = Path;
  visit_type_str(V, Name, &Written, Errp);
}

/// The object at a path, of the type that the link's property type tells.
Object *resolveTarget(Object *Obj, const char *Name, const char *Path,
                      Error **Errp) {
  std::string_view Type = object_property_find(Obj, Name)->type;
  Type.remove_prefix(strlen("link<"));
  Type.remove_suffix(strlen(">"));
  std::string TargetType(Type);
  bool Ambiguous = false;
  Object *Target =
      object_resolve_path_type(Path, TargetType.c_str(), &Ambiguous);
  if (Target)
    return Target;
  if (Ambiguous)
    error_setg(Errp, "Path '%s' does not uniquely identify an object", Path);
  else if (object_resolve_path(Path, nullptr))
    error_setg(Errp, "Invalid parameter type for '%s', expected: %s", Name,
               TargetType.c_str());
  else
    error_set(Errp, ERROR_CLASS_DEVICE_NOT_FOUND, "Device '%s' not found",
              Path);
  return nullptr;
}

/// The parameter's name is what ERRP_GUARD expects.
void setLink(Object *Obj, Visitor *V, const char *Name, void *Opaque,
             Error **errp) {
  ERRP_GUARD();
  auto *L = static_cast<Link *>(Opaque);
  g_autofree char *Path = nullptr;
  Object *New = nullptr;
  if (!visit_type_str(V, Name, &Path, errp))
    return;
  if (*Path && !(New = resolveTarget(Obj, Name, Path, errp)))
    return;
  L->Check(Obj, Name, New, errp);
  if (*errp)
    return;
  Object **Slot = slotOf(Obj, L);
  Object *Old = *Slot;
  *Slot = New;
  if (!(L->Flags & OBJ_PROP_LINK_STRONG))
    return;
  Holder Property{"link", Obj, Name};
  take(New, Property, QOM_CALLER);
  drop(Old, Property, QOM_CALLER);
}

Object *resolveLink(Object *Obj, void *Opaque, const char *Part) {
  return *slotOf(Obj, static_cast<Link *>(Opaque));
}

void releaseLink(Object *Obj, const char *Name, void *Opaque) {
  auto *L = static_cast<Link *>(Opaque);
  if (L->Flags & OBJ_PROP_LINK_STRONG)
    drop(*slotOf(Obj, L), {"link", Obj, Name}, QOM_CALLER);
  // A class's record serves its other instances.
  if (!(L->Flags & OBJ_PROP_LINK_CLASS))
    delete L;
}

std::string linkType(const char *Target) {
  return std::string("link<") + Target + ">";
}

ObjectProperty *addLink(Object *Obj, const char *Name, const char *Type,
                        Link *L) {
  ObjectProperty *Prop =
      object_property_add(Obj, Name, linkType(Type).c_str(), getLink,
                          L->Check ? setLink : nullptr, releaseLink, L);
  Prop->resolve = resolveLink;
  return Prop;
}

} // namespace

void object_property_allow_set_link(const Object *obj, const char *name,
                                    Object *child, Error **errp) {}

ObjectProperty *
object_property_add_link(Object *obj, const char *name, const char *type,
                         Object **targetp,
                         void (*check)(const Object *obj, const char *name,
                                       Object *val, Error **errp),
                         ObjectPropertyLinkFlags flags) {
  return addLink(obj, name, type,
                 new Link{.Slot = targetp, .Check = check, .Flags = flags});
}

ObjectProperty *object_class_property_add_link(
    ObjectClass *oc, const char *name, const char *type, ptrdiff_t offset,
    void (*check)(const Object *obj, const char *name, Object *val,
                  Error **errp),
    ObjectPropertyLinkFlags flags) {
  auto *L = new Link{
      .Offset = offset, .Check = check, .Flags = flags | OBJ_PROP_LINK_CLASS};
  ObjectProperty *Prop =
      object_class_property_add(oc, name, linkType(type).c_str(), getLink,
                                check ? setLink : nullptr, releaseLink, L);
  Prop->resolve = resolveLink;
  return Prop;
}

ObjectProperty *object_property_add_const_link(Object *obj, const char *name,
                                               Object *target) {
  return addLink(obj, name, object_get_typename(target),
                 new Link{.Target = target,
                          .Check = nullptr,
                          .Flags = OBJ_PROP_LINK_DIRECT});
}

/// By its path, as all links are set: an object without one unsets the link.
bool object_property_set_link(Object *obj, const char *name, Object *value,
                              Error **errp) {
  g_autofree char *Path = value ? object_get_canonical_path(value) : nullptr;
  return object_property_set_str(obj, name, Path ? Path : "", errp);
}

Object *object_property_get_link(Object *obj, const char *name, Error **errp) {
  g_autofree char *Path = object_property_get_str(obj, name, errp);
  if (!Path || !*Path)
    return nullptr;
  Object *Target = object_resolve_path(Path, nullptr);
  if (!Target)
    error_set(errp, ERROR_CLASS_DEVICE_NOT_FOUND, "Device '%s' not found",
              Path);
  return Target;
}
