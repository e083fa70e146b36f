//===- events.cpp - What happens to references ----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "events.h"

namespace qom {

std::atomic<Observer *> TheObserver{nullptr};

void setObserver(Observer *O) {
  TheObserver.store(O, std::memory_order_release);
}

} // namespace qom
