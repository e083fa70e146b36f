//===- Pairing.cpp - What one function takes and another drops ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Pairing.h"
#include "llvm/ADT/STLExtras.h"
#include <set>

using namespace qomlint;

namespace {

/// What pairs a taker with a dropper in a file; nothing else pairs if the text
/// is empty.
using Key = std::pair<std::string, Name>;

bool drops(const Verdict &V) { return V.Kind == VerdictKind::DropBelowZero; }

void erasePairs(std::vector<Verdict> &Verdicts,
                llvm::function_ref<Key(const Verdict &)> KeyOf,
                llvm::function_ref<bool(const Verdict &)> Takes) {
  std::set<Key> Taken, Dropped;
  for (const Verdict &V : Verdicts) {
    if (Takes(V))
      Taken.insert(KeyOf(V));
    if (drops(V))
      Dropped.insert(KeyOf(V));
  }
  llvm::erase_if(Verdicts, [&](const Verdict &V) {
    if (!Takes(V) && !drops(V))
      return false;
    Key Shared = KeyOf(V);
    return !Shared.first.empty() && Taken.count(Shared) &&
           Dropped.count(Shared);
  });
}

/// True if the function hands the other one to somebody, to be called.
bool handsOut(const Function &F, Name Callback) {
  return llvm::any_of(F.Blocks, [&](const Block &B) {
    return llvm::any_of(B.Events, [&](const Event &E) {
      return llvm::any_of(E.Operands, [&](const Operand &O) {
        return O.Kind == OperandKind::Function && O.Text == Callback;
      });
    });
  });
}

} // namespace

void qomlint::pairLookups(std::vector<Verdict> &Verdicts) {
  auto LookedUpBy = [](const Verdict &V) {
    bool Lookup = !V.Story.empty() && V.Story.front().Kind == StoryKind::Lent;
    return Key(Lookup ? V.Story.front().Subject : "", V.Where->At.File);
  };
  erasePairs(Verdicts, LookedUpBy, [](const Verdict &V) {
    return V.Kind == VerdictKind::Surplus || V.Kind == VerdictKind::Overwritten;
  });
}

void qomlint::pairPromises(std::vector<Verdict> &Verdicts) {
  auto Lent = [](const Verdict &V) {
    return Key(V.Promise.empty() ? "" : V.Type.str().str(), V.Where->At.File);
  };
  erasePairs(Verdicts, Lent, [](const Verdict &V) {
    return V.Kind == VerdictKind::Surplus ||
           V.Kind == VerdictKind::FieldSurplus;
  });
}

void qomlint::pairCallbacks(std::vector<Verdict> &Verdicts) {
  std::set<std::pair<Position, Name>> Paired;
  auto KeyOf = [](const Verdict &V) {
    return std::make_pair(V.At, V.Where->Key);
  };
  for (const Verdict &Drop : Verdicts) {
    if (!drops(Drop) || Drop.Promise.empty())
      continue;
    for (const Verdict &Left : Verdicts)
      if (Left.Kind == VerdictKind::Surplus && Left.Type == Drop.Type &&
          handsOut(*Left.Where, Drop.Where->Key)) {
        Paired.insert(KeyOf(Drop));
        Paired.insert(KeyOf(Left));
      }
  }
  llvm::erase_if(Verdicts, [&](const Verdict &V) {
    return (drops(V) || V.Kind == VerdictKind::Surplus) &&
           Paired.count(KeyOf(V));
  });
}
