/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_QUEUE_H
#define QOM_QUEUE_H

/*
 * Intrusive lists with QEMU's names.
 *
 *   QLIST    doubly linked; an entry can leave without knowing the head
 *   QSLIST   singly linked
 *   QSIMPLEQ singly linked, with a tail
 *   QTAILQ   doubly linked, with a tail
 *
 * An entry of the doubly linked lists points back at the pointer that points
 * at it. Code outside this file may rely on the names of the first and next
 * members only.
 */

#define QOM_QUEUE_DO(...) \
    do {                  \
        __VA_ARGS__       \
    } while (0)

/* QLIST */

#define QLIST_HEAD(name, type) \
    struct name {              \
        struct type *lh_first; \
    }
#define QLIST_HEAD_INITIALIZER(head) {NULL}
#define QLIST_ENTRY(type)      \
    struct {                   \
        struct type *le_next;  \
        struct type **le_prev; \
    }

#define QLIST_INIT(head) QOM_QUEUE_DO((head)->lh_first = NULL;)
#define QLIST_EMPTY(head) ((head)->lh_first == NULL)
#define QLIST_FIRST(head) ((head)->lh_first)
#define QLIST_NEXT(elm, field) ((elm)->field.le_next)
#define QLIST_IS_INSERTED(elm, field) ((elm)->field.le_prev != NULL)

/* Puts elm where *at points, before what stood there. */
#define QOM_QLIST_LINK(at, elm, field)                                 \
    QOM_QUEUE_DO(                                                      \
        (elm)->field.le_next = *(at); (elm)->field.le_prev = (at);     \
        if ((elm)->field.le_next)(elm)->field.le_next->field.le_prev = \
            &(elm)->field.le_next;                                     \
        *(elm)->field.le_prev = (elm);)

#define QLIST_INSERT_HEAD(head, elm, field) \
    QOM_QLIST_LINK(&(head)->lh_first, elm, field)
#define QLIST_INSERT_AFTER(listelm, elm, field) \
    QOM_QLIST_LINK(&(listelm)->field.le_next, elm, field)
#define QLIST_INSERT_BEFORE(listelm, elm, field) \
    QOM_QLIST_LINK((listelm)->field.le_prev, elm, field)

#define QLIST_REMOVE(elm, field)                                       \
    QOM_QUEUE_DO(                                                      \
        if ((elm)->field.le_next)(elm)->field.le_next->field.le_prev = \
            (elm)->field.le_prev;                                      \
        *(elm)->field.le_prev = (elm)->field.le_next;                  \
        (elm)->field.le_next = NULL; (elm)->field.le_prev = NULL;)
#define QLIST_SAFE_REMOVE(elm, field) \
    QOM_QUEUE_DO(if (QLIST_IS_INSERTED(elm, field)) QLIST_REMOVE(elm, field);)

#define QLIST_FOREACH(var, head, field) \
    for ((var) = QLIST_FIRST(head); (var); (var) = QLIST_NEXT(var, field))
#define QLIST_FOREACH_SAFE(var, head, field, next_var)      \
    for ((var) = QLIST_FIRST(head);                         \
         (var) && ((next_var) = QLIST_NEXT(var, field), 1); \
         (var) = (next_var))

/* QSLIST */

#define QSLIST_HEAD(name, type) \
    struct name {               \
        struct type *slh_first; \
    }
#define QSLIST_HEAD_INITIALIZER(head) {NULL}
#define QSLIST_ENTRY(type)     \
    struct {                   \
        struct type *sle_next; \
    }

#define QSLIST_INIT(head) QOM_QUEUE_DO((head)->slh_first = NULL;)
#define QSLIST_EMPTY(head) ((head)->slh_first == NULL)
#define QSLIST_FIRST(head) ((head)->slh_first)
#define QSLIST_NEXT(elm, field) ((elm)->field.sle_next)
#define QSLIST_INSERT_HEAD(head, elm, field)                \
    QOM_QUEUE_DO((elm)->field.sle_next = (head)->slh_first; \
                 (head)->slh_first = (elm);)
#define QSLIST_INSERT_AFTER(listelm, elm, field)                    \
    QOM_QUEUE_DO((elm)->field.sle_next = (listelm)->field.sle_next; \
                 (listelm)->field.sle_next = (elm);)
#define QSLIST_REMOVE_HEAD(head, field)                                    \
    QOM_QUEUE_DO(__typeof__((head)->slh_first) _first = (head)->slh_first; \
                 (head)->slh_first = _first->field.sle_next;               \
                 _first->field.sle_next = NULL;)
#define QSLIST_FOREACH(var, head, field) \
    for ((var) = QSLIST_FIRST(head); (var); (var) = QSLIST_NEXT(var, field))
#define QSLIST_FOREACH_SAFE(var, head, field, next_var)      \
    for ((var) = QSLIST_FIRST(head);                         \
         (var) && ((next_var) = QSLIST_NEXT(var, field), 1); \
         (var) = (next_var))

/* QSIMPLEQ */

#define QSIMPLEQ_HEAD(name, type) \
    struct name {                 \
        struct type *sqh_first;   \
        struct type **sqh_last;   \
    }
