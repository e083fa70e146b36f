//===- ContractReader.cpp - Contracts from JSON ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractReader.h"
#include "analyzer/contracts/JsonFields.h"
#include "llvm/ADT/STLExtras.h"
#include <unordered_map>

using namespace qomlint;
using llvm::StringRef;
using nlohmann::json;

namespace {

/// Finds the place of a syntax error: nlohmann's parser tells it only to a
/// handler of this kind when exceptions are off.
struct SyntaxErrorFinder : nlohmann::json_sax<json> {
  std::string Message;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t &) override { return true; }
  bool string(string_t &) override { return true; }
  bool binary(binary_t &) override { return true; }
  bool start_object(size_t) override { return true; }
  bool key(string_t &) override { return true; }
  bool end_object() override { return true; }
  bool start_array(size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(size_t, const std::string &,
                   const nlohmann::detail::exception &Exception) override {
    StringRef Text = Exception.what();
    Text = Text.substr(Text.find("parse error at"));
    Message = Text.str();
    return false;
  }
};

/// Reads the parts of one record.
class RecordReader {
public:
  explicit RecordReader(FirstMistake &Mistake) : Mistake(Mistake) {}

  Contract contract(const json &Value);

private:
  /// \p EndRequired: someone begins to hold, so it must be told until when.
  Holder holder(const json &Value, const std::string &Path, bool EndRequired);
  void who(StringRef Text, const std::string &Path, Holder &Out);
  void until(StringRef Text, const std::string &Path, Holder &Out);
  Return result(const json &Value, const std::string &Path);
  ArgumentEffect argument(const json &Value, const std::string &Path);
  Install install(const json &Value, const std::string &Path);
  void check(const ArgumentEffect &Effect, const std::string &Path);
  void check(const Contract &Row);
  Version version(const json &Value, const std::string &Path);
  void versions(JsonFields &Fields, std::vector<VersionRange> &Out);
  std::string text(const json &Value, const std::string &Path);

  FirstMistake &Mistake;
};

} // namespace

std::string RecordReader::text(const json &Value, const std::string &Path) {
  if (Value.is_string())
    return Value.get<std::string>();
  Mistake.report(Path, "expected a string");
  return "";
}

void RecordReader::who(StringRef Text, const std::string &Path, Holder &Out) {
  size_t Dot = Text.rfind('.');
  Out.Who = Text.substr(0, Dot).str();
  if (Out.Who.empty())
    return Mistake.report(Path, "expected who holds it, such as arg0.child");
  if (StringRef(Out.Who).starts_with("arg") && !Out.argument())
    return Mistake.report(Path, "expected a number after 'arg'");
  if (Dot == StringRef::npos)
    return;
  readWord(json(Text.substr(Dot + 1).str()), Path, Mistake, Out.Relation);
}

void RecordReader::until(StringRef Text, const std::string &Path, Holder &Out) {
  auto [Front, Function] = Text.split(':');
  readWord(json(Front.str()), Path, Mistake, Out.Until);
  if ((Out.Until == Until::Explicit) == Function.empty())
    Mistake.report(Path, "'explicit', and only that, is followed by the "
                         "function that ends it, as in explicit:object_unref");
  if (!Function.empty())
    Out.EndedBy = Name(Function);
}

Holder RecordReader::holder(const json &Value, const std::string &Path,
                            bool EndRequired) {
  Holder Out;
  JsonFields Fields(Value, Path, Mistake);
  Fields.require("who");
  if (EndRequired)
    Fields.require("until");
  Fields.object("who", [&](const json &Member, const std::string &Place) {
    who(text(Member, Place), Place, Out);
  });
  Fields.read("count", Out.Count);
  Fields.object("until", [&](const json &Member, const std::string &Place) {
    until(text(Member, Place), Place, Out);
  });
  return Out;
}

