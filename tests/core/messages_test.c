/* messages_test.c - messages of institutions that race: each delivered once, twice, and in both orders of two, on a
 * card in every state of its life. Twice is as once; of two in any order the end is the same, or the second is refused
 * and leaves the state of the first alone; a balance moves once. Guards B2, B3, D1, D2, D3, D5 of the abuse cases. */
#include "core/apply.h"
#include "core/parse.h"
#include "stage.h"
#include <stdlib.h>

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define CENTRE "{\"role\":\"centre\",\"user\":\"c1\",\"org\":\"centre\"}"
#define BANK "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"B01\"}"
#define HOSPITAL "{\"role\":\"hospital\",\"user\":\"h1\",\"org\":\"H01\"}"
#define PHARMACY "{\"role\":\"pharmacy\",\"user\":\"y1\",\"org\":\"Y01\"}"
#define HOTLINE "{\"role\":\"hotline\",\"user\":\"t1\",\"org\":\"12333\"}"
#define KIOSK "{\"role\":\"kiosk\",\"user\":\"z1\",\"org\":\"hall\"}"
#define FACTORY "{\"role\":\"factory\",\"user\":\"f1\",\"org\":\"factory\"}"
#define HOLDER "{\"role\":\"holder\",\"user\":\"" SSN "\"}"
#define ONLINE "{\"role\":\"online\",\"user\":\"" SSN "\"}"
#define UNIT "{\"role\":\"unit\",\"user\":\"hr\",\"org\":\"91330106MA27XK3D59\"}"
#define SSN "330106199003078817"
#define CARD "\"card_no\":\"A12345678\""
#define BANK_CARD "\"bank_card_no\":\"6228480012345678010\""
#define APPLICATION "\"application\":\"K1-1\""
#define CHIP "\"card_id_code\":\"330100D156000005AABBCCDDEEFF0011\""
#define ANSWERS "\"call\":\"c1\",\"answers\":{\"mobile\":\"13800000001\",\"bank\":\"B01\"}"
#define ID "\"evidence\":[{\"kind\":\"id-card\"}]"
#define BOTH "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"social-card\"}]"
#define FACE "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"face\"}]"

typedef struct {
    const char *name, *actor, *command, *args;
} Letter;

#define BANK_STATE(state) \
    { \
        "bank says " state, BANK, "card.bank-state", "{" BANK_CARD ",\"state\":\"" state "\"}" \
    }
