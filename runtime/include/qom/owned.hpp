/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_OWNED_HPP
#define QOM_OWNED_HPP

#include "qom/cast.hpp"
#include "qom/fatal.hpp"

#include <compare>
#include <functional>
#include <optional>
#include <ostream>
#include <string>
#include <utility>

namespace qom
{

/*
 * One counted reference to a T, dropped with the variable.
 *
 * The pointer that a C function returns does not say whether a reference came
 * with it, so there is no constructor from a pointer: from_raw and from name
 * the two cases. What decides between them is not whether the C side stores the
 * pointer, but whether it means to drop a reference later.
 *
 * Never null, therefore no default constructor. A moved-from Owned is empty,
 * and anything but dropping it or assigning to it is a fatal error.
 */
template <class T> class Owned
{
    static_assert(IsA<T, Object>, "Owned<T> counts references of a QOM type: "
                                  "declare T with QOM_OBJECT_TYPE");

    template <class U> friend class Owned;

    T *ptr_;

    explicit Owned(T *ptr) : ptr_(ptr)
    {
    }

    T *release()
    {
        return std::exchange(ptr_, nullptr);
    }

    static T *take(Owned &&src)
    {
        src.get();
        return src.release();
    }

    void drop()
    {
        if (ptr_) {
            detail::require_bql(ObjectType<T>::type_name, ptr_, "drop");
            object_unref(release());
        }
    }

  public:
    using element_type = T;

    /*
     * Takes over a reference that the C side gives: the one that object_new
     * starts the count with, or one that came out of into_raw. On a pointer
     * that the C side will drop itself, as the clock list does, this is a use
     * after free in waiting.
     */
    static Owned from_raw(T *ptr)
    {
        if (!ptr) {
            detail::fatal_null(ObjectType<T>::type_name, "Owned::from_raw");
        }
        return Owned(ptr);
    }

    /* Gives the reference up; somebody has to drop it in another way. */
    [[nodiscard]] static T *into_raw(Owned &&src)
    {
        return take(std::move(src));
    }

    /*
     * Adds a reference, for an object that somebody else keeps. On a reference
     * that was given, the given one leaks.
     */
    static Owned from(T &obj)
    {
        object_ref(&obj);
        return Owned(&obj);
    }

    Owned() = delete;
    Owned(const Owned &) = delete;
    Owned &operator=(const Owned &) = delete;

    Owned(Owned &&src) noexcept : ptr_(take(std::move(src)))
    {
    }

    /* An ancestor shares count and address, so an upcast is a move. */
    template <class U>
        requires(!std::same_as<U, T> && IsA<U, T>)
    Owned(Owned<U> &&src) noexcept
        : ptr_(upcast<T>(Owned<U>::take(std::move(src))))
    {
    }

    Owned &operator=(Owned &&src) noexcept
    {
        if (this != &src) {
            T *ptr = take(std::move(src));
            drop();
            ptr_ = ptr;
        }
        return *this;
    }

    ~Owned()
    {
        drop();
    }

    [[nodiscard]] Owned clone() const
    {
        return from(*get());
    }

    T *get() const
    {
        if (!ptr_) [[unlikely]] {
            detail::fatal_moved_from(ObjectType<T>::type_name);
        }
        return ptr_;
    }

    T &operator*() const
    {
        return *get();
    }

    T *operator->() const
    {
        return get();
    }
};

static_assert(sizeof(Owned<Object>) == sizeof(Object *));

/* Identity: an object has one address, whatever type it is seen as. */

template <class T, class U>
bool operator==(const Owned<T> &a, const Owned<U> &b)
{
    return as_ptr<Object>(*a) == as_ptr<Object>(*b);
}

template <class T, class U>
std::strong_ordering operator<=>(const Owned<T> &a, const Owned<U> &b)
{
    return std::compare_three_way()(as_ptr<Object>(*a), as_ptr<Object>(*b));
}

namespace detail
{
std::string debug_fmt(const Object *obj);
}

/* The object's own type and its address: clock(0x55d0c0ffee00). */
template <class T>
    requires IsA<T, Object>
std::string debug_fmt(const T &obj)
{
    return detail::debug_fmt(upcast<Object>(&obj));
}

template <class T> std::string debug_fmt(const Owned<T> &owned)
{
    return debug_fmt(*owned);
}

template <class T>
std::ostream &operator<<(std::ostream &stream, const Owned<T> &owned)
{
    return stream << debug_fmt(owned);
}

/* Of the object that it refers to; borrowed, as from the object itself. */

template <class P = void, class T> auto as_ptr(const Owned<T> &owned)
{
    return as_ptr<P>(*owned);
}

template <class T> std::string_view typename_of(const Owned<T> &owned)
{
    return typename_of(*owned);
}

template <class T>
typename ObjectType<T>::Class &get_class(const Owned<T> &owned)
{
    return get_class(*owned);
}

/*
 * To a descendant. If the object is one, its reference moves into the result;
 * otherwise the result is empty and src keeps the reference.
 */
template <class U, class T>
    requires IsA<U, T>
std::optional<Owned<U>> downcast(Owned<T> &&src)
{
    U *ptr = downcast<U>(src.get());
    if (!ptr) {
        return std::nullopt;
    }
    static_cast<void>(Owned<T>::into_raw(std::move(src)));
    return Owned<U>::from_raw(ptr);
}

template <class P, class T>
    requires IsA<T, P>
Owned<P> upcast(Owned<T> &&src)
{
    return Owned<P>(std::move(src));
}

} // namespace qom

template <class T> struct std::hash<qom::Owned<T>> {
    size_t operator()(const qom::Owned<T> &owned) const
    {
        return std::hash<const void *>()(owned.get());
    }
};

/* What else deals in Owned. */
#include "qom/clock.hpp"
#include "qom/manually_drop.hpp"
#include "qom/object.hpp"
#include "qom/sendable.hpp"
#include "qom/thread.hpp"
#include "qom/vmstate.hpp"

#endif
