//===- WorkerPoolTest.cpp -------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/WorkerPool.h"
#include "gtest/gtest.h"
#include <algorithm>
#include <csignal>
#include <cstring>
#include <numeric>
#include <set>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace qomlint;
using namespace std::chrono_literals;

namespace {

struct Outcome {
  std::vector<size_t> Delivered; ///< in the order of delivery
  std::vector<TaskResult> Results;
  std::vector<size_t> Ended; ///< in the order of ending
  bool Finished = false;
};

Outcome runAll(WorkerPool::Task Task, size_t Count,
               WorkerPool::Limits Bounds = {}, size_t StopAfter = SIZE_MAX) {
  Outcome O;
  auto Deliver = [&](size_t Number, TaskResult Result) {
    O.Delivered.push_back(Number);
    O.Results.push_back(std::move(Result));
  };
  auto Ended = [&](size_t Number) { O.Ended.push_back(Number); };
  auto Stop = [&] { return O.Ended.size() >= StopAfter; };
  O.Finished =
      WorkerPool(std::move(Task), Bounds).run(Count, {Deliver, Ended, Stop});
  return O;
}

WorkerPool::Limits workers(unsigned N) {
  WorkerPool::Limits Bounds;
  Bounds.Workers = N;
  return Bounds;
}

std::vector<size_t> upTo(size_t Count) {
  std::vector<size_t> Numbers(Count);
  std::iota(Numbers.begin(), Numbers.end(), 0);
  return Numbers;
}

/// True if this process has no child left, running or waiting to be reaped.
bool noChildLeft() { return waitpid(-1, nullptr, WNOHANG) < 0; }

std::set<std::string> distinctOutputs(const Outcome &O) {
  std::set<std::string> Outputs;
  for (const TaskResult &R : O.Results)
    Outputs.insert(R.Output);
  return Outputs;
}

TEST(WorkerPoolTest, RunsTasksInAnotherProcess) {
  Outcome O = runAll([](size_t) { return std::to_string(getpid()); }, 3);
  EXPECT_TRUE(O.Finished);
  ASSERT_EQ(O.Results.size(), 3u);
  EXPECT_NE(O.Results[0].Output, std::to_string(getpid()));
  EXPECT_EQ(distinctOutputs(O).size(), 1u) << "one worker does all";
  EXPECT_TRUE(noChildLeft());
}

TEST(WorkerPoolTest, DeliversInOrderWhateverEndsFirst) {
  auto FirstIsSlow = [](size_t Number) {
    usleep(Number == 0 ? 300000 : 1000);
    return std::to_string(Number);
  };
  Outcome O = runAll(FirstIsSlow, 8, workers(3));
  EXPECT_EQ(O.Delivered, upTo(8));
  EXPECT_EQ(O.Ended.back(), 0u) << "the others did not wait for it";
  for (size_t I = 0; I < 8; ++I)
    EXPECT_EQ(O.Results[I].Output, std::to_string(I));
}

TEST(WorkerPoolTest, AnswersMayBeLargerThanASocketBuffer) {
  auto Large = [](size_t Number) {
    return std::string(5000000 + Number, 'a' + Number);
  };
  Outcome O = runAll(Large, 3, workers(2));
  ASSERT_EQ(O.Results.size(), 3u);
  EXPECT_EQ(O.Results[2].Output, std::string(5000002, 'c'));
}

TEST(WorkerPoolTest, CrashCostsOneTask) {
  auto SecondCrashes = [](size_t Number) {
    if (Number == 1)
      raise(SIGSEGV);
    return std::string("fine");
  };
  for (unsigned N : {1u, 2u}) {
    Outcome O = runAll(SecondCrashes, 4, workers(N));
    EXPECT_TRUE(O.Finished);
    EXPECT_EQ(O.Delivered, upTo(4));
    ASSERT_EQ(O.Results.size(), 4u);
    EXPECT_EQ(O.Results[1].End, TaskEnd::Crash);
    EXPECT_EQ(O.Results[1].Output,
              "the worker was ended by signal 11 (Segmentation fault)");
    for (size_t I : {0, 2, 3})
      EXPECT_EQ(O.Results[I].Output, "fine");
    EXPECT_TRUE(noChildLeft());
  }
}

TEST(WorkerPoolTest, ExitInsideATaskIsACrash) {
  Outcome O = runAll([](size_t) -> std::string { _exit(5); }, 1);
  ASSERT_EQ(O.Results.size(), 1u);
  EXPECT_EQ(O.Results[0].End, TaskEnd::Crash);
  EXPECT_EQ(O.Results[0].Output, "the worker ended with status 5");
}

TEST(WorkerPoolTest, WorkersAreSilentWhenTheyCrash) {
  testing::internal::CaptureStderr();
  runAll(
      [](size_t) -> std::string {
        fputs("stack trace", stderr);
        abort();
      },
      1);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(WorkerPoolTest, EndsTasksThatTakeTooLong) {
  WorkerPool::Limits Bounds = workers(2);
  Bounds.Timeout = 300ms;
  auto ThirdHangs = [](size_t Number) {
    while (Number == 2)
      pause();
    return std::string("fine");
  };
  Outcome O = runAll(ThirdHangs, 5, Bounds);
  EXPECT_TRUE(O.Finished);
  ASSERT_EQ(O.Results.size(), 5u);
  EXPECT_EQ(O.Results[2].End, TaskEnd::Timeout);
  EXPECT_EQ(O.Results[4].Output, "fine");
  EXPECT_TRUE(noChildLeft());
}

TEST(WorkerPoolTest, LimitsMemory) {
#if __has_feature(address_sanitizer)
  GTEST_SKIP() << "its allocator does not ask the handler";
#endif
  WorkerPool::Limits Bounds;
  Bounds.MemoryBytes = 200 << 20;
  auto SecondIsGreedy = [](size_t Number) {
    return std::string(Number == 1 ? 1 << 30 : 10 << 20, 'x').substr(0, 4);
  };
  Outcome O = runAll(SecondIsGreedy, 3, Bounds);
  ASSERT_EQ(O.Results.size(), 3u);
  EXPECT_EQ(O.Results[0].Output, "xxxx");
  EXPECT_EQ(O.Results[1].End, TaskEnd::Memory);
  EXPECT_EQ(O.Results[1].Output, "the worker reached its memory limit");
  EXPECT_EQ(O.Results[2].Output, "xxxx");
}

TEST(WorkerPoolTest, KilledFromOutsideCountsAsMemory) {
  auto Killed = [](size_t) -> std::string {
    raise(SIGKILL);
    return "";
  };
  Outcome O = runAll(Killed, 1);
  ASSERT_EQ(O.Results.size(), 1u);
  EXPECT_EQ(O.Results[0].End, TaskEnd::Memory);
}

TEST(WorkerPoolTest, ReplacesWorkersThatGrew) {
  WorkerPool::Limits Bounds;
  Bounds.RecycleBytes = 4 << 20;
  auto Task = [](size_t) {
    static std::vector<char> Kept;
    Kept.resize(Kept.size() + (16 << 20), 'x');
    return std::to_string(getpid());
  };
  EXPECT_EQ(distinctOutputs(runAll(Task, 3, Bounds)).size(), 3u);
  Bounds.RecycleBytes = uint64_t(1) << 40;
  EXPECT_EQ(distinctOutputs(runAll(Task, 3, Bounds)).size(), 1u);
}

TEST(WorkerPoolTest, StopEndsAllWorkers) {
  auto LaterOnesHang = [](size_t Number) {
    while (Number >= 2)
      pause();
    return std::string();
  };
  Outcome O = runAll(LaterOnesHang, 10, workers(2), /*StopAfter=*/2);
  EXPECT_FALSE(O.Finished);
  EXPECT_EQ(O.Delivered, upTo(2));
  EXPECT_TRUE(noChildLeft());
}

TEST(WorkerPoolTest, NothingToDo) {
  EXPECT_TRUE(runAll([](size_t) { return std::string(); }, 0).Finished);
}

} // namespace
