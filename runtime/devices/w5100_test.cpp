//===- w5100_test.cpp - A script for sockets in hardware ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/w5100.h"

#include "runtime/devices/testing.h"

#include <arpa/inet.h>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace qom::testing;

constexpr hwaddr Base = 0xb000, Ir = 0x15, Imr = 0x16;
constexpr hwaddr Sn = 0x400, Mr = Sn + 0x00, Cr = Sn + 0x01, SnIr = Sn + 0x02,
                 Sr = Sn + 0x03, Dipr = Sn + 0x0c, Dport = Sn + 0x10,
                 TxFsr = Sn + 0x20, TxWr = Sn + 0x24, RxRsr = Sn + 0x26,
                 RxRd = Sn + 0x28, Tx = 0x4000, Rx = 0x6000;
constexpr uint8_t Open = 0x01, Connect = 0x04, Discon = 0x08, Close = 0x10,
                  Send = 0x20, Recv = 0x40;
constexpr uint8_t Closed = 0x00, Init = 0x13, SynSent = 0x15,
                  Established = 0x17, CloseWait = 0x1c;
constexpr uint8_t Con = 1, Disconnected = 2, Received = 4, Timeout = 8,
                  SendOk = 16;

/// The peer: a socket of the host's, which no QOM object knows.
class Host {
public:
  Host() : Listener(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in Address = {};
    Address.sin_family = AF_INET;
    Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t Size = sizeof(Address);
    EXPECT_EQ(bind(Listener, reinterpret_cast<sockaddr *>(&Address), Size), 0);
    EXPECT_EQ(listen(Listener, 4), 0);
    getsockname(Listener, reinterpret_cast<sockaddr *>(&Address), &Size);
    Port = ntohs(Address.sin_port);
  }
  ~Host() {
    hangUp();
    close(Listener);
  }
  Host(const Host &) = delete;

  void accept() { Peer = ::accept(Listener, nullptr, nullptr); }
  void say(const std::string &Text) const {
    EXPECT_EQ(write(Peer, Text.data(), Text.size()), ssize_t(Text.size()));
  }
  std::string hear(size_t Size) const {
    std::string Text(Size, 0);
    EXPECT_EQ(recv(Peer, Text.data(), Size, MSG_WAITALL), ssize_t(Size));
    return Text;
  }
  /// Whether the other side has closed.
  bool isLeft() const {
    char Byte;
    return recv(Peer, &Byte, 1, 0) <= 0;
  }
  void hangUp() {
    if (Peer >= 0)
      close(Peer);
    Peer = -1;
  }

  uint16_t Port;

private:
  int Listener;
  int Peer = -1;
};

class SocketScript : public DeviceScript {
protected:
  void SetUp() override {
    DeviceScript::SetUp();
    Dev = qdev_new("w5100");
    sysbus_realize_and_unref(SYS_BUS_DEVICE(Dev), &error_abort);
    sysbus_mmio_map(SYS_BUS_DEVICE(Dev), 0, Base);
    sysbus_connect_irq(SYS_BUS_DEVICE(Dev), 0, Line.Irq);
    qom_system_reset();
  }

  static uint8_t read(hwaddr Offset) {
    uint8_t Byte = 0;
    address_space_read(&address_space_memory, Base + Offset,
                       MEMTXATTRS_UNSPECIFIED, &Byte, 1);
    return Byte;
  }
  static void write(hwaddr Offset, uint8_t Byte) {
    address_space_write(&address_space_memory, Base + Offset,
                        MEMTXATTRS_UNSPECIFIED, &Byte, 1);
  }
  static uint16_t read16(hwaddr Offset) {
    return read(Offset) << 8 | read(Offset + 1);
  }
  static void write16(hwaddr Offset, uint16_t Value) {
    write(Offset, Value >> 8);
    write(Offset + 1, Value);
  }

  static void open() {
    write(Mr, 1);
    write(Cr, Open);
  }

  static void connectTo(uint16_t Port) {
    const uint8_t Loopback[] = {127, 0, 0, 1};
    for (int I = 0; I < 4; ++I)
      write(Dipr + I, Loopback[I]);
    write16(Dport, Port);
    write(Cr, Connect);
  }

  static void startConnecting(uint16_t Port) {
    open();
    EXPECT_EQ(read(Sr), Init);
    connectTo(Port);
    EXPECT_EQ(read(Sr), SynSent);
  }

  static void waitFor(uint8_t Bits) {
    while (!(read(SnIr) & Bits))
      main_loop_wait(false);
    write(SnIr, Bits);
  }

  void connect() {
    startConnecting(Peer.Port);
    Peer.accept();
    waitFor(Con);
    EXPECT_EQ(read(Sr), Established);
  }

  static void send(const std::string &Text) {
    uint16_t At = read16(TxWr);
    for (char C : Text)
      write(Tx + At++ % 2048, C);
    write16(TxWr, At);
    write(Cr, Send);
  }

  static std::string receive() {
    uint16_t At = read16(RxRd);
    std::string Text;
    for (uint16_t Left = read16(RxRsr); Left; --Left)
      Text += read(Rx + At++ % 2048);
    write16(RxRd, At);
    write(Cr, Recv);
    return Text;
  }

  void unplug() {
    memory_region_del_subregion(get_system_memory(),
                                sysbus_mmio_get_region(SYS_BUS_DEVICE(Dev), 0));
    object_unparent(OBJECT(Dev));
    drain_call_rcu();
  }

