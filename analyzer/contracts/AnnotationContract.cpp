//===- AnnotationContract.cpp - Contracts from source annotations ---------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/AnnotationContract.h"
#include "analyzer/contracts/JsonFields.h"

using namespace qomlint;
using llvm::StringRef;

/// On parameters. In the order of ParameterEffects.
static constexpr StringRef ParameterWords[] = {"borrows", "adds_reference",
                                               "consumes", "releases", "takes"};
static constexpr Effect ParameterEffects[] = {
    Effect::Borrow, Effect::AddReference, Effect::Consume, Effect::Release,
    Effect::Take};

/// On functions. In the order of ResultOwnership.
static constexpr StringRef ResultWords[] = {"returns_owned",
                                            "returns_borrowed"};
static constexpr Ownership ResultOwnership[] = {Ownership::Owned,
                                                Ownership::Borrowed};

static std::optional<unsigned> indexOf(llvm::ArrayRef<StringRef> Words,
                                       StringRef Text) {
  const StringRef *It = llvm::find(Words, Text);
  if (It == Words.end())
    return std::nullopt;
  return It - Words.begin();
}

static llvm::Error mistake(const Function &F, StringRef Annotation,
                           const std::string &Problem) {
  return llvm::createStringError(F.Key.str() + ": annotation '" + Annotation +
                                 "': " + Problem);
}

static llvm::Error readParameter(const Function &F, StringRef Annotation,
                                 Contract &Out) {
  auto [Number, Text] = Annotation.drop_front(strlen("param")).split(':');
  ArgumentEffect Effect;
  if (Number.getAsInteger(10, Effect.Index))
    return mistake(F, Annotation, "expected a number after 'param'");
  if (Effect.Index >= F.ParameterCount)
    return mistake(F, Annotation,
                   "the function has " + std::to_string(F.ParameterCount) +
                       " parameters");
  std::optional<unsigned> Index = indexOf(ParameterWords, Text);
  if (!Index)
    return mistake(F, Annotation, expectedOneOf(Text, ParameterWords));
  Effect.Effect = ParameterEffects[*Index];
  if (Effect.Effect == qomlint::Effect::AddReference) {
    Effect.Holder.emplace();
    Effect.Holder->Who = F.plainName().str();
  }
  Out.Arguments.push_back(Effect);
  return llvm::Error::success();
}

static llvm::Error readResult(const Function &F, StringRef Annotation,
                              Contract &Out) {
  std::optional<unsigned> Index = indexOf(ResultWords, Annotation);
  if (!Index)
    return mistake(F, Annotation, expectedOneOf(Annotation, ResultWords));
  Out.Return.Ownership = ResultOwnership[*Index];
  Out.Return.Nullable = true;
  if (Out.Return.Ownership == Ownership::Owned)
    Out.Return.ReleaseWith = Name("object_unref");
  return llvm::Error::success();
}

llvm::Expected<std::optional<Contract>>
qomlint::contractFromAnnotations(const Function &F) {
  if (F.Annotations.empty())
    return std::nullopt;
  Contract Out;
  Out.Function = Name(F.plainName());
  Out.DeclaredIn = F.At.File.str().str();
  Out.Origin = "annotation";
  for (Name Annotation : F.Annotations) {
    StringRef Text = Annotation.str();
    llvm::Error Problem = Text.starts_with("param")
                              ? readParameter(F, Text, Out)
                              : readResult(F, Text, Out);
    if (Problem)
      return std::move(Problem);
  }
  return Out;
}
