/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_CLOCK_HPP
#define QOM_CLOCK_HPP

#include "qom/clock.h"
#include "qom/owned.hpp"

namespace qom
{

/*
 * A device's clocks. The C functions store the clock in the device's list,
 * which keeps the creation reference until qdev_finalize_clocklist, and return
 * a borrowed pointer. The Owned adds a reference: it may be dropped or kept
 * without regard to the list.
 */

/* The callback's opaque is the device. */
inline Owned<Clock> init_clock_in(DeviceState &dev, const char *name,
                                  ClockCallback *cb, unsigned events)
{
    detail::require_bql(TYPE_CLOCK, &dev, "init_clock_in");
    return Owned<Clock>::from(
        *qdev_init_clock_in(&dev, name, cb, &dev, events));
}

inline Owned<Clock> init_clock_out(DeviceState &dev, const char *name)
{
    detail::require_bql(TYPE_CLOCK, &dev, "init_clock_out");
    return Owned<Clock>::from(*qdev_init_clock_out(&dev, name));
}

/* Devices are more than their DeviceState. */

template <IsA<DeviceState> D>
    requires(!std::same_as<D, DeviceState>)
Owned<Clock> init_clock_in(D &dev, const char *name, ClockCallback *cb,
                           unsigned events)
{
    return init_clock_in(upcast<DeviceState>(dev), name, cb, events);
}

/* The same with a member function, void (Device::*)(ClockEvent). */
template <auto Callback, IsA<DeviceState> D>
    requires std::is_invocable_v<decltype(Callback), D &, ClockEvent>
Owned<Clock> init_clock_in(D &dev, const char *name, unsigned events)
{
    ClockCallback *call = [](void *opaque, ClockEvent event) {
        std::invoke(Callback, *static_cast<D *>(opaque), event);
    };
    return init_clock_in(dev, name, call, events);
}

template <IsA<DeviceState> D>
    requires(!std::same_as<D, DeviceState>)
Owned<Clock> init_clock_out(D &dev, const char *name)
{
    return init_clock_out(upcast<DeviceState>(dev), name);
}

} // namespace qom

#endif
