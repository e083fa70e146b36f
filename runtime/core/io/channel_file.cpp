//===- io/channel_file.cpp - Channels to files ----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "channel.h"

#include "runtime/core/builtin_types.h"

using namespace qom;

static ssize_t checked(ssize_t Result, const char *What, Error **Errp) {
  if (Result >= 0)
    return Result;
  if (errno == EAGAIN || errno == EINTR)
    return QIO_CHANNEL_ERR_BLOCK;
  error_setg_errno(Errp, errno, "Unable to %s", What);
  return -1;
}

ssize_t qom::readDescriptor(int Fd, const struct iovec *Iov, size_t Count,
                            Error **Errp) {
  return checked(readv(Fd, Iov, Count), "read from channel", Errp);
}

ssize_t qom::writeDescriptor(int Fd, const struct iovec *Iov, size_t Count,
                             Error **Errp) {
  return checked(writev(Fd, Iov, Count), "write to channel", Errp);
}

int qom::setDescriptorBlocking(int Fd, bool Enabled, Error **Errp) {
  int Flags = fcntl(Fd, F_GETFL);
  int Wanted = Enabled ? Flags & ~O_NONBLOCK : Flags | O_NONBLOCK;
  if (Flags >= 0 && fcntl(Fd, F_SETFL, Wanted) == 0)
    return 0;
  error_setg_errno(Errp, errno, "Unable to change blocking of a channel");
  return -1;
}

QIOChannelFile *qio_channel_file_new_fd(int fd) {
  QIOChannelFile *File = QIO_CHANNEL_FILE(object_new(TYPE_QIO_CHANNEL_FILE));
  File->fd = fd;
  return File;
}

QIOChannelFile *qio_channel_file_new_path(const char *path, int flags,
                                          mode_t mode, Error **errp) {
  int Fd = open(path, flags | O_CLOEXEC, mode);
  if (Fd >= 0)
    return qio_channel_file_new_fd(Fd);
  error_setg_errno(errp, errno, "Unable to open %s", path);
  return nullptr;
}

static ssize_t fileRead(QIOChannel *Channel, const struct iovec *Iov,
                        size_t Count, int **, size_t *, int, Error **Errp) {
  return readDescriptor(QIO_CHANNEL_FILE(Channel)->fd, Iov, Count, Errp);
}

static ssize_t fileWrite(QIOChannel *Channel, const struct iovec *Iov,
                         size_t Count, int *, size_t, int, Error **Errp) {
  return writeDescriptor(QIO_CHANNEL_FILE(Channel)->fd, Iov, Count, Errp);
}

static int fileSetBlocking(QIOChannel *Channel, bool Enabled, Error **Errp) {
  return setDescriptorBlocking(QIO_CHANNEL_FILE(Channel)->fd, Enabled, Errp);
}

static int fileClose(QIOChannel *Channel, Error **Errp) {
  QIOChannelFile *File = QIO_CHANNEL_FILE(Channel);
  if (File->fd >= 0)
    close(File->fd);
  File->fd = -1;
  return 0;
}

static GSource *fileWatch(QIOChannel *Channel, GIOCondition Condition) {
  return watchDescriptor(Channel, QIO_CHANNEL_FILE(Channel)->fd, Condition);
}

static void fileInit(Object *Obj) { QIO_CHANNEL_FILE(Obj)->fd = -1; }

static void fileFinalize(Object *Obj) { fileClose(QIO_CHANNEL(Obj), nullptr); }

static void fileClassInit(ObjectClass *Class, const void *Data) {
  QIOChannelClass *Channel = QIO_CHANNEL_CLASS(Class);
  Channel->io_readv = fileRead;
  Channel->io_writev = fileWrite;
  Channel->io_set_blocking = fileSetBlocking;
  Channel->io_close = fileClose;
  Channel->io_create_watch = fileWatch;
}

void qom::registerFileType() {
  static const TypeInfo File = {.name = TYPE_QIO_CHANNEL_FILE,
                                .parent = TYPE_QIO_CHANNEL,
                                .instance_size = sizeof(QIOChannelFile),
                                .instance_init = fileInit,
                                .instance_finalize = fileFinalize,
                                .class_init = fileClassInit};
  type_register_static(&File);
}
