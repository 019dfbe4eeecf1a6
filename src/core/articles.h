/* articles.h - the list of the guide's articles, for pages that show it whole; guide.search and guide.show do the rest. */
#pragma once
#include "words/words.h"

typedef struct {
    Str slug, title, summary;
    int group; /* 1 opening an account, 2 getting and enabling a card, 3 when something is wrong */
} ArticleHead;

/* All articles of a language in the order in which the guide shows them; static. */
const ArticleHead *articles_all(Language lang, size_t *count);
