// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Assigning moves; it never copies.
// expect-error: overload resolution selected deleted operator '='
#include "qom/owned.hpp"

#ifdef MISUSE
void assign(qom::Owned<Clock> &a, qom::Owned<Clock> &b) { a = b; }
#else
void assign(qom::Owned<Clock> &a, qom::Owned<Clock> &b) { a = std::move(b); }
#endif
