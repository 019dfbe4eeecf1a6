/* hostile_line_test.c - wrong envelopes, cut and monstrous lines, a region that is full. */
#include "core/parse.h"
#include "hostile.h"
#include "words/words.h"

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
        hostile_refused(&h, str(bad[i].line), ERR_BAD_FIELD, bad[i].field);
    }
    for (int n = 126; n <= 300; n++) {
        arena_reset(&h.line);
        Str line = str_format(&h.line,
                              "{\"id\":%s," TIME_ "," ACTOR
                              ",\"command\":\"hold.place\",\"args\":{\"ssn\":\"330106198511204029\",\"cause\":\"dormant\"}}",
                              quoted(&h.line, "i", n, ""));
        if (n > 128) {
            hostile_refused(&h, line, ERR_BAD_FIELD, "id");
            continue;
        }
        CHECK_EQ(answer_err(&h.line, city_say(&h.city, &h.line, line)), OK);
        h.before = stage_dump(&h.city);
        h.entries = h.city.bureau.journal.last;
    }
    Str long_user = str_format(&h.line, "{" ID "," TIME_ ",\"actor\":{\"role\":\"clerk\",\"user\":%s}," COMMAND "}",
                               quoted(&h.line, "u", 101, ""));
    hostile_refused(&h, long_user, ERR_BAD_FIELD, "actor");
    hostile_unchanged(&h, "envelopes");
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
        hostile_refused(&h, (Str){ cut, n }, ERR_BAD_FIELD, NULL);
    }
    hostile_unchanged(&h, "cut lines");
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
        hostile_refused(&h, nested(&h.line, "[", "]", depths[i]), ERR_BAD_FIELD, NULL);
        hostile_refused(&h, nested(&h.line, "{\"a\":", "}", depths[i]), ERR_BAD_FIELD, NULL);
    }
    Arena big = arena_make((size_t)64 << 20);
    static const size_t sizes[] = { (4 << 20) - 1, 4 << 20, (4 << 20) + 1, 10 << 20 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        arena_reset(&big);
        arena_reset(&h.line);
        char *text = arena_take(&big, sizes[i]);
        memset(text, '[', sizes[i]);
        hostile_refused(&h, (Str){ text, sizes[i] }, sizes[i] > 4 << 20 ? ERR_TOO_LARGE : ERR_BAD_FIELD, NULL);
        memset(text, ' ', sizes[i]);
        hostile_refused(&h, (Str){ text, sizes[i] }, sizes[i] > 4 << 20 ? ERR_TOO_LARGE : ERR_BAD_FIELD, NULL);
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
    hostile_unchanged(&h, "monsters");
    hostile_id_is_free(&h);
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
                hostile_unchanged(&h, "a full region");
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
