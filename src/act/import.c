/* import.c - file.import: wages, what the tax authority collected, what the bank received. Law: Social Insurance Law 59 to
 * 61; domain 2.5: tax file, bank receipt and bill are held against each other; what agrees is recorded as payment.record
 * would, what does not stands in suspense with a number until a clerk says whose it is. */
#include "act/import.h"
#include "act/act.h"
#include "base/require.h"

/* Who may bring what. */
static bool may_bring(Role role, ImportKind kind)
{
    static const unsigned roles[ImportKind_END] = { [IMPORT_WAGES] = R(UNIT) | R(AGENCY) | R(CLERK),
                                                    [IMPORT_TAX_DETAIL] = R(TAX) | R(CLERK),
                                                    [IMPORT_BANK_STATEMENT] = R(BANK) | R(CLERK) };
    return role_in(roles[kind], role);
}

static const UnitFacts *wages_unit(const View *view) { return view->unit ? view->unit : view->org_unit; }
static Month wages_month(const Command *command) { return (Month){ (int32_t)arg_int(command, F_MONTH) }; }

static Err import_wages(Post *post)
{
    const UnitFacts *unit = wages_unit(post->view);
    if (!unit || !arg_is(post->command, F_MONTH))
        return REFUSE(post->out, ERR_BAD_FIELD, unit ? "month" : "credit_code",
                      "工资文件须写明单位（credit_code）和月份（month）。",
                      "A file of wages needs the employer (credit_code) and the month (month).");
    return levy_declare_month(post, unit, wages_month(post->command));
}

/* ---- where the bank's money came in ---- */

static Err region_read(Importing *im)
{
    Post *post = im->post;
    const RegionPolicy *rules = NULL;
    int region = arg_is(post->command, F_REGION) ? (int)arg_int(post->command, F_REGION)
                 : post->view->org               ? post->view->org->region
                                                 : 0;
    if (im->kind != IMPORT_BANK_STATEMENT)
        return OK;
    if (!region)
        return REFUSE(post->out, ERR_BAD_FIELD, "region", "请写明到账的统筹地区（region）。",
                      "Say in which region the money came in (region).");
    TRY(policy_region_get(post->view->policy, region, &rules, &post->out->why));
    im->region = policy_region_code(rules);
    if (post->command->actor.role == ROLE_BANK && policy_region(post->view->policy, post->view->org->region) != rules)
        return REFUSE(post->out, ERR_NOT_PERMITTED, "region", "银行只能导入本行所在统筹地区的流水。",
                      "A bank brings the statements of its own region.");
    return month_closed(post_db(post), post_arena(post), im->region, known_now, &im->closed);
}

/* ---- bank lines: which of them pay something ---- */

Err import_bank_line(Importing *im, ImportRow *row, const MoneyKept *certificates, size_t count)
{
    TallyEnd end = TALLY_NONE;
    MoneyPay pay = { 0 };
    TRY(tally_line(&im->tally, &row->kept, certificates, count, &end, &pay));
    row->end = (uint8_t)end;
    row->kept.held = end != TALLY_PAID;
    im->matched += end == TALLY_PAID;
    im->held += end != TALLY_PAID;
    int64_t *sum = end == TALLY_PAID ? &im->matched_fen : &im->held_fen;
    if (__builtin_add_overflow(*sum, row->kept.amount.fen, sum))
        return import_too_much(im);
    if (end == TALLY_PAID && im->pay_count < IMPORT_POSTS_MAX) /* with more the file is refused before anything is posted */
        im->pays[im->pay_count++] = pay;
    return OK;
}

/* A person's payment frees that person of the hold for arrears: View shows who it is. What one payment needs to be worked
 * out is given back behind it; its events and its postings stay. */
