/* call_test.c - every option of every command: what people type becomes the JSON that the catalogue accepts. */
#include "app/call.h"
#include "app/help.h"
#include "app/run.h"
#include "base/hash.h"
#include "core/parse.h"
#include <unistd.h>

enum { WORDS_MAX = 60 };

/* Reads a call from words with spaces between them ("~" for a space inside one). */
static Err call_from(Arena *arena, Call *call, const CatalogueRow *row, bool is_query, const char *words, Why *why)
{
    char *list[WORDS_MAX];
    int count = 0;
    for (Str rest = str(words); rest.p && rest.n;) {
        char *word = (char *)(uintptr_t)str_z(arena, str_cut(&rest, ' '));
        for (char *p = word; *p; p++)
            *p = *p == '~' ? ' ' : *p;
        list[count++] = word;
    }
    *call = call_make(arena, row, is_query);
    *why = (Why){ .arena = arena };
    return call_read(call, count, list, why);
}

static Str args_of(Arena *arena, const Call *call)
{
    Json json = json_make(arena);
    json_node(&json, &call->args);
    return json_str(&json);
}

/* The example of help as words: quoted values keep their spaces. */
static const char *example_words(Arena *arena, const CatalogueRow *row, bool is_query)
{
    Str line = help_example(arena, row, is_query, true);
    char *words = (char *)(uintptr_t)str_z(arena, line);
    bool quoted = false;
    for (char *p = words; *p; p++) {
        quoted ^= *p == '"';
        if (quoted && *p == ' ')
            *p = '~';
    }
    Buf out = { .arena = arena };
    for (const char *p = words; *p; p++)
        if (*p != '"')
            buf_char(&out, *p);
    Str rest = buf_str(&out);
    for (int skip = 0; skip < 3; skip++) /* shebao NOUN VERB, or shebao query NAME */
        str_cut(&rest, ' ');
    return rest.p ? str_z(arena, rest) : "";
}

static void check_example(Arena *arena, const CatalogueRow *row, bool is_query)
{
    Call call;
    Why why;
    Arg args[COMMAND_FIELDS_MAX] = { 0 };
    if (call_from(arena, &call, row, is_query, example_words(arena, row, is_query), &why) != OK) {
        test_fail(__FILE__, __LINE__, "%s: %.*s: %.*s", row->name, STR_ARG(why.field), STR_ARG(why.en));
        return;
    }
    CHECK_EQ(call.args.count, row->count);
    if (parse_args(arena, row, &call.args, day_make(2025, 9, 1), args, &why) != OK)
        test_fail(__FILE__, __LINE__, "%s: %.*s: %.*s", row->name, STR_ARG(why.field), STR_ARG(why.en));
    for (int i = 0; i < row->count; i++)
        CHECK(args[i].given);
}

TEST(the_example_of_every_command_and_query_is_accepted_by_the_catalogue)
{
    const char *folder = test_scratch_dir();
    run_write(arena, "photo.jpg", S("\xff\xd8\xff not a photo, but bytes"));
    run_write(arena, "330100.yaml", S("region: 330100\n"));
    run_write(arena, "wages.csv", S("\xe8\xba\xab\xe4\xbb\xbd\xe8\xaf\x81\xe5\x8f\xb7,\xe5\xb7\xa5\xe8\xb5\x84\n"));
    if (chdir(folder) != 0)
        test_fail(__FILE__, __LINE__, "no scratch folder");
    for (int i = 1; i < CMD_END; i++)
        if (command_row((CommandId)i)->number)
            check_example(arena, command_row((CommandId)i), false);
    for (int i = 1; i < QUERY_END; i++)
        if (query_row((QueryId)i)->number)
            check_example(arena, query_row((QueryId)i), true);
}

TEST(the_calls_written_by_hand_are_accepted_too)
{
    CommandId command = CMD_NONE;
    const char *words = NULL;
    run_write(arena, "photo.jpg", S("bytes"));
    CHECK(chdir(test_scratch_dir()) == 0);
    for (size_t i = 0; (words = help_call(i, &command)) != NULL; i++) {
        Call call;
        Why why;
        Arg args[COMMAND_FIELDS_MAX] = { 0 };
        CHECK_EQ(call_from(arena, &call, command_row(command), false, words, &why), OK);
        if (parse_args(arena, command_row(command), &call.args, day_make(2025, 9, 1), args, &why) != OK)
            test_fail(__FILE__, __LINE__, "%s: %.*s", words, STR_ARG(why.en));
        CHECK(role_in(command_row(command)->roles, call.actor.role));
    }
    CHECK(words == NULL && command != CMD_NONE);
}

