//===- module.cpp - Code that runs before main() and at start -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/module.h"

#include "builtin_types.h"

#include <array>
#include <vector>

namespace {

struct Registry {
  std::array<std::vector<void (*)()>, MODULE_INIT_MAX> Functions;
  std::array<bool, MODULE_INIT_MAX> Done{};
};

/// Constructors of other files use it before this file's would have run.
Registry &registry() {
  static Registry R;
  return R;
}

} // namespace

void register_module_init(void (*fn)(void), module_init_type type) {
  registry().Functions[type].push_back(fn);
}

void module_call_init(module_init_type type) {
  if (registry().Done[type])
    return;
  registry().Done[type] = true;
  if (type == MODULE_INIT_QOM)
    qom::registerBuiltinTypes();
  for (void (*Register)() : registry().Functions[type])
    Register();
}
