//===- qdev/gpio_test.cpp - Interrupt lines and who holds them ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/testing.h"

using namespace qom::testing;

namespace {

#define TYPE_WIRED "test-wired"

struct Wired {
  DeviceState Parent;
  qemu_irq Out[2];
  int Level[2];
};

DECLARE_INSTANCE_CHECKER(Wired, WIRED, TYPE_WIRED)

void setInput(void *Opaque, int N, int Level) {
  WIRED(Opaque)->Level[N] = Level;
}

void wiredInit(Object *Obj) {
  Wired *W = WIRED(Obj);
  qdev_init_gpio_in(&W->Parent, setInput, 2);
  qdev_init_gpio_out_named(&W->Parent, W->Out, "out", 2);
}

const TypeInfo Types[] = {{.name = TYPE_WIRED,
                           .parent = TYPE_DEVICE,
                           .instance_size = sizeof(Wired),
                           .instance_init = wiredInit},
                          {.name = "test-shell", .parent = TYPE_DEVICE}};
DEFINE_TYPES(Types)

int LastLevel = -1;
void remember(void *Opaque, int N, int Level) { LastLevel = Level; }

class GpioTest : public SystemTest {
protected:
  void SetUp() override {
    SystemTest::SetUp();
    A = qdev_new(TYPE_WIRED);
    B = qdev_new(TYPE_WIRED);
    object_property_add_child(object_get_root(), "a", OBJECT(A));
    object_property_add_child(object_get_root(), "b", OBJECT(B));
    LastLevel = -1;
  }
  void TearDown() override {
    for (DeviceState *Dev : {A, B}) {
      object_unparent(OBJECT(Dev));
      object_unref(Dev);
    }
    SystemTest::TearDown();
  }

