//===- UnitBuilderTest.cpp - The same facts, whoever parsed ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The command's parser skips bodies, clang-tidy's does not.
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/UnitBuilder.h"
#include "analyzer/capture/CaptureFixture.h"
#include "analyzer/facts/Text.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"

using namespace qomlint;

namespace {

std::string text(const Unit &U) {
  std::string Result;
  llvm::raw_string_ostream OS(Result);
  print(U, OS);
  return Result;
}

bool has(llvm::StringRef Facts, llvm::StringRef Part) {
  return Facts.contains(Part);
}

class UnitBuilderTest : public CaptureTest {
protected:
  /// Parses all of \p File as a tool does.
  std::string builtFromWholeAst(const std::string &File,
                                const std::string &Source) {
    std::unique_ptr<clang::ASTUnit> Parsed =
        clang::tooling::buildASTFromCodeWithArgs(
            Source, {"-xc++", "-std=c++20"}, Directory + "/" + File);
    std::optional<Unit> U =
        buildUnit(Parsed->getASTContext(), Parsed->getPreprocessor(), Directory,
                  /*NoLints=*/nullptr);
    return U ? text(*U) : "";
  }

  /// The facts, which are the same both ways.
  std::string facts(const std::string &Source) {
    write("x.cpp", Source);
    CaptureResult Skipping = captureFile("x.cpp", {"-std=c++20"});
    EXPECT_TRUE(Skipping.Facts) << Skipping.Error;
    std::string Whole = builtFromWholeAst("x.cpp", Source);
    if (Skipping.Facts)
      EXPECT_EQ(text(*Skipping.Facts), Whole);
    return Whole;
  }
};

TEST_F(UnitBuilderTest, BodiesThatTheCommandSkips) {
  write("system/lib.h", R"(
#pragma GCC system_header
static inline Object *lib_make(void) { return object_new("lib"); }
constexpr int lib_twice(int n) { return 2 * n; }
inline auto lib_deduced(Object *obj) { return object_ref(obj); }
[[noreturn]] inline void lib_stop(Object *obj) { object_unref(obj); die(); }
template <class T> T *lib_cast(Object *obj) { return (T *)obj; }
)");
  std::string Facts = facts(R"(#include "prelude.h"
#include "system/lib.h"
void f(Object *obj) {
  put(lib_twice(get()));
  use(lib_deduced(lib_make()));
  use(lib_cast<XState>(obj));
  if (get())
    lib_stop(obj);
  object_unref(obj);
}
)");
  EXPECT_FALSE(has(Facts, "function system/lib.h:lib_make")) << Facts;
  EXPECT_TRUE(has(Facts, "function lib_deduced(")) << Facts;
  EXPECT_TRUE(has(Facts, "noreturn lib_stop")) << Facts;
}

TEST_F(UnitBuilderTest, LambdasAreFoundOnceWithTheirExpression) {
  std::string Facts = facts(R"(#include "prelude.h"
static void realize(DeviceState *, Error **) {}
static auto keep = [](Object *obj) {
  static const DeviceClass table = {{}, realize};
  use(&table);
  return object_ref(obj);
};
void f(Object *obj) {
  auto drop = [&] { object_unref(obj); };
  keep(obj);
  drop();
}
)");
  EXPECT_EQ(llvm::StringRef(Facts).count("table "), 1u) << Facts;
}

TEST_F(UnitBuilderTest, NothingOfWhatDoesNotCompile) {
  write("x.cpp", "");
  EXPECT_EQ(builtFromWholeAst("x.cpp", "int x = undeclared;\n"), "");
}

} // namespace
