/* hostile_test.c - what is wrong with a request is said by code and field, changes nothing, and leaves the id free:
 * every field of every command and query with every kind of wrong value, wrong envelopes, cut and monstrous lines.
 * Guards C4, E10, B9 of the abuse cases. */
#include "core/parse.h"
#include "stage.h"
#include "words/words.h"

#define AT "2025-02-14T10:00:00+08:00"

enum { LINE_BYTES = 32 << 20 };

typedef struct {
    City city;
    Arena line;  /* one line and its answer */
    Hash before; /* all tables */
    int64_t entries;
} Hostile;

static bool hostile_begin(Hostile *h, Arena *arena)
{
    if (!city_found(&h->city, arena, ENGINE_MEMORY))
        return false;
    city_live(&h->city);
    h->line = arena_make(LINE_BYTES);
    h->before = stage_dump(&h->city);
    h->entries = h->city.bureau.journal.last;
    return true;
}

static void hostile_end(Hostile *h)
{
    arena_drop(&h->line);
    city_close(&h->city);
}

/* Says the line; it must be refused with that code and field, and write no entry. */
static void refused(Hostile *h, Str line, Err want, const char *field)
{
    Str answer = city_say(&h->city, &h->line, line), head = str_head(line, 300);
    Err got = answer_err(&h->line, answer);
    if (got != want)
        test_fail(__FILE__, __LINE__, "%s, should be %s: %.*s", got == OK ? "accepted" : err_code(got), err_code(want),
                  STR_ARG(head));
    else if (field && !str_is(answer_member(&h->line, answer, "field"), field))
        test_fail(__FILE__, __LINE__, "field \"%.*s\", should be %s: %.*s", STR_ARG(answer_member(&h->line, answer, "field")),
                  field, STR_ARG(head));
    if (!answer_member(&h->line, answer, "why").n || !answer_member(&h->line, answer, "why_en").n)
        test_fail(__FILE__, __LINE__, "no sentence: %.*s", STR_ARG(head));
    if (h->city.bureau.journal.last != h->entries)
        test_fail(__FILE__, __LINE__, "it left an entry: %.*s", STR_ARG(head));
    h->entries = h->city.bureau.journal.last;
}

static void unchanged(Hostile *h, const char *after)
{
    Hash now = stage_dump(&h->city);
    if (!hash_eq(&now, &h->before))
        test_fail(__FILE__, __LINE__, "the tables changed after %s", after);
    h->before = now;
}

/* ---- every field ---- */

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
    refused(h, line_of(&h->line, subject, good_args(&h->line, subject->row, field, value)), want, field_row(field)->name);
}

static const char *quoted(Arena *arena, const char *unit, int64_t times, const char *tail)
{
    Buf buf = { .arena = arena };
    buf_char(&buf, '"');
    for (int64_t i = 0; i < times; i++)
        buf_add(&buf, str(unit));
    buf_add(&buf, str(tail));
    buf_char(&buf, '"');
    return str_z(arena, buf_str(&buf));
}

/* "[v,v,...]" */
static const char *many(Arena *arena, Str value, int64_t times)
{
    Buf buf = { .arena = arena };
    for (int64_t i = 0; i < times; i++) {
        buf_char(&buf, i ? ',' : '[');
        buf_add(&buf, value);
    }
    buf_char(&buf, ']');
    return str_z(arena, buf_str(&buf));
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
        refused(h, line_of(&h->line, subject, good_args(&h->line, subject->row, field, values[i])), ERR_BAD_FIELD, NULL);
    }
}

