//===- visitor.h - Values on their way to and from properties ---*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_VISITOR_H
#define QOM_CORE_VISITOR_H

#include "qom/qdict.h"
#include "qom/visitor.h"

#include <cstdint>
#include <map>
#include <string>
#include <variant>

namespace qom {

using Value =
    std::variant<std::monostate, bool, int64_t, uint64_t, std::string>;

} // namespace qom

/// A value that properties keep as a default.
struct QObject {
  virtual ~QObject() = default;
};

struct QDict : QObject {
  std::map<std::string, std::string> Entries;
};

namespace qom {

struct DefaultValue : QObject {
  explicit DefaultValue(Value V) : Held(std::move(V)) {}
  Value Held;
};

} // namespace qom

struct Visitor {
  virtual ~Visitor() = default;
  virtual bool isInput() const = 0;
  /// Whether a text stands for a value of any type.
  virtual bool isTextual() const { return false; }
  /// For input: false with an error if there is no such value.
  virtual bool read(const char *Name, qom::Value &Out, Error **Errp) {
    return false;
  }
  /// For output.
  virtual void write(const char *Name, qom::Value In) {}
};

namespace qom {

/// One value, whatever name is asked for.
class InputVisitor : public Visitor {
public:
  explicit InputVisitor(Value V, bool Textual = false)
      : Held(std::move(V)), Textual(Textual) {}
  bool isInput() const override { return true; }
  bool isTextual() const override { return Textual; }
  bool read(const char *Name, Value &Out, Error **Errp) override {
    Out = Held;
    return true;
  }

private:
  Value Held;
  bool Textual;
};

class OutputVisitor : public Visitor {
public:
  bool isInput() const override { return false; }
  void write(const char *Name, Value In) override { Result = std::move(In); }

  Value Result;
};

/// Another visitor, for a property of another name.
class RenamingVisitor : public Visitor {
public:
  RenamingVisitor(Visitor &Inner, const char *Name)
      : Inner(Inner), Name(Name) {}
  bool isInput() const override { return Inner.isInput(); }
  bool isTextual() const override { return Inner.isTextual(); }
  bool read(const char *, Value &Out, Error **Errp) override {
    return Inner.read(Name, Out, Errp);
  }
  void write(const char *, Value In) override {
    Inner.write(Name, std::move(In));
  }

private:
  Visitor &Inner;
  const char *Name;
};

} // namespace qom

#endif
