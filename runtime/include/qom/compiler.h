/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_COMPILER_H
#define QOM_COMPILER_H

/*
 * The same headers serve C and C++. GLib's declarations stay outside the
 * extern "C" blocks, since newer versions of it declare templates.
 */
#ifdef __cplusplus
#define QOM_BEGIN_DECLS extern "C" {
#define QOM_END_DECLS }
#else
#define QOM_BEGIN_DECLS
#define QOM_END_DECLS
#endif

#define QEMU_NORETURN __attribute__((__noreturn__))
#define QEMU_WARN_UNUSED_RESULT __attribute__((warn_unused_result))
#define QEMU_ALIGNED(n) __attribute__((aligned(n)))
#define QEMU_PACKED __attribute__((packed))
#define coroutine_fn

#ifndef likely
#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#endif

#define xglue(x, y) x##y
#define glue(x, y) xglue(x, y)
#define stringify(s) tostring(s)
#define tostring(s) #s

#define typeof_field(type, field) __typeof__(((type *)0)->field)

/* Zero, or an error if the two types differ. */
#define type_check(t1, t2) ((t1 *)0 - (t2 *)0)

#ifndef container_of
#define container_of(ptr, type, member)                         \
    __extension__({                                             \
        const typeof_field(type, member) *_member_ptr = (ptr);  \
        (type *)((char *)_member_ptr - offsetof(type, member)); \
    })
#endif

#define DO_UPCAST(type, field, dev) container_of(dev, type, field)

#ifdef __cplusplus
#define QEMU_BUILD_BUG_ON(x) static_assert(!(x), #x)
#else
#define QEMU_BUILD_BUG_ON(x) _Static_assert(!(x), #x)
#endif

#ifndef ARRAY_SIZE
#define ARRAY_SIZE(x) (sizeof(x) / sizeof((x)[0]))
#endif

#define ROUND_UP(n, d) (((n) + (d) - 1) / (d) * (d))
#define DIV_ROUND_UP(n, d) (((n) + (d) - 1) / (d))

#endif
