/* interest_run.c - see interest_run.h. */
#include "levy/interest_run.h"
#include "journal/journal.h"
#include "levy/close.h"
#include "levy/interest.h"
#include "levy/interest_scan.h"

/* So many groups have their accounts in memory at a time, 64 bytes a person; of more the sheets are read once for each. */
enum { RANGE_GROUPS = 1 << 14, GROUP_PERSONS = OPENING_LINES_MAX, DUES = 64 };

/* A person's account as far as it is read. */
typedef struct {
    int64_t before;          /* pension, up to the end of the year before, and what was brought forward or credited for it since */
    int64_t in, in_products; /* credits of the year, and each times the months for which it counts */
    int64_t out, out_products; /* the same of what was taken out */
    int64_t medical;           /* up to the end of the year */
    int32_t region, moved;     /* of the last movement, and its day */
    int16_t base;              /* the year of the opening on which it stands, 0 = none: earlier credits are in it */
    bool changed;              /* the person has changed since the run was opened */
} Account;

typedef enum { READ_OPENINGS, READ_UNITS, WRITE_GROUPS } Phase;

/* What is kept between slices. */
typedef struct {
    int64_t first, groups; /* of the range */
    Phase phase;
    int64_t next;    /* group or employer */
    int64_t scanned; /* up to this entry it is known who has changed */
    int since;       /* credits from this year on are read, 0 = from the beginning: older ones stand in openings */
    UnitScan scan;   /* the sheets of employers, as far as they are read */
    struct {
        int32_t region, later;
        Month fee;
    } dues[DUES]; /* what the rules say of a region and month, looked up once */
    struct {
        Day day;
        int32_t region, year, month;
        Month fee;
    } counts[DUES]; /* of a day, region and fee period, from which month it counts: most often the next of the period is alike */
    Account *accounts;
} Kept;

/* What the year after holds of a group already: earlier runs, and what was brought forward. */
typedef struct {
    int64_t interest, interest_medical, brought, brought_medical;
    bool any;
} After;

typedef struct {
    InterestRun *run;
    Kept *kept;
    After *after; /* of the group under way */
    OpeningLine *lines;
    size_t count;
    bool overflow;
} Crediting;

/* A run that is done at once is released with the entry whose number it has. */
static int64_t known_of(const InterestRun *run) { return run->run - 1; }
static Kept *kept_of(const InterestRun *run) { return run->memory->what; }
static Day year_last(int year) { return day_make(year, 12, 31); }
static int64_t group_first(int64_t group) { return group << GROUP_BITS; }

static Account *account_of(const Kept *kept, int64_t person)
{
    int64_t at = person - group_first(kept->first);
    return at >= 0 && at < group_first(kept->groups) ? &kept->accounts[at] : NULL;
}

/* ---- adding up ---- */

static void add(Crediting *c, int64_t *sum, int64_t amount) { c->overflow |= __builtin_add_overflow(*sum, amount, sum); }

/* One movement of an account; month: of the year of the run, 0 = January, from which it counts. */
static void account_move(Crediting *c, Account *account, int32_t region, Day day, int year, int month, int64_t pension,
                         int64_t medical)
{
    int64_t amount = pension < 0 ? -pension : pension, products = 0; /* far from the ends: ledger_fen_max a line */
    add(c, &account->medical, medical);
    if (year < c->run->year) {
        add(c, &account->before, pension);
    } else {
        c->overflow |= __builtin_mul_overflow(amount, YEAR_MONTHS - month, &products);
        add(c, pension < 0 ? &account->out : &account->in, amount);
        add(c, pension < 0 ? &account->out_products : &account->in_products, products);
    }
    if (account->region && day.n < account->moved)
        return;
    account->region = region;
    account->moved = day.n;
}

static int due_later(Crediting *c, int32_t region, Month fee)
{
    int at = fee.n & (DUES - 1);
    Kept *kept = c->kept;
    if (kept->dues[at].region != region || kept->dues[at].fee.n != fee.n) {
        kept->dues[at].region = region;
        kept->dues[at].fee = fee;
        kept->dues[at].later = personal_due_later(c->run->policy, region, fee);
    }
    return kept->dues[at].later;
}

