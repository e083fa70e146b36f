//===- ObjectsTest.cpp - Lowering of C++ ----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/CaptureFixture.h"

using namespace qomlint;

namespace {

/// A move-only owner, as bindings have it.
static const char OwnerText[] = R"(
struct Owned {
  Clock *p;
  explicit Owned(Clock *x) : p(x) {}
  Owned(Owned &&o) : p(o.p) { o.p = nullptr; }
  Owned &operator=(Owned &&o);
  ~Owned() { object_unref(p); }
  Clock *get() const { return p; }
  Clock &operator*() const { return *p; }
};
Owned make(bool);
void take(Owned);
namespace std {
template <class T> struct remove { using type = T; };
template <class T> struct remove<T &> { using type = T; };
template <class T> constexpr typename remove<T>::type &&move(T &&t) noexcept {
  return static_cast<typename remove<T>::type &&>(t);
}
}
)";

class ObjectsTest : public CaptureTest {
protected:
  std::string body(const std::string &Source, llvm::StringRef Key = "f()") {
    Unit U = capture(OwnerText + Source, /*IsCpp=*/true);
    std::string Plain = Key.take_until([](char C) { return C == '('; }).str();
    for (const Function &F : U.Functions)
      if (F.Key.str() == Key || F.Key.str() == Plain)
        return bodyText(F);
    ADD_FAILURE() << "no function " << Key.str();
    return "";
  }
};

TEST_F(ObjectsTest, MethodsTakeThisFirst) {
  EXPECT_EQ(body("", "Owned::get"), "b0:\n"
                                    "  %0 = load this->p\n"
                                    "  return %0\n");
  EXPECT_EQ(body("", "Owned::operator*"), "b0:\n"
                                          "  %0 = load this->p\n"
                                          "  return %0\n");
}

TEST_F(ObjectsTest, ConstructorsStoreTheirInitializers) {
  EXPECT_EQ(body("", "Owned::Owned(Owned &&)"), "b0:\n"
                                                "  %0 = load o->p\n"
                                                "  store this->p, %0\n"
                                                "  store o->p, null\n"
                                                "  return\n");
}

TEST_F(ObjectsTest, LocalsAreDestroyedInReverse) {
  EXPECT_EQ(body("void f(Clock *c) { Owned a(c), b(c); use(a.get()); }\n"),
            "b0:\n"
            "  call \"Owned::Owned(Clock *)\"(&a, c)\n"
            "  call \"Owned::Owned(Clock *)\"(&b, c)\n"
            "  %0 = call Owned::get(&a) -> *Clock\n"
            "  call use(%0)\n"
            "  implicit call \"Owned::~Owned\"(&b)\n"
            "  end b\n"
            "  implicit call \"Owned::~Owned\"(&a)\n"
            "  end a\n"
            "  return\n");
}

TEST_F(ObjectsTest, MovesAreMoveConstructors) {
  EXPECT_EQ(body("void f(Owned &r) { Owned a = std::move(r);\n"
                 "  take(std::move(a)); }\n"),
            "b0:\n"
            "  call \"Owned::Owned(Owned &&)\"(&a, r)\n"
            "  call \"Owned::Owned(Owned &&)\"(&~2, &a)\n"
            "  call take(&~2)\n"
            "  implicit call \"Owned::~Owned\"(&~2)\n"
            "  end ~2\n"
            "  implicit call \"Owned::~Owned\"(&a)\n"
            "  end a\n"
            "  return\n");
}

TEST_F(ObjectsTest, DiscardedResultsAreDestroyed) {
  EXPECT_EQ(body("void f() { make(true); }\n"),
            "b0:\n"
            "  %0 = call make(1)\n"
            "  store ~0, %0\n"
            "  implicit call \"Owned::~Owned\"(&~0)\n"
            "  end ~0\n"
            "  return\n");
}

TEST_F(ObjectsTest, ParametersArePassedByAddress) {
  EXPECT_EQ(body("void f(Owned o) { use(o.get()); }\n"),
            "b0:\n"
            "  %0 = call Owned::get(o) -> *Clock\n"
            "  call use(%0)\n"
            "  return\n");
}

TEST_F(ObjectsTest, TemporariesOfOneArmAreDestroyedIfMade) {
  EXPECT_EQ(body("void f(bool b) { use(b ? make(b).get() : nullptr); }\n"),
            "b0:\n"
            "  store ~1, 0\n"
            "  branch b, b1, b2\n"
            "b1:\n"
            "  %0 = call make(b)\n"
            "  store ~3, %0\n"
            "  store ~1, 1\n"
            "  %1 = call Owned::get(&~3) -> *Clock\n"
            "  store ~2, %1\n"
            "  goto b3\n"
            "b2:\n"
            "  store ~2, null\n"
            "  goto b3\n"
            "b3:\n"
            "  call use(~2)\n"
            "  branch ~1, b4, b5\n"
            "b4:\n"
            "  implicit call \"Owned::~Owned\"(&~3)\n"
            "  end ~3\n"
            "  store ~1, 0\n"
            "  return\n"
            "b5:\n"
            "  return\n");
}

