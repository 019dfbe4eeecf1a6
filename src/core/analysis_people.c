/* analysis_people.c - see analysis.h: the rows of people, employers, places and cases. */
#include "card/settle.h"
#include "core/analysis_inside.h"
#include "core/list.h"
#include "hold/effects.h"

enum { PEOPLE_PAGE = 200, UNIT_PAGE = 500 };

/* ---- people ---- */

/* The rows of one person, whose records are settled to the moment of the copy. false: enough. */
typedef bool PersonRows(Analysis *a, const PersonFacts *person);

static Err each_person(Analysis *a, PersonRows *see)
{
    Bureau *bureau = analysis_bureau(a);
    Arena *arena = analysis_arena(a);
    PersonFacts *person = arena_new(arena, PersonFacts, 1);
    size_t mark = arena_mark(arena);
    Rows rows = { .count = PEOPLE_PAGE };
    for (int64_t from = 1; rows.count == PEOPLE_PAGE;) {
        arena_back(arena, mark);
        TRY(store_people(&bureau->store, arena, from, PEOPLE_PAGE, &rows));
        for (size_t i = 0; i < rows.count; i++) {
            from = cell(&rows, i, 0)->i + 1;
            if (!person_read(cell(&rows, i, 1)->s, person))
                return ERR_BUSY; /* damage: verify names it */
            if (id_is_office(person->id))
                continue;
            settle(person, bureau->policy, &bureau->store.bureau, analysis_now(a), NULL);
            size_t row = arena_mark(arena);
            if (!see(a, person))
                return OK;
            arena_back(arena, row);
        }
    }
    return OK;
}

static bool person_row(Analysis *a, const PersonFacts *p)
{
    analysis_count(a, p->id);
    analysis_word(a, SET_ID_TYPE, p->id_type);
    analysis_word(a, SET_SEX, p->sex);
    if (person_has_birth(p))
        analysis_count(a, month_year(day_month(p->born)));
    else
        analysis_none(a);
    analysis_region(a, p->hukou_region);
    analysis_word(a, SET_HUKOU_TYPE, p->hukou_type);
    analysis_region(a, p->residence_region);
    analysis_word(a, SET_RETIRE_CATEGORY, p->retire_category);
    analysis_day(a, p->registered);
    analysis_day(a, p->death);
    analysis_count(a, p->retired);
    return analysis_end(a);
}

void analysis_payer(Analysis *a, int kind, int64_t payer, int64_t person)
{
    static const char *const kinds[] = { [PAYER_SELF] = "person", [PAYER_UNIT] = "unit", [PAYER_CONTRACT] = "contract" };
    bool known = kind >= PAYER_SELF && kind <= PAYER_CONTRACT;
    analysis_text(a, str(known ? kinds[kind] : ""));
    analysis_count(a, kind == PAYER_SELF ? person : payer);
}

static Str insurances_said(Analysis *a, unsigned mask)
{
    Buf out = { .arena = analysis_arena(a) };
    for (int i = 1; i < Insurance_END; i++)
        if (mask >> i & 1)
            buf_format(&out, "%s%s", out.n ? "," : "", choice_code(SET_INSURANCE, i));
    return buf_str(&out);
}

static bool account_rows(Analysis *a, const PersonFacts *p)
{
    for (int i = 0; i < p->account_count; i++) {
        const AccountFacts *account = &p->accounts[i];
        analysis_count(a, p->id);
        analysis_count(a, account->n);
        analysis_region(a, account->region);
        analysis_word(a, SET_CATEGORY, account->category);
        analysis_word(a, SET_FLEXIBLE_KIND, account->flexible_kind);
        analysis_payer(a, account->payer_kind, account->payer, p->id);
        analysis_text(a, insurances_said(a, account->insurances));
        analysis_word(a, SET_ACCOUNT_STATE, account->state);
        analysis_day(a, account->since);
        analysis_day(a, account->opened);
        analysis_month(a, account->stopped_month);
        analysis_word(a, SET_STOP_REASON, account->stop_reason);
        analysis_count(a, account->base_fen);
        if (!analysis_end(a))
            return false;
    }
    return true;
}

static bool card_rows(Analysis *a, const PersonFacts *p)
{
    for (int i = 0; i < p->card_count; i++) {
        const CardFacts *card = &p->cards[i];
        analysis_count(a, p->id);
        analysis_count(a, card->n);
        analysis_word(a, SET_CARD_KIND, card->kind);
        analysis_word(a, SET_CARD_REASON, card->reason);
        analysis_word(a, SET_PRODUCTION, card->prod);
        analysis_word(a, SET_APPLICATION, card->app);
        analysis_word(a, SET_FINANCIAL, card->fin);
        analysis_region(a, card->region);
        analysis_count(a, card->bank);
        analysis_count(a, card->outlet);
        const Day days[] = { card->applied,   card->expected, card->issued,    card->valid_until,
                             card->at_outlet, card->handed,   card->activated, card->last_use };
        for (size_t k = 0; k < sizeof days / sizeof *days; k++)
            analysis_day(a, days[k]);
        analysis_count(a, card->replaces);
        if (!analysis_end(a))
            return false;
    }
    return true;
}

