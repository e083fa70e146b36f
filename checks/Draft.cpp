//===- Draft.cpp - A changed function body and the edits for it -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Draft.h"
#include "analyzer/facts/Text.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Where things stand
//===----------------------------------------------------------------------===//

bool Draft::reaches(const Position &At) const {
  return llvm::any_of(Body.Blocks, [&](const Block &B) {
    return B.End.Where.At == At || llvm::any_of(B.Events, [&](const Event &E) {
             return E.Where.At == At;
           });
  });
}

/// The one call that the source has there.
std::optional<Draft::Place> Draft::findCall(const Position &At) const {
  std::optional<Place> Found;
  for (BlockId Block = 0; Block != Body.Blocks.size(); ++Block) {
    const std::vector<Event> &Events = Body.Blocks[Block].Events;
    for (size_t I = 0; I != Events.size(); ++I) {
      const Event &E = Events[I];
      if (E.Kind != EventKind::Call || E.Where.At != At)
        continue;
      if (Found || E.Implicit || E.Where.InMacro)
        return std::nullopt;
      Found = Place{Block, I};
    }
  }
  return Found;
}

std::optional<Site> Draft::statementAround(const Position &At) const {
  for (const Statement &S : Body.Statements) {
    Site Where{{Body.At.File, S.Line, S.Column}, S.EndLine, S.EndColumn, false};
    if (isInside(At, Where))
      return Where;
  }
  return std::nullopt;
}

bool Draft::isInside(const Position &At, const Site &Statement) const {
  return At.File == Statement.At.File &&
         std::tie(At.Line, At.Column) >=
             std::tie(Statement.At.Line, Statement.At.Column) &&
         std::tie(At.Line, At.Column) <
             std::tie(Statement.EndLine, Statement.EndColumn);
}

/// True if the statement has no branches: it happens in the block, or in any of
/// those that return there.
bool Draft::staysIn(const Site &Statement, BlockId Block) const {
  auto Returns = [&](const qomlint::Block &B) {
    return B.End.Kind == TerminatorKind::Return &&
           B.End.Where.At == Statement.At;
  };
  for (BlockId Other = 0; Other != Body.Blocks.size(); ++Other) {
    const qomlint::Block &B = Body.Blocks[Other];
    if (isInside(B.End.Where.At, Statement) && !Returns(B))
      return false;
    bool HasPart = llvm::any_of(B.Events, [&](const Event &E) {
      return isInside(E.Where.At, Statement);
    });
    if (HasPart && Other != Block && !Returns(B))
      return false;
  }
  return true;
}

/// Two variables of one name: which of them the source would mean is not known.
std::optional<VariableId> Draft::variable(StringRef Identifier) const {
  std::optional<VariableId> Found;
  for (VariableId Id = 0; Id != Body.Variables.size(); ++Id) {
    if (Body.Variables[Id].Identifier.str() != Identifier)
      continue;
    if (Found)
      return std::nullopt;
    Found = Id;
  }
  return Found;
}

static bool reads(const Operand &O, VariableId Id, const Function &F) {
  if (O.Kind == OperandKind::Address) {
    const qomlint::Place &P = F.Places[O.Index];
    return P.Root == PlaceRoot::Variable && P.Index == Id;
  }
  return O.Kind == OperandKind::Variable && O.Index == Id;
}

static bool reads(const Event &E, VariableId Id, const Function &F) {
  if (E.Target && E.Target->Root == PlaceRoot::Variable &&
      E.Target->Index == Id &&
      (E.Kind != EventKind::Store || !E.Target->Steps.empty()))
    return true;
  return llvm::any_of(E.Operands,
                      [&](const Operand &O) { return reads(O, Id, F); });
}

/// False for a variable that would be set and never used.
bool Draft::isUsedElsewhere(VariableId Id, const Site &Statement) const {
  return llvm::any_of(Body.Blocks, [&](const Block &B) {
    return reads(B.End.Value, Id, Body) ||
           llvm::any_of(B.Events, [&](const Event &E) {
             return !isInside(E.Where.At, Statement) && reads(E, Id, Body);
           });
  });
}

//===----------------------------------------------------------------------===//
// Changes
//===----------------------------------------------------------------------===//

bool Draft::ask(const Position &Call) {
  std::optional<Place> At = findCall(Call);
  if (At)
    eventAt(*At).Where.At = Position();
  return At.has_value();
}

