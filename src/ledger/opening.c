/* opening.c - see opening.h: the only writer of openings. */
#include "ledger/opening.h"
#include "ledger/inside.h"
#include "ledger/pages.h"

TABLE(opening, TABLE_LOG, 7, "run i, block i, year i, lines i, totals b, hash b, body B", "run, block", "block run")
SQL(OPENING_ADD, "iiiibbb", "",
    "INSERT INTO opening (run, block, year, lines, totals, hash, body) VALUES ($1, $2, $3, $4, $5, $6, $7)")
SQL(OPENING_HAS, "ii", "i", "SELECT year FROM opening WHERE run = $1 AND block = $2")
SQL(OPENING_FIRST_YEAR, "i", "i", "SELECT year FROM opening WHERE run = $1 ORDER BY block LIMIT 1")
SQL(OPENING_HEADS, "iii", "iiibb",
    "SELECT block, year, lines, totals, hash FROM opening WHERE run = $1 AND block > $2 ORDER BY block LIMIT $3")
SQL(OPENING_BODIES, "iii", "ib", "SELECT block, body FROM opening WHERE run = $1 AND block > $2 ORDER BY block LIMIT $3")
SQL(OPENING_OF, "iii", "iib",
    "SELECT o.year, r.day, o.body FROM opening o CROSS JOIN sheet_run r "
    "WHERE r.run = o.run AND o.block = $1 AND r.day <= $2 AND r.entry <= $3 "
    "ORDER BY o.year DESC, r.day DESC, r.entry DESC, o.run DESC")

SQL(LEDGER_NEXT_REGION, "ii", "i", "SELECT coalesce(min(region), 0) FROM ledger_line WHERE region > $1 AND day < $2")

SQL(OPENING_ADDED, "iii", "iiiiiitb",
    "SELECT o.year, r.day, r.run, r.entry, r.ord, e.text, r.reason, o.body "
    "FROM opening o CROSS JOIN sheet_run r CROSS JOIN ledger_entry e "
    "WHERE r.run = o.run AND e.entry = r.entry AND e.ord = r.ord AND o.block = $1 AND r.day <= $2 AND r.entry <= $3 "
    "ORDER BY r.day, r.entry, r.run")

SQL(OPENING_GROUP, "iiii", "iiiiiitb",
    "SELECT o.year, r.day, r.run, r.entry, r.ord, coalesce(e.text, 0), r.reason, o.body FROM opening o CROSS JOIN sheet_run r "
    "LEFT JOIN ledger_entry e ON e.entry = r.entry AND e.ord = r.ord "
    "WHERE r.run = o.run AND o.block = $1 AND o.year >= $2 AND o.year <= $3 AND r.entry <= $4 ORDER BY r.day, r.entry, r.run")
SQL(OPENING_AT, "ii", "b", "SELECT body FROM opening WHERE run = $1 AND block = $2")
SQL(OPENING_COUNT, "i", "i", "SELECT count(*) FROM opening WHERE run = $1")
SQL(OPENING_OTHERS, "iiiii", "i",
    "SELECT run FROM sheet_run WHERE kind = $1 AND day >= $2 AND day <= $3 AND entry > $4 AND run <> $5 ORDER BY run LIMIT 1")
SQL(INTEREST_ENTRY, "iiiii", "i",
    "SELECT entry FROM ledger_line WHERE region = $1 AND account = $2 AND day >= $3 AND day <= $4 AND entry <= $5 "
    "ORDER BY day, entry, ord, n LIMIT 1")

enum { OPENING_VERSION = 1, OPENING_ROW = 6 * NUMBER_BYTES };

void opening_write(Buf *buf, const OpeningLine *lines, size_t count)
{
    OpeningLine before = { 0 };
    buf_u8(buf, OPENING_VERSION);
    for (size_t i = 0; i < count; i++) {
        uint8_t row[OPENING_ROW], *to = row;
        to = number_put(to, lines[i].person - before.person);
        to = number_put(to, lines[i].region - before.region);
        to = number_put(to, lines[i].pension.fen);
        to = number_put(to, lines[i].medical.fen);
        to = number_put(to, lines[i].pension_more.fen);
        to = number_put(to, lines[i].medical_more.fen);
        buf_add(buf, (Str){ (const char *)row, (size_t)(to - row) });
        before = lines[i];
    }
}

