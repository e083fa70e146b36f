//===- RefsCommand.cpp - qomlint refs -------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Arguments.h"
#include "analyzer/cli/NearestName.h"
#include "analyzer/cli/ProjectCapture.h"
#include "analyzer/cli/RefsTarget.h"
#include "analyzer/cli/RelatedFiles.h"
#include "analyzer/cli/ReportRun.h"
#include "analyzer/cli/SourceReader.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/cli/Version.h"
#include "analyzer/engine/Analysis.h"
#include "analyzer/report/ReferenceReport.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
namespace cl = llvm::cl;

static constexpr char TargetForms[] =
    "FILE[:LINE[:COLUMN]] | FILE:FUNCTION[:VARIABLE]";

static cl::list<std::string> Arguments(cl::Positional, cl::desc(TargetForms),
                                       cl::cat(optionCategory()),
                                       cl::sub(refsCommand()));

namespace {

/// One question, and what was read to answer it.
class Question {
public:
  Question(const Project &Sources, const RefsTarget &Asked,
           const CheckOptions &Options)
      : Sources(Sources), Asked(Asked), Options(Options) {}

  /// An error says that the question makes no sense here.
  llvm::Expected<ReferenceReport> answer(const Invocation &Line,
                                         const ContractTable &Table);
  int signal() const { return Facts.Trouble.Signal; }
  /// What was read to answer.
  const Program &program() const { return Facts.Whole; }

private:
  llvm::Error capture(const Invocation &Line);
  llvm::Expected<std::vector<const ProgramFunction *>> askedFunctions() const;
  llvm::Error noFunctionNamed() const;
  llvm::Error noFunctionOnLine() const;
  std::vector<const ProgramFunction *> functionsOfFile() const;

  std::vector<FunctionHistory>
  trace(const Analysis &A,
        llvm::ArrayRef<const ProgramFunction *> Functions) const;
  llvm::Error readRelatedFiles(const Contracts &InForce);
  OpenQuestions openQuestions(const Contracts &InForce,
                              llvm::ArrayRef<FunctionHistory> Traced) const;
  std::map<SlotKey, std::set<Name>>
  commonFields(llvm::ArrayRef<FunctionHistory> Traced) const;
  void admitOthers(std::vector<FunctionHistory> &Traced) const;

  llvm::Error keepAsked(std::vector<FunctionHistory> &Traced) const;
  llvm::Error keepVariable(FunctionHistory &F) const;
  void keepLine(FunctionHistory &F) const;
  std::string sourceLine() const;

  const Project &Sources;
  const RefsTarget &Asked;
  const CheckOptions &Options;
  ProjectFacts Facts;
  Name File; ///< relative to the source root
  std::set<SlotKey> KnownFields, KnownToRecordUsers;
};

} // namespace

//===----------------------------------------------------------------------===//
// Which functions
//===----------------------------------------------------------------------===//

llvm::Error Question::capture(const Invocation &Line) {
  llvm::Expected<ProjectFacts> Read =
      captureProject(Sources, {Asked.File}, Options.Capture);
  if (!Read)
    return Read.takeError();
  Facts = std::move(*Read);
  if (Facts.Trouble.Signal)
    return llvm::Error::success();
  tellTrouble(Facts, Line, Sources, Options.Capture.Quiet);
  File = Name(Facts.Selected.Files.empty() ? Asked.File
                                           : Facts.Selected.Files.front());
  if (!Facts.Trouble.Failures.empty())
    return llvm::createStringError(File.str() + " could not be analyzed: " +
                                   Facts.Trouble.Failures.front().Message);
  if (!Facts.Selected.Faults.empty())
    return llvm::createStringError(Facts.Selected.Faults.front()->Message);
  return llvm::Error::success();
}

/// In the order of the source. What G_DEFINE_AUTOPTR_CLEANUP_FUNC makes is not
/// what a person wrote.
std::vector<const ProgramFunction *> Question::functionsOfFile() const {
  std::vector<const ProgramFunction *> Result;
  for (const ProgramFunction *F : Facts.Whole.functions())
    if (F->Variants.front().At.File == File &&
        !plainName(F->Key).starts_with("glib_"))
      Result.push_back(F);
  llvm::sort(Result, [](const ProgramFunction *A, const ProgramFunction *B) {
    return std::tie(A->Variants.front().At, A->Key) <
           std::tie(B->Variants.front().At, B->Key);
  });
  return Result;
}

