/* search.c - see search.h. Postings sorted by term; whole numbers only, so that every machine ranks alike. */
#include "guide/search.h"
#include "guide/plain.h"
#include "guide/term.h"
#include <stdlib.h>

enum { QUERY_TERMS = 96, SNIPPET_BYTES = 260 };
typedef enum { IN_TITLE, IN_WORDS, IN_SUMMARY, IN_BODY, IN_END } Part;
/* A word in the title says what an article is about; in the body it may be mentioned in passing. */
static const int weight[IN_END] = { [IN_TITLE] = 24, [IN_WORDS] = 12, [IN_SUMMARY] = 6, [IN_BODY] = 1 };
enum { BODY_HITS_MAX = 5 };

typedef struct {
    uint64_t key;
    uint32_t doc;
    Part part;
} Posting;

struct SearchIndex {
    ArticleList articles;
    const Str *plain; /* body of each article without Markdown */
    const Posting *postings;
    size_t count;
};

static int posting_order(const void *left, const void *right)
{
    const Posting *a = left, *b = right;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    if (a->doc != b->doc)
        return a->doc < b->doc ? -1 : 1;
    return (int)a->part - (int)b->part;
}

const SearchIndex *search_build(Arena *life, ArticleList articles)
{
    SearchIndex *index = arena_new(life, SearchIndex, 1);
    Str *plain = arena_new(life, Str, articles.count + 1);
    size_t bytes = 0;
    for (size_t doc = 0; doc < articles.count; doc++) {
        const Article *article = &articles.items[doc];
        plain[doc] = plain_text(life, article->body);
        bytes += article->title.n + article->words.n + article->summary.n + plain[doc].n;
    }
    Posting *postings = arena_new(life, Posting, 2 * bytes + 4 * articles.count + 1); /* two terms a Hanzi at most */
    size_t count = 0;
    for (size_t doc = 0; doc < articles.count; doc++) {
        const Article *article = &articles.items[doc];
        const Str parts[IN_END] = { article->title, article->words, article->summary, plain[doc] };
        for (Part part = 0; part < IN_END; part++) {
            Term *terms = NULL;
            size_t mark = arena_mark(life), n = term_split(life, parts[part], &terms);
            for (size_t i = 0; i < n; i++)
                postings[count++] = (Posting){ .key = terms[i].key, .doc = (uint32_t)doc, .part = part };
            arena_back(life, mark);
        }
    }
    qsort(postings, count, sizeof *postings, posting_order);
    *index = (SearchIndex){ .articles = articles, .plain = plain, .postings = postings, .count = count };
    return index;
}

