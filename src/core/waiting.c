/* waiting.c - see waiting.h. */
#include "core/waiting.h"
#include "core/history.h"
#include "core/stored.h"

/* The sealed command under the number of its case. */
static Err pending(Loaded *loaded, const Command *command, int case_n)
{
    Str bytes = loaded->held ? identity_value(loaded->held, PF_PENDING, case_n) : (Str){ 0 };
    Command *waiting = arena_new(loaded->work.arena, Command, 1);
    if (!bytes.n || !command_from_bytes(loaded->work.arena, bytes, waiting))
        return OK;
    waiting->actor = command->actor;
    waiting->at = command->at;
    loaded->view.waiting = waiting;
    return OK;
}

static Err not_reversible(Why *why, const char *zh, const char *en) { return refuse(why, ERR_WRONG_STATE, "command", zh, en); }

/* The entry that a command id names: the newest one under that id, by whomever. */
static Err entry_of(Bureau *bureau, Arena *arena, Str id, int64_t *entry, Why *why)
{
    int64_t *entries = NULL;
    size_t count = 0;
    TRY(journal_find_id(&bureau->journal, arena, id, &entries, &count));
    *entry = count ? entries[count - 1] : 0;
    return *entry ? OK
                  : refuse(why, ERR_UNKNOWN_ID, "command", "没有编号为“%.*s”的业务，请核对。",
                           "No command with the id \"%.*s\" is on record.", STR_ARG(id));
}

/* One person's facts folded from all events but those of the reversed entry. */
static Err restored(Bureau *bureau, Loaded *loaded, int64_t entry, Why *why)
{
    Arena *arena = loaded->work.arena;
    int64_t person = 0;
    TRY(history_only_person(&bureau->journal, arena, entry, &person));
    if (!person)
        return not_reversible(why, "该业务涉及多人或不涉及个人记录，不能撤销。",
                              "It concerns several people or none; it cannot be reversed.");
    if (!loaded->view.person) {
        TRY(load_person(loaded, person, &loaded->person));
        TRY(work_find(&loaded->work, SUBJECT_PERSON, person, &loaded->held));
        loaded->view.person = loaded->person;
    }
    PersonFacts *facts = arena_new(arena, PersonFacts, 1);
    TRY(history_person(&bureau->journal, arena, person, TIME_NONE, 0, entry, facts));
    loaded->view.restored = facts;
    loaded->view.restored_entry = entry;
    return OK;
}

Err waiting_load(Bureau *bureau, Loaded *loaded, const Command *command, Why *why)
{
    int64_t entry = 0;
    if (arg_is(command, F_CASE) && loaded->view.person)
        TRY(pending(loaded, command, loaded->view.case_n));
    const Command *reverse = command->id == CMD_EVENT_REVERSE ? command : loaded->view.waiting;
    if (!reverse || reverse->id != CMD_EVENT_REVERSE || (command->id != CMD_EVENT_REVERSE && command->id != CMD_CASE_REVIEW))
        return OK;
    TRY(entry_of(bureau, loaded->work.arena, arg_str(reverse, F_COMMAND_ID), &entry, why));
    return restored(bureau, loaded, entry, why);
}
