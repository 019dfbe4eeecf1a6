/* query_timeline.c - what happened to a person and to a card, and who looked at the record: read from the events
 * themselves, oldest first; a timeline also newest first, as people at a desk read it, an act (the events of one entry) as a
 * whole. */
#include "core/happened.h"
#include "core/newest.h"
#include "core/shapes.h"

typedef struct {
    Query *query;
    List list;
    bool (*wanted)(const Query *query, const Event *event);
    Err (*put)(Query *query, const Event *event);
    Err err;
} Walk;

static bool walk_see(void *context, const Event *event, int64_t ord)
{
    Walk *walk = context;
    if (!walk->wanted(walk->query, event))
        return true;
    if (!list_room(&walk->list, (const int64_t[]){ event->entry, ord }))
        return false;
    walk->err = walk->put(walk->query, event);
    return walk->err == OK;
}

/* A page of the person's events; the cursor is the entry and the event's place in it. */
static Err walk_events(Query *query, Walk *walk)
{
    Journal journal = list_journal(query);
    JournalRange range = journal_all;
    walk->query = query;
    TRY(list_open(query, 2, &walk->list));
    if (arg_is(&query->command, F_AFTER)) {
        range.after_entry = walk->list.after[0];
        range.after_ord = walk->list.after[1];
    }
    TRY(list_readable(
        journal_events(&journal, query->arena, SUBJECT_PERSON, query->loaded.view.person->id, range, walk_see, walk)));
    TRY(walk->err);
    list_close(query, &walk->list);
    return OK;
}

/* Of what kind the question is, or all. */
static bool in_timeline(const Query *query, const Event *event)
{
    int64_t kind = arg_int(&query->command, F_HAPPENING_KIND);
    return happened_shown(event) && (!kind || (int64_t)happened_kind(event) == kind);
}

/* An act that counts is told as a whole. */
static bool is_shown(const Query *query, const Event *event)
{
    (void)query;
    return happened_shown(event);
}

Err query_person_timeline(Query *query)
{
    Walk walk = { .wanted = in_timeline, .put = happened_put };
    json_put_int(query->data, "person", query->loaded.view.person->id);
    if (!arg_int(&query->command, F_NEWEST))
        return walk_events(query, &walk);
    return newest_list(query, SUBJECT_PERSON, query->loaded.view.person->id, in_timeline, is_shown, happened_put);
}

static bool is_look(const Query *query, const Event *event)
{
    (void)query;
    return event->kind == EVENT_LOOKED;
}

static Err put_look(Query *query, const Event *event)
{
    const Event_looked *look = &event->looked;
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "at", shape_safe_time(query->arena, event->at.s));
    list_word(json, "role", SET_ROLE, look->role);
    json_put(json, "who", list_who(query->arena, look->by));
    json_put_or_null(json, "org", look->org);
    json_put_or_null(json, "query", look->query);
    list_word(json, "function", SET_EFFECT, look->function);
    json_put_or_null(json, "why", look->purpose);
    json_put_int(json, "entry", event->entry);
    json_close(json, '}');
    return OK;
}

Err query_access_list(Query *query)
{
    Walk walk = { .wanted = is_look, .put = put_look };
    json_put_int(query->data, "person", query->loaded.view.person->id);
    return walk_events(query, &walk);
}

typedef struct {
    int64_t card;
    bool same;
} OfCard;

static void see_card(void *context, const char *name, bool is_text, int64_t number, Str text)
{
    (void)text;
    OfCard *of = context;
    of->same |= !is_text && number == of->card && strcmp(name, "card") == 0;
}

static bool about_card(const Query *query, const Event *event)
{
    OfCard of = { .card = query->loaded.view.card };
    event_members(event, see_card, &of);
    return of.same && happened_shown(event);
}

typedef struct {
    const Query *query;
    int64_t count;
} Count;

static bool count_see(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Count *count = context;
    count->count += about_card(count->query, event);
    return true;
}

typedef struct {
    Query *query;
    int64_t skip;
    Err err;
} Newest;

static bool newest_see(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Newest *newest = context;
    if (!about_card(newest->query, event) || newest->skip-- > 0)
        return true;
    newest->err = happened_put(newest->query, event);
    return newest->err == OK;
}

/* The newest thousand events of one card, oldest of them first; "earlier" says how many lie before. */
Err query_card_history(Query *query)
{
    Journal journal = list_journal(query);
    const View *view = &query->loaded.view;
    Count count = { .query = query };
    TRY(list_readable(journal_events(&journal, query->arena, SUBJECT_PERSON, view->person->id, journal_all, count_see, &count)));
    Newest newest = { .query = query, .skip = count.count > LIST_MAX ? count.count - LIST_MAX : 0 };
    json_put(query->data, "card_no", arg_str(&query->command, F_CARD_NO));
    json_put(query->data, "application_no", number_of_person(query->arena, 'K', view->person->id, view->card));
    json_put_int(query->data, "earlier", newest.skip);
    json_key(query->data, "items");
    json_open(query->data, '[');
    TRY(list_readable(journal_events(&journal, query->arena, SUBJECT_PERSON, view->person->id, journal_all, newest_see, &newest)));
    TRY(newest.err);
    json_close(query->data, ']');
    return OK;
}
