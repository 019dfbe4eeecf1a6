/* markup.c - see markup.h. */
#include "markup.h"
#include <stdlib.h>

enum { IDS_MAX = 600, DEPTH_MAX = 100 };

static bool is_void(Str tag)
{
    static const char *const names[] = { "meta", "link", "img", "input", "br", "hr" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_is(tag, names[i]))
            return true;
    return false;
}

void markup_balance(Str html, const char *name)
{
    Str stack[DEPTH_MAX], rest = html;
    size_t depth = 0;
    for (long at; (at = str_find(rest, S("<"))) >= 0;) {
        rest = str_from(rest, (size_t)at + 1);
        long end = str_find(rest, S(">"));
        CHECK(end > 0);
        Str tag = str_head(rest, (size_t)end), inside = tag;
        Str word_of = str_cut(&inside, ' ');
        if (tag.n && (tag.p[0] == '!' || tag.p[tag.n - 1] == '/'))
            continue;
        if (str_starts(tag, S("/"))) {
            if (!depth || !str_eq(stack[depth - 1], str_from(tag, 1)))
                test_fail(__FILE__, __LINE__, "%s: </%.*s> closes %.*s", name, (int)tag.n - 1, tag.p + 1,
                          depth ? (int)stack[depth - 1].n : 0, depth ? stack[depth - 1].p : "");
            depth -= depth > 0;
        } else if (!is_void(word_of) && depth < DEPTH_MAX) {
            stack[depth++] = word_of;
        }
    }
    CHECK_EQ(depth, 0);
}

static size_t occurrences(Str html, Str part)
{
    size_t count = 0;
    for (long at; (at = str_find(html, part)) >= 0; count++)
        html = str_from(html, (size_t)at + part.n);
    return count;
}

/* The values of an attribute, in order. */
static size_t values_of(Str html, Str attribute, Str *out)
{
    size_t count = 0;
    for (long at; (at = str_find(html, attribute)) >= 0 && count < IDS_MAX;) {
        html = str_from(html, (size_t)at + attribute.n);
        out[count++] = str_head(html, (size_t)str_find(html, S("\"")));
    }
    return count;
}

static bool known(const Str *ids, size_t count, Str id)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(ids[i], id))
            return true;
    return false;
}

static void check_ids(Str html, const char *name)
{
    static const char *const pointers[] = { " for=\"", " aria-describedby=\"", " aria-labelledby=\"", " href=\"#" };
    Str ids[IDS_MAX], values[IDS_MAX];
    size_t count = values_of(html, S(" id=\""), ids);
    for (size_t i = 0; i < count; i++)
        if (known(ids, i, ids[i]))
            test_fail(__FILE__, __LINE__, "%s: id %.*s stands twice", name, STR_ARG(ids[i]));
    for (size_t p = 0; p < sizeof pointers / sizeof *pointers; p++) {
        size_t found = values_of(html, str(pointers[p]), values);
        for (size_t i = 0; i < found; i++)
            for (Str rest = values[i]; rest.n;) {
                Str id = str_cut(&rest, ' ');
                if (!known(ids, count, id))
                    test_fail(__FILE__, __LINE__, "%s:%s%.*s leads to nothing", name, pointers[p], STR_ARG(id));
            }
    }
}

/* Every box that somebody fills in has a label, or a name of its own. */
static void check_labels(Str html, const char *name)
{
    static const char *const boxes[] = { "<input ", "<textarea ", "<select " };
    Str labels[IDS_MAX];
    size_t count = values_of(html, S(" for=\""), labels);
    for (size_t b = 0; b < sizeof boxes / sizeof *boxes; b++) {
        Str rest = html;
        for (long at; (at = str_find(rest, str(boxes[b]))) >= 0;) {
            rest = str_from(rest, (size_t)at + 1);
            Str tag = str_head(rest, (size_t)str_find(rest, S(">"))), id;
            if (str_find(tag, S("type=\"hidden\"")) >= 0 || str_find(tag, S("aria-label")) >= 0)
                continue;
            if (!values_of(tag, S(" id=\""), &id) || !known(labels, count, id))
                test_fail(__FILE__, __LINE__, "%s: %.*s has no label", name, STR_ARG(tag));
        }
    }
}

static void write_look(Arena *arena, Str html, Language lang, const char *name)
{
    const char *folder = getenv("SHEBAO_LOOK");
    if (!folder)
        return;
    FILE *file = fopen(str_format(arena, "%s/%s-%s.html", folder, name, lang == LANG_EN ? "en" : "zh").p, "w");
    CHECK(file && fwrite(html.p, 1, html.n, file) == html.n && fclose(file) == 0);
}

void markup_check(Arena *arena, Str html, Language lang, const char *name)
{
    static const char *const refused[] = { " style=",   "<style",     " onclick=",   " onload=",
                                           " onerror=", " onsubmit=", "javascript:", "<iframe" };
    write_look(arena, html, lang, name);
    markup_balance(html, name);
    check_ids(html, name);
    check_labels(html, name);
    CHECK(str_utf8(html));
    if (occurrences(html, S("<h1")) != 1)
        test_fail(__FILE__, __LINE__, "%s has not one h1", name);
    CHECK_EQ(occurrences(html, S("<main")), 1);
    CHECK_EQ(occurrences(html, S("<script")), 1);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        CHECK_EQ(occurrences(html, str(refused[i])), 0);
    CHECK(str_find(html, lang == LANG_EN ? S("<html lang=\"en\"") : S("<html lang=\"zh-CN\"")) > 0);
}
