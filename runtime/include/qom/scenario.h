/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_SCENARIO_H
#define QOM_SCENARIO_H

#include "qom/osdep.h"

QOM_BEGIN_DECLS

/*
 * A run covers one path, an analyzer all of them. What decides between paths
 * (a call that may fail, an input of the guest) is asked for here, and the
 * ground-truth harness runs the program once for each sequence of answers.
 *
 *   QOM_SCENARIO_CHOICES=011    the answers in order; then false
 */
bool scenario_choice(const char *what);

/* What a fixture defines: everything that its objects go through. */
void scenario(void);

QOM_END_DECLS

#endif
