/* journal_test.c - entries, ids, events, notices and messages, on both engines. */
#include "small_bureau.h"

TEST(journal_statements_run_on_both_engines) { fixture_prepare_all(arena); }

TEST(journal_grows_and_is_found_again)
{
    EACH_ENGINE(arena, f)
    {
        Journal journal, again;
        CHECK_EQ(journal_open(&journal, f.db), OK);
        CHECK_EQ(journal.last, 0);
        CHECK_EQ(journal.outbox, 0);
        small_fill(&journal, arena);
        CHECK_EQ(journal.last_at.s, NOON + 60 * SMALL_ENTRIES);
        CHECK_EQ(journal_open(&again, f.db), OK);
        CHECK_EQ(again.last, journal.last);
        CHECK_EQ(again.last_at.s, journal.last_at.s);
        CHECK_EQ(again.outbox, journal.outbox);
        CHECK(hash_eq(&again.last_hash, &journal.last_hash));
        JournalFault fault = small_verify(f.db, 1);
        CHECK_EQ(fault.entry, 0);
        CHECK(!fault.zh);
    }
}

TEST(journal_has_the_same_bytes_on_every_engine)
{
    Str first = { 0 };
    EACH_ENGINE(arena, f)
    {
        Journal journal;
        CHECK_EQ(journal_open(&journal, f.db), OK);
        small_fill(&journal, arena);
        Str dump = fixture_dump(arena, f.db);
        if (!first.n)
            first = dump;
        CHECK(dump.n > 1000 && str_eq(dump, first));
    }
}

TEST(journal_answers_a_known_id)
{
    EACH_ENGINE(arena, f)
    {
        Journal journal;
        int64_t entry = -1, *entries = NULL;
        size_t count = 0;
        CHECK_EQ(journal_open(&journal, f.db), OK);
        small_fill(&journal, arena);
        CHECK_EQ(journal_find(&journal, arena, small_key(arena, 5), &entry), OK);
        CHECK_EQ(entry, 5);
        CHECK_EQ(journal_find(&journal, arena, small_key(arena, 500), &entry), OK);
        CHECK_EQ(entry, 0);
        JournalAnswer answer;
        CHECK_EQ(journal_answer(&journal, arena, 5, &answer), OK);
        Hash digest = hash_of(S("digest 5"));
        CHECK(str_eq(answer.digest, hash_str(&digest)));
        CHECK_STR(answer.answer, S("{\"result\":\"done\"}"));
        CHECK_EQ(answer.command, CMD_CARD_USE);
        CHECK_EQ(answer.err, OK);
        CHECK_EQ(journal_answer(&journal, arena, 500, &answer), ERR_UNKNOWN_ID);
        /* The same id from another credential. */
        EntryDraft draft = { .at = { NOON }, .key = journal_key(arena, S("B02"), S("w1"), S("m5")),
            .err = ERR_MISMATCH,
            .already = true };
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(journal_append(&journal, arena, &draft, NULL, 0), OK);
        CHECK_EQ(db_commit(f.db), OK);
        CHECK_EQ(journal_find_id(&journal, arena, S("m5"), &entries, &count), OK);
        CHECK_EQ(count, 2);
        CHECK_EQ(entries[0], 5);
        CHECK_EQ(entries[1], SMALL_ENTRIES + 1);
        CHECK_EQ(journal_answer(&journal, arena, entries[1], &answer), OK);
        CHECK_EQ(answer.err, ERR_MISMATCH);
        CHECK(answer.already);
        CHECK_EQ(journal.last_at.s, NOON + 60 * SMALL_ENTRIES); /* time does not go back */
        CHECK(!small_verify(f.db, 1).zh);
    }
}

TEST(journal_refuses_the_same_key_twice)
{
    EACH_ENGINE(arena, f)
    {
        Journal journal;
        CHECK_EQ(journal_open(&journal, f.db), OK);
        small_fill(&journal, arena);
        Journal before = journal;
        EntryDraft draft = { .at = { NOON }, .key = small_key(arena, 5) };
        CHECK_EQ(db_begin(f.db), OK);
        Err err = journal_append(&journal, arena, &draft, NULL, 0);
        CHECK(err != OK || db_commit(f.db) != OK);
        db_rollback(f.db);
        journal = before;
        SMALL_ADD(&journal, arena, ABOUT(CARD_USED, 1, card_used, .card = 1));
        CHECK(!small_verify(f.db, 1).zh);
    }
}

