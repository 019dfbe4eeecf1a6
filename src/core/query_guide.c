/* query_guide.c - the articles of the guide: found by what people type, and shown; to somebody who is named, with the answer
 * whether it is about them. */
#include "core/articles.h"
#include "core/list.h"
#include "core/shapes.h"
#include "guide/search.h"
#include <pthread.h>

enum { LIBRARY_BYTES = 256 << 20, FOUND_MAX = 100 };

/* Articles and their index are part of the program: read once, then only read. */
static Arena library_life;
static Library library;
static ArticleHead *heads[Language_END];
static pthread_once_t library_once = PTHREAD_ONCE_INIT;

static void library_make(void)
{
    library_life = arena_make(LIBRARY_BYTES);
    library = library_open(&library_life);
    for (Language lang = 1; lang < Language_END; lang++) {
        ArticleList list = library.articles[lang];
        heads[lang] = arena_new(&library_life, ArticleHead, list.count);
        for (size_t i = 0; i < list.count; i++)
            heads[lang][i] = (ArticleHead){ .slug = list.items[i].slug,
                                            .title = list.items[i].title,
                                            .summary = list.items[i].summary,
                                            .group = (int)list.items[i].group };
    }
}

const ArticleHead *articles_all(Language lang, size_t *count)
{
    pthread_once(&library_once, library_make);
    *count = library.articles[lang].count;
    return heads[lang];
}

static Language language(const Query *query)
{
    const Arg *lang = arg(&query->command, F_LANG);
    return lang->given ? (Language)lang->i : LANG_ZH;
}

static void put_article_head(Json *json, const Article *article)
{
    static const char *const groups[] = { [GROUP_OPEN] = "open", [GROUP_CARD] = "card", [GROUP_TROUBLE] = "trouble" };
    json_put(json, "slug", article->slug);
    json_put(json, "title", article->title);
    json_put(json, "summary", article->summary);
    json_put(json, "group", str(groups[article->group]));
}

/* The snippet in pieces, those that were asked for marked, so that whoever shows it needs no search of their own. */
static void put_snippet(Json *json, const SearchHit *hit)
{
    size_t at = 0;
    json_key(json, "snippet");
    json_open(json, '[');
    for (size_t i = 0; i <= hit->mark_count; i++) {
        size_t from = i < hit->mark_count ? hit->marks[i].from : hit->snippet.n;
        if (from > at) {
            json_open(json, '{');
            json_put(json, "text", (Str){ hit->snippet.p + at, from - at });
            json_put_bool(json, "match", false);
            json_close(json, '}');
        }
        if (i == hit->mark_count)
            break;
        json_open(json, '{');
        json_put(json, "text", (Str){ hit->snippet.p + from, hit->marks[i].n });
        json_put_bool(json, "match", true);
        json_close(json, '}');
        at = from + hit->marks[i].n;
    }
    json_close(json, ']');
}

Err query_guide_search(Query *query)
{
    Json *json = query->data;
    SearchHit *hits = arena_new(query->arena, SearchHit, FOUND_MAX);
    pthread_once(&library_once, library_make);
    size_t count = search_find(library.index[language(query)], query->arena, arg_str(&query->command, F_TEXT), hits, FOUND_MAX);
    json_put(json, "lang", str(choice_code(SET_LANGUAGE, language(query))));
    json_key(json, "items");
    json_open(json, '[');
    for (size_t i = 0; i < count; i++) {
        json_open(json, '{');
        put_article_head(json, hits[i].article);
        put_snippet(json, &hits[i]);
        json_close(json, '}');
    }
    json_close(json, ']');
    return OK;
}

/* Whether it is about the person who was named, by the causes of their record; null when nobody was, or it is about nobody's. */
static void put_applies(Query *query, const Article *article)
{
    const View *view = &query->loaded.view;
    Json *json = query->data;
    json_key(json, "applies");
    if (!view->person || !article->applies.n) {
        json_nil(json);
        return;
    }
    Effects effects;
    bool any = false;
    effects_of(view->person, view->policy, view->bureau, query->now, &effects);
    json_open(json, '{');
    json_key(json, "causes");
    json_open(json, '[');
    for (int i = 0; i < effects.count; i++) {
        const CauseRow *cause = cause_row(effects.causes[i].cause);
        if (!article_applies(article, effects.causes[i].cause))
            continue;
        any = true;
        json_open(json, '{');
        json_put(json, "cause", str(cause->code));
        json_put(json, "zh", str(cause->zh));
        json_put(json, "en", str(cause->en));
        shape_time(json, query->arena, "since", effects.causes[i].since);
        json_close(json, '}');
    }
    json_close(json, ']');
    json_put_bool(json, "answer", any);
    json_close(json, '}');
}

Err query_guide_show(Query *query)
{
    Json *json = query->data;
    pthread_once(&library_once, library_make);
    const Article *article = article_find(library.articles[language(query)], arg_str(&query->command, F_SLUG));
    if (!article)
        return refuse(&query->why, ERR_UNKNOWN_ID, "slug", "没有这篇文章，请用 guide.search 查找。",
                      "There is no such article; look for it with guide.search.");
    json_put(json, "lang", str(choice_code(SET_LANGUAGE, language(query))));
    put_article_head(json, article);
    json_put(json, "text", article->body);
    json_put(json, "check", article->check);
    json_put_or_null(json, "law", article->law);
    put_applies(query, article);
    json_key(json, "related");
    json_open(json, '[');
    for (Str rest = article->related; rest.n;)
        json_text(json, str_cut(&rest, ' '));
    json_close(json, ']');
    return OK;
}
