/* import_rows.c - see import.h: the lines of a file of money, each judged by itself and against the record, and what the
 * answer says of them. */
#define _GNU_SOURCE
#include "act/import.h"
#include "base/require.h"
#include "levy/levy.h"
#include <stdlib.h>

#define AS_IMPORT_TEXT(NAME, code, zh, en, fix_zh, fix_en) [NAME] = { code, zh, en, fix_zh, fix_en },
static const MoneyFaultRow faults[IMPORT_FAULT_END] = { IMPORT_FAULTS(AS_IMPORT_TEXT) };

static void wrong(ImportRow *row, ImportFault fault) { row->fault = row->fault ? row->fault : (uint8_t)fault; }

/* ---- one line ---- */

static Err payer_find(Importing *im, const MoneyLine *line, ImportRow *row)
{
    Store *store = im->post->work->store;
    Arena *arena = post_arena(im->post);
    size_t mark = arena_mark(arena);
    int64_t id = 0, n = 0;
    if (line->credit_code.n)
        TRY(store_thing(store, arena, THING_CREDIT_CODE, line->credit_code, &id, &n));
    else if (line->ssn.n)
        TRY(identity_find(store, arena, line->ssn, &id));
    arena_back(arena, mark);
    row->kept.payer_kind = !id ? OWNER_NONE : line->credit_code.n ? OWNER_UNIT : OWNER_PERSON;
    row->kept.payer = id;
    row->kept.person = row->kept.payer_kind == OWNER_PERSON ? id : 0;
    if (!id && im->kind == IMPORT_TAX_DETAIL) /* money that has come in is taken whoever sent it */
        wrong(row, IMPORT_PAYER);
    return OK;
}

static Err row_of(Importing *im, const MoneyLine *line, ImportRow *row)
{
    Day today = view_today(im->post->view);
    bool bank = im->kind == IMPORT_BANK_STATEMENT;
    row->kept = (MoneyKept){ .kind = im->kind,
                             .no = line->no,
                             .day = line->day,
                             .amount = line->amount,
                             .region = bank ? im->region : 0,
                             .month = line->month,
                             .insurance = line->insurance,
                             .row = line->row };
    row->line_fault = (uint8_t)line->fault;
    row->cell = (uint8_t)line->cell;
    if (line->fault) {
        wrong(row, IMPORT_LINE);
        return OK;
    }
    if (line->day.n > today.n)
        wrong(row, IMPORT_DAY);
    if (bank && im->closed.n != MONTH_NONE.n && day_month(line->day).n <= im->closed.n)
        wrong(row, IMPORT_CLOSED);
    if (!bank && line->month.n > day_month(today).n)
        wrong(row, IMPORT_MONTH);
    return payer_find(im, line, row);
}

/* ---- all lines ---- */

static int row_order(const void *a, const void *b, void *context)
{
    const ImportRow *rows = context;
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int order = str_cmp(rows[x].kept.no, rows[y].kept.no);
    return order ? order : x < y ? -1 : x > y;
}

static Err read_lines(Importing *im, MoneyFile *file, size_t size)
{
    Arena *arena = post_arena(im->post);
    Decision *out = im->post->out;
    for (;;) {
        MoneyLine line;
        size_t mark = arena_mark(arena);
        TRY(money_next(file, arena, &line, &out->why));
        if (!line.row)
            return OK;
        if (im->count == size)
            return REFUSE(out, ERR_TOO_LARGE, "file", "一个文件最多 %d 行，请分成几个文件。",
                          "At most %d lines in a file; split it.", IMPORT_ROWS_MAX);
        ImportRow *row = &im->rows[im->count++];
        *row = (ImportRow){ 0 };
        TRY(row_of(im, &line, row));
        arena_back(arena, mark); /* of the texts only the number stays */
        if (row->kept.no.n) {
            char *copy = arena_take(arena, row->kept.no.n);
            row->kept.no.p = memmove(copy, row->kept.no.p, row->kept.no.n);
        }
    }
}

Err import_read(Importing *im)
{
    Post *post = im->post;
    Decision *out = post->out;
    MoneyFile file;
    Str bytes = { 0 };
    TRY(levy_file(post, post_arena(post), &bytes));
    size_t size = str_starts(bytes, S("PK")) ? IMPORT_ROWS_MAX : bytes.n / 8 + 2;
    size = size < IMPORT_ROWS_MAX ? size : IMPORT_ROWS_MAX;
    im->rows = arena_take(post_arena(post), size * sizeof *im->rows);
    TRY(money_open(bytes, im->kind, view_today(post->view), &file, &out->why));
    Err err = read_lines(im, &file, size);
    sheet_close(file.sheet);
    TRY(err);
    if (!im->count)
        return REFUSE(out, ERR_BAD_FIELD, "file", "文件没有数据行。", "There is no row in the file.");
    im->order = arena_take(post_arena(post), im->count * sizeof *im->order);
    for (size_t i = 0; i < im->count; i++)
        im->order[i] = (uint32_t)i;
    qsort_r(im->order, im->count, sizeof *im->order, row_order, im->rows);
    return OK;
}

size_t import_group(const Importing *im, size_t from)
{
    size_t until = from + 1;
    Str no = im->rows[im->order[from]].kept.no;
    while (until < im->count && str_eq(im->rows[im->order[until]].kept.no, no))
        until++;
    return until;
}

/* ---- against the record ---- */

