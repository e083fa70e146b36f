//===- timeline.cpp - The report for people -------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "report.h"

#include <iomanip>
#include <sstream>

namespace qom::ledger {

namespace {

class Writer {
public:
  explicit Writer(const Report &R) : R(R) {}

  std::string text() {
    for (ObjectId Id = 0; Id < R.What.Objects.size(); ++Id)
      object(Id);
    for (const StrayAccess &S : R.What.StrayAccesses)
      Out << "outside of any object: " << S.Operation << " at "
          << place(S.Stack) << "\n";
    if (!R.What.Abort.empty())
      Out << "aborted at " << place(R.What.Abort) << "\n";
    summary();
    return Out.str();
  }

private:
  const Report &R;
  std::ostringstream Out;

  std::string name(ObjectId Id) const {
    return "#" + std::to_string(Id) + " " + R.What.Objects[Id].Type;
  }

  std::string place(const CallStack &Stack) const {
    std::vector<Site> Sites = R.Names.userSites(Stack);
    if (Sites.empty())
      return "an unknown place";
    const Site &S = Sites.front();
    return S.File + ":" + std::to_string(S.Line) + " in " + S.Function;
  }

  std::string holder(const HolderEntry &H) const {
    if (H.isCaller())
      return "the caller";
    std::string Text = H.Role;
    if (!H.Name.empty())
      Text += " '" + H.Name + "'";
    if (H.Who)
      Text += " of " + name(*H.Who);
    return Text;
  }

  std::string what(const Entry &E) const {
    switch (E.Kind) {
    case EventKind::Ref:
    case EventKind::Initialize:
      return std::string(word(E.Kind)) + ", taken by " + holder(E.Holder);
    case EventKind::Unref:
    case EventKind::OverRelease:
      return std::string(word(E.Kind)) + ", dropped by " + holder(E.Holder);
    case EventKind::Pass:
      return "passed from the caller to " + holder(E.Holder);
    case EventKind::AddChild:
    case EventKind::Unparent:
      return std::string(word(E.Kind)) + ", " + holder(E.Holder);
    case EventKind::LateAccess:
      return "touched after its end: " + E.Operation;
    default:
      return word(E.Kind);
    }
  }

  void object(ObjectId Id) {
    const ObjectEntry &Object = R.What.Objects[Id];
    Out << name(Id) << (Object.OnHeap ? ", heap, " : ", embedded, ")
        << word(Object.Stage) << "\n";
    for (EntryId At = 0; At < R.What.Entries.size(); ++At)
      if (R.What.Entries[At].Of == Id)
        event(At);
    Out << "\n";
  }

  void event(EntryId At) {
    const Entry &E = R.What.Entries[At];
    Out << std::setw(6) << At << "  count " << E.Count << "  " << what(E)
        << "\n                " << place(E.Stack) << "\n";
    for (const Leak &L : R.Verdict.Leaks)
      for (EntryId Taken : L.NeverDropped)
        if (Taken == At)
          verdict("this reference is never dropped");
    for (const OverRelease &O : R.Verdict.OverReleases)
      if (O.At == At)
        verdict("there was none of this holder to drop");
    for (const LateAccess &A : R.Verdict.LateAccesses)
      if (A.At == At && !A.Harmless)
        verdict("the object was gone");
    for (const Resurrection &S : R.Verdict.Resurrections)
      if (S.At == At)
        verdict("the object is ending, and nothing brings it back");
    for (const LostStorage &L : R.Verdict.LostStorages)
      if (L.At == At)
        verdict("the storage of " + name(L.Of) + ", which is alive, ends here");
  }

  void verdict(const std::string &Text) {
    Out << "             ^ " << Text << "\n";
  }

  void summary() {
    Out << R.What.Objects.size() << " objects, " << R.Verdict.Leaks.size()
        << " leaked, " << R.Verdict.OverReleases.size()
        << " dropped too often, " << R.Verdict.LateAccesses.size()
        << " touched too late, " << R.Verdict.LostStorages.size()
        << " without storage\n";
  }
};

} // namespace

std::string toTimeline(const Report &R) { return Writer(R).text(); }

} // namespace qom::ledger