static void wrong_type(Hostile *h, const Subject *subject, Field field)
{
    FieldType type = field_row(field)->type;
    bool list = type == TYPE_CHOICES || type == TYPE_TEXTS || type == TYPE_EVIDENCE, members = type == TYPE_PAIRS;
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
        wrong(h, subject, field, quoted(&own, "AAAA", row->max / 3 + 1, ""), ERR_TOO_LARGE);
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
    refused(h, line_of(&h->line, subject, twice), ERR_BAD_FIELD, NULL);
    if (field_row(field)->type == TYPE_PERSON) {
        const char *serial = field == F_SSN ? "person" : "other_person";
        static const char *const values[] = { "0",    "-1",   "\"0\"", "\"-1\"", "\"1a\"", "\"\"", "\"9223372036854775808\"",
                                              "true", "null", "[]",    "1.5" };
        refused(h, line_of(&h->line, subject, str_format(&h->line, "%.*s,\"%s\":1}", (int)args.n - 1, args.p, serial)),
                ERR_BAD_FIELD, serial);
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            refused(h, line_of(&h->line, subject, str_format(&h->line, "{\"%s\":%s}", serial, values[i])), ERR_BAD_FIELD, serial);
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
    refused(h, line_of(&h->line, subject, buf_str(&buf)), ERR_BAD_FIELD, name);
}

static void wrong_args(Hostile *h, const Subject *subject)
{
    static const char *const args[] = {
        "[]", "5", "\"x\"", "true", "{\"colour\":1}", "{\"\":1}", "{\"SSN\":1}", "{\"ssn \":1}", "{\"__proto__\":{}}"
    };
    static const char *const names[] = { "args", "args", "args", "args", "colour", "", "SSN", "ssn ", "__proto__" };
    for (size_t i = 0; i < sizeof args / sizeof *args; i++) {
        arena_reset(&h->line);
        refused(h, line_of(&h->line, subject, str(args[i])), ERR_BAD_FIELD, names[i]);
    }
    arena_reset(&h->line);
    Str good = good_args(&h->line, subject->row, F_NONE, NULL),
        more = str_format(&h->line, "%.*s%s\"zz\":1}", (int)good.n - 1, good.p, good.n > 2 ? "," : "");
    refused(h, line_of(&h->line, subject, more), ERR_BAD_FIELD, "zz");
    refused(h, line_of(&h->line, subject, str_format(&h->line, "{%s:1}", quoted(&h->line, "k", 100000, ""))), ERR_BAD_FIELD, NULL);
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
    unchanged(h, row->name);
    arena_drop(&own);
}

/* The id "h", refused thousands of times, still does its work. */
static void id_is_free(Hostile *h)
{
    arena_reset(&h->line);
    Str answer = city_command(&h->city, &h->line, "h", AT, "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}", "hold.place",
                              "{\"ssn\":\"330106198511204029\",\"cause\":\"dormant\",\"evidence\":[]}");
    CHECK(answer_is(answer, "done"));
}

TEST(hostile_fields_of_commands)
{
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    for (int id = 1; id < CMD_END; id++)
        if (command_row(id)->roles)
            wrong_row(&h, command_row(id), false);
    id_is_free(&h);
    hostile_end(&h);
}

TEST(hostile_fields_of_queries)
{
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    for (int id = 1; id < QUERY_END; id++)
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
        refused(&h,
                str_format(&h.line,
                           "{\"id\":\"h\",\"at\":\"" AT "\",\"actor\":{\"role\":\"%s\",\"user\":\"1\",\"org\":\"B01\"},\"command\":"
                           "\"look.record\",\"args\":{\"person\":1}}",
                           choice_code(SET_ROLE, role)),
                ERR_BAD_FIELD, "command");
    }
    unchanged(&h, "look.record");
    hostile_end(&h);
}

/* A number that fails its check is an answer that is kept: the entry is all that is added. */
TEST(hostile_identity_numbers)
{
    static const char *const numbers[] = { "\"33010619900307881\"",
                                           "\"330106199003078818\"",
                                           "\"3301061990030788170\"",
                                           "\"330106199013078817\"",
                                           "\"x\"",
                                           "\"\"",
                                           "\" \"",
                                           "\"330106209003078817\"",
                                           "\"33010619900307881x\"",
                                           "\"330106199003078817;\"",
                                           "\"\xe7\xbe\x8a\"" };
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    Hash facts = stage_facts(&h.city);
    for (int id = 1; id < CMD_END; id++) {
        const CatalogueRow *row = command_row(id);
        for (int i = 0; row->roles && i < row->count; i++)
            for (size_t k = 0; field_row(row->fields[i])->type == TYPE_PERSON && k < sizeof numbers / sizeof *numbers; k++) {
                arena_reset(&h.line);
                Str args = good_args(&h.line, row, row->fields[i], numbers[k]), actor = good_actor(&h.line, row->roles);
                Str line =
                    str_format(&h.line, "{\"id\":\"n%d-%d-%d\",\"at\":\"" AT "\",\"actor\":%.*s,\"command\":\"%s\",\"args\":%.*s}",
                               id, i, (int)k, STR_ARG(actor), row->name, STR_ARG(args));
                Str first = city_say(&h.city, &h.line, line), again = city_say(&h.city, &h.line, line);
                CHECK_EQ(answer_err(&h.line, first), ERR_BAD_ID_NUMBER);
                CHECK_STR(answer_member(&h.line, first, "field"), str(field_row(row->fields[i])->name));
                CHECK_STR(again, first);
            }
    }
    Hash now = stage_facts(&h.city);
    CHECK(hash_eq(&now, &facts));
    hostile_end(&h);
}

