/* import_answer.c - see import.h: what the answer says of a file of money. */
#include "act/import.h"
#include "levy/levy.h"

#define AS_IMPORT_TEXT(NAME, code, zh, en, fix_zh, fix_en) [NAME] = { code, zh, en, fix_zh, fix_en },
static const MoneyFaultRow faults[IMPORT_FAULT_END] = { IMPORT_FAULTS(AS_IMPORT_TEXT) };

Err import_too_much(Importing *im)
{
    return REFUSE(im->post->out, ERR_BAD_AMOUNT, "file", "金额合计超出范围，请核对金额的单位。",
                  "The amounts come to more than can be; check their unit.");
}

static MoneyFaultRow fault_of(const ImportRow *row)
{
    return row->fault == IMPORT_LINE ? money_fault((MoneyFault)row->line_fault, (CellFault)row->cell) : faults[row->fault];
}

static void put_rejected(Json *json, const ImportRow *row)
{
    MoneyFaultRow fault = fault_of(row);
    json_open(json, '{');
    json_put_int(json, "row", row->kept.row);
    if (row->kept.no.n && row->kept.no.n <= MONEY_NO_MAX)
        json_put(json, "voucher", row->kept.no);
    json_put(json, "code", str(fault.code));
    json_put(json, "why", str(fault.zh));
    json_put(json, "why_en", str(fault.en));
    json_put(json, "fix", str(fault.fix_zh));
    json_put(json, "fix_en", str(fault.fix_en));
    json_close(json, '}');
}

/* A bank's line that pays nothing yet: its number in suspense once it is there, and why. */
static void put_held(const Importing *im, Json *json, const ImportRow *row)
{
    TallyWord word = tally_word(row->kept.end);
    json_open(json, '{');
    json_put_int(json, "row", row->kept.row);
    json_put(json, "voucher", row->kept.no);
    if (row->kept.n)
        json_put(json, "item", number_of_person(post_arena(im->post), 'S', row->kept.entry, row->kept.n));
    json_put_int(json, "amount_fen", row->kept.amount.fen);
    json_put(json, "code", str(word.code));
    json_put(json, "why", str(word.zh));
    json_put(json, "why_en", str(word.en));
    json_close(json, '}');
}

void import_answer(const Importing *im, Json *json)
{
    size_t said = 0;
    json_put_int(json, "good", im->good);
    json_put_int(json, "known", im->known);
    json_put_int(json, "total_fen", im->good_fen);
    json_put_int(json, "matched", im->matched);
    json_put_int(json, "matched_fen", im->matched_fen);
    json_put_int(json, "suspense", im->held);
    json_put_int(json, "suspense_fen", im->held_fen);
    json_put_int(json, "rejected_rows", im->bad);
    json_key(json, "rejected");
    json_open(json, '[');
    for (size_t i = 0; i < im->count && said < IMPORT_REPORT_MAX; i++)
        if (im->rows[i].fault) {
            put_rejected(json, &im->rows[i]);
            said++;
        }
    json_close(json, ']');
    said = 0;
    json_key(json, "items");
    json_open(json, '[');
    for (size_t i = 0; i < im->count && said < IMPORT_REPORT_MAX; i++) {
        const ImportRow *row = &im->rows[i];
        if (im->kind != IMPORT_BANK_STATEMENT || row->fault || row->known || row->kept.end == TALLY_PAID)
            continue;
        put_held(im, json, row);
        said++;
    }
    json_close(json, ']');
}
