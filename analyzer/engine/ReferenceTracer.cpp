//===- ReferenceTracer.cpp - Follows the references of one function -------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/ReferenceTracer.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

static bool goesBack(const Function &F) {
  for (BlockId B = 0; B != F.Blocks.size(); ++B) {
    const Terminator &End = F.Blocks[B].End;
    if (llvm::any_of(End.Targets, [B](BlockId T) { return T <= B; }))
      return true;
  }
  return false;
}

ReferenceTracer::ReferenceTracer(const Function &F, const Callees &Calls,
                                 ReferenceTraces &Others)
    : F(F), Others(Others), Run(F, Calls, this), HasLoop(goesBack(F)) {
  noteSpellings();
  Finished = Run.run();
}

ReferenceTracer::~ReferenceTracer() = default;

//===----------------------------------------------------------------------===//
// Objects and their names
//===----------------------------------------------------------------------===//

/// One key for what the rounds of a loop meet at one place of the source.
std::string ReferenceTracer::keyOf(ValueId Id) const {
  if (auto It = Keys.find(Id); It != Keys.end())
    return It->second;
  const Value &V = Run.values()[Id];
  switch (V.Kind) {
  case ValueKind::Parameter:
    return "p" + std::to_string(V.Number);
  case ValueKind::GlobalAddress:
    return "g" + V.Text.str().str();
  case ValueKind::LocalAddress:
    return "l" + std::to_string(V.Number);
  case ValueKind::FieldAddress:
    return keyOf(V.Base) + "." + V.Record.str().str() + ":" +
           V.Text.str().str();
  case ValueKind::ElementAddress:
    return keyOf(V.Base) + "[" + (HasLoop ? "" : std::to_string(V.Other)) + "]";
  case ValueKind::Content:
    return keyOf(V.Base) + "*";
  case ValueKind::Member:
    return keyOf(V.Base) + "#" + V.Text.str().str();
  case ValueKind::Symbol:
    if (ResultOf.count(Id))
      return "r" + std::to_string(V.Number);
    return "s" + std::to_string(Id);
  default:
    return "v" + std::to_string(Id);
  }
}

bool ReferenceTracer::isQomType(Name Type) const {
  const auto &Records = Others.program().records();
  constexpr unsigned MaximumDepth = 32; // of a chain of base classes
  for (unsigned Depth = 0; Depth != MaximumDepth && !Type.empty(); ++Depth) {
    if (Type.str() == "Object" || Others.program().isInstance(Type))
      return true;
    auto It = Records.find(Type);
    Type = It == Records.end() ? Name() : It->second.Base;
  }
  return false;
}

Name ReferenceTracer::typeOf(const State &S, ValueId Id) const {
  const ObjectState *O = S.object(Id);
  if (O && !O->Type.empty())
    return O->Type;
  const Value &V = Run.values()[Id];
  if (V.Kind == ValueKind::Parameter)
    return F.Variables[V.Number].Type;
  // The storage itself, or what a pointer there leads to.
  const Value *A = V.Kind == ValueKind::Content ? &Run.values()[V.Base] : &V;
  while (A->Kind == ValueKind::ElementAddress)
    A = &Run.values()[A->Base];
  if (A->Kind == ValueKind::FieldAddress) {
    auto It = Others.program().records().find(A->Record);
    if (It != Others.program().records().end())
      for (const Record::Member &M : It->second.Members)
        if (M.Field == A->Text)
          return M.Type;
  }
  return Name();
}

ObjectKind ReferenceTracer::kindOf(const State &S, ValueId Id) const {
  const ObjectState *O = S.object(Id);
  if (O && O->Origin == Origin::Created)
    return ObjectKind::Owned;
  const Value &V = Run.values()[Id];
  if (V.Kind == ValueKind::Parameter)
    return ObjectKind::Argument;
  if (Run.values().isAddress(Id))
    return ObjectKind::Embedded;
  if (O && O->Origin == Origin::Lent && !O->Promised)
    return ObjectKind::Borrowed;
  return ObjectKind::Field;
}

