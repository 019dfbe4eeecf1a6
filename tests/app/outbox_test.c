/* outbox_test.c - `shebao outbox send`, `shebao witness` and `shebao verify --witness` as a process sees them; the
 * process is killed between sending and recording. */
#include "app/cli.h"
#include "app/office.h"
#include "app/replay_file.h"
#include "app/run.h"
#include <stdlib.h>
#include <sys/stat.h>

#define SSN "110105199003078211"
#define BUREAU "--db outbox-bureau --lang en "

#define LINE(id, at, role, command, args) \
    "{\"id\":\"" id "\",\"at\":\"2025-01-" at ":00:00+08:00\",\"actor\":{\"role\":\"" role \
    "\",\"user\":\"w1\"},\"command\":\"" command "\",\"args\":{" args "}}\n"
static const char lines[] =
    LINE("a", "02T09", "clerk", "person.register", "\"ssn\":\"" SSN "\",\"name\":\"林晓\",\"evidence\":[{\"kind\":\"id-card\"}]")
    LINE("b", "03T09", "job", "job.daily", "\"day\":\"2025-01-03\"")
    LINE("c", "04T09", "clerk", "death.report",
         "\"ssn\":\"" SSN "\",\"day\":\"2025-01-03\",\"evidence\":[{\"kind\":\"death-certificate\"}]")
    LINE("d", "04T10", "job", "job.daily", "\"day\":\"2025-01-04\"");
enum { MESSAGES = 3 };

static void make_bureau(Arena *arena, const char *folder)
{
    Str out = { 0 }, talk = { 0 };
    CHECK_EQ(run_main(arena, replay_main, str_z(arena, str_format(arena, "- --db %s", folder)), str(lines), &out, &talk), 0);
    CHECK_EQ(str_find(out, S("refused")), -1);
}

static void check_run(Arena *arena, RunMain *main, const char *words, int code, const char *output, const char *talk)
{
    Str out = { 0 }, err = { 0 };
    int got = run_main(arena, main, words, (Str){ 0 }, &out, &err);
    if (got != code || str_find(out, str(output)) < 0 || str_find(err, str(talk)) < 0)
        test_fail(__FILE__, __LINE__, "%s: exit %d, stdout %.*s, stderr %.*s", words, got, STR_ARG(out), STR_ARG(err));
}

static Str scratch(Arena *arena, const char *name)
{
    return run_file(arena, str_z(arena, str_format(arena, "%s/%s", test_scratch_dir(), name)));
}

/* A program in the scratch folder, which is also where the process stands. */
static const char *program(Arena *arena, const char *name, const char *text)
{
    const char *path = run_write(arena, name, str_format(arena, "#!/bin/sh\n%s\n", text));
    CHECK_EQ(chmod(path, 0700), 0);
    return path;
}

static int64_t lines_in(Str text)
{
    int64_t count = 0;
    for (size_t i = 0; i < text.n; i++)
        count += text.p[i] == '\n';
    return count;
}

TEST(outbox_is_sent_on_the_command_line)
{
    make_bureau(arena, "outbox-bureau");
    program(arena, "deliver", "cat >>taken; echo $SHEBAO_MESSAGE_ID >>ids");
    program(arena, "refuse", "exit 9");
    program(arena, "hang", "sleep 1000");
    check_run(arena, outbox_main, "send " BUREAU, 2, "outbox send --with", "");
    check_run(arena, outbox_main, "snd " BUREAU "--with true", 2, "", "");
    check_run(arena, outbox_main, "--help", 0, "outbox send --with", "");
    check_run(arena, outbox_main, "send --with true --once --db nowhere --lang en", 3, "", "no bureau");
    check_run(arena, outbox_main, "send --with ./hang --timeout 1 --once " BUREAU, 75, "sent 0, failed ", "");
    check_run(arena, cli_query, "outbox.list --json " BUREAU "--as auditor:x", 0, "\"last_error\":\"timeout\"", "");
    check_run(arena, outbox_main, "send --with ./deliver --once --json " BUREAU, 75, "{\"sent\":0,\"failed\":0,\"waiting\":3}", "");
    check_run(arena, verify_main, BUREAU, 0, "whole: ", "");
    check_run(arena, outbox_main, "list --json " BUREAU "--as auditor:x", 0, "\"last_error\":\"timeout\"", "");
    make_bureau(arena, "outbox-second");
    check_run(arena, outbox_main, "send --with ./refuse --once --db outbox-second --lang en", 75, "failed 2, waiting 1", "");
    make_bureau(arena, "outbox-third");
    check_run(arena, outbox_main, "send --with ./deliver --once --db outbox-third --lang en", 0, "sent 3, failed 0, waiting 0", "");
    check_run(arena, outbox_main, "send --with ./deliver --once --db outbox-third --lang en", 0, "sent 0, failed 0, waiting 0", "");
    CHECK_EQ(lines_in(scratch(arena, "ids")), MESSAGES);
    CHECK_EQ(lines_in(scratch(arena, "taken")), MESSAGES);
    check_run(arena, cli_query, "outbox.list --json --db outbox-third --as auditor:x", 0, "\"attempts\":1,\"last_error\":null", "");
}