static Err pay_one(Importing *im, const MoneyKept *item, MoneyPay *pay)
{
    Post inner = *im->post;
    View view = *im->post->view;
    Json *said = im->post->out->data;
    PersonFacts *person = NULL, nobody = { 0 };
    int64_t left = 0;
    Work work = { .store = im->post->work->store, .arena = &im->scratch };
    arena_back(&im->scratch, 0);
    if (pay->person)
        TRY(work_person(&work, pay->person, &person));
    view.person = person ? person : &nobody;
    inner.view = &view;
    inner.work = &work;
    im->post->out->data = NULL; /* the parts of thousands of payments are no answer */
    Err err = item ? suspense_take(&inner, item, pay, &left) : levy_pay_money(&inner, pay, &left);
    im->post->out->data = said;
    return err;
}

static Str bank_key(Importing *im, Str no)
{
    return str_format(post_arena(im->post), "voucher/%s/" STR_FMT, choice_code(SET_EVIDENCE, EV_BANK_REMITTANCE), STR_ARG(no));
}

static Err hold_one(Importing *im, const MoneyKept *kept)
{
    LedgerId id = { 0 };
    bool already = false;
    Post *post = im->post;
    const LedgerLine lines[] = {
        { .account = LEDGER_BANK, .region = kept->region, .month = MONTH_NONE, .way = DEBIT, .amount = kept->amount },
        { .account = LEDGER_SUSPENSE,
          .region = kept->region,
          .owner_kind = OWNER_ITEM,
          .owner = money_item(kept->entry, kept->n),
          .month = MONTH_NONE,
          .way = CREDIT,
          .amount = kept->amount },
    };
    LedgerDraft draft = {
        .key = bank_key(im, kept->no), .text = TEXT_SUSPENSE, .day = kept->day, .voucher = kept->no, .lines = lines, .count = 2
    };
    return entry_post(post->ledger, post_arena(post), &draft, &id, &already, &post->out->why);
}

static Err bank_post(Importing *im)
{
    for (size_t i = 0; i < im->count; i++) {
        size_t mark = arena_mark(post_arena(im->post));
        const ImportRow *row = &im->rows[i];
        if (!row->fault && !row->known && row->kept.held)
            TRY(hold_one(im, &row->kept));
        arena_back(post_arena(im->post), mark);
    }
    for (size_t i = 0; i < im->pay_count; i++) {
        im->pays[i].key = bank_key(im, im->pays[i].no);
        TRY(pay_one(im, NULL, &im->pays[i]));
    }
    return OK;
}

/* ---- certificates: money that waits in suspense under their number ---- */

static Err item_of(Importing *im, Str no, MoneyKept *item, bool *found)
{
    MoneyKept *lines = NULL;
    size_t count = 0;
    *found = false;
    TRY(money_of_no(post_db(im->post), post_arena(im->post), no, &lines, &count));
    for (size_t i = 0; i < count && !*found; i++) {
        int64_t matched = 0;
        if (!lines[i].held)
            continue;
        TRY(money_get(post_db(im->post), post_arena(im->post), lines[i].entry, lines[i].n, item, found, &matched));
        *found = *found && !matched;
    }
    return OK;
}

static Err certificate(Importing *im, size_t from, size_t until, bool post)
{
    MoneyKept item = { 0 }, *lines = arena_new(post_arena(im->post), MoneyKept, until - from);
    MoneyPay pay = { 0 };
    TallyEnd end = TALLY_NONE;
    bool found = false;
    for (size_t i = from; i < until; i++) {
        const ImportRow *row = &im->rows[im->order[i]];
        if (row->fault || row->known)
            return OK; /* a certificate of which a line is wrong says nothing as a whole */
        lines[i - from] = row->kept;
    }
    TRY(item_of(im, lines[0].no, &item, &found));
    if (!found)
        return OK;
    TRY(tally_line(&im->tally, &item, lines, until - from, &end, &pay));
    if (end != TALLY_PAID)
        return OK;
    im->matched++;
    im->matched_fen += item.amount.fen;
    if (im->matched > IMPORT_POSTS_MAX)
        return REFUSE(im->post->out, ERR_TOO_LARGE, "file", "一个文件最多登记 %d 笔到账，请分成几个文件。",
                      "A file may record %d payments at most; split it.", IMPORT_POSTS_MAX);
    return post ? pay_one(im, &item, &pay) : OK;
}

