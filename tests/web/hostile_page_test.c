/* hostile_page_test.c - what an attacker, a careless copy or a rare name would bring, in every line of every form of the
 * catalogue: it is refused in words or kept, and in both cases it is text. Then the same stored in records, and every page and
 * file looked at on which it comes back. */
#include "town.h"
#include "words/words.h"
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MARKUP "\"><script>alert(1)</script><b a='&amp;"
#define RARE "𠮷𪚥㐂𬺢"
#define BIDI \
    "abc\xe2\x80\xae" \
    "321"

typedef struct {
    const char *text, *shown; /* as HTML shows it */
} Hostile;

static const char *long_text(Arena *arena)
{
    enum { LONG = 300 };
    Buf out = { .arena = arena };
    for (int i = 0; i < LONG; i++)
        buf_add(&out, S("长"));
    return str_z(arena, buf_str(&out));
}

static bool is_markup(Str body) { return str_find(body, S("<script>alert")) >= 0 || str_find(body, S("<b a=")) >= 0; }

/* The lines of the form that the catalogue calls TEXT, each with the same text. */
static Str fill(Town *town, const Reply *page, CommandId command, Str form, const char *text, int *filled)
{
    const CatalogueRow *row = command_row(command);
    for (int i = 0; i < row->count; i++) {
        const FieldRow *field = field_row(row->fields[i]);
        const char *line = str_z(town->arena, str_format(town->arena, "id=\"%s\" name=\"%s\"", field->name, field->name));
        if (field->type != TYPE_TEXT || row->fields[i] == F_PASSWORD || !reply_says(page, line))
            continue;
        form = form_with(town, form, field->name, text);
        ++*filled;
    }
    return form;
}

static void try_form(Town *town, TownRole by, CommandId command, const Hostile *hostile, int *filled)
{
    const char *path = str_z(town->arena, str_format(town->arena, "/do/%s", command_row(command)->name));
    Reply page = town_get(town, by, path);
    int lines = 0;
    Str form = fill(town, &page, command, form_of(town, &page, path), hostile->text, &lines);
    if (!lines)
        return;
    Reply reply = town_post(town, by, path, form, NULL);
    *filled += lines;
    if (reply.status != 200 && (reply.status < 400 || reply.status > 499))
        test_fail(__FILE__, __LINE__, "%s: status %d for %.20s", path, reply.status, hostile->text);
    if (is_markup(reply.body))
        test_fail(__FILE__, __LINE__, "%s lets markup through", path);
    if (reply.status != 200 && !reply_says(&reply, hostile->shown))
        test_fail(__FILE__, __LINE__, "%s forgets %.20s: %d", path, hostile->text, reply.status);
}

TEST(every_line_of_every_form_takes_anything_as_text)
{
    static const struct {
        TownRole by;
        Role role;
    } desks[] = {
        { BY_CLERK, ROLE_CLERK },       { BY_ADMIN, ROLE_ADMIN },   { BY_CENTRE, ROLE_CENTRE }, { BY_BANK, ROLE_BANK },
        { BY_TAX, ROLE_TAX },           { BY_UNIT, ROLE_UNIT },     { BY_AGENCY, ROLE_AGENCY }, { BY_REVIEWER, ROLE_REVIEWER },
        { BY_HOSPITAL, ROLE_HOSPITAL }, { BY_ONLINE, ROLE_ONLINE },
    };
    const Hostile all[] = { { MARKUP, "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;b a=&#39;&amp;amp;" },
                            { RARE, RARE },
                            { BIDI, BIDI },
                            { long_text(arena), long_text(arena) } };
    Town town;
    int filled = 0;
    if (!town_open(&town, arena))
        return;
    for (CommandId command = CMD_NONE + 1; command < CMD_END; command++) {
        const CatalogueRow *row = command_row(command);
        for (size_t d = 0; *row->name && d < sizeof desks / sizeof *desks; d++) {
            if (!role_in(row->roles, desks[d].role) || row->place[F_PASSWORD])
                continue;
            for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
                size_t mark = arena_mark(arena);
                try_form(&town, desks[d].by, command, &all[i], &filled);
                arena_back(arena, mark);
            }
            break; /* the same form for every other role */
        }
    }
    CHECK(filled > 400);
    town_close(&town);
}

