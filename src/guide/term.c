/* term.c - see term.h. */
#include "guide/term.h"
#include <utf8proc.h>

enum { WORD_MAX = 48, FOLDED_MAX = 24 };
static const uint64_t word_mark = (uint64_t)1 << 63; /* keys of words and of Hanzi never meet */

typedef struct {
    Term *terms;
    size_t count, size;
    int32_t hanzi; /* the Hanzi just before, or 0 */
    uint32_t hanzi_from;
    int32_t word[WORD_MAX];
    size_t word_n;
    uint32_t word_from, word_end;
} Splitter;

static bool is_hanzi(int32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static bool is_word(int32_t c)
{
    utf8proc_category_t category = utf8proc_category(c);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

static void emit(Splitter *s, TermKind kind, uint64_t key, uint32_t from, uint32_t end)
{
    if (s->count < s->size)
        s->terms[s->count++] = (Term){ .key = key, .from = from, .n = end - from, .kind = kind };
}

/* Cuts the endings by which English words differ most, so that "activated" finds "activate". */
static size_t stem(const int32_t *word, size_t n)
{
    static const char *const endings[] = { "ing", "ion", "ed", "es", "s", "e" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t cut = strlen(endings[i]), same = 0;
        while (cut + 3 < n && same < cut && word[n - cut + same] == endings[i][same])
            same++;
        if (same == cut)
            return n - cut;
    }
    return n;
}

static void end_word(Splitter *s)
{
    if (!s->word_n)
        return;
    uint64_t key = 0xcbf29ce484222325u; /* FNV-1a */
    size_t n = stem(s->word, s->word_n);
    for (size_t i = 0; i < n; i++)
        key = (key ^ (uint64_t)s->word[i]) * 0x100000001b3u;
    emit(s, TERM_WORD, key | word_mark, s->word_from, s->word_end);
    s->word_n = 0;
}

static void take(Splitter *s, int32_t c, uint32_t from, uint32_t end)
{
    if (is_hanzi(c)) {
        end_word(s);
        emit(s, TERM_SINGLE, (uint64_t)c << 21, from, end);
        if (s->hanzi)
            emit(s, TERM_PAIR, (uint64_t)s->hanzi << 21 | (uint64_t)c, s->hanzi_from, end);
        s->hanzi = c;
        s->hanzi_from = from;
        return;
    }
    s->hanzi = 0;
    if (!is_word(c)) {
        end_word(s);
        return;
    }
    if (!s->word_n)
        s->word_from = from;
    if (s->word_n < WORD_MAX)
        s->word[s->word_n++] = c;
    s->word_end = end;
}

size_t term_split(Arena *arena, Str text, Term **out)
{
    Splitter s = { .size = 2 * text.n + 1 };
    s.terms = arena_new(arena, Term, s.size);
    for (size_t i = 0; i < text.n;) {
        utf8proc_int32_t c = 0, folded[FOLDED_MAX];
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)text.p + i, (utf8proc_ssize_t)(text.n - i), &c);
        if (n <= 0) {
            end_word(&s);
            s.hanzi = 0;
            i++;
            continue;
        }
        int boundary = 0;
        utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE | UTF8PROC_STRIPMARK;
        utf8proc_ssize_t parts = utf8proc_decompose_char(c, folded, FOLDED_MAX, options, &boundary);
        for (utf8proc_ssize_t p = 0; p < parts && p < FOLDED_MAX; p++)
            take(&s, folded[p], (uint32_t)i, (uint32_t)(i + (size_t)n));
        i += (size_t)n;
    }
    end_word(&s);
    *out = s.terms;
    return s.count;
}

static bool is_needed(const Term *terms, size_t count, size_t at)
{
    const Term *term = &terms[at];
    for (size_t i = 0; i < count; i++) {
        const Term *other = &terms[i];
        if (i < at && other->key == term->key)
            return false;
        if (term->kind == TERM_SINGLE && other->kind == TERM_PAIR && other->from <= term->from &&
            term->from + term->n <= other->from + other->n)
            return false;
    }
    return true;
}

size_t term_query(Arena *arena, Str text, Term **out)
{
    Term *all = NULL;
    size_t count = term_split(arena, text, &all), kept = 0;
    Term *terms = arena_new(arena, Term, count + 1);
    for (size_t i = 0; i < count; i++)
        if (is_needed(all, count, i))
            terms[kept++] = all[i];
    *out = terms;
    return kept;
}
