/* import_take.c - see import.h: what the lines of a file of money pay, and how they come into the books. */
#include "act/import.h"
#include "base/require.h"
#include "levy/levy.h"

/* ---- what a line pays ---- */

static void pay_keep(Importing *im, const MoneyPay *pay, const MoneyKept *item)
{
    if (!im->pays)
        return;
    im->pays[im->pay_count++] = (ImportPay){ .pay = *pay, .item = item ? *item : (MoneyKept){ 0 } };
}

Err import_weigh_bank(Importing *im, ImportRow *row, const MoneyKept *certificates, size_t count)
{
    MoneyPay pay = { 0 };
    TRY(tally_line(&im->tally, &row->kept, certificates, count, &row->kept.end, &pay));
    row->kept.held = row->kept.end != TALLY_PAID;
    im->matched += !row->kept.held;
    im->held += row->kept.held;
    int64_t *sum = row->kept.held ? &im->held_fen : &im->matched_fen;
    if (__builtin_add_overflow(*sum, row->kept.amount.fen, sum))
        return import_too_much(im);
    if (!row->kept.held)
        pay_keep(im, &pay, NULL);
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

Err import_weigh_tax(Importing *im, size_t from, size_t until)
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
    pay_keep(im, &pay, &item);
    return OK;
}

/* ---- into the books ---- */

/* A person's payment frees that person of the hold for arrears: View shows who it is. What one payment needs to be worked
 * out is given back behind it; its events and its postings stay. */
static Err pay_one(Importing *im, ImportPay *found)
{
    Post inner = *im->post;
    MoneyPay *pay = &found->pay;
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
    Err err = found->item.entry ? suspense_take(&inner, &found->item, pay, &left) : levy_pay_money(&inner, pay, &left);
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

/* Good lines that are new; each learns its number. Nothing new: nothing is told. */
static Err lines_put(Importing *im, size_t from, size_t until, int64_t *fen, size_t *count)
{
    Post *post = im->post;
    Arena *arena = post_arena(post);
    Hash digest;
    size_t mark = arena_mark(arena);
    MoneyKept *lines = arena_take(arena, (until - from) * sizeof *lines);
    *count = 0;
    for (size_t i = from; i < until; i++) {
        ImportRow *row = &im->rows[im->order[i]];
        if (row->fault || row->known)
            continue;
        row->kept.entry = post->ledger->entry;
        row->kept.n = (int64_t)*count + 1;
        row->taken = true;
        *fen += row->kept.amount.fen;
        lines[(*count)++] = row->kept;
    }
    if (*count)
        TRY(money_put(post_db(post), arena, post->ledger->entry, lines, *count, &digest));
    arena_back(arena, mark);
    if (!*count)
        return OK;
    emit(post->out, post->view, EVENT_MONEY_FILE_TAKEN, 0)->money_file_taken = (Event_money_file_taken){
        .kind = im->kind, .rows = (int64_t)*count, .total_fen = *fen, .digest = str_copy(arena, hash_str(&digest)), .file = im->file
    };
    return OK;
}

static Err money_post(Importing *im, size_t from, size_t until)
{
    for (size_t i = from; i < until; i++) {
        const ImportRow *row = &im->rows[im->order[i]];
        size_t mark = arena_mark(post_arena(im->post));
        if (row->taken && row->kept.held)
            TRY(hold_one(im, &row->kept));
        arena_back(post_arena(im->post), mark);
    }
    for (size_t i = 0; i < im->pay_count; i++) {
        if (!im->pays[i].item.entry)
            im->pays[i].pay.key = bank_key(im, im->pays[i].pay.no);
        TRY(pay_one(im, &im->pays[i]));
    }
    return OK;
}

/* What the payers owe is asked anew for each piece: then it does not matter whether the one before was a moment ago, or
 * before a start of the program. */
Err import_take(Importing *im, size_t most)
{
    Post *post = im->post;
    size_t from = im->at, until = from, count = 0, at = post->out->count;
    int64_t fen = 0, matched = im->matched, held = im->held;
    for (size_t n = 0; n < most && until < im->count; n++)
        until = import_group(im, until);
    im->tally = tally_make(post, post_arena(post), 0); /* the payments read what is owed */
    im->pays = arena_new(post_arena(post), ImportPay, until - from);
    im->pay_count = 0;
    for (size_t i = from, next = 0; i < until; i = next) {
        next = import_group(im, i);
        TRY(import_group_check(im, i, next, true));
    }
    TRY(lines_put(im, from, until, &fen, &count));
    TRY(money_post(im, from, until));
    if (count) {
        post->out->events[at].money_file_taken.matched = im->matched - matched;
        post->out->events[at].money_file_taken.held = im->held - held;
        im->seen = post->journal->last + 1;
    }
    im->pays = NULL;
    im->at = until;
    return OK;
}
