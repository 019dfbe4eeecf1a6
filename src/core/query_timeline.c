/* query_timeline.c - what happened to a person and to a card, and who looked at the record: read from the events
 * themselves, oldest first; a timeline also newest first, as people at a desk read it, an act (the events of one entry) as a
 * whole. */
#include "core/happened.h"
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

/* The newest acts before one, their numbers in a ring; an act is one whose events are asked for, one of them at least. */
typedef struct {
    Query *query;
    int64_t before; /* the entry behind which nothing counts, 0 = all */
    int64_t *ring;
    int64_t room, count; /* count: of all that were seen */
} Acts;

static bool acts_see(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Acts *acts = context;
    if (acts->before && event->entry >= acts->before)
        return false;
    bool again = acts->count && acts->ring[(acts->count - 1) % acts->room] == event->entry;
    if (!again && in_timeline(acts->query, event))
        acts->ring[acts->count++ % acts->room] = event->entry;
    return true;
}

/* The acts again, oldest first, each written apart, so that they can stand the other way round. */
typedef struct {
    Query *query;
    const int64_t *entries;
    Json *items; /* of each entry */
    size_t count, at;
    Err err;
} Telling;

static bool telling_see(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Telling *telling = context;
    while (telling->at < telling->count && telling->entries[telling->at] < event->entry)
        telling->at++;
    if (telling->at == telling->count)
        return false;
    if (telling->entries[telling->at] != event->entry || !happened_shown(event))
        return true;
    Json *answer = telling->query->data;
    telling->query->data = &telling->items[telling->at];
    telling->err = happened_put(telling->query, event);
    telling->query->data = answer;
    return telling->err == OK;
}

static Err tell(Query *query, const int64_t *entries, size_t count)
{
    Journal journal = list_journal(query);
    JournalRange range = journal_all;
    Telling telling = { .query = query, .entries = entries, .items = arena_new(query->arena, Json, count), .count = count };
    for (size_t i = 0; i < count; i++)
        telling.items[i] = json_make(query->arena);
    if (!count)
        return OK;
    range.after_entry = entries[0] - 1;
    range.entry = entries[count - 1];
    TRY(list_readable(
        journal_events(&journal, query->arena, SUBJECT_PERSON, query->loaded.view.person->id, range, telling_see, &telling)));
    TRY(telling.err);
    for (size_t i = count; i-- > 0;)
        if (json_str(&telling.items[i]).n)
            json_raw(query->data, json_str(&telling.items[i]));
    return OK;
}

/* `limit` counts acts here; the cursor is the entry of the last one. */
static Err timeline_newest(Query *query)
{
    Journal journal = list_journal(query);
    List list;
    TRY(list_open(query, 1, &list));
    Acts acts = { .query = query, .before = list.after[0], .room = list.limit + 1 };
    acts.ring = arena_new(query->arena, int64_t, (size_t)acts.room);
    TRY(list_readable(
        journal_events(&journal, query->arena, SUBJECT_PERSON, query->loaded.view.person->id, journal_all, acts_see, &acts)));
    int64_t shown = acts.count < list.limit ? acts.count : list.limit;
    int64_t *entries = arena_new(query->arena, int64_t, (size_t)shown);
    for (int64_t i = 0; i < shown; i++)
        entries[i] = acts.ring[(acts.count - shown + i) % acts.room];
    TRY(tell(query, entries, (size_t)shown));
    list.more = acts.count > shown;
    list.last[0] = shown ? entries[0] : 0;
    list_close(query, &list);
    return OK;
}

Err query_person_timeline(Query *query)
{
    Walk walk = { .wanted = in_timeline, .put = happened_put };
    json_put_int(query->data, "person", query->loaded.view.person->id);
    return arg_int(&query->command, F_NEWEST) ? timeline_newest(query) : walk_events(query, &walk);
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
