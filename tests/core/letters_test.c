/* letters_test.c - notices to people who chose text messages or e-mail: sent once, tried again and given up, lost by nobody's
 * crash, in nobody's way; nothing to who chose nothing; no name, number or amount in them. On every engine. */
#include "core/letters.h"
#include "core/verify.h"
#include "outgoing.h"
#include "support/city.h"
#include <stdlib.h>

#define CLERK "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}"
#define HOLDER "{\"role\":\"holder\",\"user\":\"330106199003078817\"}"
#define OTHER "{\"role\":\"holder\",\"user\":\"330106198511204029\"}"
#define ADMIN "{\"role\":\"admin\",\"user\":\"root\",\"org\":\"office\"}"
#define PAPERS "\"evidence\":[{\"kind\":\"id-card\"}]"

static const Time noon = { 1740801600 }; /* 2025-03-01 */

typedef struct {
    City city;
    Arena work;
    const char *folder;
    int said, record_fails;
    Sender sender;
    SenderCounts counts;
} Post;

static Err record(void *context, const Delivery *delivery, int64_t mark)
{
    Post *post = context;
    Db *db = post->city.bureau.db;
    if (post->record_fails-- > 0)
        return ERR_BUSY;
    TRY(db_begin(db)); /* refused inside another transaction: none may be open while a program runs */
    TRY(delivery_put(db, delivery, mark));
    return db_commit(db);
}

static Str say(Post *post, const char *actor, const char *command, const char *args)
{
    Arena *arena = post->city.arena;
    const char *id = str_z(arena, str_format(arena, "letters-%d", ++post->said));
    return city_command(&post->city, arena, id, "2025-03-01T10:00:00+08:00", actor, command, args);
}

static bool post_open(Post *post, Arena *arena, Engines engine)
{
    *post = (Post){ .folder = str_z(arena, str_format(arena, "%s/letters-XXXXXX", test_scratch_dir())) };
    if (!mkdtemp((char *)(uintptr_t)post->folder) || !city_found(&post->city, arena, engine))
        return false;
    post->work = arena_make((size_t)64 << 20);
    city_live(&post->city);
    CHECK(answer_is(say(post, CLERK, "person.correct", "{\"person\":1,\"changes\":{\"mobile\":\"13911112222\"}," PAPERS "}"),
                    "done"));
    post->sender = (Sender){ .reader = &post->city.bureau, .timeout_ms = 20000, .record = record, .context = post };
    return true;
}

/* `@` stands for the folder. */
static Err send(Post *post, Time now, const char *command)
{
    post->sender.command = outgoing_command(post->city.arena, post->folder, command);
    return letters_pass(&post->sender, &post->work, now, &post->counts);
}

static Str file(Post *post, const char *name) { return outgoing_file(post->city.arena, post->folder, name); }

static int64_t times(Str text, const char *words)
{
    int64_t n = 0;
    for (long at = str_find(text, str(words)); at >= 0; at = str_find(text, str(words)), n++)
        text = str_from(text, (size_t)at + strlen(words));
    return n;
}

static const JsonNode *letters(Post *post) { return city_ask(&post->city, ADMIN, "letter.list", "{}"); }
static int64_t count(Post *post) { return (int64_t)json_member(letters(post), "items")->count; }

typedef void PostTest(Post *post, Arena *arena);
static void each_post(Arena *arena, PostTest *test)
{
    for (Engines engine = 0; engine < ENGINE_END; engine++) {
        Post *post = arena_new(arena, Post, 1);
        bool open = post_open(post, arena, engine);
        CHECK(open);
        if (!open)
            continue;
        VerifyResult found = { 0 };
        test(post, arena);
        CHECK_EQ(verify_bureau(arena, &post->city.bureau, false, &found), OK);
        CHECK(found.whole);
        arena_drop(&post->work);
        city_close(&post->city);
    }
}

static const char take[] = "cat >>@/got && echo \"$SHEBAO_MESSAGE_ID\" >>@/ids";
#define BY_SMS "{\"person\":1,\"channel\":\"sms\"}"
#define LOSE "{\"card_no\":\"A12345678\",\"kind\":\"temporary\",\"channel\":\"online\"}"

