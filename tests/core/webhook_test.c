/* webhook_test.c - institutions have messages sent to an address: who may, what reaches them and what does not, the
 * signature, again after a failure, in order, and the end of it. On every engine. */
#include "core/sender.h"
#include "core/verify.h"
#include "support/catcher.h"
#include "support/city.h"

static const Time noon = { 1740801600 };
#define BANK "{\"role\":\"bank\",\"user\":\"b1\",\"org\":\"B01\"}"
#define OTHER_BANK "{\"role\":\"bank\",\"user\":\"b2\",\"org\":\"B02\"}"
#define HOSPITAL "{\"role\":\"hospital\",\"user\":\"h1\",\"org\":\"H01\"}"
#define ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"
#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define AT "2025-02-15T09:00:00+08:00"

static Err record(void *context, const Delivery *delivery, int64_t mark)
{
    Db *db = ((City *)context)->bureau.db;
    TRY(db_begin(db));
    TRY(delivery_put(db, delivery, mark));
    return db_commit(db);
}

static Str subscribe(City *city, Arena *arena, const char *id, const char *actor, int port, const char *messages)
{
    Str args = str_format(arena, "{\"url\":\"http://127.0.0.1:%d/hook\",\"messages\":%s}", port, messages);
    return city_command(city, arena, id, AT, actor, "webhook.subscribe", str_z(arena, args));
}

static SenderCounts pass_to(City *city, Arena *arena, size_t i, Time now)
{
    Webhook *webhooks = NULL;
    size_t count = 0;
    SenderCounts counts = { 0 };
    CHECK_EQ(sender_webhooks(&city->bureau, arena, &webhooks, &count), OK);
    if (i >= count)
        return counts;
    Sender sender = {
        .reader = &city->bureau, .webhook = &webhooks[i], .local = true, .timeout_ms = 5000, .record = record, .context = city
    };
    CHECK_EQ(sender_pass(&sender, arena, now, &counts), OK);
    return counts;
}

static void who_may(City *city, Arena *arena)
{
    static const struct {
        const char *actor, *messages, *url;
        Err err;
    } rows[] = {
        { CLERK, "[\"LOSS\"]", "https://a.example/", ERR_NOT_PERMITTED },
        { HOSPITAL, "[\"LOSS\"]", "https://a.example/", ERR_NOT_PERMITTED },
        { HOSPITAL, "[\"BLACKLIST_DELTA\",\"MAKE_TASK\"]", "https://a.example/", ERR_NOT_PERMITTED },
        { BANK, "[\"LOSS\"]", "http://bank.example.org/", ERR_BAD_FIELD },
        { BANK, "[\"LOSS\"]", "https://user@bank.example.org/", ERR_BAD_FIELD },
        { BANK, "[\"NOTHING\"]", "https://a.example/", ERR_BAD_FIELD },
        { BANK, "[]", "https://a.example/", ERR_BAD_FIELD },
        { BANK, "[\"LOSS\"]", "https://a.example/", OK },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str args = str_format(arena, "{\"url\":\"%s\",\"messages\":%s}", rows[i].url, rows[i].messages);
        Str answer = city_command(city, arena, str_z(arena, str_format(arena, "may-%zu", i)), AT, rows[i].actor,
                                  "webhook.subscribe", str_z(arena, args));
        if (answer_err(arena, answer) != rows[i].err)
            test_fail(__FILE__, __LINE__, "row %zu: " STR_FMT, i, STR_ARG(answer));
    }
    /* Not more than an institution can need; the same again is the same one. */
    for (int i = 1; i < 8; i++) {
        Str args = str_format(arena, "{\"url\":\"https://a.example/%d\",\"messages\":[\"LOSS\"]}", i);
        Str id = str_format(arena, "many-%d", i);
        CHECK_EQ(answer_err(arena, city_command(city, arena, str_z(arena, id), AT, BANK, "webhook.subscribe", str_z(arena, args))),
                 OK);
    }
    Str again = city_command(city, arena, "again", AT, BANK, "webhook.subscribe",
                             "{\"url\":\"https://a.example/\",\"messages\":[\"LOSS\"]}");
    CHECK(answer_is(again, "already"));
    Str ninth = city_command(city, arena, "ninth", AT, BANK, "webhook.subscribe",
                             "{\"url\":\"https://a.example/9\",\"messages\":[\"LOSS\"]}");
    CHECK_EQ(answer_err(arena, ninth), ERR_TOO_LARGE);
}

static void card_lost(City *city, Arena *arena, const char *id)
{
    Str answer = city_command(
        city, arena, id, AT, CLERK, "card.lose",
        "{\"card_no\":\"A12345678\",\"kind\":\"formal\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"}]}");
    if (answer_err(arena, answer) != OK)
        test_fail(__FILE__, __LINE__, STR_FMT, STR_ARG(answer));
}

/* The signature is what the catcher computes from the key that it was given, the time and the body as it came. */
static void check_signature(City *city, Arena *arena, const Catcher *catcher, size_t i, const char *number)
{
    const JsonNode *key = city_ask(city, BANK, "webhook.secret", str_z(arena, str_format(arena, "{\"webhook\":\"%s\"}", number)));
    Str secret = text_at(key, "secret"), body = catcher_body(catcher, i);
    CHECK(str_starts(secret, S("whsec_")) && secret.n == 70);
    Hash hash = hash_keyed(secret, str_format(arena, "%lld." STR_FMT, (long long)noon.s, STR_ARG(body)));
    CHECK_STR(catcher_header(catcher, i, "Shebao-Signature"),
              str_format(arena, "t=%lld,v1=" STR_FMT, (long long)noon.s, STR_ARG(str_hex(arena, hash_str(&hash)))));
    CHECK_STR(catcher_header(catcher, i, "Shebao-Webhook"), str(number));
    CHECK_STR(catcher_header(catcher, i, "Shebao-Message-Id"), text_at(json_tree(arena, body), "id"));
}