static const Letter messages[] = {
    { "data check", CENTRE, "card.data-check", "{" APPLICATION ",\"passed\":true}" },
    { "data check failed", CENTRE, "card.data-check", "{" APPLICATION ",\"passed\":false,\"mismatch\":\"name\"}" },
    { "bank opened", BANK, "card.bank-opened", "{" APPLICATION "," BANK_CARD "}" },
    { "bank opened another", BANK, "card.bank-opened", "{" APPLICATION ",\"bank_card_no\":\"6228480012345678028\"}" },
    { "bank refused", BANK, "card.bank-refused", "{" APPLICATION ",\"reason\":\"name\"}" },
    { "resubmit", CLERK, "card.resubmit", "{" APPLICATION ",\"changes\":{\"address\":\"x\"}}" },
    { "batch", CENTRE, "card.batch", "{\"applications\":[\"K1-1\"]}" },
    { "send", CENTRE, "card.send", "{\"batch\":\"B1\"}" },
    { "made", FACTORY, "card.made",
      "{" APPLICATION "," CARD "," CHIP ",\"issued\":\"2025-01-15\",\"valid_until\":\"2035-01-14\"}" },
    { "made another", FACTORY, "card.made",
      "{" APPLICATION ",\"card_no\":\"A12345679\",\"card_id_code\":\"330100D156000005AABBCCDDEEFF0012\",\"issued\":\"2025-01-15\","
      "\"valid_until\":\"2035-01-14\"}" },
    { "make failed", FACTORY, "card.make-failed", "{" APPLICATION ",\"stage\":\"print\",\"reason\":\"jam\"}" },
    { "ship", CENTRE, "card.ship", "{" APPLICATION ",\"outlet\":\"B01\"}" },
    { "receive", BANK, "card.receive", "{" APPLICATION ",\"outlet\":\"B01\"}" },
    { "return", CENTRE, "card.return", "{" APPLICATION "}" },
    { "claim", CLERK, "card.claim", "{" APPLICATION ",\"outlet\":\"B01\"," ID "}" },
    { "hand over", BANK, "card.hand-over", "{" CARD ",\"to\":\"holder\"," ID "}" },
    { "bank counter", BANK, "card.activate",
      "{\"channel\":\"bank-counter\"," CARD ",\"ssn\":\"" SSN "\",\"institution\":\"B01\"," BOTH "}" },
    { "bank notice", BANK, "card.activate",
      "{\"channel\":\"bank-notice\",\"person_serial\":\"1\",\"ssn\":\"" SSN "\"," BANK_CARD ",\"institution\":\"B01\"}" },
    { "hospital", HOSPITAL, "card.activate",
      "{\"channel\":\"hospital\",\"institution\":\"H01\"," CHIP ",\"ssn\":\"" SSN
      "\",\"name\":\"\xe8\xb5\xb5\xe5\xb0\x8f\xe6\xbb\xa1\",\"registration_no\":\"r1\",\"visit\":\"outpatient\"}" },
    { "pharmacy", PHARMACY, "card.activate",
      "{\"channel\":\"pharmacy\",\"institution\":\"Y01\",\"old_card_no\":\"HZ0001\"," CHIP "}" },
    { "hotline", HOTLINE, "card.activate", "{\"channel\":\"hotline\",\"ssn\":\"" SSN "\"," CARD "," ANSWERS "}" },
    { "kiosk", KIOSK, "card.activate", "{\"channel\":\"kiosk\"," CARD ",\"ssn\":\"" SSN "\"," FACE "}" },
    { "online", ONLINE, "card.activate", "{\"channel\":\"online\"," CARD ",\"ssn\":\"" SSN "\"," FACE "}" },
    { "counter", CLERK, "card.activate", "{\"channel\":\"counter\"," CARD ",\"ssn\":\"" SSN "\"," BOTH "}" },
    BANK_STATE("open-inactive"),
    BANK_STATE("active"),
    BANK_STATE("counter-only"),
    BANK_STATE("lost-oral"),
    BANK_STATE("lost-formal"),
    BANK_STATE("frozen"),
    BANK_STATE("closed"),
    { "lose by bank", BANK, "card.lose", "{" CARD ",\"kind\":\"temporary\",\"channel\":\"bank-counter\"," ID "}" },
    { "lose by hotline", HOTLINE, "card.lose", "{" CARD ",\"kind\":\"temporary\",\"channel\":\"hotline\"," ANSWERS "}" },
    { "lose by holder", HOLDER, "card.lose", "{" CARD ",\"kind\":\"temporary\",\"channel\":\"online\"}" },
    { "lose formally", CLERK, "card.lose", "{" CARD ",\"kind\":\"formal\",\"channel\":\"counter\"," ID "}" },
    { "lose formally at the kiosk", KIOSK, "card.lose", "{" CARD ",\"kind\":\"formal\",\"channel\":\"kiosk\"," FACE "}" },
    { "find", CLERK, "card.find", "{" CARD ",\"channel\":\"counter\"," ID "}" },
    { "find by hotline", HOTLINE, "card.find", "{" CARD ",\"channel\":\"hotline\"," ANSWERS "}" },
    { "lock", CENTRE, "card.lock", "{" CARD ",\"order\":\"L-1\"}" },
    { "unlock", CENTRE, "card.unlock", "{" CARD ",\"order\":\"L-2\"}" },
    { "transferred", CENTRE, "card.cancel", "{" CARD ",\"reason\":\"transferred\"}" },
    { "use in hospital", HOSPITAL, "card.use", "{" CARD ",\"function\":\"medical\",\"institution\":\"H01\"," ID "}" },
    { "use in pharmacy", PHARMACY, "card.use", "{" CHIP ",\"function\":\"medical_balance\",\"institution\":\"Y01\"," ID "}" },
    { "pin set", BANK, "card.pin", "{" CARD ",\"event\":\"set\"," ID "}" },
    { "pin unblocked", CLERK, "card.pin", "{" CARD ",\"event\":\"unblock\"," ID "}" },
    { "dormant", CLERK, "hold.place", "{\"ssn\":\"" SSN "\",\"cause\":\"dormant\"," ID "}" },
    { "death", CENTRE, "death.report",
      "{\"ssn\":\"" SSN "\",\"day\":\"2025-02-12\",\"evidence\":[{\"kind\":\"death-certificate\"}]}" },
    { "elsewhere", CENTRE, "card.elsewhere", "{\"ssn\":\"" SSN "\",\"region\":\"440100\",\"card_no\":\"E1\",\"live\":true}" },
    { "no longer elsewhere", CENTRE, "card.elsewhere",
      "{\"ssn\":\"" SSN "\",\"region\":\"440100\",\"card_no\":\"E1\",\"live\":false}" },
    { "police differs", CENTRE, "person.police-check", "{\"ssn\":\"" SSN "\",\"match\":false,\"differs\":[\"name\"]}" },
    { "police agrees", CENTRE, "person.police-check", "{\"ssn\":\"" SSN "\",\"match\":true}" },
    { "stop", UNIT, "account.stop", "{\"ssn\":\"" SSN "\",\"month\":\"2025-02\",\"reason\":\"left-job\"}" },
    { "resume", UNIT, "account.resume", "{\"ssn\":\"" SSN "\",\"payer\":\"91330106MA27XK3D59\",\"month\":\"2025-03\"}" },
    { "transfer", CLERK, "transfer.start", "{\"ssn\":\"" SSN "\",\"from_region\":\"330100\",\"to_region\":\"440100\"," ID "}" },
    { "transfer in", CENTRE, "transfer.step", "{\"transfer\":\"T1-1\",\"step\":\"in\"}" },
    { "transfer cancelled", CLERK, "transfer.cancel", "{\"transfer\":\"T1-1\"}" },
    { "old card", CLERK, "legacy-card.record", "{\"ssn\":\"" SSN "\",\"old_card_no\":\"HZ0001\",\"balance_fen\":12345}" },
};
enum { MESSAGES = sizeof messages / sizeof *messages };

