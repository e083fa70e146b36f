/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_QEMU_FILE_H
#define QOM_QEMU_FILE_H

#include "qom/channel.h"
#include "qom/vmstate.h"

QOM_BEGIN_DECLS

/* A file keeps a reference on its channel until qemu_fclose. */
QEMUFile *qemu_file_new_input(QIOChannel *ioc);
QEMUFile *qemu_file_new_output(QIOChannel *ioc);
QIOChannel *qemu_file_get_ioc(QEMUFile *file);
/* The first error, as a negative number. */
int qemu_file_get_error(QEMUFile *f);
int qemu_fclose(QEMUFile *f);

/* Numbers are big-endian. After an error, what is read is zero. */
void qemu_put_buffer(QEMUFile *f, const uint8_t *buf, size_t size);
void qemu_put_byte(QEMUFile *f, int v);
void qemu_put_be16(QEMUFile *f, unsigned int v);
void qemu_put_be32(QEMUFile *f, unsigned int v);
void qemu_put_be64(QEMUFile *f, uint64_t v);
size_t qemu_get_buffer(QEMUFile *f, uint8_t *buf, size_t size);
int qemu_get_byte(QEMUFile *f);
unsigned int qemu_get_be16(QEMUFile *f);
unsigned int qemu_get_be32(QEMUFile *f);
uint64_t qemu_get_be64(QEMUFile *f);

/* All that vmstate_register knows, by priority. */
int qemu_save_device_state(QEMUFile *f);
int qemu_load_device_state(QEMUFile *f);

QOM_END_DECLS

#endif
