/* settle.c - see settle.h: the only writer of settlements. */
#include "ledger/settle.h"
#include "ledger/inside.h"
#include <stdlib.h>

TABLE(settlement, TABLE_LOG, 13,
      "entry i, ord i, n i, payer_kind i, payer i, month i, run i, insurances i, effects i, sign i, day i, who b", "entry, ord, n",
      "payer_kind payer month; payer_kind payer day month")
SQL(SETTLEMENT_ADD, "iiiiiiiiiiib", "",
    "INSERT INTO settlement (entry, ord, n, payer_kind, payer, month, run, insurances, effects, sign, day, who) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
SQL(SETTLEMENT_OF, "iiiiii", "iiiiiiiiiib",
    "SELECT entry, ord, payer_kind, payer, month, run, insurances, effects, sign, day, who FROM settlement "
    "WHERE payer_kind = $1 AND payer = $2 AND month >= $3 AND month <= $4 AND day <= $5 AND entry <= $6 ORDER BY entry, ord, n")
SQL(SETTLEMENT_VOUCHED, "iiiiii", "iiiiiiiiiibt",
    "SELECT s.entry, s.ord, s.payer_kind, s.payer, s.month, s.run, s.insurances, s.effects, s.sign, s.day, s.who, e.voucher "
    "FROM settlement s CROSS JOIN ledger_entry e WHERE e.entry = s.entry AND e.ord = s.ord AND s.payer_kind = $1 "
    "AND s.payer = $2 AND s.month >= $3 AND s.month <= $4 AND s.day <= $5 AND s.entry <= $6 ORDER BY s.entry, s.ord, s.n")
SQL(SETTLEMENT_ENTRY, "ii", "iiiiiiiiiib",
    "SELECT entry, ord, payer_kind, payer, month, run, insurances, effects, sign, day, who FROM settlement "
    "WHERE entry = $1 AND ord = $2 ORDER BY n")
SQL(SHEET_OF_RUN, "iiii", "bb",
    "SELECT totals, body FROM sheet WHERE run = $1 AND payer_kind = $2 AND payer = $3 AND month = $4 ORDER BY first")
SQL(TOTALS_OF_RUN, "iiii", "b",
    "SELECT totals FROM sheet WHERE run = $1 AND payer_kind = $2 AND payer = $3 AND month = $4 ORDER BY first")

Settlement settlement_of(const Val *v)
{
    return (Settlement){ .id = { v[0].i, v[1].i },
                         .payer_kind = (SheetPayer)v[2].i,
                         .payer = v[3].i,
                         .month = { (int32_t)v[4].i },
                         .run = v[5].i,
                         .insurances = (unsigned)v[6].i,
                         .effects = (unsigned)v[7].i,
                         .sign = (int)v[8].i,
                         .day = { (int32_t)v[9].i },
                         .who = v[10].s };
}

static void settlements_take(Arena *arena, const Rows *rows, bool vouched, Settlement **out, size_t *count)
{
    Settlement *all = arena_new(arena, Settlement, rows->count);
    for (size_t i = 0; i < rows->count; i++) {
        all[i] = settlement_of(cell(rows, i, 0));
        if (vouched)
            all[i].voucher = cell(rows, i, rows->width - 1)->s;
    }
    *out = all;
    *count = rows->count;
}

Err settlements_of(Db *db, Arena *arena, const SettlementsAsked *asked, Settlement **out, size_t *count)
{
    Rows rows;
    TRY(db_rows(db, arena, asked->vouched ? &SETTLEMENT_VOUCHED : &SETTLEMENT_OF,
                VALS(val_i(asked->payer_kind), val_i(asked->payer), val_i(asked->from.n), val_i(asked->until.n),
                     val_i(asked->as_of.day.n), val_i(asked->as_of.known_at)),
                &rows));
    settlements_take(arena, &rows, asked->vouched, out, count);
    return OK;
}

Err settlements_entry(Db *db, Arena *arena, LedgerId id, Settlement **rows, size_t *count)
{
    Rows found;
    TRY(db_rows(db, arena, &SETTLEMENT_ENTRY, VALS(val_i(id.entry), val_i(id.ord)), &found));
    settlements_take(arena, &found, false, rows, count);
    return OK;
}

/* ---- who: numbers of persons, each behind the one before, and their accounts ---- */

Str who_write(Arena *arena, const SheetWho *who, size_t count)
{
    Buf buf = { .arena = arena };
    int64_t before = 0;
    for (size_t i = 0; i < count; i++) {
        buf_number(&buf, who[i].person - before);
        buf_number(&buf, who[i].account);
        before = who[i].person;
    }
    return buf_str(&buf);
}

static bool who_next(In *in, SheetWho *who)
{
    if (in->at >= in->n)
        return false;
    int64_t more = in_number(in), account = in_number(in);
    if (in->at > in->n || __builtin_add_overflow(who->person, more, &who->person))
        return false;
    who->account = (int)account;
    return true;
}

size_t settlement_names(const Settlement *row, SheetWho *out, size_t most)
{
    In in = in_make(row->who);
    SheetWho who = { 0 };
    size_t count = 0;
    for (; who_next(&in, &who); count++)
        if (count < most)
            out[count] = who;
    return count;
}

static int by_line(const void *a, const void *b)
{
    const SettlementNamed *x = a, *y = b;
    if (x->who.person != y->who.person)
        return x->who.person < y->who.person ? -1 : 1;
    if (x->who.account != y->who.account)
        return x->who.account < y->who.account ? -1 : 1;
    return (x->row > y->row) - (x->row < y->row);
}

SettlementNamed *settlements_named(Arena *arena, const Settlement *rows, size_t count, int64_t person, size_t *out_count)
{
    size_t names = 0, kept = 0;
    for (size_t i = 0; i < count; i++)
        names += settlement_names(&rows[i], NULL, 0);
    SettlementNamed *named = arena_take(arena, (names + 1) * sizeof *named);
    for (size_t i = 0; i < count; i++) {
        In in = in_make(rows[i].who);
        SheetWho who = { 0 };
        while (who_next(&in, &who))
            if (!person || who.person == person)
                named[kept++] = (SettlementNamed){ who, &rows[i] };
    }
    if (kept)
        qsort(named, kept, sizeof *named, by_line);
    *out_count = kept;
    return named;
}

bool settlement_covers(const Settlement *row, int64_t person, int account)
{
    In in = in_make(row->who);
    SheetWho who = { 0 };
    bool found = row->who.n == 0;
    while (!found && who_next(&in, &who) && who.person <= person)
        found = who.person == person && (account == 0 || who.account == account);
    return found;
}

LineState settlements_state(const Settlement *rows, size_t count, Month month, int64_t run, int64_t person, int account)
{
    LineState state = { .credit_day = DAY_NONE };
    for (size_t i = 0; i < count; i++) {
        const Settlement *row = &rows[i];
        if (row->run != run || row->month.n != month.n || !settlement_covers(row, person, account))
            continue;
        unsigned settled = row->effects & EFFECT_SETTLE ? row->insurances : 0;
        unsigned credited = row->effects & EFFECT_CREDIT ? row->insurances : 0;
        state.settled = row->sign > 0 ? state.settled | settled : state.settled & ~settled;
        state.credited = row->sign > 0 ? state.credited | credited : state.credited & ~credited;
        if (credited && row->sign > 0) {
            state.credit_id = row->id;
            state.credit_day = row->day;
            state.credit_voucher = row->voucher;
        }
    }
    return state.credited ? state : (LineState){ .settled = state.settled, .credit_day = DAY_NONE };
}

/* ---- what rows come to ---- */

static Err overflow(Why *why)
{
    return refuse(why, ERR_BAD_AMOUNT, "lines", "明细表合计超出可记录的范围。", "The sheets add up to more than can be recorded.");
}

static Err not_there(const Settlement *row, int64_t person, Why *why)
{
    return refuse(why, ERR_BAD_FIELD, "who", "人员 %lld 不在批次 %lld 的该张明细表中。",
                  "Person %lld does not stand in that sheet of run %lld.", (long long)person, (long long)row->run);
}

static bool same_who(const SheetWho *who, const SheetLine *line)
{
    return who->person == line->person && who->account == line->account;
}

/* Adds the lines that `who` names and that stand in this sheet; *in goes on to the first that does not. */
static Err add_named(Str body, const Settlement *row, In *in, SheetWho *who, bool *more, SheetTotals *totals, Why *why)
{
    SheetWalk walk;
    bool fine = sheet_walk(&walk, body, who->person);
    for (const SheetLine *line; fine && *more && (line = sheet_walk_next(&walk));) {
        if (!same_who(who, line))
            continue;
        if (!totals_add(totals, line->region, &line->amounts, row->insurances, row->sign))
            return overflow(why);
        *more = who_next(in, who);
    }
    return fine && !walk.bad ? OK : ERR_BUSY;
}

static Err totals_named(Db *db, Arena *arena, const Settlement *row, SheetTotals *totals, Why *why)
{
    Rows rows;
    In in = in_make(row->who);
    SheetWho who = { 0 };
    bool more = who_next(&in, &who);
    TRY(db_rows(db, arena, &SHEET_OF_RUN, VALS(val_i(row->run), val_i(row->payer_kind), val_i(row->payer), val_i(row->month.n)),
                &rows));
    for (size_t i = 0; i < rows.count && more; i++)
        TRY(add_named(cell(&rows, i, 1)->s, row, &in, &who, &more, totals, why));
    return more ? not_there(row, who.person, why) : OK;
}

static Err totals_whole(Db *db, Arena *arena, const Settlement *row, SheetTotals *totals, Why *why)
{
    Rows rows;
    TRY(db_rows(db, arena, &TOTALS_OF_RUN, VALS(val_i(row->run), val_i(row->payer_kind), val_i(row->payer), val_i(row->month.n)),
                &rows));
    if (!rows.count)
        return refuse(why, ERR_UNKNOWN_ID, "run", "批次 %lld 没有该缴费人该月的明细表。",
                      "Run %lld has no sheet of that payer and month.", (long long)row->run);
    for (size_t i = 0; i < rows.count; i++) {
        SheetTotals sheet;
        if (!totals_read(arena, cell(&rows, i, 0)->s, &sheet))
            return ERR_BUSY;
        if (!totals_add_all(totals, &sheet, row->insurances, row->sign))
            return overflow(why);
    }
    return OK;
}

Err settlement_totals(Db *db, Arena *arena, const Settlement *row, SheetTotals *totals, Why *why)
{
    size_t mark = arena_mark(arena);
    TRY(row->who.n ? totals_named(db, arena, row, totals, why) : totals_whole(db, arena, row, totals, why));
    arena_back(arena, mark);
    return OK;
}

/* ---- writing ---- */

static Err check_who(const SettleOf *of, Why *why)
{
    for (size_t i = 0; i < of->who_count; i++) {
        const SheetWho *who = &of->who[i], *before = i ? &of->who[i - 1] : NULL;
        bool ordered = !before || who->person > before->person || (who->person == before->person && who->account > before->account);
        if (!ordered || who->person < 1 || who->account < 1 || who->account > SHEET_ACCOUNT_MAX)
            return refuse(why, ERR_BAD_FIELD, "who", "人员 %lld 的次序有误或重复。", "Person %lld is out of order or stands twice.",
                          (long long)who->person);
    }
    return OK;
}

static Err check_of(Db *db, Arena *arena, const SettleOf *of, Day day, Why *why)
{
    RunRow run;
    bool masks = of->insurances && !(of->insurances & ~(unsigned)SHEET_ALL) && of->effects && !(of->effects & ~3u);
    if (!masks)
        return refuse(why, ERR_BAD_FIELD, "insurances", "须写明险种和入账方式。", "Insurances and effects must be named.");
    TRY(check_who(of, why));
    Err err = run_get(db, arena, of->run, &run);
    if (err == ERR_UNKNOWN_ID)
        return refuse(why, ERR_UNKNOWN_ID, "run", "批次 %lld 尚未发布。", "Run %lld is not released.", (long long)of->run);
    TRY(err);
    return day.n < run.day.n
               ? refuse(why, ERR_BAD_FIELD, "day", "记账日期早于核定日期。", "The value day lies before that of the bill.")
               : OK;
}

/* A settlement that would touch a line twice. `old` are the rows of that payer and month so far. */
static Err check_line(const Settlement *row, const Settlement *old, size_t count, int64_t person, int account, Why *why)
{
    LineState state = settlements_state(old, count, row->month, row->run, person, account);
    unsigned twice = (row->effects & EFFECT_SETTLE ? state.settled & row->insurances : 0) |
                     (row->effects & EFFECT_CREDIT ? state.credited & row->insurances : 0);
    return twice ? refuse(why, ERR_WRONG_STATE, "who", "人员 %lld 该月的缴费已入账，不能重复入账。",
                          "The month of person %lld is settled already; it cannot be settled twice.", (long long)person)
                 : OK;
}

static Err check_all_lines(Db *db, Arena *arena, const Settlement *row, const Settlement *old, size_t count, Why *why)
{
    Rows rows;
    TRY(db_rows(db, arena, &SHEET_OF_RUN, VALS(val_i(row->run), val_i(row->payer_kind), val_i(row->payer), val_i(row->month.n)),
                &rows));
    for (size_t i = 0; i < rows.count; i++) {
        SheetWalk walk;
        if (!sheet_walk(&walk, cell(&rows, i, 1)->s, 0))
            return ERR_BUSY;
        for (const SheetLine *line; (line = sheet_walk_next(&walk));)
            TRY(check_line(row, old, count, line->person, line->account, why));
    }
    return OK;
}

/* Against what stands there, and against the rows of the same command before this one. */
static Err check_twice(Db *db, Arena *arena, const Settlement *rows, size_t at, Why *why)
{
    const Settlement *row = &rows[at];
    size_t stored = 0, mark = arena_mark(arena);
    Settlement *before = NULL;
    SettlementsAsked ever = { row->payer_kind, row->payer, row->month, row->month, { { INT32_MAX }, known_now }, false };
    TRY(settlements_of(db, arena, &ever, &before, &stored));
    Settlement *old = arena_new(arena, Settlement, stored + at);
    size_t count = 0;
    for (size_t i = 0; i < stored; i++)
        if (before[i].run == row->run)
            old[count++] = before[i];
    for (size_t i = 0; i < at; i++)
        if (rows[i].run == row->run && rows[i].payer_kind == row->payer_kind && rows[i].payer == row->payer &&
            rows[i].month.n == row->month.n)
            old[count++] = rows[i];
    In in = in_make(row->who);
    SheetWho who = { 0 };
    if (count && !row->who.n)
        TRY(check_all_lines(db, arena, row, old, count, why));
    while (count && who_next(&in, &who))
        TRY(check_line(row, old, count, who.person, who.account, why));
    arena_back(arena, mark);
    return OK;
}

Err settlements_digest(Arena *arena, const Settlement *rows, size_t count, Str *out)
{
    Buf buf = { .arena = arena };
    for (size_t i = 0; i < count; i++) {
        buf_u8(&buf, (uint8_t)rows[i].payer_kind);
        buf_i64(&buf, rows[i].payer);
        buf_u32(&buf, (uint32_t)rows[i].month.n);
        buf_i64(&buf, rows[i].run);
        buf_u8(&buf, (uint8_t)rows[i].insurances);
        buf_u8(&buf, (uint8_t)rows[i].effects);
        buf_u8(&buf, (uint8_t)rows[i].sign);
        buf_text(&buf, rows[i].who);
    }
    Hash hash = hash_of(buf_str(&buf));
    *out = str_copy(arena, hash_str(&hash));
    return OK;
}

Err settlements_write(Db *db, LedgerId id, Day day, const Settlement *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Settlement *row = &rows[i];
        TRY(db_run(db, &SETTLEMENT_ADD,
                   VALS(val_i(id.entry), val_i(id.ord), val_i((int64_t)i + 1), val_i(row->payer_kind), val_i(row->payer),
                        val_i(row->month.n), val_i(row->run), val_i(row->insurances), val_i(row->effects), val_i(row->sign),
                        val_i(day.n), val_b(row->who))));
        TRY(year_forget(db, row->payer_kind, row->payer, row->month));
    }
    return OK;
}

