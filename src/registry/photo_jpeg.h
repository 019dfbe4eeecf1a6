/* photo_jpeg.h - the JPEG format, for photo.c alone: a walk over the segments that decodes nothing, and libjpeg for
 * what passed it. */
#pragma once
#include "base/str.h"

typedef enum { JPEG_WHOLE, JPEG_NONE, JPEG_DAMAGED, JPEG_CUT } JpegState;

typedef struct {
    JpegState state;
    bool baseline;            /* one pass, Huffman: what every reader takes */
    bool decodable;           /* baseline or progressive, 8 bits, one or three components */
    int width, height, components, scans;
    int dpi_x, dpi_y;         /* 0 = not said */
    bool per_cm;              /* they were dots a centimetre, so a dot may be lost in rounding */
    int64_t metadata, trailing; /* bytes that are no part of the picture, inside and behind it */
} JpegHead;

/* Walks over the segments. Pure and linear; reads no byte outside `jpeg`. */
JpegHead jpeg_walk(Str jpeg);

/* Rows of red, green, blue. */
typedef struct {
    uint8_t *rgb;
    int width, height;
} Pixels;
/* Decodes what jpeg_walk found decodable. false if libjpeg gave up; *warnings counts what it had to guess. With `most` (0: all of
 * it) a half, quarter or eighth of the width and height is decoded, the first that has at most so many pixels. */
bool jpeg_decode_within(Arena *arena, Str jpeg, const JpegHead *head, int64_t most, Pixels *out, int *warnings);
bool jpeg_decode(Arena *arena, Str jpeg, const JpegHead *head, Pixels *out, int *warnings);
/* Encodes as baseline into at most `room` bytes at `to`; the size, or 0 if it did not fit. components: 1 or 3. */
size_t jpeg_encode(const Pixels *pixels, int components, int dpi, int quality, uint8_t *to, size_t room);
