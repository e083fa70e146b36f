/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_TYPE_HPP
#define QOM_TYPE_HPP

#include "qom/cast.hpp"

#include <cstddef>
#include <new>

namespace qom
{

/*
 * QOM types written as C++ classes. The first member is the parent's struct,
 * parent_obj; the constructor is instance_init, the destructor is
 * instance_finalize. The parent's levels are initialized before the constructor
 * and finalized after the destructor, as in QOM, so neither may touch
 * parent_obj's own bytes: a C struct without initializer is left alone.
 */
template <class T>
concept CxxType =
    IsA<T, Object> && std::default_initializable<T> &&
    std::same_as<decltype(T::parent_obj), typename ObjectType<T>::Parent> &&
    std::is_trivially_default_constructible_v<decltype(T::parent_obj)>;

template <CxxType T> void instance_init(Object *obj)
{
    ::new (static_cast<void *>(obj)) T;
}

template <CxxType T> void instance_finalize(Object *obj)
{
    std::launder(reinterpret_cast<T *>(obj))->~T();
}

/* For type_register_static; class_init and interfaces are the caller's. */
template <CxxType T> constexpr TypeInfo type_info()
{
    TypeInfo info = {};
    info.name = ObjectType<T>::type_name;
    info.parent = ObjectType<typename ObjectType<T>::Parent>::type_name;
    info.instance_size = sizeof(T);
    info.instance_align = alignof(T);
    info.instance_init = instance_init<T>;
    info.instance_finalize = instance_finalize<T>;
    info.abstract = ObjectType<T>::is_abstract;
    info.class_size = sizeof(typename ObjectType<T>::Class);
    return info;
}

} // namespace qom

#endif
