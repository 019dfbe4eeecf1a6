/* hostile_test.c - every field of every component holding what an attacker would type: no byte of it may become markup. */
#include "fixture.h"

#define BAD "\"><script>alert('x')</script><b a='"

/* Puts the hostile text in the place of every text of an example's options, leaving names and HTML alone. */
static JsonNode *poison(Arena *arena, const JsonNode *from)
{
    JsonNode *to = arena_new(arena, JsonNode, 1);
    *to = *from;
    to->items = arena_new(arena, JsonNode, from->count + 1);
    for (size_t i = 0; i < from->count; i++) {
        to->items[i] = *poison(arena, &from->items[i]);
        Str key = to->items[i].key;
        bool is_html = str_is(key, "html") || str_ends(key, S("Html"));
        bool is_number = str_is(key, "rows") || str_ends(key, S("span")) || str_ends(key, S("Level"));
        if (is_html)
            to->items[i].text = (Str){ 0 };
        else if (!is_number && (to->items[i].type == JSON_TEXT || to->items[i].type == JSON_INT))
            to->items[i].type = JSON_TEXT, to->items[i].text = S(BAD);
    }
    return to;
}

static bool holds_markup(Str html)
{
    return str_find(html, S("<script")) >= 0 || str_find(html, S("<b ")) >= 0 || str_find(html, S("alert('")) >= 0;
}

TEST(no_field_of_a_component_lets_markup_through)
{
    const FixRow *tables[] = { fix_text_rows, fix_form_rows, fix_list_rows };
    size_t count = 0, escaped = 0;
    for (size_t t = 0; t < 3; t++)
        for (const FixRow *row = tables[t]; row->component; row++) {
            const JsonNode *cases = fix_cases(arena, row->component);
            for (size_t i = 0; i < fix_count(cases); i++) {
                Ui ui = ui_make(arena, LANG_ZH);
                row->write(&(Fix){ &ui, arena }, poison(arena, json_member(&cases->items[i], "options")));
                Str html = ui_done(&ui).s;
                if (holds_markup(html))
                    test_fail(__FILE__, __LINE__, "%s: %.*s", row->component, STR_ARG(html));
                escaped += str_find(html, S("&lt;script&gt;")) >= 0;
                count++;
            }
        }
    CHECK_EQ(count, 508);
    CHECK_EQ(escaped, 480); /* the rest have no text of their own, or only an address, which is dropped */
}
