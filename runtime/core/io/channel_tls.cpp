//===- io/channel_tls.cpp - A channel around a channel --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The channel holds its master, its session holds the credentials. A handshake
// sends a greeting and wants the peer's; after it, bytes pass as they are.
//
//===----------------------------------------------------------------------===//
#include "channel.h"

#include "runtime/core/builtin_types.h"
#include "runtime/core/object.h"

#include "qom/object_interfaces.h"

using namespace qom;

struct QCryptoTLSCreds {
  Object Parent;
  bool IsServer;
};

/// One side's state of a handshake.
struct QCryptoTLSSession {
  QCryptoTLSCreds *Creds;
  bool IsServer;
  size_t Sent = 0;
  size_t Received = 0;
};

//===----------------------------------------------------------------------===//
// Credentials
//===----------------------------------------------------------------------===//

static char *getEndpoint(Object *Obj, Error **Errp) {
  return g_strdup(QCRYPTO_TLS_CREDS(Obj)->IsServer ? "server" : "client");
}

static void setEndpoint(Object *Obj, const char *Text, Error **Errp) {
  if (strcmp(Text, "server") && strcmp(Text, "client")) {
    error_setg(Errp, "invalid parameter value: %s", Text);
    return;
  }
  QCRYPTO_TLS_CREDS(Obj)->IsServer = !strcmp(Text, "server");
}

static void credsClassInit(ObjectClass *Class, const void *Data) {
  object_class_property_add_str(Class, "endpoint", getEndpoint, setEndpoint);
}

/// Null with an error if the credentials are for the other side.
static QCryptoTLSSession *makeSession(QCryptoTLSCreds *Creds, bool IsServer,
                                      Error **Errp) {
  if (Creds->IsServer != IsServer) {
    error_setg(Errp, "Expected TLS credentials for a %s endpoint",
               IsServer ? "server" : "client");
    return nullptr;
  }
  auto *Session = new QCryptoTLSSession{Creds, IsServer};
  take(OBJECT(Creds), {"session", Session, nullptr}, QOM_CALLER);
  return Session;
}

static void freeSession(QCryptoTLSSession *Session) {
  if (!Session)
    return;
  drop(OBJECT(Session->Creds), {"session", Session, nullptr}, QOM_CALLER);
  delete Session;
}

//===----------------------------------------------------------------------===//
// Creation
//===----------------------------------------------------------------------===//

static QIOChannelTLS *wrap(QIOChannel *Master, QCryptoTLSCreds *Creds,
                           bool IsServer, Error **Errp, const void *Caller) {
  QCryptoTLSSession *Session = makeSession(Creds, IsServer, Errp);
  if (!Session)
    return nullptr;
  QIOChannelTLS *Tls = QIO_CHANNEL_TLS(object_new(TYPE_QIO_CHANNEL_TLS));
  Tls->master = Master;
  Tls->session = Session;
  take(OBJECT(Master), {"tls channel", Tls, nullptr}, Caller);
  return Tls;
}

QIOChannelTLS *qio_channel_tls_new_server(QIOChannel *master,
                                          QCryptoTLSCreds *creds,
                                          const char *aclname, Error **errp) {
  return wrap(master, creds, true, errp, QOM_CALLER);
}

QIOChannelTLS *qio_channel_tls_new_client(QIOChannel *master,
                                          QCryptoTLSCreds *creds,
                                          const char *hostname, Error **errp) {
  return wrap(master, creds, false, errp, QOM_CALLER);
}

//===----------------------------------------------------------------------===//
// Handshake
//===----------------------------------------------------------------------===//

namespace {

constexpr std::string_view ClientGreeting = "QOM-TLS client\n";
constexpr std::string_view ServerGreeting = "QOM-TLS server\n";

enum class Step { Failed, Sending, Receiving, Complete };

Step send(QIOChannelTLS *Tls, Error **Errp) {
  QCryptoTLSSession *S = Tls->session;
  std::string_view Own = S->IsServer ? ServerGreeting : ClientGreeting;
  while (S->Sent < Own.size()) {
    ssize_t Put = qio_channel_write(Tls->master, Own.data() + S->Sent,
                                    Own.size() - S->Sent, Errp);
    if (Put < 0)
      return Put == QIO_CHANNEL_ERR_BLOCK ? Step::Sending : Step::Failed;
    S->Sent += Put;
  }
  return Step::Complete;
}

Step receive(QIOChannelTLS *Tls, Error **Errp) {
  QCryptoTLSSession *S = Tls->session;
  std::string_view Theirs = S->IsServer ? ClientGreeting : ServerGreeting;
  while (S->Received < Theirs.size()) {
    char Byte;
    ssize_t Got = qio_channel_read(Tls->master, &Byte, 1, Errp);
    if (Got == QIO_CHANNEL_ERR_BLOCK)
      return Step::Receiving;
    if (Got < 0)
      return Step::Failed;
    if (Got == 0 || Byte != Theirs[S->Received]) {
      error_setg(Errp, "TLS handshake failed: %s",
                 Got ? "unexpected packet" : "connection was closed");
      return Step::Failed;
    }
    ++S->Received;
  }
  return Step::Complete;
}

/// As a watch's opaque; owns the task until it completes.
struct Handshake {
  QIOTask *Task;
  GMainContext *Context;
};

void freeHandshake(void *Opaque) {
  auto *H = static_cast<Handshake *>(Opaque);
  qio_task_free(H->Task);
  if (H->Context)
    g_main_context_unref(H->Context);
  delete H;
}

gboolean proceedLater(QIOChannel *Master, GIOCondition Condition, void *Opaque);

/// Takes over the task.
void proceed(QIOChannelTLS *Tls, QIOTask *Task, GMainContext *Context) {
  Error *Err = nullptr;
  Step S = send(Tls, &Err);
  if (S == Step::Complete)
    S = receive(Tls, &Err);
  if (S == Step::Failed || S == Step::Complete) {
    qio_task_set_error(Task, Err);
    qio_task_complete(Task);
    freeCompleted(Task);
    return;
  }
  auto *Later =
      new Handshake{Task, Context ? g_main_context_ref(Context) : nullptr};
  Tls->hs_ioc_tag = qio_channel_add_watch_full(
      Tls->master, S == Step::Sending ? G_IO_OUT : G_IO_IN, proceedLater, Later,
      freeHandshake, Context);
}

gboolean proceedLater(QIOChannel *Master, GIOCondition Condition,
                      void *Opaque) {
  auto *H = static_cast<Handshake *>(Opaque);
  QIOTask *Task = g_steal_pointer(&H->Task);
  QIOChannelTLS *Tls = QIO_CHANNEL_TLS(qio_task_get_source(Task));
  Tls->hs_ioc_tag = 0;
  proceed(Tls, Task, H->Context);
  return G_SOURCE_REMOVE;
}

void cancelHandshake(QIOChannelTLS *Tls) {
  if (Tls->hs_ioc_tag)
    g_source_remove(Tls->hs_ioc_tag);
  Tls->hs_ioc_tag = 0;
}

} // namespace

