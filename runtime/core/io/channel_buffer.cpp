//===- io/channel_buffer.cpp - Channels to memory -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "channel.h"

#include "runtime/core/builtin_types.h"

#include <algorithm>

using namespace qom;

QIOChannelBuffer *qio_channel_buffer_new(size_t capacity) {
  QIOChannelBuffer *Buffer =
      QIO_CHANNEL_BUFFER(object_new(TYPE_QIO_CHANNEL_BUFFER));
  Buffer->data = g_new0(uint8_t, capacity);
  Buffer->capacity = capacity;
  return Buffer;
}

static ssize_t bufferRead(QIOChannel *Channel, const struct iovec *Iov,
                          size_t Count, int **, size_t *, int, Error **Errp) {
  QIOChannelBuffer *Buffer = QIO_CHANNEL_BUFFER(Channel);
  size_t Before = Buffer->offset;
  for (size_t I = 0; I < Count; ++I) {
    size_t Some = std::min(Iov[I].iov_len, Buffer->usage - Buffer->offset);
    if (Some)
      memcpy(Iov[I].iov_base, Buffer->data + Buffer->offset, Some);
    Buffer->offset += Some;
  }
  return Buffer->offset - Before;
}

static void reserve(QIOChannelBuffer *Buffer, size_t More) {
  size_t Needed = Buffer->offset + More;
  if (Needed <= Buffer->capacity)
    return;
  Buffer->data = static_cast<uint8_t *>(g_realloc(Buffer->data, Needed));
  Buffer->capacity = Needed;
}

/// At the offset, which reading moves, too.
static ssize_t bufferWrite(QIOChannel *Channel, const struct iovec *Iov,
                           size_t Count, int *, size_t, int, Error **Errp) {
  QIOChannelBuffer *Buffer = QIO_CHANNEL_BUFFER(Channel);
  size_t Before = Buffer->offset;
  for (size_t I = 0; I < Count; ++I) {
    reserve(Buffer, Iov[I].iov_len);
    memcpy(Buffer->data + Buffer->offset, Iov[I].iov_base, Iov[I].iov_len);
    Buffer->offset += Iov[I].iov_len;
    Buffer->usage = std::max(Buffer->usage, Buffer->offset);
  }
  return Buffer->offset - Before;
}

static int bufferSetBlocking(QIOChannel *, bool, Error **) { return 0; }

static int bufferClose(QIOChannel *Channel, Error **Errp) {
  QIOChannelBuffer *Buffer = QIO_CHANNEL_BUFFER(Channel);
  g_clear_pointer(&Buffer->data, g_free);
  Buffer->capacity = Buffer->usage = Buffer->offset = 0;
  return 0;
}

static GIOCondition bufferReady(QIOChannel *Channel) {
  QIOChannelBuffer *Buffer = QIO_CHANNEL_BUFFER(Channel);
  bool HasMore = Buffer->offset < Buffer->usage;
  return static_cast<GIOCondition>(G_IO_OUT | (HasMore ? G_IO_IN : 0));
}

static GSource *bufferWatch(QIOChannel *Channel, GIOCondition Condition) {
  return watchState(Channel, Condition, bufferReady);
}

static void bufferFinalize(Object *Obj) {
  bufferClose(QIO_CHANNEL(Obj), nullptr);
}

static void bufferClassInit(ObjectClass *Class, const void *Data) {
  QIOChannelClass *Channel = QIO_CHANNEL_CLASS(Class);
  Channel->io_readv = bufferRead;
  Channel->io_writev = bufferWrite;
  Channel->io_set_blocking = bufferSetBlocking;
  Channel->io_close = bufferClose;
  Channel->io_create_watch = bufferWatch;
}

void qom::registerBufferType() {
  static const TypeInfo Buffer = {.name = TYPE_QIO_CHANNEL_BUFFER,
                                  .parent = TYPE_QIO_CHANNEL,
                                  .instance_size = sizeof(QIOChannelBuffer),
                                  .instance_finalize = bufferFinalize,
                                  .class_init = bufferClassInit};
  type_register_static(&Buffer);
}
