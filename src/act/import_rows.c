/* import_rows.c - see import.h: the lines of a file of money, each judged by itself and against the record, so that a
 * line is told from one that is there. */
#define _GNU_SOURCE
#include "act/import.h"
#include "base/require.h"
#include "levy/levy.h"
#include <stdlib.h>

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
    if (!bank && line->month.n > day_month(today).n)
        wrong(row, IMPORT_MONTH);
    return payer_find(im, line, row);
}

/* ---- all lines ---- */

static Err read_begin(Importing *im)
{
    Post *post = im->post;
    Str bytes = { 0 };
    TRY(levy_file(post, im->life, &bytes));
    size_t size = str_starts(bytes, S("PK")) ? IMPORT_ROWS_MAX : bytes.n / 8 + 2;
    im->size = size < IMPORT_ROWS_MAX ? size : IMPORT_ROWS_MAX;
    im->rows = arena_take(im->life, im->size * sizeof *im->rows);
    return money_open(bytes, im->kind, view_today(post->view), &im->source, &post->out->why);
}

static void read_end(Importing *im)
{
    im->order = arena_take(im->life, (im->count + 1) * sizeof *im->order);
    for (size_t i = 0; i < im->count; i++)
        im->order[i] = (uint32_t)i;
    im->sorting = sorting_begin(im->life, im->order, im->count);
    sheet_close(im->source.sheet);
    im->source.sheet = NULL;
}

Err import_read_more(Importing *im, bool *done)
{
    enum { AT_ONCE = 64 };
    Arena *arena = post_arena(im->post);
    Decision *out = im->post->out;
    if (!im->source.sheet)
        return read_begin(im);
    for (int i = 0; i < AT_ONCE && !*done; i++) {
        MoneyLine line;
        size_t mark = arena_mark(arena);
        TRY(money_next(&im->source, arena, &line, &out->why));
        *done = !line.row;
        if (*done)
            break;
        if (im->count == im->size)
            return REFUSE(out, ERR_TOO_LARGE, "file", "一个文件最多 %d 行，请分成几个文件。",
                          "At most %d lines in a file; split it.", IMPORT_ROWS_MAX);
        ImportRow *row = &im->rows[im->count++];
        *row = (ImportRow){ 0 };
        TRY(row_of(im, &line, row));
        arena_back(arena, mark); /* of the texts only the number stays */
        char *copy = arena_take(im->life, row->kept.no.n);
        row->kept.no.p = row->kept.no.n ? memmove(copy, row->kept.no.p, row->kept.no.n) : NULL;
    }
    if (!*done)
        return OK;
    read_end(im);
    return im->count ? OK : REFUSE(out, ERR_BAD_FIELD, "file", "文件没有数据行。", "There is no row in the file.");
}

static int row_order(const void *context, uint32_t x, uint32_t y)
{
    const ImportRow *rows = context;
    int order = str_cmp(rows[x].kept.no, rows[y].kept.no);
    return order ? order : x < y ? -1 : x > y;
}

