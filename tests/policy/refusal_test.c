/* refusal_test.c - what a policy file may not say. Each row changes one thing in a shipped file; the refusal names
 * the file, the line and the fault. */
#include "policy_help.h"

typedef struct {
    const char *file, *find, *put;
    int below;         /* the line that is at fault, counted from the changed one */
    const char *fault; /* part of the English sentence */
} Fault;

#define VALUE "from: 2011-07-01\n        value: 10\n"
static const Fault faults[] = {
    { "110000.yaml", "temporary_loss_days:", "temporary_los_days:", 0, "no parameter \"card.temporary_los_days\"" },
    { "110000.yaml", "  card:", "  cards:", 1, "no parameter \"cards.temporary_loss_days\"" },
    { "110000.yaml", "region: 110000", "region: 110101", 0, "should be 110000" },
    { "110000.yaml", "region: 110000\n", "", 0, "\"region\" is missing" },
    { "110000.yaml", "region: 110000", "region: 110000\ncolour: red", 1, "unknown key \"colour\"" },
    { "110000.yaml", "region: 110000", "region: 110000\nregion: 110000", 1, "stands twice" },
    { "110000.yaml", "name: {zh: 北京市, en: Beijing}", "name: {zh: 北京市}", 0, "\"en\" is missing" },
    { "110000.yaml", "name: {zh: 北京市, en: Beijing}", "name: Beijing", 0, "expected \"key: value\"" },
    { "110000.yaml", "name: {zh: 北京市, en: Beijing}", "name: {zh: '', en: Beijing}", 0, "must be a text" },
    { "110000.yaml", "value: 10\n", "value: ten\n", 0, "whole number" },
    { "110000.yaml", "value: 10\n", "value: '10'\n", 0, "whole number" },
    { "110000.yaml", "value: 10\n", "value: 10.5\n", 0, "whole number" },
    { "110000.yaml", "value: 10\n", "value: 0x10\n", 0, "whole number" },
    { "110000.yaml", "value: 10\n", "value:\n", 0, "whole number" },
    { "110000.yaml", "value: 10\n", "value: [10]\n", 0, "one number or word" },
    { "110000.yaml", "value: 10\n", "value: 0\n", 0, "outside 1 to 60" },
    { "110000.yaml", "value: 10\n", "value: 61\n", 0, "outside 1 to 60" },
    { "110000.yaml", "value: 10\n", "value: 99999999999999999999\n", 0, "whole number" },
    { "110000.yaml", "value: 10\n", "value: unknown\n", 0, "cannot be unknown" },
    { "110000.yaml", "value: 10\n", "value: 10\n        value: 10\n", 1, "stands twice" },
    { "110000.yaml", "value: 10\n", "value: 10\n        until: 2026-01-01\n", 1, "unknown key \"until\"" },
    { "110000.yaml", "        value: 10\n", "", -1, "\"value\" is missing" },
    { "110000.yaml", "value: hukou", "value: city", 0, "hukou, residence or either" },
    { "110000.yaml", "value: true", "value: yes", 0, "true or false" },
    { "110000.yaml", "value: true", "value: 1", 0, "true or false" },
    { "110000.yaml", VALUE, "from: 2011-02-30\n        value: 10\n", 0, "a day that exists" },
    { "110000.yaml", VALUE, "from: 2011\n        value: 10\n", 0, "a day that exists" },
    { "110000.yaml", VALUE, "from: '2011-07-01'\n        value: 10\n", 0, "a day that exists" },
    { "110000.yaml", "      - " VALUE, "      - value: 10\n", 0, "\"from\" is missing" },
    { "110000.yaml", "      - " VALUE, "      - {from: 2011-07-02, value: 9, reference: 甲号文, status: final}\n      - " VALUE, 1,
      "start days must rise" },
    { "110000.yaml", "      - " VALUE, "      - {from: 2011-07-01, value: 9, reference: 甲号文, status: final}\n      - " VALUE, 1,
      "start days must rise" },
    { "110000.yaml", "        reference: 北京市社会保障卡办事指南：临时挂失有效期十日\n", "", -2, "\"reference\" is missing" },
    { "110000.yaml", "reference: 北京市社会保障卡办事指南：临时挂失有效期十日", "reference: ''", 0, "must be a text" },
    { "110000.yaml", "reference: 北京市社会保障卡办事指南：临时挂失有效期十日", "reference: ' '", 0, "must be a text" },
    { "110000.yaml", "reference: 北京市社会保障卡办事指南：临时挂失有效期十日", "reference: [甲号文]", 0, "must be a text" },
    { "110000.yaml", "status: final", "status: sure", 0, "final or provisional" },
    { "110000.yaml", "status: final", "status: [final]", 0, "final or provisional" },
    { "110000.yaml", "        status: final\n", "", -3, "\"status\" is missing" },
    { "110000.yaml", "  card:\n",
      "  retirement:\n    m60_cap_months:\n      - {from: 2025-01-01, value: 30, reference: 甲号文, status: final}\n  card:\n", 1,
      "national.yaml only" },
    { "110000.yaml", "  card:\n",
      "  photo:\n    min_bytes:\n      - {from: 2025-01-01, value: 30000, reference: 甲号文, status: final}\n  card:\n", 2,
      "\"photo.min_bytes\" is greater than \"photo.max_bytes\"" },
    { "110000.yaml", "parameters:\n", "parameters:\n  identity: 5\n", 1, "parameters must stand below" },
    { "110000.yaml", "parameters:\n", "parameters:\n  identity:\n    attempts_a_day: 5\n", 2, "list of dated values" },
    { "110000.yaml", "parameters:\n", "parameters:\n  identity:\n    attempts_a_day: []\n", 2, "list of dated values" },
    { "110000.yaml", "parameters:\n", "parameters:\n  identity:\n    attempts_a_day: [5]\n", 2, "expected \"key: value\"" },
    { "110000.yaml", "value: 10\n", "value: &ten 10\n", 0, "anchors, aliases and tags" },
    { "110000.yaml", "value: 10\n", "value: !!int 10\n", 0, "anchors, aliases and tags" },
    { "110000.yaml", "  card:\n", "  card: &card\n", 0, "anchors, aliases and tags" },
    { "110000.yaml", "value: 10\n", "value: *ten\n", 0, "anchors, aliases and tags" },
    { "110000.yaml", "value: 10\n", "value: 10\n\tstatus: final\n", 1, "not valid YAML" },
    { "110000.yaml", "value: 10\n", "value: \"10\n", 0, "not valid YAML" },
    { "110000.yaml", "value: 10\n", "value: 10\xff\n", 0, "not valid UTF-8" },
    { "110000.yaml", "value: 10\n", "value: 10\xc0\x80\n", 0, "not valid UTF-8" },
    { "110000.yaml", "region: 110000", "%YAML 1.2\n---\nregion: 110000", 0, "directives" },
    { "110000.yaml", "value: 10\n", "? [10]\n        : 10\n", 0, "a key must be text" },
    { "national.yaml", "    pin_tries:\n", "    pin_attempts:\n", 0, "no parameter \"card.pin_attempts\"" },
    { "national.yaml", "value: 2025-01\n", "value: 2025\n", 0, "a month" },
    { "national.yaml", "value: 2025-01\n", "value: 1999-12\n", 0, "a month" },
    { "national.yaml", "  agency.contract:\n", "  agency.contracts:\n", 0, "no procedure \"agency.contracts\"" },
    { "national.yaml", "    real-employer:\n", "    affiliation:\n", 0, "no list for \"affiliation\"" },
    { "national.yaml", "{kind: agency-contract}", "{kind: agency-contracts}", 0, "no such kind of paper" },
    { "national.yaml", "{kind: agency-contract}", "{kind: [agency-contract]}", 0, "no such kind of paper" },
    { "national.yaml", "{kind: agency-contract}", "{any: agency-contract}", 0, "write either kind" },
    { "national.yaml", "{kind: agency-contract}", "{any: []}", 0, "write either kind" },
    { "national.yaml", "{kind: agency-contract}", "{copies: 1}", 0, "write either kind" },
    { "national.yaml", "{kind: agency-contract}", "{kind: photo, any: [photo]}", 0, "write either kind" },
    { "national.yaml", "{kind: agency-contract}", "{any: [photo, photo]}", 0, "the same paper stands twice" },
    { "national.yaml", "{kind: agency-contract}", "{any: [photo, id-card, temp-id, passport, permit, payroll, call, face, other]}",
      0, "more than 8" },
    { "national.yaml", "{kind: agency-contract}", "{kind: agency-contract, copies: 0}", 0, "outside 1 to 10" },
    { "national.yaml", "{kind: agency-contract}", "{kind: agency-contract, copies: 11}", 0, "outside 1 to 10" },
    { "national.yaml", "{kind: agency-contract}", "{kind: agency-contract, valid_days: 0}", 0, "outside 1 to 3650" },
    { "national.yaml", "{kind: agency-contract}", "{kind: agency-contract, when: sometimes}", 0, "no such condition" },
    { "national.yaml", "{kind: agency-contract}", "{kind: agency-contract, of: mother}", 0, "holder or other" },
    { "national.yaml", "{kind: agency-contract}", "{kind: agency-contract, size: 1}", 0, "unknown key \"size\"" },
    { "national.yaml", "{kind: agency-contract}", "agency-contract", 0, "expected \"key: value\"" },
    { "national.yaml", "value: [2000, 4000,", "value: [2000,", 0, "must have 8 to 8 entries" },
    { "national.yaml", "value: [2000, 4000,", "value: [50001, 4000,", 0, "outside 0 to 50000" },
    { "national.yaml", "value: [2000, 4000,", "value: [-1, 4000,", 0, "outside 0 to 50000" },
    { "national.yaml", "value: [2000, 4000,", "value: ['2000', 4000,", 0, "whole number" },
    { "national.yaml", "value: [2000, 4000,", "value: [[2000], 4000,", 0, "whole number" },
    { "national.yaml", "value: [100, 120, 150]", "value: {1: 100}", 0, "a list [1, 2]" },
    { "national.yaml", "value: [100, 120, 150]", "value: 100", 0, "a list [1, 2]" },
    { "national.yaml", "value: [100, 120, 150]", "value: []", 0, "must have 1 to 8 entries" },
    { "national.yaml", "value: [100, 120, 150]", "value: [1, 2, 3, 4, 5, 6, 7, 8, 9]", 0, "must have 1 to 8 entries" },
    { "national.yaml", "value: [100, 120, 150]", "value: unknown", 0, "cannot be unknown" },
    { "national.yaml", "{40: 2330, 41: 2300,", "{41: 2300, 40: 2330,", 0, "entries must rise (+1)" },
    { "national.yaml", "{40: 2330, 41: 2300,", "{40: 2330, ", 0, "entries must rise (+1)" },
    { "national.yaml", "{40: 2330, 41: 2300,", "{40: 2330, 40: 2300,", 0, "stands twice" },
    { "national.yaml", "{40: 2330, 41: 2300,", "{forty: 2330, 41: 2300,", 0, "a whole number from 30 to 99" },
    { "national.yaml", "{40: 2330, 41: 2300,", "{29: 2330, 41: 2300,", 0, "a whole number from 30 to 99" },
    { "national.yaml", "{40: 2330, 41: 2300,", "{40: 9, 41: 2300,", 0, "outside 10 to 6000" },
    { "national.yaml", "{20000: 4000, 30000: 5000,", "{30000: 5000, 20000: 4000,", 0, "entries must rise" },
    { "national.yaml", "{20000: 4000, 30000: 5000,", "{0: 4000, 30000: 5000,", 0, "a whole number from 1 to" },
    { "national.yaml", "value: {}", "value: []", 0, "rows {key: value}" },
    { "national.yaml", "value: {}", "value: {2025: 2025-01-01}", 0, "must be a month" },
    { "national.yaml", "value: {}", "value: {2025-13: 2025-01-01}", 0, "must be a month" },
    { "national.yaml", "value: {}", "value: {2025-10: 27}", 0, "a day that exists" },
    { "national.yaml", "value: {}", "value: {2025-10: 2025-09-30}", 0, "must not lie before the month" },
    { "national.yaml", "value: {}", "value: {2025-10: 2026-05-30}", 0, "must not lie before the month" },
    { "national.yaml", "value: {}", "value: {2025-11: 2025-11-17, 2025-10: 2025-10-15}", 0, "entries must rise" },
    { "national.yaml", "value: half-up-fen", "value: half-up", 0, "expected one of: half-up-fen, ceil-jiao" },
    { "national.yaml", "value: half-up-fen", "value: 1", 0, "expected one of: half-up-fen, ceil-jiao" },
    { "national.yaml", "value: half-up-fen", "value: 'half-up-fen'", 0, "expected one of" },
    { "national.yaml", "value: half-up-fen", "value: [half-up-fen]", 0, "one number or word" },
    { "440100.yaml", "value: none", "value: None", 0, "whole number" },
    { "440100.yaml", "value: none", "value: 'none'", 0, "whole number" },
    { "440100.yaml", "value: none", "value: 0", 0, "outside 1 to" },
    { "440100.yaml", "value: 528400", "value: none", 0, "whole number" },
    { "110000.yaml", "value: 632600,", "value: 3389101,", 0,
      "\"base.pension_floor_fen\" is greater than \"base.pension_cap_fen\"" },
    { "110000.yaml", "value: 3389100,", "value: 632599,", -4,
      "\"base.pension_floor_fen\" is greater than \"base.pension_cap_fen\"" },
    { "110000.yaml", "  rate:\n",
      "  pension:\n    divisors:\n      - {from: 2025-01-01, value: {40: 1}, reference: 甲号文, status: final}\n  rate:\n", 1,
      "national.yaml only" },
    { "calendar.yaml", "years:\n", "year:\n", 0, "unknown key \"year\"" },
    { "calendar.yaml", "  - year: 2025\n", "  - year: 2027\n", 0, "without a gap" },
    { "calendar.yaml", "  - year: 2025\n", "  - year: 2024\n", 0, "without a gap" },
    { "calendar.yaml", "work: [2025-01-26", "work: [2025-01-24, 2025-01-26", 0, "no weekend day" },
    { "calendar.yaml", "work: [2025-01-26", "work: [2025-02-01, 2025-02-08", 0, "both off and worked" },
    { "calendar.yaml", "2025-01-28/2025-02-04", "2025-02-04/2025-01-28", 0, "ends before it begins" },
    { "calendar.yaml", "2025-10-01/2025-10-08", "2025-10-01/2026-10-08", 0, "not inside the year" },
    { "calendar.yaml", "2025-10-01/2025-10-08", "2025-10-01/", 0, "expected a day" },
    { "calendar.yaml", "2025-10-01/2025-10-08", "2025-10-01/2025-10-08/2025-10-09", 0, "expected a day" },
    { "calendar.yaml", "2025-10-01/2025-10-08", "2025-05-31", 0, "must rise" },
    { "calendar.yaml", "2025-10-01/2025-10-08", "[2025-10-01]", 0, "expected a day" },
    { "calendar.yaml", "    off: [2024", "    off: 1\n    of: [2024", 1, "unknown key \"of\"" },
    { "calendar.yaml", "status: final", "status: sure", 0, "final or provisional" },
};

