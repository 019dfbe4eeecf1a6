/* article.c - see article.h. */
#include "guide/article.h"
#include "base/embedded.h"
#include "base/require.h"

extern const Embedded guide_articles[];
extern const size_t guide_articles_count;

static ArticleGroup group_of(Str name)
{
    return str_is(name, "open")      ? GROUP_OPEN
           : str_is(name, "card")    ? GROUP_CARD
           : str_is(name, "trouble") ? GROUP_TROUBLE
                                     : GROUP_NONE;
}

/* Where a field of the front matter belongs, or NULL for an unknown name. */
static Str *place_of(Article *article, Str *group, Str name)
{
    const struct {
        const char *name;
        Str *place;
    } rows[] = {
        { "slug", &article->slug },       { "title", &article->title }, { "summary", &article->summary },
        { "words", &article->words },     { "check", &article->check }, { "law", &article->law },
        { "related", &article->related }, { "group", group },           { "applies", &article->applies },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (str_is(name, rows[i].name))
            return rows[i].place;
    return NULL;
}

/* Each word is a cause, or the only one is "any". */
static bool applies_valid(Str words)
{
    if (str_is(words, "any"))
        return true;
    while (words.n)
        if (!choice_from(SET_CAUSE, str_cut(&words, ' ')))
            return false;
    return true;
}

bool article_applies(const Article *article, Cause cause)
{
    bool any = str_is(article->applies, "any");
    for (Str rest = article->applies; rest.n && !any;)
        any = choice_from(SET_CAUSE, str_cut(&rest, ' ')) == (int)cause;
    return any;
}

bool article_read(Str text, Language lang, Article *out)
{
    Article article = { .lang = lang };
    Str group = { 0 }, rest = text;
    if (!str_is(str_cut(&rest, '\n'), "---"))
        return false;
    for (;;) {
        if (!rest.p)
            return false; /* no second line of dashes */
        Str value = str_cut(&rest, '\n');
        if (str_is(value, "---"))
            break;
        Str *place = place_of(&article, &group, str_cut(&value, ':'));
        if (!place || place->p)
            return false;
        *place = str_trim(value);
        if (!place->n)
            return false;
    }
    article.group = group_of(group);
    article.body = rest;
    if (!applies_valid(article.applies) || !article.slug.n || !article.title.n || !article.summary.n || !article.check.n ||
        !article.law.n || !article.group || !str_trim(rest).n)
        return false;
    *out = article;
    return true;
}

ArticleList article_load(Arena *life, Language lang)
{
    Article *items = arena_new(life, Article, guide_articles_count);
    size_t count = 0;
    for (size_t i = 0; i < guide_articles_count; i++)
        if (str_starts(str(guide_articles[i].name), lang == LANG_EN ? S("en/") : S("zh/")))
            require(article_read(guide_articles[i].bytes, lang, &items[count++]));
    return (ArticleList){ items, count };
}

const Article *article_find(ArticleList list, Str slug)
{
    for (size_t i = 0; i < list.count; i++)
        if (str_eq(list.items[i].slug, slug))
            return &list.items[i];
    return NULL;
}