TEST(journal_group_rolled_back_leaves_nothing)
{
    EACH_ENGINE(arena, f)
    {
        Journal journal;
        CHECK_EQ(journal_open(&journal, f.db), OK);
        small_fill(&journal, arena);
        Journal before = journal;
        Str dump = fixture_dump(arena, f.db);
        EntryDraft draft = { .at = { NOON }, .key = small_key(arena, 100) };
        Event event = ABOUT(CARD_LOST, 1, card_lost, .card = 1, .kind = LOSS_FORMAL);
        CHECK_EQ(db_begin(f.db), OK);
        CHECK_EQ(journal_append(&journal, arena, &draft, &event, 1), OK);
        CHECK_EQ(journal.last, before.last + 1);
        CHECK_EQ(journal.outbox, before.outbox + 2);
        db_rollback(f.db);
        journal = before;
        CHECK(str_eq(fixture_dump(arena, f.db), dump));
        SMALL_ADD(&journal, arena, ABOUT(CARD_LOST, 1, card_lost, .card = 1, .kind = LOSS_FORMAL));
        CHECK(!small_verify(f.db, 1).zh);
    }
}

typedef struct {
    int64_t count, stop, last_entry, last_ord, sum;
} Seen;

static bool see(void *context, const Event *event, int64_t ord)
{
    Seen *seen = context;
    CHECK(event->entry > seen->last_entry || (event->entry == seen->last_entry && ord > seen->last_ord));
    seen->last_entry = event->entry;
    seen->last_ord = ord;
    seen->sum += event->kind == EVENT_CARD_USED ? event->card_used.institution : 0;
    return ++seen->count != seen->stop;
}

TEST(journal_events_of_a_subject)
{
    EACH_ENGINE(arena, f)
    {
        Journal journal;
        CHECK_EQ(journal_open(&journal, f.db), OK);
        small_fill(&journal, arena);
        Seen seen = { 0 };
        CHECK_EQ(journal_events(&journal, arena, SUBJECT_PERSON, 1, journal_all, see, &seen), OK);
        CHECK_EQ(seen.count, 10);
        seen = (Seen){ 0 };
        CHECK_EQ(journal_events(&journal, arena, SUBJECT_BATCH, 1, journal_all, see, &seen), OK);
        CHECK_EQ(seen.count, 2);
        seen = (Seen){ 0 };
        CHECK_EQ(journal_events(&journal, arena, SUBJECT_PERSON, 99, journal_all, see, &seen), OK);
        CHECK_EQ(seen.count, 0);
        JournalRange range = journal_all;
        range.entry = 3;
        seen = (Seen){ 0 };
        CHECK_EQ(journal_events(&journal, arena, SUBJECT_PERSON, 1, range, see, &seen), OK);
        CHECK_EQ(seen.count, 3);
        range = journal_all;
        range.at.s = NOON - 1;
        seen = (Seen){ 0 };
        CHECK_EQ(journal_events(&journal, arena, SUBJECT_PERSON, 1, range, see, &seen), OK);
        CHECK_EQ(seen.count, 0);
        range = (JournalRange){ .after_entry = 2, .after_ord = 0, .entry = INT64_MAX, .at = { INT64_MAX } };
        seen = (Seen){ .stop = 3 };
        CHECK_EQ(journal_events(&journal, arena, SUBJECT_PERSON, 1, range, see, &seen), OK);
        CHECK_EQ(seen.count, 3);
        CHECK_EQ(seen.last_entry, 4);
        seen = (Seen){ 0 };
        CHECK_EQ(journal_entry_events(&journal, arena, 22, see, &seen), OK);
        CHECK_EQ(seen.count, 3);
    }
}

/* More than a page of them, one entry with many. */
TEST(journal_events_come_in_pages)
{
    EACH_ENGINE(arena, f)
    {
        enum { MANY = 600 };
        Journal journal;
        Event *events = arena_new(arena, Event, MANY);
        CHECK_EQ(journal_open(&journal, f.db), OK);
        for (int i = 0; i < MANY; i++)
            events[i] = (Event)ABOUT(CARD_USED, 1, card_used, .card = 1, .institution = i);
        small_add(&journal, arena, events, MANY);
        small_add(&journal, arena, events, MANY);
        size_t before = arena_mark(arena);
        Seen seen = { .last_ord = -1 };
        CHECK_EQ(journal_events(&journal, arena, SUBJECT_PERSON, 1, journal_all, see, &seen), OK);
        CHECK_EQ(seen.count, 2 * MANY);
        CHECK_EQ(seen.sum, (int64_t)MANY * (MANY - 1));
        CHECK(arena_mark(arena) == before);
        seen = (Seen){ .last_ord = -1 };
        CHECK_EQ(journal_entry_events(&journal, arena, 2, see, &seen), OK);
        CHECK_EQ(seen.count, MANY);
        CHECK(arena_mark(arena) == before);
        CHECK(!small_verify(f.db, 1).zh);
    }
}

