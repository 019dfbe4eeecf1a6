/* entry.c - see ledger.h: the only writer of entries and lines. */
#include "base/require.h"
#include "ledger/inside.h"

TABLE(ledger_entry, TABLE_LOG, 2,
      "entry i, ord i, key t, text i, day i, voucher t, rev_entry i, rev_ord i, settled i, flags i, extra b, digest b",
      "entry, ord", NULL)
TABLE(ledger_line, TABLE_LOG, 2,
      "entry i, ord i, n i, account i, region i, insurance i, side i, owner_kind i, owner i, month i, way i, fen i, day i",
      "entry, ord, n", "owner_kind owner day; region account day")
TABLE(ledger_key, TABLE_CACHE, 2, "key t, entry i, ord i", "key", NULL)
SQL(LEDGER_ENTRY_ADD, "iitiitiiiibb", "",
    "INSERT INTO ledger_entry (entry, ord, key, text, day, voucher, rev_entry, rev_ord, settled, flags, extra, digest) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
SQL(LEDGER_LINE_ADD, "iiiiiiiiiiiii", "",
    "INSERT INTO ledger_line (entry, ord, n, account, region, insurance, side, owner_kind, owner, month, way, fen, day) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
SQL(LEDGER_KEY_ADD, "tii", "", "INSERT INTO ledger_key (key, entry, ord) VALUES ($1, $2, $3)")
SQL(LEDGER_KEY_GET, "t", "ii", "SELECT entry, ord FROM ledger_key WHERE key = $1")
SQL(LEDGER_KEY_FROM, "t", "t", "SELECT key FROM ledger_key WHERE key >= $1 ORDER BY key LIMIT 1")
SQL(LEDGER_ENTRY_GET, "ii", "titiiiibb",
    "SELECT key, text, voucher, day, rev_entry, rev_ord, settled, extra, digest FROM ledger_entry WHERE entry = $1 AND ord = $2")
SQL(LEDGER_ENTRY_VOUCHER, "ii", "t", "SELECT voucher FROM ledger_entry WHERE entry = $1 AND ord = $2")
SQL(LEDGER_ENTRY_FLAGS, "ii", "i", "SELECT flags FROM ledger_entry WHERE entry = $1 AND ord = $2")
SQL(LEDGER_ENTRY_LINES, "ii", "iiiiiiiiiii",
    "SELECT account, region, insurance, side, owner_kind, owner, month, way, fen, n, day FROM ledger_line "
    "WHERE entry = $1 AND ord = $2 ORDER BY n")
SQL(LEDGER_ENTRIES, "iiii", "ii",
    "SELECT entry, ord FROM ledger_entry WHERE (entry, ord) > ($1, $2) AND entry <= $3 ORDER BY entry, ord LIMIT $4")

enum { PAGE = 256, EACH_BYTES = 64 << 20 };

Ledger ledger_open(Db *db, int64_t entry)
{
    require(entry > 0);
    return (Ledger){ .db = db, .entry = entry };
}

Str ledger_side(const Ledger *ledger) { return ledger->ord ? hash_str(&ledger->digest) : (Str){ 0 }; }

void ledger_take(Ledger *ledger, Str digest)
{
    uint8_t bytes[HASH_BYTES + 16];
    require(digest.n == HASH_BYTES);
    memcpy(bytes, ledger->digest.b, HASH_BYTES);
    Hash both;
    int64_t ord = ++ledger->ord;
    for (int i = 0; i < 8; i++) {
        bytes[HASH_BYTES + i] = (uint8_t)(ledger->entry >> 8 * (7 - i));
        bytes[HASH_BYTES + 8 + i] = (uint8_t)(ord >> 8 * (7 - i));
    }
    Str head = { (const char *)bytes, sizeof bytes };
    both = hash_keyed(head, digest);
    ledger->digest = both;
}

Hash entry_digest(Arena *arena, const EntryWhole *whole)
{
    const LedgerDraft *draft = &whole->draft;
    size_t mark = arena_mark(arena);
    Buf buf = { .arena = arena };
    buf_text(&buf, draft->key);
    buf_u8(&buf, (uint8_t)draft->text);
    buf_u32(&buf, (uint32_t)draft->day.n);
    buf_text(&buf, draft->voucher);
    buf_i64(&buf, whole->reverses.entry);
    buf_i64(&buf, whole->reverses.ord);
    buf_text(&buf, whole->extra);
    for (size_t i = 0; i < draft->count; i++) {
        const LedgerLine *line = &draft->lines[i];
        buf_u8(&buf, (uint8_t)line->account);
        buf_u32(&buf, (uint32_t)line->region);
        buf_u8(&buf, (uint8_t)line->insurance);
        buf_u8(&buf, (uint8_t)line->side);
        buf_u8(&buf, (uint8_t)line->owner_kind);
        buf_i64(&buf, line->owner);
        buf_u32(&buf, (uint32_t)line->month.n);
        buf_u8(&buf, (uint8_t)line->way);
        buf_i64(&buf, line->amount.fen);
    }
    Hash hash = hash_of(buf_str(&buf));
    arena_back(arena, mark);
    return hash;
}

Err entry_key_from(Db *db, Arena *arena, Str from, Str *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &LEDGER_KEY_FROM, VALS(val_t(from)), &rows));
    *out = rows.count ? cell(&rows, 0, 0)->s : (Str){ 0 };
    return OK;
}

