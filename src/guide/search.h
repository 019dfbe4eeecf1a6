/* search.h - finds articles by what people type: two-Hanzi words, single Hanzi, Latin words, whole questions. The
 * index is built once at start and lives in memory: 46 short articles need no database. */
#pragma once
#include "guide/article.h"

enum {
    SEARCH_QUERY_MAX = 300, /* bytes of a question that are looked at */
    SEARCH_MARKS = 12,      /* marked places in one snippet */
};

typedef struct {
    uint32_t from, n; /* bytes of the snippet */
} SearchMark;

typedef struct {
    const Article *article;
    int score;
    Str snippet; /* plain text, the place of the body that fits best */
    bool cut_before, cut_after;
    SearchMark marks[SEARCH_MARKS];
    size_t mark_count;
} SearchHit;

typedef struct SearchIndex SearchIndex;

const SearchIndex *search_build(Arena *life, ArticleList articles);
/* The articles that fit, best first, at most `max`; gives how many were written. An article is found if it holds at
 * least a third of the question, rare words counting more; a hit in the title outranks one in the body. */
size_t search_find(const SearchIndex *index, Arena *arena, Str question, SearchHit *out, size_t max);

/* All articles and their indexes, by Language. */
typedef struct {
    ArticleList articles[Language_END];
    const SearchIndex *index[Language_END];
} Library;
Library library_open(Arena *life);
