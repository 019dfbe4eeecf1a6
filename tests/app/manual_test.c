/* manual_test.c - the manual page names every row of the catalogue, and what a shell completes leads to rows that exist. */
#include "app/calc.h"
#include "app/manual.h"
#include "app/office.h"
#include "app/options.h"
#include "app/run.h"

static int some_main(int count, char **words)
{
    bool once = false;
    const char *db = NULL;
    Options options;
    const Option list[] = { { .name = "db", .text = &db }, { .name = "once", .flag = &once }, { 0 } };
    return options_read("some", count, words, list, 0, &options) ? EXIT_DONE : EXIT_USAGE;
}

static const Subcommand subcommands[] = {
    { "serve", some_main, "服务", "to serve", NULL },
    { "query", some_main, "查询", "to ask", NULL },
};
enum { COUNT = sizeof subcommands / sizeof *subcommands };

/* The call of a row as groff has it: every hyphen is one that can be copied. */
static Str in_groff(Arena *arena, Str text)
{
    Buf out = { .arena = arena };
    for (size_t i = 0; i < text.n; i++)
        buf_format(&out, text.p[i] == '-' ? "\\-" : "%c", text.p[i]);
    return buf_str(&out);
}

static void check_row(Arena *arena, Str page, const CatalogueRow *row, bool is_query)
{
    Str call = in_groff(arena, help_example(arena, row, is_query, false));
    if (str_find(page, call) < 0 || str_find(page, in_groff(arena, str(row->law))) < 0)
        test_fail(__FILE__, __LINE__, "%s does not stand in the manual page", row->name);
}

TEST(the_manual_page_names_every_row_of_the_catalogue)
{
    for (int en = 0; en < 2; en++) {
        Str page = manual_page(arena, subcommands, COUNT, en);
        for (int i = 1; i < CMD_END; i++)
            if (command_row((CommandId)i)->roles)
                check_row(arena, page, command_row((CommandId)i), false);
        for (int i = 1; i < QUERY_END; i++)
            if (query_row((QueryId)i)->roles)
                check_row(arena, page, query_row((QueryId)i), true);
        CHECK(str_find(page, str(en ? "to serve" : "服务")) > 0);
        CHECK(str_find(page, S("look.record")) < 0);
        /* No line begins like a request to groff that we did not make, and no backslash stands alone. */
        CHECK(str_find(page, S("\n'")) < 0);
    }
}

static bool offers(Arena *arena, const char *typed, const char *word, const Subcommand **run)
{
    char *words[16];
    int count = 0;
    Str rest = str(typed);
    do {
        words[count++] = (char *)(uintptr_t)str_z(arena, str_cut(&rest, ' '));
    } while (rest.p);
    Str lines = completion_words(arena, subcommands, COUNT, count, words, run);
    while (lines.n)
        if (str_is(str_cut(&lines, '\n'), word))
            return true;
    return false;
}

TEST(words_are_completed_from_the_catalogue)
{
    static const struct {
        const char *typed, *word;
        bool offered;
    } rows[] = {
        { "", "card", true },
        { "", "serve", true },
        { "", "look", false },
        { "ca", "case", true }, /* bash itself leaves out what does not begin like that */
        { "card ", "activate", true },
        { "card ", "history", true },
        { "card ", "register", false },
        { "card activate ", "--card-no", true },
        { "card activate ", "--dry-run", true },
        { "card activate ", "--base", false },
        { "card activate --card-no A1 ", "--channel", true },
        { "card activate --channel ", "hospital", true },
        { "card activate --channel ", "--channel", false },
        { "card activate --evidence ", "id-card", true },
        { "card activate --as ", "pharmacy", true },
        { "query ", "person.why", true },
        { "query ", "person.register", false },
        { "query person.why ", "--ssn", true },
        { "query person.why ", "--dry-run", false },
        { "query person.why --function ", "medical", true },
        { "person why ", "--as-of", true },
        { "help ", "card", true },
        { "help card ", "activate", true },
        { "help card activate ", "--card-no", false },
    };
    const Subcommand *run = NULL;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (offers(arena, rows[i].typed, rows[i].word, &run) != rows[i].offered || run)
            test_fail(__FILE__, __LINE__, "\"%s\": %s", rows[i].typed, rows[i].word);
    CHECK(!offers(arena, "serve ", "--db", &run) && run == &subcommands[0]);
    CHECK(!offers(arena, "nonsense ", "--db", &run) && !run);
}

TEST(a_subcommand_lists_its_own_options)
{
    Str out = { 0 }, talk = { 0 };
    CHECK_EQ(run_main(arena, some_main, OPTIONS_LIST, (Str){ 0 }, &out, &talk), EXIT_USAGE);
    CHECK_STR(out, S("--help\n--lang\n--db\n--once\n"));
    CHECK_EQ(talk.n, 0);
}

TEST(calculators_and_copies_are_completed_too)
{
    static const struct {
        RunMain *main;
        const char *typed, *offers, *not ;
    } rows[] = {
        { calc_main, OPTIONS_LIST, "\nretirement\n", "--birth" },
        { calc_main, OPTIONS_LIST " retirement", "--birth\n", "--principal" },
        { calc_main, OPTIONS_LIST " late-fee", "--principal\n", "--birth" },
        { export_main, OPTIONS_LIST, "--out\n", "sqlite" },
        { export_main, OPTIONS_LIST " --format", "sqlite\n", "--out" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str out = { 0 }, talk = { 0 };
        (void)run_main(arena, rows[i].main, rows[i].typed, (Str){ 0 }, &out, &talk);
        if (str_find(out, str(rows[i].offers)) < 0 || str_find(out, str(rows[i].not )) >= 0)
            test_fail(__FILE__, __LINE__, "\"%s\" offers %.*s", rows[i].typed, STR_ARG(out));
    }
}