Err settlements_opposite(Db *db, Arena *arena, LedgerId of, bool check, Settlement **rows, size_t *count, Str *extra, Why *why)
{
    TRY(settlements_entry(db, arena, of, rows, count));
    for (size_t i = 0; i < *count; i++) {
        (*rows)[i].sign = -(*rows)[i].sign;
        if (check && (*rows)[i].sign > 0)
            TRY(check_twice(db, arena, *rows, i, why));
    }
    return settlements_digest(arena, *rows, *count, extra);
}

/* The caller's lines, and behind them those that follow from the sheets. */
static Err lines_whole(Db *db, Arena *arena, const LedgerDraft *draft, const Settlement *rows, size_t count, LineList *list,
                       Why *why)
{
    SheetTotals settle = totals_make(arena, SHEET_REGIONS_MAX), credit = totals_make(arena, SHEET_REGIONS_MAX);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].effects & EFFECT_SETTLE)
            TRY(settlement_totals(db, arena, &rows[i], &settle, why));
        if (rows[i].effects & EFFECT_CREDIT)
            TRY(settlement_totals(db, arena, &rows[i], &credit, why));
    }
    for (size_t i = 0; i < draft->count; i++)
        list->lines[list->count++] = draft->lines[i];
    if (!lines_of_receivable(list, &settle, CREDIT) || !lines_of_billed(list, &credit, DEBIT) ||
        !lines_of_funds(list, &credit, CREDIT))
        return overflow(why);
    return OK;
}

