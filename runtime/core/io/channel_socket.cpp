//===- io/channel_socket.cpp - Channels to sockets ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "channel.h"

#include "runtime/core/builtin_types.h"

#include <netdb.h>
#include <string>
#include <sys/un.h>

using namespace qom;

//===----------------------------------------------------------------------===//
// Addresses
//===----------------------------------------------------------------------===//

namespace {

/// An address as the system wants it.
struct RawAddress {
  struct sockaddr_storage Storage = {};
  socklen_t Length = 0;
};

bool toRawUnix(const SocketAddress *Addr, RawAddress &Out, Error **Errp) {
  auto *Unix = reinterpret_cast<struct sockaddr_un *>(&Out.Storage);
  if (strlen(Addr->u.q_unix.path) >= sizeof(Unix->sun_path)) {
    error_setg(Errp, "UNIX socket path '%s' is too long", Addr->u.q_unix.path);
    return false;
  }
  Unix->sun_family = AF_UNIX;
  strcpy(Unix->sun_path, Addr->u.q_unix.path);
  Out.Length = sizeof(*Unix);
  return true;
}

bool toRawInet(const SocketAddress *Addr, RawAddress &Out, Error **Errp) {
  struct addrinfo Hints = {.ai_flags = AI_PASSIVE, .ai_socktype = SOCK_STREAM};
  struct addrinfo *Found;
  int Result =
      getaddrinfo(Addr->u.inet.host, Addr->u.inet.port, &Hints, &Found);
  if (Result) {
    error_setg(Errp, "address resolution failed for %s:%s: %s",
               Addr->u.inet.host, Addr->u.inet.port, gai_strerror(Result));
    return false;
  }
  memcpy(&Out.Storage, Found->ai_addr, Found->ai_addrlen);
  Out.Length = Found->ai_addrlen;
  freeaddrinfo(Found);
  return true;
}

bool toRaw(const SocketAddress *Addr, RawAddress &Out, Error **Errp) {
  switch (Addr->type) {
  case SOCKET_ADDRESS_TYPE_UNIX:
    return toRawUnix(Addr, Out, Errp);
  case SOCKET_ADDRESS_TYPE_INET:
    return toRawInet(Addr, Out, Errp);
  default:
    error_setg(Errp, "this kind of socket address is not supported");
    return false;
  }
}

/// A descriptor for the address, connected or listening; -1 with an error.
template <class Use>
int openSocket(const SocketAddress *Addr, const char *What, Use Do,
               Error **Errp) {
  if (Addr->type == SOCKET_ADDRESS_TYPE_FD)
    return atoi(Addr->u.fd.str);
  RawAddress Raw;
  if (!toRaw(Addr, Raw, Errp))
    return -1;
  int Fd = socket(Raw.Storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (Fd >= 0 && Do(Fd, Raw))
    return Fd;
  error_setg_errno(Errp, errno, "Failed to %s socket", What);
  if (Fd >= 0)
    close(Fd);
  return -1;
}

bool adopt(QIOChannelSocket *Socket, int Fd, Error **Errp) {
  Socket->localAddrLen = sizeof(Socket->localAddr);
  auto *Local = reinterpret_cast<struct sockaddr *>(&Socket->localAddr);
  if (getsockname(Fd, Local, &Socket->localAddrLen) < 0) {
    error_setg_errno(Errp, errno, "Unable to query local socket address");
    return false;
  }
  // A listening socket has none.
  Socket->remoteAddrLen = sizeof(Socket->remoteAddr);
  auto *Remote = reinterpret_cast<struct sockaddr *>(&Socket->remoteAddr);
  if (getpeername(Fd, Remote, &Socket->remoteAddrLen) < 0)
    Socket->remoteAddrLen = 0;
  Socket->fd = Fd;
  return true;
}

} // namespace

//===----------------------------------------------------------------------===//
// Creation
//===----------------------------------------------------------------------===//

QIOChannelSocket *qio_channel_socket_new(void) {
  return QIO_CHANNEL_SOCKET(object_new(TYPE_QIO_CHANNEL_SOCKET));
}

/// On failure the descriptor stays the caller's.
QIOChannelSocket *qio_channel_socket_new_fd(int fd, Error **errp) {
  QIOChannelSocket *Socket = qio_channel_socket_new();
  if (adopt(Socket, fd, errp))
    return Socket;
  object_unref(Socket);
  return nullptr;
}

static int adoptOrClose(QIOChannelSocket *Socket, int Fd, Error **Errp) {
  if (Fd < 0)
    return -1;
  if (adopt(Socket, Fd, Errp))
    return 0;
  close(Fd);
  return -1;
}

int qio_channel_socket_connect_sync(QIOChannelSocket *ioc, SocketAddress *addr,
                                    Error **errp) {
  auto Connect = [](int Fd, const RawAddress &To) {
    auto *Addr = reinterpret_cast<const struct sockaddr *>(&To.Storage);
    return connect(Fd, Addr, To.Length) == 0;
  };
  return adoptOrClose(ioc, openSocket(addr, "connect", Connect, errp), errp);
}

int qio_channel_socket_listen_sync(QIOChannelSocket *ioc, SocketAddress *addr,
                                   int num, Error **errp) {
  auto Listen = [num](int Fd, const RawAddress &At) {
    auto *Addr = reinterpret_cast<const struct sockaddr *>(&At.Storage);
    int On = 1;
    setsockopt(Fd, SOL_SOCKET, SO_REUSEADDR, &On, sizeof(On));
    return bind(Fd, Addr, At.Length) == 0 && listen(Fd, num) == 0;
  };
  return adoptOrClose(ioc, openSocket(addr, "listen on", Listen, errp), errp);
}

QIOChannelSocket *qio_channel_socket_accept(QIOChannelSocket *ioc,
                                            Error **errp) {
  int Fd = accept4(ioc->fd, nullptr, nullptr, SOCK_CLOEXEC);
  if (Fd < 0) {
    error_setg_errno(errp, errno, "Unable to accept connection");
    return nullptr;
  }
  QIOChannelSocket *Client = qio_channel_socket_new_fd(Fd, errp);
  if (!Client)
    close(Fd);
  return Client;
}

//===----------------------------------------------------------------------===//
// Connecting in the background
//===----------------------------------------------------------------------===//

namespace {

SocketAddress *copyAddress(const SocketAddress *Addr) {
  auto *Copy = g_new0(SocketAddress, 1);
  Copy->type = Addr->type;
  switch (Addr->type) {
  case SOCKET_ADDRESS_TYPE_INET:
    Copy->u.inet = {g_strdup(Addr->u.inet.host), g_strdup(Addr->u.inet.port)};
    break;
  case SOCKET_ADDRESS_TYPE_UNIX:
    Copy->u.q_unix = {g_strdup(Addr->u.q_unix.path)};
    break;
  case SOCKET_ADDRESS_TYPE_FD:
    Copy->u.fd = {g_strdup(Addr->u.fd.str)};
    break;
  case SOCKET_ADDRESS_TYPE_VSOCK:
    break;
  }
  return Copy;
}

void freeAddress(void *Opaque) {
  auto *Addr = static_cast<SocketAddress *>(Opaque);
  switch (Addr->type) {
  case SOCKET_ADDRESS_TYPE_INET:
    g_free(Addr->u.inet.host);
    g_free(Addr->u.inet.port);
    break;
  case SOCKET_ADDRESS_TYPE_UNIX:
    g_free(Addr->u.q_unix.path);
    break;
  case SOCKET_ADDRESS_TYPE_FD:
    g_free(Addr->u.fd.str);
    break;
  case SOCKET_ADDRESS_TYPE_VSOCK:
    break;
  }
  g_free(Addr);
}

void connectWorker(QIOTask *Task, void *Opaque) {
  QIOChannelSocket *Socket = QIO_CHANNEL_SOCKET(qio_task_get_source(Task));
  Error *Err = nullptr;
  qio_channel_socket_connect_sync(Socket, static_cast<SocketAddress *>(Opaque),
                                  &Err);
  qio_task_set_error(Task, Err);
}

} // namespace

void qio_channel_socket_connect_async(QIOChannelSocket *ioc,
                                      SocketAddress *addr, QIOTaskFunc callback,
                                      gpointer opaque, GDestroyNotify destroy,
                                      GMainContext *context) {
  QIOTask *Task = qio_task_new(OBJECT(ioc), callback, opaque, destroy);
  qio_task_run_in_thread(Task, connectWorker, copyAddress(addr), freeAddress,
                         context);
}

//===----------------------------------------------------------------------===//
// The type
//===----------------------------------------------------------------------===//

static ssize_t socketRead(QIOChannel *Channel, const struct iovec *Iov,
                          size_t Count, int **, size_t *, int, Error **Errp) {
  return readDescriptor(QIO_CHANNEL_SOCKET(Channel)->fd, Iov, Count, Errp);
}

static ssize_t socketWrite(QIOChannel *Channel, const struct iovec *Iov,
                           size_t Count, int *, size_t, int, Error **Errp) {
  struct msghdr Message = {.msg_iov = const_cast<struct iovec *>(Iov),
                           .msg_iovlen = Count};
  ssize_t Put =
      sendmsg(QIO_CHANNEL_SOCKET(Channel)->fd, &Message, MSG_NOSIGNAL);
  if (Put >= 0)
    return Put;
  if (errno == EAGAIN || errno == EINTR)
    return QIO_CHANNEL_ERR_BLOCK;
  error_setg_errno(Errp, errno, "Unable to write to socket");
  return -1;
}

static int socketSetBlocking(QIOChannel *Channel, bool Enabled, Error **Errp) {
  return setDescriptorBlocking(QIO_CHANNEL_SOCKET(Channel)->fd, Enabled, Errp);
}

static int socketShutdown(QIOChannel *Channel, QIOChannelShutdown How,
                          Error **Errp) {
  int Mode = How == QIO_CHANNEL_SHUTDOWN_READ    ? SHUT_RD
             : How == QIO_CHANNEL_SHUTDOWN_WRITE ? SHUT_WR
                                                 : SHUT_RDWR;
  if (shutdown(QIO_CHANNEL_SOCKET(Channel)->fd, Mode) == 0)
    return 0;
  error_setg_errno(Errp, errno, "Unable to shutdown socket");
  return -1;
}

/// Drops no reference; a watch stays until its source goes.
static int socketClose(QIOChannel *Channel, Error **Errp) {
  QIOChannelSocket *Socket = QIO_CHANNEL_SOCKET(Channel);
  if (Socket->fd >= 0)
    close(Socket->fd);
  Socket->fd = -1;
  return 0;
}

static GSource *socketWatch(QIOChannel *Channel, GIOCondition Condition) {
  return watchDescriptor(Channel, QIO_CHANNEL_SOCKET(Channel)->fd, Condition);
}

static void socketInit(Object *Obj) { QIO_CHANNEL_SOCKET(Obj)->fd = -1; }

static void socketFinalize(Object *Obj) {
  socketClose(QIO_CHANNEL(Obj), nullptr);
}

static void socketClassInit(ObjectClass *Class, const void *Data) {
  QIOChannelClass *Channel = QIO_CHANNEL_CLASS(Class);
  Channel->io_readv = socketRead;
  Channel->io_writev = socketWrite;
  Channel->io_set_blocking = socketSetBlocking;
  Channel->io_shutdown = socketShutdown;
  Channel->io_close = socketClose;
  Channel->io_create_watch = socketWatch;
}

void qom::registerSocketType() {
  static const TypeInfo Socket = {.name = TYPE_QIO_CHANNEL_SOCKET,
                                  .parent = TYPE_QIO_CHANNEL,
                                  .instance_size = sizeof(QIOChannelSocket),
                                  .instance_init = socketInit,
                                  .instance_finalize = socketFinalize,
                                  .class_init = socketClassInit};
  type_register_static(&Socket);
}
