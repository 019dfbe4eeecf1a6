/* citizen_test.c - numbers of persons: every check character, every border of a day, every permit. */
#include "ident/ident.h"
#include "ident/region.h"
#include "support/test.h"

static Day today(void) { return day_make(2025, 8, 31); }
static IdentResult citizen(const char *value) { return ident_check(IDENT_CITIZEN, str(value), today()); }
static IdentResult permit(const char *value) { return ident_check(IDENT_PERMIT, str(value), today()); }

/* Puts the check character behind seventeen digits. */
static void finish(char number[19])
{
    number[17] = ident_citizen_check((Str){ number, 17 });
    number[18] = 0;
}

/* A random right number. */
static void random_citizen(uint64_t *seed, char number[19])
{
    static const int prefixes[] = { 11, 12, 15, 23, 37, 44, 46, 50, 54, 65 };
    int year = 1890 + (int)(test_random(seed) % 135), month = 1 + (int)(test_random(seed) % 12);
    int day = 1 + (int)(test_random(seed) % (uint64_t)month_days(year, month));
    snprintf(number, 19, "%02d%04d%04d%02d%02d%03d", prefixes[test_random(seed) % 10], (int)(test_random(seed) % 10000), year,
             month, day, (int)(test_random(seed) % 1000));
    finish(number);
}

TEST(worked_examples_of_citizen_numbers_hold)
{
    static const char *const good[] = { "11010519491231002X", "440524188001010014", "310101199003072911", "820000198506151236",
                                        "830000197811300450" };
    for (size_t i = 0; i < 5; i++) {
        CHECK_EQ(ident_citizen_check((Str){ good[i], 17 }), good[i][17]);
        /* The standard's own example was born in 1880 and is refused for its day alone. */
        CHECK_EQ(citizen(good[i]).mistake, i == 1 ? MISTAKE_DAY_EARLY : MISTAKE_NONE);
    }
    CHECK_EQ(ident_citizen_check(S("91112419810803002")), '4');
    IdentResult r = citizen("11010519491231002X");
    CHECK(r.valid && r.form == FORM_RESIDENT && r.sex == SEX_FEMALE && r.region == 110105 && !r.notes);
    CHECK_EQ(r.birth.n, day_make(1949, 12, 31).n);
    CHECK_EQ(citizen("310101199003072911").sex, SEX_MALE);
}

TEST(fifteen_digits_become_eighteen)
{
    IdentResult r = citizen("110105491231002");
    CHECK(r.valid && r.form == FORM_RESIDENT_15 && r.notes == NOTE_UPGRADED);
    CHECK_STR(ident_text(&r), S("11010519491231002X"));
    CHECK_EQ(r.birth.n, day_make(1949, 12, 31).n);
    CHECK_EQ(citizen("11010549123100X").mistake, MISTAKE_LETTER);
    CHECK_EQ(citizen("11010549123100X").at, 15);
    CHECK_EQ(citizen("110105490230002").mistake, MISTAKE_DAY);
    CHECK_EQ(citizen("160105491231002").mistake, MISTAKE_REGION);
    CHECK_STR(ident_sentence(arena, &(IdentResult){ 0 }, true), S(""));
    r = citizen("110105490230002");
    CHECK_STR(ident_sentence(arena, &r, true),
              S("The day of birth in the number, 1949-02-30, does not exist; correct it from the document."));
}

TEST(what_is_typed_otherwise_is_put_right)
{
    static const char *const same[] = { "11010519491231002x",
                                        "  11010519491231002X\t",
                                        "１１０１０５１９４９１２３１００２Ｘ",
                                        "１１０１０５１９４９１２３１００２ｘ",
                                        "\xE3\x80\x80"
                                        "11010519491231002X\xC2\xA0",
                                        "11010519491231002\xE2\x85\xA9",
                                        "11010519491231002X\r\n",
                                        "\xEF\xBB\xBF"
                                        "11010519491231002X" };
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        IdentResult r = citizen(same[i]);
        CHECK(r.valid);
        CHECK_STR(ident_text(&r), S("11010519491231002X"));
    }
}

