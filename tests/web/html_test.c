/* html_test.c - escaping and links: what a hostile name can do to a page is nothing. */
#include "support/test.h"
#include "web/asset.h"
#include "web/html.h"
#include <dirent.h>

TEST(text_is_escaped_everywhere)
{
    Ui ui = ui_make(arena, LANG_EN);
    ui_put(&ui, "<a title=\"{}\">{}</a>", S("\"><script>'&"), S("</a><b>"));
    CHECK_STR(ui_done(&ui).s, S("<a title=\"&quot;&gt;&lt;script&gt;&#39;&amp;\">&lt;/a&gt;&lt;b&gt;</a>"));
}

TEST(links_within_the_site_and_of_four_schemes_are_safe)
{
    const char *safe[] = { "/",
                           "/guide",
                           "/guide/open#part",
                           "#main",
                           "?q=1",
                           "guide/open",
                           "https://example.com/",
                           "HTTP://example.com",
                           "tel:12333",
                           "mailto:a@example.com",
                           "/a:b",
                           "?a=b:c",
                           "/搜索" };
    const char *unsafe[] = { "",
                             "javascript:alert(1)",
                             "JavaScript:alert(1)",
                             " javascript:alert(1)",
                             "java\nscript:alert(1)",
                             "\tjavascript:x",
                             "//evil.example",
                             "/\\evil.example",
                             "\\\\evil.example",
                             "data:text/html,x",
                             "vbscript:x",
                             "file:///etc/passwd",
                             "https:",
                             "https:evil",
                             "tel:",
                             ":x",
                             "x\x01",
                             "blob:https://x",
                             "javascript\x3a//%0aalert(1)",
                             "a b",
                             "/\"onclick",
                             "/<",
                             "\x7f" };
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        if (!html_safe_link(str(safe[i])))
            test_fail(__FILE__, __LINE__, "%s should be safe", safe[i]);
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        if (html_safe_link(str(unsafe[i])))
            test_fail(__FILE__, __LINE__, "%s should not be safe", unsafe[i]);
    Ui ui = ui_make(arena, LANG_EN);
    ui_href(&ui, S("javascript:alert(1)"));
    CHECK_STR(ui_done(&ui).s, S(" href=\"#\""));
}

TEST(english_pages_live_under_en)
{
    Ui zh = ui_make(arena, LANG_ZH), en = ui_make(arena, LANG_EN);
    CHECK_STR(ui_path(&zh, S("/guide")), S("/guide"));
    CHECK_STR(ui_path(&en, S("/guide")), S("/en/guide"));
    CHECK_STR(ui_path(&en, S("#part")), S("#part"));
    CHECK_STR(ui_path(&en, S("https://example.com/")), S("https://example.com/"));
}

TEST(every_word_stands_in_both_languages_with_the_same_places)
{
    for (int i = 0; i < WORD_END; i++) {
        Str zh = word(LANG_ZH, (Word)i), en = word(LANG_EN, (Word)i);
        CHECK(str_utf8(zh) && str_utf8(en));
        CHECK(zh.n || i == W_OF_PAGES);
        size_t places[2] = { 0 };
        for (size_t at = 0; at < zh.n; at++)
            places[0] += zh.p[at] == '%';
        for (size_t at = 0; at < en.n; at++)
            places[1] += en.p[at] == '%';
        CHECK_EQ(places[0], places[1]);
    }
}

TEST(assets_are_found_at_the_address_that_holds_their_hash)
{
    const char *names[] = { "pages.css", "pages.js", "logo.svg", "icon.svg" };
    for (size_t i = 0; i < 4; i++) {
        const Embedded *asset = asset_find(asset_path(arena, names[i]));
        CHECK(asset != NULL && asset->bytes.n > 0 && asset_type(asset) != NULL);
        Str file = test_file(arena, str_format(arena, "assets/%s", names[i]).p);
        CHECK(asset && str_eq(asset->bytes, file));
    }
    CHECK(!asset_find(S("/assets/0000000000000000/pages.css")));
    CHECK(!asset_find(S("/assets/pages.css")));
    CHECK(!asset_find(S("/assets/../../etc/passwd")));
    CHECK(!asset_find(S("")));
}

TEST(assets_hold_nothing_that_is_not_ours_to_use)
{
    Str css = test_file(arena, "assets/pages.css"), js = test_file(arena, "assets/pages.js");
    const char *foreign[] = { "GDS Transport", "@font-face", "govuk-crest", "url(/" };
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        CHECK(str_find(css, str(foreign[i])) < 0);
    CHECK(str_find(js, S("eval(")) < 0 && str_find(js, S("new Function")) < 0);
    CHECK(str_find(js, S("initAll();")) >= 0);
}

/* The one way around escaping is named in two files only. */
TEST(trusted_html_is_made_by_the_markdown_renderer_alone)
{
    DIR *dir = opendir(str_format(arena, "%s/src/web", test_source_dir()).p);
    CHECK(dir != NULL);
    size_t count = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        Str name = str(entry->d_name);
        if (!str_ends(name, S(".c")))
            continue;
        Str text = test_file(arena, str_format(arena, "src/web/%s", entry->d_name).p);
        bool allowed = str_is(name, "html.c") || str_is(name, "markdown.c");
        if (!allowed && (str_find(text, S("html_trusted")) >= 0 || str_find(text, S("(Html){")) >= 0))
            test_fail(__FILE__, __LINE__, "%s makes HTML without escaping", entry->d_name);
        count++;
    }
    if (dir)
        closedir(dir);
    CHECK(count > 10);
}
