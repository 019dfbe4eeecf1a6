/* printing.c - see printing.h. A certificate is issued by the command like everywhere else, and then printed from the
 * answer of the query that verifies it: what is on paper is what everybody is told who asks for its code. */
#include "app/printing.h"
#include "app/call.h"
#include "app/cli.h"
#include "app/help.h"
#include "app/human.h"
#include "app/lines.h"
#include "app/talk.h"
#include "core/cert.h"
#include "core/look.h"
#include "core/writer.h"
#include "report/paper.h"
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { LIFE_BYTES = 1 << 30, SCRATCH_BYTES = 1 << 30, ID_BYTES = 12, PDF_BYTES_MAX = 64 << 20 };

/* The row whose options a paper takes: the command that issues it, the query that verifies it, or its last query. */
static const CatalogueRow *row_of(Arena *arena, PaperKind kind, int count, char **words, bool *is_query)
{
    *is_query = !paper_cert(kind);
    for (int i = 0; i < count; i++)
        *is_query |= str_starts(str(words[i]), S("--code"));
    if (!*is_query)
        return command_row(CMD_CERT_ISSUE);
    Str names = str(paper_queries(kind)), last = names;
    while (names.n)
        last = str_cut(&names, ' ');
    (void)arena;
    return query_row(query_from(last));
}

typedef struct {
    Call *call;
    PaperKind kind;
    Bureau bureau;
    Arena scratch;
    Str code; /* of a certificate */
} Printing;

static Str made_up_id(Arena *arena)
{
    char bytes[ID_BYTES];
    random_bytes(bytes, sizeof bytes);
    return str_format(arena, "print-" STR_FMT, STR_ARG(str_hex(arena, (Str){ bytes, sizeof bytes })));
}

/* A refusal as it stands in an answer. */
static Err refused(const Printing *p, Err err, const JsonNode *answer, Why *why)
{
    Str law = json_text_of(json_member(answer, "law"));
    *why = (Why){ .arena = p->call->arena,
                  .code = err,
                  .field = json_text_of(json_member(answer, "field")),
                  .zh = json_text_of(json_member(answer, "why")),
                  .en = json_text_of(json_member(answer, "why_en")),
                  .law = law.n ? str_z(p->call->arena, law) : NULL };
    return err;
}

static Err issue(Printing *p, Why *why)
{
    Call *call = p->call;
    JsonNode *node = NULL;
    Answer answer = { 0 };
    args_add(call->arena, &call->args,
             (JsonNode){ .type = JSON_TEXT, .key = S("kind"), .text = str(choice_code(SET_CERT, paper_cert(p->kind))) });
    Request request = { .id = call->id.n ? call->id : made_up_id(call->arena),
                        .command = str(call->row->name),
                        .actor = call->actor,
                        .at = call->at,
                        .args = &call->args,
                        .purpose = call->purpose };
    TRY(writer_group(&p->bureau, &p->scratch, call->arena, &request, &answer, 1));
    TRY(json_read(call->arena, answer.json, &node, why));
    if (answer.err != OK)
        return refused(p, answer.err, node, why);
    p->code = json_text_of(json_member(json_member(node, "data"), "code"));
    return OK;
}

/* A look at somebody else's record leaves its line before anything is shown (contract 4). */
static Err ask(Printing *p, Str query, const JsonNode *args, const JsonNode **data, Why *why)
{
    Call *call = p->call;
    QueryRequest request = {
        .id = S("print"), .query = query, .purpose = call->purpose, .actor = call->actor, .at = call->at, .args = args
    };
    QueryAnswer answer = { 0 };
    JsonNode *node = NULL;
    Look look;
    TRY(db_begin(p->bureau.db));
    Err err = query_run(&p->bureau, call->arena, &request, &answer);
    db_rollback(p->bureau.db);
    TRY(err);
    TRY(json_read(call->arena, answer.json, &node, why));
    if (answer.err != OK)
        return refused(p, answer.err, node, why);
    if (look_make(&request, &answer, &look))
        TRY(writer_look_now(&p->bureau, &p->scratch, &look));
    *data = json_member(node, "data");
    return OK;
}