typedef struct {
    City city;
    Arena scratch, keep;
    const JsonNode *args[MESSAGES];
    Actor actor[MESSAGES];
    Journal journal;
    BureauFacts facts;
    int runs;
} Race;

enum { NOON = 1739505600 }; /* 2025-02-14T12:00:00+08:00 */

static int by_text(const void *a, const void *b) { return str_cmp(*(const Str *)a, *(const Str *)b); }

/* The same value with its lists sorted: which of two holds was placed first is no part of the state. */
static Str canonical(Arena *arena, const JsonNode *node)
{
    Json out = json_make(arena);
    if (node->type == JSON_LIST) {
        Str *items = arena_new(arena, Str, node->count + 1);
        for (size_t i = 0; i < node->count; i++)
            items[i] = canonical(arena, &node->items[i]);
        qsort(items, node->count, sizeof *items, by_text);
        json_open(&out, '[');
        for (size_t i = 0; i < node->count; i++)
            json_raw(&out, items[i]);
        json_close(&out, ']');
    } else if (node->type == JSON_MEMBERS) {
        json_open(&out, '{');
        for (size_t i = 0; i < node->count; i++) {
            json_key(&out, str_z(arena, node->items[i].key));
            json_raw(&out, canonical(arena, &node->items[i]));
        }
        json_close(&out, '}');
    } else {
        json_node(&out, node);
    }
    return json_str(&out);
}

