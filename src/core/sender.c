/* sender.c - see sender.h. */
#include "core/sender.h"
#include "base/log.h"
#include "core/happened.h"
#include "core/program.h"
#include "core/query.h"
#include "core/sets.h"
#include "core/witness.h"
#include "journal/courier.h"

enum { PAGE = 64, BLOCKED_MAX = 512 };

/* Whom a message is about: their messages keep their order. */
typedef struct {
    int kind;
    int64_t subject;
} About;

typedef struct {
    int64_t n;
    Delivery before; /* zeros when it was never tried */
    About about;
    Str id, text;
} Waiting;

typedef struct {
    const Sender *sender;
    Arena *arena;
    Time now;
    int64_t after, mark; /* where the next page begins; up to which all have arrived */
    int64_t stored_mark;
    bool gap;     /* something before `after` has not arrived */
    int failures; /* in a row */
    About blocked[BLOCKED_MAX];
    int blocked_count;
    SenderCounts counts;
} Pass;

Err sender_text(Bureau *bureau, Arena *arena, const JournalMessage *message, Str *id, Str *out)
{
    Journal journal = { .db = bureau->db };
    JournalEntry entry;
    Json json = json_make(arena);
    Query query = { .bureau = bureau, .arena = arena, .data = &json, .now = message->at, .why = { .arena = arena } };
    query.loaded = load_make(&bureau->store, arena, bureau->policy, message->at);
    TRY(list_readable(journal_entry(&journal, arena, message->entry, &entry)));
    *id = delivery_id(arena, message->n, &entry.hash);
    json_open(&json, '{');
    json_put(&json, "id", *id);
    TRY(happened_message(&query, message));
    json_put(&json, "witness", witness_line(arena, &(Witness){ entry.n, entry.hash, time_day(entry.said.at) }));
    json_close(&json, '}');
    buf_char(&json.buf, '\n');
    *out = json_str(&json);
    return OK;
}

static About about_of(const JournalMessage *message)
{
    return (About){ (int)event_row(message->event.kind)->subject, message->event.subject };
}

static bool is_blocked(const Pass *pass, About about)
{
    for (int i = 0; i < pass->blocked_count; i++)
        if (pass->blocked[i].kind == about.kind && pass->blocked[i].subject == about.subject)
            return true;
    return false;
}

static void block(Pass *pass, About about)
{
    if (!is_blocked(pass, about) && pass->blocked_count < BLOCKED_MAX)
        pass->blocked[pass->blocked_count++] = about;
}

/* Whether this pass has seen enough: the receiver seems to be down, too many wait, or the program shall end. */
static bool ended(const Pass *pass)
{
    const atomic_bool *stop = pass->sender->stop;
    return pass->failures >= SENDER_FAILURES_MAX || pass->blocked_count == BLOCKED_MAX || (stop && atomic_load(stop));
}

static int64_t receiver_of(const Pass *pass) { return pass->sender->webhook ? pass->sender->webhook->n : RECEIVER_COMMAND; }

/* The bank that issued the card of the message is the one whose code this is. */
static Err is_own_card(const Pass *pass, const JournalMessage *message, Str bank, bool *out)
{
    Bureau *reader = pass->sender->reader;
    Query query = { .bureau = reader, .arena = pass->arena };
    PersonFacts *person = NULL;
    int64_t card = webhook_card(&message->event);
    Str code = { 0 };
    query.loaded = load_make(&reader->store, pass->arena, reader->policy, message->at);
    *out = false;
    if (!card)
        return OK;
    TRY(load_person(&query.loaded, message->event.subject, &person));
    for (int i = 0; person && i < person->card_count; i++)
        if (person->cards[i].n == card)
            TRY(list_institution_code(&query, person->cards[i].bank, &code));
    *out = str_eq(code, bank);
    return OK;
}

/* The command takes everything; a webhook what it was subscribed for, from then on. */
static Err is_wanted(const Pass *pass, const JournalMessage *message, bool *out)
{
    const Webhook *webhook = pass->sender->webhook;
    bool own = false;
    *out = !webhook || (message->entry > webhook->n && (webhook->messages >> message->message & 1) &&
                        webhook_takes(webhook->role, message->message, &own));
    return *out && own ? is_own_card(pass, message, webhook->org, out) : OK;
}

static Err page_texts(Pass *pass, const JournalMessage *messages, size_t count, Waiting *waiting, size_t *waits)
{
    Db *db = pass->sender->reader->db;
    Delivery *known = NULL;
    size_t knows = 0, k = 0;
    if (!count)
        return OK;
    TRY(delivery_list(db, pass->arena, receiver_of(pass), pass->after, messages[count - 1].n, &known, &knows));
    for (size_t i = 0; i < count; i++) {
        while (k < knows && known[k].n < messages[i].n)
            k++;
        Delivery before =
            k < knows && known[k].n == messages[i].n ? known[k] : (Delivery){ .receiver = receiver_of(pass), .n = messages[i].n };
        bool wanted = true;
        TRY(is_wanted(pass, &messages[i], &wanted));
        if (before.delivered.s || !wanted) {
            pass->mark = pass->gap ? pass->mark : before.n;
            continue;
        }
        pass->gap = true;
        Waiting *one = &waiting[(*waits)++];
        *one = (Waiting){ .n = before.n, .before = before, .about = about_of(&messages[i]) };
        TRY(sender_text(pass->sender->reader, pass->arena, &messages[i], &one->id, &one->text));
    }
    return OK;
}

