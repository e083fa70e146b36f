/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_CAST_HPP
#define QOM_CAST_HPP

#include "qom/object.h"

#include <concepts>
#include <string_view>
#include <type_traits>

namespace qom
{

/*
 * What the compiler must know of a QOM type: its name, the struct of its
 * parent type, the struct of its class. QOM has this in TypeInfo, at run time;
 * saying it here moves the check of a cast to compile time. QOM_OBJECT_TYPE
 * writes the specialization.
 */
template <class T> struct ObjectType;

template <class T>
concept QomType = requires {
    typename ObjectType<T>::Parent;
    typename ObjectType<T>::Class;
    { ObjectType<T>::type_name } -> std::convertible_to<const char *>;
};

namespace detail
{

template <class T, class P> consteval bool derives_from()
{
    if constexpr (std::same_as<T, P>) {
        return true;
    } else if constexpr (!QomType<T>) {
        return false;
    } else {
        return derives_from<typename ObjectType<T>::Parent, P>();
    }
}

template <class From, class To>
using copy_const_t = std::conditional_t<std::is_const_v<From>, const To, To>;

template <class T> constexpr Object *mutable_object(T *obj)
{
    return reinterpret_cast<Object *>(
        const_cast<std::remove_const_t<T> *>(obj));
}

} // namespace detail

/* T's instances are P's: P is T or one of its ancestors. */
template <class T, class P>
concept IsA = QomType<std::remove_const_t<T>> && QomType<P> &&
              detail::derives_from<std::remove_const_t<T>, P>();

/*
 * QOM puts the parent's struct first in the child's, so a cast never changes
 * the pointer. None of these touches a count.
 */

/* To an ancestor. Cannot fail, so a wrong one does not compile. */
template <class P, class T>
    requires IsA<T, P>
detail::copy_const_t<T, P> &upcast(T &obj)
{
    return reinterpret_cast<detail::copy_const_t<T, P> &>(obj);
}

template <class P, class T>
    requires IsA<T, P>
detail::copy_const_t<T, P> *upcast(T *obj)
{
    return reinterpret_cast<detail::copy_const_t<T, P> *>(obj);
}

/* To any type; null when the object is of another. Null stays null. */
template <class U, class T>
    requires QomType<U> && IsA<T, Object>
detail::copy_const_t<T, U> *dynamic_cast_to(T *obj)
{
    return reinterpret_cast<detail::copy_const_t<T, U> *>(object_dynamic_cast(
        detail::mutable_object(obj), ObjectType<U>::type_name));
}

template <class U, class T>
    requires QomType<U> && IsA<T, Object>
detail::copy_const_t<T, U> *dynamic_cast_to(T &obj)
{
    return dynamic_cast_to<U>(&obj);
}

/*
 * To a descendant; null when the object is of another type. A cast between
 * unrelated types always fails, so it does not compile.
 */
template <class U, class T>
    requires IsA<U, std::remove_const_t<T>>
detail::copy_const_t<T, U> *downcast(T *obj)
{
    return dynamic_cast_to<U>(obj);
}

template <class U, class T>
    requires IsA<U, std::remove_const_t<T>>
detail::copy_const_t<T, U> *downcast(T &obj)
{
    return dynamic_cast_to<U>(&obj);
}

/* Without a check, for code that QOM calls with the right type. */
template <class U, class T>
    requires QomType<U> && IsA<T, Object>
detail::copy_const_t<T, U> &unsafe_cast(T &obj)
{
    return reinterpret_cast<detail::copy_const_t<T, U> &>(obj);
}

template <class U, class T>
    requires QomType<U> && IsA<T, Object>
detail::copy_const_t<T, U> *unsafe_cast(T *obj)
{
    return reinterpret_cast<detail::copy_const_t<T, U> *>(obj);
}

/* Classes live as long as the process. */
template <class T>
    requires IsA<T, Object>
typename ObjectType<std::remove_const_t<T>>::Class &get_class(T &obj)
{
    using Class = typename ObjectType<std::remove_const_t<T>>::Class;
    return *reinterpret_cast<Class *>(
        object_get_class(detail::mutable_object(&obj)));
}

/* Of the object's own type, not of the pointer's. */
template <class T>
    requires IsA<T, Object>
std::string_view typename_of(T &obj)
{
    return object_get_typename(detail::mutable_object(&obj));
}

/* What a C function wants: the pointer, as T or as an ancestor. Borrowed. */
template <class P = void, class T>
    requires IsA<T, Object> && (std::is_void_v<P> || IsA<T, P>)
auto as_ptr(T &obj)
{
    if constexpr (std::is_void_v<P>) {
        return &obj;
    } else {
        return reinterpret_cast<P *>(detail::mutable_object(&obj));
    }
}

} // namespace qom

#define QOM_OBJECT_TYPE_(instance, parent, class_struct, name, abstract) \
    template <> struct qom::ObjectType<instance> {                       \
        using Parent = parent;                                           \
        using Class = class_struct;                                      \
        static constexpr const char *type_name = name;                   \
        static constexpr bool is_abstract = abstract;                    \
    };

/* At namespace scope, after the declaration of the structs. */
#define QOM_OBJECT_TYPE(instance, parent, class_struct, name) \
    QOM_OBJECT_TYPE_(instance, parent, class_struct, name, false)
#define QOM_ABSTRACT_TYPE(instance, parent, class_struct, name) \
    QOM_OBJECT_TYPE_(instance, parent, class_struct, name, true)

QOM_OBJECT_TYPE(Object, void, ObjectClass, TYPE_OBJECT)

#include "qom/types.hpp"

#endif