/// Everything that is passed around may come to be tracked; only objects of QOM
/// are counted.
bool ReferenceTracer::isRelevant(const State &S, ValueId Id) const {
  const ObjectState *O = S.object(Id);
  if (O && (O->Origin != Origin::Foreign || O->Frame || !O->Holders.empty()))
    return true;
  return isQomType(typeOf(S, Id));
}

ReferenceTracer::Object &ReferenceTracer::object(const State &S, ValueId Id) {
  std::string Key = keyOf(Id);
  Object &O = Objects[Key];
  if (!O.Met) {
    O.Met = true;
    Order.push_back(Key);
    O.Kind = kindOf(S, Id);
  }
  O.Ids.insert(Id);
  if (O.Type.empty())
    O.Type = typeOf(S, Id);
  O.Relevant |= isRelevant(S, Id);
  return O;
}

/// In a loop, the elements that its first rounds met stand for all.
std::string ReferenceTracer::withoutNumbers(llvm::StringRef Text) {
  std::string Result;
  while (!Text.empty()) {
    auto [Front, Rest] = Text.split('[');
    Result += Front;
    if (Front.size() == Text.size())
      break;
    auto [Index, After] = Rest.split(']');
    bool IsNumber = !Index.empty() && Index.find_first_not_of("0123456789") ==
                                          llvm::StringRef::npos;
    Result += "[" + (IsNumber ? "i" : Index.str()) + "]";
    Text = After;
  }
  return Result;
}

/// The steps of `s->clk[i]`, without the variable and the index.
static std::string stepsOf(llvm::StringRef Text) {
  size_t First = Text.find_first_of("-.");
  std::string Result;
  bool InIndex = false;
  for (char C : Text.drop_front(std::min(First, Text.size()))) {
    InIndex = C == '[' || (InIndex && C != ']');
    if (!InIndex || C == '[')
      Result += C;
  }
  return Result;
}

void ReferenceTracer::noteSpellings() {
  auto Note = [&](const Place &P) {
    std::string Text = Run.spelling(P);
    std::string Steps = stepsOf(Text);
    if (!Steps.empty() && Text[0] != '$' && Text[0] != '*')
      Spellings.try_emplace(Steps, Text);
  };
  for (const Place &P : F.Places)
    Note(P);
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (E.Target)
        Note(*E.Target);
}

/// The field as the source spells it: through the variable that it uses, where
/// others are the same pointer.
std::string ReferenceTracer::spelled(const std::string &Text) const {
  std::string Steps = stepsOf(Text);
  auto It = Spellings.find(Steps);
  if (Steps.empty() || It == Spellings.end())
    return Text;
  bool IsAddress = llvm::StringRef(Text).starts_with("&");
  return (IsAddress ? "&" : "") + It->second;
}

/// A field through the variable of its record, if several variables point
/// there: `s->clk` and not `obj->clk`.
std::string ReferenceTracer::storageName(ValueId Address,
                                         const State &S) const {
  std::string Text = Run.describeStorage(Address, S);
  Name Record;
  while (Run.values()[Address].Kind == ValueKind::FieldAddress ||
         Run.values()[Address].Kind == ValueKind::ElementAddress) {
    Record = Run.values()[Address].Record;
    Address = Run.values()[Address].Base;
  }
  size_t Arrow = Text.find("->");
  if (Arrow == std::string::npos || Record.empty())
    return Text;
  for (size_t I = 0; I != S.Variables.size(); ++I)
    if (S.Variables[I] == Address && F.Variables[I].Type == Record)
      return F.Variables[I].Identifier.str().str() + Text.substr(Arrow);
  return Text;
}

/// What the source calls the field that \p Text is the name of.
std::string ReferenceTracer::knownName(const Object &O,
                                       std::string Text) const {
  std::string Steps = stepsOf(Text);
  for (const std::string &Name : O.Names)
    if (!Steps.empty() && stepsOf(Name) == Steps)
      return Name;
  return Text;
}

