/* told.c - see told.h. */
#include "core/told.h"
#include "core/shapes.h"
#include <stdlib.h>

enum { TOLD_FIRST = 64 };

Err told_open(Query *query, SubjectKind kind, int64_t org, ToldList *out)
{
    *out = (ToldList){ .query = query, .kind = kind, .org = org };
    return list_open(query, 2, &out->list);
}

/* Newest first; what the page before has shown is left out at once. */
void told_add(ToldList *list, const Told *told)
{
    const int64_t *after = list->list.after;
    if (after[0] && (told->entry > after[0] || (told->entry == after[0] && told->ord >= after[1])))
        return;
    if (list->count == list->size) {
        size_t size = list->size ? list->size * 2 : TOLD_FIRST;
        Told *more = arena_new(list->query->arena, Told, size);
        if (list->count)
            memcpy(more, list->items, list->count * sizeof *more);
        list->items = more;
        list->size = size;
    }
    list->items[list->count++] = *told;
}

void told_event(ToldList *list, const ToldRow *rows, size_t count, const Event *event, int64_t ord)
{
    Arena *arena = list->query->arena;
    for (size_t i = 0; i < count; i++)
        if (rows[i].event == event->kind) {
            told_add(list, &(Told){ .entry = event->entry,
                                    .ord = ord,
                                    .at = event->at,
                                    .notice = str_format(arena, "E%lld-%lld", (long long)event->entry, (long long)ord),
                                    .code = str(event_row(event->kind)->code),
                                    .zh = notice_fill(arena, str(rows[i].zh), event, false),
                                    .en = notice_fill(arena, str(rows[i].en), event, true) });
            return;
        }
}

Err told_since(ToldList *list, Time at, int64_t which, Told told)
{
    Journal journal = list_journal(list->query);
    TRY(list_readable(journal_entry_at(&journal, list->query->arena, at, &told.entry)));
    told.entry = told.entry ? told.entry : 1; /* a cursor of 0 is the beginning */
    told.at = at;
    told.ord = 2 * TOLD_WHICH_MAX + which;
    told_add(list, &told);
    return OK;
}

static int newest_first(const void *a, const void *b)
{
    const Told *x = a, *y = b;
    if (x->entry != y->entry)
        return x->entry > y->entry ? -1 : 1;
    return x->ord == y->ord ? 0 : x->ord > y->ord ? -1 : 1;
}

static Err put_told(ToldList *list, const Told *told)
{
    Query *query = list->query;
    Json *json = query->data;
    Journal journal = list_journal(query);
    Time at = told->at, read = { 0 };
    if (!at.s && told->entry) {
        JournalEntry entry;
        TRY(list_readable(journal_entry(&journal, query->arena, told->entry, &entry)));
        at = entry.said.at;
    }
    TRY(list_readable(store_inbox_read(&query->bureau->store, query->arena, list->kind, list->org, told->notice, &read)));
    json_open(json, '{');
    json_put(json, "notice", told->notice);
    json_put(json, "at", shape_safe_time(query->arena, at.s));
    json_put(json, "event", told->code);
    json_put(json, "zh", told->zh);
    json_put(json, "en", told->en);
    json_put_int(json, "entry", told->entry);
    json_put_bool(json, "read", read.s != 0);
    json_put_or_null(json, "read_at", shape_safe_time(query->arena, read.s));
    json_close(json, '}');
    return OK;
}

Err told_close(ToldList *list)
{
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, newest_first);
    for (size_t i = 0; i < list->count; i++) {
        const int64_t at[2] = { list->items[i].entry, list->items[i].ord };
        if (!list_room(&list->list, at))
            break;
        TRY(put_told(list, &list->items[i]));
    }
    list_close(list->query, &list->list);
    return OK;
}
