//===- io/net_listener.cpp - Sockets that wait for clients ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A listener holds its sockets. While a function waits for clients, each of its
// sources holds the listener.
//
//===----------------------------------------------------------------------===//
#include "channel.h"

#include "runtime/core/builtin_types.h"
#include "runtime/core/object.h"

using namespace qom;

QIONetListener *qio_net_listener_new(void) {
  return QIO_NET_LISTENER(object_new(TYPE_QIO_NET_LISTENER));
}

static gboolean acceptClient(QIOChannel *Channel, GIOCondition Condition,
                             void *Opaque) {
  auto *Listener = static_cast<QIONetListener *>(Opaque);
  QIOChannelSocket *Client =
      qio_channel_socket_accept(QIO_CHANNEL_SOCKET(Channel), nullptr);
  if (!Client)
    return G_SOURCE_CONTINUE;
  if (Listener->io_func)
    Listener->io_func(Listener, Client, Listener->io_data);
  // The function keeps the client by a reference of its own.
  object_unref(Client);
  return G_SOURCE_CONTINUE;
}

static void dropListener(void *Listener) {
  drop(OBJECT(Listener), {"listener source", Listener, nullptr}, QOM_CALLER);
}

static void watch(QIONetListener *Listener, size_t I) {
  if (!Listener->io_func)
    return;
  take(OBJECT(Listener), {"listener source", Listener, nullptr}, QOM_CALLER);
  Listener->io_source[I] = qio_channel_add_watch_source(
      QIO_CHANNEL(Listener->sioc[I]), G_IO_IN, acceptClient, Listener,
      dropListener, nullptr);
}

static void unwatch(QIONetListener *Listener, size_t I) {
  GSource *Source = g_steal_pointer(&Listener->io_source[I]);
  if (!Source)
    return;
  g_source_destroy(Source);
  g_source_unref(Source);
}

void qio_net_listener_add(QIONetListener *listener, QIOChannelSocket *sioc) {
  size_t I = listener->nsioc++;
  listener->sioc = g_renew(QIOChannelSocket *, listener->sioc, I + 1);
  listener->io_source = g_renew(GSource *, listener->io_source, I + 1);
  take(OBJECT(sioc), {"listener", listener, nullptr}, QOM_CALLER);
  listener->sioc[I] = sioc;
  listener->io_source[I] = nullptr;
  listener->connected = true;
  watch(listener, I);
}

int qio_net_listener_open_sync(QIONetListener *listener, SocketAddress *addr,
                               int num, Error **errp) {
  QIOChannelSocket *Socket = qio_channel_socket_new();
  int Result = qio_channel_socket_listen_sync(Socket, addr, num, errp);
  if (Result == 0)
    qio_net_listener_add(listener, Socket);
  object_unref(Socket);
  return Result;
}

void qio_net_listener_set_client_func(QIONetListener *listener,
                                      QIONetListenerClientFunc func,
                                      gpointer data, GDestroyNotify notify) {
  // The sources may hold the last references.
  object_ref(listener);
  for (size_t I = 0; I < listener->nsioc; ++I)
    unwatch(listener, I);
  if (listener->io_notify)
    listener->io_notify(listener->io_data);
  listener->io_func = func;
  listener->io_data = data;
  listener->io_notify = notify;
  for (size_t I = 0; I < listener->nsioc; ++I)
    watch(listener, I);
  object_unref(listener);
}

namespace {

struct Wait {
  GMainLoop *Loop;
  QIOChannelSocket *Client;
};

gboolean acceptOne(QIOChannel *Channel, GIOCondition Condition, void *Opaque) {
  auto *W = static_cast<Wait *>(Opaque);
  if (!W->Client)
    W->Client = qio_channel_socket_accept(QIO_CHANNEL_SOCKET(Channel), nullptr);
  if (W->Client)
    g_main_loop_quit(W->Loop);
  return G_SOURCE_CONTINUE;
}

} // namespace

/// The client is the caller's.
QIOChannelSocket *qio_net_listener_wait_client(QIONetListener *listener) {
  GMainContext *Context = g_main_context_new();
  Wait W{g_main_loop_new(Context, true), nullptr};
  for (size_t I = 0; I < listener->nsioc; ++I)
    unwatch(listener, I);
  GPtrArray *Sources = g_ptr_array_new();
  for (size_t I = 0; I < listener->nsioc; ++I)
    g_ptr_array_add(Sources, qio_channel_add_watch_source(
                                 QIO_CHANNEL(listener->sioc[I]), G_IO_IN,
                                 acceptOne, &W, nullptr, Context));
  g_main_loop_run(W.Loop);
  for (guint I = 0; I < Sources->len; ++I) {
    g_source_destroy(static_cast<GSource *>(Sources->pdata[I]));
    g_source_unref(static_cast<GSource *>(Sources->pdata[I]));
  }
  g_ptr_array_free(Sources, true);
  g_main_loop_unref(W.Loop);
  g_main_context_unref(Context);
  for (size_t I = 0; I < listener->nsioc; ++I)
    watch(listener, I);
  return W.Client;
}

void qio_net_listener_disconnect(QIONetListener *listener) {
  if (!listener->connected)
    return;
  object_ref(listener);
  for (size_t I = 0; I < listener->nsioc; ++I) {
    unwatch(listener, I);
    qio_channel_close(QIO_CHANNEL(listener->sioc[I]), nullptr);
  }
  listener->connected = false;
  object_unref(listener);
}

/// Nothing watches any more: each source would have held the listener.
static void listenerFinalize(Object *Obj) {
  QIONetListener *Listener = QIO_NET_LISTENER(Obj);
  if (Listener->io_notify)
    Listener->io_notify(Listener->io_data);
  for (size_t I = 0; I < Listener->nsioc; ++I)
    drop(OBJECT(Listener->sioc[I]), {"listener", Listener, nullptr},
         QOM_CALLER);
  g_free(Listener->io_source);
  g_free(Listener->sioc);
  g_free(Listener->name);
}

void qom::registerListenerType() {
  static const TypeInfo Listener = {.name = TYPE_QIO_NET_LISTENER,
                                    .parent = TYPE_OBJECT,
                                    .instance_size = sizeof(QIONetListener),
                                    .instance_finalize = listenerFinalize};
  type_register_static(&Listener);
}
