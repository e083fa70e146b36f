//===- qdev/properties_test.cpp - Properties that are fields of devices ---===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/testing.h"

#include "qom/chardev.h"

using namespace qom::testing;

namespace {

#define TYPE_FIELDS "test-fields"

struct Fields {
  DeviceState Parent;
  bool On;
  uint32_t Flags;
  uint8_t Small;
  int32_t Signed;
  uint64_t Large;
  char *Text;
  Clock *Link;
  CharBackend Chr;
};

DECLARE_INSTANCE_CHECKER(Fields, FIELDS, TYPE_FIELDS)

const Property Properties[] = {
    DEFINE_PROP_BOOL("on", Fields, On, true),
    DEFINE_PROP_BIT("bit", Fields, Flags, 4, true),
    DEFINE_PROP_UINT8("small", Fields, Small, 7),
    DEFINE_PROP_INT32("signed", Fields, Signed, -3),
    DEFINE_PROP_UINT64("large", Fields, Large, 1ull << 40),
    DEFINE_PROP_STRING("text", Fields, Text),
    DEFINE_PROP_LINK("link", Fields, Link, TYPE_CLOCK, Clock *),
    DEFINE_PROP_CHR("chardev", Fields, Chr)};

void fieldsClassInit(ObjectClass *Class, const void *Data) {
  device_class_set_props(DEVICE_CLASS(Class), Properties);
}

const TypeInfo Types[] = {{.name = TYPE_FIELDS,
                           .parent = TYPE_DEVICE,
                           .instance_size = sizeof(Fields),
                           .class_init = fieldsClassInit},
                          {.name = "test-more-fields", .parent = TYPE_FIELDS}};
DEFINE_TYPES(Types)

class PropertiesTest : public SystemTest {
protected:
  void SetUp() override {
    SystemTest::SetUp();
    Dev = qdev_new(TYPE_FIELDS);
    object_property_add_child(qdev_get_machine(), "dev", OBJECT(Dev));
    object_unref(Dev);
    F = FIELDS(Dev);
  }

  DeviceState *Dev;
  Fields *F;
  Error *Err = nullptr;
};

TEST_F(PropertiesTest, DefaultsAreSet) {
  EXPECT_TRUE(F->On);
  EXPECT_EQ(F->Flags, 16u);
  EXPECT_EQ(F->Small, 7);
  EXPECT_EQ(F->Signed, -3);
  EXPECT_EQ(F->Large, 1ull << 40);
}

TEST_F(PropertiesTest, SettersSet) {
  qdev_prop_set_bit(Dev, "bit", false);
  qdev_prop_set_bit(Dev, "on", false);
  qdev_prop_set_uint8(Dev, "small", 255);
  qdev_prop_set_int32(Dev, "signed", -9);
  qdev_prop_set_uint64(Dev, "large", 5);
  qdev_prop_set_string(Dev, "text", "one");
  qdev_prop_set_string(Dev, "text", "two");
  EXPECT_EQ(F->Flags, 0u);
  EXPECT_FALSE(F->On);
  EXPECT_EQ(F->Small, 255);
  EXPECT_EQ(F->Signed, -9);
  EXPECT_EQ(F->Large, 5u);
  EXPECT_STREQ(F->Text, "two");
  EXPECT_FALSE(object_property_set_uint(OBJECT(Dev), "small", 256, &Err));
  EXPECT_EQ(textOf(Err), "Parameter 'small' is out of range");
}

TEST_F(PropertiesTest, RealizedDevicesAreFixed) {
  qdev_realize(Dev, nullptr, &error_abort);
  EXPECT_FALSE(object_property_set_bool(OBJECT(Dev), "on", true, &Err));
  EXPECT_EQ(textOf(Err), "Attempt to set property 'on' on device "
                         "'/machine/dev' (type 'test-fields') after it was "
                         "realized");
  EXPECT_FALSE(object_property_set_link(OBJECT(Dev), "link", nullptr, &Err));
  textOf(Err);
}

TEST_F(PropertiesTest, LinksAreStrongAndPerInstance) {
  Clock *C = clock_new(qdev_get_machine(), "clock");
  DeviceState *Other = qdev_new("test-more-fields");
  for (DeviceState *D : {Dev, Other})
    object_property_set_link(OBJECT(D), "link", OBJECT(C), &error_abort);
  EXPECT_EQ(OBJECT(C)->ref, 3u);
  object_unref(Other);
  EXPECT_EQ(OBJECT(C)->ref, 2u);
}

TEST_F(PropertiesTest, CharacterDevicesCountNothing) {
  Chardev *Chr = qemu_chr_new("c0", "ringbuf", nullptr);
  qdev_prop_set_chr(Dev, "chardev", Chr);
  EXPECT_EQ(OBJECT(Chr)->ref, 1u);
  EXPECT_EQ(F->Chr.chr, Chr);
  EXPECT_FALSE(object_property_set_str(OBJECT(Dev), "chardev", "c1", &Err));
  EXPECT_EQ(textOf(Err),
            "Property 'test-fields.chardev' can't find value 'c1'");
  object_unparent(OBJECT(Dev));
  EXPECT_EQ(Chr->be, nullptr) << "the property's release lets go";
}

TEST_F(PropertiesTest, GlobalsComeWithTheirType) {
  static GlobalProperty Global = {
      .driver = TYPE_FIELDS, .property = "small", .value = "9"};
  static bool IsRegistered = false;
  if (!IsRegistered)
    qdev_prop_register_global(&Global);
  IsRegistered = true;
  DeviceState *Other = qdev_new("test-more-fields");
  EXPECT_EQ(FIELDS(Other)->Small, 9);
  EXPECT_TRUE(Global.used);
  Global.driver = "test-nobody";
  object_unref(Other);
}

TEST_F(PropertiesTest, AllPropertiesCanBeAliased) {
  Object *Shell = object_new(TYPE_CONTAINER);
  qdev_alias_all_properties(Dev, Shell);
  object_property_set_uint(Shell, "small", 3, &error_abort);
  EXPECT_EQ(F->Small, 3);
  object_unref(Shell);
}

} // namespace
