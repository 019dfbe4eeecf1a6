/* lines_test.c - lines from a pipe, and `shebao calc` as a process sees it: arguments, streams, exit codes. */
#include "app/calc.h"
#include "app/lines.h"
#include "app/param.h"
#include "support/test.h"
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

/* A file in the scratch folder with that text, open for reading. */
static int text_open(Arena *arena, Str text)
{
    const char *path = str_z(arena, str_format(arena, "%s/lines", test_scratch_dir()));
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    CHECK(fd >= 0 && lines_write(fd, text));
    CHECK_EQ(lseek(fd, 0, SEEK_SET), 0);
    return fd;
}

/* All lines with "|" behind each; "#" for one that is too long. */
static Str lines_all(Arena *arena, Str text, size_t most)
{
    int fd = text_open(arena, text);
    Lines lines = lines_make(arena, fd, most);
    Buf out = { .arena = arena };
    Str line = { 0 };
    for (LinesState state = lines_next(&lines, &line); state != LINES_END; state = lines_next(&lines, &line)) {
        CHECK(state != LINES_FAILED);
        buf_add(&out, state == LINES_LONG ? S("#") : line);
        buf_char(&out, '|');
    }
    CHECK_EQ(lines_next(&lines, &line), LINES_END);
    close(fd);
    return buf_str(&out);
}

TEST(lines_end_with_lf_crlf_or_the_end)
{
    CHECK_STR(lines_all(arena, S(""), 8), S(""));
    CHECK_STR(lines_all(arena, S("\n"), 8), S("|"));
    CHECK_STR(lines_all(arena, S("a\nb\r\n\r\nc"), 8), S("a|b||c|"));
    CHECK_STR(lines_all(arena, S("12345678\n123456789\n12345678\r\n1"), 8), S("12345678|#|12345678|1|"));
    CHECK_STR(lines_all(arena, S("123456789"), 8), S("#|"));
    CHECK_STR(lines_all(arena, S("12345678"), 8), S("12345678|"));
}

TEST(lines_that_are_longer_than_the_buffer_are_one_long_line)
{
    for (size_t n = 65530; n < 65550; n++) {
        char *bytes = arena_new(arena, char, 3 * n);
        memset(bytes, 'x', 3 * n);
        bytes[2 * n] = '\n';
        bytes[2 * n + 2] = '\n';
        CHECK_STR(lines_all(arena, (Str){ bytes, 2 * n + 3 }, 8), S("#|x|"));
        CHECK_STR(lines_all(arena, (Str){ bytes, 2 * n }, 8), S("#|"));
        Str whole = lines_all(arena, (Str){ bytes, 2 * n + 3 }, 2 * n);
        CHECK_EQ(whole.n, 2 * n + 3);
    }
}

TEST(lines_are_the_same_wherever_the_chunks_end)
{
    uint64_t seed = 7;
    Buf text = { .arena = arena }, want = { .arena = arena };
    for (int i = 0; i < 20000; i++) {
        size_t n = test_random(&seed) % 12;
        for (size_t k = 0; k < n; k++)
            buf_char(&text, (char)('a' + k));
        buf_char(&text, '\n');
        buf_add(&want, n > 8 ? S("#") : str_head(S("abcdefgh"), n));
        buf_char(&want, '|');
    }
    CHECK(str_eq(lines_all(arena, buf_str(&text), 8), buf_str(&want)));
}

TEST(an_input_that_cannot_be_read_is_said)
{
    Str line = { 0 };
    Lines lines = lines_make(arena, -1, 8);
    CHECK(lines_must_read(&lines));
    CHECK_EQ(lines_next(&lines, &line), LINES_FAILED);
}

