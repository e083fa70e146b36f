/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_VMSTATE_HPP
#define QOM_VMSTATE_HPP

#include "qom/clock.h"
#include "qom/owned.hpp"
#include "qom/vmstate.h"

/*
 * The state of an object that a field owns. An Owned is a pointer to the
 * loader, which reads into the object that is there and neither replaces nor
 * counts it.
 */
#define VMSTATE_OWNED(_field, _state, _vmsd, _type)                            \
    {                                                                          \
        .name = (stringify(_field)),                                           \
        .offset = offsetof(_state, _field) +                                   \
                  type_check(qom::Owned<_type>, typeof_field(_state, _field)), \
        .size = sizeof(_type *),                                               \
        .flags = VMS_STRUCT | VMS_POINTER,                                     \
        .vmsd = &(_vmsd),                                                      \
    }
#define VMSTATE_OWNED_CLOCK(_field, _state) \
    VMSTATE_OWNED(_field, _state, vmstate_clock, Clock)

#endif
