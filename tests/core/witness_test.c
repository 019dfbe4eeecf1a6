/* witness_test.c - what others have kept of the chain: it stands, or the first line that does not is named. */
#include "support/city.h"
#include "core/verify.h"
#include "core/witness.h"

static const char good[] = "4711 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2025-01-10";

TEST(witness_lines_are_read_exactly)
{
    Witness witness;
    CHECK(witness_read(str(good), &witness));
    CHECK_EQ(witness.entry, 4711);
    CHECK_EQ(witness.day.n, day_make(2025, 1, 10).n);
    CHECK_STR(witness_line(arena, &witness), str(good));
    for (size_t n = 0; n < strlen(good); n++)
        CHECK(!witness_read(str_head(str(good), n), &witness));
    static const char *const bad[] = {
        "0 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2025-01-10",
        "-1 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2025-01-10",
        "+4711 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2025-01-10",
        "04711 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2025-01-10",
        "99999999999999999999 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2025-01-10",
        "4711 00112233445566778899AABBCCDDEEFF00112233445566778899aabbccddeeff 2025-01-10",
        "4711  00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2025-01-10",
        "4711 00112233445566778899aabbccddeeff00112233445566778899aabbccddeef 2025-01-10",
        "4711 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2025-02-30",
        "4711 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff 2025-01-10 x",
        "4711\t00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\t2025-01-10",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (witness_read(str(bad[i]), &witness))
            test_fail(__FILE__, __LINE__, "read: %s", bad[i]);
}

static WitnessResult checked(City *city, Str text)
{
    WitnessResult result = { 0 };
    Journal journal = { .db = city->bureau.db };
    CHECK_EQ(witness_check(&journal, city->arena, text, &result), OK);
    return result;
}

static Str line_of(City *city, int64_t n)
{
    JournalEntry entry;
    Journal journal = { .db = city->bureau.db };
    CHECK_EQ(journal_entry(&journal, city->arena, n, &entry), OK);
    return witness_line(city->arena, &(Witness){ n, entry.hash, time_day(entry.said.at) });
}

TEST(witnessed_heads_stand_or_are_named)
{
    for (Engines engine = 0; engine < ENGINE_END; engine++) {
        City city;
        if (!city_found(&city, arena, engine))
            continue;
        city_live(&city);
        Witness head = { 0 };
        Journal journal = { .db = city.bureau.db };
        CHECK_EQ(witness_head(&journal, arena, &head), OK);
        CHECK_EQ(head.entry, city.bureau.journal.last);
        CHECK(hash_eq(&head.hash, &city.bureau.journal.last_hash));
        Str three = line_of(&city, 3), nine = line_of(&city, 9), last = witness_line(arena, &head);
        Str kept = str_format(arena, "# kept by the notary\n" STR_FMT "\r\n\n" STR_FMT "\n" STR_FMT, STR_ARG(three), STR_ARG(nine),
                              STR_ARG(last));
        WitnessResult result = checked(&city, kept);
        CHECK_EQ(result.line, 0);
        CHECK_EQ(result.lines, 3);
        /* Another hash, a day that is not its own, an entry that is not there, and no witness at all. */
        Str other = str_format(arena, "9" STR_FMT, STR_ARG(str_from(three, 1))),
            day = str_format(arena, STR_FMT " 2031-01-01", STR_ARG(str_head(nine, nine.n - 11))),
            gone = str_format(arena, "%lld" STR_FMT, (long long)head.entry + 1, STR_ARG(str_from(nine, 1)));
        const Str wrong[] = { other, day, gone, S("nonsense") };
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
            result = checked(
                &city, str_format(arena, STR_FMT "\n" STR_FMT "\n" STR_FMT "\n", STR_ARG(three), STR_ARG(wrong[i]), STR_ARG(nine)));
            CHECK_EQ(result.line, 2);
            CHECK_EQ(result.lines, 1);
            CHECK_EQ(result.unreadable, i == 3);
            CHECK(result.why_en.n > 0 && result.why_zh.n > 0);
        }
        city_close(&city);
    }
}

/* Who owns the database makes the chain anew with one act less: whole by itself, but not what was witnessed. */
TEST(chain_made_anew_is_seen_by_the_witness)
{
    City first, second;
    CHECK(city_found(&first, arena, 0) && city_found(&second, arena, 0));
    city_live(&first);
    Str kept = line_of(&first, 12);
    city_say(&second, arena,
             S("{\"id\":\"x\",\"at\":\"2024-12-01T08:00:00+08:00\",\"actor\":{\"role\":\"admin\",\"user\":\"root\"},\"command\":"
             "\"system.window\",\"args\":{\"from\":\"2031-01-01\",\"until\":\"2031-01-02\",\"note\":\"n\"}}"));
    city_live(&second);
    VerifyResult whole = { 0 };
    CHECK_EQ(verify_bureau(arena, &second.bureau, false, &whole), OK);
    CHECK(whole.whole);
    CHECK_EQ(checked(&first, kept).line, 0);
    CHECK_EQ(checked(&second, kept).line, 1);
    CHECK(!checked(&second, kept).unreadable);
    city_close(&first);
    city_close(&second);
}