/* The person as everybody sees it, in the transaction that is open. */
static Str state(Race *race)
{
    JsonNode members[1] = { { .type = JSON_INT, .number = 1, .key = S("person") } },
             args = { .type = JSON_MEMBERS, .items = members, .count = 1 };
    QueryRequest request = {
        .id = S("q"), .query = S("person.status"), .actor = { .role = ROLE_AUDITOR, .user = S("a1") }, .at = { NOON }, .args = &args
    };
    QueryAnswer answer = { 0 };
    if (query_run(&race->city.bureau, &race->scratch, &request, &answer) != OK || answer.err != OK)
        test_fail(__FILE__, __LINE__, "no status: %.*s", STR_ARG(answer.json));
    return str_copy(&race->keep, answer.json);
}

static Str canonical_text(Race *race, Str text) { return canonical(&race->scratch, json_tree(&race->scratch, text)); }

static bool same_state(Race *race, Str a, Str b)
{
    return str_eq(a, b) || (a.n == b.n && str_eq(canonical_text(race, a), canonical_text(race, b)));
}

/* Balance here and there: what moves never doubles or vanishes. */
static void sums(Race *race, Str text, const char *what)
{
    const JsonNode *node = json_tree(&race->scratch, text);
    int64_t old = number_at(node, "data.legacy_card.balance_fen"), moved = number_at(node, "data.medical_balance_fen");
    if ((old == INT64_MIN ? 0 : old) + moved != 12345)
        test_fail(__FILE__, __LINE__, "%s: %lld and %lld fen", what, (long long)old, (long long)moved);
}

typedef struct {
    Err err[2];
    bool already[2];
    Str state;
    int64_t outbox;
} Outcome;

/* Messages one after the other on the state as it stands, then everything taken back. */
static Outcome deliver(Race *race, int first, int second)
{
    Outcome out = { 0 };
    int order[2] = { first, second };
    Bureau *bureau = &race->city.bureau;
    arena_reset(&race->scratch);
    CHECK_EQ(db_begin(bureau->db), OK);
    for (int i = 0; i < 2 && order[i] >= 0; i++) {
        Answer answer = { 0 };
        Request request = { .id = str_format(&race->keep, "race-%d-%d", race->runs++, i),
                            .command = str(messages[order[i]].command),
                            .actor = race->actor[order[i]],
                            .at = { NOON },
                            .args = race->args[order[i]] };
        if (apply_command(bureau, &race->scratch, &request, &answer) != OK)
            test_fail(__FILE__, __LINE__, "the engine failed at %s", messages[order[i]].name);
        out.err[i] = answer.err;
        out.already[i] = answer.already;
    }
    out.state = state(race);
    out.outbox = bureau->journal.outbox;
    db_rollback(bureau->db);
    bureau->journal = race->journal;
    store_restore(&bureau->store, &race->facts);
    return out;
}

static bool race_begin(Race *race, Arena *arena)
{
    *race = (Race){ .scratch = arena_make((size_t)64 << 20), .keep = arena_make((size_t)512 << 20) };
    for (int i = 0; i < MESSAGES; i++) {
        CHECK_EQ(parse_actor(json_tree(arena, str(messages[i].actor)), &race->actor[i], NULL), OK);
        race->args[i] = json_tree(arena, str(messages[i].args));
    }
    return city_found(&race->city, arena, ENGINE_MEMORY);
}

static void race_end(Race *race)
{
    city_close(&race->city);
    arena_drop(&race->scratch);
    arena_drop(&race->keep);
}