bool Draft::callInstead(const Position &Call, Name Callee) {
  std::optional<Place> At = findCall(Call);
  if (!At || Call.File != Body.At.File)
    return false;
  Event &E = eventAt(*At);
  StringRef Old = plainName(E.Callee);
  Site Where{Call, Call.Line, Call.Column + static_cast<uint32_t>(Old.size()),
             false};
  Edits.push_back({EditKind::Replace, Where, Old.str(), Callee.str().str()});
  E.Callee = Callee;
  E.Where.At = Position();
  return true;
}

bool Draft::adoptOtherwise(const Position &Call, bool Adds) {
  std::optional<Place> At = findCall(Call);
  if (!At || Call.File != Body.At.File)
    return false;
  const Event &Adoption = eventAt(*At);
  const Operand Object = Adoption.Operands[0];
  StringRef TakesOver = "from_raw(", Shares = "from(*";
  Edits.push_back({EditKind::ReplaceIn, Adoption.Where,
                   (Adds ? TakesOver : Shares).str(),
                   (Adds ? Shares : TakesOver).str()});
  if (Adds)
    insertCall(*At, "object_ref", Object);
  else
    insertCall({At->Block, At->Index + 1}, "object_unref", Object);
  return true;
}

void Draft::insertCall(Place At, StringRef Callee, Operand Object) {
  Event Call;
  Call.Kind = EventKind::Call;
  Call.Callee = Name(Callee);
  Call.Operands = {Object};
  std::vector<Event> &Events = Body.Blocks[At.Block].Events;
  Events.insert(Events.begin() + At.Index, std::move(Call));
}

void Draft::insertDrop(Place At, VariableId Id) {
  Operand Object;
  Object.Kind = OperandKind::Variable;
  Object.Index = Id;
  insertCall(At, "object_unref", Object);
}

static std::string dropOf(StringRef Expression, bool IsObject) {
  return (IsObject ? "object_unref(" + Expression + ");"
                   : "object_unref(OBJECT(" + Expression + "));")
      .str();
}

/// The load that computed \p Temporary.
static const Event *loadOf(TemporaryId Temporary, const Block &B) {
  auto Found = llvm::find_if(
      B.Events, [&](const Event &E) { return E.Result == Temporary; });
  return Found != B.Events.end() && Found->Kind == EventKind::Load &&
                 Found->Target->Root != PlaceRoot::Temporary
             ? &*Found
             : nullptr;
}

bool Draft::dropAfter(const Position &Call, unsigned Argument) {
  std::optional<Place> At = findCall(Call);
  std::optional<Site> Where = statementAround(Call);
  if (!At || !Where || !staysIn(*Where, At->Block))
    return false;
  Block &B = Body.Blocks[At->Block];
  if (Argument >= B.Events[At->Index].Operands.size())
    return false;
  Operand Object = B.Events[At->Index].Operands[Argument];
  bool IsObject = false;
  if (Object.Kind == OperandKind::Variable) {
    const Variable &V = Body.Variables[Object.Index];
    IsObject = V.Type.str() == "Object";
    if (!V.Pointer || !V.At.valid())
      return false;
  } else if (Object.Kind != OperandKind::Temporary ||
             !loadOf(Object.Index, B)) {
    return false;
  }
  std::string Expression = toString(Object, Body);
  Edits.push_back({EditKind::InsertAfter, *Where, Expression,
                   dropOf(Expression, IsObject)});
  // All of the statement happens before.
  size_t Index = At->Index + 1;
  for (size_t I = Index; I != B.Events.size(); ++I)
    if (isInside(B.Events[I].Where.At, *Where))
      Index = I + 1;
  if (Object.Kind == OperandKind::Temporary) {
    Event Again = *loadOf(Object.Index, B);
    TemporaryId Next = 0;
    for (const Block &Other : Body.Blocks)
      for (const Event &E : Other.Events)
        if (E.Result != NoId)
          Next = std::max(Next, E.Result + 1);
    Object.Index = Again.Result = Next;
    B.Events.insert(B.Events.begin() + Index++, std::move(Again));
  }
  insertCall({At->Block, Index}, "object_unref", Object);
  return true;
}

/// Where in a returning block the return's own events start: what it evaluates,
/// and the ends of scopes that it causes.
size_t Draft::startOfReturn(BlockId Block, const Site &Statement) const {
  const std::vector<Event> &Events = Body.Blocks[Block].Events;
  size_t Index = Events.size();
  while (Index && isInside(Events[Index - 1].Where.At, Statement))
    --Index;
  return Index;
}

