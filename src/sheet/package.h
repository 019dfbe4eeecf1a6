/* package.h - inside sheet: the zip of an xlsx, opened so that a hostile one costs no more than its limits, and its parts. */
#pragma once
#include "sheet/sheet.h"
#include <zip.h>

typedef struct {
    zip_t *zip;
    int64_t unpacked, unpacked_max;
} Package;

typedef struct {
    zip_file_t *file; /* NULL = there is no such part */
    int64_t packed, unpacked;
} Part;

/* Refusals: ERR_TOO_LARGE: parts; ERR_BAD_FIELD: damaged, not simple enough (zip64, several ends), names twice, names
 * that leave the file, parts with a password, macros. */
Err package_open(Str bytes, const SheetLimits *limits, Package *out, Why *why) NODISCARD;
void package_close(Package *package);

/* Opens one part by its name, letters of both cases alike. A part that is not there gives OK and file NULL.
 * Refusals: ERR_BAD_FIELD: damaged. */
Err part_open(Package *package, Str name, Part *out, Why *why) NODISCARD;
/* The next bytes; *got 0 at the end, where the checksum has been compared.
 * Refusals: ERR_TOO_LARGE: SHEET_RATIO_MAX, unpacked_bytes; ERR_BAD_FIELD: damaged. */
Err part_read(Package *package, Part *part, void *to, size_t n, size_t *got, Why *why) NODISCARD;
void part_close(Part *part);
