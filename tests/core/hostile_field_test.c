/* hostile_field_test.c - every field of every command and query with every kind of wrong value. */
#include "hostile.h"
#include "words/words.h"

typedef struct {
    const CatalogueRow *row;
    bool query;
    Str actor;
} Subject;

static Str line_of(Arena *arena, const Subject *subject, Str args)
{
    return str_format(arena, "{\"id\":\"h\",\"at\":\"" AT "\",\"actor\":%.*s,\"%s\":\"%s\",\"args\":%.*s}", STR_ARG(subject->actor),
                      subject->query ? "query" : "command", subject->row->name, STR_ARG(args));
}

static void wrong(Hostile *h, const Subject *subject, Field field, const char *value, Err want)
{
    arena_reset(&h->line);
    hostile_refused(h, line_of(&h->line, subject, good_args(&h->line, subject->row, field, value)), want, field_row(field)->name);
}

/* Wrong whatever the type: no JSON, null, what is not whole or does not fit, bytes that are no text. */
static void wrong_everywhere(Hostile *h, const Subject *subject, Field field)
{
    static const char *const values[] = {
        "null",
        "1.5",
        "1e3",
        "-0.0",
        "9223372036854775808",
        "-9223372036854775809",
        "12345678901234567890",
        "NaN",
        "Infinity",
        "0x10",
        "+5",
        "01",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"\xff\"",
        "\"\xc0\xaf\"",
        "\"\xed\xa0\x80\"",
        "\"\xf5\x80\x80\x80\"",
        "\"\xe4\xb8\"",
        "\"\\ud800\"",
        "\"\\udc00x\"",
        "\"a\nb\"",
        "\"a\x01\"",
        "'a'",
        "tru",
        "[",
        "{\"a\":1,\"a\":2}",
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        bool inner = values[i][0] == '{'; /* A duplicate key inside is the one that is named. */
        if (!inner) {
            wrong(h, subject, field, values[i], ERR_BAD_FIELD);
            continue;
        }
        arena_reset(&h->line);
        hostile_refused(h, line_of(&h->line, subject, good_args(&h->line, subject->row, field, values[i])), ERR_BAD_FIELD, NULL);
    }
}

static void wrong_type(Hostile *h, const Subject *subject, Field field)
{
    FieldType type = field_row(field)->type;
    bool list = type == TYPE_CHOICES || type == TYPE_TEXTS || type == TYPE_EVIDENCE || type == TYPE_LINES,
         members = type == TYPE_PAIRS;
    bool number = type == TYPE_INT || type == TYPE_FEN, text = !list && !members && !number && type != TYPE_BOOL;
    if (!list)
        wrong(h, subject, field, "[]", ERR_BAD_FIELD), wrong(h, subject, field, "[\"1\"]", ERR_BAD_FIELD);
    if (!members)
        wrong(h, subject, field, "{}", ERR_BAD_FIELD), wrong(h, subject, field, "{\"kind\":\"id-card\"}", ERR_BAD_FIELD);
    if (type != TYPE_BOOL)
        wrong(h, subject, field, "true", ERR_BAD_FIELD), wrong(h, subject, field, "false", ERR_BAD_FIELD);
    /* The bureau's personal number is a number: a bank may send it as one. */
    if (!number && field != F_PERSON_SERIAL)
        wrong(h, subject, field, "5", ERR_BAD_FIELD), wrong(h, subject, field, "0", ERR_BAD_FIELD);
    if (!number)
        wrong(h, subject, field, "-5", ERR_BAD_FIELD);
    if (!text)
        wrong(h, subject, field, "\"a\"", ERR_BAD_FIELD), wrong(h, subject, field, "\"5\"", ERR_BAD_FIELD);
}

