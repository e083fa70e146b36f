//===- fatal.cpp - Bad use ends the process -------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "fatal.h"

namespace qom {

[[noreturn]] static void end(const char *Subject, const char *Rule,
                             va_list Args) {
  fprintf(stderr, "qom: %s: ", Subject);
  vfprintf(stderr, Rule, Args);
  fputc('\n', stderr);
  fflush(stderr);
  abort();
}

/// The path of an object that may be in no good state: parents are followed,
/// and nothing is looked up for an object without one.
static char *pathOf(const Object *Obj) {
  if (!Obj->parent)
    return g_strdup("no parent");
  char *Path = object_get_canonical_path(Obj);
  if (Path)
    return Path;
  return g_strdup_printf("child '%s' of %p",
                         object_get_canonical_path_component(Obj),
                         static_cast<const void *>(Obj->parent));
}

void fatal(const Object *Obj, const char *Rule, ...) {
  va_list Args;
  va_start(Args, Rule);
  g_autofree char *Path = pathOf(Obj);
  g_autofree char *Subject = g_strdup_printf(
      "object %p of type '%s' (%s)", static_cast<const void *>(Obj),
      Obj->klass ? object_get_typename(Obj) : "?", Path);
  end(Subject, Rule, Args);
}

void fatalType(const char *TypeName, const char *Rule, ...) {
  va_list Args;
  va_start(Args, Rule);
  g_autofree char *Subject = g_strdup_printf("type '%s'", TypeName);
  end(Subject, Rule, Args);
}

} // namespace qom
