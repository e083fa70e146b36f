//===- Hooks.cpp - Which functions are installed as hooks -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Hooks.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

Name qomlint::hookName(Name Record, Name Field) {
  return Name((Record.str() + "." + Field.str()).str());
}

Hooks::Hooks(const Program &P, const Contracts &C) : Known(C) {
  for (const ProgramFunction *F : P.functions())
    for (const Function &Body : F->Variants)
      for (const Block &B : Body.Blocks)
        for (const Event &E : B.Events) {
          if (E.Kind == EventKind::Store)
            addStore(E);
          if (E.Kind == EventKind::Call)
            addCall(E);
        }
  for (const TypeInfo &T : P.types()) {
    add(T.InstanceInit, Name("TypeInfo.instance_init"));
    add(T.InstancePostInit, Name("TypeInfo.instance_post_init"));
    add(T.InstanceFinalize, Name("TypeInfo.instance_finalize"));
  }
  for (const FunctionTable &Table : P.tables())
    for (const FunctionTable::Entry &Entry : Table.Entries)
      add(Entry.Function, hookName(Entry.Record, Entry.Field));
}

void Hooks::add(Name Function, Name Hook) {
  const Contract *C = Known.find(Hook);
  if (C && !Function.empty())
    Installed[Function].insert(C);
}

void Hooks::addStore(const Event &E) {
  if (E.Target->Steps.empty() || E.Operands[0].Kind != OperandKind::Function)
    return;
  const Step &Last = E.Target->Steps.back();
  if (Last.Kind == StepKind::Field)
    add(E.Operands[0].Text, hookName(Last.Record, Last.Field));
}

void Hooks::addCall(const Event &E) {
  const Contract *C = Known.find(Name(plainName(E.Callee)));
  for (unsigned I = 0; I != E.Operands.size(); ++I) {
    if (E.Operands[I].Kind != OperandKind::Function)
      continue;
    bool Told = false;
    if (C)
      for (const Install &Each : C->Installs)
        if (Each.Argument == I) {
          add(E.Operands[I].Text, Each.Hook);
          Told = true;
        }
    if (!Told)
      Others.insert(E.Operands[I].Text);
  }
}
