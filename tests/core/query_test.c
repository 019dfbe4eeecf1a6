/* query_test.c - everything that can be asked of a bureau, on every engine. */
#include "asked.h"

static const JsonNode *item_with(const JsonNode *data, const char *path, const char *text)
{
    const JsonNode *items = json_member(data, "items");
    for (size_t i = 0; items && i < items->count; i++)
        if (str_is(text_at(&items->items[i], path), text))
            return &items->items[i];
    return NULL;
}

TEST(a_timeline_tells_what_happened_in_words_and_who_did_it)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, one, "person.timeline", "{\"person\":1}");
        CHECK_EQ(number_at(data, "person"), 1);
        const JsonNode *applied = item_with(data, "event", "card-applied");
        CHECK_STR(text_at(applied, "at"), S("2025-01-07T09:00:00+08:00"));
        CHECK_STR(text_at(applied, "detail.card"), S("K1-1"));
        CHECK_STR(text_at(applied, "detail.kind"), S("first"));
        CHECK_STR(text_at(applied, "detail.bank"), S("B01"));
        CHECK_STR(text_at(applied, "detail.region"), S("330100"));
        CHECK_STR(text_at(applied, "by.role"), S("clerk"));
        CHECK_STR(text_at(applied, "by.user"), S("w1"));
        const JsonNode *opened = item_with(data, "event", "account-opened");
        CHECK_STR(text_at(opened, "detail.payer"), S("91330106MA27XK3D59"));
        CHECK_STR(text_at(opened, "detail.from"), S("2025-01-01"));
        CHECK_STR(text_at(opened, "detail.insurances.1"), S("medical"));
        CHECK_STR(text_at(opened, "detail.category"), S("employee"));
        CHECK_STR(text_at(item_with(data, "event", "card-activated"), "detail.channel"), S("bank-notice"));
        CHECK_STR(text_at(item_with(data, "event", "card-lost"), "detail.kind"), S("temporary"));
        CHECK_STR(text_at(item_with(data, "event", "card-lost"), "by.user"), S("#1"));
        CHECK(!item_with(data, "event", "looked")); /* looks have a list of their own */
        const JsonNode *list = json_member(data, "items");
        for (size_t i = 1; i < items(data); i++)
            CHECK(str_cmp(text_at(&list->items[i - 1], "at"), text_at(&list->items[i], "at")) <= 0);
        CHECK_STR(
            text_at(item_with(city_ask(&city, two, "person.timeline", "{\"person\":2}"), "event", "hold-placed"), "detail.cause"),
            S("employer-seal"));
    }
}

/* The entries of an answer, one for each of its items. */
static int64_t entry_of(const JsonNode *data, size_t i)
{
    return json_member(&json_member(data, "items")->items[i], "entry")->number;
}

