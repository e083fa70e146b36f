//===- io/chardev.cpp - Character devices ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Back ends are children of /chardevs, which alone holds them. A front end and
// a back end point at each other and count nothing: whichever goes first clears
// the other's pointer.
//
//===----------------------------------------------------------------------===//
#include "runtime/core/builtin_types.h"

#include "qom/chardev.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace qom;

//===----------------------------------------------------------------------===//
// Kinds of back ends
//===----------------------------------------------------------------------===//

#define TYPE_CHARDEV_NULL "chardev-null"
#define TYPE_CHARDEV_RINGBUF "chardev-ringbuf"
#define TYPE_CHARDEV_FILE "chardev-file"

namespace {

int writeNowhere(Chardev *Chr, const uint8_t *Bytes, int Count) {
  return Count;
}

struct RingBuffer {
  Chardev Parent;
  GString *Text;
};

RingBuffer *ringBuffer(void *Obj) {
  return OBJECT_CHECK(RingBuffer, Obj, TYPE_CHARDEV_RINGBUF);
}

int writeToRing(Chardev *Chr, const uint8_t *Bytes, int Count) {
  g_string_append_len(ringBuffer(Chr)->Text,
                      reinterpret_cast<const char *>(Bytes), Count);
  return Count;
}

void ringInit(Object *Obj) { ringBuffer(Obj)->Text = g_string_new(nullptr); }
void ringFinalize(Object *Obj) { g_string_free(ringBuffer(Obj)->Text, true); }

struct FileChardev {
  Chardev Parent;
  int Fd;
};

FileChardev *fileChardev(void *Obj) {
  return OBJECT_CHECK(FileChardev, Obj, TYPE_CHARDEV_FILE);
}

bool openFile(Chardev *Chr, const char *Path, Error **Errp) {
  int Fd = open(Path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (Fd < 0)
    error_setg_errno(Errp, errno, "Could not open '%s'", Path);
  fileChardev(Chr)->Fd = Fd;
  return Fd >= 0;
}

int writeToFile(Chardev *Chr, const uint8_t *Bytes, int Count) {
  return write(fileChardev(Chr)->Fd, Bytes, Count);
}

void fileInit(Object *Obj) { fileChardev(Obj)->Fd = -1; }

void fileFinalize(Object *Obj) {
  if (fileChardev(Obj)->Fd >= 0)
    close(fileChardev(Obj)->Fd);
}

void nullClassInit(ObjectClass *Class, const void *Data) {
  CHARDEV_CLASS(Class)->chr_write = writeNowhere;
}

void ringClassInit(ObjectClass *Class, const void *Data) {
  CHARDEV_CLASS(Class)->chr_write = writeToRing;
}

void fileClassInit(ObjectClass *Class, const void *Data) {
  CHARDEV_CLASS(Class)->chr_open = openFile;
  CHARDEV_CLASS(Class)->chr_write = writeToFile;
}

} // namespace

char *qmp_ringbuf_read(const char *device, int64_t size, Error **errp) {
  Chardev *Chr = qemu_chr_find(device);
  if (!object_dynamic_cast(OBJECT(Chr), TYPE_CHARDEV_RINGBUF)) {
    error_setg(errp, "'%s' is not a ringbuf device", device);
    return nullptr;
  }
  GString *Text = ringBuffer(Chr)->Text;
  int64_t Count = std::min<int64_t>(size, Text->len);
  char *Result = g_strndup(Text->str, Count);
  g_string_erase(Text, 0, Count);
  return Result;
}

//===----------------------------------------------------------------------===//
// Creation
//===----------------------------------------------------------------------===//

/// Null with an error; else the caller's.
static Chardev *open(const char *Label, const char *Filename, Error **errp) {
  ERRP_GUARD();
  g_auto(GStrv) Parts = g_strsplit(Filename, ":", 2);
  std::string TypeName = std::string("chardev-") + Parts[0];
  if (!object_class_by_name(TypeName.c_str())) {
    error_setg(errp, "'%s' is not a valid char driver name", Parts[0]);
    return nullptr;
  }
  Chardev *Chr = CHARDEV(object_new(TypeName.c_str()));
  Chr->label = g_strdup(Label);
  Chr->filename = g_strdup(Filename);
  auto Open = CHARDEV_GET_CLASS(Chr)->chr_open;
  if (Open && !Open(Chr, Parts[1] ? Parts[1] : "", errp)) {
    object_unref(Chr);
    return nullptr;
  }
  Chr->be_open = true;
  return Chr;
}

Chardev *qemu_chr_new(const char *label, const char *filename,
                      GMainContext *context) {
  Error *Err = nullptr;
  Chardev *Chr = open(label, filename, &Err);
  if (Chr) {
    object_property_try_add_child(object_get_container("chardevs"), label,
                                  OBJECT(Chr), &Err);
    object_unref(Chr);
  }
  if (!Err)
    return Chr;
  error_report_err(Err);
  return nullptr;
}

Chardev *qemu_chr_find(const char *name) {
  Object *Obj =
      object_resolve_path_component(object_get_container("chardevs"), name);
  return Obj ? CHARDEV(Obj) : nullptr;
}

static std::vector<Chardev *> SerialPorts;

void qom_set_serial_hd(int i, Chardev *chr) {
  SerialPorts.resize(std::max<size_t>(SerialPorts.size(), i + 1));
  SerialPorts[i] = chr;
}

/// Null for a port that nothing was connected to.
Chardev *serial_hd(int i) {
  return static_cast<size_t>(i) < SerialPorts.size() ? SerialPorts[i] : nullptr;
}

//===----------------------------------------------------------------------===//
// Front ends
//===----------------------------------------------------------------------===//

bool qemu_chr_fe_init(CharBackend *b, Chardev *s, Error **errp) {
  if (s && s->be) {
    error_setg(errp, "chardev '%s' is already in use", s->label);
    return false;
  }
  if (s)
    s->be = b;
  b->chr = s;
  b->fe_is_open = false;
  return true;
}

/// With \p del, the back end goes, too.
void qemu_chr_fe_deinit(CharBackend *b, bool del) {
  Chardev *Chr = b->chr;
  if (!Chr)
    return;
  qemu_chr_fe_set_handlers(b, nullptr, nullptr, nullptr, nullptr, nullptr,
                           nullptr, true);
  if (Chr->be == b)
    Chr->be = nullptr;
  b->chr = nullptr;
  if (!del)
    return;
  if (OBJECT(Chr)->parent)
    object_unparent(OBJECT(Chr));
  else
    object_unref(Chr);
}

Chardev *qemu_chr_fe_get_driver(CharBackend *be) { return be->chr; }

bool qemu_chr_fe_backend_connected(CharBackend *be) {
  return be->chr != nullptr;
}

int qemu_chr_fe_write(CharBackend *be, const uint8_t *buf, int len) {
  return be->chr ? CHARDEV_GET_CLASS(be->chr)->chr_write(be->chr, buf, len) : 0;
}

int qemu_chr_fe_write_all(CharBackend *be, const uint8_t *buf, int len) {
  int Done = 0;
  while (be->chr && Done < len) {
    int Some = qemu_chr_fe_write(be, buf + Done, len - Done);
    if (Some < 0)
      return Some;
    Done += Some;
  }
  return Done;
}

/// A new reader hears that the back end is open.
void qemu_chr_fe_set_handlers(CharBackend *b, IOCanReadHandler *fd_can_read,
                              IOReadHandler *fd_read, IOEventHandler *fd_event,
                              BackendChangeHandler *be_change, void *opaque,
                              GMainContext *context, bool set_open) {
  if (!b->chr)
    return;
  b->chr_can_read = fd_can_read;
  b->chr_read = fd_read;
  b->chr_event = fd_event;
  b->chr_be_change = be_change;
  b->opaque = opaque;
  bool IsOpen = opaque || fd_can_read || fd_read || fd_event;
  if (set_open)
    b->fe_is_open = IsOpen;
  if (IsOpen && b->chr->be_open)
    qemu_chr_be_event(b->chr, CHR_EVENT_OPENED);
}

void qemu_chr_fe_accept_input(CharBackend *be) {
  if (be->chr && CHARDEV_GET_CLASS(be->chr)->chr_accept_input)
    CHARDEV_GET_CLASS(be->chr)->chr_accept_input(be->chr);
}

//===----------------------------------------------------------------------===//
// From the back end to the front end
//===----------------------------------------------------------------------===//

int qemu_chr_be_can_write(Chardev *s) {
  return s->be && s->be->chr_can_read ? s->be->chr_can_read(s->be->opaque) : 0;
}

void qemu_chr_be_write(Chardev *s, const uint8_t *buf, int len) {
  if (s->be && s->be->chr_read)
    s->be->chr_read(s->be->opaque, buf, len);
}

void qemu_chr_be_event(Chardev *s, QEMUChrEvent event) {
  if (event == CHR_EVENT_OPENED || event == CHR_EVENT_CLOSED)
    s->be_open = event == CHR_EVENT_OPENED;
  if (s->be && s->be->chr_event)
    s->be->chr_event(s->be->opaque, event);
}

//===----------------------------------------------------------------------===//
// The types
//===----------------------------------------------------------------------===//

static void chardevFinalize(Object *Obj) {
  Chardev *Chr = CHARDEV(Obj);
  if (Chr->be)
    Chr->be->chr = nullptr;
  std::replace(SerialPorts.begin(), SerialPorts.end(), Chr,
               static_cast<Chardev *>(nullptr));
  g_free(Chr->filename);
  g_free(Chr->label);
}

void qom::registerChardevTypes() {
  static const TypeInfo Types[] = {{.name = TYPE_CHARDEV,
                                    .parent = TYPE_OBJECT,
                                    .instance_size = sizeof(Chardev),
                                    .instance_finalize = chardevFinalize,
                                    .abstract = true,
                                    .class_size = sizeof(ChardevClass)},
                                   {.name = TYPE_CHARDEV_NULL,
                                    .parent = TYPE_CHARDEV,
                                    .class_init = nullClassInit},
                                   {.name = TYPE_CHARDEV_RINGBUF,
                                    .parent = TYPE_CHARDEV,
                                    .instance_size = sizeof(RingBuffer),
                                    .instance_init = ringInit,
                                    .instance_finalize = ringFinalize,
                                    .class_init = ringClassInit},
                                   {.name = TYPE_CHARDEV_FILE,
                                    .parent = TYPE_CHARDEV,
                                    .instance_size = sizeof(FileChardev),
                                    .instance_init = fileInit,
                                    .instance_finalize = fileFinalize,
                                    .class_init = fileClassInit}};
  type_register_static_array(Types, G_N_ELEMENTS(Types));
}
