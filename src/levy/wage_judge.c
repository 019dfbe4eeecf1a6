/* wage_judge.c - see wage_rows.h: the rows of a declaration against the records, in order of person, each once. */
#include "levy/wage_rows.h"

/* ---- one row against the records ---- */

/* An account that this employer pays, or an agency under a contract that names the employer. */
static Err account_here(WageRows *all, Work *work, const AccountFacts *account, bool *here, bool *client)
{
    const View *view = all->post->view;
    Held *held = NULL;
    *here = account->payer_kind == PAYER_UNIT && account->payer == all->unit->id;
    *client = false;
    if (account->payer_kind != PAYER_CONTRACT)
        return OK;
    TRY(work_find(work, SUBJECT_CONTRACT, account->payer, &held));
    const ContractFacts *contract = held ? held->facts : NULL;
    *here = contract && contract->employer == all->unit->id;
    *client = *here && view->org && contract->agency == view->org->id;
    return OK;
}

/* Why none of the person's accounts here belongs to the month. */
static WageFault account_fault(const WageRows *all, const PersonFacts *person, const AccountFacts *account)
{
    if (policy_region(all->post->view->policy, account->region) != all->rules)
        return ROW_REGION;
    if (person->death.n && day_month(person->death).n < all->month.n)
        return ROW_DEAD;
    if (account->state != ACCOUNT_OPEN && account->stopped_month < all->month.n)
        return ROW_LATE;
    return day_month(account->since).n > all->month.n ? ROW_EARLY : ROW_NOT_HERE;
}

static bool with_another(const WageRows *all, const PersonFacts *person)
{
    for (int i = 0; i < person->account_count; i++)
        if (person->accounts[i].payer_kind == PAYER_UNIT && person->accounts[i].payer != all->unit->id &&
            levy_in_month(all->rules, person, &person->accounts[i], all->month))
            return true;
    return false;
}

static Err row_account(WageRows *all, Work *work, const PersonFacts *person, WageRow *row)
{
    WageFault fault = ROW_NOT_HERE;
    if (!person || !person->registered.n) {
        row_wrong(row, ROW_PERSON);
        return OK;
    }
    if (person->born.n != DAY_NONE.n && day_month(person->born).n > all->month.n)
        row_wrong(row, ROW_UNBORN);
    for (int i = 0; i < person->account_count; i++) {
        const AccountFacts *account = &person->accounts[i];
        bool here = false, client = false;
        TRY(account_here(all, work, account, &here, &client));
        if (!here)
            continue;
        bool right = policy_region(all->post->view->policy, account->region) == all->rules &&
                     levy_in_month(all->rules, person, account, all->month);
        if (right && (client || all->post->command->actor.role != ROLE_AGENCY))
            return OK;
        fault = right ? ROW_CLIENT : account_fault(all, person, account);
    }
    row_wrong(row, fault == ROW_NOT_HERE && with_another(all, person) ? ROW_ELSEWHERE : fault);
    return OK;
}

/* ---- once ---- */

static int row_order(const void *context, uint32_t x, uint32_t y)
{
    const WageRow *rows = context;
    if (rows[x].person != rows[y].person)
        return rows[x].person < rows[y].person ? -1 : 1;
    return x < y ? -1 : x > y;
}

enum { ROWS_PIECE = 2048, JUDGED_PIECE = 32 };

/* Most files are in order already. */
static Err order_more(WageRows *all, bool *done)
{
    if (!all->order) {
        all->order = arena_take(all->life, (all->count + 1) * sizeof *all->order);
        for (size_t i = 0; i < all->count; i++)
            all->order[i] = (uint32_t)i;
        all->sorting = sorting_begin(all->life, all->order, all->count);
    }
    *done = sorting_more(&all->sorting, row_order, all->rows);
    all->order = all->sorting.order;
    return OK;
}

/* Who stands there more than once: none of these rows is taken, since nobody can say which is meant. */
static Err once_more(WageRows *all, bool *done)
{
    for (int n = 0; n < ROWS_PIECE && all->at < all->count; n++, all->at++) {
        WageRow *row = &all->rows[all->order[all->at]], *before = all->at ? &all->rows[all->order[all->at - 1]] : NULL;
        if (before && row->person && row->person == before->person) {
            row_wrong(before, ROW_TWICE);
            row_wrong(row, ROW_TWICE);
        }
    }
    *done = all->at == all->count;
    return OK;
}

/* ---- the records ---- */

/* Records that lie one behind the other, some of which are wanted. */
struct WagePeople {
    Arena pages;
    Rows rows;
    size_t at;
    int64_t until;  /* the page holds everybody up to here; 0: there is none */
    size_t wanted;  /* how many of it were */
    size_t singles; /* the last page was of little use: so many are read one by one before the next */
    PersonFacts facts;
};

enum { PAGE_PEOPLE = 256, PAGE_WORTH = 32, SINGLE_PEOPLE = 512 };

static Err page_turn(WageRows *all, WagePeople *people, int64_t person)
{
    arena_back(&people->pages, 0);
    people->singles = people->until && people->wanted < PAGE_WORTH ? SINGLE_PEOPLE : 0;
    people->at = people->wanted = 0;
    people->until = 0;
    if (people->singles)
        return OK;
    TRY(store_people(all->post->work->store, &people->pages, person, PAGE_PEOPLE, &people->rows));
    size_t count = people->rows.count;
    people->until = count == PAGE_PEOPLE ? cell(&people->rows, count - 1, 0)->i : INT64_MAX;
    return OK;
}

/* The record of a person; asked in ascending order. NULL in *out: there is none. */
static Err person_of(WageRows *all, WagePeople *people, Work *work, int64_t person, const PersonFacts **out)
{
    PersonFacts *found = NULL;
    if (!people->singles && person > people->until)
        TRY(page_turn(all, people, person));
    if (people->singles) {
        people->singles--;
        TRY(work_person(work, person, &found));
        *out = found;
        return OK;
    }
    while (people->at < people->rows.count && cell(&people->rows, people->at, 0)->i < person)
        people->at++;
    bool there = people->at < people->rows.count && cell(&people->rows, people->at, 0)->i == person;
    people->wanted += there;
    *out = there ? &people->facts : NULL;
    return !there || person_read(cell(&people->rows, people->at, 1)->s, &people->facts) ? OK : ERR_BUSY;
}

static Err check_more(WageRows *all, bool *done)
{
    enum { PAGES_BYTES = 4 << 20 };
    Arena *arena = post_arena(all->post);
    if (!all->people) {
        all->people = arena_new(all->life, WagePeople, 1);
        all->people->pages = (Arena){ .base = arena_take(all->life, PAGES_BYTES), .size = PAGES_BYTES };
    }
    all->people->pages.on_full = arena->on_full;
    for (int n = 0; n < JUDGED_PIECE && all->at < all->count; n++) { /* in order of person: records lie in that order too */
        WageRow *row = &all->rows[all->order[all->at++]];
        const PersonFacts *person = NULL;
        size_t mark = arena_mark(arena);
        Work work = { .store = all->post->work->store, .arena = arena };
        if (!row->fault) {
            TRY(person_of(all, all->people, &work, row->person, &person));
            TRY(row_account(all, &work, person, row));
        }
        arena_back(arena, mark);
        all->bad += row->fault != 0;
    }
    *done = all->at == all->count;
    return OK;
}

Err wage_judge_more(WageRows *all, bool *done)
{
    return all->stage == WAGE_ORDER  ? order_more(all, done)
           : all->stage == WAGE_ONCE ? once_more(all, done)
                                     : check_more(all, done);
}
