//===- qdev/gpio.cpp - The lines of a device ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An input has two references: the child property's, and the creation
// reference, which the device's list keeps until the device is finalized. An
// output is a strong link to somebody else's input.
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/fatal.h"
#include "runtime/core/object.h"

#include <string>

using namespace qom;

static NamedGPIOList *listOf(DeviceState *Dev, const char *Name) {
  NamedGPIOList *List;
  QLIST_FOREACH(List, &Dev->gpios, node) {
    if (!g_strcmp0(List->name, Name))
      return List;
  }
  List = g_new0(NamedGPIOList, 1);
  List->name = g_strdup(Name);
  QLIST_INSERT_HEAD(&Dev->gpios, List, node);
  return List;
}

static std::string propertyName(const char *Name, const char *Unnamed, int N) {
  return std::string(Name ? Name : Unnamed) + "[" + std::to_string(N) + "]";
}

static std::string inputName(const char *Name, int N) {
  return propertyName(Name, "unnamed-gpio-in", N);
}

static std::string outputName(const char *Name, int N) {
  return propertyName(Name, "unnamed-gpio-out", N);
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

void qdev_init_gpio_in_named_with_opaque(DeviceState *dev,
                                         qemu_irq_handler handler, void *opaque,
                                         const char *name, int n) {
  NamedGPIOList *List = listOf(dev, name);
  if (List->num_out && name)
    fatal(OBJECT(dev), "lines '%s' are outputs already", name);
  List->in = qemu_extend_irqs(List->in, List->num_in, handler, opaque, n);
  for (int I = List->num_in; I < List->num_in + n; ++I) {
    object_property_add_child(OBJECT(dev), inputName(name, I).c_str(),
                              OBJECT(List->in[I]));
    tell(EventKind::Pass, OBJECT(List->in[I]), {"gpio list", dev, nullptr},
         QOM_CALLER);
  }
  List->num_in += n;
}

void qdev_init_gpio_in(DeviceState *dev, qemu_irq_handler handler, int n) {
  qdev_init_gpio_in_named_with_opaque(dev, handler, dev, nullptr, n);
}

qemu_irq qdev_get_gpio_in_named(DeviceState *dev, const char *name, int n) {
  NamedGPIOList *List = listOf(dev, name);
  if (n < 0 || n >= List->num_in)
    fatal(OBJECT(dev), "has no input '%s'", inputName(name, n).c_str());
  return List->in[n];
}

qemu_irq qdev_get_gpio_in(DeviceState *dev, int n) {
  return qdev_get_gpio_in_named(dev, nullptr, n);
}

//===----------------------------------------------------------------------===//
// Outputs
//===----------------------------------------------------------------------===//

void qdev_init_gpio_out_named(DeviceState *dev, qemu_irq *pins,
                              const char *name, int n) {
  NamedGPIOList *List = listOf(dev, name);
  if (List->num_in && name)
    fatal(OBJECT(dev), "lines '%s' are inputs already", name);
  for (int I = 0; I < n; ++I) {
    pins[I] = nullptr;
    object_property_add_link(
        OBJECT(dev), outputName(name, List->num_out + I).c_str(), TYPE_IRQ,
        reinterpret_cast<Object **>(&pins[I]), object_property_allow_set_link,
        OBJ_PROP_LINK_STRONG);
  }
  List->num_out += n;
}

void qdev_init_gpio_out(DeviceState *dev, qemu_irq *pins, int n) {
  qdev_init_gpio_out_named(dev, pins, nullptr, n);
}

void qdev_connect_gpio_out_named(DeviceState *dev, const char *name, int n,
                                 qemu_irq input_pin) {
  // A link is set by path, so the line needs one.
  if (input_pin && !OBJECT(input_pin)->parent)
    object_property_add_child(machine_get_container("unattached"),
                              "non-qdev-gpio[*]", OBJECT(input_pin));
  object_property_set_link(OBJECT(dev), outputName(name, n).c_str(),
                           OBJECT(input_pin), &error_abort);
}

void qdev_connect_gpio_out(DeviceState *dev, int n, qemu_irq pin) {
  qdev_connect_gpio_out_named(dev, nullptr, n, pin);
}

qemu_irq qdev_get_gpio_out_connector(const DeviceState *dev, const char *name,
                                     int n) {
  return reinterpret_cast<qemu_irq>(object_property_get_link(
      OBJECT(dev), outputName(name, n).c_str(), nullptr));
}

/// What comes back has lost the link's reference already.
qemu_irq qdev_intercept_gpio_out(DeviceState *dev, qemu_irq icpt,
                                 const char *name, int n) {
  qemu_irq Old = qdev_get_gpio_out_connector(dev, name, n);
  if (Old)
    object_property_set_link(OBJECT(dev), outputName(name, n).c_str(), nullptr,
                             nullptr);
  qdev_connect_gpio_out_named(dev, name, n, icpt);
  return Old;
}

//===----------------------------------------------------------------------===//
// Both
//===----------------------------------------------------------------------===//

/// The lines stay children and links of \p dev; only the list moves.
void qdev_pass_gpios(DeviceState *dev, DeviceState *container,
                     const char *name) {
  NamedGPIOList *List = listOf(dev, name);
  auto Alias = [&](const std::string &Name) {
    object_property_add_alias(OBJECT(container), Name.c_str(), OBJECT(dev),
                              Name.c_str());
  };
  for (int I = 0; I < List->num_in; ++I) {
    Alias(inputName(List->name, I));
    // The list keeps what it has; an observer knows it by its device.
    take(OBJECT(List->in[I]), {"gpio list", container, nullptr}, QOM_CALLER);
    drop(OBJECT(List->in[I]), {"gpio list", dev, nullptr}, QOM_CALLER);
  }
  for (int I = 0; I < List->num_out; ++I)
    Alias(outputName(List->name, I));
  QLIST_REMOVE(List, node);
  QLIST_INSERT_HEAD(&container->gpios, List, node);
}

void qom::finalizeGpioLists(DeviceState *Dev) {
  while (NamedGPIOList *List = QLIST_FIRST(&Dev->gpios)) {
    QLIST_REMOVE(List, node);
    for (int I = 0; I < List->num_in; ++I)
      drop(OBJECT(List->in[I]), {"gpio list", Dev, nullptr}, QOM_CALLER);
    g_free(List->in);
    g_free(List->name);
    g_free(List);
  }
}