TEST(journal_entries_and_times)
{
    EACH_ENGINE(arena, f)
    {
        Journal journal;
        JournalEntry *entries = NULL;
        size_t count = 0;
        int64_t entry = -1;
        CHECK_EQ(journal_open(&journal, f.db), OK);
        CHECK_EQ(journal_entry_at(&journal, arena, (Time){ NOON }, &entry), OK);
        CHECK_EQ(entry, 0);
        small_fill(&journal, arena);
        CHECK_EQ(journal_entries(&journal, arena, 20, 3, &entries, &count), OK);
        CHECK_EQ(count, 3);
        CHECK_EQ(entries[0].n, 21);
        CHECK_EQ(entries[0].event_count, 1);
        CHECK_STR(entries[0].said.user, S("w1"));
        CHECK_STR(entries[0].said.request, S("request 21"));
        CHECK(hash_eq(&entries[1].previous, &entries[0].hash));
        CHECK_EQ(journal_entries(&journal, arena, SMALL_ENTRIES, 3, &entries, &count), OK);
        CHECK_EQ(count, 0);
        for (int64_t n = 0; n <= SMALL_ENTRIES; n++) {
            CHECK_EQ(journal_entry_at(&journal, arena, (Time){ NOON + 60 * n }, &entry), OK);
            CHECK_EQ(entry, n);
            CHECK_EQ(journal_entry_at(&journal, arena, (Time){ NOON + 60 * n + 59 }, &entry), OK);
            CHECK_EQ(entry, n);
        }
    }
}

TEST(journal_notices_and_messages)
{
    EACH_ENGINE(arena, f)
    {
        Journal journal;
        JournalNotice *notices = NULL;
        JournalMessage *messages = NULL;
        size_t count = 0;
        CHECK_EQ(journal_open(&journal, f.db), OK);
        small_fill(&journal, arena);
        CHECK_EQ(journal_notices(&journal, arena, 2, 0, 100, &notices, &count), OK);
        const Notice want[] = { NOTICE_REGISTERED, NOTICE_CARD_APPLIED, NOTICE_AT_OUTLET, NOTICE_LOST_TEMPORARY, NOTICE_HOLD,
            NOTICE_FOUND };
        CHECK_EQ(count, 6);
        for (size_t i = 0; i < count && i < 6; i++) {
            CHECK_EQ(notices[i].n, (int64_t)i + 1);
            CHECK_EQ(notices[i].notice, want[i]);
            CHECK_EQ(notices[i].read.s, i == 1 ? NOON : 0);
            CHECK_EQ(notices[i].at.s, NOON + 60 * notices[i].entry);
        }
        CHECK_STR(notice_text(arena, notices[2].notice, &notices[2].event, true),
                  S("Card K2-1 is at the outlet; collect it with your identity card."));
        CHECK_EQ(journal_notices(&journal, arena, 2, 4, 1, &notices, &count), OK);
        CHECK_EQ(count, 1);
        CHECK_EQ(notices[0].n, 5);
        CHECK_EQ(journal_outbox(&journal, arena, 0, 100, &messages, &count), OK);
        Buf text = { .arena = arena };
        for (size_t i = 0; i < count; i++) {
            CHECK_EQ(messages[i].n, (int64_t)i + 1);
            if (messages[i].event.subject == 1)
                buf_format(&text, "%s.%d ", message_row(messages[i].message)->code, messages[i].type);
        }
        CHECK_STR(buf_str(&text),
            S("ACCOUNT_OPEN_REQ.0 STATUS.0 LOSS.0 BLACKLIST_DELTA.3 MAKE_TASK.0 UNLOSS.0 BLACKLIST_DELTA.5 "));
        CHECK_EQ(journal.outbox, (int64_t)count);
        CHECK_EQ(journal_outbox(&journal, arena, (int64_t)count - 1, 100, &messages, &count), OK);
        CHECK_EQ(count, 1);
        CHECK_EQ(messages[0].message, MESSAGE_DAILY_RECON);
    }
}
