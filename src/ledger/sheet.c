/* sheet.c - see sheet.h: the only writer of sheets and of the index from persons to payers. */
#include "ledger/sheet.h"
#include "ledger/inside.h"
#include "ledger/pages.h"
#include "ledger/settle.h"

TABLE(sheet, TABLE_LOG, 7, "run i, payer_kind i, payer i, month i, first i, last i, kind i, lines i, totals b, hash b, body B",
      "run, payer_kind, payer, month, first", "payer_kind payer month run first last")
/* From which year on a person stands in sheets of a payer: who goes on from a year to the next, billed in December by a run that
 * is released and in January again, needs no row of the new year. Without that, every January would write a row for everybody,
 * all over the table. */
TABLE(sheet_person, TABLE_CACHE, 2, "person i, year i, payer_kind i, payer i", "person, year, payer_kind, payer", NULL)
TABLE(sheet_run, TABLE_LOG, 7, "run i, kind i, entry i, ord i, day i, sheets i, lines i, reason t, digest b", "run", "entry")
SQL(SHEET_ADD, "iiiiiiiibbb", "",
    "INSERT INTO sheet (run, payer_kind, payer, month, first, last, kind, lines, totals, hash, body) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)")
SQL(SHEET_OVERLAP, "iiiiii", "i",
    "SELECT first FROM sheet WHERE payer_kind = $1 AND payer = $2 AND month = $3 AND first <= $4 AND last >= $5 AND run = $6 "
    "ORDER BY first LIMIT 1")
SQL(SHEET_FIRST_KIND, "i", "i", "SELECT kind FROM sheet WHERE run = $1 ORDER BY payer_kind, payer, month, first LIMIT 1")
SQL(SHEET_LAST, "i", "iiii",
    "SELECT payer_kind, payer, month, last FROM sheet WHERE run = $1 "
    "ORDER BY payer_kind DESC, payer DESC, month DESC, first DESC LIMIT 1")
SQL(SHEET_HEADS, "iiiiii", "iiiiiiibb",
    "SELECT payer_kind, payer, month, first, last, kind, lines, totals, hash FROM sheet "
    "WHERE run = $1 AND (payer_kind, payer, month, first) > ($2, $3, $4, $5) ORDER BY payer_kind, payer, month, first LIMIT $6")
SQL(SHEET_BEFORE, "iiiii", "b",
    "SELECT body FROM sheet WHERE payer_kind = $1 AND payer = $2 AND month = $3 AND first <= $4 AND last >= $5 ORDER BY run, first")
SQL(SHEET_PERSON_ADD, "iiii", "",
    "INSERT INTO sheet_person (person, year, payer_kind, payer) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING")
SQL(SHEET_RUN_ADD, "iiiiiiitb", "",
    "INSERT INTO sheet_run (run, kind, entry, ord, day, sheets, lines, reason, digest) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)")
SQL(SHEET_RUN_GET, "i", "iiiiiitb", "SELECT kind, entry, ord, day, sheets, lines, reason, digest FROM sheet_run WHERE run = $1")

/* The runs released since come first: most often there is none, or one of few sheets. */
SQL(SHEET_OVERTAKEN, "i", "i",
    "SELECT t.run FROM sheet_run r CROSS JOIN sheet t CROSS JOIN sheet s WHERE r.entry > $1 AND r.run <> $1 AND t.run = r.run "
    "AND s.run = $1 AND s.payer_kind = t.payer_kind AND s.payer = t.payer AND s.month = t.month AND s.first <= t.last "
    "AND s.last >= t.first ORDER BY r.entry, r.run LIMIT 1")

static bool is_difference(SheetKind kind) { return kind == SHEET_DIFFERENCE || kind == SHEET_CANCEL; }

