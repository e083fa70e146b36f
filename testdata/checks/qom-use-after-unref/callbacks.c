/*
 * A callback that drops what it was given, and goes on with it.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-socket.h"
#include "qapi/error.h"
#include "qemu/main-loop.h"
#include "qom/object.h"

#define TYPE_JOB "toy-job"
OBJECT_DECLARE_SIMPLE_TYPE(JobState, JOB)

struct JobState {
    Object parent_obj;
    unsigned result;
};

static unsigned jobs_done;

/* The bottom half has the only reference: the one of creation. */

static void FN_job_run_bad(void *opaque)
{
    JobState *job = opaque;

    job->result = 1;
    object_unref(OBJECT(job));
    /* 0: job_start_bad left the only one to this function. */
    jobs_done += job->result; // expect: qom-use-after-unref job
}

static void job_run_ok(void *opaque)
{
    JobState *job = opaque;

    job->result = 1;
    jobs_done += job->result;
    object_unref(OBJECT(job));
}

void job_start_bad(void)
{
    JobState *job = JOB(object_new(TYPE_JOB));

    aio_bh_schedule_oneshot(qemu_get_aio_context(), FN_job_run_bad, job);
}

void job_start_ok(void)
{
    JobState *job = JOB(object_new(TYPE_JOB));

    aio_bh_schedule_oneshot(qemu_get_aio_context(), job_run_ok, job);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_JOB,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(JobState),
    },
};

DEFINE_TYPES(types)