Err entry_find(Db *db, Arena *arena, Str key, LedgerId *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &LEDGER_KEY_GET, VALS(val_t(key)), &rows));
    *out = rows.count ? (LedgerId){ cell(&rows, 0, 0)->i, cell(&rows, 0, 1)->i } : (LedgerId){ 0 };
    return OK;
}

static Str reversal_key(Arena *arena, LedgerId which)
{
    return str_format(arena, "~reverse/%lld-%lld", (long long)which.entry, (long long)which.ord);
}

Err entry_reversed(Db *db, Arena *arena, LedgerId id, LedgerId *by)
{
    LedgerId reversal = { 0 }, again = { 0 };
    TRY(entry_find(db, arena, reversal_key(arena, id), &reversal));
    if (reversal.entry)
        TRY(entry_reversed(db, arena, reversal, &again));
    *by = again.entry ? (LedgerId){ 0 } : reversal;
    return OK;
}

LedgerLine line_of(const Val *cells)
{
    return (LedgerLine){ .account = (LedgerAccount)cells[0].i,
                         .region = (int32_t)cells[1].i,
                         .insurance = (Insurance)cells[2].i,
                         .side = (LedgerSide)cells[3].i,
                         .owner_kind = (LedgerOwner)cells[4].i,
                         .owner = cells[5].i,
                         .month = { (int32_t)cells[6].i },
                         .way = (LedgerNormal)cells[7].i,
                         .amount = { cells[8].i } };
}

Err entry_head(Db *db, Arena *arena, LedgerId id, EntryHead *out)
{
    Rows rows, flags;
    TRY(db_rows(db, arena, &LEDGER_ENTRY_GET, VALS(val_i(id.entry), val_i(id.ord)), &rows));
    TRY(db_rows(db, arena, &LEDGER_ENTRY_FLAGS, VALS(val_i(id.entry), val_i(id.ord)), &flags));
    if (!rows.count)
        return ERR_UNKNOWN_ID;
    const Val *v = cell(&rows, 0, 0);
    *out = (EntryHead){ .entry = { .id = id,
                                   .key = v[0].s,
                                   .text = (LedgerText)v[1].i,
                                   .voucher = v[2].s,
                                   .day = { (int32_t)v[3].i },
                                   .reverses = { v[4].i, v[5].i },
                                   .digest = v[8].s },
                        .settled = v[6].i,
                        .extra = v[7].s,
                        .flags = cell(&flags, 0, 0)->i };
    TRY(db_rows(db, arena, &LEDGER_ENTRY_LINES, VALS(val_i(id.entry), val_i(id.ord)), &rows));
    out->entry.lines = arena_new(arena, LedgerLine, rows.count);
    out->entry.count = rows.count;
    out->placed = true;
    for (size_t i = 0; i < rows.count; i++) {
        const Val *cells = cell(&rows, i, 0);
        out->entry.lines[i] = line_of(cells);
        out->placed = out->placed && cells[LINE_CELLS].i == (int64_t)i + 1 && cells[LINE_CELLS + 1].i == out->entry.day.n;
    }
    return OK;
}

Err entry_voucher(Db *db, Arena *arena, LedgerId id, Str *out)
{
    Rows rows;
    TRY(db_rows(db, arena, &LEDGER_ENTRY_VOUCHER, VALS(val_i(id.entry), val_i(id.ord)), &rows));
    *out = rows.count ? cell(&rows, 0, 0)->s : (Str){ 0 };
    return rows.count ? OK : ERR_UNKNOWN_ID;
}

Err entry_get(Db *db, Arena *arena, LedgerId id, LedgerEntry *out)
{
    EntryHead head;
    TRY(entry_head(db, arena, id, &head));
    *out = head.entry;
    return OK;
}

