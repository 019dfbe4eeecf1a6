/* cli.c - see cli.h. A call goes the way of every other command: the writer's group of one, or a reader's query. */
#include "app/cli.h"
#include "app/call.h"
#include "app/help.h"
#include "app/human.h"
#include "app/lines.h"
#include "app/talk.h"
#include "core/query.h"
#include "core/writer.h"
#include "report/report.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { LIFE_BYTES = 1 << 30, SCRATCH_BYTES = 1 << 30, ID_BYTES = 12, NAME_MAX_BYTES = 100 };

Str cli_db(const char *given)
{
    const char *url = given ? given : getenv("SHEBAO_DB");
    return url && *url ? str(url) : S("bureau");
}

bool cli_db_exists(Arena *arena, Str url)
{
    if (str_starts(url, S("postgres")) || str_starts(url, S(":memory:")))
        return true;
    return access(str_z(arena, str_format(arena, STR_FMT "/bureau.db", STR_ARG(url))), F_OK) == 0;
}

/* ---- names ---- */

const CatalogueRow *cli_row(int count, char **words, bool queries, int *used)
{
    char name[NAME_MAX_BYTES];
    for (int n = count < 2 ? count : 2; n > 0; n--) {
        snprintf(name, sizeof name, n == 2 ? "%s.%s" : "%s", words[0], n == 2 ? words[1] : "");
        CommandId command = command_from(str(name));
        QueryId query = query_from(str(name));
        *used = n;
        if (queries && query)
            return query_row(query);
        if (!queries && command && command_row(command)->roles)
            return command_row(command);
    }
    return NULL;
}

int cli_unknown(Str name, bool queries, bool en)
{
    Meant meant = { .asked = name };
    for (int i = 1; !queries && i < CMD_END; i++)
        meant_try(&meant, command_row((CommandId)i)->roles ? str(command_row((CommandId)i)->name) : (Str){ 0 });
    for (int i = 1; queries && i < QUERY_END; i++)
        meant_try(&meant, query_row((QueryId)i)->roles ? str(query_row((QueryId)i)->name) : (Str){ 0 });
    const char *tail_zh = queries ? "shebao help 列出全部查询" : "shebao help 列出全部业务";
    if (meant_any(&meant))
        talk_say(en, "没有“" STR_FMT "”；是不是 " STR_FMT "？", "there is no \"" STR_FMT "\"; did you mean " STR_FMT "?",
                 STR_ARG(name), STR_ARG(meant.best));
    else
        talk_say(en, "没有“" STR_FMT "”；%s%.0s", "there is no \"" STR_FMT "\"; %.0s%s", STR_ARG(name), tail_zh,
                 "shebao help lists what there is");
    return EXIT_USAGE;
}

/* ---- one call ---- */

/* Answers that can be a file, and which tables they have; the first is the usual one. */
static const struct {
    QueryId query;
    const char *table;
    ReportKind kind;
} files[] = { { QUERY_PERSON_STATEMENT, "months", REPORT_MONTHS },
              { QUERY_PERSON_STATEMENT, "accounts", REPORT_ACCOUNTS },
              { QUERY_UNIT_BILL, "lines", REPORT_BILL },
              { QUERY_UNIT_ARREARS, "open", REPORT_ARREARS } };

static bool wants_file(const Call *call) { return call->format || call->out || call->table; }

/* REPORT_END: this call has no such table. */
static ReportKind file_kind(const Call *call)
{
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (call->is_query && call->row == query_row(files[i].query) && (!call->table || !strcmp(call->table, files[i].table)))
            return files[i].kind;
    return REPORT_END;
}

/* What was asked for a file is judged before anything is read. */
static Err file_check(const Call *call, Why *why)
{
    ReportKind kind = file_kind(call);
    if (!wants_file(call))
        return OK;
    if (kind == REPORT_END)
        return refuse(why, ERR_BAD_FIELD, call->table ? "table" : "format",
                      "只有 person.statement（--table months 或 accounts）、unit.bill 和 unit.arrears 可以输出为文件。",
                      "Only person.statement (--table months or accounts), unit.bill and unit.arrears can be written as a file.");
    if (report_form(str(call->format)) == REPORT_NONE)
        return refuse(why, ERR_BAD_FIELD, "format", "应为 csv 或 xlsx，例如 --format xlsx --out statement.xlsx。",
                      "Give csv or xlsx, such as --format xlsx --out statement.xlsx.");
    if (!call->out)
        return refuse(why, ERR_BAD_FIELD, "out", "请用 --out 写明文件名。", "Name the file with --out.");
    return OK;
}

