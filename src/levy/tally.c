/* tally.c - see tally.h. */
#include "levy/tally.h"
#include "hold/arrears.h"
#include "levy/lapse.h"

typedef struct OwedDay {
    Day day;
    struct OwedDay *next;
    size_t count;
    Owed rows[];
} OwedDay;

struct TallyPayer {
    LedgerOwner kind;
    int64_t owner, person;
    int32_t region; /* 0: pays nothing here */
    const RegionPolicy *rules;
    OwedDay *days;
    int64_t forgotten; /* as the tally's when they were read, or they are no more */
    PayFor *used;      /* paid by an earlier line of the file */
    size_t used_count, used_size;
    TallyPayer *next;
};

#define AS_TALLY_WORD(NAME, code, zh, en) [NAME] = { code, zh, en },
static const TallyWord words[TALLY_END] = { TALLY_ENDS(AS_TALLY_WORD) };

TallyWord tally_word(TallyEnd end) { return words[end]; }

Tally tally_make(Post *post, Arena *life, size_t lists)
{
    return (Tally){ .post = post,
                    .life = life,
                    .payers = arena_new(life, TallyPayer *, TALLY_BUCKETS),
                    .lists = { .base = lists ? arena_take(life, lists) : NULL, .size = lists } };
}

Err money_came(Db *db, Arena *arena, Str no, bool *told)
{
    MoneyKept *lines = NULL;
    size_t count = 0;
    TRY(money_of_no(db, arena, no, &lines, &count));
    *told = false;
    for (size_t i = 0; i < count; i++)
        *told |= lines[i].kind == IMPORT_BANK_STATEMENT;
    return OK;
}

/* ---- payers ---- */

/* The region of an employer, or of the account that somebody pays alone; 0: none. */
static Err region_of(Post *post, LedgerOwner kind, int64_t owner, int *region)
{
    Held *held = NULL;
    Work work = { .store = post->work->store, .arena = post_arena(post) };
    *region = 0;
    TRY(work_find(&work, kind == OWNER_UNIT ? SUBJECT_UNIT : SUBJECT_PERSON, owner, &held));
    if (held && kind == OWNER_UNIT)
        *region = ((const UnitFacts *)held->facts)->region;
    const PersonFacts *person = held && kind == OWNER_PERSON ? held->facts : NULL;
    for (int i = 0; person && i < person->account_count && !*region; i++)
        if (person->accounts[i].payer_kind == PAYER_SELF)
            *region = person->accounts[i].region;
    return OK;
}

static Err payer_of(Tally *tally, LedgerOwner kind, int64_t owner, TallyPayer **out)
{
    Post *post = tally->post;
    TallyPayer **place = &tally->payers[(uint64_t)(owner * 3 + (int64_t)kind) * UINT64_C(0x9E3779B97F4A7C15) >> 50];
    for (TallyPayer *p = *place; p; p = p->next)
        if (p->kind == kind && p->owner == owner) {
            *out = p;
            return OK;
        }
    int region = 0;
    size_t mark = arena_mark(post_arena(post));
    TRY(region_of(post, kind, owner, &region));
    arena_back(post_arena(post), mark);
    TallyPayer *payer = arena_new(tally->life, TallyPayer, 1);
    *payer = (TallyPayer){ .kind = kind, .owner = owner, .person = kind == OWNER_PERSON ? owner : 0, .next = *place };
    payer->rules = region ? policy_region(post->view->policy, region) : NULL;
    payer->region = payer->rules ? policy_region_code(payer->rules) : 0;
    *place = payer;
    *out = payer;
    return OK;
}

/* Of a file with many payers those before are forgotten where room is short: mostly they are not asked for again. */
static OwedDay *owed_keep(Tally *tally, TallyPayer *payer, Day day, const Owed *owed, size_t count)
{
    Arena *lists = tally->lists.size ? &tally->lists : tally->life;
    size_t bytes = sizeof(OwedDay) + count * sizeof *owed;
    if (tally->lists.size && bytes + _Alignof(max_align_t) > lists->size - lists->used) {
        arena_back(lists, 0);
        tally->forgotten++;
        payer->days = NULL;
    }
    OwedDay *kept = arena_take(lists, bytes);
    if (count)
        memmove(kept->rows, owed, count * sizeof *owed);
    kept->day = day;
    kept->count = count;
    kept->next = payer->days;
    payer->days = kept;
    payer->forgotten = tally->forgotten;
    return kept;
}