static void by_text_message(Post *post, Arena *arena)
{
    CHECK_EQ(count(post), 0); /* thirty lines of notices, and nobody asked for them outside the inbox */
    CHECK(answer_is(say(post, HOLDER, "notice.choose", BY_SMS), "done"));
    CHECK(answer_is(say(post, HOLDER, "notice.choose", BY_SMS), "already"));
    CHECK(answer_is(say(post, HOLDER, "card.lose", LOSE), "done"));
    CHECK_EQ(count(post), 2); /* the choice itself, and the loss */
    CHECK_STR(text_at(letters(post), "items.0.state"), S("waiting"));
    CHECK_EQ(send(post, noon, take), OK);
    CHECK_EQ(post->counts.sent, 2);
    CHECK_EQ(send(post, (Time){ noon.s + 60 }, take), OK);
    CHECK_EQ(post->counts.sent, 0);
    Str got = file(post, "got"), ids = file(post, "ids"), first = got;
    CHECK_EQ(times(got, "\n"), 2);
    JsonNode *node = NULL;
    CHECK_EQ(json_read(arena, str_cut(&first, '\n'), &node, NULL), OK);
    CHECK_STR(text_at(node, "id"), str_cut(&ids, '\n'));
    CHECK_STR(text_at(node, "to"), S("13911112222"));
    CHECK_STR(text_at(node, "channel"), S("sms"));
    CHECK(json_member(node, "important")->truth);
    CHECK(str_starts(text_at(node, "text"), S("【社会保险】重要：")));
    CHECK(str_find(got, S("K1-1")) > 0);
    CHECK(str_find(got, S("330106199003078817")) < 0 && str_find(got, S("赵")) < 0);
    CHECK_STR(text_at(letters(post), "items.0.state"), S("sent"));
    CHECK_STR(text_at(letters(post), "items.0.sent_at"), time_text(arena, noon));
    CHECK_EQ(city_refused(&post->city, HOLDER, "letter.list", "{}"), ERR_NOT_PERMITTED);
    const JsonNode *who = city_ask(&post->city, HOLDER, "person.identity", "{\"person\":1}");
    CHECK_STR(text_at(who, "notices"), S("sms"));
    /* Page by page, newest first. */
    const JsonNode *page = city_ask(&post->city, ADMIN, "letter.list", "{\"limit\":1}");
    Str next = str_format(arena, "{\"after\":\"" STR_FMT "\"}", STR_ARG(text_at(page, "next")));
    const JsonNode *rest = city_ask(&post->city, ADMIN, "letter.list", str_z(arena, next));
    CHECK_EQ(json_member(rest, "items")->count, 1);
    CHECK(!str_eq(text_at(page, "items.0.notice"), text_at(rest, "items.0.notice")));
}
TEST(notices_are_sent_once_by_text_message) { each_post(arena, by_text_message); }

static void nothing_wanted(Post *post, Arena *arena)
{
    CHECK_EQ(answer_err(arena, say(post, OTHER, "notice.choose", BY_SMS)), ERR_NOT_PERMITTED);
    CHECK_EQ(answer_err(arena, say(post, CLERK, "notice.choose", "{\"person\":2,\"channel\":\"sms\"}")), ERR_WRONG_STATE);
    CHECK_EQ(answer_err(arena, say(post, HOLDER, "notice.choose", "{\"person\":1,\"channel\":\"email\"}")), ERR_BAD_FIELD);
    CHECK_EQ(answer_err(arena, say(post, HOLDER, "notice.choose", "{\"person\":1,\"channel\":\"post\"}")), ERR_BAD_FIELD);
    CHECK(answer_is(say(post, HOLDER, "notice.choose", "{\"person\":1,\"channel\":\"none\"}"), "done"));
    CHECK(answer_is(say(post, HOLDER, "card.lose", LOSE), "done"));
    CHECK_EQ(count(post), 0);
    /* Chosen, and thought better of before anything has left: that alone is told, where notices were to go until then. */
    CHECK(answer_is(say(post, CLERK, "notice.choose", BY_SMS), "done"));
    CHECK(answer_is(say(post, CLERK, "notice.choose", "{\"person\":1,\"channel\":\"none\"}"), "done"));
    CHECK_EQ(send(post, noon, "cat >>@/last"), OK);
    CHECK_EQ(post->counts.sent, 1);
    CHECK_EQ(times(file(post, "last"), "\"to\":\"13911112222\""), 1);
    CHECK(str_find(file(post, "last"), S("不发送，只在收件箱查看")) > 0);
    CHECK_EQ(count(post), 2);
    CHECK_STR(text_at(letters(post), "items.1.state"), S("given-up"));
    CHECK_STR(text_at(letters(post), "items.1.last_error"), S("not-wanted"));
    /* What is a week old is not news. */
    CHECK(answer_is(say(post, CLERK, "notice.choose", BY_SMS), "done"));
    CHECK_EQ(send(post, (Time){ noon.s + (LETTER_DAYS + 1) * 86400 }, take), OK);
    CHECK(!file(post, "got").n);
    CHECK_STR(text_at(letters(post), "items.0.last_error"), S("too-late"));
}
TEST(nothing_is_sent_to_who_does_not_want_it) { each_post(arena, nothing_wanted); }

