/* why_exec_test.c - person.why through the whole program: people are brought into a state by real commands, the ways
 * are taken from the JSON answer as a tool outside would (roles, args, evidence, asked fields, "$s1.case"), and then
 * the function works. */
#include "hold/effects.h"
#include "stage.h"
#include <string.h>

/* ---- the lives: one line a command, "role[/org] command {args}"; "@day" moves the clock ----
 * <p> the person's number, <n> the ssn, <k> application, <c> card number, <x> code of the card, <b> bank card number,
 * <batch> the last batch, <case> the last case. */
#define REGISTER "clerk person.register {\"ssn\":\"<n>\",\"name\":\"林云\",\"mobile\":\"13800000001\",\"address\":\"文二路 2 号\",\"birth_place\":\"杭州\"," \
    "\"hukou_region\":\"330106\",\"residence_region\":\"330106\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define ACCOUNT "clerk account.open {\"person\":<p>,\"region\":\"330100\",\"category\":\"flexible\",\"payer\":\"self\",\"insurances\":[\"pension\",\"medical\"]," \
    "\"from\":\"2025-01\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define JOB "clerk account.open {\"person\":<p>,\"region\":\"330100\",\"category\":\"employee\",\"payer\":\"" UNIT "\",\"insurances\":[\"pension\",\"medical\"]," \
    "\"from\":\"2025-01\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]}\n"
#define UNIT "91330106MA27XK3D59"
#define GRANT "tax password.grant {\"person\":<p>,\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define APPLY "clerk card.apply {\"person\":<p>,\"region\":\"330100\",\"bank\":\"B01\",\"kind\":\"first\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"}," \
    "{\"kind\":\"photo\"}]}\n"
#define PHOTO "centre card.photo {\"application\":\"<k>\",\"photo_ok\":true}\n"
#define CHECKED PHOTO "centre card.data-check {\"application\":\"<k>\",\"passed\":true}\n"
#define OPENED CHECKED "bank/B01 card.bank-opened {\"application\":\"<k>\",\"bank_card_no\":\"<b>\"}\n"
#define BATCHED OPENED "centre card.batch {\"applications\":[\"<k>\"]}\n"
#define MAKING BATCHED "centre card.send {\"batch\":\"<batch>\"}\n"
#define MADE MAKING "factory card.made {\"application\":\"<k>\",\"card_no\":\"<c>\",\"card_id_code\":\"<x>\",\"issued\":\"2025-01-08\",\"valid_until\":\"2035-01-07\"}\n"
#define SHIPPED MADE "centre card.ship {\"application\":\"<k>\",\"outlet\":\"B01\"}\n"
#define OUTLET SHIPPED "bank/B01 card.receive {\"application\":\"<k>\",\"outlet\":\"B01\"}\n"
#define HANDED OUTLET "bank/B01 card.hand-over {\"card_no\":\"<c>\",\"to\":\"holder\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define ENABLED HANDED "bank/B01 card.activate {\"channel\":\"bank-counter\",\"card_no\":\"<c>\",\"person\":<p>,\"institution\":\"B01\",\"evidence\":" \
    "[{\"kind\":\"id-card\"},{\"kind\":\"social-card\"}]}\n"
#define CARD REGISTER ACCOUNT APPLY ENABLED
#define EMPLOYED REGISTER JOB APPLY ENABLED
#define WRONG "bank/B01 card.pin {\"card_no\":\"<c>\",\"event\":\"wrong\"}\n"
#define HELD(cause, more) "clerk hold.place {\"person\":<p>,\"cause\":\"" cause "\"" more "}\n"
#define LOST(kind) "clerk card.lose {\"card_no\":\"<c>\",\"kind\":\"" kind "\",\"channel\":\"counter\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define SEALED "unit/" UNIT " unit.seal-member {\"credit_code\":\"" UNIT "\",\"person\":<p>,\"reason\":\"unpaid-leave\",\"from\":\"2025-01-09\",\"until\":\"2025-06-30\"," \
    "\"evidence\":[{\"kind\":\"unpaid-leave-agreement\"}]}\nreviewer case.review {\"case\":\"<case>\",\"decision\":\"approve\"}\n"
#define DIFFERS "centre person.police-check {\"person\":<p>,\"match\":false,\"differs\":[\"name\"]}\n"
#define TRANSFER "clerk transfer.start {\"person\":<p>,\"from_region\":\"330100\",\"to_region\":\"310000\",\"evidence\":[{\"kind\":\"id-card\"}]}\n"
#define CANCELLED(reason) "clerk card.cancel {\"card_no\":\"<c>\",\"reason\":\"" reason "\",\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"passport\"}]}\n" \
    "reviewer case.review {\"case\":\"<case>\",\"decision\":\"approve\"}\n"

typedef struct {
    const char *name, *life;
    bool no_way; /* the law gives none for what does not work */
} Life;
static const Life lives[] = {
    { "registered, nothing else", REGISTER, false },
    { "online password, nothing else", REGISTER GRANT, false },
    { "account without a card", REGISTER ACCOUNT, false },
    { "applied", REGISTER ACCOUNT APPLY, false },
    { "photo rejected", REGISTER ACCOUNT APPLY "centre card.photo {\"application\":\"<k>\",\"rejected\":\"background\"}\n", false },
    { "data rejected", REGISTER ACCOUNT APPLY PHOTO "centre card.data-check {\"application\":\"<k>\",\"passed\":false,\"mismatch\":\"name\"}\n", false },
    { "bank asked", REGISTER ACCOUNT APPLY CHECKED, false },
    { "bank refused", REGISTER ACCOUNT APPLY CHECKED "bank/B01 card.bank-refused {\"application\":\"<k>\",\"reason\":\"occupation\"}\n", false },
    { "bank opened", REGISTER ACCOUNT APPLY OPENED, false },
    { "in a batch", REGISTER ACCOUNT APPLY BATCHED, false },
    { "being made", REGISTER ACCOUNT APPLY MAKING, false },
    { "making failed", REGISTER ACCOUNT APPLY MAKING "factory card.make-failed {\"application\":\"<k>\",\"stage\":\"chip\",\"reason\":\"broken\"}\n", false },
    { "made", REGISTER ACCOUNT APPLY MADE, false },
    { "shipped", REGISTER ACCOUNT APPLY SHIPPED, false },
    { "shipped to an office", REGISTER ACCOUNT APPLY MADE "centre card.ship {\"application\":\"<k>\",\"outlet\":\"W01\"}\n", false },
    { "shipped to an employer", REGISTER JOB APPLY MADE "centre card.ship {\"application\":\"<k>\",\"outlet\":\"" UNIT "\"}\n", false },
    { "at the outlet", REGISTER ACCOUNT APPLY OUTLET, false },
    { "returned", REGISTER ACCOUNT APPLY OUTLET "@2026-02-20\ncentre card.return {\"application\":\"<k>\"}\n", false },
    { "destroyed", REGISTER ACCOUNT APPLY OUTLET "@2026-02-20\ncentre card.return {\"application\":\"<k>\"}\ncentre card.destroy {\"application\":\"<k>\"}\n"
      "centre2 case.review {\"case\":\"<case>\",\"decision\":\"approve\"}\n", false },
    { "handed over", REGISTER ACCOUNT APPLY HANDED, false },
    { "handed over, online password", REGISTER GRANT ACCOUNT APPLY HANDED, false },
    { "old medical card restricted", REGISTER ACCOUNT "clerk legacy-card.record {\"person\":<p>,\"old_card_no\":\"YB<p>\",\"balance_fen\":5000}\n" APPLY HANDED
      "@2025-09-01\n", false },
    { "everything works", CARD, false },
    { "PIN locked", CARD WRONG WRONG WRONG, false },
    { "bank function at the counter only", CARD "bank/B01 card.bank-state {\"bank_card_no\":\"<b>\",\"state\":\"counter-only\"}\n", false },
    { "bank account frozen", CARD "bank/B01 card.bank-state {\"bank_card_no\":\"<b>\",\"state\":\"frozen\"}\n", false },
    { "bank account closed", CARD "bank/B01 card.bank-state {\"bank_card_no\":\"<b>\",\"state\":\"closed\"}\n", false },
    { "lost for the time being", CARD LOST("temporary"), false },
    { "lost in writing", CARD LOST("formal"), false },
    { "locked", CARD "centre card.lock {\"card_no\":\"<c>\",\"order\":\"1\"}\n", false },
    { "cancelled: emigrated and back", CARD CANCELLED("emigration"), false },
    { "cancelled for a transfer, live elsewhere", CARD "centre card.cancel {\"card_no\":\"<c>\",\"reason\":\"transferred\"}\n"
      "centre card.elsewhere {\"person\":<p>,\"region\":\"310000\",\"card_no\":\"E<p>\",\"live\":true}\n", false },
    { "expired", CARD "@2035-03-01\n", false },
    { "expired and lost", CARD "@2035-03-01\n" LOST("formal"), false },
    { "dormant, PIN locked", CARD WRONG WRONG WRONG HELD("dormant", ""), false },
    { "arrears", CARD HELD("arrears", ""), false },
    { "interrupted", CARD "clerk account.stop {\"person\":<p>,\"month\":\"2024-12\",\"reason\":\"left-job\"}\n", false },
    { "left a job", EMPLOYED "unit/" UNIT " account.stop {\"person\":<p>,\"month\":\"2024-12\",\"reason\":\"left-job\"}\n", false },
    { "transfer under way", CARD TRANSFER, false },
    { "transferred out of the old region", CARD TRANSFER "centre transfer.step {\"transfer\":\"T<p>-1\",\"step\":\"letter\"}\n"
      "centre transfer.step {\"transfer\":\"T<p>-1\",\"step\":\"out\"}\n", false },
    { "sealed by the employer", EMPLOYED SEALED, false },
    { "sealed, unsealing asked", EMPLOYED SEALED "unit/" UNIT " unit.unseal-member {\"credit_code\":\"" UNIT "\",\"person\":<p>,\"evidence\":[{\"kind\":\"labour-contract\"}]}\n",
      false },
    { "sealed, unsealing returned", EMPLOYED SEALED "unit/" UNIT " unit.unseal-member {\"credit_code\":\"" UNIT "\",\"person\":<p>,\"evidence\":[{\"kind\":\"labour-contract\"}]}\n"
      "reviewer case.review {\"case\":\"<case>\",\"decision\":\"return\",\"reason\":\"which day\"}\n", false },
    { "under investigation", CARD HELD("investigation", ",\"until\":\"2025-02-20\",\"evidence\":[{\"kind\":\"written-decision\"}]"), false },
    { "under investigation, case begun", CARD HELD("investigation", ",\"until\":\"2025-02-20\",\"evidence\":[{\"kind\":\"written-decision\"}]")
      "clerk case.open {\"procedure\":\"unseal\",\"person\":<p>,\"args\":{\"cause\":\"investigation\"}}\n", false },
    { "data differ", CARD DIFFERS, false },
    { "data differ, correction waits", CARD DIFFERS "clerk person.correct {\"person\":<p>,\"changes\":{\"name\":\"林芸\"},\"evidence\":[{\"kind\":\"id-card\"}]}\n", false },
    { "data differ, another correction waits", CARD DIFFERS "clerk person.correct {\"person\":<p>,\"changes\":{\"retire_category\":\"F55\"},\"evidence\":[{\"kind\":\"id-card\"}]}\n",
      false },
    { "migration", CARD "admin system.window {\"from\":\"2025-01-09\",\"until\":\"2025-01-30\",\"note\":\"new centre\"}\n", false },
    { "dead", CARD "clerk death.report {\"person\":<p>,\"day\":\"2025-01-08\",\"evidence\":[{\"kind\":\"death-certificate\"}]}\n", true },
    { "dead, heirs settled", CARD "clerk death.report {\"person\":<p>,\"day\":\"2025-01-08\",\"evidence\":[{\"kind\":\"death-certificate\"}]}\n"
      "clerk case.open {\"procedure\":\"heirs\",\"person\":<p>,\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"household-register\"},{\"kind\":\"death-certificate\"}]}\n"
      "clerk case.submit {\"case\":\"<case>\"}\nreviewer case.review {\"case\":\"<case>\",\"decision\":\"approve\"}\n", true },
};
enum { LIVES = sizeof lives / sizeof *lives, LINE_BYTES = 1 << 14 };

/* ---- one person's life ---- */

typedef struct {
    Arena *arena;
    City city;
    Time now;
    int lines, person, made, bank;
    Str ssn, card_no, bank_no, batch, last_case;
    const char *what; /* for messages */
} Town;

static Str bank_number(Arena *arena, int person, int n)
{
    static const char digits[] = "0123456789";
    for (int i = 0; i < 10; i++) {
        Str number = str_format(arena, "622848%09d%03d%c", person, n, digits[i]);
        if (ident_check(IDENT_BANK_CARD, number, (Day){ 20000 }).valid)
            return number;
    }
    return (Str){ 0 };
}

static Str say(Town *town, const char *kind, Str id, const char *role, Str user, Str org, Str what, Str args)
{
    town->now.s += 60;
    Str line = str_format(town->arena, "{\"id\":\"%.*s\",\"at\":\"%.*s\",\"actor\":{\"role\":\"%s\",\"user\":\"%.*s\",\"org\":\"%.*s\"},\"%s\":\"%.*s\",\"args\":%.*s}",
                          STR_ARG(id), STR_ARG(time_text(town->arena, town->now)), role, STR_ARG(user), STR_ARG(org), kind, STR_ARG(what), STR_ARG(args));
    return stage_say(&town->city, town->arena, line);
}

static Str filled(Town *town, Str text)
{
    Buf out = { .arena = town->arena };
    Str p = str_format(town->arena, "%d", town->person);
    const struct { const char *mark; Str value; } marks[] = {
        { "<p>", p }, { "<n>", town->ssn }, { "<k>", str_format(town->arena, "K%d-1", town->person) }, { "<c>", town->card_no },
        { "<x>", str_format(town->arena, "330100%026d", town->person) }, { "<b>", town->bank_no }, { "<batch>", town->batch }, { "<case>", town->last_case },
    };
    while (text.n) {
        size_t i = 0;
        while (i < sizeof marks / sizeof *marks && !str_starts(text, str(marks[i].mark)))
            i++;
        if (i < sizeof marks / sizeof *marks) {
            buf_add(&out, marks[i].value);
            text = str_from(text, strlen(marks[i].mark));
        } else {
            buf_char(&out, text.p[0]);
            text = str_from(text, 1);
        }
    }
    return buf_str(&out);
}

static void live_line(Town *town, Str line)
{
    if (str_starts(line, S("@"))) {
        Day day;
        CHECK(day_read(str_from(line, 1), &day));
        town->now = (Time){ day_start(day).s + 32400 };
        return;
    }
    Str role = str_cut(&line, ' '), command = str_cut(&line, ' '), org = role;
    role = str_cut(&org, '/');
    bool second = str_is(role, "centre2"); /* another person of the centre */
    Str user = second ? S("w2") : str_is(role, "reviewer") ? S("r1") : S("w1");
    if (second)
        role = S("centre");
    Str answer = say(town, "command", str_format(town->arena, "m%d-%d", town->person, ++town->lines), str_z(town->arena, role), user, org.p ? org : S("office"), command,
                     filled(town, line));
    if (answer_err(town->arena, answer) != OK)
        test_fail(__FILE__, __LINE__, "%s: %.*s: %.*s", town->what, STR_ARG(command), STR_ARG(answer));
    Str batch = answer_member(town->arena, answer, "data.batch"), c = answer_member(town->arena, answer, "data.case");
    town->batch = batch.n ? batch : town->batch;
    town->last_case = c.n ? c : town->last_case;
}

static void live(Town *town, const Life *life)
{
    town->person++;
    town->lines = 0;
    town->what = life->name;
    Time morning = { day_start(day_make(2025, 1, 8)).s + 32400 };
    town->now = town->now.s > morning.s ? town->now : morning;
    town->ssn = stage_ssn(town->arena, town->person);
    town->card_no = str_format(town->arena, "A%08d", town->person);
    town->bank_no = bank_number(town->arena, town->person, 0);
    town->bank = 0;
    for (Str rest = str(life->life); rest.n;)
        live_line(town, str_cut(&rest, '\n'));
}

/* ---- the tool outside ---- */

static const JsonNode *why_of(Town *town, Effect function)
{
    JsonNode *node = NULL;
    Str args = str_format(town->arena, "{\"person\":%d,\"function\":\"%s\"}", town->person, choice_code(SET_EFFECT, (int)function));
    Str answer = say(town, "query", S("q"), "clerk", S("w1"), S("office"), S("person.why"), args);
    CHECK_EQ(answer_err(town->arena, answer), OK);
    CHECK_EQ(json_read(town->arena, answer, &node, NULL), OK);
    return json_member(node, "data");
}

static void put_truth(Town *town, Json *json, Str field, bool opening)
{
    Arena *arena = town->arena;
    if (str_is(field, "answers")) {
        json_raw(json, S("{\"mobile\":\"13800000001\",\"birth_place\":\"杭州\"}"));
    } else if (str_is(field, "changes")) {
        json_raw(json, S("{\"name\":\"林韵\"}"));
    } else if (str_is(field, "name")) {
        json_text(json, S("林云"));
    } else if (str_is(field, "card_no")) {
        town->card_no = str_format(arena, "D%08d", ++town->made);
        json_text(json, town->card_no);
    } else if (str_is(field, "card_id_code")) {
        json_text(json, str_format(arena, "330100D%025d", town->made));
    } else if (str_is(field, "bank_card_no")) {
        if (opening)
            town->bank_no = bank_number(arena, town->person, ++town->bank);
        json_text(json, town->bank_no);
    } else {
        CHECK(str_is(field, "call") || str_is(field, "registration_no") || str_is(field, "order"));
        json_text(json, S("n1"));
    }
}

/* "$s2.case" becomes "$w7-2.case": the line that step 2 was. */
static Str referring(Town *town, Str args)
{
    Buf out = { .arena = town->arena };
    for (long at; (at = str_find(args, S("\"$s"))) >= 0;) {
        buf_add(&out, str_head(args, (size_t)at));
        buf_format(&out, "\"$w%d-", town->person);
        args = str_from(args, (size_t)at + 3);
    }
    buf_add(&out, args);
    return buf_str(&out);
}

static Str step_args(Town *town, const JsonNode *step)
{
    Json json = json_make(town->arena);
    const JsonNode *args = json_member(step, "args"), *asks = json_member(step, "ask");
    bool opening = str_is(text_at(step, "command"), "card.bank-opened");
    json_open(&json, '{');
    for (size_t i = 0; i < args->count; i++) {
        json_key(&json, str_z(town->arena, args->items[i].key));
        json_node(&json, &args->items[i]);
    }
    for (size_t i = 0; i < asks->count; i++) {
        Str field = text_at(&asks->items[i], "field");
        CHECK(text_at(&asks->items[i], "why").n > 0);
        json_key(&json, str_z(town->arena, field));
        put_truth(town, &json, field, opening);
    }
    json_close(&json, '}');
    return referring(town, json_str(&json));
}

static bool step_do(Town *town, const JsonNode *step, int n)
{
    Str role = text_at(step, "role"), not_before = text_at(step, "not_before");
    bool self = str_is(role, "online") || str_is(role, "holder");
    Time at;
    if (not_before.n) {
        CHECK(time_read(not_before, &at) && at.s > town->now.s);
        town->now = (Time){ at.s - 60 };
    }
    CHECK(json_member(step, "evidence") && json_member(step, "cost_fen") && json_member(step, "days") && text_at(step, "law").n);
    if (str_is(role, "bank"))
        CHECK(text_at(step, "where.name").n && text_at(step, "where.hours").n && text_at(step, "org").n);
    Str answer = say(town, "command", str_format(town->arena, "w%d-%d", town->person, n), str_z(town->arena, role), self ? town->ssn : str_is(role, "reviewer") ? S("r2") : S("w1"),
                     text_at(step, "org"), text_at(step, "command"), step_args(town, step));
    if (answer_is(answer, "done"))
        return true;
    test_fail(__FILE__, __LINE__, "%s: step %d %.*s: %.*s", town->what, n, STR_ARG(text_at(step, "command")), STR_ARG(answer));
    return false;
}

static void take_way(Town *town, const JsonNode *way, Effect function)
{
    const JsonNode *steps = json_member(way, "steps");
    int64_t cost = 0, days = 0;
    CHECK(steps->count > 0);
    for (size_t i = 0; i < steps->count; i++) {
        cost += number_at(&steps->items[i], "cost_fen");
        days += number_at(&steps->items[i], "days");
        if (!step_do(town, &steps->items[i], (int)i + 1))
            return;
    }
    CHECK_EQ(number_at(way, "cost_fen"), cost);
    CHECK_EQ(number_at(way, "days"), days);
    if (number_at(why_of(town, function), "usable") != 1)
        test_fail(__FILE__, __LINE__, "%s: %s does not work after the %.*s way", town->what, choice_code(SET_EFFECT, (int)function), STR_ARG(text_at(way, "name")));
}

static size_t ways_now(Town *town, const Life *life, Effect function, const JsonNode **ways)
{
    const JsonNode *why = why_of(town, function);
    bool usable = number_at(why, "usable") == 1;
    *ways = json_member(why, "ways");
    CHECK(*ways && json_member(why, "causes"));
    CHECK((json_member(why, "causes")->count == 0) == usable);
    if (usable || (*ways)->count) {
        CHECK(!usable || (*ways)->count == 0);
        return (*ways)->count;
    }
    CHECK(text_at(why, "why").n && text_at(why, "why_en").n);
    if (!life->no_way)
        test_fail(__FILE__, __LINE__, "%s: no way to %s", life->name, choice_code(SET_EFFECT, (int)function));
    return 0;
}

static bool town_found(Town *town, Arena *arena, Engines engine)
{
    *town = (Town){ .arena = arena, .person = 0 };
    if (!stage_found(&town->city, arena, engine))
        return false;
    static const char *const lines[] = {
        "institution.register {\"institution\":\"B01\",\"kind\":\"bank\",\"name\":\"云溪银行\",\"region\":\"330100\",\"bank_bin\":\"622848\",\"hours\":\"09:00-17:00\"}",
        "institution.register {\"institution\":\"H01\",\"kind\":\"hospital\",\"name\":\"云溪医院\",\"region\":\"330100\",\"hours\":\"08:00-17:00\"}",
        "institution.register {\"institution\":\"P01\",\"kind\":\"pharmacy\",\"name\":\"云溪药店\",\"region\":\"330100\",\"hours\":\"08:00-21:00\"}",
        "unit.register {\"credit_code\":\"" UNIT "\",\"name\":\"杭州青山软件有限公司\",\"region\":\"330100\",\"injury_class\":1,\"evidence\":[{\"kind\":\"business-licence\"}]}",
    };
    town->now = (Time){ day_start(day_make(2025, 1, 2)).s };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        Str line = str(lines[i]), command = str_cut(&line, ' ');
        const char *role = str_is(command, "unit.register") ? "clerk" : "admin";
        CHECK_EQ(answer_err(arena, say(town, "command", str_format(arena, "t%zu", i), role, S("root"), S("office"), command, line)), OK);
    }
    return true;
}

/* The clock of a bureau never goes back, and a window is everybody's: who comes after such a life lives elsewhere. */
static bool town_ready(Town *town, Arena *arena, Engines engine)
{
    if (town->arena && town->now.s < day_start(day_make(2025, 1, 10)).s)
        return true;
    if (town->arena)
        city_close(&town->city);
    return town_found(town, arena, engine);
}

/* Each way needs a person of its own: taking it changes the record. */
static int every_way(Town *town, Arena *arena, Engines engine, const Life *life, Effect function)
{
    const JsonNode *ways = NULL;
    size_t taken = 0, count = 0;
    do {
        if (!town_ready(town, arena, engine))
            return 0;
        live(town, life);
        count = ways_now(town, life, function, &ways);
        if (taken < count)
            take_way(town, &ways->items[taken], function);
        if (strstr(life->life, "system.window"))
            town->now.s += 31 * 86400;
    } while (++taken < count);
    return (int)count;
}

TEST(ways_taken_by_a_tool_outside_make_every_function_work)
{
    int ways = 0;
    Town town = { 0 };
    for (int i = 0; i < LIVES; i++)
        for (Effect function = EFFECT_QUERY; function < Effect_END; function++)
            ways += every_way(&town, arena, ENGINE_MEMORY, &lives[i], function);
    printf("    %d lives, %d ways\n", (int)LIVES, ways);
    city_close(&town.city);
}

TEST(the_same_on_postgresql)
{
    Town town = { 0 };
    for (int i = 0; i < LIVES; i += 3)
        every_way(&town, arena, ENGINE_POSTGRES, &lives[i], EFFECT_MEDICAL);
    if (town.arena)
        city_close(&town.city);
}