static Err owed_to(Tally *tally, TallyPayer *payer, Day day, OwedDay **out)
{
    Post *post = tally->post;
    if (payer->forgotten != tally->forgotten)
        payer->days = NULL;
    for (OwedDay *d = payer->days; d; d = d->next)
        if (d->day.n == day.n) {
            *out = d;
            return OK;
        }
    Owed *owed = NULL;
    size_t count = 0;
    Arena *arena = post_arena(post);
    size_t mark = arena_mark(arena);
    Err err = owed_list(post_db(post), arena, post->view->policy, payer->kind, payer->owner, payer->person, day_make(9998, 12, 31),
                        day, &owed, &count, &post->out->why);
    if (err == ERR_BUSY)
        return err;
    count = err == OK ? count : 0; /* what cannot be worked out is no reason to turn away money that has come */
    arena_back(arena, mark);       /* the list has room for thousands; what is in it moves to where it is kept */
    *out = owed_keep(tally, payer, day, owed, count);
    return OK;
}

static bool is_used(const TallyPayer *payer, const Owed *owed)
{
    for (size_t i = 0; i < payer->used_count; i++)
        if (payer->used[i].month.n == owed->month.n && payer->used[i].insurance == owed->insurance)
            return true;
    return false;
}

static void use(Tally *tally, TallyPayer *payer, const PayFor *parts, size_t count)
{
    if (payer->used_count + count > payer->used_size) {
        size_t size = 2 * (payer->used_count + count);
        PayFor *more = arena_new(tally->life, PayFor, size);
        if (payer->used_count)
            memcpy(more, payer->used, payer->used_count * sizeof *more);
        payer->used = more;
        payer->used_size = size;
    }
    memcpy(&payer->used[payer->used_count], parts, count * sizeof *parts);
    payer->used_count += count;
}

/* ---- one line ---- */

/* Both as the bill stands on that day: with the late fee that has grown, or without it where the region lets the
 * principal go first. */
static bool pays(const TallyPayer *payer, const Owed *owed, int64_t fen)
{
    int64_t open = owed_principal(owed);
    bool fee_first = policy_int(payer->rules, KEY_LATE_ORDER, owed->due) == FEE_FIRST;
    return open > 0 && (fen == open + owed->fee.fen || (fen == open && !fee_first));
}

/* A month of somebody who pays alone that has lapsed since: whole, for nobody is asked for a rest of it, and paid while it could
 * be made up. */
static Err pays_lapsed(Tally *tally, const TallyPayer *payer, Day day, const PayFor *part, int64_t fen, bool *out)
{
    Post *post = tally->post;
    Arena *arena = post_arena(post);
    Owed *owed = NULL;
    size_t count = 0, mark = arena_mark(arena);
    const PolicySet *policy = post->view->policy;
    if (payer->kind != OWNER_PERSON || day.n > makeup_until(policy, payer->rules, part->insurance, part->month).n)
        return OK;
    TRY(lapse_owed(post_db(post), arena, policy, payer->kind, payer->owner, part->month, &owed, &count));
    for (size_t i = 0; i < count; i++)
        *out |= owed[i].region == payer->region && owed[i].insurance == part->insurance && fen > 0 &&
                fen == owed_principal(&owed[i]) && !is_used(payer, &owed[i]);
    arena_back(arena, mark);
    return OK;
}

/* Who pays alone has paid when the certificate says; the bank may tell of it days later. */
static Day paid_on(const MoneyKept *bank, const MoneyKept *lines, size_t count)
{
    Day last = lines[0].day;
    for (size_t i = 1; i < count; i++)
        last = lines[i].day.n > last.n ? lines[i].day : last;
    return last.n < bank->day.n ? last : bank->day;
}

/* The parts that the certificate names, each once, and what it says of each. */
enum { PARTS_MAX = 128 }; /* months and insurances of one payment; more are for people to look at */

static size_t parts_of(const MoneyKept *lines, size_t count, PayFor *parts, int64_t *sums)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        size_t k = 0;
        while (k < n && (parts[k].month.n != lines[i].month.n || parts[k].insurance != lines[i].insurance))
            k++;
        if (k == n && n == PARTS_MAX)
            return 0;
        if (k == n) {
            parts[n] = (PayFor){ lines[i].month, lines[i].insurance };
            sums[n++] = 0;
        }
        sums[k] += lines[i].amount.fen;
    }
    return n;
}

/* One payer's lines often stand side by side, so an employer's books are not read again for each. Of a person it must be known
 * what is left behind the payment, of which this list would not know. */
static void paid(Tally *tally, TallyPayer *payer, const MoneyKept *bank, const OwedDay *owed, const PayFor *parts, size_t count,
                 MoneyPay *out)
{
    bool unit = payer->kind == OWNER_UNIT;
    use(tally, payer, parts, count);
    *out = (MoneyPay){ .kind = payer->kind,
                       .owner = payer->owner,
                       .person = payer->person,
                       .own = payer->kind == OWNER_PERSON,
                       .region = payer->region,
                       .rules = payer->rules,
                       .no = bank->no,
                       .day = bank->day,
                       .amount = bank->amount,
                       .month = MONTH_NONE,
                       .only = parts,
                       .only_count = count,
                       .owed = unit ? owed->rows : NULL,
                       .owed_count = unit ? owed->count : 0 };
}

