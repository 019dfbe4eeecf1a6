/* sorting.c - see sorting.h: runs, then merges, both in pieces. */
#define _GNU_SOURCE
#include "base/sorting.h"
#include <stdlib.h>

enum { RUN = 256, PIECE = 2048 };

Sorting sorting_begin(Arena *arena, uint32_t *order, size_t count)
{
    return (Sorting){ .order = order, .other = arena_take(arena, (count + 1) * sizeof(uint32_t)), .count = count };
}

typedef struct {
    SortOrder *order;
    const void *context;
} Asked;

static int asked_order(const void *a, const void *b, void *context)
{
    const Asked *asked = context;
    return asked->order(asked->context, *(const uint32_t *)a, *(const uint32_t *)b);
}

static size_t least(size_t a, size_t b) { return a < b ? a : b; }

static void runs_more(Sorting *s, SortOrder *order, const void *context)
{
    Asked asked = { order, context };
    size_t until = least(s->count, s->at + PIECE);
    for (; s->at < until; s->at = least(s->count, s->at + RUN))
        qsort_r(&s->order[s->at], least(RUN, s->count - s->at), sizeof *s->order, asked_order, &asked);
    if (s->at < s->count)
        return;
    s->run = RUN;
    s->at = s->until = 0;
}

/* The next two runs; behind the last of them the next round, with runs of twice the length. false: nothing is left. */
static bool pair_next(Sorting *s)
{
    if (s->until && s->until == s->count) {
        uint32_t *swap = s->order;
        s->order = s->other;
        s->other = swap;
        s->run *= 2;
        s->at = s->until = 0;
    }
    if (s->run >= s->count)
        return false;
    s->left = s->until;
    s->mid = s->right = least(s->count, s->left + s->run);
    s->until = least(s->count, s->mid + s->run);
    return true;
}

bool sorting_more(Sorting *s, SortOrder *order, const void *context)
{
    if (!s->run && s->count) {
        runs_more(s, order, context);
        return false;
    }
    for (size_t i = 0; i < PIECE; i++) {
        if (s->at == s->until && !pair_next(s))
            return true;
        bool left = s->left < s->mid && (s->right == s->until || order(context, s->order[s->left], s->order[s->right]) <= 0);
        s->other[s->at++] = left ? s->order[s->left++] : s->order[s->right++];
    }
    return false;
}