static void reaches_its_own(City *city, Arena *arena)
{
    static const int statuses[] = { 204, 503, 204 };
    Catcher *catcher = arena_new(arena, Catcher, 1);
    CHECK(catcher_start(catcher, statuses, 3));
    CHECK_EQ(
        answer_err(
            arena,
            city_command(
                city, arena, "b2", AT, ADMIN, "institution.register",
                "{\"institution\":\"B02\",\"kind\":\"bank\",\"name\":\"东湖银行\",\"region\":\"330100\",\"bank_bin\":\"621700\"}")),
        OK);
    Str made = subscribe(city, arena, "s1", BANK, catcher->port, "[\"LOSS\",\"BLACKLIST_DELTA\"]");
    subscribe(city, arena, "s2", OTHER_BANK, catcher->port, "[\"LOSS\"]");
    const char *number = str_z(arena, answer_member(arena, made, "data.webhook"));
    /* What happened before is not told; then a loss: two messages about one person, the second is refused once. */
    CHECK_EQ(pass_to(city, arena, 0, noon).sent, 0);
    card_lost(city, arena, "lost");
    SenderCounts first = pass_to(city, arena, 0, noon);
    CHECK_EQ(first.sent, 1);
    CHECK_EQ(first.failed, 1);
    CHECK_EQ(catcher->count, 2);
    check_signature(city, arena, catcher, 0, number);
    CHECK_STR(text_at(json_tree(arena, catcher_body(catcher, 0)), "message"), S("LOSS"));
    CHECK(str_find(catcher_body(catcher, 0), S("330106199003078817")) < 0); /* no identity number leaves */
    const JsonNode *list = city_ask(city, BANK, "webhook.list", "{}");
    CHECK_STR(text_at(list, "items.0.webhook"), str(number));
    CHECK_STR(text_at(list, "items.0.failing.0.last_error"), S("http-503"));
    CHECK(!text_at(list, "items.1.webhook").n); /* the other bank's is not shown */
    CHECK_STR(text_at(city_ask(city, ADMIN, "webhook.list", "{}"), "items.1.org"), S("B02"));
    CHECK_EQ(pass_to(city, arena, 0, (Time){ noon.s + 29 }).waiting, 1);
    SenderCounts second = pass_to(city, arena, 0, (Time){ noon.s + 30 });
    CHECK_EQ(second.sent, 1);
    CHECK_STR(catcher_header(catcher, 2, "Shebao-Message-Id"), catcher_header(catcher, 1, "Shebao-Message-Id"));
    CHECK_EQ(pass_to(city, arena, 0, (Time){ noon.s + 9000 }).sent, 0);
    /* The card is not of the other bank. */
    CHECK_EQ(pass_to(city, arena, 1, noon).sent, 0);
    CHECK_EQ(catcher->count, 3);
    CHECK_EQ(city_refused(city, OTHER_BANK, "webhook.secret", str_z(arena, str_format(arena, "{\"webhook\":\"%s\"}", number))),
             ERR_NOT_PERMITTED);
    CHECK_EQ(city_refused(city, BANK, "webhook.secret", "{\"webhook\":\"W999999\"}"), ERR_UNKNOWN_ID);
    catcher_stop(catcher);
}

static void ends(City *city, Arena *arena)
{
    Str made = subscribe(city, arena, "s1", BANK, 9, "[\"LOSS\"]");
    const char *args =
        str_z(arena, str_format(arena, "{\"webhook\":\"" STR_FMT "\"}", STR_ARG(answer_member(arena, made, "data.webhook"))));
    CHECK_EQ(answer_err(arena, city_command(city, arena, "e1", AT, HOSPITAL, "webhook.end", args)), ERR_NOT_PERMITTED);
    CHECK(answer_is(city_command(city, arena, "e2", AT, BANK, "webhook.end", args), "done"));
    CHECK(answer_is(city_command(city, arena, "e3", AT, ADMIN, "webhook.end", args), "already"));
    CHECK_EQ(answer_err(arena, city_command(city, arena, "e4", AT, BANK, "webhook.end", "{\"webhook\":\"W1\"}")), ERR_UNKNOWN_ID);
    Webhook *webhooks = NULL;
    size_t count = 0;
    CHECK_EQ(sender_webhooks(&city->bureau, arena, &webhooks, &count), OK);
    CHECK_EQ(count, 0);
    CHECK(text_at(city_ask(city, BANK, "webhook.list", "{}"), "items.0.ended_at").n > 0);
    VerifyResult result = { 0 };
    CHECK_EQ(verify_bureau(arena, &city->bureau, true, &result), OK);
    CHECK(result.whole);
}

typedef void CityTest(City *city, Arena *arena);
static void each_city(Arena *arena, CityTest *test)
{
    for (Engines engine = 0; engine < ENGINE_END; engine++) {
        City *city = arena_new(arena, City, 1);
        if (!city_found(city, arena, engine))
            continue;
        city_live(city);
        test(city, arena);
        city_close(city);
    }
}
TEST(webhooks_are_for_those_who_take_such_messages) { each_city(arena, who_may); }
TEST(webhooks_reach_their_own_signed_and_again) { each_city(arena, reaches_its_own); }
TEST(webhooks_end) { each_city(arena, ends); }