/* Reads one page in a transaction of its own, which is over before anything is sent. */
static Err page_read(Pass *pass, Waiting *waiting, size_t *waits, bool *more)
{
    Bureau *reader = pass->sender->reader;
    Journal journal = { .db = reader->db };
    JournalMessage *messages = NULL;
    size_t count = 0;
    TRY(db_begin(reader->db));
    Err err = list_readable(journal_outbox(&journal, pass->arena, pass->after, PAGE, &messages, &count));
    if (err == OK)
        err = page_texts(pass, messages, count, waiting, waits);
    db_rollback(reader->db);
    *more = count == PAGE;
    if (count)
        pass->after = messages[count - 1].n;
    return err;
}

/* COURIER_STOPPED is PROGRAM_STOPPED: both say that nobody knows what became of it. */
static int64_t webhook_run(const Pass *pass, const Waiting *one)
{
    const Sender *sender = pass->sender;
    const Webhook *webhook = sender->webhook;
    if (!courier_address(webhook->url))
        return DELIVERY_NO_ADDRESS;
    Str secret = webhook_secret(&sender->reader->store, pass->arena, webhook);
    Str head =
        str_format(pass->arena, "Shebao-Webhook: W%lld\r\nShebao-Message-Id: " STR_FMT "\r\nShebao-Signature: " STR_FMT "\r\n",
                   (long long)webhook->n, STR_ARG(one->id), STR_ARG(webhook_signature(pass->arena, secret, pass->now, one->text)));
    return courier_post(pass->arena, webhook->url, head, one->text, sender->local, sender->timeout_ms, sender->stop);
}

static Err send_one(Pass *pass, const Waiting *one)
{
    const Sender *sender = pass->sender;
    int64_t error = sender->webhook
                        ? webhook_run(pass, one)
                        : program_run(pass->arena, sender->command, one->id, one->text, sender->timeout_ms, sender->stop);
    if (error == PROGRAM_STOPPED)
        return OK;
    Delivery after = one->before;
    after.attempts++;
    after.error = error;
    after.next = error ? (Time){ pass->now.s + delivery_delay(after.attempts) } : (Time){ 0 };
    after.delivered = error ? (Time){ 0 } : pass->now;
    pass->failures = error ? pass->failures + 1 : 0;
    pass->counts.sent += !error;
    pass->counts.failed += error != 0;
    if (error) {
        block(pass, one->about);
        log_line(LOG_WARN, "outbox", "message %lld was not taken by receiver %lld (%lld), attempt %lld", (long long)one->n,
                 (long long)receiver_of(pass), (long long)error, (long long)after.attempts);
    }
    int64_t mark = pass->mark > pass->stored_mark ? pass->mark : 0;
    TRY(sender->record(sender->context, &after, mark));
    pass->stored_mark = mark ? mark : pass->stored_mark;
    return OK;
}

static Err page_send(Pass *pass, const Waiting *waiting, size_t waits)
{
    for (size_t i = 0; i < waits; i++) {
        bool early = waiting[i].before.next.s > pass->now.s;
        if (early || ended(pass) || is_blocked(pass, waiting[i].about)) {
            pass->counts.waiting++;
            block(pass, waiting[i].about);
            continue;
        }
        TRY(send_one(pass, &waiting[i]));
    }
    return OK;
}

static Err pass_all(Pass *pass)
{
    bool more = true;
    TRY(db_begin(pass->sender->reader->db));
    Err err = delivery_mark(pass->sender->reader->db, pass->arena, receiver_of(pass), &pass->mark);
    db_rollback(pass->sender->reader->db);
    TRY(err);
    pass->after = pass->stored_mark = pass->mark;
    while (more && !ended(pass)) {
        size_t before = arena_mark(pass->arena), waits = 0;
        Waiting *waiting = arena_new(pass->arena, Waiting, PAGE);
        TRY(page_read(pass, waiting, &waits, &more));
        TRY(page_send(pass, waiting, waits));
        arena_back(pass->arena, before);
    }
    /* Of many messages a webhook wants a few: what it does not want is not looked at again each time. */
    if (pass->mark < pass->stored_mark + PAGE)
        return OK;
    return pass->sender->record(pass->sender->context, &(Delivery){ .receiver = receiver_of(pass) }, pass->mark);
}

Err sender_webhooks(Bureau *reader, Arena *arena, Webhook **out, size_t *count)
{
    Journal journal = { .db = reader->db };
    Webhook *all = NULL;
    size_t every = 0;
    *count = 0;
    TRY(db_begin(reader->db));
    Err err = list_readable(webhook_all(&journal, arena, &all, &every));
    db_rollback(reader->db);
    for (size_t i = 0; err == OK && i < every; i++)
        if (!all[i].ended.s)
            all[(*count)++] = all[i];
    *out = all;
    return err;
}

Err sender_pass(const Sender *sender, Arena *arena, Time now, SenderCounts *out)
{
    size_t before = arena_mark(arena);
    Pass *pass = arena_new(arena, Pass, 1);
    *pass = (Pass){ .sender = sender, .arena = arena, .now = now };
    Err err = sets_follow(sender->reader, NULL);
    err = err == OK ? pass_all(pass) : err;
    *out = pass->counts;
    arena_back(arena, before);
    return err;
}
