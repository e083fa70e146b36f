/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Dropping needs the BQL, and a thread starts without.
 */
#include "qom/owned.hpp"
#include "qom/scenario.h"
#include "qom/type.hpp"

#include <thread>

using qom::Owned;

/* Past qom::thread, which does not take it. */

static void send_bad()
{
    std::thread worker([clk = qom::object_new<Clock>()] { // expect: qom-owned-thread clk
        clock_get(clk.get());
    });

    worker.join();
}

static void send_ok()
{
    Owned<Clock> clk = qom::object_new<Clock>();
    qom::thread worker([](Clock &clk) { clock_get(&clk); }, std::ref(*clk));

    worker.join();
}

/* Dropped where the lock was given back. */

static void unlock_bad()
{
    Owned<Clock> clk = qom::object_new<Clock>(); // expect: qom-owned-thread clk

    bql_unlock();
}

static void unlock_ok()
{
    {
        Owned<Clock> clk = qom::object_new<Clock>();
    }
    bql_unlock();
    bql_lock();
}

void scenario()
{
    send_ok();
    unlock_ok();
    if (scenario_choice("send")) {
        send_bad();
    } else if (scenario_choice("unlock")) {
        unlock_bad();
    }
}
