//===- lifecycle.cpp - What types need in order to live -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "lifecycle.h"

#include <map>

using namespace qom::testing;

namespace {

struct Entry {
  Preparation::Function Prepare;
  Realizes HowOften;
};

/// Filled before main, in any order of files.
std::map<std::string, Entry> &preparations() {
  static std::map<std::string, Entry> All;
  return All;
}

std::map<std::string, const char *> &hosts() {
  static std::map<std::string, const char *> All;
  return All;
}

} // namespace

Preparation::Preparation(const char *Type, Function Prepare,
                         Realizes HowOften) {
  preparations()[Type] = {std::move(Prepare), HowOften};
}

void Preparation::run(DeviceState *Dev) {
  auto It = preparations().find(object_get_typename(OBJECT(Dev)));
  if (It != preparations().end())
    It->second.Prepare(Dev);
}

Realizes Preparation::howOften(const std::string &Type) {
  auto It = preparations().find(Type);
  return It != preparations().end() ? It->second.HowOften : Realizes::Again;
}

BusOf::BusOf(const char *BusType, const char *HostType) {
  hosts()[BusType] = HostType;
}

const char *BusOf::hostType(const char *BusType) {
  auto It = hosts().find(BusType);
  return It != hosts().end() ? It->second : nullptr;
}

Preparation::Function qom::testing::withClock(const char *Input,
                                              unsigned Hertz) {
  return [=](DeviceState *Dev) {
    Clock *Source = clock_new(OBJECT(Dev), "lifecycle-source");
    clock_set_hz(Source, Hertz);
    qdev_connect_clock_in(Dev, Input, Source);
  };
}
