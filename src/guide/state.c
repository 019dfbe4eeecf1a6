/* state.c - see state.h. */
#include "guide/state.h"

State *state_new(Arena *arena, const PersonFacts *facts, Time now)
{
    /* Not zeroed as a whole: person_copy writes what is used, and that is all that is ever read. */
    State *state = arena_take(arena, sizeof(State));
    person_copy(&state->facts, facts);
    state->now = now;
    state->waiting = NULL;
    state->goal = state->expanded = false;
    state->depth = state->edge_first = state->edge_count = 0;
    for (int i = 0; i < WAYS_MAX; i++)
        state->best[i].reached = state->best[i].done = false;
    return state;
}

static inline uint64_t mix(uint64_t mark, int64_t value)
{
    mark = (mark ^ (uint64_t)value) * 0x9E3779B97F4A7C15u;
    return mark ^ mark >> 29;
}

static inline int64_t pack(int a, int b, int c, int d) { return (int64_t)a << 48 ^ (int64_t)b << 32 ^ (int64_t)c << 16 ^ d; }

static uint64_t mark_card(uint64_t mark, const CardFacts *card)
{
    mark = mix(mark, pack(card->n, card->prod, card->app, card->app_before));
    mark = mix(mark, pack(card->fin, card->pin, card->photo_ok, card->kind));
    mark = mix(mark, pack(card->replaces, card->replaced_by, card->rejected != 0, 0));
    mark = mix(mark, card->outlet);
    mark = mix(mark, card->batch);
    mark = mix(mark, card->bank);
    mark = mix(mark, card->lost_until.s);
    return mix(mark, (int64_t)card->activated.n << 32 ^ card->valid_until.n);
}

static uint64_t mark_account(uint64_t mark, const AccountFacts *account)
{
    mark = mix(mark, pack(account->n, account->state, account->category, account->payer_kind));
    mark = mix(mark, account->payer);
    mark = mix(mark, (int64_t)account->region << 32 ^ account->insurances);
    mark = mix(mark, (int64_t)account->cover_from << 32 ^ account->covered);
    return mix(mark, (int64_t)account->since.n << 32 ^ account->stopped_month);
}

static uint64_t mark_case(uint64_t mark, const CaseFacts *c)
{
    mark = mix(mark, pack(c->n, c->procedure, c->state, c->cause));
    mark = mix(mark, c->opener);
    mark = mix(mark, c->argument);
    mark = mix(mark, c->papers0);
    return mix(mix(mark, c->papers1), c->papers2);
}

static uint64_t mark_bill(uint64_t mark, const BillFacts *bill)
{
    mark = mix(mark, (int64_t)bill->month << 32 ^ bill->region);
    mark = mix(mark, (int64_t)bill->due.n << 32 ^ bill->lapsed);
    mark = mix(mark, bill->contract);
    return mix(mix(mix(mark, bill->pension_fen), bill->medical_fen), bill->other_fen);
}

void state_seal(State *state)
{
    const PersonFacts *p = &state->facts;
    uint64_t mark = mix(0, state->now.s);
    mark = mix(mark, pack(p->police, p->retired, p->legacy_state, p->retirement_asked));
    mark = mix(mark, pack(p->next_card, p->next_account, p->next_case, p->elsewhere_count));
    mark = mix(mark, (int64_t)p->photo_day.n << 32 ^ p->last_use.n);
    for (int i = 0; i < p->card_count; i++)
        mark = mark_card(mark, &p->cards[i]);
    for (int i = 0; i < p->account_count; i++)
        mark = mark_account(mark, &p->accounts[i]);
    for (int i = 0; i < p->hold_count; i++)
        mark = mix(mix(mark, pack(p->holds[i].cause, p->holds[i].asked, 0, 0)), p->holds[i].until.s);
    for (int i = 0; i < p->case_count; i++)
        mark = mark_case(mark, &p->cases[i]);
    for (int i = 0; i < p->transfer_count; i++)
        mark = mix(mark, pack(p->transfers[i].n, p->transfers[i].step, 0, 0));
    for (int i = 0; i < p->bill_count; i++)
        mark = mark_bill(mark, &p->bills[i]);
    state->mark = mark;
}
