//===- UselessRows.cpp - Contracts of what nobody calls -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/UselessRows.h"
#include "analyzer/cli/NearestName.h"
#include "analyzer/cli/Terminal.h"
#include <set>

using namespace qomlint;

static std::set<llvm::StringRef> calledFunctions(const Program &Whole) {
  std::set<llvm::StringRef> Result;
  for (const ProgramFunction *F : Whole.functions())
    for (const Function &Body : F->Variants)
      for (const Block &B : Body.Blocks)
        for (const Event &E : B.Events) {
          if (E.Kind == EventKind::Call)
            Result.insert(plainName(E.Callee));
          for (const Operand &O : E.Operands)
            if (O.Kind == OperandKind::Function)
              Result.insert(plainName(O.Text));
        }
  return Result;
}

void qomlint::tellUncalled(llvm::StringRef Source,
                           llvm::ArrayRef<std::string> Functions,
                           const Program &Whole) {
  std::set<llvm::StringRef> Called = calledFunctions(Whole);
  std::vector<llvm::StringRef> Candidates(Called.begin(), Called.end());
  for (const std::string &Function : Functions) {
    // Hooks and families of names have no single function that is called.
    bool IsFunction = Function.find_first_of(".*") == std::string::npos;
    if (IsFunction && !Called.count(Function))
      sayWarning(Source + ": nothing here calls '" + Function + "'" +
                 didYouMean(Function, Candidates));
  }
}

void qomlint::tellUselessRows(llvm::ArrayRef<std::string> Files,
                              const Contracts &InForce, const Program &Whole) {
  for (const std::string &File : Files) {
    std::vector<std::string> Functions;
    for (const Contract *Row : InForce.all())
      if (Row->Origin == File && Row->Kind != ContractKind::Type)
        Functions.push_back(Row->Function.str().str());
    tellUncalled(File, Functions, Whole);
  }
}
