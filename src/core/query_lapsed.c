/* query_lapsed.c - lapsed.list: own bills of a region that nobody is asked for any more: entry by entry what lapsed, whose it
 * was, and what was paid of it since in time; and the sum of it all. From the ledger (levy/lapse.h). */
#include "core/list.h"
#include "core/shapes.h"
#include "ledger/ledger.h"

typedef struct {
    Query *query;
    List list;
    LedgerId id;
    Day day;
    LedgerOwner kind;
    int64_t owner, fen;
    Buf parts; /* of the entry under way */
    bool any;
    Err err;
} Lapsed;

static Str payer_text(const Lapsed *lapsed)
{
    if (lapsed->kind == OWNER_CONTRACT)
        return number_of(lapsed->query->arena, 'X', lapsed->owner);
    return str_format(lapsed->query->arena, "%lld", (long long)lapsed->owner);
}

/* What had been paid of what lapsed and went back to the payer with the same entry; below zero: came from him again. */
static Err returned_of(const Lapsed *lapsed, int64_t *fen)
{
    LedgerEntry entry;
    TRY(entry_get(lapsed->query->bureau->db, lapsed->query->arena, lapsed->id, &entry));
    *fen = 0;
    for (size_t i = 0; i < entry.count && entry.text == TEXT_WRITE_OFF; i++)
        if (entry.lines[i].account == LEDGER_CLEARING)
            *fen += entry.lines[i].way == CREDIT ? entry.lines[i].amount.fen : -entry.lines[i].amount.fen;
    return OK;
}

/* An entry is about one payer. */
static Err put_entry(Lapsed *lapsed)
{
    Query *query = lapsed->query;
    Json *json = query->data;
    int64_t returned = 0;
    TRY(returned_of(lapsed, &returned));
    json_open(json, '{');
    json_put_int(json, "entry", lapsed->id.entry);
    json_put(json, "day", day_text(query->arena, lapsed->day));
    json_put(json, "payer", payer_text(lapsed));
    json_put_int(json, "amount_fen", lapsed->fen);
    json_put_bool(json, "paid_since", lapsed->fen < 0);
    json_put_int(json, "returned_fen", returned);
    json_key(json, "parts");
    json_open(json, '[');
    json_raw(json, buf_str(&lapsed->parts));
    json_close(json, ']');
    json_close(json, '}');
    return OK;
}

static void put_part(Lapsed *lapsed, const LedgerLine *line, int64_t fen)
{
    Json part = json_make(lapsed->query->arena);
    json_open(&part, '{');
    json_put(&part, "month", month_text(lapsed->query->arena, line->month));
    list_word(&part, "insurance", SET_INSURANCE, line->insurance);
    json_put_int(&part, "amount_fen", fen);
    json_close(&part, '}');
    if (lapsed->parts.n)
        buf_char(&lapsed->parts, ',');
    buf_add(&lapsed->parts, json_str(&part));
}

static bool line_take(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    Lapsed *lapsed = context;
    const int64_t at[] = { day.n, id.entry, id.ord }, *after = lapsed->list.after;
    int64_t fen = line->way == DEBIT ? line->amount.fen : -line->amount.fen;
    bool behind = at[0] != after[0] ? at[0] > after[0] : at[1] != after[1] ? at[1] > after[1] : at[2] > after[2];
    if (!behind)
        return true;
    if (!lapsed->any || id.entry != lapsed->id.entry || id.ord != lapsed->id.ord) {
        if (lapsed->any)
            lapsed->err = put_entry(lapsed);
        lapsed->any = false;
        if (lapsed->err != OK || !list_room(&lapsed->list, at))
            return false;
        lapsed->any = true;
        lapsed->id = id;
        lapsed->day = day;
        lapsed->kind = line->owner_kind;
        lapsed->owner = line->owner;
        lapsed->fen = 0;
        lapsed->parts.n = 0;
    }
    put_part(lapsed, line, fen);
    lapsed->fen += fen;
    return true;
}

Err query_lapsed_list(Query *query)
{
    Money sum = { 0 };
    const RegionPolicy *rules = NULL;
    Lapsed *lapsed = arena_new(query->arena, Lapsed, 1);
    *lapsed = (Lapsed){ .query = query, .parts = { .arena = query->arena } };
    TRY(policy_region_get(query->policy, (int)arg_int(&query->command, F_REGION), &rules, &query->why));
    BalanceOf of = { .account = LEDGER_WRITE_OFF, .region = policy_region_code(rules) };
    TRY(list_readable(ledger_balance(query->bureau->db, query->arena, &of, day_make(9998, 12, 31), known_now, &sum)));
    json_put(query->data, "region", shape_region(query->arena, of.region));
    json_put_int(query->data, "lapsed_fen", sum.fen);
    TRY(list_open(query, 3, &lapsed->list));
    Day from = { (int32_t)lapsed->list.after[0] };
    TRY(list_readable(ledger_extract(query->bureau->db, LEDGER_WRITE_OFF, of.region, from.n ? from : day_make(1900, 1, 1),
                                     day_make(9999, 12, 31), known_now, line_take, lapsed)));
    TRY(lapsed->err);
    if (lapsed->any)
        TRY(put_entry(lapsed));
    list_close(query, &lapsed->list);
    return OK;
}
