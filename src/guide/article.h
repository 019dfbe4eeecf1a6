/* article.h - the articles of the guide in Chinese and English. They are Markdown files under articles/, carried
 * inside the program; here they are found and their front matter is read. What they look like is web's matter. */
#pragma once
#include "base/str.h"
#include "words/words.h"

typedef enum { GROUP_NONE, GROUP_OPEN, GROUP_CARD, GROUP_TROUBLE } ArticleGroup;

typedef struct {
    Language lang;
    ArticleGroup group;
    Str slug;    /* "sealed-card": part of its address, the same in both languages */
    Str title, summary;
    Str words;   /* what people also call it, for the search; not shown */
    Str check;   /* address of the live check of one's own case: "/why-sealed", "/open" */
    Str applies; /* causes that it is about, separated by spaces, or "any"; empty: it is about nobody's record */
    Str law;
    Str related; /* slugs, separated by spaces */
    Str body;    /* Markdown */
} Article;

typedef struct {
    const Article *items;
    size_t count;
} ArticleList;

/* Whether the article is about somebody with this cause. Pure. */
bool article_applies(const Article *article, Cause cause);
/* Reads one article: front matter between two lines "---", then the body. false if a field is missing, unknown or
 * twice, or the group is unknown; *out is written only on true and points into the text. */
bool article_read(Str text, Language lang, Article *out);
/* All articles of a language, in the order in which the guide shows them. */
ArticleList article_load(Arena *life, Language lang);
/* The article of that slug, or NULL. */
const Article *article_find(ArticleList list, Str slug);