static Err by_certificate(Tally *tally, const MoneyKept *bank, const MoneyKept *lines, size_t count, TallyEnd *end, MoneyPay *out)
{
    Arena *arena = post_arena(tally->post);
    TallyPayer *payer = NULL;
    OwedDay *owed = NULL;
    int64_t sum = 0;
    bool one = true, fits = true;
    for (size_t i = 0; i < count; i++) {
        one &= lines[i].payer_kind == lines[0].payer_kind && lines[i].payer == lines[0].payer;
        fits = fits && !__builtin_add_overflow(sum, lines[i].amount.fen, &sum);
    }
    *end = !one ? TALLY_SEVERAL : !fits || sum != bank->amount.fen ? TALLY_AMOUNT : TALLY_PAID;
    if (*end != TALLY_PAID)
        return OK;
    TRY(payer_of(tally, lines[0].payer_kind, lines[0].payer, &payer));
    *end = payer->region != bank->region ? TALLY_REGION : TALLY_PAID;
    if (*end != TALLY_PAID)
        return OK;
    size_t most = count < PARTS_MAX ? count : PARTS_MAX;
    PayFor *parts = arena_new(arena, PayFor, most);
    int64_t *sums = arena_new(arena, int64_t, most);
    size_t n = parts_of(lines, count, parts, sums);
    TRY(owed_to(tally, payer, bank->day, &owed));
    for (size_t k = 0; k < n && fits; k++) {
        bool found = false;
        for (size_t i = 0; i < owed->count && !found; i++) {
            const Owed *o = &owed->rows[i];
            found = o->region == payer->region && o->month.n == parts[k].month.n && o->insurance == parts[k].insurance &&
                    !is_used(payer, o) && pays(payer, o, sums[k]);
        }
        if (!found)
            TRY(pays_lapsed(tally, payer, paid_on(bank, lines, count), &parts[k], sums[k], &found));
        fits = found;
    }
    *end = !n ? TALLY_LARGE : fits ? TALLY_PAID : TALLY_BILL;
    if (*end != TALLY_PAID)
        return OK;
    paid(tally, payer, bank, owed, parts, n, out);
    if (out->own)
        out->came = paid_on(bank, lines, count);
    return OK;
}

/* Everything open of a month (MONTH_NONE: of all), with its late fees. */
static int64_t open_of(const TallyPayer *payer, const OwedDay *owed, Month month, PayFor *parts, size_t *count)
{
    int64_t sum = 0;
    *count = 0;
    for (size_t i = 0; i < owed->count; i++) {
        const Owed *o = &owed->rows[i];
        if (o->region != payer->region || is_used(payer, o) || (month.n != MONTH_NONE.n && o->month.n != month.n))
            continue;
        parts[(*count)++] = (PayFor){ o->month, o->insurance };
        sum += owed_principal(o) + o->fee.fen;
    }
    return sum;
}

static Err by_payer(Tally *tally, const MoneyKept *bank, TallyEnd *end, MoneyPay *out)
{
    TallyPayer *payer = NULL;
    OwedDay *owed = NULL;
    size_t count = 0, months = 0;
    Month only = MONTH_NONE;
    TRY(payer_of(tally, bank->payer_kind, bank->payer, &payer));
    *end = payer->region != bank->region ? TALLY_REGION : TALLY_BILL;
    if (*end == TALLY_REGION)
        return OK;
    TRY(owed_to(tally, payer, bank->day, &owed));
    PayFor *parts = arena_new(post_arena(tally->post), PayFor, owed->count + 1);
    bool all = open_of(payer, owed, MONTH_NONE, parts, &count) == bank->amount.fen && count > 0;
    for (size_t i = 0; i < owed->count && !all; i++) {
        bool first = !i || owed->rows[i - 1].month.n != owed->rows[i].month.n;
        if (first && open_of(payer, owed, owed->rows[i].month, parts, &count) == bank->amount.fen && count) {
            only = owed->rows[i].month;
            months++;
        }
    }
    if (!all && months != 1) /* two months of the same amount: which one is for people to say */
        return OK;
    (void)open_of(payer, owed, only, parts, &count);
    *end = count > PARTS_MAX ? TALLY_LARGE : TALLY_PAID;
    if (*end == TALLY_PAID)
        paid(tally, payer, bank, owed, parts, count, out);
    return OK;
}

Err tally_line(Tally *tally, const MoneyKept *bank, const MoneyKept *lines, size_t count, TallyEnd *end, MoneyPay *out)
{
    *end = TALLY_NONE;
    if (count)
        return by_certificate(tally, bank, lines, count, end, out);
    return bank->payer_kind ? by_payer(tally, bank, end, out) : OK;
}