static int file_answer(const Call *call, const JsonNode *data)
{
    Why why = { .arena = call->arena };
    Str bytes = { 0 };
    Err err = report_make(call->arena, file_kind(call), report_form(str(call->format)), call->en, &data, 1, &bytes, &why);
    if (err == OK)
        err = call_save(call, bytes, &why);
    if (err != OK)
        return talk_refused(&why, call->en);
    talk_say(call->en, "已写入 %s。", "written to %s.", call->out);
    if (json_text_of(json_member(data, "next")).n)
        talk_say(call->en, "还有后续页：--after " STR_FMT "。", "there is more: --after " STR_FMT ".",
                 STR_ARG(json_text_of(json_member(data, "next"))));
    return EXIT_DONE;
}

static int say_answer(Call *call, Err err, Str json)
{
    Buf out = { .arena = call->arena };
    JsonNode *answer = NULL;
    Why why = { .arena = call->arena };
    if (call->json && (err != OK || !wants_file(call))) {
        buf_add(&out, json);
        buf_char(&out, '\n');
        talk_put(buf_str(&out));
        return err == OK ? EXIT_DONE : err_exit(err);
    }
    if (json_read(call->arena, json, &answer, &why) != OK)
        return talk_refused(&why, call->en);
    const JsonNode *data = json_member(answer, "data");
    if (err != OK) {
        why = (Why){ .code = err,
                     .field = json_text_of(json_member(answer, "field")),
                     .zh = json_text_of(json_member(answer, "why")),
                     .en = json_text_of(json_member(answer, "why_en")) };
        Str law = json_text_of(json_member(answer, "law"));
        why.law = law.n ? str_z(call->arena, law) : NULL;
        return talk_refused(&why, call->en);
    }
    if (wants_file(call))
        return file_answer(call, data);
    if (call->is_query && call->row == query_row(QUERY_PERSON_WHY))
        human_why(&out, data, call->en);
    else if (call->is_query && call->row == query_row(QUERY_PERSON_STATEMENT))
        human_statement(&out, data, call->en);
    else if (call->is_query)
        human_data(&out, data, 0, call->en);
    else
        human_done(&out, answer, call->row, call->en);
    talk_put(buf_str(&out));
    return EXIT_DONE;
}

static int open_bureau(const Call *call, DbMode mode, Bureau *bureau)
{
    Why why = { .arena = call->arena };
    BureauOptions options = { .url = cli_db(call->db), .mode = mode, .by_operator = true, .policy = call->policy };
    Err err = bureau_open(bureau, &options, &why);
    if (err == OK)
        return EXIT_DONE;
    why.code = err;
    bureau_close(bureau);
    return talk_refused(&why, call->en);
}

/* Papers that came as files are kept before the command that names them. */
static Err keep_files(const Call *call, Bureau *bureau)
{
    Hash hash;
    for (int i = 0; i < call->file_count; i++)
        TRY(db_blob_put(bureau->db, call->files[i], &hash));
    return OK;
}

static Err apply(const Call *call, Bureau *bureau, Arena *scratch, Answer *answer)
{
    Request request = { .id = call->id,
                        .command = str(call->row->name),
                        .actor = call->actor,
                        .at = call->at,
                        .args = &call->args,
                        .purpose = call->purpose };
    if (!call->dry_run) {
        TRY(keep_files(call, bureau));
        return writer_group(bureau, scratch, call->arena, &request, answer, 1);
    }
    TRY(db_begin(bureau->db));
    Err err = keep_files(call, bureau); /* in a folder the bytes stay, named by nothing */
    err = err == OK ? apply_command(bureau, scratch, &request, answer) : err;
    db_rollback(bureau->db);
    return err;
}

/* A file of which some rows are wrong was answered, and a script shall know (contract 1: exit code 6). */
static bool has_bad_rows(const Call *call, Str json)
{
    JsonNode *answer = NULL;
    Why why = { .arena = call->arena };
    if (!call->row->place[F_FILE] || json_read(call->arena, json, &answer, &why) != OK)
        return false;
    const JsonNode *data = json_member(answer, "data"), *rows = data ? json_member(data, "rejected_rows") : NULL;
    return rows && rows->type == JSON_INT && rows->number > 0;
}

