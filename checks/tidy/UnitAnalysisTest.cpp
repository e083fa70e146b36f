//===- UnitAnalysisTest.cpp -----------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/tidy/UnitAnalysis.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"
#include "gtest/gtest.h"

using namespace qomlint;

namespace {

const char Leak[] = R"(
typedef struct Object { void *class_; } Object;
Object *object_new(const char *type);
void object_unref(void *obj);
void leak(void) { object_new("clock"); }
)";

std::unique_ptr<clang::ASTUnit> parse(llvm::StringRef Text) {
  return clang::tooling::buildASTFromCodeWithArgs(Text, {"-xc"}, "leak.c");
}

size_t count(UnitAnalysis &Unit, clang::ASTUnit &Parsed,
             const TidySettings &Settings) {
  llvm::Expected<llvm::ArrayRef<Finding>> Found =
      Unit.findings(Parsed.getASTContext(), Settings);
  EXPECT_TRUE(bool(Found));
  return Found ? Found->size() : 0;
}

TEST(UnitAnalysis, ChecksOfOneUnitShareIt) {
  auto First = parse(Leak), Second = parse(Leak);
  UnitAnalyses Units;
  std::shared_ptr<UnitAnalysis> A = Units.of(First->getPreprocessor());
  EXPECT_EQ(A, Units.of(First->getPreprocessor()));
  EXPECT_NE(A, Units.of(Second->getPreprocessor()));
}

TEST(UnitAnalysis, NothingOutlivesTheChecks) {
  auto Parsed = parse(Leak);
  UnitAnalyses Units;
  std::weak_ptr<UnitAnalysis> Watched;
  {
    std::shared_ptr<UnitAnalysis> A = Units.of(Parsed->getPreprocessor());
    EXPECT_EQ(count(*A, *Parsed, {}), 1u);
    Watched = A;
  }
  EXPECT_TRUE(Watched.expired());
}

TEST(UnitAnalysis, IsRunOncePerSettings) {
  auto Parsed = parse(Leak);
  UnitAnalysis Unit(Parsed->getPreprocessor());
  llvm::Expected<llvm::ArrayRef<Finding>> First = Unit.findings(
                                              Parsed->getASTContext(), {}),
                                          Second = Unit.findings(
                                              Parsed->getASTContext(), {});
  ASSERT_TRUE(First && Second);
  ASSERT_EQ(First->size(), 1u);
  EXPECT_EQ(First->data(), Second->data());
  TidySettings Other;
  Other.QemuVersion = "7.2";
  EXPECT_EQ(count(Unit, *Parsed, Other), 1u);
}

TEST(UnitAnalysis, SettingsFailOnce) {
  auto Parsed = parse(Leak);
  UnitAnalysis Unit(Parsed->getPreprocessor());
  TidySettings Wrong;
  Wrong.QemuVersion = "latest";
  llvm::Expected<llvm::ArrayRef<Finding>> Found =
      Unit.findings(Parsed->getASTContext(), Wrong);
  ASSERT_FALSE(Found);
  EXPECT_NE(toString(Found.takeError()), "");
  EXPECT_EQ(count(Unit, *Parsed, Wrong), 0u);
}

TEST(UnitAnalysis, NoFindingsInWhatDoesNotCompile) {
  auto Parsed = parse(std::string(Leak) + "int broken = undeclared;\n");
  UnitAnalysis Unit(Parsed->getPreprocessor());
  EXPECT_EQ(count(Unit, *Parsed, {}), 0u);
}

} // namespace