void ReferenceTracer::addName(Object &O, std::string Text) const {
  if (HasLoop)
    Text = withoutNumbers(Text);
  if (Text.empty() || Text[0] == '$')
    return;
  // A field is named through the variable that the source first named it by,
  // although others are the same pointer: `s->clk`, not `obj->clk`.
  if (llvm::is_contained(O.Names, knownName(O, Text)))
    return;
  Text = spelled(Text);
  O.Names.push_back(std::move(Text));
}

void ReferenceTracer::noteSlotOf(ValueId Address) {
  if (std::optional<SlotKey> Slot = Run.slotOf(Address))
    Slots.insert(*Slot);
}

/// What points to the objects now.
void ReferenceTracer::noteNames(const State &S) {
  auto Find = [&](ValueId Id) -> Object * {
    if (Id == Values::Unknown || Run.values().isConstant(Id))
      return nullptr;
    auto It = Objects.find(keyOf(Id));
    return It == Objects.end() ? nullptr : &It->second;
  };
  for (const auto &[Id, Tracked] : S.Objects) {
    Object *O = Find(Id);
    if (!O || !O->Relevant)
      continue;
    addName(*O, Tracked.Called.str().str());
    if (Run.values().isAddress(Id))
      addName(*O, "&" + storageName(Id, S));
    else if (Run.values()[Id].Kind == ValueKind::Content)
      addName(*O, storageName(Run.values()[Id].Base, S));
    noteSlotOf(Run.values()[Id].Kind == ValueKind::Content
                   ? Run.values()[Id].Base
                   : Id);
  }
  for (size_t I = 0; I != S.Variables.size(); ++I)
    if (Object *O = Find(S.Variables[I]))
      addName(*O, F.Variables[I].Identifier.str().str());
  for (const auto &[Address, Stored] : S.Memory) {
    Object *O = Find(Stored);
    if (!O || !O->Relevant)
      continue;
    addName(*O, storageName(Address, S));
    noteSlotOf(Address);
  }
}

//===----------------------------------------------------------------------===//
// Watching
//===----------------------------------------------------------------------===//

ReferenceTracer::Line &ReferenceTracer::lineAt(Object &O, const Position &At,
                                               ReferenceEventKind Kind,
                                               const Event *Cause) {
  for (Line &L : O.Lines)
    if (L.Shown.At == At && L.Shown.Kind == Kind && L.Cause == Cause)
      return L;
  Line New;
  New.Shown.At = At;
  New.Shown.Kind = Kind;
  New.Cause = Cause;
  O.Lines.push_back(std::move(New));
  return O.Lines.back();
}

void ReferenceTracer::entering(const State &Entry) {
  auto Shared = std::make_shared<const State>(Entry);
  for (uint32_t I = 0; I != F.ParameterCount; ++I) {
    ValueId Id = Entry.Variables[I];
    if (!F.Variables[I].Pointer || !isQomType(F.Variables[I].Type))
      continue;
    Object &O = object(Entry, Id);
    addName(O, F.Variables[I].Identifier.str().str());
    Line &L = lineAt(O, F.At, ReferenceEventKind::Entry, nullptr);
    L.Sightings.push_back({Shared, referencesTo(Entry, Id)});
  }
}

void ReferenceTracer::before(const Event &, const std::vector<State> &States) {
  Previous.clear();
  for (const State &S : States)
    for (const auto &[Id, O] : S.Objects) {
      auto &Known = Previous[keyOf(Id)];
      ReferenceState R = referencesTo(S, Id);
      if (!llvm::is_contained(Known, R))
        Known.push_back(std::move(R));
    }
}

/// True if it is there before anything happens.
bool ReferenceTracer::isOnEveryPath(ValueId Id) const {
  return Run.values()[Id].Kind != ValueKind::Symbol &&
         Run.values().isVisibleToCaller(Id);
}

static ReferenceEventKind kindOf(const Event &E) {
  switch (E.Kind) {
  case EventKind::Call:
  case EventKind::CallThroughPointer:
    return E.Implicit ? ReferenceEventKind::Cleanup : ReferenceEventKind::Call;
  case EventKind::Store:
    return ReferenceEventKind::Store;
  case EventKind::ScopeEnd:
    return ReferenceEventKind::ScopeEnd;
  case EventKind::FreeStorage:
    return ReferenceEventKind::Free;
  default:
    return ReferenceEventKind::Other;
  }
}

