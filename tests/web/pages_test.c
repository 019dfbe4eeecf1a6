/* pages_test.c - whole pages: well formed, in both languages, nothing that the content security policy refuses, no link
 * that leads nowhere. With SHEBAO_LOOK=FOLDER the pages are written there, to be looked at. */
#include "guide/search.h"
#include "markup.h"
#include "support/test.h"
#include "web/asset.h"
#include "web/pages.h"

static const Site site = { .name_zh = { "云溪市社会保险事业管理中心", 39 },
                           .name_en = { "Yunxi Social Insurance Centre", 29 },
                           .hotline = { "12333", 5 },
                           .demo = true };

static GuideEntry entry_of(const Article *article)
{
    return (
        GuideEntry){ .slug = article->slug, .title = article->title, .summary = article->summary, .group = (int)article->group };
}

static GuideEntry *entries_of(Arena *arena, ArticleList list)
{
    GuideEntry *entries = arena_new(arena, GuideEntry, list.count);
    for (size_t i = 0; i < list.count; i++)
        entries[i] = entry_of(&list.items[i]);
    return entries;
}

static Page page_at(Arena *arena, Language lang, const char *path)
{
    return page_make(arena, &site, &(PageRequest){ .lang = lang, .path = str(path) });
}

static Str article_page(Arena *arena, ArticleList list, const Article *article)
{
    GuideEntry related[8];
    size_t count = 0;
    for (Str rest = article->related; rest.n && count < 8;)
        related[count++] = entry_of(article_find(list, str_cut(&rest, ' ')));
    Page page = page_at(arena, article->lang, str_format(arena, "/guide/" STR_FMT, STR_ARG(article->slug)).p);
    return page_article(&page, &(GuideArticle){ .entry = entry_of(article),
                                                .check = article->check,
                                                .law = article->law,
                                                .body = article->body,
                                                .related = related,
                                                .related_count = count });
}

static Str search_page(Arena *arena, const Library *library, Language lang, Str question)
{
    enum { MOST = 20 };
    SearchHit found[MOST];
    GuideHit hits[MOST];
    size_t count = search_find(library->index[lang], arena, question, found, MOST);
    for (size_t i = 0; i < count; i++) {
        GuideMark *marks = arena_new(arena, GuideMark, SEARCH_MARKS);
        for (size_t m = 0; m < found[i].mark_count; m++)
            marks[m] = (GuideMark){ found[i].marks[m].from, found[i].marks[m].n };
        hits[i] = (GuideHit){ .entry = entry_of(found[i].article),
                              .snippet = found[i].snippet,
                              .cut_before = found[i].cut_before,
                              .cut_after = found[i].cut_after,
                              .marks = marks,
                              .mark_count = found[i].mark_count };
    }
    Page page = page_at(arena, lang, "/search");
    return page_search(&page, question, hits, count);
}

static size_t occurrences(Str html, Str part)
{
    size_t count = 0;
    for (long at; (at = str_find(html, part)) >= 0; count++)
        html = str_from(html, (size_t)at + part.n);
    return count;
}

static bool leads_somewhere(ArticleList list, Str link)
{
    if (str_starts(link, S("/en/")) || str_is(link, "/en"))
        link = str_from(link, 3).n ? str_from(link, 3) : S("/");
    static const char *const known[] = {
        "/",        "/why-sealed", "/open", "/guide",  "/sign-in", "/search", "/api/v1/openapi.json", "tel:12333",
        "/appoint", "/nowhere",    "/calc", "/policy", "/outlets", "/view",   "/me/seen-by",          "/me/notices/way"
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_is(link, known[i]))
            return true;
    if (str_starts(link, S("/guide/")))
        return article_find(list, str_from(link, strlen("/guide/"))) != NULL;
    return str_starts(link, S("/assets/")) ? asset_find(link) != NULL : str_starts(link, S("#"));
}

