//===- system/vmstate.cpp - Saving and loading fields ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A description says which fields of a struct make up its state. Loading writes
// into what exists: a pointer to a struct is followed, not replaced, so no
// count changes.
//
//===----------------------------------------------------------------------===//
#include "qom/qemu_file.h"

#include "qom/qdev.h"

#include <algorithm>
#include <string>
#include <vector>

//===----------------------------------------------------------------------===//
// Kinds of fields
//===----------------------------------------------------------------------===//

namespace {

template <class T, auto Get>
int load(QEMUFile *File, void *Field, size_t, const VMStateField *) {
  *static_cast<T *>(Field) = static_cast<T>(Get(File));
  return 0;
}

template <class T, auto Put>
int save(QEMUFile *File, void *Field, size_t, const VMStateField *,
         JSONWriter *) {
  Put(File, *static_cast<T *>(Field));
  return 0;
}

} // namespace

const VMStateInfo vmstate_info_bool = {"bool", load<bool, qemu_get_byte>,
                                       save<bool, qemu_put_byte>};
const VMStateInfo vmstate_info_uint8 = {"uint8", load<uint8_t, qemu_get_byte>,
                                        save<uint8_t, qemu_put_byte>};
const VMStateInfo vmstate_info_uint16 = {
    "uint16", load<uint16_t, qemu_get_be16>, save<uint16_t, qemu_put_be16>};
const VMStateInfo vmstate_info_uint32 = {
    "uint32", load<uint32_t, qemu_get_be32>, save<uint32_t, qemu_put_be32>};
const VMStateInfo vmstate_info_uint64 = {
    "uint64", load<uint64_t, qemu_get_be64>, save<uint64_t, qemu_put_be64>};
const VMStateInfo vmstate_info_int32 = {"int32", load<int32_t, qemu_get_be32>,
                                        save<int32_t, qemu_put_be32>};
const VMStateInfo vmstate_info_int64 = {"int64", load<int64_t, qemu_get_be64>,
                                        save<int64_t, qemu_put_be64>};

//===----------------------------------------------------------------------===//
// Fields of one struct
//===----------------------------------------------------------------------===//

namespace {

bool isPresent(const VMStateField &Field, void *Opaque, int Version) {
  return Field.field_exists ? Field.field_exists(Opaque, Version)
                            : Field.version_id <= Version;
}

int countOf(const VMStateField &Field) {
  return Field.flags & VMS_ARRAY ? Field.num : 1;
}

/// Allocates what a pointer field points to, when loading says so.
char *baseOf(const VMStateField &Field, void *Opaque, bool MayAllocate) {
  char *Base = static_cast<char *>(Opaque) + Field.offset;
  if (!(Field.flags & VMS_POINTER))
    return Base;
  auto **Pointer = reinterpret_cast<char **>(Base);
  if (MayAllocate && (Field.flags & VMS_ALLOC) && !*Pointer)
    *Pointer = static_cast<char *>(g_malloc0(Field.size * countOf(Field)));
  return *Pointer;
}

char *elementOf(const VMStateField &Field, char *Base, int I) {
  char *Element = Base + Field.start + Field.size * I;
  return Field.flags & VMS_ARRAY_OF_POINTER
             ? *reinterpret_cast<char **>(Element)
             : Element;
}

int loadElement(QEMUFile *File, const VMStateField &Field, void *Element) {
  if (Field.flags & VMS_STRUCT)
    return vmstate_load_state(File, Field.vmsd, Element,
                              Field.vmsd->version_id);
  if (Field.flags & VMS_BUFFER) {
    qemu_get_buffer(File, static_cast<uint8_t *>(Element), Field.size);
    return 0;
  }
  return Field.info->get(File, Element, Field.size, &Field);
}

int saveElement(QEMUFile *File, const VMStateField &Field, void *Element) {
  if (Field.flags & VMS_STRUCT)
    return vmstate_save_state(File, Field.vmsd, Element, nullptr);
  if (Field.flags & VMS_BUFFER) {
    qemu_put_buffer(File, static_cast<uint8_t *>(Element), Field.size);
    return 0;
  }
  return Field.info->put(File, Element, Field.size, &Field, nullptr);
}

/// Calls \p Do with each element of each field; stops at the first failure.
template <class Action>
int forEachElement(const VMStateDescription *State, void *Opaque, int Version,
                   bool IsLoading, Action Do) {
  for (const VMStateField *F = State->fields; F && !(F->flags & VMS_END); ++F) {
    if (!isPresent(*F, Opaque, Version)) {
      if (F->flags & VMS_MUST_EXIST)
        return -EINVAL;
      continue;
    }
    char *Base = baseOf(*F, Opaque, IsLoading);
    for (int I = 0; I < countOf(*F); ++I)
      if (int Result = Do(*F, elementOf(*F, Base, I)))
        return Result;
  }
  return 0;
}

//===----------------------------------------------------------------------===//
// Subsections: parts that are there if they are needed
//===----------------------------------------------------------------------===//

void putName(QEMUFile *File, const char *Name) {
  qemu_put_byte(File, strlen(Name));
  qemu_put_buffer(File, reinterpret_cast<const uint8_t *>(Name), strlen(Name));
}

std::string getName(QEMUFile *File) {
  std::string Name(qemu_get_byte(File), '\0');
  qemu_get_buffer(File, reinterpret_cast<uint8_t *>(Name.data()), Name.size());
  return Name;
}

bool isNeeded(const VMStateDescription *State, void *Opaque) {
  return !State->needed || State->needed(Opaque);
}

int saveSubsections(QEMUFile *File, const VMStateDescription *State,
                    void *Opaque) {
  std::vector<const VMStateDescription *> Needed;
  for (auto *S = State->subsections; S && *S; ++S)
    if (isNeeded(*S, Opaque))
      Needed.push_back(*S);
  qemu_put_byte(File, Needed.size());
  for (const VMStateDescription *S : Needed) {
    putName(File, S->name);
    qemu_put_be32(File, S->version_id);
    if (int Result = vmstate_save_state(File, S, Opaque, nullptr))
      return Result;
  }
  return 0;
}

int loadSubsections(QEMUFile *File, const VMStateDescription *State,
                    void *Opaque) {
  for (int Left = qemu_get_byte(File); Left > 0; --Left) {
    std::string Name = getName(File);
    int Version = qemu_get_be32(File);
    auto *S = State->subsections;
    while (S && *S && Name != (*S)->name)
      ++S;
    if (!S || !*S)
      return -ENOENT;
    if (int Result = vmstate_load_state(File, *S, Opaque, Version))
      return Result;
  }
  return qemu_file_get_error(File);
}

} // namespace

