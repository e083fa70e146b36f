//===- Links.cpp - Slots that link properties manage ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Links.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

llvm::StringRef qomlint::linkName(const Event &Call) {
  for (const Operand &O : Call.Operands)
    if (O.Kind == OperandKind::String)
      return O.Text.str();
  return {};
}

Links::Links(const Program &P, const Contracts &C) : P(P) {
  for (const LinkField &Link : P.links())
    if (Link.Strong) {
      Slots[{Link.Record, Link.Field}].push_back({nullptr, Link.At});
      InTables.insert(Link.Record);
    }
  for (const ProgramFunction *F : P.functions())
    for (const Function &Body : F->Variants)
      for (const Block &B : Body.Blocks)
        for (const Event &E : B.Events)
          if (E.Kind == EventKind::Call)
            if (const Contract *Row = C.find(Name(plainName(E.Callee))))
              addCall(Body, E, *Row);
}

/// The field whose address, or that of one of its elements, is passed.
static std::optional<SlotKey> fieldAt(const Function &F, const Operand &O) {
  if (O.Kind != OperandKind::Address)
    return std::nullopt;
  std::optional<SlotKey> Slot = slotAt(F.Places[O.Index]);
  return Slot && !Slot->isGlobal() ? Slot : std::nullopt;
}

void Links::addCall(const Function &F, const Event &E, const Contract &C) {
  constexpr int64_t StrongFlag = 1; // OBJ_PROP_LINK_STRONG
  bool Strong = llvm::any_of(E.Operands, [](const Operand &O) {
    return O.Kind == OperandKind::Integer && (O.Integer & StrongFlag);
  });
  for (const ArgumentEffect &A : C.Arguments) {
    if (A.Effect != Effect::OwnSlot || A.Index >= E.Operands.size())
      continue;
    bool IsLink = llvm::is_contained(A.When, Condition::StrongLink);
    std::optional<SlotKey> Slot = fieldAt(F, E.Operands[A.Index]);
    if (llvm::StringRef Property = linkName(E); IsLink && !Property.empty())
      ByName[Property.str()].push_back({Slot ? Slot->Record : Name(), Strong});
    if (Slot && (Strong || !IsLink))
      Slots[*Slot].push_back({&F, E.Where.At});
  }
}

bool Links::isStrong(Name Record, llvm::StringRef Property) const {
  std::vector<Name> Bases = P.bases(Record);
  // A table does not tell the names of its properties here.
  bool Strong =
      llvm::any_of(Bases, [&](Name Base) { return InTables.count(Base) != 0; });
  auto Calls = ByName.find(Property);
  if (Calls == ByName.end())
    return Strong;
  for (const Named &Link : Calls->second) {
    if (!Link.Record.empty() && !llvm::is_contained(Bases, Link.Record))
      continue;
    if (!Link.Strong)
      return false;
    Strong = true;
  }
  return Strong;
}

const Links::Makers *Links::makers(const SlotKey &Slot) const {
  auto It = Slots.find(Slot);
  return It == Slots.end() ? nullptr : &It->second;
}
