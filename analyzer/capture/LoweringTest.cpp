//===- LoweringTest.cpp - Lowering of C -----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/CaptureFixture.h"

using namespace qomlint;

namespace {

using LoweringTest = CaptureTest;

//===----------------------------------------------------------------------===//
// Identity
//===----------------------------------------------------------------------===//

TEST_F(LoweringTest, CastsAndCheckersLeaveNoTrace) {
  EXPECT_EQ(body("void f(DeviceState *dev) {\n"
                 "  use(OBJECT(X((void *)(dev))));\n"
                 "  use(OBJECT_CHECK(Clock, dev, \"clock\"));\n"
                 "}\n"),
            "b0:\n"
            "  call use(dev)\n"
            "  call use(dev)\n"
            "  return\n");
}

TEST_F(LoweringTest, HandWrittenCheckerIsIdentity) {
  EXPECT_EQ(body("static inline XState *to_x(DeviceState *d) {\n"
                 "  return (XState *)object_dynamic_cast_assert(\n"
                 "      OBJECT(d), \"x\", \"\", 0, \"\");\n"
                 "}\n"
                 "void f(DeviceState *dev) { use(to_x(dev)); }\n"),
            "b0:\n"
            "  call use(dev)\n"
            "  return\n");
}

TEST_F(LoweringTest, ClassLookupAndDynamicCastAreCalls) {
  EXPECT_EQ(body("void f(DeviceState *dev, Error **errp) {\n"
                 "  DeviceClass *k = DEVICE_GET_CLASS(dev);\n"
                 "  k->realize(dev, errp);\n"
                 "  use(object_dynamic_cast(OBJECT(dev), \"x\"));\n"
                 "}\n"),
            "b0:\n"
            "  %0 = call prelude.h:DEVICE_GET_CLASS(dev) -> *DeviceClass\n"
            "  store k, %0\n"
            "  call *k->realize(dev, errp)\n"
            "  %1 = call object_dynamic_cast(dev, \"x\") -> *Object\n"
            "  call use(%1)\n"
            "  end k\n"
            "  return\n");
}

TEST_F(LoweringTest, FirstMembersOfInstanceStructsAreTheObject) {
  EXPECT_EQ(body("void f(XState *s, DeviceClass *k) {\n"
                 "  use(&s->parent_obj.parent_obj);\n"
                 "  s->parent_obj.realized = 1;\n"
                 "  use(&s->embedded.parent_obj);\n"
                 "  use(&k->parent_class);\n"
                 "}\n"),
            "b0:\n"
            "  call use(s)\n"
            "  store s->DeviceState::realized, 1\n"
            "  call use(&s->embedded)\n"
            "  call use(k)\n"
            "  return\n");
}

TEST_F(LoweringTest, FirstMembersOfOtherStructsAreSteps) {
  EXPECT_EQ(body("void f(PState *p) { use(&p->x); put(p->x->count); }\n"),
            "b0:\n"
            "  call use(&p->x)\n"
            "  %0 = load p->x->XState::count\n"
            "  call put(%0)\n"
            "  return\n");
}

TEST_F(LoweringTest, MembersOfAnonymousRecordsStandAlone) {
  EXPECT_EQ(body("typedef struct { union { int a; Object *o; };\n"
                 "                 struct { Object *in; } named; } U;\n"
                 "void f(U *u) { use(u->o); use(u->named.in); }\n"),
            "b0:\n"
            "  %0 = load u->o\n"
            "  call use(%0)\n"
            "  %1 = load u->named.U::named::in\n"
            "  call use(%1)\n"
            "  return\n");
}

TEST_F(LoweringTest, ContainerOfNamesTheMember) {
  EXPECT_EQ(body("void f(Clock *c, DeviceState *d) {\n"
                 "  use(container_of(c, XState, embedded));\n"
                 "  use(container_of(d, XState, parent_obj));\n"
                 "}\n"),
            "b0:\n"
            "  %0 = container XState.embedded c\n"
            "  call use(%0)\n"
            "  call use(d)\n"
            "  return\n");
}

TEST_F(LoweringTest, ArgumentsNamedByStatementExpressions) {
  EXPECT_EQ(body("#define SELF(x) ({ __typeof__(x) _x = (x); use(_x); _x; })\n"
                 "void f(XState *s) { use(SELF(s)); }\n"),
            "b0:\n"
            "  call use(s)\n"
            "  call use(s)\n"
            "  return\n");
}

TEST_F(LoweringTest, NamedArgumentsKeepTheirValue) {
  EXPECT_EQ(
      body("#define TAKE(v) ({ __typeof__(v) _o = (v); (v) = NULL; _o; })\n"
           "void f(Object *o) { use(TAKE(o)); }\n"),
      "b0:\n"
      "  %0 = load o\n"
      "  store o, null\n"
      "  call use(%0)\n"
      "  return\n");
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

TEST_F(LoweringTest, AccessPathsGrowThroughDereferences) {
  EXPECT_EQ(body("void f(PState *p) { use(p->x->peer->x->clk); }\n"),
            "b0:\n"
            "  %0 = load p->x->XState::peer->PState::x->XState::clk\n"
            "  call use(%0)\n"
            "  return\n");
}

TEST_F(LoweringTest, ArraysCarryTheirIndex) {
  EXPECT_EQ(body("void f(XState *s, int i, DeviceState *d) {\n"
                 "  s->cpu[i] = d;\n"
                 "  s->cpus[1] = d;\n"
                 "  s->cpu[s->count] = d;\n"
                 "  use(s->cpu); use(&s->cpu[2]); use(&s->cpus[0]);\n"
                 "  *(s->cpus + 3) = d;\n"
                 "}\n"),
            "b0:\n"
            "  store s->cpu[i], d\n"
            "  store (*s->cpus)[1], d\n"
            "  %0 = load s->count\n"
            "  store s->cpu[%0], d\n"
            "  call use(&s->cpu)\n"
            "  call use(&s->cpu[2])\n"
            "  %1 = load s->cpus\n"
            "  call use(%1)\n"
            "  store (*s->cpus)[3], d\n"
            "  return\n");
}

TEST_F(LoweringTest, GlobalsAndStatics) {
  EXPECT_EQ(body("Object *shared; static Object *here;\n"
                 "void f(void) { static Object *inside;\n"
                 "  inside = shared; here = inside; use(&error_fatal); }\n"),
            "b0:\n"
            "  %0 = load $shared\n"
            "  store $\"x.c:f.inside\", %0\n"
            "  %1 = load $\"x.c:f.inside\"\n"
            "  store $x.c:here, %1\n"
            "  call use(&$error_fatal)\n"
            "  return\n");
}

TEST_F(LoweringTest, TakenAddressesMakeSlots) {
  Unit U = capture("void fill(Object **);\n"
                   "void f(Object *p) { Object *a, *b = p; fill(&a);\n"
                   "  use(a); use(b); }\n");
  const Function &F = functionIn(U, "f");
  EXPECT_FALSE(F.Variables[0].Slot);
  EXPECT_TRUE(F.Variables[1].Slot);
  EXPECT_FALSE(F.Variables[2].Slot);
}

TEST_F(LoweringTest, AtomicsAreLoadsAndStores) {
  EXPECT_EQ(body("void f(XState *s, Clock *c) {\n"
                 "  __atomic_store_n(&s->clk, c, 0);\n"
                 "  use(__atomic_load_n(&s->clk, 0));\n"
                 "  use(__atomic_exchange_n(&s->clk, NULL, 0));\n"
                 "  __atomic_fetch_add(&s->count, 2, 0);\n"
                 "}\n"),
            "b0:\n"
            "  store s->clk, c\n"
            "  %0 = load s->clk\n"
            "  call use(%0)\n"
            "  %1 = load s->clk\n"
            "  store s->clk, null\n"
            "  call use(%1)\n"
            "  %2 = load s->count\n"
            "  %3 = compute + %2, 2\n"
            "  store s->count, %3\n"
            "  return\n");
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

TEST_F(LoweringTest, UnwantedValuesAreUses) {
  EXPECT_EQ(body("double d;\n"
                 "void f(XState *s) { (void)s->count; d = s->count * 2.0;\n"
                 "  (void)&s->count; (void)s->count; }\n"),
            "b0:\n"
            "  use s->count\n"
            "  store $d, ?\n"
            "  use s->count\n"
            "  return\n");
}

TEST_F(LoweringTest, ArithmeticIsComputed) {
  EXPECT_EQ(body("void f(XState *s, int i) {\n"
                 "  s->count++; s->flag |= 4; i = ~i - -i; put(i--);\n"
                 "  put(3 * 4 + (int)sizeof(char));\n"
                 "}\n"),
            "b0:\n"
            "  %0 = load s->count\n"
            "  %1 = compute + %0, 1\n"
            "  store s->count, %1\n"
            "  %2 = load s->flag\n"
            "  %3 = compute | %2, 4\n"
            "  store s->flag, %3\n"
            "  %4 = compute ~ i\n"
            "  %5 = compute - 0, i\n"
            "  %6 = compute - %4, %5\n"
            "  store i, %6\n"
            "  %7 = load i\n"
            "  %8 = compute - %7, 1\n"
            "  store i, %8\n"
            "  call put(%7)\n"
            "  call put(13)\n"
            "  return\n");
}

TEST_F(LoweringTest, ConstantsOfEveryKind) {
  EXPECT_EQ(
      body("enum { RED = 7 }; void many(int, ...);\n"
           "void f(void) { many(RED, NULL, \"te\\\"xt\", f, &f, 'a', -1,\n"
           "  __func__, (void *)0, (void *)16); }\n"),
      "b0:\n"
      "  call many(7, null, \"te\\\"xt\", @f, @f, 97, -1, \"f\", null, "
      "16)\n"
      "  return\n");
}

TEST_F(LoweringTest, StructResultsKeepMemberPaths) {
  EXPECT_EQ(body("void f(void) {\n"
                 "  use(section_find(1).mr);\n"
                 "  Section s = section_find(2);\n"
                 "  Section copy = s;\n"
                 "  use(copy.mr);\n"
                 "}\n"),
            "b0:\n"
            "  %0 = call section_find(1)\n"
            "  %1 = load %0.Section::mr\n"
            "  call use(%1)\n"
            "  %2 = call section_find(2)\n"
            "  store s, %2\n"
            "  %3 = load s\n"
            "  store copy, %3\n"
            "  %4 = load copy.mr\n"
            "  call use(%4)\n"
            "  end copy\n"
            "  end s\n"
            "  return\n");
}

TEST_F(LoweringTest, InitializersStoreMemberByMember) {
  EXPECT_EQ(body("void f(Object *o) {\n"
                 "  Section s = { .mr = o };\n"
                 "  Object *list[3] = { [1] = o };\n"
                 "  use(&s); use(list);\n"
                 "  s = (Section){ .size = 2 };\n"
                 "}\n"),
            "b0:\n"
            "  store s.mr, o\n"
            "  store s.size, 0\n"
            "  store list[0], null\n"
            "  store list[1], o\n"
            "  store list[2], null\n"
            "  call use(&s)\n"
            "  call use(&list)\n"
            "  store s.mr, null\n"
            "  store s.size, 2\n"
            "  end list\n"
            "  end s\n"
            "  return\n");
}

TEST_F(LoweringTest, ZerosOfLargeRecordsAreNotSpelled) {
  EXPECT_EQ(body("typedef struct { Object *o; int much[100]; } Large;\n"
                 "void f(Object *o) { Large l = { .o = o }; use(&l); }\n"),
            "b0:\n"
            "  store l.o, o\n"
            "  call use(&l)\n"
            "  end l\n"
            "  return\n");
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

TEST_F(LoweringTest, BranchesTestOneAtomEach) {
  EXPECT_EQ(body("void f(Object *p, XState *s) {\n"
                 "  if (!p || (s->count > 3 && s->flag)) use(p);\n"
                 "}\n"),
            "b0:\n"
            "  %0 = compute ! p\n"
            "  branch %0, b3, b1\n"
            "b1:\n"
            "  %1 = load s->count\n"
            "  %2 = compute > %1, 3\n"
            "  branch %2, b2, b4\n"
            "b2:\n"
            "  %3 = load s->flag\n"
            "  branch %3, b3, b4\n"
            "b3:\n"
            "  call use(p)\n"
            "  return\n"
            "b4:\n"
            "  return\n");
}

TEST_F(LoweringTest, ExpectIsTransparent) {
  EXPECT_EQ(body("#define likely(x) __builtin_expect(!!(x), 1)\n"
                 "void f(Object *p) { if (likely(p)) use(p); }\n"),
            "b0:\n"
            "  branch p, b1, b2\n"
            "b1:\n"
            "  call use(p)\n"
            "  return\n"
            "b2:\n"
            "  return\n");
}

TEST_F(LoweringTest, AssertionsAreBranchesToTheNoReturnCall) {
  EXPECT_EQ(
      body("#define LIKELY(e) (__builtin_expect(({ int v_; if (e) v_ = 1;\\\n"
           "  else v_ = 0; v_; }), 1))\n"
           "#define g_assert(e) do { if LIKELY(e) ; else die(); } while (0)\n"
           "void f(Object *p, int n) { g_assert(p && n == 2); use(p); }\n"),
      "b0:\n"
      "  branch p, b1, b3\n"
      "b1:\n"
      "  %0 = compute == n, 2\n"
      "  branch %0, b2, b3\n"
      "b2:\n"
      "  call use(p)\n"
      "  return\n"
      "b3:\n"
      "  call die()\n"
      "  unreachable\n");
}

TEST_F(LoweringTest, ConditionalOperatorsJoinInAVariable) {
  EXPECT_EQ(body("void f(Object *a, Object *b, int n) {\n"
                 "  use(n ? a : b);\n"
                 "  use(a ?: b);\n"
                 "}\n"),
            "b0:\n"
            "  branch n, b1, b2\n"
            "b1:\n"
            "  store ~3, a\n"
            "  goto b3\n"
            "b2:\n"
            "  store ~3, b\n"
            "  goto b3\n"
            "b3:\n"
            "  call use(~3)\n"
            "  store ~4, a\n"
            "  branch a, b5, b4\n"
            "b4:\n"
            "  store ~4, b\n"
            "  goto b5\n"
            "b5:\n"
            "  call use(~4)\n"
            "  return\n");
}

TEST_F(LoweringTest, LogicalValuesAreZeroOrOne) {
  EXPECT_EQ(body("int f(Object *a, int n) { return a && n; }\n"),
            "b0:\n"
            "  store ~2, 0\n"
            "  branch a, b1, b2\n"
            "b1:\n"
            "  %0 = compute != n, 0\n"
            "  store ~2, %0\n"
            "  goto b2\n"
            "b2:\n"
            "  return ~2\n");
}

TEST_F(LoweringTest, NestedLogicalValuesStopWhereTheSourceStops) {
  EXPECT_EQ(body("int f(int a, int b, int c) { return (a && b) || c; }\n"),
            "b0:\n"
            "  branch a, b1, b2\n"
            "b1:\n"
            "  store ~3, 1\n"
            "  branch b, b3, b2\n"
            "b2:\n"
            "  %0 = compute != c, 0\n"
            "  store ~3, %0\n"
            "  goto b3\n"
            "b3:\n"
            "  return ~3\n");
}

TEST_F(LoweringTest, FlagsFromPointersAreTruthValues) {
  EXPECT_EQ(
      body(
          "void f(XState *s, _Bool b) {\n"
          "  s->flag = s->clk != NULL; b = s->clk; put(b); put(!!s->clk); }\n"),
      "b0:\n"
      "  %0 = load s->clk\n"
      "  %1 = compute != %0, null\n"
      "  store s->flag, %1\n"
      "  %2 = load s->clk\n"
      "  %3 = compute != %2, null\n"
      "  store b, %3\n"
      "  call put(b)\n"
      "  %4 = load s->clk\n"
      "  %5 = compute != %4, null\n"
      "  call put(%5)\n"
      "  return\n");
}

//===----------------------------------------------------------------------===//
// Control flow
//===----------------------------------------------------------------------===//

TEST_F(LoweringTest, LoopsAndConstantConditions) {
  EXPECT_EQ(body("void f(XState *s) {\n"
                 "  int i;\n"
                 "  for (i = 0; i < 4; i++) { if (!s->cpu[i]) break; "
                 "use(s->cpu[i]); }\n"
                 "  do { put(i); } while (0);\n"
                 "  while (1) { if (get()) return; }\n"
                 "}\n"),
            "b0:\n"
            "  store i, 0\n"
            "  goto b1\n"
            "b1:\n"
            "  %0 = compute < i, 4\n"
            "  branch %0, b2, b4\n"
            "b2:\n"
            "  %1 = load s->cpu[i]\n"
            "  %2 = compute ! %1\n"
            "  branch %2, b4, b3\n"
            "b3:\n"
            "  %3 = load s->cpu[i]\n"
            "  call use(%3)\n"
            "  %4 = compute + i, 1\n"
            "  store i, %4\n"
            "  goto b1\n"
            "b4:\n"
            "  call put(i)\n"
            "  goto b5\n"
            "b5:\n"
            "  %5 = call get()\n"
            "  branch %5, b6, b5\n"
            "b6:\n"
            "  return\n");
}

TEST_F(LoweringTest, SwitchesHaveRangesAndFallThrough) {
  EXPECT_EQ(body("int f(int n) {\n"
                 "  switch (n) {\n"
                 "  case 1: case 2: put(1); /* fall through */\n"
                 "  case 5 ... 9: return 5;\n"
                 "  default: die();\n"
                 "  }\n"
                 "}\n"),
            "b0:\n"
            "  switch n, 1: b1, 2: b1, 5..9: b2, default: b3\n"
            "b1:\n"
            "  call put(1)\n"
            "  goto b2\n"
            "b2:\n"
            "  return 5\n"
            "b3:\n"
            "  call die()\n"
            "  unreachable\n");
}

TEST_F(LoweringTest, EnumSwitchKeepsTheWayAroundIt) {
  EXPECT_EQ(body("enum E { A, B };\n"
                 "int f(enum E e) {\n"
                 "  switch (e) { case A: return 1; case B: return 2; }\n"
                 "  die();\n"
                 "}\n"),
            "b0:\n"
            "  switch e, 0: b1, 1: b2, default: b3\n"
            "b1:\n"
            "  return 1\n"
            "b2:\n"
            "  return 2\n"
            "b3:\n"
            "  call die()\n"
            "  unreachable\n");
}

TEST_F(LoweringTest, ComputedGotosReachEveryLabel) {
  EXPECT_EQ(body("void f(int n) {\n"
                 "  static void *to[] = { &&a, &&b };\n"
                 "  goto *to[n];\n"
                 "a: put(1);\n"
                 "b: put(2);\n"
                 "}\n"),
            "b0:\n"
            "  branch ?, b2, b1\n"
            "b1:\n"
            "  call put(1)\n"
            "  goto b2\n"
            "b2:\n"
            "  call put(2)\n"
            "  return\n");
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

TEST_F(LoweringTest, CallTypeIsTheMostSpecificRecord) {
  EXPECT_EQ(body("XState *make(void); void *g_malloc0(int);\n"
                 "void f(void) {\n"
                 "  XState *s = X(object_new(\"x\"));\n"
                 "  Object *o = OBJECT(make());\n"
                 "  PState *p = g_malloc0(8);\n"
                 "  use(s); use(o); use(p); use(g_malloc0(1));\n"
                 "}\n"),
            "b0:\n"
            "  %0 = call object_new(\"x\") -> *XState\n"
            "  store s, %0\n"
            "  %1 = call make() -> *XState\n"
            "  store o, %1\n"
            "  %2 = call g_malloc0(8) -> *PState\n"
            "  store p, %2\n"
            "  call use(s)\n"
            "  call use(o)\n"
            "  call use(p)\n"
            "  %3 = call g_malloc0(1)\n"
            "  call use(%3)\n"
            "  end p\n"
            "  end o\n"
            "  end s\n"
            "  return\n");
}

TEST_F(LoweringTest, CallsThroughPointersNameTheirPlace) {
  EXPECT_EQ(body("static void g(XState *s) {}\n"
                 "void f(XState *s, void (*p)(XState *), int n) {\n"
                 "  s->hook(s); (*s->hook)(s); p(s); (n ? p : g)(s); (&g)(s);\n"
                 "}\n"),
            "b0:\n"
            "  call *s->hook(s)\n"
            "  call *s->hook(s)\n"
            "  call *p(s)\n"
            "  branch n, b1, b2\n"
            "b1:\n"
            "  store ~3, p\n"
            "  goto b3\n"
            "b2:\n"
            "  store ~3, @x.c:g\n"
            "  goto b3\n"
            "b3:\n"
            "  store ~4, ~3\n"
            "  call *~4(s)\n"
            "  call x.c:g(s)\n"
            "  return\n");
}

TEST_F(LoweringTest, BuiltinsVanishOrLoseTheirPrefix) {
  EXPECT_EQ(body("void f(XState *s, XState *t) {\n"
                 "  if (__builtin_constant_p(s->count)) use(s);\n"
                 "  __builtin_memcpy(s, t, 4);\n"
                 "  if (t) __builtin_unreachable();\n"
                 "}\n"),
            "b0:\n"
            "  %0 = call memcpy(s, t, 4)\n"
            "  branch t, b1, b2\n"
            "b1:\n"
            "  unreachable\n"
            "b2:\n"
            "  return\n");
}

//===----------------------------------------------------------------------===//
// Scopes
//===----------------------------------------------------------------------===//

static const char AutoPointer[] =
    "static inline void drop(Object **p) { if (*p) object_unref(*p); }\n"
    "#define AUTO __attribute__((cleanup(drop)))\n";

TEST_F(LoweringTest, CleanupsRunAtEveryExit) {
  EXPECT_EQ(body(AutoPointer +
                 std::string("Object *f(int n) {\n"
                             "  AUTO Object *o = object_new(\"x\");\n"
                             "  if (n) return NULL;\n"
                             "  { AUTO Object *p = o; if (get()) goto out; }\n"
                             "out:\n"
                             "  return o;\n"
                             "}\n")),
            "b0:\n"
            "  %0 = call object_new(\"x\") -> *Object\n"
            "  store o, %0\n"
            "  branch n, b1, b2\n"
            "b1:\n"
            "  implicit call x.c:drop(&o)\n"
            "  end o\n"
            "  return null\n"
            "b2:\n"
            "  store p, o\n"
            "  %1 = call get()\n"
            "  branch %1, b3, b4\n"
            "b3:\n"
            "  implicit call x.c:drop(&p)\n"
            "  end p\n"
            "  goto b5\n"
            "b4:\n"
            "  implicit call x.c:drop(&p)\n"
            "  end p\n"
            "  goto b5\n"
            "b5:\n"
            "  %2 = load o\n"
            "  implicit call x.c:drop(&o)\n"
            "  end o\n"
            "  return %2\n");
}

TEST_F(LoweringTest, CleanedVariablesOfMacrosAreVariables) {
  EXPECT_EQ(body(AutoPointer +
                 std::string("#define GUARD(v) AUTO Object *o_ = (v)\n"
                             "void f(Object *o) { GUARD(o); put(1); }\n")),
            "b0:\n"
            "  store o_, o\n"
            "  call put(1)\n"
            "  implicit call x.c:drop(&o_)\n"
            "  end o_\n"
            "  return\n");
}

TEST_F(LoweringTest, StatementExpressionResultsOutliveTheirVariables) {
  EXPECT_EQ(body("void fill(Object **);\n"
                 "void f(void) { use(({ Object *o; fill(&o); o; })); }\n"),
            "b0:\n"
            "  call fill(&o)\n"
            "  %0 = load o\n"
            "  end o\n"
            "  call use(%0)\n"
            "  return\n");
}

} // namespace
