//===- object_benchmark.cpp - What references cost ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Without an observer. A pair of atomic operations behind two calls is the
// yardstick for object_ref and object_unref: they cannot do without it.
//
//===----------------------------------------------------------------------===//
#include "qom/module.h"
#include "qom/object.h"

#include <benchmark/benchmark.h>

[[gnu::noinline]] static uint32_t increment(uint32_t *Count) {
  return Count ? __atomic_fetch_add(Count, 1, __ATOMIC_SEQ_CST) : 0;
}

[[gnu::noinline]] static uint32_t decrement(uint32_t *Count) {
  return Count ? __atomic_fetch_sub(Count, 1, __ATOMIC_SEQ_CST) : 0;
}

static void atomicPair(benchmark::State &State) {
  auto *Count = new uint32_t(1);
  for (auto _ : State) {
    benchmark::DoNotOptimize(increment(Count));
    benchmark::DoNotOptimize(decrement(Count));
  }
  delete Count;
}
BENCHMARK(atomicPair);

static void refUnref(benchmark::State &State) {
  Object *Obj = object_new(TYPE_CONTAINER);
  for (auto _ : State) {
    object_ref(Obj);
    object_unref(Obj);
  }
  object_unref(Obj);
}
BENCHMARK(refUnref);

static void createAndDrop(benchmark::State &State) {
  for (auto _ : State)
    object_unref(object_new(TYPE_CONTAINER));
}
BENCHMARK(createAndDrop);

static void findProperty(benchmark::State &State) {
  Object *Obj = object_new(TYPE_CONTAINER);
  for (int I = 0; I < 16; ++I)
    object_property_add(Obj, "filler[*]", "bool", nullptr, nullptr, nullptr,
                        nullptr);
  for (auto _ : State)
    benchmark::DoNotOptimize(object_property_find(Obj, "filler[7]"));
  object_unref(Obj);
}
BENCHMARK(findProperty);

static void cast(benchmark::State &State) {
  Object *Obj = object_new(TYPE_CONTAINER);
  for (auto _ : State)
    benchmark::DoNotOptimize(object_dynamic_cast(Obj, TYPE_CONTAINER));
  object_unref(Obj);
}
BENCHMARK(cast);

int main(int argc, char **argv) {
  module_call_init(MODULE_INIT_QOM);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
