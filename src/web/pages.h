/* pages.h - the pages that need no record: home, guide, articles, search, and what is shown when something goes
 * wrong. Each writes a whole page into page->ui and gives it back as HTML; page->status is the HTTP status. What
 * they show is passed in, so they ask nobody. */
#pragma once
#include "base/err.h"
#include "web/page.h"

enum { GUIDE_OPEN = 1, GUIDE_CARD, GUIDE_TROUBLE, GUIDE_GROUPS };

typedef struct {
    Str slug, title, summary;
    int group; /* GUIDE_OPEN ... */
} GuideEntry;

typedef struct {
    GuideEntry entry;
    Str check, law, body; /* body: Markdown */
    enum { APPLIES_UNKNOWN, APPLIES_YES, APPLIES_NO } applies; /* to whose record is open here */
    bool applies_other;                                        /* who is somebody that the visitor acts for */
    const Str *causes;                                         /* of APPLIES_YES, as people read them */
    size_t cause_count;
    const GuideEntry *related;
    size_t related_count;
} GuideArticle;

typedef struct {
    uint32_t from, n; /* bytes of the snippet */
} GuideMark;

typedef struct {
    GuideEntry entry;
    Str snippet; /* plain text */
    bool cut_before, cut_after;
    const GuideMark *marks;
    size_t mark_count;
} GuideHit;

Str page_home(Page *page, const GuideEntry *entries, size_t count);
Str page_guide(Page *page, const GuideEntry *entries, size_t count);
Str page_article(Page *page, const GuideArticle *article);
/* `question` as typed; empty shows the search box alone. */
Str page_search(Page *page, Str question, const GuideHit *hits, size_t count);

/* 404. */
Str page_missing(Page *page);
/* 500; `reference` is what a person can quote on the telephone, or empty. */
Str page_failed(Page *page, Str reference);
/* A refusal in words, with what to do next; status of the refusal. `back` leads to what was filled in, or is empty. */
Str page_refused(Page *page, const Why *why, Str back);
