/* replay_test.c - the same replay file gives the same bytes, answers and tables, on SQLite in memory, on SQLite in a
 * folder, on PostgreSQL, and twice; and opened again in the middle. */
#include "core/verify.h"
#include "saga.h"
#include "stage.h"

typedef struct {
    Str answers;
    Hash dump;
    int done[CMD_END], asked[QUERY_END];
} Told;

static void count(Told *told, Arena *arena, Str line, Str answer)
{
    JsonNode *node = NULL;
    if (!answer_is(answer, "done") || json_read(arena, line, &node, NULL) != OK)
        return;
    told->done[command_from(text_at(node, "command"))]++;
    told->asked[query_from(text_at(node, "query"))]++;
}

static void tell_lines(City *city, Arena *scratch, Str text, int limit, Buf *answers, Told *told)
{
    for (int n = 0; text.n && n < limit; n++) {
        Str line = str_cut(&text, '\n');
        arena_reset(scratch);
        Str answer = city_say(city, scratch, line);
        count(told, scratch, line, answer);
        buf_add(answers, answer);
        buf_char(answers, '\n');
    }
}

/* Tells the lines to a bureau. `before` > 0: so many lines first, then the bureau is closed, opened, and told all. */
static bool tell(Arena *arena, Engines engine, Str text, int before, Told *told)
{
    City city;
    Arena scratch = arena_make((size_t)64 << 20);
    Buf answers = { .arena = arena }, first = { .arena = arena };
    *told = (Told){ 0 };
    if (!city_found(&city, arena, engine))
        return false;
    if (before) {
        Str url = city.url;
        tell_lines(&city, &scratch, text, before, &first, told);
        city_close(&city);
        if (!city_open(&city, arena, url))
            return false;
    }
    tell_lines(&city, &scratch, text, INT32_MAX, &answers, told);
    told->answers = buf_str(&answers);
    told->dump = stage_dump(&city);
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(arena, &city.bureau, true, &result), OK);
    if (!result.whole)
        test_fail(__FILE__, __LINE__, "verify on %s: entry %lld, %.*s %.*s: %.*s", fixture_name(engine), (long long)result.entry,
                  STR_ARG(result.table), STR_ARG(result.row), STR_ARG(result.en));
    city_close(&city);
    arena_drop(&scratch);
    return true;
}

/* The first answer that differs. */
static void same(const Told *a, const Told *b, const char *what)
{
    Str x = a->answers, y = b->answers;
    while (x.n || y.n) {
        Str left = str_cut(&x, '\n'), right = str_cut(&y, '\n');
        if (!str_eq(left, right)) {
            test_fail(__FILE__, __LINE__, "%s:\n%.*s\n%.*s", what, STR_ARG(left), STR_ARG(right));
            return;
        }
    }
    if (!hash_eq(&a->dump, &b->dump))
        test_fail(__FILE__, __LINE__, "%s: the tables differ", what);
}

TEST(replay_is_the_same_everywhere)
{
    Str text = saga_text(arena, 1, SAGA_NOISE);
    Told memory, twice, told;
    CHECK_STR(saga_text(arena, 1, SAGA_NOISE), text);
    if (!tell(arena, ENGINE_MEMORY, text, 0, &memory))
        return;
    for (int id = 1; id < CMD_END; id++) /* no money yet: already; and no files: import_test.c */
        if (command_row((CommandId)id)->roles && !memory.done[id] && id != CMD_INTEREST_CREDIT && id != CMD_FILE_IMPORT &&
            id != CMD_SUSPENSE_MATCH)
            test_fail(__FILE__, __LINE__, "no %s was done", command_row((CommandId)id)->name);
    for (int id = 1; id < QUERY_END; id++)
        if (query_row((QueryId)id)->roles && !memory.asked[id] && id != QUERY_GUIDE_SHOW)
            test_fail(__FILE__, __LINE__, "no %s was answered", query_row((QueryId)id)->name);
    CHECK(tell(arena, ENGINE_MEMORY, text, 0, &twice));
    same(&memory, &twice, "twice in memory");
    for (int engine = ENGINE_FOLDER; engine < ENGINE_END; engine++)
        if (tell(arena, (Engines)engine, text, 0, &told))
            same(&memory, &told, fixture_name((Engines)engine));
}

/* Other seeds, other orders. */
TEST(replay_of_other_seeds)
{
    for (uint64_t seed = 2; seed < 4; seed++) {
        Str text = saga_text(arena, seed, SAGA_NOISE);
        Told lite, pg;
        if (tell(arena, ENGINE_FOLDER, text, 0, &lite) && tell(arena, ENGINE_POSTGRES, text, 0, &pg))
            same(&lite, &pg, "SQLite and PostgreSQL");
    }
}

/* An answer that is not kept for its id is given anew when the line comes again, by the clock of then. */
static bool is_kept(Arena *arena, Str answer)
{
    Err err = answer_err(arena, answer);
    return err != ERR_BAD_FIELD && err != ERR_NOT_PERMITTED && err != ERR_BUSY && err != ERR_TOO_LARGE;
}