TEST(a_timeline_newest_first_has_whole_acts_in_pages_and_by_kind)
{
    EACH_CITY(city)
    {
        const JsonNode *all = city_ask(&city, clerk, "person.timeline", "{\"person\":1,\"limit\":1000}");
        Buf args = { .arena = arena };
        size_t seen = 0, pages = 0;
        int64_t last = INT64_MAX;
        for (Str after = S("-"); after.n; pages++) {
            args.n = 0;
            buf_format(&args, "{\"person\":1,\"newest\":true,\"limit\":2");
            if (pages)
                buf_format(&args, ",\"after\":\"" STR_FMT "\"", STR_ARG(after));
            buf_format(&args, "}%c", 0);
            const JsonNode *page = city_ask(&city, clerk, "person.timeline", args.p);
            size_t acts = 0;
            for (size_t i = 0; i < items(page); i++) {
                CHECK(i ? entry_of(page, i) <= last : entry_of(page, i) < last);
                acts += !i || entry_of(page, i) != last;
                last = entry_of(page, i);
            }
            CHECK(acts == 2 || (acts == 1 && !text_at(page, "next").n));
            seen += items(page);
            after = text_at(page, "next");
        }
        CHECK(pages > 3);
        CHECK_EQ(seen, items(all)); /* nothing twice, nothing left out */
        const JsonNode *cards = city_ask(&city, clerk, "person.timeline", "{\"person\":1,\"newest\":true,\"kind\":\"card\"}");
        CHECK_STR(text_at(cards, "items.0.command.name"), S("card.find"));
        CHECK(text_at(cards, "items.0.command.law").n > 0);
        CHECK(!item_with(cards, "event", "person-registered") && item_with(cards, "event", "card-activated"));
        const JsonNode *held = city_ask(&city, clerk, "person.timeline", "{\"person\":2,\"kind\":\"hold\"}");
        CHECK_EQ(items(held), 1);
        CHECK_STR(text_at(held, "items.0.event"), S("hold-placed"));
        CHECK_EQ(city_refused(&city, clerk, "person.timeline", "{\"person\":1,\"kind\":\"nonsense\"}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, clerk, "person.timeline", "{\"person\":1,\"newest\":true,\"after\":\"1.2\"}"), ERR_BAD_FIELD);
    }
}

/* Pages of two, put together, are the whole; nothing twice, nothing lost. */
TEST(pages_of_a_list_are_the_whole_list)
{
    static const char *const lists[] = { "person.timeline", "notice.list", "audit.list", "outbox.list" };
    EACH_CITY(city)
    {
        for (size_t l = 0; l < sizeof lists / sizeof *lists; l++) {
            const char *who = l < 2 ? "\"person\":1," : "";
            const JsonNode *whole = json_member(city_ask(&city, auditor, lists[l], l < 2 ? "{\"person\":1}" : "{}"), "items");
            Str after = { 0 };
            size_t n = 0;
            for (int guard = 0; guard < 100; guard++) {
                Str cursor = after.n ? str_format(arena, ",\"after\":\"" STR_FMT "\"", STR_ARG(after)) : S("");
                Str args = str_format(arena, "{%s\"limit\":2" STR_FMT "}", who, STR_ARG(cursor));
                const JsonNode *page = city_ask(&city, auditor, lists[l], str_z(arena, args));
                for (size_t i = 0; i < items(page); i++, n++) {
                    Json got = json_make(arena), want = json_make(arena);
                    json_node(&got, &json_member(page, "items")->items[i]);
                    json_node(&want, &whole->items[n < whole->count ? n : 0]);
                    CHECK_STR(json_str(&got), json_str(&want));
                }
                after = text_at(page, "next");
                if (!after.n)
                    break;
            }
            CHECK(n >= whole->count && whole->count > 4);
        }
        CHECK_EQ(city_refused(&city, auditor, "audit.list", "{\"limit\":0}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, auditor, "audit.list", "{\"limit\":1001}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, auditor, "audit.list", "{\"after\":\"x\"}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, auditor, "audit.list", "{\"after\":\"-1\"}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, auditor, "person.timeline", "{\"person\":1,\"after\":\"1.2.3\"}"), ERR_BAD_FIELD);
    }
}

TEST(a_card_has_a_history)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, one, "card.history", "{\"card_no\":\"A12345678\"}");
        CHECK_STR(text_at(data, "application_no"), S("K1-1"));
        CHECK_EQ(number_at(data, "earlier"), 0);
        CHECK_STR(text_at(data, "items.0.event"), S("card-applied"));
        CHECK(item_with(data, "detail.state", "bank-requested") != NULL);
        const JsonNode *used = item_with(data, "detail.function", "medical");
        CHECK_STR(text_at(used, "event"), S("card-used"));
        CHECK_STR(text_at(used, "detail.institution"), S("H01"));
        CHECK(!item_with(data, "event", "account-opened"));
        CHECK_EQ(city_refused(&city, two, "card.history", "{\"card_no\":\"A12345678\"}"), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, clerk, "card.history", "{\"card_no\":\"A99999999\"}"), ERR_UNKNOWN_CARD);
    }
}

TEST(progress_is_told_for_the_last_characters_of_the_number_without_a_name)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, nobody, "application.status", "{\"application\":\"K1-1\",\"tail\":\"8817\"}");
        CHECK_STR(text_at(data, "production.code"), S("handed-over"));
        CHECK_STR(text_at(data, "handed_over"), S("2025-01-20"));
        CHECK_EQ(city_refused(&city, nobody, "application.status", "{\"application\":\"K1-1\",\"tail\":\"8818\"}"), ERR_MISMATCH);
        CHECK_EQ(city_refused(&city, nobody, "application.status", "{\"application\":\"K1-1\",\"tail\":\"817\"}"), ERR_BAD_FIELD);
        CHECK_EQ(city_refused(&city, nobody, "application.status", "{\"application\":\"K1-1\"}"), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, nobody, "application.status", "{\"application\":\"K1-2\",\"tail\":\"8817\"}"),
                 ERR_UNKNOWN_APPLICATION);
        CHECK_EQ(city_refused(&city, nobody, "application.status", "{\"application\":\"zzz\",\"tail\":\"8817\"}"),
                 ERR_UNKNOWN_APPLICATION);
        CHECK(city_ask(&city, clerk, "application.status", "{\"application\":\"K1-1\"}") != NULL);
    }
}