/* ---- numbers of things ---- */

/* A number of a thing has one way of being written; nothing else may be taken for it. */
TEST(hostile_numbers_of_things)
{
    static const char *const numbers[] = { "K1-4294967297",
                                           "K1-01",
                                           "K01-1",
                                           "K+1-1",
                                           "K1-+1",
                                           "K1-1 x",
                                           "k1-1",
                                           "K1-",
                                           "K1",
                                           "K-1",
                                           "K1-1-1",
                                           "K1--1",
                                           "K1-18446744073709551617",
                                           "K18446744073709551617-1",
                                           "K4294967297-1",
                                           "K1-0",
                                           "K0-1",
                                           "C1-1",
                                           "K1-99",
                                           "K1_1",
                                           "K\xef\xbc\x91-1",
                                           "K1-1\\n1" };
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    Str good = city_command(&h.city, arena, "t0", AT, "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}", "card.photo",
                            "{\"application\":\"K1-1\",\"photo\":\"QUJD\"}");
    CHECK(answer_err(arena, good) != ERR_UNKNOWN_APPLICATION);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        arena_reset(&h.line);
        Str args = str_format(&h.line, "{\"application\":\"%s\",\"photo\":\"QUJD\"}", numbers[i]),
            id = str_format(&h.line, "t%d", (int)i + 1);
        Str answer = city_command(&h.city, &h.line, id.p, AT, "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}",
                                  "card.photo", args.p);
        Err err = answer_err(&h.line, answer);
        if (err != ERR_UNKNOWN_APPLICATION && err != ERR_BAD_FIELD)
            test_fail(__FILE__, __LINE__, "%s is taken for an application: %s", numbers[i], err_code(err));
        static const char *const others[][3] = {
            { "case.submit", "case", "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}" },
            { "transfer.step", "transfer", "{\"role\":\"centre\",\"user\":\"c1\",\"org\":\"centre\"}" },
            { "relation.revoke", "relation", "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}" },
            { "notice.read", "notice", "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}" }
        };
        static const char letters[] = "CTRN";
        for (int k = 0; k < 4; k++) {
            char number[64];
            snprintf(number, sizeof number, "%s", numbers[i]);
            number[0] = numbers[i][0] == 'K' ? letters[k] : numbers[i][0];
            if (numbers[i][0] == 'C' || !strcmp(numbers[i], "K1-99"))
                continue; /* a number of another kind, or one that may well exist */
            Str more = str_format(&h.line, "{\"%s\":\"%s\"%s}", others[k][1], number, k == 1 ? ",\"step\":\"letter\"" : "");
            Str other = str_format(&h.line, "t%d-%d", (int)i + 1, k);
            err = answer_err(&h.line, city_command(&h.city, &h.line, other.p, AT, others[k][2], others[k][0], more.p));
            if (err != ERR_UNKNOWN_ID && err != ERR_UNKNOWN_CASE && err != ERR_BAD_FIELD)
                test_fail(__FILE__, __LINE__, "%s of %s: %s", number, others[k][0], err_code(err));
        }
    }
    hostile_end(&h);
}

/* ---- envelopes ---- */