static int line_of(Str text, long at)
{
    int line = 1;
    for (long i = 0; i < at; i++)
        line += text.p[i] == '\n';
    return line;
}

static void fault_check(Arena *arena, const Fault *fault)
{
    Str text = file_text(fault->file);
    size_t count = 0;
    PolicyFile *files = files_with(arena, fault->file, replaced(arena, text, fault->find, fault->put), &count);
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    int line = line_of(text, str_find(text, str(fault->find))) + fault->below;
    Str place = str_format(arena, "%s:%d", fault->file, line), zh = str_format(arena, "%s 第 %d 行：", fault->file, line);
    Err err = policy_load_files(arena, files, count, &set, &why);
    if (err != ERR_BAD_FIELD || set || !str_eq(why.field, place) || str_find(why.en, str(fault->fault)) < 0 ||
        !str_starts(why.zh, zh))
        test_fail(__FILE__, __LINE__, "\"%s\" -> \"%s\": at %.*s (%.*s), should be at %.*s (%s)", fault->find, fault->put,
                  STR_ARG(why.field), STR_ARG(why.en), STR_ARG(place), fault->fault);
    CHECK_EQ(policy_load_files(arena, files, count, &set, NULL), err); /* whoever wants no words gets the same answer */
}

TEST(each_fault_is_named_with_file_and_line)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        fault_check(arena, &faults[i]);
}

