//===- Executor.h - Runs one function symbolically ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Follows every path of a function's facts. Paths that agree on all tracked
// objects, and on where the pointers to them are, are joined where they meet:
// conditions are told apart only where a reference depends on them. Bounds
// count steps, never time, and every bound that is hit is counted.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_EXECUTOR_H
#define QOMLINT_ENGINE_EXECUTOR_H

#include "analyzer/engine/BlockOrder.h"
#include "analyzer/engine/LoopRounds.h"
#include "analyzer/engine/PathJoins.h"
#include "analyzer/engine/Promise.h"
#include "analyzer/engine/Verdict.h"
#include "analyzer/engine/Watcher.h"
#include "llvm/ADT/ArrayRef.h"
#include <array>
#include <map>
#include <set>

namespace qomlint {

/// What the executor needs to know of the rest of the program.
class Callees {
public:
  virtual ~Callees() = default;
  /// Null if the function is only declared and has no contract.
  virtual const Summary *find(Name Key) const = 0;
  /// The contract of a function pointer member; null if there is none.
  virtual const Summary *findHook(Name Record, Name Field) const = 0;
  /// True if no function of the program is missing: what has no body here
  /// belongs to a library and knows nothing of the program's records.
  virtual bool isWhole() const = 0;
  /// True if whatever the function pointer member may point to only uses the
  /// argument during the call.
  virtual bool onlyBorrows(Name Record, Name Field,
                           unsigned Argument) const = 0;
  /// The same of a function's parameter, and of what a slot holds.
  virtual bool onlyBorrows(Name Key, unsigned Parameter) const = 0;
  virtual bool onlyBorrows(const SlotKey &Slot) const = 0;
  /// The slots of whose content the body may do more than use it, on any of its
  /// paths; none if that is not known.
  virtual std::optional<std::set<SlotKey>>
  slotsTakenFrom(const Function &Body) const = 0;
  /// False if the function certainly drops no reference and keeps no pointer,
  /// nor whoever it calls.
  virtual bool mayTakeOver(Name Key) const = 0;
  /// True if some call of the function has the constant null as that argument.
  virtual bool isPassedNull(Name Key, unsigned Parameter) const = 0;
  /// True if a STRONG link property manages the slot in the objects that the
  /// function sees.
  virtual bool isStrongLink(const SlotKey &Slot,
                            const Function &Seen) const = 0;
  /// True if the link property of that name, of objects with that instance
  /// struct, takes references.
  virtual bool isStrongLink(Name Record, llvm::StringRef Property) const = 0;
  /// The type of a record's member; empty if it is not known.
  virtual Name typeOfMember(const SlotKey &Member) const = 0;
  /// True if the function is some type's instance_finalize.
  virtual bool isFinalizer(Name Key) const = 0;
  /// True if the record is the instance struct of some QOM type.
  virtual bool isInstance(Name Record) const = 0;
  /// What \p F's own callers may rely on.
  virtual Promise promiseOf(const Function &F) const = 0;
};

enum class SlotEventKind : uint8_t {
  Surplus,       ///< references stay with the slot at the end of a path
  BlockKept,     ///< a pointer to a heap block around an object stays there
  BlockFreed,    ///< the block that the slot points to was freed
  LeftDropped,   ///< a dropped pointer stays in the slot at the end of a path
  Release,       ///< the slot's reference was dropped; Details: the drop
  UsedDropped,   ///< its content was used after that; Details: the use
  BorrowedStore, ///< a pointer was stored that someone else is known to hold
  UnknownStore,  ///< a pointer was stored that may bring a reference
  Overwrite,     ///< an owned pointer was stored over what was there
  Exit,          ///< the slot's content left the engine's sight
  AliasTo,       ///< the content was copied to Other
  Embedded,      ///< storage at the slot became an object that its parent holds
  EmbeddedOwned, ///< storage at the slot became an object with a free count
  Unparented,    ///< the object of the storage at the slot leaves the tree
  /// It has a link set to null, or is on a bus, which takes it out of the tree.
  Unlinked,
  Taken, ///< a reference was taken to the object at the slot
  Held,  ///< someone else holds its content at the end of a path
};

/// Something that happened to a slot on some path.
struct SlotEvent {
  SlotEventKind Kind = SlotEventKind::Surplus;
  SlotKey Slot, Other;
  const Function *In = nullptr;
  bool Failing = false; ///< Surplus: at the end of a path that fails
  /// Surplus: of an element of an array, or of a record that is no instance: a
  /// loop that drops them all is not followed to each.
  bool OneOfMany = false;
  /// About an element of the array that the slot points to, not the array.
  bool OfElement = false;
  /// Surplus, Release, UsedDropped, Overwrite: the verdict, should the slot's
  /// balance say so. BorrowedStore: the story of what is stored, no more.
  Verdict Details;
};

/// A path's end at a return. In the final state, an object's Frame counts what
/// is left for the caller after the slots have taken their share.
struct Exit {
  State Final;
  ValueId Result = Values::Unknown;
  Site At; ///< the return
  /// Places of the caller (`*arg`) that received an owned reference.
  FlatMap<ValueId, int> OwnedSlots;
};

/// What a proposed drop meets on one path. An event without a position is a
/// proposal: no source has it yet.
enum class DropTarget : uint8_t {
  Owned,   ///< a reference that the frame surely owns
  Unowned, ///< ... surely does not own: the drop would be reported
  Unsure,
};

struct ExecutionResult {
  std::vector<Exit> Exits;
  std::vector<Verdict> Verdicts;
  std::vector<SlotEvent> SlotEvents;
  std::array<uint64_t, SilenceCount> Silences{};
  /// Functions without body or contract that an owned object was passed to.
  std::set<Name> UnknownCallees;
  uint64_t LimitsHit = 0;
  bool IsCutShort = false;       ///< a bound ended some path
  std::set<DropTarget> Proposed; ///< what proposed drops met
};

class Executor {
public:
  /// \p Watch, if not null, must live as long as the executor.
  Executor(const Function &F, const Callees &Program, Watcher *Watch = nullptr);