TEST_F(ObjectsTest, InheritedConstructorsPassTheirParametersOn) {
  EXPECT_EQ(body("struct Named : Owned { using Owned::Owned; };\n"
                 "void f(Clock *c) { Named n(c); }\n",
                 "Named::Owned(Clock *)"),
            "b0:\n"
            "  call \"Owned::Owned(Clock *)\"(this, ~1)\n"
            "  return\n");
}

TEST_F(ObjectsTest, TrivialAssignmentsCopy) {
  EXPECT_EQ(body("union Either { Clock *p; int n; };\n"
                 "void f(Either *a, Either *b) { *a = *b; }\n"),
            "b0:\n"
            "  %0 = load *b\n"
            "  store *a, %0\n"
            "  return\n");
}

TEST_F(ObjectsTest, NewAndDelete) {
  EXPECT_EQ(body("void *operator new(decltype(sizeof 0), void *p) noexcept;\n"
                 "void f(Clock *c, void *at) {\n"
                 "  Owned *o = new Owned(c); delete o;\n"
                 "  use(new (at) Owned(c)); use(new int);\n"
                 "}\n"),
            "b0:\n"
            "  %0 = new -> *Owned\n"
            "  call \"Owned::Owned(Clock *)\"(%0, c)\n"
            "  store o, %0\n"
            "  implicit call \"Owned::~Owned\"(o)\n"
            "  delete o\n"
            "  call \"Owned::Owned(Clock *)\"(at, c)\n"
            "  call use(at)\n"
            "  %1 = new\n"
            "  call use(%1)\n"
            "  end o\n"
            "  return\n");
}

TEST_F(ObjectsTest, MembersAndBasesAreDestroyed) {
  EXPECT_EQ(body("struct Base { ~Base() { put(1); } };\n"
                 "struct Both : Base { Owned a, b; ~Both(); };\n"
                 "Both::~Both() { put(2); }\n",
                 "Both::~Both"),
            "b0:\n"
            "  call put(2)\n"
            "  implicit call \"Owned::~Owned\"(&this->b)\n"
            "  implicit call \"Owned::~Owned\"(&this->a)\n"
            "  implicit call \"Base::~Base\"(this)\n"
            "  return\n");
}

TEST_F(ObjectsTest, ImplicitDestructorsHaveBodies) {
  EXPECT_EQ(body("struct Holder { Owned a; };\n"
                 "void f(Holder *h) { h->~Holder(); }\n",
                 "Holder::~Holder"),
            "b0:\n"
            "  implicit call \"Owned::~Owned\"(&this->a)\n"
            "  return\n");
}

TEST_F(ObjectsTest, ReferencesArePointers) {
  EXPECT_EQ(body("void f(XState &s) { Clock *&slot = s.clk; slot = nullptr;\n"
                 "  Clock &c = s.embedded; c.period++; use(&c); }\n"),
            "b0:\n"
            "  store slot, &s->clk\n"
            "  store *slot, null\n"
            "  store c, &s->embedded\n"
            "  %0 = load c->period\n"
            "  %1 = compute + %0, 1\n"
            "  store c->period, %1\n"
            "  call use(c)\n"
            "  end c\n"
            "  end slot\n"
            "  return\n");
}

TEST_F(ObjectsTest, LambdasAreFunctionsOverAClosure) {
  const char Source[] = "void f(Clock *c, int n) {\n"
                        "  auto g = [c, &n](int k) { use(c); n = k; };\n"
                        "  g(3);\n"
                        "}\n";
  EXPECT_EQ(body(Source), "b0:\n"
                          "  store g.c, c\n"
                          "  store g.n, &n\n"
                          "  call \"x.cpp:lambda_22_12::operator()\"(&g, 3)\n"
                          "  end g\n"
                          "  return\n");
  EXPECT_EQ(body(Source, "x.cpp:lambda_22_12::operator()"),
            "b0:\n"
            "  %0 = load this->c\n"
            "  call use(%0)\n"
            "  store *this->n, k\n"
            "  return\n");
  Unit U = capture(OwnerText + std::string(Source), /*IsCpp=*/true);
  EXPECT_EQ(functionIn(U, "x.cpp:lambda_22_12::operator()").EnclosingKey.str(),
            "f");
}

