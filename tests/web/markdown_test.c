/* markdown_test.c - what the renderer writes, and what it never lets through. */
#include "support/test.h"
#include "web/markdown.h"
#include <dirent.h>

static Str render(Arena *arena, const char *text)
{
    Ui ui = ui_make(arena, LANG_EN);
    CHECK(markdown_write(&ui, str(text), 1));
    return ui_done(&ui).s;
}

TEST(markdown_wears_the_classes_of_the_pages)
{
    CHECK_STR(render(arena, "## A *b* **c**"), S("<h2 class=\"govuk-heading-l\">A <em>b</em> <strong>c</strong></h2>\n"));
    CHECK_STR(render(arena, "- x\n- y"), S("<ul class=\"govuk-list govuk-list--bullet\">\n<li>x</li>\n<li>y</li>\n</ul>\n"));
    CHECK_STR(render(arena, "3. x"), S("<ol class=\"govuk-list govuk-list--number\" start=\"3\">\n<li>x</li>\n</ol>\n"));
    CHECK_STR(
        render(arena, "[g](/guide) [h](https://example.com/) [t](tel:12333)"),
        S("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"/en/guide\">g</a> "
                "<a class=\"govuk-link\" href=\"https://example.com/\">h</a> "
          "<a class=\"govuk-link\" href=\"tel:12333\">t</a></p>\n"));
    CHECK(str_find(render(arena, "|a|b|\n|---|--:|\n|c|d|"),
                   S("<td role=\"cell\" class=\"govuk-table__cell govuk-table__cell--numeric\" data-label=\"b\">d</td>")) > 0);
    CHECK(str_find(render(arena, "|a|\"><b>|\n|---|---|\n|c|d|"), S("data-label=\"&quot;&gt;&lt;b&gt;\">d</td>")) > 0);
    CHECK_STR(render(arena, ""), S(""));
}

TEST(links_that_could_run_something_lose_their_address)
{
    const char *bad[] = {
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](javascript&colon;alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html,1)",
        "[x](//evil.example)",
        "[x](/\\evil.example)",
        "[x](vbscript:x)",
        "[x](<javascript:alert(1)>)",
        "[x]( javascript:alert(1))",
        "[x][1]\n\n[1]: javascript:alert(1)",
        "[x](file:///etc/passwd)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "[x](java\\script:x)",
        "[x](https:evil)",
        "[x](/a\"onclick=alert(1)&quot;)",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Str html = render(arena, bad[i]);
        if (str_find(html, S("<a ")) >= 0 || str_find(html, S("href")) >= 0 || str_find(html, S("src")) >= 0)
            test_fail(__FILE__, __LINE__, "%s gives %.*s", bad[i], STR_ARG(html));
    }
}

TEST(raw_html_is_shown_and_not_obeyed)
{
    const char *bad[] = { "<script>alert(1)</script>",
                          "a <img src=x onerror=alert(1)> b",
                          "<b onmouseover=x>c</b>",
                          "`<i>`",
                          "    <pre>",
                          "```\n</code><script>\n```",
                          "&lt;script&gt;",
                          "&#60;script&#62;",
                          "<!-- x -->",
                          "|<u>|<u>|\n|---|---|\n|<u>|<u>|",
                          "[<b>](/x \"<b>\")",
                          "![<b>](/x)" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Str html = render(arena, bad[i]);
        const char *tags[] = { "<script", "<img", "<b", "<i>", "<u", "<!--", "onerror=\"", "title=" };
        for (size_t t = 0; t < sizeof tags / sizeof *tags; t++)
            if (str_find(html, str(tags[t])) >= 0)
                test_fail(__FILE__, __LINE__, "%s gives %.*s", bad[i], STR_ARG(html));
    }
}

TEST(texts_that_are_too_long_or_no_text_are_refused)
{
    Ui ui = ui_make(arena, LANG_ZH);
    char *big = arena_new(arena, char, MARKDOWN_MAX + 1);
    memset(big, 'a', MARKDOWN_MAX + 1);
    CHECK(!markdown_write(&ui, (Str){ big, MARKDOWN_MAX + 1 }, 1));
    CHECK(!markdown_write(&ui, S("\xff\xfe"), 1));
    CHECK(markdown_write(&ui, (Str){ big, MARKDOWN_MAX }, 1));
    memset(big, '[', MARKDOWN_MAX);
    CHECK(markdown_write(&ui, (Str){ big, MARKDOWN_MAX }, 1));
}

/* Chinese punctuation before a closing ** keeps it from becoming bold: write **重要**：, not **重要：**. */
TEST(no_article_shows_stars_or_other_leftovers)
{
    const char *langs[] = { "zh", "en" };
    size_t count = 0;
    for (size_t l = 0; l < 2; l++) {
        DIR *dir = opendir(str_format(arena, "%s/articles/%s", test_source_dir(), langs[l]).p);
        CHECK(dir != NULL);
        for (struct dirent *entry; dir && (entry = readdir(dir));) {
            if (!str_ends(str(entry->d_name), S(".md")))
                continue;
            Str file = test_file(arena, str_format(arena, "articles/%s/%s", langs[l], entry->d_name).p);
            long end = str_find(str_from(file, 4), S("\n---\n"));
            Ui ui = ui_make(arena, LANG_ZH);
            CHECK(end > 0 && markdown_write(&ui, str_from(file, (size_t)end + 9), 2));
            Str html = ui_done(&ui).s;
            if (str_find(html, S("**")) >= 0 || str_find(html, S("](")) >= 0 || str_find(html, S("&lt;")) >= 0 ||
                str_find(html, S("<h1")) >= 0)
                test_fail(__FILE__, __LINE__, "%s/%s shows Markdown, or has a title in its body", langs[l], entry->d_name);
            count++;
        }
        if (dir)
            closedir(dir);
    }
    CHECK_EQ(count, 52);
}