TEST(hostile_envelopes)
{
#define ID "\"id\":\"h\""
#define TIME_ "\"at\":\"" AT "\""
#define ACTOR "\"actor\":{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define COMMAND "\"command\":\"notice.read\",\"args\":{\"notice\":\"N1-1\"}"
    static const struct {
        const char *line, *field;
    } bad[] = {
        { "", "" },
        { " ", "" },
        { "null", "" },
        { "5", "" },
        { "[]", "" },
        { "\"x\"", "" },
        { "{", NULL },
        { "{}", "id" },
        { "{}{}", "" },
        { "{} x", "" },
        { "{" TIME_ "," ACTOR "," COMMAND "}", "id" },
        { "{\"id\":\"\"," TIME_ "," ACTOR "," COMMAND "}", "id" },
        { "{\"id\":5," TIME_ "," ACTOR "," COMMAND "}", "id" },
        { "{\"id\":null," TIME_ "," ACTOR "," COMMAND "}", "id" },
        { "{\"id\":[\"h\"]," TIME_ "," ACTOR "," COMMAND "}", "id" },
        { "{" ID "," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":5," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":\"\"," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":\"2025-02-14\"," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":\"2025-02-14T10:00:00\"," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":\"2025-02-30T10:00:00+08:00\"," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":\"2025-02-14T25:00:00+08:00\"," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":\"2025-02-14T10:61:00+08:00\"," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":\"2025-02-14T10:00:00+99:00\"," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":\"99999-02-14T10:00:00+08:00\"," ACTOR "," COMMAND "}", "at" },
        { "{" ID ",\"at\":\"2025-02-14T10:00:00+08:00x\"," ACTOR "," COMMAND "}", "at" },
        { "{" ID "," TIME_ "," COMMAND "}", "actor" },
        { "{" ID "," TIME_ ",\"actor\":5," COMMAND "}", "actor" },
        { "{" ID "," TIME_ ",\"actor\":\"clerk\"," COMMAND "}", "actor" },
        { "{" ID "," TIME_ ",\"actor\":{}," COMMAND "}", "role" },
        { "{" ID "," TIME_ ",\"actor\":{\"role\":\"king\"}," COMMAND "}", "role" },
        { "{" ID "," TIME_ ",\"actor\":{\"role\":5}," COMMAND "}", "actor" },
        { "{" ID "," TIME_ ",\"actor\":{\"role\":\"Clerk\"}," COMMAND "}", "role" },
        { "{" ID "," TIME_ ",\"actor\":{\"role\":\"clerk\",\"user\":7}," COMMAND "}", "actor" },
        { "{" ID "," TIME_ ",\"actor\":{\"role\":\"clerk\",\"rank\":\"x\"}," COMMAND "}", "actor" },
        { "{" ID "," TIME_ ",\"actor\":{\"role\":\"clerk\",\"user\":\"w\\u001b\"}," COMMAND "}", "actor" },
        { "{" ID "," TIME_ ",\"actor\":{\"role\":\"clerk\",\"role\":\"admin\"}," COMMAND "}", NULL },
        { "{" ID "," TIME_ "," ACTOR "}", "command" },
        { "{" ID "," TIME_ "," ACTOR "," COMMAND ",\"query\":\"person.status\"}", "command" },
        { "{" ID "," TIME_ "," ACTOR ",\"command\":\"\"}", "command" },
        { "{" ID "," TIME_ "," ACTOR ",\"command\":7}", "command" },
        { "{" ID "," TIME_ "," ACTOR ",\"command\":\"no.such\",\"args\":{}}", "command" },
        { "{" ID "," TIME_ "," ACTOR ",\"command\":\"person.status\",\"args\":{\"person\":1}}", "command" },
        { "{" ID "," TIME_ "," ACTOR ",\"query\":\"notice.read\",\"args\":{\"notice\":\"N1-1\"}}", "query" },
        { "{" ID "," TIME_ "," ACTOR ",\"query\":\"\"}", "query" },
        { "{" ID "," TIME_ "," ACTOR ",\"query\":[]}", "query" },
        { "{" ID "," TIME_ "," ACTOR "," COMMAND ",\"purpose\":5}", "purpose" },
        { "{" ID "," TIME_ "," ACTOR "," COMMAND ",\"colour\":\"red\"}", "colour" },
        { "{" ID "," ID "," TIME_ "," ACTOR "," COMMAND "}", NULL },
        { "{" ID "," TIME_ "," ACTOR ",\"command\":\"notice.read\",\"args\":{\"notice\":\"N1-1\"},\"command\":\"job.daily\"}",
          NULL },
        { "\xef\xbb\xbf{" ID "," TIME_ "," ACTOR "," COMMAND "}", "" },
        { "{" ID "," TIME_ "," ACTOR "," COMMAND ",}", NULL },
        { "{'id':'h'}", NULL },
        { "{" ID "," TIME_ "," ACTOR "," COMMAND ",\"purpose\":\"\\u0000\"}", "purpose" },
        { "{\"id\":\"a\\u0007b\"," TIME_ "," ACTOR "," COMMAND "}", "id" },
    };
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        arena_reset(&h.line);
        refused(&h, str(bad[i].line), ERR_BAD_FIELD, bad[i].field);
    }
    for (int n = 126; n <= 300; n++) {
        arena_reset(&h.line);
        Str line = str_format(&h.line,
                              "{\"id\":%s," TIME_ "," ACTOR
                              ",\"command\":\"hold.place\",\"args\":{\"ssn\":\"330106198511204029\",\"cause\":\"dormant\"}}",
                              quoted(&h.line, "i", n, ""));
        if (n > 128) {
            refused(&h, line, ERR_BAD_FIELD, "id");
            continue;
        }
        CHECK_EQ(answer_err(&h.line, city_say(&h.city, &h.line, line)), OK);
        h.before = stage_dump(&h.city);
        h.entries = h.city.bureau.journal.last;
    }
    Str long_user = str_format(&h.line, "{" ID "," TIME_ ",\"actor\":{\"role\":\"clerk\",\"user\":%s}," COMMAND "}",
                               quoted(&h.line, "u", 101, ""));
    refused(&h, long_user, ERR_BAD_FIELD, "actor");
    unchanged(&h, "envelopes");
    hostile_end(&h);
}

