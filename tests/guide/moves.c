/* moves.c - everything that can be tried on the person of a land (see land.h), and when two scenes are the same. */
#include "hold/effects.h"
#include "land.h"
#include <string.h>

typedef struct {
    Land *land;
    const Scene *scene;
    Command *out;
    size_t count;
} Moves;

/* ---- building commands ---- */

static void every_paper(Moves *m, Command *command)
{
    if (!command_row(command->id)->place[F_EVIDENCE])
        return;
    Paper *papers = arena_new(m->land->arena, Paper, EvidenceKind_END);
    size_t n = 0;
    for (int kind = 1; kind < EvidenceKind_END; kind++)
        papers[n++].kind = (EvidenceKind)kind;
    Arg *evidence = arg_set(command, F_EVIDENCE);
    evidence->papers = papers;
    evidence->n = n;
}

static const char *org_of(Role role)
{
    switch (role) {
    case ROLE_BANK:
        return "B01";
    case ROLE_HOSPITAL:
        return "H01";
    case ROLE_PHARMACY:
        return "P01";
    case ROLE_UNIT:
        return UNIT_CODE;
    default:
        return "";
    }
}

static Command *add(Moves *m, CommandId id, Role role)
{
    if (m->count == MOVES_MAX) {
        test_fail(__FILE__, __LINE__, "more than %d moves", MOVES_MAX);
        return &m->out[MOVES_MAX - 1];
    }
    Command *command = &m->out[m->count++];
    *command = (Command){ .id = id, .at = m->scene->now, .actor = { .role = role, .user = S("w1"), .org = str(org_of(role)) } };
    if (role_in(R_SELF | R(ONLINE), role))
        command->actor.person = m->scene->person.id;
    if (command_row(id)->place[F_SSN])
        arg_set(command, F_SSN)->i = m->scene->person.id;
    every_paper(m, command);
    return command;
}

static Command *with_i(Command *command, Field field, int64_t value)
{
    arg_set(command, field)->i = value;
    return command;
}

static Command *with_s(Command *command, Field field, Str text)
{
    arg_set(command, field)->s = text;
    return command;
}

static Command *with_pair(Moves *m, Command *command, Field field, const char *key, const char *text)
{
    Arg *item = arena_new(m->land->arena, Arg, 1), *value = arg_set(command, field);
    *item = (Arg){ .given = true, .key = str(key), .s = str(text) };
    value->items = item;
    value->n = 1;
    return command;
}

static Command *with_insurances(Moves *m, Command *command)
{
    Arg *items = arena_new(m->land->arena, Arg, 2), *value = arg_set(command, F_INSURANCES);
    items[0] = (Arg){ .given = true, .i = INSURANCE_MEDICAL };
    items[1] = (Arg){ .given = true, .i = INSURANCE_PENSION };
    value->items = items;
    value->n = 2;
    return command;
}

/* ---- cards ---- */

