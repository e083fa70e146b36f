//===- process_test.cpp - Wrong on request --------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For process_test.py. A comment "at: NAME" marks the line where something is
// to be seen.
//
//===----------------------------------------------------------------------===//
#include "qom/object.h"
#include "qom/scenario.h"

#define TYPE_LEAF "probe-leaf"
OBJECT_DECLARE_SIMPLE_TYPE(Leaf, LEAF)

struct Leaf {
  Object parent_obj;
  int value;
};

#define TYPE_BRANCH "probe-branch"
OBJECT_DECLARE_SIMPLE_TYPE(Branch, BRANCH)

struct Branch {
  Object parent_obj;
  Leaf leaf;
  int sum;
};

static void branch_init(Object *obj) {
  object_initialize_child(obj, "leaf", &BRANCH(obj)->leaf, TYPE_LEAF);
}

/// The child is gone by now, its storage is not.
static void branch_finalize(Object *obj) {
  Branch *S = BRANCH(obj);

  S->sum = S->leaf.value; // at: finalizer
}

#define TYPE_PHOENIX "probe-phoenix"

/// The count is 0: there is no way back.
static void phoenix_finalize(Object *obj) {
  object_ref(obj); // at: resurrect
  object_unref(obj);
}

static void resurrect(void) { object_unref(object_new(TYPE_PHOENIX)); }

static void end_branch(void) { object_unref(object_new(TYPE_BRANCH)); }

static void touch_freed(void) {
  Leaf *leaf = LEAF(object_new(TYPE_LEAF));

  object_unref(OBJECT(leaf));
  leaf->value = 1; // at: freed
}

static void ref_freed(void) {
  Object *leaf = object_new(TYPE_LEAF);

  object_unref(leaf);
  object_ref(leaf); // at: ref-freed
}

static void touch_again(void) {
  Leaf storage;

  object_initialize(&storage, sizeof(storage), TYPE_LEAF);
  object_unref(&storage);
  object_initialize(&storage, sizeof(storage), TYPE_LEAF);
  storage.value = 1;
  object_unref(&storage);
}

static void leak(void) {
  object_new(TYPE_LEAF); // at: leak
}

static void drop_twice(void) {
  Object *leaf = object_new(TYPE_LEAF);

  object_unref(leaf);
  object_unref(leaf); // at: twice
}

static void drop_the_parents(void) {
  Object *leaf = object_new(TYPE_LEAF);

  object_property_add_child(object_get_objects_root(), "leaf", leaf);
  object_unref(leaf);
  object_unref(leaf); // at: parents
}

static void free_around() {
  auto *leaf = g_new0(Leaf, 1);

  object_initialize(leaf, sizeof(*leaf), TYPE_LEAF);
  g_free(leaf); // at: block
}

static void forget_block() {
  auto *leaf = g_new0(Leaf, 1);

  object_initialize(leaf, sizeof(*leaf), TYPE_LEAF);
  object_unref(leaf);
}

static void free_block() {
  auto *leaf = g_new0(Leaf, 1);

  object_initialize(leaf, sizeof(*leaf), TYPE_LEAF);
  object_unref(leaf);
  g_free(leaf);
}

static void overrun(void) {
  char *bytes = (char *)g_malloc(3);

  g_free(bytes);
  bytes[1] = 'x'; // at: stray
}

static void choose(void) {
  if (scenario_choice("first") && scenario_choice("second")) {
    leak();
  }
  scenario_choice("third");
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LEAF,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Leaf),
    },
    {
        .name = TYPE_BRANCH,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Branch),
        .instance_init = branch_init,
        .instance_finalize = branch_finalize,
    },
    {
        .name = TYPE_PHOENIX,
        .parent = TYPE_OBJECT,
        .instance_finalize = phoenix_finalize,
    },
};

DEFINE_TYPES(types)

static const struct {
  const char *name;
  void (*act)(void);
} acts[] = {
    {"finalizer", end_branch},
    {"freed", touch_freed},
    {"ref-freed", ref_freed},
    {"again", touch_again},
    {"leak", leak},
    {"twice", drop_twice},
    {"parents", drop_the_parents},
    {"stray", overrun},
    {"choose", choose},
    {"resurrect", resurrect},
    {"block", free_around},
    {"unfreed", forget_block},
    {"free", free_block},
};

/// The exit status is the program's own business.
int main(int argc, char **argv) {
  module_call_init(MODULE_INIT_QOM);
  for (size_t i = 0; i < ARRAY_SIZE(acts); i++) {
    if (argc > 1 && !strcmp(argv[1], acts[i].name)) {
      acts[i].act();
    }
  }
  return 7;
}
