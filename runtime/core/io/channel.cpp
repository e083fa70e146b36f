//===- io/channel.cpp - What all channels do ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "channel.h"

#include "runtime/core/builtin_types.h"

using namespace qom;

static QIOChannelClass *classOf(QIOChannel *Channel) {
  return QIO_CHANNEL_GET_CLASS(Channel);
}

ssize_t qio_channel_read(QIOChannel *ioc, char *buf, size_t buflen,
                         Error **errp) {
  struct iovec Iov = {.iov_base = buf, .iov_len = buflen};
  return classOf(ioc)->io_readv(ioc, &Iov, 1, nullptr, nullptr, 0, errp);
}

ssize_t qio_channel_write(QIOChannel *ioc, const char *buf, size_t buflen,
                          Error **errp) {
  struct iovec Iov = {.iov_base = const_cast<char *>(buf), .iov_len = buflen};
  return classOf(ioc)->io_writev(ioc, &Iov, 1, nullptr, 0, 0, errp);
}

int qio_channel_read_all(QIOChannel *ioc, char *buf, size_t buflen,
                         Error **errp) {
  while (buflen) {
    ssize_t Got = qio_channel_read(ioc, buf, buflen, errp);
    if (Got == QIO_CHANNEL_ERR_BLOCK) {
      qio_channel_wait(ioc, G_IO_IN);
      continue;
    }
    if (Got == 0)
      error_setg(errp, "Unexpected end-of-file before all data were read");
    if (Got <= 0)
      return -1;
    buf += Got;
    buflen -= Got;
  }
  return 0;
}

int qio_channel_write_all(QIOChannel *ioc, const char *buf, size_t buflen,
                          Error **errp) {
  while (buflen) {
    ssize_t Put = qio_channel_write(ioc, buf, buflen, errp);
    if (Put == QIO_CHANNEL_ERR_BLOCK) {
      qio_channel_wait(ioc, G_IO_OUT);
      continue;
    }
    if (Put < 0)
      return -1;
    buf += Put;
    buflen -= Put;
  }
  return 0;
}

void qio_channel_set_name(QIOChannel *ioc, const char *name) {
  g_free(ioc->name);
  ioc->name = g_strdup(name);
}

bool qio_channel_set_blocking(QIOChannel *ioc, bool enabled, Error **errp) {
  return classOf(ioc)->io_set_blocking(ioc, enabled, errp) == 0;
}

int qio_channel_shutdown(QIOChannel *ioc, QIOChannelShutdown how,
                         Error **errp) {
  if (classOf(ioc)->io_shutdown)
    return classOf(ioc)->io_shutdown(ioc, how, errp);
  error_setg(errp, "Data path shutdown not supported");
  return -1;
}

int qio_channel_close(QIOChannel *ioc, Error **errp) {
  return classOf(ioc)->io_close(ioc, errp);
}

//===----------------------------------------------------------------------===//
// Watches
//===----------------------------------------------------------------------===//

GSource *qio_channel_create_watch(QIOChannel *ioc, GIOCondition condition) {
  return classOf(ioc)->io_create_watch(ioc, condition);
}

/// The main loop owns the source, and through it a reference on the channel.
guint qio_channel_add_watch_full(QIOChannel *ioc, GIOCondition condition,
                                 QIOChannelFunc func, gpointer user_data,
                                 GDestroyNotify notify, GMainContext *context) {
  GSource *Source = qio_channel_create_watch(ioc, condition);
  g_source_set_callback(Source, G_SOURCE_FUNC(func), user_data, notify);
  guint Id = g_source_attach(Source, context);
  g_source_unref(Source);
  return Id;
}

guint qio_channel_add_watch(QIOChannel *ioc, GIOCondition condition,
                            QIOChannelFunc func, gpointer user_data,
                            GDestroyNotify notify) {
  return qio_channel_add_watch_full(ioc, condition, func, user_data, notify,
                                    nullptr);
}

/// One more reference on the source, for the caller.
GSource *qio_channel_add_watch_source(QIOChannel *ioc, GIOCondition condition,
                                      QIOChannelFunc func, gpointer user_data,
                                      GDestroyNotify notify,
                                      GMainContext *context) {
  guint Id = qio_channel_add_watch_full(ioc, condition, func, user_data, notify,
                                        context);
  return g_source_ref(g_main_context_find_source_by_id(context, Id));
}

void qio_channel_wait(QIOChannel *ioc, GIOCondition condition) {
  GMainContext *Context = g_main_context_new();
  GMainLoop *Loop = g_main_loop_new(Context, true);
  GSource *Source = qio_channel_create_watch(ioc, condition);
  QIOChannelFunc Quit = [](QIOChannel *, GIOCondition, void *Loop) {
    g_main_loop_quit(static_cast<GMainLoop *>(Loop));
    return static_cast<gboolean>(G_SOURCE_REMOVE);
  };
  g_source_set_callback(Source, G_SOURCE_FUNC(Quit), Loop, nullptr);
  g_source_attach(Source, Context);
  g_main_loop_run(Loop);
  g_source_unref(Source);
  g_main_loop_unref(Loop);
  g_main_context_unref(Context);
}

static void channelFinalize(Object *Obj) { g_free(QIO_CHANNEL(Obj)->name); }

void qom::registerChannelTypes() {
  static const TypeInfo Channel = {.name = TYPE_QIO_CHANNEL,
                                   .parent = TYPE_OBJECT,
                                   .instance_size = sizeof(QIOChannel),
                                   .instance_finalize = channelFinalize,
                                   .abstract = true,
                                   .class_size = sizeof(QIOChannelClass)};
  type_register_static(&Channel);
  registerSocketType();
  registerBufferType();
  registerFileType();
  registerTlsTypes();
  registerListenerType();
}