/* From which month of which year a line counts. */
static void counts_from(Crediting *c, const Credited *credited, int *year, int *month)
{
    Kept *kept = c->kept;
    int at = credited->month.n & (DUES - 1);
    if (kept->counts[at].day.n != credited->day.n || kept->counts[at].region != credited->region ||
        kept->counts[at].fee.n != credited->month.n) {
        int of = month_year(day_month(credited->day));
        kept->counts[at].day = credited->day;
        kept->counts[at].region = credited->region;
        kept->counts[at].fee = credited->month;
        kept->counts[at].year = of;
        kept->counts[at].month =
            of < c->run->year ? 0 : personal_month(due_later(c, credited->region, credited->month), credited->month, credited->day);
    }
    *year = kept->counts[at].year;
    *month = kept->counts[at].month;
}

static bool see_credit(void *context, const Credited *credited)
{
    Crediting *c = context;
    int year = 0, month = 0;
    Account *account = account_of(c->kept, credited->person);
    counts_from(c, credited, &year, &month);
    if (account && year >= account->base)
        account_move(c, account, credited->region, credited->day, year, month, credited->pension.fen, credited->medical.fen);
    return true;
}

static bool see_single(void *context, LedgerId id, Day day, const LedgerLine *line)
{
    (void)id;
    Crediting *c = context;
    Account *account = account_of(c->kept, line->owner);
    int64_t amount = line->way == CREDIT ? line->amount.fen : -line->amount.fen;
    bool pension = line->account == LEDGER_PERSONAL_PENSION, medical = line->account == LEDGER_PERSONAL_MEDICAL;
    int year = month_year(day_month(day));
    if (account && (pension || medical) && year >= account->base)
        account_move(c, account, line->region, day, year, month_of_year(day_month(day)) - 1, pension ? amount : 0,
                     medical ? amount : 0);
    return true;
}

/* Those of later days take the place of earlier ones: each holds all that was there. */
static void see_base(void *context, const OpeningAdded *added, const OpeningLine *line)
{
    Crediting *c = context;
    Account *account = account_of(c->kept, line->person);
    if (!account)
        return;
    *account =
        (Account){ .base = (int16_t)added->year, .region = line->region, .moved = added->day.n, .changed = account->changed };
    add(c, &account->before, line->pension.fen);
    add(c, &account->before, line->pension_more.fen);
    add(c, &account->medical, line->medical.fen);
    add(c, &account->medical, line->medical_more.fen);
}

static void see_after(void *context, const OpeningAdded *added, const OpeningLine *line)
{
    Crediting *c = context;
    After *after = &c->after[line->person & (GROUP_PERSONS - 1)];
    bool interest = added->text == TEXT_INTEREST;
    after->any = true;
    add(c, interest ? &after->interest : &after->brought, added->pension.fen);
    add(c, interest ? &after->interest_medical : &after->brought_medical, added->medical.fen);
}

/* ---- what is kept ---- */

/* The accounts of the range in which the next group is; new ones where there are none, or others. */
static Err range_begin(InterestRun *run, int64_t groups)
{
    Kept *kept = kept_of(run);
    if (kept && run->tally.group < kept->first + kept->groups)
        return OK;
    int64_t first = run->tally.group / RANGE_GROUPS * RANGE_GROUPS;
    if (!kept) {
        int64_t most = groups - first < RANGE_GROUPS ? groups - first : RANGE_GROUPS;
        bool covered = false;
        run->memory->what = kept = arena_new(run->memory->arena, Kept, 1);
        kept->accounts = arena_new(run->memory->arena, Account, (size_t)most << GROUP_BITS);
        kept->groups = most;
        for (kept->since = run->year; kept->since > PERSONAL_FIRST && !covered; kept->since -= !covered)
            TRY(opening_covers(run->db, run->arena, kept->since, known_of(run), &covered));
        kept->since = covered ? kept->since : 0;
    } else
        memset(kept->accounts, 0, (size_t)group_first(kept->groups) * sizeof *kept->accounts);
    kept->first = first;
    kept->groups = groups - first < kept->groups ? groups - first : kept->groups;
    kept->phase = READ_OPENINGS;
    kept->next = first;
    kept->scanned = known_of(run);
    return OK;
}