/* ---- cut and monstrous lines ---- */

/* A valid line cut behind every byte is refused; the whole of it is done. */
TEST(hostile_cut_lines)
{
    static const char line[] =
        "{\"id\":\"h\",\"at\":\"" AT
        "\",\"actor\":{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"\xe5\x8a\x9e\"},\"command\":\"hold.place\","
        "\"args\":{\"ssn\":\"330106198511204029\",\"cause\":\"dormant\",\"evidence\":[{\"kind\":\"id-card\",\"no\":\"\\u4e2d\","
        "\"day\":\"2025-01-01\"}],\"note\":\"\xe4\xb8\xad\"}}";
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    for (size_t n = 0; n < sizeof line - 1; n++) {
        arena_reset(&h.line);
        char *cut = arena_take(&h.line, n ? n : 1); /* nothing behind it that could be read by mistake */
        memcpy(cut, line, n);
        refused(&h, (Str){ cut, n }, ERR_BAD_FIELD, NULL);
    }
    unchanged(&h, "cut lines");
    for (size_t n = 0; n < sizeof line - 1; n++) { /* and with every byte replaced by a zero, a quote, 0xFF */
        static const char bytes[] = { 0, '"', (char)0xFF, '{' };
        for (size_t k = 0; k < sizeof bytes; k++) {
            arena_reset(&h.line);
            char *copy = arena_take(&h.line, sizeof line);
            memcpy(copy, line, sizeof line);
            if (copy[n] == bytes[k])
                continue;
            copy[n] = bytes[k];
            Str answer = city_say(&h.city, &h.line, (Str){ copy, sizeof line - 1 });
            (void)answer_err(&h.line, answer);
            CHECK(json_tree(&h.line, answer) != NULL);
        }
    }
    hostile_end(&h);
}

static Str nested(Arena *arena, const char *open, const char *close, int depth)
{
    Buf buf = { .arena = arena };
    buf_add(&buf, S("{\"id\":\"h\",\"at\":\"" AT
                    "\",\"actor\":{\"role\":\"clerk\",\"user\":\"w1\"},\"command\":\"notice.read\",\"args\":"));
    for (int i = 0; i < depth; i++)
        buf_add(&buf, str(open));
    buf_char(&buf, '1');
    for (int i = 0; i < depth; i++)
        buf_add(&buf, str(close));
    buf_char(&buf, '}');
    return buf_str(&buf);
}