/* city.jsonl up to and with the line of that id, then lines of one's own: the index of a message, -1 ends. */
static void race_life(Race *race, Arena *arena, const char *last, const int *more)
{
    Str rest = test_file(arena, "tests/core/city.jsonl"), head = str_format(arena, "{\"id\":\"%s\"", last);
    bool more_lines = true;
    while (rest.n && more_lines) {
        Str line = str_cut(&rest, '\n');
        if (str_find(line, S("\"query\"")) < 0)
            city_say(&race->city, arena, line);
        more_lines = !str_starts(line, head);
    }
    CHECK(!more_lines);
    city_command(&race->city, arena, "y", "2025-02-13T10:00:00+08:00", "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}",
                 "institution.register", "{\"institution\":\"Y01\",\"kind\":\"pharmacy\",\"name\":\"x\",\"region\":\"330100\"}");
    for (; *more >= 0; more++) {
        Str id = str_format(arena, "more-%d", *more);
        Str answer = city_command(&race->city, arena, id.p, "2025-02-14T09:00:00+08:00", messages[*more].actor,
                                  messages[*more].command, messages[*more].args);
        if (answer_err(arena, answer) != OK)
            test_fail(__FILE__, __LINE__, "%s: %.*s", messages[*more].name, STR_ARG(answer));
    }
    race->journal = race->city.bureau.journal;
    race->facts = race->city.bureau.store.bureau;
}

static int message(const char *name)
{
    for (int i = 0; i < MESSAGES; i++)
        if (!strcmp(messages[i].name, name))
            return i;
    test_fail(__FILE__, __LINE__, "no message %s", name);
    return 0;
}

/* Two whose order is a matter of the trade: the later word of the same speaker about the same thing counts. */
static bool later_counts(int a, int b)
{
    const Letter *x = &messages[a], *y = &messages[b];
    bool bank_a = !strcmp(x->command, "card.bank-state"), bank_b = !strcmp(y->command, "card.bank-state");
    if (bank_a && (bank_b || !strcmp(y->actor, x->actor)))
        return true; /* the bank's later word, also by an activation */
    if (!strcmp(x->command, "card.activate") && !strcmp(y->command, "card.hand-over"))
        return true; /* until a card is handed over the bank's notice changes the bank's part alone (contract) */
    if (!strcmp(x->command, "hold.place") && (!strcmp(y->command, "card.activate") || !strcmp(y->command, "card.use")))
        return true; /* lifted by what comes after it, placed anew after what came before */
    if (!strcmp(x->command, y->command) && (!strcmp(x->command, "person.police-check") || !strcmp(x->command, "card.elsewhere")))
        return true;
    return false;
}

static void compare(Race *race, const char *stage, int a, int b, const Outcome *alone)
{
    Outcome ab = deliver(race, a, b);
    sums(race, ab.state, messages[a].name);
    if (ab.err[1] != OK || ab.already[1]) {
        if (ab.outbox != alone[a].outbox)
            test_fail(__FILE__, __LINE__, "%s: %s, then %s sent a message and did nothing", stage, messages[a].name,
                      messages[b].name);
        if (!same_state(race, ab.state, alone[a].state))
            test_fail(__FILE__, __LINE__, "%s: %s, then %s (%s) left\n%.*s\n, alone\n%.*s", stage, messages[a].name,
                      messages[b].name, ab.err[1] == OK ? "already" : err_code(ab.err[1]), STR_ARG(ab.state),
                      STR_ARG(alone[a].state));
        return;
    }
    if (b > a || alone[b].err[0] != OK || alone[b].already[0] || later_counts(a, b) || later_counts(b, a))
        return;
    Outcome ba = deliver(race, b, a);
    /* A card that is used when it no longer works is answered, not refused: nothing happens then either. */
    bool nothing = same_state(race, ba.state, alone[b].state) || same_state(race, ab.state, alone[a].state);
    if (!nothing && !same_state(race, ab.state, ba.state))
        test_fail(__FILE__, __LINE__, "%s: %s and %s end, by order, in\n%.*s\n%.*s", stage, messages[a].name, messages[b].name,
                  STR_ARG(ab.state), STR_ARG(ba.state));
}

