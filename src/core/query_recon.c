/* query_recon.c - recon.daily: what the partners' messages of one day came to, and what left for them. A message that
 * we did not accept is a difference between their record and ours. */
#include "core/happened.h"
#include "core/shapes.h"
#include "core/stored.h"

enum { ENTRY_PAGE = 200, DIFFERENCES_MAX = 200, KINDS_MAX = 256 };
#define R_PARTNERS (R(BANK) | R(HOSPITAL) | R(PHARMACY) | R(FACTORY))

typedef struct {
    int command, role;
    int64_t channel;
    int64_t received, done, already, refused;
} Kind;

typedef struct {
    Query *query;
    Day day;
    Kind kinds[KINDS_MAX];
    int kind_count;
    int64_t sent[Message_END];
    Json differences;
    int64_t difference_count;
} Recon;

static int64_t channel_of(const EntryDraft *said)
{
    int64_t channel = 0;
    Field field = said->command == CMD_CARD_ACTIVATE || said->command == CMD_CARD_LOSE || said->command == CMD_CARD_FIND
                      ? F_CARD_CHANNEL
                      : F_NONE;
    return field && stored_number(said->request, (CommandId)said->command, field, &channel) ? channel : 0;
}

/* What a partner reports from its own record. A counter's command is answered to the person who stands there. */
static bool is_report(const Kind *kind)
{
    return kind->role == ROLE_FACTORY || kind->channel == CHANNEL_BANK_NOTICE || kind->command == CMD_CARD_BANK_OPENED ||
           kind->command == CMD_CARD_BANK_REFUSED || kind->command == CMD_CARD_BANK_STATE;
}

static Kind *kind_of(Recon *recon, const EntryDraft *said)
{
    int64_t channel = channel_of(said);
    for (int i = 0; i < recon->kind_count; i++)
        if (recon->kinds[i].command == said->command && recon->kinds[i].role == said->role && recon->kinds[i].channel == channel)
            return &recon->kinds[i];
    if (recon->kind_count == KINDS_MAX)
        return NULL;
    Kind *kind = &recon->kinds[recon->kind_count++];
    *kind = (Kind){ .command = said->command, .role = said->role, .channel = channel };
    return kind;
}

static void put_kind_words(Json *json, int command, int64_t channel)
{
    json_put(json, "command", str(command_row((CommandId)command)->name));
    list_word(json, "channel", SET_CHANNEL, channel);
}

static void put_difference(Recon *recon, const JournalEntry *entry, const Kind *kind)
{
    Json *json = &recon->differences;
    if (!is_report(kind) || recon->difference_count++ >= DIFFERENCES_MAX)
        return;
    json_open(json, '{');
    json_put_int(json, "entry", entry->n);
    json_put(json, "at", shape_safe_time(recon->query->arena, entry->said.at.s));
    list_word(json, "role", SET_ROLE, entry->said.role);
    json_put_or_null(json, "org", entry->said.org);
    put_kind_words(json, kind->command, kind->channel);
    json_put(json, "code", str(err_code(entry->said.err)));
    json_put(json, "why", str(err_sentence(entry->said.err, false)));
    json_put(json, "why_en", str(err_sentence(entry->said.err, true)));
    json_close(json, '}');
}

/* A bank sees its own messages alone. */
static void take_entry(Recon *recon, const JournalEntry *entry)
{
    const EntryDraft *said = &entry->said;
    const Actor *actor = &recon->query->command.actor;
    if (said->command <= CMD_NONE || said->command >= CMD_END || said->role <= 0 || said->role >= Role_END ||
        !role_in(R_PARTNERS, (Role)said->role))
        return;
    if (actor->role == ROLE_BANK && !str_eq(actor->org, said->org))
        return;
    Kind *kind = kind_of(recon, said);
    if (!kind)
        return;
    kind->received++;
    if (said->err != OK) {
        kind->refused++;
        put_difference(recon, entry, kind);
    } else if (said->already) {
        kind->already++;
    } else {
        kind->done++;
    }
}

static Err take_entries(Recon *recon)
{
    Arena *arena = recon->query->arena;
    Journal journal = list_journal(recon->query);
    int64_t after = 0;
    TRY(list_readable(journal_entry_at(&journal, arena, (Time){ day_start(recon->day).s - 1 }, &after)));
    for (size_t count = ENTRY_PAGE; count == ENTRY_PAGE;) {
        JournalEntry *entries = NULL;
        size_t before = arena_mark(arena);
        TRY(list_readable(journal_entries(&journal, arena, after, ENTRY_PAGE, &entries, &count)));
        size_t read = arena_mark(arena);
        for (size_t i = 0; i < count; i++) {
            if (entries[i].said.at.s > day_end(recon->day).s)
                return OK;
            take_entry(recon, &entries[i]);
            after = entries[i].n;
        }
        if (arena_mark(arena) == read) /* nothing of the page was written down */
            arena_back(arena, before);
    }
    return OK;
}

