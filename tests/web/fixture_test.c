/* fixture_test.c - our components against the examples of the package they follow: equal HTML, white space
 * between tags aside. */
#include "base/require.h"
#include "fixture.h"

Str fix_text(const Fix *fix, const JsonNode *o, const char *key)
{
    const JsonNode *node = json_member(o, key);
    if (node && node->type == JSON_INT)
        return str_format(fix->arena, "%lld", (long long)node->number);
    return json_text_of(node);
}

const char *fix_z(const Fix *fix, const JsonNode *o, const char *key)
{
    Str text = fix_text(fix, o, key);
    return text.n ? str_z(fix->arena, text) : NULL;
}

Html fix_html(const Fix *fix, const JsonNode *o, const char *key) { return html_trusted(fix_text(fix, o, key)); }

bool fix_flag(const JsonNode *o, const char *key)
{
    const JsonNode *node = json_member(o, key);
    return node && node->type == JSON_BOOL && node->truth;
}

int fix_int(const Fix *fix, const JsonNode *o, const char *key)
{
    int64_t number = 0;
    return str_int(fix_text(fix, o, key), &number) ? (int)number : 0;
}

const Attr *fix_attrs(const Fix *fix, const JsonNode *o)
{
    const JsonNode *map = json_member(o, "attributes");
    Attr *attrs = arena_new(fix->arena, Attr, fix_count(map) + 1);
    for (size_t i = 0; i < fix_count(map); i++) {
        const char *name = str_z(fix->arena, map->items[i].key);
        attrs[i] = (Attr){ name, fix_text(fix, map, name) };
    }
    return attrs;
}

const JsonNode *fix_cases(Arena *arena, const char *component)
{
    const char *path = str_z(arena, str_format(arena, "tests/web/fixtures/%s.json", component));
    const JsonNode *cases = json_member(json_tree(arena, test_file(arena, path)), "cases");
    CHECK(fix_count(cases) > 0);
    return cases;
}

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/* One space for many, none beside a tag's brackets, none before a tag's end. */
static Str normal(Arena *arena, Str html)
{
    Buf buf = { .arena = arena };
    bool space = false;
    for (size_t i = 0; i < html.n; i++) {
        char c = html.p[i];
        if (is_space(c)) {
            space = true;
            continue;
        }
        if (space && buf.n && buf.p[buf.n - 1] != '>' && c != '<' && c != '>')
            buf_char(&buf, ' ');
        space = false;
        buf_char(&buf, c);
    }
    return buf_str(&buf);
}

/* Ways of writing that mean the same: how a path in an SVG is closed, and a space kept inside the header. */
static Str same(Arena *arena, Str html)
{
    Str out = normal(arena, html);
    for (long at; (at = str_find(out, S("></path>"))) >= 0;)
        out = str_format(arena, "%.*s/>%.*s", (int)at, out.p, STR_ARG(str_from(out, (size_t)at + strlen("></path>"))));
    return out;
}

static FixWriter writer_of(Str component)
{
    const FixRow *tables[] = { fix_text_rows, fix_form_rows, fix_list_rows };
    for (size_t t = 0; t < 3; t++)
        for (const FixRow *row = tables[t]; row->component; row++)
            if (str_is(component, row->component))
                return row->write;
    return NULL;
}

static size_t compare(Arena *arena, const char *component)
{
    const JsonNode *cases = fix_cases(arena, component);
    FixWriter write = writer_of(str(component));
    CHECK(write && fix_count(cases));
    for (size_t i = 0; write && i < fix_count(cases); i++) {
        const JsonNode *example = &cases->items[i];
        Ui ui = ui_make(arena, LANG_EN);
        write(&(Fix){ &ui, arena }, json_member(example, "options"));
        Str got = same(arena, ui_done(&ui).s), want = same(arena, json_text_of(json_member(example, "html")));
        if (!str_eq(got, want))
            test_fail(__FILE__, __LINE__, "%s, %.*s:\n    got  %.*s\n    want %.*s", component,
                      STR_ARG(json_text_of(json_member(example, "name"))), STR_ARG(got), STR_ARG(want));
    }
    return fix_count(cases);
}

TEST(components_write_what_the_package_writes)
{
    static const char *const components[] = {
        "back-link",
        "breadcrumbs",
        "button",
        "checkboxes",
        "date-input",
        "details",
        "error-message",
        "error-summary",
        "fieldset",
        "file-upload",
        "generic-header",
        "hint",
        "input",
        "inset-text",
        "label",
        "language-navigation",
        "notification-banner",
        "pagination",
        "panel",
        "phase-banner",
        "radios",
        "select",
        "service-navigation",
        "skip-link",
        "summary-list",
        "table",
        "tabs",
        "tag",
        "task-list",
        "textarea",
        "warning-text",
    };
    size_t count = 0;
    for (size_t i = 0; i < sizeof components / sizeof *components; i++)
        count += compare(arena, components[i]);
    CHECK_EQ(count, 508);
}
