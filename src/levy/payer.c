/* payer.c - see payer.h. */
#include "levy/payer.h"

Err payer_of(Work *work, LedgerOwner kind, int64_t owner, MoneyPayer *out)
{
    Held *held = NULL;
    PersonFacts *person = NULL;
    MoneyPayer payer = { .kind = kind, .owner = owner };
    *out = (MoneyPayer){ 0 };
    if (kind == OWNER_UNIT || kind == OWNER_CONTRACT) {
        TRY(work_find(work, kind == OWNER_UNIT ? SUBJECT_UNIT : SUBJECT_CONTRACT, owner, &held));
        if (!held)
            return OK;
        payer.unit = kind == OWNER_UNIT ? held->facts : NULL;
        payer.contract = kind == OWNER_CONTRACT ? held->facts : NULL;
    } else if (kind != OWNER_PERSON) {
        return OK;
    }
    payer.person = payer.contract ? payer.contract->person : kind == OWNER_PERSON ? owner : 0;
    if (payer.person)
        TRY(work_person(work, payer.person, &person));
    payer.facts = person;
    if (payer.unit || (person && person->registered.n))
        *out = payer;
    return OK;
}

enum { PERSON_DIGITS_MAX = 15 };

Err payer_named(Work *work, Str text, Day today, MoneyPayer *out)
{
    int64_t id = 0, n = 0;
    *out = (MoneyPayer){ 0 };
    TRY(store_thing(work->store, work->arena, THING_CREDIT_CODE, text, &id, &n));
    if (id)
        return payer_of(work, OWNER_UNIT, id, out);
    if (number_read(text, 'X', &id))
        return payer_of(work, OWNER_CONTRACT, id, out);
    IdentResult ident = ident_check(IDENT_SSN, text, today);
    if (ident.valid)
        TRY(identity_find(work->store, work->arena, str_copy(work->arena, ident_text(&ident)), &id));
    else if (text.n > PERSON_DIGITS_MAX || !str_int(text, &id))
        id = 0;
    return id > 0 && !id_is_office(id) ? payer_of(work, OWNER_PERSON, id, out) : OK;
}

bool bill_read(Str text, Str *payer, Month *month)
{
    Str rest = text;
    *payer = str_cut(&rest, '/');
    return payer->n && rest.n && month_read(rest, month);
}

Str bill_text(Arena *arena, const MoneyPayer *payer, Month month)
{
    Str when = month_text(arena, month);
    if (payer->unit)
        return str_format(arena, STR_FMT "/" STR_FMT, STR_ARG(FACT_STR(payer->unit->credit_code)), STR_ARG(when));
    return str_format(arena, "%s%lld/" STR_FMT, payer->contract ? "X" : "", (long long)payer->owner, STR_ARG(when));
}

MoneyPayer payer_of_lines(const LedgerLine *lines, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (lines[i].owner_kind == OWNER_UNIT || lines[i].owner_kind == OWNER_PERSON || lines[i].owner_kind == OWNER_CONTRACT)
            return (MoneyPayer){ .kind = lines[i].owner_kind, .owner = lines[i].owner };
    return (MoneyPayer){ 0 };
}
