/* region.c - see region.h. */
#include "ident/region.h"
#include "base/require.h"

typedef struct {
    int32_t code;
    bool old;
    int16_t until;
    uint32_t zh, en; /* places in region_names: no pointers, so nothing is patched when the program starts */
} RegionRow;

#include "ident/region_rows.h"

static const bool provinces[100] = {
    [11] = true, [12] = true, [13] = true, [14] = true, [15] = true, [21] = true, [22] = true, [23] = true, [31] = true,
    [32] = true, [33] = true, [34] = true, [35] = true, [36] = true, [37] = true, [41] = true, [42] = true, [43] = true,
    [44] = true, [45] = true, [46] = true, [50] = true, [51] = true, [52] = true, [53] = true, [54] = true, [61] = true,
    [62] = true, [63] = true, [64] = true, [65] = true, [71] = true, [81] = true, [82] = true, [83] = true,
};

int region_code(Str text)
{
    int code = 0;
    if (text.n != 6)
        return -1;
    for (size_t i = 0; i < 6; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            return -1;
        code = code * 10 + text.p[i] - '0';
    }
    return code;
}

size_t region_count(void) { return sizeof region_rows / sizeof *region_rows; }

Region region_at(size_t place)
{
    require(place < region_count());
    const RegionRow *row = &region_rows[place];
    return (Region){ row->code, row->old, row->until, str(region_names + row->zh), str(region_names + row->en) };
}

/* The row of that code, or NULL. */
static const RegionRow *row_of(int code)
{
    size_t low = 0, high = region_count();
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (region_rows[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low < region_count() && region_rows[low].code == code ? &region_rows[low] : NULL;
}

bool region_find(int code, Region *out)
{
    const RegionRow *row = row_of(code);
    if (row && out)
        *out = region_at((size_t)(row - region_rows));
    return row != NULL;
}

bool region_present(int code)
{
    const RegionRow *row = row_of(code);
    return row && !row->old;
}

bool region_province(int prefix) { return prefix >= 0 && prefix < 100 && provinces[prefix]; }

void region_say(Buf *out, int code, bool en)
{
    int part[3] = { code / 10000 * 10000, code / 100 * 100, code };
    bool first = true;
    for (int i = 0; i < 3; i++) {
        int at = en ? 2 - i : i; /* Chinese names the largest first, English last. */
        bool repeated = at > 0 && part[at] == part[at - 1];
        const RegionRow *row = repeated ? NULL : row_of(part[at]);
        if (!row || (en && !row->en))
            continue;
        if (en && !first)
            buf_add(out, S(", "));
        buf_add(out, str(region_names + (en ? row->en : row->zh)));
        first = false;
    }
}

Str region_path(Arena *arena, int code, bool en)
{
    Buf out = { .arena = arena };
    region_say(&out, code, en);
    return buf_str(&out);
}