TEST(each_mistake_is_named)
{
    static const struct {
        const char *value;
        IdentMistake mistake;
        size_t at;
    } cases[] = {
        { "", MISTAKE_EMPTY, 0 },
        { " \t ", MISTAKE_EMPTY, 0 },
        { "11010519491231\x01"
          "02X",
          MISTAKE_NOT_TEXT, 0 },
        { "110105194912310\xFF"
          "2X",
          MISTAKE_NOT_TEXT, 0 },
        { "110105 194912310 02X", MISTAKE_SPACE, 7 },
        { "1101051949123100", MISTAKE_LENGTH, 0 },
        { "11010519491231002X1", MISTAKE_LENGTH, 0 },
        { "1101O519491231002X", MISTAKE_LETTER, 5 },
        { "X1010519491231002X", MISTAKE_LETTER, 1 },
        { "11010519491231-02X", MISTAKE_CHARACTER, 15 },
        { "11010519491231002Y", MISTAKE_CHARACTER, 18 },
        { "1101零519491231002X", MISTAKE_CHARACTER, 5 },
        { "160105194912310029", MISTAKE_REGION, 1 },
        { "710105194912310029", MISTAKE_REGION, 1 },
        { "990105194912310029", MISTAKE_REGION, 1 },
        { "110105194913310029", MISTAKE_DAY, 7 },
        { "110105194900310029", MISTAKE_DAY, 7 },
        { "110105194912000029", MISTAKE_DAY, 7 },
        { "110105200002300029", MISTAKE_DAY, 7 },
        { "110105190002290029", MISTAKE_DAY, 7 },
        { "110105188912310029", MISTAKE_DAY_EARLY, 7 },
        { "110105202509010029", MISTAKE_DAY_FUTURE, 7 },
        { "110105194912310021", MISTAKE_CHECK, 18 },
        { "911124198108030024", MISTAKE_OTHER_KIND, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        IdentResult r = citizen(cases[i].value);
        CHECK(!r.valid && !r.notes);
        CHECK_STR(str(ident_mistake_code(r.mistake)), str(ident_mistake_code(cases[i].mistake)));
        CHECK_EQ(r.at, cases[i].at);
    }
    IdentResult r = citizen("1101O519491231002X");
    CHECK_STR(ident_sentence(arena, &r, true),
              S("Character 5 must be a digit but is \"O\"; correct it from the document. It may be the digit 0."));
    CHECK_STR(ident_sentence(arena, &r, false), S("第 5 位应为数字，现在是“O”，请对照证件改正。它可能是数字 0。"));
    r = citizen("1101零519491231002X");
    CHECK_STR(str(r.got), S("零"));
    r = citizen("1101051949123100");
    CHECK_EQ(r.length, 16);
}

TEST(a_zero_byte_inside_is_no_number)
{
    CHECK_EQ(ident_check(IDENT_CITIZEN, (Str){ "11010519491231002X\0", 19 }, today()).mistake, MISTAKE_NOT_TEXT);
    CHECK_EQ(ident_check(IDENT_CITIZEN,
                         (Str){ "110105\0"
                                "9491231002X",
                                18 },
                         today())
                 .mistake,
             MISTAKE_NOT_TEXT);
}

TEST(every_wrong_check_character_is_caught)
{
    uint64_t seed = 11;
    for (int i = 0; i < 2000; i++) {
        char number[19];
        random_citizen(&seed, number);
        CHECK(citizen(number).valid);
        char right = number[17];
        for (const char *c = "0123456789X"; *c; c++) {
            number[17] = *c;
            IdentResult r = citizen(number);
            CHECK_EQ(r.valid, *c == right);
            CHECK(r.valid || (r.mistake == MISTAKE_CHECK && r.explained && r.singles >= 1));
        }
    }
}

TEST(any_single_digit_change_is_caught)
{
    uint64_t seed = 12;
    for (int i = 0; i < 1500; i++) {
        char number[19], changed[19];
        random_citizen(&seed, number);
        for (int at = 0; at < 17; at++)
            for (char c = '0'; c <= '9'; c++) {
                memcpy(changed, number, 19);
                changed[at] = c;
                IdentResult r = citizen(changed);
                CHECK_EQ(r.valid, c == number[at]);
                bool explained = r.mistake == MISTAKE_OTHER_KIND || r.singles >= 1;
                CHECK(r.valid || explained);
            }
    }
}

TEST(any_swap_of_neighbours_is_caught_and_found_again)
{
    uint64_t seed = 13;
    int named = 0;
    for (int i = 0; i < 4000; i++) {
        char number[19];
        random_citizen(&seed, number);
        for (int at = 0; at < 17; at++) {
            char swapped[19];
            memcpy(swapped, number, 19);
            swapped[at] = number[at + 1];
            swapped[at + 1] = number[at];
            if (number[at] == number[at + 1] || swapped[16] == 'X')
                continue;
            IdentResult r = citizen(swapped);
            CHECK(!r.valid);
            CHECK(r.mistake == MISTAKE_OTHER_KIND || r.swaps >= 1);
            CHECK(r.swaps != 1 || r.mistake == MISTAKE_OTHER_KIND || r.swap_at == at + 1);
            named += r.swaps == 1;
        }
    }
    CHECK(named > 1000);
}

TEST(a_named_place_is_the_only_one_that_helps)
{
    uint64_t seed = 14;
    for (int i = 0; i < 3000; i++) {
        char number[19], tried[19];
        random_citizen(&seed, number);
        number[test_random(&seed) % 17] = (char)('0' + test_random(&seed) % 10);
        number[test_random(&seed) % 17] = (char)('0' + test_random(&seed) % 10);
        IdentResult r = citizen(number);
        if (!r.explained)
            continue;
        int singles = 0, swaps = 0, at_single = 0, at_swap = 0;
        for (int at = 0; at < 18; at++)
            for (const char *c = "0123456789X"; *c; c++) {
                memcpy(tried, number, 19);
                tried[at] = *c;
                if (*c != number[at] && citizen(tried).valid)
                    singles++, at_single = at + 1;
            }
        for (int at = 0; at < 17; at++) {
            memcpy(tried, number, 19);
            tried[at] = number[at + 1];
            tried[at + 1] = number[at];
            if (number[at] != number[at + 1] && citizen(tried).valid)
                swaps++, at_swap = at + 1;
        }
        CHECK_EQ(r.singles, singles);
        CHECK_EQ(r.swaps, swaps);
        CHECK(singles != 1 || r.single_at == at_single);
        CHECK(swaps != 1 || r.swap_at == at_swap);
    }
}

TEST(every_day_of_the_calendar_and_no_other)
{
    for (int year = 1888; year <= 2027; year++)
        for (int month = 0; month <= 13; month++)
            for (int day = 0; day <= 32; day++) {
                char number[19];
                snprintf(number, sizeof number, "110105%04d%02d%02d002", year, month, day);
                finish(number);
                bool real = day_valid(year, month, day);
                bool right = real && year >= 1890 && day_make(year, month, day).n <= today().n;
                IdentResult r = citizen(number);
                CHECK_EQ(r.valid, right);
                CHECK(right || r.mistake == (!real ? MISTAKE_DAY : year < 1890 ? MISTAKE_DAY_EARLY : MISTAKE_DAY_FUTURE));
            }
}

TEST(only_province_prefixes_decide)
{
    for (int prefix = 0; prefix < 100; prefix++) {
        char number[19];
        snprintf(number, sizeof number, "%02d999919900101001", prefix);
        finish(number);
        bool right = region_province(prefix) && prefix != 71;
        IdentResult r = citizen(number);
        CHECK_EQ(r.valid, right);
        CHECK(right || prefix / 10 == 9 || r.mistake == MISTAKE_REGION);
        CHECK(!right || prefix > 80 || r.notes == NOTE_OLD_REGION);
    }
    IdentResult r = citizen("110103195001010018");
    r = r.valid ? r : citizen("110103195001010026");
    char number[19] = "11010319500101001";
    finish(number);
    r = citizen(number);
    CHECK(r.valid && r.notes == NOTE_OLD_REGION); /* Chongwen, merged in 2010 */
    CHECK_STR(ident_sentence(arena, &r, true), S("Region code 110103 is no longer in use; the number stays valid."));
}

TEST(permits_of_every_form)
{
    static const struct {
        const char *value;
        IdentForm form;
        const char *text;
    } good[] = {
        { "820000198506151236", FORM_MACAO, NULL },
        { "830000197811300450", FORM_TAIWAN, NULL },
        { "911124198108030024", FORM_FOREIGN, NULL },
        { "CAN110108102401", FORM_FOREIGN_OLD, NULL },
        { "H12345678", FORM_HOME_RETURN, NULL },
        { "m1234567801", FORM_HOME_RETURN, "M1234567801" },
        { "12345678", FORM_TAIWAN_TRAVEL, NULL },
        { "1234567890", FORM_TAIWAN_TRAVEL_OLD, NULL },
        { "1234567890(b)", FORM_TAIWAN_TRAVEL_OLD, "1234567890B" },
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        IdentResult r = permit(good[i].value);
        CHECK(r.valid);
        CHECK_EQ(r.form, good[i].form);
        CHECK_STR(ident_text(&r), str(good[i].text ? good[i].text : good[i].value));
    }
    IdentResult r = permit("911124198108030024");
    CHECK(r.region == 110000 && r.birth.n == day_make(1981, 8, 3).n && r.sex == SEX_FEMALE);
    static const struct {
        const char *value;
        IdentMistake mistake;
        size_t at;
    } bad[] = {
        { "11010519491231002X", MISTAKE_OTHER_KIND, 0 },
        { "110105491231002", MISTAKE_OTHER_KIND, 0 },
        { "820001198506151236", MISTAKE_PREFIX, 1 },
        { "840000198506151236", MISTAKE_PREFIX, 1 },
        { "820000198506151237", MISTAKE_CHECK, 18 },
        { "820000198513151236", MISTAKE_DAY, 7 },
        { "911124198108030025", MISTAKE_CHECK, 18 },
        { "916124198108030024", MISTAKE_REGION, 2 },
        { "920124198108030024", MISTAKE_REGION, 2 },
        { "H1234567", MISTAKE_LENGTH, 0 },
        { "H123456789", MISTAKE_LENGTH, 0 },
        { "H1234567O", MISTAKE_LETTER, 9 },
        { "K12345678", MISTAKE_PREFIX, 1 },
        { "CA1110108102401", MISTAKE_CHARACTER, 3 },
        { "CAN11010810240A", MISTAKE_LETTER, 15 },
        { "CAN11010810240", MISTAKE_LENGTH, 0 },
        { "123456789", MISTAKE_LENGTH, 0 },
        { "1234567", MISTAKE_LENGTH, 0 },
        { "1234A678", MISTAKE_LETTER, 5 },
        { "", MISTAKE_EMPTY, 0 },
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        r = permit(bad[i].value);
        CHECK_STR(str(ident_mistake_code(r.mistake)), str(ident_mistake_code(bad[i].mistake)));
        CHECK_EQ(r.at, bad[i].at);
    }
}

TEST(social_security_numbers_of_everybody)
{
    CHECK(ident_check(IDENT_SSN, S("11010519491231002X"), today()).valid);
    CHECK(ident_check(IDENT_SSN, S("820000198506151236"), today()).valid);
    CHECK_EQ(ident_check(IDENT_SSN, S("911124198108030024"), today()).form, FORM_FOREIGN);
    char made[19];
    CHECK(ident_ssn_make(S("CAN"), S("AB123456"), made));
    CHECK_STR(str(made), S("CAN0000000AB123456"));
    IdentResult r = ident_check(IDENT_SSN, str(made), today());
    CHECK(r.valid && r.form == FORM_FOREIGN_SSN && r.notes == NOTE_PADDING);
    CHECK(ident_sentence(arena, &r, false).n > 0);
    CHECK(!ident_ssn_make(S("CA"), S("AB123456"), made) && !ident_ssn_make(S("CAN"), S(""), made) &&
          !ident_ssn_make(S("C1N"), S("1"), made));
    CHECK(!ident_ssn_make(S("CAN"), S("123456789012345"), made) && !ident_ssn_make(S("CAN"), S("12 4"), made));
    CHECK_EQ(ident_check(IDENT_SSN, S("CAN1000000AB123456"), today()).at, 4);
    CHECK_EQ(ident_check(IDENT_SSN, S("CAN0000000AB12345"), today()).mistake, MISTAKE_LENGTH);
}

TEST(passports)
{
    CHECK_EQ(ident_check(IDENT_PASSPORT, S("E12345678"), today()).form, FORM_PASSPORT_CHINA);
    CHECK_EQ(ident_check(IDENT_PASSPORT, S("g12345678"), today()).form, FORM_PASSPORT_CHINA);
    CHECK_EQ(ident_check(IDENT_PASSPORT, S("EA1234567"), today()).form, FORM_PASSPORT_CHINA);
    CHECK_EQ(ident_check(IDENT_PASSPORT, S("AB123456"), today()).form, FORM_PASSPORT);
    CHECK(ident_check(IDENT_PASSPORT, S("A1234"), today()).valid &&
          ident_check(IDENT_PASSPORT, S("12345678901234567"), today()).valid);
    CHECK_EQ(ident_check(IDENT_PASSPORT, S("A123"), today()).mistake, MISTAKE_LENGTH);
    CHECK_EQ(ident_check(IDENT_PASSPORT, S("123456789012345678"), today()).mistake, MISTAKE_LENGTH);
    CHECK_EQ(ident_check(IDENT_PASSPORT, S("AB-12345"), today()).mistake, MISTAKE_CHARACTER);
}

TEST(types_of_documents)
{
    CHECK_EQ(ident_document(S("01")), DOCUMENT_ID_CARD);
    CHECK_EQ(ident_document(S("99")), DOCUMENT_OTHER);
    CHECK_EQ(ident_document(S("00")), DOCUMENT_NONE);
    CHECK_EQ(ident_document(S("passport")), DOCUMENT_PASSPORT);
    CHECK_EQ(ident_document(S("")), DOCUMENT_NONE);
    CHECK_EQ(ident_document_from_other(4), DOCUMENT_PASSPORT);
    CHECK_EQ(ident_document_from_other(0), DOCUMENT_NONE);
    CHECK_EQ(ident_document_row(DOCUMENT_TAIWAN_PERMIT)->kind, IDENT_PERMIT);
    CHECK_EQ(ident_document_row(DOCUMENT_OFFICER_CARD)->kind, IDENT_FREE);
}
