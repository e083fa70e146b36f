/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_SENDABLE_HPP
#define QOM_SENDABLE_HPP

#include "qom/cast.hpp"

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace qom
{

template <class T> class Owned;
template <class T> class ManuallyDrop;
template <class T> class Child;

/*
 * Two claims about a type, which C++ cannot derive. An unknown class is neither
 * until somebody specializes the variable for it and so answers for it.
 *
 * Sendable: a value may move to another thread, and end there.
 * Shareable: several threads may use one value at once, through const.
 */
template <class T>
inline constexpr bool is_sendable =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_null_pointer_v<T>;

/*
 * What a QOM object holds is protected by the BQL, and whoever touches it must
 * take it, on whatever thread. So objects are shareable.
 */
template <class T>
inline constexpr bool is_shareable =
    std::is_arithmetic_v<T> || std::is_enum_v<T> || std::is_null_pointer_v<T> ||
    IsA<T, Object>;

template <class T> inline constexpr bool is_sendable<const T> = is_sendable<T>;
template <class T>
inline constexpr bool is_shareable<const T> = is_shareable<T>;

/*
 * Dropping the last reference runs finalizers, and they need the BQL, which
 * the other thread does not have. So an Owned stays; a thread may still use
 * the object through one that stays elsewhere.
 */
template <class T> inline constexpr bool is_sendable<Owned<T>> = false;
template <class T>
inline constexpr bool is_shareable<Owned<T>> = is_shareable<T>;
template <class T>
inline constexpr bool is_sendable<ManuallyDrop<T>> = is_sendable<T>;
template <class T>
inline constexpr bool is_shareable<ManuallyDrop<T>> = is_shareable<T>;
template <class T> inline constexpr bool is_sendable<Child<T>> = false;
template <class T>
inline constexpr bool is_shareable<Child<T>> = is_shareable<T>;

/* A pointer does not say who keeps its target; a reference wrapper borrows. */
template <class T> inline constexpr bool is_sendable<T *> = false;
template <class T> inline constexpr bool is_shareable<T *> = false;
template <class R, class... A>
inline constexpr bool is_sendable<R (*)(A...)> = true;
template <class R, class... A>
inline constexpr bool is_shareable<R (*)(A...)> = true;
template <class T>
inline constexpr bool is_sendable<std::reference_wrapper<T>> = is_shareable<T>;
template <class T>
inline constexpr bool is_shareable<std::reference_wrapper<T>> = is_shareable<T>;

/* Of the standard library, what is as good as its parts. */

template <> inline constexpr bool is_sendable<std::string> = true;
template <> inline constexpr bool is_shareable<std::string> = true;
template <class T> inline constexpr bool is_sendable<std::atomic<T>> = true;
template <class T> inline constexpr bool is_shareable<std::atomic<T>> = true;
template <class T>
inline constexpr bool is_sendable<std::optional<T>> = is_sendable<T>;
template <class T>
inline constexpr bool is_shareable<std::optional<T>> = is_shareable<T>;
template <class T>
inline constexpr bool is_sendable<std::vector<T>> = is_sendable<T>;
template <class T>
inline constexpr bool is_shareable<std::vector<T>> = is_shareable<T>;
template <class T, size_t N>
inline constexpr bool is_sendable<std::array<T, N>> = is_sendable<T>;
template <class T, size_t N>
inline constexpr bool is_shareable<std::array<T, N>> = is_shareable<T>;
template <class T>
inline constexpr bool is_sendable<std::unique_ptr<T>> = is_sendable<T>;
template <class T>
inline constexpr bool is_shareable<std::unique_ptr<T>> = is_shareable<T>;
template <class T>
inline constexpr bool is_sendable<std::shared_ptr<T>> =
    is_sendable<T> && is_shareable<T>;
template <class T>
inline constexpr bool is_shareable<std::shared_ptr<T>> =
    is_sendable<T> && is_shareable<T>;
template <class A, class B>
inline constexpr bool is_sendable<std::pair<A, B>> =
    is_sendable<A> && is_sendable<B>;
template <class A, class B>
inline constexpr bool is_shareable<std::pair<A, B>> =
    is_shareable<A> && is_shareable<B>;
template <class... T>
inline constexpr bool is_sendable<std::tuple<T...>> = (is_sendable<T> && ...);
template <class... T>
inline constexpr bool is_shareable<std::tuple<T...>> = (is_shareable<T> && ...);

/* As concepts, for constraints whose failure names them. */
template <class T>
concept Sendable = is_sendable<std::decay_t<T>>;
template <class T>
concept Shareable = is_shareable<std::decay_t<T>>;

} // namespace qom

#endif