  ExecutionResult run();

  const Values &values() const { return Terms; }
  /// True if it is known that nobody drops what the slot at the address holds.
  bool onlyBorrows(ValueId Address) const;
  /// The value as the function's source would name it; empty if it cannot.
  std::string describe(ValueId Id, const State &S) const;
  /// The same of what is stored at the address.
  std::string describeStorage(ValueId Address, const State &S) const;
  /// As the source spells it; empty if it cannot.
  std::string spelling(const Place &P) const;

private:
  friend class ReferenceTracer; // reads what it is told of

  // Executor.cpp: blocks and the paths through them.
  State entryState();
  void runBlock(BlockId Block, std::vector<State> States);
  void finishBlock(BlockId Block, State S);
  void branch(const Terminator &End, State S);
  void switchOn(const Terminator &End, State S);
  void enqueue(BlockId Block, State S);
  std::vector<State> joined(std::vector<State> States,
                            TemporaryId FirstTemporary);
  void admitGaps();

  // Loops.cpp: what the rounds of loops do to paths.
  std::vector<State> beginRound(std::vector<State> States, BlockId Head);
  void doubtAfter(BlockId Head, const LoopHead::Doubt &Doubtful);
  void doubtAll(State &S);
  void doubtElements(State &S);

  // Conditions.cpp: what is known of numbers and null.
  Range rangeOf(const State &S, ValueId Id) const {
    return S.rangeOf(Terms, Id);
  }
  bool differ(const State &S, ValueId A, ValueId B) const;
  std::optional<bool> truth(const State &S, ValueId Id) const;
  bool isAssumption(const State &S, ValueId Id, Range R) const;
  /// False if the path cannot be.
  bool assume(State &S, ValueId Id, bool Truth);
  bool assumeNew(State &S, ValueId Id, bool Truth);
  bool concludeFromPairs(State &S);
  bool restrict(State &S, ValueId Id, Range R);