TEST(every_parameter_must_stand_in_the_national_file)
{
    for (PolicyKey key = 0; key < POLICY_KEY_END; key++) {
        /* The list of one key is emptied by renaming a sibling-free copy: cut its lines out. */
        Str text = file_text("national.yaml"), name = str_format(arena, "    %s:\n", strchr(policy_key_path(key), '.') + 1);
        Str subject = str_format(arena, "\n  " STR_FMT ":\n",
                                 STR_ARG(str_head(str(policy_key_path(key)), strcspn(policy_key_path(key), "."))));
        long from = str_find(text, subject), at = str_find(str_from(text, (size_t)from), name) + from, end = at + (long)name.n;
        CHECK(from > 0 && at > from);
        while (text.p[end] == ' ' && text.p[end + 4] == ' ')
            end += (long)(memchr(text.p + end, '\n', 400) ? (const char *)memchr(text.p + end, '\n', 400) - (text.p + end) + 1 : 1);
        Str without = str_format(arena, STR_FMT STR_FMT, STR_ARG(str_head(text, (size_t)at)), STR_ARG(str_from(text, (size_t)end)));
        size_t count = 0;
        PolicyFile *files = files_with(arena, "national.yaml", without, &count);
        PolicySet *set = NULL;
        Why why = { .arena = arena };
        CHECK_EQ(policy_load_files(arena, files, count, &set, &why), ERR_BAD_FIELD);
        bool alone = str_find(why.en, S("parameters must stand below")) >= 0; /* the only key of its subject */
        if (!alone && str_find(why.en, str(policy_key_path(key))) < 0)
            test_fail(__FILE__, __LINE__, "%s: %.*s", policy_key_path(key), STR_ARG(why.en));
    }
}