int vmstate_save_state(QEMUFile *f, const VMStateDescription *vmsd,
                       void *opaque, JSONWriter *vmdesc) {
  if (int Result = vmsd->pre_save ? vmsd->pre_save(opaque) : 0)
    return Result;
  int Result = forEachElement(vmsd, opaque, vmsd->version_id, false,
                              [&](const VMStateField &F, char *Element) {
                                return saveElement(f, F, Element);
                              });
  if (!Result)
    Result = saveSubsections(f, vmsd, opaque);
  int After = vmsd->post_save ? vmsd->post_save(opaque) : 0;
  return Result ? Result : After;
}

int vmstate_load_state(QEMUFile *f, const VMStateDescription *vmsd,
                       void *opaque, int version_id) {
  if (version_id > vmsd->version_id || version_id < vmsd->minimum_version_id)
    return -EINVAL;
  if (int Result = vmsd->pre_load ? vmsd->pre_load(opaque) : 0)
    return Result;
  int Result = forEachElement(vmsd, opaque, version_id, true,
                              [&](const VMStateField &F, char *Element) {
                                int R = loadElement(f, F, Element);
                                return R ? R : qemu_file_get_error(f);
                              });
  if (!Result)
    Result = loadSubsections(f, vmsd, opaque);
  if (!Result && vmsd->post_load)
    Result = vmsd->post_load(opaque, version_id);
  return Result;
}

//===----------------------------------------------------------------------===//
// All devices
//===----------------------------------------------------------------------===//

namespace {

struct Registered {
  std::string Name;
  int Instance;
  const VMStateDescription *State;
  void *Opaque;
};

/// Of higher priority first, then in order of registration.
std::vector<Registered> &registered() {
  static std::vector<Registered> All;
  return All;
}

std::string pathPrefix(void *Obj) {
  auto *AsObject = static_cast<Object *>(Obj);
  if (!object_dynamic_cast(AsObject, TYPE_DEVICE))
    return "";
  g_autofree char *Path = qdev_get_dev_path(DEVICE(Obj));
  return Path ? std::string(Path) + "/" : "";
}

int nextInstance(const std::string &Name) {
  int Next = 0;
  for (const Registered &R : registered())
    if (R.Name == Name)
      Next = std::max(Next, R.Instance + 1);
  return Next;
}

} // namespace

int vmstate_register(void *obj, int instance_id, const VMStateDescription *vmsd,
                     void *opaque) {
  std::string Name = (obj ? pathPrefix(obj) : "") + vmsd->name;
  if (instance_id < 0)
    instance_id = nextInstance(Name);
  auto At = std::find_if(
      registered().begin(), registered().end(),
      [&](const Registered &R) { return R.State->priority < vmsd->priority; });
  registered().insert(At, {Name, instance_id, vmsd, opaque});
  return 0;
}

void vmstate_unregister(void *obj, const VMStateDescription *vmsd,
                        void *opaque) {
  std::erase_if(registered(), [&](const Registered &R) {
    return R.State == vmsd && R.Opaque == opaque;
  });
}

static constexpr int SectionFollows = 4, EndOfState = 0;

int qemu_save_device_state(QEMUFile *f) {
  for (const Registered &R : registered()) {
    if (!isNeeded(R.State, R.Opaque))
      continue;
    if (R.State->unmigratable)
      return -EINVAL;
    qemu_put_byte(f, SectionFollows);
    putName(f, R.Name.c_str());
    qemu_put_be32(f, R.Instance);
    qemu_put_be32(f, R.State->version_id);
    if (int Result = vmstate_save_state(f, R.State, R.Opaque, nullptr))
      return Result;
  }
  qemu_put_byte(f, EndOfState);
  return qemu_file_get_error(f);
}

static int loadSection(QEMUFile *File) {
  std::string Name = getName(File);
  int Instance = qemu_get_be32(File);
  int Version = qemu_get_be32(File);
  for (const Registered &R : registered())
    if (R.Name == Name && R.Instance == Instance)
      return vmstate_load_state(File, R.State, R.Opaque, Version);
  error_report("Unknown savevm section or instance '%s' %d", Name.c_str(),
               Instance);
  return -EINVAL;
}

int qemu_load_device_state(QEMUFile *f) {
  while (qemu_get_byte(f) == SectionFollows)
    if (int Result = loadSection(f))
      return Result;
  return qemu_file_get_error(f);
}