/* ---- stored, and seen again ---- */

#define STORED "'><script>alert(1)</script><b a='𠮷𪚥"
#define SEEN "&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;b a=&#39;𠮷𪚥"

/* Who stores it by which command, and who sees it where. */
static const struct {
    TownRole by;
    const char *command, *args;
    TownRole viewer;
    const char *pages[3];
} stored[] = {
    { BY_CLERK, "hold.place", "{\"person\":4,\"cause\":\"dormant\",\"note\":\"" STORED "\"}", BY_CLERK, { NULL } },
    { BY_ADMIN,
      "institution.register",
      "{\"institution\":\"B09\",\"kind\":\"bank\",\"name\":\"" STORED
      "\",\"region\":\"330100\",\"bank_bin\":\"621799\",\"licence\":\"L-9\","
      "\"address\":\"" STORED "\",\"phone\":\"0571-1\",\"hours\":\"9-17\"}",
      BY_NOBODY,
      { NULL } },
    { BY_REVIEWER,
      "case.review",
      "{\"case\":\"C3-1\",\"decision\":\"return\",\"reason\":\"" STORED "\"}",
      BY_CLERK,
      { "/cases/C3-1", "/en/cases/C3-1" } },
    { BY_CLERK,
      "unit.register",
      "{\"credit_code\":\"91330106MA007X2P24\",\"name\":\"" STORED "\",\"region\":\"330100\",\"injury_class\":2,"
      "\"evidence\":[{\"kind\":\"business-licence\"}]}",
      BY_CLERK,
      { NULL } },
};

/* Pages on which anything that is on record may come back; none may hold it as markup. */
static const struct {
    TownRole by;
    const char *path;
} everywhere[] = {
    { BY_CLERK, "/person/6" },
    { BY_CLERK, "/en/person/6/why" },
    { BY_CLERK, "/person/6/contributions" },
    { BY_CLERK, "/person/4" },
    { BY_CLERK, "/cases" },
    { BY_REVIEWER, "/en/cases" },
    { BY_CLERK, "/desk" },
    { BY_ADMIN, "/users" },
    { BY_ADMIN, "/policy/alarms" },
    { BY_CLERK, "/unit?credit_code=91330106MA007X2P24" },
    { BY_ONLINE, "/me" },
    { BY_ONLINE, "/me/seen-by" },
    { BY_HOLDER, "/me/notices" },
    { BY_HOLDER, "/me" },
    { BY_NOBODY, "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E" },
    { BY_CLERK, "/receipt?receipt=%3Cscript%3Ealert(1)" },
    { BY_CLERK, "/unit?credit_code=%3Cscript%3Ealert(1)" },
    { BY_NOBODY, "/v/%3Cscript%3Ealert(1)" },
    { BY_NOBODY, "/%3Cscript%3Ealert(1)" },
};

TEST(what_was_stored_comes_back_as_text_on_every_page)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    for (size_t i = 0; i < sizeof stored / sizeof *stored; i++) {
        const char *path = str_z(arena, str_format(arena, "/api/v1/commands/%s", stored[i].command));
        Reply kept = town_api(&town, stored[i].by, path, str_z(arena, str_format(arena, "h-%zu", i)), stored[i].args);
        if (kept.status != 200)
            test_fail(__FILE__, __LINE__, "%s: %d %.*s", stored[i].command, kept.status, STR_ARG(kept.body));
        for (size_t p = 0; p < 3 && stored[i].pages[p]; p++) {
            Reply page = town_get(&town, stored[i].viewer, stored[i].pages[p]);
            if (page.status != 200 || is_markup(page.body) || !reply_says(&page, SEEN))
                test_fail(__FILE__, __LINE__, "%s does not show what %s stored, as text: %d", stored[i].pages[p], stored[i].command,
                          page.status);
        }
    }
    for (size_t i = 0; i < sizeof everywhere / sizeof *everywhere; i++) {
        size_t mark = arena_mark(arena);
        Reply page = town_get(&town, everywhere[i].by, everywhere[i].path);
        if (page.status >= 500 || is_markup(page.body))
            test_fail(__FILE__, __LINE__, "%s: %d", everywhere[i].path, page.status);
        arena_back(arena, mark);
    }
    Reply plan = town_get(&town, BY_CLERK, "/paper/plan?person=6&function=medical");
    CHECK_EQ(plan.status, 200);
    CHECK(str_starts(plan.body, S("%PDF-")));
    town_close(&town);
}

