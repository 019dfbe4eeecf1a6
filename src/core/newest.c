/* newest.c - see newest.h. Events are read forward: once to learn which acts are the newest, once more to tell them. */
#include "core/newest.h"

typedef struct {
    Query *query;
    NewestSee *counts, *shown;
    NewestPut *put;
    int64_t before;         /* the entry behind which nothing counts, 0 = all */
    int64_t *ring;          /* entries of the acts seen last */
    int64_t room, seen;     /* seen: of all acts */
    const int64_t *entries; /* of those to tell, oldest first */
    Json *items;            /* of each entry, written apart, so that they can stand the other way round */
    size_t count, at;
    Err err;
} Newest;

static bool act_see(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Newest *newest = context;
    if (newest->before && event->entry >= newest->before)
        return false;
    bool again = newest->seen && newest->ring[(newest->seen - 1) % newest->room] == event->entry;
    if (!again && newest->counts(newest->query, event))
        newest->ring[newest->seen++ % newest->room] = event->entry;
    return true;
}

static bool tell_see(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Newest *newest = context;
    while (newest->at < newest->count && newest->entries[newest->at] < event->entry)
        newest->at++;
    if (newest->at == newest->count)
        return false;
    if (newest->entries[newest->at] != event->entry || !newest->shown(newest->query, event))
        return true;
    Json *answer = newest->query->data;
    newest->query->data = &newest->items[newest->at];
    newest->err = newest->put(newest->query, event);
    newest->query->data = answer;
    return newest->err == OK;
}

static Err tell(Newest *newest, Journal *journal, SubjectKind kind, int64_t subject)
{
    Query *query = newest->query;
    JournalRange range = journal_all;
    if (!newest->count)
        return OK;
    newest->items = arena_new(query->arena, Json, newest->count);
    for (size_t i = 0; i < newest->count; i++)
        newest->items[i] = json_make(query->arena);
    range.after_entry = newest->entries[0] - 1;
    range.entry = newest->entries[newest->count - 1];
    TRY(list_readable(journal_events(journal, query->arena, kind, subject, range, tell_see, newest)));
    TRY(newest->err);
    for (size_t i = newest->count; i-- > 0;)
        if (json_str(&newest->items[i]).n)
            json_raw(query->data, json_str(&newest->items[i]));
    return OK;
}

Err newest_list(Query *query, SubjectKind kind, int64_t subject, NewestSee *counts, NewestSee *shown, NewestPut *put)
{
    Journal journal = list_journal(query);
    List list;
    TRY(list_open(query, 1, &list));
    Newest newest = { .query = query, .counts = counts, .shown = shown, .put = put, .before = list.after[0], .room = list.limit };
    newest.ring = arena_new(query->arena, int64_t, (size_t)newest.room);
    TRY(list_readable(journal_events(&journal, query->arena, kind, subject, journal_all, act_see, &newest)));
    newest.count = (size_t)(newest.seen < newest.room ? newest.seen : newest.room);
    int64_t *entries = arena_new(query->arena, int64_t, newest.count);
    for (size_t i = 0; i < newest.count; i++)
        entries[i] = newest.ring[(newest.seen - (int64_t)newest.count + (int64_t)i) % newest.room];
    newest.entries = entries;
    TRY(tell(&newest, &journal, kind, subject));
    list.more = newest.seen > (int64_t)newest.count;
    list.last[0] = newest.count ? entries[0] : 0;
    list_close(query, &list);
    return OK;
}
