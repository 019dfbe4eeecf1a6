/* deed_test.c - every command as a form of the desk that may give it: the menu leads only to pages that are there, each form
 * asks what the catalogue asks, and the journeys at the bank, the hospital, the pharmacy and on the telephone end with a card
 * that works. */
#include "town.h"
#include "words/words.h"

/* A form filled in and sent; pairs end with NULL. */
static Reply send_form(Town *town, TownRole by, const char *page, const char *const *pairs)
{
    Reply shown = town_get(town, by, page);
    CHECK_EQ(shown.status, 200);
    Str form = form_of(town, &shown, page);
    for (size_t i = 0; pairs[i]; i += 2)
        form = form_with(town, form, pairs[i], pairs[i + 1]);
    return town_post(town, by, page, form, NULL);
}

static Role role_of(TownRole by)
{
    static const Role roles[BY_END] = {
        [BY_CLERK] = ROLE_CLERK,       [BY_REVIEWER] = ROLE_REVIEWER, [BY_BANK] = ROLE_BANK,
        [BY_ONLINE] = ROLE_ONLINE,     [BY_HOLDER] = ROLE_HOLDER,     [BY_UNIT] = ROLE_UNIT,
        [BY_ADMIN] = ROLE_ADMIN,       [BY_TAX] = ROLE_TAX,           [BY_AGENCY] = ROLE_AGENCY,
        [BY_AUDITOR] = ROLE_AUDITOR,   [BY_CENTRE] = ROLE_CENTRE,     [BY_HOTLINE] = ROLE_HOTLINE,
        [BY_HOSPITAL] = ROLE_HOSPITAL, [BY_PHARMACY] = ROLE_PHARMACY, [BY_SAME_REVIEWER] = ROLE_REVIEWER,
        [BY_DEPUTY] = ROLE_ADMIN,
    };
    return roles[by];
}

static bool asks(Town *town, const Reply *page, const char *name)
{
    const char *const forms[] = { "name=\"%s\"", "name=\"%s.", "id=\"%s\"" };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (reply_says(page, str_z(town->arena, str_format(town->arena, forms[i], name))))
            return true;
    return false;
}

TEST(every_command_has_a_form_for_those_who_may_give_it)
{
    static const TownRole desks[] = { BY_NOBODY, BY_CLERK, BY_BANK, BY_UNIT, BY_ADMIN, BY_AUDITOR, BY_CENTRE };
    Town town;
    if (!town_open(&town, arena))
        return;
    int forms = 0;
    for (CommandId command = CMD_NONE + 1; command < CMD_END; command++) {
        const CatalogueRow *row = command_row(command);
        if (!*row->name) /* a number that no command has */
            continue;
        for (size_t i = 0; i < sizeof desks / sizeof *desks; i++) {
            size_t mark = arena_mark(arena);
            /* A password is typed on pages of its own, where it is not shown. */
            bool may = desks[i] && role_in(row->roles, role_of(desks[i])) && !row->place[F_PASSWORD];
            Reply page = town_get(&town, desks[i], str_z(arena, str_format(arena, "/do/%s", row->name)));
            if (page.status != (may ? 200 : desks[i] ? 404 : 403))
                test_fail(__FILE__, __LINE__, "%s as %d: %d", row->name, desks[i], page.status);
            for (int f = 0; may && f < row->count; f++) {
                const FieldRow *field = field_row(row->fields[f]);
                bool known = row->fields[f] == F_CARD_CHANNEL || row->fields[f] == F_OPEN_CHANNEL ||
                             row->fields[f] == F_INSTITUTION || row->fields[f] == F_CREDIT_CODE || row->fields[f] == F_PAYER;
                if (row->required[f] && !known && field->type != TYPE_LINES && !asks(&town, &page, field->name))
                    test_fail(__FILE__, __LINE__, "the form of %s does not ask for %s", row->name, field->name);
            }
            forms += may;
            arena_back(arena, mark);
        }
    }
    CHECK(forms > 80);
    town_close(&town);
}

/* Every link of the page of each desk, in both languages. */
TEST(the_menu_of_a_desk_leads_to_pages_that_are_there)
{
    Town town;
    if (!town_open(&town, arena))
        return;
    for (TownRole by = BY_NOBODY + 1; by < BY_LATE; by++) {
        Reply menu = town_get(&town, by, by % 2 ? "/desk" : "/en/desk");
        CHECK_EQ(menu.status, 200);
        Str rest = menu.body;
        int links = 0;
        for (long at; (at = str_find(rest, S("govuk-task-list__link\" href=\""))) >= 0; links++) {
            size_t mark = arena_mark(arena);
            rest = str_from(rest, (size_t)at + sizeof "govuk-task-list__link\" href=\"" - 1);
            Str link = str_head(rest, (size_t)str_find(rest, S("\"")));
            Reply page = town_get(&town, by, str_z(arena, link));
            if (page.status != 200)
                test_fail(__FILE__, __LINE__, "%.*s of desk %d: %d", STR_ARG(link), by, page.status);
            arena_back(arena, mark);
        }
        CHECK(links > 0);
    }
    town_close(&town);
}

