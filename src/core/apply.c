/* apply.c - see apply.h. */
#include "core/apply.h"
#include "act/act.h"
#include "act/post.h"
#include "act/rights.h"
#include "base/require.h"
#include "core/batch.h"
#include "core/cert.h"
#include "core/file.h"
#include "core/login.h"
#include "core/parse.h"
#include "core/photo.h"
#include "core/propose.h"
#include "core/stored.h"
#include "core/waiting.h"
#include "hold/holds.h"
#include "levy/lapse.h"

enum { REFUSAL_BYTES = 8 << 10 }; /* what saying "too large" takes at most */

/* One command under way. */
typedef struct {
    Bureau *bureau;
    Arena *arena;
    const Request *request;
    Command command;
    Loaded loaded;
    Decision decision;
    Json data;
    Str key, file; /* file: bytes that came inside the request */
    Hash digest;
    Ledger ledger; /* what this entry writes beside its events */
    bool *saved;   /* a savepoint is open: a jump out of a full region undoes it */
} Run;

static bool is_kept(Err err) { return err != ERR_BAD_FIELD && err != ERR_NOT_PERMITTED && err != ERR_BUSY && err != ERR_TOO_LARGE; }

static void answer_head(Json *json, Str id, const char *result)
{
    json_open(json, '{');
    json_put(json, "id", id);
    json_put(json, "result", str(result));
}

static void answer_why(Json *json, const Why *why)
{
    json_put(json, "code", str(err_code(why->code)));
    if (why->field.n)
        json_put(json, "field", why->field);
    json_put(json, "why", why->zh.n ? why->zh : str(err_sentence(why->code, false)));
    json_put(json, "why_en", why->en.n ? why->en : str(err_sentence(why->code, true)));
    if (why->law)
        json_put(json, "law", str(why->law));
}

Str answer_refused(Arena *arena, Str id, const Why *why)
{
    Json json = json_make(arena);
    answer_head(&json, id, "refused");
    answer_why(&json, why);
    json_close(&json, '}');
    return json_str(&json);
}

static Str answer_done(Run *run)
{
    Json json = json_make(run->arena);
    answer_head(&json, run->request->id, run->decision.already ? "already" : "done");
    json_put(&json, "law", str(command_row(run->command.id)->law));
    json_key(&json, "data");
    json_close(&run->data, '}');
    json_raw(&json, json_str(&run->data));
    json_close(&json, '}');
    return json_str(&json);
}

/* A password goes no further than here: from now on its hash stands in its place. */
static Err run_secret(Run *run, Why *why)
{
    if (!arg_is(&run->command, F_PASSWORD))
        return OK;
    Str form = run->request->secret;
    if (!form.n)
        TRY(password_of_request(run->arena, &run->bureau->store.secret, run->request, &form, why));
    arg_set(&run->command, F_PASSWORD)->s = form;
    return OK;
}

/* The name is in the catalogue, its fields have their shape, the actor has a role. */
static Err run_parse(Run *run, Why *why)
{
    const Request *request = run->request;
    CommandId id = command_from(request->command);
    if (!request->id.n || request->id.n > 128 || !parse_plain(request->id))
        return refuse(why, ERR_BAD_FIELD, "id", "请给出业务编号 id（1 至 128 个字节），重试时用同一编号。",
                      "Give an id of 1 to 128 bytes; use the same one to retry.");
    if (id == CMD_NONE || command_row(id)->roles == 0)
        return refuse(why, ERR_BAD_FIELD, "command", "没有“%.*s”这项业务。", "There is no command \"%.*s\".",
                      STR_ARG(request->command));
    Time now = { run->bureau->journal.last_at.s > request->at.s ? run->bureau->journal.last_at.s : request->at.s };
    run->command = (Command){ .id = id, .request = request->id, .actor = request->actor, .at = now, .purpose = request->purpose };
    TRY(parse_args(run->arena, command_row(id), request->args, time_day(now), run->command.args, why));
    file_name_by_hash(run->arena, &run->command, &run->file);
    return run_secret(run, why);
}

