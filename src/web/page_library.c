/* page_library.c - home, guide, articles and search, filled from core's guide. */
#include "core/articles.h"
#include "web/pages.h"
#include "web/routes.h"
#include "web/said.h"

enum { RELATED_MAX = 12 };

static GuideEntry entry_of(const ArticleHead *head)
{
    return (GuideEntry){ .slug = head->slug, .title = head->title, .summary = head->summary, .group = head->group };
}

static GuideEntry *all_entries(const PageVisit *visit, size_t *count)
{
    const ArticleHead *heads = articles_all(visit->request.lang, count);
    GuideEntry *entries = arena_new(visit->arena, GuideEntry, *count);
    for (size_t i = 0; i < *count; i++)
        entries[i] = entry_of(&heads[i]);
    return entries;
}

static bool find_entry(const PageVisit *visit, Str slug, GuideEntry *out)
{
    size_t count = 0;
    const ArticleHead *heads = articles_all(visit->request.lang, &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(heads[i].slug, slug)) {
            *out = entry_of(&heads[i]);
            return true;
        }
    return false;
}

void show_home(PageVisit *visit, Str name)
{
    (void)name;
    size_t count = 0;
    GuideEntry *entries = all_entries(visit, &count);
    Page page = visit_page(visit);
    visit_show(visit, &page, page_home(&page, entries, count));
}

void show_guide(PageVisit *visit, Str name)
{
    (void)name;
    size_t count = 0;
    GuideEntry *entries = all_entries(visit, &count);
    Page page = visit_page(visit);
    visit_show(visit, &page, page_guide(&page, entries, count));
}

static Err ask_article(PageVisit *visit, Str slug, bool own, const JsonNode **data, Why *why)
{
    Json args = visit_args(visit);
    json_put(&args, "slug", slug);
    json_put(&args, "lang", str(choice_code(SET_LANGUAGE, visit->request.lang)));
    if (own)
        visit_self(visit, &args);
    return visit_ask(visit, "guide.show", &args, data, why);
}

/* What the answer says of whose record is open here. */
static void read_applies(const PageVisit *visit, const JsonNode *data, GuideArticle *article)
{
    const JsonNode *applies = json_member(data, "applies");
    size_t count = 0;
    const JsonNode *causes = node_list(applies, "causes", &count);
    Str *said = arena_new(visit->arena, Str, count);
    if (!applies || applies->type != JSON_MEMBERS)
        return;
    article->applies = node_truth(applies, "answer") ? APPLIES_YES : APPLIES_NO;
    article->applies_other = visit->session.acts_for != 0;
    for (size_t i = 0; i < count; i++) {
        Str name = said_head(visit->arena, node_said(&causes[i], NULL, visit->request.lang)),
            since = node_text(&causes[i], "since");
        Str day = since.n ? said_time(visit->arena, visit->request.lang, since) : since;
        said[i] = day.n ? word_format(visit->arena, visit->request.lang, W_APPLIES_SINCE_N, STR_ARG(name), STR_ARG(day)) : name;
    }
    article->causes = said;
    article->cause_count = count;
}

void show_article(PageVisit *visit, Str slug)
{
    Page page = visit_page(visit);
    Why why = { 0 };
    const JsonNode *data = NULL;
    GuideArticle article = { 0 };
    bool own = visit_role(visit, R_SELF | R(ONLINE));
    /* Whose record cannot be read (not registered yet, no longer acted for) reads the article like anybody else. */
    Err err = own ? ask_article(visit, slug, true, &data, &why) : ERR_UNKNOWN_PERSON;
    if (err == OK)
        read_applies(visit, data, &article);
    else
        err = ask_article(visit, slug, false, &data, &why);
    if (err != OK || !find_entry(visit, slug, &article.entry)) {
        Str html = why.code && why.code != ERR_UNKNOWN_ID && why.code != ERR_BAD_FIELD ? page_refused(&page, &why, S("/guide"))
                                                                                       : page_missing(&page);
        visit_show(visit, &page, html);
        return;
    }
    GuideEntry related[RELATED_MAX];
    size_t count = 0;
    const JsonNode *slugs = node_list(data, "related", &count);
    for (size_t i = 0; i < count && article.related_count < RELATED_MAX; i++)
        article.related_count += find_entry(visit, slugs[i].text, &related[article.related_count]);
    article.check = node_text(data, "check");
    article.law = node_text(data, "law");
    article.body = node_text(data, "text");
    article.related = related;
    visit_show(visit, &page, page_article(&page, &article));
}

/* A snippet comes in pieces, some of them marked; the page wants one text and the marks in it. */
static void read_snippet(const PageVisit *visit, const JsonNode *item, GuideHit *hit)
{
    size_t count = 0;
    const JsonNode *pieces = node_list(item, "snippet", &count);
    Buf text = { .arena = visit->arena };
    GuideMark *marks = arena_new(visit->arena, GuideMark, count);
    for (size_t i = 0; i < count; i++) {
        Str piece = node_text(&pieces[i], "text");
        if (node_truth(&pieces[i], "match"))
            marks[hit->mark_count++] = (GuideMark){ .from = (uint32_t)text.n, .n = (uint32_t)piece.n };
        buf_add(&text, piece);
    }
    hit->snippet = buf_str(&text);
    hit->marks = marks;
}

void show_search(PageVisit *visit, Str name)
{
    (void)name;
    enum { QUESTION_MAX = 200 };
    Str question = visit_field(visit, "q");
    GuideHit *hits = NULL;
    size_t count = 0;
    while (str_points(question) > QUESTION_MAX)
        question = str_head(question, question.n - 1);
    while (question.n && !str_utf8(question))
        question = str_head(question, question.n - 1);
    if (question.n) {
        Why why = { 0 };
        Json args = visit_args(visit);
        const JsonNode *data = NULL;
        json_put(&args, "text", question);
        json_put(&args, "lang", str(choice_code(SET_LANGUAGE, visit->request.lang)));
        if (visit_ask(visit, "guide.search", &args, &data, &why) != OK && why.code != ERR_BAD_FIELD) {
            visit_refused(visit, &why, S("/search"));
            return;
        }
        const JsonNode *items = node_list(data, "items", &count);
        hits = arena_new(visit->arena, GuideHit, count);
        size_t found = 0;
        for (size_t i = 0; i < count; i++)
            if (find_entry(visit, node_text(&items[i], "slug"), &hits[found].entry))
                read_snippet(visit, &items[i], &hits[found++]);
        count = found;
    }
    Page page = visit_page(visit);
    visit_show(visit, &page, page_search(&page, question, hits, count));
}