static Err check_place(const SheetDraft *draft, Why *why)
{
    bool unit = draft->payer_kind == SHEET_OF_UNIT, group = draft->payer_kind == SHEET_OF_GROUP;
    if (draft->run < 1)
        return refuse(why, ERR_BAD_FIELD, "run", "须写明批次。", "The run must be named.");
    if (!sheet_kind_word((int)draft->kind) || draft->kind == SHEET_OPENING)
        return refuse(why, ERR_BAD_FIELD, "kind", "没有这种明细表。", "There is no such kind of sheet.");
    if ((!unit && !group) || draft->payer < (unit ? 1 : 0))
        return refuse(why, ERR_BAD_FIELD, "payer", "须写明缴费单位或个人组。",
                      "The employer or the group of persons must be named.");
    if (draft->month.n < month_make(1900, 1).n || draft->month.n > month_make(9999, 12).n)
        return refuse(why, ERR_BAD_FIELD, "month", "须写明费款所属期。", "The fee period must be named.");
    TRY(sheet_check(draft->lines, draft->count, is_difference(draft->kind), why));
    for (size_t i = 0; group && i < draft->count; i++)
        if (sheet_group(draft->lines[i].person) != draft->payer)
            return refuse(why, ERR_BAD_FIELD, "lines", "人员 %lld 不属于该个人组。", "Person %lld does not belong to that group.",
                          (long long)draft->lines[i].person);
    return OK;
}

static Err check_run(Db *db, Arena *arena, const SheetDraft *draft, Why *why)
{
    RunRow row;
    Rows rows;
    int64_t first = draft->lines[0].person, last = draft->lines[draft->count - 1].person;
    Err err = run_get(db, arena, draft->run, &row);
    if (err == OK)
        return refuse(why, ERR_WRONG_STATE, "run", "批次 %lld 已发布，不能再增加明细表。",
                      "Run %lld is released; no sheet can be added.", (long long)draft->run);
    if (err != ERR_UNKNOWN_ID)
        return err;
    TRY(db_rows(db, arena, &SHEET_FIRST_KIND, VALS(val_i(draft->run)), &rows));
    if (rows.count && cell(&rows, 0, 0)->i != (int64_t)draft->kind)
        return refuse(why, ERR_BAD_FIELD, "kind", "同一批次的明细表须为同一种类。", "All sheets of a run must be of one kind.");
    TRY(db_rows(
        db, arena, &SHEET_OVERLAP,
        VALS(val_i(draft->payer_kind), val_i(draft->payer), val_i(draft->month.n), val_i(last), val_i(first), val_i(draft->run)),
        &rows));
    return rows.count
               ? refuse(why, ERR_CONFLICT, "lines", "该批次中已有这些人员的明细表（自人员 %lld 起）。",
                        "The run has a sheet of these persons already (from person %lld on).", (long long)cell(&rows, 0, 0)->i)
               : OK;
}

/* Whether the person stands in the payer's sheets of the month before: then the index knows it for this year. The
 * walks only go forward, like the lines of the new sheet. */
static bool stands_before(SheetWalk *walks, const SheetLine **at, size_t count, int64_t person)
{
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        while (at[i] && at[i]->person < person)
            at[i] = sheet_walk_next(&walks[i]);
        found |= at[i] && at[i]->person == person;
    }
    return found;
}

static Err index_person(Db *db, const SheetDraft *draft, int64_t person)
{
    return db_run(db, &SHEET_PERSON_ADD,
                  VALS(val_i(person), val_i(month_year(draft->month)), val_i(draft->payer_kind), val_i(draft->payer)));
}

static Err index_told(Db *db, const SheetDraft *draft, bool *any)
{
    for (size_t i = 0; i < draft->count; i++)
        if (!draft->indexed[i]) {
            TRY(index_person(db, draft, draft->lines[i].person));
            *any = true;
        }
    return OK;
}

static Err index_persons(Db *db, Arena *arena, const SheetDraft *draft, bool *any)
{
    Rows rows = { 0 };
    int64_t first = draft->lines[0].person, last = draft->lines[draft->count - 1].person;
    if (month_of_year(draft->month) > 1)
        TRY(db_rows(db, arena, &SHEET_BEFORE,
                    VALS(val_i(draft->payer_kind), val_i(draft->payer), val_i(draft->month.n - 1), val_i(last), val_i(first)),
                    &rows));
    SheetWalk *walks = arena_new(arena, SheetWalk, rows.count);
    const SheetLine **at = arena_new(arena, const SheetLine *, rows.count);
    for (size_t i = 0; i < rows.count; i++)
        at[i] = sheet_walk(&walks[i], cell(&rows, i, 0)->s, first) ? sheet_walk_next(&walks[i]) : NULL;
    for (size_t i = 0; i < draft->count; i++) {
        int64_t person = draft->lines[i].person;
        if ((i && person == draft->lines[i - 1].person) || stands_before(walks, at, rows.count, person))
            continue;
        TRY(index_person(db, draft, person));
        *any = true;
    }
    return OK;
}

