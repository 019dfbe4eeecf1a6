/* papers_test.c - which papers are asked for: every procedure, the fallbacks, and the lists that a city has of its own. */
#include "policy_help.h"

#define AS_NAME(name, key, of) { name, of },
static const struct {
    const char *name, *of;
} procedures[] = { PAPER_PROCEDURES(AS_NAME) };
enum { PROCEDURE_COUNT = sizeof procedures / sizeof *procedures };

TEST(procedures_are_sorted_as_the_look_up_needs)
{
    for (size_t i = 1; i < PROCEDURE_COUNT; i++)
        CHECK(str_cmp(str(procedures[i - 1].name), str(procedures[i].name)) < 0);
}

TEST(every_procedure_and_every_word_below_it_is_answered_everywhere)
{
    const PolicySet *set = policy_shipped();
    Day today = day_make(2025, 3, 1);
    for (size_t r = 0; r < policy_region_count(set); r++)
        for (size_t i = 0; i < PROCEDURE_COUNT; i++) {
            Str rest = str(procedures[i].of);
            do {
                Str of = str_cut(&rest, ' ');
                bool insurance = choice_from(SET_INSURANCE, of) != 0;
                const PaperList *list =
                    policy_papers(policy_region_at(set, r), str(procedures[i].name), of.n ? of : S("any"), today);
                if (!list && !insurance)
                    test_fail(__FILE__, __LINE__, "no list for %s %.*s", procedures[i].name, STR_ARG(of));
                for (size_t k = 0; list && k < list->count; k++)
                    CHECK(list->items[k].count > 0 && list->items[k].copies > 0);
                CHECK(!list || list->reference.n > 6);
            } while (rest.p);
        }
}

/* Whether the list asks for `kind` when `so` holds. */
static bool asks(const PaperList *list, EvidenceKind kind, int so)
{
    for (size_t i = 0; list && i < list->count; i++)
        if (paper_asked(&list->items[i], so) && paper_accepts(&list->items[i], kind))
            return true;
    return false;
}

TEST(papers_depend_on_who_and_what)
{
    const PolicySet *set = policy_shipped();
    const RegionPolicy *beijing = policy_region(set, 110000);
    Day today = day_make(2025, 3, 1);
    const PaperList *employee = policy_papers(beijing, S("open-account"), S("employee"), today);
    CHECK(asks(employee, EV_LABOUR_CONTRACT, 0) && asks(employee, EV_ID_CARD, 0));
    const PaperList *flexible = policy_papers(beijing, S("open-account"), S("flexible"), today);
    CHECK(!asks(flexible, EV_LABOUR_CONTRACT, 0) && !asks(flexible, EV_RESIDENCE_PROOF, 0));
    CHECK(asks(flexible, EV_RESIDENCE_PROOF, PAPER_IF_PLACE_UNKNOWN));
    const PaperList *reissue = policy_papers(beijing, S("card.apply"), S("reissue"), today);
    CHECK(!asks(reissue, EV_FEE_RECEIPT, PAPER_IF_ADULT) && asks(reissue, EV_FEE_RECEIPT, PAPER_IF_ADULT | PAPER_IF_FEE));
    CHECK(asks(reissue, EV_PHOTO, PAPER_IF_NO_PHOTO) && !asks(reissue, EV_PHOTO, PAPER_IF_ADULT));
    const PaperList *arrears = policy_papers(beijing, S("unseal"), S("arrears"), today);
    CHECK(asks(arrears, EV_BANK_REMITTANCE, 0) && asks(arrears, EV_CASH_RECEIPT, 0) && asks(arrears, EV_TAX_CERTIFICATE, 0));
    const PaperList *proxy = policy_papers(beijing, S("card.hand-over"), S("proxy"), today);
    CHECK_EQ(proxy->count, 3);
    CHECK(!proxy->items[0].of_other && proxy->items[1].of_other && asks(proxy, EV_POWER_OF_ATTORNEY, 0));
}

