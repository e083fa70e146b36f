//===- io/channel_watch.cpp - Sources that hold a channel -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "channel.h"

#include "runtime/core/object.h"

using namespace qom;

namespace {

/// GLib allocates it, zeroed.
struct ChannelSource {
  GSource Parent;
  QIOChannel *Channel;
  GIOCondition Wanted;
  /// One of the two says what the channel is ready for; without either, an
  /// inner source does.
  void *DescriptorTag;
  GIOCondition (*Ready)(QIOChannel *);
};

GIOCondition readyFor(ChannelSource *Source) {
  GIOCondition Now =
      Source->Ready
          ? Source->Ready(Source->Channel)
          : g_source_query_unix_fd(&Source->Parent, Source->DescriptorTag);
  return static_cast<GIOCondition>(Now &
                                   (Source->Wanted | G_IO_HUP | G_IO_ERR));
}

gboolean prepare(GSource *Source, int *Timeout) {
  *Timeout = -1;
  auto *Own = reinterpret_cast<ChannelSource *>(Source);
  return Own->Ready && readyFor(Own);
}

bool isOuter(const ChannelSource *Source) {
  return !Source->Ready && !Source->DescriptorTag;
}

gboolean check(GSource *Source) {
  auto *Own = reinterpret_cast<ChannelSource *>(Source);
  return !isOuter(Own) && readyFor(Own);
}

gboolean dispatch(GSource *Source, GSourceFunc Callback, void *Opaque) {
  auto *Own = reinterpret_cast<ChannelSource *>(Source);
  auto Call =
      reinterpret_cast<QIOChannelFunc>(reinterpret_cast<void (*)()>(Callback));
  return Call(Own->Channel, isOuter(Own) ? Own->Wanted : readyFor(Own), Opaque);
}

void finalize(GSource *Source) {
  drop(OBJECT(reinterpret_cast<ChannelSource *>(Source)->Channel),
       {"watch", Source, nullptr}, QOM_CALLER);
}

GSourceFuncs Functions = {.prepare = prepare,
                          .check = check,
                          .dispatch = dispatch,
                          .finalize = finalize};

ChannelSource *makeSource(QIOChannel *Channel, GIOCondition Condition) {
  auto *Source = reinterpret_cast<ChannelSource *>(
      g_source_new(&Functions, sizeof(ChannelSource)));
  Source->Channel = Channel;
  Source->Wanted = Condition;
  take(OBJECT(Channel), {"watch", Source, nullptr}, QOM_CALLER);
  return Source;
}

} // namespace

GSource *qom::watchDescriptor(QIOChannel *Channel, int Fd,
                              GIOCondition Condition) {
  ChannelSource *Source = makeSource(Channel, Condition);
  Source->DescriptorTag = g_source_add_unix_fd(&Source->Parent, Fd, Condition);
  return &Source->Parent;
}

GSource *qom::watchState(QIOChannel *Channel, GIOCondition Condition,
                         GIOCondition (*Ready)(QIOChannel *)) {
  ChannelSource *Source = makeSource(Channel, Condition);
  Source->Ready = Ready;
  return &Source->Parent;
}

GSource *qom::watchThrough(QIOChannel *Channel, GSource *Inner,
                           GIOCondition Condition) {
  ChannelSource *Source = makeSource(Channel, Condition);
  // The outer source's callback is the one that counts.
  QIOChannelFunc KeepOn = [](QIOChannel *, GIOCondition, void *) {
    return static_cast<gboolean>(G_SOURCE_CONTINUE);
  };
  g_source_set_callback(Inner, G_SOURCE_FUNC(KeepOn), nullptr, nullptr);
  g_source_add_child_source(&Source->Parent, Inner);
  g_source_unref(Inner);
  return &Source->Parent;
}