/* ---- on paper ---- */

/* What somebody reads in a PDF, and what a program takes out of it, without the breaks of lines and pages. */
static Str pdf_text(Arena *arena, Str pdf)
{
    Str raw = test_said_of(arena, pdf, "pdftotext -raw -nopgbrk -enc UTF-8 %s -");
    Buf out = { .arena = arena };
    for (size_t i = 0; i < raw.n; i++)
        if (raw.p[i] != '\n' && raw.p[i] != ' ')
            buf_char(&out, raw.p[i]);
    return buf_str(&out);
}

static int occurrences(Str text, const char *what)
{
    int n = 0;
    for (long at; (at = str_find(text, str(what))) >= 0; n++)
        text = str_from(text, (size_t)at + strlen(what));
    return n;
}

static Reply refuse_as(Town *town, const char *id, Str reason)
{
    Json args = json_make(town->arena);
    json_open(&args, '{');
    json_put(&args, "case", S("C3-1"));
    json_put(&args, "decision", S("refuse"));
    json_put(&args, "reason", reason);
    json_close(&args, '}');
    return town_api(town, BY_REVIEWER, "/api/v1/commands/case.review", id, str_z(town->arena, json_str(&args)));
}

/* The reason of a refusal, typed by a reviewer, on the page and on the paper that is handed out: marks of direction are refused in
 * words, markup is text, rare characters are there or named, and none of many is lost. */
TEST(hostile_text_is_text_on_paper_too)
{
    enum { MANY = 140 }; /* with what stands before them nearly as many as the field takes */
    Town town;
    if (!town_open(&town, arena))
        return;
    Buf reason = { .arena = arena };
    buf_add(&reason, S("<script>alert(1)</script> (x) Tj " RARE " "));
    for (int i = 0; i < MANY; i++)
        buf_add(&reason, S("长"));
    Reply turned = refuse_as(&town, "paper-0", S(BIDI));
    CHECK(turned.status == 400 && reply_says(&turned, "Control and invisible characters are not allowed"));
    Reply done = refuse_as(&town, "paper-1", buf_str(&reason));
    if (done.status != 200)
        test_fail(__FILE__, __LINE__, "%d %.*s", done.status, STR_ARG(done.body));
    for (int english = 0; english < 2; english++) {
        Reply page = town_get(&town, BY_CLERK, english ? "/en/cases/C3-1" : "/cases/C3-1");
        CHECK(!is_markup(page.body) && reply_says(&page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
        CHECK(occurrences(page.body, "长") >= MANY && reply_says(&page, RARE));
        Reply paper = town_get(&town, BY_CLERK, english ? "/en/paper/refusal?case=C3-1" : "/paper/refusal?case=C3-1");
        CHECK_EQ(paper.status, 200);
        Str text = pdf_text(arena, paper.body);
        CHECK_EQ(occurrences(text, "<script>alert(1)</script>(x)Tj"), 1);
        CHECK_EQ(occurrences(text, "𠮷") + occurrences(text, "[U+20BB7]"), 1);
        CHECK_EQ(occurrences(text, "𪚥") + occurrences(text, "[U+2A6A5]"), 1);
        CHECK_EQ(occurrences(text, "𬺢") + occurrences(text, "[U+2CEA2]"), 1);
        CHECK_EQ(occurrences(text, "长"), MANY);
    }
    town_close(&town);
}
