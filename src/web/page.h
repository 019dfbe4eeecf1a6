/* page.h - the frame of every page: skip link, header, menu, language switch, main, footer. A page function
 * makes a Page, sets what differs, calls page_begin, writes into page.ui, and ends with page_end. */
#pragma once
#include "base/day.h"
#include "web/ui.h"
#include "web/ui_bureau.h"

/* The bureau that speaks. */
typedef struct {
    Str name_zh, name_en;
    Str hotline; /* "12333" */
    bool demo;   /* a banner says that everything is invented */
    Time clock;  /* and by which time the trial runs; 0: by the machine's */
} Site;

/* What a page needs to know of the request. `path` has no language in front (page_split). */
typedef struct {
    Language lang;
    Str path;
    const struct PageField {
        Str name, value;
    } * fields; /* of the query or the form */
    size_t count;
} PageRequest;

/* "/en/guide" is English and "/guide"; everything else is Chinese. */
Language page_split(Str whole, Str *path);
/* The first field of that name, or an empty text. */
Str page_field(const PageRequest *request, const char *name);

/* A text as a value within an address. */
Str page_encoded(Arena *arena, Str text);

typedef enum { NAV_NONE, NAV_HOME, NAV_WHY, NAV_OPEN, NAV_GUIDE, NAV_SIGN } NavItem;

typedef struct {
    Ui ui; /* what is written so far, and the language */
    const Site *site;
    Str path;
    int status; /* of HTTP; 200 unless a page says otherwise */
    /* set before page_begin: */
    NavItem nav;
    bool wrong;           /* the title says that there is an error */
    Str back;             /* a back link to there */
    const UiLink *crumbs; /* where this page stands; the last is the page itself */
    size_t crumb_count;
    bool bare;        /* the page brings its own bands of full width inside main */
    bool not_indexed; /* search engines keep out */
    bool large;       /* large type and fewer choices (elder mode) */
    bool kiosk;            /* on a kiosk: no way out of the service, and back to /kiosk when nobody is there */
    Html view;        /* how to change that, beside the languages */
    Html account;     /* who is signed in: a band under the header */
} Page;

Page page_make(Arena *arena, const Site *site, const PageRequest *request);
void page_begin(Page *page, Str title);
/* The whole page as HTML. */
Str page_end(Page *page);
