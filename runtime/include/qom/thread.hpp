/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_THREAD_HPP
#define QOM_THREAD_HPP

#include "qom/sendable.hpp"

#include <thread>

namespace qom
{

/*
 * What may run on another thread. The captures of a closure are out of sight
 * for the compiler's checks, so it must have none: data goes in as arguments.
 */
template <class F>
concept CaptureFree =
    std::is_empty_v<std::decay_t<F>> ||
    std::is_function_v<std::remove_pointer_t<std::decay_t<F>>>;

/*
 * A thread that takes only what may be sent. It starts without the BQL. The
 * destructor waits for it, as for a std::jthread: do not wait with the BQL for
 * a thread that takes it.
 */
class thread
{
    std::jthread thread_;

  public:
    template <CaptureFree F, Sendable... Args>
        requires std::invocable<std::decay_t<F>, std::decay_t<Args>...>
    explicit thread(F &&fn, Args &&...args)
        : thread_(std::forward<F>(fn), std::forward<Args>(args)...)
    {
    }

    void join()
    {
        thread_.join();
    }

    bool joinable() const
    {
        return thread_.joinable();
    }
};

} // namespace qom

#endif
