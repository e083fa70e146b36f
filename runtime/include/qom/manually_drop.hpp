/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_MANUALLY_DROP_HPP
#define QOM_MANUALLY_DROP_HPP

#include "qom/owned.hpp"

namespace qom
{

/* A value whose destructor does not run. */
template <class T> class ManuallyDrop
{
    union {
        T value_;
    };

  public:
    explicit ManuallyDrop(T &&value) : value_(std::move(value))
    {
    }

    ManuallyDrop(const ManuallyDrop &) = delete;
    ManuallyDrop &operator=(const ManuallyDrop &) = delete;

    ~ManuallyDrop()
    {
    }

    T &operator*()
    {
        return value_;
    }

    const T &operator*() const
    {
        return value_;
    }

    T *operator->()
    {
        return &value_;
    }

    const T *operator->() const
    {
        return &value_;
    }
};

/*
 * A view: an Owned that neither takes nor drops. For a callback, which borrows
 * what it is called with but may want to clone it, and for whoever needs an
 * Owned of a pointer that somebody else keeps for the time of the view.
 */
template <class T> ManuallyDrop<Owned<T>> view(T &borrowed)
{
    return ManuallyDrop<Owned<T>>(Owned<T>::from_raw(&borrowed));
}

} // namespace qom

#endif
