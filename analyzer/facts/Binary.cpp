//===- Binary.cpp - The compact form of facts -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Bytes: a magic word, the version, a checksum of the rest; then a table of
// the names in the order of their first use, then the members of the unit, one
// after another. Numbers are zigzag varints, so that NoId takes one byte.
//
// Reading and writing are the same function templates over a Reader or Writer.
// They bind every member of each struct: a member that Function.h gains does
// not compile until it is added here.
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Binary.h"
#include "analyzer/facts/Validate.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/LEB128.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using namespace qomlint;
using llvm::StringRef;

namespace {

constexpr StringRef Magic = "qomf";

uint64_t zigzag(int64_t Value) {
  return (static_cast<uint64_t>(Value) << 1) ^ (Value >> 63);
}
int64_t unzigzag(uint64_t Coded) {
  return static_cast<int64_t>(Coded >> 1) ^ -static_cast<int64_t>(Coded & 1);
}

//===----------------------------------------------------------------------===//
// Streams
//===----------------------------------------------------------------------===//

class Writer {
public:
  bool failed() const { return false; }

  void value(int64_t Value) { llvm::encodeULEB128(zigzag(Value), Body); }

  void name(Name N) {
    auto [Entry, Inserted] = Indices.try_emplace(N.identity(), Table.size());
    if (Inserted)
      Table.push_back(N);
    value(Entry->second);
  }

  /// The table of names and what was written.
  std::string take() {
    std::string Bytes;
    llvm::raw_string_ostream OS(Bytes);
    llvm::encodeULEB128(Table.size(), OS);
    for (Name N : Table) {
      llvm::encodeULEB128(N.str().size(), OS);
      OS << N.str();
    }
    OS << Text;
    return Bytes;
  }

private:
  std::string Text;
  llvm::raw_string_ostream Body{Text};
  std::vector<Name> Table;
  llvm::DenseMap<const void *, uint32_t> Indices;
};

/// After a failure, every value is 0 and every name is empty.
class Reader {
public:
  explicit Reader(StringRef Bytes)
      : Next(Bytes.bytes_begin()), End(Bytes.bytes_end()) {
    uint64_t Count = unsignedValue();
    for (uint64_t I = 0; I < Count && !failed(); ++I)
      Table.push_back(Name(bytes(unsignedValue())));
  }

  bool failed() const { return Failed; }
  void fail() { Failed = true; }
  bool atEnd() const { return Next == End; }
  size_t left() const { return End - Next; }

  int64_t value() { return unzigzag(unsignedValue()); }

  Name name() {
    uint64_t Index = value();
    if (Index >= Table.size())
      fail();
    return failed() ? Name() : Table[Index];
  }

private:
  const uint8_t *Next, *End;
  std::vector<Name> Table;
  bool Failed = false;

  uint64_t unsignedValue() {
    unsigned Length = 0;
    const char *Error = nullptr;
    uint64_t Value =
        Failed ? 0 : llvm::decodeULEB128(Next, &Length, End, &Error);
    Next += Length;
    if (Error)
      fail();
    return failed() ? 0 : Value;
  }

