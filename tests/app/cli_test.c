/* cli_test.c - commands, queries, replay and verify as a process sees them: streams and exit codes of the contract. */
#include "app/cli.h"
#include "app/office.h"
#include "app/replay_file.h"
#include "app/run.h"
#include "app/version.h"

#define BUREAU "--db cli-bureau --at 2025-01-02T09:00:00+08:00 --lang en "
#define SSN "110105199003078211"

/* `shebao NOUN VERB ...`: the name stands in the first two words, as in main.c. */
static int command_main(int count, char **words)
{
    int used = 0;
    const CatalogueRow *row = cli_row(count, words, false, &used);
    return row ? cli_run(row, false, count - used, words + used) : 98;
}

static void check_run(Arena *arena, RunMain *main, const char *words, int code, const char *output, const char *talk)
{
    Str out = { 0 }, err = { 0 };
    int got = run_main(arena, main, words, (Str){ 0 }, &out, &err);
    if (got != code || str_find(out, str(output)) < 0 || str_find(err, str(talk)) < 0)
        test_fail(__FILE__, __LINE__, "%s: exit %d, stdout %.*s, stderr %.*s", words, got, STR_ARG(out), STR_ARG(err));
    if (code && code != 7 && !*output && out.n)
        test_fail(__FILE__, __LINE__, "%s: talk on stdout: %.*s", words, STR_ARG(out));
}

TEST(commands_and_queries_answer_on_the_command_line)
{
    check_run(arena, cli_query, "person.status --ssn " SSN " --db cli-bureau --lang en", 3, "", "no bureau");
    check_run(arena, command_main,
              "institution register " BUREAU
              "--as admin:root --institution B01 --kind bank --name 湖滨银行 --region 330100 --bank-bin 621700",
              0, "done", "a new bureau was made");
    check_run(arena, command_main,
              "person register " BUREAU "--ssn " SSN
              " --name 林晓 --mobile 13812345678 --residence-region 330100 --evidence id-card --id r1",
              0, "person: 1", "");
    check_run(arena, command_main,
              "person register " BUREAU "--ssn " SSN
              " --name 林晓 --mobile 13812345678 --residence-region 330100 --evidence id-card --id r1 --json",
              0, "{\"id\":\"r1\",\"result\":\"done\"", "");
    check_run(arena, command_main, "person register " BUREAU "--ssn " SSN " --name 别人 --evidence id-card", 4, "",
              "duplicate-person");
    check_run(arena, command_main, "person register " BUREAU "--ssn " SSN " --name 别人 --evidence id-card --json", 4,
              "\"code\":\"duplicate-person\"", "");
    check_run(arena, command_main, "person register " BUREAU "--ssn 110105199003078210 --name 林晓 --evidence id-card", 1, "",
              "bad-id-number");
    check_run(arena, command_main, "person register " BUREAU "--ssn " SSN, 2, "", "bad-field (name)");
    check_run(arena, command_main, "card send " BUREAU "--batch B1", 5, "", "--as ROLE:USER@ORG");
    check_run(arena, command_main, "card send " BUREAU "--as centre:c1 --batch B9", 3, "", "unknown-id");
    check_run(arena, command_main,
              "account open " BUREAU "--ssn " SSN
              " --region 330100 --category flexible --payer self --insurances pension,medical --from 2025-01 "
              "--channel counter --evidence id-card -n",
              0, "account: J1-1", "dry run");
    check_run(arena, cli_query, "person.status --ssn " SSN " --json " BUREAU, 0, "\"accounts\":[]", ""); /* nothing was done */
    check_run(arena, cli_query, "person why --ssn " SSN " " BUREAU, 0, "no account is open", "");
    check_run(arena, cli_query, "access.list --ssn " SSN " --json " BUREAU, 0, "person.why", "");
    check_run(arena, cli_query, "person.status --person 1 --as holder:" SSN " " BUREAU, 0, "person: 1", "");
    check_run(arena, cli_query, "person.staus --ssn " SSN, 2, "", "person.status");
    check_run(arena, cli_query, "guide.search --text sealed " BUREAU, 0, "sealed-card", "");
    check_run(arena, command_main, "person register --help", 0, "  shebao person register --ssn", "");
    check_run(arena, verify_main, "--db cli-bureau --lang en", 0, "whole: ", "");
    check_run(arena, verify_main, "--db cli-bureau --json", 0, "{\"whole\":true,", "");
    check_run(arena, verify_main, "--db nowhere", 3, "", "nowhere");
    check_run(arena, export_main, "--format ledger --db cli-bureau --lang zh", 0, "commodity 1000.00 CNY", "");
    check_run(arena, export_main, "--format beancount --db cli-bureau --lang en", 2, "", "--format ledger");
    check_run(arena, export_main, "--format ledger --db nowhere", 3, "", "nowhere");
    check_run(arena, export_main, "--format csv --db cli-bureau --lang en", 2, "", "--out");
    check_run(arena, export_main, "--format ledger --out x --db cli-bureau --lang en", 2, "", "--out away");
    check_run(arena, export_main, "--format csv --out cli-copy --db cli-bureau --lang en", 0, "", "written to cli-copy");
    check_run(arena, export_main, "--format csv --out cli-copy --db cli-bureau --lang en", 4, "", "choose another name");
    check_run(arena, export_main, "--format sqlite --out cli-copy.sqlite --db cli-bureau --lang zh", 0, "", "persons");
    check_run(arena, export_main, "--format xlsx --out cli-copy.xlsx --db cli-bureau --lang en", 0, "", "postings");
}

