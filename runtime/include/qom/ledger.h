/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_LEDGER_H
#define QOM_LEDGER_H

#include "qom/osdep.h"

QOM_BEGIN_DECLS

/*
 * The ledger of references. A program that links it can be asked for a report
 * without a call, by its environment:
 *
 *   QOM_LEDGER=FILE             the report as JSON (ledger.schema.json)
 *   QOM_LEDGER_TIMELINE=FILE    as text, object by object; "-" is stderr
 *   QOM_LEDGER_SYMBOLIZER=PATH  instead of llvm-symbolizer-22
 *   QOM_LEDGER_SYMBOLS=FILE     keeps its answers for further runs
 *
 * It is written when the process exits, aborts, or is ended by the sanitizer,
 * and never changes the exit status. While the ledger is on, storage of the
 * heap's objects is not freed, so that late accesses stay visible; stopping it
 * frees what has piled up.
 */

/* Starts with empty pages. Objects that exist already are not judged. */
void qom_ledger_start(void);

/* Until the next start. The pages stay. */
void qom_ledger_stop(void);

/*
 * Until now: leaks, drops too many, late accesses, lost storage, and counts
 * that the history of an object does not explain.
 */
unsigned qom_ledger_findings(void);

/* Null paths are not written. False if a file could not be. */
bool qom_ledger_write(const char *json_path, const char *timeline_path);

QOM_END_DECLS

#endif