/* The next line behind *line; false at the end or where something does not fit (then in->bad). */
static bool opening_next(In *in, OpeningLine *line)
{
    if (in->bad || in->at >= in->n)
        return false;
    int64_t before = line->person;
    line->person = in_sum(in, before);
    line->region = in_int32(in, line->region);
    in->bad |= line->person <= before || line->region < 1 || line->region > REGION_MAX;
    line->pension.fen = in_number(in);
    line->medical.fen = in_number(in);
    line->pension_more.fen = in_number(in);
    line->medical_more.fen = in_number(in);
    in->bad |= in->at > in->n;
    return !in->bad;
}

static bool opening_start(In *in, Str bytes)
{
    *in = in_make(bytes);
    in->at = 1;
    return bytes.n > 1 && bytes.p[0] == OPENING_VERSION;
}

static bool amount_fits(Money amount) { return amount.fen <= ledger_fen_max && amount.fen >= -ledger_fen_max; }

static bool line_fits(const OpeningLine *line, const OpeningLine *before)
{
    return line->person > 0 && line->region >= 1 && line->region <= REGION_MAX &&
           (!before || (line->person > before->person && sheet_group(line->person) == sheet_group(before->person)));
}

static bool line_amounts_fit(const OpeningLine *line)
{
    return amount_fits(line->pension) && amount_fits(line->medical) && amount_fits(line->pension_more) &&
           amount_fits(line->medical_more);
}

bool opening_read(Arena *arena, Str bytes, OpeningLine **lines, size_t *count)
{
    In in;
    OpeningLine line = { 0 }, *all = arena_new(arena, OpeningLine, OPENING_LINES_MAX);
    size_t n = 0;
    if (!opening_start(&in, bytes))
        return false;
    while (opening_next(&in, &line)) {
        if (n == OPENING_LINES_MAX || !line_fits(&line, n ? &all[n - 1] : NULL) || !line_amounts_fit(&line))
            return false;
        all[n++] = line;
    }
    if (!in_whole(&in) || !n)
        return false;
    *lines = all;
    *count = n;
    return true;
}

/* What a run adds, as totals of sheets: the funds alone. */
static bool opening_totals(SheetTotals *totals, const OpeningLine *line)
{
    SheetAmounts more = { .pension_personal = line->pension_more, .medical_personal = line->medical_more };
    return totals_add(totals, line->region, &more, SHEET_ALL, 1);
}

static Err check_put(int64_t run, int year, const OpeningLine *lines, size_t count, Why *why)
{
    if (run < 1)
        return refuse(why, ERR_BAD_FIELD, "run", "须写明批次。", "The run must be named.");
    if (year < 1900 || year > 9999)
        return refuse(why, ERR_BAD_FIELD, "year", "年度须在 1900 至 9999 之间。", "The year must lie between 1900 and 9999.");
    if (!count || count > OPENING_LINES_MAX)
        return refuse(why, ERR_BAD_FIELD, "lines", "一组须有 1 至 %d 人。", "A group must have 1 to %d persons.",
                      OPENING_LINES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (!line_fits(&lines[i], i ? &lines[i - 1] : NULL))
            return refuse(why, ERR_BAD_FIELD, "lines", "人员 %lld 的次序、分组或地区有误。",
                          "Person %lld is out of order or group, or has no region.", (long long)lines[i].person);
        if (!line_amounts_fit(&lines[i]))
            return refuse(why, ERR_BAD_AMOUNT, "lines", "人员 %lld 的余额超出可记录的范围。",
                          "The balance of person %lld is beyond what can be recorded.", (long long)lines[i].person);
    }
    return OK;
}

