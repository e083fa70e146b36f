//===- MacrosTest.cpp - Macros that are one event -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/CaptureFixture.h"

using namespace qomlint;

namespace {

/// GLib's and QEMU's macros, in their shape.
static const char Macros[] = R"(
#define G_STMT_START do
#define G_STMT_END while (0)
#define g_clear_pointer(pp, destroy) \
  G_STMT_START { __typeof__((pp)) _pp = (pp); __typeof__(*(pp)) _ptr = *_pp; \
    *_pp = NULL; if (_ptr) (destroy)(_ptr); } G_STMT_END
#define g_clear_object(object_ptr) g_clear_pointer((object_ptr), object_unref)
static inline void *g_steal_pointer(void *pp)
{ void **p = pp; void *r = *p; *p = NULL; return r; }
#define g_steal_pointer(pp) ((__typeof__(*(pp)))(g_steal_pointer)(pp))
void *g_malloc0(unsigned long); void *g_malloc0_n(unsigned long, unsigned long);
#define g_new0(struct_type, n_structs) ((struct_type *)(__extension__({ \
  unsigned long __n = (n_structs), __s = sizeof(struct_type); void *__p; \
  if (__s == 1) __p = g_malloc0(__n); else __p = g_malloc0_n(__n, __s); __p; })))
#define QLIST_HEAD(name, type) struct name { struct type *lh_first; }
#define QLIST_ENTRY(type) struct { struct type *le_next; struct type **le_prev; }
#define QLIST_INSERT_HEAD(head, elm, field) do { \
  if (((elm)->field.le_next = (head)->lh_first) != NULL) \
    (head)->lh_first->field.le_prev = &(elm)->field.le_next; \
  (head)->lh_first = (elm); (elm)->field.le_prev = &(head)->lh_first; } while (0)
#define QLIST_REMOVE(elm, field) do { \
  if ((elm)->field.le_next != NULL) \
    (elm)->field.le_next->field.le_prev = (elm)->field.le_prev; \
  *(elm)->field.le_prev = (elm)->field.le_next; } while (0)
#define QLIST_FOREACH(var, head, field) \
  for ((var) = (head)->lh_first; (var); (var) = (var)->field.le_next)
#define QSLIST_REMOVE_HEAD(head, field) do { \
  __typeof__((head)->slh_first) elm = (head)->slh_first; \
  (head)->slh_first = elm->field.sle_next; elm->field.sle_next = NULL; } while (0)
typedef struct Node { Object *o; QLIST_ENTRY(Node) next; } Node;
typedef struct SNode { Object *o; struct { struct SNode *sle_next; } next; } SNode;
typedef struct Lists { QLIST_HEAD(, Node) all; struct { SNode *slh_first; } free; } Lists;
typedef struct ErrorPropagator { Error *local_err; Error **errp; } ErrorPropagator;
void error_propagator_cleanup(ErrorPropagator *);
#define ERRP_GUARD() \
  __attribute__((cleanup(error_propagator_cleanup))) \
  ErrorPropagator _auto_errp_prop = { .errp = errp }; \
  do { if (!errp || errp == &error_fatal) \
    errp = &_auto_errp_prop.local_err; } while (0)
)";

class MacrosTest : public CaptureTest {
protected:
  std::string body(const std::string &Source) {
    return CaptureTest::body(Macros + Source);
  }
};

TEST_F(MacrosTest, ClearAndStealAreCalls) {
  EXPECT_EQ(body("Clock *f(XState *s, Object **slot) {\n"
                 "  g_clear_pointer(&s->other, object_unref);\n"
                 "  g_clear_object(slot);\n"
                 "  return g_steal_pointer(&s->clk);\n"
                 "}\n"),
            "b0:\n"
            "  call g_clear_pointer(&s->other, @object_unref)\n"
            "  call g_clear_object(slot)\n"
            "  %0 = call g_steal_pointer(&s->clk) -> *Clock\n"
            "  return %0\n");
}

