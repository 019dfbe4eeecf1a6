/* hostile_page_test.c - what an attacker, a careless copy or a rare name would bring, in every line of every form of the
 * catalogue: it is refused in words or kept, and in both cases it is text. Then the same stored in records, and every page and
 * file looked at on which it comes back. */
#include "town.h"
#include "words/words.h"

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