TEST(help_names_every_option_after_its_examples)
{
    for (int i = 1; i < CMD_END; i++) {
        const CatalogueRow *row = command_row((CommandId)i);
        for (int en = 0; row->number && en < 2; en++) {
            Str help = help_row(arena, row, false, en);
            CHECK(str_starts(help, S("  shebao ")));
            for (int k = 0; k < row->count; k++)
                CHECK(str_find(help, str_format(arena, "\n  --" STR_FMT " ", STR_ARG(call_option(arena, row->fields[k])))) >
                      0);
        }
    }
}

TEST(values_of_every_type_become_json)
{
    const struct {
        CommandId command;
        const char *words, *json;
    } cases[] = {
        { CMD_LEGACY_RECORD, "--ssn 1 --old-card-no M1 --balance 12.50",
          "{\"ssn\":\"1\",\"old_card_no\":\"M1\",\"balance_fen\":1250}" },
        { CMD_LEGACY_RECORD, "--person 17 --balance-fen 1250", "{\"person\":\"17\",\"balance_fen\":1250}" },
        { CMD_LEGACY_RECORD, "--ssn=1 --balance=0", "{\"ssn\":\"1\",\"balance_fen\":0}" },
        { CMD_PERSON_POLICE_CHECK, "--match", "{\"match\":true}" },
        { CMD_PERSON_POLICE_CHECK, "--match false --differs name,birth --differs sex",
          "{\"match\":false,\"differs\":[\"name\",\"birth\",\"sex\"]}" },
        { CMD_PERSON_POLICE_CHECK, "--match no", "{\"match\":false}" },
        { CMD_UNIT_REGISTER, "--injury-class 4 --name A~B", "{\"injury_class\":4,\"name\":\"A B\"}" },
        { CMD_ACCOUNT_OPEN, "--insurances pension,medical --region 330100 --from 2025-03 --base 5000.00",
          "{\"insurances\":[\"pension\",\"medical\"],\"region\":\"330100\",\"from\":\"2025-03\",\"base_fen\":500000}" },
        { CMD_PERSON_CORRECT, "--changes name=林~晓 --changes mobile=1,2",
          "{\"changes\":{\"name\":\"林 晓\",\"mobile\":\"1,2\"}}" },
        { CMD_PERSON_CORRECT, "--evidence id-card", "{\"evidence\":[{\"kind\":\"id-card\"}]}" },
        { CMD_PERSON_CORRECT, "--evidence id-card:no=E1,valid_until=2030-01-01,photo --evidence other:day=2025-01-01",
          "{\"evidence\":[{\"kind\":\"id-card\",\"no\":\"E1\",\"valid_until\":\"2030-01-01\"},{\"kind\":\"photo\"},"
          "{\"kind\":\"other\",\"day\":\"2025-01-01\"}]}" },
        { CMD_RELATION_REGISTER, "--other-ssn 2 --other-ssn=", NULL },
        { CMD_RELATION_REGISTER, "--other-person 2 --kind proxy", "{\"other_person\":\"2\",\"kind\":\"proxy\"}" },
        { CMD_EVENT_REVERSE, "--command m1 --reason -", "{\"command\":\"m1\",\"reason\":\"-\"}" },
        { CMD_EVENT_REVERSE, "--reason=--x", "{\"reason\":\"--x\"}" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Call call;
        Why why;
        Err err = call_from(arena, &call, command_row(cases[i].command), false, cases[i].words, &why);
        CHECK_EQ(err == OK, cases[i].json != NULL);
        if (err == OK && cases[i].json)
            CHECK_STR(args_of(arena, &call), str(cases[i].json));
    }
}

TEST(a_photo_is_read_from_its_file)
{
    Call call;
    Why why;
    const char *path = run_write(arena, "p.jpg", S("\xff\xd8jpeg"));
    CHECK_EQ(call_from(arena, &call, command_row(CMD_CARD_PHOTO), false,
                       str_z(arena, str_format(arena, "--photo %s", path)), &why),
             OK);
    CHECK_STR(args_of(arena, &call), S("{\"photo\":\"/9hqcGVn\"}"));
    CHECK_EQ(call_from(arena, &call, command_row(CMD_CARD_PHOTO), false, "--photo /nonexistent", &why), ERR_UNKNOWN_ID);
    path = run_write(arena, "paper.pdf", S("scan"));
    CHECK_EQ(call_from(arena, &call, command_row(CMD_PERSON_CORRECT), false,
                       str_z(arena, str_format(arena, "--evidence id-card:file=%s", path)), &why),
             OK);
    CHECK_EQ(call.file_count, 1);
    Hash hash = hash_of(S("scan"));
    CHECK_STR(args_of(arena, &call), str_format(arena, "{\"evidence\":[{\"kind\":\"id-card\",\"sha256\":\"" STR_FMT "\"}]}",
                                                STR_ARG(str_hex(arena, hash_str(&hash)))));
}

TEST(what_cannot_be_meant_is_refused_with_a_proposal)
{
    const struct {
        CommandId command;
        const char *words, *says;
    } cases[] = {
        { CMD_CARD_APPLY, "--regon 330100", "did you mean --region" },
        { CMD_CARD_APPLY, "--ssn 1 --ssn 2", "stands twice" },
        { CMD_CARD_APPLY, "--ssn", "needs a value" },
        { CMD_CARD_APPLY, "--ssn --region 330100", "needs a value" },
        { CMD_CARD_APPLY, "330100", "stands behind its option" },
        { CMD_CARD_APPLY, "--json=yes", "takes no value" },
        { CMD_CARD_APPLY, "--as clark", "clerk" },
        { CMD_CARD_APPLY, "--at yesterday", "offset" },
        { CMD_CARD_APPLY, "--lang fr", "zh or en" },
        { CMD_CARD_APPLY, "--quite-something 1", "--help shows" },
        { CMD_LEGACY_RECORD, "--balance 12,50", "yuan" },
        { CMD_LEGACY_RECORD, "--balance 12.505", "yuan" },
        { CMD_LEGACY_RECORD, "--balance -1", "yuan" },
        { CMD_LEGACY_RECORD, "--balance-fen 1.5", "whole number" },
        { CMD_PERSON_POLICE_CHECK, "--match=perhaps", "true or false" },
        { CMD_PERSON_CORRECT, "--changes name", "NAME=TEXT" },
        { CMD_PERSON_CORRECT, "--evidence id-card:no", "id-card:no=NUMBER" },
        { CMD_PERSON_CORRECT, "--evidence no=1", "id-card:no=NUMBER" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Call call;
        Why why;
        CHECK_EQ(call_from(arena, &call, command_row(cases[i].command), false, cases[i].words, &why), ERR_BAD_FIELD);
        if (str_find(why.en, str(cases[i].says)) < 0)
            test_fail(__FILE__, __LINE__, "%s: %.*s", cases[i].words, STR_ARG(why.en));
        CHECK(why.zh.n > 0);
    }
}

TEST(who_acts_and_when)
{
    Call call;
    Why why;
    CHECK_EQ(call_from(arena, &call, command_row(CMD_CARD_APPLY), false,
                       "--as bank:teller@B01 --at 2025-01-10T09:00:00+08:00 --id m1 --json -n", &why),
             OK);
    CHECK(call.actor.role == ROLE_BANK && str_is(call.actor.user, "teller") && str_is(call.actor.org, "B01"));
    CHECK(call.at.s == day_start(day_make(2025, 1, 10)).s + 9 * 3600 && str_is(call.id, "m1") && call.json && call.dry_run);
    CHECK_EQ(call_from(arena, &call, command_row(CMD_CARD_APPLY), false, "--as job", &why), OK);
    CHECK(call.actor.role == ROLE_JOB && str_is(call.actor.user, "cli") && !call.actor.org.n);
    CHECK_EQ(call_from(arena, &call, command_row(CMD_CARD_APPLY), false, "", &why), OK);
    CHECK(call.actor.role == ROLE_CLERK && str_is(call.actor.user, "cli") && !time_is(call.at) && call.args.count == 0);
    CHECK_EQ(call_from(arena, &call, query_row(QUERY_GUIDE_SEARCH), true, "--text 封存 --lang en", &why),
             OK); /* a field, and of the talk */
    CHECK(call.en);
    CHECK_STR(args_of(arena, &call), S("{\"text\":\"封存\",\"lang\":\"en\"}"));
}