/* The program takes the message and then kills the sender: it was sent and not recorded. */
TEST(killed_between_sending_and_recording_sends_again_under_the_same_id)
{
    make_bureau(arena, "outbox-killed");
    program(arena, "kill", "echo $SHEBAO_MESSAGE_ID >>twice; kill -9 $PPID");
    program(arena, "take", "echo $SHEBAO_MESSAGE_ID >>twice");
    CHECK_EQ(run_main(arena, outbox_main, "send --with exec~./kill --once --db outbox-killed", (Str){ 0 }, NULL, NULL), -1);
    CHECK_EQ(lines_in(scratch(arena, "twice")), 1);
    check_run(arena, verify_main, "--db outbox-killed --lang en", 0, "whole: ", "");
    check_run(arena, outbox_main, "send --with ./take --once --db outbox-killed --lang en", 0, "sent 3", "");
    Str ids = scratch(arena, "twice"), first = str_cut(&ids, '\n');
    CHECK(first.n > 3);
    CHECK_STR(str_cut(&ids, '\n'), first);
    CHECK_EQ(lines_in(ids), MESSAGES - 1);
}

static int choose(int count, char **words) { return cli_run(command_row(CMD_NOTICE_CHOOSE), false, count, words); }

/* The same for a notice to a person; and messages of partners are none of its business. */
TEST(notices_to_people_leave_by_a_command_of_their_own)
{
    Str rest = str(lines), out = { 0 }, ids = { 0 };
    str_cut(&rest, '\n');
    CHECK_EQ(run_main(arena, replay_main, "- --db letters", str_head(str(lines), strlen(lines) - rest.n), &out, NULL), 0);
    check_run(arena, choose, "--ssn " SSN " --channel email --email nobody --db letters --lang en", 2, "", "name@example.com");
    check_run(arena, choose, "--ssn " SSN " --channel email --email xiao@example.com --db letters --lang en", 0, "email", "");
    program(arena, "mail-kill", "cat >>mails; echo $SHEBAO_MESSAGE_ID >>mail-ids; kill -9 $PPID");
    program(arena, "mail", "cat >>mails; echo $SHEBAO_MESSAGE_ID >>mail-ids");
    CHECK_EQ(run_main(arena, outbox_main, "send --notices exec~./mail-kill --once --db letters", (Str){ 0 }, NULL, NULL), -1);
    check_run(arena, outbox_main, "send --notices ./mail --once --db letters --lang en", 0, "sent 1, failed 0, waiting 0", "");
    check_run(arena, outbox_main, "send --notices ./mail --once --db letters --lang en", 0, "sent 0, failed 0, waiting 0", "");
    ids = scratch(arena, "mail-ids");
    CHECK_STR(ids, S("N1-2\nN1-2\n"));
    CHECK(str_find(scratch(arena, "mails"), S("\"to\":\"xiao@example.com\"")) > 0);
    CHECK(str_find(scratch(arena, "mails"), S(SSN)) < 0);
    check_run(arena, cli_query, "letter.list --json --db letters --as admin:root", 0, "\"state\":\"sent\"", "");
    check_run(arena, verify_main, "--db letters --lang en", 0, "whole: ", "");
}

TEST(witness_is_kept_and_held_against_the_chain)
{
    Str line = { 0 }, again = { 0 };
    make_bureau(arena, "witnessed");
    CHECK_EQ(run_main(arena, witness_main, "--db witnessed --append kept.txt", (Str){ 0 }, &line, NULL), 0);
    CHECK_EQ(lines_in(line), 1);
    CHECK_STR(scratch(arena, "kept.txt"), line);
    CHECK(str_find(line, S(" 2025-01-04\n")) > 64);
    CHECK_EQ(run_main(arena, witness_main, "--db witnessed --append kept.txt", (Str){ 0 }, &again, NULL), 0);
    CHECK_STR(again, line); /* asking changes nothing */
    CHECK_EQ(lines_in(scratch(arena, "kept.txt")), 2);
    check_run(arena, verify_main, "--db witnessed --witness kept.txt --lang en", 0, "2 witnessed heads still stand", "");
    check_run(arena, verify_main, "--db witnessed --witness kept.txt --json", 0, "{\"witnesses\":2}", "");
    check_run(arena, verify_main, "--db witnessed --witness nowhere.txt --lang en", 3, "", "nowhere.txt");
    /* The same bureau made anew with one act less is whole by itself, but it is not the one that was witnessed. */
    Str out = { 0 }, rest = str(lines), forged = str_copy(arena, line);
    str_cut(&rest, '\n');
    CHECK_EQ(run_main(arena, replay_main, "- --db rewritten", str_head(str(lines), strlen(lines) - rest.n), &out, NULL), 0);
    check_run(arena, verify_main, "--db rewritten --lang en", 0, "whole: ", "");
    check_run(arena, verify_main, "--db rewritten --witness kept.txt --lang en", 7, "witness line 1, entry ", "");
    char *digit = (char *)(uintptr_t)&forged.p[forged.n - 13]; /* the last of the hash */
    *digit = *digit == '0' ? '1' : '0';
    run_write(arena, "forged.txt", str_format(arena, STR_FMT STR_FMT, STR_ARG(line), STR_ARG(forged)));
    check_run(arena, verify_main, "--db witnessed --witness forged.txt --lang en", 7, "witness line 2, entry ", "");
    check_run(arena, verify_main, "--db witnessed --witness forged.txt --json", 7, "\"line\":2", "");
    run_write(arena, "broken.txt", S("nonsense\n"));
    check_run(arena, verify_main, "--db witnessed --witness broken.txt --lang en", 6, "", "line 1 of the witness");
    check_run(arena, verify_main, "--db witnessed --witness broken.txt --json", 6, "\"line\":1", "");
    check_run(arena, witness_main, "--db nowhere --lang en", 3, "", "no bureau");
    check_run(arena, witness_main, "--db witnessed --append nowhere/kept.txt --lang en", 75, "", "cannot write");
}