/* Who has changed since the run was opened is folded again from what was known then. */
static Err look_changes(InterestRun *run, Kept *kept)
{
    Rows rows;
    int64_t last = kept->scanned;
    Journal journal;
    size_t mark = arena_mark(run->arena);
    if (!run->changes)
        return OK;
    TRY(journal_open(&journal, run->db));
    if (journal.last > last)
        TRY(journal_changed(&journal, run->arena, SUBJECT_PERSON, last, &rows));
    for (size_t i = 0; journal.last > last && i < rows.count; i++) {
        Account *account = account_of(kept, cell(&rows, i, 0)->i);
        if (account)
            account->changed = true;
    }
    kept->scanned = journal.last;
    arena_back(run->arena, mark);
    return OK;
}

/* ---- one person ---- */

typedef struct {
    PersonFacts *facts;
    Month claimed;
} Then;

static bool see_event(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    Then *then = context;
    if (then->facts)
        person_fold(then->facts, event);
    if (event->kind == EVENT_RETIREMENT_CLAIMED)
        then->claimed.n = (int32_t)event->retirement_claimed.month;
    if (event->kind == EVENT_RESTORED) /* the claim may have been an error: the facts say whether it stands */
        then->claimed.n = 0;
    return true;
}

/* In the year of retirement or death the account bears interest up to that month, afterwards no more: it is settled. */
static Err months_of(InterestRun *run, const Account *account, int64_t person, const PersonFacts *now, int *months)
{
    Then then = { 0 };
    const PersonFacts *facts = now;
    if (account->changed)
        facts = then.facts = arena_new(run->arena, PersonFacts, 1);
    if (account->changed || (now && now->retired)) {
        Journal journal = { .db = run->db };
        JournalRange range = journal_all;
        range.entry = known_of(run);
        TRY(journal_events(&journal, run->arena, SUBJECT_PERSON, person, range, see_event, &then));
    }
    Month end = { facts && facts->death.n ? day_month(facts->death).n : 0 };
    if (facts && facts->retired)
        end.n = then.claimed.n && (!end.n || then.claimed.n < end.n) ? then.claimed.n : end.n;
    int year = end.n ? month_year(end) : INT32_MAX;
    *months = year > run->year ? YEAR_MONTHS : year < run->year ? 0 : month_of_year(end);
    return OK;
}

/* Of a whole year the sums are enough; where it ends within the year, month by month. */
static Err computed(InterestRun *run, const Account *account, int64_t person, int months, int64_t *fen)
{
    Interest in, out;
    AccountSums sums = { .months = YEAR_MONTHS, .credits = { account->in }, .products = { account->in_products } };
    AccountSums taken = { .months = YEAR_MONTHS, .credits = { account->out }, .products = { account->out_products } };
    *fen = 0;
    if (!months)
        return OK;
    if (months < YEAR_MONTHS) {
        Money sum = { 0 };
        Personal *personal = arena_new(run->arena, Personal, 1);
        TRY(personal_read(run->db, run->arena, run->policy, person, year_last(run->year), known_of(run), run->year, personal));
        TRY(levy_interest(run->rules, personal, months, &sum, run->why));
        *fen = sum.fen;
        return OK;
    }
    sums.opening.fen = account->before > 0 ? account->before : 0;
    TRY(interest_of_sums(&run->terms, &sums, &in, run->why));
    *fen = in.opening.fen + in.credits.fen;
    if (!account->out)
        return OK;
    TRY(interest_of_sums(&run->terms, &taken, &out, run->why));
    *fen -= out.credits.fen;
    return OK;
}