  // Memory.cpp: places, loads and stores.
  ValueId evaluate(State &S, const Operand &O);
  /// The address of a place. Dereferences on the way are uses at \p At.
  ValueId addressOf(State &S, const Place &P, const Site *At);
  /// What is stored at a place; a member of a struct value has no address.
  ValueId loadPlace(State &S, const Place &P, const Site &At);
  ValueId load(State &S, ValueId Address);
  void meetElements(State &S, ValueId Array, ValueId Index);
  void walkArray(State &S, ValueId Address);
  void calculate(State &S, llvm::StringRef Operator, ValueId Pointer);
  /// What is known to be stored there, without reading it.
  ValueId peek(const State &S, ValueId Address) const;
  ValueId heldAt(const State &S, ValueId Address);
  void store(State &S, ValueId Address, ValueId Stored, const Site &At);
  ValueId exchange(State &S, ValueId Address, ValueId Stored);
  void forget(State &S, ValueId Address);
  void forgetStored(State &S, ValueId Slot, ValueId Stored);
  void use(State &S, ValueId Pointer, const Position &At,
           llvm::StringRef Subject);
  void useObject(State &S, ValueId Pointer, const Position &At,
                 llvm::StringRef Subject);
  void useDropped(State &S, ValueId Pointer, const Position &At,
                  llvm::StringRef Subject);
  bool leadsTo(const State &S, ValueId Stored, ValueId Object) const;
  bool pointerIsKept(const State &S, ValueId Object) const;
  /// The pointer \p Old is gone; what only it reached is lost.
  void lose(State &S, ValueId Old, StoryKind How, const Site &At);
  void nameObject(State &S, const Place &P, ValueId Stored);
  std::string subscript(const Operand &Index) const;
  void noteFreeHook(State &S, ValueId Address);
  ValueId blockAround(const State &S, ValueId Object) const;
  /// The pointer \p Old is gone, and with it maybe the last one to a block.
  void loseBlocks(State &S, ValueId Old, const Site &At);
  /// What only the storage pointed to is lost.
  void freeStorage(State &S, ValueId Storage, const Site &At);
  void judgeFreed(State &S, ValueId Storage, const Site &At);
  void noteAlias(ValueId Address, ValueId Stored);
  void noteUnknownStore(const State &S, ValueId Address, ValueId Stored);
  /// The field (or global) at an address.
  std::optional<SlotKey> fieldOf(ValueId Address) const;
  /// True if the address is an element of an array that a pointer leads to.
  bool isPointedElement(ValueId Address) const;
  /// The field, of the record that a pointer leads to, in which an address
  /// lies.
  std::optional<SlotKey> outermostFieldOf(ValueId Address) const;
  /// As fieldOf, but none for a struct of this frame, which owns nothing when
  /// the function has returned.
  std::optional<SlotKey> slotOf(ValueId Address) const;
  /// The same, and for an element of an array that the path has made the field
  /// that points to the array now.
  std::optional<SlotKey> slotOf(const State &S, ValueId Address) const;

  // StructCopies.cpp: structs that are copied, returned or passed by value.
  ValueId copyStruct(State &S, ValueId Local);
  void storeMember(State &S, ValueId Member, ValueId Stored);
  ValueId memberAt(ValueId Address, ValueId Local, ValueId Copy);
  void escapeMembers(State &S, ValueId Struct, Silence Reason);

  // Events.cpp: one event.
  std::vector<State> execute(State S, const Event &E);
  void endScope(State &S, const Event &E);
  bool isAwaited(const State &S, ValueId Object) const;
  void unlink(State &S, ValueId Element, const Site &At);
  ValueId resultSymbol(const Event &E);
  void setResult(State &S, const Event &E, ValueId Id);

  // Calls.cpp: calls.
  struct CallSite {
    const Event &E;
    std::string Callee;
    std::vector<ValueId> Arguments;
    /// Where a wrong drop is reported: a cleanup's variable is declared where
    /// the mistake was made, and dropped where the scope ends.
    Position ReportAt;
    /// The callee is known by its contract: its conditions are, too.
    bool ByContract = false;
    /// The callee drops what it reads from a slot, and has told so itself.
    bool ToldByCallee = false;

