/* number_test.c - credit codes, bank cards, cards, telephones, and guessing which is which. */
#include "ident/ident.h"
#include "support/test.h"

static IdentResult check(IdentKind kind, const char *value) { return ident_check(kind, str(value), day_make(2025, 8, 31)); }

typedef struct {
    IdentKind kind;
    const char *value;
    IdentMistake mistake;
    size_t at;
    const char *text;
} Case;

static void cases_check(const Case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        IdentResult r = check(cases[i].kind, cases[i].value);
        if (r.mistake != cases[i].mistake)
            test_fail(__FILE__, __LINE__, "%s: %s, should be %s", cases[i].value, ident_mistake_code(r.mistake),
                      ident_mistake_code(cases[i].mistake));
        CHECK_EQ(r.valid, cases[i].mistake == MISTAKE_NONE);
        CHECK_EQ(r.at, cases[i].at);
        if (r.valid)
            CHECK_STR(ident_text(&r), str(cases[i].text ? cases[i].text : cases[i].value));
    }
}
#define CASES_CHECK(cases) cases_check(cases, sizeof cases / sizeof *cases)

TEST(credit_codes)
{
    static const Case cases[] = {
        { IDENT_CREDIT_CODE, "91350100M000100Y43", MISTAKE_NONE, 0, NULL },
        { IDENT_CREDIT_CODE, "91110000MA01ABCD52", MISTAKE_NONE, 0, NULL },
        { IDENT_CREDIT_CODE, "12310000425006133Y", MISTAKE_NONE, 0, NULL },
        { IDENT_CREDIT_CODE, " 91350100m000100y43 ", MISTAKE_NONE, 0, "91350100M000100Y43" },
        { IDENT_CREDIT_CODE, "９１３５０１００Ｍ０００１００Ｙ４３", MISTAKE_NONE, 0, "91350100M000100Y43" },
        { IDENT_CREDIT_CODE, "91350100M000100Y4", MISTAKE_LENGTH, 0, NULL },
        { IDENT_CREDIT_CODE, "91350100M000100Y44", MISTAKE_CHECK, 18, NULL },
        { IDENT_CREDIT_CODE, "9135010OM000100Y43", MISTAKE_LETTER, 8, NULL },
        { IDENT_CREDIT_CODE, "91350100M00O100Y43", MISTAKE_CHARACTER, 12, NULL },
        { IDENT_CREDIT_CODE, "91350100I000100Y43", MISTAKE_CHARACTER, 9, NULL },
        { IDENT_CREDIT_CODE, "91350100S000100Y43", MISTAKE_CHARACTER, 9, NULL },
        { IDENT_CREDIT_CODE, "91350100V000100Y43", MISTAKE_CHARACTER, 9, NULL },
        { IDENT_CREDIT_CODE, "91350100Z000100Y43", MISTAKE_CHARACTER, 9, NULL },
    };
    CASES_CHECK(cases);
    CHECK_EQ(check(IDENT_CREDIT_CODE, "91350100M000100Y43").notes, 0);
    CHECK_EQ(check(IDENT_CREDIT_CODE, "91350100M000100Y43").region, 350100);
    char code[19] = "91350100M000100Y5";
    code[17] = ident_credit_check((Str){ code, 17 });
    CHECK_EQ(check(IDENT_CREDIT_CODE, code).notes, NOTE_INNER_CHECK);
    CHECK_EQ(ident_organisation_check(S("M000100Y")), '4');
    CHECK_EQ(ident_organisation_check(S("MA01ABCD")), '5');
    CHECK_EQ(ident_organisation_check(S("42500613")), '3');
}

