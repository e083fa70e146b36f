/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Dropping needs the BQL, and a thread starts without.
 */
#include "qom/owned.hpp"
#include "qom/scenario.h"
#include "qom/type.hpp"

#include <memory>
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

/* As a bare pointer, and taken over there. */

static void send_raw_bad()
{
    Clock *raw = Owned<Clock>::into_raw(qom::object_new<Clock>());
    std::thread worker([raw] {
        Owned<Clock> clk = Owned<Clock>::from_raw(raw); // expect: qom-owned-thread clk
    });

    worker.join();
}

static void send_raw_ok()
{
    Clock *raw = Owned<Clock>::into_raw(qom::object_new<Clock>());
    std::thread worker([raw] {
        bql_lock();
        {
            Owned<Clock> clk = Owned<Clock>::from_raw(raw);
        }
        bql_unlock();
    });

    bql_unlock();
    worker.join();
    bql_lock();
}

/* Inside of something that may be sent. */

static void send_box_bad()
{
    auto box = std::make_unique<Owned<Clock>>(qom::object_new<Clock>());
    std::thread worker([box = std::move(box)]() mutable {
        box.reset(); // expect: qom-owned-thread box
    });

    worker.join();
}

static void send_box_ok()
{
    auto box = std::make_unique<Owned<Clock>>(qom::object_new<Clock>());
    std::thread worker([&box] { clock_get(box->get()); });

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
    send_raw_ok();
    send_box_ok();
    unlock_ok();
    if (scenario_choice("send")) {
        send_bad();
    } else if (scenario_choice("send a bare pointer")) {
        send_raw_bad();
    } else if (scenario_choice("send a box")) {
        send_box_bad();
    } else if (scenario_choice("unlock")) {
        unlock_bad();
    }
}
