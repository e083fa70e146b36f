//===- AnnotationContractTest.cpp - Contracts from source annotations -----===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/AnnotationContract.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

Function annotated(const std::vector<const char *> &Annotations) {
  Function F;
  F.Key = Name("dir/file.c:make");
  F.ParameterCount = 2;
  for (const char *Text : Annotations)
    F.Annotations.push_back(Name(Text));
  return F;
}

Contract contractOf(const std::vector<const char *> &Annotations) {
  auto Row = contractFromAnnotations(annotated(Annotations));
  EXPECT_TRUE(bool(Row)) << llvm::toString(Row.takeError());
  EXPECT_TRUE(Row && *Row);
  return Row && *Row ? **Row : Contract();
}

std::string errorOf(const std::vector<const char *> &Annotations) {
  auto Row = contractFromAnnotations(annotated(Annotations));
  return Row ? "" : llvm::toString(Row.takeError());
}

TEST(AnnotationContract, NoneWithoutAnnotations) {
  auto Row = contractFromAnnotations(annotated({}));
  ASSERT_TRUE(bool(Row));
  EXPECT_FALSE(*Row);
}

TEST(AnnotationContract, ResultOwnership) {
  Contract Owned = contractOf({"returns_owned"});
  EXPECT_EQ(Owned.Function, Name("make"));
  EXPECT_EQ(Owned.Return.Ownership, Ownership::Owned);
  EXPECT_EQ(Owned.Return.ReleaseWith, Name("object_unref"));
  EXPECT_EQ(contractOf({"returns_borrowed"}).Return.Ownership,
            Ownership::Borrowed);
}

TEST(AnnotationContract, EveryParameterWord) {
  struct {
    const char *Word;
    Effect Expected;
  } Cases[] = {{"param0:borrows", Effect::Borrow},
               {"param0:adds_reference", Effect::AddReference},
               {"param0:consumes", Effect::Consume},
               {"param0:releases", Effect::Release},
               {"param0:takes", Effect::Take}};
  for (const auto &Case : Cases) {
    Contract Row = contractOf({Case.Word});
    ASSERT_EQ(Row.Arguments.size(), 1u) << Case.Word;
    EXPECT_EQ(Row.Arguments[0].Effect, Case.Expected) << Case.Word;
    EXPECT_EQ(Row.Arguments[0].Index, 0u);
  }
}

TEST(AnnotationContract, AddedReferencesHaveAHolder) {
  Contract Row = contractOf({"param1:adds_reference"});
  ASSERT_TRUE(Row.Arguments.at(0).Holder);
  EXPECT_EQ(Row.Arguments[0].Holder->Who, "make");
  EXPECT_EQ(Row.Arguments[0].Holder->Until, Until::Unknown);
}

TEST(AnnotationContract, SeveralAnnotationsAdd) {
  Contract Row = contractOf({"returns_owned", "param1:consumes"});
  EXPECT_EQ(Row.Return.Ownership, Ownership::Owned);
  ASSERT_EQ(Row.Arguments.size(), 1u);
  EXPECT_EQ(Row.Arguments[0].Index, 1u);
}

TEST(AnnotationContract, UnknownWordsAreErrors) {
  EXPECT_EQ(errorOf({"returns_ownd"}),
            "dir/file.c:make: annotation 'returns_ownd': expected one of "
            "returns_owned, returns_borrowed; did you mean 'returns_owned'?");
  EXPECT_EQ(errorOf({"param0:consume"}),
            "dir/file.c:make: annotation 'param0:consume': expected one of "
            "borrows, adds_reference, consumes, releases, takes; did you mean "
            "'consumes'?");
}

TEST(AnnotationContract, ParametersMustExist) {
  EXPECT_EQ(errorOf({"param2:consumes"}),
            "dir/file.c:make: annotation 'param2:consumes': the function has 2 "
            "parameters");
  EXPECT_NE(errorOf({"paramx:consumes"}).find("expected a number"),
            std::string::npos);
}

} // namespace
