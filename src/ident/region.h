/* region.h - administrative regions of GB/T 2260 down to the county, as they are and as they were. The rows
 * come from data/regions/regions.tsv while the program is built. Codes are six digits aabbcc: province,
 * prefecture, county; aa0000 and aabb00 stand for the whole. */
#pragma once
#include "base/str.h"

typedef struct {
    int code;    /* 110105 */
    bool old;    /* no longer given out; numbers that carry it stay valid */
    int until;   /* last year in which it was given out, or 0 = not known */
    Str zh, en;  /* en is empty where there is none */
} Region;

/* The number of a six-digit text, or -1. */
int region_code(Str text);
/* Whether a region of this code is, or ever was, in the standard; *out (may be NULL) is written only on true. */
bool region_find(int code, Region *out);
/* Whether it is in the standard today. */
bool region_present(int code);
/* Whether 11, 12 ... 65, 71, 81, 82 is a province-level prefix. 83 counts: permits of Taiwan residents. */
bool region_province(int prefix);

/* All rows in the order of their codes, for lists to choose from. */
size_t region_count(void);
Region region_at(size_t place);

/* Adds the name with those above it, as far as they are known: "浙江省杭州市西湖区", "Xihu, Hangzhou, Zhejiang".
 * In English a part without an English name is left out. Nothing is added for an unknown province. */
void region_say(Buf *out, int code, bool en);
Str region_path(Arena *arena, int code, bool en);
