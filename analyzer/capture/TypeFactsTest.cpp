//===- TypeFactsTest.cpp - QOM types, links, tables and records -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/CaptureFixture.h"
#include "analyzer/facts/Text.h"

using namespace qomlint;

namespace {

static const char Declarations[] = R"(
typedef struct InterfaceInfo { const char *type; } InterfaceInfo;
typedef struct TypeInfo {
  const char *name, *parent;
  unsigned long instance_size;
  void (*instance_init)(Object *), (*instance_post_init)(Object *);
  void (*instance_finalize)(Object *);
  _Bool abstract;
  void (*class_init)(ObjectClass *, void *);
  InterfaceInfo *interfaces;
} TypeInfo;
typedef struct PropertyInfo { const char *name; } PropertyInfo;
extern const PropertyInfo qdev_prop_link, qdev_prop_uint8;
typedef struct Property { const char *name; const PropertyInfo *info;
  long offset; const char *link_type; } Property;
#define DEFINE_PROP_LINK(n, s, f, t, p) { .name = n, .info = &qdev_prop_link, \
  .offset = __builtin_offsetof(s, f) + 0 * sizeof(p), .link_type = t }
#define TYPE_X "x-device"
static void x_init(Object *o) {}
static void x_class_init(ObjectClass *k, void *d) {}
)";

class TypeFactsTest : public CaptureTest {
protected:
  /// The facts without functions, as text without positions.
  std::string types(const std::string &Source) {
    Unit U = capture(Declarations + Source);
    U.Functions.clear();
    U.Sources.clear();
    for (qomlint::TypeInfo &T : U.Types)
      T.At = Position();
    for (Record &R : U.Records)
      R.At = Position();
    for (LinkField &L : U.Links)
      L.At = Position();
    std::string Text;
    llvm::raw_string_ostream OS(Text);
    print(U, OS);
    return Text.substr(Text.find('\n') + 1);
  }
};

TEST_F(TypeFactsTest, TypeInfoWithHooksAndInterfaces) {
  EXPECT_EQ(
      types("static const TypeInfo x = {\n"
            "  .name = TYPE_X, .parent = \"device\", .abstract = 1,\n"
            "  .instance_size = sizeof(XState), .instance_init = x_init,\n"
            "  .class_init = x_class_init,\n"
            "  .interfaces = (InterfaceInfo[]) { { \"a\" }, { \"b\" }, {} },\n"
            "};\n"),
      "record Clock : Object {\n"
      "}\n"
      "record DeviceState : Object {\n"
      "}\n"
      "record Object {\n"
      "  klass: *ObjectClass\n"
      "}\n"
      "record XState : DeviceState {\n"
      "  clk: *Clock\n"
      "  other: *Clock\n"
      "  embedded: Clock\n"
      "  cpu: *DeviceState[]\n"
      "  peer: *PState\n"
      "}\n"
      "table x.c:x {\n"
      "  TypeInfo.instance_init = x.c:x_init\n"
      "  TypeInfo.class_init = x.c:x_class_init\n"
      "}\n"
      "type \"x-device\" : \"device\" {\n"
      "  instance XState\n"
      "  instance_init x.c:x_init\n"
      "  class_init x.c:x_class_init\n"
      "  abstract\n"
      "  interface \"a\"\n"
      "  interface \"b\"\n"
      "}\n");
}

TEST_F(TypeFactsTest, ArraysAndComputedNames) {
  Unit U = capture(
      Declarations +
      std::string(
          "static const TypeInfo many[] = {\n"
          "  { .name = \"one\" }, { .name = \"two\", .parent = \"one\" } };\n"
          "void f(const char *computed) {\n"
          "  TypeInfo t = { .name = computed, .instance_init = x_init };\n"
          "  use(&t);\n"
          "}\n"));
  ASSERT_EQ(U.Types.size(), 3u);
  EXPECT_EQ(U.Types[0].TypeName.str(), "one");
  EXPECT_EQ(U.Types[1].Parent.str(), "one");
  EXPECT_EQ(U.Types[1].At, (Position{Name("x.c"), 23, 22}));
  EXPECT_EQ(U.Types[2].TypeName.str(), "");
  EXPECT_EQ(U.Types[2].InstanceInit.str(), "x.c:x_init");
}

TEST_F(TypeFactsTest, LinkPropertiesNameTheirField) {
  Unit U = capture(
      Declarations +
      std::string(
          "static Property props[] = {\n"
          "  { .name = \"n\", .info = &qdev_prop_uint8,\n"
          "    .offset = __builtin_offsetof(XState, count) },\n"
          "  DEFINE_PROP_LINK(\"clk\", XState, clk, \"clock\", Clock *),\n"
          "  DEFINE_PROP_LINK(\"cpu1\", XState, cpu[1], \"dev\", int),\n"
          "};\n"));
  ASSERT_EQ(U.Links.size(), 2u);
  EXPECT_EQ(U.Links[0].Record.str(), "XState");
  EXPECT_EQ(U.Links[0].Field.str(), "clk");
  EXPECT_TRUE(U.Links[0].Strong);
  EXPECT_EQ(U.Links[0].At, (Position{Name("x.c"), 25, 3}));
  EXPECT_EQ(U.Links[1].Field.str(), "cpu");
}

TEST_F(TypeFactsTest, TablesListTheirFunctions) {
  Unit U = capture("typedef struct Ops { void (*read)(void); int n;\n"
                   "  struct { void (*write)(void); } inner; } Ops;\n"
                   "static void r(void) {}\nvoid w(void) {}\n"
                   "static const Ops ops = { .read = r, .inner.write = &w };\n"
                   "const Ops none = { .n = 1 };\n");
  ASSERT_EQ(U.Tables.size(), 1u);
  const FunctionTable &Table = U.Tables[0];
  EXPECT_EQ(Table.Global.str(), "x.c:ops");
  ASSERT_EQ(Table.Entries.size(), 2u);
  EXPECT_EQ(Table.Entries[0].Record.str(), "Ops");
  EXPECT_EQ(Table.Entries[0].Function.str(), "x.c:r");
  EXPECT_EQ(Table.Entries[1].Record.str(), "Ops::inner");
  EXPECT_EQ(Table.Entries[1].Function.str(), "w");
}

TEST_F(TypeFactsTest, RecordsThatPointToObjectsAreDescribed) {
  EXPECT_EQ(types("typedef struct { int n; } Plain;\n"
                  "void f(Section *s, Plain *p) { put(s->size + p->n); }\n"),
            "record Object {\n"
            "  klass: *ObjectClass\n"
            "}\n"
            "record Section {\n"
            "  mr: *Object\n"
            "}\n");
}

TEST_F(TypeFactsTest, RecordsStandWhereTheyAreDefined) {
  Unit U = capture("typedef struct Private { Object parent; } Private;\n"
                   "void f(Private *p) { use(&p->parent); }\n");
  ASSERT_EQ(U.Records.size(), 2u);
  EXPECT_EQ(U.Records[0].Identifier.str(), "Object");
  EXPECT_EQ(U.Records[0].At.File.str(), "prelude.h");
  EXPECT_EQ(U.Records[1].Identifier.str(), "Private");
  EXPECT_EQ(U.Records[1].At, (Position{Name("x.c"), 2, 16}));
}

} // namespace
