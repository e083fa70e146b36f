/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_OBJECT_INTERFACES_H
#define QOM_OBJECT_INTERFACES_H

#include "qom/object.h"
#include "qom/qdict.h"
#include "qom/visitor.h"

#define TYPE_USER_CREATABLE "user-creatable"

typedef struct UserCreatable UserCreatable;
typedef struct UserCreatableClass UserCreatableClass;
DECLARE_CLASS_CHECKERS(UserCreatableClass, USER_CREATABLE, TYPE_USER_CREATABLE)
#define USER_CREATABLE(obj) \
    INTERFACE_CHECK(UserCreatable, (obj), TYPE_USER_CREATABLE)

QOM_BEGIN_DECLS

struct UserCreatableClass {
    InterfaceClass parent_class;
    void (*complete)(UserCreatable *uc, Error **errp);
    bool (*can_be_deleted)(UserCreatable *uc);
};

bool user_creatable_complete(UserCreatable *uc, Error **errp);
bool user_creatable_can_be_deleted(UserCreatable *uc);
/* Owned by the caller, whether or not id also puts it in /objects. */
Object *user_creatable_add_type(const char *type, const char *id,
                                const QDict *qdict, Visitor *v, Error **errp);
ObjectOptions *user_creatable_parse_str(const char *str, Error **errp);
void qapi_free_ObjectOptions(ObjectOptions *options);
void user_creatable_add_qapi(ObjectOptions *options, Error **errp);
bool user_creatable_add_from_str(const char *optarg, Error **errp);
bool user_creatable_del(const char *id, Error **errp);
void user_creatable_cleanup(void);

QOM_END_DECLS

#endif