TEST(any_slip_in_a_credit_code_is_caught)
{
    static const char letters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    uint64_t seed = 31;
    for (int i = 0; i < 300; i++) {
        char code[19] = "91", changed[19];
        for (int k = 2; k < 17; k++)
            code[k] = letters[test_random(&seed) % (k < 8 ? 10 : 31)];
        code[17] = ident_credit_check((Str){ code, 17 });
        CHECK(check(IDENT_CREDIT_CODE, code).valid);
        for (int at = 0; at < 18; at++)
            for (const char *c = letters; *c; c++) {
                memcpy(changed, code, 19);
                changed[at] = *c;
                IdentResult r = check(IDENT_CREDIT_CODE, changed);
                CHECK_EQ(r.valid, *c == code[at]);
                CHECK(r.valid || r.mistake == MISTAKE_LETTER || (r.mistake == MISTAKE_CHECK && r.singles >= 12));
            }
        for (int at = 0; at < 17; at++) {
            memcpy(changed, code, 19);
            changed[at] = code[at + 1];
            changed[at + 1] = code[at];
            IdentResult r = check(IDENT_CREDIT_CODE, changed);
            CHECK_EQ(r.valid, code[at] == code[at + 1]);
            CHECK(r.valid || r.mistake == MISTAKE_LETTER || r.swaps >= 1);
        }
    }
}

TEST(bank_cards)
{
    static const Case cases[] = {
        { IDENT_BANK_CARD, "6217000010023456786", MISTAKE_NONE, 0, NULL },
        { IDENT_BANK_CARD, "6225881234567898", MISTAKE_NONE, 0, NULL },
        { IDENT_BANK_CARD, "6200000000000000000", MISTAKE_NONE, 0, NULL },
        { IDENT_BANK_CARD, "6217 0000 1002 3456 786", MISTAKE_NONE, 0, "6217000010023456786" },
        { IDENT_BANK_CARD, "６２２５８８１２３４５６７８９８", MISTAKE_NONE, 0, "6225881234567898" },
        { IDENT_BANK_CARD, "6225881234567897", MISTAKE_CHECK, 16, NULL },
        { IDENT_BANK_CARD, "622588123456789", MISTAKE_LENGTH, 0, NULL },
        { IDENT_BANK_CARD, "62170000100234567861", MISTAKE_LENGTH, 0, NULL },
        { IDENT_BANK_CARD, "622588123456789O", MISTAKE_LETTER, 16, NULL },
        { IDENT_BANK_CARD, "4225881234567898", MISTAKE_PREFIX, 1, NULL },
        { IDENT_BANK_CARD, "6325881234567898", MISTAKE_PREFIX, 1, NULL },
        { IDENT_BANK_CARD, "", MISTAKE_EMPTY, 0, NULL },
    };
    CASES_CHECK(cases);
    CHECK_EQ(ident_bank_check(S("621700001002345678")), '6');
    CHECK_EQ(ident_bank_check(S("622588123456789")), '8');
    CHECK_EQ(ident_bank_check(S("620000000000000000")), '0');
}

TEST(any_wrong_digit_of_a_bank_card_is_caught_and_swaps_but_nought_and_nine)
{
    uint64_t seed = 62;
    for (int i = 0; i < 1000; i++) {
        char card[20] = "62", changed[20];
        size_t n = 16 + test_random(&seed) % 4;
        for (size_t k = 2; k + 1 < n; k++)
            card[k] = (char)('0' + test_random(&seed) % 10);
        card[n - 1] = ident_bank_check((Str){ card, n - 1 });
        card[n] = 0;
        CHECK(check(IDENT_BANK_CARD, card).valid);
        for (size_t at = 2; at < n; at++)
            for (char c = '0'; c <= '9'; c++) {
                memcpy(changed, card, 20);
                changed[at] = c;
                CHECK_EQ(check(IDENT_BANK_CARD, changed).valid, c == card[at]);
            }
        for (size_t at = 2; at + 1 < n; at++) {
            memcpy(changed, card, 20);
            changed[at] = card[at + 1];
            changed[at + 1] = card[at];
            bool blind =
                card[at] == card[at + 1] || (card[at] == '0' && card[at + 1] == '9') || (card[at] == '9' && card[at + 1] == '0');
            IdentResult r = check(IDENT_BANK_CARD, changed);
            CHECK_EQ(r.valid, blind);
            CHECK(blind || r.swaps >= 1);
        }
    }
}

