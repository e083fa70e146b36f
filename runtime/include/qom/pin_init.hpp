/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_PIN_INIT_HPP
#define QOM_PIN_INIT_HPP

#include "qom/cast.hpp"
#include "qom/fatal.hpp"

#include <concepts>
#include <cstdint>
#include <utility>

namespace qom
{

/*
 * Objects in storage of somebody else must be made where they stay: parents,
 * lists and callbacks remember their address. So what a function returns is not
 * the object but the recipe for it, and the place runs the recipe.
 */

/* A recipe that knows owner and name. Only a Child can use it, only once. */
template <class T, class Init> class ChildInit
{
    Init init_;
    Object *owner_;
    size_t owner_size_;
    const char *name_;

  public:
    ChildInit(Init init, Object *owner, size_t owner_size, const char *name)
        : init_(std::move(init)), owner_(owner), owner_size_(owner_size),
          name_(name)
    {
    }

    ChildInit(const ChildInit &) = delete;
    ChildInit &operator=(const ChildInit &) = delete;

    /*
     * Leaves one reference, the child property's. QOM never frees an embedded
     * object's storage, so it must be the owner's: whoever else had it could
     * free it under the property.
     */
    void run(T *storage) &&
    {
        auto begin = reinterpret_cast<uintptr_t>(owner_);
        auto place = reinterpret_cast<uintptr_t>(storage);
        if (place < begin || place + sizeof(T) > begin + owner_size_) {
            detail::fatal_outside_owner(ObjectType<T>::type_name, storage,
                                        owner_);
        }
        detail::require_bql(ObjectType<T>::type_name, storage, "to_child");
        init_(storage, owner_, name_);
    }
};

/* A recipe: init(T *storage, Object *owner, const char *name). */
template <class T, class Init> class PinInit
{
    Init init_;

  public:
    explicit PinInit(Init init) : init_(std::move(init))
    {
    }

    /* Runs next(T &) when the object is there, to set it up further. */
    template <std::invocable<T &> Next> auto with(Next next) &&
    {
        auto both = [init = std::move(init_), next = std::move(next)](
                        T *storage, Object *owner, const char *name) {
            init(storage, owner, name);
            next(*storage);
        };
        return PinInit<T, decltype(both)>(std::move(both));
    }

    /* In a constructor of the owner, for a member of it. */
    template <IsA<Object> Owner>
    [[nodiscard]] ChildInit<T, Init> to_child(Owner *owner, const char *name) &&
    {
        return ChildInit<T, Init>(std::move(init_), upcast<Object>(owner),
                                  sizeof(Owner), name);
    }
};

/* As object_initialize_child: initialized, added, the first reference gone. */
template <class T>
    requires IsA<T, Object> && (!ObjectType<T>::is_abstract)
[[nodiscard]] auto pin_init()
{
    auto init = [](T *storage, Object *owner, const char *name) {
        object_initialize_child_internal(owner, name, storage, sizeof(T),
                                         ObjectType<T>::type_name);
    };
    return PinInit<T, decltype(init)>(init);
}

} // namespace qom

/* T::init_io and the like, for regions. */
#include "qom/memory.hpp"

#endif