void ReferenceTracer::after(const Event &E, const std::vector<State> &States) {
  bool IsCall =
      E.Kind == EventKind::Call || E.Kind == EventKind::CallThroughPointer;
  if (IsCall) {
    ResultOf[Run.resultSymbol(E)] = &E;
  }
  std::set<ValueId> Changed;
  for (const State &S : States)
    for (const auto &[Id, O] : S.Objects) {
      auto It = Previous.find(keyOf(Id));
      if (It == Previous.end()
              ? isRelevant(S, Id)
              : !llvm::is_contained(It->second, referencesTo(S, Id)))
        Changed.insert(Id);
    }
  if (IsCall || (E.Kind == EventKind::Load && !E.Target->isVariable()))
    for (const State &S : States)
      noteFirst(S, E);
  // A store changes no count; it is a line because another can drop it now.
  std::string StoredIn;
  if (E.Kind == EventKind::Store && !E.Target->isVariable())
    StoredIn = Run.spelling(*E.Target);
  for (const State &S : States) {
    auto Shared = std::make_shared<const State>(S);
    if (!StoredIn.empty() && StoredIn[0] != '$') {
      State Copy = S;
      ValueId Stored = Run.evaluate(Copy, E.Operands[0]);
      if (Objects.count(keyOf(Stored)) && S.object(Stored))
        Changed.insert(Stored);
    }
    for (ValueId Id : Changed) {
      if (!isOnEveryPath(Id) && !S.object(Id))
        continue;
      Object &O = object(S, Id);
      addName(O, StoredIn);
      Line &L = lineAt(O, E.Where.At, ::kindOf(E), &E);
      L.Sightings.push_back({Shared, referencesTo(S, Id)});
    }
    noteNames(S);
  }
}

/// What a field holds is met where it is read first; so is what a call returns
/// of which nothing is known.
void ReferenceTracer::noteFirst(const State &S, const Event &E) {
  ValueId Id = E.Result < S.Temporaries.size() ? S.Temporaries[E.Result]
                                               : Values::Unknown;
  bool IsRead = E.Kind == EventKind::Load;
  bool IsNew =
      IsRead ? Run.values()[Id].Kind == ValueKind::Content &&
                   isQomType(typeOf(S, Id))
             : Id == Run.resultSymbol(E) && !S.object(Id) && isQomType(E.Type);
  if (!IsNew)
    return;
  Object &O = object(S, Id);
  if (!O.Lines.empty() && O.Lines.front().Cause != &E)
    return;
  if (!IsRead) {
    O.Kind = ObjectKind::Borrowed;
    O.Type = E.Type;
    O.Relevant = true;
  }
  Line &L = lineAt(O, E.Where.At,
                   IsRead ? ReferenceEventKind::Read : ::kindOf(E), &E);
  L.Sightings.push_back(
      {std::make_shared<const State>(S), referencesTo(S, Id)});
}

void ReferenceTracer::reached(const Event &E, const AccessPath &Path,
                              bool InSlot, ValueId Id) {
  if (Id == Values::Unknown || Run.values().isConstant(Id))
    return;
  if (InSlot && Run.values()[Id].Kind == ValueKind::Symbol &&
      !ResultOf.count(Id) && !Keys.count(Id)) {
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    print(Path, OS);
    Keys[Id] = "c" + std::to_string(E.Where.At.Line) + ":" +
               std::to_string(E.Where.At.Column) + Text;
  }
  // The result is known as a symbol only after the call.
  if (Id == Run.resultSymbol(E))
    ResultOf[Id] = &E;
  Objects[keyOf(Id)].Reached[&E].insert({Path, InSlot});
}

