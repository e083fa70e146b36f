/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_VISITOR_H
#define QOM_VISITOR_H

#include "qom/error.h"

QOM_BEGIN_DECLS

/*
 * A visitor carries values into a property's setter or out of its getter. Each
 * of these functions reads or writes *obj, as the visitor is for input or
 * output. A string that was read is the caller's to free.
 */
bool visit_type_bool(Visitor *v, const char *name, bool *obj, Error **errp);
bool visit_type_str(Visitor *v, const char *name, char **obj, Error **errp);
bool visit_type_int64(Visitor *v, const char *name, int64_t *obj, Error **errp);
bool visit_type_int32(Visitor *v, const char *name, int32_t *obj, Error **errp);
bool visit_type_uint64(Visitor *v, const char *name, uint64_t *obj,
                       Error **errp);
bool visit_type_uint32(Visitor *v, const char *name, uint32_t *obj,
                       Error **errp);
bool visit_type_uint16(Visitor *v, const char *name, uint16_t *obj,
                       Error **errp);
bool visit_type_uint8(Visitor *v, const char *name, uint8_t *obj, Error **errp);

/* Reads any type from a text. */
Visitor *string_input_visitor_new(const char *str);
/* Reads the values of a dictionary, by their names and as text. */
Visitor *qobject_input_visitor_new_keyval(QObject *obj);
void visit_free(Visitor *v);

QOM_END_DECLS

#endif
