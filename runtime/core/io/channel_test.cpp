//===- io/channel_test.cpp - Channels, tasks, listeners and who holds them ===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/testing.h"

#include "qom/channel.h"
#include "qom/object_interfaces.h"

#include <sys/socket.h>

using namespace qom::testing;
using qom::TheSemantics;

namespace {

uint32_t count(void *Obj) { return OBJECT(Obj)->ref; }

class ChannelTest : public SystemTest {
protected:
  void SetUp() override {
    SystemTest::SetUp();
    int Fds[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, Fds), 0);
    A = qio_channel_socket_new_fd(Fds[0], &error_abort);
    B = qio_channel_socket_new_fd(Fds[1], &error_abort);
  }
  void TearDown() override {
    object_unref(A);
    object_unref(B);
    SystemTest::TearDown();
  }

  void runUntil(bool &Done) {
    for (int Rounds = 0; !Done && Rounds < 1000; ++Rounds)
      main_loop_wait(false);
    ASSERT_TRUE(Done) << "the main loop has nothing more to do";
  }

  QIOChannelSocket *A, *B;
  Error *Err = nullptr;
};

//===----------------------------------------------------------------------===//
// Bytes
//===----------------------------------------------------------------------===//

TEST_F(ChannelTest, SocketsCarryBytes) {
  char Text[6] = {};
  EXPECT_EQ(qio_channel_write_all(QIO_CHANNEL(A), "hello", 5, &error_abort), 0);
  EXPECT_EQ(qio_channel_read_all(QIO_CHANNEL(B), Text, 5, &error_abort), 0);
  EXPECT_STREQ(Text, "hello");
  EXPECT_TRUE(qio_channel_set_blocking(QIO_CHANNEL(B), false, &error_abort));
  EXPECT_EQ(qio_channel_read(QIO_CHANNEL(B), Text, 1, &error_abort),
            QIO_CHANNEL_ERR_BLOCK);
  EXPECT_EQ(qio_channel_shutdown(QIO_CHANNEL(A), QIO_CHANNEL_SHUTDOWN_WRITE,
                                 &error_abort),
            0);
  EXPECT_EQ(qio_channel_read_all(QIO_CHANNEL(B), Text, 1, &Err), -1);
  EXPECT_EQ(textOf(Err), "Unexpected end-of-file before all data were read");
}

TEST_F(ChannelTest, BuffersRemember) {
  QIOChannelBuffer *Buffer = qio_channel_buffer_new(2);
  qio_channel_write_all(QIO_CHANNEL(Buffer), "hello", 5, &error_abort);
  Buffer->offset = 0;
  char Text[6] = {};
  EXPECT_EQ(qio_channel_read(QIO_CHANNEL(Buffer), Text, 5, &error_abort), 5);
  EXPECT_STREQ(Text, "hello");
  EXPECT_EQ(qio_channel_read(QIO_CHANNEL(Buffer), Text, 5, &error_abort), 0);
  object_unref(Buffer);
}

TEST_F(ChannelTest, FilesAreOpenedByPath) {
  g_autofree char *Path =
      g_strdup_printf("%s/qom-channel-XXXXXX", g_get_tmp_dir());
  int Fd = g_mkstemp(Path);
  close(Fd);
  QIOChannelFile *File =
      qio_channel_file_new_path(Path, O_RDWR, 0600, &error_abort);
  EXPECT_EQ(qio_channel_write_all(QIO_CHANNEL(File), "x", 1, &error_abort), 0);
  qio_channel_set_name(QIO_CHANNEL(File), "file");
  object_unref(File);
  unlink(Path);
  EXPECT_EQ(qio_channel_file_new_path(Path, O_RDONLY, 0, &Err), nullptr);
  EXPECT_NE(textOf(Err), "no error");
}

TEST_F(ChannelTest, ABadDescriptorStaysTheCallers) {
  Recorder R;
  EXPECT_EQ(qio_channel_socket_new_fd(-1, &Err), nullptr);
  EXPECT_EQ(textOf(Err),
            "Unable to query local socket address: Bad file descriptor");
  EXPECT_EQ(R.alive(), Lines{});
}

//===----------------------------------------------------------------------===//
// Watches
//===----------------------------------------------------------------------===//

