/* history.c - see history.h. A person's facts are nothing but the fold of that person's events. */
#include "core/history.h"

typedef struct {
    PersonFacts *facts;
    int64_t without;
} Folding;

static bool fold_one(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Folding *folding = context;
    if (event->entry != folding->without)
        person_fold(folding->facts, event);
    return true;
}

/* Damaged bytes are not the asker's conflict: verify names them, until then nothing is answered. */
static Err unreadable(Err err) { return err == OK ? OK : ERR_BUSY; }

Err history_person(Journal *journal, Arena *arena, int64_t person, Time until, int64_t last, int64_t without, PersonFacts *out)
{
    JournalRange range = journal_all;
    PersonFacts *facts = arena_new(arena, PersonFacts, 1);
    Folding folding = { .facts = facts, .without = without };
    if (time_is(until))
        range.at = until;
    if (last)
        range.entry = last;
    TRY(unreadable(journal_events(journal, arena, SUBJECT_PERSON, person, range, fold_one, &folding)));
    person_copy(out, facts);
    return OK;
}

typedef struct {
    int64_t person;
    bool several;
} Only;

/* What belongs to nobody in particular (a batch, an employer) cannot be restored with one person's facts either. */
static bool look_who(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Only *only = context;
    bool of_person = event_row(event->kind)->subject == SUBJECT_PERSON;
    only->several |= !of_person || (only->person && only->person != event->subject);
    only->person = event->subject;
    return !only->several;
}

Err history_only_person(Journal *journal, Arena *arena, int64_t entry, int64_t *person)
{
    Only only = { 0 };
    TRY(unreadable(journal_entry_events(journal, arena, entry, look_who, &only)));
    *person = only.several ? 0 : only.person;
    return OK;
}