Err opening_put(Db *db, Arena *arena, int64_t run, int year, const OpeningLine *lines, size_t count, Why *why)
{
    RunRow row;
    Rows rows;
    TRY(check_put(run, year, lines, count, why));
    int64_t block = sheet_group(lines[0].person);
    Err err = run_get(db, arena, run, &row);
    if (err == OK)
        return refuse(why, ERR_WRONG_STATE, "run", "批次 %lld 已发布，不能再增加余额。",
                      "Run %lld is released; nothing can be added.", (long long)run);
    if (err != ERR_UNKNOWN_ID)
        return err;
    TRY(db_rows(db, arena, &OPENING_FIRST_YEAR, VALS(val_i(run)), &rows));
    if (rows.count && cell(&rows, 0, 0)->i != year)
        return refuse(why, ERR_BAD_FIELD, "year", "同一批次须为同一年度。", "A run must be of one year.");
    TRY(db_rows(db, arena, &OPENING_HAS, VALS(val_i(run), val_i(block)), &rows));
    if (rows.count)
        return refuse(why, ERR_CONFLICT, "lines", "该组已在批次中。", "The group stands in the run already.");
    size_t mark = arena_mark(arena);
    SheetTotals totals = totals_make(arena, count);
    Buf sums = { .arena = arena }, body = { .arena = arena };
    for (size_t i = 0; i < count; i++)
        if (!opening_totals(&totals, &lines[i]))
            return refuse(why, ERR_BAD_AMOUNT, "lines", "合计超出可记录的范围。",
                          "The group adds up to more than can be recorded.");
    totals_write(&sums, &totals);
    opening_write(&body, lines, count);
    Hash hash = hash_of(buf_str(&body));
    TRY(db_run(db, &OPENING_ADD,
               VALS(val_i(run), val_i(block), val_i(year), val_i((int64_t)count), val_b(buf_str(&sums)), val_b(hash_str(&hash)),
                    val_b(buf_str(&body)))));
    arena_back(arena, mark);
    return OK;
}

/* ---- release ---- */

static Hash digest_more(Arena *arena, const Hash *before, const Val *row)
{
    Buf buf = { .arena = arena };
    buf_add(&buf, hash_str(before));
    for (int i = 0; i < 3; i++)
        buf_i64(&buf, row[i].i);
    buf_text(&buf, row[3].s);
    buf_text(&buf, row[4].s);
    return hash_of(buf_str(&buf));
}

/* Adds up the heads of a run. Refusals: ERR_CONFLICT a group of another year or an overflow; ERR_BUSY. */
static Err heads_sum(Db *db, Arena *arena, int64_t run, int year, RunResult *out)
{
    const int64_t behind = -1;
    Pages pages = pages_open(db, &OPENING_HEADS, &run, 1, &behind, 1);
    const Val *row = NULL;
    Err err = OK;
    while (err == OK && (err = pages_next(&pages, &row)) == OK && row) {
        size_t mark = arena_mark(arena);
        SheetTotals totals;
        if (!totals_read(arena, row[3].s, &totals))
            err = ERR_BUSY;
        else if (row[1].i != year || !totals_add_all(&out->totals, &totals, SHEET_ALL, 1))
            err = ERR_CONFLICT;
        if (err == OK) {
            out->digest = digest_more(arena, &out->digest, row);
            out->sheets++;
            out->lines += row[2].i;
            arena_back(arena, mark);
        }
    }
    pages_close(&pages);
    return err;
}

static bool opening_lines(LineList *list, const SheetTotals *totals, LedgerAccount counter)
{
    bool fine = true;
    for (size_t i = 0; fine && i < totals->count; i++) {
        const RegionTotals *row = &totals->rows[i];
        const LedgerAccount accounts[] = { LEDGER_PERSONAL_PENSION, LEDGER_PERSONAL_MEDICAL };
        const Insurance insurances[] = { INSURANCE_PENSION, INSURANCE_MEDICAL };
        const Money amounts[] = { row->amounts.pension_personal, row->amounts.medical_personal };
        for (int k = 0; fine && k < 2; k++) {
            LedgerLine from = { .account = counter, .region = row->region, .month = MONTH_NONE };
            LedgerLine to = { .account = accounts[k], .region = row->region, .owner_kind = OWNER_SHEETS, .month = MONTH_NONE };
            from.insurance = counter == LEDGER_INTEREST ? insurances[k] : Insurance_NONE;
            fine = line_add(list, from, DEBIT, amounts[k]) && line_add(list, to, CREDIT, amounts[k]);
        }
    }
    return fine;
}