  Host Peer;
  Probe Line;
  DeviceState *Dev;
};

TEST_F(SocketScript, ResetValues) {
  EXPECT_EQ(read16(0x17), 0x07d0u);
  EXPECT_EQ(read(0x19), 8u);
  EXPECT_EQ(read(0x1a), 0x55u);
  EXPECT_EQ(read(Sr), Closed);
}

TEST_F(SocketScript, WordsBothWays) {
  connect();
  EXPECT_EQ(read16(TxFsr), 2048u);
  send("hello");
  EXPECT_EQ(read(SnIr), SendOk);
  EXPECT_EQ(Peer.hear(5), "hello");
  Peer.say("world");
  waitFor(Received);
  EXPECT_EQ(receive(), "world");
  EXPECT_EQ(read16(RxRsr), 0u);
}

TEST_F(SocketScript, TheLineFollowsTheMask) {
  connect();
  Peer.say("x");
  while (!read(SnIr))
    main_loop_wait(false);
  EXPECT_EQ(read(Ir), 1u);
  EXPECT_EQ(Line.Level, 0);
  write(Imr, 1);
  EXPECT_EQ(Line.Level, 1);
  write(SnIr, 0xff);
  EXPECT_EQ(Line.Level, 0);
}

/// The watch goes when there is no room, and comes back when there is.
TEST_F(SocketScript, AFullBufferStopsReading) {
  connect();
  Peer.say(std::string(3000, 'a'));
  while (read16(RxRsr) < 2048)
    main_loop_wait(false);
  EXPECT_EQ(W5100(Dev)->sockets[0].watch, 0u);
  EXPECT_EQ(OBJECT(W5100(Dev)->sockets[0].ioc)->ref, 1u);
  EXPECT_EQ(receive(), std::string(2048, 'a'));
  EXPECT_EQ(OBJECT(W5100(Dev)->sockets[0].ioc)->ref, 2u) << "the watch's";
  while (read16(RxRsr) < 952)
    main_loop_wait(false);
  EXPECT_EQ(receive().size(), 952u);
}

TEST_F(SocketScript, NobodyReadsMoreThanThereIs) {
  connect();
  Peer.say("abc");
  waitFor(Received);
  write16(RxRd, 0x8000);
  write(Cr, Recv);
  EXPECT_EQ(read16(RxRsr), 3u);
  write16(RxRd, 0);
  EXPECT_EQ(receive(), "abc");
}

TEST_F(SocketScript, ThePeerHangsUp) {
  connect();
  Peer.hangUp();
  waitFor(Disconnected);
  EXPECT_EQ(read(Sr), CloseWait);
  write(Cr, Discon);
  EXPECT_EQ(read(Sr), Closed);
}

TEST_F(SocketScript, TheGuestHangsUp) {
  connect();
  write(Cr, Discon);
  EXPECT_EQ(read(SnIr), Disconnected);
  EXPECT_TRUE(Peer.isLeft());
  connect();
  EXPECT_EQ(read16(RxRsr), 0u) << "the socket serves again";
}

TEST_F(SocketScript, NobodyListens) {
  uint16_t Free;
  {
    Host Gone;
    Free = Gone.Port;
  }
  startConnecting(Free);
  waitFor(Timeout);
  EXPECT_EQ(read(Sr), Closed);
}

/// The callback finds nobody who waits, and drops what it took over.
TEST_F(SocketScript, ClosedWhileItConnects) {
  object_ref(Dev);
  startConnecting(Peer.Port);
  uint32_t Count = OBJECT(Dev)->ref;
  write(Cr, Close);
  while (OBJECT(Dev)->ref == Count)
    main_loop_wait(false);
  EXPECT_EQ(read(Sr), Closed);
  EXPECT_EQ(W5100(Dev)->sockets[0].ioc, nullptr);
  object_unref(Dev);
}

TEST_F(SocketScript, UnplugWhileItConnects) {
  startConnecting(Peer.Port);
  object_ref(Dev);
  unplug();
  while (OBJECT(Dev)->ref > 1)
    main_loop_wait(false);
  object_unref(Dev);
}

TEST_F(SocketScript, UnplugWhileConnected) {
  connect();
  Peer.say("never read");
  unplug();
  EXPECT_TRUE(Peer.isLeft());
}

/// The map keeps the device, but nobody would close what it opened.
TEST_F(SocketScript, UnpluggedItConnectsNoMore) {
  object_unparent(OBJECT(Dev));
  open();
  connectTo(Peer.Port);
  while (read(Sr) == SynSent)
    main_loop_wait(false);
  EXPECT_EQ(read(Sr), Closed);
  memory_region_del_subregion(get_system_memory(),
                              sysbus_mmio_get_region(SYS_BUS_DEVICE(Dev), 0));
  drain_call_rcu();
}

TEST_F(SocketScript, AResetClosesAll) {
  connect();
  write(0, 0x80);
  EXPECT_EQ(read(Sr), Closed);
  EXPECT_TRUE(Peer.isLeft());
}

TEST_F(SocketScript, NoConnectionIsLoaded) {
  connect();
  SavedState Saved;
  Saved.load();
  EXPECT_EQ(read(Sr), Closed);
  EXPECT_EQ(read(SnIr), Disconnected);
  EXPECT_TRUE(Peer.isLeft());
  EXPECT_EQ(read16(Dport), Peer.Port);
}

} // namespace