static void tried_again(Post *post, Arena *arena)
{
    static const char refuse_one[] =
        "cat >@/one; if grep -q 13911112222 @/one; then echo x >>@/tries; exit 3; fi; cat @/one >>@/got";
    Time now = noon;
    CHECK(answer_is(say(post, CLERK, "person.correct", "{\"person\":2,\"changes\":{\"mobile\":\"13911113333\"}," PAPERS "}"),
                    "done"));
    CHECK(answer_is(say(post, HOLDER, "notice.choose", BY_SMS), "done"));
    CHECK(answer_is(say(post, CLERK, "notice.choose", "{\"person\":2,\"channel\":\"sms\",\"lang\":\"en\"}"), "done"));
    CHECK_EQ(send(post, now, refuse_one), OK);
    CHECK_EQ(post->counts.failed, 1);
    CHECK_EQ(post->counts.sent, 1); /* who cannot be reached is in nobody's way */
    CHECK_EQ(times(file(post, "got"), "[Social insurance] Important. "), 1);
    CHECK_STR(text_at(letters(post), "items.1.state"), S("failing"));
    CHECK_STR(text_at(letters(post), "items.1.last_error"), S("exit-3"));
    CHECK_STR(text_at(letters(post), "items.1.next_at"), time_text(arena, (Time){ now.s + 30 }));
    CHECK_EQ(send(post, (Time){ now.s + 29 }, refuse_one), OK);
    CHECK_EQ(times(file(post, "tries"), "x"), 1);
    for (int i = 1; i < LETTER_ATTEMPTS; i++) {
        now.s += 3600;
        post->sender.timeout_ms = i == 1 ? 200 : 20000; /* a program that hangs is killed, and that is one attempt */
        CHECK_EQ(send(post, now, i == 1 ? "sleep 20" : refuse_one), OK);
        CHECK_STR(text_at(letters(post), "items.1.last_error"), i == 1 ? S("timeout") : S("exit-3"));
    }
    CHECK_STR(text_at(letters(post), "items.1.state"), S("given-up"));
    CHECK_EQ(number_at(letters(post), "items.1.attempts"), LETTER_ATTEMPTS);
    now.s += 36000;
    CHECK_EQ(send(post, now, take), OK);
    CHECK_EQ(post->counts.sent, 0);
}

TEST(a_notice_that_fails_is_tried_again_and_given_up) { each_post(arena, tried_again); }

static void crashed(Post *post, Arena *arena)
{
    (void)arena;
    CHECK(answer_is(say(post, HOLDER, "notice.choose", BY_SMS), "done"));
    post->record_fails = 1;
    CHECK_EQ(send(post, noon, take), ERR_BUSY);
    CHECK_EQ(send(post, noon, take), OK);
    Str ids = file(post, "ids"), first = str_cut(&ids, '\n');
    CHECK(first.n && str_eq(first, str_cut(&ids, '\n'))); /* by its id the receiver knows that it is the same */
    CHECK_EQ(send(post, noon, take), OK);
    CHECK_EQ(post->counts.sent, 0);
}
TEST(a_crash_behind_the_sending_sends_the_same_again) { each_post(arena, crashed); }

static Str job(Post *post, Arena *arena, Time at)
{
    Str day = day_text(arena, time_day(at)), args = str_format(arena, "{\"day\":\"" STR_FMT "\"}", STR_ARG(day));
    return city_command(&post->city, arena, str_z(arena, str_format(arena, "job-%lld", (long long)at.s)),
                        str_z(arena, time_text(arena, at)), "{\"role\":\"job\",\"user\":\"cron\",\"org\":\"office\"}", "job.daily",
                        str_z(arena, args));
}

/* What has ended is kept for its days and no longer; what still waits is not swept, however old. */
static void forgotten(Post *post, Arena *arena)
{
    const Time kept = { noon.s + INT64_C(86400) * LETTER_KEPT_DAYS };
    CHECK(answer_is(say(post, HOLDER, "notice.choose", BY_SMS), "done"));
    CHECK(answer_is(say(post, HOLDER, "card.lose", LOSE), "done"));
    CHECK_EQ(send(post, noon, "grep -v card-lost || exit 3"), OK);
    CHECK_EQ(count(post), 2);
    CHECK(answer_is(say(post, HOLDER, "card.find", "{\"card_no\":\"A12345678\",\"channel\":\"online\"}"), "done"));
    CHECK_EQ(count(post), 3); /* waits */
    CHECK(answer_is(job(post, arena, kept), "done"));
    int64_t before = count(post);
    CHECK_STR(text_at(letters(post), str_z(arena, str_format(arena, "items.%lld.state", (long long)before - 1))), S("sent"));
    CHECK(answer_is(job(post, arena, (Time){ kept.s + 86400 }), "done"));
    CHECK(count(post) < before);
    const JsonNode *items = json_member(letters(post), "items");
    for (size_t i = 0; i < items->count; i++)
        CHECK_STR(text_at(&items->items[i], "state"), S("waiting"));
    CHECK(items->count > 0);
    /* One that ends takes old ones with it, without any job. */
    CHECK_EQ(send(post, (Time){ kept.s + 86400 }, "true"), OK);
    before = count(post);
    CHECK(answer_is(city_command(&post->city, arena, "late", "2025-12-01T10:00:00+08:00", HOLDER, "notice.choose",
                                 "{\"person\":1,\"channel\":\"sms\",\"lang\":\"en\"}"),
                    "done"));
    CHECK_EQ(count(post), before + 1);
    CHECK_EQ(send(post, (Time){ noon.s + INT64_C(86400) * 280 }, "true"), OK);
    CHECK(count(post) <= 1);
}
TEST(a_letter_that_was_sent_is_forgotten_after_its_days) { each_post(arena, forgotten); }

