/* witness.c - see witness.h. */
#include "core/witness.h"

Str witness_line(Arena *arena, const Witness *witness)
{
    return str_format(arena, "%lld " STR_FMT " " STR_FMT, (long long)witness->entry,
                      STR_ARG(str_hex(arena, hash_str(&witness->hash))), STR_ARG(day_text(arena, witness->day)));
}

static int hex_digit(char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1; }

static bool hash_read(Str hex, Hash *out)
{
    if (hex.n != 2 * HASH_BYTES)
        return false;
    for (size_t i = 0; i < HASH_BYTES; i++) {
        int high = hex_digit(hex.p[2 * i]), low = hex_digit(hex.p[2 * i + 1]);
        if (high < 0 || low < 0)
            return false;
        out->b[i] = (uint8_t)(high << 4 | low);
    }
    return true;
}

bool witness_read(Str line, Witness *out)
{
    Witness read = { 0 };
    Str entry = str_cut(&line, ' '), hash = line.p ? str_cut(&line, ' ') : (Str){ 0 };
    bool plain = entry.n > 0 && entry.p[0] >= '1' && entry.p[0] <= '9';
    if (!plain || !str_int(entry, &read.entry) || !line.p || !hash_read(hash, &read.hash) || !day_read(line, &read.day))
        return false;
    *out = read;
    return true;
}

static Err witness_of(Journal *journal, Arena *arena, int64_t n, Witness *out)
{
    JournalEntry entry;
    TRY(journal_entry(journal, arena, n, &entry));
    *out = (Witness){ n, entry.hash, time_day(entry.said.at) };
    return OK;
}

Err witness_head(Journal *journal, Arena *arena, Witness *out)
{
    Journal now;
    *out = (Witness){ 0 };
    TRY(journal_open(&now, journal->db));
    return !now.last ? OK : witness_of(journal, arena, now.last, out) == OK ? OK : ERR_BUSY;
}

/* Whether one witnessed head still stands. */
static Err check_one(Journal *journal, Arena *arena, WitnessResult *result)
{
    Witness now = { 0 };
    const Witness *then = &result->witness;
    Err err = witness_of(journal, arena, then->entry, &now);
    if (err == ERR_BUSY)
        return ERR_BUSY;
    if (err == ERR_UNKNOWN_ID) {
        result->why_zh = S("日志中已没有这一条");
        result->why_en = S("the journal has no such entry any more");
    } else if (err != OK || !hash_eq(&now.hash, &then->hash)) {
        result->why_zh = S("这一条的摘要与见证时不同");
        result->why_en = S("the entry's hash is not the one that was witnessed");
    } else if (now.day.n != then->day.n) {
        result->why_zh = S("这一条的日期与见证时不同");
        result->why_en = S("the entry's day is not the one that was witnessed");
    }
    return OK;
}

Err witness_check(Journal *journal, Arena *arena, Str text, WitnessResult *out)
{
    WitnessResult result = { 0 };
    int64_t number = 0;
    while (text.p && text.n && !result.line) {
        Str line = str_trim(str_cut(&text, '\n'));
        number++;
        if (!line.n || line.p[0] == '#')
            continue;
        size_t mark = arena_mark(arena);
        if (!witness_read(line, &result.witness)) {
            result.unreadable = true;
            result.why_zh = S("不是见证行（应为：编号 摘要 日期）");
            result.why_en = S("not a line of a witness (entry, hash, day)");
        } else {
            TRY(check_one(journal, arena, &result));
            result.lines += !result.why_en.n;
        }
        if (result.why_en.n)
            result.line = number;
        arena_back(arena, mark);
    }
    *out = result;
    return OK;
}