gboolean readOnce(QIOChannel *Channel, GIOCondition Condition, void *Done) {
  char Byte;
  qio_channel_read(Channel, &Byte, 1, nullptr);
  *static_cast<bool *>(Done) = true;
  return G_SOURCE_REMOVE;
}

TEST_F(ChannelTest, AWatchHoldsItsChannelUntilItGoes) {
  bool Done = false;
  qio_channel_add_watch(QIO_CHANNEL(B), G_IO_IN, readOnce, &Done,
                        [](void *) { Log.push_back("notify"); });
  EXPECT_EQ(count(B), 2u);
  qio_channel_write(QIO_CHANNEL(A), "x", 1, &error_abort);
  runUntil(Done);
  EXPECT_EQ(count(B), 1u);
  EXPECT_EQ(Log, Lines{"notify"});
}

TEST_F(ChannelTest, AWatchMayHoldTheLastReference) {
  Recorder R;
  bool Done = false;
  object_ref(B);
  object_unref(B);
  qio_channel_add_watch(QIO_CHANNEL(B), G_IO_IN, readOnce, &Done, nullptr);
  object_unref(B);
  qio_channel_write(QIO_CHANNEL(A), "x", 1, &error_abort);
  runUntil(Done);
  EXPECT_EQ(R.of(B).back(), "free 0");
  B = nullptr;
}

TEST_F(ChannelTest, ASourceCanBeTakenBack) {
  bool Done = false;
  GSource *Source = qio_channel_add_watch_source(
      QIO_CHANNEL(B), G_IO_IN, readOnce, &Done, nullptr, nullptr);
  g_source_destroy(Source);
  EXPECT_EQ(count(B), 2u) << "the source still has its reference";
  g_source_unref(Source);
  EXPECT_EQ(count(B), 1u);
  EXPECT_FALSE(Done);
}

TEST_F(ChannelTest, ClosingDropsNothing) {
  EXPECT_EQ(qio_channel_close(QIO_CHANNEL(A), &error_abort), 0);
  EXPECT_EQ(count(A), 1u);
}

//===----------------------------------------------------------------------===//
// Tasks
//===----------------------------------------------------------------------===//

void completed(QIOTask *Task, void *Done) {
  Error *Err = nullptr;
  bool Failed = qio_task_propagate_error(Task, &Err);
  Log.push_back(Failed ? "failed: " + textOf(Err) : "completed");
  *static_cast<bool *>(Done) = true;
}

TEST_F(ChannelTest, ATaskHoldsItsSource) {
  bool Done = false;
  QIOTask *Task = qio_task_new(OBJECT(A), completed, &Done,
                               [](void *) { Log.push_back("destroyed"); });
  EXPECT_EQ(count(A), 2u);
  EXPECT_EQ(qio_task_get_source(Task), OBJECT(A));
  EXPECT_EQ(count(A), 2u);
  qio_task_set_result_pointer(Task, g_strdup("result"), g_free);
  EXPECT_STREQ(static_cast<char *>(qio_task_get_result_pointer(Task)),
               "result");
  qio_task_complete(Task);
  if (TheSemantics.TaskOutlivesCompletion) {
    EXPECT_EQ(count(A), 2u);
    qio_task_free(Task);
  }
  EXPECT_EQ(count(A), 1u);
  EXPECT_EQ(Log, (Lines{"completed", "destroyed"}));
}

TEST_F(ChannelTest, WorkInAThreadEndsInTheMainLoop) {
  bool Done = false;
  QIOTask *Task = qio_task_new(OBJECT(A), completed, &Done, nullptr);
  qio_task_run_in_thread(
      Task,
      [](QIOTask *Task, void *Text) {
        Error *Err = nullptr;
        error_setg(&Err, "%s", static_cast<char *>(Text));
        qio_task_set_error(Task, Err);
      },
      g_strdup("tired"), g_free, nullptr);
  runUntil(Done);
  EXPECT_EQ(Log, Lines{"failed: tired"});
  EXPECT_EQ(count(A), 1u);
}