static void wrong_text(Hostile *h, const Subject *subject, Field field)
{
    static const char *const values[] = { "\"\"",           "\" \"",           "\"\\t\\n \"",  "\"\xe3\x80\x80\"",
                                          "\"\\u0007\"",    "\"a\\u001b[2J\"", "\"a\\u007f\"", "\"a\\u0085b\"",
                                          "\"\\u202Ecba\"", "\"a\\u2066b\"",   "\"\\ufeff\"",  "\"a\\u2028b\"" };
    int64_t max = field_row(field)->max;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        wrong(h, subject, field, values[i], ERR_BAD_FIELD);
    arena_reset(&h->line);
    Arena own = arena_make(LINE_BYTES);
    wrong(h, subject, field, quoted(&own, "a", max + 1, ""), ERR_BAD_FIELD);
    wrong(h, subject, field, quoted(&own, "\xe9\xbe\x8d", max + 1, ""), ERR_BAD_FIELD);
    if (max < 100000)
        wrong(h, subject, field, quoted(&own, "a", 100000, ""), ERR_BAD_FIELD);
    arena_drop(&own);
}

static void wrong_one_of(Hostile *h, const Subject *subject, Field field)
{
    static const char *const values[] = { "\"\"", "\"nope\"", "\" \"", "\"0\"", "\"1\"" };
    bool list = field_row(field)->type == TYPE_CHOICES;
    const char *first = choice_set(field_row(field)->set)->items[0].code;
    Arena own = arena_make(LINE_BYTES);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        wrong(h, subject, field, str_z(&own, str_format(&own, list ? "[%s]" : "%s", values[i])), ERR_BAD_FIELD);
    wrong(h, subject, field, str_z(&own, str_format(&own, list ? "[\"%s \"]" : "\"%s \"", first)), ERR_BAD_FIELD);
    wrong(h, subject, field, str_z(&own, str_format(&own, list ? "[\"%cx\"]" : "\"%cx\"", first[0] - 32)), ERR_BAD_FIELD);
    if (list) {
        wrong(h, subject, field, "[]", ERR_BAD_FIELD);
        wrong(h, subject, field, "[null]", ERR_BAD_FIELD);
        wrong(h, subject, field, "[[]]", ERR_BAD_FIELD);
        wrong(h, subject, field, many(&own, good_value(&own, F_EVIDENCE), 2), ERR_BAD_FIELD);
        wrong(h, subject, field, many(&own, str_format(&own, "\"%s\"", first), field_row(field)->max + 1), ERR_TOO_LARGE);
    } else {
        wrong(h, subject, field, quoted(&own, first, 2000, ""), ERR_BAD_FIELD);
    }
    arena_drop(&own);
}

