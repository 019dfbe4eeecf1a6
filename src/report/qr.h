/* qr.h - a text as a QR code: which modules are dark. */
#pragma once
#include "base/str.h"

typedef struct {
    int width;           /* modules a side, without the quiet zone of four around it */
    const uint8_t *dark; /* width * width of them, row by row: 1 is dark */
} Qr;

/* false: the text is too long for one. */
bool qr_make(Arena *arena, Str text, Qr *out);