Err entry_each(Db *db, int64_t known_at, EntrySee *see, void *context)
{
    Arena arena = arena_make(EACH_BYTES);
    LedgerId after = { 0 };
    Err err = OK;
    for (bool more = true; more && err == OK;) {
        Rows rows;
        arena_reset(&arena);
        err = db_rows(db, &arena, &LEDGER_ENTRIES, VALS(val_i(after.entry), val_i(after.ord), val_i(known_at), val_i(PAGE)), &rows);
        more = err == OK && rows.count == PAGE;
        for (size_t i = 0; err == OK && i < rows.count; i++) {
            size_t mark = arena_mark(&arena);
            LedgerEntry entry;
            after = (LedgerId){ cell(&rows, i, 0)->i, cell(&rows, i, 1)->i };
            err = entry_get(db, &arena, after, &entry);
            if (err == OK && !see(context, &entry)) {
                more = false;
                break;
            }
            arena_back(&arena, mark);
        }
    }
    arena_drop(&arena);
    return err == ERR_UNKNOWN_ID ? ERR_BUSY : err;
}

/* ---- writing ---- */

static Err check_head(const LedgerDraft *draft, Why *why)
{
    if (!draft->key.n || draft->key.n > LEDGER_KEY_MAX || !str_utf8(draft->key))
        return refuse(why, ERR_BAD_FIELD, "key", "业务键须为 1 至 %d 字节的文字。",
                      "The business key must be 1 to %d bytes of text.", LEDGER_KEY_MAX);
    if (!text_word((int)draft->text))
        return refuse(why, ERR_BAD_FIELD, "text", "没有这种摘要。", "There is no such kind of entry.");
    if (!day_is(draft->day) || draft->day.n < day_make(1900, 1, 1).n || draft->day.n > day_make(9999, 12, 31).n)
        return refuse(why, ERR_BAD_FIELD, "day", "记账日期须在 1900 年至 9999 年之间。",
                      "The value day must lie between 1900 and 9999.");
    if (draft->voucher.n > LEDGER_VOUCHER_MAX || !str_utf8(draft->voucher))
        return refuse(why, ERR_BAD_FIELD, "voucher", "凭证说明最多 %d 字节。", "The voucher may have at most %d bytes of text.",
                      LEDGER_VOUCHER_MAX);
    return OK;
}

static Err check_count(const LedgerDraft *draft, Why *why)
{
    if (!draft->count || draft->count > LEDGER_LINES_MAX)
        return refuse(why, ERR_BAD_FIELD, "lines", "一笔分录须有 1 至 %d 行。", "An entry must have 1 to %d lines.",
                      LEDGER_LINES_MAX);
    return OK;
}

static Err check_all(const LedgerDraft *draft, Why *why)
{
    TRY(check_head(draft, why));
    TRY(check_count(draft, why));
    for (size_t i = 0; i < draft->count; i++)
        TRY(line_check(&draft->lines[i], why));
    return lines_balance(draft->lines, draft->count, why);
}

Err refuse_closed(Why *why, Month month, int32_t region)
{
    return refuse(why, ERR_MONTH_CLOSED, "day", "地区 %d 的 %d 年 %d 月及以前已结账，请记入当前月份并写明费款所属期。",
                  "Region %d is closed up to %d-%02d; post it in the open month and name the fee period.", (int)region,
                  month_year(month), month_of_year(month));
}

static Err check_months(Db *db, Arena *arena, const LedgerDraft *draft, Why *why)
{
    Month month = day_month(draft->day);
    for (size_t i = 0; i < draft->count; i++) {
        int32_t region = draft->lines[i].region;
        Month closed = MONTH_NONE;
        if (i && region == draft->lines[i - 1].region)
            continue;
        TRY(month_closed(db, arena, region, known_now, &closed));
        if (closed.n >= month.n)
            return refuse_closed(why, closed, region);
    }
    return OK;
}

/* The same key again: the same content, or a conflict. */
static Err known_key(Db *db, Arena *arena, LedgerId id, Str digest, Why *why)
{
    EntryHead head;
    Err err = entry_head(db, arena, id, &head);
    if (err != OK)
        return ERR_BUSY; /* the index leads to nothing: damage */
    if (str_eq(head.entry.digest, digest))
        return OK;
    return refuse(why, ERR_CONFLICT, "key", "业务键“" STR_FMT "”已用于另一笔分录（%lld-%lld）。",
                  "The business key " STR_FMT " belongs to another entry (%lld-%lld).", STR_ARG(head.entry.key),
                  (long long)id.entry, (long long)id.ord);
}