TEST(telephones)
{
    static const Case cases[] = {
        { IDENT_MOBILE, "13812345678", MISTAKE_NONE, 0, NULL },
        { IDENT_MOBILE, "+86 138-1234-5678", MISTAKE_NONE, 0, "13812345678" },
        { IDENT_MOBILE, "008619912345678", MISTAKE_NONE, 0, "19912345678" },
        { IDENT_MOBILE, "8613812345678", MISTAKE_NONE, 0, "13812345678" },
        { IDENT_MOBILE, "＋８６　１３８１２３４５６７８", MISTAKE_NONE, 0, "13812345678" },
        { IDENT_MOBILE, "86 138 1234 5678", MISTAKE_NONE, 0, "13812345678" },
        { IDENT_MOBILE, "12812345678", MISTAKE_PREFIX, 1, NULL },
        { IDENT_MOBILE, "10812345678", MISTAKE_PREFIX, 1, NULL },
        { IDENT_MOBILE, "23812345678", MISTAKE_PREFIX, 1, NULL },
        { IDENT_MOBILE, "1381234567", MISTAKE_LENGTH, 0, NULL },
        { IDENT_MOBILE, "138123456789", MISTAKE_LENGTH, 0, NULL },
        { IDENT_MOBILE, "1381234567l", MISTAKE_LETTER, 11, NULL },
        { IDENT_MOBILE, "+1 2125550100", MISTAKE_PREFIX, 1, NULL },
        { IDENT_MOBILE, "010-12345678", MISTAKE_OTHER_KIND, 0, NULL },
        { IDENT_MOBILE, "+86", MISTAKE_LENGTH, 0, NULL },
        { IDENT_MOBILE, "-", MISTAKE_LENGTH, 0, NULL },
        { IDENT_PHONE, "13812345678", MISTAKE_NONE, 0, NULL },
        { IDENT_PHONE, "+86-138-1234-5678", MISTAKE_NONE, 0, "13812345678" },
        { IDENT_PHONE, "01012345678", MISTAKE_NONE, 0, "010-12345678" },
        { IDENT_PHONE, "(0571) 8765 4321", MISTAKE_NONE, 0, "0571-87654321" },
        { IDENT_PHONE, "（０２８）８６７８１２３４", MISTAKE_NONE, 0, "028-86781234" },
        { IDENT_PHONE, "0571-8765432", MISTAKE_NONE, 0, "0571-8765432" },
        { IDENT_PHONE, "+86 10 12345678", MISTAKE_NONE, 0, "010-12345678" },
        { IDENT_PHONE, "+86-571-87654321", MISTAKE_NONE, 0, "0571-87654321" },
        { IDENT_PHONE, "010-12345678-123", MISTAKE_NONE, 0, "010-12345678-123" },
        { IDENT_PHONE, "010-12345678转8001", MISTAKE_NONE, 0, "010-12345678-8001" },
        { IDENT_PHONE, "020-1234-5678", MISTAKE_NONE, 0, "020-12345678" },
        { IDENT_PHONE, "12333", MISTAKE_NONE, 0, NULL },
        { IDENT_PHONE, "96102", MISTAKE_NONE, 0, NULL },
        { IDENT_PHONE, "95588", MISTAKE_NONE, 0, NULL },
        { IDENT_PHONE, "0571-12333", MISTAKE_NONE, 0, NULL },
        { IDENT_PHONE, "400-123-4567", MISTAKE_NONE, 0, "4001234567" },
        { IDENT_PHONE, "87654321", MISTAKE_AREA, 0, NULL },
        { IDENT_PHONE, "0571-876543", MISTAKE_LENGTH, 0, NULL },
        { IDENT_PHONE, "011-12345678", MISTAKE_PREFIX, 1, NULL },
        { IDENT_PHONE, "010-12345678-", MISTAKE_LENGTH, 0, NULL },
        { IDENT_PHONE, "010-1234A678", MISTAKE_LETTER, 9, NULL },
        { IDENT_PHONE, "0", MISTAKE_LENGTH, 0, NULL },
        { IDENT_PHONE, "()", MISTAKE_LENGTH, 0, NULL },
        { IDENT_PHONE, "+86-", MISTAKE_LENGTH, 0, NULL },
        { IDENT_PHONE, "010-12345678-1234567", MISTAKE_LENGTH, 0, NULL },
        { IDENT_PHONE, "99999", MISTAKE_LENGTH, 0, NULL },
    };
    CASES_CHECK(cases);
    for (char second = '0'; second <= '9'; second++) {
        char number[] = "1x012345678";
        number[1] = second;
        CHECK_EQ(check(IDENT_MOBILE, number).valid, second >= '3');
    }
}