TEST(hostile_monsters)
{
    static const int depths[] = { 14, 15, 16, 17, 100, 2047, 2048, 2049, 100000 };
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    for (size_t i = 0; i < sizeof depths / sizeof *depths; i++) {
        arena_reset(&h.line);
        refused(&h, nested(&h.line, "[", "]", depths[i]), ERR_BAD_FIELD, NULL);
        refused(&h, nested(&h.line, "{\"a\":", "}", depths[i]), ERR_BAD_FIELD, NULL);
    }
    Arena big = arena_make((size_t)64 << 20);
    static const size_t sizes[] = { (4 << 20) - 1, 4 << 20, (4 << 20) + 1, 10 << 20 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        arena_reset(&big);
        arena_reset(&h.line);
        char *text = arena_take(&big, sizes[i]);
        memset(text, '[', sizes[i]);
        refused(&h, (Str){ text, sizes[i] }, sizes[i] > 4 << 20 ? ERR_TOO_LARGE : ERR_BAD_FIELD, NULL);
        memset(text, ' ', sizes[i]);
        refused(&h, (Str){ text, sizes[i] }, sizes[i] > 4 << 20 ? ERR_TOO_LARGE : ERR_BAD_FIELD, NULL);
        Str wide = str_format(
            &big,
            "{\"id\":\"h\",\"at\":\"" AT
            "\",\"actor\":{\"role\":\"clerk\",\"user\":\"w1\"},\"command\":\"card.batch\",\"args\":{\"applications\":%s}}",
            many(&big, S("1"), (int64_t)sizes[i] / 2 - 80));
        arena_reset(&h.line);
        Err err = answer_err(&h.line, city_say(&h.city, &h.line, wide));
        CHECK(err == ERR_TOO_LARGE);
    }
    arena_drop(&big);
    unchanged(&h, "monsters");
    id_is_free(&h);
    hostile_end(&h);
}

/* ---- a full region ---- */

/* Whatever the size of the region in which a command runs: it is done, or refused too-large without a trace, or the
 * whole group is given up; nothing in between. */
TEST(hostile_full_region)
{
    static const char *const lines[][3] = {
        { "card.batch", "{\"role\":\"centre\",\"user\":\"c1\",\"org\":\"centre\"}", NULL },
        { "hold.place", "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}",
          "{\"ssn\":\"330106198511204029\",\"cause\":\"dormant\",\"evidence\":[{\"kind\":\"id-card\"}]}" },
        { "person.register", "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}",
          "{\"ssn\":\"110101199003070134\",\"name\":\"\xe6\x9d\x8e\",\"evidence\":[{\"kind\":\"id-card\"}]}" },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Hostile h;
        if (!hostile_begin(&h, arena))
            return;
        Actor actor;
        CHECK_EQ(parse_actor(json_tree(arena, str(lines[i][1])), &actor, NULL), OK);
        Str text = lines[i][2] ? str(lines[i][2]) : str_format(arena, "{\"applications\":%s}", many(arena, S("\"K2-1\""), 1000));
        const JsonNode *args = json_tree(arena, text);
        int64_t entries = h.city.bureau.journal.last;
        bool done = false;
        int large = 0, busy = 0;
        for (size_t size = 4096; size < (size_t)4 << 20 && !done; size += size < 65536 ? 512 : 4096) {
            Arena tight = arena_make(size), out = arena_make(1 << 20);
            Request request = { .id = str_format(arena, "full-%d", (int)size),
                                .command = str(lines[i][0]),
                                .actor = actor,
                                .at = { 1739498400 },
                                .args = args };
            Answer answer = { 0 };
            Err err = writer_group(&h.city.bureau, &tight, &out, &request, &answer, 1);
            done = err == OK && (answer.err == OK || (!lines[i][2] && answer.err == ERR_UNKNOWN_APPLICATION));
            large += err == OK && answer.err == ERR_TOO_LARGE;
            busy += err != OK;
            if (!done) {
                CHECK(answer.err == ERR_TOO_LARGE || answer.err == ERR_BUSY);
                CHECK_EQ(h.city.bureau.journal.last, entries);
                unchanged(&h, "a full region");
            }
            arena_drop(&tight);
            arena_drop(&out);
        }
        CHECK(done);
        CHECK(lines[i][2] ? busy > 3 : large > 3); /* a long list fills the region before anything is written */
        CHECK_EQ(h.city.bureau.journal.last, entries + 1);
        hostile_end(&h);
    }
}
