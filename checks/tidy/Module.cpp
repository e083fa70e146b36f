//===- Module.cpp - The checks as a clang-tidy module ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Registry.h"
#include "checks/tidy/QomCheck.h"
#include "clang-tidy/ClangTidyModule.h"

using namespace clang::tidy;
using namespace qomlint;

namespace {

class QomModule : public ClangTidyModule {
public:
  void addCheckFactories(ClangTidyCheckFactories &Factories) override {
    auto Units = std::make_shared<UnitAnalyses>();
    for (const CheckInfo &C : allChecks())
      // The factories of all modules outlive this one, which is among them.
      Factories.registerCheckFactory(
          C.Id, [Units, &All = std::as_const(Factories)](
                    llvm::StringRef Name, ClangTidyContext *Context) {
            return std::make_unique<QomCheck>(Name, Context, Units, All);
          });
  }
};

} // namespace

static const ClangTidyModuleRegistry::Add<QomModule>
    Registration("qom-module", "Lifetimes of QEMU's objects.");
