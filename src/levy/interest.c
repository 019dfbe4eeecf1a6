/* interest.c - see interest.h. */
#include "levy/interest.h"
#include "journal/journal.h"
#include "levy/close.h"

typedef struct {
    Post *post;
    const RegionPolicy *region;
    int32_t code;
    int year;
    int64_t run;
    Day until;
    Personal *personal;
    OpeningLine *lines; /* of the group of 256 under way */
    size_t count;
    int64_t accounts;
    Money total;
    Interest rate;
} Crediting;

Err levy_decide_interest(const View *view, const Command *command, Decision *out)
{
    const RegionPolicy *region = NULL;
    int64_t year = arg_int(command, F_YEAR);
    TRY(levy_region(view->policy, arg_int(command, F_REGION), &region, &out->why));
    if (year < 1990 || year > 2200)
        return REFUSE(out, ERR_BAD_FIELD, "year", "年度应在 1990 至 2200 之间。", "The year must lie between 1990 and 2200.");
    if (year >= month_year(day_month(view_today(view))))
        return REFUSE(out, ERR_TOO_EARLY, "year", "该年度尚未结束，请在次年计息。",
                      "The year is not over; credit it in the next one.");
    return OK;
}

/* ---- one person ---- */

static bool see_claim(void *context, const Event *event, int64_t ord)
{
    (void)ord;
    if (event->kind == EVENT_RETIREMENT_CLAIMED)
        ((Month *)context)->n = (int32_t)event->retirement_claimed.month;
    if (event->kind == EVENT_RESTORED) /* the claim may have been an error: the facts below say whether it stands */
        ((Month *)context)->n = 0;
    return true;
}

/* In the year of retirement or death the account bears interest up to that month, afterwards no more: it is settled. */
static Err months_of(Crediting *crediting, const PersonFacts *facts, int *months)
{
    Month end = { facts->death.n ? day_month(facts->death).n : 0 };
    if (facts->retired) {
        Month claimed = { 0 };
        Journal journal = { .db = post_db(crediting->post) };
        TRY(journal_events(&journal, crediting->post->out->arena, SUBJECT_PERSON, facts->id, journal_all, see_claim, &claimed));
        end.n = claimed.n && (!end.n || claimed.n < end.n) ? claimed.n : end.n;
    }
    int year = end.n ? month_year(end) : INT32_MAX;
    *months = year > crediting->year ? YEAR_MONTHS : year < crediting->year ? 0 : month_of_year(end);
    return OK;
}

static Err one_way(const RegionPolicy *region, const Personal *personal, const Money *credits, Money opening, int months,
                   Interest *out, Why *why)
{
    AccountYear year = { .year = personal->detail, .opening = { opening.fen > 0 ? opening.fen : 0 }, .months = months };
    year.method = months < YEAR_MONTHS ? INTEREST_BY_MONTH : 0;
    for (int i = 0; i < months; i++)
        year.credits[i] = credits[i];
    return interest_of(region, &year, out, why->arena, NULL, why);
}

Err levy_interest(const RegionPolicy *region, const Personal *personal, int months, Interest *out, Money *sum, Why *why)
{
    Money opening = { 0 };
    Interest taken;
    if (personal_closing(personal->pension, personal->detail - 1, &opening) != OK)
        return refuse(why, ERR_BAD_AMOUNT, "year", NULL, NULL);
    /* What was brought forward within the year counts as if it had been there from its beginning. */
    const PersonalYear *year = &personal->pension[personal->detail - PERSONAL_FIRST];
    if (!money_add(opening, year->brought, &opening) || !money_add(opening, year->interest, &opening))
        return refuse(why, ERR_BAD_AMOUNT, "year", NULL, NULL);
    TRY(one_way(region, personal, personal->months.in, opening, months, out, why));
    TRY(one_way(region, personal, personal->months.out, (Money){ 0 }, months, &taken, why));
    sum->fen = out->opening.fen + out->credits.fen - taken.credits.fen;
    return OK;
}

/* Appends the person's line if anything is to be posted, or if the year has no opening of this person yet. */
static Err person_line(Crediting *crediting, const PersonFacts *facts)
{
    Post *post = crediting->post;
    Personal *personal = crediting->personal;
    Money computed = { 0 }, pension = { 0 }, medical = { 0 };
    Opening opening;
    int months = 0;
    Arena *arena = post->out->arena;
    TRY(personal_read(post_db(post), arena, post->view->policy, facts->id, crediting->until, known_now, crediting->year, personal));
    if (personal->first > personal->last || personal->region != crediting->code || personal->first > crediting->year + 1)
        return OK;
    TRY(months_of(crediting, facts, &months));
    TRY(levy_interest(crediting->region, personal, months, &crediting->rate, &computed, &post->out->why));
    const PersonalYear *after = &personal->pension[crediting->year + 1 - PERSONAL_FIRST];
    const PersonalYear *after_medical = &personal->medical[crediting->year + 1 - PERSONAL_FIRST];
    Money more = { computed.fen - after->interest.fen };
    TRY(personal_closing(personal->pension, crediting->year, &pension));
    TRY(personal_closing(personal->medical, crediting->year, &medical));
    TRY(opening_of(post_db(post), arena, facts->id, crediting->until, known_now, &opening));
    if (!more.fen && (opening.year > crediting->year || (!pension.fen && !medical.fen)))
        return OK;
    pension.fen += after->interest.fen + after->brought.fen;
    medical.fen += after_medical->interest.fen + after_medical->brought.fen;
    crediting->lines[crediting->count++] = (OpeningLine){
        .person = facts->id, .region = crediting->code, .pension = pension, .medical = medical, .pension_more = more
    };
    crediting->accounts++;
    return money_add(crediting->total, more, &crediting->total) ? OK : ERR_BAD_AMOUNT;
}