TEST(a_card_on_its_way_says_where_and_when)
{
    EACH_CITY(city)
    {
        city_command(&city, arena, "n1", "2025-02-14T09:30:00+08:00", clerk, "card.apply",
                     "{\"person\":2,\"region\":\"330100\",\"bank\":\"B01\",\"kind\":\"first\",\"channel\":\"counter\","
                     "\"evidence\":[{\"kind\":\"id-card\"},{\"kind\":\"photo\"}]}");
        const JsonNode *data = city_ask(&city, nobody, "application.status", "{\"application\":\"K2-1\",\"tail\":\"4029\"}");
        CHECK_STR(text_at(data, "production.code"), S("applied"));
        CHECK(text_at(data, "expected").n == 10);
        CHECK(at_path(data, "collect_at")->type == JSON_NIL);
    }
}

TEST(an_employer_sees_its_people_masked_and_nobody_elses)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, unit, "unit.roster", "{\"credit_code\":\"91330106MA27XK3D59\"}");
        CHECK_EQ(items(data), 2);
        CHECK_EQ(number_at(data, "items.0.person"), 1);
        CHECK_STR(text_at(data, "items.0.name"), S("*小满"));
        CHECK_EQ(number_at(data, "items.0.base_fen"), 1000000);
        CHECK_STR(text_at(data, "items.0.state.code"), S("open"));
        CHECK_STR(text_at(data, "items.1.account"), S("J2-1"));
        data = city_ask(&city, clerk, "unit.roster", "{\"credit_code\":\"91330106MA27XK3D59\",\"limit\":1}");
        CHECK_STR(text_at(data, "next"), S("1.1"));
        data = city_ask(&city, clerk, "unit.roster", "{\"credit_code\":\"91330106MA27XK3D59\",\"limit\":1,\"after\":\"1.1\"}");
        CHECK_EQ(number_at(data, "items.0.person"), 2);
        CHECK(at_path(data, "next")->type == JSON_NIL);
        CHECK_EQ(items(city_ask(&city, agency, "unit.roster", "{\"credit_code\":\"91330106MA27XK3D59\"}")), 0);
        CHECK_EQ(city_refused(&city, clerk, "unit.roster", "{\"credit_code\":\"91330106MA28QW4P1R\"}"), ERR_UNKNOWN_UNIT);
        CHECK_EQ(city_refused(&city, "{\"role\":\"unit\",\"user\":\"x\",\"org\":\"91330106MA28QW4P1R\"}", "unit.roster",
                              "{\"credit_code\":\"91330106MA27XK3D59\"}"),
                 ERR_NOT_PERMITTED);
    }
}

TEST(notices_stand_in_both_languages_and_remember_that_they_were_read)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, one, "notice.list", "{\"person\":1}");
        CHECK_STR(text_at(data, "items.0.notice"), S("N1-1"));
        CHECK_STR(text_at(data, "items.0.code"), S("person-registered"));
        CHECK_EQ(number_at(data, "items.0.read"), 0);
        const JsonNode *handed = item_with(data, "code", "card-handed-over");
        CHECK(str_find(text_at(handed, "zh"), S("K1-1")) > 0 && str_find(text_at(handed, "en"), S("2025-07-20")) > 0);
        city_command(&city, arena, "r1", "2025-02-14T09:40:00+08:00", one, "notice.read", "{\"notice\":\"N1-1\"}");
        data = city_ask(&city, one, "notice.list", "{\"person\":1,\"limit\":1}");
        CHECK_EQ(number_at(data, "items.0.read"), 1);
        CHECK_STR(text_at(data, "items.0.read_at"), S("2025-02-14T10:00:00+08:00"));
    }
}