/* What was asked, for comparison when the id comes again. A number that fails its check is not parsed, so its
 * request is compared as the JSON it came in. */
static void run_digest(Run *run, bool parsed)
{
    Buf canonical = { .arena = run->arena };
    if (parsed) {
        buf_add(&canonical, command_bytes(run->arena, &run->command));
    } else {
        Json raw = json_make(run->arena);
        if (run->request->args)
            json_node(&raw, run->request->args);
        buf_text(&canonical, run->request->command);
        buf_add(&canonical, json_str(&raw));
    }
    buf_text(&canonical, (Str){ (const char *)&run->request->actor.role, sizeof run->request->actor.role });
    run->digest = stored_digest(&run->bureau->store, run->arena, buf_str(&canonical));
}

static Err known_id(Run *run, Answer *answer, bool *known)
{
    int64_t entry = 0;
    TRY(journal_find(&run->bureau->journal, run->arena, run->key, &entry));
    *known = entry != 0;
    if (!*known)
        return OK;
    JournalAnswer first;
    TRY(journal_answer(&run->bureau->journal, run->arena, entry, &first));
    if (!str_eq(first.digest, hash_str(&run->digest))) {
        Why why = { .arena = run->arena };
        answer->err = refuse(&why, ERR_IDEMPOTENCY_MISMATCH, "id", NULL, NULL);
        answer->json = answer_refused(run->arena, run->request->id, &why);
        return OK;
    }
    answer->err = first.err;
    answer->already = first.already;
    return stored_answer_read(&run->bureau->store, run->arena, first.answer, &answer->json);
}

/* About the whole bureau: they walk many persons, change the rules by which the others are decided, say who may sign in
 * (which stands in an own table), or ask queries. */
typedef Err BureauFn(Bureau *bureau, Loaded *loaded, const Command *command, Decision *out);
static BureauFn *const of_bureau[CMD_END] = {
    [CMD_JOB_DAILY] = apply_daily,        [CMD_POLICY_PROPOSE] = propose_decide, [CMD_POLICY_APPROVE] = approve_decide,
    [CMD_PASSWORD_GRANT] = login_decide,  [CMD_PASSWORD_SET] = login_decide,     [CMD_PASSWORD_RESET] = login_decide,
    [CMD_PASSWORD_CHANGE] = login_decide, [CMD_USER_ADD] = login_decide,         [CMD_USER_END] = login_decide,
    [CMD_USER_APPROVE] = login_decide,    [CMD_CERT_ISSUE] = cert_decide,
};

static Err run_decide(Run *run)
{
    Decision *out = &run->decision;
    View *view = &run->loaded.view;
    TRY(load_actor(&run->loaded, command_row(run->command.id)->roles, &run->command.actor, &out->why));
    TRY(load_view(&run->loaded, &run->command, &out->why));
    TRY(photo_look(run->bureau, &run->loaded, &run->command, &out->why));
    TRY(file_look(run->bureau, &run->loaded, &run->command, run->file, &out->why));
    TRY(waiting_load(run->bureau, &run->loaded, &run->command, &out->why));
    if (of_bureau[run->command.id])
        return of_bureau[run->command.id](run->bureau, &run->loaded, &run->command, out);
    TRY(act_decide(view, &run->command, out));
    return act_post(&run->loaded, &run->command, &run->bureau->journal, &run->ledger, run->saved, out);
}

/* What settling brought comes first, for the persons whom the command changes; the moments lie before now. */
static void with_settled(Run *run, Event **events, size_t *count)
{
    const Decision *settled = &run->loaded.settled, *decided = &run->decision;
    Event *all = arena_new(run->arena, Event, settled->count + decided->count);
    size_t n = 0;
    for (size_t i = 0; i < settled->count; i++) {
        bool touched = false;
        for (size_t k = 0; k < decided->count && !touched; k++)
            touched = event_row(decided->events[k].kind)->subject == SUBJECT_PERSON &&
                      decided->events[k].subject == settled->events[i].subject;
        if (touched)
            all[n++] = settled->events[i];
    }
    for (size_t i = 0; i < decided->count; i++)
        all[n++] = decided->events[i];
    *events = all;
    *count = n;
}

