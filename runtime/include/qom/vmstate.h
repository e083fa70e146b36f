/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_VMSTATE_H
#define QOM_VMSTATE_H

#include "qom/object.h"

typedef struct VMStateInfo VMStateInfo;
typedef struct VMStateField VMStateField;

QOM_BEGIN_DECLS

struct VMStateInfo {
    const char *name;
    int (*get)(QEMUFile *f, void *pv, size_t size, const VMStateField *field);
    int (*put)(QEMUFile *f, void *pv, size_t size, const VMStateField *field,
               JSONWriter *vmdesc);
};

enum VMStateFlags {
    VMS_SINGLE = 0x001,
    VMS_POINTER = 0x002,
    VMS_ARRAY = 0x004,
    VMS_STRUCT = 0x008,
    VMS_BUFFER = 0x020,
    VMS_ARRAY_OF_POINTER = 0x040,
    VMS_MUST_EXIST = 0x1000,
    VMS_ALLOC = 0x2000,
    VMS_END = 0x10000,
};

typedef enum {
    MIG_PRI_DEFAULT = 0,
    MIG_PRI_IOMMU,
    MIG_PRI_PCI_BUS,
    MIG_PRI_MAX,
} MigrationPriority;

struct VMStateField {
    const char *name;
    const char *err_hint;
    size_t offset;
    size_t size;
    size_t start;
    int num;
    size_t num_offset;
    size_t size_offset;
    const VMStateInfo *info;
    /* VMStateFlags, combined */
    int flags;
    const VMStateDescription *vmsd;
    int version_id;
    int struct_version_id;
    bool (*field_exists)(void *opaque, int version_id);
};

struct VMStateDescription {
    const char *name;
    bool unmigratable;
    bool early_setup;
    int version_id;
    int minimum_version_id;
    MigrationPriority priority;
    int (*pre_load)(void *opaque);
    int (*post_load)(void *opaque, int version_id);
    int (*pre_save)(void *opaque);
    int (*post_save)(void *opaque);
    bool (*needed)(void *opaque);
    bool (*dev_unplug_pending)(void *opaque);
    const VMStateField *fields;
    const VMStateDescription *const *subsections;
};

extern const VMStateInfo vmstate_info_bool;
extern const VMStateInfo vmstate_info_int32;
extern const VMStateInfo vmstate_info_int64;
extern const VMStateInfo vmstate_info_uint8;
extern const VMStateInfo vmstate_info_uint16;
extern const VMStateInfo vmstate_info_uint32;
extern const VMStateInfo vmstate_info_uint64;

int vmstate_register(void *obj, int instance_id, const VMStateDescription *vmsd,
                     void *opaque);
void vmstate_unregister(void *obj, const VMStateDescription *vmsd,
                        void *opaque);
int vmstate_load_state(QEMUFile *f, const VMStateDescription *vmsd,
                       void *opaque, int version_id);
int vmstate_save_state(QEMUFile *f, const VMStateDescription *vmsd,
                       void *opaque, JSONWriter *vmdesc);

QOM_END_DECLS

#define VMSTATE_SINGLE(_field, _state, _version, _info, _type)     \
    {                                                              \
        .name = (stringify(_field)),                               \
        .offset = offsetof(_state, _field) +                       \
                  type_check(_type, typeof_field(_state, _field)), \
        .size = sizeof(_type),                                     \
        .info = &(_info),                                          \
        .flags = VMS_SINGLE,                                       \
        .version_id = (_version),                                  \
    }
#define VMSTATE_ARRAY(_field, _state, _num, _version, _info, _type)            \
    {                                                                          \
        .name = (stringify(_field)),                                           \
        .offset =                                                              \
            offsetof(_state, _field) +                                         \
            type_check(__typeof__(_type[_num]), typeof_field(_state, _field)), \
        .size = sizeof(_type),                                                 \
        .num = (_num),                                                         \
        .info = &(_info),                                                      \
        .flags = VMS_ARRAY,                                                    \
        .version_id = (_version),                                              \
    }
#define VMSTATE_STRUCT_ARRAY(_field, _state, _num, _version, _vmsd, _type)     \
    {                                                                          \
        .name = (stringify(_field)),                                           \
        .offset =                                                              \
            offsetof(_state, _field) +                                         \
            type_check(__typeof__(_type[_num]), typeof_field(_state, _field)), \
        .size = sizeof(_type),                                                 \
        .num = (_num),                                                         \
        .flags = VMS_STRUCT | VMS_ARRAY,                                       \
        .vmsd = &(_vmsd),                                                      \
        .version_id = (_version),                                              \
    }
#define VMSTATE_STRUCT(_field, _state, _version, _vmsd, _type)     \
    {                                                              \
        .name = (stringify(_field)),                               \
        .offset = offsetof(_state, _field) +                       \
                  type_check(_type, typeof_field(_state, _field)), \
        .size = sizeof(_type),                                     \
        .flags = VMS_STRUCT,                                       \
        .vmsd = &(_vmsd),                                          \
        .version_id = (_version),                                  \
    }
#define VMSTATE_STRUCT_POINTER(_field, _state, _vmsd, _type)         \
    {                                                                \
        .name = (stringify(_field)),                                 \
        .offset = offsetof(_state, _field) +                         \
                  type_check(_type *, typeof_field(_state, _field)), \
        .size = sizeof(_type *),                                     \
        .flags = VMS_STRUCT | VMS_POINTER,                           \
        .vmsd = &(_vmsd),                                            \
    }
#define VMSTATE_BOOL(_f, _s) VMSTATE_SINGLE(_f, _s, 0, vmstate_info_bool, bool)
#define VMSTATE_INT32(_f, _s) \
    VMSTATE_SINGLE(_f, _s, 0, vmstate_info_int32, int32_t)
#define VMSTATE_INT64(_f, _s) \
    VMSTATE_SINGLE(_f, _s, 0, vmstate_info_int64, int64_t)
#define VMSTATE_UINT8(_f, _s) \
    VMSTATE_SINGLE(_f, _s, 0, vmstate_info_uint8, uint8_t)
#define VMSTATE_UINT16(_f, _s) \
    VMSTATE_SINGLE(_f, _s, 0, vmstate_info_uint16, uint16_t)
#define VMSTATE_UINT32(_f, _s) \
    VMSTATE_SINGLE(_f, _s, 0, vmstate_info_uint32, uint32_t)
#define VMSTATE_UINT64(_f, _s) \
    VMSTATE_SINGLE(_f, _s, 0, vmstate_info_uint64, uint64_t)
#define VMSTATE_UINT16_ARRAY(_f, _s, _n) \
    VMSTATE_ARRAY(_f, _s, _n, 0, vmstate_info_uint16, uint16_t)
#define VMSTATE_END_OF_LIST() {.flags = VMS_END}

#endif
