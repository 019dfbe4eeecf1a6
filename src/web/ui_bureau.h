/* ui_bureau.h - the components that are our own: what tells a person why something does not work, every way
 * out of it, and what happened to a card. They know no rule: whoever calls them has asked core. */
#pragma once
#include "web/ui.h"

/* Who a record page is about: always on top, always masked unless a purpose was stated. */
typedef struct {
    Str name, number;      /* masked by the caller */
    const UiTag *tags;     /* states in words */
    size_t tag_count;
    const UiLink *actions;
    size_t action_count;
} UiIdentity;
void ui_identity(Ui *ui, const UiIdentity *o);

typedef enum { UI_POINT_DONE, UI_POINT_NOW, UI_POINT_AHEAD, UI_POINT_BAD } UiPointKind;
typedef struct {
    UiPointKind kind;
    Str title, when, who, text; /* when: as people read it */
    Html html;
} UiPoint;
/* What happened, newest or oldest first as given; the kind is said in words too, not by colour alone. */
typedef struct {
    const UiPoint *items;
    size_t count;
    int level; /* of the headings; 0 = 3 */
} UiTimeline;
void ui_timeline(Ui *ui, const UiTimeline *o);

/* One function of card or account and how it stands: '\0' works, 'c' on a condition, 'b' blocked. */
typedef struct {
    Str name, note;
    char state;
} UiEffect;
typedef struct {
    const UiEffect *items;
    size_t count;
} UiEffects;
void ui_effects(Ui *ui, const UiEffects *o);

/* Why something is blocked. `ends_itself`: goes as soon as its reason does, nothing to apply for. */
typedef struct {
    Str title, why, since, by, law;
    bool ends_itself, reviewed;
    int number; /* "Cause 1"; 0 = without */
} UiCause;
void ui_cause(Ui *ui, const UiCause *o);

/* A place to go to. */
typedef struct {
    Str name, address, hours, phone;
} UiPlace;

/* One step of a way out; texts as people read them, an empty text is left out. */
typedef struct {
    Str title, text, who, cost, days, not_before, law, link, link_text;
    UiPlace place;
    const Str *papers;
    size_t paper_count;
} UiStep;

/* A way out: its steps in order. */
typedef struct {
    Str name, summary, cost, days;
    bool best; /* the one shown first and open */
    const UiStep *steps;
    size_t count;
} UiWay;
void ui_way(Ui *ui, const UiWay *o);
void ui_steps(Ui *ui, const UiStep *steps, size_t count);

/* Large choices, the whole card clickable. The icon is one of: card, open, find, book, bank, phone. */
typedef struct {
    const char *icon;
    Str title, text, href, call;
} UiCard;
void ui_cards(Ui *ui, const UiCard *items, size_t count);

typedef struct {
    Str value;
    Str label, hint; /* label left out: a hidden one */
    const char *id;
    bool large;
} UiSearch;
/* The search box; asks /search with GET. */
void ui_search(Ui *ui, const UiSearch *o);