static void check_page(Arena *arena, ArticleList list, Str html, Language lang, const char *name)
{
    markup_check(arena, html, lang, name);
    for (Str rest = html; rest.n;) {
        long at = str_find(rest, S("href=\""));
        if (at < 0)
            break;
        rest = str_from(rest, (size_t)at + 6);
        Str link = str_head(rest, (size_t)str_find(rest, S("\"")));
        if (!leads_somewhere(list, link))
            test_fail(__FILE__, __LINE__, "%s: %.*s leads nowhere", name, STR_ARG(link));
    }
}

TEST(every_page_is_well_formed_and_leads_somewhere)
{
    Library library = library_open(arena);
    for (Language lang = LANG_ZH; lang < Language_END; lang++) {
        ArticleList list = library.articles[lang];
        GuideEntry *entries = entries_of(arena, list);
        Page page = page_at(arena, lang, "/");
        check_page(arena, list, page_home(&page, entries, list.count), lang, "home");
        page = page_at(arena, lang, "/guide");
        check_page(arena, list, page_guide(&page, entries, list.count), lang, "guide");
        page = page_at(arena, lang, "/nowhere");
        check_page(arena, list, page_missing(&page), lang, "missing");
        CHECK_EQ(page.status, 404);
        page = page_at(arena, lang, "/open");
        check_page(arena, list, page_failed(&page, S("R-2026-17")), lang, "failed");
        CHECK_EQ(page.status, 500);
        for (size_t i = 0; i < list.count; i++)
            check_page(arena, list, article_page(arena, list, &list.items[i]), lang,
                       str_z(arena, str_format(arena, "article-" STR_FMT, STR_ARG(list.items[i].slug))));
        check_page(arena, list, search_page(arena, &library, lang, lang == LANG_EN ? S("lost card") : S("激活社保卡")), lang,
                   "search");
        check_page(arena, list, search_page(arena, &library, lang, S("xyzzy")), lang, "search-none");
        check_page(arena, list, search_page(arena, &library, lang, S("")), lang, "search-empty");
    }
}