#define QSIMPLEQ_HEAD_INITIALIZER(head) {NULL, &(head).sqh_first}
#define QSIMPLEQ_ENTRY(type)   \
    struct {                   \
        struct type *sqe_next; \
    }

#define QSIMPLEQ_INIT(head)                \
    QOM_QUEUE_DO((head)->sqh_first = NULL; \
                 (head)->sqh_last = &(head)->sqh_first;)
#define QSIMPLEQ_EMPTY(head) ((head)->sqh_first == NULL)
#define QSIMPLEQ_FIRST(head) ((head)->sqh_first)
#define QSIMPLEQ_NEXT(elm, field) ((elm)->field.sqe_next)
#define QSIMPLEQ_INSERT_HEAD(head, elm, field)              \
    QOM_QUEUE_DO((elm)->field.sqe_next = (head)->sqh_first; \
                 if (!(head)->sqh_first)(head)->sqh_last =  \
                     &(elm)->field.sqe_next;                \
                 (head)->sqh_first = (elm);)
#define QSIMPLEQ_INSERT_TAIL(head, elm, field)                            \
    QOM_QUEUE_DO((elm)->field.sqe_next = NULL; *(head)->sqh_last = (elm); \
                 (head)->sqh_last = &(elm)->field.sqe_next;)
#define QSIMPLEQ_REMOVE_HEAD(head, field)                                  \
    QOM_QUEUE_DO(__typeof__((head)->sqh_first) _first = (head)->sqh_first; \
                 (head)->sqh_first = _first->field.sqe_next;               \
                 _first->field.sqe_next = NULL;                            \
                 if (!(head)->sqh_first)(head)->sqh_last =                 \
                     &(head)->sqh_first;)
#define QSIMPLEQ_FOREACH(var, head, field) \
    for ((var) = QSIMPLEQ_FIRST(head); (var); (var) = QSIMPLEQ_NEXT(var, field))
#define QSIMPLEQ_FOREACH_SAFE(var, head, field, next_var)      \
    for ((var) = QSIMPLEQ_FIRST(head);                         \
         (var) && ((next_var) = QSIMPLEQ_NEXT(var, field), 1); \
         (var) = (next_var))

/* QTAILQ */

#define QTAILQ_HEAD(name, type) \
    struct name {               \
        struct type *tqh_first; \
        struct type **tqh_last; \
    }
#define QTAILQ_HEAD_INITIALIZER(head) {NULL, &(head).tqh_first}
#define QTAILQ_ENTRY(type)      \
    struct {                    \
        struct type *tqe_next;  \
        struct type **tqe_prev; \
    }

#define QTAILQ_INIT(head)                  \
    QOM_QUEUE_DO((head)->tqh_first = NULL; \
                 (head)->tqh_last = &(head)->tqh_first;)
#define QTAILQ_EMPTY(head) ((head)->tqh_first == NULL)
#define QTAILQ_FIRST(head) ((head)->tqh_first)
#define QTAILQ_NEXT(elm, field) ((elm)->field.tqe_next)
#define QTAILQ_IN_USE(elm, field) ((elm)->field.tqe_prev != NULL)

#define QOM_QTAILQ_BACK(head, elm, field)                            \
    *((elm)->field.tqe_next ? &(elm)->field.tqe_next->field.tqe_prev \
                            : &(head)->tqh_last)

#define QTAILQ_INSERT_HEAD(head, elm, field)                                 \
    QOM_QUEUE_DO((elm)->field.tqe_next = (head)->tqh_first;                  \
                 (elm)->field.tqe_prev = &(head)->tqh_first;                 \
                 QOM_QTAILQ_BACK(head, elm, field) = &(elm)->field.tqe_next; \
                 (head)->tqh_first = (elm);)
#define QTAILQ_INSERT_TAIL(head, elm, field)               \
    QOM_QUEUE_DO((elm)->field.tqe_next = NULL;             \
                 (elm)->field.tqe_prev = (head)->tqh_last; \
                 *(head)->tqh_last = (elm);                \
                 (head)->tqh_last = &(elm)->field.tqe_next;)
#define QTAILQ_INSERT_AFTER(head, listelm, elm, field)                       \
    QOM_QUEUE_DO((elm)->field.tqe_next = (listelm)->field.tqe_next;          \
                 (elm)->field.tqe_prev = &(listelm)->field.tqe_next;         \
                 QOM_QTAILQ_BACK(head, elm, field) = &(elm)->field.tqe_next; \
                 (listelm)->field.tqe_next = (elm);)
#define QTAILQ_REMOVE(head, elm, field)                                     \
    QOM_QUEUE_DO(QOM_QTAILQ_BACK(head, elm, field) = (elm)->field.tqe_prev; \
                 *(elm)->field.tqe_prev = (elm)->field.tqe_next;            \
                 (elm)->field.tqe_next = NULL; (elm)->field.tqe_prev = NULL;)

#define QTAILQ_FOREACH(var, head, field) \
    for ((var) = QTAILQ_FIRST(head); (var); (var) = QTAILQ_NEXT(var, field))
#define QTAILQ_FOREACH_SAFE(var, head, field, next_var)      \
    for ((var) = QTAILQ_FIRST(head);                         \
         (var) && ((next_var) = QTAILQ_NEXT(var, field), 1); \
         (var) = (next_var))

#endif
