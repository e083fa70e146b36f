//===- report.cpp - What a reader gets ------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "report.h"

namespace qom::ledger {

static Symbols namesFor(const History &What) {
  std::vector<uintptr_t> Addresses;
  auto Add = [&](const CallStack &Stack) {
    Addresses.insert(Addresses.end(), Stack.begin(), Stack.end());
  };
  for (const Entry &E : What.Entries)
    Add(E.Stack);
  for (const StrayAccess &S : What.StrayAccesses)
    Add(S.Stack);
  for (const CallStack &Entry : What.Entered)
    Add(Entry);
  Add(What.Abort);
  return Symbols::load(Addresses);
}

static Verdicts verdictFor(const History &What, const Symbols &Names) {
  return judge(What, [&](const Entry &E) {
    std::vector<Site> Sites = Names.userSites(E.Stack);
    return Sites.empty() ? std::string() : Sites.front().Function;
  });
}

Report::Report(const History &What, std::string EndedBy)
    : What(What), Names(namesFor(What)), Verdict(verdictFor(What, Names)),
      EndedBy(std::move(EndedBy)) {}

const char *word(EventKind Kind) {
  switch (Kind) {
  case EventKind::Initialize:
    return "initialize";
  case EventKind::Ref:
    return "ref";
  case EventKind::Unref:
    return "unref";
  case EventKind::Pass:
    return "pass";
  case EventKind::AddChild:
    return "add_child";
  case EventKind::Unparent:
    return "unparent";
  case EventKind::FinalizeBegin:
    return "finalize";
  case EventKind::FinalizeEnd:
    return "finalized";
  case EventKind::Free:
    return "free";
  case EventKind::LateAccess:
    return "late_access";
  case EventKind::OverRelease:
    return "over_release";
  }
  return "";
}

const char *word(Life Stage) {
  switch (Stage) {
  case Life::Alive:
    return "alive";
  case Life::Ending:
    return "finalizing";
  case Life::Finalized:
    return "finalized";
  case Life::Freed:
    return "freed";
  }
  return "";
}

} // namespace qom::ledger
