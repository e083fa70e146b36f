//===- system/qemu_file.cpp - Streams of saved state ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/object.h"

#include "qom/qemu_file.h"

using namespace qom;

struct QEMUFile {
  QIOChannel *Channel;
  int Result = 0;
};

static QEMUFile *makeFile(QIOChannel *Channel, const void *Caller) {
  auto *File = new QEMUFile{Channel};
  take(OBJECT(Channel), {"file", File, nullptr}, Caller);
  return File;
}

QEMUFile *qemu_file_new_input(QIOChannel *ioc) {
  return makeFile(ioc, QOM_CALLER);
}

QEMUFile *qemu_file_new_output(QIOChannel *ioc) {
  return makeFile(ioc, QOM_CALLER);
}

QIOChannel *qemu_file_get_ioc(QEMUFile *file) { return file->Channel; }

int qemu_file_get_error(QEMUFile *f) { return f->Result; }

int qemu_fclose(QEMUFile *f) {
  int Result = f->Result;
  qio_channel_close(f->Channel, nullptr);
  drop(OBJECT(f->Channel), {"file", f, nullptr}, QOM_CALLER);
  delete f;
  return Result;
}

void qemu_put_buffer(QEMUFile *f, const uint8_t *buf, size_t size) {
  auto *Bytes = reinterpret_cast<const char *>(buf);
  if (!f->Result && qio_channel_write_all(f->Channel, Bytes, size, nullptr) < 0)
    f->Result = -EIO;
}

size_t qemu_get_buffer(QEMUFile *f, uint8_t *buf, size_t size) {
  auto *Bytes = reinterpret_cast<char *>(buf);
  if (!f->Result && qio_channel_read_all(f->Channel, Bytes, size, nullptr) < 0)
    f->Result = -EIO;
  if (f->Result)
    memset(buf, 0, size);
  return f->Result ? 0 : size;
}

template <int Size> static void put(QEMUFile *File, uint64_t Value) {
  uint8_t Bytes[Size];
  for (int I = 0; I < Size; ++I)
    Bytes[I] = Value >> (8 * (Size - 1 - I));
  qemu_put_buffer(File, Bytes, Size);
}

template <int Size> static uint64_t get(QEMUFile *File) {
  uint8_t Bytes[Size];
  qemu_get_buffer(File, Bytes, Size);
  uint64_t Value = 0;
  for (uint8_t Byte : Bytes)
    Value = Value << 8 | Byte;
  return Value;
}

void qemu_put_byte(QEMUFile *f, int v) { put<1>(f, v); }
void qemu_put_be16(QEMUFile *f, unsigned int v) { put<2>(f, v); }
void qemu_put_be32(QEMUFile *f, unsigned int v) { put<4>(f, v); }
void qemu_put_be64(QEMUFile *f, uint64_t v) { put<8>(f, v); }
int qemu_get_byte(QEMUFile *f) { return get<1>(f); }
unsigned int qemu_get_be16(QEMUFile *f) { return get<2>(f); }
unsigned int qemu_get_be32(QEMUFile *f) { return get<4>(f); }
uint64_t qemu_get_be64(QEMUFile *f) { return get<8>(f); }