/* A page as the record pages will use the components: who, what works, why not, every way out, what happened. */
static Str record_page(Arena *arena, Language lang)
{
    bool en = lang == LANG_EN;
    Page page = page_at(arena, lang, "/why-sealed");
    Ui *ui = &page.ui;
    page.nav = NAV_WHY;
    page.back = S("/why-sealed");
    page_begin(&page, en ? S("Why the card is sealed") : S("封存原因"));
    const UiTag tag = { .text = en ? S("Card enabled") : S("卡已启用"), .classes = "govuk-tag--green" };
    ui_identity(ui, &(UiIdentity){
                        .name = en ? S("*Mingzhu") : S("*明珠"), .number = S("330106********0010"), .tags = &tag, .tag_count = 1 });
    ui_put(ui, "<h1 class=\"govuk-heading-l\">{}</h1>",
           en ? S("Two causes keep medical settlement from working") : S("有两个原因使医保结算暂停"));
    const UiEffect effects[] = {
        { .name = en ? S("Medical settlement") : S("医保结算"), .state = 'b' },
        { .name = en ? S("Medical balance") : S("使用医保个人账户"), .state = 'b' },
        { .name = en ? S("Bank functions") : S("银行功能"),
          .state = 'c',
          .note = en ? S("The bank's rule decides.") : S("以银行规定为准。") },
        { .name = en ? S("Your record") : S("查询本人记录") },
        { .name = en ? S("Interest") : S("个人账户计息") },
        { .name = en ? S("Transfer") : S("关系转移") },
    };
    ui_effects(ui, &(UiEffects){ effects, sizeof effects / sizeof *effects });
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>", en ? S("Causes") : S("原因"));
    ui_cause(ui, &(UiCause){ .number = 1,
                             .title = en ? S("Not used for a long time") : S("社保卡长期未使用"),
                             .since = S("2025-03-01"),
                             .by = en ? S("nightly rule") : S("系统按规则设置"),
                             .why = en ? S("No use in any function for 24 months.") : S("连续 24 个月没有任何使用记录。"),
                             .law = S("人社厅发〔2014〕52号") });
    ui_cause(ui, &(UiCause){ .number = 2,
                             .title = en ? S("Own arrears") : S("本人欠缴社会保险费"),
                             .since = S("2025-06-16"),
                             .ends_itself = true,
                             .by = en ? S("unpaid bills") : S("未缴账单"),
                             .why = en ? S("April to June 2025, 4,026.10 yuan in all.") : S("2025 年 4 月至 6 月，共 4026.10 元。"),
                             .law = S("《社会保险法》第六十条") });
    const Str papers[] = { en ? S("Identity card") : S("身份证件原件"), en ? S("Social security card") : S("社保卡") };
    const UiStep steps[] = {
        { .title = en ? S("Pay what is owed") : S("缴清欠费"),
          .text = en ? S("Booked on the same day.") : S("到账当天自动解除。"),
          .cost = S("4026.10"),
          .days = en ? S("0 days") : S("当天"),
          .who = en ? S("you, online") : S("本人，网上"),
          .link = S("/open"),
          .link_text = en ? S("Pay now") : S("去缴费") },
        { .title = en ? S("Activate the card again") : S("重新激活社保卡"),
          .papers = papers,
          .paper_count = 2,
          .cost = S("0.00"),
          .days = en ? S("0 days") : S("当场"),
          .who = en ? S("bank teller") : S("银行柜员"),
          .place = { en ? S("Yunxi Bank, South Street branch") : S("云溪银行南街支行"), en ? S("18 South Street") : S("南街 18 号"),
                     en ? S("Mon-Fri 9:00-17:00") : S("周一至周五 9:00-17:00"), S("12333") } },
    };
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>", en ? S("Every way out") : S("解除办法"));
    ui_way(ui, &(UiWay){ .name = en ? S("Fastest") : S("最快"),
                         .cost = S("4026.10"),
                         .days = en ? S("0 days") : S("当天"),
                         .best = true,
                         .steps = steps,
                         .count = 2 });
    ui_way(ui, &(UiWay){ .name = en ? S("Without a visit") : S("不用跑"),
                         .cost = S("4026.10"),
                         .days = en ? S("1 day") : S("1 天"),
                         .steps = steps,
                         .count = 1 });
    const UiPoint points[] = {
        { UI_POINT_AHEAD, en ? S("Medical settlement works again") : S("医保结算恢复"), { 0 }, { 0 }, { 0 }, { { 0 } } },
        { UI_POINT_NOW,
          en ? S("Sealed: long unused") : S("长期未用，封存"),
          S("2025-03-01"),
          en ? S("nightly rule") : S("系统"),
          { 0 },
          { { 0 } } },
        { UI_POINT_BAD,
          en ? S("Photo refused") : S("照片未通过"),
          S("2018-09-12"),
          { 0 },
          en ? S("Background not white.") : S("背景不是白色。"),
          { { 0 } } },
        { UI_POINT_DONE,
          en ? S("Enabled at the bank") : S("银行柜台启用"),
          S("2018-10-08 09:30"),
          en ? S("Yunxi Bank") : S("云溪银行"),
          { 0 },
          { { 0 } } },
    };
    ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>", en ? S("What happened to the card") : S("卡的经过"));
    ui_timeline(ui, &(UiTimeline){ .items = points, .count = 4 });
    return page_end(&page);
}

TEST(the_components_of_record_pages_make_a_page)
{
    for (Language lang = LANG_ZH; lang < Language_END; lang++) {
        Str html = record_page(arena, lang);
        check_page(arena, article_load(arena, lang), html, lang, "record");
        CHECK_EQ(occurrences(html, S("class=\"sb-cause")), 6); /* two causes, each with number and title */
        CHECK_EQ(occurrences(html, S("sb-steps__item")), 3);
        CHECK(str_find(html, lang == LANG_EN ? S("Ends by itself") : S("原因消除后自动解除")) > 0);
        CHECK(str_find(html, lang == LANG_EN ? S("Not passed:") : S("未通过：")) > 0); /* not by colour alone */
    }
}