static int line_order(const void *a, const void *b)
{
    const MoneyKept *x = a, *y = b;
    const int64_t of_x[] = { x->day.n, x->amount.fen, x->payer_kind, x->payer, x->month.n, x->insurance, x->region };
    const int64_t of_y[] = { y->day.n, y->amount.fen, y->payer_kind, y->payer, y->month.n, y->insurance, y->region };
    for (size_t i = 0; i < sizeof of_x / sizeof *of_x; i++)
        if (of_x[i] != of_y[i])
            return of_x[i] < of_y[i] ? -1 : 1;
    return 0;
}

/* Whether the file says of a number exactly what is on record: each line as often. Sorts `lines`. */
static bool group_known(Importing *im, size_t from, size_t until, MoneyKept *lines, size_t count)
{
    bool same = until - from == count;
    MoneyKept *again = arena_new(&im->scratch, MoneyKept, until - from);
    for (size_t i = from; i < until; i++)
        again[i - from] = im->rows[im->order[i]].kept;
    qsort(lines, count, sizeof *lines, line_order);
    qsort(again, until - from, sizeof *again, line_order);
    for (size_t i = 0; i < count && same; i++)
        same = line_order(&lines[i], &again[i]) == 0;
    return same;
}

/* Paid by its paper before any file told of it. The numbers come in order, and so do the keys: most are not there, and
 * where the next one is known, nobody has to ask. */
static Err paid_before(Importing *im, Str no, bool *paid)
{
    static const EvidenceKind kinds[2] = { EV_BANK_REMITTANCE, EV_TAX_CERTIFICATE };
    *paid = false;
    for (size_t i = 0; i < 2; i++) {
        Str key = str_format(&im->scratch, "voucher/%s/" STR_FMT, choice_code(SET_EVIDENCE, kinds[i]), STR_ARG(no));
        Str next = { im->paid[i].key, im->paid[i].n };
        if (!im->paid[i].read || (next.n && str_cmp(next, key) < 0)) {
            TRY(entry_key_from(post_db(im->post), &im->scratch, key, &next));
            require(next.n <= LEDGER_KEY_MAX);
            im->paid[i].read = true;
            im->paid[i].n = next.n;
            if (next.n)
                memcpy(im->paid[i].key, next.p, next.n);
        }
        *paid |= str_eq(next, key);
    }
    return OK;
}

/* Those of a kind move to the front. */
static size_t lines_of_kind(MoneyKept *lines, size_t count, ImportKind kind)
{
    size_t mine = 0;
    for (size_t i = 0; i < count; i++)
        if (lines[i].kind == kind) {
            MoneyKept line = lines[i];
            lines[i] = lines[mine];
            lines[mine++] = line;
        }
    return mine;
}

static Err group_check(Importing *im, size_t from, size_t until)
{
    MoneyKept *lines = NULL;
    size_t count = 0;
    bool paid = false, bank = im->kind == IMPORT_BANK_STATEMENT;
    Str no = im->rows[im->order[from]].kept.no;
    TRY(money_of_next(post_db(im->post), &im->pages, no, &lines, &count));
    size_t mine = lines_of_kind(lines, count, im->kind);
    bool known = mine && group_known(im, from, until, lines, mine);
    if (!mine && (!count || bank)) /* a certificate whose money waits is not paid */
        TRY(paid_before(im, no, &paid));
    for (size_t i = from; i < until; i++) {
        ImportRow *row = &im->rows[im->order[i]];
        row->known = known && !row->fault;
        if (bank && until - from > 1)
            wrong(row, IMPORT_TWICE);
        if ((mine && !known) || paid)
            wrong(row, IMPORT_KNOWN);
        if (bank && !row->fault && !row->known)
            TRY(import_bank_line(im, row, lines + mine, count - mine));
    }
    return OK;
}

Err import_too_much(Importing *im)
{
    return REFUSE(im->post->out, ERR_BAD_AMOUNT, "file", "金额合计超出范围，请核对金额的单位。",
                  "The amounts come to more than can be; check their unit.");
}

static Err rows_count(Importing *im)
{
    for (size_t i = 0; i < im->count; i++) {
        const ImportRow *row = &im->rows[i];
        im->bad += row->fault != 0;
        im->known += !row->fault && row->known;
        im->good += !row->fault && !row->known;
        if (!row->fault && !row->known && __builtin_add_overflow(im->good_fen, row->kept.amount.fen, &im->good_fen))
            return import_too_much(im);
    }
    return OK;
}

/* In the order of numbers, so that the same lines give the same whatever their order in the file. */
Err import_known(Importing *im)
{
    enum { SCRATCH_BYTES = 64 << 20 };
    Arena *arena = post_arena(im->post);
    im->scratch = (Arena){ .base = arena_take(arena, SCRATCH_BYTES), .size = SCRATCH_BYTES, .on_full = arena->on_full };
    im->pages.arena = (Arena){ .base = arena_take(arena, SCRATCH_BYTES), .size = SCRATCH_BYTES, .on_full = arena->on_full };
    for (size_t i = 0, until = 0; i < im->count; i = until) {
        until = import_group(im, i);
        arena_back(&im->scratch, 0);
        if (im->rows[im->order[i]].kept.no.n)
            TRY(group_check(im, i, until));
    }
    return rows_count(im);
}

/* ---- the answer ---- */

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
    TallyWord word = tally_word((TallyEnd)row->end);
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
        if (im->kind != IMPORT_BANK_STATEMENT || row->fault || row->known || row->end == TALLY_PAID)
            continue;
        put_held(im, json, row);
        said++;
    }
    json_close(json, ']');
}
