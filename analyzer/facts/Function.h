//===- Function.h - What a function does to references --------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function as capture saw it: a control-flow graph of events, each about a
// pointer that may refer to a QOM object or a value that decides a branch.
// Facts record syntax and no judgement: what a call does to a reference is the
// business of contracts and engine, so that contracts can change without
// parsing again.
//
// Every type here is a value: copying copies, nothing points outside.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_FUNCTION_H
#define QOMLINT_FACTS_FUNCTION_H

#include "analyzer/facts/Name.h"
#include "analyzer/facts/Position.h"
#include <optional>
#include <string>
#include <vector>

namespace qomlint {

/// Index of a variable in Function::Variables; parameters come first.
using VariableId = uint32_t;
/// A temporary: the result of exactly one event of the function.
using TemporaryId = uint32_t;
/// Index of a block in Function::Blocks.
using BlockId = uint32_t;

inline constexpr uint32_t NoId = ~0u;

enum class OperandKind : uint8_t {
  Unknown,   ///< `?`      a value of no interest
  Null,      ///< `null`   a null pointer constant
  Integer,   ///< `42`     an integer, boolean or enumeration constant
  String,    ///< `"text"` a string literal
  Function,  ///< `@key`   the address of a function
  Variable,  ///< `name`   what a local or parameter holds now
  Temporary, ///< `%3`     the result of an earlier event
  Address,   ///< `&place` the address of a place of this function
};

/// A value that an event reads. Casts, the generated type checkers
/// (`DEVICE(x)`) and parenthesized or comma forms leave no trace: they are the
/// value they wrap.
struct Operand {
  OperandKind Kind = OperandKind::Unknown;
  int64_t Integer = 0; ///< Integer
  uint32_t Index = 0;  ///< Variable, Temporary; Address: into Function::Places
  Name Text;           ///< String: the text; Function: its key

  friend bool operator==(const Operand &A, const Operand &B) {
    return A.Kind == B.Kind && A.Integer == B.Integer && A.Index == B.Index &&
           A.Text == B.Text;
  }
};

enum class StepKind : uint8_t {
  Field,       ///< `.name`: a member of the record at this place
  Element,     ///< `[i]`: an element of the array at this place
  Dereference, ///< `*`: the place that the pointer stored here points to
};

/// One step of an access path, applied to a place.
struct Step {
  StepKind Kind = StepKind::Field;
  Name Record;   ///< Field: the record that declares it, without `struct`
  Name Field;    ///< Field: its name; members of anonymous records stand alone
  Operand Index; ///< Element

  friend bool operator==(const Step &A, const Step &B) {
    return A.Kind == B.Kind && A.Record == B.Record && A.Field == B.Field &&
           A.Index == B.Index;
  }
};

enum class PlaceRoot : uint8_t {
  Variable,  ///< a local or parameter
  Global,    ///< a global or static variable; statics of a function too
  Temporary, ///< a struct returned by a call, or (first step: dereference) a
             ///< pointer that an event computed
};

/// Storage that can be named: a root and the steps from it. `dev->clk` is the
/// variable `dev`, a dereference, and the field `clk`.
///
/// The first member of a QOM instance struct is its parent class's struct and
/// has its address: no step is recorded for it, so `&s->parent_obj` is `s`.
struct Place {
  PlaceRoot Root = PlaceRoot::Variable;
  uint32_t Index = 0; ///< Variable, Temporary
  Name Global;        ///< Global: `name`, or `file:name` for internal linkage
  std::vector<Step> Steps;

