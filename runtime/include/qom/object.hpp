/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_OBJECT_HPP
#define QOM_OBJECT_HPP

#include "qom/owned.hpp"

namespace qom
{

/* A new object of the heap. QOM aborts on an abstract type; this won't compile.
 */
template <class T>
concept Creatable = IsA<T, Object> && !ObjectType<T>::is_abstract;

/*
 * instance_init may register with what the BQL protects, so creating asserts
 * it. The count starts at 1, and that reference is the result's.
 */
template <Creatable T> [[nodiscard]] Owned<T> object_new()
{
    detail::require_bql(ObjectType<T>::type_name, nullptr, "object_new");
    Object *obj = ::object_new(ObjectType<T>::type_name);
    return Owned<T>::from_raw(reinterpret_cast<T *>(obj));
}

/*
 * Puts child below parent and consumes the reference. object_property_add_child
 * takes its own, and C callers must not forget to drop the first; here they
 * cannot. What stays is one reference, the child property's.
 */
inline void property_add_child(Object &parent, const char *name,
                               Owned<Object> &&child)
{
    Owned<Object> consumed = std::move(child);
    detail::require_bql(TYPE_OBJECT, &parent, "property_add_child");
    object_property_add_child(&parent, name, consumed.get());
}

template <IsA<Object> P>
    requires(!std::same_as<P, Object>)
void property_add_child(P &parent, const char *name, Owned<Object> &&child)
{
    property_add_child(upcast<Object>(parent), name, std::move(child));
}

} // namespace qom

#endif