/* Appends the person's line if anything is to be posted, or if the year has no opening of this person yet. */
static Err person_line(Crediting *c, int64_t person, const PersonFacts *now)
{
    InterestRun *run = c->run;
    const Account *account = account_of(c->kept, person);
    const After *after = &c->after[person & (GROUP_PERSONS - 1)];
    int64_t fen = 0, pension = account->before, medical = account->medical;
    int months = 0;
    if (account->region != run->region)
        return OK;
    TRY(months_of(run, account, person, now, &months));
    TRY(computed(run, account, person, months, &fen));
    add(c, &fen, -after->interest);
    add(c, &pension, account->in);
    add(c, &pension, -account->out);
    if (!fen && (after->any || (!pension && !medical)))
        return OK;
    add(c, &pension, after->interest);
    add(c, &pension, after->brought);
    add(c, &medical, after->interest_medical);
    add(c, &medical, after->brought_medical);
    c->lines[c->count++] = (OpeningLine){
        .person = person, .region = run->region, .pension = { pension }, .medical = { medical }, .pension_more = { fen }
    };
    run->tally.accounts++;
    add(c, &run->tally.total_fen, fen);
    return OK;
}

/* ---- a group ---- */

static Err group_put(Crediting *c)
{
    InterestRun *run = c->run;
    bool same = true;
    if (!c->count)
        return OK;
    run->tally.groups++;
    if (!run->compare)
        return opening_put(run->db, run->arena, run->run, run->year + 1, c->lines, c->count, run->why);
    TRY(opening_same(run->db, run->arena, run->run, c->lines, c->count, &same));
    run->same = run->same && same;
    return OK;
}

static Err group_persons(Crediting *c, int64_t group)
{
    Rows rows;
    InterestRun *run = c->run;
    size_t at = 0;
    PersonFacts *facts = arena_take(run->arena, sizeof *facts);
    TRY(store_people(run->store, run->arena, group_first(group), GROUP_PERSONS, &rows));
    for (int64_t person = group_first(group); person < group_first(group + 1); person++) {
        size_t mark = arena_mark(run->arena);
        while (at < rows.count && cell(&rows, at, 0)->i < person)
            at++;
        bool known = at < rows.count && cell(&rows, at, 0)->i == person;
        if (known && !person_read_members(cell(&rows, at, 1)->s, facts))
            return ERR_BUSY; /* damage */
        TRY(person_line(c, person, known ? facts : NULL));
        arena_back(run->arena, mark);
    }
    return OK;
}

static Day since_day(const Kept *kept) { return kept->since ? day_make(kept->since, 1, 1) : (Day){ INT32_MIN }; }

static Err group_write(Crediting *c, int64_t group)
{
    InterestRun *run = c->run;
    bool any = false;
    Day from = since_day(c->kept), until = year_last(run->year);
    TRY(credits_of_payers(run->db, run->arena, SHEET_OF_GROUP, group, group, from, until, known_of(run), see_credit, c));
    TRY(ledger_extract_owners(run->db, run->arena, OWNER_PERSON, group_first(group), group_first(group + 1) - 1, from, until,
                              known_of(run), see_single, c));
    const Account *accounts = account_of(c->kept, group_first(group));
    for (int i = 0; i < GROUP_PERSONS && !any; i++)
        any = accounts[i].region == run->region;
    if (!any)
        return OK;
    c->after = arena_new(run->arena, After, GROUP_PERSONS);
    c->lines = arena_new(run->arena, OpeningLine, GROUP_PERSONS);
    TRY(opening_group(run->db, run->arena, group, run->year + 1, run->year + 1, known_of(run), see_after, c));
    TRY(group_persons(c, group));
    return c->overflow ? OK : group_put(c); /* an overflow is told by interest_more */
}

/* ---- one after the other ---- */

static void units_end(void *kept) { unit_scan_end(&((Kept *)kept)->scan); }

static void units_begin(InterestRun *run, Kept *kept, int64_t units)
{
    kept->phase = READ_UNITS;
    kept->next = 1;
    kept->scan = unit_scan(units, since_day(kept), year_last(run->year), known_of(run));
    if (run->in_slices)
        unit_scan_ahead(&kept->scan, run->memory->arena, run->db);
    run->memory->drop = units_end;
}

/* The next page; behind the last one it is the groups' turn. */
static Err units_read(Crediting *c)
{
    InterestRun *run = c->run;
    Kept *kept = c->kept;
    bool enough = false;
    UnitPage *page = NULL;
    TRY(unit_scan_next(&kept->scan, run->db, run->arena, &page));
    if (page) {
        kept->next = page->next;
        return credit_page_see(run->arena, &page->credits, see_credit, c, &enough);
    }
    units_end(kept);
    kept->phase = WRITE_GROUPS;
    return OK;
}

