//===- qdev/irq.cpp - Interrupt lines -------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"

#include "qom/irq.h"

static void setFields(IRQState *Irq, qemu_irq_handler Handler, void *Opaque,
                      int N) {
  Irq->handler = Handler;
  Irq->opaque = Opaque;
  Irq->n = N;
}

void qemu_set_irq(qemu_irq irq, int level) {
  if (irq)
    irq->handler(irq->opaque, irq->n, level);
}

/// Leaves the only reference to the storage.
void qemu_init_irq(IRQState *irq, qemu_irq_handler handler, void *opaque,
                   int n) {
  object_initialize(irq, sizeof(*irq), TYPE_IRQ);
  setFields(irq, handler, opaque, n);
}

void qemu_init_irq_child(Object *parent, const char *propname, IRQState *irq,
                         qemu_irq_handler handler, void *opaque, int n) {
  object_initialize_child(parent, propname, irq, TYPE_IRQ);
  setFields(irq, handler, opaque, n);
}

void qemu_init_irqs(IRQState irq[], size_t count, qemu_irq_handler handler,
                    void *opaque) {
  for (size_t I = 0; I < count; ++I)
    qemu_init_irq(&irq[I], handler, opaque, I);
}

qemu_irq qemu_allocate_irq(qemu_irq_handler handler, void *opaque, int n) {
  IRQState *Irq = IRQ(object_new(TYPE_IRQ));
  setFields(Irq, handler, opaque, n);
  return Irq;
}

qemu_irq *qemu_extend_irqs(qemu_irq *old, int n_old, qemu_irq_handler handler,
                           void *opaque, int n) {
  if (!old)
    n_old = 0;
  qemu_irq *All = g_renew(qemu_irq, old, n_old + n);
  for (int I = n_old; I < n_old + n; ++I)
    All[I] = qemu_allocate_irq(handler, opaque, I);
  return All;
}

qemu_irq *qemu_allocate_irqs(qemu_irq_handler handler, void *opaque, int n) {
  return qemu_extend_irqs(nullptr, 0, handler, opaque, n);
}

void qemu_free_irq(qemu_irq irq) { object_unref(irq); }

void qemu_free_irqs(qemu_irq *s, int n) {
  for (int I = 0; I < n; ++I)
    qemu_free_irq(s[I]);
  g_free(s);
}

static void forwardInverted(void *Opaque, int N, int Level) {
  auto *Target = static_cast<IRQState *>(Opaque);
  Target->handler(Target->opaque, Target->n, !Level);
}

/// A low input is a high output from the start.
qemu_irq qemu_irq_invert(qemu_irq irq) {
  qemu_irq_raise(irq);
  return qemu_allocate_irq(forwardInverted, irq, 0);
}

/// Each line gets another handler, whose opaque points at a copy of what the
/// line was. Nobody owns the copies.
void qemu_irq_intercept_in(qemu_irq *gpio_in, qemu_irq_handler handler, int n) {
  qemu_irq *Old = qemu_allocate_irqs(nullptr, nullptr, n);
  for (int I = 0; I < n; ++I) {
    setFields(Old[I], gpio_in[I]->handler, gpio_in[I]->opaque, gpio_in[I]->n);
    gpio_in[I]->handler = handler;
    gpio_in[I]->opaque = &Old[I];
  }
}

void qom::registerIrqType() {
  static const TypeInfo Irq = {.name = TYPE_IRQ,
                               .parent = TYPE_OBJECT,
                               .instance_size = sizeof(IRQState)};
  type_register_static(&Irq);
}