void ReferenceTracer::returning(const Exit &E) {
  auto Shared = std::make_shared<const State>(E.Final);
  std::set<ValueId> Present;
  for (const auto &[Id, O] : E.Final.Objects) {
    noteExports(E, Id);
    Present.insert(Id);
  }
  for (const auto &[Key, O] : Objects)
    if (O.Ids.size() == 1 && isOnEveryPath(*O.Ids.begin()))
      Present.insert(*O.Ids.begin());
  for (ValueId Id : Present) {
    auto It = Objects.find(keyOf(Id));
    if (It == Objects.end() || It->second.Lines.empty())
      continue;
    Line &L = lineAt(It->second, E.At.At, ReferenceEventKind::Return, nullptr);
    ReferenceState R = referencesTo(E.Final, Id);
    settle(R, E, Id, It->second);
    L.Sightings.push_back({Shared, std::move(R)});
  }
  noteNames(E.Final);
}

//===----------------------------------------------------------------------===//
// What callers know of it
//===----------------------------------------------------------------------===//

std::optional<AccessPath> ReferenceTracer::pathTo(ValueId Id) const {
  constexpr size_t MaximumLength = 8; // of paths that summaries speak of
  std::vector<AccessPath::Step> Steps;
  for (;; Id = Run.values()[Id].Base) {
    const Value &V = Run.values()[Id];
    AccessPath Path;
    if (Steps.size() > MaximumLength)
      return std::nullopt;
    switch (V.Kind) {
    case ValueKind::Parameter:
      Path = AccessPath::argument(V.Number);
      break;
    case ValueKind::GlobalAddress:
      Path.Root = AccessPath::RootKind::Global;
      Path.Global = V.Text;
      break;
    case ValueKind::FieldAddress:
      Steps.push_back({AccessPath::StepKind::Field, V.Record, V.Text});
      continue;
    case ValueKind::Content:
      Steps.push_back({AccessPath::StepKind::Content, Name(), Name()});
      continue;
    case ValueKind::ElementAddress: {
      const Value &Index = Run.values()[V.Other];
      Steps.push_back({AccessPath::StepKind::Element, Name(), Name(),
                       Index.Kind == ValueKind::Integer && !HasLoop
                           ? Index.Number
                           : AccessPath::Any});
      continue;
    }
    default:
      return std::nullopt;
    }
    Path.Steps.assign(Steps.rbegin(), Steps.rend());
    return Path;
  }
}

void ReferenceTracer::noteExports(const Exit &E, ValueId Id) {
  std::set<Export> Known;
  if (std::optional<AccessPath> Path = pathTo(Id))
    Known.insert({*Path, /*InSlot=*/false});
  if (E.Result == Id)
    Known.insert({AccessPath::result(), /*InSlot=*/false});
  for (const auto &[Address, Stored] : E.Final.Memory)
    if (Stored == Id)
      if (std::optional<AccessPath> Path = pathTo(Address))
        Known.insert({*Path, /*InSlot=*/true});
  if (!Known.empty())
    Objects[keyOf(Id)].Exports.insert(Known.begin(), Known.end());
}

std::vector<InnerStep> ReferenceTracer::stepsTo(const Export &Wanted,
                                                unsigned Depth) {
  std::vector<InnerStep> Result;
  for (const std::string &Key : Order) {
    const Object &O = Objects[Key];
    if (!O.Exports.count(Wanted))
      continue;
    for (const Line &L : O.Lines) {
      bool IsCall = L.Shown.Kind == ReferenceEventKind::Call ||
                    L.Shown.Kind == ReferenceEventKind::Cleanup;
      if (!IsCall)
        continue;
      InnerStep Step{L.Shown.At, Name(F.plainName()),
                     plainName(L.Cause->Callee).str(), Depth};
      if (!llvm::is_contained(Result, Step))
        Result.push_back(std::move(Step));
      llvm::append_range(Result, innerSteps(O, L, Depth + 1));
    }
  }
  return Result;
}

std::vector<InnerStep>
ReferenceTracer::innerSteps(const Object &O, const Line &L, unsigned Depth) {
  constexpr unsigned MaximumDepth = 4; // of calls that are shown inside a call
  std::vector<InnerStep> Result;
  if (!L.Cause || L.Cause->Kind != EventKind::Call || Depth == MaximumDepth)
    return Result;
  auto It = O.Reached.find(L.Cause);
  ReferenceTracer *Callee = Others.find(L.Cause->Callee);
  if (It == O.Reached.end() || !Callee)
    return Result;
  for (const Export &Path : It->second)
    for (InnerStep &Step : Callee->stepsTo(Path, Depth))
      if (!llvm::is_contained(Result, Step))
        Result.push_back(std::move(Step));
  return Result;
}