static Err one_piece(Crediting *c, int64_t units)
{
    InterestRun *run = c->run;
    Kept *kept = c->kept;
    if (kept->phase == READ_OPENINGS && kept->next < kept->first + kept->groups)
        return opening_group(run->db, run->arena, kept->next++, kept->since, run->year, known_of(run), see_base, c);
    if (kept->phase == READ_OPENINGS)
        units_begin(run, kept, units);
    if (kept->phase == READ_UNITS)
        TRY(units_read(c));
    return kept->phase == WRITE_GROUPS ? group_write(c, run->tally.group++) : OK;
}

static void tell_progress(InterestRun *run, const Kept *kept, int64_t groups, int64_t units)
{
    int64_t ranges = (groups + RANGE_GROUPS - 1) / RANGE_GROUPS, before = kept->first / RANGE_GROUPS;
    bool opened = kept->phase != READ_OPENINGS, read = kept->phase == WRITE_GROUPS;
    run->tally.of = 2 * groups + ranges * units;
    run->tally.done = run->tally.group + (opened ? kept->first + kept->groups : kept->next) + before * units +
                      (read     ? units
                       : opened ? kept->next - 1
                                : 0);
}

/* Who comes while a batch is open has no line that it reads, so it may look at as many as there are now. */
Err interest_more(InterestRun *run, int64_t until_ns, bool *done)
{
    const BureauFacts *bureau = &run->store->bureau;
    int64_t groups = sheet_group(bureau->persons) + 1;
    *done = false;
    for (bool looked = false; !*done;) {
        TRY(range_begin(run, groups)); /* before the mark: within a command both regions are the same */
        size_t mark = arena_mark(run->arena);
        Crediting c = { .run = run, .kept = kept_of(run) };
        if (!looked)
            TRY(look_changes(run, c.kept));
        looked = true;
        Err err = one_piece(&c, bureau->units);
        if (err == OK && c.overflow)
            err = refuse(run->why, ERR_BAD_AMOUNT, "year", NULL, NULL);
        TRY(err);
        tell_progress(run, c.kept, groups, bureau->units);
        *done = run->tally.group >= groups;
        arena_back(run->arena, mark);
        if (slice_over(until_ns))
            break;
    }
    return OK;
}

Err interest_begin(InterestRun *run)
{
    TRY(levy_region(run->policy, run->region, &run->rules, run->why));
    TRY(interest_terms(run->rules, run->year, &run->terms, run->why));
    run->tally.rate_ppm = run->terms.rate->value;
    run->tally.provisional = run->terms.provisional;
    run->tally.reference = run->terms.rate->reference;
    return OK;
}

/* ---- the tally as bytes ---- */

enum { TALLY_NUMBERS = 8 };

Str interest_tally_write(Arena *arena, const InterestTally *tally)
{
    const int64_t numbers[TALLY_NUMBERS] = { tally->group,    tally->done,      tally->of,       tally->groups,
                                             tally->accounts, tally->total_fen, tally->rate_ppm, tally->provisional };
    Buf buf = { .arena = arena };
    for (int i = 0; i < TALLY_NUMBERS; i++)
        buf_i64(&buf, numbers[i]);
    buf_text(&buf, str_head(tally->reference, LEDGER_VOUCHER_MAX));
    return buf_str(&buf);
}

bool interest_tally_read(Str bytes, InterestTally *out)
{
    Take take = { .rest = bytes };
    int64_t provisional = 0;
    InterestTally t = { 0 };
    int64_t *const numbers[TALLY_NUMBERS] = { &t.group,    &t.done,      &t.of,       &t.groups,
                                              &t.accounts, &t.total_fen, &t.rate_ppm, &provisional };
    for (int i = 0; i < TALLY_NUMBERS; i++)
        *numbers[i] = take_i64(&take);
    t.reference = take_text(&take);
    t.provisional = provisional != 0;
    *out = t;
    return !take.bad && !take.rest.n;
}
