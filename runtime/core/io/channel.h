//===- io/channel.h - Channels, for the runtime's own use -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_IO_CHANNEL_H
#define QOM_CORE_IO_CHANNEL_H

#include "qom/channel.h"

namespace qom {

/// A source that fires when the descriptor is ready, and holds the channel.
GSource *watchDescriptor(QIOChannel *Channel, int Fd, GIOCondition Condition);

/// A source that fires at once when \p IsReady says so, and holds the channel.
GSource *watchState(QIOChannel *Channel, GIOCondition Condition,
                    GIOCondition (*Ready)(QIOChannel *));

/// A source that fires when \p Inner, which it takes over, does, and holds the
/// channel.
GSource *watchThrough(QIOChannel *Channel, GSource *Inner,
                      GIOCondition Condition);

/// The system calls, with errors in words; QIO_CHANNEL_ERR_BLOCK if it would.
ssize_t readDescriptor(int Fd, const struct iovec *Iov, size_t Count,
                       Error **Errp);
ssize_t writeDescriptor(int Fd, const struct iovec *Iov, size_t Count,
                        Error **Errp);
int setDescriptorBlocking(int Fd, bool Enabled, Error **Errp);

/// Ends a task that has completed, where 7.2's completion did not.
void freeCompleted(QIOTask *Task);

} // namespace qom

#endif