static Err check_own(const LedgerDraft *draft, size_t count, Why *why)
{
    if (!draft->key.n || draft->key.p[0] == '~')
        return refuse(why, ERR_BAD_FIELD, "key", "业务键不能为空或以 ~ 开头。",
                      "The business key must not be empty or begin with ~.");
    if (draft->count > LEDGER_LINES_MAX / 2 || !count)
        return refuse(why, ERR_BAD_FIELD, "lines", "分录行数或明细表数不符合要求。", "Too many lines, or no sheet is named.");
    for (size_t i = 0; i < draft->count; i++) {
        if (draft->lines[i].owner_kind == OWNER_SHEETS)
            return refuse(why, ERR_BAD_FIELD, "owner", "缴费明细表的合计由明细表自动记账，不能手工录入。",
                          "The totals of contribution sheets are posted by the sheets themselves, never by hand.");
        TRY(line_check(&draft->lines[i], why));
    }
    return OK;
}

Err sheets_settle(Ledger *ledger, Arena *arena, const LedgerDraft *draft, const SettleOf *of, size_t count, LedgerId *out,
                  bool *already, Why *why)
{
    Db *db = ledger->db;
    LedgerId known = { 0 };
    TRY(check_own(draft, count, why));
    Settlement *rows = arena_new(arena, Settlement, count);
    for (size_t i = 0; i < count; i++) {
        TRY(check_of(db, arena, &of[i], draft->day, why));
        rows[i] = (Settlement){ .payer_kind = of[i].payer_kind,
                                .payer = of[i].payer,
                                .month = of[i].month,
                                .run = of[i].run,
                                .insurances = of[i].insurances,
                                .effects = of[i].effects,
                                .sign = 1,
                                .day = draft->day,
                                .who = who_write(arena, of[i].who, of[i].who_count) };
    }
    LineList list = { .lines = arena_take(arena, LEDGER_LINES_MAX * sizeof(LedgerLine)), .size = LEDGER_LINES_MAX };
    TRY(lines_whole(db, arena, draft, rows, count, &list, why));
    EntryWhole whole = { .draft = *draft, .settled = (int64_t)count };
    whole.draft.lines = list.lines;
    whole.draft.count = list.count;
    TRY(settlements_digest(arena, rows, count, &whole.extra));
    TRY(entry_find(db, arena, draft->key, &known));
    for (size_t i = 0; i < count && !known.entry; i++)
        TRY(check_twice(db, arena, rows, i, why));
    TRY(entry_add(ledger, arena, &whole, out, already, why));
    return *already ? OK : settlements_write(db, *out, draft->day, rows, count);
}