    /// Unknown if there is none.
    ValueId argument(std::optional<unsigned> Index) const {
      return Index && *Index < Arguments.size() ? Arguments[*Index]
                                                : Values::Unknown;
    }
  };
  /// What an outcome only knows to be some element is the same one all through
  /// the call, and none that another call meets.
  class ElementScope {
  public:
    ElementScope(Executor &Run, const Outcome &O, ValueId Call);
    /// Forgets what nothing can be known of any more.
    void leave(State &S) const;

  private:
    Executor &Run;
    bool IsMet = false, IsKept = false;
  };
  Position reportPosition(const Event &E) const;
  Name spellingOf(ValueId Object, const CallSite &Call) const;
  std::vector<State> call(State S, const Event &E);
  std::vector<State> callUnknown(State S, const CallSite &Call, Silence Reason);
  bool onlyBorrows(const Event &E, unsigned Argument) const;
  std::vector<State> callSummary(State S, const CallSite &Call,
                                 const Summary &Callee);
  void useBorrowedArguments(State &S, const CallSite &Call,
                            const Summary &Callee);
  std::vector<State> clearSlot(State S, const CallSite &Call,
                               const Summary &Callee);
  void forgetElements(State &S, ValueId Address);
  void forgetLocal(State &S, ValueId Local);
  void forgetExposed(State &S);
  /// \p Noted: whoever lets it escape has been analyzed, and what he does to
  /// the slot that holds it is known.
  void escape(State &S, ValueId Id, Silence Reason, bool Noted = false);

  // Callbacks.cpp: what is left to callbacks.
  bool mayTakeOverLater(const CallSite &Call, const Summary::Callback &C) const;
  bool mayTakeOverOpaque(const CallSite &Call,
                         const Summary::Callback &C) const;
  bool onlyBorrowsSource(const CallSite &Call,
                         const Summary::Callback &C) const;
  void leaveToCallback(State &S, const CallSite &Call, const Summary &Callee,
                       const Outcome &O);
  void leaveOpaques(State &S, const CallSite &Call, const Summary &Callee);

  // Outcomes.cpp: what one outcome of a callee does at a call.
  static CallSite told(CallSite Call, const AccessPath &Path);
  bool isFatal(const State &S, ValueId Error) const;
  bool require(State &S, const Precondition &R, const CallSite &Call,
               ValueId Fresh);
  /// Nothing if the call cannot have this outcome.
  std::optional<State> apply(State S, const CallSite &Call,
                             const Summary &Callee, const Outcome &O);
  void delayByBus(State &S, const CallSite &Call, const Summary &Callee);
  ValueId indexOf(const AccessPath::Step &Element, const CallSite &Call);
  ValueId resolve(State &S, const AccessPath &Path, const CallSite &Call,
                  ValueId Result);
  ValueId find(const State &S, const AccessPath &Path, const CallSite &Call);
  void noteFreed(State &S, ValueId Storage);
  bool holds(const State &S, ValueId Object, const ReferenceEffect &E,
             const CallSite &Call) const;
  void applyEffect(State &S, ValueId Object, const ReferenceEffect &E,
                   const CallSite &Call);
  std::optional<Condition> openCondition(const State &S, ValueId Object,
                                         const ReferenceEffect &E,
                                         const CallSite &Call) const;
  Name holderName(const State &S, const Holder &H, const CallSite &Call) const;
  void applyStores(State &S, const CallSite &Call, const Outcome &O,
                   llvm::ArrayRef<ValueId> Slots, ValueId Fresh,
                   ValueId Result);
  ValueId bindResult(State &S, const ResultEffect &R, const CallSite &Call,
                     ValueId Fresh);