TEST_F(ChannelTest, WaitingForAThreadCompletesTheTask) {
  bool Done = false;
  QIOTask *Task = qio_task_new(OBJECT(A), completed, &Done, nullptr);
  qio_task_run_in_thread(
      Task, [](QIOTask *, void *) {}, nullptr, nullptr, nullptr);
  qio_task_wait_thread(Task);
  EXPECT_TRUE(Done);
  EXPECT_EQ(count(A), 1u);
}

TEST_F(ChannelTest, TheCreationReferenceMayBeTheCallbacks) {
  Recorder R;
  QIOChannelSocket *Socket = qio_channel_socket_new();
  SocketAddress Addr = {.type = SOCKET_ADDRESS_TYPE_UNIX};
  Addr.u.q_unix.path = const_cast<char *>("/nonexistent/socket");
  static bool Done;
  Done = false;
  qio_channel_socket_connect_async(
      Socket, &Addr,
      [](QIOTask *Task, void *Opaque) {
        completed(Task, Opaque);
        object_unref(qio_task_get_source(Task));
      },
      &Done, nullptr, nullptr);
  runUntil(Done);
  EXPECT_EQ(Log, Lines{"failed: Failed to connect socket: No such file or "
                       "directory"});
  EXPECT_EQ(R.of(Socket).back(), "free 0");
}

//===----------------------------------------------------------------------===//
// Listeners
//===----------------------------------------------------------------------===//

class ListenerTest : public ChannelTest {
protected:
  void SetUp() override {
    ChannelTest::SetUp();
    Dir = g_dir_make_tmp("qom-listener-XXXXXX", nullptr);
    Path = g_strdup_printf("%s/socket", Dir);
    Addr.type = SOCKET_ADDRESS_TYPE_UNIX;
    Addr.u.q_unix.path = Path;
    Listener = qio_net_listener_new();
    ASSERT_EQ(qio_net_listener_open_sync(Listener, &Addr, 1, &error_abort), 0);
  }
  void TearDown() override {
    object_unref(Listener);
    unlink(Path);
    rmdir(Dir);
    g_free(Path);
    g_free(Dir);
    ChannelTest::TearDown();
  }

  QIOChannelSocket *connect() {
    QIOChannelSocket *Socket = qio_channel_socket_new();
    qio_channel_socket_connect_sync(Socket, &Addr, &error_abort);
    return Socket;
  }

  char *Dir, *Path;
  SocketAddress Addr{};
  QIONetListener *Listener;
};

TEST_F(ListenerTest, ItHoldsItsSockets) {
  ASSERT_EQ(Listener->nsioc, 1u);
  EXPECT_EQ(count(Listener->sioc[0]), 1u);
}

TEST_F(ListenerTest, EachSourceHoldsTheListener) {
  static bool Done;
  static QIOChannelSocket *Kept;
  Done = false;
  qio_net_listener_set_client_func(
      Listener,
      [](QIONetListener *, QIOChannelSocket *Client, void *) {
        EXPECT_EQ(count(Client), 1u) << "the client is borrowed";
        Kept = reinterpret_cast<QIOChannelSocket *>(object_ref(Client));
        Done = true;
      },
      nullptr, [](void *) { Log.push_back("notify"); });
  EXPECT_EQ(count(Listener), 2u);
  QIOChannelSocket *Client = connect();
  runUntil(Done);
  EXPECT_EQ(count(Kept), 1u);
  object_unref(Kept);
  object_unref(Client);
  qio_net_listener_set_client_func(Listener, nullptr, nullptr, nullptr);
  EXPECT_EQ(count(Listener), 1u);
  EXPECT_EQ(Log, Lines{"notify"});
}

TEST_F(ListenerTest, DisconnectingLetsGo) {
  qio_net_listener_set_client_func(
      Listener, [](QIONetListener *, QIOChannelSocket *, void *) {}, nullptr,
      nullptr);
  EXPECT_EQ(count(Listener), 2u);
  qio_net_listener_disconnect(Listener);
  EXPECT_EQ(count(Listener), 1u);
}

TEST_F(ListenerTest, AClientThatIsWaitedForIsTheCallers) {
  QIOChannelSocket *Client = connect();
  QIOChannelSocket *Server = qio_net_listener_wait_client(Listener);
  EXPECT_EQ(count(Server), 1u);
  object_unref(Server);
  object_unref(Client);
}

//===----------------------------------------------------------------------===//
// TLS
//===----------------------------------------------------------------------===//