static Err lines_write(Db *db, LedgerId id, const LedgerDraft *draft)
{
    for (size_t i = 0; i < draft->count; i++) {
        const LedgerLine *line = &draft->lines[i];
        TRY(db_run(db, &LEDGER_LINE_ADD,
                   VALS(val_i(id.entry), val_i(id.ord), val_i((int64_t)i + 1), val_i(line->account), val_i(line->region),
                        val_i(line->insurance), val_i(line->side), val_i(line->owner_kind), val_i(line->owner),
                        val_i(line->month.n), val_i(line->way), val_i(line->amount.fen), val_i(draft->day.n))));
    }
    return OK;
}

Err entry_add(Ledger *ledger, Arena *arena, const EntryWhole *whole, LedgerId *out, bool *already, Why *why)
{
    const LedgerDraft *draft = &whole->draft;
    LedgerId known = { 0 };
    TRY(check_all(draft, why));
    Hash digest = entry_digest(arena, whole);
    TRY(entry_find(ledger->db, arena, draft->key, &known));
    if (known.entry) {
        TRY(known_key(ledger->db, arena, known, hash_str(&digest), why));
        *out = known;
        *already = true;
        return OK;
    }
    TRY(check_months(ledger->db, arena, draft, why));
    require(lines_balance(draft->lines, draft->count, NULL) == OK);
    LedgerId id = entry_next(ledger);
    TRY(db_run(ledger->db, &LEDGER_ENTRY_ADD,
               VALS(val_i(id.entry), val_i(id.ord), val_t(draft->key), val_i(draft->text), val_i(draft->day.n),
                    val_t(draft->voucher), val_i(whole->reverses.entry), val_i(whole->reverses.ord), val_i(whole->settled),
                    val_i(whole->run ? ENTRY_HAS_RUN : 0), val_b(whole->extra), val_b(hash_str(&digest)))));
    TRY(db_run(ledger->db, &LEDGER_KEY_ADD, VALS(val_t(draft->key), val_i(id.entry), val_i(id.ord))));
    TRY(lines_write(ledger->db, id, draft));
    ledger_take(ledger, hash_str(&digest));
    *out = id;
    *already = false;
    return OK;
}

Err entry_post(Ledger *ledger, Arena *arena, const LedgerDraft *draft, LedgerId *out, bool *already, Why *why)
{
    if (draft->key.n && draft->key.p[0] == '~')
        return refuse(why, ERR_BAD_FIELD, "key", "业务键不能以 ~ 开头。", "A business key must not begin with ~.");
    TRY(check_head(draft, why));
    TRY(check_count(draft, why));
    for (size_t i = 0; i < draft->count; i++)
        if (draft->lines[i].owner_kind == OWNER_SHEETS)
            return refuse(why, ERR_BAD_FIELD, "owner", "缴费明细表的合计由明细表自动记账，不能手工录入。",
                          "The totals of contribution sheets are posted by the sheets themselves, never by hand.");
    return entry_add(ledger, arena, &(EntryWhole){ .draft = *draft }, out, already, why);
}

Err entry_reverse(Ledger *ledger, Arena *arena, LedgerId which, Day day, Str voucher, LedgerId *out, bool *already, Why *why)
{
    EntryHead head;
    Str key = reversal_key(arena, which);
    LedgerDraft draft = { .key = key, .text = TEXT_REVERSAL, .day = day, .voucher = voucher };
    TRY(check_head(&draft, why));
    Err err = entry_head(ledger->db, arena, which, &head);
    if (err == ERR_UNKNOWN_ID)
        return refuse(why, ERR_UNKNOWN_ID, "entry", "没有分录 %lld-%lld。", "There is no entry %lld-%lld.", (long long)which.entry,
                      (long long)which.ord);
    TRY(err);
    if (head.flags & ENTRY_HAS_RUN)
        return refuse(why, ERR_WRONG_STATE, "entry", "核定批次不能冲正，请用补差或冲减明细表更正。",
                      "The release of a run cannot be reversed; correct it by a run of differences.");
    for (size_t i = 0; i < head.entry.count; i++)
        head.entry.lines[i].way = head.entry.lines[i].way == DEBIT ? CREDIT : DEBIT;
    draft.lines = head.entry.lines;
    draft.count = head.entry.count;
    EntryWhole whole = { .draft = draft, .reverses = which };
    LedgerId known = { 0 };
    Settlement *rows = NULL;
    size_t count = 0;
    TRY(entry_find(ledger->db, arena, key, &known));
    if (head.settled)
        TRY(settlements_opposite(ledger->db, arena, which, !known.entry, &rows, &count, &whole.extra, why));
    whole.settled = (int64_t)count;
    TRY(entry_add(ledger, arena, &whole, out, already, why));
    return *already ? OK : settlements_write(ledger->db, *out, day, rows, count);
}