static bool hold_rows(Analysis *a, const PersonFacts *p)
{
    Bureau *bureau = analysis_bureau(a);
    Effects effects;
    effects_of(p, bureau->policy, &bureau->store.bureau, analysis_now(a), &effects);
    for (int i = 0; i < effects.count; i++) {
        const CauseFound *found = &effects.causes[i];
        char medical = effect_letter(found->effect[EFFECT_MEDICAL]);
        analysis_count(a, p->id);
        analysis_word(a, SET_CAUSE, found->cause);
        analysis_count(a, person_hold(p, found->cause) != NULL);
        analysis_day(a, found->since.s ? time_day(found->since) : (Day){ 0 });
        analysis_day(a, found->until.s ? time_day(found->until) : (Day){ 0 });
        analysis_text(a, (Str){ &medical, 1 });
        if (!analysis_end(a))
            return false;
    }
    return true;
}

/* ---- employers, places, cases ---- */

Err analysis_units(Analysis *a)
{
    Bureau *bureau = analysis_bureau(a);
    Arena *arena = analysis_arena(a);
    UnitFacts *unit = arena_new(arena, UnitFacts, 1);
    size_t mark = arena_mark(arena);
    for (int64_t from = 1; from <= bureau->store.bureau.units; from += UNIT_PAGE) {
        Rows rows;
        arena_back(arena, mark);
        TRY(store_units(&bureau->store, arena, from, from + UNIT_PAGE - 1, &rows));
        for (size_t i = 0; i < rows.count; i++) {
            if (!unit_read(cell(&rows, i, 1)->s, unit))
                return ERR_BUSY;
            analysis_count(a, unit->id);
            analysis_text(a, FACT_STR(unit->credit_code));
            analysis_text(a, FACT_STR(unit->name));
            analysis_region(a, unit->region);
            analysis_count(a, unit->injury_class);
            analysis_day(a, unit->registered);
            if (!analysis_end(a))
                return OK;
        }
    }
    return OK;
}

Err analysis_institutions(Analysis *a)
{
    InstitutionFacts *all = NULL;
    size_t count = 0;
    TRY(store_institutions(&analysis_bureau(a)->store, analysis_arena(a), &all, &count));
    for (size_t i = 0; i < count; i++) {
        analysis_count(a, all[i].id);
        analysis_text(a, FACT_STR(all[i].code));
        analysis_word(a, SET_INSTITUTION_KIND, all[i].kind);
        analysis_text(a, FACT_STR(all[i].name));
        analysis_region(a, all[i].region);
        if (!analysis_end(a))
            return OK;
    }
    return OK;
}

Err analysis_cases(Analysis *a)
{
    Arena *arena = analysis_arena(a);
    Rows rows = { .count = PEOPLE_PAGE };
    for (int64_t person = INT64_MIN, number = 0; rows.count == PEOPLE_PAGE;) {
        arena_reset(arena);
        TRY(store_cases_behind(&analysis_bureau(a)->store, arena, person, number, PEOPLE_PAGE, &rows));
        for (size_t i = 0; i < rows.count; i++) {
            const Val *v = cell(&rows, i, 0);
            person = v[0].i;
            number = v[1].i;
            if (id_is_office(person))
                analysis_none(a);
            else
                analysis_count(a, person);
            analysis_count(a, number);
            analysis_word(a, SET_PROCEDURE, v[2].i);
            analysis_word(a, SET_CASE_STATE, v[3].i);
            analysis_word(a, SET_CAUSE, v[4].i);
            analysis_day(a, (Day){ (int32_t)v[5].i });
            analysis_day(a, (Day){ (int32_t)v[6].i });
            analysis_region(a, v[7].i);
            if (v[8].i)
                analysis_count(a, v[8].i);
            else
                analysis_none(a);
            if (!analysis_end(a))
                return OK;
        }
    }
    return OK;
}

Err analysis_persons(Analysis *a) { return each_person(a, person_row); }
Err analysis_accounts(Analysis *a) { return each_person(a, account_rows); }
Err analysis_cards(Analysis *a) { return each_person(a, card_rows); }
Err analysis_holds(Analysis *a) { return each_person(a, hold_rows); }