/* Somebody else turns the notices away: the owner hears of it by the old way, whatever the new one is. */
static void turned_away(Post *post, Arena *arena)
{
    (void)arena;
    CHECK(answer_is(say(post, HOLDER, "notice.choose", BY_SMS), "done"));
    CHECK_EQ(send(post, noon, "true"), OK);
    CHECK(answer_is(say(post, HOLDER, "notice.choose", "{\"person\":1,\"channel\":\"email\",\"email\":\"one@example.com\"}"),
                    "done"));
    CHECK(answer_is(say(post, HOLDER, "notice.choose", "{\"person\":1,\"channel\":\"email\",\"email\":\"two@example.com\"}"),
                    "done"));
    CHECK(answer_is(say(post, HOLDER, "card.lose", LOSE), "done"));
    CHECK_EQ(send(post, noon, take), OK);
    Str got = file(post, "got"), first = str_cut(&got, '\n'), second = str_cut(&got, '\n');
    CHECK(str_find(first, S("\"channel\":\"sms\",\"to\":\"13911112222\"")) > 0);
    CHECK(str_find(second, S("\"to\":\"one@example.com\"")) > 0);
    CHECK(str_find(got, S("\"to\":\"two@example.com\"")) > 0 && times(got, "\n") == 1);
}
TEST(a_change_is_told_where_notices_went_until_then) { each_post(arena, turned_away); }

static void by_email(Post *post, Arena *arena)
{
    static const char *const bad[] = { "",
                                       "a",
                                       "a@",
                                       "@b.cn",
                                       "a@b",
                                       "a b@c.cn",
                                       "-f@b.cn",
                                       "a@b..cn",
                                       "a..b@c.cn",
                                       "a@-b.cn",
                                       "a@b.cn\\r\\nBcc: x@y.cn",
                                       "a@b.cn,c@d.cn",
                                       "<a@b.cn>",
                                       "\\\"a\\\"@b.cn",
                                       "a@b.cn;id",
                                       "$(id)@b.cn",
                                       "林@b.cn" };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        Str args = str_format(arena, "{\"person\":1,\"channel\":\"email\",\"email\":\"%s\"}", bad[i]);
        CHECK_EQ(answer_err(arena, say(post, HOLDER, "notice.choose", str_z(arena, args))), ERR_BAD_FIELD);
    }
    CHECK(answer_is(say(post, HOLDER, "notice.choose",
                        "{\"person\":1,\"channel\":\"email\",\"lang\":\"en\",\"email\":\"xiaoman.zhao+sb@mail.example.com\"}"),
                    "done"));
    CHECK(answer_is(say(post, CLERK, "person.correct",
                        "{\"person\":1,\"changes\":{\"name\":\"<b>$(id)</b>\"},\"evidence\":[{\"kind\":"
                        "\"id-card\"},{\"kind\":\"household-register\"}]}"),
                    "done"));
    CHECK(answer_is(say(post, "{\"role\":\"reviewer\",\"user\":\"r1\",\"org\":\"office\"}", "case.review",
                        "{\"case\":\"C1-1\",\"decision\":\"refuse\",\"reason\":\"<script>$(touch @/hit)</script>\"}"),
                    "done"));
    CHECK_EQ(send(post, noon, take), OK);
    CHECK(post->counts.sent >= 3);
    Str got = file(post, "got");
    CHECK_EQ(times(got, "\"to\":\"xiaoman.zhao+sb@mail.example.com\""), post->counts.sent);
    CHECK_EQ(times(got, "\"subject\":\"Social insurance: notice N1-"), post->counts.sent);
    CHECK(str_find(got, S("script")) < 0 && str_find(got, S("$(")) < 0);
}
TEST(notices_go_by_email_to_an_address_that_any_program_can_take) { each_post(arena, by_email); }