/* guards A4: every look by somebody else leaves exactly one line, and the person sees it. */
TEST(each_look_by_somebody_else_leaves_one_line)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, one, "access.list", "{\"person\":1}");
        CHECK_EQ(items(data), 1);
        CHECK_STR(text_at(data, "items.0.who"), S("w2"));
        CHECK_STR(text_at(data, "items.0.why"), S("来电咨询"));
        CHECK_STR(text_at(data, "items.0.query"), S("person.status"));
        CHECK_STR(text_at(data, "items.0.role.code"), S("clerk"));
        CHECK(city_ask(&city, clerk, "person.why", "{\"person\":1,\"function\":\"bank\"}") != NULL);
        data = city_ask(&city, one, "access.list", "{\"person\":1}"); /* one's own look leaves none */
        CHECK_EQ(items(data), 2);
        CHECK_STR(text_at(data, "items.1.function.code"), S("bank"));
        city_ask(&city, nobody, "application.status", "{\"application\":\"K1-1\",\"tail\":\"8817\"}");
        CHECK_EQ(city_refused(&city, two, "access.list", "{\"person\":1}"), ERR_NOT_PERMITTED);
        CHECK_EQ(items(city_ask(&city, one, "access.list", "{\"person\":1}")), 2);
    }
}

TEST(auditors_see_every_entry_without_a_number_of_identity)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, auditor, "audit.list", "{}");
        CHECK_EQ(number_at(data, "items.0.entry"), 1);
        CHECK_STR(text_at(data, "items.0.command"), S("institution.register"));
        const JsonNode *refused = item_with(data, "result", "refused");
        CHECK_STR(text_at(refused, "code"), S("mismatch"));
        CHECK_STR(text_at(refused, "org"), S("B01"));
        Json whole = json_make(arena);
        json_node(&whole, data);
        CHECK(str_find(json_str(&whole), S("330106199003078817")) < 0);
        CHECK_EQ(city_refused(&city, one, "audit.list", "{}"), ERR_NOT_PERMITTED);
    }
}

TEST(messages_that_leave_are_listed)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, centre, "outbox.list", "{}");
        CHECK_STR(text_at(data, "items.0.message"), S("ACCOUNT_OPEN_REQ"));
        CHECK_STR(text_at(data, "items.0.detail.card"), S("K1-1"));
        const JsonNode *black = item_with(data, "type_word", "loss-oral");
        CHECK_STR(text_at(black, "message"), S("BLACKLIST_DELTA"));
        CHECK_EQ(number_at(black, "person"), 1);
    }
}

/* guards G19: a notice with the right person and the wrong bank card is one difference of that day. */
TEST(a_wrong_bank_notice_is_one_difference_of_the_day)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, bank, "recon.daily", "{\"day\":\"2025-01-21\"}");
        CHECK_EQ(number_at(data, "differences"), 1);
        CHECK_EQ(number_at(data, "bank_notices.received"), 2);
        CHECK_EQ(number_at(data, "bank_notices.accepted"), 1);
        CHECK_EQ(number_at(data, "bank_notices.refused"), 1);
        CHECK_STR(text_at(data, "different.0.code"), S("mismatch"));
        CHECK_STR(text_at(data, "different.0.channel.code"), S("bank-notice"));
        data = city_ask(&city, centre, "recon.daily", "{\"day\":\"2025-01-21\"}");
        CHECK_EQ(number_at(data, "differences"), 1);
        CHECK_STR(text_at(data, "sent.0.message"), S("ACTIVATION"));
        CHECK_EQ(number_at(data, "sent.0.count"), 1);
        data = city_ask(&city, centre, "recon.daily", "{\"day\":\"2025-01-22\"}");
        CHECK_EQ(number_at(data, "differences"), 0);
        CHECK_EQ(at_path(data, "received")->count, 0);
        CHECK_EQ(at_path(data, "sent")->count, 0);
    }
}