TEST(a_set_is_exactly_its_files)
{
    size_t count = 0;
    PolicySet *set = NULL;
    Why why = { .arena = arena };
    const char *names[] = { "beijing.yaml", "11000.yaml", "1100000.yaml",    "010000.yaml", "-10000.yaml",
                            "national.yml", "",           "../national.yaml" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        PolicyFile *files = files_with(arena, names[i], S("region: 1\n"), &count);
        CHECK_EQ(policy_load_files(arena, files, count, &set, &why), ERR_BAD_FIELD);
        CHECK(str_find(why.en, S("a policy file is called")) > 0);
    }
    const PolicyFile *built = policy_builtin_files(&count);
    PolicyFile *files = arena_new(arena, PolicyFile, count + 1);
    for (size_t missing = 0; missing < count; missing++) {
        size_t n = 0;
        for (size_t i = 0; i < count; i++)
            if (i != missing)
                files[n++] = built[i];
        bool needed = str_is(built[missing].name, "national.yaml") || str_is(built[missing].name, "calendar.yaml");
        CHECK_EQ(policy_load_files(arena, files, n, &set, &why), needed ? ERR_BAD_FIELD : OK);
    }
    memcpy(files, built, count * sizeof *built);
    files[count] = built[0];
    CHECK_EQ(policy_load_files(arena, files, count + 1, &set, &why), ERR_BAD_FIELD);
    CHECK(str_find(why.en, S("stands twice in the set")) > 0);
    CHECK_EQ(policy_load_files(arena, files, 0, &set, &why), ERR_BAD_FIELD);
}