/* A bureau in which a month was assessed, released and paid; then its statement on the terminal and as files. */
static const char paid_lines[] =
#define LINE(id, role, user, command, args) \
    "{\"id\":\"" id "\",\"at\":\"2025-03-05T09:00:00+08:00\",\"actor\":{\"role\":\"" role "\",\"user\":\"" user \
    "\",\"org\":\"office\"},\"command\":\"" command "\",\"args\":{" args "}}\n"
    LINE("u", "clerk", "w1", "unit.register",
         "\"credit_code\":\"91330106MA27XK3D59\",\"name\":\"x\",\"region\":\"330100\",\"injury_class\":1,\"evidence\":"
         "[{\"kind\":\"business-licence\"}]")
        LINE("p", "clerk", "w1", "person.register",
             "\"ssn\":\"" SSN "\",\"name\":\"林晓\",\"hukou_region\":\"330106\",\"evidence\":[{\"kind\":\"id-card\"}]")
            LINE("a", "clerk", "w1", "account.open",
                 "\"person\":\"$p.person\",\"region\":\"330100\",\"category\":\"employee\",\"payer\":\"91330106MA27XK3D59\","
                 "\"insurances\":[\"pension\"],\"from\":\"2025-03\",\"base_fen\":1000000,\"channel\":\"counter\",\"evidence\":"
                 "[{\"kind\":\"id-card\"},{\"kind\":\"labour-contract\"}]") LINE("l", "clerk", "w1", "levy.assess",
                                                                                 "\"region\":\"330100\",\"month\":\"2025-03\"")
                LINE("r", "reviewer", "r1", "levy.release", "\"run\":\"$l.run\"") LINE(
                    "m", "clerk", "w1", "payment.record",
                    "\"payer\":\"91330106MA27XK3D59\",\"amount_fen\":240000,\"voucher\":{\"kind\":"
                    "\"bank-remittance\",\"no\":\"V1\","
                    "\"day\":\"2025-03-05\"}");
#undef LINE

static const char *run_path(Arena *arena, const char *name)
{
    return str_z(arena, str_format(arena, "%s/%s", test_scratch_dir(), name));
}

