/* guide_test.c - the articles hold together, and people find them by the words they use. */
#include "guide/plain.h"
#include "guide/search.h"
#include "guide/term.h"
#include "support/test.h"
#include "words/words.h"

enum { MANY = 50 };

TEST(every_article_stands_in_both_languages_and_links_to_a_live_check)
{
    Library library = library_open(arena);
    CHECK_EQ(library.articles[LANG_ZH].count, 26);
    CHECK_EQ(library.articles[LANG_EN].count, 26);
    for (Language lang = LANG_ZH; lang < Language_END; lang++)
        for (size_t i = 0; i < library.articles[lang].count; i++) {
            const Article *article = &library.articles[lang].items[i], *other = &library.articles[LANG_ZH].items[i];
            CHECK_STR(article->slug, other->slug);
            CHECK(article->group == other->group && str_eq(article->check, other->check) &&
                  str_eq(article->related, other->related));
            CHECK(str_is(article->check, "/why-sealed") || str_is(article->check, "/open") || str_is(article->check, "/check"));
            CHECK(str_utf8(article->title) && str_utf8(article->body) && article->law.n);
            for (Str related = article->related; related.n;)
                CHECK(article_find(library.articles[lang], str_cut(&related, ' ')) != NULL);
        }
    CHECK(!article_find(library.articles[LANG_ZH], S("nothing")));
    CHECK(!article_find(library.articles[LANG_ZH], S("")));
}

/* Pages that articles may lead to; the walk of the browser goes there. */
static bool is_page(Str link)
{
    static const char *const pages[] = { "/why-sealed", "/open", "/view", "/outlets", "/calc", "/me/seen-by", "/me/notices/way" };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (str_is(link, pages[i]))
            return true;
    return false;
}

/* Every link inside the site leads to a page that is there. */
TEST(articles_link_only_to_pages_that_exist)
{
    Library library = library_open(arena);
    for (Language lang = LANG_ZH; lang < Language_END; lang++)
        for (size_t i = 0; i < library.articles[lang].count; i++) {
            Str rest = library.articles[lang].items[i].body;
            for (long at; (at = str_find(rest, S("]("))) >= 0;) {
                rest = str_from(rest, (size_t)at + 2);
                Str link = str_head(rest, (size_t)str_find(rest, S(")")));
                bool fine =
                    is_page(link) || str_is(link, "tel:12333") ||
                    (str_starts(link, S("/guide/")) && article_find(library.articles[lang], str_from(link, strlen("/guide/"))));
                if (!fine)
                    test_fail(__FILE__, __LINE__, "%.*s links to %.*s", STR_ARG(library.articles[lang].items[i].slug),
                              STR_ARG(link));
            }
        }
}