void qio_channel_tls_handshake(QIOChannelTLS *ioc, QIOTaskFunc func,
                               gpointer opaque, GDestroyNotify destroy,
                               GMainContext *context) {
  proceed(ioc, qio_task_new(OBJECT(ioc), func, opaque, destroy), context);
}

//===----------------------------------------------------------------------===//
// The types
//===----------------------------------------------------------------------===//

static QIOChannel *masterOf(QIOChannel *Channel) {
  return QIO_CHANNEL_TLS(Channel)->master;
}

static ssize_t tlsRead(QIOChannel *Channel, const struct iovec *Iov,
                       size_t Count, int **Fds, size_t *FdCount, int Flags,
                       Error **Errp) {
  QIOChannel *Master = masterOf(Channel);
  return QIO_CHANNEL_GET_CLASS(Master)->io_readv(Master, Iov, Count, Fds,
                                                 FdCount, Flags, Errp);
}

static ssize_t tlsWrite(QIOChannel *Channel, const struct iovec *Iov,
                        size_t Count, int *Fds, size_t FdCount, int Flags,
                        Error **Errp) {
  QIOChannel *Master = masterOf(Channel);
  return QIO_CHANNEL_GET_CLASS(Master)->io_writev(Master, Iov, Count, Fds,
                                                  FdCount, Flags, Errp);
}

static int tlsSetBlocking(QIOChannel *Channel, bool Enabled, Error **Errp) {
  return qio_channel_set_blocking(masterOf(Channel), Enabled, Errp) ? 0 : -1;
}

static int tlsShutdown(QIOChannel *Channel, QIOChannelShutdown How,
                       Error **Errp) {
  QIOChannelTLS *Tls = QIO_CHANNEL_TLS(Channel);
  Tls->shutdown = static_cast<QIOChannelShutdown>(Tls->shutdown | How);
  return qio_channel_shutdown(Tls->master, How, Errp);
}

static int tlsClose(QIOChannel *Channel, Error **Errp) {
  cancelHandshake(QIO_CHANNEL_TLS(Channel));
  return qio_channel_close(masterOf(Channel), Errp);
}

static GSource *tlsWatch(QIOChannel *Channel, GIOCondition Condition) {
  return watchThrough(Channel,
                      qio_channel_create_watch(masterOf(Channel), Condition),
                      Condition);
}

static void tlsFinalize(Object *Obj) {
  QIOChannelTLS *Tls = QIO_CHANNEL_TLS(Obj);
  cancelHandshake(Tls);
  drop(OBJECT(Tls->master), {"tls channel", Tls, nullptr}, QOM_CALLER);
  freeSession(Tls->session);
}

static void tlsClassInit(ObjectClass *Class, const void *Data) {
  QIOChannelClass *Channel = QIO_CHANNEL_CLASS(Class);
  Channel->io_readv = tlsRead;
  Channel->io_writev = tlsWrite;
  Channel->io_set_blocking = tlsSetBlocking;
  Channel->io_shutdown = tlsShutdown;
  Channel->io_close = tlsClose;
  Channel->io_create_watch = tlsWatch;
}

void qom::registerTlsTypes() {
  static const InterfaceInfo Creatable[] = {{TYPE_USER_CREATABLE}, {nullptr}};
  static const TypeInfo Types[] = {
      {.name = TYPE_QCRYPTO_TLS_CREDS,
       .parent = TYPE_OBJECT,
       .instance_size = sizeof(QCryptoTLSCreds),
       .abstract = true,
       .class_init = credsClassInit,
       .interfaces = Creatable},
      {.name = "tls-creds-anon", .parent = TYPE_QCRYPTO_TLS_CREDS},
      {.name = TYPE_QIO_CHANNEL_TLS,
       .parent = TYPE_QIO_CHANNEL,
       .instance_size = sizeof(QIOChannelTLS),
       .instance_finalize = tlsFinalize,
       .class_init = tlsClassInit}};
  type_register_static_array(Types, G_N_ELEMENTS(Types));
}
