//===- WorkerPool.cpp - Tasks in processes of their own -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/WorkerPool.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/ErrorHandling.h"
#include <cerrno>
#include <csignal>
#include <cstring>
#include <deque>
#include <fcntl.h>
#include <new>
#include <optional>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace qomlint;
using Clock = std::chrono::steady_clock;

namespace {

/// The exit status of a worker that ran out of memory. Only the pool reads it.
constexpr int OutOfMemoryStatus = 113;

/// Precedes every answer.
struct AnswerHeader {
  uint64_t GrownBytes; ///< what the worker holds beyond what it started with
  uint64_t Length;
};

/// One number of /proc/self/statm, in bytes: 0 is all that is mapped, 1 what is
/// in memory.
uint64_t memoryOfThisProcess(int Field) {
  FILE *Statm = fopen("/proc/self/statm", "re");
  if (!Statm)
    return 0;
  unsigned long Pages[2] = {0, 0};
  int Count = fscanf(Statm, "%lu %lu", &Pages[0], &Pages[1]);
  fclose(Statm);
  return Count == 2 ? uint64_t(Pages[Field]) * sysconf(_SC_PAGESIZE) : 0;
}

bool sendAll(int Socket, const char *Data, size_t Size) {
  while (Size) {
    // A peer that is gone is an error to return, not a signal.
    ssize_t Sent = send(Socket, Data, Size, MSG_NOSIGNAL);
    if (Sent < 0 && errno == EINTR)
      continue;
    if (Sent <= 0)
      return false;
    Data += Sent;
    Size -= Sent;
  }
  return true;
}

bool receiveAll(int Socket, char *Data, size_t Size) {
  while (Size) {
    ssize_t Received = recv(Socket, Data, Size, 0);
    if (Received < 0 && errno == EINTR)
      continue;
    if (Received <= 0)
      return false;
    Data += Received;
    Size -= Received;
  }
  return true;
}

//===----------------------------------------------------------------------===//
// In the worker
//===----------------------------------------------------------------------===//

[[noreturn]] void endForLackOfMemory() { _exit(OutOfMemoryStatus); }

/// A crash is the parent's to report, in one line: no stack trace, no core, and
/// above all none of the handlers that would remove the parent's files.
void leaveCrashesToParent() {
  for (int Signal : {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT, SIGTRAP, SIGSYS,
                     SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGUSR1, SIGUSR2})
    signal(Signal, SIG_DFL);
  // A terminal sends Ctrl-C to the workers too; the parent ends them.
  signal(SIGINT, SIG_IGN);
  rlimit None = {0, 0};
  setrlimit(RLIMIT_CORE, &None);
  int Null = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (Null >= 0)
    dup2(Null, STDERR_FILENO);
}

void limitMemory(uint64_t Bytes) {
  std::set_new_handler(endForLackOfMemory);
  llvm::install_bad_alloc_error_handler(
      [](void *, const char *, bool) { endForLackOfMemory(); });
  if (!Bytes)
    return;
  // Relative, for a worker starts with the libraries and all that its parent
  // has gathered so far.
  rlim_t Limit = memoryOfThisProcess(0) + Bytes;
  rlimit Both = {Limit, Limit};
  setrlimit(RLIMIT_AS, &Both);
}

[[noreturn]] void work(int Socket, const WorkerPool::Task &Run,
                       uint64_t MemoryBytes, pid_t Parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != Parent)
    _exit(0);
  leaveCrashesToParent();
  limitMemory(MemoryBytes);
  // What the parent has gathered is in a worker's memory, too, but no worker
  // can give it back.
  uint64_t AtStart = memoryOfThisProcess(1);
  uint64_t Number;
  while (
      receiveAll(Socket, reinterpret_cast<char *>(&Number), sizeof(Number))) {
    std::string Output = Run(Number);
    uint64_t Now = memoryOfThisProcess(1);
    AnswerHeader Header = {Now > AtStart ? Now - AtStart : 0, Output.size()};
    if (!sendAll(Socket, reinterpret_cast<char *>(&Header), sizeof(Header)) ||
        !sendAll(Socket, Output.data(), Output.size()))
      break;
  }
  // No destructors: they belong to the parent's copy.
  _exit(0);
}

//===----------------------------------------------------------------------===//
// In the parent
//===----------------------------------------------------------------------===//

struct Worker {
  pid_t Process = -1;
  int Socket = -1;
  std::optional<size_t> Busy;
  Clock::time_point Started;
  std::string Answer; ///< the bytes received so far

  bool alive() const { return Process > 0; }
};

std::string describeDeath(int Status) {
  if (WIFSIGNALED(Status))
    return std::string("the worker was ended by signal ") +
           std::to_string(WTERMSIG(Status)) + " (" +
           strsignal(WTERMSIG(Status)) + ")";
  return "the worker ended with status " + std::to_string(WEXITSTATUS(Status));
}

TaskResult resultOfDeath(int Status) {
  if (WIFEXITED(Status) && WEXITSTATUS(Status) == OutOfMemoryStatus)
    return {TaskEnd::Memory, "the worker reached its memory limit"};
  // The pool itself kills only what it does not wait for, so this is the
  // kernel's out-of-memory killer, or a person.
  if (WIFSIGNALED(Status) && WTERMSIG(Status) == SIGKILL)
    return {TaskEnd::Memory,
            "the worker was killed, probably for lack of memory"};
  return {TaskEnd::Crash, describeDeath(Status)};
}

