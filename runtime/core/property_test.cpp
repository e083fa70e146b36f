//===- property_test.cpp - Properties of all kinds, links, aliases --------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "testing.h"

#include "qom/visitor.h"

using namespace qom::testing;

namespace {

#define TYPE_THING "test-thing"

struct Thing {
  Object Parent;
  bool On;
  char *Text;
  uint32_t Number;
  Object *Strong, *Weak, *OfClass;
};

DECLARE_INSTANCE_CHECKER(Thing, THING, TYPE_THING)

bool getOn(Object *Obj, Error **Errp) { return THING(Obj)->On; }
void setOn(Object *Obj, bool On, Error **Errp) { THING(Obj)->On = On; }

char *getText(Object *Obj, Error **Errp) { return g_strdup(THING(Obj)->Text); }
void setText(Object *Obj, const char *Text, Error **Errp) {
  if (!strcmp(Text, "bad")) {
    error_setg(Errp, "bad text");
    return;
  }
  g_free(THING(Obj)->Text);
  THING(Obj)->Text = g_strdup(Text);
}

void refuse(const Object *Obj, const char *Name, Object *Value, Error **Errp) {
  error_setg(Errp, "refused");
}

void thingInit(Object *Obj) {
  Thing *T = THING(Obj);
  object_property_add_uint32_ptr(Obj, "number", &T->Number,
                                 OBJ_PROP_FLAG_READWRITE);
  object_property_add_uint32_ptr(Obj, "fixed", &T->Number, OBJ_PROP_FLAG_READ);
  object_property_add_link(Obj, "strong", TYPE_THING, &T->Strong,
                           object_property_allow_set_link,
                           OBJ_PROP_LINK_STRONG);
  object_property_add_link(Obj, "weak", TYPE_THING, &T->Weak,
                           object_property_allow_set_link,
                           static_cast<ObjectPropertyLinkFlags>(0));
}

void thingFinalize(Object *Obj) { g_free(THING(Obj)->Text); }

void thingClassInit(ObjectClass *Class, const void *Data) {
  ObjectProperty *On =
      object_class_property_add_bool(Class, "on", getOn, setOn);
  object_property_set_default_bool(On, true);
  object_class_property_add_str(Class, "text", getText, setText);
  object_class_property_add_link(
      Class, "of-class", TYPE_THING, offsetof(Thing, OfClass),
      object_property_allow_set_link, OBJ_PROP_LINK_STRONG);
}

const TypeInfo Types[] = {{.name = TYPE_THING,
                           .parent = TYPE_OBJECT,
                           .instance_size = sizeof(Thing),
                           .instance_init = thingInit,
                           .instance_finalize = thingFinalize,
                           .class_init = thingClassInit}};
DEFINE_TYPES(Types)

/// Two things, one in the tree.
class PropertyTest : public RuntimeTest {
protected:
  void SetUp() override {
    RuntimeTest::SetUp();
    Obj = object_new(TYPE_THING);
    Target = object_new(TYPE_THING);
    object_property_add_child(object_get_root(), "target", Target);
    object_unref(Target);
  }
  void TearDown() override {
    object_unref(Obj);
    if (object_resolve_path("/target", nullptr))
      object_unparent(Target);
  }

  std::string failure(bool Done) {
    EXPECT_FALSE(Done) << "no failure";
    std::string Text = Err ? error_get_pretty(Err) : "no error";
    error_free(Err);
    Err = nullptr;
    return Text;
  }