TEST(a_hospital_activates_at_the_first_visit)
{
    static const char *const wrong[] = { "card_id_code",
                                         "330100D156000005AABBCCDDEEFF0004",
                                         "ssn",
                                         "330106199509230126",
                                         "name",
                                         "李春分",
                                         "registration_no",
                                         "G-7",
                                         "visit",
                                         "outpatient",
                                         NULL };
    static const char *const right[] = { "card_id_code",
                                         "330100D156000005AABBCCDDEEFF0004",
                                         "ssn",
                                         "330106199509230126",
                                         "name",
                                         "李秋分",
                                         "registration_no",
                                         "G-7",
                                         "visit",
                                         "outpatient",
                                         NULL };
    static const char *const use[] = { "card_no", "A12345604", "function", "medical", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply other = send_form(&town, BY_HOSPITAL, "/hospital/activate", wrong);
    CHECK_EQ(other.status, 422); /* mismatch: who it is stays unsaid */
    CHECK(!reply_says(&other, "李秋分"));
    Reply done = send_form(&town, BY_HOSPITAL, "/hospital/activate", right);
    CHECK_EQ(done.status, 200);
    CHECK(reply_says(&done, "本次就诊即可使用"));
    Reply used = send_form(&town, BY_HOSPITAL, "/card/use", use);
    CHECK_EQ(used.status, 200);
    CHECK(reply_says(&used, "能否使用"));
    CHECK_EQ(town_get(&town, BY_HOSPITAL, "/pharmacy/activate").status, 403);
    town_close(&town);
}

TEST(a_pharmacy_takes_the_old_card_first)
{
    static const char *const no_old[] = { "card_id_code", "330100D156000005AABBCCDDEEFF0004", NULL };
    static const char *const both[] = { "old_card_no", "YX0004", "card_id_code", "330100D156000005AABBCCDDEEFF0004", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply empty = send_form(&town, BY_PHARMACY, "/pharmacy/activate", no_old);
    CHECK_EQ(empty.status, 422);
    CHECK(reply_says(&empty, "href=\"#old_card_no\""));
    Reply done = send_form(&town, BY_PHARMACY, "/pharmacy/activate", both);
    CHECK_EQ(done.status, 200);
    CHECK(reply_says(&done, "原医保卡已停用") && reply_says(&done, "1234.56"));
    town_close(&town);
}

TEST(the_hotline_activates_on_two_right_answers)
{
    static const char *const one[] = { "call",           "C-1",         "ssn", "330106199509230126", "card_no", "A12345604",
                                       "answers.mobile", "13800000000", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply wrong = send_form(&town, BY_HOTLINE, "/en/hotline/activate", one);
    CHECK(wrong.status >= 400 && wrong.status < 500);
    CHECK(reply_says(&wrong, "value=\"C-1\"")); /* nothing typed is lost */
    Reply before = town_api(&town, BY_CLERK, "/api/v1/queries/person.status", NULL, "{\"person\":4}");
    CHECK(reply_says(&before, "\"application\":\"sealed\""));
    town_close(&town);
}

TEST(a_form_made_of_the_catalogue_acts_refuses_and_waits)
{
    static const char *const hold[] = { "ssn", "330106199509230126", "cause", "dormant", "note", "<b>𠮷", NULL };
    static const char *const unseen[] = { "ssn", "330106199003078817", "cause", "investigation", "note", "\xe2\x80\xae", NULL };
    static const char *const empty[] = { NULL };
    static const char *const cancel[] = { "card_no", "A12345601", "reason", "other", "evidence", "id-card", NULL };
    static const char *const place[] = { "institution",    "H02",    "kind",   "hospital", "name",
                                         "云溪市第二医院", "region", "330100", NULL };
    Town town;
    if (!town_open(&town, arena))
        return;
    Reply missing = send_form(&town, BY_CLERK, "/do/hold.place", empty);
    CHECK_EQ(missing.status, 422);
    CHECK(reply_says(&missing, "href=\"#ssn\"") && reply_says(&missing, "href=\"#cause\""));
    Reply hidden = send_form(&town, BY_CLERK, "/do/hold.place", unseen);
    CHECK_EQ(hidden.status, 400);
    CHECK(reply_says(&hidden, "href=\"#note\""));
    Reply held = send_form(&town, BY_CLERK, "/do/hold.place", hold);
    CHECK_EQ(held.status, 200);
    Reply waits = send_form(&town, BY_CLERK, "/do/card.cancel", cancel);
    CHECK_EQ(waits.status, 200);
    CHECK(reply_says(&waits, "已受理") && reply_says(&waits, "C1-"));
    Reply made = send_form(&town, BY_ADMIN, "/en/do/institution.register", place);
    CHECK_EQ(made.status, 200);
    CHECK(reply_says(&made, "H02"));
    CHECK_EQ(town_get(&town, BY_CLERK, "/do/nonsense").status, 404);
    CHECK_EQ(town_get(&town, BY_CLERK, "/do/look.record").status, 404);
    town_close(&town);
}
