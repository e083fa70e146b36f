/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_ERROR_H
#define QOM_ERROR_H

#include "qom/osdep.h"

QOM_BEGIN_DECLS

typedef enum ErrorClass {
    ERROR_CLASS_GENERIC_ERROR,
    ERROR_CLASS_COMMAND_NOT_FOUND,
    ERROR_CLASS_DEVICE_NOT_ACTIVE,
    ERROR_CLASS_DEVICE_NOT_FOUND,
    ERROR_CLASS_KVM_MISSING_CAP,
} ErrorClass;

/*
 * Arguments with a meaning of their own: a failure reported to error_fatal
 * exits, one reported to error_abort aborts. Either way, the failing path ends
 * inside the callee.
 */
extern Error *error_fatal;
extern Error *error_abort;

const char *error_get_pretty(const Error *err);
ErrorClass error_get_class(const Error *err);

#define error_setg(errp, ...) \
    error_setg_internal((errp), __FILE__, __LINE__, __func__, __VA_ARGS__)
void error_setg_internal(Error **errp, const char *src, int line,
                         const char *func, const char *fmt, ...)
    G_GNUC_PRINTF(5, 6);

#define error_setg_errno(errp, os_error, ...)                       \
    error_setg_errno_internal((errp), __FILE__, __LINE__, __func__, \
                              (os_error), __VA_ARGS__)
void error_setg_errno_internal(Error **errp, const char *src, int line,
                               const char *func, int os_error, const char *fmt,
                               ...) G_GNUC_PRINTF(6, 7);

#define error_set(errp, err_class, ...)                                   \
    error_set_internal((errp), __FILE__, __LINE__, __func__, (err_class), \
                       __VA_ARGS__)
void error_set_internal(Error **errp, const char *src, int line,
                        const char *func, ErrorClass err_class, const char *fmt,
                        ...) G_GNUC_PRINTF(6, 7);

/* Takes over local_err. */
void error_propagate(Error **dst_errp, Error *local_err);
void error_propagate_prepend(Error **dst_errp, Error *local_err,
                             const char *fmt, ...) G_GNUC_PRINTF(3, 4);
void error_prepend(Error *const *errp, const char *fmt, ...)
    G_GNUC_PRINTF(2, 3);
void error_append_hint(Error *const *errp, const char *fmt, ...)
    G_GNUC_PRINTF(2, 3);
Error *error_copy(const Error *err);
void error_free(Error *err);
void error_free_or_abort(Error **errp);
void error_report_err(Error *err);
void warn_report_err(Error *err);
void error_reportf_err(Error *err, const char *fmt, ...) G_GNUC_PRINTF(2, 3);
void warn_reportf_err(Error *err, const char *fmt, ...) G_GNUC_PRINTF(2, 3);

void error_report(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
void warn_report(const char *fmt, ...) G_GNUC_PRINTF(1, 2);
void info_report(const char *fmt, ...) G_GNUC_PRINTF(1, 2);

typedef struct ErrorPropagator {
    Error *local_err;
    Error **errp;
} ErrorPropagator;

static inline void error_propagator_cleanup(ErrorPropagator *prop)
{
    error_propagate(prop->errp, prop->local_err);
}

QOM_END_DECLS

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ErrorPropagator, error_propagator_cleanup)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Error, error_free)

/* Makes *errp readable in a function, whatever the caller passed. */
#define ERRP_GUARD()                                        \
    g_auto(ErrorPropagator) _auto_errp_prop = {NULL, errp}; \
    do {                                                    \
        if (!errp || errp == &error_fatal) {                \
            errp = &_auto_errp_prop.local_err;              \
        }                                                   \
    } while (0)

#endif