  // References.cpp: counts and holders of one object.
  static bool isJudged(const ObjectState &O);
  ObjectState &track(State &S, ValueId Object);
  void take(State &S, ValueId Object, int Count, const CallSite &Call);
  void drop(State &S, ValueId Object, int Count, bool OnOwner,
            const CallSite &Call);
  void probe(const State &S, ValueId Object, const ReferenceEffect &E);
  void freeArray(State &S, ValueId Array, const CallSite &Call);
  void give(State &S, ValueId Object, const CallSite &Call);
  void hold(State &S, ValueId Object, const Holder &H, const CallSite &Call);
  void judgeHolder(State &S, ValueId Object, const Holder &H,
                   const CallSite &Call);
  void judgeSpace(State &S, ValueId Root, ValueId Space, const CallSite &Call);
  void judgeLink(const State &S, ValueId Target, ValueId Part,
                 const CallSite &Call);
  void noteUnlinked(const ReferenceEffect &E, const CallSite &Call);
  void leavePinned(const State &S, VerdictKind Kind, ValueId Whole,
                   ValueId Part, const CallSite &Call);
  void releaseHeld(State &S, ValueId Object, Relation R, const CallSite &Call);
  void initialize(State &S, ValueId Object, int Count, const CallSite &Call);
  void noteRelease(const State &S, ValueId Address, ValueId Object,
                   const CallSite &Call);
  void noteReleaseOfEqual(const State &S, ValueId Object, const CallSite &Call);
  SlotEvent slotEvent(SlotEventKind Kind, SlotKey Slot) const;
  void noteSlot(SlotEventKind Kind, ValueId Address);
  bool isUnconditional(const State &S, ValueId Object) const;
  void updateGone(ObjectState &O);
  std::optional<int> knownCount(const ObjectState &O) const;
  void tell(ObjectState &O, StoryKind Kind, const Position &At,
            llvm::StringRef Subject, Relation R = Relation::Reference);
  ObjectState promisedObject(unsigned Parameter, int Granted);
  Verdict verdict(const State &S, VerdictKind Kind, ValueId Object,
                  const Position &At) const;
  void report(const State &S, VerdictKind Kind, ValueId Object,
              const Position &At);

  // PathEnd.cpp: what is left when the function returns.
  void finish(State S, const Terminator &End);
  void settleConditions(Exit &E);
  void noteStores(const Exit &E);
  void noteDropped(const Exit &E);
  void settleBlocks(Exit &E);
  void leaveBlockToSlot(const State &S, ValueId Object, ValueId Address);
  void judgeLinks(const Exit &E);
  bool bringsNoReference(const State &S, ValueId Stored) const;
  bool fails(const State &S) const;
  void noteReturnedContent(const State &S, ValueId Returned);
  void settle(Exit &E, ValueId Object);
  bool breaksPromise(const Exit &E, ValueId Object) const;
  void judgeResult(const Exit &E);
  bool tellsApart(const Exit &A, const Exit &B) const;
  void compareResults();
  bool mayOverwrite(const State &S, ValueId Address);
  void leaveToSlot(State &S, ValueId Object, ValueId Address);
  void settleSlot(Exit &E, ValueId Object, ValueId Address);
  /// \p Within: the places whose names this one is to be a part of. None is a
  /// part of its own.
  std::string describe(ValueId Id, const State &S,
                       const std::vector<ValueId> &Within) const;
  std::string describeStorage(ValueId Address, const State &S,
                              std::vector<ValueId> Within) const;
  std::vector<ValueId> slotsHolding(const State &S, ValueId Object) const;

  const Function &F;
  const Callees &Program;
  Watcher *const Watch;
  const Promise Promised;
  Values Terms;
  Stories Steps;
  /// The parameter by which the function reports an error, if it has one.
  ValueId ErrorSlot = Values::Unknown;
  ExecutionResult Result;

  const BlockOrder Order;
  LoopRounds Rounds;
  StructValues Structs;
  PathJoins Joins;
  /// Block to times processed, in all rounds: tells apart what an event makes.
  std::vector<uint32_t> Visits;
  std::vector<uint32_t> FirstEvent; ///< block to number of first event
  std::map<uint32_t, std::vector<State>> Pending; ///< by place in Order
  BlockId CurrentBlock = 0;
  const Event *CurrentEvent = nullptr;
  uint32_t CurrentEventNumber = 0;     ///< in the function, or of a terminator
  ValueId SomeIndex = Values::Unknown; ///< of the call that is applied
  uint64_t StepsTaken = 0;
  std::set<BlockId> LostAt; ///< where a bound ended some path
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_EXECUTOR_H