static void wrong_papers(Hostile *h, const Subject *subject, Field field)
{
    static const char *const values[] = {
        "[null]",
        "[5]",
        "[\"id-card\"]",
        "[[]]",
        "[{}]",
        "[{\"kind\":5}]",
        "[{\"kind\":\"\"}]",
        "[{\"kind\":\"nope\"}]",
        "[{\"no\":\"1\"}]",
        "[{\"kind\":\"id-card\",\"colour\":\"red\"}]",
        "[{\"kind\":\"id-card\",\"no\":5}]",
        "[{\"kind\":\"id-card\",\"no\":\"\"}]",
        "[{\"kind\":\"id-card\",\"no\":null}]",
        "[{\"kind\":\"id-card\",\"day\":\"2025-02-30\"}]",
        "[{\"kind\":\"id-card\",\"day\":20250101}]",
        "[{\"kind\":\"id-card\",\"valid_until\":\"soon\"}]",
        "[{\"kind\":\"id-card\",\"sha256\":\"00\"}]",
        "[{\"kind\":\"id-card\",\"sha256\":5}]",
        "[{\"kind\":\"id-card\",\"no\":\"\\u202e\"}]",
        "[{\"kind\":\"id-card\",\"sha256\":\"zz00000000000000000000000000000000000000000000000000000000000000\"}]",
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        wrong(h, subject, field, values[i], ERR_BAD_FIELD);
    Arena own = arena_make(LINE_BYTES);
    Str paper = S("{\"kind\":\"id-card\"}");
    wrong(h, subject, field, str_z(&own, str_format(&own, "[{\"kind\":\"id-card\",\"no\":%s}]", quoted(&own, "7", 101, ""))),
          ERR_BAD_FIELD);
    wrong(h, subject, field, many(&own, paper, field_row(field)->max + 1), ERR_TOO_LARGE);
    wrong(h, subject, field, many(&own, paper, 50000), ERR_TOO_LARGE);
    arena_drop(&own);
}

static void wrong_list(Hostile *h, const Subject *subject, Field field)
{
    const FieldRow *row = field_row(field);
    Arena own = arena_make(LINE_BYTES);
    if (row->type == TYPE_TEXTS) {
        static const char *const values[] = { "[null]", "[5]", "[\"\"]", "[[\"1\"]]", "[{}]", "[\"1\",true]", "[\"a\\u0007\"]" };
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            wrong(h, subject, field, values[i], ERR_BAD_FIELD);
        if (field == F_APPLICATIONS)
            wrong(h, subject, field, "[]", ERR_BAD_FIELD);
        wrong(h, subject, field, many(&own, str(quoted(&own, "a", 201, "")), 1), ERR_BAD_FIELD);
        wrong(h, subject, field, many(&own, S("\"1\""), row->max + 1), ERR_TOO_LARGE);
    } else {
        static const char *const values[] = { "{\"a\":null}", "{\"a\":[]}",   "{\"a\":{}}",           "{\"a\":\"\"}",
                                              "{\"a\":true}", "{\"\":\"x\"}", "{\"a\\u0007\":\"x\"}", "{\"a\":\"\\u0007\"}" };
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            wrong(h, subject, field, values[i], ERR_BAD_FIELD);
        wrong(h, subject, field, str_z(&own, str_format(&own, "{%s:\"x\"}", quoted(&own, "k", 5000, ""))), ERR_BAD_FIELD);
        wrong(h, subject, field, str_z(&own, str_format(&own, "{\"a\":%s}", quoted(&own, "k", 201, ""))), ERR_BAD_FIELD);
        Buf buf = { .arena = &own };
        for (int64_t i = 0; i <= row->max; i++)
            buf_format(&buf, "%c\"k%d\":\"v\"", i ? ',' : '{', (int)i);
        buf_char(&buf, '}');
        wrong(h, subject, field, str_z(&own, buf_str(&buf)), ERR_TOO_LARGE);
    }
    arena_drop(&own);
}

static void wrong_lines(Hostile *h, const Subject *subject, Field field)
{
    static const char *const values[] = {
        "[]",
        "[null]",
        "[5]",
        "[\"1\"]",
        "[[]]",
        "[{}]",
        "[{\"ssn\":\"330106199003078817\"}]",
        "[{\"wage_fen\":1}]",
        "[{\"ssn\":5,\"wage_fen\":1}]",
        "[{\"ssn\":\"\",\"wage_fen\":1}]",
        "[{\"ssn\":\"1\",\"wage_fen\":\"1\"}]",
        "[{\"ssn\":\"1\",\"wage_fen\":null}]",
        "[{\"ssn\":\"1\",\"person\":1,\"wage_fen\":1}]",
        "[{\"ssn\":\"1\",\"wage_fen\":1,\"name\":\"x\"}]",
        "[{\"ssn\":\"\\u202e\",\"wage_fen\":1}]",
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        wrong(h, subject, field, values[i], ERR_BAD_FIELD);
    Arena own = arena_make(LINE_BYTES);
    wrong(h, subject, field, many(&own, S("{\"ssn\":\"1\",\"wage_fen\":1}"), field_row(field)->max + 1), ERR_TOO_LARGE);
    arena_drop(&own);
}

static void wrong_range(Hostile *h, const Subject *subject, Field field)
{
    static const char *const days[] = { "\"\"",
                                        "\"2025-02-29\"",
                                        "\"2025-13-01\"",
                                        "\"2025-00-10\"",
                                        "\"0000-01-01\"",
                                        "\"99999-01-01\"",
                                        "\"2025-1-1\"",
                                        "\"2025/01/01\"",
                                        "\"today\"",
                                        "\"2025-01-01 \"",
                                        "\"-025-01-01\"",
                                        "\"\xef\xbc\x92"
                                        "025-01-01\"",
                                        "\"2025-01-01T00:00:00\"",
                                        "\"1799-12-31\"" };
    static const char *const months[] = { "\"\"",       "\"2025-13\"",    "\"2025-00\"", "\"2025-1\"",
                                          "\"202501\"", "\"2025-01-01\"", "\"2025-01 \"" };
    static const char *const regions[] = { "\"\"",       "\"33010\"",  "\"3301000\"", "\"33010a\"", "\"000000\"",
                                           "\"999999\"", "\"-30100\"", "\" 33010\"",  "330100" };
    static const char *const bytes[] = { "\"\"", "\"A\"", "\"!!!!\"", "\"QUJD=\"", "\"QUJDRA\"", "\"====\"", "\"Q=JD\"" };
    const FieldRow *row = field_row(field);
    Arena own = arena_make(LINE_BYTES);
    size_t n = 0;
    const char *const *list = NULL;
    if (row->type == TYPE_DAY || row->type == TYPE_START || row->type == TYPE_END)
        list = days, n = sizeof days / sizeof *days;
    else if (row->type == TYPE_MONTH)
        list = months, n = sizeof months / sizeof *months;
    else if (row->type == TYPE_REGION)
        list = regions, n = sizeof regions / sizeof *regions;
    else if (row->type == TYPE_BYTES)
        list = bytes, n = sizeof bytes / sizeof *bytes;
    for (size_t i = 0; i < n; i++)
        wrong(h, subject, field, list[i], ERR_BAD_FIELD);
    if (row->type == TYPE_BYTES) {
        wrong(h, subject, field, quoted(&own, "AAAA", row->max / 3 + 1, ""), field == F_FILE ? ERR_BAD_FIELD : ERR_TOO_LARGE);
    } else if (row->type == TYPE_INT || row->type == TYPE_FEN) {
        int64_t max = row->type == TYPE_FEN ? 100000000000000 : row->max;
        wrong(h, subject, field, "-1", ERR_BAD_FIELD);
        wrong(h, subject, field, "-9223372036854775808", ERR_BAD_FIELD);
        wrong(h, subject, field, "9223372036854775807", ERR_BAD_FIELD);
        wrong(h, subject, field, str_z(&own, str_format(&own, "%lld", (long long)max + 1)), ERR_BAD_FIELD);
    }
    arena_drop(&own);
}

static void wrong_values(Hostile *h, const Subject *subject, Field field)
{
    switch (field_row(field)->type) {
    case TYPE_TEXT:
        wrong_text(h, subject, field);
        return;
    case TYPE_CHOICE:
    case TYPE_CHOICES:
        wrong_one_of(h, subject, field);
        return;
    case TYPE_EVIDENCE:
        wrong_papers(h, subject, field);
        return;
    case TYPE_LINES:
        wrong_lines(h, subject, field);
        return;
    case TYPE_TEXTS:
    case TYPE_PAIRS:
        wrong_list(h, subject, field);
        return;
    default:
        wrong_range(h, subject, field);
        return;
    }
}

/* Given twice, or not at all where it is required. */
static void wrong_count(Hostile *h, const Subject *subject, int place)
{
    Field field = subject->row->fields[place];
    const char *name = field_row(field)->name;
    arena_reset(&h->line);
    Str args = good_args(&h->line, subject->row, F_NONE, NULL),
        twice = str_format(&h->line, "%.*s,\"%s\":%.*s}", (int)args.n - 1, args.p, name, STR_ARG(good_value(&h->line, field)));
    hostile_refused(h, line_of(&h->line, subject, twice), ERR_BAD_FIELD, NULL);
    if (field_row(field)->type == TYPE_PERSON) {
        const char *serial = field == F_SSN ? "person" : "other_person";
        static const char *const values[] = { "0",    "-1",   "\"0\"", "\"-1\"", "\"1a\"", "\"\"", "\"9223372036854775808\"",
                                              "true", "null", "[]",    "1.5" };
        hostile_refused(h, line_of(&h->line, subject, str_format(&h->line, "%.*s,\"%s\":1}", (int)args.n - 1, args.p, serial)),
                        ERR_BAD_FIELD, serial);
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            hostile_refused(h, line_of(&h->line, subject, str_format(&h->line, "{\"%s\":%s}", serial, values[i])), ERR_BAD_FIELD,
                            serial);
    }
    if (!subject->row->required[place])
        return;
    Buf buf = { .arena = &h->line };
    for (int i = 0; i < subject->row->count; i++)
        if (i != place) {
            buf_format(&buf, "%s\"%s\":", buf.n ? "," : "{", field_row(subject->row->fields[i])->name);
            buf_add(&buf, good_value(&h->line, subject->row->fields[i]));
        }
    buf_add(&buf, buf.n ? S("}") : S("{}"));
    hostile_refused(h, line_of(&h->line, subject, buf_str(&buf)), ERR_BAD_FIELD, name);
}

static void wrong_args(Hostile *h, const Subject *subject)
{
    static const char *const args[] = {
        "[]", "5", "\"x\"", "true", "{\"colour\":1}", "{\"\":1}", "{\"SSN\":1}", "{\"ssn \":1}", "{\"__proto__\":{}}"
    };
    static const char *const names[] = { "args", "args", "args", "args", "colour", "", "SSN", "ssn ", "__proto__" };
    for (size_t i = 0; i < sizeof args / sizeof *args; i++) {
        arena_reset(&h->line);
        hostile_refused(h, line_of(&h->line, subject, str(args[i])), ERR_BAD_FIELD, names[i]);
    }
    arena_reset(&h->line);
    Str good = good_args(&h->line, subject->row, F_NONE, NULL),
        more = str_format(&h->line, "%.*s%s\"zz\":1}", (int)good.n - 1, good.p, good.n > 2 ? "," : "");
    hostile_refused(h, line_of(&h->line, subject, more), ERR_BAD_FIELD, "zz");
    hostile_refused(h, line_of(&h->line, subject, str_format(&h->line, "{%s:1}", quoted(&h->line, "k", 100000, ""))), ERR_BAD_FIELD,
                    NULL);
}

static void wrong_row(Hostile *h, const CatalogueRow *row, bool query)
{
    Arena own = arena_make(1 << 20);
    Subject subject = { row, query, good_actor(&own, row->roles) };
    wrong_args(h, &subject);
    for (int i = 0; i < row->count; i++) {
        Field field = row->fields[i];
        wrong_everywhere(h, &subject, field);
        wrong_type(h, &subject, field);
        wrong_values(h, &subject, field);
        wrong_count(h, &subject, i);
    }
    hostile_unchanged(h, row->name);
    arena_drop(&own);
}

TEST(hostile_fields_of_commands)
{
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    for (int id = 1; id < CMD_END; id++)
        if (command_row(id)->roles)
            wrong_row(&h, command_row(id), false);
    hostile_id_is_free(&h);
    hostile_end(&h);
}

TEST(hostile_fields_of_queries)
{
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    for (int id = 1; id < QUERY_END; id++)
        if (query_row(id)->roles)
            wrong_row(&h, query_row(id), true);
    hostile_end(&h);
}

/* What the catalogue keeps for core alone is no command for anybody. */
TEST(hostile_internal_commands)
{
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    for (int role = 1; role < Role_END; role++) {
        arena_reset(&h.line);
        hostile_refused(&h,
                        str_format(&h.line,
                                   "{\"id\":\"h\",\"at\":\"" AT
                                   "\",\"actor\":{\"role\":\"%s\",\"user\":\"1\",\"org\":\"B01\"},\"command\":"
                                   "\"look.record\",\"args\":{\"person\":1}}",
                                   choice_code(SET_ROLE, role)),
                        ERR_BAD_FIELD, "command");
    }
    hostile_unchanged(&h, "look.record");
    hostile_end(&h);
}