TEST(an_agency_contract_is_shown_to_its_two_sides)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, agency, "agency.account", "{\"contract\":\"X1\"}");
        CHECK_EQ(number_at(data, "service_fee_fen"), 6000);
        CHECK_STR(text_at(data, "agency"), S("A01"));
        CHECK_STR(text_at(data, "basis.code"), S("flexible-proxy"));
        CHECK_EQ(number_at(data, "in_force"), 1);
        CHECK(city_ask(&city, "{\"role\":\"holder\",\"user\":\"3\",\"org\":\"\"}", "agency.account", "{\"contract\":\"X1\"}") !=
              NULL);
        CHECK_EQ(city_refused(&city, two, "agency.account", "{\"contract\":\"X1\"}"), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, clerk, "agency.account", "{\"contract\":\"X9\"}"), ERR_UNKNOWN_CONTRACT);
    }
}

TEST(the_guide_is_searched_and_shown)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    const JsonNode *data = city_ask(&city, nobody, "guide.search", "{\"text\":\"挂失\"}");
    CHECK_STR(text_at(data, "items.0.slug"), S("loss"));
    bool marked = false;
    const JsonNode *snippet = at_path(data, "items.0.snippet");
    for (size_t i = 0; i < snippet->count; i++)
        marked |= number_at(&snippet->items[i], "match") == 1;
    CHECK(marked);
    data = city_ask(&city, nobody, "guide.show", "{\"slug\":\"loss\",\"lang\":\"en\"}");
    CHECK(text_at(data, "title").n && text_at(data, "text").n > 200 && text_at(data, "check").n);
    CHECK_EQ(city_refused(&city, nobody, "guide.show", "{\"slug\":\"nothing\"}"), ERR_UNKNOWN_ID);
    city_close(&city);
}

static const JsonNode *parameter(const JsonNode *data, const char *key)
{
    const JsonNode *list = json_member(data, "parameters");
    for (size_t i = 0; i < list->count; i++)
        if (str_is(text_at(&list->items[i], "key"), key))
            return &list->items[i];
    return NULL;
}

TEST(an_article_says_whether_it_is_about_who_is_named)
{
    EACH_CITY(city)
    {
        CHECK(json_member(city_ask(&city, nobody, "guide.show", "{\"slug\":\"sealed-card\"}"), "applies")->type == JSON_NIL);
        CHECK(json_member(city_ask(&city, two, "guide.show", "{\"slug\":\"papers\",\"person\":2}"), "applies")->type == JSON_NIL);
        const JsonNode *yes = json_member(city_ask(&city, two, "guide.show", "{\"slug\":\"get-card\",\"person\":2}"), "applies");
        CHECK(json_member(yes, "answer")->truth);
        CHECK_STR(text_at(yes, "causes.0.cause"), S("no-card"));
        const JsonNode *no = json_member(city_ask(&city, two, "guide.show", "{\"slug\":\"pin\",\"person\":2}"), "applies");
        CHECK(!json_member(no, "answer")->truth && !json_member(no, "causes")->count);
        CHECK_EQ(city_refused(&city, two, "guide.show", "{\"slug\":\"pin\",\"person\":1}"), ERR_NOT_PERMITTED);
    }
}

