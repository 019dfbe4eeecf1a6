/* hostile_number_test.c - numbers of people and of things that are none. */
#include "hostile.h"
#include "words/words.h"

/* A number that fails its check is an answer that is kept: the entry is all that is added. */
TEST(hostile_identity_numbers)
{
    static const char *const numbers[] = { "\"33010619900307881\"",
                                           "\"330106199003078818\"",
                                           "\"3301061990030788170\"",
                                           "\"330106199013078817\"",
                                           "\"x\"",
                                           "\"\"",
                                           "\" \"",
                                           "\"330106209003078817\"",
                                           "\"33010619900307881x\"",
                                           "\"330106199003078817;\"",
                                           "\"\xe7\xbe\x8a\"" };
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    Hash facts = stage_facts(&h.city);
    for (int id = 1; id < CMD_END; id++) {
        const CatalogueRow *row = command_row(id);
        for (int i = 0; row->roles && i < row->count; i++)
            for (size_t k = 0; field_row(row->fields[i])->type == TYPE_PERSON && k < sizeof numbers / sizeof *numbers; k++) {
                arena_reset(&h.line);
                Str args = good_args(&h.line, row, row->fields[i], numbers[k]), actor = good_actor(&h.line, row->roles);
                Str line =
                    str_format(&h.line, "{\"id\":\"n%d-%d-%d\",\"at\":\"" AT "\",\"actor\":%.*s,\"command\":\"%s\",\"args\":%.*s}",
                               id, i, (int)k, STR_ARG(actor), row->name, STR_ARG(args));
                Str first = city_say(&h.city, &h.line, line), again = city_say(&h.city, &h.line, line);
                CHECK_EQ(answer_err(&h.line, first), ERR_BAD_ID_NUMBER);
                CHECK_STR(answer_member(&h.line, first, "field"), str(field_row(row->fields[i])->name));
                CHECK_STR(again, first);
            }
    }
    Hash now = stage_facts(&h.city);
    CHECK(hash_eq(&now, &facts));
    hostile_end(&h);
}

/* A number of a thing has one way of being written; nothing else may be taken for it. */
TEST(hostile_numbers_of_things)
{
    static const char *const numbers[] = { "K1-4294967297",
                                           "K1-01",
                                           "K01-1",
                                           "K+1-1",
                                           "K1-+1",
                                           "K1-1 x",
                                           "k1-1",
                                           "K1-",
                                           "K1",
                                           "K-1",
                                           "K1-1-1",
                                           "K1--1",
                                           "K1-18446744073709551617",
                                           "K18446744073709551617-1",
                                           "K4294967297-1",
                                           "K1-0",
                                           "K0-1",
                                           "C1-1",
                                           "K1-99",
                                           "K1_1",
                                           "K\xef\xbc\x91-1",
                                           "K1-1\\n1" };
    Hostile h;
    if (!hostile_begin(&h, arena))
        return;
    Str good = city_command(&h.city, arena, "t0", AT, "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}", "card.photo",
                            "{\"application\":\"K1-1\",\"photo\":\"QUJD\"}");
    CHECK(answer_err(arena, good) != ERR_UNKNOWN_APPLICATION);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        arena_reset(&h.line);
        Str args = str_format(&h.line, "{\"application\":\"%s\",\"photo\":\"QUJD\"}", numbers[i]),
            id = str_format(&h.line, "t%d", (int)i + 1);
        Str answer = city_command(&h.city, &h.line, id.p, AT, "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}",
                                  "card.photo", args.p);
        Err err = answer_err(&h.line, answer);
        if (err != ERR_UNKNOWN_APPLICATION && err != ERR_BAD_FIELD)
            test_fail(__FILE__, __LINE__, "%s is taken for an application: %s", numbers[i], err_code(err));
        static const char *const others[][3] = {
            { "case.submit", "case", "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}" },
            { "transfer.step", "transfer", "{\"role\":\"centre\",\"user\":\"c1\",\"org\":\"centre\"}" },
            { "relation.revoke", "relation", "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}" },
            { "notice.read", "notice", "{\"role\":\"clerk\",\"user\":\"w1\",\"org\":\"office\"}" }
        };
        static const char letters[] = "CTRN";
        for (int k = 0; k < 4; k++) {
            char number[64];
            snprintf(number, sizeof number, "%s", numbers[i]);
            number[0] = numbers[i][0] == 'K' ? letters[k] : numbers[i][0];
            if (numbers[i][0] == 'C' || !strcmp(numbers[i], "K1-99"))
                continue; /* a number of another kind, or one that may well exist */
            Str more = str_format(&h.line, "{\"%s\":\"%s\"%s}", others[k][1], number, k == 1 ? ",\"step\":\"letter\"" : "");
            Str other = str_format(&h.line, "t%d-%d", (int)i + 1, k);
            err = answer_err(&h.line, city_command(&h.city, &h.line, other.p, AT, others[k][2], others[k][0], more.p));
            if (err != ERR_UNKNOWN_ID && err != ERR_UNKNOWN_CASE && err != ERR_BAD_FIELD)
                test_fail(__FILE__, __LINE__, "%s of %s: %s", number, others[k][0], err_code(err));
        }
    }
    hostile_end(&h);
}
