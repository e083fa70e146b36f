//===- visitor.cpp - Values on their way to and from properties -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "visitor.h"

#include <limits>

using namespace qom;

namespace {

bool wrongType(const char *Name, const char *Expected, Error **Errp) {
  error_setg(Errp, "Invalid parameter type for '%s', expected: %s",
             Name ? Name : "null", Expected);
  return false;
}

bool parse(const std::string &Text, bool &Out) {
  for (const char *Yes : {"on", "yes", "true", "y"})
    if (Text == Yes)
      return Out = true, true;
  for (const char *No : {"off", "no", "false", "n"})
    if (Text == No)
      return Out = false, true;
  return false;
}

bool parse(const std::string &Text, int64_t &Out) {
  char *End;
  errno = 0;
  Out = strtoll(Text.c_str(), &End, 0);
  return !errno && End != Text.c_str() && !*End;
}

bool parse(const std::string &Text, uint64_t &Out) {
  char *End;
  errno = 0;
  Out = strtoull(Text.c_str(), &End, 0);
  return !errno && End != Text.c_str() && !*End;
}

/// Integers of either sign, if the value fits.
template <class Number> bool toNumber(const Value &V, Number &Out) {
  if (auto *Signed = std::get_if<int64_t>(&V)) {
    Out = static_cast<Number>(*Signed);
    return std::is_signed_v<Number> || *Signed >= 0;
  }
  if (auto *Unsigned = std::get_if<uint64_t>(&V)) {
    Out = static_cast<Number>(*Unsigned);
    return !std::is_signed_v<Number> || *Unsigned <= INT64_MAX;
  }
  return false;
}

template <class Number>
bool readNumber(Visitor *V, const char *Name, Number &Out, Error **Errp) {
  Value Held;
  if (!V->read(Name, Held, Errp))
    return false;
  auto *Text = std::get_if<std::string>(&Held);
  bool Done = Text && V->isTextual() ? parse(*Text, Out) : toNumber(Held, Out);
  return Done || wrongType(Name, "integer", Errp);
}

/// An integer narrower than those that values hold.
template <class Number, class Wide>
bool visitNarrow(Visitor *V, const char *Name, Number *Obj, Error **Errp) {
  if (!V->isInput())
    return V->write(Name, static_cast<Wide>(*Obj)), true;
  Wide Read;
  if (!readNumber(V, Name, Read, Errp))
    return false;
  if (Read < std::numeric_limits<Number>::min() ||
      Read > std::numeric_limits<Number>::max()) {
    error_setg(Errp, "Parameter '%s' is out of range", Name ? Name : "null");
    return false;
  }
  *Obj = static_cast<Number>(Read);
  return true;
}

class DictVisitor : public Visitor {
public:
  explicit DictVisitor(const QDict &Dict) : Dict(Dict) {}
  bool isInput() const override { return true; }
  bool isTextual() const override { return true; }
  bool read(const char *Name, Value &Out, Error **Errp) override {
    auto It = Dict.Entries.find(Name);
    if (It == Dict.Entries.end()) {
      error_setg(Errp, "Parameter '%s' is missing", Name);
      return false;
    }
    Out = It->second;
    return true;
  }

private:
  const QDict &Dict;
};

} // namespace

bool visit_type_bool(Visitor *v, const char *name, bool *obj, Error **errp) {
  if (!v->isInput())
    return v->write(name, *obj), true;
  Value Held;
  if (!v->read(name, Held, errp))
    return false;
  if (auto *Bool = std::get_if<bool>(&Held))
    return *obj = *Bool, true;
  auto *Text = std::get_if<std::string>(&Held);
  if (Text && v->isTextual() && parse(*Text, *obj))
    return true;
  return wrongType(name, "boolean", errp);
}

bool visit_type_str(Visitor *v, const char *name, char **obj, Error **errp) {
  if (!v->isInput())
    return v->write(name, std::string(*obj ? *obj : "")), true;
  Value Held;
  if (!v->read(name, Held, errp))
    return false;
  auto *Text = std::get_if<std::string>(&Held);
  if (!Text)
    return wrongType(name, "string", errp);
  *obj = g_strdup(Text->c_str());
  return true;
}

bool visit_type_int64(Visitor *v, const char *name, int64_t *obj,
                      Error **errp) {
  return visitNarrow<int64_t, int64_t>(v, name, obj, errp);
}

bool visit_type_int32(Visitor *v, const char *name, int32_t *obj,
                      Error **errp) {
  return visitNarrow<int32_t, int64_t>(v, name, obj, errp);
}

bool visit_type_uint64(Visitor *v, const char *name, uint64_t *obj,
                       Error **errp) {
  return visitNarrow<uint64_t, uint64_t>(v, name, obj, errp);
}

bool visit_type_uint32(Visitor *v, const char *name, uint32_t *obj,
                       Error **errp) {
  return visitNarrow<uint32_t, uint64_t>(v, name, obj, errp);
}

bool visit_type_uint16(Visitor *v, const char *name, uint16_t *obj,
                       Error **errp) {
  return visitNarrow<uint16_t, uint64_t>(v, name, obj, errp);
}

bool visit_type_uint8(Visitor *v, const char *name, uint8_t *obj,
                      Error **errp) {
  return visitNarrow<uint8_t, uint64_t>(v, name, obj, errp);
}

Visitor *string_input_visitor_new(const char *str) {
  return new InputVisitor(std::string(str), true);
}

Visitor *qobject_input_visitor_new_keyval(QObject *obj) {
  return new DictVisitor(*static_cast<QDict *>(obj));
}

void visit_free(Visitor *v) { delete v; }

//===----------------------------------------------------------------------===//
// Dictionaries
//===----------------------------------------------------------------------===//

QDict *qdict_new(void) { return new QDict; }

void qdict_put_str(QDict *qdict, const char *key, const char *value) {
  qdict->Entries[key] = value;
}

const char *qdict_get_try_str(const QDict *qdict, const char *key) {
  auto It = qdict->Entries.find(key);
  return It == qdict->Entries.end() ? nullptr : It->second.c_str();
}

void qdict_del(QDict *qdict, const char *key) { qdict->Entries.erase(key); }

void qobject_unref(void *obj) { delete static_cast<QObject *>(obj); }

QDict *keyval_parse(const char *params, const char *implied_key, bool *help,
                    Error **errp) {
  QDict *Dict = qdict_new();
  g_auto(GStrv) Parts = g_strsplit(params, ",", 0);
  for (char **Part = Parts; *Part; ++Part) {
    char *Equals = strchr(*Part, '=');
    if (!Equals && Part == Parts && implied_key) {
      Dict->Entries[implied_key] = *Part;
      continue;
    }
    if (!Equals) {
      error_setg(errp, "Expected '=' after parameter '%s'", *Part);
      qobject_unref(Dict);
      return nullptr;
    }
    Dict->Entries[std::string(*Part, Equals)] = Equals + 1;
  }
  if (help)
    *help = false;
  return Dict;
}