/* Where the answer to a question must stand: first, or at least among the first three. */
TEST(people_find_articles_by_the_words_they_use)
{
    Library library = library_open(arena);
    const struct {
        Language lang;
        const char *question, *slug;
        size_t within;
    } rows[] = {
        { LANG_ZH, "激活", "activate", 1 },
        { LANG_ZH, "激活社保卡", "activate", 1 },
        { LANG_ZH, "挂失", "loss", 1 },
        { LANG_ZH, "封存", "sealed-card", 2 },
        { LANG_ZH, "解封", "sealed-card", 2 },
        { LANG_ZH, "医保", "old-medical-card", 3 },
        { LANG_ZH, "医保卡", "old-medical-card", 1 },
        { LANG_ZH, "欠费", "sealed-causes", 2 },
        { LANG_ZH, "挂靠", "agency", 1 },
        { LANG_ZH, "密码", "pin", 2 },
        { LANG_ZH, "补卡", "loss", 1 },
        { LANG_ZH, "药店", "activate-pharmacy", 1 },
        { LANG_ZH, "灵活就业", "open-flexible", 1 },
        { LANG_ZH, "社保卡被封存了怎么办", "sealed-card", 1 },
        { LANG_ZH, "怎么开户", "open-account", 1 },
        { LANG_ZH, "１２３３３", "hotline-12333", 2 },
        { LANG_ZH, "材料", "papers", 1 },
        { LANG_ZH, "照片规格", "papers", 1 },
        { LANG_ZH, "刷脸", "activate-online", 1 },
        { LANG_ZH, "密", "pin", 2 },
        { LANG_ZH, "自助机", "activate-kiosk", 1 },
        { LANG_ZH, "六个月", "old-medical-card", 1 },
        { LANG_ZH, "短信", "notices", 1 },
        { LANG_EN, "text message", "notices", 1 },
        { LANG_EN, "activate", "activate", 3 },
        { LANG_EN, "LOST card", "loss", 1 },
        { LANG_EN, "sealed", "sealed-card", 1 },
        { LANG_EN, "unseal", "sealed-card", 2 },
        { LANG_EN, "pharmacy", "activate-pharmacy", 1 },
        { LANG_EN, "affiliation", "agency", 1 },
        { LANG_EN, "freelancer", "open-flexible", 2 },
        { LANG_EN, "how do I open an account", "open-account", 2 },
        { LANG_EN, "password", "online-password", 2 },
        { LANG_EN, "photos", "papers", 2 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        SearchHit hits[MANY];
        size_t n = search_find(library.index[rows[i].lang], arena, str(rows[i].question), hits, MANY), at = 0;
        while (at < n && !str_is(hits[at].article->slug, rows[i].slug))
            at++;
        if (at >= rows[i].within)
            test_fail(__FILE__, __LINE__, "%s finds %s at place %zu of %zu; first is %.*s", rows[i].question, rows[i].slug, at + 1,
                      n, n ? (int)hits[0].article->slug.n : 0, n ? hits[0].article->slug.p : "");
    }
}

TEST(nothing_is_found_for_what_is_not_there)
{
    Library library = library_open(arena);
    SearchHit hits[MANY];
    const char *none[] = { "", "   ", "？！。", "火星殖民", "xyzzy", "\xff\xfe", "%", "'; DROP TABLE" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        CHECK_EQ(search_find(library.index[LANG_ZH], arena, str(none[i]), hits, MANY), 0);
}

TEST(snippets_hold_whole_characters_and_marks_stand_on_the_words)
{
    Library library = library_open(arena);
    const char *questions[] = { "激活", "银行密码", "卡", "bank PIN", "12333", "社保卡被封存了怎么办", "六个月 旧卡" };
    for (Language lang = LANG_ZH; lang < Language_END; lang++)
        for (size_t q = 0; q < sizeof questions / sizeof *questions; q++) {
            SearchHit hits[MANY];
            size_t n = search_find(library.index[lang], arena, str(questions[q]), hits, MANY);
            for (size_t i = 0; i < n; i++) {
                CHECK(str_utf8(hits[i].snippet) && hits[i].snippet.n > 0);
                uint32_t before = 0;
                for (size_t m = 0; m < hits[i].mark_count; m++) {
                    SearchMark mark = hits[i].marks[m];
                    CHECK(mark.from >= before && mark.n > 0 && mark.from + mark.n <= hits[i].snippet.n);
                    CHECK(str_utf8((Str){ hits[i].snippet.p + mark.from, mark.n }));
                    before = mark.from + mark.n;
                }
            }
        }
}

TEST(terms_fold_width_case_and_accents)
{
    Term *a = NULL, *b = NULL;
    size_t n = term_split(arena, S("ＡＢＣ１２３ 医保 Été"), &a), m = term_split(arena, S("abc123 医保 ete"), &b);
    CHECK_EQ(n, 5); /* word, 医, 保, 医保, word */
    CHECK_EQ(n, m);
    for (size_t i = 0; i < n && i < m; i++)
        CHECK(a[i].key == b[i].key);
    CHECK_EQ(term_query(arena, S("医保医保"), &a), 2); /* 医保, 保医 */
    CHECK_EQ(term_query(arena, S("卡"), &a), 1);
    CHECK_EQ(term_query(arena, S("sealed sealing seal seals"), &a), 1);
}

TEST(front_matter_that_is_not_complete_is_refused)
{
    Article article;
    CHECK(article_read(S("---\nslug: a\ntitle: b\nsummary: c\ngroup: card\ncheck: /open\nlaw: d\n---\ntext\n"), LANG_ZH, &article));
    CHECK_STR(article.title, S("b"));
    CHECK_STR(article.body, S("text\n"));
    const char *bad[] = {
        "",
        "---",
        "---\n",
        "text",
        "---\n---\ntext",
        "---\nslug: a\ntitle: b\nsummary: c\ngroup: card\ncheck: /open\nlaw: d\n",
        "---\nslug: a\ntitle: b\nsummary: c\ngroup: moon\ncheck: /open\nlaw: d\n---\ntext\n",
        "---\nslug: a\nslug: a\ntitle: b\nsummary: c\ngroup: card\ncheck: /open\nlaw: d\n---\ntext\n",
        "---\nslug: a\ntitle: b\nsummary: c\ngroup: card\ncheck: /open\nlaw: d\nother: e\n---\ntext\n",
        "---\nslug: a\ntitle:\nsummary: c\ngroup: card\ncheck: /open\nlaw: d\n---\ntext\n",
        "---\nslug: a\ntitle: b\nsummary: c\ngroup: card\ncheck: /open\nlaw: d\n---\n \n",
        "---\nslug: a\ntitle: b\nsummary: c\ngroup: card\ncheck: /open\nlaw: d\napplies: moon\n---\ntext\n",
        "---\nslug: a\ntitle: b\nsummary: c\ngroup: card\ncheck: /open\nlaw: d\napplies: loss  any\n---\ntext\n",
        "---\nslug a\n---\n",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK(!article_read(str(bad[i]), LANG_ZH, &article));
}

TEST(markdown_becomes_plain_text)
{
    CHECK_STR(plain_text(arena, S("## 标题\n\n| 甲 | 乙 |\n|---|---|\n| [丙](/x) | **丁** |\n\n1. 戊\n- 己\n")),
              S("标题 甲 乙 丙 丁 戊 己"));
}
