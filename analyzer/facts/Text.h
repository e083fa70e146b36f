//===- Text.h - The readable form of facts --------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A stable text form that a person can read and write: `qomlint dump facts`
// prints it, the engine's unit tests are written in it. Printing and parsing
// are inverse: parse(print(U)) equals U in every member that means something
// for its kind, print(parse(T)) is T up to white space, comments (`#` to the
// end of the line) and what T left out.
//
//   unit hw/x.c
//   function hw/x.c:x_realize(dev: *XState, errp: *Error) @ 10:13 {
//     local clk: *Clock @ 12:12
//   b0:
//     %0 = call object_new("clock") -> *Object @ 13:11-29
//     store dev->clk, %0 @ 14:5-18
//     %1 = compute == %0, null
//     branch %1, b1, b2
//   b1:
//     call error_setg(errp, "no clock") @ 16:9 macro
//     return
//   b2:
//     call object_unref(%0)
//     return
//   }
//
// A person may leave out the first label, a `goto` to the next block, the last
// `return`, and every position and type; and may call blocks by any names,
// which print as b0, b1, ….
//
// Grammar. [x] is optional, {x} repeated, x,… a list with commas; members of
// braces may stand in any order. Names that are not made of the usual
// characters are written in quotes, with \" \\ \n \t and \xHH.
//
//   unit:     { item }
//   item:     unit FILE                    first: the file of bare positions
//             function | record | type | table
//             link RECORD.FIELD [pos]      DEFINE_PROP_LINK; `weaklink`: weak
//             nolint SCOPE ["globs"] [pos] line, next-line, begin or end
//             declared KEY,…  |  noreturn KEY,…  |  source FILE "HASH"
//   record:   record NAME [: BASE] [pos] { { FIELD [: type] [[]] } }
//   type:     type "name" [: "parent"] [pos] { { instance RECORD | abstract |
//               interface "name" | HOOK KEY } }   HOOK: instance_init, …
//   table:    table KEY { { RECORD.FIELD = KEY } }
//
//   function: function KEY ( [variable,…] [, ...] ) [-> (void | type)]
//               { attribute } { { statement } }
//   attribute: internal | external | noreturn | within KEY |
//               annotated "text" | pos     internal is implied by `file:name`
//   variable: NAME [: type] [slot] [pos]   `NAME~3` if another has that name
//   type:     [*] RECORD | * | int         int: anything that is no record
//   statement: local variable | LABEL: | event | terminator |
//             places place,…               only if they are numbered oddly
//             statements LINE:COLUMN-[LINE:]COLUMN,…
//   event:    [%N =] [implicit] action [-> *RECORD] [site]
//   action:   call KEY(operand,…) | call *place(operand,…) | load place |
//             store place, operand | use place | compute OP operand,… |
//             container RECORD.FIELD operand | insert place, operand |
//             remove place, operand | new | delete operand | end VARIABLE
//   terminator: ( goto LABEL | branch operand, LABEL, LABEL |
//             switch operand, {FIRST[..LAST]: LABEL,} default: LABEL |
//             return [operand] | throw | unreachable ) [site]
//   operand:  ? | null | 42 | "text" | @KEY | VARIABLE | %N | &place
//   place:    VARIABLE | %N | $KEY (a global) | *place | (place) |
//             place.field | place->field | place[operand]
//   field:    FIELD | RECORD::FIELD | ::FIELD
//   pos:      @ [FILE:]LINE:COLUMN
//   site:     @ [FILE:]LINE:COLUMN[-[LINE:]COLUMN] [macro]
//
// A FIELD alone is one of the record that the variable before it is or points
// to: `dev->clk` above is `dev->XState::clk`. Deeper fields name theirs:
// `s->dev.DeviceState::realized`. In a function with a position, bare
// positions are in the file of that position.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_TEXT_H
#define QOMLINT_FACTS_TEXT_H

#include "analyzer/facts/Unit.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

namespace qomlint {

void print(const Unit &U, llvm::raw_ostream &OS);
void print(const Function &F, llvm::raw_ostream &OS);
/// \p P as the source would spell it, for messages: `s->clk`, `cpus[i]`,
/// `memory_region_find(...).mr`.
std::string toString(const Place &P, const Function &F);
std::string toString(const Operand &O, const Function &F);

/// Parses a unit. An error says line and column of the text and what was
/// expected there.
llvm::Expected<Unit> parseUnit(llvm::StringRef Text);

} // namespace qomlint

#endif // QOMLINT_FACTS_TEXT_H