static Err check_release(const OpeningDraft *draft, Why *why)
{
    if (draft->year < 1900 || draft->year > 9999)
        return refuse(why, ERR_BAD_FIELD, "year", "年度须在 1900 至 9999 之间。", "The year must lie between 1900 and 9999.");
    if (!day_is(draft->day) || month_year(day_month(draft->day)) != draft->year)
        return refuse(why, ERR_BAD_FIELD, "day", "记账日期须在该年度内。", "The value day must lie in the year.");
    if (draft->counter != LEDGER_INTEREST && draft->counter != LEDGER_BROUGHT_FORWARD)
        return refuse(why, ERR_BAD_FIELD, "counter", "对方科目须为记账利息或历史结转。",
                      "The counter account must be interest or brought forward.");
    if (draft->reason.n > LEDGER_VOUCHER_MAX || !str_utf8(draft->reason))
        return refuse(why, ERR_BAD_FIELD, "reason", "依据最多 %d 字节。", "The reason may have at most %d bytes of text.",
                      LEDGER_VOUCHER_MAX);
    return OK;
}

/* Nothing is added: the release has a number and a digest, but no entry. The same again is *already. */
static Err release_plain(Ledger *ledger, Arena *arena, const OpeningDraft *draft, RunResult *result, bool *already, Why *why)
{
    RunRow row;
    Err err = run_get(ledger->db, arena, draft->run, &row);
    *already = err == OK;
    if (err == OK && (row.day.n != draft->day.n || !str_eq(row.reason, draft->reason)))
        return refuse(why, ERR_CONFLICT, "run", "批次 %lld 已按其他内容发布。", "Run %lld is released with other content.",
                      (long long)draft->run);
    if (err != ERR_UNKNOWN_ID) {
        result->id = row.id;
        return err;
    }
    Month closed = MONTH_NONE;
    for (size_t i = 0; i < result->totals.count; i++) {
        TRY(month_closed(ledger->db, arena, result->totals.rows[i].region, known_now, &closed));
        if (closed.n >= day_month(draft->day).n)
            return refuse_closed(why, closed, result->totals.rows[i].region);
    }
    result->id = entry_next(ledger);
    ledger_take(ledger, hash_str(&result->digest));
    return OK;
}

/* The next region with entries before a year, 0 = none. */
static Err region_next(Db *db, Arena *arena, int year, int64_t *region)
{
    Rows rows;
    TRY(db_rows(db, arena, &LEDGER_NEXT_REGION, VALS(val_i(*region), val_i(day_make(year, 1, 1).n)), &rows));
    *region = cell(&rows, 0, 0)->i;
    return OK;
}

/* A value day before the opening would be lost: every region must have closed December. */
Err opening_allowed(Db *db, Arena *arena, int year, Why *why)
{
    for (int64_t region = 0;;) {
        Month closed = MONTH_NONE;
        TRY(region_next(db, arena, year, &region));
        if (!region)
            return OK;
        TRY(month_closed(db, arena, (int32_t)region, known_now, &closed));
        if (closed.n < month_make(year - 1, 12).n)
            return refuse(why, ERR_WRONG_STATE, "year", "地区 %lld 尚未结清 %d 年 12 月，请先结账。",
                          "Region %lld has not closed December %d; close it first.", (long long)region, year - 1);
    }
}

/* A run of interest leaves nobody out who had a balance in its region; a region that posted none may hold such. */
Err opening_covers(Db *db, Arena *arena, int year, int64_t known_at, bool *out)
{
    for (int64_t region = 0;;) {
        Rows rows;
        TRY(region_next(db, arena, year, &region));
        *out = !region;
        if (!region)
            return OK;
        TRY(db_rows(db, arena, &INTEREST_ENTRY,
                    VALS(val_i(region), val_i(LEDGER_INTEREST), val_i(day_make(year, 1, 1).n), val_i(day_make(year, 12, 31).n),
                         val_i(known_at)),
                    &rows));
        if (!rows.count)
            return OK;
    }
}