  StringRef bytes(uint64_t Size) {
    if (Size > left())
      fail();
    if (failed())
      return "";
    StringRef Bytes(reinterpret_cast<const char *>(Next), Size);
    Next += Size;
    return Bytes;
  }
};

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

/// T, or const T while writing.
template <class T, class Of>
concept Any = std::same_as<std::remove_const_t<T>, Of>;

/// The greatest value of an enumeration.
template <class T> constexpr T lastOf() = delete;
template <> constexpr bool lastOf() { return true; }
template <> constexpr OperandKind lastOf() { return OperandKind::Address; }
template <> constexpr StepKind lastOf() { return StepKind::Dereference; }
template <> constexpr PlaceRoot lastOf() { return PlaceRoot::Temporary; }
template <> constexpr EventKind lastOf() { return EventKind::ScopeEnd; }
template <> constexpr TerminatorKind lastOf() {
  return TerminatorKind::Unreachable;
}
template <> constexpr NoLintScope lastOf() { return NoLintScope::End; }

/// 32-bit numbers travel as signed ones.
template <class T>
using Wire = std::conditional_t<std::same_as<T, uint32_t>, int32_t, T>;

template <class T>
concept Scalar = std::integral<T> || std::is_enum_v<T>;

void transfer(Writer &W, const Scalar auto &Value) {
  using T = std::remove_cvref_t<decltype(Value)>;
  W.value(static_cast<int64_t>(static_cast<Wire<T>>(Value)));
}

template <Scalar T> bool fits(int64_t Number) {
  if constexpr (std::is_enum_v<T> || std::same_as<T, bool>)
    return Number >= 0 && Number <= static_cast<int64_t>(lastOf<T>());
  else
    return Number == static_cast<int64_t>(static_cast<Wire<T>>(Number));
}

template <Scalar T> void transfer(Reader &R, T &Value) {
  int64_t Number = R.value();
  if (!fits<T>(Number))
    R.fail();
  else
    Value = static_cast<T>(Number);
}

void transfer(Writer &W, const Name &N) { W.name(N); }
void transfer(Reader &R, Name &N) { N = R.name(); }

template <class T> void transfer(Writer &W, const std::vector<T> &List) {
  W.value(List.size());
  for (const T &Item : List)
    transfer(W, Item);
}

/// Grows the list as its items arrive: a wrong count cannot exhaust memory,
/// since each item takes at least one byte.
template <class T> void transfer(Reader &R, std::vector<T> &List) {
  uint64_t Count = R.value();
  if (Count > R.left())
    return R.fail();
  List.reserve(std::min<uint64_t>(Count, 1024));
  for (uint64_t I = 0; I < Count && !R.failed(); ++I)
    transfer(R, List.emplace_back());
}

template <class T> void transfer(Writer &W, const std::optional<T> &Value) {
  transfer(W, Value.has_value());
  if (Value)
    transfer(W, *Value);
}

template <class T> void transfer(Reader &R, std::optional<T> &Value) {
  bool HasValue = false;
  transfer(R, HasValue);
  if (HasValue)
    transfer(R, Value.emplace());
}

//===----------------------------------------------------------------------===//
// Structs
//===----------------------------------------------------------------------===//

void transferAll(auto &Stream, auto &...Members) {
  (transfer(Stream, Members), ...);
}

void transfer(auto &S, Any<Position> auto &Value) {
  auto &[File, Line, Column] = Value;
  transferAll(S, File, Line, Column);
}

void transfer(auto &S, Any<Site> auto &Value) {
  auto &[At, EndLine, EndColumn, InMacro] = Value;
  transferAll(S, At, EndLine, EndColumn, InMacro);
}

void transfer(auto &S, Any<Operand> auto &Value) {
  auto &[Kind, Integer, Index, Text] = Value;
  transferAll(S, Kind, Integer, Index, Text);
}

void transfer(auto &S, Any<Step> auto &Value) {
  auto &[Kind, Record, Field, Index] = Value;
  transferAll(S, Kind, Record, Field, Index);
}

void transfer(auto &S, Any<Place> auto &Value) {
  auto &[Root, Index, Global, Steps] = Value;
  transferAll(S, Root, Index, Global, Steps);
}

void transfer(auto &S, Any<Event> auto &Value) {
  auto &[Kind, Where, Result, Callee, Type, Target, Operands, Record, Field,
         Variable, Implicit] = Value;
  transferAll(S, Kind, Where, Result, Callee, Type, Target, Operands, Record,
              Field, Variable, Implicit);
}

void transfer(auto &S, Any<Terminator::Case> auto &Value) {
  auto &[First, Last, Target] = Value;
  transferAll(S, First, Last, Target);
}

void transfer(auto &S, Any<Terminator> auto &Value) {
  auto &[Kind, Where, Operand, Targets, Cases] = Value;
  transferAll(S, Kind, Where, Operand, Targets, Cases);
}

void transfer(auto &S, Any<Block> auto &Value) {
  auto &[Events, End] = Value;
  transferAll(S, Events, End);
}

/// Lines are counted from the statement before, and a statement's end from its
/// start: most of these numbers take one byte.
void transfer(Writer &W, const std::vector<Statement> &List) {
  W.value(List.size());
  uint32_t Before = 0;
  for (const Statement &Item : List) {
    auto &[Line, Column, EndLine, EndColumn] = Item;
    W.value(int64_t(Line) - Before);
    W.value(Column);
    W.value(int64_t(EndLine) - Line);
    W.value(EndColumn);
    Before = Line;
  }
}

void transfer(Reader &R, std::vector<Statement> &List) {
  uint64_t Count = R.value();
  if (Count > R.left())
    return R.fail();
  uint32_t Before = 0;
  for (uint64_t I = 0; I < Count && !R.failed(); ++I) {
    auto &[Line, Column, EndLine, EndColumn] = List.emplace_back();
    Line = Before + static_cast<uint32_t>(R.value());
    Column = R.value();
    EndLine = Line + static_cast<uint32_t>(R.value());
    EndColumn = R.value();
    Before = Line;
  }
}

void transfer(auto &S, Any<Variable> auto &Value) {
  auto &[Identifier, Type, Pointer, Slot, At] = Value;
  transferAll(S, Identifier, Type, Pointer, Slot, At);
}

void transfer(auto &S, Any<Function> auto &Value) {
  auto &[Key, At, Internal, NoReturn, Variadic, ReturnType, ReturnsPointer,
         ReturnsVoid, ParameterCount, Variables, Places, Blocks, Statements,
         Annotations, EnclosingKey] = Value;
  transferAll(S, Key, At, Internal, NoReturn, Variadic, ReturnType,
              ReturnsPointer, ReturnsVoid, ParameterCount, Variables, Places,
              Blocks, Statements, Annotations, EnclosingKey);
}

void transfer(auto &S, Any<TypeInfo> auto &Value) {
  auto &[TypeName, Parent, Record, InstanceInit, InstancePostInit,
         InstanceFinalize, ClassInit, ClassBaseInit, Abstract, Interfaces, At] =
      Value;
  transferAll(S, TypeName, Parent, Record, InstanceInit, InstancePostInit,
              InstanceFinalize, ClassInit, ClassBaseInit, Abstract, Interfaces,
              At);
}

void transfer(auto &S, Any<LinkField> auto &Value) {
  auto &[Record, Field, Strong, At] = Value;
  transferAll(S, Record, Field, Strong, At);
}

void transfer(auto &S, Any<Record::Member> auto &Value) {
  auto &[Field, Type, Pointer, Array] = Value;
  transferAll(S, Field, Type, Pointer, Array);
}

void transfer(auto &S, Any<Record> auto &Value) {
  auto &[Identifier, Base, Members, At] = Value;
  transferAll(S, Identifier, Base, Members, At);
}

void transfer(auto &S, Any<NoLint> auto &Value) {
  auto &[At, Scope, Checks] = Value;
  transferAll(S, At, Scope, Checks);
}

void transfer(auto &S, Any<FunctionTable::Entry> auto &Value) {
  auto &[Record, Field, Function] = Value;
  transferAll(S, Record, Field, Function);
}

void transfer(auto &S, Any<FunctionTable> auto &Value) {
  auto &[Global, Entries] = Value;
  transferAll(S, Global, Entries);
}

void transfer(auto &S, Any<SourceFile> auto &Value) {
  auto &[File, Hash] = Value;
  transferAll(S, File, Hash);
}

void transfer(auto &S, Any<Unit> auto &Value) {
  auto &[MainFile, Sources, Functions, Types, Links, Records, Tables, NoLints,
         Declared, NoReturns] = Value;
  transferAll(S, MainFile, Sources, Functions, Types, Links, Records, Tables,
              NoLints, Declared, NoReturns);
}

//===----------------------------------------------------------------------===//
// Header
//===----------------------------------------------------------------------===//

constexpr size_t HeaderSize = 4 + sizeof(uint32_t) + sizeof(uint64_t);

std::string header(StringRef Payload) {
  char Numbers[sizeof(uint32_t) + sizeof(uint64_t)];
  llvm::support::endian::write32le(Numbers, BinaryVersion);
  llvm::support::endian::write64le(Numbers + sizeof(uint32_t),
                                   llvm::xxh3_64bits(Payload));
  return Magic.str() + std::string(Numbers, sizeof(Numbers));
}

llvm::Error checkHeader(StringRef Bytes) {
  if (!Bytes.starts_with(Magic) || Bytes.size() < HeaderSize)
    return llvm::createStringError("these bytes are not facts");
  uint32_t Version =
      llvm::support::endian::read32le(Bytes.data() + Magic.size());
  if (Version != BinaryVersion)
    return llvm::createStringError("these facts have version %u, not %u",
                                   Version, BinaryVersion);
  if (header(Bytes.drop_front(HeaderSize)) != Bytes.take_front(HeaderSize))
    return llvm::createStringError("these facts are damaged");
  return llvm::Error::success();
}

llvm::Error checkFunctions(const Unit &U) {
  for (const Function &F : U.Functions)
    if (std::string Defect = findDefect(F); !Defect.empty())
      return llvm::createStringError("in function " + F.Key.str() + " " +
                                     Defect);
  return llvm::Error::success();
}

} // namespace

std::string qomlint::encode(const Unit &U) {
  Writer W;
  transfer(W, U);
  std::string Payload = W.take();
  return header(Payload) + Payload;
}

llvm::Expected<Unit> qomlint::decode(StringRef Bytes) {
  if (llvm::Error Failure = checkHeader(Bytes))
    return std::move(Failure);
  Reader R(Bytes.drop_front(HeaderSize));
  Unit U;
  transfer(R, U);
  if (R.failed() || !R.atEnd())
    return llvm::createStringError("these facts are damaged");
  if (llvm::Error Failure = checkFunctions(U))
    return std::move(Failure);
  return U;
}