/// The state of one WorkerPool::run.
class Dispatcher {
public:
  Dispatcher(const WorkerPool::Task &Run, const WorkerPool::Limits &Bounds,
             size_t Count, const WorkerPool::Observer &Watch)
      : Run(Run), Bounds(Bounds), Watch(Watch), Results(Count),
        Workers(std::max(1u, Bounds.Workers)) {}
  ~Dispatcher() {
    for (Worker &W : Workers)
      kill(W);
  }

  bool run();

private:
  const WorkerPool::Task &Run;
  const WorkerPool::Limits &Bounds;
  const WorkerPool::Observer &Watch;
  std::vector<std::optional<TaskResult>> Results;
  std::vector<Worker> Workers;
  size_t NextTask = 0;
  size_t NextDelivery = 0;

  bool start(Worker &W);
  int wait(Worker &W);
  void kill(Worker &W);
  void assignTasks();
  void finish(size_t Number, TaskResult Result);
  void receive(Worker &W);
  void completeAnswer(Worker &W);
  void endOverdue();
  void waitForNews();
};

} // namespace

bool Dispatcher::start(Worker &W) {
  int Ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, Ends) != 0)
    return false;
  pid_t Parent = getpid();
  pid_t Child = fork();
  if (Child == 0) {
    // An end left open here would hide the parent's death from a sibling.
    for (const Worker &Other : Workers)
      if (Other.Socket >= 0)
        close(Other.Socket);
    close(Ends[0]);
    work(Ends[1], Run, Bounds.MemoryBytes, Parent);
  }
  close(Ends[1]);
  if (Child < 0) {
    close(Ends[0]);
    return false;
  }
  W = Worker();
  W.Process = Child;
  W.Socket = Ends[0];
  return true;
}

/// Closes the connection, at which an idle worker ends by itself, and returns
/// the worker's exit status.
int Dispatcher::wait(Worker &W) {
  close(W.Socket);
  int Status = 0;
  while (waitpid(W.Process, &Status, 0) < 0 && errno == EINTR)
    ;
  W = Worker();
  return Status;
}

void Dispatcher::kill(Worker &W) {
  if (!W.alive())
    return;
  ::kill(W.Process, SIGKILL);
  wait(W);
}

void Dispatcher::finish(size_t Number, TaskResult Result) {
  Results[Number] = std::move(Result);
  Watch.Ended(Number);
  for (; NextDelivery < Results.size() && Results[NextDelivery];
       ++NextDelivery) {
    Watch.Deliver(NextDelivery, std::move(*Results[NextDelivery]));
    Results[NextDelivery].emplace();
  }
}

void Dispatcher::assignTasks() {
  bool AnyAlive = false;
  for (Worker &W : Workers) {
    if (NextTask == Results.size())
      return;
    if (W.alive() ? W.Busy.has_value() : !start(W)) {
      AnyAlive |= W.alive();
      continue;
    }
    AnyAlive = true;
    uint64_t Number = NextTask++;
    W.Busy = Number;
    W.Started = Clock::now();
    // A worker that died idle shows as the end of its connection.
    sendAll(W.Socket, reinterpret_cast<char *>(&Number), sizeof(Number));
  }
  while (!AnyAlive && NextTask < Results.size())
    finish(NextTask++, {TaskEnd::Crash, "no worker process could be started"});
}

void Dispatcher::completeAnswer(Worker &W) {
  AnswerHeader Header;
  if (W.Answer.size() < sizeof(Header))
    return;
  memcpy(&Header, W.Answer.data(), sizeof(Header));
  if (W.Answer.size() < sizeof(Header) + Header.Length)
    return;
  TaskResult Result = {TaskEnd::Done, W.Answer.substr(sizeof(Header))};
  W.Answer.clear();
  size_t Number = *W.Busy;
  W.Busy.reset();
  if (Bounds.RecycleBytes && Header.GrownBytes > Bounds.RecycleBytes)
    wait(W);
  finish(Number, std::move(Result));
}

void Dispatcher::receive(Worker &W) {
  char Buffer[1 << 16];
  ssize_t Received = recv(W.Socket, Buffer, sizeof(Buffer), MSG_DONTWAIT);
  if (Received < 0 && (errno == EINTR || errno == EAGAIN))
    return;
  if (Received > 0) {
    W.Answer.append(Buffer, Received);
    return completeAnswer(W);
  }
  size_t Number = *W.Busy;
  finish(Number, resultOfDeath(wait(W)));
}

void Dispatcher::endOverdue() {
  if (Bounds.Timeout.count() == 0)
    return;
  for (Worker &W : Workers) {
    if (!W.Busy || Clock::now() - W.Started < Bounds.Timeout)
      continue;
    size_t Number = *W.Busy;
    kill(W);
    finish(Number, {TaskEnd::Timeout, "the worker reached its time limit"});
  }
}

void Dispatcher::waitForNews() {
  llvm::SmallVector<pollfd, 16> Polled;
  llvm::SmallVector<Worker *, 16> Owners;
  for (Worker &W : Workers) {
    if (!W.Busy)
      continue;
    Polled.push_back({W.Socket, POLLIN, 0});
    Owners.push_back(&W);
  }
  // Short, because a signal that came just before poll does not wake it.
  constexpr int Milliseconds = 100;
  if (poll(Polled.data(), Polled.size(), Milliseconds) <= 0)
    return;
  for (size_t I = 0; I < Polled.size(); ++I)
    if (Polled[I].revents)
      receive(*Owners[I]);
}

bool Dispatcher::run() {
  while (NextDelivery < Results.size()) {
    if (Watch.Stop())
      return false;
    assignTasks();
    waitForNews();
    endOverdue();
  }
  return true;
}

bool WorkerPool::run(size_t Count, const Observer &Watch) {
  return Dispatcher(Run, Bounds, Count, Watch).run();
}
