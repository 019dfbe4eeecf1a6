/* query_log.c - notices to a person, the journal's entries, and the messages that leave the bureau. */
#include "core/happened.h"
#include "core/shapes.h"
#include "journal/delivery.h"
#include "ledger/sheet.h"

static void put_notice(Query *query, int64_t person, const JournalNotice *notice)
{
    Json *json = query->data;
    json_open(json, '{');
    json_put(json, "notice", number_of_person(query->arena, 'N', person, notice->n));
    json_put(json, "at", shape_safe_time(query->arena, notice->at.s));
    json_put(json, "code", str(notice_row(notice->notice)->code));
    json_put(json, "zh", notice_text(query->arena, notice->notice, &notice->event, false));
    json_put(json, "en", notice_text(query->arena, notice->notice, &notice->event, true));
    json_put_bool(json, "read", notice->read.s != 0);
    json_put_or_null(json, "read_at", shape_safe_time(query->arena, notice->read.s));
    json_close(json, '}');
}

Err query_notice_list(Query *query)
{
    Journal journal = list_journal(query);
    int64_t person = query->loaded.view.person->id;
    JournalNotice *notices = NULL;
    size_t count = 0;
    List list;
    json_put_int(query->data, "person", person);
    TRY(list_open(query, 1, &list));
    TRY(list_readable(journal_notices(&journal, query->arena, person, list.after[0], list.limit + 1, &notices, &count)));
    for (size_t i = 0; i < count && list_room(&list, &notices[i].n); i++) {
        if (!notice_given(notices[i].notice, &notices[i].event))
            return ERR_BUSY;
        put_notice(query, person, &notices[i]);
    }
    list_close(query, &list);
    return OK;
}

static Str command_word(int command)
{
    return command > CMD_NONE && command < CMD_END ? str(command_row((CommandId)command)->name) : (Str){ 0 };
}

/* The event of an entry that assessed contributions. */
static bool assessed_take(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    if (event->kind == EVENT_LEVY_ASSESSED)
        *(Event_levy_assessed *)context = event->levy_assessed;
    return event->kind != EVENT_LEVY_ASSESSED;
}

/* The control totals of a run: what its second person compares before it is released. */
static Err put_assessed(Query *query, Journal *journal, const JournalEntry *entry)
{
    Event_levy_assessed found = { 0 };
    Json *json = query->data;
    if (entry->said.command != CMD_LEVY_ASSESS || !entry->event_count)
        return OK;
    TRY(list_readable(journal_entry_events(journal, query->arena, entry->n, assessed_take, &found)));
    const Choice *kind = sheet_kind_word((int)found.kind);
    if (!kind)
        return OK;
    json_key(json, "assessed");
    json_open(json, '{');
    json_put(json, "run", number_of(query->arena, 'L', entry->n));
    json_put(json, "region", shape_region(query->arena, found.region));
    json_put(json, "month", month_text(query->arena, (Month){ (int32_t)found.month }));
    json_put(json, "kind", str(kind->code));
    json_put_int(json, "bills", found.bills);
    json_put_int(json, "lines", found.lines);
    json_put_int(json, "total_fen", found.total_fen);
    json_close(json, '}');
    return OK;
}

static Err put_entry(Query *query, Journal *journal, const JournalEntry *entry)
{
    const EntryDraft *said = &entry->said;
    Json *json = query->data;
    json_open(json, '{');
    json_put_int(json, "entry", entry->n);
    json_put(json, "at", shape_safe_time(query->arena, said->at.s));
    json_put_or_null(json, "command", command_word(said->command));
    list_word(json, "role", SET_ROLE, said->role);
    json_put_or_null(json, "user", list_who(query->arena, said->user));
    json_put_or_null(json, "org", said->org);
    json_put(json, "result", said->err != OK ? S("refused") : said->already ? S("already") : S("done"));
    json_put_or_null(json, "code", said->err != OK ? str(err_code(said->err)) : (Str){ 0 });
    json_put_int(json, "events", entry->event_count);
    json_put(json, "hash", str_hex(query->arena, hash_str(&entry->hash)));
    TRY(put_assessed(query, journal, entry));
    json_close(json, '}');
    return OK;
}