static void race_run(Arena *arena, const char *stage, const char *last, const int *more)
{
    Race race;
    Outcome alone[MESSAGES];
    int done = 0;
    if (!race_begin(&race, arena))
        return;
    race_life(&race, arena, last, more);
    Outcome nothing = deliver(&race, -1, -1);
    for (int i = 0; i < MESSAGES; i++) {
        alone[i] = deliver(&race, i, -1);
        if ((alone[i].err[0] != OK || alone[i].already[0]) && !same_state(&race, alone[i].state, nothing.state))
            test_fail(__FILE__, __LINE__, "%s: %s was refused or already so, and changed the person", stage, messages[i].name);
    }
    for (int i = 0; i < MESSAGES; i++) {
        if (alone[i].err[0] != OK || alone[i].already[0])
            continue;
        done++;
        Outcome twice = deliver(&race, i, i);
        CHECK_EQ(twice.outbox, alone[i].outbox);
        if (!same_state(&race, twice.state, alone[i].state))
            test_fail(__FILE__, __LINE__, "%s: %s twice (%s) is\n%.*s\nonce\n%.*s", stage, messages[i].name,
                      twice.err[1] == OK ? "done" : err_code(twice.err[1]), STR_ARG(twice.state), STR_ARG(alone[i].state));
        for (int k = 0; k < MESSAGES; k++)
            if (k != i)
                compare(&race, stage, i, k, alone);
    }
    if (done < 3)
        test_fail(__FILE__, __LINE__, "%s: only %d messages do anything", stage, done);
    race_end(&race);
}

#define RACE(name, stage, last, ...) \
    TEST(name) \
    { \
        const int more[] = { __VA_ARGS__ }; \
        race_run(arena, stage, last, more); \
    }

RACE(messages_race_on_an_application, "applied", "k2", -1)
RACE(messages_race_on_the_bank_account, "bank requested", "k3", -1)
RACE(messages_race_after_the_bank_refused, "bank refused", "k3", message("bank refused"), -1)
RACE(messages_race_on_the_batch, "bank opened", "k4", -1)
RACE(messages_race_before_sending, "batched", "k5", -1)
RACE(messages_race_at_the_factory, "making", "k6", -1)
RACE(messages_race_before_shipping, "made", "k7", -1)
RACE(messages_race_on_the_road, "shipped", "k8", -1)
RACE(messages_race_at_the_outlet, "at the outlet", "k9", -1)
RACE(messages_race_on_a_sealed_card, "handed over", "k10", -1)
RACE(messages_race_on_a_lost_sealed_card, "handed over, lost", "k10", message("lose by holder"), -1)
RACE(messages_race_on_an_enabled_card, "enabled", "k12", -1)
RACE(messages_race_on_a_dormant_card, "dormant", "k12", message("dormant"), -1)
RACE(messages_race_on_a_lost_card, "lost", "k12", message("lose by bank"), -1)
RACE(messages_race_on_a_formally_lost_card, "formally lost", "k12", message("lose formally"), -1)
RACE(messages_race_on_a_locked_card, "locked", "k12", message("lock"), -1)
RACE(messages_race_in_a_transfer, "transfer", "k12", message("transfer"), -1)
RACE(messages_race_on_a_stopped_account, "stopped", "k12", message("stop"), -1)
RACE(messages_race_after_a_death, "death", "k12", message("death"), -1)

/* One application named twice in one list is one card. */
TEST(messages_name_a_card_once)
{
    Race race;
    if (!race_begin(&race, arena))
        return;
    race_life(&race, arena, "k4", (const int[]){ -1 });
    Str answer = city_command(&race.city, arena, "b2", "2025-02-14T10:00:00+08:00", CENTRE, "card.batch",
                              "{\"applications\":[\"K1-1\",\"K1-1\"]}");
    Err err = answer_err(arena, answer);
    CHECK(err == ERR_BAD_FIELD || err == ERR_CONFLICT || err == ERR_WRONG_STATE);
    CHECK_EQ(answer_err(arena, city_command(&race.city, arena, "b3", "2025-02-14T10:00:00+08:00", CENTRE, "card.batch",
                                            "{\"applications\":[\"K1-1\"]}")),
             OK);
    race_end(&race);
}