bool ReferenceTracer::makes(const Export &Wanted) {
  return llvm::any_of(Order, [&](const std::string &Key) {
    const Object &O = Objects[Key];
    return O.Exports.count(Wanted) && (O.Kind == ObjectKind::Owned || isNew(O));
  });
}

/// True if a call made the object, so that all its holders are known.
bool ReferenceTracer::isNew(const Object &O) {
  if (O.Kind != ObjectKind::Borrowed || O.Lines.empty())
    return false;
  const Event *Cause = O.Lines.front().Cause;
  if (!Cause || Cause->Kind != EventKind::Call)
    return false;
  if (ReferenceTracer *Callee = Others.find(Cause->Callee)) {
    auto It = O.Reached.find(Cause);
    return It != O.Reached.end() &&
           llvm::any_of(It->second,
                        [&](const Export &E) { return Callee->makes(E); });
  }
  const Contract *Row = Others.contracts().find(Name(plainName(Cause->Callee)));
  return Row && Row->Return.IsNew;
}

//===----------------------------------------------------------------------===//
// The result
//===----------------------------------------------------------------------===//

static std::string subjectOf(const Event &E, const Function &F,
                             std::string Place) {
  switch (E.Kind) {
  case EventKind::Call:
    return plainName(E.Callee).str();
  case EventKind::CallThroughPointer:
    return E.Target->Steps.empty() ? Place
                                   : E.Target->Steps.back().Field.str().str();
  case EventKind::Store:
    return Place;
  case EventKind::ScopeEnd:
    return F.Variables[E.Variable].Identifier.str().str();
  default:
    return "";
  }
}

ReferenceLine ReferenceTracer::finished(const Line &L, bool IsNew) const {
  ReferenceLine Result = L.Shown;
  if (L.Cause)
    Result.Subject = subjectOf(
        *L.Cause, F, L.Cause->Target ? Run.spelling(*L.Cause->Target) : "");
  std::vector<std::vector<PathKnowledge>> Groups;
  for (const Sighting &Seen : L.Sightings) {
    auto Same = llvm::find(Result.States, Seen.References);
    size_t Index = Same - Result.States.begin();
    if (Same == Result.States.end()) {
      Result.States.push_back(Seen.References);
      Groups.emplace_back();
    }
    Groups[Index].push_back(knowledgeOf(*Seen.Path));
  }
  std::vector<ReferenceState> Conditions = tellApart(Groups);
  for (size_t I = 0; I != Result.States.size(); ++I) {
    ReferenceState &R = Result.States[I];
    R.When = std::move(Conditions[I].When);
    R.Otherwise = Conditions[I].Otherwise;
    R.SomePaths = Conditions[I].SomePaths;
    for (Holding &H : R.Holdings)
      H.Who = spelled(H.Who);
    if (IsNew)
      R.OthersMayHold = false;
  }
  return Result;
}

/// Returns in the same states are one line.
void ReferenceTracer::mergeReturns(std::vector<ReferenceLine> &Lines) const {
  std::vector<ReferenceLine> Kept;
  for (ReferenceLine &L : Lines) {
    auto Same = llvm::find_if(Kept, [&](const ReferenceLine &K) {
      return K.Kind == ReferenceEventKind::Return && K.Kind == L.Kind &&
             K.States == L.States;
    });
    if (Same == Kept.end())
      Kept.push_back(std::move(L));
    else if (Same->At.Line != L.At.Line)
      Same->AlsoAt.push_back(L.At.Line);
  }
  Lines = std::move(Kept);
}