static Err certificates(Importing *im, bool post)
{
    for (size_t i = 0, until = 0; i < im->count; i = until) {
        until = import_group(im, i);
        TRY(certificate(im, i, until, post));
    }
    return OK;
}

/* ---- the whole ---- */

/* Good lines that are new, in the order of the file; each learns its number. */
static Err lines_put(Importing *im)
{
    Post *post = im->post;
    Arena *arena = post_arena(post);
    Hash digest;
    size_t count = 0, mark = arena_mark(arena);
    MoneyKept *lines = arena_take(arena, (size_t)im->good * sizeof *lines);
    for (size_t i = 0; i < im->count; i++) {
        ImportRow *row = &im->rows[i];
        if (row->fault || row->known)
            continue;
        row->kept.entry = post->ledger->entry;
        row->kept.n = (int64_t)count + 1;
        lines[count++] = row->kept;
    }
    TRY(money_put(post_db(post), arena, post->ledger->entry, lines, count, &digest));
    arena_back(arena, mark);
    Event *event = emit(post->out, post->view, EVENT_MONEY_FILE_TAKEN, 0);
    event->money_file_taken = (Event_money_file_taken){ .kind = im->kind,
                                                        .rows = im->good,
                                                        .total_fen = im->good_fen,
                                                        .digest = str_copy(arena, hash_str(&digest)),
                                                        .file = post->view->file_hash };
    return OK;
}

static Err import_put(Importing *im)
{
    size_t at = im->post->out->count;
    if (im->kind == IMPORT_BANK_STATEMENT && im->good > IMPORT_POSTS_MAX)
        return REFUSE(im->post->out, ERR_TOO_LARGE, "file", "一个文件最多登记 %d 笔到账，请分成几个文件。",
                      "A file may record %d payments at most; split it.", IMPORT_POSTS_MAX);
    TRY(lines_put(im));
    TRY(im->kind == IMPORT_BANK_STATEMENT ? bank_post(im) : certificates(im, true));
    im->post->out->events[at].money_file_taken.matched = im->matched;
    im->post->out->events[at].money_file_taken.held = im->held;
    return OK;
}

static Err import_money(Post *post, ImportKind kind)
{
    Importing *im = arena_new(post_arena(post), Importing, 1);
    Decision *out = post->out;
    FileMode mode = (FileMode)arg_int(post->command, F_MODE);
    *im = (Importing){ .post = post, .kind = kind, .closed = MONTH_NONE, .tally = tally_make(post) };
    im->pays = arena_new(post_arena(post), MoneyPay, IMPORT_POSTS_MAX);
    TRY(region_read(im));
    TRY(import_read(im));
    TRY(import_known(im));
    bool wanted = im->good && (mode == FILE_GOOD_ROWS || (mode == FILE_ALL && !im->bad));
    if (kind == IMPORT_TAX_DETAIL && !wanted)
        TRY(certificates(im, false));
    if (wanted)
        TRY(import_put(im));
    out->already = mode != FILE_REPORT && !im->bad && !im->good;
    if (!out->data)
        return OK;
    json_put_int(out->data, "accepted", wanted ? im->good : 0);
    import_answer(im, out->data);
    if (wanted)
        answer_text(out, "receipt", number_of(post_arena(post), 'P', post->ledger->entry));
    return OK;
}

Err act_post_import(Post *post)
{
    ImportKind kind = (ImportKind)arg_int(post->command, F_IMPORT_KIND);
    if (!may_bring(post->command->actor.role, kind))
        return REFUSE(post->out, ERR_NOT_PERMITTED, "kind", "“%s”不能导入此类文件。", "The role \"%s\" may not bring such a file.",
                      choice_code(SET_ROLE, post->command->actor.role));
    return kind == IMPORT_WAGES ? import_wages(post) : import_money(post, kind);
}

Err act_import_slice(BatchSlice *slice, bool *done)
{
    const UnitFacts *unit = wages_unit(slice->post->view);
    require(unit != NULL);
    return levy_declare_some(slice, unit, wages_month(slice->command), done);
}