void import_order_more(Importing *im, bool *done)
{
    *done = sorting_more(&im->sorting, row_order, im->rows);
    im->order = im->sorting.order;
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

/* Whether the good lines of the file say of a number exactly what is on record: each line as often. Sorts `lines`. */
static bool group_known(Importing *im, size_t from, size_t until, MoneyKept *lines, size_t count)
{
    MoneyKept *again = arena_new(&im->scratch, MoneyKept, until - from);
    size_t good = 0;
    for (size_t i = from; i < until; i++)
        if (!im->rows[im->order[i]].fault)
            again[good++] = im->rows[im->order[i]].kept;
    bool same = good == count;
    qsort(lines, count, sizeof *lines, line_order);
    qsort(again, good, sizeof *again, line_order);
    for (size_t i = 0; i < count && same; i++)
        same = line_order(&lines[i], &again[i]) == 0;
    return same;
}

typedef struct {
    Str file;
    bool same;
} FileLook;

static bool file_look(void *context, const Event *event, int64_t ord)
{
    FileLook *look = context;
    (void)ord;
    look->same |= event->kind == EVENT_MONEY_FILE_TAKEN && str_eq(event->money_file_taken.file, look->file);
    return !look->same;
}

/* Whether an entry took in lines of this very file, since the batch began: it was cut, and goes on. */
static Err taken_by_us(Importing *im, int64_t entry, bool *ours)
{
    FileLook look = { .file = im->file };
    if (im->run && entry > im->run && entry != im->last.entry) {
        TRY(journal_entry_events(im->post->journal, &im->scratch, entry, file_look, &look));
        im->last.entry = entry;
        im->last.ours = look.same;
    }
    *ours = im->run && entry > im->run && im->last.ours;
    return OK;
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

static void row_take(ImportRow *row, const MoneyKept *line)
{
    row->taken = true;
    row->known = false;
    row->kept.entry = line->entry;
    row->kept.n = line->n;
    row->kept.held = line->held;
    row->kept.end = line->end;
}

/* `lines` are those of the record, the first `mine` of them of this kind of file. */
static Err group_say(Importing *im, size_t from, size_t until, const MoneyKept *lines, size_t mine, size_t count, bool known)
{
    bool paid = false, ours = false, bank = im->kind == IMPORT_BANK_STATEMENT;
    if (known)
        TRY(taken_by_us(im, lines[0].entry, &ours));
    if (!mine && (!count || bank)) /* a certificate whose money waits is not paid */
        TRY(paid_before(im, im->rows[im->order[from]].kept.no, &paid));
    for (size_t i = from; i < until; i++) {
        ImportRow *row = &im->rows[im->order[i]];
        row->known = known && !row->fault;
        if (bank && until - from > 1)
            wrong(row, IMPORT_TWICE);
        if ((mine && !known) || paid)
            wrong(row, IMPORT_KNOWN);
        if (ours && !row->fault)
            row_take(row, &lines[0]); /* which of several lines it is, is asked of none */
    }
    return OK;
}

static void group_closed(Importing *im, size_t from, size_t until)
{
    for (size_t i = from; i < until; i++) {
        ImportRow *row = &im->rows[im->order[i]];
        if (im->closed.n != MONTH_NONE.n && !row->fault && day_month(row->kept.day).n <= im->closed.n)
            wrong(row, IMPORT_CLOSED);
    }
}

Err import_group_check(Importing *im, size_t from, size_t until, bool weigh)
{
    MoneyKept *lines = NULL;
    size_t count = 0;
    bool bank = im->kind == IMPORT_BANK_STATEMENT;
    Str no = im->rows[im->order[from]].kept.no;
    if (!no.n) /* what has no number is wrong anyway */
        return OK;
    arena_back(&im->scratch, 0);
    TRY(money_of_next(post_db(im->post), &im->pages, no, &lines, &count));
    size_t mine = lines_of_kind(lines, count, im->kind);
    bool known = mine && group_known(im, from, until, lines, mine);
    if (!known)
        group_closed(im, from, until);
    TRY(group_say(im, from, until, lines, mine, count, known));
    if (!weigh)
        return OK;
    if (!bank)
        return import_weigh_tax(im, from, until);
    ImportRow *row = &im->rows[im->order[from]];
    return row->fault || row->known || row->taken ? OK : import_weigh_bank(im, row, lines + mine, count - mine);
}

void import_forget(Importing *im)
{
    Arena arena = im->pages.arena;
    arena_back(&arena, 0);
    im->pages = (MoneyPages){ .arena = arena };
    memset(im->paid, 0, sizeof im->paid);
    im->seen = im->post->journal->last;
}

Err import_count(Importing *im)
{
    im->bad = im->known = im->good = im->good_fen = 0;
    for (size_t i = 0; i < im->count; i++) {
        const ImportRow *row = &im->rows[i];
        bool good = !row->fault && !row->known;
        im->bad += row->fault != 0;
        im->known += !row->fault && row->known;
        im->good += good;
        if (good && __builtin_add_overflow(im->good_fen, row->kept.amount.fen, &im->good_fen))
            return import_too_much(im);
    }
    return OK;
}
