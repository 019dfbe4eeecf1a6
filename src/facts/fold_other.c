/* fold_other.c - employers, institutions, contracts, batches, and the bureau itself. */
#include "facts/fold.h"

void unit_fold(UnitFacts *unit, const Event *event)
{
    if (event->kind != EVENT_UNIT_REGISTERED)
        return;
    const Event_unit_registered *e = &event->unit_registered;
    *unit = (UnitFacts){ .id = event->subject, .region = (int32_t)e->region, .injury_class = (uint8_t)e->injury_class,
        .injury_float = (int32_t)e->injury_float, .registered = event_day(event) };
    FACT_SET(unit->credit_code, e->credit_code);
    FACT_SET(unit->name, e->name);
}

void institution_fold(InstitutionFacts *institution, const Event *event)
{
    if (event->kind != EVENT_INSTITUTION_REGISTERED)
        return;
    const Event_institution_registered *e = &event->institution_registered;
    *institution = (InstitutionFacts){ .id = event->subject, .kind = (uint8_t)e->kind, .region = (int32_t)e->region,
        .registered = event_day(event) };
    FACT_SET(institution->code, e->code);
    FACT_SET(institution->name, e->name);
    FACT_SET(institution->bank_bin, e->bank_bin);
    FACT_SET(institution->licence, e->licence);
    FACT_SET(institution->address, e->address);
    FACT_SET(institution->phone, e->phone);
    FACT_SET(institution->hours, e->hours);
    FACT_SET(institution->key, e->key);
}

void contract_fold(ContractFacts *contract, const Event *event)
{
    const Event_contract_made *e = &event->contract_made;
    if (event->kind == EVENT_CONTRACT_MADE)
        *contract = (ContractFacts){ .id = event->subject, .person = e->person, .agency = e->agency, .basis = (uint8_t)e->basis,
            .employer = e->employer, .region = (int32_t)e->region, .insurances = (uint8_t)e->insurances, .base_fen = e->base_fen,
            .service_fee_fen = e->service_fee_fen, .from = { e->from }, .until = { e->until } };
    else if (event->kind == EVENT_CONTRACT_ENDED)
        contract->ended_month = (int32_t)event->contract_ended.month;
}

void batch_fold(BatchFacts *batch, const Event *event)
{
    if (event->kind == EVENT_BATCH_MADE)
        *batch = (BatchFacts){ .id = event->subject, .count = (int32_t)event->batch_made.count, .made = event_day(event) };
    else if (event->kind == EVENT_BATCH_SENT)
        batch->sent = 1;
}

static void count_to(int64_t *last, int64_t n)
{
    if (n > *last)
        *last = n;
}

void bureau_fold(BureauFacts *bureau, const Event *event)
{
    switch (event->kind) {
    case EVENT_PERSON_REGISTERED:
    case EVENT_PASSWORD_GRANTED: count_to(&bureau->persons, event->subject); break;
    case EVENT_UNIT_REGISTERED: count_to(&bureau->units, event->subject); break;
    case EVENT_INSTITUTION_REGISTERED: count_to(&bureau->institutions, event->subject); break;
    case EVENT_CONTRACT_MADE: count_to(&bureau->contracts, event->subject); break;
    case EVENT_BATCH_MADE: count_to(&bureau->batches, event->subject); break;
    case EVENT_WINDOW_SET:
        bureau->window_from = (Time){ event->window_set.from };
        bureau->window_until = (Time){ event->window_set.until };
        break;
    case EVENT_DAILY_DONE: bureau->last_daily = (Day){ (int32_t)event->daily_done.day }; break;
    default: break;
    }
}