  DeviceState *A, *B;
};
using GpioDeathTest = GpioTest;

TEST_F(GpioTest, InputsAreHeldByChildAndList) {
  EXPECT_EQ(OBJECT(qdev_get_gpio_in(A, 0))->ref, 2u);
}

TEST_F(GpioTest, OutputsAreStrongLinks) {
  qemu_irq In = qdev_get_gpio_in(B, 1);
  qdev_connect_gpio_out_named(A, "out", 0, In);
  EXPECT_EQ(OBJECT(In)->ref, 3u);
  EXPECT_EQ(qdev_get_gpio_out_connector(A, "out", 0), In);
  qemu_irq_raise(WIRED(A)->Out[0]);
  EXPECT_EQ(WIRED(B)->Level[1], 1);
  qdev_connect_gpio_out_named(A, "out", 0, nullptr);
  EXPECT_EQ(OBJECT(In)->ref, 2u);
  qemu_set_irq(WIRED(A)->Out[0], 0);
  EXPECT_EQ(WIRED(B)->Level[1], 1) << "nothing is connected";
}

TEST_F(GpioTest, ALineOfNobodyGetsAParentAndStaysTheCallers) {
  qemu_irq Line = qemu_allocate_irq(remember, nullptr, 0);
  EXPECT_EQ(OBJECT(Line)->ref, 1u);
  qdev_connect_gpio_out_named(A, "out", 0, Line);
  EXPECT_EQ(OBJECT(Line)->ref, 3u);
  EXPECT_EQ(OBJECT(Line)->parent, machine_get_container("unattached"));
  qemu_free_irq(Line);
  EXPECT_EQ(OBJECT(Line)->ref, 2u);
}

TEST_F(GpioTest, AnInterceptedLineHasLostTheLinksReference) {
  qemu_irq In = qdev_get_gpio_in(B, 0);
  qdev_connect_gpio_out_named(A, "out", 1, In);
  qemu_irq Spy = qemu_allocate_irq(remember, nullptr, 0);
  EXPECT_EQ(qdev_intercept_gpio_out(A, Spy, "out", 1), In);
  EXPECT_EQ(OBJECT(In)->ref, 2u);
  qemu_irq_raise(WIRED(A)->Out[1]);
  EXPECT_EQ(LastLevel, 1);
  qemu_free_irq(Spy);
}

TEST_F(GpioTest, InvertedLinesStartHigh) {
  qemu_irq In = qdev_get_gpio_in(B, 0);
  qemu_irq Inverted = qemu_irq_invert(In);
  EXPECT_EQ(WIRED(B)->Level[0], 1);
  EXPECT_EQ(OBJECT(In)->ref, 2u) << "the inverter keeps its target raw";
  qemu_irq_raise(Inverted);
  EXPECT_EQ(WIRED(B)->Level[0], 0);
  qemu_free_irq(Inverted);
}

TEST_F(GpioTest, ArraysGrow) {
  qemu_irq *Lines = qemu_allocate_irqs(remember, nullptr, 2);
  Lines = qemu_extend_irqs(Lines, 2, remember, nullptr, 1);
  EXPECT_EQ(Lines[2]->n, 2);
  qemu_set_irq(Lines[2], 7);
  EXPECT_EQ(LastLevel, 7);
  qemu_free_irqs(Lines, 3);
}

TEST_F(GpioTest, EmbeddedLines) {
  IRQState Loose, Child;
  qemu_init_irq(&Loose, remember, nullptr, 3);
  EXPECT_EQ(OBJECT(&Loose)->ref, 1u);
  EXPECT_EQ(OBJECT(&Loose)->parent, nullptr);
  object_unref(&Loose);
  qemu_init_irq_child(OBJECT(A), "line", &Child, remember, nullptr, 0);
  EXPECT_EQ(OBJECT(&Child)->ref, 1u);
  object_unparent(OBJECT(&Child));
}

TEST_F(GpioTest, InterceptedInputsKnowTheirOldSelves) {
  qemu_irq In[] = {qdev_get_gpio_in(B, 0)};
  qemu_irq_intercept_in(
      In,
      [](void *Opaque, int N, int Level) {
        LastLevel = Level;
        qemu_set_irq(*static_cast<qemu_irq *>(Opaque), Level);
      },
      1);
  qemu_irq_raise(In[0]);
  EXPECT_EQ(LastLevel, 1);
  EXPECT_EQ(WIRED(B)->Level[0], 1);
  qemu_irq *Old = static_cast<qemu_irq *>(In[0]->opaque);
  qemu_free_irqs(Old, 1);
}

TEST_F(GpioTest, PassedLinesMoveToTheContainer) {
  DeviceState *Shell = qdev_new("test-shell");
  object_property_add_child(object_get_root(), "shell", OBJECT(Shell));
  qdev_pass_gpios(A, Shell, "out");
  qdev_connect_gpio_out_named(Shell, "out", 0, qdev_get_gpio_in(B, 0));
  EXPECT_EQ(WIRED(A)->Out[0], qdev_get_gpio_in(B, 0));
  object_unparent(OBJECT(Shell));
  object_unref(Shell);
}

TEST_F(GpioTest, PassedInputsAreTheContainersToDrop) {
  DeviceState *Shell = qdev_new("test-shell");
  object_property_add_child(object_get_root(), "shell", OBJECT(Shell));
  qemu_irq In = qdev_get_gpio_in(A, 0);
  Recorder Events;
  qdev_pass_gpios(A, Shell, nullptr);
  EXPECT_EQ(Events.of(In), (Lines{"ref 3 gpio list", "unref 2 gpio list"}));
  object_unparent(OBJECT(Shell));
  object_unref(Shell);
  EXPECT_EQ(Events.of(In).back(), "unref 1 gpio list");
}

TEST_F(GpioDeathTest, NoSuchLine) {
  EXPECT_DEATH(
      qdev_get_gpio_in(A, 2),
      "type 'test-wired' \\(/a\\): has no input 'unnamed-gpio-in\\[2\\]'");
}

} // namespace
