/* cert.c - see cert.h: codes, the seal of a file, and issuing. */
#include "core/cert.h"
#include "act/rights.h"
#include "core/cert_content.h"

enum {
    ENTRY_BITS = 40,
    TAG_BITS = 60,
    CHAR_BITS = 5,
    GROUP = 4,
    TAG_CHARS = TAG_BITS / CHAR_BITS,
    SEAL_TAIL = 256 /* the line stands in the last bytes of a file */
};
static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; /* none that is read as another */
static const char seal_mark[] = "\n%shebao-seal ";

/* A number of `bits` bits that follows from the bureau's secret, the purpose and the text. */
static uint64_t secret_bits(const Store *store, Arena *arena, const char *purpose, int64_t of, int bits)
{
    Buf said = { .arena = arena };
    buf_text(&said, str(purpose));
    buf_i64(&said, of);
    Hash hash = hash_keyed(hash_str(&store->secret), buf_str(&said));
    uint64_t out = 0;
    for (int i = 0; i < 8; i++)
        out = out << 8 | hash.b[i];
    return out >> (64 - bits);
}

static uint64_t tag_of(const Store *store, Arena *arena, int64_t entry)
{
    return secret_bits(store, arena, "certificate", entry, TAG_BITS);
}

static uint64_t veil_of(const Store *store, Arena *arena, uint64_t tag)
{
    return secret_bits(store, arena, "certificate entry", (int64_t)tag, ENTRY_BITS);
}

static void chars_put(Buf *out, uint64_t number, int chars)
{
    for (int i = chars - 1; i >= 0; i--) {
        if (out->n % (GROUP + 1) == GROUP)
            buf_char(out, '-');
        buf_char(out, letters[number >> (i * CHAR_BITS) & 31u]);
    }
}

Str cert_code(const Store *store, Arena *arena, int64_t entry)
{
    uint64_t tag = tag_of(store, arena, entry);
    Buf out = { .arena = arena };
    chars_put(&out, tag, TAG_CHARS);
    chars_put(&out, (uint64_t)entry ^ veil_of(store, arena, tag), CERT_CODE_CHARS - TAG_CHARS);
    return buf_str(&out);
}

static int letter_value(char c)
{
    c = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
    c = c == 'O' ? '0' : c == 'I' || c == 'L' ? '1' : c;
    const char *at = c ? strchr(letters, c) : NULL;
    return at ? (int)(at - letters) : -1;
}

bool cert_entry(const Store *store, Arena *arena, Str code, int64_t *entry)
{
    uint64_t parts[2] = { 0 };
    int count = 0;
    for (size_t i = 0; i < code.n; i++) {
        int value = letter_value(code.p[i]);
        if (code.p[i] == '-' || code.p[i] == ' ')
            continue;
        if (value < 0 || count == CERT_CODE_CHARS)
            return false;
        uint64_t *part = &parts[count++ >= TAG_CHARS];
        *part = *part << CHAR_BITS | (uint64_t)value;
    }
    int64_t found = (int64_t)(parts[1] ^ veil_of(store, arena, parts[0]));
    if (count != CERT_CODE_CHARS || tag_of(store, arena, found) != parts[0])
        return false;
    *entry = found;
    return true;
}

/* ---- the seal of a file ---- */

static Str seal_of(const Store *store, Arena *arena, Str code, Str pdf)
{
    Buf said = { .arena = arena };
    Hash bytes = hash_of(pdf);
    buf_text(&said, S("certificate file"));
    buf_text(&said, code);
    buf_text(&said, hash_str(&bytes));
    Hash seal = hash_keyed(hash_str(&store->secret), buf_str(&said));
    return str_hex(arena, hash_str(&seal));
}

Str cert_seal(const Store *store, Arena *arena, Str code, Str pdf)
{
    Buf out = { .arena = arena };
    buf_add(&out, pdf);
    buf_format(&out, "%s" STR_FMT " " STR_FMT "\n", seal_mark, STR_ARG(code), STR_ARG(seal_of(store, arena, code, pdf)));
    return buf_str(&out);
}

Seal cert_seal_check(const Store *store, Arena *arena, Str file, Str *code)
{
    Str tail = file.n > SEAL_TAIL ? str_from(file, file.n - SEAL_TAIL) : file;
    long at = str_find(tail, str(seal_mark));
    *code = (Str){ 0 };
    if (at < 0)
        return SEAL_NONE;
    Str pdf = str_head(file, file.n - tail.n + (size_t)at), line = str_from(tail, (size_t)at + sizeof seal_mark - 1);
    Str rest = str_cut(&line, '\n');
    *code = str_copy(arena, str_cut(&rest, ' '));
    Str wanted = seal_of(store, arena, *code, pdf);
    Hash a = hash_of(wanted), b = hash_of(rest);
    return !line.n && str_ends(file, S("\n")) && hash_eq(&a, &b) ? SEAL_WHOLE : SEAL_BROKEN;
}

/* ---- issuing ---- */

static Err months_asked(const Command *command, CertAsked *asked, Why *why)
{
    const Arg *from = arg(command, F_FROM), *until = arg(command, F_UNTIL);
    if ((from->given || until->given) && asked->kind != CERT_CONTRIBUTIONS)
        return refuse(why, ERR_BAD_FIELD, from->given ? "from" : "until", "只有缴费证明可以选择起止月份。",
                      "Only a statement of contributions has months to choose.");
    asked->from = from->given ? day_month(time_day((Time){ from->i })) : MONTH_NONE;
    asked->until = until->given ? day_month(time_day((Time){ until->i })) : MONTH_NONE;
    return OK;
}

Err cert_decide(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out)
{
    const View *view = &loaded->view;
    Arena *arena = loaded->work.arena;
    TRY(rights_check(view, command, &out->why));
    if (!view->person || !view->person->registered.n)
        return REFUSE(out, ERR_UNKNOWN_PERSON, "ssn", NULL, NULL);
    CertAsked asked = { .bureau = bureau,
                        .loaded = loaded,
                        .policy = bureau->policy,
                        .kind = (CertKind)arg_int(command, F_CERT_KIND),
                        .known = bureau->journal.last,
                        .at = view->now };
    CertContent *content = arena_new(arena, CertContent, 1);
    TRY(months_asked(command, &asked, &out->why));
    TRY(cert_content(arena, &asked, content, &out->why));
    Event *event = emit(out, view, EVENT_CERT_ISSUED, view->person->id);
    event->cert_issued = (Event_cert_issued){ .kind = asked.kind,
                                              .from = asked.from.n == MONTH_NONE.n ? 0 : asked.from.n,
                                              .until = asked.until.n == MONTH_NONE.n ? 0 : asked.until.n,
                                              .months = content->months,
                                              .employer_fen = content->employer_fen,
                                              .employee_fen = content->employee_fen,
                                              .digest = str_copy(arena, hash_str(&content->digest)) };
    answer_text(out, "code", cert_code(&bureau->store, arena, bureau->journal.last + 1));
    answer_text(out, "kind", str(choice_code(SET_CERT, (int)asked.kind)));
    answer_day(out, "day", view_today(view));
    return OK;
}