/// The return, or the brace at the end of the body, which is no statement.
std::optional<Site> Draft::returnAt(const Site &End) const {
  std::optional<Site> Where = statementAround(End.At);
  if (Where)
    return Where->At == End.At ? Where : std::nullopt;
  bool IsBrace = End.EndLine == End.At.Line &&
                 End.EndColumn == End.At.Column + 1 && !End.InMacro;
  return IsBrace && End.At.File == Body.At.File ? std::optional<Site>(End)
                                                : std::nullopt;
}

/// A pointer that nothing but its name leads to.
std::optional<VariableId> Draft::droppable(StringRef Identifier) const {
  std::optional<VariableId> Id = variable(Identifier);
  bool IsPlain = Id && Body.Variables[*Id].Pointer && !Body.Variables[*Id].Slot;
  return IsPlain ? Id : std::nullopt;
}

void Draft::proposeDropBefore(const Site &Where, VariableId Id) {
  const Variable &Dropped = Body.Variables[Id];
  bool IsObject = Dropped.Type.str() == "Object";
  Edits.push_back({EditKind::InsertBefore, Where, "",
                   dropOf(Dropped.Identifier.str(), IsObject), Dropped.At});
}

bool Draft::dropBeforeStore(const Position &Store, StringRef Identifier) {
  std::optional<VariableId> Id = droppable(Identifier);
  std::optional<Site> Where = statementAround(Store);
  if (!Id || !Where)
    return false;
  std::optional<Place> First;
  for (BlockId Block = 0; Block != Body.Blocks.size(); ++Block)
    for (size_t I = 0; I != Body.Blocks[Block].Events.size() && !First; ++I)
      if (isInside(eventAt({Block, I}).Where.At, *Where))
        First = Place{Block, I};
  if (!First || !staysIn(*Where, First->Block))
    return false;
  insertDrop(*First, *Id);
  proposeDropBefore(*Where, *Id);
  return true;
}

bool Draft::dropBefore(const Position &Return, StringRef Identifier) {
  std::optional<VariableId> Id = droppable(Identifier);
  if (!Id)
    return false;
  std::optional<Site> Where;
  for (BlockId Block = 0; Block != Body.Blocks.size(); ++Block) {
    const Terminator &End = Body.Blocks[Block].End;
    if (End.Kind != TerminatorKind::Return || End.Where.At != Return)
      continue;
    Where = returnAt(End.Where);
    if (!Where || !staysIn(*Where, Block) || !dropBefore(Block, *Where, *Id))
      return false;
  }
  if (!Where)
    return false;
  proposeDropBefore(*Where, *Id);
  return true;
}

/// False if the variable has ended before the return.
bool Draft::dropBefore(BlockId Block, const Site &Return, VariableId Id) {
  size_t Index = startOfReturn(Block, Return);
  const std::vector<Event> &Events = Body.Blocks[Block].Events;
  for (size_t I = 0; I != Index; ++I)
    if (isInside(Events[I].Where.At, Return) ||
        (Events[I].Kind == EventKind::ScopeEnd && Events[I].Variable == Id))
      return false;
  insertDrop({Block, Index}, Id);
  return true;
}

bool Draft::remove(const Position &Call) {
  std::optional<Place> At = findCall(Call);
  std::optional<Site> Where = statementAround(Call);
  if (!At || !Where || !staysIn(*Where, At->Block))
    return false;
  Event &E = eventAt(*At);
  bool IsWhole = Where->At == Call && Where->EndLine == E.Where.EndLine &&
                 Where->EndColumn == E.Where.EndColumn;
  if (!IsWhole || E.Operands.empty())
    return false;
  const Block &B = Body.Blocks[At->Block];
  // What else the statement does must go with it.
  for (const Event &Other : B.Events)
    if (isInside(Other.Where.At, *Where) && &Other != &E &&
        Other.Kind != EventKind::Load && Other.Kind != EventKind::Use)
      return false;
  for (VariableId Id = Body.ParameterCount; Id < Body.Variables.size(); ++Id) {
    bool IsRead = llvm::any_of(B.Events, [&](const Event &Own) {
      return isInside(Own.Where.At, *Where) && reads(Own, Id, Body);
    });
    if (IsRead && !isUsedElsewhere(Id, *Where))
      return false;
  }
  Edits.push_back(
      {EditKind::Delete, *Where, plainName(E.Callee).str(), std::string()});
  std::vector<Event> &Events = Body.Blocks[At->Block].Events;
  Events.erase(Events.begin() + At->Index);
  return true;
}
