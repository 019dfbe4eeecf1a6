/* analysis.h - a relational copy of the bureau for analysts, with masked persons (analysis_table.h), in a form that any tool
 * opens. Both engines give the same rows in the same order. */
#pragma once
#include "core/bureau.h"

/* SQLITE one file; CSV a folder with one file a table; XLSX one workbook with one worksheet a table, and further ones where a
 * table has more rows than a worksheet holds. */
typedef enum { ANALYSIS_SQLITE = 1, ANALYSIS_CSV, ANALYSIS_XLSX } AnalysisForm;

#define AS_ANALYSIS_ENUM(name, ...) ANALYSIS_TABLE_##name,
#include "core/analysis_table.h"
typedef enum { ANALYSIS_TABLES(AS_ANALYSIS_ENUM) ANALYSIS_TABLE_END } AnalysisTableId;
#undef AS_ANALYSIS_ENUM

typedef struct {
    const char *name, *zh, *en;
} AnalysisName;
/* What a table is called; requires id < ANALYSIS_TABLE_END. */
const AnalysisName *analysis_table(AnalysisTableId id);

/* Writes the whole bureau as it stands at the last entry, in one transaction of a reader, in constant memory. rows: how many
 * each table got. What is half written when it is refused is removed.
 * Refusals: ERR_CONFLICT there is something at that path; ERR_BUSY the bureau cannot be read, or the disk. */
Err analysis_export(Bureau *bureau, AnalysisForm form, const char *path, Time now, int64_t rows[ANALYSIS_TABLE_END],
                    Why *why) NODISCARD;
/* The same; in xlsx at most so many rows on a worksheet. */
Err analysis_export_within(Bureau *bureau, AnalysisForm form, const char *path, Time now, int64_t sheet_rows,
                           int64_t rows[ANALYSIS_TABLE_END], Why *why) NODISCARD;
