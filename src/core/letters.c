/* letters.c - see letters.h. */
#include "core/letters.h"
#include "base/log.h"
#include "core/program.h"
#include "core/sets.h"
#include "registry/identity.h"

enum { PAGE = 32, DAY_SECONDS = 86400 };

typedef struct {
    Letter letter;
    int64_t error; /* not to be sent, for this reason */
    Str id, text;
} Waiting;

static Str said(Arena *arena, const JournalNotice *notice, Str id, bool en)
{
    Str brief = notice_brief(arena, notice->notice, &notice->event, en);
    bool important = notice_important(notice->notice);
    return str_format(arena,
                      en ? "[Social insurance] %s" STR_FMT " Notice " STR_FMT "; more stands in your inbox."
                         : "【社会保险】%s" STR_FMT "通知 " STR_FMT "，详情请登录个人页面查看。",
                      !important ? ""
                      : en       ? "Important. "
                                 : "重要：",
                      STR_ARG(brief), STR_ARG(id));
}

static Str written(Arena *arena, const JournalNotice *notice, Str id, int channel, Str to, bool en)
{
    Json json = json_make(arena);
    json_open(&json, '{');
    json_put(&json, "id", id);
    json_put(&json, "channel", str(choice_code(SET_NOTICE_CHANNEL, channel)));
    json_put(&json, "to", to);
    json_put(&json, "lang", en ? S("en") : S("zh"));
    json_put_bool(&json, "important", notice_important(notice->notice));
    if (channel == NOTICES_BY_EMAIL)
        json_put(&json, "subject",
                 str_format(arena, en ? "Social insurance: notice " STR_FMT : "社会保险通知 " STR_FMT, STR_ARG(id)));
    json_put(&json, "text", said(arena, notice, id, en));
    json_close(&json, '}');
    buf_char(&json.buf, '\n');
    return json_str(&json);
}

/* To where notices go by now, or to where they went before that was changed. */
static Err address_of(Work *work, const Held *held, const Letter *letter, int *channel, Str *to)
{
    const PersonFacts *person = held ? held->facts : NULL;
    *channel = letter->channel ? (int)letter->channel : person ? person->notice_channel : 0;
    *to = (Str){ 0 };
    if (*channel <= NOTICES_STAY || *channel >= NoticeChannel_END)
        return OK;
    if (!letter->channel)
        *to = identity_value(held, identity_address(*channel), 0);
    else if (letter->cell)
        return identity_cell(work->store, work->arena, letter->person, letter->cell, to) == ERR_BUSY ? ERR_BUSY : OK;
    return OK;
}

Err letters_text(Bureau *bureau, Arena *arena, const Letter *letter, Time now, Str *id, Str *out, int64_t *error)
{
    Journal journal = { .db = bureau->db };
    Work work = { .store = &bureau->store, .arena = arena };
    JournalNotice *notice = NULL;
    Held *held = NULL;
    size_t count = 0;
    int channel = 0;
    Str to = { 0 };
    *id = number_of_person(arena, 'N', letter->person, letter->notice);
    *error = DELIVERY_NOT_WANTED;
    TRY(work_find(&work, SUBJECT_PERSON, letter->person, &held));
    TRY(address_of(&work, held, letter, &channel, &to));
    if (!held || channel <= NOTICES_STAY || channel >= NoticeChannel_END)
        return OK;
    Err err = journal_notices(&journal, arena, letter->person, letter->notice - 1, 1, &notice, &count);
    if (err == ERR_BUSY)
        return err;
    if (err != OK || !count || notice->n != letter->notice || !notice_given(notice->notice, &notice->event)) {
        *error = DELIVERY_GARBLED;
        return OK;
    }
    *error = !to.n ? DELIVERY_NO_ADDRESS : letter->at.s < now.s - (int64_t)LETTER_DAYS * DAY_SECONDS ? DELIVERY_TOO_LATE : 0;
    if (!*error)
        *out = written(arena, notice, *id, channel, to, ((const PersonFacts *)held->facts)->notice_lang == LANG_EN);
    return OK;
}

/* In a transaction of its own, which is over before anything is sent. */
static Err page_read(const Sender *sender, Arena *arena, Time now, Waiting *waiting, size_t *count)
{
    Bureau *reader = sender->reader;
    Letter *letters = NULL;
    TRY(db_begin(reader->db));
    Err err = store_refresh(&reader->store, arena);
    err = err == OK ? letter_due(reader->db, arena, now, PAGE, &letters, count) : err;
    for (size_t i = 0; err == OK && i < *count; i++) {
        waiting[i] = (Waiting){ .letter = letters[i] };
        err = letters_text(reader, arena, &letters[i], now, &waiting[i].id, &waiting[i].text, &waiting[i].error);
    }
    db_rollback(reader->db);
    return err;
}

/* What became of it; delivered: sent, or given up. */
static Delivery outcome(const Letter *letter, int64_t error, bool tried, Time now)
{
    Delivery after = { .person = letter->person, .n = letter->notice, .attempts = letter->attempts + tried, .error = error };
    bool over = !error || !tried || after.attempts >= LETTER_ATTEMPTS;
    after.delivered = over ? now : (Time){ 0 };
    after.next = over ? letter->next : (Time){ now.s + delivery_delay(after.attempts) };
    return after;
}

static bool stops(const Sender *sender) { return sender->stop && atomic_load(sender->stop); }

static Err page_send(const Sender *sender, Arena *arena, Time now, const Waiting *waiting, size_t count, SenderCounts *counts,
                     int *failures)
{
    for (size_t i = 0; i < count; i++) {
        const Waiting *one = &waiting[i];
        bool tried = !one->error;
        if (*failures >= SENDER_FAILURES_MAX || stops(sender)) {
            counts->waiting++;
            continue;
        }
        int64_t error =
            tried ? program_run(arena, sender->command, one->id, one->text, sender->timeout_ms, sender->stop) : one->error;
        if (error == PROGRAM_STOPPED)
            continue;
        Delivery after = outcome(&one->letter, error, tried, now);
        *failures = tried ? (error ? *failures + 1 : 0) : *failures;
        counts->sent += !error;
        counts->failed += tried && error;
        if (tried && error)
            log_line(LOG_WARN, "letters", "notice " STR_FMT " was not sent (%lld), attempt %lld", STR_ARG(one->id),
                     (long long)error, (long long)after.attempts);
        TRY(sender->record(sender->context, &after, 0));
    }
    return OK;
}

Err letters_pass(const Sender *sender, Arena *arena, Time now, SenderCounts *out)
{
    int failures = 0;
    size_t count = PAGE;
    *out = (SenderCounts){ 0 };
    TRY(sets_follow(sender->reader, NULL));
    /* Each round ends or delays what it has read, so that the next reads others. */
    while (count == PAGE && failures < SENDER_FAILURES_MAX && !stops(sender)) {
        size_t before = arena_mark(arena);
        Waiting *waiting = arena_new(arena, Waiting, PAGE);
        Err err = page_read(sender, arena, now, waiting, &count);
        err = err == OK ? page_send(sender, arena, now, waiting, count, out, &failures) : err;
        arena_back(arena, before);
        TRY(err);
    }
    return OK;
}