TEST_F(MacrosTest, ConditionalsHaveTheValueOfTheirMacros) {
  EXPECT_EQ(body("Object *f(Object *o, int n) {\n"
                 "  use(g_steal_pointer(&o) ?: NULL);\n"
                 "  n = n && g_steal_pointer(&o);\n"
                 "  return n ? g_steal_pointer(&o) : NULL;\n"
                 "}\n"),
            "b0:\n"
            "  %0 = call g_steal_pointer(&o) -> *Object\n"
            "  store ~2, %0\n"
            "  branch %0, b2, b1\n"
            "b1:\n"
            "  store ~2, null\n"
            "  goto b2\n"
            "b2:\n"
            "  call use(~2)\n"
            "  store ~3, 0\n"
            "  branch n, b3, b4\n"
            "b3:\n"
            "  %1 = call g_steal_pointer(&o) -> *Object\n"
            "  %2 = compute != %1, null\n"
            "  store ~3, %2\n"
            "  goto b4\n"
            "b4:\n"
            "  store n, ~3\n"
            "  branch n, b5, b6\n"
            "b5:\n"
            "  %3 = call g_steal_pointer(&o) -> *Object\n"
            "  store ~4, %3\n"
            "  goto b7\n"
            "b6:\n"
            "  store ~4, null\n"
            "  goto b7\n"
            "b7:\n"
            "  return ~4\n");
}

TEST_F(MacrosTest, AllocationIsOneCall) {
  EXPECT_EQ(body("void f(XState *s, int n) { s->peer = g_new0(PState, n); }\n"),
            "b0:\n"
            "  %0 = call g_malloc0_n(n) -> *PState\n"
            "  store s->peer, %0\n"
            "  return\n");
}

TEST_F(MacrosTest, ListsInsertAndRemove) {
  EXPECT_EQ(body("void f(Lists *l, Node *n) {\n"
                 "  QLIST_INSERT_HEAD(&l->all, n, next);\n"
                 "  QLIST_REMOVE(n, next);\n"
                 "  QSLIST_REMOVE_HEAD(&l->free, next);\n"
                 "}\n"),
            "b0:\n"
            "  insert l->all, n\n"
            "  remove n->next, n\n"
            "  %0 = load l->free.Lists::free::slh_first\n"
            "  remove l->free, %0\n"
            "  return\n");
}

TEST_F(MacrosTest, ListArgumentsMayBeCalls) {
  EXPECT_EQ(body("void f(Lists *l, PState *p) {\n"
                 "  Node *n;\n"
                 "  QLIST_INSERT_HEAD(&l->all, g_new0(Node, 1), next);\n"
                 "  QLIST_FOREACH(n, &l->all, next) QLIST_REMOVE(n, next);\n"
                 "}\n"),
            "b0:\n"
            "  %0 = call g_malloc0_n(1) -> *Node\n"
            "  insert l->all, %0\n"
            "  %1 = load l->all.Lists::all::lh_first\n"
            "  store n, %1\n"
            "  branch %1, b1, b2\n"
            "b1:\n"
            "  remove n->next, n\n"
            "  %2 = load n->next.Node::next::le_next\n"
            "  store n, %2\n"
            "  branch %2, b1, b2\n"
            "b2:\n"
            "  end n\n"
            "  return\n");
}

TEST_F(MacrosTest, MacrosInsideOfMacrosAreFound) {
  EXPECT_EQ(body("#define ADD(list, what) QLIST_INSERT_HEAD(&(list)->all, "
                 "what, next)\n"
                 "void f(Lists *l, Node *n) { ADD(l, n); }\n"),
            "b0:\n"
            "  insert l->all, n\n"
            "  return\n");
}

TEST_F(MacrosTest, ErrpGuardIsSilent) {
  EXPECT_EQ(body("void f(Error **errp) {\n"
                 "  ERRP_GUARD();\n"
                 "  use(errp);\n"
                 "  if (*errp) return;\n"
                 "  put(1);\n"
                 "}\n"),
            "b0:\n"
            "  call use(errp)\n"
            "  %0 = load *errp\n"
            "  branch %0, b1, b2\n"
            "b1:\n"
            "  return\n"
            "b2:\n"
            "  call put(1)\n"
            "  return\n");
}

} // namespace