Return RecordReader::result(const json &Value, const std::string &Path) {
  Return Out;
  JsonFields Fields(Value, Path, Mistake);
  Fields.require("ownership");
  Fields.read("ownership", Out.Ownership);
  Fields.read("what", Out.What);
  Fields.read("length", Out.Length);
  Fields.read("member", Out.Member);
  Fields.read("nullable", Out.Nullable);
  Fields.read("new", Out.IsNew);
  Fields.read("alias_of", Out.AliasOf);
  Fields.list("holders", [&](const json &Element, const std::string &Place) {
    Out.Holders.push_back(holder(Element, Place, /*EndRequired=*/true));
  });
  Fields.read("release_with", Out.ReleaseWith);
  Fields.read("on_owner", Out.OnOwner);
  if (Fields.has("alias_of") != (Out.Ownership == Ownership::Alias))
    Mistake.report(Fields.place("alias_of"),
                   "belongs to ownership 'alias', and only there");
  if (Out.Length && Out.What != "array")
    Mistake.report(Fields.place("length"), "belongs to what 'array'");
  if (Out.IsNew && Out.Ownership != Ownership::Borrowed)
    Mistake.report(Fields.place("new"), "belongs to ownership 'borrowed'");
  return Out;
}

ArgumentEffect RecordReader::argument(const json &Value,
                                      const std::string &Path) {
  ArgumentEffect Out;
  JsonFields Fields(Value, Path, Mistake);
  Fields.require("index");
  Fields.require("effect");
  Fields.read("index", Out.Index);
  Fields.read("effect", Out.Effect);
  Fields.list("when", [&](const json &Element, const std::string &Place) {
    readWord(Element, Place, Mistake, Out.When.emplace_back());
  });
  Fields.object("holder", [&](const json &Member, const std::string &Place) {
    Out.Holder = holder(Member, Place, Out.Effect != Effect::ReleaseHeld);
  });
  Fields.read("of", Out.Of);
  Fields.read("notify", Out.Notify);
  Fields.read("opaque", Out.Opaque);
  Fields.read("opaque_parameter", Out.OpaqueParameter);
  Fields.read("runs", Out.Runs);
  Fields.read("on_owner", Out.OnOwner);
  Fields.read("what", Out.What);
  check(Out, Path);
  return Out;
}

void RecordReader::check(const ArgumentEffect &Effect,
                         const std::string &Path) {
  bool NeedsHolder = Effect.Effect == qomlint::Effect::AddReference ||
                     Effect.Effect == qomlint::Effect::ReleaseHeld ||
                     Effect.Effect == qomlint::Effect::InitializeEmbedded;
  if (NeedsHolder && !Effect.Holder)
    Mistake.report(Path + ".holder",
                   "missing, the effect '" +
                       std::string(word(Effect.Effect).Spelling) +
                       "' needs the holder whose reference it is");
  bool AsksNull = llvm::any_of(Effect.When, [](Condition C) {
    return C == Condition::NonNull || C == Condition::Null;
  });
  bool NamesArgument =
      Effect.Of || (Effect.Holder && Effect.Holder->argument());
  if (AsksNull && !NamesArgument)
    Mistake.report(
        Path + ".of",
        "missing, 'null' and 'non_null' need the argument they are about "
        "(here or as the holder)");
}

Install RecordReader::install(const json &Value, const std::string &Path) {
  Install Out;
  JsonFields Fields(Value, Path, Mistake);
  Fields.require("argument");
  Fields.require("hook");
  Fields.read("argument", Out.Argument);
  Fields.read("hook", Out.Hook);
  return Out;
}

Version RecordReader::version(const json &Value, const std::string &Path) {
  std::string Text = text(Value, Path);
  bool IsNumber =
      StringRef(Text).find_first_not_of("0123456789.") == StringRef::npos;
  std::optional<Version> V = IsNumber ? parseVersion(Text) : std::nullopt;
  if (!V)
    Mistake.report(Path,
                   "expected a version such as 7.2, found '" + Text + "'");
  return V.value_or(Version());
}

void RecordReader::versions(JsonFields &Fields,
                            std::vector<VersionRange> &Out) {
  Fields.list("versions", [&](const json &Element, const std::string &Place) {
    Out.push_back(VersionRange::only(version(Element, Place)));
  });
  VersionRange Range;
  Fields.object("since", [&](const json &Member, const std::string &Place) {
    Range.Since = version(Member, Place);
  });
  Fields.object("before", [&](const json &Member, const std::string &Place) {
    Range.Before = version(Member, Place);
  });
  if (Range == VersionRange())
    return;
  if (!Out.empty())
    Mistake.report(
        "versions",
        "a row lists versions or says 'since' and 'before', not both");
  if (Range.Before <= Range.Since)
    Mistake.report("before", "expected a version after " +
                                 toString(Range.Since) + ", that of 'since'");
  Out.push_back(Range);
}