/* ---- all of them ---- */

static Err group_put(Crediting *crediting)
{
    Post *post = crediting->post;
    size_t count = crediting->count;
    crediting->count = 0;
    return count ? opening_put(post_db(post), post->out->arena, crediting->run, crediting->year + 1, crediting->lines, count,
                               &post->out->why)
                 : OK;
}

/* Person by person, the region of the command used again for each: constant memory. */
static Err persons_put(Crediting *crediting)
{
    Arena *arena = crediting->post->out->arena;
    Store *store = crediting->post->work->store;
    for (int64_t id = 1; id <= store->bureau.persons; id++) {
        PersonFacts *facts = NULL;
        size_t mark = arena_mark(arena);
        Work work = { .store = store, .arena = arena };
        if (sheet_group(id) != sheet_group(id - 1))
            TRY(group_put(crediting));
        TRY(work_person(&work, id, &facts));
        if (facts && facts->registered.n)
            TRY(person_line(crediting, facts));
        arena_back(arena, mark);
    }
    return group_put(crediting);
}

/* The first day of the year after that is open. */
static Err value_day(Crediting *crediting, Day *out)
{
    Post *post = crediting->post;
    Month closed = MONTH_NONE, month = month_make(crediting->year + 1, 1);
    TRY(month_closed(post_db(post), post->out->arena, crediting->code, known_now, &closed));
    if (closed.n == MONTH_NONE.n || closed.n < month.n - 1)
        return REFUSE(post->out, ERR_WRONG_STATE, "year", "%d 年 12 月尚未结账，请先逐月结账再计息。",
                      "December %d is not closed; close the months first.", crediting->year);
    month.n = closed.n >= month.n ? closed.n + 1 : month.n;
    *out = month_first(month);
    return month_year(month) == crediting->year + 1 ? OK : ERR_MONTH_CLOSED;
}

static Err release(Crediting *crediting, Day day, Str reason)
{
    Post *post = crediting->post;
    Decision *out = post->out;
    RunResult result;
    bool already = false;
    OpeningDraft draft = { .run = crediting->run,
                           .year = crediting->year + 1,
                           .day = day,
                           .counter = LEDGER_INTEREST,
                           .reason = str_head(reason, LEDGER_VOUCHER_MAX) };
    while (!str_utf8(draft.reason))
        draft.reason.n--;
    TRY(opening_release(post->ledger, out->arena, &draft, &result, &already, &out->why));
    emit(out, post->view, EVENT_INTEREST_CREDITED, 0)->interest_credited =
        (Event_interest_credited){ .region = crediting->code,
                                   .year = crediting->year,
                                   .run = crediting->run,
                                   .rate_ppm = crediting->rate.rate_ppm,
                                   .provisional = crediting->rate.provisional,
                                   .accounts = crediting->accounts,
                                   .total_fen = crediting->total.fen };
    answer_int(out, "run", crediting->run);
    answer_day(out, "day", day);
    return OK;
}

Err levy_post_interest(Post *post)
{
    Decision *out = post->out;
    int year = (int)arg_int(post->command, F_YEAR);
    Crediting crediting = {
        .post = post, .year = year, .code = (int32_t)arg_int(post->command, F_REGION), .run = post->ledger->entry
    };
    const PolicyValue *rate = NULL;
    Day day;
    TRY(levy_region(post->view->policy, crediting.code, &crediting.region, &out->why));
    TRY(policy_current(crediting.region, KEY_INTEREST_RATE, day_make(year, 1, 1), &rate, &crediting.rate.provisional, &out->why));
    crediting.rate.rate_ppm = rate->value;
    TRY(value_day(&crediting, &day));
    crediting.until = day_make(year + 1, 12, 31);
    crediting.lines = arena_new(out->arena, OpeningLine, OPENING_LINES_MAX);
    crediting.personal = arena_new(out->arena, Personal, 1);
    TRY(persons_put(&crediting));
    if (crediting.accounts)
        TRY(release(&crediting, day, rate->reference));
    else
        out->already = true;
    answer_int(out, "region", crediting.code);
    answer_int(out, "year", year);
    answer_int(out, "accounts", crediting.accounts);
    answer_int(out, "total_fen", crediting.total.fen);
    answer_int(out, "rate_ppm", crediting.rate.rate_ppm);
    answer_text(out, "status", crediting.rate.provisional ? S("provisional") : S("final"));
    return OK;
}