Err sheet_put(Db *db, Arena *arena, const SheetDraft *draft, Why *why)
{
    TRY(check_place(draft, why));
    size_t mark = arena_mark(arena);
    SheetTotals totals = totals_make(arena, draft->count);
    for (size_t i = 0; i < draft->count; i++)
        if (!totals_add(&totals, draft->lines[i].region, &draft->lines[i].amounts, SHEET_ALL, 1))
            return refuse(why, ERR_BAD_AMOUNT, "lines", "明细表合计超出可记录的范围。",
                          "The sheet adds up to more than can be recorded.");
    if (!draft->in_order)
        TRY(check_run(db, arena, draft, why));
    Buf body = { .arena = arena }, sums = { .arena = arena };
    totals_write(&sums, &totals);
    sheet_write(&body, draft->lines, draft->count);
    Hash hash = hash_of(buf_str(&body));
    TRY(db_run(db, &SHEET_ADD,
               VALS(val_i(draft->run), val_i(draft->payer_kind), val_i(draft->payer), val_i(draft->month.n),
                    val_i(draft->lines[0].person), val_i(draft->lines[draft->count - 1].person), val_i(draft->kind),
                    val_i((int64_t)draft->count), val_b(buf_str(&sums)), val_b(hash_str(&hash)), val_b(buf_str(&body)))));
    bool any = false; /* somebody new: perhaps the payer's first of the year */
    TRY(draft->indexed ? index_told(db, draft, &any) : index_persons(db, arena, draft, &any));
    arena_back(arena, mark);
    return any || month_of_year(draft->month) == 1 ? year_waits(db, draft->payer_kind, draft->payer, draft->month) : OK;
}

Err sheet_last(Db *db, Arena *arena, int64_t run, SheetPlace *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &SHEET_LAST, VALS(val_i(run)), &rows));
    *out = (SheetPlace){ 0 };
    if (rows.count)
        *out = (SheetPlace){ .payer_kind = (SheetPayer)cell(&rows, 0, 0)->i,
                             .payer = cell(&rows, 0, 1)->i,
                             .month = { (int32_t)cell(&rows, 0, 2)->i },
                             .last = cell(&rows, 0, 3)->i };
    return OK;
}

/* ---- release ---- */

/* The digest of a run goes on over the head of each sheet: its place, its totals and the hash of its bytes. */
static Hash digest_more(Arena *arena, const Hash *before, const Val *row)
{
    Buf buf = { .arena = arena };
    buf_add(&buf, hash_str(before));
    for (int i = 0; i < 7; i++)
        buf_i64(&buf, row[i].i);
    buf_text(&buf, row[7].s);
    buf_text(&buf, row[8].s);
    return hash_of(buf_str(&buf));
}

static Err too_much(Why *why)
{
    return refuse(why, ERR_BAD_AMOUNT, "run", "批次合计超出可记录的范围。", "The run adds up to more than can be recorded.");
}

/* Adds up the heads of all sheets of the run. The totals of what each person was billed are there already. */
static Err run_sum(Db *db, Arena *arena, const RunDraft *draft, RunResult *out, Why *why)
{
    Pages pages = pages_open(db, &SHEET_HEADS, &draft->run, 1, (const int64_t[]){ 0, 0, 0, 0 }, 4);
    Err err = OK;
    const Val *row = NULL;
    while ((err = pages_next(&pages, &row)) == OK && row) {
        size_t mark = arena_mark(arena);
        SheetTotals totals;
        if (row[5].i != (int64_t)draft->kind)
            err = refuse(why, ERR_BAD_FIELD, "kind", "批次的种类与其明细表不符。", "The run is of another kind than its sheets.");
        else if (!totals_read(arena, row[7].s, &totals))
            err = ERR_BUSY; /* damage */
        else if (!totals_add_all(&out->totals, &totals, SHEET_ALL, 1))
            err = too_much(why);
        if (err != OK)
            break;
        out->digest = digest_more(arena, &out->digest, row);
        out->first.n = out->sheets && out->first.n < row[2].i ? out->first.n : (int32_t)row[2].i;
        out->sheets++;
        out->lines += row[6].i;
        arena_back(arena, mark);
    }
    pages_close(&pages);
    return err;
}