TEST(guangzhou_has_its_own_list_of_identity_papers)
{
    const PolicySet *set = policy_shipped();
    Day today = day_make(2025, 3, 1);
    const PaperList *here = policy_papers(policy_region(set, 440106), S("card.apply"), S("first"), today);
    const PaperList *there = policy_papers(policy_region(set, 440300), S("card.apply"), S("first"), today);
    CHECK(here != there);
    CHECK(!asks(here, EV_TEMP_ID, PAPER_IF_ADULT) && asks(there, EV_TEMP_ID, PAPER_IF_ADULT));
    CHECK(asks(here, EV_HOUSEHOLD_REGISTER, PAPER_IF_CHILD) && !asks(here, EV_HOUSEHOLD_REGISTER, PAPER_IF_ADULT));
    CHECK(asks(policy_papers(policy_region(set, 440100), S("card.apply"), S("exchange"), today), EV_TEMP_ID, PAPER_IF_ADULT));
}

TEST(lists_fall_back_to_any_and_insurances_add_exactly)
{
    Str text = replaced(
        arena, file_text("440100.yaml"), "\npapers:\n",
        "\npapers:\n  open-account:\n    medical:\n"
        "      - {from: 2011-07-01, value: [], reference: 甲号文, status: final}\n"
        "      - {from: 2025-01-01, value: [{kind: photo, copies: 2, valid_days: 180}], reference: 乙号文, status: final}\n"
        "    any:\n      - {from: 2011-07-01, value: [{kind: other}], reference: 甲号文, status: final}\n");
    size_t count = 0;
    PolicyFile *files = files_with(arena, "440100.yaml", text, &count);
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    CHECK_EQ(policy_load_files(arena, files, count, &set, &why), OK);
    const RegionPolicy *city = policy_region(set, 440100);
    Day before = day_make(2024, 12, 31), after = day_make(2025, 1, 1);
    CHECK_EQ(policy_papers_more(city, S("open-account"), S("medical"), before)->count, 0);
    const PaperList *more = policy_papers_more(city, S("open-account"), S("medical"), after);
    CHECK_EQ(more->count, 1);
    CHECK(more->items[0].copies == 2 && more->items[0].valid_days == 180);
    CHECK(policy_papers_more(city, S("open-account"), S("pension"), after) == NULL);
    CHECK(asks(policy_papers(city, S("open-account"), S("pension"), after), EV_OTHER, 0));
    CHECK(asks(policy_papers(city, S("open-account"), S("employee"), after), EV_LABOUR_CONTRACT, 0));
    CHECK(policy_papers_more(policy_region(set, 110000), S("open-account"), S("medical"), after) == NULL);
    CHECK(policy_papers(city, S("no-such-procedure"), S("any"), after) == NULL);
    CHECK(policy_papers(city, S(""), S(""), after) == NULL);
}

TEST(time_limits_validity_and_words)
{
    const RegionPolicy *beijing = policy_region(policy_shipped(), 110000);
    Day today = day_make(2025, 3, 1);
    CHECK_EQ(policy_case_workdays(beijing, S("open-account"), today), 10);
    CHECK_EQ(policy_case_workdays(beijing, S("unseal"), today), 5);
    CHECK_EQ(policy_case_workdays(beijing, S("card.lose"), today), 0);
    CHECK_EQ(policy_case_workdays(beijing, S("nothing"), today), 0);
    CHECK_EQ(policy_evidence_days(beijing, EV_CALL, today), 1);
    CHECK_EQ(policy_evidence_days(beijing, EV_POWER_OF_ATTORNEY, today), 180);
    CHECK_EQ(policy_evidence_days(beijing, EV_ID_CARD, today), 0);
    CHECK_STR(str(paper_condition_label(PAPER_IF_FEE, true)), S("a fee is due"));
    CHECK_STR(str(paper_condition_label(PAPER_ALWAYS, true)), S(""));
    /* Each procedure that opens a case has a time limit. */
    const char *cases[] = { "open-account", "correct-person", "unseal",      "seal-member",  "seal-end", "retirement",
                            "heirs",        "withdraw-death", "cancel-card", "destroy-card", "reverse" };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        CHECK(choice_from(SET_PROCEDURE, str(cases[i])) != 0);
        CHECK(policy_case_workdays(beijing, str(cases[i]), today) > 0);
    }
}