/* What stands in the run as "had already" is no longer all of it once another opening of the year came between. */
static Err check_others(Db *db, Arena *arena, const OpeningDraft *draft, Why *why)
{
    Rows rows;
    RunRow row;
    Err err = run_get(db, arena, draft->run, &row);
    if (err != ERR_UNKNOWN_ID)
        return err;
    TRY(db_rows(db, arena, &OPENING_OTHERS,
                VALS(val_i(SHEET_OPENING), val_i(day_make(draft->year, 1, 1).n), val_i(day_make(draft->year, 12, 31).n),
                     val_i(draft->run), val_i(draft->run)),
                &rows));
    return rows.count
               ? refuse(why, ERR_CONFLICT, "run", "此后已有同一年度的另一批年初余额发布（批次 %lld），请重新办理。",
                        "Another opening of the year was released since (run %lld); do it again.", (long long)cell(&rows, 0, 0)->i)
               : OK;
}

Err opening_release(Ledger *ledger, Arena *arena, const OpeningDraft *draft, RunResult *out, bool *already, Why *why)
{
    TRY(check_release(draft, why));
    TRY(opening_allowed(ledger->db, arena, draft->year, why));
    TRY(check_others(ledger->db, arena, draft, why));
    RunResult result = { .totals = totals_make(arena, SHEET_REGIONS_MAX) };
    Err err = heads_sum(ledger->db, arena, draft->run, draft->year, &result);
    if (err == ERR_CONFLICT)
        return refuse(why, ERR_BAD_AMOUNT, "run", "批次的年度不符或合计超出可记录的范围。",
                      "The run is of another year, or adds up to too much.");
    TRY(err);
    if (!result.sheets)
        return refuse(why, ERR_UNKNOWN_ID, "run", "批次 %lld 没有余额。", "Run %lld has no balances.", (long long)draft->run);
    LineList list = { .lines = arena_new(arena, LedgerLine, LEDGER_LINES_MAX), .size = LEDGER_LINES_MAX };
    if (!opening_lines(&list, &result.totals, draft->counter))
        return refuse(why, ERR_BAD_AMOUNT, "run", "批次合计超出可记录的范围。", "The run adds up to more than can be recorded.");
    LedgerDraft entry = { .key = str_format(arena, "~run/%lld", (long long)draft->run),
                          .text = draft->counter == LEDGER_INTEREST ? TEXT_INTEREST : TEXT_BRING_FORWARD,
                          .day = draft->day,
                          .voucher = draft->reason,
                          .lines = list.lines,
                          .count = list.count };
    EntryWhole whole = { .draft = entry, .extra = hash_str(&result.digest), .run = true };
    TRY(list.count ? entry_add(ledger, arena, &whole, &result.id, already, why)
                   : release_plain(ledger, arena, draft, &result, already, why));
    if (!*already)
        TRY(run_store(ledger->db, draft->run, SHEET_OPENING, result.id, draft->day, result.sheets, result.lines, draft->reason,
                      &result.digest));
    *out = result;
    return OK;
}

Err opening_again(Db *db, Arena *arena, const RunRow *row, RunResult *out)
{
    RunResult result = { .totals = totals_make(arena, SHEET_REGIONS_MAX) };
    TRY(heads_sum(db, arena, row->run, month_year(day_month(row->day)), &result));
    *out = result;
    return OK;
}

/* ---- looking ---- */

/* The person's row in one group, or false. */
static bool opening_find(Str bytes, int64_t person, OpeningLine *line)
{
    In in;
    *line = (OpeningLine){ 0 };
    if (!opening_start(&in, bytes))
        return false;
    while (opening_next(&in, line) && line->person < person)
        ;
    return !in.bad && line->person == person;
}