TEST_F(ObjectsTest, ThrowLeavesOrReachesAHandler) {
  EXPECT_EQ(body("void f(bool b) {\n"
                 "  try { if (b) throw 1; put(1); } catch (int) { put(2); }\n"
                 "  throw 2;\n"
                 "}\n"),
            "b0:\n"
            "  branch b, b1, b4\n"
            "b1:\n"
            "  branch ?, b2, b3\n"
            "b2:\n"
            "  call put(2)\n"
            "  goto b5\n"
            "b3:\n"
            "  throw\n"
            "b4:\n"
            "  call put(1)\n"
            "  goto b5\n"
            "b5:\n"
            "  throw\n");
}

TEST_F(ObjectsTest, ThrowDestroysWhatIsInScope) {
  EXPECT_EQ(body("void f(Clock *c, bool b) {\n"
                 "  Owned outer(c);\n"
                 "  { Owned gone(c); }\n"
                 "  try { Owned inner(c); throw 1; } catch (int) {}\n"
                 "  if (b) throw 2;\n"
                 "}\n"),
            "b0:\n"
            "  call \"Owned::Owned(Clock *)\"(&outer, c)\n"
            "  call \"Owned::Owned(Clock *)\"(&gone, c)\n"
            "  implicit call \"Owned::~Owned\"(&gone)\n"
            "  end gone\n"
            "  call \"Owned::Owned(Clock *)\"(&inner, c)\n"
            "  implicit call \"Owned::~Owned\"(&inner)\n"
            "  end inner\n"
            "  branch ?, b1, b4\n"
            "b1:\n"
            "  branch b, b2, b3\n"
            "b2:\n"
            "  implicit call \"Owned::~Owned\"(&outer)\n"
            "  end outer\n"
            "  throw\n"
            "b3:\n"
            "  implicit call \"Owned::~Owned\"(&outer)\n"
            "  end outer\n"
            "  return\n"
            "b4:\n"
            "  throw\n");
}

TEST_F(ObjectsTest, CallsThatThrowUnwindToTheHandler) {
  EXPECT_EQ(body("void risky();\n"
                 "void f(Clock *c) {\n"
                 "  try { Owned inner(c); risky(); put(1); }\n"
                 "  catch (...) { put(2); }\n"
                 "}\n"),
            "b0:\n"
            "  call \"Owned::Owned(Clock *)\"(&inner, c)\n"
            "  call risky()\n"
            "  branch ?, b1, b2\n"
            "b1:\n"
            "  call put(1)\n"
            "  implicit call \"Owned::~Owned\"(&inner)\n"
            "  end inner\n"
            "  return\n"
            "b2:\n"
            "  implicit call \"Owned::~Owned\"(&inner)\n"
            "  end inner\n"
            "  call put(2)\n"
            "  return\n");
}

TEST_F(ObjectsTest, DefaultArgumentsAreEvaluatedPerCall) {
  EXPECT_EQ(body("void with(Object *o = object_new(\"d\"));\n"
                 "void f() { with(); with(); }\n"),
            "b0:\n"
            "  %0 = call object_new(\"d\") -> *Object\n"
            "  call with(%0)\n"
            "  %1 = call object_new(\"d\") -> *Object\n"
            "  call with(%1)\n"
            "  return\n");
}

TEST_F(ObjectsTest, KeysTellOverloadsAndInstantiationsApart) {
  Unit U = capture("namespace qom {\n"
                   "template <class T> T *same(T *t) { return t + 1; }\n"
                   "void over(int) {} void over(Clock *) {}\n"
                   "static void alone() {}\n"
                   "}\n"
                   "extern \"C\" void plain(int) {}\n"
                   "void f(Clock *c, XState *s) { qom::same(c); qom::same(s);\n"
                   "  qom::alone(); }\n",
                   /*IsCpp=*/true);
  std::vector<std::string> Keys;
  for (const Function &F : U.Functions)
    Keys.push_back(F.Key.str().str());
  EXPECT_EQ(Keys, (std::vector<std::string>{
                      "qom::same<Clock>", "qom::same<XState>", "qom::over(int)",
                      "qom::over(Clock *)", "x.cpp:qom::alone", "plain", "f"}));
}

TEST_F(ObjectsTest, ListsPointToAnArray) {
  EXPECT_EQ(
      body("namespace std { template <class T> struct initializer_list {\n"
           "  const T *b; decltype(sizeof 0) n; }; }\n"
           "void all(std::initializer_list<Clock *>);\n"
           "void f(Clock *c) { all({c, c}); }\n"),
      "b0:\n"
      "  store ~2[0], c\n"
      "  store ~2[1], c\n"
      "  store ~1.b, &~2\n"
      "  %0 = load ~1\n"
      "  call all(%0)\n"
      "  return\n");
}

} // namespace