static Err answers_read(Printing *p, PaperWanted *paper, Why *why)
{
    Arena *arena = p->call->arena;
    Str names = str(paper_queries(p->kind));
    JsonNode given = p->call->args;
    if (p->code.n)
        args_add(arena, &given, (JsonNode){ .type = JSON_TEXT, .key = S("code"), .text = p->code });
    for (size_t i = 0; names.n; i++) {
        Str name = str_cut(&names, ' ');
        Json json = json_make(arena);
        JsonNode *args = NULL;
        paper_args(&json, name, &given);
        TRY(json_read(arena, json_str(&json), &args, why));
        TRY(ask(p, name, args, &paper->answers[i], why));
    }
    return OK;
}

/* The kind that was issued counts, whatever was asked for. */
static Err paper_write(Printing *p, Str *bytes, Why *why)
{
    Arena *arena = p->call->arena;
    PaperWanted paper = { .kind = p->kind, .en = p->call->en, .made = p->call->at, .site = str(getenv("SHEBAO_SITE")) };
    TRY(answers_read(p, &paper, why));
    const JsonNode *kind = json_member(paper.answers[0], "kind");
    if (paper_cert(p->kind)) {
        Time issued;
        paper.kind = paper_of_cert(choice_from(SET_CERT, json_text_of(json_member(kind, "code"))));
        if (time_read(json_text_of(json_member(paper.answers[0], "issued")), &issued))
            paper.made = issued;
    }
    TRY(paper_make(arena, &paper, bytes, why));
    if (paper_cert(p->kind))
        *bytes = cert_seal(&p->bureau.store, arena, json_text_of(json_member(paper.answers[0], "code")), *bytes);
    return OK;
}

static Err print(Printing *p, Why *why)
{
    Str bytes = { 0 };
    BureauOptions options = { .url = cli_db(p->call->db), .mode = DB_WRITER, .policy = p->call->policy };
    TRY(bureau_open(&p->bureau, &options, why));
    if (!p->call->is_query)
        TRY(issue(p, why));
    TRY(paper_write(p, &bytes, why));
    return call_save(p->call, bytes, why);
}

static int print_run(Printing *p)
{
    Call *call = p->call;
    Why why = { .arena = call->arena };
    if (!call->out) {
        talk_say(call->en, "请用 --out 写明 PDF 文件名。", "name the PDF with --out.");
        return EXIT_USAGE;
    }
    if (!cli_db_exists(call->arena, cli_db(call->db))) {
        talk_say(call->en, STR_FMT " 里没有业务数据库；用 --db 指明。", "there is no bureau in " STR_FMT "; name one with --db.",
                 STR_ARG(cli_db(call->db)));
        return EXIT_NOT_FOUND;
    }
    p->scratch = arena_make(SCRATCH_BYTES);
    Err err = print(p, &why);
    if (p->bureau.db)
        bureau_close(&p->bureau);
    arena_drop(&p->scratch);
    if (err != OK) {
        why.code = err;
        return talk_refused(&why, call->en);
    }
    if (p->code.n)
        talk_put(str_format(call->arena, STR_FMT "\n", STR_ARG(p->code)));
    talk_say(call->en, "已写入 %s。", "written to %s.", call->out);
    return EXIT_DONE;
}

static int kinds_say(bool asked)
{
    for (PaperKind kind = 1; kind < PAPER_END; kind++)
        talk_put(str((char[]){ ' ', ' ', 0 })), talk_put(str(paper_name(kind))), talk_put(S("  ")),
            talk_put(str(paper_title(kind, false))), talk_put(S(" / ")), talk_put(str(paper_title(kind, true))), talk_put(S("\n"));
    talk_put(S("\n  shebao print contributions --ssn 110105199003078211 --from 2025-01 --until 2025-12 --out 2025.pdf --lang zh\n"
               "  shebao print plan --ssn 110105199003078211 --function medical --out plan.pdf\n"
               "  shebao print account --code 7KQ2-M0XA-... --out again.pdf\n"
               "  SHEBAO_SITE=https://sb.example.gov.cn puts a QR code on it that leads to its page\n"));
    return asked ? EXIT_DONE : EXIT_USAGE;
}