Contract RecordReader::contract(const json &Value) {
  Contract Out;
  JsonFields Fields(Value, "", Mistake);
  Fields.require("function");
  Fields.read("function", Out.Function);
  Fields.read("kind", Out.Kind);
  versions(Fields, Out.Versions);
  Fields.object("return", [&](const json &Member, const std::string &Place) {
    Out.Return = result(Member, Place);
  });
  Fields.list("arguments", [&](const json &Element, const std::string &Place) {
    Out.Arguments.push_back(argument(Element, Place));
  });
  Fields.read("failure", Out.Failure);
  Fields.read("error_argument", Out.ErrorArgument);
  Fields.read("no_return", Out.NoReturn);
  Fields.read("pluggable", Out.Pluggable);
  Fields.read("phase", Out.Phase);
  Fields.read("object_argument", Out.ObjectArgument);
  Fields.list("installs", [&](const json &Element, const std::string &Place) {
    Out.Installs.push_back(install(Element, Place));
  });
  Fields.read("notes", Out.Notes);
  Fields.read("declared_in", Out.DeclaredIn);
  check(Out);
  return Out;
}

void RecordReader::check(const Contract &Row) {
  if (Row.Function.empty())
    Mistake.report("function", "expected the name of a function");
  if (Row.Failure == FailureKind::SetsError && !Row.ErrorArgument)
    Mistake.report("error_argument",
                   "missing, failure 'sets_error' needs the Error ** argument");
  if (Row.Kind != ContractKind::Hook && Row.Phase != Phase::None)
    Mistake.report("phase", "only hooks have a phase");
}

/// The record as messages call it.
static std::string recordLabel(const json &Value, size_t Index) {
  if (Value.is_object() && Value.contains("function") &&
      Value["function"].is_string())
    return "record " + std::to_string(Index) + " (" +
           Value["function"].get<std::string>() + ")";
  return "record " + std::to_string(Index);
}

/// True if some version could select either row.
static bool overlap(const Contract &A, const Contract &B) {
  if (A.Versions.empty() || B.Versions.empty())
    return true;
  return llvm::any_of(A.Versions, [&](const VersionRange &Range) {
    return llvm::any_of(B.Versions, [&](const VersionRange &Other) {
      return Range.overlaps(Other);
    });
  });
}

/// \p Same: the numbers of the earlier rows of the last row's function.
static void checkDuplicate(const std::vector<Contract> &Rows,
                           const std::vector<size_t> &Same,
                           FirstMistake &Mistake) {
  for (size_t I : Same)
    if (overlap(Rows[I], Rows.back()))
      Mistake.report("function", "record " + std::to_string(I) +
                                     " is about the same function and version");
}

llvm::Expected<std::vector<Contract>> qomlint::readContracts(StringRef Json,
                                                             StringRef Origin) {
  FirstMistake Mistake(Origin);
  json File = json::parse(Json, nullptr, /*allow_exceptions=*/false);
  if (File.is_discarded()) {
    SyntaxErrorFinder Finder;
    json::sax_parse(Json, &Finder);
    Mistake.report("", Finder.Message);
    return Mistake.take();
  }
  std::vector<Contract> Rows;
  std::unordered_map<Name, std::vector<size_t>> ByFunction;
  unsigned SchemaVersion = 1;
  std::string Schema;
  {
    JsonFields Fields(File, "", Mistake);
    Fields.read("$schema", Schema);
    Fields.read("schema_version", SchemaVersion);
    if (SchemaVersion != 1)
      Mistake.report("schema_version", "expected 1");
    Fields.require("functions");
    size_t Index = 0;
    Fields.list("functions", [&](const json &Element, const std::string &) {
      Mistake.Record = recordLabel(Element, Index++);
      Rows.push_back(RecordReader(Mistake).contract(Element));
      Rows.back().Origin = Origin.str();
      std::vector<size_t> &Same = ByFunction[Rows.back().Function];
      checkDuplicate(Rows, Same, Mistake);
      Same.push_back(Rows.size() - 1);
      Mistake.Record.clear();
    });
  }
  if (Mistake.found())
    return Mistake.take();
  return Rows;
}
