/* verify_notices.c - see verify_notices.h. Events and notices are both walked person by person; what one person
 * should have been told is held in memory, and no more than that. */
#include "journal/verify_notices.h"

SQL(verify_people, "iiii", "iiibi",
    "SELECT e.subject, e.entry, e.ord, e.body, t.at FROM event AS e JOIN entry AS t ON t.n = e.entry "
    "WHERE e.subject_kind = 1 AND (e.subject, e.entry, e.ord) > ($1, $2, $3) ORDER BY e.subject, e.entry, e.ord LIMIT $4")
SQL(verify_notice_rows, "iii", "iiiiiib",
    "SELECT person, n, entry, at, kind, seen, body FROM notice WHERE (person, n) > ($1, $2) ORDER BY person, n LIMIT $3")

/* A notice that a person must have. */
typedef struct Due {
    int64_t entry, at, notice, seen;
    Str body;
    struct Due *next;
} Due;

typedef struct {
    Arena *arena;
    JournalFault *fault;
    Stream events, rows;
    Due *first, **last;
    int64_t person;
} People;

static Err notice_wrong(People *people, int64_t entry)
{
    *people->fault = (JournalFault){ .entry = entry, .zh = "通知与事件不符", .en = "the notices do not follow from the events" };
    return OK;
}

static void due_read(Due *first, int64_t n, int64_t at)
{
    while (first && --n > 0)
        first = first->next;
    if (first && n == 0 && !first->seen)
        first->seen = at;
}

static void due_add(People *people, Notice notice, const Val *row)
{
    Due *due = arena_new(people->arena, Due, 1);
    *due = (Due){ .entry = row[1].i, .at = row[4].i, .notice = (int64_t)notice, .body = str_copy(people->arena, row[3].s) };
    *people->last = due;
    people->last = &due->next;
}

/* What the person's events give, in order. */
static Err due_collect(People *people, int64_t person)
{
    const Val *row = NULL;
    people->first = NULL;
    people->last = &people->first;
    people->person = person;
    TRY(stream_row(&people->events, &row));
    while (row && row[0].i == person) {
        Event event;
        if (!event_read(row[3].s, &event))
            return notice_wrong(people, row[1].i);
        if (event.kind == EVENT_NOTICE_READ)
            due_read(people->first, event.notice_read.notice, event.at.s);
        Notice notices[NOTICES_MAX];
        int count = notices_of(&event, notices);
        for (int i = 0; i < count; i++)
            due_add(people, notices[i], row);
        stream_next(&people->events);
        TRY(stream_row(&people->events, &row));
    }
    return OK;
}

/* The rows of the person are these and no others. */
static Err due_compare(People *people)
{
    const Val *row = NULL;
    int64_t n = 0;
    for (const Due *due = people->first; due; due = due->next) {
        TRY(stream_row(&people->rows, &row));
        bool right = row && row[0].i == people->person && row[1].i == ++n && row[2].i == due->entry && row[3].i == due->at &&
                     row[4].i == due->notice && row[5].i == due->seen && str_eq(row[6].s, due->body);
        if (!right)
            return notice_wrong(people, due->entry);
        stream_next(&people->rows);
    }
    TRY(stream_row(&people->rows, &row));
    return row && row[0].i <= people->person ? notice_wrong(people, row[2].i) : OK;
}

static Err people_all(People *people)
{
    const Val *row = NULL;
    TRY(stream_row(&people->events, &row));
    while (row && !people->fault->zh) {
        size_t mark = arena_mark(people->arena);
        TRY(due_collect(people, row[0].i));
        if (!people->fault->zh)
            TRY(due_compare(people));
        arena_back(people->arena, mark);
        TRY(stream_row(&people->events, &row));
    }
    if (people->fault->zh)
        return OK;
    TRY(stream_row(&people->rows, &row));
    return row ? notice_wrong(people, row[2].i) : OK;
}

Err verify_notices(Db *db, Arena *arena, JournalFault *fault)
{
    const int64_t first[] = { INT64_MIN, INT64_MAX, INT64_MAX };
    People people = { .arena = arena, .fault = fault, .events = stream_open(db, &verify_people, 3, first),
        .rows = stream_open(db, &verify_notice_rows, 2, first) };
    Err err = people_all(&people);
    stream_close(&people.events);
    stream_close(&people.rows);
    return err;
}