/* What lapses leaves the books, and what was paid of it goes back to its payer: known to the ledger alone, so it comes last. */
static Err with_lapsed(Run *run, Event **events, size_t *count)
{
    Decision more = { .arena = run->arena };
    Lapsing lapsing = {
        .work = &run->loaded.work, .ledger = &run->ledger, .view = &run->loaded.view, .by = actor_label(run->arena, &run->command)
    };
    TRY(lapse_write_off(&lapsing, *events, *count, &more));
    if (!more.count)
        return OK;
    Event *all = arena_new(run->arena, Event, *count + more.count);
    memcpy(all, *events, *count * sizeof *all);
    memcpy(&all[*count], more.events, more.count * sizeof *all);
    *events = all;
    *count += more.count;
    return OK;
}

static void put_answer(Run *run, Err err, Answer *answer)
{
    answer->err = err;
    answer->already = run->decision.already;
    run->decision.why.code = err;
    if (err != OK && !run->decision.why.law)
        run->decision.why.law = run->command.id ? command_row(run->command.id)->law : NULL;
    answer->json = err == OK ? answer_done(run) : answer_refused(run->arena, run->request->id, &run->decision.why);
}

/* The number that person.register answers is cut out of what is kept. */
static Err kept_answer(Run *run, Str json, Str *out)
{
    *out = json;
    if (run->command.id != CMD_PERSON_REGISTER || !run->loaded.ssn.n || run->decision.why.code != OK)
        return OK;
    int64_t person = 0;
    TRY(identity_find(&run->bureau->store, run->arena, run->loaded.ssn, &person));
    Held *held = NULL;
    TRY(work_find(&run->loaded.work, SUBJECT_PERSON, person, &held));
    const PersonFacts *facts = held ? held->facts : NULL;
    *out = facts ? stored_answer(run->arena, json, run->loaded.ssn, person,
                                 facts->cell[PF_SSN] ? facts->cell[PF_SSN] : facts->cell[PF_ID_NO])
                 : json;
    return OK;
}

/* Long work that is refused in the end was asked for hours ago: who asked for it finds it in their inbox. */
static void tell_refused(Run *run)
{
    const View *view = &run->loaded.view;
    const StoreBatch *batch = &run->bureau->store.batch;
    const Why *why = &run->decision.why;
    if (!batch->run || !batch->done || batch->refused == OK || !batch->why || (!view->org_unit && !view->org))
        return;
    Str zh = why->zh.n ? why->zh : str(err_sentence(batch->refused, false));
    Str en = why->en.n ? why->en : str(err_sentence(batch->refused, true));
    run->decision.count = 0;
    run->decision.keep = true;
    if (view->org_unit)
        emit(&run->decision, view, EVENT_UNIT_WORK_REFUSED, view->org_unit->id)->unit_work_refused =
            (Event_unit_work_refused){ .command = run->command.id, .zh = zh, .en = en };
    else if (view->org->kind == INSTITUTION_AGENCY)
        emit(&run->decision, view, EVENT_AGENCY_WORK_REFUSED, view->org->id)->agency_work_refused =
            (Event_agency_work_refused){ .command = run->command.id, .zh = zh, .en = en };
}