TEST(numbers_of_the_card)
{
    static const Case cases[] = {
        { IDENT_CARD_NO, "A01234567", MISTAKE_NONE, 0, NULL },
        { IDENT_CARD_NO, "x12399063", MISTAKE_NONE, 0, "X12399063" },
        { IDENT_CARD_NO, "123456789", MISTAKE_NONE, 0, NULL },
        { IDENT_CARD_NO, "A0123456", MISTAKE_LENGTH, 0, NULL },
        { IDENT_CARD_NO, "A012345678", MISTAKE_LENGTH, 0, NULL },
        { IDENT_CARD_NO, "AB1234567", MISTAKE_LETTER, 2, NULL },
        { IDENT_CARD_NO, "A0123456O", MISTAKE_LETTER, 9, NULL },
        { IDENT_CARD_NO, "-01234567", MISTAKE_CHARACTER, 1, NULL },
        { IDENT_CARD_ID_CODE, "33010000112233445566778899aabbcc", MISTAKE_NONE, 0, "33010000112233445566778899AABBCC" },
        { IDENT_CARD_ID_CODE, "33010000112233445566778899AABBC", MISTAKE_LENGTH, 0, NULL },
        { IDENT_CARD_ID_CODE, "33010000112233445566778899AABBCG", MISTAKE_CHARACTER, 32, NULL },
        { IDENT_CARD_ID_CODE, "3301A000112233445566778899AABBCC", MISTAKE_LETTER, 5, NULL },
        { IDENT_CARD_ID_CODE, "03010000112233445566778899AABBCC", MISTAKE_REGION, 1, NULL },
        { IDENT_ATR, "0081544386603301C0FFEE0011", MISTAKE_NONE, 0, NULL },
        { IDENT_ATR, "0081544386603301C0FFEE001122", MISTAKE_LENGTH, 0, NULL },
        { IDENT_ATR, "008154438660330", MISTAKE_LENGTH, 0, NULL },
        { IDENT_ATR, "0081544386603301C0FFEE00ZZ", MISTAKE_CHARACTER, 25, NULL },
    };
    CASES_CHECK(cases);
    CHECK_EQ(check(IDENT_CARD_ID_CODE, "33010000112233445566778899aabbcc").region, 330100);
}

TEST(the_kind_is_guessed)
{
    static const struct {
        const char *value;
        IdentKind kind;
    } cases[] = {
        { "11010519491231002X", IDENT_CITIZEN },
        { "110105491231002", IDENT_CITIZEN },
        { "11010519491231002", IDENT_CITIZEN },
        { "110105194912310021", IDENT_CITIZEN },
        { "820000198506151236", IDENT_CITIZEN },
        { "911124198108030024", IDENT_PERMIT },
        { "91350100M000100Y43", IDENT_CREDIT_CODE },
        { "91350100M000100Y44", IDENT_CREDIT_CODE },
        { "6217000010023456786", IDENT_BANK_CARD },
        { "6217000010023456785", IDENT_BANK_CARD },
        { "13812345678", IDENT_MOBILE },
        { "+8613812345678", IDENT_MOBILE },
        { "010-12345678", IDENT_PHONE },
        { "12333", IDENT_PHONE },
        { "A01234567", IDENT_CARD_NO },
        { "33010000112233445566778899AABBCC", IDENT_CARD_ID_CODE },
        { "H12345678", IDENT_PERMIT },
        { "CAN0000000AB123456", IDENT_SSN },
        { "AB1234567", IDENT_PASSPORT },
        { "", IDENT_PHONE },
        { "你好", IDENT_PHONE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        IdentKind kind = ident_guess(str(cases[i].value), day_make(2025, 8, 31));
        if (kind != cases[i].kind)
            test_fail(__FILE__, __LINE__, "%s: %s, should be %s", cases[i].value, ident_kind_word(kind),
                      ident_kind_word(cases[i].kind));
    }
    for (int kind = 1; kind < IDENT_KIND_END; kind++)
        CHECK_EQ(ident_kind(str(ident_kind_word((IdentKind)kind))), kind);
    CHECK_EQ(ident_kind(S("nonsense")), IDENT_FREE);
}