Err opening_of(Db *db, Arena *arena, int64_t person, Day day, int64_t known_at, Opening *out)
{
    Rows rows;
    Opening opening = { .day = DAY_NONE };
    size_t mark = arena_mark(arena);
    TRY(db_rows(db, arena, &OPENING_OF, VALS(val_i(sheet_group(person)), val_i(day.n), val_i(known_at)), &rows));
    for (size_t i = 0; i < rows.count && !opening.year; i++) {
        OpeningLine line;
        if (!opening_find(cell(&rows, i, 2)->s, person, &line))
            continue;
        opening.year = (int)cell(&rows, i, 0)->i;
        opening.day.n = (int32_t)cell(&rows, i, 1)->i;
        if (!money_add(line.pension, line.pension_more, &opening.pension) ||
            !money_add(line.medical, line.medical_more, &opening.medical))
            return ERR_BUSY;
    }
    arena_back(arena, mark);
    *out = opening;
    return OK;
}

static OpeningAdded added_of(const Val *v, const OpeningLine *line)
{
    return (OpeningAdded){ .run = v[2].i,
                           .year = (int)v[0].i,
                           .region = line->region,
                           .day = { (int32_t)v[1].i },
                           .id = { v[3].i, v[4].i },
                           .text = (LedgerText)v[5].i,
                           .pension = line->pension_more,
                           .medical = line->medical_more,
                           .reason = v[6].s };
}

Err opening_added(Db *db, Arena *arena, int64_t person, Day until, int64_t known_at, OpeningAddedSee *see, void *context)
{
    Rows rows;
    bool more = true;
    size_t mark = arena_mark(arena);
    TRY(db_rows(db, arena, &OPENING_ADDED, VALS(val_i(sheet_group(person)), val_i(until.n), val_i(known_at)), &rows));
    for (size_t i = 0; i < rows.count && more; i++) {
        const Val *v = cell(&rows, i, 0);
        OpeningLine line;
        if (!opening_find(v[7].s, person, &line))
            continue;
        OpeningAdded added = added_of(v, &line);
        more = see(context, &added);
    }
    arena_back(arena, mark);
    return OK;
}

Err opening_each(Db *db, int64_t run, OpeningSee *see, void *context)
{
    const int64_t behind = -1;
    Pages pages = pages_open(db, &OPENING_BODIES, &run, 1, &behind, 1);
    const Val *row = NULL;
    bool more = true;
    Err err = OK;
    while (more && err == OK && (err = pages_next(&pages, &row)) == OK && row) {
        In in;
        OpeningLine line = { 0 };
        bool fine = opening_start(&in, row[1].s);
        while (fine && more && opening_next(&in, &line))
            more = see(context, &line);
        err = fine && !in.bad ? OK : ERR_BUSY;
    }
    pages_close(&pages);
    return err;
}

Err opening_group(Db *db, Arena *arena, int64_t group, int from, int until, int64_t known_at, OpeningGroupSee *see, void *context)
{
    Rows rows;
    size_t mark = arena_mark(arena);
    TRY(db_rows(db, arena, &OPENING_GROUP, VALS(val_i(group), val_i(from), val_i(until), val_i(known_at)), &rows));
    for (size_t i = 0; i < rows.count; i++) {
        const Val *v = cell(&rows, i, 0);
        OpeningLine line = { 0 };
        In in;
        bool fine = opening_start(&in, v[7].s);
        while (fine && opening_next(&in, &line)) {
            OpeningAdded added = added_of(v, &line);
            see(context, &added, &line);
        }
        if (!fine || in.bad)
            return ERR_BUSY; /* damage */
    }
    arena_back(arena, mark);
    return OK;
}

Err opening_same(Db *db, Arena *arena, int64_t run, const OpeningLine *lines, size_t count, bool *out)
{
    Rows rows;
    Buf body = { .arena = arena };
    TRY(db_rows(db, arena, &OPENING_AT, VALS(val_i(run), val_i(sheet_group(lines[0].person))), &rows));
    opening_write(&body, lines, count);
    *out = rows.count == 1 && str_eq(buf_str(&body), cell(&rows, 0, 0)->s);
    return OK;
}

Err opening_count(Db *db, Arena *arena, int64_t run, int64_t *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &OPENING_COUNT, VALS(val_i(run)), &rows));
    *out = cell(&rows, 0, 0)->i;
    return OK;
}