/* The commands of a telling whose answers are kept. Questions are left out too: who asks again has looked again. */
static Str kept_lines(Arena *arena, Str text, int *lines)
{
    Told told;
    Buf commands = { .arena = arena };
    if (!tell(arena, ENGINE_MEMORY, text, 0, &told))
        return (Str){ 0 };
    for (Str answers = told.answers; text.n;) {
        Str line = str_cut(&text, '\n'), answer = str_cut(&answers, '\n');
        if (str_find(line, S("\"query\":")) >= 0 || !is_kept(arena, answer))
            continue;
        buf_add(&commands, line);
        buf_char(&commands, '\n');
        ++*lines;
    }
    return buf_str(&commands);
}

/* Half of the file, then the whole of it to a program that starts anew: the ids make it as one telling. */
TEST(replay_in_two_sittings)
{
    int lines = 0;
    Str commands = kept_lines(arena, saga_text(arena, 1, SAGA_NOISE), &lines);
    Told one, two;
    CHECK(lines > 500);
    CHECK(tell(arena, ENGINE_MEMORY, commands, 0, &one));
    for (int engine = ENGINE_FOLDER; engine < ENGINE_END; engine++)
        if (tell(arena, (Engines)engine, commands, lines / 2, &two))
            same(&one, &two, "in two sittings");
}

/* Thousands of well-formed commands about things that exist: whatever the values, the program answers, and what it
 * keeps is whole. */
TEST(replay_of_noise)
{
    Told told;
    tell(arena, ENGINE_MEMORY, saga_text(arena, 9, 6000), 0, &told);
}

/* Without the last column: beside the facts of a person stand copies of the person's cells. */
static Str without_cells(Arena *arena, Str text)
{
    Buf out = { .arena = arena };
    while (text.n) {
        Str line = str_cut(&text, '\n');
        size_t n = line.n;
        while (n > 0 && line.p[n - 1] != '|')
            n--;
        buf_add(&out, str_head(line, n));
    }
    return buf_str(&out);
}

/* Numbers, names and what else says who somebody is stand in sealed cells alone: no other table holds them, as text or
 * as bytes, after everything that people, staff, institutions and questions bring in. Guards A6, A7. */
TEST(replay_leaves_no_name_outside_the_cells)
{
    City city;
    Arena scratch = arena_make((size_t)256 << 20);
    Buf answers = { .arena = arena };
    Told told = { 0 };
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    tell_lines(&city, &scratch, saga_text(arena, 1, SAGA_NOISE), INT32_MAX, &answers, &told);
    for (const Table *table = table_first(); table; table = table->next) {
        Str text = { 0 };
        arena_reset(&scratch);
        if (table->kind == TABLE_OWN || str_is(str(table->name), "cell"))
            continue;
        CHECK_EQ(db_begin(city.bureau.db), OK);
        CHECK_EQ(db_dump_table(city.bureau.db, &scratch, table->name, &text), OK);
        db_rollback(city.bureau.db);
        if (str_is(str(table->name), "person_facts"))
            text = without_cells(&scratch, text);
        for (int n = 0; n < SAGA_PEOPLE; n++) {
            Str canaries[] = { stage_ssn(&scratch, n * 337 + 11),
                               str_format(&scratch, "139000000%02d", n + 10),
                               str_format(&scratch, "138000000%02d", n + 10),
                               str_format(&scratch, "mail%02d@example.com", n + 10),
                               str_format(&scratch, "\xe6\x9d\x8e%02d", n + 10),
                               str_format(&scratch, "\xe8\xb7\xaf %02d", n + 10),
                               str_format(&scratch, "newer %02d", n + 10),
                               str_format(&scratch, "6228480000000000%02d", n) };
            for (size_t i = 0; i < sizeof canaries / sizeof *canaries; i++)
                if (str_find(text, canaries[i]) >= 0 || str_find(text, str_hex(&scratch, canaries[i])) >= 0)
                    test_fail(__FILE__, __LINE__, "%s holds \"%.*s\"", table->name, STR_ARG(canaries[i]));
        }
    }
    city_close(&city);
    arena_drop(&scratch);
}

/* Somebody who signs in by number and looks at another's record is named by the bureau's number in the list of looks. */
TEST(replay_looks_hold_no_number)
{
    static const char proxy[] = "{\"role\":\"proxy\",\"user\":\"330106198511204029\"}";
    City city;
    Str events = { 0 };
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    city_live(&city);
    Str made = city_command(&city, arena, "r1", "2025-02-14T10:00:00+08:00",
                            "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}", "relation.register",
                            "{\"person\":1,\"other_person\":2,\"kind\":\"proxy\",\"from\":\"2025-01-01\",\"evidence\":[{\"kind\":"
                            "\"power-of-attorney\"},{\"kind\":\"id-card\"}]}");
    CHECK_EQ(answer_err(arena, made), OK);
    CHECK(city_ask(&city, proxy, "person.status", "{\"person\":1}") != NULL);
    CHECK(city_refused(&city, "{\"role\":\"proxy\",\"user\":\"110101199003070214\"}", "person.status", "{\"person\":1}") ==
          ERR_NOT_PERMITTED);
    const JsonNode *looks =
        city_ask(&city, "{\"role\":\"holder\",\"user\":\"330106199003078817\"}", "access.list", "{\"person\":1}");
    CHECK(at_path(looks, "items.0") != NULL);
    CHECK_EQ(db_dump_table(city.bureau.db, arena, "event", &events), OK);
    CHECK(str_find(events, str_hex(arena, S("330106198511204029"))) < 0 && str_find(events, S("330106198511204029")) < 0);
    city_close(&city);
}
