/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_CHILD_HPP
#define QOM_CHILD_HPP

#include "qom/pin_init.hpp"

namespace qom
{

/*
 * An embedded child: stands in the owner's struct instead of a T.
 *
 * Two references: the child property's, and one of its own. QOM releases
 * properties before instance_finalize, so with the first alone the owner's
 * destructor would find its children finalized. The second is dropped by the
 * destructor of this member, which C++ runs after the owner's own; the storage
 * ends with the owner, later still.
 *
 * Cannot be copied or moved: the address of the storage is the object's.
 * Cannot be cloned: a counted reference would not keep the storage.
 */
template <class T> class Child
{
    static_assert(IsA<T, Object>, "Child<T> embeds a QOM type: declare T with "
                                  "QOM_OBJECT_TYPE");

    /* Constructed and destroyed by QOM: instance_init, instance_finalize. */
    union {
        T object_;
    };

  public:
    template <class Init> Child(ChildInit<T, Init> &&init)
    {
        std::move(init).run(&object_);
        object_ref(&object_);
    }

    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    ~Child()
    {
        detail::require_bql(ObjectType<T>::type_name, &object_, "drop");
        object_unref(&object_);
    }

    T *get()
    {
        return &object_;
    }

    const T *get() const
    {
        return &object_;
    }

    T &operator*()
    {
        return object_;
    }

    const T &operator*() const
    {
        return object_;
    }

    T *operator->()
    {
        return &object_;
    }

    const T *operator->() const
    {
        return &object_;
    }
};

} // namespace qom

#endif
