/* query_suspense.c - suspense.list: money that came in and pays nothing yet, each item with its number, where it stands in
 * which file, and what it may be: suggestions of exact numbers and amounts, for a clerk to judge (suspense.match). */
#include "core/list.h"
#include "core/shapes.h"
#include "levy/tally.h"

enum { SUGGESTIONS_MAX = 5 };

/* A payer as a bill names it: never a number of identity. */
static Err payer_text(Query *query, const MoneyKept *line, Str *out)
{
    *out = (Str){ 0 };
    if (line->payer_kind == OWNER_UNIT)
        return list_unit_code(query, line->payer, out);
    if (line->payer_kind == OWNER_PERSON)
        *out = str_format(query->arena, "%lld", (long long)line->payer);
    return OK;
}

static Err put_suggestion(Query *query, const MoneyKept *item, const MoneyKept *line, const char *code, const char *zh,
                          const char *en)
{
    Json *json = query->data;
    Str payer = { 0 };
    TRY(payer_text(query, line, &payer));
    if (!payer.n)
        return OK;
    bool month = line->month.n != MONTH_NONE.n;
    Str bill = month ? str_format(query->arena, STR_FMT "/" STR_FMT, STR_ARG(payer), STR_ARG(month_text(query->arena, line->month)))
                     : payer;
    json_open(json, '{');
    json_put(json, "code", str(code));
    json_put(json, "why", str(zh));
    json_put(json, "why_en", str(en));
    if (line->kind == IMPORT_TAX_DETAIL) {
        json_put(json, "certificate", line->no);
        json_put_int(json, "amount_fen", line->amount.fen);
    }
    json_put(json, "command", S("suspense.match"));
    json_key(json, "args");
    json_open(json, '{');
    json_put(json, "item", number_of_person(query->arena, 'S', item->entry, item->n));
    json_put(json, "bill", bill);
    json_close(json, '}');
    json_close(json, '}');
    return OK;
}

/* A certificate whose money a bank file has told of already waits for nothing. */
static Err certificate_waits(Query *query, const MoneyKept *line, bool *waits)
{
    bool told = false;
    TRY(money_came(query->bureau->db, query->arena, line->no, &told));
    *waits = !told;
    return OK;
}

static Err put_suggestions(Query *query, const MoneyKept *item)
{
    MoneyKept *lines = NULL;
    size_t count = 0, said = 0;
    Db *db = query->bureau->db;
    json_key(query->data, "suggestions");
    json_open(query->data, '[');
    if (item->payer_kind)
        TRY(put_suggestion(query, item, item, "payer", "银行流水写明了缴费人号码，金额与应缴不一致。",
                           "The bank's line names the payer by number; the amount is not what is owed."));
    TRY(money_of_no(db, query->arena, item->no, &lines, &count));
    for (size_t i = 0; i < count && said < SUGGESTIONS_MAX; i++)
        if (lines[i].kind == IMPORT_TAX_DETAIL) {
            TRY(put_suggestion(query, item, &lines[i], "certificate", "同号完税证明，但金额或账单不一致。",
                               "A tax certificate of this number; its amount or the bill differs."));
            said++;
        }
    TRY(money_of_amount(db, query->arena, item->amount, SUGGESTIONS_MAX, &lines, &count));
    for (size_t i = 0; i < count; i++) {
        bool waits = false;
        TRY(certificate_waits(query, &lines[i], &waits));
        if (waits)
            TRY(put_suggestion(query, item, &lines[i], "same-amount", "金额相同、尚未到账的完税证明，编号不同，请核实。",
                               "A tax certificate of the same amount that no money has come for; its number differs, so check."));
    }
    json_close(query->data, ']');
    return OK;
}

static Err put_item(Query *query, const MoneyKept *item)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "item", number_of_person(query->arena, 'S', item->entry, item->n));
    json_put(json, "receipt", number_of(query->arena, 'P', item->entry));
    json_put(json, "day", day_text(query->arena, item->day));
    json_put_int(json, "amount_fen", item->amount.fen);
    json_put(json, "voucher", item->no);
    json_put(json, "region", shape_region(query->arena, item->region));
    json_put_int(json, "row", item->row);
    TRY(put_suggestions(query, item));
    json_close(json, '}');
    return OK;
}

Err query_suspense_list(Query *query)
{
    List list;
    MoneyKept *items = NULL;
    size_t count = 0;
    TRY(list_open(query, 2, &list));
    TRY(list_readable(money_held(query->bureau->db, query->arena, list.after[0], list.after[1], list.limit + 1, &items, &count)));
    for (size_t i = 0; i < count; i++) {
        const int64_t at[] = { items[i].entry, items[i].n };
        if (!list_room(&list, at))
            break;
        TRY(list_readable(put_item(query, &items[i])));
    }
    list_close(query, &list);
    return OK;
}