static int run_command(Call *call)
{
    Bureau bureau;
    Answer answer = { 0 };
    Arena scratch = arena_make(SCRATCH_BYTES);
    bool fresh = !cli_db_exists(call->arena, cli_db(call->db));
    int code = open_bureau(call, DB_WRITER, &bureau);
    if (code)
        return code;
    if (fresh)
        talk_say(call->en, "在 " STR_FMT " 新建了业务数据库。", "a new bureau was made in " STR_FMT ".", STR_ARG(cli_db(call->db)));
    Err err = apply(call, &bureau, &scratch, &answer);
    Why why = { .arena = call->arena, .code = err };
    code = err == OK ? say_answer(call, answer.err, answer.json) : talk_refused(&why, call->en);
    if (err == OK && answer.err == OK && has_bad_rows(call, answer.json))
        code = EXIT_BAD_ROWS;
    if (answer.err == ERR_NOT_PERMITTED && !call->json)
        talk_say(call->en, "用 --as 角色:人员@机构 说明由谁办理；%s --help 列出可以办理的角色。",
                 "say who acts with --as ROLE:USER@ORG; %s --help lists who may.", call->row->name);
    if (call->dry_run && !call->json)
        talk_say(call->en, "仅试算，未办理。", "dry run: nothing was done.");
    bureau_close(&bureau);
    arena_drop(&scratch);
    return code;
}

/* A look at somebody else's record leaves its line before anything is shown (contract 4). */
static int record_look(const Call *call, const Look *look)
{
    Bureau bureau;
    Arena scratch = arena_make(SCRATCH_BYTES);
    int code = open_bureau(call, DB_WRITER, &bureau);
    if (code)
        return code;
    Err err = writer_look_now(&bureau, &scratch, look);
    bureau_close(&bureau);
    arena_drop(&scratch);
    return err_exit(err);
}

static int run_query(Call *call)
{
    Bureau bureau;
    QueryAnswer answer = { 0 };
    QueryRequest request = { .id = call->id,
                             .query = str(call->row->name),
                             .purpose = call->purpose,
                             .actor = call->actor,
                             .at = call->at,
                             .args = &call->args };
    if (!cli_db_exists(call->arena, cli_db(call->db))) {
        talk_say(call->en, STR_FMT " 里没有业务数据库；用 --db 指明，或 shebao init 新建。",
                 "there is no bureau in " STR_FMT "; name one with --db, or make one with shebao init.", STR_ARG(cli_db(call->db)));
        return EXIT_NOT_FOUND;
    }
    int code = open_bureau(call, DB_READER, &bureau);
    if (code)
        return code;
    Err err = db_begin(bureau.db);
    err = err == OK ? query_run(&bureau, call->arena, &request, &answer) : err;
    db_rollback(bureau.db);
    bureau_close(&bureau);
    Why why = { .code = err };
    if (err != OK)
        return talk_refused(&why, call->en);
    Look look;
    if (look_make(&request, &answer, &look) && (code = record_look(call, &look)) != EXIT_DONE)
        return code;
    return say_answer(call, answer.err, answer.json);
}

static Str made_up_id(Arena *arena)
{
    char bytes[ID_BYTES];
    random_bytes(bytes, sizeof bytes);
    return str_format(arena, "cli-" STR_FMT, STR_ARG(str_hex(arena, (Str){ bytes, sizeof bytes })));
}

int cli_run(const CatalogueRow *row, bool is_query, int count, char **words)
{
    Arena life = arena_make(LIFE_BYTES);
    Call call = call_make(&life, row, is_query);
    Why why = { .arena = &life };
    Err err = call_read(&call, count, words, &why);
    if (call.help) {
        talk_put(help_row(&life, row, is_query, call.en));
        return EXIT_DONE;
    }
    err = err == OK ? file_check(&call, &why) : err;
    if (err != OK)
        return talk_refused(&why, call.en);
    call.id = call.id.n ? call.id : made_up_id(&life);
    call.at = time_is(call.at) ? call.at : (Time){ (int64_t)time(NULL) };
    int code = is_query ? run_query(&call) : run_command(&call);
    arena_drop(&life);
    return code;
}

int cli_query(int count, char **words)
{
    bool en = talk_english();
    int used = 0;
    if (!count || !strcmp(words[0], "--help")) {
        Arena life = arena_make(LIFE_BYTES);
        Buf out = { .arena = &life };
        for (int i = 1; i < QUERY_END; i++)
            if (query_row((QueryId)i)->roles)
                buf_format(&out, "  " STR_FMT "\n", STR_ARG(help_example(&life, query_row((QueryId)i), true, false)));
        talk_put(buf_str(&out));
        arena_drop(&life);
        return count ? EXIT_DONE : EXIT_USAGE;
    }
    const CatalogueRow *row = cli_row(count, words, true, &used);
    return row ? cli_run(row, true, count - used, words + used) : cli_unknown(str(words[0]), true, en);
}