static Err run_entry(Ledger *ledger, Arena *arena, const RunDraft *draft, RunResult *result, bool *already, Why *why)
{
    LineList list = { .lines = arena_new(arena, LedgerLine, LEDGER_LINES_MAX), .size = LEDGER_LINES_MAX };
    if (!lines_of_receivable(&list, &result->totals, DEBIT) || !lines_of_billed(&list, &result->totals, CREDIT))
        return too_much(why);
    if (!list.count)
        return refuse(why, ERR_BAD_AMOUNT, "run", "批次金额全部为零，无需发布。",
                      "Everything in the run is zero; there is nothing to release.");
    LedgerDraft entry = { .key = str_format(arena, "~run/%lld", (long long)draft->run),
                          .text = is_difference(draft->kind) ? TEXT_ADJUST : TEXT_BILL,
                          .day = draft->day,
                          .voucher = draft->reason,
                          .lines = list.lines,
                          .count = list.count };
    EntryWhole whole = { .draft = entry, .extra = hash_str(&result->digest), .run = true };
    return entry_add(ledger, arena, &whole, &result->id, already, why);
}

Err run_release(Ledger *ledger, Arena *arena, const RunDraft *draft, RunResult *out, bool *already, Why *why)
{
    if (!sheet_kind_word((int)draft->kind) || draft->kind == SHEET_OPENING)
        return refuse(why, ERR_BAD_FIELD, "kind", "没有这种明细表。", "There is no such kind of sheet.");
    if (is_difference(draft->kind) && !draft->reason.n)
        return refuse(why, ERR_BAD_FIELD, "reason", "更正明细表须写明依据。", "A correcting run must state its reason.");
    RunResult result = { .totals = totals_make(arena, SHEET_REGIONS_MAX) };
    TRY(run_sum(ledger->db, arena, draft, &result, why));
    if (!result.sheets)
        return refuse(why, ERR_UNKNOWN_ID, "run", "批次 %lld 没有明细表。", "Run %lld has no sheet.", (long long)draft->run);
    TRY(run_entry(ledger, arena, draft, &result, already, why));
    *out = result;
    if (*already)
        return OK;
    TRY(run_store(ledger->db, draft->run, draft->kind, result.id, draft->day, result.sheets, result.lines, draft->reason,
                  &result.digest));
    return year_forget_run(ledger->db, arena, draft->run, result.first);
}

Err run_store(Db *db, int64_t run, SheetKind kind, LedgerId id, Day day, int64_t sheets, int64_t lines, Str reason,
              const Hash *digest)
{
    return db_run(db, &SHEET_RUN_ADD,
                  VALS(val_i(run), val_i(kind), val_i(id.entry), val_i(id.ord), val_i(day.n), val_i(sheets), val_i(lines),
                       val_t(reason), val_b(hash_str(digest))));
}

Err run_get(Db *db, Arena *arena, int64_t run, RunRow *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &SHEET_RUN_GET, VALS(val_i(run)), &rows));
    if (!rows.count)
        return ERR_UNKNOWN_ID;
    const Val *v = cell(&rows, 0, 0);
    *out = (RunRow){ .run = run,
                     .kind = (SheetKind)v[0].i,
                     .id = { v[1].i, v[2].i },
                     .day = { (int32_t)v[3].i },
                     .sheets = v[4].i,
                     .lines = v[5].i,
                     .reason = v[6].s,
                     .digest = v[7].s };
    return OK;
}

Err run_again(Db *db, Arena *arena, const RunRow *row, RunResult *out)
{
    RunResult result = { .totals = totals_make(arena, SHEET_REGIONS_MAX) };
    Err err = run_sum(db, arena, &(RunDraft){ .run = row->run, .kind = row->kind }, &result, NULL);
    TRY(err == OK || err == ERR_BUSY ? err : ERR_CONFLICT);
    *out = result;
    return OK;
}

Err run_overtaken(Db *db, Arena *arena, int64_t run, bool *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &SHEET_OVERTAKEN, VALS(val_i(run)), &rows));
    *out = rows.count > 0;
    return OK;
}
