/* export.c - see export.h. */
#include "ledger/export.h"
#include "ledger/inside.h"

enum { EXPORT_BYTES = 16 << 20 };

static Str word(const Choice *choice, bool en) { return str(choice ? (en ? choice->en : choice->zh) : "?"); }

/* ':' opens a sub-account, two spaces end the name; no word of the tables has either. */
void export_account(Buf *buf, const LedgerLine *line, bool en)
{
    const AccountRow *row = account_row((int)line->account);
    buf_add(buf, word(class_word((int)row->class), en));
    buf_format(buf, ":%s:%06d", en ? row->en : row->zh, (int)line->region);
    if (row->insurance) {
        const Choice *insurance = choice_of(SET_INSURANCE, (int)line->insurance);
        buf_format(buf, ":%s", en ? insurance->en : insurance->zh);
    }
    if (row->side) {
        buf_char(buf, ':');
        buf_add(buf, word(side_word((int)line->side), en));
    }
    if (line->owner_kind == OWNER_NONE)
        return;
    buf_char(buf, ':');
    buf_add(buf, word(owner_word((int)line->owner_kind), en));
    if (line->owner)
        buf_format(buf, en ? " %lld" : "%lld", (long long)line->owner);
}

/* A description ends at ';', and a '|' would part payee and note. A note goes to the end of its line; what could be
 * read as a tag or a date there is taken out. */
static void add_plain(Buf *buf, Str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool special = c < 0x20 || c == 0x7f || c == ';' || c == '|' || c == ':' || c == '[' || c == ']' || c == '=' || c == ',';
        buf_char(buf, special ? ' ' : (char)c);
    }
}

static void add_amount(Buf *buf, const LedgerLine *line)
{
    int64_t fen = line->way == DEBIT ? line->amount.fen : -line->amount.fen;
    buf_add(buf, S("  "));
    buf_add(buf, money_text(buf->arena, (Money){ fen }));
    buf_add(buf, S(" CNY"));
}

static void add_line(Buf *buf, const LedgerLine *line, bool en)
{
    buf_add(buf, S("    "));
    export_account(buf, line, en);
    add_amount(buf, line);
    if (line->month.n != MONTH_NONE.n) {
        buf_add(buf, en ? S("  ; fee period ") : S("  ; 所属期 "));
        buf_add(buf, month_text(buf->arena, line->month));
    }
    buf_char(buf, '\n');
}

static void add_entry(Buf *buf, const LedgerEntry *entry, bool en)
{
    buf_add(buf, day_text(buf->arena, entry->day));
    buf_format(buf, " * (%lld-%lld) ", (long long)entry->id.entry, (long long)entry->id.ord);
    buf_add(buf, word(text_word((int)entry->text), en));
    if (entry->voucher.n) {
        buf_char(buf, ' ');
        add_plain(buf, entry->voucher);
    }
    if (entry->reverses.entry)
        buf_format(buf, en ? " of %lld-%lld" : " 冲 %lld-%lld", (long long)entry->reverses.entry, (long long)entry->reverses.ord);
    buf_add(buf, en ? S("\n    ; key ") : S("\n    ; 业务键 "));
    add_plain(buf, entry->key);
    buf_char(buf, '\n');
    for (size_t i = 0; i < entry->count; i++)
        add_line(buf, &entry->lines[i], en);
    buf_char(buf, '\n');
}

typedef struct {
    Arena arena;
    bool en;
    ExportPart *part;
    void *context;
} Export;

static bool export_entry(void *context, const LedgerEntry *entry)
{
    Export *export = context;
    Buf buf = { .arena = &export->arena };
    add_entry(&buf, entry, export->en);
    export->part(export->context, buf_str(&buf));
    arena_reset(&export->arena);
    return true;
}

Err ledger_export(Db *db, bool en, int64_t known_at, ExportPart *part, void *context)
{
    Export export = { .arena = arena_make(EXPORT_BYTES), .en = en, .part = part, .context = context };
    part(context, en ? S("; Double-entry ledger of the bureau, amounts in yuan (CNY)\ncommodity 1000.00 CNY\n\n")
                     : S("; 社会保险总账，金额单位：元（CNY）\ncommodity 1000.00 CNY\n\n"));
    Err err = entry_each(db, known_at, export_entry, &export);
    arena_drop(&export.arena);
    return err;
}