class TlsTest : public ChannelTest {
protected:
  void SetUp() override {
    ChannelTest::SetUp();
    for (const char *Side : {"client", "server"}) {
      g_autofree char *Text =
          g_strdup_printf("tls-creds-anon,id=%s,endpoint=%s", Side, Side);
      user_creatable_add_from_str(Text, &error_abort);
    }
    for (QIOChannelSocket *Socket : {A, B})
      qio_channel_set_blocking(QIO_CHANNEL(Socket), false, &error_abort);
  }

  static QCryptoTLSCreds *creds(const char *Side) {
    return QCRYPTO_TLS_CREDS(
        object_resolve_path_component(object_get_objects_root(), Side));
  }
};

TEST_F(TlsTest, ItHoldsItsMasterAndTheCredentials) {
  QIOChannelTLS *Tls = qio_channel_tls_new_client(
      QIO_CHANNEL(A), creds("client"), "host", &error_abort);
  EXPECT_EQ(count(A), 2u);
  EXPECT_EQ(count(creds("client")), 2u);
  object_unref(Tls);
  EXPECT_EQ(count(A), 1u);
  EXPECT_EQ(count(creds("client")), 1u);
}

TEST_F(TlsTest, WrongCredentialsKeepNothing) {
  EXPECT_EQ(
      qio_channel_tls_new_client(QIO_CHANNEL(A), creds("server"), "host", &Err),
      nullptr);
  EXPECT_EQ(textOf(Err), "Expected TLS credentials for a client endpoint");
  EXPECT_EQ(count(A), 1u);
  EXPECT_EQ(count(creds("server")), 1u);
}

TEST_F(TlsTest, BothSidesShakeHands) {
  QIOChannelTLS *Client = qio_channel_tls_new_client(
      QIO_CHANNEL(A), creds("client"), "host", &error_abort);
  QIOChannelTLS *Server = qio_channel_tls_new_server(
      QIO_CHANNEL(B), creds("server"), nullptr, &error_abort);
  bool ClientDone = false, ServerDone = false;
  qio_channel_tls_handshake(Client, completed, &ClientDone, nullptr, nullptr);
  EXPECT_FALSE(ClientDone);
  EXPECT_EQ(count(Client), 2u) << "the task's";
  qio_channel_tls_handshake(Server, completed, &ServerDone, nullptr, nullptr);
  runUntil(ServerDone);
  runUntil(ClientDone);
  EXPECT_EQ(Log, (Lines{"completed", "completed"}));
  EXPECT_EQ(count(Client), 1u);
  bool Done = false;
  qio_channel_add_watch(QIO_CHANNEL(Server), G_IO_IN, readOnce, &Done, nullptr);
  EXPECT_EQ(count(Server), 2u) << "the watch holds the outer channel";
  qio_channel_write(QIO_CHANNEL(Client), "x", 1, &error_abort);
  runUntil(Done);
  EXPECT_EQ(count(Server), 1u);
  object_unref(Client);
  object_unref(Server);
}

TEST_F(TlsTest, AHandshakeMayFail) {
  QIOChannelTLS *Server = qio_channel_tls_new_server(
      QIO_CHANNEL(B), creds("server"), nullptr, &error_abort);
  bool Done = false;
  qio_channel_write(QIO_CHANNEL(A), "GET /", 5, &error_abort);
  qio_channel_tls_handshake(Server, completed, &Done, nullptr, nullptr);
  EXPECT_TRUE(Done);
  EXPECT_EQ(Log, Lines{"failed: TLS handshake failed: unexpected packet"});
  EXPECT_EQ(count(Server), 1u);
  object_unref(Server);
}

TEST_F(TlsTest, ClosingCancelsAHandshake) {
  QIOChannelTLS *Server = qio_channel_tls_new_server(
      QIO_CHANNEL(B), creds("server"), nullptr, &error_abort);
  bool Done = false;
  qio_channel_tls_handshake(Server, completed, &Done, nullptr, nullptr);
  qio_channel_close(QIO_CHANNEL(Server), &error_abort);
  EXPECT_FALSE(Done);
  EXPECT_EQ(count(Server), 1u);
  object_unref(Server);
}

} // namespace
