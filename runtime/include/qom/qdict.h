/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_QDICT_H
#define QOM_QDICT_H

#include "qom/error.h"

QOM_BEGIN_DECLS

#define QOBJECT(obj) ((QObject *)(obj))

/* Of the values that QEMU counts apart from objects, the one kind that is
 * needed here: names and texts. */
QDict *qdict_new(void);
void qdict_put_str(QDict *qdict, const char *key, const char *value);
/* Null if there is no such key. */
const char *qdict_get_try_str(const QDict *qdict, const char *key);
void qdict_del(QDict *qdict, const char *key);
void qobject_unref(void *obj);

/* "name,key=value,..." where the first part's key is implied_key. */
QDict *keyval_parse(const char *params, const char *implied_key, bool *help,
                    Error **errp);

QOM_END_DECLS

#endif