TEST(a_statement_is_a_table_and_a_file)
{
    static const char call[] = "person.statement --person 1 --as auditor:a --db paid --lang en --at 2025-03-06T09:00:00+08:00 ";
    Str out = { 0 };
    CHECK_EQ(run_main(arena, replay_main, "- --db paid", str(paid_lines), &out, NULL), 0);
    CHECK(str_find(out, S("refused")) < 0);
    check_run(arena, cli_query, call, 0, "2025-03  bill", "");
    check_run(arena, cli_query, call, 0, "1600.00", "");
    check_run(arena, cli_query, call, 0, "Balances as of 2025-03-06: pension 800.00, medical 0.00", "");
    static const struct {
        const char *more;
        int code;
        const char *talk;
    } rows[] = {
        { "--format csv --out paid.csv", 0, "written to paid.csv" },
        { "--format csv --out paid.csv", 4, "not overwritten" },
        { "--format xlsx --table accounts --out paid.xlsx", 0, "written to paid.xlsx" },
        { "--format pdf --out paid.pdf", 2, "csv or xlsx" },
        { "--format csv", 2, "--out" },
        { "--format csv --table nothing --out x.csv", 2, "--table months or accounts" },
        { "--out x.csv", 2, "--format xlsx" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_run(arena, cli_query, str_z(arena, str_format(arena, "%s%s", call, rows[i].more)), rows[i].code, "", rows[i].talk);
    Str csv = run_file(arena, run_path(arena, "paid.csv")), xlsx = run_file(arena, run_path(arena, "paid.xlsx"));
    CHECK(str_find(csv, S("2025-03,bill,91330106MA27XK3D59,330100,")) > 0 && str_find(csv, S("10000.00,1600.00,800.00,")) > 0);
    CHECK(str_starts(xlsx, S("PK")));
    check_run(arena, cli_query, "person.status --person 1 --as auditor:a --db paid --lang en --format csv --out y.csv", 2, "",
              "person.statement");
}

static const char lines[] = "{\"id\":\"a\",\"at\":\"2025-01-02T09:00:00+08:00\",\"actor\":{\"role\":\"clerk\",\"user\":\"w1\"},"
                            "\"command\":\"person.register\","
                            "\"args\":{\"ssn\":\"" SSN "\",\"name\":\"林晓\",\"evidence\":[{\"kind\":\"id-card\"}]}}\n"
                            "\n"
                            "nonsense\r\n"
                            "{\"id\":\"b\",\"at\":\"2025-01-02T09:00:00+08:00\",\"actor\":{\"role\":\"auditor\",\"user\":\"x\"},"
                            "\"query\":\"person.status\",\"args\":{\"person\":\"$a.person\"}}";

TEST(replay_answers_every_line_the_same_each_time)
{
    Str first = { 0 }, second = { 0 }, talk = { 0 };
    const char *file = run_write(arena, "story.jsonl", str(lines)), *words = str_z(arena, str_format(arena, "%s", file));
    CHECK_EQ(run_main(arena, replay_main, words, (Str){ 0 }, &first, &talk), 0);
    CHECK_EQ(run_main(arena, replay_main, "-", str(lines), &second, &talk), 0);
    CHECK_STR(second, first);
    CHECK_EQ(talk.n, 0);
    Str rest = first, one = str_cut(&rest, '\n'), two = str_cut(&rest, '\n'), three = str_cut(&rest, '\n');
    CHECK(str_starts(one, S("{\"id\":\"a\",\"result\":\"done\"")));
    CHECK(str_find(two, S("bad-field")) > 0);
    CHECK(str_starts(three, S("{\"id\":\"b\",\"result\":\"done\"")));
    CHECK(!rest.n);
    CHECK_EQ(run_main(arena, replay_main, "/nonexistent.jsonl", (Str){ 0 }, &first, &talk), 3);
    CHECK_EQ(run_main(arena, replay_main, "", (Str){ 0 }, &first, &talk), 2);
    CHECK_EQ(run_main(arena, replay_main, "- --dbb x --lang en", (Str){ 0 }, &first, &talk), 2);
    CHECK(str_find(talk, S("did you mean --db")) > 0);
}

TEST(references_hold_in_a_file_and_in_a_pipe_alike)
{
    /* The id of the first line is written with an escape where it is referred to, so that no look ahead can tell it. */
    Buf input = { .arena = arena };
    Str from_file = { 0 }, from_pipe = { 0 };
    buf_add(&input, str(lines));
    buf_add(&input, S("\n{\"id\":\"c\",\"at\":\"2025-01-02T09:00:00+08:00\",\"actor\":{\"role\":\"auditor\",\"user\":\"x\"},"
                      "\"query\":\"person.status\",\"args\":{\"person\":\"$\\u0061.person\"}}\n"));
    const char *file = run_write(arena, "escaped.jsonl", buf_str(&input));
    CHECK_EQ(run_main(arena, replay_main, file, (Str){ 0 }, &from_file, NULL), 0);
    CHECK_EQ(run_main(arena, replay_main, "-", buf_str(&input), &from_pipe, NULL), 0);
    CHECK_STR(from_pipe, from_file);
    CHECK(str_find(from_file, S("{\"id\":\"c\",\"result\":\"done\"")) > 0);
}

TEST(replay_into_a_folder_can_be_asked_and_verified)
{
    Str out = { 0 }, talk = { 0 };
    CHECK_EQ(run_main(arena, replay_main, "- --db replayed", str(lines), &out, &talk), 0);
    check_run(arena, cli_query, "person.status --person 1 --as auditor:x --db replayed --at 2025-01-03T09:00:00+08:00", 0,
              "person: 1", "");
    check_run(arena, verify_main, "--db replayed --deep --lang en", 0, "whole: ", "");
}

TEST(a_line_longer_than_any_command_is_answered)
{
    Buf input = { .arena = arena };
    Str out = { 0 };
    for (int i = 0; i < (5 << 20); i++)
        buf_char(&input, 'x');
    buf_add(&input, S("\n{}\n"));
    CHECK_EQ(run_main(arena, replay_main, "-", buf_str(&input), &out, NULL), 0);
    CHECK(str_find(out, S("too-large")) > 0);
    Str rest = out;
    str_cut(&rest, '\n');
    CHECK(str_find(rest, S("bad-field")) > 0);
}

TEST(the_version_is_that_of_the_project)
{
    CHECK(str_find(test_file(arena, "meson.build"), S("version: '" SHEBAO_VERSION "'")) > 0);
}