TEST(our_own_components_escape_what_they_are_given)
{
    Str bad = S("<script>\"'");
    Ui ui = ui_make(arena, LANG_ZH);
    const UiTag tag = { .text = bad };
    const UiLink link = { .text = bad, .href = bad };
    ui_identity(&ui,
                &(UiIdentity){ .name = bad, .number = bad, .tags = &tag, .tag_count = 1, .actions = &link, .action_count = 1 });
    ui_cause(&ui, &(UiCause){ .title = bad, .why = bad, .since = bad, .by = bad, .law = bad });
    ui_effects(&ui, &(UiEffects){ &(UiEffect){ .name = bad, .note = bad, .state = 'c' }, 1 });
    const UiStep step = { .title = bad,
                          .text = bad,
                          .who = bad,
                          .cost = bad,
                          .days = bad,
                          .not_before = bad,
                          .law = bad,
                          .link = bad,
                          .link_text = bad,
                          .place = { bad, bad, bad, bad },
                          .papers = &bad,
                          .paper_count = 1 };
    ui_way(&ui, &(UiWay){ .name = bad, .summary = bad, .cost = bad, .days = bad, .steps = &step, .count = 1 });
    ui_timeline(&ui, &(UiTimeline){ .items = &(UiPoint){ .title = bad, .when = bad, .who = bad, .text = bad }, .count = 1 });
    ui_cards(&ui, &(UiCard){ .icon = "card", .title = bad, .text = bad, .href = bad, .call = bad }, 1);
    ui_search(&ui, &(UiSearch){ .value = bad, .label = bad, .hint = bad });
    Str html = ui_done(&ui).s;
    CHECK_EQ(occurrences(html, S("<script")), 0);
    CHECK_EQ(occurrences(html, S("\"'")), 0);
    CHECK(occurrences(html, S("&lt;script&gt;&quot;&#39;")) >= 34);
    markup_balance(html, "own components");
}

TEST(what_people_type_comes_back_escaped)
{
    Library library = library_open(arena);
    Str html = search_page(arena, &library, LANG_ZH, S("\"><script>alert(1)</script> 激活"));
    CHECK_EQ(occurrences(html, S("<script")), 1);
    CHECK(str_find(html, S("value=\"&quot;&gt;&lt;script&gt;")) > 0);
    markup_balance(html, "hostile search");
}

TEST(a_refusal_says_what_to_do_in_the_language_of_the_page)
{
    Why why = { .arena = arena };
    CHECK_EQ(refuse(&why, ERR_BAD_ID_NUMBER, "ssn", "第 %d 位有误", "digit %d is wrong", 7), ERR_BAD_ID_NUMBER);
    Page page = page_at(arena, LANG_EN, "/open");
    Str html = page_refused(&page, &why, S("/open"));
    CHECK_EQ(page.status, 422);
    CHECK(str_find(html, S("<a href=\"#ssn\">digit 7 is wrong</a>")) > 0);
    CHECK(str_find(html, S("<title>Error:")) > 0);
    page = page_at(arena, LANG_ZH, "/open");
    CHECK(str_find(page_refused(&page, &why, S("/open")), S("第 7 位有误")) > 0);
}

TEST(the_language_stands_in_front_of_the_path)
{
    Str path;
    CHECK_EQ(page_split(S("/en/guide/pin"), &path), LANG_EN);
    CHECK_STR(path, S("/guide/pin"));
    CHECK_EQ(page_split(S("/en"), &path), LANG_EN);
    CHECK_STR(path, S("/"));
    CHECK_EQ(page_split(S("/english"), &path), LANG_ZH);
    CHECK_STR(path, S("/english"));
    CHECK_EQ(page_split(S("/"), &path), LANG_ZH);
    CHECK_STR(path, S("/"));
}