TEST(an_employer_reads_what_it_was_told_newest_first)
{
    static const char code[] = "{\"credit_code\":\"91330106MA27XK3D59\",\"limit\":1}";
    static const char pay[] =
        "{\"payer\":\"91330106MA27XK3D59\",\"amount_fen\":100000,\"voucher\":{\"kind\":\"bank-remittance\",\"no\":"
        "\"V1\",\"day\":\"2025-06-01\"}}";
    EACH_CITY(city)
    {
        CHECK_EQ(answer_err(arena, city_command(&city, arena, "told-1", "2025-06-02T09:00:00+08:00", clerk, "payment.record", pay)),
                 OK);
        const JsonNode *first = city_ask(&city, unit, "unit.notices", code);
        CHECK_EQ(items(first), 1);
        CHECK_STR(text_at(first, "items.0.event"), S("unit-paid"));
        CHECK(str_find(text_at(first, "items.0.zh"), S("1000.00 元")) > 0);
        Str rest = str_format(arena, "{\"credit_code\":\"91330106MA27XK3D59\",\"after\":\"" STR_FMT "\"}",
                              STR_ARG(text_at(first, "next")));
        const JsonNode *second = city_ask(&city, auditor, "unit.notices", str_z(arena, rest));
        CHECK_STR(text_at(second, "items.0.event"), S("unit-registered"));
        CHECK(!text_at(second, "next").n);
        static const char stranger[] = "{\"role\":\"unit\",\"user\":\"hr\",\"org\":\"91330106MA27XK3D58\"}";
        CHECK_EQ(city_refused(&city, stranger, "unit.notices", code), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, one, "unit.notices", code), ERR_NOT_PERMITTED);
        CHECK_EQ(city_refused(&city, unit, "unit.notices", "{\"credit_code\":\"91330106MA27XK3D59\",\"after\":\"x\"}"),
                 ERR_BAD_FIELD);
    }
}

TEST(policy_is_shown_with_its_sources_and_what_needs_care)
{
    City city;
    if (!city_found(&city, arena, ENGINE_MEMORY))
        return;
    const JsonNode *data = city_ask(&city, nobody, "policy.at", "{\"region\":\"330100\",\"month\":\"2025-08\"}");
    const JsonNode *months = parameter(data, "card.activation_months");
    CHECK_EQ(number_at(months, "value"), 6);
    CHECK(text_at(months, "reference").n && text_at(months, "from").n == 10);
    CHECK_STR(text_at(parameter(data, "retirement.delay_from"), "value"), S("2025-01"));
    CHECK_EQ(at_path(data, "parameters")->count, POLICY_KEY_END);
    CHECK(at_path(data, "papers")->count > 10 && number_at(data, "photo.width_px") > 0);
    CHECK_EQ(city_refused(&city, nobody, "policy.at", "{\"region\":\"650000\",\"month\":\"2025-08\"}"), ERR_NO_RULE);
    data = city_ask(&city, auditor, "policy.alarms", "{}");
    CHECK(item_with(data, "alarm", "provisional") != NULL);
    CHECK(!item_with(data, "key", "calendar"));
    Str late = city_say(
        &city, arena,
        S("{\"id\":\"q\",\"at\":\"2031-02-14T10:00:00+08:00\",\"actor\":{\"role\":\"auditor\",\"user\":\"a\",\"org\":\"o\"},"
          "\"query\":\"policy.alarms\",\"args\":{}}"));
    CHECK(str_find(late, S("\"alarm\":\"ended\"")) > 0);
    city_close(&city);
}

/* As of a day, and as known at an instant: the fold of fewer events. */
TEST(earlier_days_are_told_as_they_were)
{
    EACH_CITY(city)
    {
        const JsonNode *data = city_ask(&city, one, "person.status", "{\"person\":1,\"as_of\":\"2025-01-10\"}");
        CHECK_STR(text_at(data, "cards.0.production"), S("making"));
        data = city_ask(&city, one, "person.status", "{\"person\":1,\"as_of\":\"2025-02-04\"}");
        CHECK_STR(text_at(data, "cards.0.application"), S("lost-temporary"));
        data = city_ask(&city, one, "person.status", "{\"person\":1,\"known_at\":\"2025-01-10\"}");
        CHECK_STR(text_at(data, "cards.0.production"), S("making"));
        CHECK_EQ(city_refused(&city, one, "person.status", "{\"person\":1,\"as_of\":\"2025-01-01\"}"), ERR_UNKNOWN_PERSON);
        CHECK_EQ(city_refused(&city, one, "person.status", "{\"person\":1,\"known_at\":\"2025-01-01\"}"), ERR_UNKNOWN_PERSON);
    }
}

TEST(statements_of_core_mean_the_same_on_both_engines) { fixture_prepare_all(arena); }