  bool isVariable() const {
    return Root == PlaceRoot::Variable && Steps.empty();
  }
  friend bool operator==(const Place &A, const Place &B) {
    return A.Root == B.Root && A.Index == B.Index && A.Global == B.Global &&
           A.Steps == B.Steps;
  }
};

enum class EventKind : uint8_t {
  /// `%1 = call key(a, b)`. Callee is the key; Operands the arguments.
  Call,
  /// `%1 = call *place(a, b)` through a function pointer stored at Target.
  CallThroughPointer,
  /// `%1 = load place`. A dereference in the place is a use.
  Load,
  /// `store place, a`. A dereference in the place is a use. Storing `?` says
  /// that the old value is gone.
  Store,
  /// `use place`: the place is accessed and its value is of no interest.
  Use,
  /// `%1 = compute op a, b`: op is one of == != < <= > >= & | ^ + - * / % <<
  /// >> ! ~. Comparison results are 0 or 1.
  Compute,
  /// `%1 = container Record.field a`: the record whose member `a` points to.
  ContainerOf,
  /// `insert place, a`: `a` joins the container at the place (list macros).
  Insert,
  /// `remove place, a`: `a` leaves the container at the place.
  Remove,
  /// `%1 = new`: C++ storage from operator new, before its constructor.
  AllocateStorage,
  /// `delete a`: C++ storage is given back, after its destructor.
  FreeStorage,
  /// `end variable`: the scope of Variable ends. Its cleanup function or
  /// destructor, if any, is a Call with Implicit set just before.
  ScopeEnd,
};

/// One thing that happens. Which members mean something depends on the kind;
/// the text form shows exactly those.
struct Event {
  EventKind Kind = EventKind::Use;
  Site Where;
  /// Set when the event defines a temporary.
  TemporaryId Result = NoId;
  /// Call: the key of the callee. Compute: the operator.
  Name Callee;
  /// Call, ContainerOf: the record that the result points to, if it does.
  Name Type;
  /// Load, Store, Use, Insert, Remove, CallThroughPointer.
  std::optional<Place> Target;
  std::vector<Operand> Operands;
  /// ContainerOf.
  Name Record, Field;
  /// ScopeEnd.
  VariableId Variable = 0;
  /// A call that the source does not spell: cleanup attribute, destructor.
  bool Implicit = false;

  friend bool operator==(const Event &, const Event &) = default;
};

enum class TerminatorKind : uint8_t {
  Goto,        ///< `goto b1`
  Branch,      ///< `branch a, b1, b2`: b1 if a is not zero and not null
  Switch,      ///< `switch a, 1: b1, 2: b2, default: b3`
  Return,      ///< `return a` or `return`
  Throw,       ///< `throw`
  Unreachable, ///< `unreachable`: the call before it does not return
};

/// How a block ends.
struct Terminator {
  struct Case {
    int64_t First = 0, Last = 0; ///< inclusive
    BlockId Target = 0;
    friend bool operator==(const Case &A, const Case &B) {
      return A.First == B.First && A.Last == B.Last && A.Target == B.Target;
    }
  };

  TerminatorKind Kind = TerminatorKind::Goto;
  Site Where;
  Operand Value;                ///< Branch, Switch, Return
  std::vector<BlockId> Targets; ///< Goto: 1, Branch: 2, Switch: the default
  std::vector<Case> Cases;      ///< Switch

  friend bool operator==(const Terminator &, const Terminator &) = default;
};

struct Block {
  std::vector<Event> Events;
  Terminator End;

  friend bool operator==(const Block &, const Block &) = default;
};

struct Variable {
  Name Identifier;
  /// The record it is or points to, without `struct`; empty for scalars.
  Name Type;
  bool Pointer = false;
  /// Its address is taken: calls may write to it.
  bool Slot = false;
  Position At;

  friend bool operator==(const Variable &, const Variable &) = default;
};

/// A statement that has a line of a `{ }` to itself, as far as macros and
/// bodies without braces are concerned: another one may stand before or after
/// it, or it may be taken away. Lines and columns are those of the function's
/// file; the end is one past the last byte before the `;`.
struct Statement {
  uint32_t Line = 0, Column = 0;
  uint32_t EndLine = 0, EndColumn = 0;

  friend bool operator==(const Statement &, const Statement &) = default;
};

/// A function body. `Key` identifies it in the program: the name for external
/// linkage, `file:name` for internal linkage (inline functions of headers
/// included). C++ names are qualified; overloads add their parameter types. The
/// entry is block 0.
struct Function {
  Name Key;
  Position At;
  bool Internal = false;
  bool NoReturn = false;
  bool Variadic = false;
  Name ReturnType; ///< the record it returns or points to
  bool ReturnsPointer = false;
  bool ReturnsVoid = false;
  uint32_t ParameterCount = 0;
  std::vector<Variable> Variables;
  std::vector<Place> Places; ///< of Address operands
  std::vector<Block> Blocks;
  /// Calls and returns that are statements, in the order of the source; only
  /// of code that belongs to one unit. Fixes are made of them.
  std::vector<Statement> Statements;
  /// Texts of `annotate("qomlint::…")`, without the prefix.
  std::vector<Name> Annotations;
  /// The enclosing named function of a lambda, else empty.
  Name EnclosingKey;

  llvm::StringRef plainName() const;
  /// The last line on which something happens, in the file of \p At.
  uint32_t lastLine() const;

  friend bool operator==(const Function &, const Function &) = default;
};

/// The name in a key, without the file of internal linkage.
llvm::StringRef plainName(Name Key);

/// True of members that the C++ library keeps to itself (`_M_payload`): no
/// other source names them, and no report should.
bool isLibraryMember(Name Field);

} // namespace qomlint

#endif // QOMLINT_FACTS_FUNCTION_H
