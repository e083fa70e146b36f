//===- testing.h - What tests of the runtime share --------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_TESTING_H
#define QOM_CORE_TESTING_H

#include "events.h"
#include "semantics.h"

#include "qom/system.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace qom::testing {

using Lines = std::vector<std::string>;

/// What hooks of test types did, in order; emptied before each test.
inline Lines Log;

class RuntimeTest : public ::testing::Test {
protected:
  void SetUp() override { Log.clear(); }
};

/// A machine of nothing, for tests of devices. At its end everything on the
/// tree is gone: what a test makes outside of it, it must drop.
class SystemTest : public RuntimeTest {
protected:
  void SetUp() override {
    RuntimeTest::SetUp();
    qom_system_start(nullptr);
  }
  void TearDown() override { qom_system_stop(); }
};

/// What a failure said; frees it.
inline std::string textOf(Error *&Err) {
  std::string Text = Err ? error_get_pretty(Err) : "no error";
  error_free(Err);
  Err = nullptr;
  return Text;
}

/// Writes down events while it exists.
class Recorder : public Observer {
public:
  Recorder() { setObserver(this); }
  ~Recorder() override { setObserver(nullptr); }

  void notice(const Event &E) override { Events.push_back({E, describe(E)}); }

  /// "ref 2 child x", "free 0", ... for one object.
  Lines of(const void *Obj) const {
    Lines Result;
    for (const Seen &S : Events)
      if (S.Obj == Obj)
        Result.push_back(S.Text);
    return Result;
  }

  /// Names may be gone when the event is looked at; its text stays.
  struct Seen : Event {
    std::string Text;
  };
  std::vector<Seen> Events;

  /// Types and addresses of what was initialized and not finalized.
  Lines alive() const {
    std::map<const Object *, std::string> Alive;
    for (const Seen &S : Events) {
      if (S.Kind == EventKind::Initialize)
        Alive[S.Obj] = S.TypeName;
      if (S.Kind == EventKind::FinalizeEnd)
        Alive.erase(S.Obj);
    }
    Lines Result;
    for (auto &[Obj, Type] : Alive)
      Result.push_back(Type);
    return Result;
  }

private:
  static const char *nameOf(EventKind Kind) {
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
      return "add child";
    case EventKind::Unparent:
      return "unparent";
    case EventKind::FinalizeBegin:
      return "finalize";
    case EventKind::FinalizeEnd:
      return "finalized";
    case EventKind::Free:
      return "free";
    case EventKind::LateAccess:
      return "late access";
    case EventKind::OverRelease:
      return "over-release";
    }
  }

  static std::string describe(const Event &E) {
    std::string Text = nameOf(E.Kind);
    Text += " " + std::to_string(E.Count);
    for (const char *Part : {E.Of.Role, E.Of.Name, E.Operation})
      if (Part)
        Text += std::string(" ") + Part;
    return Text;
  }
};

} // namespace qom::testing

#endif