static Err run_store(Run *run, Err err, Answer *answer)
{
    Event *events = NULL;
    size_t count = 0;
    if (err != OK)
        tell_refused(run);
    if (err == OK || run->decision.keep)
        with_settled(run, &events, &count);
    int64_t entry = run->bureau->journal.last + 1;
    answer->stored = true; /* From here on a full region spoils the whole group. */
    TRY(with_lapsed(run, &events, &count));
    TRY(work_apply(&run->loaded.work, entry, events, count));
    if (err == OK)
        TRY(login_follow(run->bureau, run->arena, &run->command, &run->decision));
    put_answer(run, err, answer);
    EntryDraft draft = {
        .at = run->command.at,
        .command = run->command.id,
        .role = run->command.actor.role,
        .user = stored_user(&run->bureau->store, run->arena, &run->command.actor, run->command.at),
        .org = run->command.actor.org,
        .key = run->key,
        .digest = hash_str(&run->digest),
        .request = run->command.id ? stored_request(&run->bureau->store, run->arena, &run->command) : (Str){ 0 },
        .err = err,
        .already = run->decision.already,
        .side = str_copy(run->arena, ledger_side(&run->ledger)),
    };
    TRY(kept_answer(run, answer->json, &draft.answer));
    return journal_append(&run->bureau->journal, run->arena, &draft, events, count);
}

/* Its batch is open already, and goes on. */
static Err known_batch(Run *run, Answer *answer)
{
    const StoreBatch *batch = &run->bureau->store.batch;
    if (batch->run && !batch->done && act_may_be_long(run->command.id))
        TRY(batch_asked(run->bureau, run->arena, run->request, &answer->wants_batch));
    return OK;
}

static Err run_all(Run *run, Answer *answer)
{
    Decision *out = &run->decision;
    Err err = run_parse(run, &out->why);
    if (err != OK && !is_kept(err)) {
        put_answer(run, err, answer);
        return OK;
    }
    /* The same user in another role is another credential: its ids are its own. */
    const Actor *actor = &run->request->actor;
    Buf org = { .arena = run->arena };
    buf_int(&org, actor->role);
    buf_char(&org, ' ');
    buf_add(&org, actor->org);
    run->key = journal_key(run->arena, buf_str(&org), actor->user, run->request->id);
    run_digest(run, err == OK);
    bool known = false;
    TRY(known_id(run, answer, &known));
    if (!known && err == OK)
        TRY(known_batch(run, answer));
    if (known || answer->wants_batch)
        return OK;
    run->loaded = load_make(&run->bureau->store, run->arena, run->bureau->policy, run->command.at);
    run->ledger = ledger_open(run->bureau->db, run->bureau->journal.last + 1);
    if (err == OK)
        err = run_decide(run);
    if (err == ERR_BUSY)
        return ERR_BUSY;
    if (err == OK && run->decision.wants_batch) {
        answer->wants_batch = true;
        answer->dry_batch = run->decision.dry_batch;
        return OK;
    }
    if (!is_kept(err)) {
        put_answer(run, err, answer);
        return OK;
    }
    return run_store(run, err, answer);
}

Err apply_command(Bureau *bureau, Arena *arena, const Request *request, Answer *answer)
{
    jmp_buf full, *before = arena->on_full;
    size_t mark_first = arena_mark(arena);
    *answer = (Answer){ 0 };
    arena->on_full = &full;
    if (setjmp(full)) {
        arena->on_full = before;
        arena_back(arena, mark_first);
        if (answer->saved && db_undo(bureau->db) != OK)
            return ERR_BUSY;
        if (answer->stored || arena->size - mark_first < REFUSAL_BYTES)
            return ERR_BUSY;
        Why why = { .arena = arena };
        answer->err = refuse(&why, ERR_TOO_LARGE, "", NULL, NULL);
        answer->json = answer_refused(arena, request->id, &why);
        return OK;
    }
    Run *run = arena_new(arena, Run, 1);
    *run = (Run){ .bureau = bureau, .arena = arena, .request = request, .data = json_make(arena), .saved = &answer->saved };
    run->decision = (Decision){ .arena = arena, .data = &run->data, .why = { .arena = arena } };
    json_open(&run->data, '{');
    Err err = run_all(run, answer);
    arena->on_full = before;
    return err;
}