static void move_apply(Moves *m)
{
    static const struct {
        CardKind kind;
        CardReason reason;
    } kinds[] = {
        { CARD_FIRST, 0 },
        { CARD_REISSUE, REASON_LOST },
        { CARD_EXCHANGE, REASON_DAMAGED },
        { CARD_EXCHANGE, REASON_EXPIRED },
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        for (int region = 0; region < 2; region++) {
            Command *apply = with_i(add(m, CMD_CARD_APPLY, ROLE_CLERK), F_CARD_KIND, kinds[i].kind);
            if (kinds[i].reason)
                with_i(apply, F_CARD_REASON, kinds[i].reason);
            with_i(with_s(with_i(apply, F_REGION, region ? 110000 : LAND_REGION), F_BANK, S("B01")), F_CARD_CHANNEL,
                   CHANNEL_COUNTER);
        }
}

static Command *application(Moves *m, CommandId id, Role role, Str number)
{
    return with_s(add(m, id, role), F_APPLICATION, number);
}

static void move_production(Moves *m, const CardFacts *card)
{
    static const char *const outlets[] = { "B01", "B02", UNIT_CODE, "W01" };
    Arena *arena = m->land->arena;
    Str number = number_of_person(arena, 'K', m->scene->person.id, card->n);
    with_i(application(m, CMD_CARD_PHOTO, ROLE_CENTRE, number), F_PHOTO_OK, true);
    with_i(application(m, CMD_CARD_PHOTO, ROLE_CENTRE, number), F_REJECTED, PHOTO_CODE_SIZE);
    with_i(application(m, CMD_CARD_DATA_CHECK, ROLE_CENTRE, number), F_PASSED, true);
    with_i(application(m, CMD_CARD_DATA_CHECK, ROLE_CENTRE, number), F_PASSED, false);
    with_pair(m, application(m, CMD_CARD_RESUBMIT, ROLE_CLERK, number), F_CHANGES, "name", "true name");
    with_s(application(m, CMD_CARD_BANK_OPENED, ROLE_BANK, number), F_BANK_CARD_NO, land_bank_no(arena, 10 + card->n));
    with_s(application(m, CMD_CARD_BANK_REFUSED, ROLE_BANK, number), F_REASON_TEXT, S("occupation"));
    Arg *item = arena_new(arena, Arg, 1), *list = arg_set(add(m, CMD_CARD_BATCH, ROLE_CENTRE), F_APPLICATIONS);
    *item = (Arg){ .given = true, .s = number };
    list->items = item;
    list->n = 1;
    with_s(add(m, CMD_CARD_SEND, ROLE_CENTRE), F_BATCH, number_of(arena, 'B', card->batch ? card->batch : 1));
    Day today = time_day(m->scene->now);
    Command *made = application(m, CMD_CARD_MADE, ROLE_FACTORY, number);
    with_i(with_i(made, F_ISSUED, today.n), F_VALID_UNTIL, day_add_months(today, 120).n);
    with_s(made, F_CARD_NO, str_format(arena, "A%08d", card->n));
    with_s(made, F_CARD_ID_CODE,
           str_format(arena, "%06d%026d", policy_region_code(policy_region(m->land->policy, card->region)), card->n));
    with_s(with_s(application(m, CMD_CARD_MAKE_FAILED, ROLE_FACTORY, number), F_STAGE, S("chip")), F_REASON_TEXT, S("broken"));
    for (size_t i = 0; i < sizeof outlets / sizeof *outlets; i++) {
        with_s(application(m, CMD_CARD_SHIP, ROLE_CENTRE, number), F_OUTLET, str(outlets[i]));
        with_s(application(m, CMD_CARD_RECEIVE, ROLE_CLERK, number), F_OUTLET, str(outlets[i]));
    }
    application(m, CMD_CARD_RETURN, ROLE_CENTRE, number);
    with_s(application(m, CMD_CARD_CLAIM, ROLE_CLERK, number), F_OUTLET, S("B01"));
    application(m, CMD_CARD_DESTROY, ROLE_CENTRE, number);
}

static void move_activate(Moves *m, const CardFacts *card)
{
    Str no = FACT_STR(card->card_no);
    with_s(with_i(with_s(add(m, CMD_CARD_ACTIVATE, ROLE_BANK), F_CARD_NO, no), F_CARD_CHANNEL, CHANNEL_BANK_COUNTER), F_INSTITUTION,
           S("B01"));
    with_i(with_s(add(m, CMD_CARD_ACTIVATE, ROLE_CLERK), F_CARD_NO, no), F_CARD_CHANNEL, CHANNEL_COUNTER);
    Command *notice =
        with_s(with_i(add(m, CMD_CARD_ACTIVATE, ROLE_BANK), F_CARD_CHANNEL, CHANNEL_BANK_NOTICE), F_INSTITUTION, S("B01"));
    with_s(with_s(notice, F_PERSON_SERIAL, S("7")), F_BANK_CARD_NO, m->scene->bank_no[card->n % KEPT]);
    Command *wrong = with_s(with_i(add(m, CMD_CARD_ACTIVATE, ROLE_HOTLINE), F_CARD_CHANNEL, CHANNEL_HOTLINE), F_CARD_NO, no);
    with_pair(m, with_s(wrong, F_CALL, S("1")), F_ANSWERS, "mobile", "wrong");
}

static void move_card(Moves *m, const CardFacts *card)
{
    static const Financial fins[] = { FIN_ACTIVE, FIN_COUNTER_ONLY, FIN_FROZEN, FIN_CLOSED };
    static const PinEvent pins[] = { PIN_EVENT_SET, PIN_EVENT_WRONG, PIN_EVENT_UNBLOCK };
    static const CancelReason reasons[] = { CANCEL_DUPLICATE, CANCEL_EMIGRATION };
    Str no = FACT_STR(card->card_no);
    with_i(with_s(add(m, CMD_CARD_HAND_OVER, ROLE_CLERK), F_CARD_NO, no), F_RECEIVER, TO_HOLDER);
    move_activate(m, card);
    for (size_t i = 0; i < sizeof fins / sizeof *fins; i++)
        with_i(with_s(add(m, CMD_CARD_BANK_STATE, ROLE_BANK), F_BANK_CARD_NO, m->scene->bank_no[card->n % KEPT]), F_FINANCIAL,
               fins[i]);
    for (int kind = LOSS_TEMPORARY; kind <= LOSS_FORMAL; kind++)
        with_i(with_i(with_s(add(m, CMD_CARD_LOSE, ROLE_CLERK), F_CARD_NO, no), F_LOSS_KIND, kind), F_CARD_CHANNEL,
               CHANNEL_COUNTER);
    with_i(with_s(add(m, CMD_CARD_FIND, ROLE_CLERK), F_CARD_NO, no), F_CARD_CHANNEL, CHANNEL_COUNTER);
    with_s(with_s(add(m, CMD_CARD_LOCK, ROLE_CENTRE), F_CARD_NO, no), F_ORDER, S("1"));
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        with_i(with_s(add(m, CMD_CARD_CANCEL, ROLE_CLERK), F_CARD_NO, no), F_CANCEL_REASON, reasons[i]);
    with_i(with_s(add(m, CMD_CARD_CANCEL, ROLE_CENTRE), F_CARD_NO, no), F_CANCEL_REASON, CANCEL_TRANSFERRED);
    for (size_t i = 0; i < sizeof pins / sizeof *pins; i++)
        with_i(with_s(add(m, CMD_CARD_PIN, ROLE_CLERK), F_CARD_NO, no), F_PIN_EVENT, pins[i]);
}

static void move_cards(Moves *m)
{
    const PersonFacts *p = &m->scene->person;
    move_apply(m);
    with_s(with_i(add(m, CMD_LEGACY_RECORD, ROLE_CLERK), F_BALANCE_FEN, 5000), F_OLD_CARD_NO, S("YB0001"));
    for (int live = 0; live < 2; live++)
        with_i(with_s(with_i(add(m, CMD_CARD_ELSEWHERE, ROLE_CENTRE), F_REGION, 310000), F_CARD_NO, S("E00000001")), F_LIVE, live);
    for (int i = p->card_count > 2 ? p->card_count - 2 : 0; i < p->card_count; i++) {
        if (p->cards[i].app == APP_CANCELLED || p->cards[i].prod == PROD_DESTROYED)
            continue;
        if (p->cards[i].prod != PROD_HANDED_OVER)
            move_production(m, &p->cards[i]);
        if (p->cards[i].card_no.n)
            move_card(m, &p->cards[i]);
    }
}

/* ---- holds, accounts, cases, time ---- */

static void move_accounts(Moves *m)
{
    Month month = day_month(time_day(m->scene->now));
    Command *self = with_insurances(m, with_i(add(m, CMD_ACCOUNT_OPEN, ROLE_CLERK), F_CATEGORY, CATEGORY_FLEXIBLE));
    with_i(with_i(with_s(self, F_PAYER, S("self")), F_FROM, day_start(month_first(month)).s), F_OPEN_CHANNEL, OPEN_COUNTER);
    with_i(with_i(self, F_REGION, LAND_REGION), F_FLEXIBLE_KIND, FLEXIBLE_FLEXIBLE);
    Command *job = with_insurances(m, with_i(add(m, CMD_ACCOUNT_OPEN, ROLE_UNIT), F_CATEGORY, CATEGORY_EMPLOYEE));
    with_i(with_i(with_s(job, F_PAYER, S(UNIT_CODE)), F_FROM, day_start(month_first(month)).s), F_OPEN_CHANNEL, OPEN_UNIT);
    with_i(job, F_REGION, LAND_REGION);
    with_i(with_i(add(m, CMD_ACCOUNT_STOP, ROLE_CLERK), F_MONTH, month.n), F_STOP_REASON, STOP_LEFT_JOB);
    with_i(with_i(add(m, CMD_ACCOUNT_STOP, ROLE_CLERK), F_MONTH, month.n - 1), F_STOP_REASON, STOP_LEFT_JOB);
    with_i(with_i(add(m, CMD_ACCOUNT_STOP, ROLE_CLERK), F_MONTH, month.n), F_STOP_REASON, STOP_RETIRED);
    with_i(with_i(add(m, CMD_TRANSFER_START, ROLE_CLERK), F_FROM_REGION, LAND_REGION), F_TO_REGION, 310000);
    with_i(with_i(add(m, CMD_TRANSFER_START, ROLE_CLERK), F_FROM_REGION, 310000), F_TO_REGION, LAND_REGION);
    if (m->scene->person.transfer_count) {
        Str number = number_of_person(m->land->arena, 'T', m->scene->person.id, m->scene->person.transfers[0].n);
        for (int step = TRANSFER_LETTER; step <= TRANSFER_IN; step++)
            with_i(with_s(add(m, CMD_TRANSFER_STEP, ROLE_CENTRE), F_TRANSFER, number), F_STEP, step);
    }
}

static void move_holds(Moves *m)
{
    Time now = m->scene->now;
    with_i(add(m, CMD_HOLD_PLACE, ROLE_CLERK), F_CAUSE, CAUSE_DORMANT);
    with_i(add(m, CMD_HOLD_PLACE, ROLE_CLERK), F_CAUSE, CAUSE_ARREARS);
    with_i(with_i(add(m, CMD_HOLD_PLACE, ROLE_CLERK), F_CAUSE, CAUSE_INVESTIGATION), F_UNTIL, now.s + 60 * 86400);
    for (int match = 0; match < 2; match++)
        with_i(add(m, CMD_PERSON_POLICE_CHECK, ROLE_CENTRE), F_MATCH, match);
    with_i(add(m, CMD_DEATH_REPORT, ROLE_CLERK), F_DAY, time_day(now).n - 1);
    add(m, CMD_DEATH_WITHDRAW, ROLE_CLERK);
    add(m, CMD_PASSWORD_GRANT, ROLE_TAX);
    with_s(with_i(with_i(add(m, CMD_SYSTEM_WINDOW, ROLE_ADMIN), F_FROM, now.s), F_UNTIL, now.s + 3 * 86400), F_NOTE,
           S("new centre"));
    Command *seal =
        with_i(with_s(add(m, CMD_UNIT_SEAL_MEMBER, ROLE_UNIT), F_CREDIT_CODE, S(UNIT_CODE)), F_SEAL_REASON, SEAL_UNPAID_LEAVE);
    with_i(with_i(seal, F_FROM, now.s), F_UNTIL, now.s + 90 * 86400);
    with_s(add(m, CMD_UNIT_UNSEAL_MEMBER, ROLE_UNIT), F_CREDIT_CODE, S(UNIT_CODE));
    move_accounts(m);
}

/* The month is billed; something, or more than everything, is paid. */
static void move_money(Moves *m)
{
    static const int64_t amounts[] = { 120000, 500000 };
    Day today = time_day(m->scene->now), next = month_first((Month){ day_month(today).n + 1 });
    if (m->scene->person.account_count)
        add(m, CMD_LEVY_RELEASE, ROLE_REVIEWER);
    for (size_t i = 0; i < 2 && m->scene->person.bill_count; i++) {
        Command *pay = with_i(add(m, CMD_PAYMENT_RECORD, ROLE_TAX), F_AMOUNT_FEN, amounts[i]);
        with_pair(m, with_s(pay, F_MONEY_PAYER, S("7")), F_VOUCHER, "no", "1");
    }
    with_i(add(m, CMD_JOB_DAILY, ROLE_JOB), F_DAY, next.n);
    with_i(add(m, CMD_JOB_DAILY, ROLE_JOB), F_DAY, day_add(next, 19).n);
    Month month = day_month(today);
    with_i(with_i(add(m, CMD_ACCOUNT_STOP, ROLE_CLERK), F_MONTH, month.n), F_STOP_REASON, STOP_OTHER);
    with_s(with_i(add(m, CMD_ACCOUNT_RESUME, ROLE_CLERK), F_MONTH, month.n), F_PAYER, S("self"));
    with_i(with_s(add(m, CMD_CARD_LOSE, ROLE_CLERK), F_CARD_NO, FACT_STR(m->scene->person.cards[0].card_no)), F_LOSS_KIND,
           LOSS_TEMPORARY);
    arg_set(&m->out[m->count - 1], F_CARD_CHANNEL)->i = CHANNEL_COUNTER;
    with_i(with_i(add(m, CMD_HOLD_PLACE, ROLE_CLERK), F_CAUSE, CAUSE_INVESTIGATION), F_UNTIL, m->scene->now.s + 40 * 86400);
}

static void no_papers(Command *command) { *arg_set(command, F_EVIDENCE) = (Arg){ 0 }; }

static void move_cases(Moves *m)
{
    const PersonFacts *p = &m->scene->person;
    with_pair(m, add(m, CMD_PERSON_CORRECT, ROLE_CLERK), F_CHANGES, "name", "another name");
    with_pair(m, add(m, CMD_PERSON_CORRECT, ROLE_CLERK), F_CHANGES, "retire_category", "F50");
    with_pair(m, with_i(add(m, CMD_CASE_OPEN, ROLE_CLERK), F_PROCEDURE, PROC_UNSEAL), F_ARGS, "cause", "investigation");
    Command *bare =
        with_pair(m, with_i(add(m, CMD_CASE_OPEN, ROLE_CLERK), F_PROCEDURE, PROC_UNSEAL), F_ARGS, "cause", "investigation");
    no_papers(bare);
    with_i(add(m, CMD_HOLD_RELEASE, ROLE_CLERK), F_CAUSE, CAUSE_INVESTIGATION);
    with_i(add(m, CMD_CASE_OPEN, ROLE_CLERK), F_PROCEDURE, PROC_RETIREMENT);
    no_papers(with_i(add(m, CMD_CASE_OPEN, ROLE_ONLINE), F_PROCEDURE, PROC_RETIREMENT));
    with_i(add(m, CMD_CASE_OPEN, ROLE_CLERK), F_PROCEDURE, PROC_HEIRS);
    with_pair(m, with_i(add(m, CMD_CASE_OPEN, ROLE_CLERK), F_PROCEDURE, PROC_SEAL_END), F_ARGS, "decision", "unseal");
    with_pair(m, with_i(add(m, CMD_CASE_OPEN, ROLE_ONLINE), F_PROCEDURE, PROC_SEAL_END), F_ARGS, "decision", "transfer");
    Arg *renew = arena_new(m->land->arena, Arg, 2),
        *args = arg_set(with_i(add(m, CMD_CASE_OPEN, ROLE_CLERK), F_PROCEDURE, PROC_SEAL_END), F_ARGS);
    renew[0] = (Arg){ .given = true, .key = S("decision"), .s = S("renew") };
    renew[1] = (Arg){ .given = true, .key = S("until"), .s = day_text(m->land->arena, day_add(time_day(m->scene->now), 200)) };
    args->items = renew;
    args->n = 2;
    for (int i = 0; i < p->case_count && i < 3; i++) {
        Str number = number_of_person(m->land->arena, 'C', p->id, p->cases[i].n);
        Role reviewer = p->cases[i].procedure == PROC_DESTROY_CARD ? ROLE_CENTRE : ROLE_REVIEWER;
        with_s(add(m, CMD_CASE_SUBMIT, ROLE_CLERK), F_CASE, number);
        with_s(add(m, CMD_CASE_WITHDRAW, ROLE_CLERK), F_CASE, number);
        for (int decision = DECISION_APPROVE; decision <= DECISION_RETURN; decision++) {
            Command *review = with_s(with_i(add(m, CMD_CASE_REVIEW, reviewer), F_DECISION, decision), F_CASE, number);
            review->actor.user = S("w2");
            if (decision != DECISION_APPROVE)
                with_s(review, F_REASON_TEXT, S("because"));
        }
    }
}

static void move_time(Moves *m)
{
    Day today = time_day(m->scene->now);
    const Day days[] = { day_add(today, 1), day_add(today, 16), day_add_months(today, 7), day_add(day_add_months(today, 12), 1),
                         day_add_months(today, 132) };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        with_i(add(m, CMD_JOB_DAILY, ROLE_JOB), F_DAY, days[i].n);
}

size_t land_moves(Land *land, const Scene *scene, unsigned sets, Command *out)
{
    Moves m = { land, scene, out, 0 };
    if (sets & MOVES_CARD)
        move_cards(&m);
    if (sets & MOVES_HOLD)
        move_holds(&m);
    if (sets & MOVES_CASE)
        move_cases(&m);
    if (sets & MOVES_TIME)
        move_time(&m);
    if (sets & MOVES_MONEY)
        move_money(&m);
    return m.count;
}

/* ---- the same or not ---- */

typedef struct {
    uint64_t mark;
} Key;

static void key_add(Key *key, int64_t value)
{
    key->mark = (key->mark ^ (uint64_t)value) * 0x9E3779B97F4A7C15u;
    key->mark ^= key->mark >> 31;
}

static int place_kind(int64_t outlet) { return outlet >= OUTLET_OFFICE ? 3 : outlet >= OUTLET_UNIT ? 2 : outlet > 1 ? 1 : 0; }

static void key_card(Key *key, const Scene *scene, const CardFacts *card)
{
    Day today = time_day(scene->now);
    key_add(key, card->prod);
    key_add(key, card->app);
    key_add(key, card->app == APP_LOST_TEMPORARY || card->app == APP_LOST_FORMAL ? card->app_before : 0);
    if (card->app == APP_CANCELLED)
        return;
    key_add(key, card->fin);
    key_add(key, card->pin);
    key_add(key, card->region);
    key_add(key, card->replaces != 0);
    key_add(key, card->activated.n != 0);
    key_add(key, card->prod == PROD_APPLIED ? card->photo_ok : 0);
    bool lies = card->prod == PROD_SHIPPED || card->prod == PROD_AT_OUTLET;
    key_add(key, lies ? place_kind(card->outlet) : 0);
    key_add(key, card->prod == PROD_AT_OUTLET && day_add_months(card->at_outlet, 12).n < today.n);
    key_add(key, card->valid_until.n ? (card->valid_until.n < today.n) + (card->valid_until.n + 90 < today.n) +
                                           (card->valid_until.n - 60 <= today.n)
                                     : 0);
}

static void key_holds(Key *key, const Scene *scene)
{
    const PersonFacts *p = &scene->person;
    for (int cause = 1; cause < Cause_END; cause++) {
        const HoldFacts *hold = person_hold(p, (Cause)cause);
        key_add(key, hold ? cause * 4 + (hold->until.s != 0) + (hold->until.s > scene->now.s) : 0);
    }
    for (int i = 0; i < p->case_count; i++) {
        key_add(key, p->cases[i].procedure);
        key_add(key, p->cases[i].state);
        key_add(key, p->cases[i].command);
        key_add(key, p->cases[i].papers0 != 0);
        key_add(key, p->cases[i].procedure == PROC_SEAL_END ? p->cases[i].argument : 0);
    }
}

static void key_accounts(Key *key, const Scene *scene)
{
    const PersonFacts *p = &scene->person;
    for (int i = 0; i < p->account_count; i++) {
        key_add(key, p->accounts[i].state);
        key_add(key, p->accounts[i].category);
        key_add(key, p->accounts[i].payer_kind);
        key_add(key, p->accounts[i].stopped_month && p->accounts[i].stopped_month < day_month(time_day(scene->now)).n);
    }
    for (int i = 0; i < p->bill_count; i++) {
        const BillFacts *bill = &p->bills[i];
        Day today = time_day(scene->now);
        key_add(key, bill->month ? day_month(today).n - bill->month : -1);
        key_add(key, (bill->due.n < today.n) * 8 + (bill->pension_fen > 0) * 4 + (bill->medical_fen > 0) * 2 + bill->lapsed);
        key_add(key, !bill->month);
    }
    for (int i = 0; i < p->transfer_count; i++) {
        key_add(key, p->transfers[i].step);
        key_add(key, p->transfers[i].to_region);
    }
}

uint64_t scene_key(const Land *land, const Scene *scene)
{
    const PersonFacts *p = &scene->person;
    Day today = time_day(scene->now);
    Key key = { 0 };
    (void)land;
    const CardFacts *current = person_current_card(p);
    for (int i = 0; i < p->card_count; i++)
        if (&p->cards[i] == current || (!p->cards[i].replaced_by && p->cards[i].app != APP_CANCELLED))
            key_card(&key, scene, &p->cards[i]);
    key_holds(&key, scene);
    key_accounts(&key, scene);
    key_add(&key, p->death.n != 0);
    key_add(&key, p->police);
    key_add(&key, p->retired);
    key_add(&key, p->retirement_asked);
    key_add(&key, p->granted);
    key_add(&key, p->legacy_state);
    key_add(&key, p->elsewhere_count);
    key_add(&key, p->fails_day.n == today.n ? p->fails : 0);
    key_add(&key, scene->bureau.window_until.s >= scene->now.s && scene->bureau.window_until.s);
    return key.mark;
}