Err query_audit_list(Query *query)
{
    Journal journal = list_journal(query);
    JournalEntry *entries = NULL;
    size_t count = 0;
    List list;
    TRY(list_open(query, 1, &list));
    TRY(list_readable(journal_entries(&journal, query->arena, list.after[0], list.limit + 1, &entries, &count)));
    for (size_t i = 0; i < count && list_room(&list, &entries[i].n); i++)
        TRY(put_entry(query, &journal, &entries[i]));
    list_close(query, &list);
    return OK;
}

/* What a line of the black list says (the tables of words/notices_table.h). */
static const char *blacklist_word(int type)
{
    switch (type) {
    case BLACKLIST_DEATH:
        return "death";
    case BLACKLIST_LOSS:
        return "loss";
    case BLACKLIST_LOSS_ORAL:
        return "loss-oral";
    case BLACKLIST_LOCK:
        return "lock";
    case BLACKLIST_UNLOCK:
        return "unlock";
    case BLACKLIST_CANCELLED:
        return "cancelled";
    default:
        return NULL;
    }
}

Err happened_message(Query *query, const JournalMessage *message)
{
    const NoticeRow *row = message_row(message->message);
    const EventRow *event = event_row(message->event.kind);
    Json *json = query->data;
    json_put_int(json, "n", message->n);
    json_put(json, "at", shape_safe_time(query->arena, message->at.s));
    json_put(json, "message", str(row->code));
    json_put(json, "zh", str(row->zh));
    json_put(json, "en", str(row->en));
    if (message->type) {
        json_put_int(json, "type", message->type);
        json_put_or_null(json, "type_word", str(blacklist_word(message->type)));
    }
    json_put(json, "event", str(event->code));
    if (event->subject == SUBJECT_PERSON)
        json_put_int(json, "person", message->event.subject);
    json_key(json, "detail");
    json_open(json, '{');
    TRY(happened_members(query, &message->event));
    json_close(json, '}');
    json_put_int(json, "entry", message->entry);
    return OK;
}

/* What became of it; a message that was never tried has no row. */
static void put_delivery(Query *query, const Delivery *delivery)
{
    Json *json = query->data;
    Str next = delivery->next.s ? shape_safe_time(query->arena, delivery->next.s) : (Str){ 0 },
        arrived = delivery->delivered.s ? shape_safe_time(query->arena, delivery->delivered.s) : (Str){ 0 };
    json_put_int(json, "attempts", delivery->attempts);
    json_put_or_null(json, "last_error", delivery_error(query->arena, delivery->error));
    json_put_or_null(json, "next_at", next);
    json_put_or_null(json, "delivered_at", arrived);
}

static Err put_messages(Query *query, List *list, const JournalMessage *messages, size_t count)
{
    Delivery *known = NULL;
    size_t knows = 0, k = 0;
    if (count)
        TRY(delivery_list(query->bureau->db, query->arena, RECEIVER_COMMAND, list->after[0], messages[count - 1].n, &known,
                          &knows));
    for (size_t i = 0; i < count && list_room(list, &messages[i].n); i++) {
        while (k < knows && known[k].n < messages[i].n)
            k++;
        static const Delivery never = { 0 };
        json_open(query->data, '{');
        TRY(happened_message(query, &messages[i]));
        put_delivery(query, k < knows && known[k].n == messages[i].n ? &known[k] : &never);
        json_close(query->data, '}');
    }
    return OK;
}

Err query_outbox_list(Query *query)
{
    Journal journal = list_journal(query);
    JournalMessage *messages = NULL;
    size_t count = 0;
    List list;
    TRY(list_open(query, 1, &list));
    TRY(list_readable(journal_outbox(&journal, query->arena, list.after[0], list.limit + 1, &messages, &count)));
    TRY(put_messages(query, &list, messages, count));
    list_close(query, &list);
    return OK;
}
