/* small_bureau.c - see small_bureau.h. */
#include "small_bureau.h"

Str small_key(Arena *arena, int64_t i)
{
    return journal_key(arena, S("B01"), S("w1"), str_format(arena, "m%lld", (long long)i));
}

void small_add(Journal *journal, Arena *arena, const Event *events, size_t count)
{
    int64_t n = journal->last + 1;
    Hash digest = hash_of(str_format(arena, "digest %lld", (long long)n));
    EntryDraft draft = { .at = { NOON + 60 * n }, .command = CMD_CARD_USE, .role = ROLE_CLERK, .user = S("w1"), .org = S("B01"),
        .key = small_key(arena, n), .digest = hash_str(&digest),
        .request = str_format(arena, "request %lld", (long long)n), .answer = S("{\"result\":\"done\"}") };
    if (n == 1) {
        draft.kind = ENTRY_BIRTH;
        draft.key = (Str){ 0 };
    }
    CHECK_EQ(db_begin(journal->db), OK);
    CHECK_EQ(journal_append(journal, arena, &draft, events, count), OK);
    CHECK_EQ(db_commit(journal->db), OK);
}

void small_fill(Journal *journal, Arena *arena)
{
    SMALL_ADD(journal, arena, ABOUT(WINDOW_SET, 0, window_set, .from = NOON, .until = NOON + 60, .note = S("first")));
    for (int who = 1; who <= SMALL_PERSONS; who++) {
        SMALL_ADD(journal, arena, ABOUT(PERSON_REGISTERED, who, person_registered, .sex = 1, .born = 7000 + who),
                  ABOUT(PERSON_CELL, who, person_cell, .field = 3, .cell = 1,
                      .commitment = S("0123456789abcdef0123456789abcdef")));
        SMALL_ADD(journal, arena, ABOUT(CARD_APPLIED, who, card_applied, .card = 1, .region = 110000, .expected = 20110));
        SMALL_ADD(journal, arena, ABOUT(CARD_PROD, who, card_prod, .card = 1, .state = PROD_BANK_REQUESTED));
        SMALL_ADD(journal, arena, ABOUT(CARD_MADE, who, card_made, .card = 1, .card_no = S("A12345678")),
                  ABOUT(CARD_PROD, who, card_prod, .card = 1, .state = PROD_AT_OUTLET));
        SMALL_ADD(journal, arena, ABOUT(CARD_LOST, who, card_lost, .card = 1, .kind = LOSS_TEMPORARY, .until = NOON + 86400),
                  ABOUT(HOLD_PLACED, who, hold_placed, .cause = CAUSE_ARREARS, .by = S("w1")));
        SMALL_ADD(journal, arena, ABOUT(NOTICE_READ, who, notice_read, .notice = 2));
    }
    SMALL_ADD(journal, arena, ABOUT(BATCH_MADE, 1, batch_made, .count = 3));
    SMALL_ADD(journal, arena, ABOUT(BATCH_SENT, 1, batch_sent, .count = 3));
    SMALL_ADD(journal, arena, ABOUT(CARD_FOUND, 1, card_found, .card = 1), ABOUT(CARD_FOUND, 2, card_found, .card = 1),
              ABOUT(CARD_FOUND, 3, card_found, .card = 1));
    small_add(journal, arena, NULL, 0);
    SMALL_ADD(journal, arena, ABOUT(DAILY_DONE, 0, daily_done, .day = 20098));
    CHECK_EQ(journal->last, SMALL_ENTRIES);
}

JournalFault small_verify(Db *db, int64_t from)
{
    Arena arena = arena_make((size_t)64 << 20);
    JournalFault fault = { .entry = -1, .zh = "verify was refused" };
    CHECK_EQ(db_begin(db), OK);
    CHECK_EQ(journal_verify(db, &arena, from, &fault), OK);
    db_rollback(db);
    arena_drop(&arena);
    return fault;
}
