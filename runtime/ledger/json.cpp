//===- json.cpp - The report for programs ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "report.h"

#include <nlohmann/json.hpp>

namespace qom::ledger {

namespace {

using Json = nlohmann::ordered_json;

class Writer {
public:
  explicit Writer(const Report &R) : R(R) {}

  Json report() const {
    return {{"schema_version", 1},
            {"ended_by", R.EndedBy},
            {"aborted", aborted()},
            {"choices", list(R.What.Choices)},
            {"entered", entered()},
            {"leaks", list(R.Verdict.Leaks)},
            {"over_releases", list(R.Verdict.OverReleases)},
            {"late_accesses", list(R.Verdict.LateAccesses)},
            {"lost_storages", list(R.Verdict.LostStorages)},
            {"unfreed_blocks", unfreedBlocks()},
            {"resurrections", list(R.Verdict.Resurrections)},
            {"stray_accesses", list(R.What.StrayAccesses)},
            {"unaccounted", list(R.Verdict.Unaccounted)},
            {"objects", objects()}};
  }

private:
  const Report &R;

  template <class T> Json list(const std::vector<T> &Items) const {
    Json Result = Json::array();
    for (const T &Item : Items)
      Result.push_back(json(Item));
    return Result;
  }

  Json json(const Site &S) const {
    return {{"file", S.File}, {"line", S.Line}, {"function", S.Function}};
  }

  /// Where it happened, then who called: "at" is the first of "stack".
  void addPlace(Json &To, const CallStack &Stack) const {
    std::vector<Site> Sites = R.Names.userSites(Stack);
    To["at"] = Sites.empty() ? Json() : json(Sites.front());
    To["stack"] = list(Sites);
  }

  Json json(const HolderEntry &H) const {
    if (H.isCaller())
      return {{"role", "caller"}};
    Json Result = {{"role", H.Role}};
    if (!H.Name.empty())
      Result["name"] = H.Name;
    if (H.Who)
      Result["object"] = *H.Who;
    return Result;
  }

  Json about(ObjectId Id) const {
    return {{"object", Id}, {"type", R.What.Objects[Id].Type}};
  }

  Json json(EntryId At) const { return event(R.What.Entries[At]); }

  Json event(const Entry &E) const {
    Json Result = {{"event", word(E.Kind)}, {"count", E.Count}};
    if (!E.Operation.empty())
      Result["operation"] = E.Operation;
    Result["holder"] = json(E.Holder);
    Result["thread"] = E.Thread;
    addPlace(Result, E.Stack);
    return Result;
  }

  Json json(const Leak &L) const {
    Json Result = about(L.Of);
    Result["references"] = L.NeverDropped.size();
    Result["never_dropped"] = list(L.NeverDropped);
    Result["kept_alive"] = L.KeptAlive;
    return Result;
  }

  Json json(const OverRelease &O) const {
    Json Result = about(O.Of);
    Result["holders"] = list(O.Holders);
    Result["by"] = json(R.What.Entries[O.At].Holder);
    addPlace(Result, R.What.Entries[O.At].Stack);
    return Result;
  }

  Json json(const LateAccess &A) const {
    const Entry &E = R.What.Entries[A.At];
    Json Result = about(A.Of);
    Result["operation"] = E.Operation;
    Result["harmless"] = A.Harmless;
    addPlace(Result, E.Stack);
    return Result;
  }

  Json json(const LostStorage &L) const {
    Json Result = about(L.Of);
    Result["by"] = R.What.Entries[L.At].Of;
    addPlace(Result, R.What.Entries[L.At].Stack);
    return Result;
  }

  Json json(const Resurrection &S) const {
    Json Result = about(S.Of);
    addPlace(Result, R.What.Entries[S.At].Stack);
    return Result;
  }

  Json json(const StrayAccess &S) const {
    Json Result = {{"operation", S.Operation}};
    addPlace(Result, S.Stack);
    return Result;
  }

  Json unfreedBlocks() const {
    Json Result = Json::array();
    for (ObjectId Id : R.What.UnfreedBlocks)
      Result.push_back(about(Id));
    return Result;
  }

  Json aborted() const {
    if (R.What.Abort.empty())
      return nullptr;
    Json Result = Json::object();
    addPlace(Result, R.What.Abort);
    return Result;
  }

  Json entered() const {
    Json Result = Json::array();
    for (const CallStack &Entry : R.What.Entered)
      for (const Site &S : R.Names.userSites(Entry))
        Result.push_back(json(S));
    return Result;
  }

  Json json(const Choice &C) const {
    return {{"what", C.What}, {"taken", C.Taken}};
  }

  Json objects() const {
    Json Result = Json::array();
    for (ObjectId Id = 0; Id < R.What.Objects.size(); ++Id) {
      const ObjectEntry &Object = R.What.Objects[Id];
      Result.push_back({{"id", Id},
                        {"type", Object.Type},
                        {"storage", Object.OnHeap ? "heap" : "embedded"},
                        {"state", word(Object.Stage)},
                        {"events", Json::array()}});
    }
    for (const Entry &E : R.What.Entries)
      Result[E.Of]["events"].push_back(event(E));
    return Result;
  }
};

} // namespace

std::string toJson(const Report &R) {
  return Writer(R).report().dump(
             1, ' ', /*ensure_ascii=*/false,
             nlohmann::ordered_json::error_handler_t::replace) +
         "\n";
}

} // namespace qom::ledger
