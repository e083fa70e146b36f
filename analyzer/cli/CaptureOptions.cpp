//===- CaptureOptions.cpp - How to capture --------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureOptions.h"
#include "analyzer/cli/CommandLine.h"
#include "llvm/Support/Threading.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::opt<unsigned>
    Jobs("j",
         cl::desc("worker processes (default: as many as cores are allowed)"),
         cl::value_desc("N"), cl::Prefix, cl::cat(optionCategory()),
         cl::sub(checkCommand()), cl::sub(captureCommand()),
         cl::sub(contractsCommand()), cl::sub(refsCommand()));

static cl::opt<bool> Quiet("quiet",
                           cl::desc("no progress and no notes on the error "
                                    "stream"),
                           cl::cat(optionCategory()), cl::sub(checkCommand()),
                           cl::sub(captureCommand()), cl::sub(mergeCommand()),
                           cl::sub(contractsCommand()), cl::sub(refsCommand()));

static cl::list<std::string> Exclude(
    "exclude",
    cl::desc("leave out files of the database whose path below the source\n"
             "root matches; a glob that ends in / means a folder. May be\n"
             "repeated; --exclude= cancels those before it (default: tests/\n"
             "and contrib/)"),
    cl::value_desc("GLOB"), cl::cat(optionCategory()), cl::sub(checkCommand()),
    cl::sub(captureCommand()), cl::sub(contractsCommand()));

static cl::opt<unsigned>
    Timeout("timeout", cl::desc("for one file; 0: none (default: 300)"),
            cl::value_desc("SECONDS"), cl::init(300), cl::cat(optionCategory()),
            cl::sub(checkCommand()), cl::sub(captureCommand()),
            cl::sub(contractsCommand()), cl::sub(refsCommand()));

static cl::opt<unsigned> MemoryLimit(
    "memory-limit", cl::desc("for one worker process; 0: none (default: 4096)"),
    cl::value_desc("MIB"), cl::init(4096), cl::cat(optionCategory()),
    cl::sub(checkCommand()), cl::sub(captureCommand()),
    cl::sub(contractsCommand()), cl::sub(refsCommand()));

llvm::ArrayRef<std::string> qomlint::defaultExcludes() {
  static const std::string Globs[] = {"tests/", "contrib/"};
  return Globs;
}

llvm::Expected<CaptureOptions> qomlint::readCaptureOptions() {
  if (Jobs.getNumOccurrences() && Jobs == 0)
    return llvm::createStringError("-j 0: expected at least 1");
  CaptureOptions Result;
  Result.Quiet = Quiet;
  Result.Exclude = defaultExcludes().vec();
  Result.Exclude.insert(Result.Exclude.end(), Exclude.begin(), Exclude.end());
  Result.Bounds.Workers =
      Jobs ? Jobs : llvm::hardware_concurrency().compute_thread_count();
  Result.Bounds.Timeout = std::chrono::seconds(Timeout);
  Result.Bounds.MemoryBytes = uint64_t(MemoryLimit) << 20;
  Result.Bounds.RecycleBytes = uint64_t(800) << 20;
  return Result;
}