/// As a person reads: by line, and on one line as it happens.
std::vector<const ReferenceTracer::Line *>
ReferenceTracer::inSourceOrder(const Object &O) {
  std::vector<std::pair<uint32_t, size_t>> Order;
  for (size_t I = 0; I != O.Lines.size(); ++I) {
    const ReferenceLine &L = O.Lines[I].Shown;
    bool IsEntry = L.Kind == ReferenceEventKind::Entry;
    Order.push_back({IsEntry ? 0 : L.At.Line, I});
  }
  llvm::sort(Order);
  std::vector<const Line *> Result;
  for (auto [Number, I] : Order)
    Result.push_back(&O.Lines[I]);
  return Result;
}

const std::vector<ObjectHistory> &ReferenceTracer::histories() {
  if (!Shown.empty())
    return Shown;
  for (const std::string &Key : Order) {
    Object &O = Objects[Key];
    if (!O.Relevant || O.Lines.empty())
      continue;
    ObjectHistory H;
    H.Names = O.Names;
    H.Type = O.Type.str().str();
    H.Kind = O.Kind;
    H.At = O.Lines.front().Shown.At;
    bool New = isNew(O);
    for (const Line *L : inSourceOrder(O)) {
      H.Lines.push_back(finished(*L, New));
      H.Lines.back().Inner = innerSteps(O, *L, 0);
    }
    nameHolders(O, H);
    mergeReturns(H.Lines);
    Shown.push_back(std::move(H));
    KeyOfHistory.push_back(Key);
  }
  return Shown;
}

std::vector<Holding> ReferenceTracer::holdersOf(const Export &Wanted) {
  std::vector<Holding> Result;
  histories();
  for (size_t I = 0; I != Shown.size(); ++I)
    if (Objects[KeyOfHistory[I]].Exports.count(Wanted))
      for (const ReferenceLine &L : Shown[I].Lines)
        for (const ReferenceState &R : L.States)
          llvm::append_range(Result, R.Holdings);
  return Result;
}

/// The argument of \p Call for the callee's parameter of that name.
std::string ReferenceTracer::argumentFor(const Line &L, const Function &Callee,
                                         llvm::StringRef Parameter) const {
  for (uint32_t I = 0; I != Callee.ParameterCount; ++I) {
    if (Callee.Variables[I].Identifier.str() != Parameter ||
        I >= L.Cause->Operands.size() || L.Sightings.empty())
      continue;
    const Operand &O = L.Cause->Operands[I];
    if (O.Kind == OperandKind::Variable)
      return F.Variables[O.Index].Identifier.str().str();
    if (O.Kind == OperandKind::Address)
      return Run.spelling(F.Places[O.Index]);
  }
  return "";
}

/// Holders that came to be below a call are known there by its parameters.
void ReferenceTracer::nameHolders(const Object &O, ObjectHistory &H) {
  std::map<std::pair<std::string, std::string>, std::string> Names;
  for (const Line &L : O.Lines) {
    auto It = O.Reached.find(L.Cause);
    if (!L.Cause || L.Cause->Kind != EventKind::Call || It == O.Reached.end())
      continue;
    ReferenceTracer *Callee = Others.find(L.Cause->Callee);
    if (!Callee)
      continue;
    for (const Export &Path : It->second)
      for (const Holding &Inner : Callee->holdersOf(Path))
        if (std::string Who = argumentFor(L, Callee->F, Inner.Who);
            !Who.empty())
          Names[{Inner.Relation, Inner.Until}] = Who;
  }
  for (ReferenceLine &L : H.Lines)
    for (ReferenceState &R : L.States)
      for (Holding &Nameless : R.Holdings)
        if (Nameless.Kind == HoldingKind::Holder && Nameless.Who.empty())
          Nameless.Who = Names[{Nameless.Relation, Nameless.Until}];
}

ReferenceTracer *ReferenceTraces::find(Name Key) {
  const Summary *Known = Calls.find(Key);
  const ProgramFunction *F = P.find(Key);
  if (!F || !Known || Known->FromContract || Running.count(Key))
    return nullptr;
  std::unique_ptr<ReferenceTracer> &Traced = this->Traced[Key];
  if (!Traced) {
    Running.insert(Key);
    Traced =
        std::make_unique<ReferenceTracer>(F->Variants.front(), Calls, *this);
    Running.erase(Key);
  }
  return Traced.get();
}