int print_main(int count, char **words)
{
    bool is_query = false;
    PaperKind kind = count ? paper_kind(str(words[0])) : PAPER_NONE;
    if (!kind)
        return kinds_say(count && !strcmp(words[0], "--help"));
    Arena life = arena_make(LIFE_BYTES);
    const CatalogueRow *row = row_of(&life, kind, count - 1, words + 1, &is_query);
    Call call = call_make(&life, row, is_query);
    Why why = { .arena = &life };
    Err err = call_read(&call, count - 1, words + 1, &why);
    if (call.help) {
        talk_put(help_row(&life, row, is_query, call.en));
        return kinds_say(true);
    }
    if (err != OK)
        return talk_refused(&why, call.en);
    call.at = time_is(call.at) ? call.at : (Time){ (int64_t)time(NULL) };
    Printing printing = { .call = &call, .kind = kind };
    int code = print_run(&printing);
    arena_drop(&life);
    return code;
}

/* ---- cert verify ---- */

/* What the bureau says of the bytes of a file; *code: of which certificate. */
static int file_judge(Arena *arena, const char *path, const char *db, bool en, Str *code)
{
    Str bytes = { 0 };
    Why why = { .arena = arena };
    Bureau bureau = { 0 };
    Err err = call_file(arena, "file", path, PDF_BYTES_MAX, &bytes, &why);
    err = err == OK ? bureau_open(&bureau, &(BureauOptions){ .url = cli_db(db), .mode = DB_READER }, &why) : err;
    if (err != OK) {
        why.code = err;
        return talk_refused(&why, en);
    }
    Seal seal = cert_seal_check(&bureau.store, arena, bytes, code);
    bureau_close(&bureau);
    if (seal == SEAL_WHOLE)
        talk_say(en, "文件与本机构出具时逐字节一致。", "the file is byte for byte as this bureau issued it.");
    else
        talk_say(en,
                 seal == SEAL_BROKEN ? "文件在出具后被改动或另存过：不要采信文件，请对照下面本机构的记录。"
                                     : "文件没有本机构的印记：不是本机构出具的文件，或已另存过。",
                 seal == SEAL_BROKEN
                     ? "the file was changed or saved anew after it was issued: rely on the record below, not on the file."
                     : "the file bears no mark of this bureau: it was not issued here, or it was saved anew.");
    return seal == SEAL_WHOLE ? EXIT_DONE : EXIT_INTEGRITY;
}

int cert_main(int count, char **words)
{
    char noun[] = "cert", code_option[] = "--code";
    bool en = talk_english();
    char **all = NULL;
    Arena life = arena_make(LIFE_BYTES);
    int used = 0, judged = EXIT_DONE;
    const char *db = NULL, *what = count > 1 && strncmp(words[1], "--", 2) != 0 ? words[1] : NULL;
    all = arena_new(&life, char *, count + 2);
    all[0] = noun;
    memcpy(all + 1, words, (size_t)count * sizeof *all);
    if (!count || strcmp(words[0], "verify") != 0 || !what) {
        const CatalogueRow *command = cli_row(count + 1, all, false, &used),
                           *query = command ? NULL : cli_row(count + 1, all, true, &used);
        if (command || query)
            return cli_run(command ? command : query, !command, count + 1 - used, all + used);
        talk_put(help_noun(&life, S("cert"), en));
        return EXIT_USAGE;
    }
    for (int i = 2; i + 1 < count; i++) {
        if (!strcmp(words[i], "--db"))
            db = words[i + 1];
        if (!strcmp(words[i], "--lang"))
            talk_language(words[i + 1], &en);
    }
    Str code = str(what);
    if (access(what, R_OK) == 0) {
        judged = file_judge(&life, what, db, en, &code);
        if (!code.n)
            return judged;
    }
    /* "cert verify CODE ..." is the query with --code CODE. */
    all[1] = code_option;
    all[2] = (char *)(uintptr_t)str_z(&life, code);
    int said = cli_run(query_row(QUERY_CERT_VERIFY), true, count, all + 1);
    return judged != EXIT_DONE ? judged : said;
}
