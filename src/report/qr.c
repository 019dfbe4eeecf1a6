/* qr.c - see qr.h. */
#include "report/qr.h"
#include <qrencode.h>

bool qr_make(Arena *arena, Str text, Qr *out)
{
    QRcode *code = QRcode_encodeString(str_z(arena, text), 0, QR_ECLEVEL_M, QR_MODE_8, 1);
    if (!code)
        return false;
    int count = code->width * code->width;
    uint8_t *dark = arena_take(arena, (size_t)count);
    for (int i = 0; i < count; i++)
        dark[i] = code->data[i] & 1;
    *out = (Qr){ code->width, dark };
    QRcode_free(code);
    return true;
}