/* Messages stand in the order of their entries: the first of the day is found by halving. */
static Err first_message(Recon *recon, int64_t *after)
{
    Journal journal = list_journal(recon->query);
    int64_t low = 0, high = INT64_MAX / 2;
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        JournalMessage *message = NULL;
        size_t count = 0, mark = arena_mark(recon->query->arena);
        TRY(list_readable(journal_outbox(&journal, recon->query->arena, middle, 1, &message, &count)));
        if (!count || message->at.s >= day_start(recon->day).s)
            high = middle;
        else
            low = message->n;
        arena_back(recon->query->arena, mark);
    }
    *after = low;
    return OK;
}

static Err take_messages(Recon *recon)
{
    Journal journal = list_journal(recon->query);
    int64_t after = 0;
    TRY(first_message(recon, &after));
    for (size_t count = ENTRY_PAGE; count == ENTRY_PAGE;) {
        JournalMessage *messages = NULL;
        size_t before = arena_mark(recon->query->arena);
        TRY(list_readable(journal_outbox(&journal, recon->query->arena, after, ENTRY_PAGE, &messages, &count)));
        for (size_t i = 0; i < count; i++) {
            if (messages[i].at.s > day_end(recon->day).s)
                return OK;
            recon->sent[messages[i].message]++;
            after = messages[i].n;
        }
        arena_back(recon->query->arena, before);
    }
    return OK;
}

static void put_received(Recon *recon)
{
    Json *json = recon->query->data;
    json_key(json, "received");
    json_open(json, '[');
    for (int i = 0; i < recon->kind_count; i++) {
        const Kind *kind = &recon->kinds[i];
        json_open(json, '{');
        put_kind_words(json, kind->command, kind->channel);
        list_word(json, "role", SET_ROLE, kind->role);
        json_put_int(json, "received", kind->received);
        json_put_int(json, "accepted", kind->done + kind->already);
        json_put_int(json, "already", kind->already);
        json_put_int(json, "refused", kind->refused);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void put_sent(Recon *recon)
{
    Json *json = recon->query->data;
    json_key(json, "sent");
    json_open(json, '[');
    for (Message message = 1; message < Message_END; message++) {
        if (!recon->sent[message])
            continue;
        const NoticeRow *row = message_row(message);
        json_open(json, '{');
        json_put(json, "message", str(row->code));
        json_put(json, "zh", str(row->zh));
        json_put(json, "en", str(row->en));
        json_put_int(json, "count", recon->sent[message]);
        json_close(json, '}');
    }
    json_close(json, ']');
}

/* Of the activations that banks reported: the line that both sides compare first. */
static void put_notices(Recon *recon)
{
    Kind sum = { 0 };
    for (int i = 0; i < recon->kind_count; i++) {
        const Kind *kind = &recon->kinds[i];
        if (kind->command != CMD_CARD_ACTIVATE || kind->channel != CHANNEL_BANK_NOTICE)
            continue;
        sum.received += kind->received;
        sum.done += kind->done + kind->already;
        sum.refused += kind->refused;
    }
    Json *json = recon->query->data;
    json_key(json, "bank_notices");
    json_open(json, '{');
    json_put_int(json, "received", sum.received);
    json_put_int(json, "accepted", sum.done);
    json_put_int(json, "refused", sum.refused);
    json_close(json, '}');
}

Err query_recon_daily(Query *query)
{
    Recon *recon = arena_new(query->arena, Recon, 1);
    *recon = (Recon){ .query = query, .day = { (int32_t)arg_int(&query->command, F_DAY) }, .differences = json_make(query->arena) };
    json_open(&recon->differences, '[');
    TRY(take_entries(recon));
    if (query->command.actor.role != ROLE_BANK)
        TRY(take_messages(recon));
    json_close(&recon->differences, ']');
    json_put(query->data, "day", day_text(query->arena, recon->day));
    put_received(recon);
    put_notices(recon);
    put_sent(recon);
    json_put_int(query->data, "differences", recon->difference_count);
    json_key(query->data, "different");
    json_raw(query->data, json_str(&recon->differences));
    return OK;
}