/* The first posting of a term; *end the one behind its last. */
static size_t postings_of(const SearchIndex *index, uint64_t key, size_t *end)
{
    size_t low = 0, high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->postings[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    for (*end = low; *end < index->count && index->postings[*end].key == key;)
        ++*end;
    return low;
}

/* What a term is worth that stands in `docs` of `all` articles: 1 for everywhere, 1 more for each quarter fewer. One that
 * stands nowhere is worth little: two neighbouring Hanzi are often the end of one word and the start of the next. */
static int rarity(size_t docs, size_t all)
{
    enum { FINE = 1000, NOWHERE = 3 };
    int worth = 1;
    for (size_t d = docs * FINE; d && d * 5 / 4 <= all * FINE; d = d * 5 / 4)
        worth++;
    return docs ? worth : NOWHERE;
}

typedef struct {
    int found; /* rarity of the terms of the question that stand in the article */
    int score;
} Tally;

static int count_term(const SearchIndex *index, const Term *term, Tally *tallies)
{
    size_t end = 0, first = postings_of(index, term->key, &end), docs = 0;
    for (size_t i = first; i < end; i++)
        docs += i == first || index->postings[i].doc != index->postings[i - 1].doc;
    int worth = rarity(docs, index->articles.count);
    for (size_t i = first; i < end;) {
        uint32_t doc = index->postings[i].doc;
        int part_sum = 0, in_body = 0;
        for (; i < end && index->postings[i].doc == doc; i++) {
            bool first_of_part =
                i == first || index->postings[i - 1].doc != doc || index->postings[i - 1].part != index->postings[i].part;
            in_body += index->postings[i].part == IN_BODY;
            if (first_of_part && index->postings[i].part != IN_BODY)
                part_sum += weight[index->postings[i].part];
        }
        tallies[doc].found += worth;
        tallies[doc].score += worth * (part_sum + weight[IN_BODY] * (in_body < BODY_HITS_MAX ? in_body : BODY_HITS_MAX));
    }
    return worth;
}

static bool stands_in(const Term *terms, size_t count, uint64_t key)
{
    for (size_t i = 0; i < count; i++)
        if (terms[i].key == key)
            return true;
    return false;
}

static size_t to_start(Str text, size_t at)
{
    while (at > 0 && at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* Cuts the window of the text that holds most of the question and marks where. */
static void write_snippet(Arena *arena, Str text, const Term *query, size_t query_count, SearchHit *hit)
{
    Term *all = NULL, *found = NULL;
    size_t count = term_split(arena, text, &all), n = 0, best = 0, best_hits = 0;
    found = arena_new(arena, Term, count + 1);
    for (size_t i = 0; i < count; i++)
        if (stands_in(query, query_count, all[i].key))
            found[n++] = all[i];
    for (size_t i = 0; i < n; i++) {
        size_t hits = 0;
        while (i + hits < n && found[i + hits].from + found[i + hits].n < found[i].from + SNIPPET_BYTES - 60)
            hits++;
        if (hits > best_hits)
            best = i, best_hits = hits;
    }
    size_t from = n && found[best].from > 60 ? to_start(text, found[best].from - 60) : 0;
    size_t end = from + SNIPPET_BYTES < text.n ? to_start(text, from + SNIPPET_BYTES) : text.n;
    hit->snippet = (Str){ text.p + from, end - from };
    hit->cut_before = from > 0;
    hit->cut_after = end < text.n;
    for (size_t i = best; i < n && hit->mark_count < SEARCH_MARKS; i++) {
        SearchMark *last = hit->mark_count ? &hit->marks[hit->mark_count - 1] : NULL;
        uint32_t at = found[i].from - (uint32_t)from;
        if (found[i].from + found[i].n > end)
            break;
        if (last && at <= last->from + last->n) {
            if (at + found[i].n > last->from + last->n)
                last->n = at + found[i].n - last->from;
        } else {
            hit->marks[hit->mark_count++] = (SearchMark){ at, found[i].n };
        }
    }
}

static int hit_order(const void *left, const void *right)
{
    const SearchHit *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->article < b->article ? -1 : a->article > b->article;
}

size_t search_find(const SearchIndex *index, Arena *arena, Str question, SearchHit *out, size_t max)
{
    Term *query = NULL;
    size_t count = term_query(arena, str_head(question, SEARCH_QUERY_MAX), &query), hits = 0;
    count = count < QUERY_TERMS ? count : QUERY_TERMS;
    Tally *tallies = arena_new(arena, Tally, index->articles.count + 1);
    int whole = 0;
    for (size_t i = 0; i < count; i++)
        whole += count_term(index, &query[i], tallies);
    SearchHit *all = arena_new(arena, SearchHit, index->articles.count + 1);
    for (size_t doc = 0; doc < index->articles.count; doc++)
        if (tallies[doc].found > 0 && tallies[doc].found * 3 >= whole)
            all[hits++] = (SearchHit){ .article = &index->articles.items[doc], .score = tallies[doc].score };
    qsort(all, hits, sizeof *all, hit_order);
    hits = hits < max ? hits : max;
    for (size_t i = 0; i < hits; i++) {
        out[i] = all[i];
        write_snippet(arena, index->plain[out[i].article - index->articles.items], query, count, &out[i]);
    }
    return hits;
}

Library library_open(Arena *life)
{
    Library library = { 0 };
    for (Language lang = LANG_ZH; lang < Language_END; lang++) {
        library.articles[lang] = article_load(life, lang);
        library.index[lang] = search_build(life, library.articles[lang]);
    }
    return library;
}