  Object *Obj, *Target;
  Error *Err = nullptr;
};
using PropertyDeathTest = PropertyTest;

TEST_F(PropertyTest, ValuesGoInAndComeOut) {
  EXPECT_TRUE(object_property_set_bool(Obj, "on", false, &error_abort));
  EXPECT_FALSE(object_property_get_bool(Obj, "on", &error_abort));
  EXPECT_TRUE(object_property_set_uint(Obj, "number", 42, &error_abort));
  EXPECT_EQ(object_property_get_uint(Obj, "number", &error_abort), 42u);
  EXPECT_EQ(object_property_get_int(Obj, "fixed", &error_abort), 42);
  EXPECT_TRUE(object_property_set_str(Obj, "text", "hello", &error_abort));
  g_autofree char *Text = object_property_get_str(Obj, "text", &error_abort);
  EXPECT_STREQ(Text, "hello");
  g_autofree char *Type = object_property_get_str(Obj, "type", &error_abort);
  EXPECT_STREQ(Type, TYPE_THING);
}

TEST_F(PropertyTest, DefaultsOfClassPropertiesAreSet) {
  EXPECT_TRUE(THING(Obj)->On);
}

TEST_F(PropertyTest, TextIsParsed) {
  EXPECT_TRUE(object_property_parse(Obj, "on", "off", &error_abort));
  EXPECT_FALSE(THING(Obj)->On);
  EXPECT_TRUE(object_property_parse(Obj, "number", "0x10", &error_abort));
  EXPECT_EQ(THING(Obj)->Number, 16u);
  g_autofree char *Shown =
      object_property_print(Obj, "number", false, &error_abort);
  EXPECT_STREQ(Shown, "16");
  EXPECT_TRUE(
      object_set_props(Obj, &error_abort, "on", "yes", "number", "3", nullptr));
  EXPECT_TRUE(THING(Obj)->On);
  EXPECT_EQ(THING(Obj)->Number, 3u);
}

TEST_F(PropertyTest, FailuresSayWhy) {
  EXPECT_EQ(failure(object_property_set_bool(Obj, "none", true, &Err)),
            "Property 'test-thing.none' not found");
  EXPECT_EQ(failure(object_property_set_uint(Obj, "fixed", 1, &Err)),
            "Property 'test-thing.fixed' is not writable");
  EXPECT_EQ(failure(object_property_set_str(Obj, "on", "true", &Err)),
            "Invalid parameter type for 'on', expected: boolean");
  EXPECT_EQ(failure(object_property_parse(Obj, "number", "many", &Err)),
            "Invalid parameter type for 'number', expected: integer");
  EXPECT_EQ(failure(object_property_set_uint(Obj, "number", 1ull << 32, &Err)),
            "Parameter 'number' is out of range");
  EXPECT_EQ(failure(object_property_set_str(Obj, "text", "bad", &Err)),
            "bad text");
}

TEST_F(PropertyTest, StrongLinksCount) {
  object_property_set_link(Obj, "strong", Target, &error_abort);
  EXPECT_EQ(Target->ref, 2u);
  EXPECT_EQ(object_property_get_link(Obj, "strong", &error_abort), Target);
  EXPECT_EQ(Target->ref, 2u);
  object_property_set_link(Obj, "strong", nullptr, &error_abort);
  EXPECT_EQ(Target->ref, 1u);
}

TEST_F(PropertyTest, ReplacingAStrongLinkDropsTheOldTarget) {
  Object *Other = object_new(TYPE_THING);
  object_property_add_child(object_get_root(), "other", Other);
  object_property_set_link(Obj, "strong", Target, &error_abort);
  object_property_set_link(Obj, "strong", Other, &error_abort);
  EXPECT_EQ(Target->ref, 1u);
  EXPECT_EQ(Other->ref, 3u);
  object_property_set_link(Obj, "strong", nullptr, &error_abort);
  object_unparent(Other);
  object_unref(Other);
}

TEST_F(PropertyTest, WeakAndConstLinksDoNotCount) {
  object_property_set_link(Obj, "weak", Target, &error_abort);
  EXPECT_EQ(Target->ref, 1u);
  object_property_add_const_link(Obj, "const", Target);
  EXPECT_EQ(Target->ref, 1u);
  EXPECT_EQ(object_property_get_link(Obj, "const", &error_abort), Target);
  EXPECT_EQ(failure(object_property_set_link(Obj, "const", Target, &Err)),
            "Property 'test-thing.const' is not writable");
}

TEST_F(PropertyTest, FinalizationDropsStrongLinksAndLeavesTheField) {
  Thing Storage;
  object_initialize(&Storage, sizeof(Storage), TYPE_THING);
  object_property_set_link(&Storage.Parent, "of-class", Target, &error_abort);
  EXPECT_EQ(Target->ref, 2u);
  object_unref(&Storage);
  EXPECT_EQ(Target->ref, 1u);
  EXPECT_EQ(Storage.OfClass, Target);
}

TEST_F(PropertyTest, AStrongLinkOwnsWhatTheFieldHoldsAlready) {
  Thing Storage;
  object_initialize(&Storage, sizeof(Storage), TYPE_THING);
  Storage.Strong = object_ref(Target);
  object_unref(&Storage);
  EXPECT_EQ(Target->ref, 1u);
}

TEST_F(PropertyTest, AnObjectWithoutAPathUnsetsALink) {
  Object *Loose = object_new(TYPE_THING);
  object_property_set_link(Obj, "strong", Target, &error_abort);
  EXPECT_TRUE(object_property_set_link(Obj, "strong", Loose, &error_abort));
  EXPECT_EQ(THING(Obj)->Strong, nullptr);
  EXPECT_EQ(Loose->ref, 1u);
  object_unref(Loose);
}

TEST_F(PropertyTest, ARefusedLinkChangesNothing) {
  Object *Slot = nullptr;
  object_property_add_link(Obj, "refusing", TYPE_THING, &Slot, refuse,
                           OBJ_PROP_LINK_STRONG);
  EXPECT_EQ(failure(object_property_set_link(Obj, "refusing", Target, &Err)),
            "refused");
  EXPECT_EQ(Slot, nullptr);
  EXPECT_EQ(Target->ref, 1u);
  EXPECT_EQ(
      failure(object_property_set_link(Obj, "strong", object_get_root(), &Err)),
      "Invalid parameter type for 'strong', expected: test-thing");
  object_property_del(Obj, "refusing");
}

TEST_F(PropertyTest, LinksTellTheirHolder) {
  Recorder R;
  object_property_set_link(Obj, "strong", Target, &error_abort);
  object_property_set_link(Obj, "strong", nullptr, &error_abort);
  EXPECT_EQ(R.of(Target), (Lines{"ref 2 link strong", "unref 1 link strong"}));
  EXPECT_EQ(R.Events.back().Of.Who, Obj);
}

TEST_F(PropertyTest, AliasesForwardAndDoNotCount) {
  object_property_add_alias(Obj, "their-number", Target, "number");
  EXPECT_EQ(Target->ref, 1u);
  object_property_set_uint(Obj, "their-number", 9, &error_abort);
  EXPECT_EQ(THING(Target)->Number, 9u);
  EXPECT_EQ(object_property_get_uint(Obj, "their-number", &error_abort), 9u);
}

TEST_F(PropertyTest, AnAliasOfAChildIsALink) {
  object_property_add_alias(Obj, "alias", object_get_root(), "target");
  EXPECT_STREQ(object_property_find(Obj, "alias")->type, "link<test-thing>");
  EXPECT_EQ(object_resolve_path_component(Obj, "alias"), Target);
}

TEST_F(PropertyTest, StarNamesCountUp) {
  for (const char *Name : {"x[0]", "x[1]"}) {
    ObjectProperty *Prop = object_property_add(Obj, "x[*]", "bool", nullptr,
                                               nullptr, nullptr, nullptr);
    EXPECT_STREQ(Prop->name, Name);
  }
}

TEST_F(PropertyTest, DeletingRunsTheReleaseOnce) {
  object_property_add(
      Obj, "gone", "bool", nullptr, nullptr,
      [](Object *, const char *Name, void *) { Log.push_back(Name); }, nullptr);
  object_property_del(Obj, "gone");
  EXPECT_EQ(Log, Lines{"gone"});
  EXPECT_EQ(object_property_find(Obj, "gone"), nullptr);
}

TEST_F(PropertyTest, AFailedAddKeepsNothing) {
  EXPECT_EQ(object_property_try_add(
                Obj, "number", "bool", nullptr, nullptr,
                [](Object *, const char *, void *) { ADD_FAILURE(); }, nullptr,
                &Err),
            nullptr);
  EXPECT_EQ(failure(false), "attempt to add duplicate property 'number' to "
                            "object (type 'test-thing')");
}

TEST_F(PropertyDeathTest, DuplicateProperty) {
  EXPECT_DEATH(object_property_add(Obj, "on", "bool", nullptr, nullptr, nullptr,
                                   nullptr),
               "duplicate property 'on' to object \\(type 'test-thing'\\)");
}

TEST_F(PropertyDeathTest, DuplicateClassProperty) {
  EXPECT_DEATH(object_class_property_add(Obj->klass, "type", "bool", nullptr,
                                         nullptr, nullptr, nullptr),
               "type 'test-thing': already has a class property 'type'");
}

} // namespace
