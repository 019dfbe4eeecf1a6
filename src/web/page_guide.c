/* page_guide.c - see pages.h: an article with the answer of one's own record beside it, or the check of one's case, and the
 * search. */
#include "web/markdown.h"
#include "web/pages.h"

static Word call_of(Str check)
{
    return str_is(check, "/open") ? W_CHECK_OPEN : str_is(check, "/check") ? W_CHECK_NUMBER : W_CHECK_WHY;
}

/* The answer of one's own record, with the causes that make it one. */
static void put_applies(Ui *ui, const GuideArticle *article)
{
    bool yes = article->applies == APPLIES_YES;
    ui_put(ui, "<h2 class=\"sb-check__title\">{}</h2>\n<p class=\"sb-check__text\">{}</p>\n",
           word(ui->lang, article->applies_other ? W_APPLIES_OTHER : W_APPLIES_TITLE),
           word(ui->lang, yes ? W_APPLIES_YES : W_APPLIES_NO));
    if (article->cause_count)
        ui_put(ui, "<ul class=\"govuk-list govuk-list--bullet\">\n");
    for (size_t i = 0; i < article->cause_count; i++)
        ui_put(ui, "<li>{}</li>\n", article->causes[i]);
    if (article->cause_count)
        ui_put(ui, "</ul>\n");
}

static void put_check(Ui *ui, const GuideArticle *article)
{
    bool answered = article->applies != APPLIES_UNKNOWN;
    ui_put(ui, "<div class=\"sb-check\">\n");
    if (answered)
        put_applies(ui, article);
    else
        ui_put(ui, "<h2 class=\"sb-check__title\">{}</h2>\n<p class=\"sb-check__text\">{}</p>\n",
               word(ui->lang, W_ARTICLE_CHECK_TITLE), word(ui->lang, W_ARTICLE_CHECK_TEXT));
    ui_button(ui, &(UiButton){ .text = word(ui->lang, answered && str_is(article->check, "/why-sealed") ? W_APPLIES_DO
                                                                                                        : call_of(article->check)),
                               .href = ui_path(ui, article->check),
                               .classes = "sb-check__button" });
    ui_put(ui, "</div>\n");
}

static void beside(Page *page, const GuideArticle *article)
{
    Ui *ui = &page->ui;
    ui_put(ui, "<aside class=\"sb-aside\" aria-label=\"{}\">\n", word(ui->lang, W_ARTICLE_RELATED));
    put_check(ui, article);
    if (article->related_count)
        ui_put(ui, "<h2 class=\"sb-aside__title\">{}</h2>\n<ul class=\"sb-links\">\n", word(ui->lang, W_ARTICLE_RELATED));
    for (size_t i = 0; i < article->related_count; i++) {
        Str path = str_format(ui->buf.arena, "/guide/" STR_FMT, STR_ARG(article->related[i].slug));
        ui_put(ui, "<li><a class=\"govuk-link\" href=\"{}\">{}</a></li>\n", ui_path(ui, path), article->related[i].title);
    }
    if (article->related_count)
        ui_put(ui, "</ul>\n");
    ui_put(ui, "<h2 class=\"sb-aside__title\">{}</h2>\n<p class=\"sb-law\">{}</p>\n</aside>\n", word(ui->lang, W_ARTICLE_LAW),
           article->law);
}

Str page_article(Page *page, const GuideArticle *article)
{
    Ui *ui = &page->ui;
    UiLink crumbs[] = {
        { .text = word(ui->lang, W_NAV_HOME), .href = ui_path(ui, S("/")) },
        { .text = word(ui->lang, W_GUIDE_TITLE), .href = ui_path(ui, S("/guide")) },
        { .text = article->entry.title },
    };
    page->nav = NAV_GUIDE;
    page->crumbs = crumbs;
    page->crumb_count = sizeof crumbs / sizeof *crumbs;
    page_begin(page, article->entry.title);
    ui_put(
        ui,
        "<div class=\"sb-split\">\n<article class=\"sb-article\">\n<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n"
        "<p class=\"sb-summary\">{}</p>\n",
        article->entry.title, article->entry.summary);
    if (!markdown_write(ui, article->body, 1))
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_FAILED_NEXT));
    ui_put(ui, "</article>\n");
    beside(page, article);
    ui_put(ui, "</div>\n");
    return page_end(page);
}

static void snippet(Ui *ui, const GuideHit *hit)
{
    size_t at = 0;
    ui_put(ui, "<p class=\"sb-entry__text\">{}", hit->cut_before ? S("…") : (Str){ 0 });
    for (size_t i = 0; i < hit->mark_count; i++) {
        GuideMark mark = hit->marks[i];
        if (mark.from < at || mark.from + mark.n > hit->snippet.n)
            continue;
        ui_text(ui, (Str){ hit->snippet.p + at, mark.from - at });
        ui_put(ui, "<mark class=\"sb-mark\">{}</mark>", (Str){ hit->snippet.p + mark.from, mark.n });
        at = mark.from + mark.n;
    }
    ui_put(ui, "{}{}</p>", str_from(hit->snippet, at), hit->cut_after ? S("…") : (Str){ 0 });
}

static void results(Page *page, Str question, const GuideHit *hits, size_t count)
{
    Ui *ui = &page->ui;
    Arena *arena = ui->buf.arena;
    if (!count) {
        ui_put(ui, "<h2 class=\"govuk-heading-m\">{}</h2>\n<p class=\"govuk-body\">{}</p>\n",
               word_format(arena, ui->lang, W_SEARCH_NOTHING, STR_ARG(question)), word(ui->lang, W_SEARCH_TRY));
        return;
    }
    ui_put(ui, "<p class=\"sb-count\" role=\"status\">{}</p>\n<ol class=\"sb-entries sb-entries--found\">\n",
           word_format(arena, ui->lang, W_SEARCH_FOUND, count));
    for (size_t i = 0; i < count; i++) {
        Str path = str_format(arena, "/guide/" STR_FMT, STR_ARG(hits[i].entry.slug));
        ui_put(ui, "<li class=\"sb-entry\"><h2 class=\"sb-entry__title\"><a class=\"govuk-link\" href=\"{}\">{}</a></h2>",
               ui_path(ui, path), hits[i].entry.title);
        snippet(ui, &hits[i]);
        ui_put(ui, "</li>\n");
    }
    ui_put(ui, "</ol>\n");
}

Str page_search(Page *page, Str question, const GuideHit *hits, size_t count)
{
    Ui *ui = &page->ui;
    Arena *arena = ui->buf.arena;
    question = str_trim(question);
    page->nav = NAV_GUIDE;
    page->not_indexed = true;
    page->back = S("/guide");
    page_begin(page,
               question.n ? word_format(arena, ui->lang, W_SEARCH_TITLE_FOR, STR_ARG(question)) : word(ui->lang, W_SEARCH_TITLE));
    ui_put(ui, "<h1 class=\"govuk-heading-xl sb-title\">{}</h1>\n", word(ui->lang, W_SEARCH_TITLE));
    ui_search(ui, &(UiSearch){ .value = question, .hint = word(ui->lang, W_SEARCH_HINT) });
    if (question.n)
        results(page, question, hits, count);
    else
        ui_put(ui, "<p class=\"govuk-body\">{}</p>\n", word(ui->lang, W_SEARCH_EMPTY));
    return page_end(page);
}