/* Runs a subcommand with these words (spaces between) and that input; answers the exit code. */
static int main_run(Arena *arena, int (*run)(int count, char **words), const char *words, Str input, Str *output)
{
    char *list[20];
    int count = 0, from = text_open(arena, input);
    Str rest = str(words);
    while (rest.p && rest.n)
        list[count++] = (char *)(uintptr_t)str_z(arena, str_cut(&rest, ' '));
    const char *path = str_z(arena, str_format(arena, "%s/answer", test_scratch_dir()));
    int to = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600), status = 0;
    fflush(NULL);
    pid_t child = fork();
    if (!child) {
        int nowhere = open("/dev/null", O_WRONLY);
        dup2(from, STDIN_FILENO);
        dup2(to, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        _exit(run(count, list));
    }
    CHECK_EQ(waitpid(child, &status, 0), child);
    char *bytes = arena_new(arena, char, 1 << 20);
    ssize_t n = pread(to, bytes, 1 << 20, 0);
    *output = (Str){ bytes, n > 0 ? (size_t)n : 0 };
    close(from);
    close(to);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int calc_run(Arena *arena, const char *words, Str input, Str *output)
{
    return main_run(arena, calc_main, words, input, output);
}

TEST(calc_answers_on_the_command_line)
{
    const struct {
        const char *words;
        int code;
        const char *start;
    } cases[] = {
        { "workday --from 2025-09-26 --add 15 --lang en", 0, "2025-10-23 Thursday\n" },
        { "workday --from 2025-02-15 --shift --json", 0, "{\"day\":\"2025-02-17\"}\n" },
        { "workday --from=2024-02-29 --add-months=12 --json", 0, "{\"day\":\"2025-02-28\"}\n" },
        { "--json workday --shift --from 2025-09-28", 0, "{\"day\":\"2025-09-28\"}\n" },
        { "retirement --category F50 --birth 1984-11 --json", 0,
          "{\"delay_months\":60,\"age_months\":660,\"month\":\"2039-11\",\"minimum_months\":240}\n" },
        { "retirement --category M60 --birth 1965-01 --lang zh", 0, "2025-02：60 周岁 1 个月" },
        { "contribution --region 110000 --month 2025-08 --wage 7162 --json", 0, "{\"base_fen\":{\"pension\":716200," },
        { "contribution --region 440300 --month 2024-09 --wage 8000.00 --hukou local --lang en", 0, "Shenzhen, 2024-09, employee" },
        { "contribution --region 310000 --month 2025-08 --category resident --tier 5300", 0, "" },
        { "late-fee --principal 12345.67 --due 2025-03-17 --paid 2025-04-30 --json", 0, "{\"days\":44,\"late_fee_fen\":27160}" },
        { "late-fee --principal 1 --due 2025-03-17 --paid 2025-04-30 --trace --lang en", 0, "0.02 yuan for 44 days\nwhy\n" },
        { "interest --year 2024 --opening 50000.00 --credit 01=800.00 --credit 12=800 --json", 0,
          "{\"interest_opening_fen\":131000,\"interest_credits_fen\":2271,\"closing_fen\":5293271," },
        { "pension --average-wage 8433.00 --index 1.25 --months 333 --balance 210987.65 --age 61y2m --json", 0,
          "{\"basic_fen\":263268,\"account_fen\":161306,\"total_fen\":424574,\"divisor_tenths\":1308}" },
        { "interest --year 2024 --opening 1 --credit 01=1 --credit 01=2", 2, "" },
        { "interest --year 2024 --opening 1 --credit 01", 2, "" },
        { "interest --year 2024 --opening 1 --credit 13=1", 2, "" },
        { "contribution --region 110000 --month 2025-08 --wage -1", 1, "" },
        { "contribution --region 110000 --month 2025-08 --wage 99999999999999999999 --json", 1,
          "{\"error\":\"bad-amount\",\"field\":\"wage_fen\"," },
        { "contribution --region 110000 --month 2025-08 --wage 99999999999999999999.123", 2, "" },
        { "contribution --region 110000 --month 2025-08 --wage 1.234", 2, "" },
        { "contribution --region 110000 --month 2025-08 --wage 1,000", 2, "" },
        { "contribution --region 110000 --month 2025-08 --wage-fen 1", 2, "" },
        { "contribution --region 110000 --month 2025-08", 2, "" },
        { "contribution --region 440300 --month 2025-03 --wage 8000 --json", 1, "{\"error\":\"no-rule\",\"field\":\"month\"," },
        { "workday --from 2027-01-01 --shift", 1, "" },
        { "workday --from 2027-01-01 --shift --json", 1, "{\"error\":\"no-rule\",\"field\":\"from\"," },
        { "workday --from 2025-02-30 --shift", 2, "" },
        { "workday --from 2025-02-28 --shift --shift", 2, "" },
        { "workday --from 2025-02-28 --add", 2, "" },
        { "workday --from 2025-02-28 --add 1.5", 2, "" },
        { "workday --from 2025-02-28 --add_months 1", 2, "" },
        { "workday --from 2025-02-28 --shift=yes", 2, "" },
        { "workday retirement", 2, "" },
        { "pension --months 180", 2, "" },
        { "--from 2025-02-28 workday", 2, "" },
        { "workday --from 2025-02-28 --shift --lang fr", 2, "" },
        { "workday --from 2025-02-28 --shift --policy /nonexistent-folder", 2, "" },
        { "--jsonl workday", 2, "" },
        { "--jsonl /nonexistent-file", 3, "" },
        { "--help", 0, "" },
        { "", 2, "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str output = { 0 };
        int code = calc_run(arena, cases[i].words, S(""), &output);
        if (code != cases[i].code || !str_starts(output, str(cases[i].start)) || (!*cases[i].start && output.n && code))
            test_fail(__FILE__, __LINE__, "calc %s: exit %d, %.*s", cases[i].words, code, STR_ARG(output));
    }
}

TEST(calc_answers_every_line_of_a_file_in_order)
{
    Buf input = { .arena = arena }, want = { .arena = arena };
    for (int i = 0; i < 3000; i++) {
        buf_add(&input, S("{\"calc\":\"workday\",\"from\":\"2025-02-15\",\"shift\":true}\r\n"));
        buf_add(&want, S("{\"day\":\"2025-02-17\"}\n"));
    }
    Str output = { 0 };
    CHECK_EQ(calc_run(arena, "--jsonl", buf_str(&input), &output), 0);
    CHECK(str_eq(output, buf_str(&want)));
    buf_add(&input, S("nonsense\n\n"));
    for (int i = 0; i < 70000; i++)
        buf_char(&input, '[');
    buf_add(&input, S("\n{\"calc\":\"retirement\",\"category\":\"M60\",\"birth\":\"1964-12\"}"));
    CHECK_EQ(calc_run(arena, "--jsonl - --lang en", buf_str(&input), &output), 0);
    Str tail = str_from(output, want.n), first = str_cut(&tail, '\n'), second = str_cut(&tail, '\n'), third = str_cut(&tail, '\n');
    CHECK(str_starts(first, S("{\"error\":\"bad-field\"")) && str_starts(second, S("{\"error\":\"bad-field\"")));
    CHECK(str_starts(third, S("{\"error\":\"too-large\"")));
    CHECK_STR(tail, S("{\"delay_months\":0,\"age_months\":720,\"month\":\"2024-12\",\"minimum_months\":180}\n"));
}

TEST(param_lists_gets_and_compares)
{
    const struct {
        const char *words;
        int code;
        const char *start, *holds, *not ;
    } cases[] = {
        { "get base.pension_cap_fen --region 110000 --month 2025-08 --lang en", 0,
          "base.pension_cap_fen  cap of the pension base\n", "2025-07-01  35811.00 yuan\n", "33891" },
        { "get base.pension_cap_fen --region 110000 --lang en", 0, "base.", "33891.00 yuan", "unknown" },
        { "get base.injury_cap_fen --region 440100 --month 2025-08 --json", 0, "{\"region\":\"440100\",", "\"value\":\"none\"",
          "null" },
        { "get base.pension_cap_fen --region 110000 --month 2023-06", 1, "", "", "x" },
        { "get base.pension_kap_fen --region 110000", 2, "", "", "x" },
        { "list rate.injury --region 310000 --month 2025-08 --json", 0, "{\"month\":\"2025-08\",", "15200", "rate.pension" },
        { "list --alarms --month 2026-11 --lang en", 0, "calendar  until 2026-12-31", "Beijing 2026-11: its year has ended",
          "in order" },
        { "list --alarms --month 2025-03 --region 440300 --json", 0, "{\"month\"", "\"alarm\":\"unknown\"", "\"alarm\":\"fine\"" },
        { "list base --region 110000 --month 2027-07 --lang en", 0, "== Beijing", "! no longer good", "rate." },
        { "diff --region 310000 --month 2024-08 --with-month 2025-08 --lang en", 0, "retirement.", "7460.00 yuan",
          "rate.pension_employer" },
        { "diff --region 110000 --with-region 110000 --lang en", 0, "no difference\n", "", "x" },
        { "diff --region 110000 --month 2025-08 --with-region 310000 --json", 0, "[{\"key\":", "base.average_wage_fen", "x" },
        { "diff --region 650000", 1, "", "", "x" },
        { "list --region 11", 2, "", "", "x" },
        { "list --month 2025-13", 2, "", "", "x" },
        { "list --policy /nonexistent-folder", 2, "", "", "x" },
        { "get", 2, "", "", "x" },
        { "", 2, "", "", "x" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str output = { 0 };
        int code = main_run(arena, param_main, cases[i].words, S(""), &output);
        bool right = code == cases[i].code && str_starts(output, str(cases[i].start)) &&
                     (!*cases[i].holds || str_find(output, str(cases[i].holds)) >= 0);
        if (!right || (cases[i].not [1] && str_find(output, str(cases[i].not )) >= 0))
            test_fail(__FILE__, __LINE__, "param %s: exit %d, %.*s", cases[i].words, code, STR_ARG(str_head(output, 2000)));
    }
}
