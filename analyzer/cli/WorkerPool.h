//===- WorkerPool.h - Tasks in processes of their own -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parsing real code can crash, hang or run out of memory, and must then cost
// one translation unit and not the run. So each task runs in a forked worker
// process, and a worker that dies is replaced.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_WORKERPOOL_H
#define QOMLINT_CLI_WORKERPOOL_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace qomlint {

enum class TaskEnd : uint8_t { Done, Crash, Timeout, Memory };

struct TaskResult {
  TaskEnd End = TaskEnd::Done;
  /// Done: what the task returned. Else how it ended, in words that are the
  /// same in every run.
  std::string Output;
};

class WorkerPool {
public:
  /// Runs in a worker, with the number of the task. What it keeps between calls
  /// lives as long as that worker.
  using Task = std::function<std::string(size_t)>;

  struct Limits {
    unsigned Workers = 1;
    /// Wall clock of one task; zero: none.
    std::chrono::milliseconds Timeout{0};
    /// How much a worker may map beyond what it starts with; zero: no limit.
    uint64_t MemoryBytes = 0;
    /// A worker that has grown by more than this makes room for a new one,
    /// because memory that a parser once used rarely goes back; zero: never.
    uint64_t RecycleBytes = 0;
  };

  struct Observer {
    /// Once per task, in the order of their numbers.
    llvm::function_ref<void(size_t, TaskResult)> Deliver;
    /// Once per task, as soon as it ends.
    llvm::function_ref<void(size_t)> Ended;
    /// Asked often; true ends all workers and run().
    llvm::function_ref<bool()> Stop;
  };

  WorkerPool(Task Run, Limits Bounds) : Run(std::move(Run)), Bounds(Bounds) {}

  /// Runs tasks 0 to \p Count - 1, each by the next worker that is free. All
  /// workers are gone on return. False if stopped.
  bool run(size_t Count, const Observer &Watch);

private:
  Task Run;
  Limits Bounds;
};

} // namespace qomlint

#endif // QOMLINT_CLI_WORKERPOOL_H
