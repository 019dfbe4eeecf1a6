/* embedded.h - files that are part of the program: style sheet, script, articles. tools/embed turns them into
 * tables of this shape while building, so that the program is one file and needs no folder beside it. */
#pragma once
#include "base/str.h"

typedef struct {
    const char *name; /* "pages.css", "zh/open-account.md" */
    Str bytes;
    Str gzip;         /* the same compressed, or empty where that is no smaller */
    const char *hash; /* first 16 hex digits of the SHA-256 of the bytes */
} Embedded;