llvm::Error Question::noFunctionNamed() const {
  std::vector<llvm::StringRef> Names;
  for (const ProgramFunction *F : functionsOfFile())
    Names.push_back(plainName(F->Key));
  return llvm::createStringError(File.str() + " has no function '" +
                                 Asked.Function + "'" +
                                 didYouMean(Asked.Function, Names));
}

llvm::Error Question::noFunctionOnLine() const {
  const Function *Before = nullptr, *After = nullptr;
  for (const ProgramFunction *F : functionsOfFile()) {
    const Function &Body = F->Variants.front();
    if (Body.At.Line <= Asked.Line)
      Before = &Body;
    else if (!After)
      After = &Body;
  }
  auto Near = [](const Function &F) {
    return "'" + F.plainName().str() + "' (lines " + std::to_string(F.At.Line) +
           " to " + std::to_string(F.lastLine()) + ")";
  };
  std::string Hint;
  if (Before)
    Hint += "; before it is " + Near(*Before);
  if (After)
    Hint +=
        std::string(Before ? ", behind it " : "; behind it is ") + Near(*After);
  return llvm::createStringError("no function on line " +
                                 llvm::Twine(Asked.Line) + " of " + File.str() +
                                 Hint);
}

llvm::Expected<std::vector<const ProgramFunction *>>
Question::askedFunctions() const {
  std::vector<const ProgramFunction *> Result = functionsOfFile();
  if (!Asked.Function.empty()) {
    auto IsOther = [&](const ProgramFunction *F) {
      return plainName(F->Key) != Asked.Function;
    };
    llvm::erase_if(Result, IsOther);
    // Inline functions of the headers that the file includes.
    if (Result.empty())
      for (const ProgramFunction *F : Facts.Whole.functions())
        if (!IsOther(F))
          Result.push_back(F);
    if (Result.empty())
      return noFunctionNamed();
  }
  if (Asked.Line) {
    llvm::erase_if(Result, [&](const ProgramFunction *F) {
      return llvm::none_of(F->Variants, [&](const Function &Body) {
        return Body.At.Line <= Asked.Line && Asked.Line <= Body.lastLine();
      });
    });
    if (Result.empty())
      return noFunctionOnLine();
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// What they do
//===----------------------------------------------------------------------===//

std::vector<FunctionHistory>
Question::trace(const Analysis &A,
                llvm::ArrayRef<const ProgramFunction *> Functions) const {
  std::vector<FunctionHistory> Result;
  for (const ProgramFunction *F : Functions) {
    unsigned Variant = 0;
    for (const Function &Body : F->Variants) {
      FunctionHistory History = A.history(Body);
      History.Variant = ++Variant;
      History.Variants = F->Variants.size();
      Result.push_back(std::move(History));
    }
  }
  return Result;
}

static SlotKey slotOf(const FieldHistory &Field) {
  return {Name(Field.Record), Name(Field.Field)};
}

/// Fields that other files may use, and functions whose bodies are elsewhere.
OpenQuestions
Question::openQuestions(const Contracts &InForce,
                        llvm::ArrayRef<FunctionHistory> Traced) const {
  OpenQuestions Open;
  for (const FunctionHistory &F : Traced)
    for (const FieldHistory &Field : F.Fields)
      if (!Facts.Whole.isPrivate(Name(Field.Record)))
        Open.Fields.insert(slotOf(Field));
  for (const FunctionHistory &F : Traced)
    for (const ObjectHistory &O : F.Objects)
      for (const ReferenceLine &L : O.Lines)
        if (L.Kind == ReferenceEventKind::Call &&
            !InForce.find(Name(L.Subject)))
          Open.Functions.insert(Name(L.Subject));
  return Open;
}

llvm::Error Question::readRelatedFiles(const Contracts &InForce) {
  Analysis A(Facts.Whole, InForce, /*Whole=*/false);
  A.run();
  auto Functions = askedFunctions();
  if (!Functions)
    return Functions.takeError();
  std::vector<FunctionHistory> Traced = trace(A, *Functions);
  OpenQuestions Open = openQuestions(InForce, Traced);
  if (Open.empty())
    return llvm::Error::success();
  std::set<std::string> Read;
  for (const DatabaseEntry *E : Facts.Selected.Entries)
    Read.insert(E->File);
  RelatedFiles Related = findRelatedFiles(Sources.Commands, Open, Read);
  KnownFields = std::move(Related.KnownFields);
  Read.insert(Related.Files.begin(), Related.Files.end());
  RecordUsers Users =
      findRecordUsers(Sources.Commands, commonFields(Traced), Read);
  KnownToRecordUsers = std::move(Users.Complete);
  llvm::append_range(Related.Files, Users.Files);
  if (Related.Files.empty())
    return llvm::Error::success();
  return captureMore(Facts, Sources, Related.Files, Options.Capture);
}

/// Fields that may own a reference and whose names too many files mention.
std::map<SlotKey, std::set<Name>>
Question::commonFields(llvm::ArrayRef<FunctionHistory> Traced) const {
  std::map<SlotKey, std::set<Name>> Result;
  auto Owns = [](const FieldUse &Use) {
    return Use.Kind == FieldUseKind::Owns || Use.Kind == FieldUseKind::Drops ||
           Use.Kind == FieldUseKind::EmbedsOwned;
  };
  for (const FunctionHistory &F : Traced)
    for (const FieldHistory &Field : F.Fields)
      if (!Field.Record.empty() && !KnownFields.count(slotOf(Field)) &&
          !Facts.Whole.isPrivate(Name(Field.Record)) &&
          llvm::any_of(Field.Uses, Owns))
        Result[slotOf(Field)] = {Name(Field.Record)};
  return Result;
}

void Question::admitOthers(std::vector<FunctionHistory> &Traced) const {
  for (FunctionHistory &F : Traced)
    for (FieldHistory &Field : F.Fields) {
      Field.OthersMayUse = !Facts.Whole.isPrivate(Name(Field.Record)) &&
                           !KnownFields.count(slotOf(Field));
      Field.RecordUsersRead =
          Field.OthersMayUse && KnownToRecordUsers.count(slotOf(Field));
    }
}

//===----------------------------------------------------------------------===//
// What was asked
//===----------------------------------------------------------------------===//

llvm::Error Question::keepVariable(FunctionHistory &F) const {
  std::vector<llvm::StringRef> Names;
  for (const ObjectHistory &O : F.Objects)
    Names.insert(Names.end(), O.Names.begin(), O.Names.end());
  std::string Hint = didYouMean(Asked.Variable, Names);
  if (Hint.empty() && !Names.empty()) {
    llvm::sort(Names);
    Hint = "; it has " + llvm::join(Names, ", ");
  }
  llvm::erase_if(F.Objects, [&](const ObjectHistory &O) {
    return !isCalled(O, Asked.Variable);
  });
  if (!F.Objects.empty())
    return llvm::Error::success();
  return llvm::createStringError(F.Function.str() + "() has no object '" +
                                 Asked.Variable + "'" + Hint);
}

std::string Question::sourceLine() const {
  std::optional<std::string> Text =
      SourceReader(Facts.Whole, Sources.SourceRoot).toShow(File.str());
  if (!Text)
    return "";
  llvm::StringRef Rest = *Text;
  for (uint32_t I = 1; I != Asked.Line; ++I)
    Rest = Rest.split('\n').second;
  return Rest.split('\n').first.str();
}

/// All objects of the function, if none is on the line.
void Question::keepLine(FunctionHistory &F) const {
  std::string Text = sourceLine();
  llvm::StringRef Word =
      Asked.Column ? identifierAt(Text, Asked.Column) : llvm::StringRef();
  auto Keep = [&](llvm::function_ref<bool(const ObjectHistory &)> Wanted) {
    if (!llvm::any_of(F.Objects, Wanted))
      return false;
    llvm::erase_if(F.Objects,
                   [&](const ObjectHistory &O) { return !Wanted(O); });
    return true;
  };
  if (!Word.empty() &&
      Keep([&](const ObjectHistory &O) { return isCalled(O, Word); }))
    return;
  if (!Word.empty())
    sayNote("'" + Word + "' is no object that '" + F.Function.str() +
            "' can name; showing those of the line");
  if (!Keep([&](const ObjectHistory &O) {
        return isOnLine(O, Asked.Line, Text);
      }))
    sayNote("no object on line " + llvm::Twine(Asked.Line) +
            "; showing all of '" + F.Function.str() + "'");
}

llvm::Error Question::keepAsked(std::vector<FunctionHistory> &Traced) const {
  for (FunctionHistory &F : Traced) {
    if (Asked.Line)
      keepLine(F);
    if (!Asked.Variable.empty())
      if (llvm::Error E = keepVariable(F))
        return E;
    // Of a whole file, what only is used would hide what happens.
    if (Asked.Function.empty() && !Asked.Line)
      llvm::erase_if(F.Objects, [](const ObjectHistory &O) {
        return llvm::all_of(O.Lines,
                            [&](const ReferenceLine &L) {
                              return L.States == O.Lines.front().States;
                            }) &&
               O.Kind != ObjectKind::Owned && O.Kind != ObjectKind::Borrowed &&
               O.Kind != ObjectKind::Embedded;
      });
  }
  llvm::erase_if(Traced,
                 [](const FunctionHistory &F) { return F.Objects.empty(); });
  return llvm::Error::success();
}

llvm::Expected<ReferenceReport> Question::answer(const Invocation &Line,
                                                 const ContractTable &Table) {
  ReferenceReport Result;
  if (llvm::Error E = capture(Line))
    return E;
  if (signal())
    return Result;
  if (auto Functions = askedFunctions(); !Functions)
    return Functions.takeError();
  llvm::Expected<Contracts> InForce =
      contractsInForce(Table, readVersionFile(Sources.SourceRoot),
                       Facts.Whole.declared(), Options.Capture.Quiet);
  if (!InForce)
    return InForce.takeError();
  // Flags are those of one file; which others use a field is not known then.
  if (!Line.CompilerFlags)
    if (llvm::Error E = readRelatedFiles(*InForce))
      return E;
  if (signal())
    return Result;
  Analysis A(Facts.Whole, *InForce, /*Whole=*/false);
  A.run();
  auto Functions = askedFunctions();
  if (!Functions)
    return Functions.takeError();
  Result.ToolVersion = toolVersion().str();
  Result.QemuVersion = InForce->qemuVersion().str();
  Result.Line = Asked.Line;
  Result.Functions = trace(A, *Functions);
  admitOthers(Result.Functions);
  if (llvm::Error E = keepAsked(Result.Functions))
    return E;
  return Result;
}

static llvm::Error write(const ReferenceReport &Result,
                         const CheckOptions &Options, SourceReader &Sources) {
  return writeOutput(Options, [&](llvm::raw_ostream &OS) {
    if (Options.Format == ReportFormat::Json)
      writeJson(Result, OS);
    else
      writeText(Result, lookOf(Options, Sources), OS);
  });
}

static llvm::Expected<int> refs(const Invocation &Line) {
  if (llvm::Error E = checkArguments(
          Arguments, {"refs", {TargetForms}, 1, "-p build hw/x.c:120"}))
    return E;
  llvm::Expected<RefsTarget> Asked = parseRefsTarget(Arguments[0]);
  if (!Asked)
    return Asked.takeError();
  llvm::Expected<CheckOptions> Options = readCheckOptions();
  if (!Options)
    return Options.takeError();
  llvm::Expected<ContractTable> Table = loadContracts();
  if (!Table)
    return Table.takeError();
  llvm::Expected<Project> Sources =
      loadProject(Line, {Asked->File}, Options->Capture.Quiet);
  if (!Sources)
    return Sources.takeError();
  Question Asks(*Sources, *Asked, *Options);
  llvm::Expected<ReferenceReport> Answer = Asks.answer(Line, *Table);
  if (!Answer)
    return Answer.takeError();
  if (int Signal = Asks.signal())
    return ExitSignal + Signal;
  SourceReader Reader(Asks.program(), Sources->SourceRoot);
  if (llvm::Error E = write(*Answer, *Options, Reader))
    return E;
  if (Answer->Functions.empty() && !Options->Capture.Quiet)
    sayNote("nothing there changes the references of an object");
  return ExitClean;
}

int qomlint::runRefs(const Invocation &Line) { return statusOf(refs(Line)); }
